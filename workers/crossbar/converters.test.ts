import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WiringStream } from "../math/random";
import { createKernel } from "../memory/kernel";
import { Adc, dac, rangeFrom, spreadOf, sqnr, sqnrCurve, stepOf } from "./converters";

const kernel = createKernel();

function gaussian(count: number, mean = 0, sd = 1): Float64Array {
  const random = new WiringStream(kernel, 1, "samples");
  return Float64Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
    return mean + sd * radius * Math.cos(2 * Math.PI * random.uniform());
  });
}

describe("the DAC", () => {
  it("has 2^b - 1 steps from zero to the read voltage and takes both signs alike", () => {
    expect([0, 0.24, 0.5, 0.76, 1].map((x) => dac(x, 2, 0.3))).toEqual(
      [0, 0.1, 0.2, 0.2, 0.3].map((v) => expect.closeTo(v, 15)),
    );
    fc.assert(
      fc.property(fc.double({ min: -1.5, max: 1.5, noNaN: true }), fc.integer({ min: 1, max: 12 }), (x, bits) => {
        const volts = dac(x, bits, 0.2);
        expect(dac(-x, bits, 0.2)).toBe(0 - volts);
        expect(Math.abs(volts)).toBeLessThanOrEqual(0.2);
        if (Math.abs(x) <= 1) expect(Math.abs(volts - 0.2 * x)).toBeLessThanOrEqual(0.1 / (2 ** bits - 1) + 1e-15);
      }),
    );
  });

  it("never gives -0, and passes all on without bits", () => {
    expect(Object.is(dac(-0.01, 4, 0.2), 0)).toBe(true);
    expect(dac(1.25, 0, 0.2)).toBe(0.25);
  });
});

describe("the ADC", () => {
  it.each([
    [4, 0.03849],
    [6, 0.00916429],
    [8, 0.00226412],
  ])("of %d bits over -1 to 1 has an rms error of step / sqrt(12)", (bits, rms) => {
    const adc = new Adc(bits, { centre: 0, half: 1 });
    expect(stepOf(adc.range, bits) / Math.sqrt(12)).toBeCloseTo(rms, 7);
    const random = new WiringStream(kernel, bits, "uniform");
    let sum = 0;
    const count = 100_000;
    for (let k = 0; k < count; k++) {
      const current = 2 * random.uniform() - 1;
      sum += (adc.convert(current) - current) ** 2;
    }
    expect(Math.abs(Math.sqrt(sum / count) / rms - 1)).toBeLessThan(0.01);
    expect(adc.clipped).toBe(0);
  });

  it("counts what it clips and gives the end of its range for it", () => {
    const adc = new Adc(3, { centre: 2, half: 1 });
    expect([0, 1, 2.5, 3, 9].map((x) => Math.round(1e9 * adc.convert(x)) / 1e9)).toEqual([1, 1, 2.428571429, 3, 3]);
    expect(adc.clipped).toBe(2);
  });

  it("returns codes unchanged: converting twice is converting once", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 1, max: 12 }), (current, bits) => {
        const adc = new Adc(bits, { centre: 0.5, half: 2 });
        const once = adc.convert(current);
        expect(adc.convert(once)).toBe(once);
      }),
    );
  });

  it("passes all on without bits, and does not fail where nothing varies", () => {
    expect(new Adc(0, { centre: 0, half: 1 }).convert(7.25)).toBe(7.25);
    expect(new Adc(8, rangeFrom([3, 3, 3], 4)).convert(5)).toBe(3);
    expect(sqnr(kernel, [3, 3, 3], 8, { centre: 3, half: 1 })).toBeNaN();
  });
});

describe("the range", () => {
  it("is a multiple of the spread about the mean, to rounding whatever the scale of currents", () => {
    const { mean, sd } = spreadOf(gaussian(20_000, 3e-5, 2e-7));
    expect(mean).toBeCloseTo(3e-5, 8);
    expect(Math.abs(sd / 2e-7 - 1)).toBeLessThan(0.02);
    expect(rangeFrom([1, 3], 4)).toEqual({ centre: 2, half: 4 });
  });

  // Max 1960 (10.1109/TIT.1960.1057548), uniform quantiser of a normal signal: levels, best step and mean square error.
  it.each([
    [3, 0.586, 0.03744],
    [4, 0.3352, 0.01154],
    [5, 0.1881, 0.003495],
  ])("has its best where Max 1960 found it, %d bits", (bits, step, error) => {
    const multiples = Float64Array.from({ length: 60 }, (_, k) => 1 + k / 15);
    const curve = sqnrCurve(kernel, gaussian(20_000), bits, multiples);
    const best = multiples[curve.best] as number;
    expect(Math.abs(best - (step * (2 ** bits - 1)) / 2)).toBeLessThan(0.2);
    expect(Math.abs((curve.decibels[curve.best] as number) + 10 * Math.log10(error))).toBeLessThan(0.15);
    expect(curve.decibels[0]).toBeLessThan((curve.decibels[curve.best] as number) - 3);
    expect(curve.decibels.at(-1)).toBeLessThan((curve.decibels[curve.best] as number) - 3);
    expect(curve.clipped[0]).toBeGreaterThan(0.1);
    expect(curve.clipped.at(-1)).toBe(0);
  });

  it("costs one bit for each doubling once nothing clips", () => {
    const samples = gaussian(20_000);
    const at = (half: number) => sqnr(kernel, samples, 8, { centre: 0, half });
    expect(at(8) - at(16)).toBeCloseTo(6.02, 0);
  });
});
