import type { IndexGroup } from "../groups";

/** Centred moving average of `width` values within a group, NaN left out, the window cut at the group's ends. */
export function movingAverage(values: Float32Array, { start, end }: IndexGroup, width: number): Float64Array {
  const result = new Float64Array(Math.max(0, end - start));
  const half = Math.floor(width / 2);
  let sum = 0;
  let count = 0;
  const change = (i: number, sign: 1 | -1): void => {
    const value = values[i] as number;
    if (i < start || i >= end || Number.isNaN(value)) return;
    sum += sign * value;
    count += sign;
  };
  for (let i = start; i < start + half; i++) change(i, 1);
  for (let i = start; i < end; i++) {
    change(i + half, 1);
    change(i - half - 1, -1);
    result[i - start] = count === 0 ? Number.NaN : sum / count;
  }
  return result;
}
