import type { AxisSpec, CellFlag, ChannelSpecs, MatrixSpec, TraceSpec, VectorSpec } from "../protocol";
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
import type { CarveParams } from "./vrramCarveParams";
import { classesOf } from "./vrramCarveShape";

/** What a block publishes that is carved. */

/** Steps for which a birth glows and a death fades. */
export const FADE = 20;

/** The first four are those of broken cells by their codes. */
const BROKEN: readonly CellFlag[] = [
  { name: "stuckOn", label: "Stuck on", mark: "cross" },
  { name: "stuckOff", label: "Stuck off", mark: "ring" },
  { name: "short", label: "Short", mark: "hatch" },
  { name: "open", label: "Open", mark: "dot" },
];

/** Codes of the flags in the layer that is shown, beside those of broken cells. */
export const LIFE_FLAG = { born: BROKEN.length + 1, died: BROKEN.length + 2 } as const;

const ALONG_X = { label: "Bit line along x", unit: "1" } as const;
const ALONG_Y = { label: "Line along y", unit: "1" } as const;
const LAYER = { label: "Layer", symbol: "l", unit: "1" } as const;
const LINE = { label: "Line", symbol: "lY + y", unit: "1" } as const;
const PILLAR = { label: "Pillar", symbol: "xY + y", unit: "1" } as const;
const DIGIT = { label: "Digit", symbol: "c", unit: "1" } as const;
const CONDUCTANCE = { label: "Conductance", symbol: "G", unit: "S" } as const;
const CURRENT = { label: "Current", symbol: "I", unit: "A", diverging: true } as const;
const VOLTAGE = { label: "Voltage", symbol: "V", unit: "V" } as const;
const CELLS = { label: "Active cells", symbol: "k", unit: "1" } as const;
const PICTURES = { label: "Pictures", symbol: "n", unit: "1" } as const;

const vector = (
  length: number,
  label: string,
  doc: string,
  value: AxisSpec,
  index: AxisSpec,
  extra: Partial<VectorSpec> = {},
): VectorSpec => ({ kind: "vector", label, doc, length, value, index, groups: [], ...extra });

type Axes = Pick<MatrixSpec, "rows" | "columns" | "value" | "row" | "column">;

const matrix = (label: string, doc: string, axes: Axes, extra: Partial<MatrixSpec> = {}): MatrixSpec => ({
  kind: "matrix",
  label,
  doc,
  ...axes,
  ...extra,
});

function cells({ block, view }: CarveParams): ChannelSpecs {
  const { layers, columns, rows } = block;
  const layer = Math.min(view.layer, layers - 1);
  const across = { rows, columns, row: ALONG_Y, column: ALONG_X } as const;
  return {
    lattice: {
      kind: "lattice",
      label: "Block",
      doc: `Every cell of the block, with the currents of the picture that is held at the lines; births and deaths of the last ${FADE} steps.`,
      layers,
      columns,
      rows,
      value: CONDUCTANCE,
      current: CURRENT,
      voltage: VOLTAGE,
      lines: true,
      flags: BROKEN,
      fade: FADE,
      input: "pixel",
      output: "digit",
    },
    layer: matrix(
      "Layer",
      "Conductance of each cell of the layer that is shown; none where a cell does not take part.",
      { ...across, value: CONDUCTANCE },
      { layer, flags: [...BROKEN, ...LIVES], absentIsZero: true },
    ),
    layerCurrent: matrix(
      "Currents of the layer",
      "Current of each cell of the layer from its line to its pillar.",
      { ...across, value: CURRENT },
      { layer },
    ),
    pillars: matrix("Pillar currents", "Current out of the foot of each pillar.", { ...across, value: CURRENT }),
    pillarCurrents: vector(
      columns * rows,
      "Currents of pillars",
      "Current out of the foot of each pillar, along y for each x.",
      CURRENT,
      PILLAR,
    ),
    planeCurrents: vector(
      layers * rows,
      "Currents of lines",
      "Current into each line from its driver, along y for each layer.",
      CURRENT,
      LINE,
    ),
    age: vector(
      layers * columns * rows,
      "Age of cells",
      "Steps since each active cell was born; of those from the start, since then.",
      { label: "Age in steps", symbol: "a", unit: "1" },
      { label: "Cell", symbol: "(lX + x)Y + y", unit: "1" },
      { pooled: true },
    ),
  };
}

function pictures(params: CarveParams): ChannelSpecs {
  const { layers, columns, rows } = params.block;
  const classes = classesOf(params);
  const upright = {
    rows,
    columns: layers,
    row: ALONG_Y,
    column: LAYER,
  } as const;
  return {
    picture: matrix(
      "Picture at the lines",
      "The test picture that is held at the lines: its columns stand along the layers, its rows along y.",
      { ...upright, value: { label: "Ink", symbol: "x", unit: "1" } },
      { range: [0, 1] },
    ),
    scores: vector(
      classes,
      "Probability of each digit",
      "What the block takes the picture for.",
      { label: "Probability", symbol: "p", unit: "1" },
      DIGIT,
      { range: [0, 1] },
    ),
    templates: matrix(
      "Template",
      "What was carved for the digit that is shown: conductance for it less conductance against it, for each pixel.",
      { ...upright, value: { label: "Conductance", symbol: "G_+ - G_-", unit: "S", diverging: true } },
      { absentIsZero: true },
    ),
    confusion: matrix(
      "Confusion",
      "How many test pictures of a digit (row) were taken for a digit (column), in the last full pass over the test set.",
      {
        rows: classes,
        columns: classes,
        value: PICTURES,
        row: DIGIT,
        column: { label: "Named", symbol: "c'", unit: "1" },
      },
    ),
    fanIn: vector(
      columns * rows,
      "Cells of each pillar",
      "Active cells of each pillar; the limit is the top of the scale.",
      CELLS,
      PILLAR,
      { range: [0, params.carve.fanIn] },
    ),
    fanOut: vector(
      layers * rows,
      "Cells of each line",
      "Active cells of each line; the limit is the top of the scale.",
      CELLS,
      LINE,
      { range: [0, params.carve.fanOut] },
    ),
  };
}

const TRAINING: TraceSpec = {
  kind: "trace",
  label: "Training",
  doc: `Loss and accuracy of the batches before they are learnt from, means of ${TRACE_EVERY} steps, and accuracy of the last full pass over the test set.`,
  every: TRACE_EVERY,
  signals: [
    LOSS_SIGNAL,
    ACCURACY_SIGNAL,
    {
      name: "batch",
      label: "Accuracy of batches",
      symbol: "a_B",
      unit: "%",
      axis: "accuracy",
      reference: "accuracy",
    },
  ],
};

const TURNOVER: TraceSpec = {
  kind: "trace",
  label: "Turnover",
  doc: `Active and broken cells, and how many are born and die in a step, means of ${TRACE_EVERY} steps.`,
  every: TRACE_EVERY,
  signals: [
    { name: "active", label: "Active cells", symbol: "K", unit: "1", axis: "cells", role: "first" },
    ...TURNOVER_SIGNALS,
    { name: "faulty", label: "Broken cells", symbol: "n_f", unit: "1", axis: "cells", role: "theory", dashed: true },
  ],
};

const READOUTS: ChannelSpecs = {
  accuracy: ACCURACY,
  loss: scalar("Loss", "Mean cross-entropy of the last batch, in nats; the logarithm of the digits is guessing.", "E"),
  active: scalar("Active cells", "Cells that take part.", "K"),
  missing: scalar(
    "Cells that find no place",
    "How many fewer cells take part than are wanted, as the limits and broken cells leave no room for them.",
    "K^* - K",
  ),
  density: scalar("Density", "Active cells out of all.", "\\rho", "%"),
  energy: scalar(
    "Energy of a picture",
    "Power into the lines while the picture is held, over the time of a read; converters and digital circuits are not counted.",
    "E_r",
    "pJ",
  ),
  leak: scalar(
    "Share of the leak",
    "Part of the current into the bit lines that flows through cells that do not take part.",
    "I_{off}/I",
    "%",
  ),
  rewired: scalar("Born per step", `Cells born in a step, mean of the last ${TRACE_EVERY} steps.`, "n_+"),
  writes: scalar("Writes per step", `Cells written in a step, mean of the last ${TRACE_EVERY} steps.`, "n_w"),
  faulty: scalar("Broken cells", "Cells that are broken; none of them takes part.", "n_f"),
  epoch: EPOCHS,
};

/** Channels of the set-up that carves. */
export const carveChannels = (params: CarveParams): ChannelSpecs => ({
  training: TRAINING,
  turnover: TURNOVER,
  ...cells(params),
  ...pictures(params),
  ...READOUTS,
});
