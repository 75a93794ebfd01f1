import type { Point } from "../../ui/canvas";
import { siteAt } from "../sites/address";
import { inSpace, type Placement, REACH, type Slice } from "./shape";

/** Which cell is under a point: a ray goes from cell to cell, so that a block of any size costs as much as it is long. */

/** A ray in places of the block (x, layer, y): where it comes from, and where it goes. */
export interface Ray {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
}

const cross = (a: readonly number[], b: readonly number[]): [number, number, number] => {
  const [ax = 0, ay = 0, az = 0] = a;
  const [bx = 0, by = 0, bz = 0] = b;
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
};
const dot = (a: readonly number[], b: readonly number[]): number =>
  (a[0] as number) * (b[0] as number) + (a[1] as number) * (b[1] as number) + (a[2] as number) * (b[2] as number);

/**
 * The ray through a point of the canvas: all places that the projection brings there, from the near to the far side of the unit sphere.
 *
 * @param matrix column-major, as `projectionOf` makes it
 */
export function rayAt(
  placement: Placement,
  matrix: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  at: Point,
): Ray {
  const m = (row: number, column: number): number => matrix[4 * column + row] as number;
  const [clipX, clipY] = [(2 * at.x) / width - 1, 1 - (2 * at.y) / height];
  // Two planes of places that are seen at this x, and at this y: their line is the ray.
  const plane = (row: number, clip: number): [number, number, number, number] => [
    m(row, 0) - clip * m(3, 0),
    m(row, 1) - clip * m(3, 1),
    m(row, 2) - clip * m(3, 2),
    m(row, 3) - clip * m(3, 3),
  ];
  const [a, b] = [plane(0, clipX), plane(1, clipY)];
  const along = cross(a, b);
  const squared = dot(along, along);
  // The place on both planes that is nearest to the middle.
  const [first, second] = [cross(b, along), cross(along, a)];
  const base = [0, 1, 2].map((i) => (-a[3] * (first[i] as number) - b[3] * (second[i] as number)) / squared) as [
    number,
    number,
    number,
  ];
  // Depth grows with distance.
  const away = Math.sign(along[0] * m(2, 0) + along[1] * m(2, 1) + along[2] * m(2, 2)) || 1;
  const reach = (3 * away) / Math.sqrt(squared);
  const [x0, layer0, y0] = inSpace(placement, 0, 0, 0);
  const place = (times: number): [number, number, number] => [
    (base[0] + times * along[0] - x0) / placement.pitch,
    (base[1] + times * along[1] - layer0) / placement.gap,
    (base[2] + times * along[2] - y0) / placement.pitch,
  ];
  return { from: place(-reach), to: place(reach) };
}

/** Part of the ray, as shares of its length, that lies within a box; null where it misses it. */
export function within(
  { from, to }: Ray,
  low: readonly [number, number, number],
  high: readonly [number, number, number],
): readonly [number, number] | null {
  let [enter, leave] = [0, 1];
  for (let axis = 0; axis < 3; axis++) {
    const start = from[axis] as number;
    const way = (to[axis] as number) - start;
    const [a, b] = [((low[axis] as number) - start) / way, ((high[axis] as number) - start) / way];
    if (way === 0) {
      if (start < (low[axis] as number) || start > (high[axis] as number)) return null;
      continue;
    }
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter <= leave ? [enter, leave] : null;
}

/**
 * The first cell that the ray meets, as its site; null where it meets none.
 *
 * @param size of the cell at a site, as a share of the usual one; 0 where it cannot be met
 */
export function siteUnder(
  ray: Ray,
  placement: Placement,
  { from, to }: Slice,
  size: (site: number) => number,
): number | null {
  const { shape, pitch, gap, half } = placement;
  const [wide, high] = [half[0] / pitch, half[1] / gap];
  const bounds = within(ray, [from.x - 0.5, from.layer - 0.5, from.y - 0.5], [to.x + 0.5, to.layer + 0.5, to.y + 0.5]);
  if (bounds === null) return null;
  const way = [0, 1, 2].map((axis) => (ray.to[axis] as number) - (ray.from[axis] as number));
  const least = [from.x, from.layer, from.y];
  const most = [to.x, to.layer, to.y];
  const at = [0, 1, 2].map((axis) => {
    const place = (ray.from[axis] as number) + bounds[0] * (way[axis] as number);
    return Math.min(most[axis] as number, Math.max(least[axis] as number, Math.round(place)));
  });
  // Share of the ray at which it leaves the column of cells it is in, along each axis, and from one to the next.
  const next = at.map((cell, axis) => {
    const step = way[axis] as number;
    return step === 0 ? Number.POSITIVE_INFINITY : (cell + 0.5 * Math.sign(step) - (ray.from[axis] as number)) / step;
  });
  const stride = way.map((step) => (step === 0 ? Number.POSITIVE_INFINITY : 1 / Math.abs(step)));
  while (true) {
    const [x = 0, layer = 0, y = 0] = at;
    const site = siteAt(shape, { layer, x, y });
    const share = size(site);
    if (share > 0) {
      const [flat, tall] = [wide * share, high * share];
      if (within(ray, [x - flat, layer - tall, y - flat], [x + flat, layer + tall, y + flat]) !== null) return site;
    }
    const [a = 0, b = 0, c = 0] = next;
    const axis = a <= b && a <= c ? 0 : b <= c ? 1 : 2;
    const cell = (at[axis] as number) + Math.sign(way[axis] as number);
    if (cell < (least[axis] as number) || cell > (most[axis] as number)) return null;
    at[axis] = cell;
    next[axis] = (next[axis] as number) + (stride[axis] as number);
  }
}

/** The layer whose driven edge is near a point, as its labels are; null where none is. */
export const edgeOf = (placement: Placement, layer: number, y: number): [number, number, number] =>
  inSpace(placement, -REACH.driver, layer, y);
