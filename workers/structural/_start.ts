import { streamKey, WiringStream } from "../math/random";
import type { ConnectionSlots } from "../math/slots";
import type { Kernel } from "../memory/kernel";

/** Key of the fixed random signs of a layer's pairs. */
export const signKey = (seed: number, label: string): readonly [low: number, high: number] =>
  streamKey(seed, `sign ${label}`);

export interface Start {
  readonly seed: number;
  /** Of the layer. */
  readonly label: string;
  /** Standard deviation of the weights times the square root of the fan-in: sqrt(2) by He et al. 2015 (10.1109/ICCV.2015.123). */
  readonly gain?: number;
}

/**
 * Fills empty slots with `count` connections, uniformly among all sets of so many pairs. Weights are normal with the variance
 * of their target's actual fan-in; their sign is the fixed sign of the pair, so that the same start serves every rule.
 */
export function placeRandom(
  kernel: Kernel,
  slots: ConnectionSlots,
  count: number,
  { seed, label, gain = Math.SQRT2 }: Start,
): void {
  const random = new WiringStream(kernel, seed, `start ${label}`);
  const [low, high] = signKey(seed, label);
  let left = slots.potential - slots.count;
  let need = Math.min(count, left, slots.capacity - slots.count);
  for (let i = 0; i < slots.sources && need > 0; i++) {
    for (let j = 0; j < slots.targets && need > 0; j++) {
      if (!slots.vacant(i, j)) continue;
      if (random.uniform() * left < need) {
        slots.add(i, j, 0, 1);
        need--;
      }
      left--;
    }
  }
  slots.index();
  const { rows, slots: order } = slots.byTarget;
  for (let j = 0; j < slots.targets; j++) {
    const [first, end] = [rows.view[j] as number, rows.view[j + 1] as number];
    const sd = gain / Math.sqrt(end - first);
    for (let k = first; k < end; k++) {
      const slot = order.view[k] as number;
      const radius = Math.sqrt(-2 * kernel.log(1 - random.uniform()));
      const size = sd * Math.abs(radius * kernel.cos(2 * Math.PI * random.uniform()));
      slots.weight.view[slot] = kernel.pairSign(low, high, slots.pre.view[slot] as number, j) * size;
    }
  }
}
