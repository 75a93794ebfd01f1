import type { Point } from "../../ui/canvas";
import { formatMeasured, formatTime, symbolText } from "../../ui/format";
import type { ViewText } from "../strings";
import { columnExtent } from "./path";
import { type LoopScene, place } from "./scene";

/** A loop in words, and what is under a pointer. */

/** The sample of the own trail nearest to a point within reach; null when there is none. */
export function hitSample(scene: LoopScene, at: Point, reach = 28): number | null {
  let best: number | null = null;
  let least = reach;
  for (let i = scene.from; i < scene.data.steps.length; i++) {
    const p = place(scene, scene.own, i);
    if (p === null) continue;
    const distance = Math.hypot(p.x - at.x, p.y - at.y);
    // Of equals the latest.
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/** Where a sample stands, for marks over the picture. */
export const pointOf = (scene: LoopScene, sample: number): Point | null => place(scene, scene.own, sample);

const equation = (symbol: string, value: number, unit: string): string =>
  `${symbolText(symbol)} = ${formatMeasured(value, unit)}`;

/** Time, both values and the resistance of a sample, or the place under the pointer where there is none. */
export function loopReadout(scene: LoopScene, at: Point): string {
  const { axes, data, stride, own, stepMs } = scene;
  const sample = hitSample(scene, at);
  if (sample === null) {
    return [
      equation(axes.x.symbol, scene.x.invert(at.x), axes.x.unit),
      equation(scene.log ? `|${axes.y.symbol}|` : axes.y.symbol, scene.y.invert(at.y), axes.y.unit),
    ].join("\n");
  }
  const [v, i] = [data.values[sample * stride + own.x] as number, data.values[sample * stride + own.y] as number];
  return [
    `t = ${formatTime((data.steps[sample] as number) * stepMs, stepMs)}`,
    equation(axes.x.symbol, v, axes.x.unit),
    equation(axes.y.symbol, i, axes.y.unit),
    ...(isOhmic(scene) && i !== 0 && v !== 0 ? [equation("R", v / i, "Ω")] : []),
  ].join("\n");
}

const isOhmic = ({ axes }: LoopScene): boolean => axes.x.unit === "V" && axes.y.unit === "A";

export function describeLoop(scene: LoopScene, t: ViewText): string {
  const { axes, data, stride, own, now, pinch, siblings } = scene;
  const parts = [axes.x, axes.y].map((axis, i) => {
    const extent = columnExtent(data, stride, i === 0 ? own.x : own.y, scene.from) ?? [Number.NaN, Number.NaN];
    const [low, high] = extent.map((value) => formatMeasured(value, axis.unit)) as [string, string];
    return t("loop.between", { label: axis.label, low, high });
  });
  const value = (column: number): number => data.values[(now ?? 0) * stride + column] as number;
  parts.push(
    t("loop.nowAt", {
      place: `${equation(axes.x.symbol, value(own.x), axes.x.unit)}, ${equation(axes.y.symbol, value(own.y), axes.y.unit)}`,
    }),
  );
  if (pinch !== null)
    parts.push(pinch.shut ? t("loop.pinched") : t("loop.open", { value: formatMeasured(pinch.value, axes.y.unit) }));
  if (siblings > 0) parts.push(t("loop.siblings", { count: siblings }));
  return t("loop.describe", { x: axes.x.label, y: axes.y.label, parts: parts.join("; ") });
}
