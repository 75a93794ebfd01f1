import { scaleLinear } from "d3";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawText,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { axisUnit, formatMeasured, formatTime, timeUnit } from "../../ui/format";
import type { ViewText } from "../strings";
import { valueAt, type Waveform } from "./points";

export interface SketchOptions {
  readonly t: ViewText;
  readonly waveform: Waveform;
  /** Largest voltage on the axis, V. */
  readonly most: number;
  /** The stimulus is this waveform; else it only shows what would be drawn on. */
  readonly own: boolean;
  readonly chosen: number | null;
  /** Present place in the round, 0 to 1. */
  readonly phase: number;
  readonly reserved: number;
}

export interface SketchScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly waveform: Waveform;
  /** s */
  readonly period: number;
  readonly own: boolean;
}

/** More points than this are drawn as a line alone. */
const CROWD = 80;

export function drawSketch(surface: Surface, options: SketchOptions): SketchScene {
  const { ctx, theme, width, height, ratio } = surface;
  const { t, waveform, most, own, chosen, phase } = options;
  clear(surface);
  const period = waveform.times.at(-1) ?? 1;
  const titled = height >= 140;
  const top = 24 + AXIS_TITLE;
  const area = { top, height: Math.max(30, height - top - axisBottomHeight(titled) - 2) };
  const y = scaleLinear([-most, most], [area.top + area.height, area.top]);
  const volts = axisUnit("V", -most, most);
  const gutter = leftTicks(surface, y, volts.format).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(40, width - gutter - 14), height: area.height };
  const { unit, ms } = timeUnit(period * 1000);
  const x = scaleLinear([0, period], [plot.x, plot.x + plot.width]);
  const inUnits = scaleLinear([0, (period * 1000) / ms], [plot.x, plot.x + plot.width]);
  drawAxisLeft(surface, plot, y, {
    title: `${t("sketch.voltage")} (${volts.unit})`,
    titleWidth: width - 16,
    format: volts.format,
    grid: true,
  });
  drawAxisBottom(surface, plot, inUnits, { title: titled ? `${t("sketch.round")} (${unit})` : undefined, grid: true });
  ctx.lineWidth = 1.25;
  strokeLines(ctx, theme.axis, [[plot.x, crisp(y(0), ratio), plot.x + plot.width, crisp(y(0), ratio)]]);
  drawText(surface, own ? t("sketch.hint") : t("sketch.begin"), 8, 14, {
    color: theme.muted,
    maxWidth: width - options.reserved - 16,
  });
  const now = crisp(x(phase * period), ratio);
  ctx.lineWidth = 1.25;
  ctx.setLineDash([3, 3]);
  strokeLines(ctx, theme.accent, [[now, plot.y, now, plot.y + plot.height]]);
  ctx.setLineDash([]);
  ctx.strokeStyle = own ? theme.roles.input : withAlpha(theme.roles.input, 0.6);
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  ctx.setLineDash(own ? [] : [5, 4]);
  ctx.beginPath();
  for (const [i, time] of waveform.times.entries()) {
    const at = [x(time), y(waveform.values[i] as number)] as const;
    if (i === 0) ctx.moveTo(...at);
    else ctx.lineTo(...at);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  if (waveform.times.length <= CROWD) {
    for (const [i, time] of waveform.times.entries()) {
      ctx.beginPath();
      ctx.arc(x(time), y(waveform.values[i] as number), i === chosen ? 6 : 3, 0, 2 * Math.PI);
      ctx.fillStyle = i === chosen ? theme.accent : theme.roles.input;
      ctx.fill();
      if (i !== chosen) continue;
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 2;
      ctx.stroke();
    }
  }
  return { plot, x, y, waveform, period, own };
}

export function sketchReadout({ x, waveform, period }: SketchScene, at: Point): string {
  const time = Math.min(period, Math.max(0, x.invert(at.x)));
  return `t = ${formatTime(time * 1000, period)}\nv = ${formatMeasured(valueAt(waveform, time), "V")}`;
}

export function describeSketch({ waveform, period, own }: SketchScene, t: ViewText): string {
  return t("sketch.describe", {
    period: formatMeasured(period, "s"),
    count: waveform.times.length,
    low: formatMeasured(Math.min(...waveform.values), "V"),
    high: formatMeasured(Math.max(...waveform.values), "V"),
    own: own ? "" : t("sketch.begin"),
  });
}
