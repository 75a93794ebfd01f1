import type { CellFlag } from "../../../workers/protocol";
import { clipped, type Pen, type Rect, type Surface, traceMarker } from "../../ui/canvas";
import { cellBox, columnX, type Grid, rowY, visible } from "./layout";

/** What cells are besides their values, drawn over them so that it is seen without colour. */

/** More marks than these are thinned: they would cover what lies below. */
const MOST = 4000;
/** Lines between cells are drawn from this size of a cell on, in pixels. */
const LINED = 11;

/** Black in white, so that a mark stands out on every colour. */
export function outlined(ctx: Pen, width: number, trace: () => void): void {
  for (const [color, extra] of [
    ["#ffffff", 2.4],
    ["#000000", 0],
  ] as const) {
    ctx.beginPath();
    trace();
    ctx.strokeStyle = color;
    ctx.lineWidth = width + extra;
    ctx.stroke();
  }
}

function traceMark(ctx: Pen, mark: CellFlag["mark"], box: Rect): void {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const size = Math.min(14, Math.max(4, 0.62 * Math.min(box.width, box.height)));
  switch (mark) {
    case "cross":
    case "ring":
      if (mark === "ring") ctx.moveTo(x + size / 2, y);
      traceMarker(ctx, mark, x, y, size);
      break;
    case "dot":
      ctx.moveTo(x + 0.8, y);
      ctx.arc(x, y, 0.8, 0, 2 * Math.PI);
      break;
    case "hatch":
      for (const shift of [-0.35, 0, 0.35]) {
        ctx.moveTo(x + (shift - 0.3) * size, y + 0.5 * size);
        ctx.lineTo(x + (shift + 0.3) * size, y - 0.5 * size);
      }
      break;
    case "frame":
      ctx.rect(box.x + 1, box.y + 1, Math.max(3, box.width - 2), Math.max(3, box.height - 2));
      break;
  }
}

/** @param flagged cells that have a flag, ascending */
export function drawMarks(
  surface: Surface,
  grid: Grid,
  flags: Uint8Array,
  flagged: Uint32Array,
  known: readonly CellFlag[],
): void {
  const { ctx } = surface;
  const { fromRow, toRow, fromColumn, toColumn } = visible(grid);
  const shown = flagged.filter((i) => {
    const [row, column] = [Math.floor(i / grid.columns), i % grid.columns];
    return row >= fromRow && row <= toRow && column >= fromColumn && column <= toColumn;
  });
  const stride = Math.ceil(shown.length / MOST);
  clipped(surface, grid.plot, () => {
    for (const [f, { mark }] of known.entries()) {
      outlined(ctx, mark === "frame" ? 2 : 1.4, () => {
        for (let k = 0; k < shown.length; k += stride) {
          const i = shown[k] as number;
          if (flags[i] !== f + 1) continue;
          traceMark(ctx, mark, cellBox(grid, { row: Math.floor(i / grid.columns), column: i % grid.columns }));
        }
      });
    }
  });
}

/** Lines between the cells, where these are large enough. */
export function drawLattice(surface: Surface, grid: Grid): void {
  if (Math.min(grid.across, grid.down) < LINED) return;
  const { ctx, theme } = surface;
  const { plot } = grid;
  const { fromRow, toRow, fromColumn, toColumn } = visible(grid);
  clipped(surface, plot, () => {
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.background;
    ctx.beginPath();
    for (let column = fromColumn; column <= toColumn + 1; column++) {
      ctx.moveTo(columnX(grid, column), plot.y);
      ctx.lineTo(columnX(grid, column), plot.y + plot.height);
    }
    for (let row = fromRow; row <= toRow + 1; row++) {
      ctx.moveTo(plot.x, rowY(grid, row));
      ctx.lineTo(plot.x + plot.width, rowY(grid, row));
    }
    ctx.stroke();
    ctx.globalAlpha = 1;
  });
}
