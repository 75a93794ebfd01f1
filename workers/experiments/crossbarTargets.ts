import type { ConductanceWindow } from "../crossbar/_mapping";
import { imageConductances, pairs } from "../crossbar/mapping";
import { resample } from "../crossbar/matrixFile";
import { WiringStream } from "../math/random";
import type { Kernel } from "../memory/kernel";
import type { CrossbarParams } from "./crossbarParams";
import type { CrossbarSize } from "./crossbarSize";

/** The conductances that an array is meant to hold. */

/** Grey level in [0, 1] of the picture that the lab draws: rings around the centre over a slope. */
function drawn(kernel: Pick<Kernel, "cos">, x: number, y: number): number {
  const radius = Math.sqrt((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5));
  return Math.min(1, Math.max(0, 0.25 + 0.35 * (x + y) * 0.5 + 0.4 * kernel.cos(24 * radius)));
}

/** Grey levels [rows, columns] of the picture, stretched over the array. */
function picture(
  kernel: Pick<Kernel, "cos">,
  { array }: CrossbarParams,
  { rows, columns }: CrossbarSize,
): Float64Array {
  const { image, imageColumns } = array;
  if (image.length > 0) {
    const table = { rows: image.length / imageColumns, columns: imageColumns, values: Float64Array.from(image) };
    return resample(table, rows, columns).values;
  }
  return Float64Array.from({ length: rows * columns }, (_, k) =>
    drawn(kernel, ((k % columns) + 0.5) / columns, (Math.floor(k / columns) + 0.5) / rows),
  );
}

/** A normal number (Box & Muller 1958). */
const normal = (kernel: Pick<Kernel, "cos" | "log">, random: WiringStream): number =>
  Math.sqrt(-2 * kernel.log(1 - random.uniform())) * kernel.cos(2 * Math.PI * random.uniform());

/** Weights in [-1, 1], [rows, outputs], of an array of pairs. */
function randomWeights(kernel: Kernel, { array }: CrossbarParams, count: number, seed: number): Float64Array {
  const random = new WiringStream(kernel, seed, "weights");
  return Float64Array.from({ length: count }, () => {
    const weight = Math.max(-1, Math.min(1, array.sd * normal(kernel, random)));
    return random.uniform() < array.density ? weight : 0;
  });
}

/**
 * Wanted conductances [rows, columns] S of every source but the classifier.
 *
 * @param window of the cells, S
 */
export function wantedConductances(
  kernel: Kernel,
  params: CrossbarParams,
  size: CrossbarSize,
  window: ConductanceWindow,
  seed: number,
): Float64Array {
  const { rows, columns } = size;
  const { array } = params;
  const { low, high } = window;
  switch (array.source) {
    case "file":
      return Float64Array.from(array.conductance);
    case "image":
      return imageConductances(picture(kernel, params, size), window);
    case "weights":
      return pairs(rows, columns / 2, window, 1).conductances(
        randomWeights(kernel, params, (rows * columns) / 2, seed),
      );
    default: {
      const random = new WiringStream(kernel, seed, "conductances");
      return Float64Array.from({ length: rows * columns }, () => {
        const share = random.uniform();
        return random.uniform() < array.density ? low + (high - low) * share : low;
      });
    }
  }
}
