import type { Kernel } from "../memory/kernel";

/**
 * Converters at the edges of an array: numbers become voltages, currents become numbers. Both are uniform; 0 bits stand for
 * a converter without steps and without ends.
 */

/** Rounds to the nearest integer, halves away from zero, so that both signs are treated alike; never -0. */
const nearest = (value: number): number => (value < 0 ? -Math.floor(0.5 - value) : Math.floor(value + 0.5)) + 0;

/**
 * DAC: V = V_read round(x (2^b - 1)) / (2^b - 1), the sign apart. Inputs beyond 1 go to 1.
 *
 * @param x input in [-1, 1]
 * @param volts V that stand for 1
 */
export function dac(x: number, bits: number, volts: number): number {
  if (bits === 0) return volts * x;
  const steps = 2 ** bits - 1;
  return volts * (nearest(Math.min(1, Math.max(-1, x)) * steps) / steps);
}

/** What a converter takes, from centre - half to centre + half, in A. */
export interface Range {
  readonly centre: number;
  readonly half: number;
}

/** A between two codes. */
export const stepOf = ({ half }: Range, bits: number): number => (2 * half) / (2 ** bits - 1);

/** ADC with a count of what it had to clip: code = clip(round((I - centre + L) / step), 0, 2^b - 1). */
export class Adc {
  #clipped = 0;

  constructor(
    readonly bits: number,
    public range: Range,
  ) {}

  /** Samples so far beyond the first or last code. */
  get clipped(): number {
    return this.#clipped;
  }

  /** The current (A) that the code of `amps` stands for. */
  convert(amps: number): number {
    if (this.bits === 0) return amps;
    const { centre, half } = this.range;
    // Nothing to tell apart: all currents were alike.
    if (!(half > 0)) return centre;
    const step = stepOf(this.range, this.bits);
    const last = 2 ** this.bits - 1;
    const code = nearest((amps - centre + half) / step);
    const kept = Math.min(last, Math.max(0, code));
    if (kept !== code) this.#clipped += 1;
    return centre + (kept * step - half);
  }
}

/** Mean and standard deviation, of currents (A) too, whatever their size. */
export function spreadOf(samples: ArrayLike<number>): { readonly mean: number; readonly sd: number } {
  let mean = 0;
  let squares = 0;
  for (let k = 0; k < samples.length; k++) {
    const difference = (samples[k] as number) - mean;
    mean += difference / (k + 1);
    squares += difference * ((samples[k] as number) - mean);
  }
  return { mean, sd: samples.length === 0 ? 0 : Math.sqrt(squares / samples.length) };
}

/**
 * A range from what the columns really carry: the full scale N G_max V of N rows is far too wide, since the sum of N
 * terms of either sign grows with the root of N.
 *
 * @param samples column currents (A), or differences of pairs
 * @param multiple half the range in standard deviations; 3 to 5 is usual
 */
export function rangeFrom(samples: ArrayLike<number>, multiple: number): Range {
  const { mean, sd } = spreadOf(samples);
  return { centre: mean, half: multiple * sd };
}

/**
 * Ratio of signal to error of a quantiser in dB: variance of the samples over the mean square of what conversion changes.
 * Infinite where nothing changes, NaN where nothing varies.
 */
export function sqnr(kernel: Pick<Kernel, "log">, samples: ArrayLike<number>, bits: number, range: Range): number {
  const adc = new Adc(bits, range);
  let error = 0;
  for (let k = 0; k < samples.length; k++) {
    const sample = samples[k] as number;
    const difference = adc.convert(sample) - sample;
    error += difference * difference;
  }
  const { sd } = spreadOf(samples);
  if (!(sd > 0)) return Number.NaN;
  return (10 * kernel.log((sd * sd * samples.length) / error)) / kernel.log(10);
}

export interface SqnrCurve {
  /** [points] half the range in standard deviations. */
  readonly multiples: Float64Array;
  /** [points] dB */
  readonly decibels: Float64Array;
  /** [points] part of the samples clipped. */
  readonly clipped: Float64Array;
  /** Index of the best. */
  readonly best: number;
}

/** SQNR against range: narrow ranges clip, wide ones waste codes. */
export function sqnrCurve(
  kernel: Pick<Kernel, "log">,
  samples: ArrayLike<number>,
  bits: number,
  multiples: Float64Array,
): SqnrCurve {
  const decibels = new Float64Array(multiples.length);
  const clipped = new Float64Array(multiples.length);
  let best = 0;
  for (const [k, multiple] of multiples.entries()) {
    const range = rangeFrom(samples, multiple);
    decibels[k] = sqnr(kernel, samples, bits, range);
    const adc = new Adc(bits, range);
    for (let s = 0; s < samples.length; s++) adc.convert(samples[s] as number);
    clipped[k] = samples.length === 0 ? 0 : adc.clipped / samples.length;
    if ((decibels[k] as number) > (decibels[best] as number)) best = k;
  }
  return { multiples, decibels, clipped, best };
}
