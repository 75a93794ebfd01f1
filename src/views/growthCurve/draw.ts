import { scaleLinear } from "d3";
import type { CurveData, CurveSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  contains,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawLegend,
  drawText,
  type LegendItem,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  strokeLines,
  traceMarker,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { axisTitle, formatMeasured, formatNumber } from "../../ui/format";
import type { Domain, StickyDomain } from "../scale";
import type { ViewText } from "../strings";
import type { Handle, HandleId } from "./handles";

export interface GrowthScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly spec: CurveSpec;
  readonly data: CurveData;
  readonly handles: readonly Handle[];
}

export interface GrowthOptions {
  readonly t: ViewText;
  readonly xDomain: StickyDomain;
  readonly yDomain: StickyDomain;
  readonly handles: readonly Handle[];
  readonly active: HandleId | null;
}

const DOT = 2.2;

/** Range of values of the curves, not of the neurons on them: a lone one far out would flatten the rest. */
function ends(spec: CurveSpec, data: CurveData): { readonly x: Domain; readonly y: Domain } {
  const n = data.x.length;
  const x: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const y: [number, number] = [...x];
  for (const [s, { points }] of spec.series.entries()) {
    if (points) continue;
    for (let i = 0; i < n; i++) {
      const [at, value] = [data.x[i] as number, data.y[s * n + i] as number];
      if (Number.isNaN(value)) continue;
      x[0] = Math.min(x[0], at);
      x[1] = Math.max(x[1], at);
      y[0] = Math.min(y[0], value);
      y[1] = Math.max(y[1], value);
    }
  }
  return { x, y };
}

export function drawGrowth(
  surface: Surface,
  spec: CurveSpec,
  data: CurveData | null,
  options: GrowthOptions,
): GrowthScene | null {
  const { ctx, width, height, theme, ratio } = surface;
  const { t } = options;
  clear(surface);
  const items = spec.series.map(
    ({ name, label, points, dashed, role }, i): LegendItem => ({
      name,
      text: label,
      color: role === undefined ? theme.text : theme.roles[role],
      swatch: points ? (markerOf(spec, i) as "disc" | "diamond") : dashed ? "dash" : "line",
    }),
  );
  const legend = drawLegend(surface, items, 8, 4, width - 16);
  const top = legend.height + AXIS_TITLE;
  const plotHeight = Math.max(30, height - top - axisBottomHeight(true) - 2);
  if (data === null || !data.y.some(Number.isFinite)) {
    drawEmpty(surface, { x: 0, y: top, width, height: plotHeight }, t("empty.curve"));
    return null;
  }
  const { x: alongX, y: alongY } = ends(spec, data);
  const y: Scale = scaleLinear(options.yDomain.update(...alongY, { include: [0], patience: 30 }), [
    top + plotHeight,
    top,
  ]);
  const gutter = leftTicks(surface, y).width;
  const plot: Rect = { x: gutter, y: top, width: Math.max(30, width - gutter - 16), height: plotHeight };
  const x: Scale = scaleLinear(options.xDomain.update(...alongX, { floor: 0, exact: true, patience: 30 }), [
    plot.x,
    plot.x + plot.width,
  ]);
  drawHalves(surface, plot, y, t);
  drawAxisLeft(surface, plot, y, { title: axisTitle(spec.y), grid: true });
  drawAxisBottom(surface, plot, x, { title: axisTitle(spec.x), grid: true });
  ctx.lineWidth = 1.25;
  strokeLines(ctx, theme.axis, [[plot.x, crisp(y(0), ratio), plot.x + plot.width, crisp(y(0), ratio)]]);
  clipped(surface, plot, () => {
    for (const [s, { points }] of spec.series.entries()) if (points) drawNeurons(surface, spec, data, s, x, y);
    for (const [s, { points }] of spec.series.entries()) if (!points) drawLine(surface, spec, data, s, x, y);
  });
  const scene: GrowthScene = { plot, x, y, spec, data, handles: options.handles };
  for (const handle of options.handles) drawHandle(surface, scene, handle, handle.id === options.active);
  return scene;
}

/** Above the axis elements grow, below it they are lost: said by words and by a tint. */
function drawHalves(surface: Surface, plot: Rect, y: Scale, t: ViewText): void {
  const { ctx, theme } = surface;
  const zero = Math.min(plot.y + plot.height, Math.max(plot.y, y(0)));
  ctx.fillStyle = withAlpha(theme.warm, 0.06);
  ctx.fillRect(plot.x, plot.y, plot.width, zero - plot.y);
  ctx.fillStyle = withAlpha(theme.cool, 0.06);
  ctx.fillRect(plot.x, zero, plot.width, plot.y + plot.height - zero);
  const words = `↑ ${t("growthCurve.grow")}  ↓ ${t("growthCurve.shrink")}`;
  drawText(surface, words, plot.x + plot.width, plot.y - 15, { align: "right", color: theme.muted });
}

const markerOf = ({ series }: CurveSpec, s: number): "disc" | "diamond" =>
  series.slice(0, s).filter(({ points }) => points).length % 2 === 0 ? "disc" : "diamond";

const colorOf = ({ theme }: Surface, spec: CurveSpec, s: number): string => {
  const role = spec.series[s]?.role;
  return role === undefined ? theme.text : theme.roles[role];
};

function drawLine(surface: Surface, spec: CurveSpec, data: CurveData, s: number, x: Scale, y: Scale): void {
  const { ctx } = surface;
  const n = data.x.length;
  ctx.strokeStyle = colorOf(surface, spec, s);
  ctx.lineWidth = 2;
  ctx.setLineDash(spec.series[s]?.dashed ? [7, 4] : []);
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
  ctx.setLineDash([]);
}

/** Half the width of the band along its curve over which neurons are spread, in pixels. */
const SPREAD = 9;
/** Numbers spread evenly over 0..1, the same for every picture (golden ratio). */
const evenly = (i: number): number => (i * 0.618_034) % 1;

/** Every neuron at its calcium, spread about its curve so that many at one place are seen as many. */
function drawNeurons(surface: Surface, spec: CurveSpec, data: CurveData, s: number, x: Scale, y: Scale): void {
  const { ctx } = surface;
  const n = data.x.length;
  const marker = markerOf(spec, s);
  ctx.fillStyle = withAlpha(colorOf(surface, spec, s), 0.5);
  for (let i = 0; i < n; i++) {
    const value = data.y[s * n + i] as number;
    if (Number.isNaN(value)) continue;
    ctx.beginPath();
    traceMarker(ctx, marker, x(data.x[i] as number), y(value) + (2 * evenly(i) - 1) * SPREAD, 2 * DOT);
    ctx.fill();
  }
}

const LABELS: Readonly<Record<HandleId, string>> = { eta: "η", epsilonE: "εₑ", epsilonI: "εᵢ", rate: "ν" };

function drawHandle(surface: Surface, { plot, x, y }: GrowthScene, handle: Handle, active: boolean): void {
  const { ctx, theme } = surface;
  const [left, level] = [x(handle.x), y(handle.y)];
  if (left < plot.x - 1 || left > plot.x + plot.width + 1) return;
  ctx.beginPath();
  traceMarker(ctx, "disc", left, level, active ? 15 : 12);
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.lineWidth = active ? 3.5 : 2.5;
  ctx.strokeStyle = theme.accent;
  ctx.stroke();
  const aside = handle.id === "rate";
  drawText(surface, LABELS[handle.id], aside ? left + 11 : left, aside ? level : level + 16, {
    align: aside ? "left" : "center",
    color: theme.accent,
    weight: 600,
    plate: true,
  });
}

/** How many neurons of each kind grow, and how many shrink. */
export function counts({
  spec,
  data,
}: Pick<GrowthScene, "spec" | "data">): { label: string; grow: number; shrink: number }[] {
  const n = data.x.length;
  return spec.series.flatMap(({ label, points }, s) => {
    if (!points) return [];
    let [grow, shrink] = [0, 0];
    for (let i = 0; i < n; i++) {
      const value = data.y[s * n + i] as number;
      if (value > 0) grow++;
      else if (value < 0) shrink++;
    }
    return [{ label, grow, shrink }];
  });
}

export function growthReadout(scene: GrowthScene, point: Point, t: ViewText): string | null {
  const { plot, x, y, spec } = scene;
  if (!contains(plot, point)) return null;
  const at = t("growthCurve.at", {
    calcium: formatNumber(x.invert(point.x)),
    growth: formatMeasured(y.invert(point.y), spec.y.unit),
  });
  return [at, ...countTexts(scene, t)].join("\n");
}

const countTexts = (scene: GrowthScene, t: ViewText): string[] =>
  counts(scene).map(({ label, grow, shrink }) => t("growthCurve.part", { label, below: grow, above: shrink }));

export const describeGrowth = (scene: GrowthScene, t: ViewText): string =>
  t("growthCurve.describe", {
    parts: countTexts(scene, t).join("; "),
    handles: scene.handles.map(({ id, value }) => `${t(`growthCurve.${id}`)} ${formatNumber(value)}`).join(", "),
  });
