import { scaleLinear } from "d3";
import type { CurveData, CurveSpec } from "../../../workers/protocol";
import {
  axisBottomHeight,
  clear,
  clipped,
  contains,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawText,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatMeasured, formatValue } from "../../ui/format";
import { hatch } from "../inside/marks";
import type { Domain } from "../scale";
import type { ViewText } from "../strings";
import { type Excess, excesses, LANES, type Lane, lanesOf } from "./spikes";

export interface OverlapOptions {
  readonly t: ViewText;
  /** t_post - t_pre, and where the presynaptic peak stands on the axis, ms. */
  readonly interval: number;
  readonly shift: number;
  /** Time shown, ms. */
  readonly window: Domain;
  /** V */
  readonly threshold: number;
  /** Change by one pair and the integral behind it; NaN where they are not known. */
  readonly change: { readonly value: number; readonly unit: string };
  readonly xi: number;
  /** Lane of the spike that is held. */
  readonly held: Lane | null;
  readonly reserved: number;
}

export interface OverlapScene {
  readonly lanes: Readonly<Record<Lane, { readonly plot: Rect; readonly y: Scale }>>;
  readonly x: Scale;
  readonly area: Rect;
  readonly data: CurveData;
  readonly values: Readonly<Record<Lane, Float32Array>>;
  readonly peaks: Readonly<Record<"pre" | "post", Point>>;
  readonly excess: readonly Excess[];
  readonly options: OverlapOptions;
}

const WEIGHTS: Readonly<Record<Lane, number>> = { pre: 0.25, post: 0.25, device: 0.5 };
const GAP = 18;

export function drawOverlap(
  surface: Surface,
  spec: CurveSpec,
  data: CurveData | null,
  options: OverlapOptions,
): OverlapScene | null {
  const { ctx, theme, width, height, ratio } = surface;
  const { t, window, shift, interval, threshold } = options;
  clear(surface);
  const values = data === null ? null : lanesOf(spec, data);
  if (data === null || values === null) {
    drawEmpty(surface, { x: 0, y: 0, width, height }, t("empty.curve"));
    return null;
  }
  const titled = height >= 230;
  const top = 40;
  const bottom = height - axisBottomHeight(titled) - 2;
  const room = Math.max(90, bottom - top - 2 * GAP);
  const largest = (lane: Lane): number => values[lane].reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const most: Record<Lane, number> = {
    pre: 1.12 * Math.max(largest("pre"), largest("post"), threshold),
    post: 1.12 * Math.max(largest("pre"), largest("post"), threshold),
    device: 1.12 * Math.max(largest("device"), 1.25 * threshold),
  };
  const each = <V>(make: (lane: Lane) => V): Record<Lane, V> => ({
    pre: make("pre"),
    post: make("post"),
    device: make("device"),
  });
  const scales = each((lane): Scale => scaleLinear([-most[lane], most[lane]], [WEIGHTS[lane] * room, 0]));
  const gutter = Math.max(...LANES.map((lane) => leftTicks(surface, scales[lane]).width));
  const plotWidth = Math.max(60, width - gutter - 14);
  let at = top;
  const lanes = each((lane) => {
    const plot: Rect = { x: gutter, y: at, width: plotWidth, height: WEIGHTS[lane] * room };
    at += plot.height + GAP;
    return { plot, y: scaleLinear([-most[lane], most[lane]], [plot.y + plot.height, plot.y]) };
  });
  const x: Scale = scaleLinear(window, [gutter, gutter + plotWidth]);
  const area: Rect = { x: gutter, y: top, width: plotWidth, height: bottom - top };

  drawHead(surface, options);
  for (const lane of LANES) {
    const { plot, y } = lanes[lane];
    drawAxisLeft(surface, plot, y, { grid: true });
    drawText(surface, `${t(`overlap.${lane}`)} (V)`, gutter + 4, plot.y - 8, {
      color: lane === "device" ? theme.text : theme.roles[lane],
      weight: 600,
      maxWidth: plotWidth,
    });
  }
  drawAxisBottom(surface, lanes.device.plot, x, { title: titled ? `${t("axis.time")} (ms)` : undefined });
  const excess = excesses(data.x, values.device, threshold);
  drawBand(surface, lanes.device, threshold, t);
  const toX = (time: number): number => x(time + shift);
  clipped(surface, { ...area, y: top - 4, height: area.height + 8 }, () => {
    for (const part of excess) fillExcess(surface, part, toX, lanes.device.y);
    for (const lane of LANES) {
      const { y } = lanes[lane];
      ctx.strokeStyle = lane === "device" ? theme.text : theme.roles[lane];
      ctx.lineWidth = options.held === lane ? 3 : 2;
      ctx.lineJoin = "round";
      ctx.beginPath();
      for (let i = 0; i < data.x.length; i++) {
        const [left, level] = [toX(data.x[i] as number), y(values[lane][i] as number)];
        if (i === 0) ctx.moveTo(left, level);
        else ctx.lineTo(left, level);
      }
      ctx.stroke();
    }
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 4]);
    for (const [lane, time] of [
      ["pre", 0],
      ["post", interval],
    ] as const) {
      const left = crisp(toX(time), ratio);
      const { plot } = lanes[lane];
      strokeLines(ctx, theme.roles[lane], [[left, plot.y, left, bottom]]);
    }
    ctx.setLineDash([]);
  });
  const peak = (lane: "pre" | "post", time: number): Point => {
    const { plot, y } = lanes[lane];
    const highest = values[lane].reduce((m, v) => Math.max(m, v), 0);
    const left = Math.min(plot.x + plot.width, Math.max(plot.x, toX(time)));
    return { x: left, y: y(highest) };
  };
  const peaks = { pre: peak("pre", 0), post: peak("post", interval) };
  for (const lane of ["pre", "post"] as const) drawGrip(surface, peaks[lane], theme.roles[lane], options.held === lane);
  return { lanes, x, area, data, values, peaks, excess, options };
}

/** Interval, integral and change in one line above the lanes. */
function drawHead(surface: Surface, { t, interval, xi, change, reserved }: OverlapOptions): void {
  const parts = [
    `ΔT = ${formatValue(interval, "ms")}`,
    ...(Number.isNaN(xi) ? [] : [`ξ = ${formatValue(xi, "ms")}`]),
    ...(Number.isNaN(change.value) ? [] : [t("overlap.last", { change: formatMeasured(change.value, change.unit) })]),
  ];
  drawText(surface, parts.join("     "), 8, 14, { weight: 600, maxWidth: surface.width - reserved - 16 });
}

/** The dead zone, in which nothing moves. */
function drawBand(surface: Surface, { plot, y }: OverlapScene["lanes"][Lane], threshold: number, t: ViewText): void {
  const { ctx, theme, ratio } = surface;
  const [top, bottom] = [y(threshold), y(-threshold)];
  ctx.fillStyle = withAlpha(theme.axis, 0.14);
  ctx.fillRect(plot.x, top, plot.width, bottom - top);
  ctx.lineWidth = 1.25;
  ctx.setLineDash([5, 3]);
  strokeLines(ctx, theme.muted, [
    [plot.x, crisp(top, ratio), plot.x + plot.width, crisp(top, ratio)],
    [plot.x, crisp(bottom, ratio), plot.x + plot.width, crisp(bottom, ratio)],
  ]);
  ctx.setLineDash([]);
  const right = plot.x + plot.width - 4;
  for (const [text, level, inside] of [
    [`+${formatMeasured(threshold, "V")}`, top, 1],
    [`−${formatMeasured(threshold, "V")}`, bottom, -1],
  ] as const)
    drawText(surface, text, right, level + 9 * inside, { align: "right", color: theme.muted, size: 10.5 });
  // Below the tails of the spikes.
  if (bottom - top > 60)
    drawText(surface, t("overlap.band"), right - 40, bottom - 10, {
      align: "right",
      color: theme.muted,
      plate: true,
      maxWidth: plot.width - 48,
    });
}

/** Potentiation is hatched and marked +, depression dotted lines and −. */
function fillExcess(surface: Surface, { sign, points }: Excess, toX: (time: number) => number, y: Scale): void {
  const { ctx, theme } = surface;
  const color = sign > 0 ? theme.warm : theme.cool;
  const trace = (): void => {
    ctx.beginPath();
    for (const [i, [px, py]] of points.entries()) {
      if (i === 0) ctx.moveTo(toX(px), y(py));
      else ctx.lineTo(toX(px), y(py));
    }
    ctx.closePath();
  };
  trace();
  ctx.fillStyle = withAlpha(color, 0.55);
  ctx.fill();
  ctx.save();
  trace();
  ctx.clip();
  const xs = points.map(([px]) => toX(px));
  const ys = points.map(([, py]) => y(py));
  const box: Rect = {
    x: Math.min(...xs),
    y: Math.min(...ys),
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
  };
  hatch(surface, box, color, sign > 0 ? 5 : 9);
  ctx.restore();
  const tip = sign > 0 ? box.y : box.y + box.height;
  drawText(surface, sign > 0 ? "+" : "−", box.x + box.width + 8, tip + sign * 6, {
    color,
    size: 18,
    weight: 700,
    plate: true,
  });
}

/** A handle with arrows to both sides. */
function drawGrip({ ctx, theme }: Surface, { x, y }: Point, color: string, held: boolean): void {
  ctx.beginPath();
  ctx.arc(x, y, held ? 9 : 7.5, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.moveTo(x + side * 18, y);
    ctx.lineTo(x + side * 12, y - 4.5);
    ctx.lineTo(x + side * 12, y + 4.5);
    ctx.closePath();
    ctx.fillStyle = color;
    ctx.fill();
  }
}

/** Time since the presynaptic peak and the three voltages there. */
export function overlapReadout({ area, x, data, values, options }: OverlapScene, at: Point): string | null {
  if (!contains(area, at)) return null;
  const time = x.invert(at.x) - options.shift;
  const after = data.x.findIndex((value) => value >= time);
  if (after <= 0) return null;
  const t0 = data.x[after - 1] as number;
  const share = (time - t0) / ((data.x[after] as number) - t0 || 1);
  const value = (lane: Lane): number =>
    (values[lane][after - 1] as number) * (1 - share) + (values[lane][after] as number) * share;
  const { t } = options;
  return [
    t("overlap.at", { time: formatValue(time, "ms") }),
    ...LANES.map((lane) => `${t(`overlap.${lane}`)}: ${formatMeasured(value(lane), "V")}`),
  ].join("\n");
}

export function describeOverlap({ options, excess, values }: OverlapScene): string {
  const { t, interval, threshold, xi, change } = options;
  const beyond = excess.reduce((most, { points }) => Math.max(most, ...points.map(([, y]) => Math.abs(y))), 0);
  const largest = values.device.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return t("overlap.describe", {
    interval: formatValue(interval, "ms"),
    threshold: formatMeasured(threshold, "V"),
    largest: formatMeasured(Math.max(beyond, largest), "V"),
    writes: excess.length === 0 ? t("overlap.nothing") : t("overlap.writes", { xi: formatValue(xi, "ms") }),
    change: formatMeasured(change.value, change.unit),
  });
}
