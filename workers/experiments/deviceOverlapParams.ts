import { choice, flag, group, real } from "../params/schema";

/** Parameters of two spikes that meet in a device. */

const SETUP = { path: "setup", in: ["overlap"] } as const;
const base = { live: true, group: "overlap", when: SETUP } as const;
const exponential = [SETUP, { path: "overlap.shape", in: ["exponential"] }] as const;
const ms = { ...base, unit: "ms" } as const;
const volts = { ...base, unit: "V", step: 0.01 } as const;

/** Longest interval between the two spikes, and its grain, ms. */
export const INTERVAL_MS = 80;
export const INTERVAL_STEP_MS = 0.1;

export const overlapParams = group({
  interval: real({
    ...ms,
    label: "Interval",
    symbol: "\\Delta T",
    min: -INTERVAL_MS,
    max: INTERVAL_MS,
    step: INTERVAL_STEP_MS,
    default: 5,
    doc: "Time of the postsynaptic spike minus that of the presynaptic one; a pair under way keeps the interval it began with.",
  }),
  shape: choice({
    ...base,
    label: "Shape of a spike",
    symbol: "\\mathrm{spk}",
    unit: "1",
    default: "exponential",
    doc: "How a spike rises to its peak and how its tail returns; the window inherits its shape from it.",
    choices: [
      {
        value: "exponential",
        label: "Exponential",
        doc: "Rises and returns exponentially: the window decays like the tail.",
      },
      { value: "triangle", label: "Triangle", doc: "Straight lines: the window ends earlier and more abruptly." },
      { value: "square", label: "Square", doc: "Two rectangles: the window is a plateau." },
    ],
  }),
  spikes: choice({
    ...base,
    label: "Spikes",
    symbol: "n",
    unit: "1",
    default: "both",
    doc: "Which of the two neurons fire; a single spike stays below the threshold.",
    choices: [
      { value: "both", label: "Both", doc: "A pair of spikes, which may overlap." },
      { value: "pre", label: "Pre alone", doc: "Only the presynaptic neuron fires." },
      { value: "post", label: "Post alone", doc: "Only the postsynaptic neuron fires." },
    ],
  }),
  aPlus: real({
    ...volts,
    label: "Peak",
    symbol: "A_{+}",
    min: 0,
    max: 2,
    default: 1,
    doc: "Height of the positive part of a spike; above the threshold every spike writes by itself.",
  }),
  aMinus: real({
    ...volts,
    label: "Depth of the tail",
    symbol: "A_{-}",
    min: 0,
    max: 2,
    default: 0.25,
    doc: "Depth of the negative tail after the peak.",
  }),
  tUp: real({
    ...ms,
    label: "Rise",
    symbol: "t_{up}",
    min: 0.2,
    max: 20,
    step: 0.1,
    default: 2,
    doc: "Length of the positive part.",
  }),
  tDown: real({
    ...ms,
    label: "Tail",
    symbol: "t_{dn}",
    min: 1,
    max: 80,
    step: 1,
    default: 60,
    doc: "Length of the negative tail.",
  }),
  tauPlus: real({
    ...ms,
    when: exponential,
    label: "Time constant of the rise",
    symbol: "\\tau_{+}",
    min: 0.1,
    max: 20,
    step: 0.1,
    default: 1,
    doc: "How steeply a spike rises to its peak.",
  }),
  tauMinus: real({
    ...ms,
    when: exponential,
    label: "Time constant of the tail",
    symbol: "\\tau_{-}",
    min: 1,
    max: 80,
    step: 0.5,
    default: 20,
    doc: "How slowly the tail returns.",
  }),
  threshold: real({
    ...volts,
    label: "Threshold",
    symbol: "v_{th}",
    min: 0.1,
    max: 3,
    default: 1,
    doc: "Voltage across the device below which nothing moves, with either sign.",
  }),
  slope: real({
    ...volts,
    label: "Voltage scale",
    symbol: "v_0",
    min: 0.02,
    max: 1,
    default: 0.1,
    doc: "Overdrive by which the speed of the device grows e times.",
  }),
  gain: real({
    ...base,
    label: "Gain",
    symbol: "K",
    unit: "µS",
    min: 0,
    max: 50,
    step: 0.1,
    default: 1,
    doc: "Change of conductance for each ms of integrated overdrive.",
  }),
  soft: flag({
    ...base,
    label: "Soft bounds",
    symbol: "\\circ",
    unit: "1",
    default: false,
    doc: "On: steps shrink towards the ends of the range of conductance. Off: the conductance simply stops there.",
  }),
  every: real({
    ...ms,
    live: false,
    label: "Time between pairs",
    symbol: "T",
    min: 250,
    max: 2000,
    step: 10,
    default: 250,
    doc: "Time from one pair of spikes to the next.",
  }),
});
