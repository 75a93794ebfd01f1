import { lowerBound } from "../scale";

/**
 * Reduces one signal of a sample-major trace to at most four points per pixel column: first, minimum, maximum and last
 * in the order they came, so that a drawn line covers exactly the pixels of the full one. NaN samples break the line.
 */

export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Samples of steps within [from, to], and one more on each side so that lines reach the edges. */
export function sampleRange(steps: Uint32Array, from: number, to: number): readonly [first: number, end: number] {
  return [Math.max(0, lowerBound(steps, from) - 1), Math.min(steps.length, lowerBound(steps, to + 1) + 1)];
}

export interface Signal {
  readonly steps: Uint32Array;
  readonly values: Float32Array;
  /** Signals per sample. */
  readonly stride: number;
  /** Which of them. */
  readonly offset: number;
}

/** Calls `emit(step, value)` for every point kept and `emit(step, NaN)` where the line breaks. */
export function decimate(
  { steps, values, stride, offset }: Signal,
  [first, end]: readonly [number, number],
  columnOf: (step: number) => number,
  emit: (step: number, value: number) => void,
): void {
  const value = (i: number): number => values[i * stride + offset] as number;
  const put = (i: number): void => emit(steps[i] as number, value(i));
  let i = first;
  while (i < end) {
    if (Number.isNaN(value(i))) {
      put(i);
      i++;
      continue;
    }
    const column = columnOf(steps[i] as number);
    const start = i;
    let low = i;
    let high = i;
    let last = i;
    for (i++; i < end && !Number.isNaN(value(i)) && columnOf(steps[i] as number) === column; i++) {
      if (value(i) < value(low)) low = i;
      if (value(i) > value(high)) high = i;
      last = i;
    }
    let before = -1;
    for (const at of [start, Math.min(low, high), Math.max(low, high), last]) {
      if (at > before) put(at);
      before = Math.max(before, at);
    }
  }
}

/** Smallest and largest value of a signal within a range; null when it has none. */
export function extentOf({ values, stride, offset }: Signal, [first, end]: readonly [number, number]): Extent | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = first; i < end; i++) {
    const value = values[i * stride + offset] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

/** Index of the sample nearest to `step`; null when there is none. */
export function nearestSample(steps: Uint32Array, step: number): number | null {
  if (steps.length === 0) return null;
  const after = Math.min(steps.length - 1, lowerBound(steps, step));
  const before = Math.max(0, after - 1);
  return step - (steps[before] as number) < (steps[after] as number) - step ? before : after;
}
