import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import { drawText, type Point, type Rect, type Surface, traceMarker } from "../../ui/canvas";
import { outlined } from "../heatmap/marks";
import { paletteOf } from "../map/cells";
import { type Address, siteAt } from "../sites/address";
import type { ViewText } from "../strings";
import type { CellTexels } from "./cells";
import type { Shape, Slice } from "./shape";

/** The block without a graphics card: a small picture for each layer, x to the right and y downwards, lowest layer first. */

export interface FlatLayout {
  readonly slice: Slice;
  /** Pixels of a cell. */
  readonly cell: number;
  /** Upper left corner of the picture of each layer shown. */
  readonly corners: readonly Point[];
}

const GAP = 10;
const HEAD = 14;

/** As many columns of pictures as make the cells largest. */
export function layoutFlat({ x, y, width, height }: Rect, slice: Slice): FlatLayout {
  const layers = slice.to.layer - slice.from.layer + 1;
  const [wide, deep] = [slice.to.x - slice.from.x + 1, slice.to.y - slice.from.y + 1];
  let best = { cell: 0, columns: 1 };
  for (let columns = 1; columns <= layers; columns++) {
    const rows = Math.ceil(layers / columns);
    const cell = Math.min((width / columns - GAP) / wide, (height / rows - HEAD - GAP) / deep);
    if (cell > best.cell) best = { cell, columns };
  }
  const { cell, columns } = best;
  const corners = Array.from({ length: layers }, (_, i) => ({
    x: x + (i % columns) * (width / columns) + GAP / 2,
    y: y + Math.floor(i / columns) * (height / Math.ceil(layers / columns)) + HEAD,
  }));
  return { slice, cell, corners };
}

export function boxOf({ slice, cell, corners }: FlatLayout, { layer, x, y }: Address): Rect | null {
  const corner = corners[layer - slice.from.layer];
  if (corner === undefined) return null;
  return {
    x: corner.x + (x - slice.from.x) * cell,
    y: corner.y + (y - slice.from.y) * cell,
    width: cell,
    height: cell,
  };
}

/** The site under a point; null where none is. */
export function siteIn({ slice, cell, corners }: FlatLayout, shape: Shape, at: Point): number | null {
  const { from, to } = slice;
  for (const [i, corner] of corners.entries()) {
    const x = from.x + Math.floor((at.x - corner.x) / cell);
    const y = from.y + Math.floor((at.y - corner.y) / cell);
    if (x >= from.x && x <= to.x && y >= from.y && y <= to.y) return siteAt(shape, { layer: from.layer + i, x, y });
  }
  return null;
}

let board: HTMLCanvasElement | null = null;

export function drawFlat(
  surface: Surface,
  layout: FlatLayout,
  spec: LatticeSpec,
  data: LatticeData,
  cells: CellTexels,
  xray: boolean,
  t: ViewText,
): void {
  const { ctx, theme } = surface;
  const { slice, cell, corners } = layout;
  const { from, to } = slice;
  const [wide, deep] = [to.x - from.x + 1, to.y - from.y + 1];
  const palette = paletteOf(spec.value);
  const image = new ImageData(wide, deep);
  const words = new Uint32Array(image.data.buffer);
  board ??= document.createElement("canvas");
  const canvas = board;
  canvas.width = wide;
  canvas.height = deep;
  for (const [i, corner] of corners.entries()) {
    const layer = from.layer + i;
    for (let x = from.x; x <= to.x; x++)
      for (let y = from.y; y <= to.y; y++) {
        const site = siteAt(spec, { layer, x, y });
        const opacity = cells.bytes[4 * site + 1] as number;
        const hidden = (xray && opacity === 0) || Number.isNaN(data.values[site]);
        const shade = ((palette[cells.bytes[4 * site] as number] as number) & 0xffffff) >>> 0;
        const alpha = hidden ? 0 : Math.max(26, opacity);
        words[(y - from.y) * wide + x - from.x] = (shade | (alpha << 24)) >>> 0;
      }
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(canvas, corner.x, corner.y, wide * cell, deep * cell);
    ctx.strokeStyle = theme.axis;
    ctx.lineWidth = 1;
    ctx.strokeRect(corner.x - 0.5, corner.y - 0.5, wide * cell + 1, deep * cell + 1);
    drawText(surface, t("lattice.layerName", { layer }), corner.x, corner.y - 7, {
      color: theme.muted,
      size: 10,
      maxWidth: wide * cell,
    });
  }
  drawFlatMarks(surface, layout, spec, data);
}

/** Marks of flags, where cells are large enough for them. */
function drawFlatMarks({ ctx }: Surface, layout: FlatLayout, spec: LatticeSpec, { flags }: LatticeData): void {
  const { slice, cell } = layout;
  if (flags === undefined || cell < 5) return;
  const { from, to } = slice;
  for (let layer = from.layer; layer <= to.layer; layer++)
    for (let x = from.x; x <= to.x; x++)
      for (let y = from.y; y <= to.y; y++) {
        const flag = flags[siteAt(spec, { layer, x, y })] ?? 0;
        const box = flag === 0 ? null : boxOf(layout, { layer, x, y });
        if (box === null) continue;
        const mark = spec.flags?.[flag - 1]?.mark;
        outlined(ctx, 1.2, () => {
          if (mark === "cross" || mark === "ring")
            traceMarker(ctx, mark, box.x + cell / 2, box.y + cell / 2, 0.6 * cell);
          else ctx.rect(box.x + 1, box.y + 1, cell - 2, cell - 2);
        });
      }
}
