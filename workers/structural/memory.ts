import type { Kernel } from "../memory/kernel";
import type { Badge } from "../params/schema";

/** What a sparse network needs in memory, against a dense one, and what its topology tells. */

export interface StoredLayer {
  readonly sources: number;
  readonly targets: number;
}

/** Sizes of what is stored; 32-bit floats and pointers without. */
export interface Format {
  /** Bytes of a weight. */
  readonly weight?: number;
  /** Bytes of the number of a target; as many as the largest needs without. */
  readonly index?: number;
  /** Bytes of the start of a row. */
  readonly pointer?: number;
}

const FLOAT = 4;
const POINTER = 4;

/** Weights of 784-300-100-10 as Liu et al. 2018 (10.3389/fnins.2018.00840) stored them on a prototype core of SpiNNaker 2. */
export const SPINNAKER2 = {
  layers: [
    { sources: 784, targets: 300 },
    { sources: 300, targets: 100 },
    { sources: 100, targets: 10 },
  ],
  /** Of all weights, percent. */
  density: 1.3,
  /** Local memory of the core, B. */
  local: 64 * 1024,
  /** Said of the trained weights, B; not found in the paper's abstract. */
  claimed: { bytes: 36_000, badge: "unverified" as Badge },
} as const;

/** Bytes that hold the number of one of `targets`. */
export const indexBytes = (targets: number): number => (targets <= 0x100 ? 1 : targets <= 0x10000 ? 2 : 4);

/** Bytes of all weights of dense layers. */
export const denseBytes = (layers: readonly StoredLayer[], { weight = FLOAT }: Format = {}): number =>
  layers.reduce((sum, { sources, targets }) => sum + sources * targets * weight, 0);

/** Bytes of compressed rows: weight and target of each connection, the start of each row and the end of the last. */
export const sparseBytes = (
  layers: readonly StoredLayer[],
  counts: readonly number[],
  { weight = FLOAT, index, pointer = POINTER }: Format = {},
): number =>
  layers.reduce(
    (sum, { sources, targets }, k) =>
      sum + (counts[k] ?? 0) * (weight + (index ?? indexBytes(targets))) + (sources + 1) * pointer,
    0,
  );

/** Density at which compressed rows are as large as the dense layers; 0 where they always are larger. */
export function breakEvenDensity(layers: readonly StoredLayer[], format: Format = {}): number {
  const room = denseBytes(layers, format) - sparseBytes(layers, [], format);
  const pairs = layers.map(({ sources, targets }) => sources * targets);
  const entries = sparseBytes(layers, pairs, format) - sparseBytes(layers, [], format);
  return Math.max(0, room / entries);
}

/** ln n! by Stirling's series, the first hundred by their logarithms; relative error below 1e-14. */
function logFactorial(kernel: Pick<Kernel, "log">, n: number): number {
  if (n < 100) {
    let sum = 0;
    for (let k = 2; k <= n; k++) sum += kernel.log(k);
    return sum;
  }
  const inverse = 1 / n;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square / 1260));
  return n * kernel.log(n) - n + 0.5 * kernel.log(2 * Math.PI * n) + series;
}

/** log2 C(potential, count): bits that say which of the potential connections there are. */
export function information(kernel: Pick<Kernel, "log">, potential: number, count: number): number {
  if (count <= 0 || count >= potential) return 0;
  const ways = logFactorial(kernel, potential) - logFactorial(kernel, count) - logFactorial(kernel, potential - count);
  return ways / kernel.log(2);
}
