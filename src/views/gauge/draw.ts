import { scaleLinear, scaleLog } from "d3";
import type { ScalarSpec, TraceData } from "../../../workers/protocol";
import {
  clear,
  crisp,
  drawText,
  placeTicks,
  type Rect,
  type Scale,
  type Surface,
  setFont,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatMeasured, formatNumber, formatSpan, symbolText, unitText } from "../../ui/format";
import { lowerBound } from "../scale";
import type { ViewText } from "../strings";

export interface GaugeOptions {
  readonly t: ViewText;
  /** NaN while nothing is known. */
  readonly value: number;
  readonly peak: number;
  /** Time that the peak looks back, in ms. */
  readonly recent: number;
}

export interface GaugeScene {
  readonly bar: Rect;
  readonly scale: Scale;
  readonly spec: ScalarSpec;
  readonly value: number;
  readonly peak: number;
  readonly recent: number;
}

const SIDE = 16;

/** Scale of a gauge; values beyond its range stand at the end. */
export function gaugeScale({ gauge }: ScalarSpec, ends: readonly [number, number]): Scale {
  const range = gauge?.range ?? [0, 1];
  return (gauge?.scale === "log" ? scaleLog : scaleLinear)(range, [...ends]).clamp(true);
}

/** True above the line that the value should stay below. */
export const isBeyond = ({ gauge }: ScalarSpec, value: number): boolean =>
  gauge?.guide !== undefined && value > gauge.guide.value;

export function drawGauge(surface: Surface, spec: ScalarSpec, { t, value, peak, recent }: GaugeOptions): GaugeScene {
  const { ctx, width, height, ratio, theme } = surface;
  clear(surface);
  const roomy = height >= 120;
  const bar: Rect = {
    x: SIDE,
    y: Math.max(roomy ? 62 : 44, Math.min(height - 56, height * 0.5)),
    width: Math.max(40, width - 2 * SIDE),
    height: Math.max(10, Math.min(26, height * 0.16)),
  };
  const scale = gaugeScale(spec, [bar.x, bar.x + bar.width]);
  const beyond = isBeyond(spec, value);
  const shown = formatMeasured(value, spec.unit);
  drawText(surface, shown, SIDE, roomy ? 24 : 14, { size: roomy ? 26 : 18, weight: 650 });
  if (beyond && spec.gauge?.guide !== undefined) {
    drawText(surface, t("gauge.beyond", { guide: spec.gauge.guide.label }), width - SIDE, roomy ? 24 : 14, {
      align: "right",
      size: 12,
      weight: 600,
      maxWidth: width / 2 - SIDE,
    });
  }

  ctx.fillStyle = theme.grid;
  ctx.fillRect(bar.x, bar.y, bar.width, bar.height);
  const end = Number.isNaN(value) ? bar.x : scale(Math.max(value, scale.domain()[0] as number));
  // Filled from zero where that lies on the scale.
  const base = Math.max(bar.x, scale(Math.max(0, scale.domain()[0] as number)));
  const full: Rect = { ...bar, x: Math.min(base, end), width: Number.isNaN(value) ? 0 : Math.abs(end - base) };
  ctx.fillStyle = theme.accent;
  ctx.fillRect(full.x, full.y, full.width, full.height);
  const guide = spec.gauge?.guide;
  if (guide !== undefined && beyond)
    hatch(surface, { ...full, x: scale(guide.value), width: end - scale(guide.value) });
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.axis;
  ctx.strokeRect(crisp(bar.x, ratio), crisp(bar.y, ratio), bar.width, bar.height);

  setFont(ctx);
  const ticks = placeTicks(
    scale,
    Math.max(2, Math.floor(bar.width / 70)),
    (v) => formatNumber(v),
    (label) => ctx.measureText(label).width,
    10,
  );
  const below = bar.y + bar.height;
  for (const { position, label } of ticks) {
    strokeLines(ctx, theme.axis, [[crisp(position, ratio), below, crisp(position, ratio), below + 4]]);
    const half = ctx.measureText(label).width / 2;
    const x = Math.min(Math.max(position, half + 2), width - half - 2);
    drawText(surface, label, x, below + 13, { align: "center", color: theme.muted });
  }
  const unit = unitText(spec.unit);
  drawText(surface, `${spec.label} ${symbolText(spec.symbol)}${unit === "" ? "" : ` (${unit})`}`, SIDE, below + 30, {
    color: theme.muted,
    maxWidth: width / 2 - SIDE,
  });

  if (guide !== undefined) {
    const x = crisp(scale(guide.value), ratio);
    ctx.lineWidth = 2;
    strokeLines(ctx, theme.text, [[x, bar.y - 7, x, below + 3]]);
    const half = ctx.measureText(guide.label).width / 2;
    drawText(surface, guide.label, Math.min(Math.max(x, half + 4), width - half - 4), bar.y - 14, { align: "center" });
  }
  if (!Number.isNaN(peak)) {
    const x = scale(Math.max(peak, scale.domain()[0] as number));
    ctx.fillStyle = theme.text;
    ctx.beginPath();
    ctx.moveTo(x, bar.y + 1);
    ctx.lineTo(x - 5, bar.y - 7);
    ctx.lineTo(x + 5, bar.y - 7);
    ctx.closePath();
    ctx.fill();
    drawText(surface, `▼ ${peakText({ spec, peak, recent }, t)}`, width - SIDE, below + 30, {
      align: "right",
      color: theme.muted,
      maxWidth: width / 2 - SIDE,
    });
  }
  return { bar, scale, spec, value, peak, recent };
}

/** Largest value of a trace of one signal from a step on; NaN when there is none. */
export function recentPeak(data: TraceData | null, from: number): number {
  if (data === null) return Number.NaN;
  const recent = data.values.subarray(lowerBound(data.steps, from));
  return recent.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most), Number.NaN);
}

export const peakText = ({ spec, peak, recent }: Pick<GaugeScene, "spec" | "peak" | "recent">, t: ViewText): string =>
  t("gauge.peak", { span: formatSpan(recent), value: formatMeasured(peak, spec.unit) });

/** Pattern besides the colour: beyond the line. */
function hatch({ ctx, theme }: Surface, area: Rect): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.x, area.y, area.width, area.height);
  ctx.clip();
  ctx.lineWidth = 2.5;
  const lines: [number, number, number, number][] = [];
  for (let x = area.x - area.height; x < area.x + area.width; x += 8) {
    lines.push([x, area.y + area.height, x + area.height, area.y]);
  }
  strokeLines(ctx, withAlpha(theme.background, 0.75), lines);
  ctx.restore();
}

export function describeGauge({ spec, value, peak, recent }: GaugeScene, t: ViewText): string {
  const guide = spec.gauge?.guide;
  const against =
    guide === undefined ? "" : t(isBeyond(spec, value) ? "gauge.beyond" : "gauge.below", { guide: guide.label });
  return t("gauge.describe", {
    label: spec.label,
    value: formatMeasured(value, spec.unit),
    against,
    peak: formatMeasured(peak, spec.unit),
    span: formatSpan(recent),
  });
}
