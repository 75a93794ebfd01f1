import type { AxisSpec } from "../../workers/protocol";
import { clipped, crisp, drawText, placeTicks, type Rect, type Surface, setFont, strokeLines } from "../ui/canvas";
import { axisTitle, axisUnit, formatNumber } from "../ui/format";
import { paletteOf, valueScale } from "./map/cells";
import type { Domain } from "./scale";

/** The bar beside a picture whose colours are values, and what stands for no value at all. */

/** Pixels from the plot to the bar, of the bar, and of what is written beside it. */
export const BAR = { width: 12, gap: 14, labels: 46 } as const;

/** Digits of the ends of a scale that lies. */
const ENDS = 3;

/** A scale of colours with its ticks, quantity and unit. */
export class ColourBar {
  private palette: Uint32Array | null = null;
  /** All colours, the highest at the top. */
  private readonly canvas = document.createElement("canvas");
  /** The same, the highest at the right. */
  private readonly lying = document.createElement("canvas");

  draw(surface: Surface, axis: AxisSpec, domain: Domain, bar: Rect, titleY = bar.y - 15): void {
    const { ctx, theme, ratio } = surface;
    this.paint(paletteOf(axis));
    const place = valueScale(axis, domain, [bar.y + bar.height, bar.y]);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.canvas, bar.x, bar.y, bar.width, bar.height);
    ctx.strokeStyle = theme.axis;
    ctx.lineWidth = 1 / Math.min(ratio, 1.5);
    ctx.strokeRect(bar.x, bar.y, bar.width, bar.height);
    setFont(ctx);
    const { unit, format = (value: number) => formatNumber(value) } = axisUnit(axis.unit, ...domain);
    const ticks = placeTicks(place, Math.max(2, Math.floor(bar.height / 34)), format, () => 11, 5);
    for (const { position, label } of ticks) {
      strokeLines(ctx, theme.axis, [
        [bar.x + bar.width, crisp(position, ratio), bar.x + bar.width + 3, crisp(position, ratio)],
      ]);
      drawText(surface, label, bar.x + bar.width + 6, position, { color: theme.muted, maxWidth: BAR.labels - 6 });
    }
    // Letters lean over their width.
    const end = Math.min(bar.x + bar.width + BAR.labels, surface.width - 6);
    drawText(surface, axisTitle({ ...axis, unit }), end, titleY, {
      align: "right",
      color: theme.muted,
      maxWidth: surface.width / 2 - 10,
      plate: true,
    });
  }

  /** The same along the lower edge of a narrow picture: the bar in one row with the quantity and the ends of the scale. */
  across(surface: Surface, axis: AxisSpec, domain: Domain, row: Rect): void {
    const { ctx, theme, ratio } = surface;
    this.paint(paletteOf(axis));
    setFont(ctx);
    const { unit, format = (value: number) => formatNumber(value) } = axisUnit(axis.unit, ...domain);
    const title = axisTitle({ ...axis, unit });
    const [low, high] = domain.map((value) => format(Number(value.toPrecision(ENDS)))) as [string, string];
    const wide = (text: string): number => ctx.measureText(text).width;
    const middle = row.y + row.height / 2;
    const titled = Math.min(wide(title), row.width / 2);
    const from = row.x + titled + 10 + wide(low) + 5;
    const to = row.x + row.width - wide(high) - 5;
    drawText(surface, title, row.x, middle, { color: theme.muted, maxWidth: titled + 1, plate: true });
    drawText(surface, low, from - 5, middle, { align: "right", color: theme.muted, plate: true });
    drawText(surface, high, to + 5, middle, { color: theme.muted, plate: true });
    if (to - from < 20) return;
    const thick = Math.min(8, row.height);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.lying, from, middle - thick / 2, to - from, thick);
    ctx.strokeStyle = theme.axis;
    ctx.lineWidth = 1 / Math.min(ratio, 1.5);
    ctx.strokeRect(from, middle - thick / 2, to - from, thick);
  }

  private paint(palette: Uint32Array): void {
    if (this.palette === palette) return;
    this.palette = palette;
    this.canvas.width = 1;
    this.canvas.height = palette.length;
    const pixels = new ImageData(1, palette.length);
    new Uint32Array(pixels.data.buffer).set(palette.toReversed());
    this.canvas.getContext("2d")?.putImageData(pixels, 0, 0);
    this.lying.width = palette.length;
    this.lying.height = 1;
    const row = new ImageData(palette.length, 1);
    new Uint32Array(row.data.buffer).set(palette);
    this.lying.getContext("2d")?.putImageData(row, 0, 0);
  }
}

const HATCH = 7;

/** Hatched: nothing is known there. */
export function drawUnknown(surface: Surface, plot: Rect): void {
  const { ctx, theme } = surface;
  clipped(surface, plot, () => {
    ctx.lineWidth = 1;
    const lines: [number, number, number, number][] = [];
    for (let x = plot.x - plot.height; x < plot.x + plot.width; x += HATCH) {
      lines.push([x, plot.y + plot.height, x + plot.height, plot.y]);
    }
    strokeLines(ctx, theme.axis, lines);
  });
}
