import { describe, expect, it } from "vitest";
import { RandomStream, VectorStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { GaussianNoise } from "./noise";

function noise(precision: "f32" | "f64", size: number, region = { first: 0, count: size }, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const input = arena.alloc("scratch", precision, size);
  const stream = precision === "f32" ? new VectorStream(arena, "noise") : new RandomStream(kernel, arena, "noise");
  const source = new GaussianNoise(arena, input, region.first, region.count, stream);
  arena.commit();
  stream.seed(seed);
  source.set(1);
  return { arena, input: input.view as Float64Array, source };
}

/** P(Z < x) of the standard normal distribution: the series below 3, the continued fraction of the tail above. */
function normalCdf(x: number): number {
  const a = Math.abs(x);
  const density = Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);
  let upper: number;
  if (a < 3) {
    let term = a;
    let sum = a;
    for (let k = 1; k < 60; k++) {
      term *= (a * a) / (2 * k + 1);
      sum += term;
    }
    upper = 0.5 - density * sum;
  } else {
    let fraction = a;
    for (let k = 60; k >= 1; k--) fraction = a + k / fraction;
    upper = density / fraction;
  }
  return x > 0 ? 1 - upper : upper;
}

const SAMPLES = 2 ** 20;
const sample = (precision: "f32" | "f64", seed = 1): Float64Array => {
  const { input, source } = noise(precision, SAMPLES, undefined, seed);
  source.apply();
  return Float64Array.from(input);
};
const moment = (values: Float64Array, k: number) => values.reduce((sum, x) => sum + x ** k, 0) / values.length;
const within = (value: number, expected: number, sd: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(4.5 * sd);

describe.each(["f32", "f64"] as const)("Gaussian noise (%s)", (precision) => {
  it("has the moments of a normal distribution", () => {
    const z = sample(precision);
    const n = Math.sqrt(SAMPLES);
    within(moment(z, 1), 0, 1 / n);
    within(moment(z, 2), 1, Math.sqrt(2) / n);
    within(moment(z, 3), 0, Math.sqrt(15) / n);
    within(moment(z, 4), 3, Math.sqrt(96) / n);
  });

  it("has its distribution", () => {
    const z = sample(precision, 2).sort();
    let distance = 0;
    for (const [i, x] of z.entries()) {
      const p = normalCdf(x);
      distance = Math.max(distance, Math.abs(p - i / SAMPLES), Math.abs(p - (i + 1) / SAMPLES));
    }
    // Kolmogorov & Smirnov at one in 100,000.
    expect(distance * Math.sqrt(SAMPLES)).toBeLessThan(2.47);
  });

  it("has its tails, out to five standard deviations and evenly on both sides", () => {
    const rounds = 16;
    const counts = { 3: [0, 0], 4: [0, 0], 5: [0, 0] } as Record<number, [number, number]>;
    let most = 0;
    for (let seed = 3; seed < 3 + rounds; seed++) {
      for (const x of sample(precision, seed)) {
        const a = Math.abs(x);
        most = Math.max(most, a);
        for (const limit of [3, 4, 5]) if (a > limit) (counts[limit] as [number, number])[x > 0 ? 1 : 0]++;
      }
    }
    for (const limit of [3, 4, 5]) {
      const expected = rounds * SAMPLES * normalCdf(-limit);
      for (const count of counts[limit] as [number, number]) within(count, expected, Math.sqrt(expected));
    }
    expect(most).toBeGreaterThan(5);
    expect(most).toBeLessThan(6.7);
  });

  it("leaves neighbours and steps uncorrelated", () => {
    const { input, source } = noise(precision, SAMPLES);
    source.apply();
    const first = Float64Array.from(input);
    input.fill(0);
    source.apply();
    for (const lag of [1, 2, 3, 4, 5, 8]) {
      let [sum, squares] = [0, 0];
      for (let i = 0; i + lag < SAMPLES; i++) {
        const [a, b] = [first[i] as number, first[i + lag] as number];
        sum += a * b;
        squares += (a * a - 1) * (b * b - 1);
      }
      within(sum / SAMPLES, 0, 1 / Math.sqrt(SAMPLES));
      within(squares / SAMPLES, 0, 2 / Math.sqrt(SAMPLES));
    }
    within(first.reduce((sum, a, i) => sum + a * (input[i] as number), 0) / SAMPLES, 0, 1 / Math.sqrt(SAMPLES));
  });

  it("adds to its own region only, for any number of neurons, scaled by its standard deviation", () => {
    for (let count = 0; count <= 17; count++) {
      const { input, source } = noise(precision, 32, { first: 8, count });
      input.fill(100);
      source.set(2);
      source.apply();
      const plain = noise(precision, 32, { first: 8, count });
      plain.source.apply();
      for (const [i, x] of input.entries()) {
        const own = i >= 8 && i < 8 + count;
        expect(x !== 100, `neuron ${i} of ${count}`).toBe(own);
        expect(x).toBeCloseTo(100 + 2 * (plain.input[i] as number), 4);
      }
    }
  });

  it("goes on from a snapshot with the same bits", () => {
    const { arena, input, source } = noise(precision, 100);
    source.apply();
    const snapshot = arena.snapshot();
    const draw = () => {
      input.fill(0);
      source.apply();
      return [...input];
    };
    const straight = draw();
    expect(draw()).not.toEqual(straight);
    arena.restore(snapshot);
    expect(draw()).toEqual(straight);
  });
});

it("refuses a region that no vector starts at and a scalar stream for vectors", () => {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const input = arena.alloc("scratch", "f32", 16);
  expect(() => new GaussianNoise(arena, input, 2, 4, new VectorStream(arena, "noise"))).toThrow("multiple of four");
  expect(() => new GaussianNoise(arena, input, 0, 4, new RandomStream(kernel, arena, "noise"))).toThrow(
    "vector stream",
  );
});
