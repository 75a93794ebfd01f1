import type { PathsData, PathsSpec } from "../../../workers/protocol";
import { clipped, type Pen, type Rect, type Surface } from "../../ui/canvas";
import { columnX, type Grid, rowY, visible } from "./layout";
import { outlined } from "./marks";
import type { Cell } from "./window";

/** Currents in the wires as arrows between cells, and ways through the array as loops over them. */

/** Arrows stand no closer than this, in pixels. */
const APART = 30;
/** Currents below this share of the largest have no arrow. */
const FAINT = 0.01;

/** Every how many cells an arrow stands, so that arrows neither touch nor become too many. */
export const arrowStride = (size: number): number => Math.max(1, Math.ceil(APART / size));

export function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most;
}

/** An arrow of length `reach` about its middle; `along` is 1 or -1. */
function traceArrow(ctx: Pen, x: number, y: number, horizontal: boolean, along: number, reach: number): void {
  const [dx, dy] = horizontal ? [along, 0] : [0, along];
  const head = Math.min(5, reach * 0.7);
  const [tipX, tipY] = [x + dx * reach, y + dy * reach];
  ctx.moveTo(x - dx * reach, y - dy * reach);
  ctx.lineTo(tipX, tipY);
  ctx.moveTo(tipX - dx * head - dy * head, tipY - dy * head - dx * head);
  ctx.lineTo(tipX, tipY);
  ctx.lineTo(tipX - dx * head + dy * head, tipY - dy * head + dx * head);
}

const LEVELS = [0.8, 1.5, 2.4] as const;

/** @param values [rows, columns] A in the segment after each cell, to the right or downwards */
export function drawArrows(
  surface: Surface,
  grid: Grid,
  values: Float32Array,
  most: number,
  horizontal: boolean,
): void {
  if (!(most > 0)) return;
  const { ctx } = surface;
  const { fromRow, toRow, fromColumn, toColumn } = visible(grid);
  const [downBy, acrossBy] = [arrowStride(grid.down), arrowStride(grid.across)];
  const reach = Math.min(11, 0.36 * (horizontal ? grid.across * acrossBy : grid.down * downBy));
  clipped(surface, grid.plot, () => {
    for (const [level, width] of LEVELS.entries()) {
      outlined(ctx, width, () => {
        for (let row = fromRow - (fromRow % downBy); row <= toRow; row += downBy) {
          for (let column = fromColumn - (fromColumn % acrossBy); column <= toColumn; column += acrossBy) {
            const value = values[row * grid.columns + column] as number;
            const size = Math.abs(value) / most;
            if (!(size >= FAINT) || Math.min(LEVELS.length - 1, Math.floor(size * LEVELS.length)) !== level) continue;
            const x = columnX(grid, column + (horizontal ? 1 : 0.5));
            const y = rowY(grid, row + (horizontal ? 0.5 : 1));
            traceArrow(ctx, x, y, horizontal, Math.sign(value), reach);
          }
        }
      });
    }
  });
}

/** Corners of a loop: the cells of a way, then the cell whose row it leaves and whose column it comes to. */
export function loopOf(cells: Uint32Array, width: number, path: number): readonly Cell[] {
  const way = Array.from({ length: width }, (_, k): Cell => {
    const at = 2 * (path * width + k);
    return { row: cells[at] as number, column: cells[at + 1] as number };
  });
  const [first, last] = [way[0], way.at(-1)];
  if (first === undefined || last === undefined) return way;
  return [...way, { row: first.row, column: last.column }];
}

/** Loops shown at once; the others carry less. */
const LOOPS = 3;
const DASHES = [[], [7, 4], [2, 4]] as const;

/** The strongest loops, drawn solid, dashed and dotted in their order. */
export function drawLoops(surface: Surface, grid: Grid, spec: PathsSpec, { cells, values }: PathsData): void {
  const { ctx } = surface;
  clipped(surface, grid.plot, () => {
    for (let path = Math.min(LOOPS, values.length) - 1; path >= 0; path--) {
      const corners = loopOf(cells, spec.cells, path).map(({ row, column }): [number, number] => [
        columnX(grid, column + 0.5) + 2 * path,
        rowY(grid, row + 0.5) + 2 * path,
      ]);
      ctx.setLineDash([...(DASHES[path] ?? [])]);
      outlined(ctx, 2.2 - 0.4 * path, () => {
        for (const [k, [x, y]] of corners.entries()) {
          if (k === 0) ctx.moveTo(x, y);
          else ctx.lineTo(x, y);
        }
        ctx.closePath();
      });
      ctx.setLineDash([]);
      // Its own cells are the ones that should have stayed out of the reading.
      outlined(ctx, 1.6, () => {
        for (const [x, y] of corners.slice(0, -1)) {
          ctx.moveTo(x + 4, y);
          ctx.arc(x, y, 4, 0, 2 * Math.PI);
        }
      });
    }
  });
}

/** Index of the loop that has a corner in a cell; null when none has. */
export function loopAt(spec: PathsSpec, { cells, values }: PathsData, { row, column }: Cell): number | null {
  for (let path = 0; path < Math.min(LOOPS, values.length); path++) {
    if (loopOf(cells, spec.cells, path).some((cell) => cell.row === row && cell.column === column)) return path;
  }
  return null;
}

/** A cell or a block of cells framed, with its row and its column lined out. */
export function drawFrame(surface: Surface, box: Rect, color: string, width = 2): void {
  const { ctx } = surface;
  const grown = { x: box.x - 1, y: box.y - 1, width: Math.max(5, box.width + 2), height: Math.max(5, box.height + 2) };
  ctx.strokeStyle = surface.theme.background;
  ctx.lineWidth = width + 2.5;
  ctx.strokeRect(grown.x, grown.y, grown.width, grown.height);
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.strokeRect(grown.x, grown.y, grown.width, grown.height);
}
