import { choice, group, integer, numbers, real, stepped } from "../params/schema";

/** What stands in the array. */

/** Rows or columns at most, and cells of the largest array. */
export const MOST_LINES = 512;
export const MOST_CELLS = MOST_LINES * MOST_LINES;
/** Largest conductance of a cell that is loaded, S. */
export const MOST_CONDUCTANCE = 1;

type Source = "random" | "weights" | "image" | "file" | "digits";

const base = { live: false, group: "array", unit: "1" } as const;
const from = (...sources: [Source, ...Source[]]) => ({ when: { path: "array.source", in: sources } }) as const;
const lines = { ...base, ...from("random", "weights", "image"), min: 4, max: MOST_LINES, scale: "log" } as const;

export const array = group({
  source: choice({
    ...base,
    label: "Matrix",
    symbol: "G",
    default: "random",
    doc: "Where the conductances come from.",
    choices: [
      { value: "random", label: "Random", doc: "Each cell anywhere between its least and its largest conductance." },
      {
        value: "weights",
        label: "Weights in pairs",
        doc: "Normally distributed weights, each the difference of two cells in neighbouring columns.",
      },
      { value: "image", label: "Picture", doc: "The grey levels of a picture." },
      { value: "file", label: "File", doc: "Conductances that were loaded, as they are." },
      {
        value: "digits",
        label: "Digit classifier",
        doc: "Weights of a classifier that was trained on drawn digits, in pairs of columns.",
      },
    ],
  }),
  rows: integer({
    ...lines,
    label: "Rows",
    symbol: "M",
    default: 64,
    doc: "Word lines: how many inputs.",
  }),
  columns: integer({
    ...lines,
    label: "Columns",
    symbol: "N",
    default: 64,
    doc: "Bit lines: how many outputs. A pair of columns makes one output of signed weights.",
  }),
  pixels: stepped({
    ...base,
    ...from("digits"),
    label: "Pixels along an edge",
    symbol: "n_p",
    values: [8, 14, 16],
    default: 14,
    doc: "Size of the pictures of digits; each pixel is a row of the array.",
  }),
  density: real({
    ...base,
    ...from("random", "weights"),
    label: "Density",
    symbol: "\\rho",
    min: 0.01,
    max: 1,
    step: 0.01,
    default: 1,
    doc: "Share of the cells that hold something; the others are at their least conductance.",
  }),
  sd: real({
    ...base,
    ...from("weights"),
    label: "Spread of weights",
    symbol: "\\sigma_w",
    min: 0.05,
    max: 1,
    step: 0.01,
    default: 0.3,
    doc: "Standard deviation of the weights in multiples of the largest one that cells can hold; what lies beyond is cut.",
  }),
  gMax: real({
    ...base,
    ...from("random", "weights", "image", "digits"),
    unit: "µS",
    label: "Largest conductance",
    symbol: "G_{max}",
    min: 0.1,
    max: 2000,
    scale: "log",
    default: 100,
    doc: "Conductance of a cell that is fully on. Technologies other than ideal bring their own; then this has no effect.",
  }),
  onOff: real({
    ...base,
    ...from("random", "weights", "image", "digits"),
    label: "On/off ratio",
    symbol: "G_{max}/G_{min}",
    min: 1.5,
    max: 1_000_000,
    scale: "log",
    default: 100,
    doc: "Largest over least conductance of an ideal cell: what is off still conducts.",
  }),
  conductance: numbers({
    ...base,
    ...from("file"),
    unit: "S",
    label: "Conductances",
    symbol: "G_{ij}",
    min: 0,
    max: MOST_CONDUCTANCE,
    maxLength: MOST_CELLS,
    default: [],
    doc: "Conductance of each cell, row by row.",
  }),
  fileColumns: integer({
    ...base,
    ...from("file"),
    label: "Columns of the file",
    symbol: "N",
    min: 0,
    max: MOST_LINES,
    default: 0,
    doc: "How many of the loaded conductances make a row.",
  }),
  image: numbers({
    ...base,
    ...from("image"),
    label: "Picture",
    symbol: "p",
    min: 0,
    max: 1,
    maxLength: MOST_CELLS,
    default: [],
    doc: "Grey levels row by row, 0 black and 1 white, stretched over the array. Without any, the lab draws a picture.",
  }),
  imageColumns: integer({
    ...base,
    ...from("image"),
    label: "Columns of the picture",
    symbol: "n_x",
    min: 0,
    max: MOST_LINES,
    default: 0,
    doc: "How many of the grey levels make a row.",
  }),
});
