import type { Point, Rect } from "../../ui/canvas";

/**
 * How a network in space is looked at. All that draws it uses the same projection: the graphics card, the flat canvas, vector
 * pictures and hit tests. Places lie in the unit sphere, y upwards, z towards the eye before the scene is turned.
 */

export interface Viewpoint {
  /** Turn about the vertical axis, then about the horizontal one, in radians. */
  readonly yaw: number;
  readonly pitch: number;
  /** 1 shows the whole sphere. */
  readonly zoom: number;
  /** Where the middle of the sphere is seen, as shares of its radius. */
  readonly x: number;
  readonly y: number;
}

export const FRONT: Viewpoint = { yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0 };
/** Shows depth at once. */
export const ASLANT: Viewpoint = { ...FRONT, yaw: 0.55, pitch: 0.35 };

/** How much smaller the far side of the sphere is than its middle; a mild perspective. */
export const DEPTH = 0.24;
const FILL = 0.94;
const NEAREST = 12;
const FARTHEST = 0.5;
const STEEPEST = Math.PI / 2;

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const turned = (view: Viewpoint, yaw: number, pitch: number): Viewpoint => ({
  ...view,
  yaw: (view.yaw + yaw) % (2 * Math.PI),
  pitch: within(view.pitch + pitch, -STEEPEST, STEEPEST),
});

/** Radius of the unit sphere in pixels, at this zoom, in a frame. */
export const radiusIn = ({ width, height }: Rect, zoom = 1): number => (FILL * zoom * Math.min(width, height)) / 2;

export const middleOf = (frame: Rect): Point => ({ x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 });

/** The view moved by this many pixels of the frame. */
export function shifted(view: Viewpoint, frame: Rect, by: Point): Viewpoint {
  const radius = radiusIn(frame);
  const most = 1 + view.zoom;
  return {
    ...view,
    x: within(view.x + by.x / radius, -most, most),
    y: within(view.y - by.y / radius, -most, most),
  };
}

/** Magnified about a point of the frame, which stays where it is. */
export function magnified(view: Viewpoint, frame: Rect, factor: number, at: Point = middleOf(frame)): Viewpoint {
  const zoom = within(view.zoom * factor, FARTHEST, NEAREST);
  const by = zoom / view.zoom;
  const radius = radiusIn(frame);
  const middle = middleOf(frame);
  const [atX, atY] = [(at.x - middle.x) / radius, -(at.y - middle.y) / radius];
  return { ...view, zoom, x: atX + (view.x - atX) * by, y: atY + (view.y - atY) * by };
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const PARTS = ["yaw", "pitch", "zoom", "x", "y"] as const;
const FINE = 1e4;

/** As links carry it: no finer than can be seen. */
export function roundedView(view: Viewpoint): Viewpoint {
  const round = (value: number): number => Math.round(FINE * value) / FINE + 0;
  const [yaw, pitch, zoom, x, y] = PARTS.map((key) => round(view[key])) as [number, number, number, number, number];
  return { yaw, pitch, zoom, x, y };
}

export const isSameView = (a: Viewpoint, b: Viewpoint): boolean =>
  PARTS.every((key) => Math.abs(a[key] - b[key]) < 1 / FINE);

/** A viewpoint that comes from a page or from storage; null when it is none. */
export function viewpointOf(value: unknown): Viewpoint | null {
  if (typeof value !== "object" || value === null) return null;
  const { yaw, pitch, zoom, x, y } = { x: 0, y: 0, zoom: 1, ...value } as Partial<Record<keyof Viewpoint, unknown>>;
  if (!isNumber(yaw) || !isNumber(pitch) || !isNumber(zoom) || !isNumber(x) || !isNumber(y)) return null;
  const magnification = within(zoom, FARTHEST, NEAREST);
  const most = 1 + magnification;
  return {
    yaw: yaw % (2 * Math.PI),
    pitch: within(pitch, -STEEPEST, STEEPEST),
    zoom: magnification,
    x: within(x, -most, most),
    y: within(y, -most, most),
  };
}

/**
 * Matrix from places to clip coordinates of a canvas, column-major as graphics cards take it.
 *
 * @param frame part of the canvas that the sphere is to fill, in the pixels of `width` and `height`
 */
export function projectionOf(view: Viewpoint, frame: Rect, width: number, height: number): Float32Array {
  const [cy, sy, cp, sp] = [Math.cos(view.yaw), Math.sin(view.yaw), Math.cos(view.pitch), Math.sin(view.pitch)];
  // Rows of the rotation: about the vertical axis first.
  const right = [cy, 0, sy];
  const up = [sp * sy, cp, -sp * cy];
  const near = [-cp * sy, sp, cp * cy];
  const radius = radiusIn(frame, view.zoom);
  const middle = middleOf(frame);
  const base = radiusIn(frame);
  const [scaleX, scaleY] = [(2 * radius) / width, (2 * radius) / height];
  const shiftX = (2 * (middle.x + view.x * base)) / width - 1;
  const shiftY = 1 - (2 * (middle.y - view.y * base)) / height;
  const matrix = new Float32Array(16);
  for (let axis = 0; axis < 3; axis++) {
    const w = -DEPTH * (near[axis] as number);
    matrix[4 * axis] = scaleX * (right[axis] as number) + shiftX * w;
    matrix[4 * axis + 1] = scaleY * (up[axis] as number) + shiftY * w;
    matrix[4 * axis + 2] = -0.5 * (near[axis] as number);
    matrix[4 * axis + 3] = w;
  }
  matrix.set([shiftX, shiftY, 0, 1], 12);
  return matrix;
}

/**
 * Places on the canvas: `out[3 * i]` and `out[3 * i + 1]` in pixels, `out[3 * i + 2]` the depth, -1 nearest, 1 farthest.
 */
export function project(
  places: Float32Array,
  m: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  out: Float32Array,
): Float32Array {
  const at = (i: number): number => m[i] as number;
  for (let i = 0; i < places.length; i += 3) {
    const [x, y, z] = [places[i] as number, places[i + 1] as number, places[i + 2] as number];
    const w = at(3) * x + at(7) * y + at(11) * z + at(15);
    out[i] = (((at(0) * x + at(4) * y + at(8) * z + at(12)) / w + 1) * width) / 2;
    out[i + 1] = ((1 - (at(1) * x + at(5) * y + at(9) * z + at(13)) / w) * height) / 2;
    out[i + 2] = 2 * (at(2) * x + at(6) * y + at(10) * z + at(14));
  }
  return out;
}
