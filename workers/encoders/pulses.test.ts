import { describe, expect, it } from "vitest";
import { RandomStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { RegionPulses } from "./pulses";

function pulses(precision: "f32" | "f64", size: number) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const input = arena.alloc("scratch", precision, size);
  const stream = new RandomStream(kernel, arena, "kick");
  const source = new RegionPulses(arena, input, stream);
  arena.commit();
  stream.seed(1);
  return { arena, input: input.view as Float64Array, source };
}

describe.each(["f32", "f64"] as const)("pulses into a region (%s)", (precision) => {
  it("are none before a start", () => {
    const { input, source } = pulses(precision, 8);
    for (let step = 1; step < 100; step++) source.apply(step);
    expect([...input]).toEqual(new Array(8).fill(0));
  });

  it("reach every neuron of the region alike, none beside it, with the statistics of Poisson counts", () => {
    const { input, source } = pulses(precision, 60);
    const steps = 40_000;
    source.start(10, 50, 700, 1, steps, 1);
    const counts = new Map<number, number>();
    let coincident = 0;
    const totals = new Float64Array(60);
    for (let step = 1; step <= steps; step++) {
      source.apply(step);
      for (const [i, x] of input.entries()) {
        totals[i] = (totals[i] as number) + x;
        if (i >= 10 && i < 50) counts.set(x, (counts.get(x) ?? 0) + 1);
      }
      coincident += (input[10] as number) * (input[11] as number);
      input.fill(0);
    }
    expect([...totals.subarray(0, 10), ...totals.subarray(50)]).toEqual(new Array(20).fill(0));
    const mean = 0.7;
    for (const total of totals.subarray(10, 50)) {
      expect(Math.abs(total - mean * steps)).toBeLessThan(4.5 * Math.sqrt(mean * steps));
    }
    let probability = Math.exp(-mean);
    for (let k = 0; k < 5; k++) {
      const expected = probability * 40 * steps;
      expect(Math.abs((counts.get(k) ?? 0) - expected)).toBeLessThan(4.5 * Math.sqrt(expected));
      probability *= mean / (k + 1);
    }
    // Neighbours are independent: the mean of the product is the product of the means.
    const spread = Math.sqrt((mean + mean * mean) ** 2 - mean ** 4);
    expect(Math.abs(coincident / steps - mean * mean)).toBeLessThan((4.5 * spread) / Math.sqrt(steps));
  });

  it("stop after their last step and start anew", () => {
    const { input, source } = pulses(precision, 4);
    source.start(0, 4, 1000, 2, 20, 1);
    const active: number[] = [];
    for (let step = 1; step <= 60; step++) {
      if (step === 41) source.start(2, 3, 1000, 2, 50, 10);
      source.apply(step);
      if (input.some((x) => x > 0)) active.push(step);
      if (step > 40) expect([input[0], input[1], input[3]]).toEqual([0, 0, 0]);
      for (const x of input) expect(x % 2).toBe(0);
      input.fill(0);
    }
    expect(active.filter((step) => step > 20 && step < 41)).toEqual([]);
    expect(active.filter((step) => step > 50)).toEqual([]);
    expect(active.filter((step) => step <= 20).length).toBeGreaterThan(15);
    expect(active.filter((step) => step > 40)).toHaveLength(10);
  });

  it("are none at a rate of zero", () => {
    const { input, source } = pulses(precision, 4);
    source.start(0, 4, 0, 1, 100, 0.1);
    for (let step = 1; step <= 100; step++) source.apply(step);
    expect([...input]).toEqual([0, 0, 0, 0]);
  });

  it("go on from a snapshot with the same bits", () => {
    const { arena, input, source } = pulses(precision, 16);
    source.start(3, 9, 200, 0.25, 300, 1);
    for (let step = 1; step <= 100; step++) source.apply(step);
    const snapshot = arena.snapshot();
    const rest = () => {
      const seen: number[] = [];
      for (let step = 101; step <= 310; step++) {
        input.fill(0);
        source.apply(step);
        seen.push(...input);
      }
      return seen;
    };
    const straight = rest();
    expect(new Set(straight).size).toBeGreaterThan(1);
    source.start(0, 16, 10, 1, 400, 1);
    arena.restore(snapshot);
    expect(rest()).toEqual(straight);
  });
});
