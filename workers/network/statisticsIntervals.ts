import type { ChannelSource } from "../experiments/_experiment";
import type { Kernel } from "../memory/kernel";
import type { VectorData } from "../protocol";
import type { Population } from "./population";
import { type Rows, SpikeReader } from "./statistics";

/** Intervals that are kept: of all sampled neurons together, and of each for its coefficient of variation. */
const INTERVALS = 4096;
const PER_NEURON = 64;
/** Fewest intervals from which a coefficient of variation is told. */
const FEWEST = 3;

export interface IntervalOptions {
  /** Disjoint groups of neurons; each is sampled in proportion to its size. */
  readonly groups: readonly Rows[];
  /** Number of neurons to follow. */
  readonly sampled: number;
}

/** Where a group lies in a vector. */
export interface Stretch {
  readonly offset: number;
  readonly size: number;
}

/** Where each group lies in the vectors of intervals and of coefficients of variation. */
export interface IntervalLayout {
  readonly isi: readonly Stretch[];
  readonly cv: readonly Stretch[];
}

export function intervalLayout({ groups, sampled }: IntervalOptions): IntervalLayout {
  const sizes = groups.map(({ from, to }) => to - from);
  const neurons = sizes.reduce((sum, size) => sum + size, 0);
  const share = (of: number) =>
    stretches(sizes.map((size) => (size === 0 ? 0 : Math.max(1, Math.round((of * size) / neurons)))));
  return { isi: share(INTERVALS), cv: share(Math.min(sampled, neurons)) };
}

function stretches(sizes: readonly number[]): Stretch[] {
  let offset = 0;
  return sizes.map((size) => {
    const stretch = { offset, size };
    offset += size;
    return stretch;
  });
}

const lengthOf = (parts: readonly Stretch[]): number => parts.reduce((sum, { size }) => sum + size, 0);

/**
 * Intervals between the spikes of evenly spaced neurons, in ms, and how irregular each neuron is. Both vectors hold one
 * group after the other, as `intervalLayout` says.
 */
export class IntervalStatistics {
  /** The latest intervals, in no order that means anything; NaN where there are fewer than there is room for. */
  readonly isi: ChannelSource;
  /** Standard deviation over mean of the latest intervals of each neuron; NaN where there are fewer than three. */
  readonly cv: ChannelSource;
  readonly #spikes: SpikeReader;
  readonly #layout: IntervalLayout;
  /** Number of each neuron in the sample, -1 of the others; and group of each neuron of the sample. */
  readonly #sampleOf: Int32Array;
  readonly #groupOf: Uint8Array;
  /** Step of the last spike of each, 0 before the first. */
  readonly #last: Float64Array;
  /** [sample, PER_NEURON] ms, a ring per neuron, and how many intervals went into it. */
  readonly #own: Float32Array;
  readonly #owned: Uint32Array;
  /** A ring per group, and how many intervals went into it. */
  readonly #isi: Float32Array;
  readonly #counts: Float64Array;
  #revision = 0;

  constructor(
    kernel: Kernel,
    population: Population,
    private readonly options: IntervalOptions & {
      /** Length of a step, ms. */
      readonly h: number;
    },
  ) {
    const { groups } = options;
    this.#spikes = new SpikeReader(kernel, population);
    this.#layout = intervalLayout(options);
    const neurons = lengthOf(this.#layout.cv);
    this.#sampleOf = new Int32Array(population.size).fill(-1);
    this.#groupOf = new Uint8Array(neurons);
    for (const [g, { offset, size }] of this.#layout.cv.entries()) {
      const { from, to } = groups[g] as Rows;
      for (let i = 0; i < size; i++) this.#sampleOf[from + Math.floor(((i + 0.5) * (to - from)) / size)] = offset + i;
      this.#groupOf.fill(g, offset, offset + size);
    }
    this.#last = new Float64Array(neurons);
    this.#own = new Float32Array(neurons * PER_NEURON);
    this.#owned = new Uint32Array(neurons);
    this.#isi = new Float32Array(lengthOf(this.#layout.isi)).fill(Number.NaN);
    this.#counts = new Float64Array(groups.length);
    this.isi = this.#source(() => this.#isi.slice());
    this.cv = this.#source(() => Float32Array.from({ length: neurons }, (_, sample) => this.#cvOf(sample)));
  }

  #source(values: () => Float32Array): ChannelSource {
    const revision = () => this.#revision;
    return {
      get revision() {
        return revision();
      },
      take: (): VectorData => ({ kind: "vector", values: values() }),
      clear: () => undefined,
    };
  }

  record(step: number): void {
    if (!this.#spikes.follow(step)) this.forget();
    const count = this.#spikes.count(step);
    if (count === 0) return;
    const { words } = this.#spikes;
    const first = this.#spikes.first(step);
    for (let at = first; at < first + count; at++) {
      const sample = this.#sampleOf[words[at] as number] as number;
      if (sample < 0) continue;
      const last = this.#last[sample] as number;
      this.#last[sample] = step;
      if (last > 0) this.#add(sample, (step - last) * this.options.h);
    }
  }

  #add(sample: number, interval: number): void {
    const owned = this.#owned[sample] as number;
    this.#own[sample * PER_NEURON + (owned % PER_NEURON)] = interval;
    this.#owned[sample] = owned + 1;
    const group = this.#groupOf[sample] as number;
    const { offset, size } = this.#layout.isi[group] as Stretch;
    const count = this.#counts[group] as number;
    this.#isi[offset + (count % size)] = interval;
    this.#counts[group] = count + 1;
    this.#revision++;
  }

  /** Begins anew: what was measured belongs to another regime. */
  forget(): void {
    this.#last.fill(0);
    this.#owned.fill(0);
    this.#isi.fill(Number.NaN);
    this.#counts.fill(0);
    this.#revision++;
  }

  #cvOf(sample: number): number {
    const count = Math.min(this.#owned[sample] as number, PER_NEURON);
    if (count < FEWEST) return Number.NaN;
    const start = sample * PER_NEURON;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.#own[start + i] as number;
    const mean = sum / count;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const deviation = (this.#own[start + i] as number) - mean;
      squares += deviation * deviation;
    }
    return Math.sqrt(squares / (count - 1)) / mean;
  }

  /** Mean coefficient of variation of the sampled neurons that have one; NaN when none has. */
  get meanCv(): number {
    let sum = 0;
    let neurons = 0;
    for (let sample = 0; sample < this.#owned.length; sample++) {
      const cv = this.#cvOf(sample);
      if (Number.isNaN(cv)) continue;
      sum += cv;
      neurons++;
    }
    return sum / neurons;
  }
}
