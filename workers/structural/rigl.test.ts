import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { droppedPart, type RiglParams, rigl } from "./rigl";
import { type BenchShape, bench, connections, type Gradient, train } from "./testing";

const params = (changes: Partial<RiglParams> = {}): RiglParams => ({ ...rigl.schema.parse({}), grace: 0, ...changes });

const made = (shapes: readonly BenchShape[], changes: Partial<RiglParams> = {}) =>
  bench(shapes, [[rigl as never, params(changes)]]);

const LOT: Gradient = (layer, i, j) => Math.sin(12.9898 * (i + 1) + 78.233 * (j + 1) + layer);

describe("RigL", () => {
  it("lowers the part that is dropped along a cosine", () => {
    const kernel = createKernel();
    const parts = [0, 0.25, 0.5, 0.75, 1].map((t) => droppedPart(kernel, params({ until: 100 }), 1000 * t, 1000));
    for (const [k, part] of [0.3, 0.256066, 0.15, 0.043934, 0].entries()) expect(parts[k]).toBeCloseTo(part, 6);
    expect(droppedPart(kernel, params(), 750, 1000)).toBe(0);
    expect(droppedPart(kernel, params(), 375, 1000)).toBeCloseTo(0.15, 12);
    expect(droppedPart(kernel, params(), 1e6, Infinity)).toBe(0.3);
  });

  it("drops exactly the smallest weights and grows exactly the largest gradients of what is not kept", () => {
    const values = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 120, maxLength: 120 });
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.5, noNaN: true }), values, (alpha, list) => {
        const net = made([{ sources: 10, targets: 9, quota: 30 }], { alpha, schedule: "constant", interval: 10 });
        const layer = net.layers[0] as (typeof net.layers)[number];
        layer.slots.weight.view.set(list.slice(90));
        layer.dense.view.set(list.slice(0, 90));
        const size = (i: number, j: number) => Math.abs(layer.dense.view[9 * i + j] as number);
        const gradient = (pair: string) => size(...(pair.split(",").map(Number) as [number, number]));
        const before = connections(layer);
        const k = Math.floor(alpha * 30);
        const weights = [...before.values()].map(({ weight }) => Math.abs(weight)).sort((a, b) => a - b);
        net.rule("rigl").apply({ step: 10, end: Infinity, rate: 0.1 }, [layer.dense]);
        const after = connections(layer);
        expect(after.size).toBe(30);
        // What was dropped and not grown again is gone; what was grown is new, or as it was.
        const gone = [...before].filter(([pair]) => !after.has(pair));
        const born = [...after].filter(([pair]) => !before.has(pair));
        expect(gone.length).toBe(born.length);
        for (const [, { weight }] of born) expect(weight).toBe(0);
        for (const [, { weight }] of gone) expect(Math.abs(weight)).toBeLessThanOrEqual(weights[k - 1] as number);
        for (const [pair, { weight, slot, born }] of after)
          if (before.has(pair)) expect({ weight, slot, born }).toEqual(before.get(pair));
        // Ties at the border may be dropped either way, so that the kept are known only up to them.
        const border = weights[k - 1] as number;
        const surelyKept = [...before].filter(([, { weight }]) => Math.abs(weight) > border).map(([pair]) => pair);
        for (const pair of surelyKept) expect(after.has(pair)).toBe(true);
        const grown = [...after.keys()].filter((pair) => !before.has(pair)).map(gradient);
        const absent = Array.from({ length: 90 }, (_, p) => `${Math.floor(p / 9)},${p % 9}`).filter(
          (pair) => !after.has(pair),
        );
        const largestAbsent = Math.max(...absent.map(gradient));
        for (const g of grown) expect(g).toBeGreaterThanOrEqual(largestAbsent);
        // Exactly k of what was not kept have come, or come back.
        const regrown = [...before].filter(([pair, { weight }]) => Math.abs(weight) < border && after.has(pair));
        for (const [pair] of regrown) expect(gradient(pair)).toBeGreaterThanOrEqual(largestAbsent);
        expect(grown.length + regrown.length).toBeLessThanOrEqual(k);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps weight, age and slot of what is dropped and grown at once, and changes no output", () => {
    const net = made([{ sources: 6, targets: 6, quota: 36 }], { schedule: "constant", interval: 10 });
    const before = connections(net.layers[0] as never);
    train(net, net.rule("rigl"), LOT, { step: 10, end: Infinity, rate: 0.1 });
    // At full density all that is dropped is grown again.
    expect(connections(net.layers[0] as never)).toEqual(before);
    expect(net.layers[0]?.slots.deaths).toBe(0);
  });

  it("stands in place of the optimiser at updates, and asks for dense gradients only there", () => {
    const net = made(
      [
        { sources: 20, targets: 10, quota: 40 },
        { sources: 10, targets: 5, quota: 10 },
      ],
      { interval: 10 },
    );
    const rule = net.rule("rigl");
    for (let step = 1; step <= 100; step++) {
      const moment = { step, end: 100, rate: 0.1 };
      const update = step % 10 === 0 && step < 75;
      expect([rule.wantsDense(moment), rule.optimises(moment)]).toEqual([update, !update]);
      train(net, rule, LOT, moment);
      expect(net.layers.map(({ slots }) => slots.count)).toEqual([40, 10]);
    }
    expect(rule.probes).toBe(7 * (160 + 40));
    expect(net.layers[0]?.slots.births).toBeGreaterThan(50);
    // After the schedule, an update comes only where something is missing.
    net.layers[0]?.slots.bar("post", 0, 101);
    const missing = net.layers[0]?.slots.count !== 40;
    expect(missing).toBe(true);
    train(net, rule, LOT, { step: 110, end: 100, rate: 0.1 });
    expect(net.layers[0]?.slots.count).toBe(40);
  });

  it("grows by the running mean of gradients, at the price of probing at every step", () => {
    const net = made([{ sources: 10, targets: 10, quota: 20 }], {
      growth: "momentum",
      memory: 0.5,
      interval: 10,
      schedule: "constant",
    });
    const rule = net.rule("rigl");
    const layer = net.layers[0] as (typeof net.layers)[number];
    // A steady gradient of 0.5 outweighs one that is 1 at every second step with changing sign.
    const gradient: Gradient = (_, i, j, __, step) => (i === 3 ? 0.5 : i === 4 ? (step % 2 === 0 ? 1 : -1) : 0.001 * j);
    const row = (i: number) => [...connections(layer).keys()].filter((pair) => pair.startsWith(`${i},`)).length;
    for (let slot = 0; slot < layer.slots.capacity; slot++)
      if (layer.slots.isLive(slot) && [3, 4].includes(layer.slots.pre.view[slot] as number))
        layer.slots.remove(slot, 1);
    const left = layer.slots.count;
    for (let step = 1; step <= 10; step++) train(net, rule, gradient, { step, end: Infinity, rate: 0.01 });
    expect(row(3)).toBeGreaterThan(row(4));
    expect(rule.probes).toBe(10 * (100 - left));
  });

  it("spares newborns within their grace although their weight is zero", () => {
    const net = made([{ sources: 20, targets: 20, quota: 100 }], { interval: 10, grace: 15, schedule: "constant" });
    const layer = net.layers[0] as (typeof net.layers)[number];
    for (let step = 10; step <= 60; step += 10) {
      const young = [...connections(layer)].filter(([, { born }]) => step - born + 1 < 15);
      train(net, net.rule("rigl"), (l, i, j, w, s) => LOT(l, i + s, j, w, s), { step, end: Infinity, rate: 0 });
      for (const [pair, { born }] of young) expect(connections(layer).get(pair)?.born).toBe(born);
    }
  });

  it("takes a gradient that is no number for zero", () => {
    const net = made([{ sources: 5, targets: 4, quota: 10 }], { interval: 10, schedule: "constant" });
    const layer = net.layers[0] as (typeof net.layers)[number];
    layer.dense.view.fill(Number.NaN);
    const [pre, post] = [0, 1, 2, 3, 4]
      .flatMap((i) => [0, 1, 2, 3].map((j) => [i, j] as const))
      .find(([i, j]) => layer.slots.vacant(i, j)) ?? [0, 0];
    layer.dense.view[4 * pre + post] = 1e-9;
    net.rule("rigl").apply({ step: 10, end: Infinity, rate: 0.1 }, [layer.dense]);
    expect(layer.slots.slotOf(pre, post)).toBeGreaterThanOrEqual(0);
    expect(layer.slots.count).toBe(10);
  });
});
