import { scaleLog } from "d3";
import { clear, crisp, drawText, type Rect, type Surface, strokeLines } from "../../ui/canvas";
import { formatMeasured, formatNumber } from "../../ui/format";
import type { ViewText } from "../strings";

/** What the weights of a network take in memory: dense and sparse on one scale, and the density at which both are equal. */

export interface MemoryValues {
  /** Bytes; NaN while nothing is known. */
  readonly dense: number;
  readonly sparse: number;
  /** % of all connections: what there is, and where both forms take as much. */
  readonly density: number;
  readonly breakEven: number;
  readonly saved: number;
}

/** A memory to compare with: published figures, each with how sure they are. */
export interface MemoryMark {
  readonly bytes: number;
  readonly label: string;
  /** What stands in the picture. */
  readonly short: string;
}

export interface MemoryScene extends MemoryValues {
  readonly bars: readonly { readonly name: "dense" | "sparse"; readonly box: Rect; readonly bytes: number }[];
  readonly marks: readonly (MemoryMark & { readonly x: number })[];
}

const SIDE = 12;
/** Pixels for the names of the bars, and for their sizes. */
const NAMES = 52;
const SIZES = 54;
/** Below this width names and sizes stand above their bars. */
const NARROW = 210;
const TEXT_LINE = 15;
/** Pixels from one number of the scale of bytes to the next. */
const APART = 38;
const TICKS = [1e3, 1e4, 1e5, 1e6, 1e7];
/** Room for the name of the scale of densities. */
const DENSITY = 72;
const DENSITIES = [0.1, 1, 10, 100];

const savedText = (saved: number, t: ViewText): string =>
  saved < 0
    ? t("memory.wasted", { wasted: formatMeasured(-saved, "%") })
    : t("memory.saved", { saved: formatMeasured(saved, "%") });

export function drawMemory(
  surface: Surface,
  values: MemoryValues,
  marks: readonly MemoryMark[],
  t: ViewText,
): MemoryScene {
  const { ctx, theme, width, height, ratio } = surface;
  clear(surface);
  const { dense, sparse, density, breakEven, saved } = values;
  const narrow = width < NARROW;
  const left = SIDE + (narrow ? 0 : NAMES);
  const right = width - SIDE - (narrow ? 0 : SIZES);
  const known = Number.isFinite(dense) && Number.isFinite(sparse);
  const x = scaleLog([500, 1.2 * (known ? Math.max(dense, sparse, 2e5) : 1e6)], [left, right]).clamp(true);
  const thick = Math.max(9, Math.min(20, height * 0.08));
  const top = marks.length > 0 ? 42 : 30;
  const above = narrow ? TEXT_LINE : 0;
  const step = above + thick + 7;
  const long = narrow ? formatMeasured(-saved, "%") : savedText(saved, t);
  const head = known ? long : t("empty.vector");
  drawText(surface, head, SIDE, 12, { size: 13, weight: 650, maxWidth: width - 2 * SIDE });

  const bars = (["dense", "sparse"] as const).map((name, i) => {
    const bytes = values[name];
    const y = top + i * step + above;
    const textY = narrow ? y - TEXT_LINE / 2 : y + thick / 2;
    const box = { x: left, y, width: known ? Math.max(1, x(bytes) - left) : 0, height: thick };
    ctx.fillStyle = name === "dense" ? theme.axis : theme.roles.weight;
    ctx.fillRect(box.x, box.y, box.width, box.height);
    drawText(surface, t(`memory.${name}`), SIDE, textY, { maxWidth: NAMES - 4 });
    if (known)
      drawText(surface, formatMeasured(bytes, "B"), width - SIDE, textY, {
        align: "right",
        weight: 600,
        size: narrow ? 10 : 11,
      });
    return { name, box, bytes };
  });
  const foot = top + 2 * step - 3;
  ctx.lineWidth = 1;
  strokeLines(ctx, theme.axis, [[left, crisp(foot, ratio), right, crisp(foot, ratio)]]);
  let last = Number.NEGATIVE_INFINITY;
  for (const tick of TICKS) {
    const at = x(tick);
    if (at <= left || at >= right) continue;
    strokeLines(ctx, theme.axis, [[crisp(at, ratio), foot, crisp(at, ratio), foot + 4]]);
    if (at - last < APART) continue;
    last = at;
    drawText(surface, formatMeasured(tick, "B"), at, foot + 11, { align: "center", color: theme.muted, size: 10 });
  }
  const placed = marks.map((mark) => ({ ...mark, x: x(mark.bytes) }));
  ctx.setLineDash([3, 3]);
  ctx.lineWidth = 1.5;
  strokeLines(
    ctx,
    theme.text,
    placed.flatMap((mark) => {
      const at = crisp(mark.x, ratio);
      // It must not cross the texts above the bars.
      if (narrow) return bars.map(({ box }) => [at, box.y - 1, at, box.y + box.height + 2] as const);
      return [[at, top - 5, at, foot] as const];
    }),
  );
  ctx.setLineDash([]);
  for (const mark of placed) {
    drawText(surface, mark.short, Math.min(mark.x + 40, width - SIDE), top - 12, {
      align: "right",
      color: theme.muted,
      size: 10,
    });
  }

  const line = foot + 44;
  if (line + 18 < height) {
    const end = width - SIDE;
    const place = scaleLog([0.1, 100], [left, end]).clamp(true);
    if (!narrow) drawText(surface, t("memory.density"), SIDE, line - 14, { maxWidth: DENSITY });
    ctx.lineWidth = 1;
    strokeLines(ctx, theme.axis, [[left, crisp(line, ratio), end, crisp(line, ratio)]]);
    for (const tick of DENSITIES) {
      const at = place(tick);
      strokeLines(ctx, theme.axis, [[crisp(at, ratio), line, crisp(at, ratio), line + 4]]);
      const align = tick === 0.1 ? "left" : tick === 100 ? "right" : "center";
      drawText(surface, tick === 100 ? `${formatNumber(tick)} %` : formatNumber(tick), at, line + 12, {
        align,
        color: theme.muted,
        size: 10,
      });
    }
    if (Number.isFinite(breakEven)) {
      const at = crisp(place(breakEven), ratio);
      ctx.lineWidth = 2;
      strokeLines(ctx, theme.text, [[at, line - 7, at, line + 5]]);
      drawText(surface, t("memory.breakEven", { density: formatMeasured(breakEven, "%") }), width - SIDE, line - 14, {
        align: "right",
        size: 10,
        color: theme.muted,
        maxWidth: width - 2 * SIDE - (narrow ? 0 : SIDE + DENSITY),
      });
    }
    if (Number.isFinite(density)) {
      const at = place(density);
      ctx.fillStyle = theme.roles.weight;
      ctx.beginPath();
      ctx.arc(at, line, 5, 0, 2 * Math.PI);
      ctx.fill();
      ctx.strokeStyle = theme.background;
      ctx.lineWidth = 1.5;
      ctx.stroke();
    }
  }
  return { ...values, bars, marks: placed };
}

export function describeMemory({ dense, sparse, density, breakEven, saved, marks }: MemoryScene, t: ViewText): string {
  if (!Number.isFinite(dense)) return t("describe.empty");
  return [
    `${t("memory.dense")}: ${formatMeasured(dense, "B")}. ${t("memory.sparse")}: ${formatMeasured(sparse, "B")}.`,
    `${savedText(saved, t)}.`,
    `${t("memory.density")}: ${formatMeasured(density, "%")}. ${t("memory.breakEven", { density: formatMeasured(breakEven, "%") })}.`,
    ...marks.map(({ label }) => `${label}.`),
  ].join(" ");
}
