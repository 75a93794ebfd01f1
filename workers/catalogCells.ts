import { poisson } from "./encoders/poisson";
import type { Experiment } from "./experiments/_experiment";
import { network } from "./experiments/network";
import { neuron } from "./experiments/neuron";
import { stdp } from "./experiments/stdp";
import { adex } from "./neurons/adex";
import { hodgkinHuxley } from "./neurons/hodgkinHuxley";
import { izhikevich } from "./neurons/izhikevich";
import { lif } from "./neurons/lif";
import type { ModelInfo } from "./params/model";
import { stdpPair } from "./plasticity/stdpPair";
import { stdpTriplet } from "./plasticity/stdpTriplet";
import { alphaCurrent } from "./synapses/alphaCurrent";
import { delta } from "./synapses/delta";
import { expConductance } from "./synapses/expConductance";
import { expCurrent } from "./synapses/expCurrent";

/** Cells, synapses and what is made of them: the part of the catalog with which the page opens. */

/** What pictures and lessons compute by themselves, with the very functions that the simulation uses. */
export { protocolTrains } from "./experiments/stdpProtocol";
export { weightFactors, windowAt } from "./plasticity/stdpPair";

export const NEURONS = { lif, adex, izhikevich, hodgkinHuxley } as const satisfies Record<string, ModelInfo>;
export const SYNAPSES = { delta, expCurrent, alphaCurrent, expConductance } as const satisfies Record<
  string,
  ModelInfo
>;
export const PLASTICITY = { stdpPair, stdpTriplet } as const satisfies Record<string, ModelInfo>;
export const ENCODERS = { poisson } as const satisfies Record<string, ModelInfo>;

export const CELLS = { stdp, neuron, network } as const satisfies Record<string, Experiment>;
