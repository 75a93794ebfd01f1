import type { MatrixSpec, WiringData, WiringSpec } from "../../../workers/protocol";
import { ASLANT, FRONT, type Viewpoint, viewpointOf } from "../gl/camera";
import { isFlat, LAYOUTS, type LayoutKind } from "./layout";

/** Settings of the view that come from the page or from this device. */

/** A click that intervenes where a neuron is: an action that takes `x`, `y` and a reach. */
export interface HandOption {
  readonly action: "lesion" | "silence" | "deafferent";
  /** Other arguments. */
  readonly args: Readonly<Record<string, number>>;
}

export const handsOf = ({ hands }: Readonly<Record<string, unknown>>): readonly HandOption[] =>
  Array.isArray(hands) ? (hands as HandOption[]) : [];

export const layoutOf = ({ layout }: Readonly<Record<string, unknown>>): LayoutKind =>
  LAYOUTS.find((one) => one === layout) ?? "spatial";

const STORED = "synaptarium.viewpoint";

/** A viewpoint that was kept on this device. */
export function keptViewpoint(channel: string, layout: LayoutKind): Viewpoint | null {
  try {
    return viewpointOf(JSON.parse(localStorage.getItem(`${STORED}.${channel}.${layout}`) ?? "null"));
  } catch {
    // Storage is denied, or holds something else: the view opens as it does at first.
    return null;
  }
}

export function keepViewpoint(channel: string, layout: LayoutKind, view: Viewpoint): void {
  try {
    localStorage.setItem(`${STORED}.${channel}.${layout}`, JSON.stringify(view));
  } catch {
    // Storage is denied: the angle holds until the page is closed.
  }
}

/** Where a picture is first looked at from: from the front where it is flat. */
export const firstViewpoint = (layout: LayoutKind, given: unknown, places: Float32Array): Viewpoint =>
  (layout === "spatial" ? viewpointOf(given) : null) ?? (layout === "spatial" && !isFlat(places) ? ASLANT : FRONT);

/** The cell of a matrix of sources and targets in which a connection lies; cells may hold several neurons. */
export function cellOf({ nodes }: WiringSpec, { rows, columns }: MatrixSpec, source: number, target: number): number {
  const part = (node: number, parts: number): number => Math.min(parts - 1, Math.floor((node * parts) / nodes));
  return part(source, rows) * columns + part(target, columns);
}

/** The first connection that lies in a cell; null when none does. */
export function edgeIn(spec: WiringSpec, matrix: MatrixSpec, { edges }: WiringData, cell: number): number | null {
  for (let e = 0; 2 * e < edges.length; e++)
    if (cellOf(spec, matrix, edges[2 * e] as number, edges[2 * e + 1] as number) === cell) return e;
  return null;
}
