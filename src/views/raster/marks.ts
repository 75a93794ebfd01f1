import type { SpikesData } from "../../../workers/protocol";
import { clipped, type Rect, type Surface } from "../../ui/canvas";
import { lowerBound } from "../scale";
import type { Band, RasterWindow, RowTables } from "./rasterise";

/** Up to so many spikes are drawn as marks of their own where marks are vectors. */
const MARKS = 50_000;
/** Marks that would cover more of the plot hide each other; counts per pixel show more then. */
const COVER = 0.5;

/**
 * Draws every spike of the window as a mark of its own, one path per band, and answers true; draws nothing and answers false
 * where there are more than a reader of vectors, or the plot, bears. Rows of the tables are in device pixels.
 */
export function drawMarks(
  surface: Surface,
  plot: Rect,
  { steps, neurons }: SpikesData,
  bands: readonly Band[],
  { band, first, last }: RowTables,
  window: RasterWindow,
): boolean {
  const from = lowerBound(steps, window.from);
  const to = lowerBound(steps, window.to + 1);
  if (to - from > Math.min(MARKS, COVER * plot.width * plot.height)) return false;
  const { ctx, ratio, theme } = surface;
  const across = plot.width / (window.to - window.from);
  // As wide as a lit pixel of the screen.
  const width = (ratio >= 1.5 ? 2 : 1) / ratio;
  clipped(surface, plot, () => {
    for (const [b, { population }] of bands.entries()) {
      ctx.beginPath();
      for (let i = from; i < to; i++) {
        const row = neurons[i] as number;
        if (row >= band.length || band[row] !== b) continue;
        const x = plot.x + ((steps[i] as number) - window.from) * across;
        const [top, bottom] = [first[row] as number, (last[row] as number) + 1];
        ctx.rect(x - width / 2, plot.y + top / ratio, width, (bottom - top) / ratio);
      }
      ctx.fillStyle = theme.roles[population.role];
      ctx.fill();
    }
  });
  return true;
}
