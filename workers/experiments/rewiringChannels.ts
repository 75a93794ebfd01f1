import type { AxisSpec, ChannelSpecs, MatrixSpec, VectorSpec } from "../protocol";
import { DIGIT_CLASSES } from "../tasks/digits";
import {
  ACCURACY,
  ACCURACY_SIGNAL,
  EPOCHS,
  LIVES,
  LOSS_SIGNAL,
  scalar,
  TRACE_EVERY,
  TURNOVER_SIGNALS,
} from "./_trainedSpecs";
import type { RewiringParams } from "./rewiringParams";
import { shownLayer } from "./rewiringShape";

/** What rewiring publishes. */

/** Steps for which a birth glows and a death is marked. */
export const GLOW = 20;
/** Weights of the shown layer in its histogram; of a larger layer every so many are taken. */
export const MOST_WEIGHTS = 8192;

/** Codes of the flags in the matrix of weights. */
export const WEIGHT_FLAG = { born: 1, died: 2 } as const;

const SOURCE: AxisSpec = { label: "Source", symbol: "i", unit: "1" };
const TARGET: AxisSpec = { label: "Target", symbol: "j", unit: "1" };

const matrix = (
  label: string,
  doc: string,
  [rows, columns]: readonly [number, number],
  axes: Pick<MatrixSpec, "value" | "row" | "column">,
  extra: Partial<MatrixSpec> = {},
): MatrixSpec => ({ kind: "matrix", label, doc, rows, columns, ...axes, ...extra });

const histogram = (label: string, doc: string, length: number, value: AxisSpec, index: AxisSpec): VectorSpec => ({
  kind: "vector",
  label,
  doc,
  length,
  value,
  index,
  groups: [],
  pooled: true,
});

function matrices(params: RewiringParams): ChannelSpecs {
  const { sources, targets, label } = shownLayer(params);
  const { side } = params.network;
  const picture = {
    row: { label: "Row", symbol: "y", unit: "1" },
    column: { label: "Column", symbol: "x", unit: "1" },
  };
  return {
    weights: matrix(
      "Connections",
      `${label}: the weight of each connection there is, with births and deaths of the last ${GLOW} steps.`,
      [sources, targets],
      { value: { label: "Weight", symbol: "w", unit: "1", diverging: true }, row: SOURCE, column: TARGET },
      { flags: LIVES, absentIsZero: true },
    ),
    age: matrix("Age of connections", `${label}: steps since each connection was born.`, [sources, targets], {
      value: { label: "Age in steps", symbol: "a", unit: "1" },
      row: SOURCE,
      column: TARGET,
    }),
    pixels: matrix("Connections of each pixel", "How many connections each pixel of the input keeps.", [side, side], {
      value: { label: "Connections", symbol: "k", unit: "1" },
      ...picture,
    }),
    confusion: matrix(
      "Confusion",
      "How many test pictures of a class (row) were given a name (column), in the last full pass over the test set.",
      [DIGIT_CLASSES, DIGIT_CLASSES],
      {
        value: { label: "Pictures", symbol: "n", unit: "1" },
        row: { label: "Class", symbol: "c", unit: "1" },
        column: { label: "Named", symbol: "c'", unit: "1" },
      },
    ),
    digit: matrix(
      "Test picture",
      "A picture of the test set as the network sees it.",
      [side, side],
      { value: { label: "Ink", symbol: "x", unit: "1" }, ...picture },
      { range: [0, 1] },
    ),
  };
}

function vectors(params: RewiringParams): ChannelSpecs {
  const { sources, targets, quota, label } = shownLayer(params);
  const connections: AxisSpec = { label: "Connections", symbol: "k", unit: "1" };
  return {
    inDegree: histogram(
      "Connections that arrive",
      `${label}: how many connections each target has.`,
      targets,
      connections,
      TARGET,
    ),
    outDegree: histogram(
      "Connections that leave",
      `${label}: how many connections each source has.`,
      sources,
      connections,
      SOURCE,
    ),
    theta: histogram(
      "Strengths",
      `${label}: absolute weight of each connection. DEEP R holds the weak ones near 0, where they die and are born.`,
      Math.min(quota, MOST_WEIGHTS),
      { label: "Strength", symbol: "\\theta", unit: "1" },
      { label: "Connection", unit: "1" },
    ),
    scores: {
      kind: "vector",
      label: "Probability of each name",
      doc: "What the network takes the test picture for.",
      length: DIGIT_CLASSES,
      value: { label: "Probability", symbol: "p", unit: "1" },
      range: [0, 1],
      index: { label: "Name", symbol: "c", unit: "1" },
      groups: [],
    },
  };
}

const COURSE: ChannelSpecs = {
  survival: {
    kind: "curve",
    label: "Life of a connection",
    doc: "Part of the connections of all layers that are still alive at an age, estimated from the deaths so far and the ages of the living (Kaplan & Meier). Those cut by hand count up to the cut.",
    x: { label: "Age in steps", symbol: "a", unit: "1", scale: "log" },
    y: { label: "Part alive", symbol: "S", unit: "1" },
    series: [{ name: "alive", label: "Part alive" }],
  },
  training: {
    kind: "trace",
    label: "Training",
    doc: `Loss of the batches, mean of ${TRACE_EVERY} steps, and accuracy of the last full pass over the test set.`,
    every: TRACE_EVERY,
    signals: [LOSS_SIGNAL, ACCURACY_SIGNAL],
  },
  turnover: {
    kind: "trace",
    label: "Turnover",
    doc: `Connections of all layers, and how many are born and die in a step, mean of ${TRACE_EVERY} steps.`,
    every: TRACE_EVERY,
    signals: [
      { name: "connections", label: "Connections", symbol: "K", unit: "1", axis: "connections", role: "first" },
      ...TURNOVER_SIGNALS,
    ],
  },
};

const READOUTS: ChannelSpecs = {
  accuracy: ACCURACY,
  loss: scalar("Loss", "Mean cross-entropy of the last batch, in nats; ln 10 = 2.303 is guessing.", "E"),
  connections: scalar("Connections", "Connections of all layers.", "K"),
  density: scalar("Density", "Connections out of all that there could be.", "\\rho", "%"),
  rewired: scalar("Born per step", `Connections born in a step, mean of the last ${TRACE_EVERY} steps.`, "n_+"),
  epoch: EPOCHS,
  denseBytes: scalar("Memory, dense", "All weights as 4-byte numbers.", "M_d", "B"),
  sparseBytes: scalar(
    "Memory, sparse",
    "Weights, indices and row pointers of the connections there are, compressed by rows.",
    "M_s",
    "B",
  ),
  saved: scalar("Memory saved", "How much less memory the sparse form takes than the dense one.", "1 - M_s/M_d", "%"),
  breakEven: scalar(
    "Break-even density",
    "Density of the shown layer above which the dense form is smaller.",
    "\\rho^*",
    "%",
  ),
  information: scalar(
    "Information in the topology",
    "Bits that it takes to say which connections there are: log2 of the number of ways to choose as many, over the layers.",
    "I",
    "bit",
  ),
  informationPerSynapse: scalar(
    "Information per connection",
    "The same for each connection; a synapse of 26 strengths holds 4.7 bits (Bartol et al. 2015).",
    "I / K",
    "bit",
  ),
  probes: scalar(
    "Gradient probes",
    "Gradients of absent connections computed so far; on analog hardware each means programming a device that is not there.",
    "n_p",
  ),
};

export const rewiringChannels = (params: RewiringParams): ChannelSpecs => ({
  training: COURSE.training as NonNullable<typeof COURSE.training>,
  turnover: COURSE.turnover as NonNullable<typeof COURSE.turnover>,
  ...matrices(params),
  ...vectors(params),
  survival: COURSE.survival as NonNullable<typeof COURSE.survival>,
  ...READOUTS,
});
