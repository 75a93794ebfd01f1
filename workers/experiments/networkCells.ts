import type { LifParams } from "../neurons/lif";
import type { Constant } from "./_experiment";
import { BRUNEL_SIZES, groupsOf, type NetworkParams } from "./networkParams";

/** What is fixed in the published networks of integrate-and-fire neurons. */

/** Model A of Brunel (2000); only the time constant matters, there is no current. */
export const BRUNEL_CELL: LifParams = {
  capacitance: 250,
  tauM: 20,
  eL: 0,
  threshold: 20,
  reset: 10,
  refractory: 2,
  current: 0,
};

/**
 * Both networks of Vogels & Abbott (2005) have a time constant of 20 ms, threshold -50, reset -60 mV and 5 ms of
 * refractoriness. CUBA measures its input in mV: with a leak of 1 nS a current of 1 pA is worth 1 mV.
 */
const VOGELS_ABBOTT = { tauM: 20, threshold: -50, reset: -60, refractory: 5, current: 0 };
export const CUBA_CELL: LifParams = { ...VOGELS_ABBOTT, capacitance: 20, eL: -49 };
export const COBA_CELL: LifParams = { ...VOGELS_ABBOTT, capacitance: 200, eL: -60 };

/** Synaptic time constants, ms, and reversal potentials, mV. */
export const SYNAPSES = { tauE: 5, tauI: 10, eE: 0, eI: -80 } as const;

/** Worth of a pulse of an intervention: the published weight, whatever becomes of those of the network. nS, mV. */
export const VOGELS_ABBOTT_PULSE = { coba: 6, cuba: 1.62 } as const;

const cell = ({ tauM, eL, threshold, reset, refractory }: LifParams): Constant[] => [
  { label: "Membrane time constant", symbol: "\\tau", value: tauM, unit: "ms" },
  { label: "Leak potential", symbol: "E_L", value: eL, unit: "mV" },
  { label: "Threshold", symbol: "\\theta", value: threshold, unit: "mV" },
  { label: "Reset potential", symbol: "V_r", value: reset, unit: "mV" },
  { label: "Refractory period", symbol: "t_{ref}", value: refractory, unit: "ms" },
];

const synapses: readonly Constant[] = [
  { label: "Excitatory time constant", symbol: "\\tau_e", value: SYNAPSES.tauE, unit: "ms" },
  { label: "Inhibitory time constant", symbol: "\\tau_i", value: SYNAPSES.tauI, unit: "ms" },
];

/** Fixed quantities of the network that the parameters choose. */
export function networkConstants(params: NetworkParams): readonly Constant[] {
  const { excitatory, inhibitory } = groupsOf(params);
  const sizes = [
    { label: "Excitatory neurons", symbol: "N_e", value: excitatory, unit: "1" },
    { label: "Inhibitory neurons", symbol: "N_i", value: inhibitory, unit: "1" },
  ];
  switch (params.model) {
    case "cuba":
      return [...sizes, ...cell(CUBA_CELL), ...synapses];
    case "coba":
      return [
        ...sizes,
        ...cell(COBA_CELL),
        { label: "Membrane capacitance", symbol: "C", value: COBA_CELL.capacitance, unit: "pF" },
        ...synapses,
        { label: "Excitatory reversal potential", symbol: "E_e", value: SYNAPSES.eE, unit: "mV" },
        { label: "Inhibitory reversal potential", symbol: "E_i", value: SYNAPSES.eI, unit: "mV" },
      ];
    case "brunel": {
      const { cE, cI } = BRUNEL_SIZES[params.brunel.size];
      return [
        ...sizes,
        { label: "Excitatory inputs of a neuron", symbol: "C_E", value: cE, unit: "1" },
        { label: "Inhibitory inputs of a neuron", symbol: "C_I", value: cI, unit: "1" },
        ...cell(BRUNEL_CELL),
      ];
    }
    default:
      return sizes;
  }
}
