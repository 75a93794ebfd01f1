import type { SignalSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import { REFERENCE } from "../compare/traces";

/** Ways through a plane of two signals of one trace, as numbers. */

/** Two columns of a trace that make one way. */
export interface Pair {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** One of many devices of the same make; only the latest round of it is worth seeing. */
  readonly sibling: boolean;
  /** Of the run that this one is compared with. */
  readonly reference: boolean;
}

/** The columns of the device itself. */
export interface Axes {
  readonly x: SignalSpec;
  readonly y: SignalSpec;
}

/** Own way first, siblings after it, then those of a reference run; null where the trace lacks one of the signals. */
export function pairsOf(
  { signals }: TraceSpec,
  x: string,
  y: string,
): { readonly axes: Axes; readonly pairs: readonly Pair[] } | null {
  const place = (name: string): number => signals.findIndex((signal) => signal.name === name);
  const [ownX, ownY] = [place(x), place(y)];
  const axes = { x: signals[ownX], y: signals[ownY] };
  if (axes.x === undefined || axes.y === undefined) return null;
  const { axis } = axes.y;
  const like = (signal: SignalSpec, column: number): boolean => signal.axis === axis && column !== ownX;
  const own: Pair = { name: y, x: ownX, y: ownY, sibling: false, reference: false };
  const others = signals.flatMap((signal, column): Pair[] => {
    if (column === ownY || !like(signal, column)) return [];
    if (!signal.name.startsWith(REFERENCE))
      return [{ name: signal.name, x: ownX, y: column, sibling: true, reference: false }];
    // The reference run has the voltage of its own; its siblings would only hide those of this one.
    const itsX = place(REFERENCE + x);
    return signal.name === REFERENCE + y && itsX >= 0
      ? [{ name: signal.name, x: itsX, y: column, sibling: false, reference: true }]
      : [];
  });
  return { axes: axes as Axes, pairs: [own, ...others] };
}

/** Index of the first of the last `samples` samples. */
export const firstOf = ({ steps }: TraceData, samples: number): number => Math.max(0, steps.length - samples);

/** Smallest and largest value of a column from a sample on; `positive` looks at sizes and leaves zero out. */
export function columnExtent(
  { steps, values }: TraceData,
  stride: number,
  column: number,
  from: number,
  positive = false,
): readonly [low: number, high: number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = from; i < steps.length; i++) {
    const raw = values[i * stride + column] as number;
    const value = positive ? Math.abs(raw) : raw;
    if (Number.isNaN(value) || (positive && value === 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** Largest |y| at which the way crosses x = 0, between the samples on both sides; null while it has not crossed. */
export function crossing(data: TraceData, stride: number, { x, y }: Pair, from: number): number | null {
  let most: number | null = null;
  for (let i = from + 1; i < data.steps.length; i++) {
    const [x0, x1] = [data.values[(i - 1) * stride + x] as number, data.values[i * stride + x] as number];
    if (!(x0 * x1 <= 0) || x0 === x1) continue;
    const share = x0 / (x0 - x1);
    const [y0, y1] = [data.values[(i - 1) * stride + y] as number, data.values[i * stride + y] as number];
    const value = Math.abs(y0 + share * (y1 - y0));
    if (Number.isFinite(value)) most = Math.max(most ?? 0, value);
  }
  return most;
}

/** The last sample with both coordinates; null when there is none. */
export function lastSample(data: TraceData, stride: number, { x, y }: Pair): number | null {
  for (let i = data.steps.length - 1; i >= 0; i--) {
    if (Number.isFinite(data.values[i * stride + x]) && Number.isFinite(data.values[i * stride + y])) return i;
  }
  return null;
}
