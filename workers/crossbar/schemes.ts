import type { Block } from "../memory/arena";
import { type CrossbarCircuit, conductanceOf, type LineEnds, type Selected } from "./_solver";

/**
 * What the ends of the lines hang on: to multiply a vector, or to read or write one cell. Rows end in drivers at their left
 * (`first`), columns in sense amplifiers or bias sources at their bottom (`last`).
 */

/** How one cell is selected; what is not selected floats, is grounded, or is held between. */
export const SELECTION_SCHEMES = ["floating", "groundColumns", "groundAll", "half", "third"] as const;
export type SelectionScheme = (typeof SELECTION_SCHEMES)[number];

export interface Drivers {
  /** Output resistance of a driver and input resistance of what senses, Ohm; 0 is taken as 1 micro-ohm. */
  readonly source: number;
  readonly sink: number;
  /** `both`: driven lines are driven alike at both of their ends. */
  readonly sides: "one" | "both";
  /** The same for the lines that sense; `one` if left out. */
  readonly sinkSides?: "one" | "both";
}

/** Unselected rows and columns as parts of the voltage on the selected row; none: open. */
const UNSELECTED: Readonly<Record<SelectionScheme, { readonly row?: number; readonly column?: number }>> = {
  floating: {},
  groundColumns: { column: 0 },
  groundAll: { row: 0, column: 0 },
  half: { row: 1 / 2, column: 1 / 2 },
  third: { row: 1 / 3, column: 2 / 3 },
};

function open(ends: LineEnds): void {
  for (const block of [ends.firstConductance, ends.firstVoltage, ends.lastConductance, ends.lastVoltage])
    block.view.fill(0);
}

interface Holding {
  /** The end where a line hangs if it hangs on one only. */
  readonly end: "first" | "last";
  readonly sides: "one" | "both";
  readonly resistance: number;
}

function hold(ends: LineEnds, line: number, voltage: number, { end, sides, resistance }: Holding): void {
  const conductance = conductanceOf(resistance);
  if (end === "first" || sides === "both") {
    ends.firstConductance.view[line] = conductance;
    ends.firstVoltage.view[line] = voltage;
  }
  if (end === "last" || sides === "both") {
    ends.lastConductance.view[line] = conductance;
    ends.lastVoltage.view[line] = voltage;
  }
}

/**
 * Ends for a product: `volts` on all rows and 0 V on all columns, or the other way round (`lines` "columns", the transposed
 * product). Lines keep their own wires whichever of them are driven, and drivers and sinks stay where they are built in: rows
 * at their left, columns at their bottom. Voltages alone may be written afresh without `factor`.
 */
export function driveLines(
  circuit: CrossbarCircuit,
  volts: ArrayLike<number>,
  { lines = "rows", ...drivers }: Drivers & { readonly lines?: "rows" | "columns" },
): void {
  const { rowEnds, columnEnds } = circuit;
  open(rowEnds);
  open(columnEnds);
  const driven = { sides: drivers.sides, resistance: drivers.source };
  const sensed = { sides: drivers.sinkSides ?? "one", resistance: drivers.sink };
  const rows: Holding = { end: "first", ...(lines === "rows" ? driven : sensed) };
  const columns: Holding = { end: "last", ...(lines === "columns" ? driven : sensed) };
  for (let i = 0; i < circuit.rows; i++) hold(rowEnds, i, lines === "rows" ? (volts[i] as number) : 0, rows);
  for (let j = 0; j < circuit.columns; j++)
    hold(columnEnds, j, lines === "columns" ? (volts[j] as number) : 0, columns);
}

/** Ends for reading or writing one cell: its row at `voltage`, its column at 0 V, all others as the scheme says. */
export function setTerminals(
  circuit: CrossbarCircuit,
  scheme: SelectionScheme,
  { selected, voltage, ...drivers }: Drivers & { readonly selected: Selected; readonly voltage: number },
): void {
  const { rowEnds, columnEnds } = circuit;
  open(rowEnds);
  open(columnEnds);
  const rows: Holding = { end: "first", sides: drivers.sides, resistance: drivers.source };
  const columns: Holding = { end: "last", sides: drivers.sinkSides ?? "one", resistance: drivers.sink };
  const { row, column } = UNSELECTED[scheme];
  for (let i = 0; i < circuit.rows; i++) {
    const part = i === selected.row ? 1 : row;
    if (part !== undefined) hold(rowEnds, i, part * voltage, rows);
  }
  for (let j = 0; j < circuit.columns; j++) {
    const part = j === selected.column ? 0 : column;
    if (part !== undefined) hold(columnEnds, j, part * voltage, columns);
  }
}

/** A square array to read from: its circuit, where its conductances are written, and what solves it. */
export interface ReadArray {
  readonly circuit: CrossbarCircuit;
  /** The circuit's own, or those of its nonlinear cells. */
  readonly conductance: Block<"f64">;
  /** With conductances and ends as they are. */
  readonly solve: () => unknown;
}

/** The worst case of a read: all cells on but for the one that is read, which is the farthest from driver and sense amplifier. */
export interface WorstCase extends Drivers {
  /** S */
  readonly on: number;
  readonly off: number;
  /** V */
  readonly voltage: number;
  /** Ohm per segment. */
  readonly rowWire: number;
  readonly columnWire: number;
}

export interface Reading {
  /** A into the sense amplifier with the cell on and off. */
  readonly on: number;
  readonly off: number;
  /** (on - off) / on */
  readonly margin: number;
}

export function readMargin(array: ReadArray, scheme: SelectionScheme, worst: WorstCase): Reading {
  const { circuit, conductance } = array;
  const selected = { row: 0, column: circuit.columns - 1 };
  circuit.wires(worst.rowWire, worst.columnWire);
  setTerminals(circuit, scheme, { ...worst, selected });
  const read = (cell: number) => {
    conductance.view.fill(worst.on);
    conductance.view[selected.column] = cell;
    array.solve();
    return circuit.columnCurrent.view[selected.column] as number;
  };
  const on = read(worst.on);
  const off = read(worst.off);
  return { on, off, margin: (on - off) / on };
}

export interface MarginPoint extends Reading {
  readonly scheme: SelectionScheme;
  readonly size: number;
}

/** Read margin against the size of the array, one point after the other: sizes in their order, all schemes of each. */
export function* marginCurve(
  make: (size: number) => ReadArray,
  sizes: readonly number[],
  schemes: readonly SelectionScheme[],
  worst: WorstCase,
): Generator<MarginPoint, void> {
  for (const size of sizes) {
    const array = make(size);
    for (const scheme of schemes) yield { scheme, size, ...readMargin(array, scheme, worst) };
  }
}
