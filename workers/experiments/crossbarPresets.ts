import type { Preset } from "./_experiment";

/** Regimes of the crossbar. */

/** Differential pairs of phase-change cells, as many as the published error against age was computed with. */
const PHASE_CHANGE = {
  array: { source: "weights", rows: 128, columns: 256, sd: 0.25 },
  cell: { technology: "pcmInference" },
  wire: { row: 0, column: 0 },
  driver: { source: 0, sink: 0 },
  age: 86_400,
} as const;

/** One cell among many that are on: the worst case of a read. */
const READING = {
  array: { rows: 16, columns: 16 },
  driver: { source: 10, sink: 100 },
  selected: { row: 0, column: 15 },
} as const;

export const crossbarPresets: Readonly<Record<string, Preset>> = {
  product: {
    label: "A product in one step",
    doc: "64 rows drive 64 columns of 100 µS cells over 1 Ω wires: one step multiplies, and wires and drivers take a sixth of it.",
    cite: "Joksas & Mehonic 2020",
    params: {},
  },
  wires: {
    label: "Wires take their share",
    doc: "128 lines of the same cells: four tenths of the current are lost, most of it far from drivers and ground. Set both wires to 0 to see what should come out.",
    cite: "Joksas & Mehonic 2020",
    params: { array: { rows: 128, columns: 128 }, input: { kind: "all" } },
  },
  bothSides: {
    label: "Driven from both sides",
    doc: "The same array with drivers and grounds at both ends of its lines: the middle is now the worst place, and the loss is far smaller.",
    cite: "Joksas & Mehonic 2020",
    params: { array: { rows: 128, columns: 128 }, input: { kind: "all" }, driver: { sides: "both" } },
  },
  picture: {
    label: "A picture of conductances",
    doc: "Grey levels as conductances. Load a picture of your own, or paint into this one.",
    cite: "Joksas & Mehonic 2020 for the circuit",
    params: { array: { source: "image", rows: 96, columns: 96 } },
  },
  converters: {
    label: "Too wide or too narrow",
    doc: "4-bit inputs and 5-bit outputs of signed weights. A wide range wastes levels, a narrow one clips: the curve has a best range.",
    cite: "Shafiee et al. 2016",
    params: {
      array: { source: "weights", rows: 128, columns: 128 },
      wire: { row: 0.1, column: 0.1 },
      converter: { dac: 4, adc: 5 },
    },
  },
  sneak: {
    label: "Sneak paths",
    doc: "One cell of 256 is read while all other lines float: most of the current comes through three other cells.",
    cite: "Numbers recomputed for the lab",
    params: { ...READING, scheme: "floating" },
  },
  halfSelect: {
    label: "Half voltage",
    doc: "Other lines at half of the voltage: writes are protected, but a read of bare cells is no better.",
    cite: "Numbers recomputed for the lab",
    params: { ...READING, scheme: "half" },
  },
  selector: {
    label: "A selector at each cell",
    doc: "The same read with selectors that pass a thousandth at half the voltage: the margin is back.",
    cite: "Numbers recomputed for the lab",
    params: { ...READING, scheme: "half", cell: { access: "selector", selectivity: 1000 } },
  },
  transistor: {
    label: "A transistor at each cell",
    doc: "Gates of all other rows are closed: no sneak paths, at the price of a larger cell and its resistance.",
    cite: "Numbers recomputed for the lab",
    params: { ...READING, scheme: "floating", cell: { access: "transistor" } },
  },
  short: {
    label: "One short",
    doc: "8 lines and a spare column. Break a cell, find it, prune it, move its column: the column is ruined by the first and healed step by step.",
    cite: "Reference array of the lab",
    params: {
      array: { rows: 8, columns: 8 },
      wire: { row: 1, column: 1.5 },
      driver: { source: 10, sink: 20 },
      input: { kind: "all" },
      faults: { kind: "hard", spares: 1 },
    },
  },
  digits: {
    label: "Naming digits",
    doc: "A classifier of drawn digits in pairs of columns: every step shows the next digit, and the accuracy follows whatever is done to the array.",
    cite: "Classifier and digits of the lab",
    params: {
      array: { source: "digits" },
      input: { kind: "digit" },
      converter: { dac: 6, adc: 7 },
    },
  },
  brokenDigits: {
    label: "Training around faults",
    doc: "One cell in nine is broken. Find the faults and train again: the weights that are left make up for those that are lost.",
    cite: "Chen et al. 2015 for the rates (unverified)",
    params: {
      array: { source: "digits" },
      input: { kind: "digit" },
      faults: { on: 1.75, off: 9.04 },
    },
  },
  drift: {
    label: "A day later",
    doc: "Phase-change cells have lost a third of their conductance within a day, and the product is wrong by as much. Move the age, then compensate.",
    cite: "Joshi et al. 2020",
    params: PHASE_CHANGE,
  },
  compensated: {
    label: "One factor makes up for it",
    doc: "A single factor on all outputs takes away the mean of the drift; its spread remains. Programming the worst twentieth anew lowers that as well.",
    cite: "Joshi et al. 2020; Le Gallo et al. 2018",
    params: { ...PHASE_CHANGE, compensation: "global", regrow: 5 },
  },
  hotColumns: {
    label: "Hot columns",
    doc: "A quarter of the columns stand where it is hot and age a thousand times as fast: one factor fits neither kind, a factor per column fits both. Switch the compensation to see it.",
    cite: "Le Gallo et al. 2018",
    params: { ...PHASE_CHANGE, hot: { columns: 64 }, compensation: "column" },
  },
  chargeTrap: {
    label: "Charge traps",
    doc: "A day in an array of charge-trap transistors: low conductances rise, high ones fall, and small weights stay precise.",
    cite: "Agrawal et al. 2022; Xiao et al. 2022",
    params: { ...PHASE_CHANGE, cell: { technology: "sonos" } },
  },
};
