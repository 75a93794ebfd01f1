import type { LifParams } from "../neurons/lif";
import type { AlphaCurrentParams } from "../synapses/alphaCurrent";
import type { Constant } from "./_experiment";

/** The cells of all growing networks: NEST's iaf_psc_alpha as it is, which its example of structural plasticity uses. */
export const GROWTH_CELL: LifParams = {
  capacitance: 250,
  tauM: 10,
  eL: -70,
  threshold: -55,
  reset: -70,
  refractory: 2,
  current: 0,
};

export const GROWTH_SYNAPSE: AlphaCurrentParams = { tau: 2 };

/** Peak current of a background input of the rows, pA. */
export const ROW_BACKGROUND = 6.2;

export const growthConstants = (): readonly Constant[] => [
  { label: "Membrane capacitance", symbol: "C", value: GROWTH_CELL.capacitance, unit: "pF" },
  { label: "Membrane time constant", symbol: "\\tau", value: GROWTH_CELL.tauM, unit: "ms" },
  { label: "Leak and reset potential", symbol: "E_L", value: GROWTH_CELL.eL, unit: "mV" },
  { label: "Threshold", symbol: "\\theta", value: GROWTH_CELL.threshold, unit: "mV" },
  { label: "Refractory period", symbol: "t_{ref}", value: GROWTH_CELL.refractory, unit: "ms" },
  { label: "Time to peak of a synapse", symbol: "\\tau_s", value: GROWTH_SYNAPSE.tau, unit: "ms" },
  { label: "Time step", symbol: "h", value: 1, unit: "ms" },
];
