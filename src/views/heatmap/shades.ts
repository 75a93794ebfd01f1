import type { AxisSpec, MatrixSpec } from "../../../workers/protocol";
import { domainOf, type Ends, endsOf, paletteOf } from "../map/cells";
import type { Domain } from "../scale";

/** From values to colours, and what an array is as a whole. */

export const SCALES = ["linear", "log", "diverging"] as const;
export type ScaleKind = (typeof SCALES)[number];

/** The scale of colours that a matrix asks for. */
export const ownScale = ({ value }: Pick<MatrixSpec, "value">): ScaleKind =>
  value.diverging ? "diverging" : (value.scale ?? "linear");

/** The quantity of a matrix on a chosen scale. */
export function scaledAxis({ scale: _, diverging: __, ...axis }: AxisSpec, kind: ScaleKind): AxisSpec {
  if (kind === "linear") return axis;
  return kind === "log" ? { ...axis, scale: "log" } : { ...axis, diverging: true };
}

/** Ends of the scale of colours: those of the quantity where it has any that fit the scale, else those of the data. */
export function colourDomain({ range }: Pick<MatrixSpec, "range">, axis: AxisSpec, ends: Ends): Domain {
  // An amount that is zero everywhere is the least there can be, not the middle.
  if (range === undefined && axis.scale !== "log" && !axis.diverging && ends.low === 0 && ends.high === 0)
    return [0, 1];
  if (range === undefined || (axis.scale === "log" && range[0] <= 0)) return domainOf(axis, ends);
  if (!axis.diverging) return range;
  const most = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  return [-most, most];
}

/** Binary logarithms of 1 to 2 by the leading bits of a mantissa, each of the middle of its piece. */
const BITS = 11;
const MANTISSAS = Float32Array.from({ length: 1 << BITS }, (_, i) => Math.log2(1 + (i + 0.5) / (1 << BITS)));

/** Colours of the positive numbers of some octaves by their leading bits. */
interface LogShades {
  readonly key: string;
  /** Leading bits of the first number. */
  readonly first: number;
  readonly words: Uint32Array;
}

const SHIFT = 23 - BITS;
const FLOAT = new Float32Array(1);
const WORD = new Int32Array(FLOAT.buffer);

/** Leading bits of a positive number; they rise with it. */
function leadingBits(value: number): number {
  FLOAT[0] = value;
  return (WORD[0] as number) >> SHIFT;
}

function logShades(shades: Uint32Array, [low, high]: Domain, key: string): LogShades {
  const last = shades.length - 1;
  const [from, to] = [Math.log2(low), Math.log2(high)];
  const factor = to > from ? last / (to - from) : 0;
  const first = leadingBits(low);
  const words = Uint32Array.from({ length: Math.max(0, leadingBits(high) - first + 1) }, (_, i) => {
    const bits = first + i;
    const at = ((bits >>> BITS) - 127 + (MANTISSAS[bits & ((1 << BITS) - 1)] as number) - from) * factor;
    return shades[at <= 0 ? 0 : at >= last ? last : (at + 0.5) | 0] as number;
  });
  return { key, first, words };
}

/** Those used last: an array that changes in every frame keeps its scale for many. */
let kept: LogShades | null = null;

/**
 * One word of a pixel per cell, row by row; cells without a value stay transparent. Logarithms are read from a table by the
 * bits of a number, exact to a hundredth of a shade over four decades: a million cells must fit into a frame.
 */
export function shadeCells(values: Float32Array, axis: AxisSpec, [low, high]: Domain, words: Uint32Array): void {
  const shades = paletteOf(axis);
  const last = shades.length - 1;
  if (axis.scale === "log") {
    const key = `${axis.diverging} ${low} ${high}`;
    if (kept?.key !== key) kept = logShades(shades, [low, high], key);
    const { first, words: colours } = kept;
    const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
    for (let i = 0; i < bits.length; i++) {
      const at = ((bits[i] as number) >> SHIFT) - first;
      if (at >= 0 && at < colours.length) {
        words[i] = colours[at] as number;
        continue;
      }
      const value = values[i] as number;
      // What is not positive has no logarithm; it takes the colour of the lowest value.
      words[i] = Number.isNaN(value) ? 0 : (shades[value >= high ? last : 0] as number);
    }
    return;
  }
  const factor = high > low ? last / (high - low) : 0;
  for (let i = 0; i < values.length; i++) {
    const at = ((values[i] as number) - low) * factor;
    // Comparisons with NaN are false.
    words[i] = at >= 0 ? (shades[at >= last ? last : (at + 0.5) | 0] as number) : at < 0 ? (shades[0] as number) : 0;
  }
}

export interface Survey {
  /** Lowest, highest and mean of all that is a number; NaN where nothing is. */
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** The same without cells whose flag says that they are broken or left out, which may lie far beyond all others. */
  readonly ends: Ends;
  /** Cells without a value. */
  readonly missing: number;
  readonly rowMeans: Float32Array;
  readonly columnMeans: Float32Array;
  /** Cells that have a flag, ascending, and how many have each. */
  readonly flagged: Uint32Array;
  readonly counts: readonly number[];
}

/** Goes over an array once, and over its flags. */
export function survey(
  values: Float32Array,
  flags: Uint8Array | undefined,
  { rows, columns, flags: known = [] }: MatrixSpec,
): Survey {
  const rowMeans = new Float32Array(rows);
  const columnSums = new Float64Array(columns);
  const columnGaps = new Uint32Array(columns);
  let [low, high, sum, missing] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let row = 0, i = 0; row < rows; row++) {
    // Variables of the row alone: those that a closure below shares are slower.
    let [least, most, rowSum, rowGaps] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
    for (let column = 0; column < columns; column++, i++) {
      const value = values[i] as number;
      if (Number.isNaN(value)) {
        rowGaps++;
        columnGaps[column] = (columnGaps[column] as number) + 1;
        continue;
      }
      if (value < least) least = value;
      if (value > most) most = value;
      rowSum += value;
      columnSums[column] = (columnSums[column] as number) + value;
    }
    low = Math.min(low, least);
    high = Math.max(high, most);
    rowMeans[row] = rowSum / (columns - rowGaps);
    sum += rowSum;
    missing += rowGaps;
  }
  const count = rows * columns - missing;
  const counts = known.map(() => 0);
  const flagged = flaggedCells(flags);
  for (const i of flagged) {
    const flag = (flags as Uint8Array)[i] as number;
    counts[flag - 1] = (counts[flag - 1] ?? 0) + 1;
  }
  const apart = known.some(({ mark }, f) => mark !== "birth" && mark !== "death" && (counts[f] ?? 0) > 0);
  const left = apart && flagged.length < values.length ? flags : undefined;
  const some = count > 0;
  return {
    low: some ? low : Number.NaN,
    high: some ? high : Number.NaN,
    mean: sum / count,
    ends:
      left === undefined && Number.isFinite(high - low)
        ? { low, high, positive: () => (low > 0 ? low : endsOf(values).positive()) }
        : endsOf(values, left),
    missing,
    rowMeans,
    columnMeans: Float32Array.from(columnSums, (total, column) => total / (rows - (columnGaps[column] as number))),
    flagged,
    counts,
  };
}

/** Flags are few: four cells are looked at together. */
function flaggedCells(flags: Uint8Array | undefined): Uint32Array {
  if (flags === undefined) return new Uint32Array(0);
  const found: number[] = [];
  const look = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (flags[i] !== 0) found.push(i);
  };
  const aligned = flags.byteOffset % 4 === 0 ? flags.length >> 2 : 0;
  const words = new Uint32Array(flags.buffer, aligned === 0 ? 0 : flags.byteOffset, aligned);
  for (let word = 0; word < aligned; word++) if (words[word] !== 0) look(4 * word, 4 * word + 4);
  look(4 * aligned, flags.length);
  return Uint32Array.from(found);
}
