import type { Kernel } from "../memory/kernel";

/**
 * Bend Pmax / A of an exponential update curve by its label in [-9, 9] (Chen, Peng & Yu 2018, 10.1109/TCAD.2018.2789723);
 * 0 for a straight one, negative for one that bends the other way.
 */
export const bendOf = (kernel: Pick<Kernel, "updateRatio">, label: number): number =>
  1 / kernel.updateRatio(Math.min(9, Math.max(-9, label)));

const PER_LABEL = 64;
let table: Float64Array | undefined;

/** As `bendOf` by interpolation, for one label per device; error below 1e-3 of the bend. */
export function nearBend(kernel: Pick<Kernel, "updateRatio">, label: number): number {
  table ??= Float64Array.from({ length: 9 * PER_LABEL + 2 }, (_, i) => bendOf(kernel, i / PER_LABEL));
  const place = Math.min(9, Math.abs(label)) * PER_LABEL;
  const at = Math.floor(place);
  const [below, above] = [table[at] as number, table[at + 1] as number];
  return Math.sign(label) * (below + (place - at) * (above - below));
}
