import type { ExperimentId } from "./catalog";
import { CELLS } from "./catalogCells";
import type { Experiment } from "./experiments/_experiment";
import { crossbarOutline } from "./experiments/crossbarOutline";
import { deviceOutline } from "./experiments/deviceOutline";
import { growthOutline } from "./experiments/growthOutline";
import { rewiringOutline } from "./experiments/rewiringOutline";
import { vrramOutline } from "./experiments/vrramOutline";

/** What the list of experiments says of each, before its declaration is loaded. */

/** Experiments of one part share a file of declarations and a worker, loaded when the first of them is opened. */
export type Part = "cells" | "structure" | "matter";

export interface Outline extends Pick<Experiment, "id" | "wing" | "title" | "summary"> {
  readonly part: Part;
}

const cells = ({ id, wing, title, summary }: Experiment): Outline => ({ id, wing, title, summary, part: "cells" });

export const OUTLINES = {
  stdp: cells(CELLS.stdp),
  neuron: cells(CELLS.neuron),
  network: cells(CELLS.network),
  rewiring: { ...rewiringOutline, part: "structure" },
  growth: { ...growthOutline, part: "structure" },
  device: { ...deviceOutline, part: "matter" },
  crossbar: { ...crossbarOutline, part: "matter" },
  vrram: { ...vrramOutline, part: "matter" },
} as const satisfies Record<ExperimentId, Outline>;

export const EXPERIMENT_IDS = Object.keys(OUTLINES) as readonly ExperimentId[];

export const isExperimentId = (id: string): id is ExperimentId => Object.hasOwn(OUTLINES, id);

/** The part of an experiment; the first one for what is no experiment, so that its worker can refuse it. */
export const partOf = (id: string): Part => (isExperimentId(id) ? OUTLINES[id].part : "cells");
