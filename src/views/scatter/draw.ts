import { scaleLinear } from "d3";
import type { VectorData, VectorSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawLegend,
  type LegendBox,
  type LegendItem,
  leftTicks,
  type Point,
  type Rect,
  type Surface,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { axisTitle, axisUnit, formatMeasured, formatNumber } from "../../ui/format";
import { type IndexGroup, indexGroups, summarise } from "../groups";
import type { StickyDomain } from "../scale";
import type { ViewText } from "../strings";
import { movingAverage } from "./average";

export interface ScatterOptions {
  readonly t: ViewText;
  readonly values: StickyDomain;
  readonly emphasis: string | null;
}

export interface ScatterScene {
  readonly plot: Rect;
  readonly groups: readonly IndexGroup[];
  readonly values: Float32Array;
  readonly toX: (index: number) => number;
  readonly toY: (value: number) => number;
  readonly legend: readonly LegendBox[];
  readonly spec: VectorSpec;
}

/** Elements that one value of the moving average covers: a twentieth of all, but enough to calm the line. */
export const averageWidth = (length: number): number => Math.max(5, 2 * Math.round(length / 40) + 1);

/** So few elements are bars, and have no average worth drawing. */
const FEW = 40;

export function drawScatter(
  surface: Surface,
  spec: VectorSpec,
  data: VectorData | null,
  options: ScatterOptions,
): ScatterScene | null {
  const { ctx, width, height, theme } = surface;
  const { t, emphasis } = options;
  clear(surface);
  const groups = indexGroups(spec);
  const items: LegendItem[] = groups.map(({ spec: g }) => ({
    name: g.name,
    text: g.label,
    color: theme.roles[g.role],
    swatch: "square",
  }));
  const average = averageWidth(spec.length);
  const few = spec.length <= FEW;
  if (!few) items.push({ name: "", text: t("scatter.average", { count: average }), color: theme.text, swatch: "line" });
  const legend = drawLegend(surface, items, 8, 4, width - 16, emphasis);
  const values = data?.values ?? new Float32Array(0);
  const all = summarise(values, { spec: (groups[0] as IndexGroup).spec, start: 0, end: values.length });
  const most = Math.max(Math.abs(all.low), Math.abs(all.high));
  // Bars stand on zero.
  const ends = few ? [Math.min(0, all.low), Math.max(0, all.high)] : [all.low, all.high];
  const [low, high] = spec.value.diverging && !few ? [-most, most] : (ends as [number, number]);
  const domain = spec.range ?? options.values.update(low, high);
  const titled = height >= 150;
  const top = legend.height + AXIS_TITLE;
  const area = { top, height: Math.max(20, height - top - axisBottomHeight(titled) - 2) };
  const y = scaleLinear(domain, [area.top + area.height, area.top]);
  const { unit, format } = axisUnit(spec.value.unit, domain[0], domain[1]);
  const gutter = leftTicks(surface, y, format).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(20, width - gutter - 14), height: area.height };
  const inset = few ? Math.max(3, (0.45 * plot.width) / spec.length) : 3;
  const x = scaleLinear([0, Math.max(1, spec.length - 1)], [plot.x + inset, plot.x + plot.width - inset]);
  drawAxisLeft(surface, plot, y, { title: axisTitle({ ...spec.value, unit }), grid: true, format });
  drawAxisBottom(surface, plot, x, {
    title: titled ? axisTitle(spec.index) : undefined,
    format: (v) => (Number.isInteger(v) ? formatNumber(v, 6) : ""),
  });
  if (data === null) {
    drawEmpty(surface, plot, t("empty.vector"));
    return null;
  }

  const size = values.length > 4000 ? 1.5 : values.length > 600 ? 2.2 : 3.5;
  clipped(surface, { x: plot.x, y: plot.y - 3, width: plot.width, height: plot.height + 6 }, () => {
    for (const { spec: group, start, end } of groups) {
      const shown = emphasis === null || emphasis === group.name;
      ctx.fillStyle = withAlpha(theme.roles[group.role], shown ? 0.75 : 0.15);
      for (let i = start; i < end; i++) {
        ctx.fillRect(x(i) - size / 2, y(values[i] as number) - size / 2, size, size);
      }
    }
    if (few) {
      const zero = y(Math.min(Math.max(0, domain[0]), domain[1]));
      const width = Math.max(3, (0.6 * plot.width) / spec.length);
      for (let i = 0; i < values.length; i++) {
        const top = y(values[i] as number);
        ctx.fillRect(x(i) - width / 2, Math.min(top, zero), width, Math.abs(top - zero));
      }
      return;
    }
    for (const group of groups) {
      const smooth = movingAverage(values, group, average);
      ctx.lineJoin = "round";
      ctx.beginPath();
      for (const [i, value] of smooth.entries()) ctx.lineTo(x(group.start + i), y(value));
      ctx.strokeStyle = theme.background;
      ctx.lineWidth = 4.5;
      ctx.stroke();
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 2;
      ctx.stroke();
    }
  });
  return { plot, groups, values, toX: x, toY: y, legend: legend.boxes, spec };
}

/** Index of the point nearest to `at` within `reach` pixels; null when there is none. */
export function nearestPoint(
  { values, toX, toY }: Pick<ScatterScene, "values" | "toX" | "toY">,
  at: Point,
  reach: number,
): number | null {
  let best: number | null = null;
  let least = reach * reach;
  for (const [i, value] of values.entries()) {
    const dx = toX(i) - at.x;
    if (Math.abs(dx) > reach || Number.isNaN(value)) continue;
    const distance = dx * dx + (toY(value) - at.y) ** 2;
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

export const describeScatter = (t: ViewText, { groups, values, spec }: ScatterScene): string => {
  const parts = groups.map((group) => {
    const s = summarise(values, group);
    const mean = formatMeasured(s.mean, spec.value.unit);
    return t("scatter.part", { label: group.spec.label, mean, low: formatNumber(s.low), high: formatNumber(s.high) });
  });
  return t("scatter.describe", { label: spec.value.label, index: spec.index.label, parts: parts.join("; ") });
};
