import type { PlaneData, TraceData } from "../../../workers/protocol";
import { lowerBound } from "../scale";

/** What a state plane shows, as numbers: the way of a state through it and the flow at any point. */

/** The last part of an orbit. A jump joins two samples of the same step: before and after a reset. */
export interface OrbitVisitor {
  /** The line goes on from the sample before, or begins. `age` runs from 1, the oldest, to 0, the present. */
  line(x: number, y: number, age: number, begins: boolean): void;
  jump(x0: number, y0: number, x1: number, y1: number, age: number): void;
}

/** Walks over the samples of the last `length` steps; a sample of NaN breaks the line. */
export function walkOrbit(
  { steps, values }: TraceData,
  stride: number,
  now: number,
  length: number,
  visitor: OrbitVisitor,
): void {
  let begins = true;
  for (let i = lowerBound(steps, now - length); i < steps.length; i++) {
    const [x, y] = [values[i * stride] as number, values[i * stride + 1] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      begins = true;
      continue;
    }
    const age = Math.min(1, Math.max(0, (now - (steps[i] as number)) / length));
    if (!begins && steps[i] === steps[i - 1]) {
      visitor.jump(values[(i - 1) * stride] as number, values[(i - 1) * stride + 1] as number, x, y, age);
      begins = true;
    }
    visitor.line(x, y, age, begins);
    begins = false;
  }
}

/** The last sample with numbers; null when there is none. */
export function lastPoint({ steps, values }: TraceData, stride: number): readonly [x: number, y: number] | null {
  for (let i = steps.length - 1; i >= 0; i--) {
    const [x, y] = [values[i * stride] as number, values[i * stride + 1] as number];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return [x, y];
  }
  return null;
}

/** Smallest and largest of a coordinate of the orbit since a step, of samples whose x lies within `bounds`; null for none. */
export function orbitExtent(
  { steps, values }: TraceData,
  stride: number,
  coordinate: 0 | 1,
  since: number,
  bounds: readonly [number, number],
): readonly [low: number, high: number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = lowerBound(steps, since); i < steps.length; i++) {
    const x = values[i * stride] as number;
    const value = values[i * stride + coordinate] as number;
    if (x < bounds[0] || x > bounds[1]) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** Derivatives per ms at a point, between the four arrows around it; null outside the grid's extent. */
export function flowAt(data: PlaneData, x: number, y: number): readonly [dx: number, dy: number] | null {
  const { columns, rows, field } = data;
  const [x0, x1, y0, y1] = data.extent as unknown as [number, number, number, number];
  if (!(x >= x0 && x <= x1 && y >= y0 && y <= y1)) return null;
  const place = (value: number, low: number, high: number, count: number): readonly [index: number, share: number] => {
    const at = Math.min(count - 1, Math.max(0, ((value - low) / (high - low)) * count - 0.5));
    const index = Math.min(Math.max(0, count - 2), Math.floor(at));
    return [index, at - index];
  };
  const [column, u] = place(x, x0, x1, columns);
  const [row, v] = place(y, y0, y1, rows);
  const at = (r: number, c: number, component: number): number =>
    field[2 * (Math.min(rows - 1, r) * columns + Math.min(columns - 1, c)) + component] as number;
  const blend = (component: number): number =>
    (1 - v) * ((1 - u) * at(row, column, component) + u * at(row, column + 1, component)) +
    v * ((1 - u) * at(row + 1, column, component) + u * at(row + 1, column + 1, component));
  return [blend(0), blend(1)];
}

/** What a fixed point does to its surroundings: attracts, repels, or attracts from some directions only. */
export type Stability = "stable" | "unstable" | "saddle";

export const FIXED_POINT_NAMES = ["stableNode", "stableFocus", "saddle", "unstableNode", "unstableFocus"] as const;

export interface FixedPoint {
  readonly x: number;
  readonly y: number;
  readonly name: (typeof FIXED_POINT_NAMES)[number];
  readonly stability: Stability;
}

export function fixedPointsOf({ fixedPoints }: PlaneData): readonly FixedPoint[] {
  return Array.from({ length: Math.floor(fixedPoints.length / 3) }, (_, i) => {
    const name = FIXED_POINT_NAMES[fixedPoints[3 * i + 2] as number] ?? "saddle";
    const stability = name === "saddle" ? "saddle" : name.startsWith("stable") ? "stable" : "unstable";
    return { x: fixedPoints[3 * i] as number, y: fixedPoints[3 * i + 1] as number, name, stability };
  });
}
