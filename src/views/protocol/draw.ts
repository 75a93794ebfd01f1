import { scaleLinear } from "d3";
import type { PairsData, TraceData, TraceSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawLegend,
  drawText,
  type LegendItem,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { symbolText, unitText } from "../../ui/format";
import { type Domain, StickyDomain, timeAxis } from "../scale";
import type { ViewText } from "../strings";
import { extentOf, sampleRange } from "../trace/decimate";
import { drawPanel, legendItems, type Panel } from "../trace/draw";
import { type Arrow, arrowsOf } from "./arrows";
import type { Row, SpikeRef, Trains } from "./trains";

export interface Recorded {
  readonly spec: TraceSpec;
  readonly data: TraceData | null;
}

export interface ProtocolOptions {
  readonly t: ViewText;
  readonly trains: Trains;
  /** Time shown, in ms. */
  readonly window: Domain;
  /** Present time in ms; spikes after it are still to come. */
  readonly now: number;
  readonly stepMs: number;
  readonly pairs: PairsData | null;
  /** Panels below the spikes, from top to bottom. */
  readonly recorded: readonly Recorded[];
  readonly scales: Map<string, StickyDomain>;
  readonly chosen: SpikeRef | null;
}

export interface ProtocolScene {
  readonly rows: Readonly<Record<Row, Rect>>;
  /** All panels together: the area that shares the time axis. */
  readonly area: Rect;
  readonly x: Scale;
  readonly window: Domain;
  readonly trains: Trains;
  readonly arrows: readonly Arrow[];
  readonly panels: readonly (Panel & { readonly recorded: Recorded })[];
  readonly stepMs: number;
}

const ROW = 26;
const SPIKES_LEAST = 86;
const PANEL_LEAST = 66;
/** Width at the top right that belongs to the zoom buttons. */
const BUTTONS = 130;
/** Above so many visible arrows their heads would only be noise. */
const HEADS = 300;

export function drawProtocol(surface: Surface, options: ProtocolOptions): ProtocolScene {
  const { width, height, theme, ctx, ratio } = surface;
  const { t, trains, window, now, stepMs, recorded } = options;
  clear(surface);
  const titled = height >= 170;
  const bottom = height - axisBottomHeight(titled) - 2;
  // Panels give way one by one when there is no room for them.
  const panelCount = Math.min(recorded.length, Math.max(0, Math.floor((bottom - 34 - SPIKES_LEAST) / PANEL_LEAST)));
  const kept = recorded.slice(recorded.length - panelCount);
  const legend = drawLegend(surface, items(surface, t, kept), 8, 6, width - BUTTONS);
  const top = Math.max(34, legend.height + 8);
  const spikesHeight = kept.length === 0 ? bottom - top : Math.max(SPIKES_LEAST, Math.min(170, (bottom - top) * 0.36));
  const each = kept.length === 0 ? 0 : (bottom - top - spikesHeight) / kept.length;
  const domains = kept.map((one) => panelDomain(one, options));
  const gutter = Math.max(
    46,
    ...domains.map((d) => leftTicks(surface, scaleLinear(d, [Math.max(12, each - AXIS_TITLE - 6), 0])).width),
  );
  const area: Rect = { x: gutter, y: top, width: Math.max(40, width - gutter - 14), height: bottom - top };
  const x = scaleLinear(window, [area.x, area.x + area.width]);
  const row = Math.min(ROW, spikesHeight / 3);
  const rows: Record<Row, Rect> = {
    pre: { x: area.x, y: top, width: area.width, height: row },
    post: { x: area.x, y: top + spikesHeight - row - 6, width: area.width, height: row },
  };

  const panels = kept.map((one, i) => {
    const plot: Rect = {
      x: area.x,
      y: top + spikesHeight + i * each + AXIS_TITLE,
      width: area.width,
      height: Math.max(12, each - AXIS_TITLE - 6),
    };
    const y = scaleLinear(domains[i] as Domain, [plot.y + plot.height, plot.y]);
    const signals = one.spec.signals.map((spec, offset) => ({ spec, offset }));
    drawAxisLeft(surface, plot, y, { title: panelTitle(one.spec), grid: true });
    return { axis: one.spec.label, plot, signals, toY: y, recorded: one };
  });
  const axis = timeAxis(t, window, false);
  const inUnits = scaleLinear(axis.domain, [area.x, area.x + area.width]);
  drawAxisBottom(surface, area, inUnits, { title: titled ? axis.title : undefined });

  const arrows = arrowsOf(options.pairs, trains, stepMs);
  clipped(surface, { ...area, x: area.x - 4, width: area.width + 8, y: top - 4 }, () => {
    for (const { plot, recorded: one, ...panel } of panels) {
      if (one.data === null) continue;
      const range = sampleRange(one.data.steps, window[0] / stepMs, window[1] / stepMs);
      drawPanel(surface, { ...panel, plot }, one.data, one.spec, {
        window,
        stepMs,
        emphasis: null,
        range,
        guided: false,
      });
    }
    drawArrows(surface, arrows, rows, x);
    drawSpikes(surface, options, rows, x);
    const present = crisp(x(now), ratio);
    ctx.lineWidth = 1.25;
    ctx.setLineDash([3, 3]);
    strokeLines(ctx, theme.accent, [[present, top, present, bottom]]);
    ctx.setLineDash([]);
  });
  for (const name of ["pre", "post"] as const) {
    const { y, height: size } = rows[name];
    const color = theme.roles[name];
    drawText(surface, t(`protocol.${name}`), area.x - 8, y + size / 2, {
      align: "right",
      color,
      weight: 600,
      size: 12,
    });
    ctx.lineWidth = 1;
    strokeLines(ctx, theme.axis, [[area.x, crisp(y + size, ratio), area.x + area.width, crisp(y + size, ratio)]]);
  }
  return { rows, area, x, window, trains, arrows, panels, stepMs };
}

/** The last panel needs no legend: it shows one signal that its title names. */
function items({ theme }: Surface, t: ViewText, shown: readonly Recorded[]): LegendItem[] {
  const traces = shown.slice(0, -1).flatMap(({ spec }) => legendItems(theme, spec.signals));
  return [
    { name: "up", text: `▲ ${t("window.potentiation")}`, color: theme.warm, swatch: "line" },
    { name: "down", text: `▽ ${t("window.depression")}`, color: theme.cool, swatch: "dash" },
    ...traces,
  ];
}

function panelTitle({ signals, label }: TraceSpec): string {
  const unit = unitText(signals[0]?.unit ?? "1");
  const symbols = signals.map((s) => symbolText(s.symbol)).join(", ");
  return `${label}: ${symbols}${unit === "" ? "" : ` (${unit})`}`;
}

function panelDomain({ spec, data }: Recorded, { scales, window, stepMs }: ProtocolOptions): Domain {
  const sticky = scales.get(spec.label) ?? new StickyDomain();
  scales.set(spec.label, sticky);
  if (data === null) return sticky.update(Number.NaN, Number.NaN);
  const range = sampleRange(data.steps, window[0] / stepMs, window[1] / stepMs);
  const found = spec.signals.flatMap((_, offset) => {
    const extent = extentOf({ ...data, stride: spec.signals.length, offset }, range);
    return extent === null ? [] : [extent];
  });
  return sticky.update(Math.min(...found.map((e) => e.low)), Math.max(...found.map((e) => e.high)));
}

function drawSpikes(
  surface: Surface,
  { trains, now, chosen, stepMs }: ProtocolOptions,
  rows: ProtocolScene["rows"],
  x: Scale,
): void {
  const { ctx, theme, ratio } = surface;
  for (const name of ["pre", "post"] as const) {
    const { y, height } = rows[name];
    for (const [index, time] of trains[name].entries()) {
      const isChosen = chosen?.row === name && chosen.index === index;
      ctx.globalAlpha = time <= now + stepMs / 2 ? 1 : 0.45;
      ctx.lineWidth = isChosen ? 4 : 2;
      const at = crisp(x(time), ratio);
      strokeLines(ctx, isChosen ? theme.accent : theme.roles[name], [[at, y + 2, at, y + height]]);
    }
  }
  ctx.globalAlpha = 1;
}

/** Potentiation: full line and filled head; depression: dashed line and open head. */
function drawArrows(surface: Surface, arrows: readonly Arrow[], rows: ProtocolScene["rows"], x: Scale): void {
  const { ctx, theme } = surface;
  const [low, high] = x.domain() as [number, number];
  const visible = arrows.filter((a) => a.toTime >= low && a.fromTime <= high);
  const strongest = visible.reduce((most, a) => Math.max(most, Math.abs(a.change)), 0);
  const crowded = visible.length > HEADS;
  for (const arrow of visible) {
    const { start, end } = arrowEnds(arrow, rows, x);
    const up = arrow.change > 0;
    const color = withAlpha(up ? theme.warm : theme.cool, crowded ? 0.35 : 0.9);
    ctx.strokeStyle = color;
    ctx.lineWidth = 1 + (1.5 * Math.abs(arrow.change)) / strongest;
    ctx.setLineDash(up ? [] : [5, 3]);
    ctx.beginPath();
    ctx.moveTo(start.x, start.y);
    ctx.lineTo(end.x, end.y);
    ctx.stroke();
    ctx.setLineDash([]);
    if (crowded) continue;
    const angle = Math.atan2(end.y - start.y, end.x - start.x);
    ctx.beginPath();
    ctx.moveTo(end.x, end.y);
    for (const side of [-0.4, 0.4]) ctx.lineTo(end.x - 9 * Math.cos(angle + side), end.y - 9 * Math.sin(angle + side));
    ctx.closePath();
    ctx.fillStyle = up ? color : theme.background;
    ctx.fill();
    ctx.stroke();
  }
}

/** Both ends of an arrow, on the sides of the rows that face each other. */
export function arrowEnds(
  { from, fromTime, toTime }: Arrow,
  rows: ProtocolScene["rows"],
  x: Scale,
): { readonly start: Point; readonly end: Point } {
  const below = rows.pre.y + rows.pre.height + 2;
  const above = rows.post.y - 1;
  return {
    start: { x: x(fromTime), y: from === "pre" ? below : above },
    end: { x: x(toTime), y: from === "pre" ? above : below },
  };
}

/** The spike nearest to a point within its row and `reach` pixels; null when there is none. */
export function hitSpike(
  { rows, x, trains }: Pick<ProtocolScene, "rows" | "x" | "trains">,
  at: Point,
  reach: number,
): SpikeRef | null {
  const row = hitRow(rows, at);
  if (row === null) return null;
  let best: SpikeRef | null = null;
  let least = reach;
  for (const [index, time] of trains[row].entries()) {
    const distance = Math.abs(x(time) - at.x);
    if (distance <= least) {
      least = distance;
      best = { row, index };
    }
  }
  return best;
}

/** The row a point lies in, with some room above and below for fingers. */
export function hitRow(rows: ProtocolScene["rows"], { y }: Point): Row | null {
  for (const name of ["pre", "post"] as const) {
    const { y: top, height } = rows[name];
    if (y >= top - 8 && y <= top + height + 8) return name;
  }
  return null;
}

/** The arrow that passes within 6 px of a point; null when there is none. */
export function hitArrow({ arrows, rows, x }: Pick<ProtocolScene, "arrows" | "rows" | "x">, at: Point): Arrow | null {
  let best: Arrow | null = null;
  let least = 6;
  for (const arrow of arrows) {
    const { start, end } = arrowEnds(arrow, rows, x);
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    const share = Math.max(0, Math.min(1, ((at.x - start.x) * dx + (at.y - start.y) * dy) / (dx * dx + dy * dy)));
    const distance = Math.hypot(start.x + share * dx - at.x, start.y + share * dy - at.y);
    if (distance <= least) {
      least = distance;
      best = arrow;
    }
  }
  return best;
}
