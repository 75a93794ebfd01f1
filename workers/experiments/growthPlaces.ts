import type { WiringStream } from "../math/random";

/** Neurons in space, numbered along a space-filling curve. */

/** Side of the sheet or cube, µm. */
export const SIDE = 1000;

/** Steps of the sequence that fills plane and space evenly (Roberts 2018: powers of the plastic and the next constant). */
const STEPS = {
  sheet: [0.754_877_666_246_693, 0.569_840_290_998_053],
  volume: [0.819_172_513_396_164, 0.671_043_606_703_789, 0.549_700_477_901_97],
} as const;
/** Random part of a place, in mean distances between neighbours. */
const JITTER = 0.5;
const BITS = 10;

/** Number of a cell on the curve of Morton (Z-order) through a grid of 2^10 cells along each axis. */
function morton(place: readonly number[]): number {
  let key = 0;
  for (let bit = BITS - 1; bit >= 0; bit--) {
    for (const x of place) {
      const cell = Math.min(2 ** BITS - 1, Math.floor((x / SIDE) * 2 ** BITS));
      key = 2 * key + ((cell >>> bit) & 1);
    }
  }
  return key;
}

/** Places of `count` neurons, evenly spread with some disorder: [count, 3] µm, neighbours on the curve one after another. */
export function spread(count: number, space: "sheet" | "volume", random: WiringStream): Float32Array {
  const steps = STEPS[space];
  const axes = steps.length;
  let along = 1;
  while ((axes === 2 ? along * along : along * along * along) < count) along++;
  const jitter = (JITTER * SIDE) / along;
  const starts = steps.map(() => random.uniform());
  const places = Array.from({ length: count }, (_, i) =>
    steps.map((step, axis) => {
      const even = SIDE * (((starts[axis] as number) + (i + 1) * step) % 1);
      return Math.min(SIDE, Math.max(0, even + jitter * (random.uniform() - 0.5)));
    }),
  );
  places.sort((a, b) => morton(a) - morton(b));
  const flat = new Float32Array(3 * count);
  for (const [i, place] of places.entries()) flat.set(place, 3 * i);
  return flat;
}
