/** The part of an array that is seen, in cells: as a whole, or magnified and moved about. */

export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A block of cells, its ends included. */
export interface Block extends Cell {
  readonly toRow: number;
  readonly toColumn: number;
}

export interface Window {
  /** Column at the left end and row at the upper end; parts of a cell count. */
  readonly left: number;
  readonly top: number;
  /** 1 shows everything. */
  readonly zoom: number;
}

export const WHOLE: Window = { left: 0, top: 0, zoom: 1 };

/** No fewer lines than these are seen along either side. */
const LEAST = 4;

/** How many of `size` lines are seen. */
export const seen = (size: number, zoom: number): number => Math.max(Math.min(size, LEAST), size / zoom);

export const mostZoom = ({ rows, columns }: Shape): number => Math.max(1, Math.max(rows, columns) / LEAST);

const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The nearest window that lies in an array of this shape. */
export function fitted({ left, top, zoom }: Window, shape: Shape): Window {
  const near = within(zoom, 1, mostZoom(shape));
  return {
    zoom: near,
    left: within(left, 0, shape.columns - seen(shape.columns, near)),
    top: within(top, 0, shape.rows - seen(shape.rows, near)),
  };
}

/** Magnified by a factor about a place of the picture, given in shares of its width and height. */
export function zoomed(window: Window, shape: Shape, factor: number, [fx, fy]: readonly [number, number]): Window {
  const zoom = within(window.zoom * factor, 1, mostZoom(shape));
  const column = window.left + fx * seen(shape.columns, window.zoom);
  const row = window.top + fy * seen(shape.rows, window.zoom);
  return fitted({ zoom, left: column - fx * seen(shape.columns, zoom), top: row - fy * seen(shape.rows, zoom) }, shape);
}

/** Moved by shares of the picture, as paper under a hand: to the right shows what lies to the left. */
export const panned = (window: Window, shape: Shape, [dx, dy]: readonly [number, number]): Window =>
  fitted(
    {
      ...window,
      left: window.left - dx * seen(shape.columns, window.zoom),
      top: window.top - dy * seen(shape.rows, window.zoom),
    },
    shape,
  );

/** Moved no further than needed for a cell to be seen whole. */
export function showing(window: Window, shape: Shape, { row, column }: Cell): Window {
  const [across, down] = [seen(shape.columns, window.zoom), seen(shape.rows, window.zoom)];
  const left = within(window.left, column + 1 - across, column);
  return fitted({ ...window, left, top: within(window.top, row + 1 - down, row) }, shape);
}

/** The cell at a place of the picture, given in shares of its width and height; null beside it. */
export function cellUnder(window: Window, shape: Shape, [fx, fy]: readonly [number, number]): Cell | null {
  if (!(fx >= 0 && fx <= 1 && fy >= 0 && fy <= 1)) return null;
  const column = Math.floor(window.left + fx * seen(shape.columns, window.zoom));
  const row = Math.floor(window.top + fy * seen(shape.rows, window.zoom));
  return { row: Math.min(row, shape.rows - 1), column: Math.min(column, shape.columns - 1) };
}

/** The block between two cells, whichever of them comes first. */
export const blockOf = (a: Cell, b: Cell): Block => ({
  row: Math.min(a.row, b.row),
  column: Math.min(a.column, b.column),
  toRow: Math.max(a.row, b.row),
  toColumn: Math.max(a.column, b.column),
});

/** Where a key leads from a cell; null when the key means nothing here. The page keys go a tenth of the array. */
export function keyed(key: string, { row, column }: Cell, shape: Shape): Cell | null {
  const page = Math.max(1, Math.round(shape.rows / 10));
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-page, 0],
    PageDown: [page, 0],
    Home: [0, -shape.columns],
    End: [0, shape.columns],
  };
  const move = moves[key];
  if (move === undefined) return null;
  return { row: within(row + move[0], 0, shape.rows - 1), column: within(column + move[1], 0, shape.columns - 1) };
}
