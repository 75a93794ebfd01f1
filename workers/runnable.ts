import { EXPERIMENTS, type ExperimentId } from "./catalog";
import { type RunnableExperiment, runnable } from "./experiments/_experiment";
import { buildNetwork } from "./experiments/networkBuild";
import { buildBench } from "./experiments/neuronBench";
import { buildStdp } from "./experiments/stdpBuild";

/** The catalog as workers and command line run it. The page holds declarations alone and loads no kernel. */
export const RUNNABLE = {
  stdp: runnable(EXPERIMENTS.stdp, buildStdp),
  neuron: runnable(EXPERIMENTS.neuron, buildBench),
  network: runnable(EXPERIMENTS.network, buildNetwork),
} as const satisfies Record<ExperimentId, RunnableExperiment>;
