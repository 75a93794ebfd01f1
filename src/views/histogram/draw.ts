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
  drawText,
  type LegendBox,
  leftTicks,
  type Rect,
  type Surface,
} from "../../ui/canvas";
import { axisTitle, formatMeasured, formatNumber } from "../../ui/format";
import { type IndexGroup, indexGroups, type Summary, summarise } from "../groups";
import type { StickyDomain } from "../scale";
import type { ViewText } from "../strings";
import { type Bins, binValues, histogramDomain } from "./bins";

export interface HistogramOptions {
  readonly t: ViewText;
  readonly bins: number;
  readonly counts: StickyDomain;
  /** Scale of the value where its spec gives no range. */
  readonly values: StickyDomain;
  readonly emphasis: string | null;
}

export interface HistogramScene {
  readonly plot: Rect;
  readonly bins: Bins;
  readonly groups: readonly IndexGroup[];
  readonly summaries: readonly Summary[];
  readonly legend: readonly LegendBox[];
  readonly spec: VectorSpec;
}

/** Room that the title of the counts takes above the bars. */
const TITLE = 32;

export function drawHistogram(
  surface: Surface,
  spec: VectorSpec,
  data: VectorData | null,
  options: HistogramOptions,
): HistogramScene | null {
  const { ctx, width, height, theme } = surface;
  const { t, emphasis } = options;
  clear(surface);
  const values = data?.values ?? new Float32Array(0);
  const groups = indexGroups(spec, values.length);
  const summaries = groups.map((g) => summarise(values, g));
  const items = groups.map(({ spec: g }, i) => ({
    name: g.name,
    text: `${g.label}, ${t("histogram.mean", { mean: formatNumber((summaries[i] as Summary).mean, 3) })}`,
    color: theme.roles[g.role],
    swatch: i % 2 === 1 ? ("hatch" as const) : ("square" as const),
  }));
  const legend = drawLegend(surface, items, 8, 4, width - 16, emphasis);
  const domain = histogramDomain(spec.range, values, options.values, spec.value.diverging);
  // An odd number of bins keeps what has not changed together, in the middle one.
  const bins = binValues(values, groups, domain, spec.value.diverging ? options.bins | 1 : options.bins);
  const countDomain = options.counts.update(0, Math.max(4, bins.highest), { floor: 0, patience: 45 });
  const titled = height >= 150;
  const top = legend.height + AXIS_TITLE;
  const area = { top, height: Math.max(20, height - top - axisBottomHeight(titled) - 2) };
  const y = scaleLinear(countDomain, [area.top + area.height, area.top]);
  const gutter = leftTicks(surface, y).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(20, width - gutter - 14), height: area.height };
  const x = scaleLinear(domain, [plot.x, plot.x + plot.width]);
  drawAxisLeft(surface, plot, y, { title: t("axis.count"), grid: true });
  drawAxisBottom(surface, plot, x, { title: titled ? axisTitle(spec.value) : undefined });
  if (summaries.every((summary) => summary.count === 0)) {
    drawEmpty(surface, plot, t(data === null ? "empty.vector" : "empty.values"));
    return null;
  }

  const stacked = new Float64Array(bins.bins);
  const step = plot.width / bins.bins;
  const gap = step > 5 ? 1 : 0;
  for (const [g, { spec: group }] of groups.entries()) {
    const bars: Rect[] = [];
    for (let b = 0; b < bins.bins; b++) {
      const count = bins.counts[g * bins.bins + b] as number;
      if (count === 0) continue;
      const base = stacked[b] as number;
      bars.push({ x: plot.x + b * step, y: y(base + count), width: step - gap, height: y(base) - y(base + count) });
      stacked[b] = base + count;
    }
    ctx.globalAlpha = emphasis === null || emphasis === group.name ? 1 : 0.3;
    fillBars(surface, bars, theme.roles[group.role], g % 2 === 1);
  }
  ctx.globalAlpha = 1;
  if (bins.outside > 0 && spec.range === undefined) {
    const text = t("histogram.beyond", { count: formatNumber(bins.outside, 7) });
    // Where there is no room beside the title of the axis, the description says it.
    if (ctx.measureText(text).width < plot.width - TITLE)
      drawText(surface, text, plot.x + plot.width, plot.y - 15, { align: "right", color: theme.muted, plate: true });
  }
  for (const [g, { spec: group }] of groups.entries()) {
    drawMean(surface, plot, x((summaries[g] as Summary).mean), theme.roles[group.role], g % 2 === 1);
  }
  return { plot, bins, groups, summaries, legend: legend.boxes, spec };
}

/** Every second group is hatched, so that stacks are told apart without colour. */
function fillBars(surface: Surface, bars: readonly Rect[], color: string, hatched: boolean): void {
  const { ctx, theme } = surface;
  ctx.fillStyle = color;
  ctx.beginPath();
  for (const bar of bars) ctx.rect(bar.x, bar.y, bar.width, bar.height);
  ctx.fill();
  if (!hatched) return;
  ctx.save();
  ctx.clip();
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 1;
  ctx.globalAlpha *= 0.7;
  ctx.beginPath();
  for (let x = -surface.height; x < surface.width; x += 6) {
    ctx.moveTo(x, surface.height);
    ctx.lineTo(x + surface.height, 0);
  }
  ctx.stroke();
  ctx.restore();
}

/** A triangle above the plot, open for every second group, with a thin line down. */
function drawMean(surface: Surface, plot: Rect, x: number, color: string, open: boolean): void {
  if (Number.isNaN(x) || x < plot.x || x > plot.x + plot.width) return;
  const { ctx, theme } = surface;
  clipped(surface, { x: 0, y: plot.y - 12, width: surface.width, height: plot.height + 12 }, () => {
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = theme.background;
    ctx.beginPath();
    ctx.moveTo(x, plot.y);
    ctx.lineTo(x, plot.y + plot.height);
    ctx.stroke();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = color;
    ctx.setLineDash([4, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, plot.y);
    ctx.lineTo(x - 5, plot.y - 8);
    ctx.lineTo(x + 5, plot.y - 8);
    ctx.closePath();
    ctx.fillStyle = open ? theme.background : color;
    ctx.fill();
    ctx.stroke();
  });
}

export const describeHistogram = (t: ViewText, { groups, summaries, spec, bins }: HistogramScene): string => {
  const parts = groups.map(({ spec: group }, i) => {
    const s = summaries[i] as Summary;
    return t("histogram.part", {
      label: group.label,
      count: formatNumber(s.count, 7),
      mean: formatMeasured(s.mean, spec.value.unit),
      low: formatNumber(s.lowerQuartile),
      high: formatNumber(s.upperQuartile),
    });
  });
  const [low, high] = bins.domain;
  if (bins.outside > 0) {
    parts.push(t("histogram.outside", { low: formatNumber(low), high: formatNumber(high), count: bins.outside }));
  }
  return t("histogram.describe", { label: spec.label, parts: parts.join("; ") });
};
