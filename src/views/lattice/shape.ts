import type { LatticeSpec } from "../../../workers/protocol";
import type { SliceEnds } from "../_view";
import { project } from "../gl/camera";
import type { Address } from "../sites/address";

/**
 * Where the cells of a block stand. Places of the block count cells: x, layer and y of a cell are whole numbers. In space x runs to
 * the right, layers upwards and y towards the eye, before anything is turned; the whole block lies in the unit sphere.
 */

export type Shape = Pick<LatticeSpec, "layers" | "columns" | "rows">;

/** What of the block is shown: from the first to the last layer, x and y. */
export interface Slice {
  readonly from: Address;
  readonly to: Address;
}

export const AXES = ["layer", "x", "y"] as const;
export type Axis = (typeof AXES)[number];

/** Cells along an axis. */
export const lengthOf = ({ layers, columns, rows }: Shape, axis: Axis): number =>
  axis === "layer" ? layers : axis === "x" ? columns : rows;

export const wholeOf = ({ layers, columns, rows }: Shape): Slice => ({
  from: { layer: 0, x: 0, y: 0 },
  to: { layer: layers - 1, x: columns - 1, y: rows - 1 },
});

/** The part of a slice that a block has. */
export function fittedSlice(slice: Slice | null, shape: Shape): Slice {
  const whole = wholeOf(shape);
  if (slice === null) return whole;
  const least = (axis: Axis): number => Math.min(slice.from[axis], whole.to[axis]);
  const most = (axis: Axis): number => Math.max(least(axis), Math.min(slice.to[axis], whole.to[axis]));
  return {
    from: { layer: least("layer"), x: least("x"), y: least("y") },
    to: { layer: most("layer"), x: most("x"), y: most("y") },
  };
}

export const inSlice = ({ from, to }: Slice, at: Address): boolean =>
  AXES.every((axis) => at[axis] >= from[axis] && at[axis] <= to[axis]);

/** The smallest slice that holds two sites. */
export const sliceOf = (a: Address, b: Address): Slice => ({
  from: { layer: Math.min(a.layer, b.layer), x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) },
  to: { layer: Math.max(a.layer, b.layer), x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) },
});

/** As links carry it: first and last layer, then the same along x and along y. */
export const endsOf = ({ from, to }: Slice): SliceEnds => [from.layer, to.layer, from.x, to.x, from.y, to.y];

export const sliceBetween = ([layer, toLayer, x, toX, y, toY]: SliceEnds): Slice =>
  sliceOf({ layer, x, y }, { layer: toLayer, x: toX, y: toY });

export const isWhole = (slice: Slice, shape: Shape): boolean => sitesIn(slice) === sitesIn(wholeOf(shape));

export const sitesIn = ({ from, to }: Slice): number =>
  (to.layer - from.layer + 1) * (to.x - from.x + 1) * (to.y - from.y + 1);

/** Half the size of a cell, as shares of the distance to the next one along x and y. */
const HALF = { flat: 0.26, high: 0.24 } as const;
/** How far wires reach over the block, in cells: planes beyond their driver, pillars above and below. */
export const REACH = { driver: 1.15, top: 0.7, bottom: 1.15 } as const;
/** Distance of layers when the block is fully exploded, in cells. */
const FARTHEST = 3.4;
const NEAREST = 0.8;
/** Thin blocks of many cells need no more height than this share of their width: exploded, and compact, where layers lie closer. */
const SPREAD = 1.5;
const COMPACT = { spread: 0.75, most: 1.5 } as const;

/** From places of the block to places in space. */
export interface Placement {
  readonly shape: Shape;
  /** Distance of neighbours in space along x and y, and along layers. */
  readonly pitch: number;
  readonly gap: number;
  /** Half the size of a cell in space. */
  readonly half: readonly [x: number, layer: number, y: number];
}

/** @param explode 0 compact, 1 layers far apart */
export function placementOf(shape: Shape, explode: number): Placement {
  const { layers, columns, rows } = shape;
  const apart = Math.max(columns, rows) / Math.max(1, layers - 1);
  const least = Math.max(NEAREST, Math.min(COMPACT.most, COMPACT.spread * apart));
  const most = Math.max(least, Math.min(FARTHEST, SPREAD * apart));
  const ratio = least + (most - least) * Math.min(1, Math.max(0, explode));
  const wide = columns - 1 + 2 * REACH.driver;
  const high = ratio * (layers - 1 + REACH.top + REACH.bottom);
  const deep = rows - 1 + 1;
  const pitch = 2 / Math.hypot(wide, high, deep);
  const gap = ratio * pitch;
  return { shape, pitch, gap, half: [HALF.flat * pitch, HALF.high * Math.min(pitch, gap), HALF.flat * pitch] };
}

/** A place in space, from one of the block. */
export function inSpace(
  { shape, pitch, gap }: Placement,
  x: number,
  layer: number,
  y: number,
): [number, number, number] {
  return [
    (x - (shape.columns - 1) / 2) * pitch,
    (layer - (shape.layers - 1) / 2) * gap,
    (y - (shape.rows - 1) / 2) * pitch,
  ];
}

/** The eight corners of a box from the first to the last cell, on the canvas; corner c has bits for x, layer and y. */
export function cornersOf(
  placement: Placement,
  { from, to }: Slice,
  matrix: Float32Array,
  size: { readonly width: number; readonly height: number },
): Float32Array {
  const places = new Float32Array(24);
  const { half } = placement;
  for (let corner = 0; corner < 8; corner++) {
    const [x, layer, y] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const at = inSpace(placement, x ? to.x : from.x, layer ? to.layer : from.layer, y ? to.y : from.y);
    for (const [axis, far] of [x, layer, y].entries())
      places[3 * corner + axis] = (at[axis] as number) + (far ? 1 : -1) * (half[axis] as number);
  }
  return project(places, matrix, size, places);
}

/** Pairs of corners that an edge of a box joins. */
export const EDGES: readonly (readonly [number, number])[] = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((corner) =>
  [1, 2, 4].flatMap((bit) => ((corner & bit) === 0 ? [[corner, corner | bit] as const] : [])),
);
