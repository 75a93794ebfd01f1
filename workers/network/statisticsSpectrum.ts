import type { ChannelSource } from "../experiments/_experiment";
import { strongest, Welch } from "../math/spectrum";
import type { Kernel } from "../memory/kernel";
import type { CurveData } from "../protocol";
import type { RateRecorder } from "./statistics";

export interface SpectrumOptions {
  /** Bins of the rate per segment, a power of two: the frequencies are 1 / (segment length) apart. */
  readonly segment: number;
  /** ms of simulated time between two spectra. */
  readonly refresh: number;
  /** Range in which the peak is looked for, Hz. */
  readonly peak: readonly [number, number];
}

/**
 * Power spectral density of the rate of a population over the bins that its recorder keeps, in Hz over Hz; without the
 * value at 0. NaN until a segment is full.
 */
export class SpectrumSource implements ChannelSource {
  readonly #welch: Welch;
  readonly #refreshBins: number;
  #density: Float64Array;
  #peak = Number.NaN;
  #computed = 0;

  constructor(
    kernel: Pick<Kernel, "cos">,
    private readonly rates: RateRecorder,
    private readonly options: SpectrumOptions,
  ) {
    this.#welch = new Welch(kernel, options.segment, rates.interval);
    this.#refreshBins = Math.max(1, Math.round(options.refresh / rates.interval));
    this.#density = this.#welch.density([]);
  }

  get revision(): number {
    return this.rates.restarts + Math.floor(this.rates.total / this.#refreshBins);
  }

  #update(): void {
    const { revision } = this;
    if (revision === this.#computed) return;
    this.#computed = revision;
    this.#density = this.#welch.density(this.rates.recent());
    this.#peak = strongest(this.#welch.frequencies, this.#density, ...this.options.peak);
  }

  /** Frequency of the highest peak, Hz; NaN in silence and until a segment is full. */
  get peak(): number {
    this.#update();
    return this.#peak;
  }

  take(): CurveData {
    this.#update();
    return {
      kind: "curve",
      x: Float32Array.from(this.#welch.frequencies.subarray(1)),
      y: Float32Array.from(this.#density.subarray(1)),
    };
  }

  clear(): void {}
}
