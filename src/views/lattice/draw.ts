import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import {
  drawEmpty,
  drawLegend,
  drawText,
  type LegendItem,
  layoutLegend,
  type Point,
  type Rect,
  type Surface,
  type Swatch,
  setFont,
} from "../../ui/canvas";
import { formatMeasured } from "../../ui/format";
import { countText } from "../clock";
import { BAR, type ColourBar } from "../colourBar";
import { project } from "../gl/camera";
import { scaledAxis } from "../heatmap/shades";
import { addressOf, siteName } from "../sites/address";
import type { ViewText } from "../strings";
import { boxOf, drawFlat, type FlatLayout, layoutFlat, siteIn } from "./flat";
import { drawnFrom } from "./flow";
import { edgeOf, rayAt, siteUnder } from "./pick";
import type { LatticePicture } from "./picture";
import { cornersOf, EDGES, inSpace, REACH, type Slice, sitesIn, sliceOf } from "./shape";

/** Words, scale and legend around the block, and what is under the pointer. */

export interface LatticeScene {
  readonly picture: LatticePicture;
  readonly spec: LatticeSpec;
  readonly data: LatticeData;
  /** Pictures of layers; null where the graphics card draws. */
  readonly flat: FlatLayout | null;
}

const FOOT = 18;
/** Below this width the scale of colours lies below the block. */
const NARROW = 440;
/** Height of the scale of colours where it lies below the block. */
const ROW = 18;
/** Least distance of labels and their width, in pixels; names of axes stand so many cells beyond the block. */
const LABEL_GAP = 12;
const LABEL_WIDTH = 66;
const LINES_LEFT = 46;
const AXIS_GAP = 1.5;

const SWATCHES: Readonly<Record<string, Swatch>> = {
  cross: "cross",
  ring: "ring",
  dot: "disc",
  hatch: "hatch",
  frame: "frame",
  birth: "plus",
  death: "cross",
};

function legendItems(
  { theme }: Surface,
  { shown, cells, flow, eventCount }: LatticePicture,
  t: ViewText,
): LegendItem[] {
  if (shown === null) return [];
  const { spec } = shown;
  const flags = (spec.flags ?? []).flatMap(({ name, label, mark }, i): LegendItem[] =>
    (cells.counts[i] ?? 0) === 0
      ? []
      : [
          {
            name,
            text: `${label} (${countText(cells.counts[i] as number)})`,
            color: theme.text,
            swatch: SWATCHES[mark] ?? "square",
          },
        ],
  );
  const sneaks = shown.flows && hasSneaks(flow.ways, flow.count);
  return [
    ...(shown.flows && flow.count > 0
      ? [{ name: "flow", text: t("lattice.current"), color: theme.warm, swatch: "disc" } as const]
      : []),
    ...(sneaks ? [{ name: "sneak", text: t("lattice.sneak"), color: theme.cool, swatch: "diamond" } as const] : []),
    ...(eventCount > 0
      ? ([
          { name: "birth", text: t("graph.born"), color: theme.warm, swatch: "plus" },
          { name: "death", text: t("graph.died"), color: theme.cool, swatch: "cross" },
        ] as const)
      : []),
    ...flags,
  ];
}

function hasSneaks(ways: Float32Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (ways[4 * i + 1] !== -1) return true;
  return false;
}

const isNarrow = (width: number): boolean => width < NARROW;

/** Room for the block, below the legend and beside the scale of colours. */
export function frameOf(surface: Surface, picture: LatticePicture, t: ViewText): Rect {
  const { ctx, width, height } = surface;
  setFont(ctx);
  const narrow = isNarrow(width);
  const right = narrow ? 6 : BAR.gap + BAR.width + BAR.labels;
  const items = legendItems(surface, picture, t);
  const head = layoutLegend((text) => ctx.measureText(text).width, items, 8, 4, width - 16).height;
  const top = (items.length === 0 ? 0 : head) + (narrow ? 8 : 20);
  const left = picture.shown?.spec.lines === true ? LINES_LEFT : LABEL_WIDTH;
  const foot = FOOT + (narrow ? ROW : 0);
  return { x: left, y: top, width: Math.max(40, width - right - left - 2), height: Math.max(40, height - top - foot) };
}

export function drawNothing(surface: Surface, t: ViewText): void {
  drawEmpty(surface, { x: 0, y: 0, width: surface.width, height: surface.height }, t("lattice.empty"));
}

/** @param flat whether the block itself is drawn here, layer by layer */
export function drawLattice(
  surface: Surface,
  picture: LatticePicture,
  bar: ColourBar,
  flat: boolean,
  t: ViewText,
): LatticeScene | null {
  const { shown } = picture;
  if (shown === null) return null;
  const { spec, data, frame, log, domain, slice } = shown;
  const { width, height, theme } = surface;
  const layout = flat ? layoutFlat({ ...frame, x: frame.x + 4 }, slice) : null;
  if (layout !== null) drawFlat(surface, layout, spec, data, picture.cells, shown.xray, t);
  else drawLabels(surface, picture, t);
  drawLegend(surface, legendItems(surface, picture, t), 8, 4, width - 16);
  const axis = scaledAxis(spec.value, spec.value.diverging ? "diverging" : log ? "log" : "linear");
  const narrow = isNarrow(width);
  const tall = Math.min(220, frame.height - 8);
  if (narrow) bar.across(surface, axis, domain, { x: 10, y: height - FOOT - ROW, width: width - 20, height: ROW });
  else
    bar.draw(surface, axis, domain, {
      x: width - BAR.width - BAR.labels - 2,
      y: frame.y + (frame.height - tall) / 2,
      width: BAR.width,
      height: tall,
    });
  drawText(surface, footOf(picture, t), (narrow ? width : width - BAR.labels) / 2, height - 9, {
    align: "center",
    color: theme.muted,
    maxWidth: width - 16,
    plate: true,
  });
  return { picture, spec, data, flat: layout };
}

function footOf({ shown, cells }: LatticePicture, t: ViewText): string {
  if (shown === null) return "";
  const { spec, slice } = shown;
  const all = spec.layers * spec.columns * spec.rows;
  const parts = [
    t("lattice.size", { layers: spec.layers, columns: spec.columns, rows: spec.rows }),
    t("lattice.active", { active: countText(cells.active), all: countText(all) }),
  ];
  if (sitesIn(slice) < all) parts.push(t("lattice.sliced", { count: countText(sitesIn(slice)) }));
  return parts.join(" · ");
}

const at = new Float32Array(3);

/** Names of axes, and voltages at the driven edge; a label that would meet another is left out. */
function drawLabels(surface: Surface, picture: LatticePicture, t: ViewText): void {
  const { shown, placement, matrix, near } = picture;
  if (shown === null) return;
  const { spec, data, slice } = shown;
  const { theme } = surface;
  const spot = (place: readonly number[]): Point => {
    at.set(place);
    project(at, matrix, surface, at);
    return { x: at[0] as number, y: at[1] as number };
  };
  const { from, to } = slice;
  const taken: Point[] = [];
  const put = (place: Point, text: string, align: CanvasTextAlign, strong: boolean): void => {
    if (place.y < 24 || place.y > surface.height - FOOT - 4) return;
    if (taken.some((other) => Math.abs(other.y - place.y) < LABEL_GAP && Math.abs(other.x - place.x) < 60)) return;
    taken.push(place);
    drawText(surface, text, place.x, place.y, {
      align,
      color: strong ? theme.text : theme.muted,
      size: 10.5,
      plate: true,
    });
  };
  const nearY = near[2] >= 0 ? to.y : from.y;
  const nearX = near[0] >= 0 ? to.x : from.x;
  const lowest = from.layer - (from.layer === 0 ? REACH.bottom : 0.9);
  const beyondY = nearY + (near[2] >= 0 ? AXIS_GAP : -AXIS_GAP);
  const beyondX = nearX + (near[0] >= 0 ? AXIS_GAP : -AXIS_GAP);
  put(spot(inSpace(placement, (from.x + to.x) / 2, lowest, beyondY)), "x →", "center", true);
  put(spot(inSpace(placement, beyondX, lowest, (from.y + to.y) / 2)), "y →", "center", true);
  if (from.x !== 0) return;
  // At the end of the driven edge that stands apart from the block on the canvas.
  const ends = [from.y, to.y].map((y) => ({ y, at: spot(edgeOf(placement, (from.layer + to.layer) / 2, y)) }));
  const edge = [...ends].sort((a, b) => a.at.x - b.at.x)[0] as (typeof ends)[number];
  for (let layer = to.layer; layer >= from.layer; layer--) {
    const place = spot(edgeOf(placement, layer, edge.y));
    const volts = data.voltages[spec.lines ? layer * spec.rows + edge.y : layer] as number;
    const text = spec.lines
      ? t("lattice.layerName", { layer })
      : `${layer}: ${Number.isNaN(volts) ? t("lattice.floating") : formatMeasured(volts, spec.voltage.unit)}`;
    const inner = spot(edgeOf(placement, layer, (from.y + to.y) / 2)).x > place.x;
    // Where there is no room beside the edge, labels stand at the edge of the canvas.
    const tight = inner && place.x < LABEL_WIDTH;
    put(
      { x: tight ? 3 : place.x + (inner ? -6 : 6), y: place.y },
      text,
      inner && !tight ? "right" : "left",
      !Number.isNaN(volts),
    );
  }
}

/** The cell under a point, as its site. */
export function siteAtPoint({ picture, flat, spec }: LatticeScene, point: Point): number | null {
  const { shown, placement, matrix } = picture;
  if (shown === null) return null;
  if (flat !== null) return siteIn(flat, spec, point);
  return siteUnder(rayAt(placement, matrix, shown, point), placement, shown.slice, picture.sizeOf);
}

/** A cell as a box of lines, and marks of a box of cells. */
export function outline(surface: Surface, scene: LatticeScene, slice: Slice, color: string, width: number): void {
  const { ctx, theme } = surface;
  const { picture, flat } = scene;
  ctx.beginPath();
  if (flat !== null) {
    for (let layer = slice.from.layer; layer <= slice.to.layer; layer++) {
      const [a, b] = [boxOf(flat, { ...slice.from, layer }), boxOf(flat, { ...slice.to, layer })];
      if (a !== null && b !== null) ctx.rect(a.x, a.y, b.x + b.width - a.x, b.y + b.height - a.y);
    }
  } else {
    const corners = cornersOf(picture.placement, slice, picture.matrix, surface);
    for (const [a, b] of EDGES) {
      ctx.moveTo(corners[3 * a] as number, corners[3 * a + 1] as number);
      ctx.lineTo(corners[3 * b] as number, corners[3 * b + 1] as number);
    }
  }
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  for (const [stroke, wide] of [
    [theme.background, width + 2.5],
    [color, width],
  ] as const) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = wide;
    ctx.stroke();
  }
}

export const outlineSite = (
  surface: Surface,
  scene: LatticeScene,
  site: number,
  color: string,
  width: number,
): void => {
  const address = addressOf(scene.spec, site);
  outline(surface, scene, sliceOf(address, address), color, width);
};

/** All that is known of a cell, a line each. */
export function siteText({ spec, data, picture }: LatticeScene, site: number, t: ViewText): string {
  const address = addressOf(spec, site);
  const { layer, x, y } = address;
  const volts = data.voltages[spec.lines ? layer * spec.rows + y : layer] as number;
  const flag = spec.flags?.[(data.flags?.[site] ?? 0) - 1];
  const share = data.activity[site] as number;
  const event = picture.cells.eventOf(site);
  return [
    siteName(t, address),
    `${spec.value.label}: ${formatMeasured(data.values[site] as number, spec.value.unit)}`,
    `${spec.current.label}: ${formatMeasured(data.currents[site] as number, spec.current.unit)}`,
    `${t("lattice.below")}: ${formatMeasured(data.segments[site] as number, spec.current.unit)}${
      data.selected[x * spec.rows + y] === 0 ? `, ${t("lattice.off")}` : ""
    }`,
    `${spec.voltage.label}: ${Number.isNaN(volts) ? t("lattice.floating") : formatMeasured(volts, spec.voltage.unit)}`,
    ...(share > 0 ? [] : [t("lattice.inactive")]),
    ...(event >= 128 ? [t("graph.born")] : event > 0 ? [t("graph.died")] : []),
    ...(flag === undefined ? [] : [flag.label]),
  ].join("\n");
}

/** What a box of cells holds. */
export function boxText({ spec, data }: LatticeScene, { from, to }: Slice, t: ViewText): string {
  let [active, current] = [0, 0];
  for (let layer = from.layer; layer <= to.layer; layer++)
    for (let x = from.x; x <= to.x; x++)
      for (let y = from.y; y <= to.y; y++) {
        const site = (layer * spec.columns + x) * spec.rows + y;
        if ((data.activity[site] as number) > 0) active++;
        current += data.currents[site] as number;
      }
  const range = (a: number, b: number): string => (a === b ? String(a) : `${a}–${b}`);
  return [
    t("lattice.boxed", {
      layers: range(from.layer, to.layer),
      x: range(from.x, to.x),
      y: range(from.y, to.y),
    }),
    t("lattice.boxHolds", {
      cells: countText(sitesIn({ from, to })),
      active: countText(active),
      current: formatMeasured(current, spec.current.unit),
    }),
  ].join("\n");
}

export function describeLattice({ picture, spec, data }: LatticeScene, t: ViewText): string {
  const sums = drawnFrom(spec, data);
  let total = 0;
  for (const sum of sums) total += sum;
  let out = 0;
  for (let pillar = 0; pillar < spec.columns * spec.rows; pillar++) out += data.segments[pillar] as number;
  return t("lattice.describe", {
    foot: footOf(picture, t),
    planes: formatMeasured(total, spec.current.unit),
    pillars: formatMeasured(out, spec.current.unit),
  });
}
