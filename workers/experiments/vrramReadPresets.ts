import type { Preset } from "./_experiment";

/** Regimes of a block that is read. */

/** 4 x 3 x 3 cells between 1 and 50 µS: the circuit that the lab's reference numbers are of. */
const REFERENCE = {
  block: { layers: 4, columns: 3, rows: 3 },
  pattern: { kind: "reference" },
  circuit: { form: "mesh" },
} as const;

const CELL = { what: "cell", layer: 2, x: 1, y: 1 } as const;
/** The layer of that cell. */
const SHOWN = { layer: 2 } as const;

/** A high block, half of whose cells are on; a cell of the highest layer, which is off, is read among floating planes. */
const HIGH = {
  block: { layers: 24, columns: 12, rows: 12 },
  pattern: { kind: "checker" },
  read: { what: "cell", layer: 23, x: 6, y: 7, others: "floating" },
  view: { layer: 23 },
} as const;

/** As many layers as have been proposed, all cells on: the worst a pillar can be asked to carry. */
const TALL = {
  block: { layers: 32, columns: 16, rows: 16 },
  pattern: { kind: "uniform" },
  read: { input: "all" },
} as const;

export const readPresets: Readonly<Record<string, Preset>> = {
  product: {
    label: "A product in three dimensions",
    doc: "8 planes drive 256 pillars through 2048 cells: each step multiplies a vector of 8 voltages by a matrix of 8 x 256. Pillars and transistors take a third of it.",
    cite: "Lin et al. 2020",
    params: {},
  },
  reference: {
    label: "Reference block",
    doc: "4 layers of 3 x 3 pillars whose nine currents are known to ten digits: 8.946 µA to 14.326 µA.",
    cite: "Numbers recomputed for the lab",
    params: { ...REFERENCE, read: { input: "reference" } },
  },
  grounded: {
    label: "Read, others grounded",
    doc: "The cell of 1 µS at layer 2, x 1, y 1 should carry 0.2 µA. With all other planes at ground the pillar gives 0.17 µA: they take some of it.",
    cite: "Numbers recomputed for the lab",
    params: { ...REFERENCE, read: CELL, view: SHOWN },
  },
  floating: {
    label: "Read, others floating",
    doc: "The same read with the other planes left open: current climbs through all other pillars into all planes and comes down this one. 9.96 µA instead of 0.2 µA: nothing of the cell is seen.",
    cite: "Numbers recomputed for the lab",
    params: { ...REFERENCE, read: { ...CELL, others: "floating" }, view: SHOWN },
  },
  tower: {
    label: "Too many layers",
    doc: "32 layers of cells that are all on: one pillar carries the current of all, its transistor takes nearly all of the voltage and the upper layers see the rest fall along the pillar. The curve of the loss says how many layers a transistor can feed.",
    cite: "Li et al. 2016 for the limit",
    params: { ...TALL, wires: { pillar: 50 } },
  },
  margin: {
    label: "Margin against layers",
    doc: "A block half of whose cells are on, its highest one read. With floating planes the second layer takes half of the margin and the tenth nearly all; with grounded planes the margin stays, and the current falls.",
    cite: "Deng et al. 2013 for the limit",
    params: {
      block: { layers: 24, columns: 12, rows: 12 },
      pattern: { kind: "sparse", density: 50 },
      read: { ...CELL, layer: 23, x: 6, y: 6 },
      view: { layer: 23 },
    },
  },
  leak: {
    label: "Without selectors",
    doc: "24 layers, a cell that is off read among floating planes. 220 times its current comes out, and 6 % of the read margin is left: without selectors, leakage limits how large a block can be.",
    cite: "Deng et al. 2013 for the limit",
    params: HIGH,
  },
  selectors: {
    label: "With selectors",
    doc: "The same read with selectors that pass a thousandth at half the voltage. Every way around the cell goes through three cells that share the voltage, so that nearly nothing flows there: some 95 % of the read margin is left, as if the other planes were held. Move the selectivity.",
    cite: "Compact law of a selector (surrogate)",
    params: { ...HIGH, cell: { access: "selector", selectivity: 1000 } },
  },
  scatter: {
    label: "Reads that scatter",
    doc: "Every read cycle finds each cell a twentieth off, anew. Wires and transistors hardly resist here: the error of the product is that of the noise, and another one with every step.",
    cite: "White noise assumed for the lab",
    params: {
      noise: { read: 5 },
      wires: { pillar: 0, driver: 0, accessOn: 10 },
      read: { input: "all" },
    },
  },
  planes: {
    label: "Planes that resist",
    doc: "Planes as nets of 100 Ω between pillars, driven at their left edge: pillars far from it get less. Switch planes to single nodes to see what was lost.",
    cite: "Deng et al. 2013 for planes as nets",
    params: {
      block: { layers: 8, columns: 24, rows: 16 },
      circuit: { form: "mesh" },
      wires: { plane: 100 },
      pattern: { kind: "uniform" },
      read: { input: "all" },
    },
  },
  taper: {
    label: "A hole that narrows",
    doc: "Cells of the highest layer conduct a fifth more than those of the lowest, and need more voltage to switch: the same writes and reads differ from layer to layer.",
    cite: "Profile assumed for the lab",
    params: { taper: 20, threshold: 3, pattern: { kind: "uniform" }, read: { input: "all", select: "pillar" } },
  },
  row: {
    label: "One select line",
    doc: "A select line opens the transistors of one y: the pillars of all other rows float, and still join the planes with each other.",
    cite: "Gao et al. 2014 for the scheme",
    params: { read: { select: "row", y: 8 } },
  },
  transpose: {
    label: "The other way round",
    doc: "Voltages on the pillars, currents out of the planes: the same cells multiply with the transposed matrix, as training needs it.",
    cite: "Lin et al. 2020",
    params: { read: { direction: "transpose" } },
  },
  oneCell: {
    label: "One cell",
    doc: "All cells but one are open. What is left is a series: driver, cell of 20 kΩ, two pieces of pillar and the transistor.",
    cite: "Closed form",
    params: {
      block: { layers: 4, columns: 5, rows: 5 },
      pattern: { kind: "oneCell", layer: 2, x: 2, y: 2 },
      read: { what: "cell", layer: 2, x: 2, y: 2 },
      view: SHOWN,
    },
  },
  faulty: {
    label: "A short in the block",
    doc: "One cell in fifty is a short of 100 Ω. Each joins a plane to a pillar: the currents of whole pillars are those of their shorts.",
    cite: "Chen et al. 2015 for the kinds (unverified)",
    params: { faults: { on: 2, kind: "hard" } },
  },
  aged: {
    label: "A day later",
    doc: "Phase-change cells a day after they were programmed: the product is wrong by a third, without any resistance in wires. Move the age.",
    cite: "Joshi et al. 2020",
    params: { cell: { technology: "pcmInference", age: 86_400 }, wires: { pillar: 0, driver: 0, accessOn: 0 } },
  },
  large: {
    label: "131,072 cells",
    doc: "32 layers of 64 x 64 pillars, a tenth of the cells on, solved anew with every step: planes are single nodes, so that it takes a few milliseconds.",
    cite: "Size of the largest block of the lab",
    params: { block: { layers: 32, columns: 64, rows: 64 }, pattern: { kind: "sparse" } },
  },
};
