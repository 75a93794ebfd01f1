import type { TraceData } from "../../../workers/protocol";
import type { LegendBox, Point, Rect, Scale } from "../../ui/canvas";
import type { Axes, Pair } from "./path";

/** What was drawn of a loop, for marks over it and for words about it. */

export interface LoopScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly axes: Axes;
  readonly own: Pair;
  readonly data: TraceData;
  readonly stride: number;
  readonly from: number;
  readonly log: boolean;
  readonly stepMs: number;
  /** Sample that is the present; null before the first. */
  readonly now: number | null;
  /** Largest |y| where x is zero, and whether that is nothing beside the rest; null while not known. */
  readonly pinch: { readonly value: number; readonly shut: boolean } | null;
  readonly siblings: number;
  readonly legend: readonly LegendBox[];
}

/** Place of a sample on the picture; null where it has none, as zero on a logarithmic axis. */
export function place({ x, y, data, stride, log }: LoopScene, pair: Pair, sample: number): Point | null {
  const value = data.values[sample * stride + pair.y] as number;
  const at = { x: x(data.values[sample * stride + pair.x] as number), y: y(log ? Math.abs(value) : value) };
  return Number.isFinite(at.x) && Number.isFinite(at.y) ? at : null;
}
