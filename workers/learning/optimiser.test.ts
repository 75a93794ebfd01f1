import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { type OptimiserParams, optimiserSchema, rateAt } from "./optimiser";
import { SmallBench } from "./testing";

/** A network whose gradients are set by hand. */
function handDriven(optimiser: Partial<OptimiserParams>) {
  const bench = new SmallBench({ sizes: [6, 5, 3], density: 0.8, optimiser: { decay: 0, clip: 0, ...optimiser } });
  const layer = bench.network.layers[0];
  if (layer === undefined) throw new Error("no layer");
  return { ...layer, bench, slots: layer.slots, weights: layer.slots.weight.view, optimiser: bench.optimiser };
}

const GRADIENTS = fc.array(fc.float({ min: Math.fround(-0.5), max: Math.fround(0.5), noNaN: true }), {
  minLength: 1,
  maxLength: 30,
});

describe("optimisers", () => {
  it("Adam's first step is the learning rate, whatever the gradient", () => {
    const { weights, gradient, bias, biasGradient, optimiser, slots } = handDriven({ kind: "adam" });
    const before = weights.slice();
    const biasBefore = bias.view.slice();
    gradient.view.forEach((_, i) => {
      gradient.view[i] = (i % 2 === 0 ? 1 : -1) * 10 ** -(i % 6);
    });
    biasGradient.view.fill(1e-3);
    optimiser.step(0.01);
    for (let slot = 0; slot < slots.count; slot++) {
      const way = (weights[slot] as number) - (before[slot] as number);
      expect(way / (slot % 2 === 0 ? -0.01 : 0.01)).toBeCloseTo(1, 2);
      expect(Math.abs(way)).toBeLessThan(0.010001);
    }
    expect((bias.view[0] as number) - (biasBefore[0] as number)).toBeCloseTo(-0.01, 6);
  });

  it("Adam counts a newborn's steps from its birth", () => {
    const { weights, gradient, optimiser, slots } = handDriven({ kind: "adam" });
    gradient.view.fill(0.3);
    for (let step = 1; step <= 50; step++) optimiser.step(0.01);
    const [pre, post] = [slots.pre.view[2] as number, slots.post.view[2] as number];
    slots.remove(2, 51);
    const slot = slots.add(pre, post, 0.5, 51);
    gradient.view.fill(-0.002);
    optimiser.step(0.01);
    expect(weights[slot]).toBeCloseTo(0.51, 6);
  });

  it("follow their formulas in double precision", () => {
    const world = fc.record({
      kind: fc.constantFrom("sgd", "momentum", "nesterov", "adam"),
      rate: fc.constantFrom(1e-3, 0.1),
      momentum: fc.constantFrom(0, 0.5, 0.9),
      beta1: fc.constantFrom(0, 0.9),
      beta2: fc.constantFrom(0.9, 0.999),
      decay: fc.constantFrom(0, 0.1),
      gradients: GRADIENTS,
    });
    fc.assert(
      fc.property(world, ({ gradients, ...params }) => {
        const { weights, gradient, bias, biasGradient, optimiser } = handDriven(params as Partial<OptimiserParams>);
        const { kind, rate, momentum, beta1, beta2, decay } = params;
        let [w, b] = [weights[1] as number, bias.view[0] as number];
        let [m, v] = [0, 0];
        for (const [t, g] of gradients.entries()) {
          gradient.view.fill(g);
          biasGradient.view.fill(g);
          optimiser.step(rate);
          let way = g;
          if (kind === "adam") {
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            way = m / (1 - beta1 ** (t + 1)) / (Math.sqrt(v / (1 - beta2 ** (t + 1))) + 1e-8);
          } else if (kind !== "sgd") {
            m = momentum * m + g;
            way = kind === "nesterov" ? g + momentum * m : m;
          }
          if (Math.abs(g) < 1e-6) break;
          w = (1 - rate * decay) * w - rate * way;
          b -= rate * way;
          expect(weights[1]).toBeCloseTo(w, 4);
          expect(bias.view[0]).toBeCloseTo(b, 4);
        }
      }),
      { numRuns: 100, seed: 9 },
    );
  });

  it("shorten a gradient that is too long as a whole, and no other", () => {
    const { weights, gradient, optimiser, bench, biasGradient } = handDriven({ kind: "sgd", clip: 1 });
    const others = bench.network.layers.flatMap((layer) => [layer.gradient, layer.biasGradient]);
    for (const block of others) block.view.fill(0);
    gradient.view[2] = 3;
    biasGradient.view[3] = 4;
    expect(optimiser.length()).toBeCloseTo(5, 6);
    const before = weights[2] as number;
    optimiser.step(0.1);
    expect((weights[2] as number) - before).toBeCloseTo(-0.06, 6);
    gradient.view[2] = 0.3;
    biasGradient.view[3] = 0.4;
    const after = weights[2] as number;
    optimiser.step(0.1);
    expect((weights[2] as number) - after).toBeCloseTo(-0.03, 6);
  });

  it("begin their means afresh when another takes over", () => {
    const { weights, gradient, optimiser, bench } = handDriven({ kind: "momentum" });
    gradient.view.fill(1);
    for (let step = 0; step < 5; step++) optimiser.step(0.1);
    optimiser.update(optimiserSchema.parse({ ...bench.params, kind: "adam" }));
    const before = weights[0] as number;
    gradient.view.fill(-1);
    optimiser.step(0.01);
    expect((weights[0] as number) - before).toBeCloseTo(0.01, 6);
  });

  it("leave no denormal numbers behind where nothing is to be learnt any more", () => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const [w, g, m, v, c, d] = Array.from({ length: 6 }, () => arena.alloc("state", "f32", 4)) as [
      Block<"f32">,
      Block<"f32">,
      Block<"f32">,
      Block<"f32">,
      Block<"f32">,
      Block<"f32">,
    ];
    arena.commit();
    g.view.fill(1e-3);
    for (let step = 0; step < 1000; step++) {
      kernel.adamStep(4, w.ptr, g.ptr, m.ptr, v.ptr, c.ptr, d.ptr, 1, 0.01, 0, 0.5, 0.9);
      g.view.fill(0);
    }
    expect([...m.view, ...v.view]).toEqual(new Array(8).fill(0));
    expect(w.view.every((x) => x < 0 && Number.isFinite(x))).toBe(true);
  });
});

describe("schedules", () => {
  const kernel = createKernel();
  const at = (schedule: OptimiserParams["schedule"], step: number) =>
    rateAt(kernel, { rate: 0.5, schedule }, { step, stepsPerEpoch: 10, end: 101 });

  it("stay, fall by a fifth with every epoch, or follow half a cosine to 2 %", () => {
    expect([1, 50, 1000].map((step) => at("constant", step))).toEqual([0.5, 0.5, 0.5]);
    expect([1, 10, 11, 21].map((step) => at("steps", step))).toEqual([0.5, 0.5, 0.4, expect.closeTo(0.32, 12)]);
    expect(at("cosine", 1)).toBeCloseTo(0.5, 12);
    expect(at("cosine", 51)).toBeCloseTo(0.255, 12);
    expect(at("cosine", 101)).toBeCloseTo(0.01, 12);
    expect(at("cosine", 500)).toBeCloseTo(0.01, 12);
  });
});
