import { z } from "zod";
import { type RandomStream, VectorStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { ModelInfo } from "../params/model";
import { real } from "../params/schema";

/** Poisson spike sources: independent, copying a common train, or as a background that drives neurons directly. */

const schema = z.strictObject({
  rate: real({
    live: true,
    group: "inputs",
    label: "Rate",
    symbol: "r",
    unit: "Hz",
    min: 0,
    max: 1000,
    default: 10,
    doc: "Mean number of spikes per second of each source.",
  }),
});

export const poisson: ModelInfo<typeof schema> = {
  id: "poisson",
  label: "Poisson source",
  doc: "Spikes at random, independent of all spikes before, at a given rate.",
  schema,
  equations: [{ tex: "P(\\text{spike in } h) = r h", plain: "P(spike in one step) = r h" }],
  integrator: "one Bernoulli trial per step, drawn by geometric gaps",
  sources: [
    { citation: "Song, Miller & Abbott 2000, Nature Neuroscience", doi: "10.1038/78829" },
    {
      citation: "Kuhn, Aertsen & Rotter 2003, Neural Computation (correlated trains)",
      doi: "10.1162/089976603321043702",
    },
  ],
  validity: [
    {
      note: "At most one spike per step and source, so the rate must stay well below one per step; no refractoriness.",
    },
  ],
};

/** Probability of a spike per step of `h` ms at `rate` Hz. */
export const spikeProbability = (rate: number, h: number): number => Math.min(1, rate * h * 1e-3);

/** `size` independent sources of one rate; rows start at `first`. */
export class IndependentPoisson {
  readonly #gap: Block<"f64">;
  readonly #kernel: Kernel;
  #logFail = 0;

  constructor(
    arena: Arena,
    private readonly random: RandomStream,
    private readonly first: number,
    private readonly size: number,
  ) {
    this.#kernel = arena.kernel;
    this.#gap = arena.alloc("state", "f64", 1);
  }

  /** Derives the coefficients only; for a restored state. */
  derive(rate: number, h: number): void {
    this.#logFail = this.#kernel.log1p(-spikeProbability(rate, h));
  }

  setRate(rate: number, h: number): void {
    this.derive(rate, h);
    this.#gap.view[0] = this.#kernel.geometricGap(this.random.ptr, this.#logFail);
  }

  generate(list: number, count: number): number {
    if (this.size === 0) return count;
    return this.#kernel.bernoulliSources(
      this.size,
      this.#logFail,
      this.#gap.ptr,
      this.random.ptr,
      list,
      count,
      this.first,
    );
  }
}

/** `size` sources of one rate that take over each spike of a common train with probability `correlation`. */
export class CommonTrainPoisson {
  readonly #kernel: Kernel;
  #pCommon = 0;
  #logMiss = 0;

  constructor(
    arena: Arena,
    private readonly random: RandomStream,
    private readonly first: number,
    private readonly size: number,
  ) {
    this.#kernel = arena.kernel;
  }

  setRate(rate: number, correlation: number, h: number): void {
    this.#pCommon = spikeProbability(rate / correlation, h);
    this.#logMiss = this.#kernel.log1p(-correlation);
  }

  generate(list: number, count: number): number {
    if (this.size === 0) return count;
    return this.#kernel.commonTrainSources(
      this.size,
      this.#pCommon,
      this.#logMiss,
      this.random.ptr,
      list,
      count,
      this.first,
    );
  }
}

/** Longest table of a Poisson distribution: beyond it the mean per step is too large for one step. */
const TABLE = 64;

/** An independent Poisson background for every neuron: adds weight times a Poisson count to its input each step. */
export class PoissonBackground {
  readonly #table: Block<"u32">;
  #size = 0;

  /** Single precision takes a vector stream. */
  constructor(
    private readonly arena: Arena,
    readonly input: Block,
    private readonly neurons: number,
    private readonly random: RandomStream | VectorStream,
  ) {
    if (input.type === "f32" && !(random instanceof VectorStream))
      throw new Error("a background in single precision needs a vector stream");
    this.#table = arena.alloc("scratch", "u32", TABLE);
  }

  #weight = 0;

  /**
   * `rate` (Hz) is the total over all background sources of one neuron.
   * @throws RangeError when the mean count per step exceeds 20, where the table would cut the distribution.
   */
  set(rate: number, weight: number, h: number): void {
    const mean = rate * h * 1e-3;
    if (mean > 20) throw new RangeError(`${mean} background spikes per step exceed 20; take a shorter step`);
    this.#weight = weight;
    let term = this.arena.kernel.exp(-mean);
    let sum = term;
    this.#size = 0;
    while (this.#size < TABLE) {
      const threshold = Math.round(sum * 2 ** 32);
      if (threshold >= 2 ** 32) break;
      this.#table.view[this.#size++] = threshold;
      term *= mean / this.#size;
      sum += term;
    }
  }

  apply(): void {
    const { kernel } = this.arena;
    const drive = this.input.type === "f32" ? kernel.poissonDrive32 : kernel.poissonDrive64;
    drive(this.neurons, this.input.ptr, this.#weight, this.#table.ptr, this.#size, this.random.ptr);
  }
}
