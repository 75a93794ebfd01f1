/** A waveform as points joined by straight lines, and what hands do to it. */

export interface Waveform {
  /** Ascending; the first at 0, the last at the period. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Columns of a period that a hand draws on. */
export const COLUMNS = 200;
/** Deviation from what was drawn that simplifying may leave, as a share of the range of values. */
const TOLERANCE = 0.006;
/** More digits than this are the dust of a pointer's place. */
const DIGITS = 4;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS)) + 0;

/** Value on the straight lines between the points; the outer ones hold beyond the ends. */
export function valueAt({ times, values }: Waveform, time: number): number {
  const after = times.findIndex((t) => t >= time);
  if (after < 0) return values.at(-1) ?? 0;
  if (after === 0 || times[after] === time) return values[after] ?? 0;
  const [t0, t1] = [times[after - 1] as number, times[after] as number];
  const [v0, v1] = [values[after - 1] as number, values[after] as number];
  return v0 + ((v1 - v0) * (time - t0)) / (t1 - t0);
}

/** Values of a waveform at the borders of the columns, [COLUMNS + 1]. */
export const columnsOf = (waveform: Waveform, period: number): Float64Array =>
  Float64Array.from({ length: COLUMNS + 1 }, (_, i) => valueAt(waveform, (period * i) / COLUMNS));

/** Draws a straight stroke over columns; shares run from 0 to 1 along the period. */
export function stroke(columns: Float64Array, fromShare: number, from: number, toShare: number, to: number): void {
  const column = (share: number): number => Math.min(COLUMNS, Math.max(0, Math.round(share * COLUMNS)));
  const [a, b] = [column(fromShare), column(toShare)];
  if (a === b) {
    columns[b] = to;
    return;
  }
  const direction = b > a ? 1 : -1;
  for (let i = a; i !== b + direction; i += direction) columns[i] = from + ((to - from) * (i - a)) / (b - a);
}

/** The fewest of the columns that tell the same within the tolerance (Ramer-Douglas-Peucker), as points in time. */
export function simplified(columns: Float64Array, period: number): Waveform {
  const low = columns.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = columns.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const tolerance = TOLERANCE * (high - low);
  const kept = new Set([0, COLUMNS]);
  const pieces: [number, number][] = [[0, COLUMNS]];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const [a, b] = piece;
    let farthest = -1;
    let most = tolerance;
    for (let i = a + 1; i < b; i++) {
      const line = (columns[a] as number) + (((columns[b] as number) - (columns[a] as number)) * (i - a)) / (b - a);
      const distance = Math.abs((columns[i] as number) - line);
      if (distance > most) [farthest, most] = [i, distance];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    pieces.push([a, farthest], [farthest, b]);
  }
  const places = [...kept].sort((a, b) => a - b);
  return {
    times: places.map((i) => rounded((period * i) / COLUMNS)),
    values: places.map((i) => rounded(columns[i] as number)),
  };
}

/** The waveform with one value changed. */
export const withValue = ({ times, values }: Waveform, index: number, value: number): Waveform => ({
  times,
  values: values.map((old, i) => (i === index ? rounded(value) : old)),
});

/** A new point in the middle after `index`, on the line that is there; null where two times could not be told apart. */
export function withPoint({ times, values }: Waveform, index: number): { waveform: Waveform; index: number } | null {
  const at = Math.min(index, times.length - 2);
  if (at < 0) return null;
  const time = rounded(((times[at] as number) + (times[at + 1] as number)) / 2);
  if (time <= (times[at] as number) || time >= (times[at + 1] as number)) return null;
  const value = rounded(((values[at] as number) + (values[at + 1] as number)) / 2);
  return {
    waveform: { times: times.toSpliced(at + 1, 0, time), values: values.toSpliced(at + 1, 0, value) },
    index: at + 1,
  };
}

/** Without a point; the ends of the period stay. */
export function withoutPoint({ times, values }: Waveform, index: number): Waveform | null {
  if (index <= 0 || index >= times.length - 1) return null;
  return { times: times.toSpliced(index, 1), values: values.toSpliced(index, 1) };
}

/** The same shape in a period that is `factor` times as long. */
export const stretched = ({ times, values }: Waveform, factor: number): Waveform => ({
  times: times.map((time) => rounded(time * factor)),
  values,
});
