import type { FixedPointType } from "./_neuron";

/** What models with a plane of two variables share. */

/** Stability of a fixed point from its Jacobian [dx'/dx, dx'/dy, dy'/dx, dy'/dy]; a centre counts as unstable. */
export function fixedPointType([xx, xy, yx, yy]: readonly [number, number, number, number]): FixedPointType {
  const trace = xx + yy;
  const determinant = xx * yy - xy * yx;
  if (determinant < 0) return "saddle";
  const node = trace * trace >= 4 * determinant;
  if (trace < 0) return node ? "stableNode" : "stableFocus";
  return node ? "unstableNode" : "unstableFocus";
}

/** Zero of a function that changes sign between `low` and `high`, to the last bit. */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  const rising = f(low) < 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (f(middle) < 0 === rising) low = middle;
    else high = middle;
  }
}
