import { describe, expect, it } from "vitest";
import { RandomStream, VectorStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { PoissonBackground } from "./poisson";

function background(precision: "f32" | "f64", neurons: number) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const input = arena.alloc("scratch", precision, neurons);
  const stream = precision === "f32" ? new VectorStream(arena, "noise") : new RandomStream(kernel, arena, "noise");
  const source = new PoissonBackground(arena, input, neurons, stream);
  arena.commit();
  stream.seed(3);
  return { input: input.view as Float64Array, source };
}

describe.each(["f32", "f64"] as const)("a Poisson background (%s)", (precision) => {
  it.each([0.05, 0.7, 2, 9, 19.5])("has the distribution of Poisson counts at a mean of %d", (mean) => {
    const { input, source } = background(precision, 1000);
    const rounds = 500;
    source.set(mean * 1e4, 0.25, 0.1);
    const counts = new Float64Array(80);
    for (let k = 0; k < rounds; k++) {
      input.fill(0);
      source.apply();
      for (const x of input) counts[x * 4] = (counts[x * 4] as number) + 1;
    }
    let probability = Math.exp(-mean);
    for (let k = 0; k < 60; k++) {
      const expected = probability * 1000 * rounds;
      if (expected > 20) expect(Math.abs((counts[k] as number) - expected)).toBeLessThan(4.5 * Math.sqrt(expected));
      probability *= mean / (k + 1);
    }
    expect(counts.reduce((a, b) => a + b, 0)).toBe(1000 * rounds);
  });

  it("adds to what is there and is silent at a rate of zero", () => {
    const { input, source } = background(precision, 7);
    source.set(0, 1, 1);
    input.fill(5);
    source.apply();
    expect([...input]).toEqual(new Array(7).fill(5));
    source.set(10_000, 1, 1);
    source.apply();
    for (const x of input) expect(x).toBeGreaterThan(5);
  });
});

it("refuses a scalar stream for vectors", () => {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const input = arena.alloc("scratch", "f32", 16);
  const stream = new RandomStream(kernel, arena, "noise");
  expect(() => new PoissonBackground(arena, input, 16, stream)).toThrow("vector stream");
});
