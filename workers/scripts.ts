import type { ExperimentId } from "./catalog";
import type { Scripts } from "./experiments/_scripts";
import { networkBrian2 } from "./experiments/networkBrian2";
import { networkNest } from "./experiments/networkNest";
import { networkNir } from "./experiments/networkNir";
import { neuronNir } from "./experiments/neuronNir";
import { stdpBrian2 } from "./experiments/stdpBrian2";
import { stdpNest } from "./experiments/stdpNest";
import { stdpNir } from "./experiments/stdpNir";

/** What other simulators can run of each experiment; the page loads it when somebody wants to save a script. */

export { NOTES, type NoteId } from "./experiments/_scripts";
export { nirFile } from "./nir/hdf5";

export const SCRIPTS: Readonly<Record<ExperimentId, Scripts<never>>> = {
  stdp: { brian2: stdpBrian2, nest: stdpNest, nir: stdpNir },
  neuron: { nir: neuronNir },
  network: { brian2: networkBrian2, nest: networkNest, nir: networkNir },
  rewiring: {},
  growth: {},
  device: {},
  crossbar: {},
  vrram: {},
};
