import type { PopulationSpec } from "../../../workers/protocol";
import { lowerBound } from "../scale";

/** Spikes to pixels, without losing one: every pixel whose time and rows hold a spike is lit. */

/** Vertical place of one population, in whole device pixels from the top; its first row lies at the bottom. */
export interface Band {
  readonly population: PopulationSpec;
  readonly top: number;
  readonly height: number;
}

/**
 * Shares `height` pixels among populations in proportion to their rows, but gives none less than `least`: one output
 * neuron stays visible beside a thousand inputs. The first population lies at the bottom.
 */
export function layoutBands(
  populations: readonly PopulationSpec[],
  height: number,
  gap: number,
  least: number,
): readonly Band[] {
  const shown = populations.filter((p) => p.size > 0);
  if (shown.length === 0) return [];
  const room = Math.max(shown.length, height - gap * (shown.length - 1));
  const minimum = Math.min(least, Math.floor(room / shown.length));
  const heights = new Map<PopulationSpec, number>();
  // Populations that would fall below the minimum get it; the others share what is left, until none falls below.
  let open = [...shown];
  let left = room;
  for (;;) {
    const rows = open.reduce((sum, p) => sum + p.size, 0);
    const small = open.filter((p) => (left * p.size) / rows < minimum);
    if (small.length === 0 || small.length === open.length) {
      for (const p of open) heights.set(p, small.length === 0 ? (left * p.size) / rows : left / open.length);
      break;
    }
    for (const p of small) heights.set(p, minimum);
    left -= small.length * minimum;
    open = open.filter((p) => !small.includes(p));
  }
  let bottom = height;
  return shown.map((population) => {
    const top = bottom - (heights.get(population) as number);
    const band = { population, top: Math.round(top), height: Math.max(1, Math.round(bottom) - Math.round(top)) };
    bottom = top - gap;
    return band;
  });
}

const firstPixel = (fromTop: number, height: number, size: number): number => Math.floor((fromTop * height) / size);

/** The last pixel before `end`; rows of three pixels and more are told apart by a gap. */
const lastPixel = (first: number, end: number): number => (end - first >= 3 ? end - 2 : Math.max(first, end - 1));

/** First and last pixel row of a raster row within its band; several raster rows may share one pixel row. */
export function rowSpan({ top, height, population }: Band, row: number): readonly [first: number, last: number] {
  const fromTop = population.size - 1 - row;
  const first = firstPixel(fromTop, height, population.size);
  return [top + first, top + lastPixel(first, firstPixel(fromTop + 1, height, population.size))];
}

export interface RasterWindow {
  /** First and last step shown. */
  readonly from: number;
  readonly to: number;
}

/** What every raster row needs to be drawn: its band (-1 for none) and its pixel rows. */
export interface RowTables {
  readonly band: Int8Array;
  readonly first: Uint16Array;
  readonly last: Uint16Array;
}

export function rowTables(bands: readonly Band[]): RowTables {
  const rows = bands.reduce((most, { population: p }) => Math.max(most, p.offset + p.size), 0);
  const tables = { band: new Int8Array(rows).fill(-1), first: new Uint16Array(rows), last: new Uint16Array(rows) };
  for (const [b, { population, top, height }] of bands.entries()) {
    const { offset, size } = population;
    tables.band.fill(b, offset, offset + size);
    // From the top row down, each beginning where the one above ends: nothing is allocated for a million rows.
    let first = 0;
    for (let fromTop = 0; fromTop < size; fromTop++) {
      const end = firstPixel(fromTop + 1, height, size);
      const row = offset + size - 1 - fromTop;
      tables.first[row] = top + first;
      tables.last[row] = top + lastPixel(first, end);
      first = end;
    }
  }
  return tables;
}

/** Columns that are coloured together, so that pixels are written in whole cache lines. */
const TILE = 16;

/**
 * Colours the lit pixels of one band: `words` (row by row) takes `palette[count]`, counts above the palette its last
 * entry. A spike reaches over `mark` columns.
 */
export function colourBand(
  { top, height: rows }: Band,
  { width, height }: { readonly width: number; readonly height: number },
  counts: Uint16Array,
  palette: Uint32Array,
  mark: number,
  words: Uint32Array,
): void {
  const most = palette.length - 1;
  for (let left = 0; left < width; left += TILE) {
    const right = Math.min(width, left + TILE);
    for (let y = top; y < top + rows; y++) {
      for (let x = left; x < right; x++) {
        let count = counts[x * height + y] as number;
        for (let back = 1; back < mark && count === 0 && back <= x; back++)
          count = counts[(x - back) * height + y] as number;
        if (count > 0) words[y * width + x] = palette[Math.min(most, count)] as number;
      }
    }
  }
}

/**
 * Opacity of a pixel that holds `count` spikes where a pixel holds `mean` on average: sparse pixels are fully lit,
 * crowded ones show density; none that holds a spike falls below 0.3.
 */
export const opacity = (count: number, mean: number): number =>
  count === 0 ? 0 : 1 - 0.7 * Math.exp(-count / Math.max(0.05, mean));

/**
 * Spikes per second and neuron of each band in whole bins of `bin` steps, aligned to step 0 so that bins do not flicker
 * as the window slides. Returns `bands x bins`, the first bin starting at `firstBin * bin`.
 *
 * @param known the first step whose spikes are all in the list; bins that begin before it are left out
 */
export function populationRates(
  steps: Uint32Array,
  neurons: Uint32Array,
  window: RasterWindow,
  bands: readonly Band[],
  bin: number,
  stepMs: number,
  { band: bandOf } = rowTables(bands),
  known = 0,
): { readonly firstBin: number; readonly bins: number; readonly rates: Float64Array } {
  const firstBin = Math.max(Math.floor(window.from / bin), Math.ceil(known / bin));
  const bins = Math.max(0, Math.floor((window.to + 1) / bin) - firstBin);
  const rates = new Float64Array(bands.length * bins);
  const end = lowerBound(steps, (firstBin + bins) * bin);
  for (let i = lowerBound(steps, firstBin * bin); i < end; i++) {
    const row = neurons[i] as number;
    const band = row < bandOf.length ? (bandOf[row] as number) : -1;
    if (band < 0) continue;
    const at = band * bins + Math.floor((steps[i] as number) / bin) - firstBin;
    rates[at] = (rates[at] as number) + 1;
  }
  for (const [b, { population: p }] of bands.entries()) {
    const perSpike = 1000 / (bin * stepMs * p.size);
    for (let k = 0; k < bins; k++) rates[b * bins + k] = (rates[b * bins + k] as number) * perSpike;
  }
  return { firstBin, bins, rates };
}

/** Index of the spike nearest to (step, row) among those within the given distances; null when there is none. */
export function nearestSpike(
  steps: Uint32Array,
  neurons: Uint32Array,
  at: { readonly step: number; readonly row: number },
  reach: { readonly steps: number; readonly rows: number },
): number | null {
  let best: number | null = null;
  let least = 1;
  const end = lowerBound(steps, at.step + reach.steps + 1);
  for (let i = lowerBound(steps, Math.max(0, at.step - reach.steps)); i < end; i++) {
    const dx = ((steps[i] as number) - at.step) / Math.max(1, reach.steps);
    const dy = ((neurons[i] as number) - at.row) / Math.max(0.5, reach.rows);
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/** The row whose place is nearest to a height in device pixels below the top; null when there are no bands. */
export function nearestRow(bands: readonly Band[], y: number): number | null {
  const away = ({ top, height }: Band): number => Math.max(top - y, y - (top + height - 1), 0);
  const [first, ...rest] = bands;
  if (first === undefined) return null;
  const { population, top, height } = rest.reduce((best, band) => (away(band) < away(best) ? band : best), first);
  const { offset, size } = population;
  // The last row that begins in this pixel or above.
  const fromTop = Math.ceil(((Math.floor(y) - top + 1) * size) / height) - 1;
  return offset + size - 1 - Math.min(size - 1, Math.max(0, fromTop));
}

/** A stretch of rows: `from` belongs to it, `to` does not. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** The rows between two heights in device pixels. */
export function regionBetween(bands: readonly Band[], y0: number, y1: number): Region | null {
  const [a, b] = [nearestRow(bands, y0), nearestRow(bands, y1)];
  return a === null || b === null ? null : { from: Math.min(a, b), to: Math.max(a, b) + 1 };
}
