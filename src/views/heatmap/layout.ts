import type { MatrixSpec } from "../../../workers/protocol";
import type { Point, Rect } from "../../ui/canvas";
import { BAR } from "../colourBar";
import { type Cell, cellUnder, seen, type Window } from "./window";

/** Where the parts of the picture lie: cells in the middle, bars and profiles on their edges, the bar of colours at the right. */

export interface Places {
  readonly plot: Rect;
  /** Bars of the rows, left of the cells, and of the columns, below them; null where there are none. */
  readonly rowBars: Rect | null;
  readonly columnBars: Rect | null;
  /** Profile of a row above the cells, and of a column at their right; null where there is no room. */
  readonly rowProfile: Rect | null;
  readonly columnProfile: Rect | null;
  readonly colourBar: Rect;
}

export interface Wanted {
  readonly width: number;
  readonly height: number;
  /** Widest number of a row, in pixels. */
  readonly gutter: number;
  /** Height of the legend. */
  readonly legend: number;
  readonly rowBars: boolean;
  readonly columnBars: boolean;
  readonly profiles: boolean;
  /** The bar of colours. */
  readonly colours: boolean;
  /** Cells are as wide as they are high. */
  readonly square: boolean;
}

const TITLE = 22;
const AXIS = { titled: 32, plain: 18 } as const;
const PROFILE = 30;
/** Below this size only the cells are shown. */
export const ROOMY = { width: 380, height: 260 } as const;

export function place({ rows, columns }: MatrixSpec, wanted: Wanted): Places {
  const { width, height, gutter, square } = wanted;
  const roomy = width >= ROOMY.width && height >= ROOMY.height;
  const gap = 4;
  const bars = { left: wanted.rowBars ? (roomy ? 46 : 28) : 0, bottom: wanted.columnBars ? (roomy ? 54 : 34) : 0 };
  const profile = wanted.profiles && roomy ? PROFILE : 0;
  const left = gutter + (bars.left === 0 ? 0 : bars.left + gap);
  const top = TITLE + wanted.legend + (profile === 0 ? 0 : profile + gap);
  const colours = wanted.colours ? BAR.gap + BAR.width + BAR.labels : 10;
  const right = (profile === 0 ? 0 : profile + gap) + colours;
  const bottom = (height >= 150 ? AXIS.titled : AXIS.plain) + (bars.bottom === 0 ? 0 : bars.bottom + gap);
  const room = { width: Math.max(40, width - left - right), height: Math.max(40, height - top - bottom) };
  const cell = Math.min(room.width / columns, room.height / rows);
  const size = square ? { width: cell * columns, height: cell * rows } : room;
  const plot: Rect = { x: left + (room.width - size.width) / 2, y: top, ...size };
  return {
    plot,
    rowBars: bars.left === 0 ? null : { ...plot, x: plot.x - gap - bars.left, width: bars.left },
    columnBars: bars.bottom === 0 ? null : { ...plot, y: plot.y + plot.height + gap, height: bars.bottom },
    rowProfile: profile === 0 ? null : { ...plot, y: plot.y - gap - profile, height: profile },
    columnProfile: profile === 0 ? null : { ...plot, x: plot.x + plot.width + gap, width: profile },
    colourBar: {
      ...plot,
      x: plot.x + plot.width + (profile === 0 ? 0 : profile + gap) + BAR.gap,
      width: BAR.width,
    },
  };
}

/** The grid of cells on the screen. */
export interface Grid {
  readonly plot: Rect;
  readonly window: Window;
  readonly rows: number;
  readonly columns: number;
  /** Size of a cell in pixels. */
  readonly across: number;
  readonly down: number;
}

export const gridOf = (plot: Rect, window: Window, { rows, columns }: MatrixSpec): Grid => ({
  plot,
  window,
  rows,
  columns,
  across: plot.width / seen(columns, window.zoom),
  down: plot.height / seen(rows, window.zoom),
});

/** Left end of a column, upper end of a row. */
export const columnX = ({ plot, window, across }: Grid, column: number): number =>
  plot.x + (column - window.left) * across;
export const rowY = ({ plot, window, down }: Grid, row: number): number => plot.y + (row - window.top) * down;

export const cellBox = (grid: Grid, { row, column }: Cell): Rect => ({
  x: columnX(grid, column),
  y: rowY(grid, row),
  width: grid.across,
  height: grid.down,
});

export const sharesOf = (plot: Rect, { x, y }: Point): readonly [number, number] => [
  (x - plot.x) / plot.width,
  (y - plot.y) / plot.height,
];

export const cellAtPoint = (grid: Grid, point: Point): Cell | null =>
  cellUnder(grid.window, grid, sharesOf(grid.plot, point));

/** First and last row and column of which something is seen. */
export function visible({ window, rows, columns }: Grid): {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
} {
  return {
    fromRow: Math.floor(window.top),
    toRow: Math.min(rows, Math.ceil(window.top + seen(rows, window.zoom))) - 1,
    fromColumn: Math.floor(window.left),
    toColumn: Math.min(columns, Math.ceil(window.left + seen(columns, window.zoom))) - 1,
  };
}
