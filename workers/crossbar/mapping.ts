import type { ConductanceWindow, Term, WeightMapping } from "./_mapping";

/**
 * Weights as conductances: differential pairs, two cells a weight, side by side so that they see the same wires.
 */

/** Largest magnitude among the weights; 1 where all are zero, so that they can be mapped. */
export function largestWeight(weights: Float64Array): number {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  return most > 0 ? most : 1;
}

const bounded = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

/** Keeps what rounding may have put a last bit outside. */
const within = ({ low, high }: ConductanceWindow, value: number): number => Math.min(high, Math.max(low, value));

/**
 * Differential pairs: output j reads column 2j minus column 2j + 1,
 * G+- = low + (high - low) max(+-w, 0) / most. Twice as many columns as outputs.
 */
export function pairs(rows: number, outputs: number, window: ConductanceWindow, most: number): WeightMapping {
  const span = window.high - window.low;
  const columns = 2 * outputs;
  const gain = most / span;
  return {
    rows,
    outputs,
    columns,
    window,
    most,
    terms: Array.from({ length: outputs }, (_, j) => [
      { column: 2 * j, gain },
      { column: 2 * j + 1, gain: -gain },
    ]),
    conductances(weights) {
      const cells = new Float64Array(rows * columns);
      for (let k = 0; k < rows * outputs; k++) {
        const part = bounded(weights[k] as number, most) / most;
        cells[2 * k] = within(window, window.low + span * Math.max(part, 0));
        cells[2 * k + 1] = within(window, window.low + span * Math.max(-part, 0));
      }
      return cells;
    },
  };
}

/** Weights [rows, outputs] that conductances [rows, columns] stand for, exact where `conductances` was. */
export function weightsOf(mapping: WeightMapping, cells: Float64Array): Float64Array {
  const { rows, outputs, columns, terms } = mapping;
  const weights = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      let sum = 0;
      for (const { column, gain } of terms[j] as readonly Term[])
        sum += gain * (cells[row * columns + column] as number);
      weights[row * outputs + j] = sum;
    }
  }
  return weights;
}

/**
 * The product x W [outputs] from column currents [columns] A.
 *
 * @param volts V that stand for an input of 1; the scale is beta = gain / volts
 */
export function outputsOf(
  { terms }: Pick<WeightMapping, "terms">,
  currents: Float64Array,
  volts: number,
  out: Float64Array = new Float64Array(terms.length),
): Float64Array {
  for (let j = 0; j < terms.length; j++) {
    let sum = 0;
    for (const { column, gain } of terms[j] as readonly Term[]) sum += gain * (currents[column] as number);
    out[j] = sum / volts;
  }
  return out;
}

/** I = G^T V without wires: `cells` [rows, columns] S, `volts` [rows] V, [columns] A. */
export function idealCurrents(
  cells: Float64Array,
  volts: Float64Array,
  columns: number,
  out: Float64Array = new Float64Array(columns),
): Float64Array {
  out.fill(0);
  for (let row = 0; row < volts.length; row++) {
    const v = volts[row] as number;
    if (v === 0) continue;
    const base = row * columns;
    for (let j = 0; j < columns; j++) out[j] = (out[j] as number) + v * (cells[base + j] as number);
  }
  return out;
}

/** A picture as conductances: grey 0 at the lower end of the window, 1 at the upper. */
export const imageConductances = (grey: Float64Array, { low, high }: ConductanceWindow): Float64Array =>
  grey.map((value) => low + (high - low) * Math.min(1, Math.max(0, value)));

/** Ends of weights, [rows, outputs] each. */
export interface WeightBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * What each weight can still be when some cells are stuck: the others of its terms may take any value of the window.
 * A weight with all cells stuck is frozen: both ends are equal. What retraining must respect.
 *
 * @param stuck [rows, columns] S a cell has for good, NaN where it can be programmed
 */
export function weightBounds(mapping: WeightMapping, stuck: Float64Array): WeightBounds {
  const { rows, outputs, columns, window, terms, most } = mapping;
  const [lower, upper] = [new Float64Array(rows * outputs), new Float64Array(rows * outputs)];
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      let [least, greatest] = [0, 0];
      let broken = false;
      for (const { column, gain } of terms[j] as readonly Term[]) {
        const cell = row * columns + column;
        const fixed = stuck[cell] as number;
        const isStuck = !Number.isNaN(fixed);
        broken ||= isStuck;
        const { low, high } = isStuck ? { low: fixed, high: fixed } : window;
        least += gain * (gain > 0 ? low : high);
        greatest += gain * (gain > 0 ? high : low);
      }
      const k = row * outputs + j;
      lower[k] = broken ? least : -most;
      upper[k] = broken ? greatest : most;
    }
  }
  return { lower, upper };
}

/**
 * Conductances [rows, columns] for weights where some cells are stuck: stuck cells as they are, and the healthy cells of
 * a broken weight moved so that the sum comes as near to the weight as the window allows.
 */
export function conductancesAround(mapping: WeightMapping, weights: Float64Array, stuck: Float64Array): Float64Array {
  const { rows, outputs, columns, window, terms } = mapping;
  const cells = mapping.conductances(weights);
  for (let k = 0; k < cells.length; k++) {
    const fixed = stuck[k] as number;
    if (!Number.isNaN(fixed)) cells[k] = fixed;
  }
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      const parts = terms[j] as readonly Term[];
      const at = (column: number) => row * columns + column;
      if (parts.every(({ column }) => Number.isNaN(stuck[at(column)] as number))) continue;
      let missing = weights[row * outputs + j] as number;
      for (const { column, gain } of parts) missing -= gain * (cells[at(column)] as number);
      for (const { column, gain } of parts) {
        if (!Number.isNaN(stuck[at(column)] as number)) continue;
        const before = cells[at(column)] as number;
        const after = within(window, before + missing / gain);
        cells[at(column)] = after;
        missing -= gain * (after - before);
      }
    }
  }
  return cells;
}
