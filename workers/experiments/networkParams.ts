import { z } from "zod";
import { choice, integer, stepped } from "../params/schema";
import { izhikevich, smallWorld } from "./networkIzhikevichParams";
import { brunel, vogelsAbbott } from "./networkLifParams";

/** Parameters of the network experiment, and what follows from them before anything is built. */

export const networkSchema = z.strictObject({
  model: choice({
    live: false,
    label: "Network",
    symbol: "\\text{network}",
    unit: "1",
    group: "setup",
    default: "brunel",
    doc: "Which network of spiking neurons runs.",
    choices: [
      { value: "brunel", label: "Balanced", doc: "Random network of integrate-and-fire neurons (Brunel 2000)." },
      { value: "cuba", label: "CUBA", doc: "4,000 neurons with current synapses (Vogels & Abbott 2005)." },
      { value: "coba", label: "COBA", doc: "4,000 neurons with conductance synapses (Vogels & Abbott 2005)." },
      { value: "izhikevich", label: "Izhikevich", doc: "1,000 neurons of all kinds, all connected (Izhikevich 2003)." },
      {
        value: "smallWorld",
        label: "Small world",
        doc: "Up to a million neurons on a ring with shortcuts (Watts & Strogatz 1998).",
      },
    ],
  }),
  watched: integer({
    live: true,
    label: "Watched neuron",
    symbol: "i",
    unit: "1",
    group: "setup",
    min: 0,
    max: 999_999,
    default: 0,
    doc: "Number of the neuron whose potential is shown. Excitatory neurons come first.",
  }),
  brunel,
  vogelsAbbott,
  izhikevich,
  smallWorld,
  dt: stepped({
    live: false,
    when: { path: "model", in: ["cuba", "coba", "brunel"] },
    label: "Time step",
    symbol: "h",
    unit: "ms",
    group: "numerics",
    values: [0.05, 0.1, 0.2],
    default: 0.1,
    doc: "Length of one step of the integrate-and-fire networks. Those of Izhikevich's neurons take 1 ms.",
  }),
});

export type NetworkParams = z.output<typeof networkSchema>;
export type NetworkModelId = NetworkParams["model"];

/** Neurons and inputs per neuron of the balanced network. */
export const BRUNEL_SIZES = {
  small: { excitatory: 2000, inhibitory: 500, cE: 200, cI: 50 },
  medium: { excitatory: 4000, inhibitory: 1000, cE: 400, cI: 100 },
  full: { excitatory: 10_000, inhibitory: 2500, cE: 1000, cI: 250 },
} as const;

/** Neurons of each kind; the excitatory ones come first and fill whole vectors of four. */
export interface Groups {
  readonly excitatory: number;
  readonly inhibitory: number;
}

/** Four of five are excitatory; a rest of up to four neurons is inhibitory. */
function fourFifths(neurons: number): Groups {
  const excitatory = 4 * Math.floor(neurons / 5);
  return { excitatory, inhibitory: neurons - excitatory };
}

export function groupsOf(params: NetworkParams): Groups {
  switch (params.model) {
    case "cuba":
    case "coba":
      return { excitatory: 3200, inhibitory: 800 };
    case "brunel":
      return BRUNEL_SIZES[params.brunel.size];
    case "izhikevich":
      return fourFifths(params.izhikevich.neurons);
    case "smallWorld":
      return fourFifths(params.smallWorld.nodes);
  }
}

export function neuronsOf(params: NetworkParams): number {
  const { excitatory, inhibitory } = groupsOf(params);
  return excitatory + inhibitory;
}

/** Length of a step, ms. */
export const stepOf = (params: NetworkParams): number =>
  params.model === "izhikevich" || params.model === "smallWorld" ? 1 : params.dt;
