import type { IndexGroup } from "../groups";
import type { Domain } from "../scale";

export interface Bins {
  readonly domain: Domain;
  readonly bins: number;
  /** `groups x bins`. */
  readonly counts: Uint32Array;
  /** Values outside the domain; NaN counts nowhere. */
  readonly outside: number;
  /** Tallest stack. */
  readonly highest: number;
}

/** Counts the values of each group in equal bins; the last bin holds its upper end. */
export function binValues(
  values: Float32Array,
  groups: readonly IndexGroup[],
  [low, high]: Domain,
  bins: number,
): Bins {
  const counts = new Uint32Array(groups.length * bins);
  const stack = new Uint32Array(bins);
  let outside = 0;
  let highest = 0;
  for (const [g, { start, end }] of groups.entries()) {
    for (let i = start; i < end; i++) {
      const value = values[i] as number;
      if (value >= low && value <= high) {
        const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
        counts[g * bins + bin] = (counts[g * bins + bin] as number) + 1;
        stack[bin] = (stack[bin] as number) + 1;
        highest = Math.max(highest, stack[bin] as number);
      } else if (!Number.isNaN(value)) outside++;
    }
  }
  return { domain: [low, high], bins, counts, outside, highest };
}
