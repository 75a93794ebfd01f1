import { STRUCTURE } from "./catalogStructure";
import { type RunnableExperiment, runnable } from "./experiments/_experiment";
import { buildGrowth } from "./experiments/growthBuild";
import { buildRewiring } from "./experiments/rewiringBuild";

/** Connections that come and go, as their worker runs them. */
export const RUNNABLE_STRUCTURE = {
  rewiring: runnable(STRUCTURE.rewiring, buildRewiring),
  growth: runnable(STRUCTURE.growth, buildGrowth),
} as const satisfies Record<keyof typeof STRUCTURE, RunnableExperiment>;
