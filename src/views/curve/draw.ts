import { scaleLinear, scaleLog } from "d3";
import type { CurveData, CurveSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawLegend,
  drawText,
  type LegendBox,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  strokeLines,
} from "../../ui/canvas";
import { axisTitle, formatNumber, formatValue } from "../../ui/format";
import type { Domain, StickyDomain } from "../scale";
import type { ViewText } from "../strings";

export interface CurveOptions {
  readonly t: ViewText;
  readonly y: StickyDomain;
  /** Present place on the x axis, drawn as a vertical line; null for none. */
  readonly present: number | null;
  readonly emphasis: string | null;
}

export interface CurveScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly data: CurveData;
  readonly spec: CurveSpec;
  readonly legend: readonly LegendBox[];
}

const finite = (list: Iterable<number>): number[] => [...list].filter(Number.isFinite);

/** Range of the x axis: the curve's own, widened by marks and the present point. */
function xDomain(spec: CurveSpec, data: CurveData | null, present: number | null): Domain {
  const values = finite([
    ...(data?.x ?? []),
    ...(spec.marks ?? []).map((m) => m.x),
    ...(present === null ? [] : [present]),
  ]);
  const usable = spec.x.scale === "log" ? values.filter((v) => v > 0) : values;
  const low = Math.min(...usable);
  const high = Math.max(...usable);
  if (usable.length === 0) return [1, 10];
  return low < high ? [low, high] : [low * 0.9 - (low === 0 ? 1 : 0), high * 1.1 + (high === 0 ? 1 : 0)];
}

export function drawCurve(
  surface: Surface,
  spec: CurveSpec,
  data: CurveData | null,
  options: CurveOptions,
): CurveScene | null {
  const { ctx, width, height, ratio, theme } = surface;
  const { t, present, emphasis } = options;
  clear(surface);
  const colorOf = (series: number): string => {
    const role = spec.series[series]?.role;
    return role === undefined ? (theme.series[series % theme.series.length] as string) : theme.roles[role];
  };
  const items = spec.series.map((s, i) => ({
    name: s.name,
    text: s.label,
    color: colorOf(i),
    swatch: s.dashed ? ("dash" as const) : ("line" as const),
  }));
  const legend = drawLegend(surface, items, 8, 4, width - 16, emphasis);
  const ys = finite([...(data?.y ?? []), ...(spec.marks ?? []).map((m) => m.y)]);
  const yDomain = options.y.update(Math.min(...ys), Math.max(...ys), { include: [0], patience: 0 });
  const titled = height >= 150;
  const top = legend.height + AXIS_TITLE;
  const area = { top, height: Math.max(20, height - top - axisBottomHeight(titled) - 2) };
  const y = scaleLinear(yDomain, [area.top + area.height, area.top]);
  const gutter = leftTicks(surface, y).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(20, width - gutter - 16), height: area.height };
  const makeScale = spec.x.scale === "log" ? scaleLog : scaleLinear;
  const x: Scale = makeScale(xDomain(spec, data, present), [plot.x + 4, plot.x + plot.width - 4]);
  drawAxisLeft(surface, plot, y, { title: axisTitle(spec.y), grid: true });
  drawAxisBottom(surface, plot, x, { title: titled ? axisTitle(spec.x) : undefined, grid: true });
  if (data === null || data.x.length === 0) {
    drawEmpty(surface, plot, t("empty.curve"));
    return null;
  }
  ctx.lineWidth = 1.25;
  strokeLines(ctx, theme.axis, [[plot.x, crisp(y(0), ratio), plot.x + plot.width, crisp(y(0), ratio)]]);
  const n = data.x.length;
  clipped(surface, plot, () => {
    for (const [s, series] of spec.series.entries()) {
      ctx.strokeStyle = colorOf(s);
      ctx.lineWidth = 2;
      ctx.globalAlpha = emphasis === null || emphasis === series.name ? 1 : 0.25;
      ctx.setLineDash(series.dashed ? [7, 4] : []);
      ctx.beginPath();
      let open = false;
      for (let i = 0; i < n; i++) {
        const value = data.y[s * n + i] as number;
        if (Number.isNaN(value)) {
          open = false;
          continue;
        }
        if (open) ctx.lineTo(x(data.x[i] as number), y(value));
        else ctx.moveTo(x(data.x[i] as number), y(value));
        open = true;
      }
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  });
  for (const mark of spec.marks ?? []) {
    ctx.strokeStyle = colorOf(mark.series);
    ctx.fillStyle = theme.background;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(x(mark.x), y(mark.y), 4, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  if (present !== null)
    drawPresent(surface, plot, x(present), t("curve.present", { value: formatValue(present, spec.x.unit) }));
  return { plot, x, y, data, spec, legend: legend.boxes };
}

/** The label stands above the plot, to the right of the axis title's end or where the line leaves room. */
function drawPresent(surface: Surface, plot: Rect, x: number, text: string): void {
  const { ctx, theme, ratio } = surface;
  ctx.lineWidth = 1.5;
  strokeLines(ctx, theme.accent, [[crisp(x, ratio), plot.y, crisp(x, ratio), plot.y + plot.height]]);
  drawText(surface, text, plot.x + plot.width, plot.y - 15, { align: "right", color: theme.accent, plate: true });
}

/** Values of all series at the sample of the curve nearest to a point. */
export function curveReadout({ plot, x, y, data, spec }: CurveScene, point: Point): string | null {
  const mark = spec.marks?.find((m) => Math.hypot(x(m.x) - point.x, y(m.y) - point.y) < 8);
  if (mark !== undefined)
    return `${mark.source}\n${formatValue(mark.x, spec.x.unit)}: ${formatValue(mark.y, spec.y.unit)}`;
  if (point.x < plot.x || point.x > plot.x + plot.width) return null;
  const n = data.x.length;
  let best = 0;
  for (let i = 1; i < n; i++) {
    if (Math.abs(x(data.x[i] as number) - point.x) < Math.abs(x(data.x[best] as number) - point.x)) best = i;
  }
  const lines = spec.series.map((s, i) => `${s.label}: ${formatValue(data.y[i * n + best] as number, spec.y.unit)}`);
  return [`${spec.x.label}: ${formatValue(data.x[best] as number, spec.x.unit)}`, ...lines].join("\n");
}

export const describeCurve = (t: ViewText, { data, spec }: CurveScene): string => {
  const n = data.x.length;
  const parts = spec.series.map((s, i) => {
    const values = finite(data.y.subarray(i * n, (i + 1) * n));
    const first = formatNumber(values[0] ?? Number.NaN);
    return t("curve.part", { label: s.label, first, last: formatValue(values.at(-1) ?? Number.NaN, spec.y.unit) });
  });
  return t("curve.describe", { y: spec.y.label, x: spec.x.label, parts: parts.join("; ") });
};
