import { scaleLinear } from "d3";
import { formatSpan, timeUnit } from "../ui/format";
import { type Counted, spanText } from "./clock";
import type { ViewText } from "./strings";

/** Domains that do not jump while they are looked at, and the time axis that all time views share. */

export type Domain = readonly [low: number, high: number];

const niceDomain = (low: number, high: number): Domain => {
  const [a, b] = scaleLinear([low, high], [0, 1]).nice(5).domain() as [number, number];
  return [a, b];
};

export interface StickyOptions {
  /** Lower end that is always shown and below which there is nothing, e.g. 0 of a rate. */
  readonly floor?: number;
  /** Values that always stay in view, e.g. a threshold. */
  readonly include?: readonly number[];
  /** The ends are those of the data, neither rounded nor padded: for what has an extent of its own. */
  readonly exact?: boolean;
  /** Updates for which the data must stay small before the domain shrinks. */
  readonly patience?: number;
}

let looking = false;

/** Whether such a picture is being drawn. */
export const isLooking = (): boolean => looking;

/** Draws a picture that nobody has asked to see: domains answer as they would, and remember nothing of it. */
export function withoutSettling<T>(draw: () => T): T {
  looking = true;
  try {
    return draw();
  } finally {
    looking = false;
  }
}

/**
 * A domain with hysteresis: it grows at once, on the side where data left it, and shrinks only after the data have
 * filled less than 40 % of it for a while.
 */
export class StickyDomain {
  private domain: Domain | null = null;
  private calm = 0;

  update(low: number, high: number, options: StickyOptions = {}): Domain {
    const { domain, calm } = this;
    // A picture aside never loses patience, or it would show less than the one on the screen.
    if (looking) this.calm = 0;
    const answer = this.settle(low, high, options);
    if (looking) {
      this.domain = domain;
      this.calm = calm;
    }
    return answer;
  }

  private settle(
    low: number,
    high: number,
    { floor, include = [], exact = false, patience = 90 }: StickyOptions,
  ): Domain {
    if (!(low <= high)) return this.domain ?? [floor ?? 0, (floor ?? 0) + 1];
    const bottom = floor ?? Math.min(low, ...include);
    const top = Math.max(high, ...include);
    const span = top - bottom || Math.abs(top) * 0.2 || 1;
    const pad = exact && top > bottom ? 0 : span * 0.06;
    const rounded = exact ? (a: number, b: number): Domain => [a, b] : niceDomain;
    const fresh = (): Domain => rounded(floor ?? bottom - pad, top + pad);
    if (this.domain === null) {
      this.domain = fresh();
      return this.domain;
    }
    const [a, b] = this.domain;
    if (bottom < a || top > b) {
      const [lower, upper] = rounded(bottom < a ? bottom - pad : a, top > b ? top + pad : b);
      this.domain = [bottom < a ? lower : a, top > b ? upper : b];
      this.calm = 0;
    } else if (span < 0.4 * (b - a)) {
      this.calm++;
      if (this.calm > patience) {
        this.domain = fresh();
        this.calm = 0;
      }
    } else {
      this.calm = 0;
    }
    return this.domain;
  }

  /** The domain as it is; null before the first. */
  peek(): Domain | null {
    return this.domain;
  }

  reset(): void {
    this.domain = null;
    this.calm = 0;
  }
}

/** Length of the sliding window of time views in biological ms, unless the view's options say otherwise. */
export const WINDOW_MS = 2000;

/** A sliding window that ends at the present; before it is full, time runs into it from the left. */
export const slidingWindow = (now: number, length: number): Domain => [
  Math.max(0, now - length),
  Math.max(length, now),
];

export interface TimeAxis {
  readonly title: string;
  /** Domain in the unit of the axis. */
  readonly domain: Domain;
  /** ms per unit of the axis. */
  readonly ms: number;
}

/** Unit and title of a time axis over `domain` in ms; a sliding window says how long it is. */
export function timeAxis(t: ViewText, [from, to]: Domain, sliding: boolean, counted?: Counted): TimeAxis {
  if (counted?.clock !== undefined) {
    const last = sliding ? ` (${t("axis.last", { span: spanText(t, to - from, counted) })})` : "";
    const { stepMs } = counted;
    return { title: `${t("axis.step")}${last}`, domain: [from / stepMs, to / stepMs], ms: stepMs };
  }
  const { unit, ms } = timeUnit(to - from);
  const note = sliding ? `, ${t("axis.last", { span: formatSpan(to - from) })}` : "";
  return { title: `${t("axis.time")} (${unit})${note}`, domain: [from / ms, to / ms], ms };
}

/** Room in pixels beside the plot of a time view. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** Narrower views need all their room and keep margins of their own. */
export const WIDE = 420;

/** The `margins` option of a time view; null where it has none. */
export const marginsOf = ({ margins }: Readonly<Record<string, unknown>>): Margins | null =>
  typeof margins === "object" && margins !== null ? (margins as Margins) : null;

/** Index of the first entry of an ascending list that is not below `value`, within [0, length). */
export function lowerBound(list: ArrayLike<number>, value: number, length = list.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
