import { describe, expect, it } from "vitest";
import { IndependentPoisson, PoissonBackground } from "../encoders/poisson";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { RandomStream, VectorStream, WiringStream } from "./random";

function stream(seed = 1, name = "noise") {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const random = new RandomStream(kernel, arena, name);
  arena.commit();
  random.seed(seed);
  return { kernel, random };
}

describe("xoshiro128++", () => {
  it("follows the published recurrence from the state 1, 2, 3, 4", () => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const state = arena.alloc("state", "u32", 4);
    arena.commit();
    state.view.set([1, 2, 3, 4]);
    // First outputs of the authors' C reference for this state.
    expect(Array.from({ length: 5 }, () => kernel.nextUint(state.ptr) >>> 0)).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274,
    ]);
  });

  it("is the same in the kernel and in the builder of networks", () => {
    const { kernel, random } = stream(7, "wiring");
    const wiring = new WiringStream(kernel, 7, "wiring");
    for (let k = 0; k < 1000; k++) expect(wiring.uniform()).toBe(random.uniform());
  });

  it("gives every name and every seed a stream of its own", () => {
    const first = (seed: number, name: string) => stream(seed, name).random.uniform();
    expect(new Set([first(1, "a"), first(1, "b"), first(2, "a"), first(2, "b")]).size).toBe(4);
    expect(first(1, "a")).toBe(first(1, "a"));
  });

  it("draws uniform, integer and normal numbers with the right moments", () => {
    const { random } = stream();
    const n = 100_000;
    let [sum, square, normal, normalSquare] = [0, 0, 0, 0];
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const u = random.uniform();
      sum += u;
      square += u * u;
      const z = random.normal();
      normal += z;
      normalSquare += z * z;
      const i = random.below(7);
      counts[i] = (counts[i] as number) + 1;
    }
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(square / n - 1 / 3)).toBeLessThan(0.005);
    expect(Math.abs(normal / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(normalSquare / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    for (const count of counts) expect(Math.abs(count - n / 7)).toBeLessThan(5 * Math.sqrt(n / 7));
  });
});

describe("Poisson sources", () => {
  it("spike at their rate, independently, with an exponential interval distribution", () => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const random = new RandomStream(kernel, arena, "input");
    const sources = new IndependentPoisson(arena, random, 0, 100);
    const list = arena.alloc("scratch", "u32", 100);
    arena.commit();
    random.seed(3);
    sources.setRate(20, 0.1);
    const steps = 200_000;
    const perSource = new Float64Array(100);
    let fano = 0;
    let total = 0;
    for (let k = 0; k < steps; k++) {
      const count = sources.generate(list.ptr, 0);
      total += count;
      fano += count * count;
      for (const index of list.view.subarray(0, count)) perSource[index] = (perSource[index] as number) + 1;
    }
    const expected = 100 * 20 * 20;
    expect(Math.abs(total - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const mean = total / steps;
    expect(Math.abs((fano / steps - mean * mean) / mean - 1)).toBeLessThan(0.02);
    for (const count of perSource) expect(Math.abs(count - 400)).toBeLessThan(5 * 20);
  });

  it("stay silent at rate zero and wake when the rate rises", () => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const random = new RandomStream(kernel, arena, "input");
    const sources = new IndependentPoisson(arena, random, 0, 10);
    const list = arena.alloc("scratch", "u32", 10);
    arena.commit();
    random.seed(3);
    sources.setRate(0, 1);
    for (let k = 0; k < 1000; k++) expect(sources.generate(list.ptr, 0)).toBe(0);
    sources.setRate(1000, 1);
    expect(sources.generate(list.ptr, 0)).toBe(10);
  });

  it.each(["f32", "f64"] as const)(
    "drive every neuron with Poisson counts of the right mean and variance (%s)",
    (precision) => {
      const kernel = createKernel();
      const arena = new Arena(kernel);
      const input = arena.alloc("scratch", precision, 64);
      const random = precision === "f32" ? new VectorStream(arena, "noise") : new RandomStream(kernel, arena, "noise");
      const background = new PoissonBackground(arena, input, 64, random);
      arena.commit();
      random.seed(5);
      background.set(2300, 0.5, 1);
      let [sum, square, n] = [0, 0, 0];
      for (let k = 0; k < 2000; k++) {
        input.view.fill(0);
        background.apply();
        for (const value of input.view) {
          const count = value / 0.5;
          sum += count;
          square += count * count;
          n++;
        }
      }
      const mean = sum / n;
      expect(Math.abs(mean - 2.3)).toBeLessThan(4 * Math.sqrt(2.3 / n));
      expect(Math.abs(square / n - mean * mean - 2.3)).toBeLessThan(0.05);
    },
  );

  it("refuse a background too dense for one step", () => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const background = new PoissonBackground(
      arena,
      arena.alloc("scratch", "f32", 4),
      4,
      new VectorStream(arena, "noise"),
    );
    arena.commit();
    expect(() => background.set(30_000, 1, 1)).toThrow(RangeError);
  });
});
