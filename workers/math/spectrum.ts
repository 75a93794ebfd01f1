import FFT from "fft.js";
import type { Kernel } from "../memory/kernel";

/**
 * Power spectral density of a sampled signal by averaging over overlapping segments (Welch 1967,
 * 10.1109/TAU.1967.1161901): Hann windows, half a segment apart, each without its mean.
 *
 * The density is two-sided: over positive and negative frequencies it integrates to the variance. A rate in Hz has a
 * density in Hz^2 / Hz = Hz, and that of N independent Poisson trains of rate r is r / N at all frequencies; a sine of
 * amplitude A holds A^2 / 4 near its frequency.
 */
export class Welch {
  /** [segment / 2 + 1] Hz, from 0 to half the sampling rate. */
  readonly frequencies: Float64Array;
  readonly #fft: FFT;
  readonly #window: Float64Array;
  readonly #samples: Float64Array;
  readonly #transformed: Float64Array;
  readonly #scale: number;

  /**
   * @param segment samples per segment, a power of two, at least 4
   * @param interval ms between two samples
   */
  constructor(
    kernel: Pick<Kernel, "cos">,
    readonly segment: number,
    interval: number,
  ) {
    const half = segment / 2;
    this.#fft = new FFT(segment);
    this.#window = Float64Array.from({ length: segment }, (_, i) => (1 - kernel.cos((Math.PI * i) / half)) / 2);
    this.#samples = new Float64Array(segment);
    this.#transformed = new Float64Array(2 * segment);
    const seconds = interval / 1000;
    this.#scale = seconds / this.#window.reduce((sum, w) => sum + w * w, 0);
    this.frequencies = Float64Array.from({ length: half + 1 }, (_, i) => i / (segment * seconds));
  }

  /** Density at each frequency; NaN when the signal is shorter than a segment. */
  density(signal: ArrayLike<number>): Float64Array {
    const { segment } = this;
    const density = new Float64Array(this.frequencies.length);
    let segments = 0;
    for (let from = 0; from + segment <= signal.length; from += segment / 2) {
      this.#transform(signal, from);
      for (let i = 0; i < density.length; i++) {
        const re = this.#transformed[2 * i] as number;
        const im = this.#transformed[2 * i + 1] as number;
        density[i] = (density[i] as number) + re * re + im * im;
      }
      segments++;
    }
    return density.map((sum) => (sum * this.#scale) / segments);
  }

  #transform(signal: ArrayLike<number>, from: number): void {
    let sum = 0;
    for (let i = 0; i < this.segment; i++) sum += signal[from + i] as number;
    const mean = sum / this.segment;
    for (let i = 0; i < this.segment; i++) {
      this.#samples[i] = ((signal[from + i] as number) - mean) * (this.#window[i] as number);
    }
    this.#fft.realTransform(this.#transformed, this.#samples);
  }
}

/**
 * Frequency of the highest value between `from` and `to` (Hz), refined by the parabola through it and its neighbours.
 * NaN when no value there is above 0.
 */
export function strongest(frequencies: ArrayLike<number>, power: ArrayLike<number>, from: number, to: number): number {
  let best = -1;
  for (let i = 0; i < frequencies.length; i++) {
    const f = frequencies[i] as number;
    if (f >= from && f <= to && (power[i] as number) > (best < 0 ? 0 : (power[best] as number))) best = i;
  }
  if (best < 0) return Number.NaN;
  const at = frequencies[best] as number;
  const [left, middle, right] = [power[best - 1], power[best], power[best + 1]];
  if (left === undefined || right === undefined) return at;
  const bend = left - 2 * (middle as number) + right;
  // Flat, or a slope at the edge of the range: no parabola has its top here.
  if (!(bend < 0) || left > (middle as number) || right > (middle as number)) return at;
  return at + ((left - right) / (2 * bend)) * ((frequencies[best + 1] as number) - at);
}
