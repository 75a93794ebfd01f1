import { describe, expect, it } from "vitest";
import { LABELS, STAIRCASE } from "../fixtures/memristors";
import { createKernel } from "../memory/kernel";
import { type ExponentialUpdateParams, exponentialUpdate } from "./exponentialUpdate";
import { ideal } from "./ideal";
import { DeviceBench } from "./testing";

const params = (changes: Partial<ExponentialUpdateParams> = {}): ExponentialUpdateParams =>
  exponentialUpdate.schema.parse(changes);
const benchOf = (changes: Partial<ExponentialUpdateParams> = {}, rows = 1, columns = 1) =>
  new DeviceBench(exponentialUpdate, params(changes), { shape: { rows, columns } });
const g = (bench: DeviceBench<ExponentialUpdateParams>): number => bench.variable("g")[0] as number;
const WIDTH = 300e-6;
const [UP, DOWN] = [3.2, -2.8];
const [LOW, HIGH] = [3.0769e-9, 38.462e-9];

describe("the label of nonlinearity", () => {
  const kernel = createKernel();

  it.each(LABELS)("%d belongs to A / P_max = %d", (label, ratio) => {
    expect(kernel.updateRatio(label) / ratio).toBeCloseTo(1, 8);
    expect(kernel.updateRatio(-label) / ratio).toBeCloseTo(-1, 8);
    expect(kernel.updateLabel(ratio) / label).toBeCloseTo(1, 6);
  });

  it("is the largest distance from the straight line over 0.07", () => {
    const ratio = kernel.updateRatio(3.3);
    let most = 0;
    for (let k = 0; k <= 100_000; k++) {
      const x = k / 100_000;
      most = Math.max(most, (Math.expm1(-x / ratio) / Math.expm1(-1 / ratio) - x) / Math.SQRT2);
    }
    expect(most / 0.07).toBeCloseTo(3.3, 6);
  });
});

describe("the exponential update", () => {
  it.each(STAIRCASE.up)("conducts after %d pulses up", (pulses, conductance) => {
    const bench = benchOf();
    for (let k = 0; k < pulses; k++) bench.hold(UP, WIDTH);
    expect(g(bench) / conductance).toBeCloseTo(1, 6);
  });

  it.each(STAIRCASE.down)("conducts after %d pulses down", (pulses, conductance) => {
    const bench = benchOf();
    bench.program(1);
    for (let k = 0; k < pulses; k++) bench.hold(DOWN, WIDTH);
    expect(g(bench) / conductance).toBeCloseTo(1, 6);
  });

  it("counts parts of pulses, so that the cut of time does not matter", () => {
    for (const volts of [UP, DOWN]) {
      const [whole, parts] = [benchOf(), benchOf()];
      for (const bench of [whole, parts]) bench.program(20e-9);
      whole.hold(volts, 7 * WIDTH);
      for (let k = 0; k < 100; k++) parts.hold(volts, 0.07 * WIDTH);
      expect(g(parts) / g(whole)).toBeCloseTo(1, 12);
    }
  });

  it("does not return after one pulse up and one down, and drifts to where both are alike", () => {
    const gained = (start: number): number => {
      const bench = benchOf();
      bench.program(start);
      bench.hold(UP, WIDTH);
      bench.hold(DOWN, WIDTH);
      return g(bench) - start;
    };
    expect(gained(5e-9)).toBeGreaterThan(1e-10);
    expect(gained(36e-9)).toBeLessThan(-1e-10);
    // From both sides to one point.
    const ends = [LOW, HIGH].map((start) => {
      const bench = benchOf();
      bench.program(start);
      for (let k = 0; k < 500; k++) for (const volts of [UP, DOWN]) bench.hold(volts, WIDTH);
      return g(bench);
    }) as [number, number];
    expect(ends[0] / ends[1]).toBeCloseTo(1, 9);
    expect(ends[0]).toBeGreaterThan(LOW);
    expect(ends[0]).toBeLessThan(HIGH);
  });

  it("bows the way down as the way up with a positive label, and returns", () => {
    const bench = benchOf({ labelDown: 2.4, pulsesDown: 97 });
    bench.program(15e-9);
    bench.hold(UP, 5 * WIDTH);
    bench.hold(DOWN, 5 * WIDTH);
    expect(g(bench) / 15e-9).toBeCloseTo(1, 10);
  });

  it("is a straight line without nonlinearity", () => {
    const bench = benchOf({ labelUp: 0, labelDown: 0 });
    for (let k = 1; k <= 97; k++) {
      bench.hold(UP, WIDTH);
      expect(g(bench) / (LOW + ((HIGH - LOW) * k) / 97)).toBeCloseTo(1, 12);
    }
    bench.hold(DOWN, 50 * WIDTH);
    expect(g(bench) / (0.5 * (LOW + HIGH))).toBeCloseTo(1, 12);
  });

  it("keeps its state below three quarters of an amplitude", () => {
    const bench = benchOf();
    bench.program(20e-9);
    const before = bench.bytes;
    for (const volts of [0.74 * UP, 0.5 * DOWN, 0.74 * DOWN, 0.3]) bench.hold(volts, 1);
    expect(bench.bytes).toEqual(before);
    bench.hold(0.76 * UP, WIDTH);
    expect(bench.bytes).not.toEqual(before);
  });

  it("scatters each pulse by its noise, and n pulses by sqrt(n) of it", () => {
    for (const pulses of [1, 4]) {
      const bench = benchOf({ cycle: 2, labelUp: 0 }, 100, 100);
      bench.program(20e-9);
      bench.hold(UP, pulses * WIDTH);
      const values = Array.from(bench.variable("g"), (value) => (value - 20e-9) / (HIGH - LOW));
      const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
      const sd = Math.sqrt(values.reduce((sum, y) => sum + (y - mean) ** 2, 0) / values.length);
      const expected = 0.02 * Math.sqrt(pulses);
      expect(Math.abs(mean - pulses / 97)).toBeLessThan((4 * expected) / 100);
      expect(Math.abs(sd / expected - 1)).toBeLessThan(4 / Math.sqrt(2e4));
    }
  });

  it("gives every device labels of its own", () => {
    const bench = benchOf({ labelSpread: 0.5 }, 10, 10);
    bench.hold(UP, 30 * WIDTH);
    expect(new Set(bench.variable("g")).size).toBe(100);
    bench.bank.update(params());
    bench.program(LOW);
    bench.hold(UP, 30 * WIDTH);
    expect(new Set(bench.variable("g")).size).toBe(1);
  });
});

describe("the ideal synapse", () => {
  it("takes equal steps up and down", () => {
    const bench = new DeviceBench(ideal, ideal.schema.parse({}));
    const value = () => bench.variable("g")[0] as number;
    for (let k = 1; k <= 100; k++) {
      bench.hold(1, 100e-9);
      expect(value() / (1e-6 + 0.99e-6 * k)).toBeCloseTo(1, 12);
    }
    bench.hold(1, 1);
    expect(value()).toBeCloseTo(100e-6, 18);
    bench.hold(-1, 50 * 100e-9);
    expect(value() / 50.5e-6).toBeCloseTo(1, 12);
    bench.hold(0.5, 1);
    expect(value() / 50.5e-6).toBeCloseTo(1, 12);
  });
});
