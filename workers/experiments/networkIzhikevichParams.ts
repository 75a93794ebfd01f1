import { group, integer, real, stepped } from "../params/schema";

/** Parameters of the networks of Izhikevich's neurons. */

const live = { live: true } as const;
const rebuilds = { live: false } as const;
const pulseCoupled = { when: { path: "model", in: ["izhikevich"] } } as const;
const ring = { when: { path: "model", in: ["smallWorld"] } } as const;

export const izhikevich = group({
  neurons: integer({
    ...rebuilds,
    ...pulseCoupled,
    label: "Neurons",
    symbol: "N",
    unit: "1",
    group: "network",
    min: 100,
    max: 4000,
    default: 1000,
    scale: "log",
    doc: "Four of five are excitatory. Weights are scaled by 1000/N, so that a neuron's total input stays.",
  }),
  excitation: real({
    ...live,
    ...pulseCoupled,
    label: "Excitation",
    symbol: "s_e",
    unit: "1",
    group: "synapse",
    min: 0,
    max: 3,
    default: 1,
    step: 0.05,
    doc: "Factor on all excitatory weights.",
  }),
  inhibition: real({
    ...live,
    ...pulseCoupled,
    label: "Inhibition",
    symbol: "s_i",
    unit: "1",
    group: "synapse",
    min: 0,
    max: 3,
    default: 1,
    step: 0.05,
    doc: "Factor on all inhibitory weights.",
  }),
  noise: real({
    ...live,
    ...pulseCoupled,
    label: "Thalamic noise",
    symbol: "\\sigma",
    unit: "1",
    group: "inputs",
    min: 0,
    max: 10,
    default: 5,
    step: 0.1,
    doc: "Standard deviation of the random input to an excitatory neuron in every ms; inhibitory neurons get 0.4 of it.",
  }),
});

/** Share of rewired edges: none, then ten values to a decade, because zero has no place on a logarithmic scale. */
const REWIRING: readonly [number, ...number[]] = [
  0,
  ...[1e5, 1e4, 1e3, 1e2, 1e1].flatMap((decade) => [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9].map((digits) => digits / decade)),
  1,
];

export const smallWorld = group({
  nodes: integer({
    ...rebuilds,
    ...ring,
    label: "Neurons",
    symbol: "N",
    unit: "1",
    group: "network",
    min: 100,
    max: 1_000_000,
    default: 20_000,
    scale: "log",
    doc: "Neurons on the ring. One in five is inhibitory, at a random place.",
  }),
  k: stepped({
    ...live,
    ...ring,
    label: "Neighbours",
    symbol: "k",
    unit: "1",
    group: "network",
    values: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
    default: 6,
    doc: "Connections of a neuron on the ring, half of them to either side. Changes while the network runs.",
  }),
  p: stepped({
    ...live,
    ...ring,
    label: "Rewiring",
    symbol: "p",
    unit: "1",
    group: "network",
    values: REWIRING,
    default: 0.02,
    doc: "Share of the connections that lead to a random place instead of a neighbour. Changes while the network runs.",
  }),
  w: real({
    ...live,
    ...ring,
    label: "Weight",
    symbol: "w",
    unit: "1",
    group: "synapse",
    min: 0,
    max: 30,
    default: 8,
    step: 0.5,
    doc: "What a spike adds to the input of its neighbours: +w from excitatory, -w from inhibitory neurons.",
  }),
  noise: real({
    ...live,
    ...ring,
    label: "Noise",
    symbol: "s",
    unit: "1",
    group: "inputs",
    min: 0,
    max: 10,
    default: 2.8,
    step: 0.05,
    doc: "Standard deviation of the random input to an excitatory neuron in every ms; inhibitory neurons get 0.4 of it.",
  }),
});
