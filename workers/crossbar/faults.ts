import type { ConductanceWindow } from "./_mapping";

/**
 * Broken cells of an array and the ladder of repair: find them by one-hot read-out, cut them off, move a column to a spare,
 * or let the remaining weights make up for them. A fault stays through every programming; what it is stands in a map of
 * one code for each cell, which cells are cut off in a mask of its own.
 */

export const HEALTHY = 0;
/** Stuck at the upper end of the window. */
export const STUCK_ON = 1;
/** Stuck at the lower end of the window. */
export const STUCK_OFF = 2;
export const SHORT = 3;
export const OPEN = 4;
/** Healthy again, whatever was drawn for it. */
export const MENDED = 5;

export type BrokenCode = typeof STUCK_ON | typeof STUCK_OFF | typeof SHORT | typeof OPEN;

/** Conductance of a shorted cell, 1 / 100 Ohm. */
export const SHORT_CONDUCTANCE = 0.01;

/** S that a cell has for good; NaN where it is healthy. */
export function stuckAt(code: number, { low, high }: ConductanceWindow): number {
  switch (code) {
    case STUCK_ON:
      return high;
    case STUCK_OFF:
      return low;
    case SHORT:
      return SHORT_CONDUCTANCE;
    case OPEN:
      return 0;
    default:
      return Number.NaN;
  }
}

/** Finaliser of MurmurHash3: every bit of the word reaches every other. */
function mixed(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * A number in [0, 1) for a cell that depends on nothing but seed, round, row and column: a cell keeps its fate whatever
 * the size of the array.
 */
export function lotOf(seed: number, round: number, row: number, column: number): number {
  const words = [seed, round, row, column];
  const word = (salt: number): number =>
    words.reduce((h, w) => mixed((Math.imul(h, 5) + 0xe6546b64) ^ mixed(w ^ h)), salt);
  return ((word(1) >>> 5) * 67_108_864 + (word(2) >>> 6)) / 9_007_199_254_740_992;
}

export interface Injection {
  /** Probability of a cell to fail with a conductance too high, and too low. */
  readonly on: number;
  readonly off: number;
  readonly onKind: typeof STUCK_ON | typeof SHORT;
  readonly offKind: typeof STUCK_OFF | typeof OPEN;
  readonly seed: number;
  /** Number of the injection: each one is another draw. */
  readonly round: number;
}

/**
 * Breaks healthy cells at random; those broken before stay as they are. Cells that fail at a rate fail at every higher
 * rate as well.
 *
 * @returns how many broke
 */
export function inject(faults: Uint8Array, columns: number, injection: Injection): number {
  const { on, off, onKind, offKind, seed, round } = injection;
  let broken = 0;
  for (let k = 0; k < faults.length; k++) {
    if (faults[k] !== HEALTHY && faults[k] !== MENDED) continue;
    const lot = lotOf(seed, round, Math.floor(k / columns), k % columns);
    // One kind takes lots from below and the other from above, so that neither depends on the rate of the other.
    if (lot < on) faults[k] = onKind;
    else if (lot >= 1 - off) faults[k] = offKind;
    else continue;
    broken += 1;
  }
  return broken;
}

export interface Finding {
  readonly row: number;
  readonly column: number;
  /** Column current over read voltage, S: what it should have been and what it was. */
  readonly expected: number;
  readonly measured: number;
  /** What it seems to be. */
  readonly kind: BrokenCode;
}

/** What a cell that reads so seems to be. */
function kindOf(measured: number, expected: number, { low, high }: ConductanceWindow): BrokenCode {
  if (measured > 1.5 * high) return SHORT;
  if (measured > expected) return STUCK_ON;
  return measured < low / 2 ? OPEN : STUCK_OFF;
}

/**
 * Cells whose one-hot read-out differs from what is expected by more than a part of the window, the worst first. A cell
 * stuck where it should be anyway is not found, and does no harm as long as it should be there.
 *
 * @param measured [rows, columns] current into each column over the voltage on each row alone, S
 * @param expected the same of a healthy array, wires included
 * @param cut cells that are cut off, which nobody asks for
 * @param tolerance part of the window; above the spread of programming and the sag along wires
 */
export function findingsOf(
  measured: Float64Array,
  expected: Float64Array,
  columns: number,
  cut: Uint8Array,
  window: ConductanceWindow,
  tolerance: number,
): Finding[] {
  const found: Finding[] = [];
  const least = tolerance * (window.high - window.low);
  for (let k = 0; k < measured.length; k++) {
    const [value, wanted] = [measured[k] as number, expected[k] as number];
    if (cut[k] === 1 || !(Math.abs(value - wanted) > least)) continue;
    const kind = kindOf(value, wanted, window);
    found.push({ row: Math.floor(k / columns), column: k % columns, expected: wanted, measured: value, kind });
  }
  const deviation = ({ measured: m, expected: e }: Finding): number => Math.abs(m - e);
  return found.sort((a, b) => deviation(b) - deviation(a));
}

/**
 * Finds faults in spite of shorts, which draw the current of their neighbours away and so make these look broken: shorts
 * found are cut off for the next read-out, until there are none.
 *
 * @param read one-hot read-out [rows, columns] S with these cells cut off
 */
export function detect(
  read: (cut: Uint8Array) => Float64Array,
  expected: Float64Array,
  columns: number,
  cut: Uint8Array,
  window: ConductanceWindow,
  tolerance: number,
): Finding[] {
  const aside = cut.slice();
  const shorts: Finding[] = [];
  for (;;) {
    const found = findingsOf(read(aside), expected, columns, aside, window, tolerance);
    const fresh = found.filter(({ kind }) => kind === SHORT);
    if (fresh.length === 0) return [...shorts, ...found];
    for (const finding of fresh) {
      aside[finding.row * columns + finding.column] = 1;
      shorts.push(finding);
    }
  }
}

/**
 * Values of logical columns from those of physical ones, row by row: currents [physical], or a whole [rows, physical].
 *
 * @param assignment [columns] physical column of each
 */
export function gathered(values: Float64Array, assignment: ArrayLike<number>, physical: number): Float64Array {
  const columns = assignment.length;
  const rows = values.length / physical;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      out[i * columns + j] = values[i * physical + (assignment[j] as number)] as number;
    }
  }
  return out;
}
