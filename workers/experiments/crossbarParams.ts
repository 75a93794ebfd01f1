import { z } from "zod";
import { nonIdealities } from "../devices/nonIdealParams";
import { choice, group, integer, numbers, real } from "../params/schema";
import { BARE, SELECTOR } from "./_cellParams";
import { TECHNOLOGY_CHOICES } from "./_technologies";
import { array, MOST_LINES } from "./crossbarArrayParams";
import { converter, energy, faults } from "./crossbarPeripheryParams";

/** Parameters of the crossbar: the circuit around the array and what is done with it. */

const live = { live: true } as const;
const dimensionless = { unit: "1" } as const;

const cell = group({
  technology: choice({
    live: false,
    ...dimensionless,
    group: "cell",
    label: "Technology",
    symbol: "\\text{device}",
    default: "ideal",
    doc: "What the cells are made of: how well they are programmed, how they drift and how noisy they are.",
    choices: TECHNOLOGY_CHOICES,
  }),
  access: choice({
    ...live,
    ...dimensionless,
    group: "cell",
    label: "Access device",
    symbol: "\\text{access}",
    default: "none",
    doc: "What stands in series with each cell to keep currents of the others out.",
    choices: [
      BARE,
      SELECTOR,
      {
        value: "transistor",
        label: "Transistor (1T1R)",
        doc: "A gate per row: rows that are not selected are cut off.",
      },
    ],
  }),
  selectivity: real({
    ...live,
    ...dimensionless,
    group: "cell",
    when: { path: "cell.access", in: ["selector"] },
    label: "Selectivity",
    symbol: "\\kappa",
    min: 2.01,
    max: 100_000,
    scale: "log",
    default: 1000,
    doc: "Current at the full voltage over current at half of it; a linear cell has 2.",
  }),
  transistor: real({
    ...live,
    group: "cell",
    unit: "kΩ",
    when: { path: "cell.access", in: ["transistor"] },
    label: "Transistor resistance",
    symbol: "R_T",
    min: 0.1,
    max: 100,
    scale: "log",
    default: 5,
    doc: "Resistance of an open gate, in series with its cell.",
  }),
});

const ohm = { ...live, unit: "Ω", group: "wires", min: 0 } as const;

const wire = group({
  row: real({
    ...ohm,
    label: "Row wire",
    symbol: "r_w",
    max: 20,
    step: 0.1,
    default: 1,
    doc: "Resistance of a row wire from one cell to the next; 1 Ω is about a 40 nm wire.",
  }),
  column: real({
    ...ohm,
    label: "Column wire",
    symbol: "r_b",
    max: 20,
    step: 0.1,
    default: 1,
    doc: "Resistance of a column wire from one cell to the next.",
  }),
});

const driver = group({
  source: real({
    ...ohm,
    label: "Source resistance",
    symbol: "R_s",
    max: 10_000,
    step: 1,
    default: 10,
    doc: "Resistance of what drives a row.",
  }),
  sink: real({
    ...ohm,
    label: "Sense resistance",
    symbol: "R_t",
    max: 10_000,
    step: 1,
    default: 10,
    doc: "Resistance between the end of a column and ground.",
  }),
  sides: choice({
    ...live,
    ...dimensionless,
    group: "wires",
    label: "Driven from",
    symbol: "\\text{sides}",
    default: "one",
    doc: "Whether rows are driven, and columns sensed, at one end or at both.",
    choices: [
      { value: "one", label: "One side", doc: "Rows at their left end, columns at their lower end." },
      { value: "both", label: "Both sides", doc: "At both ends: the farthest cell is half as far away." },
    ],
  }),
});

const fromInput = (...kinds: [string, ...string[]]) => ({ when: { path: "input.kind", in: kinds } }) as const;

const input = group({
  kind: choice({
    ...live,
    ...dimensionless,
    group: "input",
    label: "Input",
    symbol: "x",
    default: "random",
    doc: "Voltages on the rows. Each step is one read cycle and takes the next vector.",
    choices: [
      { value: "random", label: "Random", doc: "Every row has a voltage of its own, drawn anew with every step." },
      { value: "oneHot", label: "One row", doc: "One row has the voltage, all others none." },
      { value: "all", label: "All rows", doc: "All rows have the full voltage." },
      { value: "file", label: "File", doc: "Voltages that were loaded." },
      { value: "digit", label: "Digits", doc: "The next handwritten-like digit with every step." },
    ],
  }),
  voltage: real({
    ...live,
    unit: "V",
    group: "input",
    ...fromInput("random", "oneHot", "all", "digit"),
    label: "Read voltage",
    symbol: "V",
    min: 0.01,
    max: 1,
    step: 0.01,
    default: 0.2,
    doc: "Full voltage of an input.",
  }),
  row: integer({
    ...live,
    ...dimensionless,
    group: "input",
    ...fromInput("oneHot"),
    label: "Row",
    symbol: "i",
    min: 0,
    max: 511,
    default: 0,
    doc: "The row that has the voltage, counted from 0; beyond the array it is the last.",
  }),
  volts: numbers({
    ...live,
    unit: "V",
    group: "input",
    ...fromInput("file"),
    label: "Voltages",
    symbol: "V_i",
    min: -10,
    max: 10,
    maxLength: 512,
    default: [],
    doc: "A voltage for each row.",
  }),
});

const scheme = choice({
  ...live,
  ...dimensionless,
  group: "scheme",
  label: "Scheme",
  symbol: "\\text{scheme}",
  default: "multiply",
  doc: "What the lines are connected to: all rows at once to multiply, or one row and one column to read a single cell.",
  choices: [
    {
      value: "multiply",
      label: "Multiply",
      doc: "Every row at its input, every column at ground: one product per step.",
    },
    { value: "floating", label: "Read, others floating", doc: "Rows and columns that are not selected are left open." },
    { value: "groundColumns", label: "Read, columns at ground", doc: "Other rows open, all columns at ground." },
    { value: "groundAll", label: "Read, all at ground", doc: "All other rows and all columns at ground." },
    { value: "half", label: "Read, V/2", doc: "Other rows and columns at half of the voltage." },
    { value: "third", label: "Read, V/3", doc: "Other rows at a third, other columns at two thirds of the voltage." },
  ],
});

const READS = ["floating", "groundColumns", "groundAll", "half", "third"] as const;
const selection = {
  ...live,
  ...dimensionless,
  group: "scheme",
  when: { path: "scheme", in: READS },
  min: 0,
  max: 511,
  default: 0,
} as const;

const selected = group({
  row: integer({
    ...selection,
    label: "Selected row",
    symbol: "i^*",
    doc: "Row of the cell that is read, counted from 0; beyond the array it is the last.",
  }),
  column: integer({
    ...selection,
    label: "Selected column",
    symbol: "j^*",
    doc: "Column of the cell that is read, counted from 0; beyond the array it is the last.",
  }),
});

export const crossbarSchema = z.strictObject({
  scheme,
  array,
  cell,
  wire,
  driver,
  input,
  selected,
  converter,
  nonIdeal: nonIdealities,
  age: real({
    ...live,
    unit: "s",
    group: "time",
    label: "Age",
    symbol: "t",
    min: 20,
    max: 31_536_000,
    scale: "log",
    default: 20,
    doc: "Time since the array was programmed, from 20 seconds to a year. Cells of phase change and charge traps drift in it.",
  }),
  hot: group({
    columns: integer({
      ...live,
      ...dimensionless,
      group: "time",
      label: "Hot columns",
      symbol: "n_h",
      min: 0,
      max: MOST_LINES,
      default: 0,
      doc: "The last columns of the array stand where it is hot: their cells age faster. With 0 all age alike.",
    }),
    pace: real({
      ...live,
      ...dimensionless,
      group: "time",
      label: "Ageing of hot columns",
      symbol: "a_h",
      min: 1,
      max: 10_000,
      scale: "log",
      default: 1000,
      doc: "How many times as fast they age. Heat quickens drift by exp(E/kT_0 - E/kT): with E = 1 eV about 800 times at 90 °C instead of 27 °C.",
    }),
  }),
  compensation: choice({
    ...live,
    ...dimensionless,
    group: "time",
    label: "Drift compensation",
    symbol: "\\alpha",
    default: "none",
    doc: "A factor on the outputs that makes up for what the conductances lost on average.",
    choices: [
      { value: "none", label: "None", doc: "Outputs as they are." },
      { value: "global", label: "Global", doc: "One factor for the whole array." },
      { value: "column", label: "Per column", doc: "A factor for each column." },
    ],
  }),
  regrow: real({
    ...live,
    unit: "%",
    group: "time",
    label: "Regrown cells",
    symbol: "p",
    min: 0,
    max: 20,
    step: 0.5,
    default: 0,
    doc: "Share of the cells, the worst ones, that are programmed anew at the present age.",
  }),
  faults,
  energy,
});

export type CrossbarParams = z.output<typeof crossbarSchema>;
