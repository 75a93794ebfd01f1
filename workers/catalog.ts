import type { Experiment } from "./experiments/_experiment";
import { stdp } from "./experiments/stdp";
import { stdpPair } from "./plasticity/stdpPair";
import { stdpTriplet } from "./plasticity/stdpTriplet";

/** What pictures and lessons compute by themselves, with the very functions that the simulation uses. */
export { protocolTrains } from "./experiments/stdpProtocol";
export { weightFactors, windowAt } from "./plasticity/stdpPair";

/** The only registry: adding a model or an experiment is its files and one line here; every id derives from it. */

export const PLASTICITY = { stdpPair, stdpTriplet } as const;

export const EXPERIMENTS = { stdp } as const satisfies Record<string, Experiment>;

export type ExperimentId = keyof typeof EXPERIMENTS;
export type PlasticityId = keyof typeof PLASTICITY;

export const isExperimentId = (id: string): id is ExperimentId => Object.hasOwn(EXPERIMENTS, id);
