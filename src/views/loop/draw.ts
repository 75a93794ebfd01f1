import { scaleLinear, scaleLog } from "d3";
import type { TraceData, TraceSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawLegend,
  type LegendItem,
  leftTicks,
  type Rect,
  type Scale,
  type Surface,
} from "../../ui/canvas";
import { axisTitle, axisUnit, formatDecade, symbolText } from "../../ui/format";
import type { Domain, StickyDomain } from "../scale";
import type { ViewText } from "../strings";
import { drawArrows, drawPinch, drawPresent, drawReference, drawSibling, drawTrail, drawZero } from "./marks";
import { type Axes, columnExtent, crossing, firstOf, lastSample, type Pair, pairsOf } from "./path";
import type { LoopScene } from "./scene";

export interface LoopOptions {
  readonly t: ViewText;
  readonly x: StickyDomain;
  readonly y: StickyDomain;
  /** Signals of the plane. */
  readonly signals: { readonly x: string; readonly y: string };
  /** Samples of one round, and how many of them the trail holds. */
  readonly round: number;
  readonly trail: number;
  /** Shows log |y| instead of y. */
  readonly log: boolean;
  readonly emphasis: string | null;
  readonly stepMs: number;
  /** Width at the top right that belongs to buttons. */
  readonly reserved: number;
}

/** A loop is pinched where the current at zero voltage is below this share of the largest. */
const SHUT = 0.01;
/** Decades of log |y| below its largest value that are worth the room. */
const DECADES = 7;
const OWN = "own";

export function drawLoop(
  surface: Surface,
  spec: TraceSpec,
  data: TraceData | null,
  options: LoopOptions,
): LoopScene | null {
  const { width, height } = surface;
  const { t, signals, trail, round, log, emphasis } = options;
  clear(surface);
  const found = pairsOf(spec, signals.x, signals.y);
  if (found === null) return null;
  const { axes, pairs } = found;
  const own = pairs[0] as Pair;
  const stride = spec.signals.length;
  const from = data === null ? 0 : firstOf(data, trail);
  const since = (pair: Pair): number => (data === null || !pair.sibling ? from : firstOf(data, round));
  const siblings = pairs.filter((pair) => pair.sibling).length;
  const reference = pairs.some((pair) => pair.reference);
  const items = legendItems(surface, axes, siblings, reference, t);
  const legend = drawLegend(surface, items, 8, 4, width - 16 - options.reserved, emphasis);
  const titled = height >= 150;
  const top = Math.max(legend.height, 20) + AXIS_TITLE;
  const area = { top, height: Math.max(30, height - top - axisBottomHeight(titled) - 2) };

  const range = (column: "x" | "y"): Domain => {
    const extents = pairs.flatMap((pair) => {
      const extent =
        data === null ? null : columnExtent(data, stride, pair[column], since(pair), log && column === "y");
      return extent === null ? [] : [extent];
    });
    return [Math.min(...extents.map(([low]) => low)), Math.max(...extents.map(([, high]) => high))];
  };
  const [yLow, yHigh] = range("y");
  const yDomain = log ? logDomain(options.y, yLow, yHigh) : options.y.update(yLow, yHigh, { include: [0] });
  const y: Scale = (log ? scaleLog : scaleLinear)(yDomain, [area.top + area.height, area.top]);
  const yUnit = log ? { unit: axes.y.unit, format: formatDecade } : axisUnit(axes.y.unit, ...yDomain);
  const gutter = leftTicks(surface, y, yUnit.format).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(40, width - gutter - 14), height: area.height };
  const xDomain = options.x.update(...range("x"), { include: [0] });
  const x: Scale = scaleLinear(xDomain, [plot.x, plot.x + plot.width]);
  const xUnit = axisUnit(axes.x.unit, ...xDomain);
  const size = log ? { ...axes.y, symbol: `|${axes.y.symbol}|` } : axes.y;
  drawAxisLeft(surface, plot, y, {
    title: axisTitle({ ...size, unit: yUnit.unit }),
    titleWidth: width - options.reserved - 8,
    format: yUnit.format,
    grid: true,
  });
  drawAxisBottom(surface, plot, x, {
    title: titled ? axisTitle({ ...axes.x, unit: xUnit.unit }) : undefined,
    format: xUnit.format,
    grid: true,
  });
  const now = data === null ? null : lastSample(data, stride, own);
  if (data === null || now === null) {
    drawEmpty(surface, plot, t("empty.trace"));
    return null;
  }
  drawZero(surface, plot, x, log ? null : y);
  const largest = Math.max(Math.abs(yLow), Math.abs(yHigh));
  const atZero = crossing(data, stride, own, from);
  const pinch = atZero === null ? null : { value: atZero, shut: atZero <= SHUT * largest };
  const scene: LoopScene = {
    ...{ plot, x, y, axes, own, data, stride, from, log, now, pinch, siblings },
    stepMs: options.stepMs,
    legend: legend.boxes,
  };
  const dim = (name: string): number => (emphasis === null || emphasis === name ? 1 : 0.2);
  clipped(surface, { ...plot, y: plot.y - 2, height: plot.height + 4 }, () => {
    for (const pair of pairs.filter((one) => one.sibling))
      drawSibling(surface, scene, pair, since(pair), dim("siblings"));
    for (const pair of pairs.filter((one) => one.reference)) drawReference(surface, scene, pair, dim("reference"));
    drawTrail(surface, scene, dim(OWN));
    drawArrows(surface, scene, Math.max(from, data.steps.length - round));
  });
  if (pinch !== null && !log) drawPinch(surface, scene, pinch, t);
  drawPresent(surface, scene, now);
  return scene;
}

/** At most so many decades below the largest value. */
function logDomain(sticky: StickyDomain, low: number, high: number): Domain {
  const bottom = Math.max(Math.log10(low), Math.log10(high) - DECADES);
  const [a, b] = sticky.update(bottom, Math.log10(high));
  return [10 ** a, 10 ** b];
}

function legendItems(
  { theme }: Surface,
  { x, y }: Axes,
  siblings: number,
  reference: boolean,
  t: ViewText,
): LegendItem[] {
  const text = `${symbolText(y.symbol)}(${symbolText(x.symbol)})`;
  return [
    { name: OWN, text, color: theme.accent, swatch: "line" },
    ...(reference
      ? [{ name: "reference", text: t("loop.reference"), color: theme.accent, swatch: "dots" } as const]
      : []),
    ...(siblings > 0
      ? [
          {
            name: "siblings",
            text: t("loop.siblings", { count: siblings }),
            color: theme.muted,
            swatch: "line",
          } as const,
        ]
      : []),
    { name: "now", text: t("loop.now"), color: theme.accent, swatch: "disc" },
  ];
}
