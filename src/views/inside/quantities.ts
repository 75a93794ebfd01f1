import type { InsideData, InsideSpec } from "../../../workers/protocol";

/** The quantities of the inside of a device as pictures ask for them: by name, in SI and as a share of their range. */

export type QuantitySpec = InsideSpec["quantities"][number];

export interface Quantity {
  readonly spec: QuantitySpec;
  /** NaN where it has no meaning now. */
  readonly value: number;
  /** 0 at the lower end of its range, 1 at the upper, along the logarithm where its scale says so; NaN like the value. */
  readonly share: number;
}

function shareOf({ range: [low, high], scale }: QuantitySpec, value: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  const bounded = Math.min(Math.max(low, high), Math.max(Math.min(low, high), value));
  if (low === high) return 0;
  return scale === "log" && low > 0 ? Math.log(bounded / low) / Math.log(high / low) : (bounded - low) / (high - low);
}

export class Quantities {
  readonly all: readonly Quantity[];

  constructor(spec: InsideSpec, data: InsideData | null) {
    this.all = spec.quantities.map((quantity, i) => {
      const value = data?.values[i] ?? Number.NaN;
      return { spec: quantity, value, share: shareOf(quantity, value) };
    });
  }

  /** The first of these that the model has. */
  get(...names: readonly string[]): Quantity | undefined {
    for (const name of names) {
      const found = this.all.find(({ spec }) => spec.name === name);
      if (found !== undefined && !Number.isNaN(found.value)) return found;
    }
    return undefined;
  }

  value(...names: readonly string[]): number {
    return this.get(...names)?.value ?? Number.NaN;
  }

  /** The state of the device: what its model names first. */
  get state(): Quantity | undefined {
    return this.all[0];
  }

  /** How far the device is on its way from insulating (0) to conducting (1). */
  get conducting(): number {
    const gap = this.get("gap", "w");
    const share = gap === undefined ? this.state?.share : 1 - gap.share;
    return share === undefined || Number.isNaN(share) ? 0 : share;
  }
}

/** Temperature at which nothing is heated, and the span above it over which a glow grows, K. */
const AMBIENT = 300;
const HOT = 700;

/** Strength of a glow, 0 to 1, for a temperature in K. */
export const glowOf = (kelvin: number): number =>
  Number.isNaN(kelvin) ? 0 : Math.min(1, Math.max(0, (kelvin - AMBIENT - 5) / HOT));

/** Even numbers between 0 and 1 that look scattered (Weyl sequence): the same picture every time. */
export const scattered = (index: number, sequence: number): number => {
  const step = sequence % 2 === 0 ? 0.618_033_988_75 : 0.754_877_666_2;
  const at = 0.37 * (sequence + 1) + index * step;
  return at - Math.floor(at);
};

/** Standard normal quantile of scattered numbers, near enough for a picture (Tukey lambda, 0.14). */
export function scatteredNormal(index: number, sequence: number): number {
  const p = 0.02 + 0.96 * scattered(index, sequence);
  return 4.91 * (p ** 0.14 - (1 - p) ** 0.14);
}
