import { crisp, drawText, type Rect, type Scale, type Surface, setFont, strokeLines } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatMeasured } from "../../ui/format";
import type { ViewText } from "../strings";
import type { Pair } from "./path";
import { type LoopScene, place } from "./scene";

/** The lines and marks of a loop. */

/** Bundles of equal age in which the trail fades. */
const FADES = 12;
/** Lines through zero, stronger than the grid. */
export function drawZero({ ctx, theme, ratio }: Surface, plot: Rect, x: Scale, y: Scale | null): void {
  ctx.lineWidth = 1.25;
  const lines: [number, number, number, number][] = [];
  const left = crisp(x(0), ratio);
  if (left >= plot.x && left <= plot.x + plot.width) lines.push([left, plot.y, left, plot.y + plot.height]);
  const level = y === null ? Number.NaN : crisp(y(0), ratio);
  if (level >= plot.y && level <= plot.y + plot.height) lines.push([plot.x, level, plot.x + plot.width, level]);
  strokeLines(ctx, theme.axis, lines);
}

/** Adds the way from one sample to another to the path that is open. */
function trace({ ctx }: Surface, scene: LoopScene, pair: Pair, from: number, to: number): void {
  let open = false;
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  for (let i = from; i <= to; i++) {
    const at = place(scene, pair, i);
    if (at === null) {
      open = false;
      continue;
    }
    // What moved less than a pixel is part of the same point.
    if (open && i < to && Math.abs(at.x - lastX) + Math.abs(at.y - lastY) < 0.7) continue;
    if (open) ctx.lineTo(at.x, at.y);
    else ctx.moveTo(at.x, at.y);
    open = true;
    [lastX, lastY] = [at.x, at.y];
  }
}

export function drawSibling(surface: Surface, scene: LoopScene, pair: Pair, from: number, alpha: number): void {
  const { ctx, theme } = surface;
  ctx.strokeStyle = withAlpha(theme.muted, 0.38 * alpha);
  ctx.lineWidth = 1;
  ctx.lineJoin = "round";
  ctx.beginPath();
  trace(surface, scene, pair, from, scene.data.steps.length - 1);
  ctx.stroke();
}

export function drawReference(surface: Surface, scene: LoopScene, pair: Pair, alpha: number): void {
  const { ctx, theme } = surface;
  ctx.strokeStyle = theme.accent;
  ctx.globalAlpha = 0.8 * alpha;
  ctx.lineWidth = 1.75;
  ctx.setLineDash([2, 2.5]);
  ctx.beginPath();
  trace(surface, scene, pair, scene.from, scene.data.steps.length - 1);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** The own way in bundles of equal age, the latest on top. */
export function drawTrail(surface: Surface, scene: LoopScene, alpha: number): void {
  const { ctx, theme } = surface;
  const last = scene.data.steps.length - 1;
  const bundles = Math.min(FADES, Math.max(1, last - scene.from));
  ctx.lineJoin = "round";
  for (let b = 0; b < bundles; b++) {
    const share = (b + 1) / bundles;
    const begin = scene.from + Math.floor(((last - scene.from) * b) / bundles);
    const end = scene.from + Math.floor(((last - scene.from) * (b + 1)) / bundles);
    ctx.strokeStyle = withAlpha(theme.accent, (0.15 + 0.85 * share * share) * alpha);
    ctx.lineWidth = 1.25 + 1.25 * share;
    ctx.beginPath();
    trace(surface, scene, scene.own, begin, end);
    ctx.stroke();
  }
}

/** Shares of the way of one round at which arrows tell its direction. */
const ARROWS = [0.12, 0.37, 0.62, 0.87];
/** An arrow needs so many pixels of way, or it would point anywhere. */
const LEAST_WAY = 5;

export function drawArrows(surface: Surface, scene: LoopScene, from: number): void {
  const { ctx, theme } = surface;
  const last = scene.data.steps.length - 1;
  const span = last - from;
  ctx.fillStyle = theme.accent;
  for (const share of ARROWS) {
    const middle = from + Math.round(span * share);
    const reach = Math.max(2, Math.round(span / 60));
    const [a, b] = [
      place(scene, scene.own, Math.max(from, middle - reach)),
      place(scene, scene.own, Math.min(last, middle)),
    ];
    if (a === null || b === null || Math.hypot(b.x - a.x, b.y - a.y) < LEAST_WAY) continue;
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    ctx.beginPath();
    ctx.moveTo(b.x + 5 * Math.cos(angle), b.y + 5 * Math.sin(angle));
    for (const side of [2.5, -2.5]) ctx.lineTo(b.x + 7 * Math.cos(angle + side), b.y + 7 * Math.sin(angle + side));
    ctx.closePath();
    ctx.fill();
  }
}

/** A ring around the origin and in words whether the loop is pinched there. */
export function drawPinch(
  surface: Surface,
  { plot, x, y, axes }: LoopScene,
  { value, shut }: NonNullable<LoopScene["pinch"]>,
  t: ViewText,
): void {
  const { ctx, theme } = surface;
  const [left, top] = [x(0), y(0)];
  if (!(left >= plot.x && left <= plot.x + plot.width && top >= plot.y && top <= plot.y + plot.height)) return;
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.text;
  ctx.setLineDash(shut ? [] : [3, 3]);
  ctx.beginPath();
  ctx.arc(left, top, 8, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
  // Loops rise to the right, so that there is room below it, or at the far end where zero lies at the bottom.
  const below = top + 24 < plot.y + plot.height;
  const text = shut ? t("loop.pinched") : t("loop.open", { value: formatMeasured(value, axes.y.unit) });
  setFont(ctx);
  const room = below && plot.x + plot.width - left - 16 > ctx.measureText(text).width;
  drawText(surface, text, room ? left + 12 : plot.x + plot.width - 4, below ? top + 16 : top - 9, {
    align: room ? "left" : "right",
    color: theme.muted,
    plate: true,
  });
}

export function drawPresent({ ctx, theme }: Surface, scene: LoopScene, sample: number): void {
  const at = place(scene, scene.own, sample);
  if (at === null) return;
  const { plot } = scene;
  const x = Math.min(plot.x + plot.width, Math.max(plot.x, at.x));
  const y = Math.min(plot.y + plot.height, Math.max(plot.y, at.y));
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  ctx.fillStyle = theme.accent;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.text;
  ctx.stroke();
}
