import { interpolateRgbBasis, interpolateViridis, rgb, scaleLinear, scaleLog } from "d3";
import type { AxisSpec, MapData, MapSpec } from "../../../workers/protocol";
import type { Scale } from "../../ui/canvas";
import { DIVERGING } from "../../ui/colors";
import type { Domain } from "../scale";

/** Cells of a map: where they lie, and what colours their values take. */

/** The scale of an axis; cells are of equal size along it. */
export const axisScale = (spec: AxisSpec & { readonly range: readonly [number, number] }, ends: Domain): Scale =>
  (spec.scale === "log" ? scaleLog : scaleLinear)(spec.range, [...ends]);

/** Column and row, from the lower left, of a place; null outside. */
export function cellAt(spec: MapSpec, x: number, y: number): { readonly column: number; readonly row: number } | null {
  const column = Math.floor(axisScale(spec.x, [0, spec.columns])(x));
  const row = Math.floor(axisScale(spec.y, [0, spec.rows])(y));
  // The upper ends belong to the last cells.
  const inRow = y === spec.y.range[1] ? spec.rows - 1 : row;
  const inColumn = x === spec.x.range[1] ? spec.columns - 1 : column;
  const inside = inColumn >= 0 && inColumn < spec.columns && inRow >= 0 && inRow < spec.rows;
  return inside ? { column: inColumn, row: inRow } : null;
}

export const valueAt = (spec: MapSpec, data: MapData, x: number, y: number): number => {
  const cell = cellAt(spec, x, y);
  return cell === null ? Number.NaN : (data.values[cell.row * spec.columns + cell.column] as number);
};

/** The lowest and the highest known value; null where none is known. */
export function valueExtent(values: Float32Array): Domain | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** Decades below the highest value that a logarithmic scale of colours spans at most. */
const DECADES = 4;

/** Lowest and highest of some values, and the lowest above zero, which few ask for; infinite where there are none. */
export interface Ends {
  readonly low: number;
  readonly high: number;
  positive(): number;
}

/** @param left [values.length] those that are not 0 leave their value out */
export function endsOf(values: Float32Array, left?: Uint8Array): Ends {
  let [low, high, least] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value) || (left !== undefined && left[i] !== 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value > 0 && value < least) least = value;
  }
  return { low, high, positive: () => least };
}

/** Ends of the scale of colours; what is not positive has no place on a logarithmic one, zero is the middle of a diverging one. */
export function domainOf(axis: AxisSpec, ends: Ends): Domain {
  const log = axis.scale === "log";
  const { high } = ends;
  if (axis.diverging) {
    const most = Math.max(Math.abs(ends.low), Math.abs(high));
    return most > 0 && Number.isFinite(most) ? [-most, most] : [-1, 1];
  }
  let low = log ? ends.positive() : ends.low;
  if (!(low <= high)) return log ? [0.1, 10] : [0, 1];
  if (log) low = Math.max(low, high / 10 ** DECADES);
  if (low < high) return [low, high];
  if (log) return [low / 2, high * 2];
  // One value alone stands in the middle of a scale of its own size.
  return low === 0 ? [-0.5, 0.5] : [Math.min(0, 2 * low), Math.max(0, 2 * high)];
}

export const valueDomain = (axis: AxisSpec, values: Float32Array): Domain => domainOf(axis, endsOf(values));

export const valueScale = (axis: AxisSpec, domain: Domain, ends: Domain): Scale =>
  (axis.scale === "log" ? scaleLog : scaleLinear)(domain, [...ends]).clamp(true);

const SHADES = 256;

const palette = (colourAt: (share: number) => string): Uint32Array =>
  Uint32Array.from({ length: SHADES }, (_, i) => {
    const { r, g, b } = rgb(colourAt(i / (SHADES - 1)));
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });

const PALETTE = palette(interpolateViridis);
const DIVERGING_PALETTE = palette(interpolateRgbBasis([...DIVERGING]));

/** Words of ImageData pixels from the lowest to the highest value. */
export const paletteOf = ({ diverging }: Pick<AxisSpec, "diverging">): Uint32Array =>
  diverging ? DIVERGING_PALETTE : PALETTE;

/** One pixel per cell, from the upper left as images are; unknown cells stay transparent. */
export function cellPixels(spec: MapSpec, data: MapData, domain: Domain, words: Uint32Array): void {
  const { columns, rows } = spec;
  const place = valueScale(spec.value, domain, [0, SHADES - 1]);
  const shades = paletteOf(spec.value);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = data.values[row * columns + column] as number;
      const at = (rows - 1 - row) * columns + column;
      // Zero has no logarithm; it takes the colour of the lowest value.
      const shade = spec.value.scale === "log" && value <= 0 ? 0 : Math.round(place(value));
      words[at] = Number.isNaN(value) ? 0 : (shades[shade] as number);
    }
  }
}
