import { type Address, addressOf, siteAt } from "../sites/address";
import { AXES, type Axis, type Shape, type Slice } from "./shape";

/** A cell cursor moved by keys: the letter of an axis goes one cell on, with Shift one back. */

const LETTERS: Readonly<Record<string, Axis>> = { x: "x", y: "y", l: "layer" };
const PAGES: Readonly<Record<string, readonly [Axis, number]>> = { PageUp: ["layer", 1], PageDown: ["layer", -1] };

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Where a key leads from a site, inside the slice; null where it leads nowhere. */
export function siteTowards(
  key: string,
  shift: boolean,
  site: number | null,
  shape: Shape,
  { from, to }: Slice,
): number | null {
  const letter = LETTERS[key.toLowerCase()];
  const [axis, step] = letter === undefined ? (PAGES[key] ?? [null, 0]) : [letter, shift ? -1 : 1];
  const edge = key === "Home" ? from : key === "End" ? to : null;
  if (axis === null && edge === null) return null;
  if (edge !== null) return siteAt(shape, edge);
  if (site === null) return siteAt(shape, from);
  const at: Record<Axis, number> = { ...addressOf(shape, site) };
  for (const one of AXES) at[one] = within(at[one] + (one === axis ? step : 0), from[one], to[one]);
  return siteAt(shape, at as Address);
}
