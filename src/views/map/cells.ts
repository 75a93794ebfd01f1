import { interpolateViridis, scaleLinear, scaleLog } from "d3";
import type { AxisSpec, MapData, MapSpec } from "../../../workers/protocol";
import type { Scale } from "../../ui/canvas";
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

/** Ends of the scale of colours; what is not positive has no place on a logarithmic one. */
export function valueDomain(axis: AxisSpec, values: Float32Array): Domain {
  const log = axis.scale === "log";
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return log ? [0.1, 10] : [0, 1];
  if (log) low = Math.max(low, high / 10 ** DECADES);
  if (low < high) return [low, high];
  return log ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
}

export const valueScale = (axis: AxisSpec, domain: Domain, ends: Domain): Scale =>
  (axis.scale === "log" ? scaleLog : scaleLinear)(domain, [...ends]).clamp(true);

const SHADES = 256;

/** Words of ImageData pixels from the lowest to the highest value. */
export const PALETTE: Uint32Array = Uint32Array.from({ length: SHADES }, (_, i) => {
  const [r, g, b] = rgb(interpolateViridis(i / (SHADES - 1)));
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
});

function rgb(text: string): [number, number, number] {
  const hex = Number.parseInt(text.slice(1), 16);
  return [(hex >> 16) & 255, (hex >> 8) & 255, hex & 255];
}

/** One pixel per cell, from the upper left as images are; unknown cells stay transparent. */
export function cellPixels(spec: MapSpec, data: MapData, domain: Domain, words: Uint32Array): void {
  const { columns, rows } = spec;
  const place = valueScale(spec.value, domain, [0, SHADES - 1]);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = data.values[row * columns + column] as number;
      const at = (rows - 1 - row) * columns + column;
      // Zero has no logarithm; it takes the colour of the lowest value.
      const shade = spec.value.scale === "log" && value <= 0 ? 0 : Math.round(place(value));
      words[at] = Number.isNaN(value) ? 0 : (PALETTE[shade] as number);
    }
  }
}
