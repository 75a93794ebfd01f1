import type { MapData, MapSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawText,
  leftTicks,
  type Point,
  type Rect,
  type Scale,
  type Surface,
  setFont,
  strokeLines,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { axisTitle, formatNumber, formatValue, symbolText } from "../../ui/format";
import { BAR, ColourBar, drawUnknown } from "../colourBar";
import type { Domain } from "../scale";
import type { ViewText } from "../strings";
import { axisScale, cellPixels, valueAt, valueDomain, valueExtent } from "./cells";

export interface MapOptions {
  readonly t: ViewText;
  readonly memory: MapMemory;
  /** Ends of the scale of colours from those of the data: wider where another picture shares the scale. */
  readonly widen?: (own: Domain) => Domain;
  /** The present place, and those before it, the latest last; null where the parameters name none. */
  readonly present: Place | null;
  readonly trail: readonly Place[];
  readonly dragging: boolean;
}

export type Place = readonly [x: number, y: number];

export interface MapScene {
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly spec: MapSpec;
  readonly data: MapData | null;
  readonly present: Place | null;
}

/** The coloured cells as an image, kept so that only new values are coloured. */
export class MapMemory {
  private image: ImageData | null = null;
  private spec: MapSpec | null = null;
  private data: MapData | null = null;
  private own: Domain = [0, 1];
  private domain: Domain = [0, 1];
  private readonly canvas = document.createElement("canvas");
  readonly bar = new ColourBar();

  /** The ends of the scale of colours, and one pixel per cell; data are never the same object with other values. */
  cells(
    spec: MapSpec,
    data: MapData,
    widen: (own: Domain) => Domain = (own) => own,
  ): { readonly domain: Domain; readonly picture: HTMLCanvasElement } {
    const fresh = this.spec !== spec || this.data !== data;
    if (fresh) this.own = valueDomain(spec.value, data.values);
    const domain = widen(this.own);
    if (fresh || domain[0] !== this.domain[0] || domain[1] !== this.domain[1]) {
      this.domain = domain;
      this.colour(spec, data);
    }
    this.spec = spec;
    this.data = data;
    return { domain, picture: this.canvas };
  }

  private colour(spec: MapSpec, data: MapData): void {
    const { columns, rows } = spec;
    const ctx = this.canvas.getContext("2d");
    if (this.image === null || this.canvas.width !== columns || this.canvas.height !== rows) {
      this.canvas.width = columns;
      this.canvas.height = rows;
      this.image = new ImageData(columns, rows);
    }
    cellPixels(spec, data, this.domain, new Uint32Array(this.image.data.buffer));
    ctx?.putImageData(this.image, 0, 0);
  }
}

export function drawMap(surface: Surface, spec: MapSpec, data: MapData | null, options: MapOptions): MapScene {
  const { ctx, width, height } = surface;
  const { t, memory, present, trail } = options;
  clear(surface);
  const titled = height >= 150;
  const area = { top: AXIS_TITLE + 4, height: Math.max(30, height - AXIS_TITLE - 6 - axisBottomHeight(titled)) };
  const ends: Domain = [area.top + area.height, area.top];
  const gutter = leftTicks(surface, axisScale(spec.y, ends)).width;
  const right = BAR.gap + BAR.width + BAR.labels;
  const plot: Rect = { x: gutter, y: area.top, width: Math.max(40, width - gutter - right), height: area.height };
  const x = axisScale(spec.x, [plot.x, plot.x + plot.width]);
  const y = axisScale(spec.y, ends);
  const scene: MapScene = { plot, x, y, spec, data, present };
  drawUnknown(surface, plot);
  if (data !== null) {
    const { domain, picture } = memory.cells(spec, data, options.widen);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(picture, plot.x, plot.y, plot.width, plot.height);
    memory.bar.draw(surface, spec.value, domain, { ...plot, x: plot.x + plot.width + BAR.gap, width: BAR.width });
  }
  drawAxisLeft(surface, plot, y, { title: axisTitle(spec.y), titleWidth: surface.width / 2 - 10 });
  drawAxisBottom(surface, plot, x, { title: titled ? axisTitle(spec.x) : undefined });
  if (data === null) drawEmpty(surface, plot, t("empty.map"));
  const taken: Rect[] = [];
  if (present !== null) taken.push(around(x(present[0]), y(present[1]), 12));
  drawLines(surface, scene, taken);
  drawPlaces(surface, scene, taken);
  drawTrail(surface, scene, trail);
  if (present !== null) drawPresent(surface, scene, present, options.dragging);
  return scene;
}

const around = (x: number, y: number, reach: number): Rect => ({
  x: x - reach,
  y: y - reach,
  width: 2 * reach,
  height: 2 * reach,
});

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const within = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** Where a label beside a point stands without touching another one; null when there is no such place. */
export function labelPlace(width: number, at: Point, plot: Rect, taken: readonly Rect[], gap = 9): Rect | null {
  const height = 15;
  // Further away where the present point stands on the place itself.
  const spots = [gap, gap + 8].flatMap((d): Point[] => [
    { x: at.x + d, y: at.y - height / 2 },
    { x: at.x - d - width, y: at.y - height / 2 },
    { x: at.x - width / 2, y: at.y - d - height },
    { x: at.x - width / 2, y: at.y + d },
  ]);
  for (const spot of spots) {
    const box = { ...spot, width, height };
    if (within(box, plot) && !taken.some((other) => overlaps(box, other))) return box;
  }
  return null;
}

/** A word on the colours, on a plate of its own so that it can be read on all of them. */
function drawLabel(surface: Surface, text: string, box: Rect): void {
  const { ctx, theme } = surface;
  ctx.fillStyle = withAlpha(theme.background, 0.86);
  ctx.beginPath();
  ctx.roundRect(box.x - 3, box.y, box.width + 6, box.height, 3);
  ctx.fill();
  drawText(surface, text, box.x, box.y + box.height / 2 + 0.5);
}

function drawPlaces(surface: Surface, { spec, plot, x, y }: MapScene, taken: Rect[]): void {
  const { ctx, theme } = surface;
  for (const place of spec.places) {
    const at = { x: x(place.x), y: y(place.y) };
    ctx.beginPath();
    ctx.arc(at.x, at.y, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = theme.text;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = theme.background;
    ctx.stroke();
    setFont(ctx);
    const box = labelPlace(ctx.measureText(place.label).width, at, plot, taken);
    if (box === null) continue;
    drawLabel(surface, place.label, box);
    taken.push(box);
  }
}

function drawLines(surface: Surface, { spec, plot, x, y }: MapScene, taken: Rect[]): void {
  const { ctx, theme } = surface;
  for (const line of spec.lines) {
    clipped(surface, plot, () => {
      for (const [colour, width, dash] of [
        [theme.background, 3.5, []],
        [theme.text, 1.5, [6, 4]],
      ] as const) {
        ctx.beginPath();
        for (const [px, py] of line.points) ctx.lineTo(x(px), y(py));
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.setLineDash([...dash]);
        ctx.stroke();
      }
      ctx.setLineDash([]);
    });
    const end = line.points.at(-1);
    if (end === undefined) continue;
    setFont(ctx);
    const width = ctx.measureText(line.label).width;
    const at = { x: x(end[0]), y: Math.max(plot.y + 10, y(end[1])) };
    const box = labelPlace(width, at, plot, taken, 6);
    if (box === null) continue;
    drawLabel(surface, line.label, box);
    taken.push(box);
  }
}

/** Places of before, the older the fainter. */
function drawTrail(surface: Surface, { plot, x, y }: MapScene, trail: readonly Place[]): void {
  const { ctx } = surface;
  clipped(surface, plot, () => {
    for (let i = 1; i < trail.length; i++) {
      const [from, to] = [trail[i - 1] as Place, trail[i] as Place];
      const share = i / trail.length;
      for (const [colour, width] of [
        ["#000000", 3],
        ["#ffffff", 1.5],
      ] as const) {
        ctx.lineWidth = width;
        strokeLines(ctx, withAlpha(colour, 0.75 * share * share), [[x(from[0]), y(from[1]), x(to[0]), y(to[1])]]);
      }
    }
  });
}

/** A ring that shows the colour under it; white in black, so that it stands out on every colour. */
function drawPresent({ ctx }: Surface, { x, y }: MapScene, [px, py]: Place, dragging: boolean): void {
  const radius = dragging ? 10 : 8;
  for (const [colour, width] of [
    ["#000000", 6],
    ["#ffffff", 3],
  ] as const) {
    ctx.beginPath();
    ctx.arc(x(px), y(py), radius, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

const named = ({ symbol, label }: MapSpec["x"]): string => (symbol === undefined ? label : symbolText(symbol));

const placeText = (spec: MapSpec, x: number, y: number): string =>
  `${named(spec.x)} = ${formatValue(x, spec.x.unit)}, ${named(spec.y)} = ${formatValue(y, spec.y.unit)}`;

/** Where a point of the picture lies, its value, and the named place under it. */
export function mapReadout({ spec, data, x, y }: MapScene, at: Point, t: ViewText): string {
  const place = spec.places.find((p) => Math.hypot(x(p.x) - at.x, y(p.y) - at.y) < 9);
  const [px, py] = place === undefined ? [x.invert(at.x), y.invert(at.y)] : [place.x, place.y];
  const value = data === null ? Number.NaN : valueAt(spec, data, px, py);
  const known = Number.isNaN(value) ? t("map.unknown") : formatValue(value, spec.value.unit);
  const lines = [placeText(spec, px, py), `${spec.value.label}: ${known}`];
  return (place === undefined ? lines : [place.label, ...lines]).join("\n");
}

export const presentText = (spec: MapSpec, [x, y]: Place): string => placeText(spec, x, y);

export function describeMap({ spec, data, present }: MapScene, t: ViewText): string {
  const extent = data === null ? null : valueExtent(data.values);
  const at = data === null || present === null ? Number.NaN : valueAt(spec, data, ...present);
  const value = Number.isNaN(at) ? t("map.unknown") : formatValue(at, spec.value.unit);
  const here = present === null ? "" : t("map.here", { place: placeText(spec, ...present), value });
  const places = spec.places.map((p) => `${p.label}: ${placeText(spec, p.x, p.y)}`).join("; ");
  if (extent === null) return `${spec.value.label}: ${t("map.unknown")}. ${here} ${places}`;
  return t("map.describe", {
    value: spec.value.label,
    x: spec.x.label,
    y: spec.y.label,
    low: formatNumber(extent[0]),
    high: formatValue(extent[1], spec.value.unit),
    here,
    places,
  });
}
