import type { ChannelSource } from "../experiments/_experiment";
import type { Kernel } from "../memory/kernel";
import type { TraceData } from "../protocol";
import type { Population, SpikeRing } from "./population";
import { TraceRecorder } from "./record";

/**
 * Statistics of the spikes of a population, outside the simulation state: `record` after every step. They follow one
 * run; when a step does not follow the one before (after a seek or restore) they begin anew. `clear` only forgets the
 * samples of a stream that were not taken.
 */

/** Contiguous neurons of a population: from, up to but not including to. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** The spikes of a population where the kernel leaves them, and whether a step follows the one before. */
export class SpikeReader {
  #words: Uint32Array | undefined;
  #last = Number.NaN;

  constructor(
    private readonly kernel: Kernel,
    private readonly population: Population,
  ) {}

  /** Word of `words` at which the neuron numbers of `step` begin; there are `count`. */
  first(step: number): number {
    return (this.population.ring as SpikeRing).list(step) >>> 2;
  }

  count(step: number): number {
    return (this.population.ring as SpikeRing).count(step);
  }

  /** The memory of the kernel, which does not grow any more once a network runs. */
  get words(): Uint32Array {
    this.#words ??= new Uint32Array(this.kernel.memory.buffer);
    return this.#words;
  }

  /** Goes to a step. @returns false when it does not follow the last one */
  follow(step: number): boolean {
    const follows = step === this.#last + 1;
    this.#last = step;
    return follows;
  }
}

export interface RateOptions {
  /** Disjoint groups of neurons. */
  readonly groups: readonly Rows[];
  /** Steps per bin. */
  readonly every: number;
  /** Length of a step, ms. */
  readonly h: number;
  /** Bins that are kept for spectra and means. */
  readonly history: number;
}

/**
 * Rates of groups of neurons in consecutive bins: a trace with one signal per group in Hz, stamped with the last step of
 * the bin. Bins end at multiples of their length; one that was not seen from its start is left out.
 */
export class RateRecorder implements ChannelSource {
  /** Length of a bin, ms. */
  readonly interval: number;
  readonly #spikes: SpikeReader;
  readonly #trace: TraceRecorder;
  readonly #sizes: readonly number[];
  /** Group of each neuron; those of none have a number of their own. */
  readonly #groupOf: Uint8Array;
  readonly #counts: Float64Array;
  /** [history, groups] Hz, a ring. */
  readonly #rates: Float32Array;
  #whole = false;
  #kept = 0;
  #total = 0;
  #restarts = 0;

  constructor(
    kernel: Kernel,
    population: Population,
    private readonly options: RateOptions,
  ) {
    const { groups, every, h, history } = options;
    this.interval = every * h;
    this.#spikes = new SpikeReader(kernel, population);
    this.#sizes = groups.map(({ from, to }) => to - from);
    this.#groupOf = new Uint8Array(population.size).fill(groups.length);
    for (const [g, { from, to }] of groups.entries()) this.#groupOf.fill(g, from, to);
    this.#counts = new Float64Array(groups.length + 1);
    this.#rates = new Float32Array(history * groups.length);
    this.#trace = new TraceRecorder(every, groups.length, (out, at) => {
      for (let g = 0; g < groups.length; g++) out[at + g] = this.#rates[this.#slot(1) + g] as number;
    });
  }

  record(step: number): void {
    const { every } = this.options;
    if (!this.#spikes.follow(step)) {
      this.#counts.fill(0);
      this.#whole = step % every === 1 % every;
      this.#kept = 0;
      this.#restarts++;
    }
    const count = this.#spikes.count(step);
    if (count > 0) {
      const { words } = this.#spikes;
      const first = this.#spikes.first(step);
      for (let at = first; at < first + count; at++) {
        const group = this.#groupOf[words[at] as number] as number;
        this.#counts[group] = (this.#counts[group] as number) + 1;
      }
    }
    if (step % every === 0) this.#finishBin(step);
  }

  #finishBin(step: number): void {
    if (this.#whole) {
      this.#kept = Math.min(this.#kept + 1, this.options.history);
      this.#total++;
      const slot = this.#slot(1);
      for (let g = 0; g < this.#sizes.length; g++) {
        const neurons = this.#sizes[g] as number;
        this.#rates[slot + g] = neurons === 0 ? 0 : ((this.#counts[g] as number) / neurons / this.interval) * 1000;
      }
      this.#trace.record(step);
    }
    this.#counts.fill(0);
    this.#whole = true;
  }

  /** Where the `back`-th last bin lies in the ring; 1 is the last. */
  #slot(back: number): number {
    return ((this.#total - back) % this.options.history) * this.#sizes.length;
  }

  /** Bins that have been completed; never falls. */
  get total(): number {
    return this.#total;
  }

  /** Begins anew with the present bin: what was measured belongs to another regime. The trace goes on. */
  forget(): void {
    this.#kept = 0;
    this.#restarts++;
  }

  /** How often the statistics began anew. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Rates of all groups together in the bins that are kept, Hz, oldest first. */
  recent(): Float64Array {
    const neurons = this.#sizes.reduce((sum, size) => sum + size, 0);
    const rates = new Float64Array(this.#kept);
    for (let i = 0; i < this.#kept; i++) {
      const slot = this.#slot(this.#kept - i);
      let sum = 0;
      for (let g = 0; g < this.#sizes.length; g++)
        sum += (this.#rates[slot + g] as number) * (this.#sizes[g] as number);
      rates[i] = sum / neurons;
    }
    return rates;
  }

  /** Mean rate of a group over the last so many ms, Hz, or over what there is of them; NaN when there is nothing. */
  mean(group: number, ms: number): number {
    const bins = Math.min(this.#kept, Math.max(1, Math.round(ms / this.interval)));
    let sum = 0;
    for (let back = 1; back <= bins; back++) sum += this.#rates[this.#slot(back) + group] as number;
    return sum / bins;
  }

  take(): TraceData {
    return this.#trace.take();
  }

  clear(): void {
    this.#trace.clear();
  }
}

export interface ActiveOptions {
  /** Steps per window. */
  readonly every: number;
  /** Length of a step, ms. */
  readonly h: number;
}

/** Width of a bin of the spike count whose Fano factor is taken, and stretch over which it is, ms. */
const FANO_BIN = 1;
const FANO_STRETCH = 1000;

/**
 * Share of the neurons that spiked at least once, in consecutive windows: a trace of one signal in %, stamped with the
 * last step of the window. Windows end at multiples of their length; one that was not seen from its start is left out.
 */
export class ActiveShare implements ChannelSource {
  readonly #spikes: SpikeReader;
  readonly #trace: TraceRecorder;
  /** Number of the window in which each neuron spiked last. */
  readonly #seen: Uint32Array;
  readonly #binSteps: number;
  /** Spikes per bin, a ring. */
  readonly #counts: Float64Array;
  #window = 1;
  #whole = false;
  #active = 0;
  #latest = Number.NaN;
  #max = Number.NaN;
  #bins = 0;
  #spikesInBin = 0;

  constructor(
    kernel: Kernel,
    population: Population,
    private readonly options: ActiveOptions,
  ) {
    this.#spikes = new SpikeReader(kernel, population);
    this.#seen = new Uint32Array(population.size);
    this.#binSteps = Math.max(1, Math.round(FANO_BIN / options.h));
    this.#counts = new Float64Array(Math.round(FANO_STRETCH / FANO_BIN));
    this.#trace = new TraceRecorder(options.every, 1, (out, at) => {
      out[at] = this.#latest;
    });
  }

  record(step: number): void {
    const { every } = this.options;
    if (!this.#spikes.follow(step)) this.#restart(step);
    const count = this.#spikes.count(step);
    if (count > 0) {
      const { words } = this.#spikes;
      const first = this.#spikes.first(step);
      for (let at = first; at < first + count; at++) {
        const neuron = words[at] as number;
        if (this.#seen[neuron] === this.#window) continue;
        this.#seen[neuron] = this.#window;
        this.#active++;
      }
      this.#spikesInBin += count;
    }
    if (step % this.#binSteps === 0) this.#finishBin();
    if (step % every === 0) this.#finishWindow(step);
  }

  #restart(step: number): void {
    const { every } = this.options;
    this.#whole = step % every === 1 % every;
    this.#window++;
    this.#active = 0;
    this.#latest = Number.NaN;
    this.#max = Number.NaN;
    // A bin that is not seen from its start does not count.
    this.#bins = step % this.#binSteps === 1 % this.#binSteps ? 0 : -1;
    this.#spikesInBin = 0;
  }

  #finishBin(): void {
    if (this.#bins >= 0) this.#counts[this.#bins % this.#counts.length] = this.#spikesInBin;
    this.#bins++;
    this.#spikesInBin = 0;
  }

  #finishWindow(step: number): void {
    if (this.#whole) {
      this.#latest = (this.#active / this.#seen.length) * 100;
      this.#max = Number.isNaN(this.#max) ? this.#latest : Math.max(this.#max, this.#latest);
      this.#trace.record(step);
    }
    this.#whole = true;
    this.#window++;
    this.#active = 0;
  }

  /** Of the last window, %; NaN before there is one. */
  get latest(): number {
    return this.#latest;
  }

  /** The most of any window since the start of these statistics, %. */
  get max(): number {
    return this.#max;
  }

  /** Variance over mean of the number of spikes per ms, over the last second; 1 for independent Poisson neurons. */
  get fano(): number {
    const bins = Math.min(Math.max(0, this.#bins), this.#counts.length);
    const counts = this.#counts.subarray(0, bins);
    const mean = counts.reduce((sum, n) => sum + n, 0) / bins;
    const variance = counts.reduce((sum, n) => sum + (n - mean) * (n - mean), 0) / (bins - 1);
    return variance / mean;
  }

  take(): TraceData {
    return this.#trace.take();
  }

  clear(): void {
    this.#trace.clear();
  }
}
