import type { ExperimentId } from "./catalog";
import type { RunnableExperiment } from "./experiments/_experiment";
import { RUNNABLE_CELLS } from "./runnableCells";
import { RUNNABLE_MATTER } from "./runnableMatter";
import { RUNNABLE_STRUCTURE } from "./runnableStructure";

/** The whole catalog as the command line runs it. */
export const RUNNABLE = { ...RUNNABLE_CELLS, ...RUNNABLE_STRUCTURE, ...RUNNABLE_MATTER } as const satisfies Record<
  ExperimentId,
  RunnableExperiment
>;
