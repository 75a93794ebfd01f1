import type { AxisSpec } from "../../../workers/protocol";
import { clipped, drawText, type Rect, type Surface, strokeLines } from "../../ui/canvas";
import { formatMeasured, symbolText } from "../../ui/format";
import { valueScale } from "../map/cells";
import type { Domain } from "../scale";
import { columnX, type Grid, rowY, visible } from "./layout";

/** What stands on the edges of the cells: a bar for each row and each column, and profiles of a row and a column. */

/** Ends of the scale of bars: zero belongs to it. */
export function barDomain(...lists: readonly (Float32Array | undefined)[]): Domain {
  let [low, high] = [0, 0];
  for (const list of lists) {
    for (const value of list ?? []) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low === 0 && high === 0 ? [0, 1] : [low, high];
}

interface Bars {
  readonly values: Float32Array;
  /** Thin marks beside the bars to compare with. */
  readonly ideal?: Float32Array;
  readonly domain: Domain;
  readonly color: string;
}

const share = (value: number, [low, high]: Domain): number => (value - low) / (high - low);

/** Every how many lines one is drawn where they are closer than `pixels`. */
export const strideOf = (size: number, pixels: number): number => Math.max(1, Math.ceil(pixels / size));

/** Largest of some neighbours by size, so that a lone one is not lost among those left out. */
export function strongest(values: Float32Array, from: number, end: number): number {
  let best = values[from] ?? Number.NaN;
  for (let i = from + 1; i < Math.min(end, values.length); i++) {
    const value = values[i] as number;
    if (Math.abs(value) > Math.abs(best) || Number.isNaN(best)) best = value;
  }
  return best;
}

/** Pixels that the scale of bars takes beside them. */
const ROOM = 70;

/** The quantity with its largest value, beside a strip of bars. */
const scaleText = (axis: AxisSpec, [low, high]: Domain): string => {
  const symbol = symbolText(axis.symbol ?? axis.label);
  const most = formatMeasured(Math.max(high, -low), axis.unit, 2);
  return low < 0 && high > 0 ? `${symbol} ±${most}` : `${symbol} ≤ ${most}`;
};

export function drawRowBars(surface: Surface, grid: Grid, strip: Rect, axis: AxisSpec, bars: Bars): void {
  const { ctx, theme } = surface;
  const { fromRow, toRow } = visible(grid);
  const stride = strideOf(grid.down, 1);
  const zero = strip.x + share(0, bars.domain) * strip.width;
  clipped(surface, { ...strip, y: grid.plot.y, height: grid.plot.height }, () => {
    ctx.fillStyle = bars.color;
    for (let row = fromRow - (fromRow % stride); row <= toRow; row += stride) {
      const x = strip.x + share(strongest(bars.values, row, row + stride), bars.domain) * strip.width;
      const height = Math.max(1, stride * grid.down * (grid.down > 5 ? 0.72 : 1));
      const y = rowY(grid, row) + (stride * grid.down - height) / 2;
      if (Number.isFinite(x)) ctx.fillRect(Math.min(zero, x), y, Math.max(0.5, Math.abs(x - zero)), height);
    }
    ctx.lineWidth = 1;
    strokeLines(ctx, theme.axis, [[zero, strip.y, zero, strip.y + strip.height]]);
  });
  const beside = strip.x + strip.width >= ROOM;
  drawText(surface, scaleText(axis, bars.domain), beside ? strip.x + strip.width : 2, strip.y - 9, {
    align: beside ? "right" : "left",
    color: theme.muted,
    size: 10,
  });
}

export function drawColumnBars(surface: Surface, grid: Grid, strip: Rect, axis: AxisSpec, bars: Bars): void {
  const { ctx, theme } = surface;
  const { fromColumn, toColumn } = visible(grid);
  const stride = strideOf(grid.across, 1);
  const yOf = (value: number): number => strip.y + (1 - share(value, bars.domain)) * strip.height;
  const zero = yOf(0);
  clipped(surface, { ...strip, x: grid.plot.x, width: grid.plot.width }, () => {
    ctx.fillStyle = bars.color;
    const width = Math.max(1, stride * grid.across * (grid.across > 5 ? 0.72 : 1));
    const inset = (stride * grid.across - width) / 2;
    const first = fromColumn - (fromColumn % stride);
    for (let column = first; column <= Math.min(toColumn, bars.values.length - 1); column += stride) {
      const y = yOf(strongest(bars.values, column, column + stride));
      const x = columnX(grid, column) + inset;
      if (Number.isFinite(y)) ctx.fillRect(x, Math.min(zero, y), width, Math.max(0.5, Math.abs(y - zero)));
    }
    if (bars.ideal !== undefined) {
      ctx.lineWidth = 1.5;
      const lines: [number, number, number, number][] = [];
      for (let column = first; column <= Math.min(toColumn, bars.ideal.length - 1); column += stride) {
        const y = yOf(strongest(bars.ideal, column, column + stride));
        const x = columnX(grid, column);
        if (Number.isFinite(y)) lines.push([x + 0.06 * grid.across, y, x + (stride - 0.06) * grid.across, y]);
      }
      strokeLines(ctx, theme.text, lines);
    }
    ctx.lineWidth = 1;
    strokeLines(ctx, theme.axis, [[strip.x, zero, strip.x + strip.width, zero]]);
  });
  const beside = strip.x >= ROOM;
  const [x, y] = beside ? [strip.x - 5, strip.y + strip.height / 2] : [strip.x + 3, strip.y + 6];
  drawText(surface, scaleText(axis, bars.domain), x, y, {
    align: beside ? "right" : "left",
    color: beside ? theme.muted : theme.text,
    size: 10,
    plate: !beside,
  });
}

/** Values along a line of cells, on the scale of the colours. */
interface Profile {
  /** Value of a place along the line. */
  at(index: number): number;
  readonly color: string;
  readonly width: number;
}

/** Steps of a line of cells, no more than pixels tell apart. */
function traceSteps(
  surface: Surface,
  { at, color, width }: Profile,
  [from, to]: readonly [number, number],
  stride: number,
  step: (index: number, value: number) => readonly [x0: number, y0: number, x1: number, y1: number],
): void {
  const { ctx } = surface;
  ctx.beginPath();
  let broken = true;
  for (let i = from; i <= to; i += stride) {
    const value = at(i);
    if (!Number.isFinite(value)) {
      broken = true;
      continue;
    }
    const [x0, y0, x1, y1] = step(i, value);
    if (broken) ctx.moveTo(x0, y0);
    else ctx.lineTo(x0, y0);
    ctx.lineTo(x1, y1);
    broken = false;
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}

export function drawRowProfile(
  surface: Surface,
  grid: Grid,
  strip: Rect,
  axis: AxisSpec,
  domain: Domain,
  profile: Profile,
): void {
  const y = valueScale(axis, domain, [strip.y + strip.height - 1, strip.y + 1]);
  const { fromColumn, toColumn } = visible(grid);
  const stride = strideOf(grid.across, 1);
  clipped(surface, strip, () =>
    traceSteps(surface, profile, [fromColumn, toColumn], stride, (column, value) => {
      const [from, to] = [columnX(grid, column), columnX(grid, column + stride)];
      return [from, y(value), to, y(value)];
    }),
  );
}

export function drawColumnProfile(
  surface: Surface,
  grid: Grid,
  strip: Rect,
  axis: AxisSpec,
  domain: Domain,
  profile: Profile,
): void {
  const x = valueScale(axis, domain, [strip.x + 1, strip.x + strip.width - 1]);
  const { fromRow, toRow } = visible(grid);
  const stride = strideOf(grid.down, 1);
  clipped(surface, strip, () =>
    traceSteps(surface, profile, [fromRow, toRow], stride, (row, value) => {
      const [from, to] = [rowY(grid, row), rowY(grid, row + stride)];
      return [x(value), from, x(value), to];
    }),
  );
}
