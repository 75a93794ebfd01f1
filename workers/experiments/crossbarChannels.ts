import type { CellFlag, ChannelSpecs, MatrixSpec, ScalarSpec, VectorSpec } from "../protocol";
import { DIGIT_CLASSES } from "../tasks/digits";
import type { CrossbarParams } from "./crossbarParams";
import { type CrossbarSize, sizeOf } from "./crossbarSize";

/** What the crossbar publishes. */

/** What a cell is besides its conductance; the order is that of the codes in `CELL_FLAG`. */
const FLAGS: readonly CellFlag[] = [
  { name: "stuckOn", label: "Stuck on", mark: "cross" },
  { name: "stuckOff", label: "Stuck off", mark: "ring" },
  { name: "pruned", label: "Pruned", mark: "hatch" },
  { name: "selected", label: "Selected", mark: "frame" },
  { name: "spare", label: "Spare", mark: "dot" },
];

/** Codes of the flags in matrix data. */
export const CELL_FLAG = { stuckOn: 1, stuckOff: 2, pruned: 3, selected: 4, spare: 5 } as const;

const ROW = { label: "Row", symbol: "i", unit: "1" } as const;
const COLUMN = { label: "Column", symbol: "j", unit: "1" } as const;

type Value = MatrixSpec["value"];
const volts = (symbol: string): Value => ({ label: "Voltage", symbol, unit: "V" });
const amps = (symbol: string): Value => ({ label: "Current", symbol, unit: "A" });

const matrix = (
  { rows, width }: CrossbarSize,
  label: string,
  doc: string,
  value: Value,
  extra: Partial<MatrixSpec> = {},
): MatrixSpec => ({ kind: "matrix", label, doc, rows, columns: width, value, row: ROW, column: COLUMN, ...extra });

const vector = (
  length: number,
  label: string,
  doc: string,
  value: VectorSpec["value"],
  index: VectorSpec["index"],
  extra: Partial<VectorSpec> = {},
): VectorSpec => ({ kind: "vector", label, doc, length, value, index, groups: [], ...extra });

const scalar = (label: string, doc: string, symbol: string, unit: string, gauge?: ScalarSpec["gauge"]): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
  ...(gauge && { gauge }),
});

/** Read schemes of the curve of margins, in the order of its series. */
export const MARGIN_SERIES = [
  { name: "floating", label: "Others floating" },
  { name: "groundColumns", label: "Columns at ground" },
  { name: "groundAll", label: "All at ground" },
  { name: "half", label: "V/2", dashed: true },
  { name: "third", label: "V/3", dashed: true },
] as const;

const arrayChannels = (size: CrossbarSize): ChannelSpecs => ({
  conductance: matrix(
    size,
    "Conductances",
    "Conductance of each cell as it would be read now.",
    { label: "Conductance", symbol: "G", unit: "S" },
    { flags: FLAGS },
  ),
  rowNodes: matrix(size, "Row voltages", "Voltage of the row wire at each cell: it falls on the way.", volts("W")),
  columnNodes: matrix(
    size,
    "Column voltages",
    "Voltage of the column wire at each cell: it should be 0, and is not.",
    volts("B"),
  ),
  cellCurrent: matrix(size, "Cell currents", "Current through each cell from its row to its column.", {
    ...amps("I_{ij}"),
    diverging: true,
  }),
  rowWire: matrix(size, "Row currents", "Current in the row wire to the right of each cell.", {
    ...amps("I_w"),
    diverging: true,
  }),
  columnWire: matrix(size, "Column currents", "Current in the column wire below each cell.", {
    ...amps("I_b"),
    diverging: true,
  }),
  input: vector(
    size.rows,
    "Inputs",
    "Voltage that drives each row.",
    { label: "Voltage", symbol: "V", unit: "V", diverging: true },
    ROW,
  ),
  "current.out": vector(
    size.columns,
    "Output currents",
    "Current of each column as it is read: through the wires, after ADC and drift compensation.",
    { ...amps("I"), diverging: true },
    COLUMN,
  ),
  "current.ideal": vector(
    size.columns,
    "Ideal currents",
    "What each column should give: the product of the inputs with the matrix that is wanted.",
    { ...amps("I^*"), diverging: true },
    COLUMN,
  ),
  error: vector(
    size.columns,
    "Error of each column",
    "Output minus ideal current, relative to the ideal current.",
    { label: "Relative error", symbol: "\\varepsilon", unit: "1", diverging: true },
    COLUMN,
  ),
  errors: vector(
    size.columns,
    "Errors",
    "Output minus ideal current of all columns, relative to the root mean square of the ideal currents.",
    { label: "Error", symbol: "e", unit: "1", diverging: true },
    COLUMN,
    { pooled: true },
  ),
  sneak: {
    kind: "paths",
    label: "Sneak paths",
    doc: "While one cell is read: the ways of three other cells that carry most current from its row to its column.",
    value: amps("I"),
    cells: 3,
  },
});

const curveChannels = (): ChannelSpecs => ({
  margin: {
    kind: "curve",
    label: "Read margin",
    doc: "How much less current flows when the cell that is read is off, all others being on, for arrays of more and more lines with the present wires, drivers and access devices.",
    x: { label: "Lines", symbol: "n", unit: "1", scale: "log" },
    y: { label: "Read margin", symbol: "m", unit: "1" },
    series: MARGIN_SERIES,
  },
  sqnr: {
    kind: "curve",
    label: "Range of the ADC",
    doc: "Signal to noise of the present output currents after the ADC, against its range: too narrow clips, too wide wastes bits.",
    x: { label: "ADC range", symbol: "L/\\sigma", unit: "1" },
    y: { label: "Signal to quantisation noise", symbol: "\\text{SQNR}", unit: "dB" },
    series: [{ name: "sqnr", label: "SQNR" }],
  },
  drift: {
    kind: "curve",
    label: "Error against age",
    doc: "Relative error of the product without wires, as the array ages: as it is, with one factor, with a factor per column, and with the worst cells programmed anew.",
    x: { label: "Age", symbol: "t", unit: "s", scale: "log" },
    y: { label: "Relative error", symbol: "\\varepsilon", unit: "1" },
    series: [
      { name: "none", label: "As it is" },
      { name: "global", label: "One factor" },
      { name: "column", label: "A factor per column", dashed: true },
      { name: "regrow", label: "One factor and regrown cells" },
    ],
  },
});

const digitChannels = ({ array }: CrossbarParams): ChannelSpecs => ({
  digit: {
    kind: "matrix",
    label: "Digit",
    doc: "The picture whose pixels are the inputs.",
    rows: array.pixels,
    columns: array.pixels,
    value: { label: "Ink", symbol: "x", unit: "1" },
    row: { label: "Line", symbol: "y", unit: "1" },
    column: { label: "Pixel", symbol: "x", unit: "1" },
    range: [0, 1],
  },
  scores: vector(
    DIGIT_CLASSES,
    "Scores",
    "What the array says for each digit: difference of its pair of columns and its bias. The largest wins.",
    { label: "Score", symbol: "s", unit: "1", diverging: true },
    { label: "Digit", symbol: "k", unit: "1" },
  ),
  confusion: {
    kind: "matrix",
    label: "Confusion",
    doc: "How many test pictures of each digit (row) were taken for which (column).",
    rows: DIGIT_CLASSES,
    columns: DIGIT_CLASSES,
    value: { label: "Pictures", symbol: "n", unit: "1" },
    row: { label: "Digit shown", symbol: "k", unit: "1" },
    column: { label: "Digit named", symbol: "\\hat k", unit: "1" },
  },
  accuracy: scalar(
    "Accuracy",
    "Share of 500 test pictures that the array names rightly; of 100 where cells have selectors, as each then is a solution of its own.",
    "a",
    "1",
    {
      range: [0, 1],
      guide: { value: 0.1, label: "Chance" },
    },
  ),
});

const readouts = (): ChannelSpecs => ({
  productError: scalar(
    "Error of the product",
    "Length of the error of all outputs over the length of the ideal outputs; of pairs, of their differences.",
    "\\varepsilon",
    "1",
  ),
  loss: scalar("Loss in wires", "Mean share of the output currents that wires and drivers take.", "\\ell", "1"),
  clipped: scalar("Clipped", "Output currents beyond the range of the ADC.", "n_c", "1"),
  alpha: scalar(
    "Compensation",
    "Factor on the outputs that makes up for drift; of several their mean.",
    "\\alpha",
    "1",
  ),
  readMargin: scalar(
    "Read margin",
    "How much less current the selected cell would give if it were off, in the present array.",
    "m",
    "1",
  ),
  disturb: scalar(
    "Half-select disturb",
    "Cells that a write of the selected cell at 3.5 V for 10 µs in this scheme would switch by mistake, on average.",
    "n_d",
    "1",
  ),
  faultCount: scalar("Faults", "Cells that are stuck, shorted or open.", "n_f", "1"),
  foundCount: scalar("Found", "Faulty cells that the last detection found.", "n_d", "1"),
  power: scalar("Power", "What the sources deliver to the array while it reads.", "P", "W"),
  delay: scalar("Delay", "Half of the step at the far end of a row, by Elmore's formula.", "t_{50}", "s"),
  energyTotal: scalar("Energy per product", "Array, leakage, ADC and DAC together.", "E", "J"),
  energyArray: scalar(
    "Energy of the array",
    "Power of the array over the integration time, without leakage.",
    "E_A",
    "J",
  ),
  energyAdc: scalar("Energy of ADCs", "One conversion per column.", "E_{ADC}", "J"),
  energyDac: scalar("Energy of DACs", "One conversion per row.", "E_{DAC}", "J"),
  energyLeak: scalar(
    "Leakage",
    "What flows through cells because none conducts less than the least conductance.",
    "E_L",
    "J",
  ),
  efficiency: scalar(
    "Efficiency",
    "Operations per energy, a multiplication and an addition counting as two: peak, of the parts that are chosen to count.",
    "\\eta",
    "TOPS/W",
  ),
  bitEfficiency: scalar(
    "Efficiency times bits",
    "Efficiency times bits of an input and of a weight: what can be compared between arrays of different precision. Needs a DAC and finite levels.",
    "\\eta b_{in} b_w",
    "TOPS/W",
  ),
  unsolved: {
    kind: "scalar",
    label: "The circuit was not solved: its currents are not to be trusted",
    doc: "The method gave up: cells differ by more than double precision carries, or selectors are too steep.",
    symbol: "\\text{unsolved}",
    unit: "1",
    alarm: true,
  },
  iterations: scalar("Iterations", "Of the last solution of the circuit.", "n_{it}", "1"),
  residual: scalar("Residual", "Of the last solution, relative.", "r", "1"),
});

export function crossbarChannels(params: CrossbarParams): ChannelSpecs {
  const size = sizeOf(params);
  return {
    ...arrayChannels(size),
    ...curveChannels(),
    ...(params.array.source === "digits" ? digitChannels(params) : {}),
    ...readouts(),
  };
}
