import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SetParams, set } from "./set";
import { type BenchShape, bench, connections, train } from "./testing";

const params = (changes: Partial<SetParams> = {}): SetParams => ({ ...set.schema.parse({}), grace: 0, ...changes });

const made = (shapes: readonly BenchShape[], changes: Partial<SetParams> = {}) =>
  bench(shapes, [[set as never, params(changes)]]);

describe("SET", () => {
  it("cuts exactly the smallest positive and the largest negative weights", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.array(fc.float({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true }), { minLength: 30, maxLength: 30 }),
        (zeta, weights) => {
          const net = made([{ sources: 10, targets: 10, quota: 30 }], { zeta, interval: 5, spread: 0.1 });
          const layer = net.layers[0] as (typeof net.layers)[number];
          layer.slots.weight.view.set(weights);
          const before = connections(layer);
          const values = [...before.values()].map(({ weight }) => weight);
          const positive = values.filter((w) => w >= 0).sort((a, b) => a - b);
          const negative = values.filter((w) => w < 0).sort((a, b) => b - a);
          const [up, down] = [Math.floor(zeta * positive.length), Math.floor(zeta * negative.length)];
          net.rule("set").apply({ step: 5, end: Infinity, rate: 0.1 }, null);
          const after = connections(layer);
          const kept = [...after.values()].filter(({ born }) => born < 6).map(({ weight }) => weight);
          expect(kept.filter((w) => w >= 0).sort((a, b) => a - b)).toEqual(positive.slice(up));
          expect(kept.filter((w) => w < 0).sort((a, b) => b - a)).toEqual(negative.slice(down));
          expect(after.size).toBe(30);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("holds the number in every layer, rewires every so many steps, and not at the end of a run", () => {
    const net = made(
      [
        { sources: 20, targets: 12, quota: 50 },
        { sources: 12, targets: 5, quota: 20 },
      ],
      { interval: 10 },
    );
    for (let step = 1; step <= 100; step++) {
      const before = net.layers[0]?.slots.deaths;
      train(net, net.rule("set"), (_, i, j, w) => w - Math.sin(i + j), { step, end: 100, rate: 0.1 });
      expect(net.layers.map(({ slots }) => slots.count)).toEqual([50, 20]);
      const rewired = net.layers[0]?.slots.deaths !== before;
      expect(rewired).toBe(step % 10 === 0 && step < 100);
    }
  });

  it("gives newborns normal weights of the spread asked for", () => {
    const net = made([{ sources: 100, targets: 100, quota: 5000 }], { zeta: 0.5, interval: 5, spread: 0.2 });
    net.rule("set").apply({ step: 5, end: Infinity, rate: 0.1 }, null);
    const born = [...connections(net.layers[0] as never).values()]
      .filter(({ born }) => born === 6)
      .map(({ weight }) => weight);
    expect(Math.abs(born.length - 2500)).toBeLessThan(3);
    const mean = born.reduce((a, b) => a + b, 0) / born.length;
    const sd = Math.sqrt(born.reduce((a, b) => a + (b - mean) ** 2, 0) / born.length);
    expect(Math.abs(mean)).toBeLessThan(0.016);
    expect(Math.abs(sd - 0.2)).toBeLessThan(0.012);
  });

  it("spares newborns within their grace, and only them", () => {
    const net = made([{ sources: 20, targets: 20, quota: 100 }], { interval: 5, grace: 10, spread: 0 });
    const layer = net.layers[0] as (typeof net.layers)[number];
    for (let step = 5; step <= 30; step += 5) {
      const young = [...connections(layer)].filter(([, { born }]) => step - born + 1 < 10);
      net.rule("set").apply({ step, end: Infinity, rate: 0.1 }, null);
      const after = connections(layer);
      for (const [pair, { born }] of young) expect(after.get(pair)?.born).toBe(born);
    }
    // Of weight zero, they are the first of their side as soon as they may go.
    const ripe = [...connections(layer)].filter(([, { born }]) => born <= 26);
    const side = ripe.filter(([, { weight }]) => weight >= 0).length;
    const zeros = ripe.filter(([, { weight }]) => weight === 0);
    expect(zeros.length).toBeGreaterThan(side * 0.3);
    net.rule("set").apply({ step: 35, end: Infinity, rate: 0.1 }, null);
    const gone = ripe.filter(([pair, { born }]) => connections(layer).get(pair)?.born !== born);
    expect(gone.filter(([, { weight }]) => weight > 0)).toEqual([]);
    expect(gone.filter(([, { weight }]) => weight === 0).length).toBeGreaterThan(0);
  });

  it("fills up at the next rewiring what others have cut, and trims what they left too many", () => {
    const net = made([{ sources: 10, targets: 10, quota: 30 }], { interval: 5 });
    const { slots } = net.layers[0] as (typeof net.layers)[number];
    for (let slot = 0; slot < 12; slot++) slots.remove(slot, 1);
    net.rule("set").apply({ step: 5, end: Infinity, rate: 0.1 }, null);
    expect(slots.count).toBe(30);
    for (let i = 0; slots.count < 50; i++)
      if (slots.vacant(i % 10, Math.floor(i / 10))) slots.add(i % 10, Math.floor(i / 10), 5, 6);
    net.rule("set").takeOver({ step: 6, end: Infinity, rate: 0.1 });
    expect(slots.count).toBe(30);
    // The strongest stay.
    expect([...connections(net.layers[0] as never).values()].filter(({ weight }) => weight === 5)).toHaveLength(20);
  });
});
