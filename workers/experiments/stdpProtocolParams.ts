import { choice, flag, group, integer, real, times } from "../params/schema";

/** Parameters of the protocol set-up: one synapse whose two neurons fire on command. */

const rebuilds = { live: false } as const;
const inProtocol = { when: { path: "setup", in: ["protocol"] } } as const;
const inPattern = {
  when: [inProtocol.when, { path: "protocol.kind", in: ["pairs", "pre-post-pre", "post-pre-post"] }],
} as const;
const inDrawing = { when: [inProtocol.when, { path: "protocol.kind", in: ["drawn"] }] } as const;

/** Longest stimulation protocol in ms and most spikes in a train that a person may draw or import. */
export const TRAIN_MS = 600_000;
export const TRAIN_SPIKES = 2_000;

export const protocol = group({
  kind: choice({
    ...rebuilds,
    ...inProtocol,
    label: "Stimulus",
    symbol: "\\text{kind}",
    unit: "1",
    group: "stimulus",
    default: "pairs",
    doc: "Which spikes the two neurons are made to fire.",
    choices: [
      { value: "pairs", label: "Pairs", doc: "One presynaptic and one postsynaptic spike, repeated." },
      {
        value: "pre-post-pre",
        label: "Triplets pre-post-pre",
        doc: "A postsynaptic spike between two presynaptic ones.",
      },
      {
        value: "post-pre-post",
        label: "Triplets post-pre-post",
        doc: "A presynaptic spike between two postsynaptic ones.",
      },
      { value: "drawn", label: "Drawn or imported", doc: "The trains as you drew, dragged or imported them." },
    ],
  }),
  interval: real({
    ...rebuilds,
    ...inPattern,
    label: "Interval",
    symbol: "\\Delta t",
    unit: "ms",
    group: "stimulus",
    min: -100,
    max: 100,
    default: 10,
    step: 1,
    doc: "t_post − t_pre of a pair; its size is the spacing within a triplet.",
  }),
  frequency: real({
    ...rebuilds,
    ...inPattern,
    label: "Pairing frequency",
    symbol: "\\rho",
    unit: "Hz",
    group: "stimulus",
    min: 0.1,
    max: 100,
    default: 1,
    scale: "log",
    doc: "How often the pair or triplet is repeated.",
  }),
  repeats: integer({
    ...rebuilds,
    ...inPattern,
    label: "Repetitions",
    symbol: "n",
    unit: "1",
    group: "stimulus",
    min: 1,
    max: 200,
    default: 60,
    doc: "How many pairs or triplets.",
  }),
  pre: times({
    ...rebuilds,
    ...inDrawing,
    label: "Presynaptic spikes",
    symbol: "t^{pre}",
    unit: "ms",
    group: "stimulus",
    max: TRAIN_MS,
    maxLength: TRAIN_SPIKES,
    default: [10, 30, 55, 80, 81],
    doc: "Spike times of the drawn presynaptic train.",
  }),
  post: times({
    ...rebuilds,
    ...inDrawing,
    label: "Postsynaptic spikes",
    symbol: "t^{post}",
    unit: "ms",
    group: "stimulus",
    max: TRAIN_MS,
    maxLength: TRAIN_SPIKES,
    default: [12, 29, 60, 75, 90],
    doc: "Spike times of the drawn postsynaptic train.",
  }),
  initialWeight: real({
    ...rebuilds,
    ...inProtocol,
    label: "Initial weight",
    symbol: "w(0)",
    unit: "w/w_max",
    group: "synapse",
    min: 0,
    max: 1,
    default: 0.5,
    step: 0.01,
    doc: "Weight before the protocol.",
  }),
  bounded: flag({
    ...rebuilds,
    ...inProtocol,
    label: "Hard bounds",
    symbol: "[0, 1]",
    unit: "1",
    group: "synapse",
    default: false,
    doc: "Stop the weight at 0 and 1. Off: changes add up freely, as reported by pairing experiments.",
  }),
});
