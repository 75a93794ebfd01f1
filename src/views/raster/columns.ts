import { lowerBound } from "../scale";
import type { Band, RowTables } from "./rasterise";

/** What columns hold counts of; another one of these begins them anew. */
export interface ColumnsOf {
  /** Where the spikes come from: within one epoch, its past does not change. */
  readonly source: unknown;
  readonly epoch: number;
  readonly rows: RowTables;
  readonly bands: readonly Band[];
  /** Size in device pixels. */
  readonly width: number;
  readonly height: number;
  /** Steps over the whole width. */
  readonly span: number;
}

/**
 * The spikes of a sliding window as counts per pixel, one column after the other. Columns are aligned to step 0, so that the
 * picture slides by whole columns: a new picture moves the counts and adds the new spikes, however many are in the window.
 */
export class RasterColumns {
  /** `counts[x * height + y]`, saturating. */
  counts = new Uint16Array(0);
  /** First and last column shown, counted from step 0. */
  first = 0;
  last = 0;
  /** Spikes from this step on are counted; those before had been forgotten when counting began. */
  since = 0;
  private of: ColumnsOf | null = null;
  /** Spikes up to this step are counted. */
  private upTo = -1;
  /** Spikes of every column, those without a band included, and per band: `totals[x * bands + band]`. */
  private sums = new Uint32Array(0);
  private totals = new Uint32Array(0);

  /**
   * Brings the columns to a window that ends with step `to`, of which `now` steps have run.
   *
   * @param known the first step whose spikes `steps` still holds
   */
  update(
    of: ColumnsOf,
    steps: Uint32Array,
    neurons: Uint32Array,
    { to, now, known }: { readonly to: number; readonly now: number; readonly known: number },
  ): void {
    const last = Math.max(of.width - 1, this.columnOf(of, to));
    const moved = last - this.last;
    if (this.continues(of) && now >= this.upTo && moved >= 0 && moved < of.width && this.agrees(of, steps, known)) {
      this.shift(of, moved);
    } else {
      this.begin(of);
      this.since = known;
    }
    this.of = of;
    this.last = last;
    this.first = last - of.width + 1;
    this.add(of, steps, neurons, now);
    this.upTo = now;
  }

  /** Spikes of each band in the columns shown. */
  bandTotals(): Uint32Array {
    const bands = this.of?.bands.length ?? 0;
    const sums = new Uint32Array(bands);
    for (let i = 0; i < this.totals.length; i += bands)
      for (let b = 0; b < bands; b++) sums[b] = (sums[b] as number) + (this.totals[i + b] as number);
    return sums;
  }

  /** Steps that have run and whose spikes are all counted. */
  get covered(): number {
    return this.of === null ? 0 : Math.max(0, this.upTo + 1 - Math.max(1, this.since, firstStep(this.of, this.first)));
  }

  private columnOf({ width, span }: ColumnsOf, step: number): number {
    return Math.floor((step * width) / span);
  }

  private continues(of: ColumnsOf): boolean {
    const before = this.of;
    return (
      before !== null &&
      before.source === of.source &&
      before.epoch === of.epoch &&
      before.rows === of.rows &&
      before.width === of.width &&
      before.height === of.height &&
      before.span === of.span
    );
  }

  /** Whether the memory holds, up to where it was counted, as many spikes as were counted, and none is missing since. */
  private agrees(of: ColumnsOf, steps: Uint32Array, known: number): boolean {
    if (known > this.upTo + 1) return false;
    const from = Math.max(this.first, this.columnOf(of, Math.max(known, this.since)) + 1);
    let counted = 0;
    for (let x = from - this.first; x < of.width; x++) counted += this.sums[x] as number;
    const held = lowerBound(steps, this.upTo + 1) - lowerBound(steps, firstStep(of, from));
    return counted === Math.max(0, held);
  }

  private begin({ width, height, bands }: ColumnsOf): void {
    this.upTo = -1;
    if (this.counts.length === width * height) this.counts.fill(0);
    else this.counts = new Uint16Array(width * height);
    this.sums = new Uint32Array(width);
    this.totals = new Uint32Array(width * bands.length);
  }

  private shift({ width, height, bands }: ColumnsOf, columns: number): void {
    if (columns === 0) return;
    for (const [list, size] of [
      [this.counts, height],
      [this.sums, 1],
      [this.totals, bands.length],
    ] as const) {
      list.copyWithin(0, columns * size);
      list.fill(0, (width - columns) * size);
    }
  }

  /** Counts the spikes after `upTo` and up to `now`. */
  private add(of: ColumnsOf, steps: Uint32Array, neurons: Uint32Array, now: number): void {
    const { height, rows, bands } = of;
    const { band, first: firstPixel, last: lastPixel } = rows;
    const { counts, sums, totals } = this;
    const end = lowerBound(steps, now + 1);
    let step = -1;
    let x = 0;
    for (let i = lowerBound(steps, Math.max(this.upTo + 1, this.since, firstStep(of, this.first))); i < end; i++) {
      if (steps[i] !== step) {
        step = steps[i] as number;
        x = this.columnOf(of, step) - this.first;
      }
      sums[x] = (sums[x] as number) + 1;
      const row = neurons[i] as number;
      const b = row < band.length ? (band[row] as number) : -1;
      if (b < 0) continue;
      const total = x * bands.length + b;
      totals[total] = (totals[total] as number) + 1;
      const bottom = x * height + (lastPixel[row] as number);
      for (let at = x * height + (firstPixel[row] as number); at <= bottom; at++) {
        const count = counts[at] as number;
        if (count < 65_535) counts[at] = count + 1;
      }
    }
  }
}

/** The first step of a column. */
const firstStep = ({ width, span }: ColumnsOf, column: number): number => Math.ceil((column * span) / width);
