import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signKey } from "./_start";
import { type DeepRParams, deepR } from "./deepR";
import { type Bench, type BenchShape, bench, connections, type Gradient, SEED, train } from "./testing";

const params = (changes: Partial<DeepRParams> = {}): DeepRParams => ({ ...deepR.schema.parse({}), ...changes });

function made(shapes: readonly BenchShape[], changes: Partial<DeepRParams> = {}): Bench {
  const made = bench(shapes, [[deepR as never, params(changes)]]);
  made.rule("deepR").takeOver({ step: 0, end: Infinity, rate: 0.1 });
  return made;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** Pulls every weight towards a number that depends on its pair. */
const pull: Gradient = (layer, i, j, w) => w - Math.sin(3 * i + 5 * j + layer);

describe("DEEP R", () => {
  it("ends every step with K connections in every layer, each with the sign of its pair", () => {
    const net = made(
      [
        { sources: 30, targets: 20, quota: 60 },
        { sources: 20, targets: 10, quota: 40 },
      ],
      { alpha: 1e-3, temperature: 1e-4 },
    );
    const { kernel, layers } = net;
    let broken = 0;
    for (let step = 1; step <= 300; step++) {
      train(net, net.rule("deepR"), pull, { step, end: Infinity, rate: 0.1 });
      for (const layer of layers) {
        const [low, high] = signKey(SEED, layer.label);
        const live = connections(layer);
        expect(live.size).toBe(layer.quota);
        for (const [pair, { weight }] of live) {
          const [i = 0, j = 0] = pair.split(",").map(Number);
          if (Math.sign(weight) !== kernel.pairSign(low, high, i, j)) broken++;
        }
      }
    }
    expect(broken).toBe(0);
    expect(sum(layers.map(({ slots }) => slots.deaths))).toBeGreaterThan(100);
  });

  it("holds the number of the whole network where it is asked to, and moves connections between layers", () => {
    const net = made(
      [
        { sources: 20, targets: 20, quota: 60 },
        { sources: 20, targets: 10, quota: 30 },
      ],
      { alpha: 1e-3, temperature: 1e-4, scope: "network" },
    );
    const counts = () => net.layers.map(({ slots }) => slots.count);
    const seen = new Set<number>();
    for (let step = 1; step <= 200; step++) {
      train(net, net.rule("deepR"), pull, { step, end: Infinity, rate: 0.1 });
      expect(sum(counts())).toBe(90);
      seen.add(counts()[0] as number);
    }
    expect(seen.size).toBeGreaterThan(3);
    net.rule("deepR").update(params({ alpha: 1e-3, temperature: 1e-4 }));
    train(net, net.rule("deepR"), pull, { step: 201, end: Infinity, rate: 0.1 });
    expect(counts()).toEqual([60, 30]);
  });

  it("lets no drift, no noise and no gradient act on what is not connected", () => {
    // Without a gradient and without noise, the weights shrink by eta alpha a step and nothing else happens.
    const net = made([{ sources: 6, targets: 5, quota: 8 }], { alpha: 0.01, temperature: 0 });
    const before = connections(net.layers[0] as never);
    train(net, net.rule("deepR"), () => 0, { step: 1, end: Infinity, rate: 0.5 });
    const after = connections(net.layers[0] as never);
    let survived = 0;
    for (const [pair, { weight, born }] of after) {
      const old = before.get(pair);
      if (born > 1) expect(Math.abs(weight)).toBeCloseTo(1e-12, 20);
      else {
        survived++;
        expect(Math.abs(weight)).toBeCloseTo(Math.abs(old?.weight ?? Number.NaN) - 0.005, 6);
      }
    }
    const small = [...before.values()].filter(({ weight }) => Math.abs(weight) < 0.005).length;
    expect(survived).toBe(8 - small);
  });

  it("lets a newborn live to its first gradient, which alone decides", () => {
    const net = made([{ sources: 10, targets: 10, quota: 20 }], { alpha: 1e-9, temperature: 0 });
    const layer = net.layers[0] as (typeof net.layers)[number];
    const { slots } = layer;
    for (let slot = 0; slot < 5; slot++) slots.weight.view[slot] = -(slots.weight.view[slot] as number);
    // Their sign is wrong now: five die and five are born.
    net.rule("deepR").apply({ step: 1, end: Infinity, rate: 0.1 }, null);
    const born = [...connections(layer)].filter(([, { born }]) => born === 2);
    expect(born).toHaveLength(5);
    const [low, high] = signKey(SEED, layer.label);
    const outward: Gradient = (_, i, j) => -net.kernel.pairSign(low, high, i, j);
    train(net, net.rule("deepR"), outward, { step: 2, end: Infinity, rate: 0.1 });
    for (const [pair] of born) expect(connections(layer).get(pair)?.born).toBe(2);
    train(net, net.rule("deepR"), (...args) => -2 * outward(...args), { step: 3, end: Infinity, rate: 0.1 });
    for (const [pair] of born) expect(connections(layer).get(pair)?.born).not.toBe(2);
  });

  it("keeps the sign of what it finds while that lives, whatever the sign of its pair", () => {
    const net = bench(
      [{ sources: 8, targets: 8, quota: 16 }],
      [[deepR as never, params({ alpha: 1e-7, temperature: 0 })]],
    );
    const layer = net.layers[0] as (typeof net.layers)[number];
    const { view } = layer.slots.weight;
    const flipped = [0, 1, 2].map((slot) => {
      view[slot] = -0.5 * Math.sign(view[slot] as number);
      return view[slot] as number;
    });
    net.rule("deepR").takeOver({ step: 0, end: Infinity, rate: 0.1 });
    train(net, net.rule("deepR"), () => 0, { step: 1, end: Infinity, rate: 0.1 });
    expect(layer.slots.deaths).toBe(0);
    expect([0, 1, 2].map((slot) => Math.sign(view[slot] as number))).toEqual(flipped.map(Math.sign));
    // Across zero they die.
    for (const slot of [0, 1, 2]) view[slot] = -(view[slot] as number);
    net.rule("deepR").apply({ step: 2, end: Infinity, rate: 0.1 }, null);
    expect(layer.slots.deaths).toBe(3);
  });

  it("brings any number of connections back to K, and goes without where pairs run out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 1, max: 24 }), (kept, quota) => {
        const net = made([{ sources: 6, targets: 4, quota }]);
        const { slots } = net.layers[0] as (typeof net.layers)[number];
        for (let slot = slots.capacity - 1; slot >= 0 && slots.count > kept; slot--)
          if (slots.isLive(slot)) slots.remove(slot, 1);
        slots.bar("pre", 2, 1);
        net.rule("deepR").apply({ step: 1, end: Infinity, rate: 0.1 }, null);
        expect(slots.count).toBe(Math.min(quota, 20));
      }),
      { numRuns: 60 },
    );
  });
});

describe("the sampling of DEEP R", () => {
  /** E = 1/2 |A w - b|^2 over four pairs, of which two are connected. */
  const A = [
    [1, 0.4, -0.3, 0.2],
    [0.2, 0.9, 0.5, -0.4],
    [-0.1, 0.3, 1.1, 0.6],
  ];
  const B = [0.5, 0.3, -0.2];
  const TEMPERATURE = 0.05;
  const ALPHA = 0.1;

  const residual = (w: readonly number[]) =>
    A.map((row, r) => sum(row.map((a, k) => a * (w[k] as number))) - (B[r] as number));
  const energy = (w: readonly number[]) => 0.5 * sum(residual(w).map((r) => r * r));

  it("visits every topology as often as its posterior says", () => {
    const net = made([{ sources: 2, targets: 2, quota: 2 }], { alpha: ALPHA, temperature: TEMPERATURE });
    const layer = net.layers[0] as (typeof net.layers)[number];
    const { slots } = layer;
    const [low, high] = signKey(SEED, layer.label);
    const signs = [0, 1, 2, 3].map((k) => net.kernel.pairSign(low, high, k >> 1, k & 1));
    const topologies = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].filter((b) => b > a).map((b) => [a, b] as const));

    // The integral over the positive quadrant of each topology, by the midpoint rule.
    const cell = 0.02;
    const posterior = topologies.map(([a, b]) => {
      let total = 0;
      for (let x = cell / 2; x < 3; x += cell)
        for (let y = cell / 2; y < 3; y += cell) {
          const w = [0, 0, 0, 0];
          w[a] = (signs[a] as number) * x;
          w[b] = (signs[b] as number) * y;
          total += Math.exp(-(energy(w) + ALPHA * (x + y)) / TEMPERATURE);
        }
      return total;
    });
    const all = sum(posterior);

    const tally = topologies.map(() => 0);
    const moment = { step: 1, end: Infinity, rate: 0.003 };
    const steps = 600_000;
    const w = [0, 0, 0, 0];
    for (let step = 0; step < steps; step++) {
      w.fill(0);
      let mask = 0;
      for (let slot = 0; slot < 4; slot++) {
        if (!slots.isLive(slot)) continue;
        const k = 2 * (slots.pre.view[slot] as number) + (slots.post.view[slot] as number);
        w[k] = slots.weight.view[slot] as number;
        mask |= 1 << k;
      }
      const found = topologies.findIndex(([a, b]) => mask === ((1 << a) | (1 << b)));
      tally[found] = (tally[found] as number) + 1;
      const r = residual(w);
      for (let slot = 0; slot < 4; slot++) {
        if (!slots.isLive(slot)) continue;
        const k = 2 * (slots.pre.view[slot] as number) + (slots.post.view[slot] as number);
        const gradient =
          (A[0]?.[k] as number) * (r[0] as number) +
          (A[1]?.[k] as number) * (r[1] as number) +
          (A[2]?.[k] as number) * (r[2] as number);
        slots.weight.view[slot] = (slots.weight.view[slot] as number) - moment.rate * gradient;
      }
      net.rule("deepR").apply(moment, null);
    }
    const shares = posterior.map((p) => p / all);
    expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(4);
    for (const [k, share] of shares.entries())
      expect(Math.abs((tally[k] as number) / steps - share), `${topologies[k]}`).toBeLessThan(0.02);
  });
});
