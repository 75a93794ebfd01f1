import type { InsideData, InsidePicture, InsideSpec } from "../../../workers/protocol";
import {
  clear,
  contains,
  crisp,
  drawEmpty,
  drawText,
  type Point,
  type Rect,
  type Surface,
  setFont,
} from "../../ui/canvas";
import { formatMeasured, symbolText } from "../../ui/format";
import type { ViewText } from "../strings";
import { drawBar, drawBoundary, drawFilament, type PictureOptions } from "./devices";
import { drawBarriers, drawCharge, drawDomains, drawDome } from "./memories";
import { Quantities, type Quantity } from "./quantities";

export interface InsideOptions {
  readonly t: ViewText;
  /** Says what kind of model this is where it is not a measured one; null for none. */
  readonly badge: "surrogate" | "unverified" | null;
}

export interface InsideScene {
  readonly spec: InsideSpec;
  readonly rows: readonly (Rect & { readonly quantity: Quantity })[];
  readonly picture: Rect;
  readonly badge: InsideOptions["badge"];
}

type Painter = (surface: Surface, area: Rect, quantities: Quantities, options: PictureOptions) => void;

const PICTURES: Readonly<Record<InsidePicture, Painter>> = {
  boundary: drawBoundary,
  filament: drawFilament,
  dome: drawDome,
  charge: drawCharge,
  barriers: drawBarriers,
  domains: drawDomains,
  bar: drawBar,
};

/** From this width on the values stand beside the picture, else below it. */
const BESIDE = 430;
const LIST = 148;
const ROW = 38;
const SHORT_ROW = 17;

export function drawInside(
  surface: Surface,
  spec: InsideSpec,
  data: InsideData | null,
  { t, badge }: InsideOptions,
): InsideScene | null {
  const { width, height } = surface;
  clear(surface);
  if (data === null || data.values.every(Number.isNaN)) {
    drawEmpty(surface, { x: 0, y: 0, width, height }, t("empty.inside"));
    return null;
  }
  const quantities = new Quantities(spec, data);
  const beside = width >= BESIDE;
  const shown = quantities.all.filter(({ value }) => !Number.isNaN(value));
  const head = badge === null ? 8 : 28;
  const perRow = beside ? 1 : 2;
  const listHeight = beside ? 0 : Math.ceil(shown.length / perRow) * SHORT_ROW + 6;
  const picture: Rect = {
    x: 12,
    y: head,
    width: width - 24 - (beside ? LIST + 14 : 0),
    height: Math.max(60, height - head - 10 - listHeight),
  };
  PICTURES[spec.picture](surface, picture, quantities, { t });
  if (badge !== null) drawBadge(surface, t(`badge.${badge}`));
  const fits = beside ? Math.max(1, Math.floor((height - 12) / ROW)) : shown.length;
  const rows = shown.slice(0, fits).map((quantity, i) => {
    const row: Rect = beside
      ? { x: width - LIST - 8, y: 8 + i * ROW, width: LIST, height: ROW }
      : {
          x: 12 + (i % perRow) * ((width - 24) / perRow),
          y: height - listHeight + Math.floor(i / perRow) * SHORT_ROW,
          width: (width - 24) / perRow - 6,
          height: SHORT_ROW,
        };
    if (beside) drawRow(surface, row, quantity);
    else drawShortRow(surface, row, quantity);
    return { ...row, quantity };
  });
  return { spec, rows, picture, badge };
}

const valueText = ({ spec, value }: Quantity): string => formatMeasured(value, spec.unit);

/** Name, value, and a bar of where it is within its range. */
function drawRow(surface: Surface, row: Rect, quantity: Quantity): void {
  const { ctx, theme, ratio } = surface;
  const { spec, share } = quantity;
  const width = drawText(surface, valueText(quantity), row.x + row.width, row.y + 8, { align: "right", weight: 600 });
  drawText(surface, `${spec.label} ${symbolText(spec.symbol)}`, row.x, row.y + 8, {
    color: theme.muted,
    maxWidth: row.width - width - 6,
  });
  const bar = { x: row.x, y: row.y + 18, width: row.width, height: 6 };
  ctx.fillStyle = theme.grid;
  ctx.fillRect(bar.x, bar.y, bar.width, bar.height);
  // Signed quantities are filled from zero.
  const [low, high] = spec.range;
  const zero = spec.scale !== "log" && low < 0 && high > 0 ? -low / (high - low) : 0;
  const [from, to] = [Math.min(zero, share), Math.max(zero, share)];
  ctx.fillStyle = theme.accent;
  ctx.fillRect(bar.x + from * bar.width, bar.y, Math.max(1.5, (to - from) * bar.width), bar.height);
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.axis;
  ctx.strokeRect(crisp(bar.x, ratio), crisp(bar.y, ratio), bar.width, bar.height);
}

function drawShortRow(surface: Surface, row: Rect, quantity: Quantity): void {
  const { spec } = quantity;
  const symbol = symbolText(spec.symbol);
  drawText(surface, `${symbol === "" ? spec.label : symbol} = ${valueText(quantity)}`, row.x, row.y + row.height / 2, {
    maxWidth: row.width,
  });
}

function drawBadge(surface: Surface, text: string): void {
  const { ctx, theme } = surface;
  setFont(ctx, 11, 600);
  const width = Math.min(surface.width - 24, ctx.measureText(text).width + 16);
  ctx.beginPath();
  ctx.roundRect(12, 5, width, 19, 9);
  ctx.lineWidth = 1.25;
  ctx.strokeStyle = theme.muted;
  ctx.setLineDash([3, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
  drawText(surface, text, 20, 15, { weight: 600, maxWidth: width - 12 });
}

const inRange = ({ spec }: Quantity): string => spec.range.map((end) => formatMeasured(end, spec.unit)).join(" … ");

/** The quantity under a point with its range, or all of them over the picture. */
export function insideReadout(scene: InsideScene, at: Point): string | null {
  const row = scene.rows.find((one) => contains(one, at));
  if (row !== undefined) return `${row.quantity.spec.label}: ${valueText(row.quantity)}\n${inRange(row.quantity)}`;
  if (!contains(scene.picture, at)) return null;
  return scene.rows.map(({ quantity }) => `${quantity.spec.label}: ${valueText(quantity)}`).join("\n");
}

export function describeInside({ spec, rows, badge }: InsideScene, t: ViewText): string {
  const parts = rows.map(({ quantity }) => `${quantity.spec.label}: ${valueText(quantity)}`).join("; ");
  return [t(`inside.describe.${spec.picture}`), `${parts}.`, badge === null ? "" : `${t(`badge.${badge}`)}.`]
    .filter((part) => part !== "")
    .join(" ");
}
