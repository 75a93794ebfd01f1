import { scaleLinear } from "d3";
import type { AxisSpec, PlaneData, PlaneSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawLegend,
  drawText,
  type LegendBox,
  type LegendItem,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { axisTitle, formatNumber, formatValue, symbolText, unitText } from "../../ui/format";
import type { StickyDomain } from "../scale";
import type { ViewText } from "../strings";
import { type FixedPoint, fixedPointsOf, flowAt, lastPoint, orbitExtent, walkOrbit } from "./orbit";

export interface PlaneScales {
  readonly x: StickyDomain;
  readonly y: StickyDomain;
  /** Extent of the plane that the scales were made for; another plane begins with scales of its own. */
  extent: string;
}

export interface PlaneOptions {
  readonly t: ViewText;
  readonly scales: PlaneScales;
  /** Present step, and the number of steps that the trail reaches back. */
  readonly now: number;
  readonly trail: number;
  readonly emphasis: string | null;
}

/** The cell's plane, where there is one, and the way through it. */
export interface PlaneInput {
  readonly spec: PlaneSpec | null;
  readonly data: PlaneData | null;
  readonly path: TraceSpec;
  readonly orbit: TraceData | null;
}

export interface PlaneScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly axes: Axes;
  readonly data: PlaneData | null;
  readonly fixedPoints: readonly FixedPoint[];
  /** Where the cell is now; null before the first sample. */
  readonly point: readonly [x: number, y: number] | null;
  readonly legend: readonly LegendBox[];
}

interface Axes {
  readonly x: AxisSpec;
  readonly y: AxisSpec;
}

/** Bundles of equal age in which the trail fades. */
const FADES = 10;
/** Longest arrow of the vector field in pixels, and the share of a grid cell that it may fill. */
const ARROW = 15;
const ARROW_SHARE = 0.62;
/** Arrows closer together than this are thinned. */
const ARROW_ROOM = 13;
const SHADES = 4;
const DASHES = { x: [7, 4], y: [1.5, 3] } as const;

/** Axes of the plane, or of the first two signals of the path where there is no plane. */
function axesOf({ spec, path }: PlaneInput): Axes {
  if (spec !== null) return spec;
  const [x, y] = path.signals;
  const axis = (signal: typeof x): AxisSpec => ({
    label: signal?.label ?? "",
    symbol: signal?.symbol ?? "",
    unit: signal?.unit ?? "1",
  });
  return { x: axis(x), y: axis(y) };
}

function domains(input: PlaneInput, { scales, now, trail }: PlaneOptions) {
  const { data, orbit, path } = input;
  const extent = data?.extent as unknown as readonly [number, number, number, number] | undefined;
  const stride = path.signals.length;
  const anywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const bounds = extent === undefined ? anywhere : ([extent[0], extent[1]] as const);
  const seen = (coordinate: 0 | 1) =>
    orbit === null ? null : orbitExtent(orbit, stride, coordinate, now - trail, bounds);
  const union = (a: readonly [number, number] | undefined, b: readonly [number, number] | null) =>
    [Math.min(a?.[0] ?? Infinity, b?.[0] ?? Infinity), Math.max(a?.[1] ?? -Infinity, b?.[1] ?? -Infinity)] as const;
  // Upstrokes leave the plane to the right; they do not stretch it.
  const [x0, x1] = union(extent && [extent[0], extent[1]], extent === undefined ? seen(0) : null);
  const [y0, y1] = union(extent && [extent[2], extent[3]], seen(1));
  const known = (low: number, high: number) =>
    low <= high ? ([low, high] as const) : ([Number.NaN, Number.NaN] as const);
  const exact = extent !== undefined;
  const identity = extent?.join(" ") ?? "";
  if (identity !== scales.extent) {
    scales.extent = identity;
    scales.x.reset();
    scales.y.reset();
  }
  return { x: scales.x.update(...known(x0, x1), { exact }), y: scales.y.update(...known(y0, y1), { exact }) };
}

const colours = ({ theme }: Surface) => ({ x: theme.series[4] as string, y: theme.series[0] as string });

const SWATCHES = { stable: "disc", unstable: "ring", saddle: "cross" } as const;

function legendItems(surface: Surface, { spec }: PlaneInput, points: readonly FixedPoint[], t: ViewText): LegendItem[] {
  const colour = colours(surface);
  const lines = (spec?.nullclines ?? []).map(
    ({ name, symbol }): LegendItem => ({
      name,
      text: symbolText(symbol).replace("=", " = "),
      color: colour[name],
      swatch: name === "x" ? "dash" : "dots",
    }),
  );
  const kinds = (["stable", "unstable", "saddle"] as const).filter((s) => points.some((p) => p.stability === s));
  return [
    ...lines,
    ...kinds.map(
      (kind): LegendItem => ({
        name: kind,
        text: t(`plane.${kind}`),
        color: surface.theme.text,
        swatch: SWATCHES[kind],
      }),
    ),
  ];
}

export function drawPlane(surface: Surface, input: PlaneInput, options: PlaneOptions): PlaneScene | null {
  const { width, height } = surface;
  const { t, emphasis } = options;
  const { data, orbit, path } = input;
  clear(surface);
  const points = data === null ? [] : fixedPointsOf(data);
  const legend = drawLegend(surface, legendItems(surface, input, points, t), 8, 4, width - 16, emphasis);
  const axes = axesOf(input);
  const domain = domains(input, options);
  const titled = height >= 170;
  const top = legend.height + AXIS_TITLE;
  const area = { top, height: Math.max(40, height - top - axisBottomHeight(titled) - 2) };
  const y = scaleLinear(domain.y, [area.top + area.height, area.top]);
  const gutter = leftTicks(surface, y).width;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(40, width - gutter - 14), height: area.height };
  const x = scaleLinear(domain.x, [plot.x, plot.x + plot.width]);
  drawAxisLeft(surface, plot, y, { title: axisTitle(axes.y), grid: data === null });
  drawAxisBottom(surface, plot, x, { title: titled ? axisTitle(axes.x) : undefined, grid: data === null });
  const sampled = orbit === null ? null : lastPoint(orbit, path.signals.length);
  const known = data === null ? Number.NaN : (data.point[0] as number);
  const point = sampled ?? (Number.isNaN(known) ? null : ([known, data?.point[1] as number] as const));
  if (data === null && point === null) {
    drawEmpty(surface, plot, t("empty.trace"));
    return null;
  }
  const dim = (name: string): number => (emphasis === null || emphasis === name ? 1 : 0.25);
  clipped(surface, plot, () => {
    if (data !== null) {
      drawField(surface, data, x, y);
      drawNullcline(surface, data.xNullcline, x, y, "x", dim("x"));
      drawNullcline(surface, data.yNullcline, x, y, "y", dim("y"));
    }
    if (orbit !== null) drawTrail(surface, orbit, path, x, y, options);
  });
  if (data !== null) drawReset(surface, plot, data, x, axes, t);
  for (const fixed of points) drawFixedPoint(surface, plot, fixed, x, y, dim(fixed.stability));
  if (point !== null) drawPresent(surface, plot, x(point[0]), y(point[1]), pathColour(surface, path));
  return { plot, x, y, axes, data, fixedPoints: points, point, legend: legend.boxes };
}

function pathColour({ theme }: Surface, path: TraceSpec): string {
  const role = path.signals[0]?.role;
  return role === undefined ? theme.accent : theme.roles[role];
}

/** Arrows of equal length; the slower the flow, the fainter. */
function drawField({ ctx, theme }: Surface, data: PlaneData, x: Scale, y: Scale): void {
  const { columns, rows, field } = data;
  const [x0, x1, y0, y1] = data.extent as unknown as [number, number, number, number];
  const cell = { width: Math.abs(x(x1) - x(x0)) / columns, height: Math.abs(y(y1) - y(y0)) / rows };
  const every = { column: Math.ceil(ARROW_ROOM / cell.width), row: Math.ceil(ARROW_ROOM / cell.height) };
  const length = Math.min(ARROW, ARROW_SHARE * Math.min(cell.width * every.column, cell.height * every.row));
  const [perX, perY] = [(x(x1) - x(x0)) / (x1 - x0), (y(y1) - y(y0)) / (y1 - y0)];
  const arrows: (readonly [left: number, top: number, dx: number, dy: number, speed: number])[] = [];
  for (let row = every.row >> 1; row < rows; row += every.row) {
    for (let column = every.column >> 1; column < columns; column += every.column) {
      const at = 2 * (row * columns + column);
      const [dx, dy] = [(field[at] as number) * perX, (field[at + 1] as number) * perY];
      const speed = Math.hypot(dx, dy);
      if (!(speed > 0)) continue;
      const left = x(x0 + ((column + 0.5) / columns) * (x1 - x0));
      const top = y(y0 + ((row + 0.5) / rows) * (y1 - y0));
      arrows.push([left, top, dx / speed, dy / speed, speed]);
    }
  }
  const middle = arrows.map(([, , , , speed]) => speed).sort((a, b) => a - b)[arrows.length >> 1] ?? 1;
  const shade = (speed: number): number => Math.min(SHADES - 1, Math.floor((SHADES * speed) / (speed + middle)));
  ctx.lineWidth = 1;
  ctx.lineJoin = "miter";
  for (let s = 0; s < SHADES; s++) {
    ctx.strokeStyle = withAlpha(theme.muted, 0.3 + (0.55 * s) / (SHADES - 1));
    ctx.beginPath();
    for (const [left, top, dx, dy, speed] of arrows) {
      if (shade(speed) !== s) continue;
      const [tipX, tipY] = [left + (dx * length) / 2, top + (dy * length) / 2];
      ctx.moveTo(left - (dx * length) / 2, top - (dy * length) / 2);
      ctx.lineTo(tipX, tipY);
      for (const side of [1, -1]) {
        ctx.moveTo(tipX, tipY);
        ctx.lineTo(tipX - 3.4 * dx + side * 2 * dy, tipY - 3.4 * dy - side * 2 * dx);
      }
    }
    ctx.stroke();
  }
}

function drawNullcline(
  surface: Surface,
  points: Float32Array,
  x: Scale,
  y: Scale,
  name: "x" | "y",
  alpha: number,
): void {
  const { ctx } = surface;
  ctx.strokeStyle = colours(surface)[name];
  ctx.lineWidth = name === "x" ? 2 : 2.4;
  ctx.lineCap = name === "x" ? "butt" : "round";
  ctx.globalAlpha = alpha;
  ctx.setLineDash([...DASHES[name]]);
  ctx.beginPath();
  let open = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [px, py] = [points[i] as number, points[i + 1] as number];
    if (Number.isNaN(px) || Number.isNaN(py)) {
      open = false;
      continue;
    }
    if (open) ctx.lineTo(x(px), y(py));
    else ctx.moveTo(x(px), y(py));
    open = true;
  }
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = "butt";
  ctx.globalAlpha = 1;
}

/** The trail in bundles of equal age, and the resets between its pieces as dashed lines. */
function drawTrail(
  surface: Surface,
  orbit: TraceData,
  path: TraceSpec,
  x: Scale,
  y: Scale,
  { now, trail }: PlaneOptions,
): void {
  const { ctx } = surface;
  const colour = pathColour(surface, path);
  const jumps: (readonly [number, number, number, number, number])[] = [];
  const opacity = (age: number): number => 0.12 + 0.88 * (1 - age);
  let bundle = -1;
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  const finish = (): void => {
    if (bundle >= 0) ctx.stroke();
  };
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  walkOrbit(orbit, path.signals.length, now, trail, {
    line: (px, py, age, begins) => {
      const [left, top] = [x(px), y(py)];
      const next = Math.min(FADES - 1, Math.floor((1 - age) * FADES));
      if (next !== bundle) {
        finish();
        bundle = next;
        ctx.strokeStyle = withAlpha(colour, opacity(1 - (next + 1) / FADES));
        ctx.beginPath();
        if (!begins) ctx.moveTo(lastX, lastY);
      }
      if (begins) ctx.moveTo(left, top);
      // What moved less than a pixel is part of the same point.
      else if (Math.abs(left - lastX) + Math.abs(top - lastY) > 0.7) ctx.lineTo(left, top);
      else return;
      [lastX, lastY] = [left, top];
    },
    jump: (px0, py0, px1, py1, age) => jumps.push([x(px0), y(py0), x(px1), y(py1), age]),
  });
  finish();
  ctx.lineWidth = 1.5;
  ctx.setLineDash([3, 4]);
  for (const [x0, y0, x1, y1, age] of jumps) strokeLines(ctx, withAlpha(colour, opacity(age)), [[x0, y0, x1, y1]]);
  ctx.setLineDash([]);
}

/** Where a spike is cut and where it starts again, as vertical lines with their names at the top. */
function drawReset(surface: Surface, plot: Rect, data: PlaneData, x: Scale, { y }: Axes, t: ViewText): void {
  const { ctx, theme, ratio } = surface;
  const [cut, to, jump] = data.reset as unknown as [number, number, number];
  const more =
    Number.isNaN(jump) || jump === 0
      ? ""
      : `, ${symbolText(y.symbol ?? "")} ${jump > 0 ? "+" : ""}${formatValue(jump, y.unit)}`;
  const lines = [
    { at: cut, text: t("plane.cut"), dash: [1, 0] },
    { at: to, text: t("plane.reset") + more, dash: [6, 3, 1.5, 3] },
  ];
  for (const [i, { at, text, dash }] of lines.entries()) {
    const left = x(at);
    if (!(left >= plot.x && left <= plot.x + plot.width)) continue;
    ctx.lineWidth = 1.25;
    ctx.setLineDash(dash);
    strokeLines(ctx, theme.axis, [[crisp(left, ratio), plot.y, crisp(left, ratio), plot.y + plot.height]]);
    ctx.setLineDash([]);
    const right = left + 5 + 110 < plot.x + plot.width;
    drawText(surface, text, right ? left + 5 : left - 5, plot.y + 10 + 15 * i, {
      align: right ? "left" : "right",
      color: theme.muted,
      plate: true,
      maxWidth: right ? plot.x + plot.width - left - 8 : left - plot.x - 8,
    });
  }
}

const inside = ({ x, y, width, height }: Rect, left: number, top: number): boolean =>
  left >= x - 1 && left <= x + width + 1 && top >= y - 1 && top <= y + height + 1;

/** Filled attracts, open repels, a cross attracts from some directions only. */
function drawFixedPoint(
  { ctx, theme }: Surface,
  plot: Rect,
  { x: px, y: py, stability }: FixedPoint,
  x: Scale,
  y: Scale,
  alpha: number,
): void {
  const [left, top] = [x(px), y(py)];
  if (!inside(plot, left, top)) return;
  ctx.globalAlpha = alpha;
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.text;
  ctx.fillStyle = stability === "stable" ? theme.text : theme.background;
  if (stability === "saddle") {
    strokeLines(ctx, theme.text, [
      [left - 4.5, top - 4.5, left + 4.5, top + 4.5],
      [left + 4.5, top - 4.5, left - 4.5, top + 4.5],
    ]);
  } else {
    ctx.beginPath();
    ctx.arc(left, top, 5.5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** The present state; one that has left the plot is shown open at its border. */
function drawPresent({ ctx, theme }: Surface, plot: Rect, left: number, top: number, colour: string): void {
  const shown = inside(plot, left, top);
  const x = Math.min(plot.x + plot.width, Math.max(plot.x, left));
  const y = Math.min(plot.y + plot.height, Math.max(plot.y, top));
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  ctx.fillStyle = shown ? colour : theme.background;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = shown ? theme.text : colour;
  ctx.stroke();
}

/** The fixed point within reach of a point. */
export const hitFixedPoint = ({ fixedPoints, x, y }: PlaneScene, at: Point): FixedPoint | undefined =>
  fixedPoints.find((p) => Math.hypot(x(p.x) - at.x, y(p.y) - at.y) < 10);

const symbolOf = ({ symbol, label }: AxisSpec): string =>
  symbol === undefined || symbol === "" ? label : symbolText(symbol);

const rateUnit = ({ unit }: AxisSpec): string => (unitText(unit) === "" ? "1/ms" : `${unitText(unit)}/ms`);

/** Values at a point of the plane, and the flow there. */
export function planeReadout(scene: PlaneScene, at: Point, t: ViewText): string {
  const { axes, data } = scene;
  const fixed = hitFixedPoint(scene, at);
  const [x, y] = fixed === undefined ? [scene.x.invert(at.x), scene.y.invert(at.y)] : [fixed.x, fixed.y];
  const lines = [
    `${symbolOf(axes.x)} = ${formatValue(x, axes.x.unit)}, ${symbolOf(axes.y)} = ${formatValue(y, axes.y.unit)}`,
  ];
  if (fixed !== undefined) return [t(`plane.${fixed.name}`), ...lines].join("\n");
  const flow = data === null ? null : flowAt(data, x, y);
  if (flow !== null) {
    for (const [i, axis] of [axes.x, axes.y].entries()) {
      lines.push(`d${symbolOf(axis)}/dt = ${formatNumber(flow[i] as number)}\u00a0${rateUnit(axis)}`);
    }
  }
  return lines.join("\n");
}

export function describePlane(scene: PlaneScene, t: ViewText): string {
  const { axes, point, fixedPoints } = scene;
  const place = (x: number, y: number): string =>
    `${symbolOf(axes.x)} = ${formatValue(x, axes.x.unit)}, ${symbolOf(axes.y)} = ${formatValue(y, axes.y.unit)}`;
  const parts = [
    point === null ? "" : t("plane.now", { place: place(...point) }),
    ...fixedPoints.map(({ x, y, name }) => `${t(`plane.${name}`)}: ${place(x, y)}`),
  ].filter((part) => part !== "");
  return t("plane.describe", { x: axes.x.label, y: axes.y.label, parts: parts.join("; ") });
}
