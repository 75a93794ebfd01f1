import { scaleLinear } from "d3";
import type { SpikesData, SpikesSpec } from "../../../workers/protocol";
import {
  axisBottomHeight,
  clear,
  clipped,
  crisp,
  drawAxisBottom,
  drawEmpty,
  drawText,
  fitText,
  LINE,
  leftTicks,
  type Pen,
  type Rect,
  type Surface,
  setFont,
  strokeLines,
} from "../../ui/canvas";
import { blendedPixel } from "../../ui/colors";
import { formatNumber, formatSpan, formatValue } from "../../ui/format";
import { SPIKE_CAPACITY } from "../history";
import { type Domain, type Margins, StickyDomain, timeAxis, WIDE } from "../scale";
import type { ViewText } from "../strings";
import { RasterColumns } from "./columns";
import { drawMarks } from "./marks";
import {
  type Band,
  colourBand,
  layoutBands,
  opacity,
  populationRates,
  type RasterWindow,
  type RowTables,
  rowTables,
} from "./rasterise";

export interface RasterOptions {
  readonly t: ViewText;
  /** Time shown, in ms. */
  readonly window: Domain;
  readonly stepMs: number;
  /** The present step. */
  readonly now: number;
  /** Rises when history breaks. */
  readonly epoch: number;
  /** Whose spikes they are: another source has another past. */
  readonly source: unknown;
  /** Whether anything ran yet. */
  readonly ran: boolean;
  /** What the view keeps between pictures. */
  readonly memory: RasterMemory;
  /** Whether a strip with the rates stands above the rows. */
  readonly rates: boolean;
  /** Margins that all time views of a page share; null for its own. */
  readonly margins: Margins | null;
}

/** Scale of the rate strip, counted spikes and the bitmap, kept so that a picture allocates nothing large. */
export class RasterMemory {
  readonly rate: StickyDomain;
  readonly columns = new RasterColumns();
  private image: ImageData | null = null;
  private front = -1;
  private known = 0;

  private bands: readonly Band[] = [];
  private rows: RowTables = rowTables([]);

  constructor(rate = new StickyDomain()) {
    this.rate = rate;
  }

  /** The tables of these bands, made anew only when the bands have changed. */
  tables(bands: readonly Band[]): RowTables {
    const same = ({ population: p, top, height }: Band, i: number): boolean => {
      const before = this.bands[i];
      return (
        before?.top === top &&
        before.height === height &&
        before.population.offset === p.offset &&
        before.population.size === p.size
      );
    };
    if (bands.length !== this.bands.length || !bands.every(same)) this.rows = rowTables(bands);
    this.bands = bands;
    return this.rows;
  }

  bitmap(ctx: Pen, width: number, height: number): ImageData {
    if (this.image === null || this.image.width !== width || this.image.height !== height)
      this.image = ctx.createImageData(width, height);
    return this.image;
  }

  /** The first step of which all spikes are remembered: 0 as long as none had to be forgotten. */
  firstKnown(steps: Uint32Array): number {
    const front = steps[0] ?? -1;
    // Its front moves when a full memory drops its older half; shorter ones begin with the first spike of all.
    if (front !== this.front) this.known = steps.length < SPIKE_CAPACITY ? 0 : front + 1;
    this.front = front;
    return this.known;
  }
}

export interface RasterScene {
  readonly plot: Rect;
  /** Bands in device pixels below `plot.y`. */
  readonly bands: readonly Band[];
  readonly ratio: number;
  readonly window: RasterWindow;
  readonly stepMs: number;
  readonly data: SpikesData;
  /** Spikes per band within the window. */
  readonly totals: Uint32Array;
  /** Steps of the window that have run and are remembered. */
  readonly covered: number;
  /** What is said instead of spikes, as long as there are none. */
  readonly message: string | null;
}

const SILENCE: SpikesData = { kind: "spikes", steps: new Uint32Array(0), neurons: new Uint32Array(0) };

const BAND_GAP = 3;
const BAND_LEAST = 16;
const SHADES = 256;
/** Bins of the rate strip over the window; each of them is long enough to hold several spikes of one neuron. */
const RATE_BINS = 40;

/** Steps per bin: 1, 2 or 5 times a power of ten. */
export function niceBin(steps: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, steps)));
  const factor = [1, 2, 5].find((f) => f * power >= steps) ?? 10;
  return Math.max(1, factor * power);
}

export function drawRaster(
  surface: Surface,
  spec: SpikesSpec,
  read: SpikesData | null,
  options: RasterOptions,
): RasterScene {
  const { ctx, width, height, ratio, theme } = surface;
  const { t, window, stepMs, memory, now } = options;
  const data = read ?? SILENCE;
  clear(surface);
  setFont(ctx);
  const labels = spec.populations.map((p) => ctx.measureText(p.label).width);
  const margins = width >= WIDE ? options.margins : null;
  const gutter =
    margins?.left ?? Math.min(Math.ceil(Math.max(40, ...labels)) + 14, Math.max(106, Math.floor(width * 0.2)));
  const strip = options.rates && height >= 190 ? Math.max(34, Math.min(84, Math.floor(height * 0.18))) : 0;
  const top = strip > 0 ? strip + 26 : 8;
  const titled = height >= 150;
  const plot: Rect = {
    x: gutter,
    y: top,
    width: Math.max(20, width - gutter - (margins?.right ?? 10)),
    height: Math.max(20, height - top - axisBottomHeight(titled) - 2),
  };

  const axis = timeAxis(t, window, true);
  const x = scaleLinear(axis.domain, [plot.x, plot.x + plot.width]);
  drawAxisBottom(surface, plot, x, { title: titled ? axis.title : undefined });
  const pixels = { width: Math.round(plot.width * ratio), height: Math.round(plot.height * ratio) };
  const bands = layoutBands(
    spec.populations,
    pixels.height,
    Math.round(BAND_GAP * ratio),
    Math.round(BAND_LEAST * ratio),
  );
  const span = Math.max(1, Math.round((window[1] - window[0]) / stepMs));
  const to = Math.max(span, now);
  const range: RasterWindow = { from: to - span, to };
  const rows = memory.tables(bands);
  const known = memory.firstKnown(data.steps);
  const { columns } = memory;
  const { source, epoch } = options;
  columns.update({ source, epoch, rows, bands, ...pixels, span }, data.steps, data.neurons, { to, now, known });
  const { covered, counts } = columns;
  const totals = columns.bandTotals();
  if (!surface.vector || !drawMarks(surface, plot, data, bands, rows, range)) {
    const image = memory.bitmap(ctx, pixels.width, pixels.height);
    const words = new Uint32Array(image.data.buffer);
    words.fill(blendedPixel(theme.background, theme.background, 1));
    for (const [b, band] of bands.entries()) {
      const mean = (totals[b] as number) / (band.height * Math.max(1, (pixels.width * covered) / span));
      const color = theme.roles[band.population.role];
      const palette = Uint32Array.from({ length: SHADES }, (_, c) =>
        blendedPixel(color, theme.background, opacity(c, mean)),
      );
      colourBand(band, pixels, counts, palette, ratio >= 1.5 ? 2 : 1, words);
    }
    ctx.putImageData(image, Math.round(plot.x * ratio), Math.round(plot.y * ratio));
  }

  const forgotten = Math.min(plot.width, ((columns.since - range.from) / span) * plot.width);
  if (forgotten >= 2) drawForgotten(surface, { ...plot, width: forgotten }, t("raster.forgotten"));

  for (const band of bands) drawBandLabel(surface, plot, band, t);
  if (strip > 0) {
    const rect = { x: plot.x, y: 20, width: plot.width, height: strip };
    drawRates(surface, rect, data, bands, range, known, options);
  }
  const message =
    data.steps.length > 0 ? null : t(spec.difference ? "empty.same" : options.ran ? "empty.silent" : "empty.spikes");
  if (message !== null) drawEmpty(surface, plot, message);
  return { plot, bands, ratio, window: range, stepMs, data, totals, covered, message };
}

/** Hatches the part of the window whose spikes are lost, which else would look like silence. */
function drawForgotten(surface: Surface, rect: Rect, text: string): void {
  const { ctx, theme } = surface;
  clipped(surface, rect, () => {
    ctx.lineWidth = 1;
    const lines: [number, number, number, number][] = [];
    for (let x = rect.x - rect.height; x < rect.x + rect.width; x += 8)
      lines.push([x, rect.y + rect.height, x + rect.height, rect.y]);
    strokeLines(ctx, theme.grid, lines);
  });
  setFont(ctx);
  if (ctx.measureText(text).width + 12 > rect.width) return;
  drawText(surface, text, rect.x + rect.width / 2, rect.y + rect.height / 2, {
    align: "center",
    color: theme.muted,
    plate: true,
  });
}

function drawBandLabel(surface: Surface, plot: Rect, { population, top, height }: Band, t: ViewText): void {
  const { ctx, ratio, theme } = surface;
  const y = plot.y + top / ratio;
  const room = height / ratio;
  ctx.fillStyle = theme.roles[population.role];
  ctx.fillRect(plot.x - 5, y, 3, room);
  setFont(ctx);
  const measure = (text: string): number => ctx.measureText(text).width;
  const lines = wrap(measure, population.label, plot.x - 12, Math.max(1, Math.floor(room / LINE)));
  if (population.size > 1 && room >= (lines.length + 1) * LINE)
    lines.push(t("raster.size", { count: formatNumber(population.size, 6) }));
  const first = y + room / 2 - ((lines.length - 1) * LINE) / 2;
  for (const [i, line] of lines.entries()) {
    drawText(surface, line, plot.x - 9, first + i * LINE, { align: "right", color: i < 1 ? theme.text : theme.muted });
  }
}

/** Breaks a label at spaces into at most `most` lines; the last one is cut when it must be. */
export function wrap(measure: (text: string) => number, text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text.split(" ");
  while (rest.length > 0 && lines.length < most) {
    let n = 1;
    while (n < rest.length && measure(rest.slice(0, n + 1).join(" ")) <= width) n++;
    if (lines.length === most - 1) n = rest.length;
    lines.push(fitText(measure, rest.slice(0, n).join(" "), width));
    rest = rest.slice(n);
  }
  return lines;
}

function drawRates(
  surface: Surface,
  rect: Rect,
  data: SpikesData,
  bands: readonly Band[],
  range: RasterWindow,
  known: number,
  options: RasterOptions,
): void {
  const { ctx, theme, ratio } = surface;
  const { stepMs, t, memory, now } = options;
  const bin = niceBin((range.to - range.from) / RATE_BINS);
  const { firstBin, bins, rates } = populationRates(
    data.steps,
    data.neurons,
    { from: range.from, to: Math.min(range.to, now) },
    bands,
    bin,
    stepMs,
    memory.tables(bands),
    known,
  );
  const most = rates.reduce((a, b) => Math.max(a, b), 0);
  const y = scaleLinear(memory.rate.update(0, Math.max(1, most), { floor: 0 }), [rect.y + rect.height, rect.y]);
  const { ticks } = leftTicks(surface, y);
  const shown = ticks.length > 3 ? [ticks[0], ticks.at(-1)] : ticks;
  ctx.lineWidth = 1;
  for (const tick of shown) {
    if (tick === undefined) continue;
    strokeLines(ctx, theme.grid, [
      [rect.x, crisp(tick.position, ratio), rect.x + rect.width, crisp(tick.position, ratio)],
    ]);
    drawText(surface, tick.label, rect.x - 7, tick.position, { align: "right", color: theme.muted });
  }
  const title = `${t("axis.rate")} (Hz)`;
  const binText = formatSpan(bin * stepMs);
  drawText(surface, `${title}, Δ = ${binText}`, rect.x, 8, { color: theme.muted, maxWidth: rect.width });
  const place = (step: number): number => rect.x + ((step - range.from) / (range.to - range.from)) * rect.width;
  clipped(surface, { ...rect, y: rect.y - 2, height: rect.height + 4 }, () => {
    for (const [b, { population }] of bands.entries()) {
      ctx.strokeStyle = theme.roles[population.role];
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      for (let k = 0; k < bins; k++) {
        const level = y(rates[b * bins + k] as number);
        ctx.lineTo(place((firstBin + k) * bin), level);
        ctx.lineTo(place((firstBin + k + 1) * bin), level);
      }
      ctx.stroke();
    }
  });
}

export const describeRaster = (t: ViewText, scene: RasterScene): string => {
  const { bands, totals, covered, stepMs, message } = scene;
  if (message !== null) return message;
  const ms = covered * stepMs;
  const parts = bands.map(({ population }, b) => {
    const count = totals[b] as number;
    const rate = formatValue(covered === 0 ? 0 : (1000 * count) / (ms * population.size), "Hz");
    return t("raster.part", { label: population.label, count: formatNumber(count, 7), rate });
  });
  return t("raster.describe", { span: formatSpan(ms), parts: parts.join("; ") });
};
