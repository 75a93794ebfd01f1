import { scaleLinear } from "d3";
import { windowAt } from "../../../workers/catalogCells";
import type { PairsData } from "../../../workers/protocol";
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
  setFont,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatNumber, formatValue, symbolText, unitText } from "../../ui/format";
import type { ViewText } from "../strings";
import {
  areaRatio,
  FAINT_WEIGHTS,
  HANDLES,
  type HandleId,
  handlePlace,
  REFERENCE_WEIGHT,
  type WindowDomains,
  type WindowRule,
} from "./rule";

export interface WindowOptions {
  readonly t: ViewText;
  readonly domains: WindowDomains;
  /** Unit of the weight. */
  readonly unit: string;
  readonly active: HandleId | null;
}

export interface WindowScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly rule: WindowRule;
  readonly handles: Readonly<Record<HandleId, Point>>;
  readonly pairs: PairsData | null;
  readonly unit: string;
}

/** Dots drawn, the newest ones; older ones fade. */
const DOTS = 1500;
const FADES = 6;
const POINTS = 120;
const LABEL = { size: 12, weight: 600, plate: true } as const;

export function drawWindow(
  surface: Surface,
  rule: WindowRule,
  pairs: PairsData | null,
  options: WindowOptions,
): WindowScene {
  const { width, height, ctx, theme, ratio } = surface;
  const { t, domains, unit, active } = options;
  clear(surface);
  const legend = drawLegend(surface, legendItems(surface, rule, t), 8, 4, width - 16);
  const titled = height >= 170;
  const top = legend.height + AXIS_TITLE;
  const area = { top, height: Math.max(40, height - top - axisBottomHeight(titled) - 2) };
  const y = scaleLinear(domains.y, [area.top + area.height, area.top]);
  const gutter = leftTicks(surface, y).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(40, width - gutter - 12), height: area.height };
  const x = scaleLinear(domains.x, [plot.x, plot.x + plot.width]);
  const unitNote = unitText(unit) === "" ? "" : ` (${unitText(unit)})`;
  drawAxisLeft(surface, plot, y, { title: `${t("axis.change")}${unitNote}`, grid: true });
  drawAxisBottom(surface, plot, x, { title: titled ? `${t("axis.interval")} (ms)` : "", grid: true });
  ctx.lineWidth = 1.25;
  strokeLines(ctx, theme.axis, [
    [plot.x, crisp(y(0), ratio), plot.x + plot.width, crisp(y(0), ratio)],
    [crisp(x(0), ratio), plot.y, crisp(x(0), ratio), plot.y + plot.height],
  ]);
  clipped(surface, plot, () => {
    if (pairs !== null) drawDots(surface, pairs, x, y);
    if (rule.weightDependent) for (const w of FAINT_WEIGHTS) drawCurve(surface, rule, w, x, y, true);
    drawCurve(surface, rule, REFERENCE_WEIGHT, x, y, false);
  });
  const sign = (id: HandleId): string => symbolText(rule.handles[id].spec.symbol);
  const ratioText = `${sign("aMinus")}${sign("tauMinus")} / ${sign("aPlus")}${sign("tauPlus")} = ${formatNumber(areaRatio(rule))}`;
  const quadrant = plot.y + plot.height - y(0);
  if (quadrant > 56) {
    drawText(surface, ratioText, plot.x + plot.width - 6, y(0) + 12, {
      align: "right",
      color: theme.muted,
      maxWidth: plot.width / 2 - 12,
    });
  }
  const handles = Object.fromEntries(HANDLES.map((id) => [id, handlePoint(rule, id, x, y, plot)])) as Record<
    HandleId,
    Point
  >;
  for (const id of HANDLES) drawHandle(surface, plot, rule, id, handles[id], active === id);
  return { plot, x, y, rule, handles, pairs, unit };
}

function legendItems({ theme }: Surface, rule: WindowRule, t: ViewText): LegendItem[] {
  const curve =
    rule.family === "triplet"
      ? t("window.curveTriplet")
      : rule.weightDependent
        ? t("window.curve", { w: formatNumber(REFERENCE_WEIGHT) })
        : t("window.curveAny");
  const items: LegendItem[] = [
    { name: "potentiation", text: t("window.potentiation"), color: theme.warm, swatch: "plus" },
    { name: "depression", text: t("window.depression"), color: theme.cool, swatch: "ring" },
    { name: "curve", text: curve, color: theme.text, swatch: "line" },
  ];
  if (rule.weightDependent) {
    const [low, high] = FAINT_WEIGHTS;
    items.push({
      name: "faint",
      text: t("window.faint", { low: formatNumber(low), high: formatNumber(high) }),
      color: theme.muted,
      swatch: "dash",
    });
  }
  return items;
}

/** A handle never sinks into the zero line, where it could not be told from its neighbour, nor leaves the plot. */
function handlePoint(rule: WindowRule, id: HandleId, x: Scale, y: Scale, plot: Rect): Point {
  const { interval, change } = handlePlace(rule, id);
  const lift = 9;
  const up = id === "aPlus" || id === "tauPlus";
  const level = up ? Math.min(y(change), y(0) - lift) : Math.max(y(change), y(0) + lift);
  return {
    x: Math.min(plot.x + plot.width - 4, Math.max(plot.x + 4, x(interval))),
    y: Math.min(plot.y + plot.height - 4, Math.max(plot.y + 4, level)),
  };
}

function drawCurve({ ctx, theme }: Surface, rule: WindowRule, w: number, x: Scale, y: Scale, faint: boolean): void {
  const [low, high] = x.domain() as [number, number];
  for (const [from, to, color] of [
    [0, high, theme.warm],
    [0, low, theme.cool],
  ] as const) {
    ctx.beginPath();
    for (let i = 0; i <= POINTS; i++) {
      // Closer together where the curve is steep; the first point approaches zero from this side.
      const interval = i === 0 ? to * 1e-9 : from + (to - from) * (i / POINTS) ** 2;
      ctx.lineTo(x(interval), y(windowAt(rule.pair, interval, w)));
    }
    ctx.strokeStyle = faint ? withAlpha(color, 0.6) : color;
    ctx.lineWidth = faint ? 1.25 : 3;
    ctx.setLineDash(faint ? [4, 4] : []);
    ctx.lineJoin = "round";
    ctx.stroke();
    ctx.setLineDash([]);
    if (faint) continue;
    ctx.lineTo(x(to), y(0));
    ctx.lineTo(x(0), y(0));
    ctx.closePath();
    ctx.fillStyle = withAlpha(color, theme.scheme === "dark" ? 0.16 : 0.1);
    ctx.fill();
  }
}

/** A plus for each potentiation and a ring for each depression, in bundles of equal age. */
function drawDots({ ctx, theme }: Surface, pairs: PairsData, x: Scale, y: Scale): void {
  const end = pairs.steps.length;
  const start = Math.max(0, end - DOTS);
  const count = end - start;
  ctx.lineWidth = 1.25;
  for (let fade = 0; fade < FADES; fade++) {
    const from = start + Math.floor((count * fade) / FADES);
    const to = start + Math.floor((count * (fade + 1)) / FADES);
    const alpha = 0.12 + (0.78 * (fade + 1)) / FADES;
    for (const up of [true, false]) {
      ctx.strokeStyle = withAlpha(up ? theme.warm : theme.cool, alpha);
      ctx.beginPath();
      for (let i = from; i < to; i++) {
        const change = pairs.changes[i] as number;
        const interval = pairs.intervals[i] as number;
        if (Number.isNaN(interval) || change === 0 || change > 0 !== up) continue;
        const px = x(interval);
        const py = y(change);
        if (up) {
          ctx.moveTo(px - 3, py);
          ctx.lineTo(px + 3, py);
          ctx.moveTo(px, py - 3);
          ctx.lineTo(px, py + 3);
        } else {
          ctx.moveTo(px + 2.6, py);
          ctx.arc(px, py, 2.6, 0, 2 * Math.PI);
        }
      }
      ctx.stroke();
    }
  }
}

/** Labels stand where the window is empty: A₊ left of its handle, A₋ right of it, τ outside the curve. */
function drawHandle(surface: Surface, plot: Rect, rule: WindowRule, id: HandleId, at: Point, active: boolean): void {
  const { ctx, theme } = surface;
  const { spec, value } = rule.handles[id];
  const up = id === "aPlus" || id === "tauPlus";
  const color = up ? theme.warm : theme.cool;
  const size = active ? 9 : 7;
  ctx.fillStyle = theme.background;
  ctx.strokeStyle = color;
  ctx.lineWidth = 3;
  ctx.beginPath();
  if (id === "aPlus" || id === "aMinus") ctx.arc(at.x, at.y, size, 0, 2 * Math.PI);
  else {
    ctx.moveTo(at.x - size - 1, at.y);
    ctx.lineTo(at.x, at.y - size - 1);
    ctx.lineTo(at.x + size + 1, at.y);
    ctx.lineTo(at.x, at.y + size + 1);
    ctx.closePath();
  }
  ctx.fill();
  ctx.stroke();

  const right = plot.x + plot.width;
  const room = {
    aPlus: at.x - plot.x - 16,
    aMinus: right - at.x - 16,
    tauPlus: plot.width / 2,
    tauMinus: plot.width / 2,
  }[id];
  const symbol = symbolText(spec.symbol);
  const full = `${symbol} = ${formatValue(value, spec.unit)}`;
  setFont(ctx, LABEL.size, LABEL.weight);
  const text = ctx.measureText(full).width <= room ? full : `${symbol} = ${formatNumber(value)}`;
  const width = ctx.measureText(text).width;
  const options = { ...LABEL, color };
  switch (id) {
    case "aPlus":
      drawText(surface, text, at.x - 14, at.y, { ...options, align: "right" });
      break;
    case "aMinus":
      drawText(surface, text, at.x + 14, at.y, options);
      break;
    case "tauPlus": {
      const fits = at.x + 10 + width < right;
      drawText(surface, text, fits ? at.x + 10 : right - 2, at.y - 15, { ...options, align: fits ? "left" : "right" });
      break;
    }
    case "tauMinus": {
      const fits = at.x - 10 - width > plot.x;
      drawText(surface, text, fits ? at.x - 10 : plot.x + 4, at.y + 16, { ...options, align: fits ? "right" : "left" });
      break;
    }
  }
}

/** Index of the dot nearest to a point within 8 px; null when there is none. */
export function nearestDot({ pairs, x, y }: Pick<WindowScene, "pairs" | "x" | "y">, at: Point): number | null {
  if (pairs === null) return null;
  let best: number | null = null;
  let least = 64;
  for (let i = Math.max(0, pairs.steps.length - DOTS); i < pairs.steps.length; i++) {
    const distance = (x(pairs.intervals[i] as number) - at.x) ** 2 + (y(pairs.changes[i] as number) - at.y) ** 2;
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

export const describeWindow = (t: ViewText, { rule, pairs }: WindowScene): string => {
  const text = (id: HandleId): string => {
    const { spec, value } = rule.handles[id];
    return `${symbolText(spec.symbol)} = ${formatValue(value, spec.unit)}`;
  };
  return t("window.describe", {
    aPlus: text("aPlus"),
    aMinus: text("aMinus"),
    tauPlus: text("tauPlus"),
    tauMinus: text("tauMinus"),
    ratio: formatNumber(areaRatio(rule)),
    pairs: Math.min(DOTS, pairs?.steps.length ?? 0),
  });
};
