import { CELLS } from "./catalogCells";
import { type RunnableExperiment, runnable } from "./experiments/_experiment";
import { buildNetwork } from "./experiments/networkBuild";
import { buildBench } from "./experiments/neuronBench";
import { buildStdp } from "./experiments/stdpBuild";

/** Cells and networks as their worker runs them. The page holds declarations alone and loads no kernel. */
export const RUNNABLE_CELLS = {
  stdp: runnable(CELLS.stdp, buildStdp),
  neuron: runnable(CELLS.neuron, buildBench),
  network: runnable(CELLS.network, buildNetwork),
} as const satisfies Record<keyof typeof CELLS, RunnableExperiment>;
