import type { Grid } from "./layout";
import { seen } from "./window";

/** Sparse arrays of more cells than pixels: what is there must be seen, so that a pixel shows its strongest cell. */

/** How the cells that are seen are gathered: pixels along each side, or 0 where cells are no smaller than pixels. */
export interface Pooling {
  readonly width: number;
  readonly height: number;
}

/** Null where no side needs it. */
export function poolingOf({ plot, across, down }: Grid, ratio: number): Pooling | null {
  const width = across * ratio < 1 ? Math.max(1, Math.round(plot.width * ratio)) : 0;
  const height = down * ratio < 1 ? Math.max(1, Math.round(plot.height * ratio)) : 0;
  return width === 0 && height === 0 ? null : { width, height };
}

/** Pixel of each line of cells along a side; -1 where it is not seen. All lines in their order where nothing is gathered. */
function places(lines: number, pixels: number, first: number, count: number): Int32Array {
  if (pixels === 0) return Int32Array.from({ length: lines }, (_, i) => i);
  return Int32Array.from({ length: lines }, (_, i) => {
    const at = Math.floor(((i + 0.5 - first) / count) * pixels);
    return at >= 0 && at < pixels ? at : -1;
  });
}

export interface Pooled {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** @param values [rows, columns]; NaN where there is nothing @param room reused while it is large enough */
export function pool(values: Float32Array, grid: Grid, { width, height }: Pooling, room: Float32Array): Pooled {
  const { rows, columns, window } = grid;
  const xs = places(columns, width, window.left, seen(columns, window.zoom));
  const ys = places(rows, height, window.top, seen(rows, window.zoom));
  const size = { width: width || columns, height: height || rows };
  const cells = size.width * size.height;
  const pooled = (room.length >= cells ? room.subarray(0, cells) : new Float32Array(cells)).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const y = ys[row] as number;
    if (y < 0) continue;
    for (let column = 0, i = row * columns; column < columns; column++, i++) {
      const value = values[i] as number;
      const x = xs[column] as number;
      if (Number.isNaN(value) || x < 0) continue;
      const at = y * size.width + x;
      if (!(Math.abs(pooled[at] as number) >= Math.abs(value))) pooled[at] = value;
    }
  }
  return { values: pooled, ...size };
}
