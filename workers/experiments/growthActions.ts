import { z } from "zod";
import { flag, real } from "../params/schema";
import type { ActionSpec } from "./_experiment";
import { SIDE } from "./growthPlaces";

/** What a hand can do to a growing network, and to rows that search. */

const base = { live: true, group: "action" } as const;

const coordinate = (label: string, symbol: string) =>
  real({
    ...base,
    label,
    symbol,
    unit: "µm",
    min: 0,
    max: SIDE,
    step: 10,
    default: SIDE / 2,
    doc: "Centre of the region; in a cube the region is a column through it.",
  });

const region = {
  x: coordinate("Centre, x", "x"),
  y: coordinate("Centre, y", "y"),
  radius: real({
    ...base,
    label: "Radius",
    symbol: "R",
    unit: "µm",
    min: 0,
    max: 1000,
    step: 10,
    default: 250,
    doc: "Every neuron within this distance belongs to the region.",
  }),
};

const percent = (label: string, symbol: string, value: number, max: number, doc: string) =>
  real({ ...base, label, symbol, unit: "%", min: 0, max, step: 1, default: value, doc });

export const lesion = z.strictObject(region);
export const kill = z.strictObject({
  share: percent("Share", "q", 20, 100, "Part of the living neurons, chosen at random, that die."),
});
export const silence = z.strictObject({
  ...region,
  duration: real({
    ...base,
    label: "Duration",
    symbol: "T",
    unit: "ms",
    min: 1,
    max: 100_000,
    default: 10_000,
    doc: "For how long the neurons cannot spike.",
  }),
});
export const deafferent = z.strictObject({
  ...region,
  input: percent("Input left", "a", 0, 300, "Part of the background input that is left; 100 % gives it back."),
});
export const cut = z.strictObject({
  share: percent("Share", "q", 50, 100, "Part of the connections, chosen at random, that is cut."),
});
export const freeze = z.strictObject({
  on: flag({
    ...base,
    label: "Frozen",
    symbol: "\\text{frozen}",
    unit: "1",
    default: true,
    doc: "While on, no connection dies or is born and no element grows.",
  }),
});

export const growthActions: Readonly<Record<string, ActionSpec>> = {
  lesion: {
    label: "Lesion",
    doc: "Kills all neurons of a region with their connections; only a step back brings them to life again.",
    args: lesion,
  },
  kill: { label: "Kill", doc: "Kills neurons at random, with their connections.", args: kill },
  silence: { label: "Silence", doc: "Holds the neurons of a region for a while: they cannot spike.", args: silence },
  deafferent: {
    label: "Cut the input",
    doc: "Takes the background input from the neurons of a region, or gives them more.",
    args: deafferent,
  },
  cut: { label: "Cut connections", doc: "Cuts connections at random; their elements are vacant then.", args: cut },
  freeze: {
    label: "Freeze",
    doc: "Stops all births and deaths of connections, or lets them go on: the control of every experiment here.",
    args: freeze,
  },
  shiftInputs: {
    label: "Shift the inputs",
    doc: "Makes other sources informative: the patch moves on in the field.",
    args: z.strictObject({}),
  },
};
