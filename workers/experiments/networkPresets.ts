import type { Preset } from "./_experiment";

/** Regimes of the network experiment. */

const BRUNEL = "Brunel 2000, model A, at a fifth of its size";
const VOGELS_ABBOTT = "Vogels & Abbott 2005 as in Brette et al. 2007";
const SMALL_WORLD = "Graph: Watts & Strogatz 1998; cells: Izhikevich 2003; share of active neurons: Lennie 2003";

const brunel = (params: object) => ({ model: "brunel", brunel: { size: "small", j: 0.2, ...params } });
const smallWorld = (params: object) => ({ model: "smallWorld", smallWorld: { nodes: 100_000, ...params } });

export const networkPresets = {
  brunelAI: {
    label: "Asynchronous irregular",
    doc: "Inhibition wins, the drive is moderate: neurons fire irregularly, out of step but for a ripple of the rate near 120 Hz.",
    cite: BRUNEL,
    params: brunel({ g: 5, eta: 2 }),
  },
  brunelSR: {
    label: "Synchronous regular",
    doc: "Excitation wins: neurons fire like clocks, in loose groups; at full size they lock together. Raise g past 4.",
    cite: BRUNEL,
    params: brunel({ g: 3, eta: 2 }),
  },
  brunelSIFast: {
    label: "Fast oscillation",
    doc: "Strong inhibition and drive: the whole network oscillates near 180 Hz, faster than any of its neurons fires.",
    cite: BRUNEL,
    params: brunel({ g: 6, eta: 4 }),
  },
  brunelSISlow: {
    label: "Slow oscillation",
    doc: "A drive just below threshold: bursts of the whole network at 15 to 30 Hz, few spikes of each neuron.",
    cite: BRUNEL,
    params: brunel({ g: 4.5, eta: 0.9 }),
  },
  brunelFull: {
    label: "Balanced, full size",
    doc: "The published 12,500 neurons with 15.6 million synapses, asynchronous irregular; building takes a few seconds.",
    cite: "Brunel 2000, model A",
    params: brunel({ size: "full", j: 0.1, g: 5, eta: 2 }),
  },
  cuba: {
    label: "CUBA",
    doc: "Current synapses, rest above threshold: irregular activity that needs no input. Inhibition of -9 mV.",
    cite: `${VOGELS_ABBOTT}; weights of Brian 2`,
    params: { model: "cuba" },
  },
  cubaNest: {
    label: "CUBA, stronger inhibition",
    doc: "The same network with the -13.95 mV of another published code: a fifth fewer spikes.",
    cite: `${VOGELS_ABBOTT}; weights of NEST`,
    params: { model: "cuba", vogelsAbbott: { wI: -13.95 } },
  },
  coba: {
    label: "COBA",
    doc: "Conductance synapses: one kick at the start, and the activity keeps itself alive without any input.",
    cite: VOGELS_ABBOTT,
    params: { model: "coba" },
  },
  cobaQuiet: {
    label: "COBA, at rest",
    doc: "The same network before its kick: silent for ever, until you kick it.",
    cite: VOGELS_ABBOTT,
    params: { model: "coba", vogelsAbbott: { kicked: false } },
  },
  izhikevich2003: {
    label: "Izhikevich's network",
    doc: "A thousand neurons of many kinds: episodes of alpha and gamma rhythm in the raster and in the spectrum.",
    cite: "Izhikevich 2003, the published network script",
    params: { model: "izhikevich" },
  },
  smallWorld: {
    label: "Default silence",
    doc: "A hundred thousand neurons of which less than 1 % are active in any 50 ms; raise w or s past the line.",
    cite: SMALL_WORLD,
    params: smallWorld({}),
  },
  smallWorldLoud: {
    label: "End of the silence",
    doc: "Weights of 15 instead of 8: a spike now wakes its neighbours, and activity spreads.",
    cite: SMALL_WORLD,
    params: smallWorld({ w: 15 }),
  },
  ring: {
    label: "Ring",
    doc: "No shortcuts: neighbours know each other, but half-way round is thousands of steps. Rewire a little and look at L.",
    cite: SMALL_WORLD,
    params: smallWorld({ nodes: 20_000, p: 0, w: 15 }),
  },
  random: {
    label: "Random graph",
    doc: "Every connection rewired: six steps to anybody on average, and hardly two neighbours that know each other.",
    cite: SMALL_WORLD,
    params: smallWorld({ nodes: 20_000, p: 1, w: 15 }),
  },
  million: {
    label: "A million neurons",
    doc: "As large as it gets, still under default silence; slower than real time on most machines.",
    cite: SMALL_WORLD,
    params: smallWorld({ nodes: 1_000_000 }),
  },
} as const satisfies Record<string, Preset>;
