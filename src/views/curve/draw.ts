import { scaleLinear, scaleLog } from "d3";
import type { AxisSpec, CurveData, CurveSpec } from "../../../workers/protocol";
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
  type LegendItem,
  LINE,
  leftTicks,
  type Marker,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  setFont,
  strokeLines,
  traceMarker,
} from "../../ui/canvas";
import { axisTitle, axisUnit, formatDecade, formatMeasured, formatNumber } from "../../ui/format";
import type { Domain, StickyDomain } from "../scale";
import type { ViewText } from "../strings";
import { DOTTED, FAINT, gathered } from "../trace/draw";

export interface CurveOptions {
  readonly t: ViewText;
  readonly y: StickyDomain;
  /** The range of the x axis from that of the data: wider where another picture shares the axis. */
  readonly widen?: (own: Domain) => Domain;
  /** The curve is measured again and again: its scale shrinks only after a while. */
  readonly steady: boolean;
  /** Present place on the x axis, drawn as a vertical line; null for none. */
  readonly present: number | null;
  readonly emphasis: string | null;
  /** Ends of a logarithmic y axis beyond which nothing is worth the room; null for a few decades below its highest value. */
  readonly bounds?: Domain | null;
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

/** Decades of a logarithmic axis below its highest value; what lies deeper is not worth the room. */
const DECADES = 6;

/** Range of the y axis. A linear one holds zero; a logarithmic one only what is positive. */
export function yDomain(
  spec: CurveSpec,
  values: readonly number[],
  sticky: StickyDomain,
  steady: boolean,
  bounds: Domain | null = null,
): Domain {
  const patience = steady ? 90 : 0;
  if (spec.y.scale !== "log") {
    const low = Math.min(...values);
    if (spec.y.diverging) {
      const most = Math.max(...values.map(Math.abs));
      return sticky.update(-most, most, { patience });
    }
    // What is never negative stands on zero.
    return sticky.update(low, Math.max(...values), low >= 0 ? { floor: 0, patience } : { include: [0], patience });
  }
  const [least, most] = bounds ?? [0, Number.POSITIVE_INFINITY];
  const usable = values.filter((v) => v > 0);
  const high = Math.min(most, Math.max(...usable));
  const low = Math.max(Math.min(...usable), bounds === null ? high / 10 ** DECADES : least);
  const [a, b] = sticky.update(Math.log10(low), Math.log10(high), { patience });
  return [10 ** a, 10 ** b];
}

const POINTS: readonly Marker[] = ["disc", "diamond"];

/** Shape of the marks of a series of single points, by its place among those. */
const markerOf = (spec: CurveSpec, series: number): Marker => {
  const before = spec.series.slice(0, series).filter((s) => s.points).length;
  return POINTS[before % POINTS.length] as Marker;
};

/**
 * Place in the palette of a series without a role: points take the colours of the lines that they belong to, in order, and
 * references those of what they are compared with.
 */
export function hueOf(spec: CurveSpec, series: number): number {
  const reference = spec.series[series]?.reference;
  const compared = reference === undefined ? -1 : spec.series.findIndex(({ name }) => name === reference);
  if (compared >= 0) return hueOf(spec, compared);
  const points = spec.series[series]?.points ?? false;
  return spec.series.slice(0, series).filter((s) => s.role === undefined && (s.points ?? false) === points).length;
}

export function drawCurve(
  surface: Surface,
  spec: CurveSpec,
  data: CurveData | null,
  options: CurveOptions,
): CurveScene | null {
  const { ctx, width, height, ratio, theme } = surface;
  const { t, present, emphasis, steady, widen = (own: Domain) => own } = options;
  clear(surface);
  const colorOf = (series: number): string => {
    const role = spec.series[series]?.role;
    if (role === undefined && spec.series.length === 1) return theme.text;
    return role === undefined ? (theme.series[hueOf(spec, series) % theme.series.length] as string) : theme.roles[role];
  };
  const items = spec.series.map(
    (s, i): LegendItem => ({
      name: s.name,
      text: s.label,
      color: colorOf(i),
      swatch: s.points ? markerOf(spec, i) : s.reference !== undefined ? "dots" : s.dashed ? "dash" : "line",
    }),
  );
  const legend = drawLegend(surface, gathered(items, spec.series, t), 8, 4, width - 16, emphasis);
  const ys = finite([...(data?.y ?? []), ...(spec.marks ?? []).map((m) => m.y)]);
  const titled = height >= 150;
  const guided = (spec.guides ?? []).length > 0;
  const top = legend.height + AXIS_TITLE + (guided ? LINE : 0);
  const area = { top, height: Math.max(20, height - top - axisBottomHeight(titled) - 2) };
  const makeY = spec.y.scale === "log" ? scaleLog : scaleLinear;
  const y: Scale = makeY(yDomain(spec, ys, options.y, steady, options.bounds), [area.top + area.height, area.top]);
  const shownY = axisOf(spec.y, y);
  const gutter = leftTicks(surface, y, shownY.format).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(20, width - gutter - 16), height: area.height };
  const makeX = spec.x.scale === "log" ? scaleLog : scaleLinear;
  const x: Scale = makeX(widen(xDomain(spec, data, present)), [plot.x + 4, plot.x + plot.width - 4]);
  const shownX = axisOf(spec.x, x);
  drawAxisLeft(surface, plot, y, { title: guided ? undefined : shownY.title, grid: true, format: shownY.format });
  if (guided) drawText(surface, shownY.title, 4, plot.y - LINE - 15, { color: theme.muted, maxWidth: width - 8 });
  drawAxisBottom(surface, plot, x, { title: titled ? shownX.title : undefined, grid: true, format: shownX.format });
  if (data === null || !data.y.some(Number.isFinite)) {
    drawEmpty(surface, plot, t("empty.curve"));
    return null;
  }
  if (spec.y.scale !== "log") {
    ctx.lineWidth = 1.25;
    strokeLines(ctx, theme.axis, [[plot.x, crisp(y(0), ratio), plot.x + plot.width, crisp(y(0), ratio)]]);
  }
  if (guided) drawGuides(surface, plot, x, spec);
  for (const [s, series] of spec.series.entries()) {
    const reference = series.reference !== undefined;
    ctx.globalAlpha = emphasis !== null && emphasis !== series.name ? 0.25 : reference ? FAINT : 1;
    const dash = reference ? DOTTED : series.dashed ? [7, 4] : [];
    if (series.points) drawPoints(surface, { x, y, data }, s, colorOf(s), markerOf(spec, s));
    else clipped(surface, plot, () => drawLine(surface, { x, y, data }, s, colorOf(s), dash));
  }
  ctx.globalAlpha = 1;
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
    drawPresent(surface, plot, x(present), {
      text: t("curve.present", { value: formatMeasured(present, spec.x.unit) }),
      title: shownY.title,
    });
  return { plot, x, y, data, spec, legend: legend.boxes };
}

/** Title and ticks of an axis: bare units of SI get a prefix, long logarithmic axes powers of ten. */
function axisOf(axis: AxisSpec, scale: Scale): { readonly title: string; readonly format?: (value: number) => string } {
  const [low, high] = scale.domain() as [number, number];
  if (axis.scale === "log" && high / low >= 1e4) return { title: axisTitle(axis), format: formatDecade };
  const { unit, format } = axisUnit(axis.unit, low, high);
  return { title: axisTitle({ ...axis, unit }), format };
}

type Plotted = Pick<CurveScene, "x" | "y" | "data">;

function drawLine({ ctx }: Surface, { x, y, data }: Plotted, series: number, color: string, dash: number[]): void {
  const n = data.x.length;
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.setLineDash(dash);
  ctx.beginPath();
  let open = false;
  for (let i = 0; i < n; i++) {
    const [left, level] = [x(data.x[i] as number), y(data.y[series * n + i] as number)];
    // Not known, or without a place on a logarithmic axis.
    if (!Number.isFinite(left) || !Number.isFinite(level)) {
      open = false;
      continue;
    }
    if (open) ctx.lineTo(left, level);
    else ctx.moveTo(left, level);
    // A value between two that are not known makes no line: it is a dot.
    const alone = !open && !(i + 1 < n && Number.isFinite(data.y[series * n + i + 1]));
    if (alone) ctx.arc(left, level, 2.5, 0, 2 * Math.PI);
    open = true;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawPoints(
  { ctx, theme }: Surface,
  { x, y, data }: Plotted,
  series: number,
  color: string,
  marker: Marker,
): void {
  const n = data.x.length;
  ctx.beginPath();
  for (let i = 0; i < n; i++) {
    const [left, level] = [x(data.x[i] as number), y(data.y[series * n + i] as number)];
    if (Number.isFinite(left) && Number.isFinite(level)) traceMarker(ctx, marker, left, level, 8);
  }
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 2.5;
  ctx.stroke();
  ctx.fillStyle = color;
  ctx.fill();
}

/** Labels stand above the plot; one that would run into the label before it is left out. */
function drawGuides(surface: Surface, plot: Rect, x: Scale, spec: CurveSpec): void {
  const { ctx, theme, ratio } = surface;
  let end = Number.NEGATIVE_INFINITY;
  for (const guide of [...(spec.guides ?? [])].sort((a, b) => a.x - b.x)) {
    const at = x(guide.x);
    if (!(at >= plot.x && at <= plot.x + plot.width)) continue;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    strokeLines(ctx, theme.muted, [[crisp(at, ratio), plot.y, crisp(at, ratio), plot.y + plot.height]]);
    ctx.setLineDash([]);
    setFont(ctx);
    const width = ctx.measureText(guide.label).width;
    const left = Math.max(plot.x, Math.min(at - width / 2, plot.x + plot.width - width));
    if (left < end + 6) continue;
    drawText(surface, guide.label, left, plot.y - 9, { color: theme.muted });
    end = left + width;
  }
}

/** The label stands above the plot at the right; where the axis title needs that place, inside beside the line. */
function drawPresent(surface: Surface, plot: Rect, x: number, { text, title }: Record<"text" | "title", string>): void {
  const { ctx, theme, ratio } = surface;
  ctx.lineWidth = 1.5;
  strokeLines(ctx, theme.accent, [[crisp(x, ratio), plot.y, crisp(x, ratio), plot.y + plot.height]]);
  setFont(ctx);
  const [own, titled] = [ctx.measureText(text).width, ctx.measureText(title).width];
  const right = plot.x + plot.width;
  if (4 + titled + GAP + own <= right) {
    drawText(surface, text, right, plot.y - 15, { align: "right", color: theme.accent, plate: true });
    return;
  }
  const after = x + GAP + own <= right;
  const place = after ? x + GAP / 2 : x - GAP / 2;
  drawText(surface, text, place, plot.y + 8, { align: after ? "left" : "right", color: theme.accent, plate: true });
}

/** Values of all series at the sample of the curve nearest to a point. */
export function curveReadout({ plot, x, y, data, spec }: CurveScene, point: Point): string | null {
  const mark = spec.marks?.find((m) => Math.hypot(x(m.x) - point.x, y(m.y) - point.y) < 8);
  if (mark !== undefined)
    return `${mark.source}\n${formatMeasured(mark.x, spec.x.unit)}: ${formatMeasured(mark.y, spec.y.unit)}`;
  if (point.x < plot.x || point.x > plot.x + plot.width) return null;
  const n = data.x.length;
  const distance = (i: number): number => Math.abs(x(data.x[i] as number) - point.x);
  // Series of single points have values at few places: each series answers for the nearest place where it has one.
  const nearest = (series: number): number | null => {
    let best: number | null = null;
    for (let i = 0; i < n; i++) {
      if (Number.isNaN(data.y[series * n + i] as number)) continue;
      if (best === null || distance(i) < distance(best)) best = i;
    }
    return best;
  };
  const lines = spec.series.flatMap((s, i) => {
    const at = nearest(i);
    if (at === null || (s.points && distance(at) > REACH)) return [];
    const where = s.points ? ` (${formatMeasured(data.x[at] as number, spec.x.unit)})` : "";
    return [`${s.label}${where}: ${formatMeasured(data.y[i * n + at] as number, spec.y.unit)}`];
  });
  const line = spec.series.findIndex((s, i) => !s.points && nearest(i) !== null);
  const at = line < 0 ? null : nearest(line);
  const place = at === null ? x.invert(point.x) : (data.x[at] as number);
  return [`${spec.x.label}: ${formatMeasured(place, spec.x.unit)}`, ...lines].join("\n");
}

/** Pixels between texts. */
const GAP = 10;

/** Points answer for this many pixels to either side. */
const REACH = 16;

export const describeCurve = (t: ViewText, { data, spec }: CurveScene): string => {
  const n = data.x.length;
  const parts = spec.series.flatMap((s, i) => {
    const values = finite(data.y.subarray(i * n, (i + 1) * n));
    if (values.length === 0) return [];
    const first = formatNumber(values[0] ?? Number.NaN);
    return [t("curve.part", { label: s.label, first, last: formatMeasured(values.at(-1) ?? Number.NaN, spec.y.unit) })];
  });
  return t("curve.describe", { y: spec.y.label, x: spec.x.label, parts: parts.join("; ") });
};
