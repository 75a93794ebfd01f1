import type { ScaleContinuousNumeric } from "d3";
import type { ViewTheme } from "./colors";
import type { Pen } from "./pen";

export type { Pen };

/** Drawing primitives shared by all canvas views: text, axes whose ticks never collide, legends that wrap. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A canvas, or a recorder of vectors, in CSS pixels; `ratio` device pixels make one. */
export interface Surface {
  readonly ctx: Pen;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly theme: ViewTheme;
  /** Drawing is recorded as vectors: marks that a screen shows as pixels are drawn one by one, as long as they are not too many. */
  readonly vector?: boolean;
}

export type Scale = ScaleContinuousNumeric<number, number>;

export const LINE = 14;
/** Font of everything that is drawn. */
export const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export const setFont = (ctx: Pen, size = 11, weight = 400): void => {
  ctx.font = `${weight} ${size}px ${FAMILY}`;
};

export const contains = (r: Rect, p: Point): boolean =>
  p.x >= r.x && p.x <= r.x + r.width && p.y >= r.y && p.y <= r.y + r.height;

/** The longest beginning of `text` that fits, with an ellipsis when it had to be cut; "" when nothing does. */
export function fitText(measure: (text: string) => number, text: string, width: number): string {
  if (measure(text) <= width) return text;
  for (let n = text.length - 1; n > 0; n--) {
    const cut = `${text.slice(0, n).trimEnd()}…`;
    if (measure(cut) <= width) return cut;
  }
  return "";
}

export interface TextOptions {
  readonly color?: string;
  readonly align?: CanvasTextAlign;
  readonly baseline?: CanvasTextBaseline;
  readonly size?: number;
  readonly weight?: number;
  readonly maxWidth?: number;
  /** Paints the background behind the text, for the few labels that must stand on data. */
  readonly plate?: boolean;
}

/** Writes one line of text and returns its width. */
export function drawText(
  { ctx, theme }: Surface,
  text: string,
  x: number,
  y: number,
  options: TextOptions = {},
): number {
  setFont(ctx, options.size, options.weight);
  const shown =
    options.maxWidth === undefined ? text : fitText((t) => ctx.measureText(t).width, text, options.maxWidth);
  const width = ctx.measureText(shown).width;
  ctx.textAlign = options.align ?? "left";
  ctx.textBaseline = options.baseline ?? "middle";
  if (options.plate) {
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeText(shown, x, y);
  }
  ctx.fillStyle = options.color ?? theme.text;
  ctx.fillText(shown, x, y);
  return width;
}

/** Clears the surface to the background. */
export function clear({ ctx, theme, width, height }: Surface): void {
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, width, height);
}

/** Says in the middle of an empty plot what fills it. */
export function drawEmpty(surface: Surface, rect: Rect, message: string): void {
  drawText(surface, message, rect.x + rect.width / 2, rect.y + rect.height / 2, {
    align: "center",
    color: surface.theme.muted,
    size: 12,
    maxWidth: rect.width - 8,
  });
}

/** Keeps a line of odd width on the pixel grid. */
export const crisp = (value: number, ratio: number): number => (Math.round(value * ratio) + 0.5) / ratio;

export interface Tick {
  readonly position: number;
  readonly label: string;
}

/**
 * The most ticks whose labels keep `gap` apart along an axis; `extent` is the length of a label along it. Log axes name
 * 1, 2, 5 or only the powers of ten, as many as fit.
 */
export function placeTicks(
  scale: Scale,
  wanted: number,
  format: ((value: number) => string) | undefined,
  extent: (label: string) => number,
  gap: number,
): Tick[] {
  const isLog = "base" in scale;
  const [low, high] = (scale.range() as [number, number]).slice().sort((a, b) => a - b) as [number, number];
  const fits = (ticks: readonly Tick[]): boolean =>
    ticks.every((tick, i) => {
      const before = ticks[i - 1];
      if (before === undefined) return true;
      return Math.abs(tick.position - before.position) >= (extent(tick.label) + extent(before.label)) / 2 + gap;
    });
  const make = (values: readonly number[], count: number): Tick[] => {
    const text = format ?? (isLog ? scale.tickFormat(count, "~g") : scale.tickFormat(count));
    return values
      .map((value) => ({ position: scale(value), label: text(value) }))
      .filter((tick) => tick.position >= low - 0.5 && tick.position <= high + 0.5 && tick.label !== "");
  };
  if (isLog) {
    const all = scale.ticks(30);
    const leading = (v: number): number => Math.round(v / 10 ** Math.floor(Math.log10(v) + 1e-9));
    for (const digits of [[1, 2, 5], [1, 3], [1]]) {
      const ticks = make(
        all.filter((v) => digits.includes(leading(v))),
        30,
      );
      if (fits(ticks)) return ticks;
    }
  }
  for (let count = wanted; count > 1; count--) {
    const ticks = make(scale.ticks(count), count);
    if (fits(ticks)) return ticks;
  }
  return make(scale.ticks(1), 1).slice(0, 1);
}

export interface AxisOptions {
  readonly title?: string;
  /** Most pixels for the title of `drawAxisLeft`, where something stands beside it. */
  readonly titleWidth?: number;
  readonly format?: (value: number) => string;
  /** Guide lines across the plot. */
  readonly grid?: boolean;
}

/** Height that the title of `drawAxisLeft` needs above the plot. */
export const AXIS_TITLE = 24;

/** Height that `drawAxisBottom` needs below the plot. */
export const axisBottomHeight = (titled: boolean): number => (titled ? 34 : 20);

export function drawAxisBottom(surface: Surface, plot: Rect, scale: Scale, { title, format, grid }: AxisOptions): void {
  const { ctx, theme, ratio, width } = surface;
  setFont(ctx);
  const wanted = Math.max(2, Math.floor(plot.width / 60));
  const ticks = placeTicks(scale, wanted, format, (label) => ctx.measureText(label).width, 10);
  const base = plot.y + plot.height;
  ctx.lineWidth = 1 / Math.min(ratio, 1.5);
  strokeLines(ctx, theme.axis, [[plot.x, crisp(base, ratio), plot.x + plot.width, crisp(base, ratio)]]);
  if (grid) {
    strokeLines(
      ctx,
      theme.grid,
      ticks.map(({ position }) => [crisp(position, ratio), plot.y, crisp(position, ratio), base]),
    );
  }
  strokeLines(
    ctx,
    theme.axis,
    ticks.map(({ position }) => [crisp(position, ratio), base, crisp(position, ratio), base + 4]),
  );
  for (const { position, label } of ticks) {
    const half = ctx.measureText(label).width / 2;
    const x = Math.min(Math.max(position, half + 1), width - half - 1);
    drawText(surface, label, x, base + 12, { align: "center", color: theme.muted });
  }
  if (title !== undefined) {
    drawText(surface, title, plot.x + plot.width / 2, base + 27, {
      align: "center",
      color: theme.muted,
      maxWidth: plot.width,
    });
  }
}

/** Ticks of a vertical axis, which also tell how wide its gutter must be. */
export function leftTicks(
  { ctx }: Surface,
  scale: Scale,
  format?: (value: number) => string,
): { ticks: Tick[]; width: number } {
  setFont(ctx);
  const [a, b] = scale.range() as [number, number];
  const wanted = Math.max(2, Math.min(8, Math.floor(Math.abs(b - a) / 28)));
  const ticks = placeTicks(scale, wanted, format, () => 11, 5);
  return { ticks, width: Math.ceil(Math.max(12, ...ticks.map(({ label }) => ctx.measureText(label).width))) + 9 };
}

/** The title stands horizontally above the axis. */
export function drawAxisLeft(
  surface: Surface,
  plot: Rect,
  scale: Scale,
  { title, titleWidth, format, grid }: AxisOptions,
): void {
  const { ctx, theme, ratio } = surface;
  const { ticks } = leftTicks(surface, scale, format);
  ctx.lineWidth = 1 / Math.min(ratio, 1.5);
  const x = crisp(plot.x, ratio);
  if (grid) {
    strokeLines(
      ctx,
      theme.grid,
      ticks.map(({ position }) => [plot.x, crisp(position, ratio), plot.x + plot.width, crisp(position, ratio)]),
    );
  }
  strokeLines(ctx, theme.axis, [[x, plot.y, x, plot.y + plot.height]]);
  strokeLines(
    ctx,
    theme.axis,
    ticks.map(({ position }) => [plot.x - 4, crisp(position, ratio), plot.x, crisp(position, ratio)]),
  );
  for (const { position, label } of ticks) {
    drawText(surface, label, plot.x - 7, position, { align: "right", color: theme.muted });
  }
  if (title !== undefined) {
    drawText(surface, title, 4, plot.y - 15, { color: theme.muted, maxWidth: titleWidth ?? plot.x + plot.width - 4 });
  }
}

export function strokeLines(
  ctx: Pen,
  color: string,
  lines: readonly (readonly [number, number, number, number])[],
): void {
  ctx.strokeStyle = color;
  ctx.beginPath();
  for (const [x0, y0, x1, y1] of lines) {
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
  }
  ctx.stroke();
}

/** Runs `paint` with drawing confined to `rect`. */
export function clipped({ ctx }: Surface, rect: Rect, paint: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(rect.x, rect.y, rect.width, rect.height);
  ctx.clip();
  paint();
  ctx.restore();
}

export type Marker = "disc" | "diamond" | "ring" | "cross";

/** Traces a mark of about `size` pixels across; the caller fills or strokes it. Marks differ by shape, not by colour alone. */
export function traceMarker(ctx: Pen, marker: Marker, x: number, y: number, size: number): void {
  const r = size / 2;
  if (marker === "diamond") {
    ctx.moveTo(x - r * 1.2, y);
    ctx.lineTo(x, y - r * 1.2);
    ctx.lineTo(x + r * 1.2, y);
    ctx.lineTo(x, y + r * 1.2);
    ctx.closePath();
  } else if (marker === "cross") {
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x + r, y - r);
    ctx.lineTo(x - r, y + r);
  } else {
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }
}

export type Swatch = "line" | "dash" | "dots" | "square" | "hatch" | "frame" | "plus" | Marker;

const DASHES: Partial<Record<Swatch, readonly number[]>> = { dash: [4, 3], dots: [1.5, 2.5] };

export interface LegendItem {
  readonly name: string;
  readonly text: string;
  readonly color: string;
  readonly swatch: Swatch;
}

export interface LegendBox extends Rect {
  readonly name: string;
}

export interface LegendLayout {
  readonly boxes: readonly (LegendBox & { readonly text: string })[];
  readonly height: number;
}

const SWATCH = 18;

/** Flows legend items into rows no wider than `width`; an item too long for a row of its own is cut. */
export function layoutLegend(
  measure: (text: string) => number,
  items: readonly LegendItem[],
  x: number,
  y: number,
  width: number,
): LegendLayout {
  let left = x;
  let top = y;
  const boxes = items.map(({ name, text }) => {
    const shown = fitText(measure, text, width - SWATCH - 4);
    const size = SWATCH + measure(shown) + 12;
    if (left > x && left + size - 12 > x + width) {
      left = x;
      top += LINE + 2;
    }
    const box = { name, text: shown, x: left, y: top, width: size - 12, height: LINE };
    left += size;
    return box;
  });
  return { boxes, height: items.length === 0 ? 0 : top + LINE + 4 - y };
}

export function drawSwatch({ ctx, theme }: Surface, swatch: Swatch, color: string, x: number, y: number): void {
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = 2;
  ctx.setLineDash([...(DASHES[swatch] ?? [])]);
  ctx.beginPath();
  switch (swatch) {
    case "line":
    case "dash":
    case "dots":
      ctx.moveTo(x, y);
      ctx.lineTo(x + 13, y);
      ctx.stroke();
      break;
    case "plus":
      ctx.moveTo(x + 3, y);
      ctx.lineTo(x + 11, y);
      ctx.moveTo(x + 7, y - 4);
      ctx.lineTo(x + 7, y + 4);
      ctx.stroke();
      break;
    case "ring":
    case "cross":
      traceMarker(ctx, swatch, x + 7, y, 7);
      ctx.stroke();
      break;
    case "disc":
    case "diamond":
      traceMarker(ctx, swatch, x + 7, y, 8);
      ctx.fill();
      break;
    case "frame":
      ctx.strokeRect(x + 2, y - 4.5, 9, 9);
      break;
    case "square":
    case "hatch":
      ctx.fillRect(x + 1, y - 5, 11, 10);
      if (swatch === "square") break;
      ctx.lineWidth = 1.5;
      strokeLines(ctx, theme.background, [
        [x + 1, y + 1, x + 7, y - 5],
        [x + 3, y + 5, x + 12, y - 4],
        [x + 8, y + 5, x + 12, y + 1],
      ]);
      break;
  }
  ctx.setLineDash([]);
}

/** Draws a legend and returns its boxes and height; an emphasised item dims the others. */
export function drawLegend(
  surface: Surface,
  items: readonly LegendItem[],
  x: number,
  y: number,
  width: number,
  emphasis: string | null = null,
): LegendLayout {
  const { ctx } = surface;
  setFont(ctx);
  const layout = layoutLegend((text) => ctx.measureText(text).width, items, x, y, width);
  for (const [i, box] of layout.boxes.entries()) {
    const item = items[i] as LegendItem;
    ctx.globalAlpha = emphasis === null || emphasis === item.name ? 1 : 0.35;
    drawSwatch(surface, item.swatch, item.color, box.x, box.y + LINE / 2);
    drawText(surface, box.text, box.x + SWATCH, box.y + LINE / 2);
  }
  ctx.globalAlpha = 1;
  return layout;
}
