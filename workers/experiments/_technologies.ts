import type { DeviceModel } from "../devices/_device";
import { exponentialUpdate } from "../devices/exponentialUpdate";
import { heo } from "../devices/heo";
import { ideal } from "../devices/ideal";
import { pcmInference } from "../devices/pcmInference";
import { sonos } from "../devices/sonos";

/** What the cells of arrays and blocks can be made of. */
const TECHNOLOGIES = { ideal, pcmInference, sonos, heo, exponentialUpdate } as const;
export type TechnologyName = keyof typeof TECHNOLOGIES;

/** As a parameter offers them, the ideal one first. */
export const TECHNOLOGY_CHOICES = [
  { value: "ideal", label: "Ideal", doc: "Cells are programmed exactly and stay as they are." },
  { value: "pcmInference", label: "Phase change", doc: "Spread, drift and noise of a million phase-change cells." },
  { value: "sonos", label: "Charge trap (SONOS)", doc: "Spread and drift of 128,000 charge-trap transistors." },
  { value: "heo", label: "High-entropy oxide", doc: "A teaching surrogate of a high-entropy oxide." },
  { value: "exponentialUpdate", label: "Analog RRAM", doc: "Cells whose conductance rises and falls in steps." },
] as const;

/** Technologies whose cells change with time, and those whose reads are noisy by themselves. */
export const DRIFTING: ReadonlySet<TechnologyName> = new Set(["pcmInference", "sonos", "heo"]);
export const NOISY: ReadonlySet<TechnologyName> = new Set(["pcmInference", "sonos"]);

/** Age (s) at which cells were just programmed: the first read of the published statistics of drift. */
export const FIRST_READ = 20;

export interface Technology {
  readonly model: DeviceModel;
  /** Parameters of the model, as its schema has them. */
  readonly params: unknown;
}

/** The model with its published parameters; ideal cells have the window that is asked for, µS. */
export function technology(name: TechnologyName, window: { readonly gMin: number; readonly gMax: number }): Technology {
  const model = TECHNOLOGIES[name] as unknown as DeviceModel;
  const published = model.schema.parse({});
  return { model, params: name === "ideal" ? { ...published, ...window } : published };
}
