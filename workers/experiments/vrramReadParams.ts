import { choice, group, integer, numbers, real } from "../params/schema";

/** Parameters of the set-up that reads a block: what stands in it, and how it is asked. */

/** Edges of the largest block. */
export const MOST = { layers: 32, columns: 64, rows: 64 } as const;
export const MOST_PILLARS = MOST.columns * MOST.rows;
export const MOST_SITES = MOST.layers * MOST_PILLARS;
/** Largest conductance of a cell that is loaded, S. */
export const MOST_CONDUCTANCE = 1;

const reading = { path: "setup", in: ["read"] } as const;
const base = { unit: "1", when: reading } as const;
const live = { ...base, live: true } as const;
const rebuilds = { ...base, live: false } as const;

const from = (...kinds: [string, ...string[]]) => ({ when: [reading, { path: "pattern.kind", in: kinds }] }) as const;
const place = { ...rebuilds, ...from("oneCell"), group: "pattern", min: 0, default: 0 } as const;

export const pattern = group({
  kind: choice({
    ...rebuilds,
    group: "pattern",
    label: "Pattern",
    symbol: "G",
    default: "random",
    doc: "What the cells hold before a hand changes them.",
    choices: [
      { value: "random", label: "Random", doc: "Each cell anywhere between off and on." },
      { value: "sparse", label: "Sparse", doc: "A share of the cells is on, the others are off." },
      { value: "uniform", label: "All alike", doc: "Every cell at the same level." },
      { value: "checker", label: "Checkerboard", doc: "On and off in turn, along all three edges." },
      {
        value: "reference",
        label: "Reference",
        doc: "The pattern of the reference circuit: 16 levels by a formula of the address.",
      },
      { value: "oneCell", label: "One cell", doc: "One cell is on, all others are open: a series of resistors." },
      { value: "file", label: "File", doc: "Conductances that were loaded, as they are." },
    ],
  }),
  density: real({
    ...rebuilds,
    ...from("sparse"),
    unit: "%",
    group: "pattern",
    label: "Share that is on",
    symbol: "\\rho",
    min: 0,
    max: 100,
    step: 1,
    default: 10,
    doc: "Cells that are on, out of all.",
  }),
  level: real({
    ...rebuilds,
    ...from("uniform"),
    unit: "%",
    group: "pattern",
    label: "Level",
    symbol: "w",
    min: 0,
    max: 100,
    step: 1,
    default: 100,
    doc: "How far from off (0 %) to on (100 %) every cell is.",
  }),
  layer: integer({
    ...place,
    label: "Layer of the cell",
    symbol: "l_1",
    max: MOST.layers - 1,
    doc: "Layer of the only cell, 0 lowest; beyond the block it is the highest.",
  }),
  x: integer({
    ...place,
    label: "Place of the cell along x",
    symbol: "x_1",
    max: MOST.columns - 1,
    doc: "Place of the only cell away from the driven face; beyond the block it is the last.",
  }),
  y: integer({
    ...place,
    label: "Place of the cell along y",
    symbol: "y_1",
    max: MOST.rows - 1,
    doc: "Place of the only cell along the driven face; beyond the block it is the last.",
  }),
  conductance: numbers({
    ...rebuilds,
    ...from("file"),
    unit: "S",
    group: "pattern",
    label: "Conductances",
    symbol: "G_{lxy}",
    min: 0,
    max: MOST_CONDUCTANCE,
    maxLength: MOST_SITES,
    default: [],
    doc: "Conductance of each cell: layer by layer from below, in each along x, for each x along y.",
  }),
});

const multiplies = { path: "read.what", in: ["multiply"] } as const;
const address = { ...live, group: "address", min: 0, default: 0 } as const;

export const read = group({
  what: choice({
    ...live,
    group: "read",
    label: "What is done",
    symbol: "\\text{read}",
    default: "multiply",
    doc: "All layers at once give a product; a single cell is read with its plane driven and its pillar selected.",
    choices: [
      { value: "multiply", label: "Multiply", doc: "A voltage on each plane, a current out of each pillar." },
      { value: "cell", label: "Read a cell", doc: "One plane driven, one pillar selected." },
    ],
  }),
  direction: choice({
    ...live,
    when: [reading, multiplies],
    group: "read",
    label: "Direction",
    symbol: "\\text{direction}",
    default: "forward",
    doc: "Whether planes are driven and pillars read, or the other way round: the same block multiplies with its transpose.",
    choices: [
      { value: "forward", label: "Planes to pillars", doc: "Few inputs, many outputs." },
      { value: "transpose", label: "Pillars to planes", doc: "Many inputs, few outputs: the transposed product." },
    ],
  }),
  select: choice({
    ...live,
    when: [reading, multiplies],
    group: "read",
    label: "Pillars that conduct",
    symbol: "\\text{select}",
    default: "all",
    doc: "Access transistors below the pillars: a select line opens all those of one y.",
    choices: [
      { value: "all", label: "All", doc: "Every pillar conducts." },
      { value: "row", label: "One row", doc: "All pillars of the y that is chosen." },
      { value: "pillar", label: "One", doc: "The pillar that is chosen alone." },
    ],
  }),
  others: choice({
    ...live,
    group: "read",
    label: "Other planes",
    symbol: "\\text{others}",
    default: "grounded",
    doc: "What planes without an input are connected to while a cell is read or one plane alone has a voltage.",
    choices: [
      { value: "grounded", label: "Grounded", doc: "Held at 0 V: they take current from the selected pillar." },
      {
        value: "floating",
        label: "Floating",
        doc: "Connected to nothing: current reaches them through other pillars, and the selected pillar through them.",
      },
    ],
  }),
  input: choice({
    ...live,
    when: [reading, multiplies],
    group: "read",
    label: "Input",
    symbol: "V",
    default: "random",
    doc: "Voltages of the planes, or of the bit lines when the product is transposed. Each step is a read cycle and takes the next vector.",
    choices: [
      { value: "random", label: "Random", doc: "Each has a voltage of its own, drawn anew with every step." },
      { value: "all", label: "All", doc: "All have the read voltage." },
      { value: "oneHot", label: "One", doc: "The chosen plane, or pillar, has the read voltage." },
      {
        value: "reference",
        label: "Reference",
        doc: "0.2, 0.1, 0.15 and 0.05 V in turn, as the reference circuit has them.",
      },
      { value: "file", label: "File", doc: "Voltages that were loaded." },
    ],
  }),
  volts: real({
    ...live,
    unit: "V",
    group: "read",
    label: "Read voltage",
    symbol: "V_r",
    min: 0.01,
    max: 1,
    step: 0.01,
    default: 0.2,
    doc: "Full voltage of an input, and of the plane of a cell that is read.",
  }),
  layer: integer({
    ...address,
    label: "Layer",
    symbol: "l^*",
    max: MOST.layers - 1,
    doc: "Layer of the cell that is looked at, 0 lowest; beyond the block it is the highest.",
  }),
  x: integer({
    ...address,
    label: "Pillar along x",
    symbol: "x^*",
    max: MOST.columns - 1,
    doc: "Place of the pillar away from the driven face; beyond the block it is the last.",
  }),
  y: integer({
    ...address,
    label: "Pillar along y",
    symbol: "y^*",
    max: MOST.rows - 1,
    doc: "Place of the pillar along the driven face, and number of its select line; beyond the block it is the last.",
  }),
  file: numbers({
    ...live,
    unit: "V",
    when: [reading, multiplies, { path: "read.input", in: ["file"] }],
    group: "read",
    label: "Voltages",
    symbol: "V_l",
    min: -10,
    max: 10,
    maxLength: MOST_PILLARS,
    default: [],
    doc: "A voltage for each plane, lowest first; of a transposed product one for each pillar, along y for each x.",
  }),
});

export const write = group({
  volts: real({
    ...live,
    unit: "V",
    group: "write",
    label: "Write voltage",
    symbol: "V_w",
    min: 2,
    max: 6,
    step: 0.05,
    default: 4.4,
    doc: "Voltage of the pulse of 10 µs whose chance to switch a cell is shown for each layer.",
  }),
});

export const density = group({
  pitch: real({
    ...live,
    unit: "nm",
    group: "density",
    label: "Pitch of the pillars",
    symbol: "p",
    min: 20,
    max: 2000,
    scale: "log",
    default: 752,
    doc: "Distance from one pillar to the next, for the count of cells on a wafer: order of magnitude, unsourced.",
    badge: "unverified",
  }),
});
