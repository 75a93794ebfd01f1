import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { WiringStream } from "./random";
import { strongest, Welch } from "./spectrum";

const kernel = createKernel();

const integral = (welch: Welch, density: Float64Array) => {
  const width = welch.frequencies[1] as number;
  // Two-sided: every frequency but 0 and the highest stands for its negative too.
  return density.reduce((sum, s, i) => sum + s * width * (i === 0 || i === density.length - 1 ? 1 : 2), 0);
};

/** Discrete Fourier transform by its definition. */
function naive(signal: readonly number[], interval: number): number[] {
  const n = signal.length;
  const mean = signal.reduce((a, b) => a + b) / n;
  const window = signal.map((_, i) => Math.sin((Math.PI * i) / n) ** 2);
  const norm = window.reduce((a, b) => a + b * b, 0);
  return Array.from({ length: n / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    for (let i = 0; i < n; i++) {
      const x = ((signal[i] as number) - mean) * (window[i] as number);
      re += x * Math.cos((2 * Math.PI * k * i) / n);
      im -= x * Math.sin((2 * Math.PI * k * i) / n);
    }
    return (((re * re + im * im) / norm) * interval) / 1000;
  });
}

describe("Welch's power spectral density", () => {
  it("is the windowed transform of one segment, and the mean over segments half a length apart", () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 32, maxLength: 32 }), fc.constantFrom(0.1, 1, 5), (signal, interval) => {
        const welch = new Welch(kernel, 16, interval);
        const parts = [0, 8, 16].map((from) => naive(signal.slice(from, from + 16), interval));
        for (const [i, s] of welch.density(signal).entries()) {
          const expected = parts.reduce((sum, part) => sum + (part[i] as number), 0) / 3;
          expect(Math.abs(s - expected)).toBeLessThan(1e-9 * (1 + expected));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("has its frequencies in Hz up to half the sampling rate", () => {
    const { frequencies } = new Welch(kernel, 256, 0.5);
    expect(frequencies.length).toBe(129);
    expect(frequencies[1]).toBeCloseTo(1000 / 128, 10);
    expect(frequencies[128]).toBeCloseTo(1000, 10);
  });

  it("integrates to a quarter of the squared amplitude of a sine on either side", () => {
    const welch = new Welch(kernel, 512, 1);
    const signal = Array.from({ length: 4096 }, (_, i) => 7 + 3 * Math.sin(2 * Math.PI * 0.0613 * i));
    const density = welch.density(signal);
    expect(integral(welch, density)).toBeCloseTo(9 / 2, 2);
    expect(strongest(welch.frequencies, density, 1, 500)).toBeCloseTo(61.3, 0);
    const far = density.filter((_, i) => (welch.frequencies[i] as number) > 91.3);
    expect(Math.max(...far)).toBeLessThan(1e-4 * Math.max(...density));
  });

  it("is r / N at all frequencies for N Poisson trains of rate r, and integrates to the variance", () => {
    const random = new WiringStream(kernel, 3, "poisson");
    const [neurons, rate, bins] = [100, 20, 65_536];
    const signal = new Float64Array(bins);
    for (let b = 0; b < bins; b++) {
      let count = 0;
      for (let i = random.gap(rate / 1000); i < neurons; i += 1 + random.gap(rate / 1000)) count++;
      signal[b] = (count / neurons) * 1000;
    }
    const welch = new Welch(kernel, 256, 1);
    const density = welch.density(signal);
    // Of Bernoulli trials in bins of 1 ms a share r dt of the variance is missing.
    const level = (rate / neurons) * (1 - rate / 1000);
    const inner = density.subarray(2, -2);
    expect(Math.abs(inner.reduce((a, b) => a + b) / inner.length / level - 1)).toBeLessThan(0.02);
    for (const s of inner) expect(Math.abs(s / level - 1)).toBeLessThan(0.3);
    const mean = signal.reduce((a, b) => a + b) / bins;
    const variance = signal.reduce((a, b) => a + (b - mean) ** 2, 0) / bins;
    expect(Math.abs(integral(welch, density) / variance - 1)).toBeLessThan(0.02);
  });

  it("does not see the mean and says nothing of what is shorter than a segment", () => {
    const welch = new Welch(kernel, 64, 1);
    expect(Math.max(...welch.density(new Float64Array(200).fill(40)))).toBeLessThan(1e-20);
    expect(welch.density(new Float64Array(63)).every(Number.isNaN)).toBe(true);
  });
});

describe("the strongest frequency", () => {
  const frequencies = [0, 10, 20, 30, 40, 50];

  it("lies at the top of the parabola through the highest value and its neighbours", () => {
    const top = 23;
    const power = frequencies.map((f) => 1000 - (f - top) ** 2);
    expect(strongest(frequencies, power, 5, 50)).toBeCloseTo(top, 10);
  });

  it("is looked for in a range only, and stays in it", () => {
    const power = [100, 50, 4, 9, 3, 60];
    expect(strongest(frequencies, power, 15, 45)).toBeCloseTo(30 - 10 / 22, 10);
    expect(strongest(frequencies, power, 10, 20)).toBe(10);
    expect(strongest(frequencies, power, 0, 50)).toBe(0);
    expect(strongest(frequencies, [100, 99, 90, 0, 0, 0], 10, 30)).toBe(10);
  });

  it("does not exist in silence", () => {
    expect(strongest(frequencies, new Array(6).fill(0), 0, 50)).toBeNaN();
    expect(strongest(frequencies, new Array(6).fill(Number.NaN), 0, 50)).toBeNaN();
    expect(strongest(frequencies, [1, 2, 3, 2, 1, 0], 60, 90)).toBeNaN();
  });
});
