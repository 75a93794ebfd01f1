import type { Preset } from "./_experiment";
import { carvePresets } from "./vrramCarvePresets";
import { readPresets } from "./vrramReadPresets";

/** Regimes of the block, those that read it first. */
export const vrramPresets: Readonly<Record<string, Preset>> = { ...readPresets, ...carvePresets };
