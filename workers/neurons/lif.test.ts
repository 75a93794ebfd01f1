import { describe, expect, it } from "vitest";
import { LIF_GRID, LIF_INTERVALS } from "../fixtures/lif";
import { cells, fresh, lifDefaults, Network, potential, run } from "../network/testing";
import { lifInterval } from "./lif";

function firstTwo(current: number, h: number, precision: "f64" | "f32" = "f64"): number[] {
  const { arena, kernel } = fresh();
  const population = cells(arena, { h, precision, params: { current } });
  const network = new Network(arena, [population], []);
  arena.commit();
  population.init();
  return run(network, population, kernel, Math.round(60 / h))
    .slice(0, 2)
    .map(([step]) => step * h);
}

describe("LIF", () => {
  it.each(LIF_INTERVALS)("closed-form interval at %d pA is %d ms", (current, interval) => {
    expect(lifInterval(lifDefaults({ current }))).toBeCloseTo(interval, 6);
  });

  it("is silent at and below rheobase, 375 pA", () => {
    expect(lifInterval(lifDefaults({ current: 375 }))).toBe(Number.POSITIVE_INFINITY);
    expect(lifInterval(lifDefaults({ current: 375.001 }))).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it.each(LIF_GRID)("spikes on the grid at %d pA, h = %d ms: first %d, interval %d", (current, h, first, interval) => {
    const [a, b] = firstTwo(current, h) as [number, number];
    expect(a).toBeCloseTo(first, 9);
    expect(b - a).toBeCloseTo(interval, 9);
  });

  it("spikes at the same steps in single and in double precision", () => {
    for (const current of [376, 400, 500, 750, 1000])
      expect(firstTwo(current, 0.1, "f32")).toEqual(firstTwo(current, 0.1));
  });

  it.each([0.01, 0.1, 0.5, 1, 2, 5, 10])("is exact below threshold for h = %d ms", (h) => {
    const { arena } = fresh();
    const population = cells(arena, { h, params: { current: 300 } });
    const network = new Network(arena, [population], []);
    arena.commit();
    population.init();
    for (let k = 0; k < Math.round(10 / h); k++) network.step();
    expect(potential(population)).toBeCloseTo(-62.4145532941, 9);
  });

  it("never lets the padding of a vector spike, even above threshold at rest", () => {
    const { arena, kernel } = fresh();
    const population = cells(arena, { h: 1, precision: "f32", size: 5, params: { eL: -50, reset: -60 } });
    const network = new Network(arena, [population], []);
    arena.commit();
    population.init();
    const neurons = new Set(run(network, population, kernel, 200).map(([, neuron]) => neuron));
    expect([...neurons].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it("keeps both precisions together over a second of noisy drive", () => {
    const sample = (precision: "f32" | "f64") => {
      const { arena } = fresh();
      const population = cells(arena, { h: 0.1, precision, size: 4, params: { current: 250 } });
      const network = new Network(arena, [population], []);
      arena.commit();
      population.init();
      const values: number[] = [];
      for (let k = 0; k < 10_000; k++) {
        for (let i = 0; i < 4; i++) population.drive.view[i] = 0.05 * Math.sin(k * (i + 1) * 0.37);
        network.step();
        if (k % 1000 === 999) for (let i = 0; i < 4; i++) values.push(potential(population, i));
      }
      return values;
    };
    const [single, double] = [sample("f32"), sample("f64")];
    for (const [i, value] of double.entries())
      expect(Math.abs((single[i] as number) - value) / Math.abs(value)).toBeLessThan(1e-5);
  });
});
