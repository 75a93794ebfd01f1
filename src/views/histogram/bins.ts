import type { IndexGroup } from "../groups";
import type { Domain, StickyDomain } from "../scale";

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

/** Of many values the highest two in a hundred may lie outside, so that one straggler does not flatten all the rest. */
const TAIL = 0.98;
const FEW = 50;

/**
 * Range of a histogram: the bounds of the value where it has any, else as wide as the values need; beyond an infinite
 * bound lies nothing to show.
 */
export function histogramDomain(
  range: readonly [number, number] | undefined,
  values: Float32Array,
  sticky: StickyDomain,
  diverging = false,
): Domain {
  const [lowest, highest] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (Number.isFinite(lowest) && Number.isFinite(highest)) return [lowest, highest];
  const sorted = values.filter((v) => Number.isFinite(v)).sort();
  const count = sorted.length;
  const at = (share: number): number => sorted[Math.min(count - 1, Math.floor(share * count))] ?? Number.NaN;
  const low = Number.isFinite(lowest) ? lowest : at(count > FEW ? 1 - TAIL : 0);
  const high = Number.isFinite(highest) ? highest : at(count > FEW ? TAIL : 1);
  if (diverging && count > 0) {
    const most = Math.max(Math.abs(low), Math.abs(high));
    return sticky.update(-most, most);
  }
  // Quantities that cannot be negative keep zero in sight.
  const floor = Number.isFinite(lowest) ? lowest : (sorted[0] ?? 0) >= 0 ? 0 : undefined;
  return sticky.update(low, high, floor === undefined ? {} : { floor });
}
