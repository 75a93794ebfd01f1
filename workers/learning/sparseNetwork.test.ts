import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../memory/arena";
import { digits } from "../tasks/digits";
import { referenceRates, SmallBench, worstDifference, worstError } from "./testing";

const everyone = (count: number) => Array.from({ length: count }, (_, k) => k);

describe("gradients of a network of rates", () => {
  it("are those of finite differences, every parameter", () => {
    const bench = new SmallBench({ sizes: [12, 9, 7, 4] });
    const [layers, examples] = [bench.matrices(), bench.examples(8)];
    const { gradient, margin } = referenceRates(layers, examples);
    expect(margin).toBeGreaterThan(1e-4);
    expect(worstDifference(layers, gradient, (at) => referenceRates(at, examples).loss)).toBeLessThan(1e-6);
  });

  it("agree with double precision for any layout, sparse or dense, whole batches or not", () => {
    const world = fc.record({
      sizes: fc.tuple(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 10 }),
      ),
      density: fc.constantFrom(0, 0.05, 0.3, 1),
      batch: fc.constantFrom(4, 8, 32, 36, 68),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.boolean(),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(world, ({ part, ...small }) => {
        const examples = Math.max(1, Math.round(part * small.batch));
        const bench = new SmallBench({ ...small, examples });
        const loss = bench.network.train(bench.set, everyone(examples), 0, examples);
        const expected = referenceRates(bench.matrices(), bench.examples(examples));
        fc.pre(expected.margin > 1e-6);
        expect(loss).toBeCloseTo(expected.loss, 5);
        expect(worstError(bench.network, expected.gradient)).toBeLessThan(2e-5);
        const dense = bench.network.denseGradients();
        for (const [l, { w }] of expected.gradient.entries()) {
          const size = Math.max(...w.map(Math.abs));
          const view = (dense[l] as Block<"f32">).view;
          const worst = Math.max(...w.map((value, at) => Math.abs(value - (view[at] as number))));
          expect(worst).toBeLessThanOrEqual(2e-5 * size);
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it("have the same bits for a connection and for its pair, and are zero in empty slots", () => {
    const bench = new SmallBench({ sizes: [30, 20, 5], density: 0.2, batch: 36, examples: 36 });
    const { network } = bench;
    network.train(bench.set, everyone(36), 0, 36);
    const [layer] = network.layers;
    if (layer === undefined) throw new Error("no layer");
    const { slots, gradient } = layer;
    slots.remove(3, 1);
    network.train(bench.set, everyone(36), 0, 36);
    const [pairs] = network.denseGradients();
    expect(gradient.view[3]).toBe(0);
    for (let slot = 0; slot < slots.capacity; slot++) {
      if (!slots.isLive(slot)) continue;
      const at = (slots.pre.view[slot] as number) * slots.targets + (slots.post.view[slot] as number);
      expect(pairs?.view[at]).toBe(gradient.view[slot]);
    }
  });

  it("are those of a dense layer whose other weights are zero", () => {
    const small = { sizes: [25, 16, 6], examples: 32, batch: 32 };
    const [sparse, dense] = [new SmallBench({ ...small, density: 0.15 }), new SmallBench({ ...small, density: 1 })];
    for (const [l, layer] of dense.network.layers.entries()) {
      const { slots, bias } = sparse.network.layers[l] as typeof layer;
      bias.view.forEach((value, j) => {
        layer.bias.view[j] = value;
      });
      for (let slot = 0; slot < layer.slots.capacity; slot++) {
        const there = slots.slotOf(layer.slots.pre.view[slot] as number, layer.slots.post.view[slot] as number);
        layer.slots.weight.view[slot] = there < 0 ? 0 : (slots.weight.view[there] as number);
      }
    }
    const [a, b] = [sparse, dense].map((bench) => bench.network.train(bench.set, everyone(32), 0, 32));
    expect(a).toBe(b);
    for (const [l, { slots, gradient }] of sparse.network.layers.entries()) {
      const other = dense.network.layers[l] as (typeof dense.network.layers)[number];
      for (let slot = 0; slot < slots.capacity; slot++) {
        const there = other.slots.slotOf(slots.pre.view[slot] as number, slots.post.view[slot] as number);
        expect(gradient.view[slot]).toBe(other.gradient.view[there]);
      }
    }
  });
});

describe("a network of rates", () => {
  it("starts with exactly its quota and the variance that each target's connections ask for", () => {
    const bench = new SmallBench({ sizes: [400, 200, 10], density: 0.05, batch: 4 });
    for (const [l, { slots, quota }] of bench.network.layers.entries()) {
      expect(slots.count).toBe(quota);
      slots.index();
      const { rows, slots: order } = slots.byTarget;
      let sum = 0;
      for (let j = 0; j < slots.targets; j++) {
        const [first, end] = [rows.view[j] as number, rows.view[j + 1] as number];
        for (let at = first; at < end; at++) {
          const w = slots.weight.view[order.view[at] as number] as number;
          sum += w * w * (end - first);
        }
      }
      const expected = l === 1 ? 1 : 2;
      expect(Math.abs(sum / quota / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / quota));
    }
  });

  it("finds ten classes equally likely without weights: ln 10, and errors that add up to zero", () => {
    const bench = new SmallBench({ sizes: [6, 10], density: 0 });
    bench.network.layers[0]?.bias.view.fill(0);
    expect(bench.network.train(bench.set, everyone(8), 0, 8)).toBeCloseTo(Math.LN10, 6);
    const sum = bench.network.layers[0]?.biasGradient.view.reduce((a, b) => a + b, 0) as number;
    expect(Math.abs(sum)).toBeLessThan(1e-7);
    for (const p of bench.network.probabilities.view) expect(p).toBeCloseTo(0.1, 7);
  });

  it("is sure without overflow", () => {
    const bench = new SmallBench({ sizes: [6, 10], density: 0 });
    bench.network.layers[0]?.bias.view.set([-3000, 5000, 0, 0, 0, 0, 0, 0, 0, 0]);
    bench.set.labels.view.fill(2);
    expect(bench.network.train(bench.set, everyone(8), 0, 8)).toBe(5000);
    expect([...bench.network.classify(bench.set, null, 0, 2)]).toEqual([1, 1]);
  });

  it("says the same whatever the order of the hidden units", () => {
    const [plain, turned] = [1, 1].map((seed) => new SmallBench({ sizes: [20, 12, 5], seed }));
    if (plain === undefined || turned === undefined) throw new Error("no bench");
    const turn = (j: number): number => (j * 5 + 3) % 12;
    const [below, above] = turned.network.layers;
    if (below === undefined || above === undefined) throw new Error("no layers");
    const old = plain.matrices();
    for (const [l, { slots, bias }] of turned.network.layers.entries()) {
      for (let slot = 0; slot < slots.capacity; slot++) slots.remove(slot, 1);
      const { w, b, targets, sources } = old[l] as (typeof old)[number];
      for (let j = 0; j < targets; j++) bias.view[l === 0 ? turn(j) : j] = b[j] as number;
      for (let i = 0; i < sources; i++) {
        for (let j = 0; j < targets; j++) {
          const value = w[i * targets + j] as number;
          if (value !== 0) slots.add(l === 0 ? i : turn(i), l === 0 ? turn(j) : j, value, 1);
        }
      }
    }
    const [a, b] = [plain, turned].map((bench) => bench.network.train(bench.set, everyone(8), 0, 8)) as [
      number,
      number,
    ];
    expect(b).toBeCloseTo(a, 6);
    const [bias, biasTurned] = [plain, turned].map(
      (bench) => bench.network.layers[0]?.biasGradient.view as Float32Array,
    );
    for (let j = 0; j < 12; j++) expect(biasTurned?.[turn(j)]).toBeCloseTo(bias?.[j] as number, 7);
  });

  it("sees pixels and is taught names as the set says", () => {
    const bench = new SmallBench({ sizes: [16, 8, 4], examples: 8, bytes: true });
    const { set, network } = bench;
    const plain = network.train(set, everyone(8), 0, 8);
    const old = set.images.view.slice();
    const shuffle = (i: number): number => (i * 7 + 2) % 16;
    for (let k = 0; k < 8; k++) {
      for (let i = 0; i < 16; i++) set.images.view[k * 16 + shuffle(i)] = old[k * 16 + i] as number;
    }
    for (let i = 0; i < 16; i++) set.permutation.view[i] = shuffle(i);
    set.labels.view.forEach((label, k) => {
      set.labels.view[k] = (label + 1) % 4;
    });
    set.names.view.set([3, 0, 1, 2]);
    expect(network.train(set, everyone(8), 0, 8)).toBe(plain);
    expect([...network.classify(set, null, 2, 3)]).toEqual([...network.classify(set, [0, 0, 2, 3, 4], 2, 3)]);
  });

  it("refuses pictures of another size, more than a batch, and classes that it does not have", () => {
    const bench = new SmallBench({ sizes: [16, 8, 4] });
    expect(() => bench.network.classify({ ...bench.set, pixels: 15 }, null, 0, 4)).toThrow("15 pixels for 16 inputs");
    expect(() => bench.network.classify(bench.set, null, 0, 9)).toThrow("9 examples in a batch of 8");
    bench.set.labels.view[3] = 4;
    expect(() => bench.network.classify(bench.set, null, 0, 4)).toThrow("class 4 of 4");
  });

  it("neither hears nor teaches a neuron that was killed", () => {
    const bench = new SmallBench({ sizes: [16, 8, 4], density: 1 });
    const { network } = bench;
    const [below, above] = network.layers;
    if (below === undefined || above === undefined) throw new Error("no layers");
    below.bias.view[5] = 50;
    below.alive.view[5] = 0;
    const loss = network.train(bench.set, everyone(8), 0, 8);
    expect(below.biasGradient.view[5]).toBe(0);
    const [pairs] = network.denseGradients();
    for (let i = 0; i < 16; i++) expect(pairs?.view[i * 8 + 5]).toBe(0);
    for (let j = 0; j < 4; j++) above.slots.weight.view[above.slots.slotOf(5, j)] = 7;
    expect(network.train(bench.set, everyone(8), 0, 8)).toBe(loss);
  });

  it("does not hide a weight that is no number", () => {
    const bench = new SmallBench({ sizes: [16, 8, 4], density: 1 });
    const weights = bench.network.layers[0]?.slots.weight.view as Float32Array;
    weights[0] = Number.NaN;
    expect(bench.network.train(bench.set, everyone(8), 0, 8)).toBeNaN();
  });

  it("goes on from a copy of its state with the same bits", () => {
    const bench = new SmallBench({ sizes: [30, 20, 5], density: 0.2, examples: 50, batch: 8 });
    const { arena, network } = bench;
    const walk = (): number[] =>
      Array.from({ length: 20 }, (_, step) => {
        if (step % 5 === 4) bench.move(step, step);
        return bench.step();
      });
    walk();
    const saved = arena.snapshot();
    const first = walk();
    const end = arena.snapshot();
    arena.restore(saved);
    network.restore();
    expect(walk()).toEqual(first);
    expect(arena.snapshot()).toEqual(end);
    const other = new SmallBench({ sizes: [30, 20, 5], density: 0.2, examples: 50, batch: 8 });
    bench.network.init(1);
    expect(other.network.layers[0]?.slots.weight.view).toEqual(bench.network.layers[0]?.slots.weight.view);
  });

  it("learns digits along a fifth of all connections", () => {
    const [count, side] = [600, 14];
    const bench0 = new SmallBench({ sizes: [1, 2] });
    const data = digits(bench0.kernel, 5, "train", count + 200, side);
    const bench = new SmallBench({
      sizes: [side * side, 60, 10],
      density: 0.2,
      batch: 32,
      examples: count + 200,
      data,
      optimiser: { rate: 0.01 },
    });
    const { network, optimiser, set } = bench;
    const rightOf = (): number => {
      let right = 0;
      for (let first = count; first < count + 200; first += 32) {
        const size = Math.min(32, count + 200 - first);
        const names = network.classify(set, null, first, size);
        for (let k = 0; k < size; k++) if (names[k] === set.labels.view[first + k]) right++;
      }
      return right / 200;
    };
    expect(rightOf()).toBeLessThan(0.3);
    for (let epoch = 0; epoch < 10; epoch++) {
      for (let first = 0; first + 32 <= count; first += 32) {
        network.train(set, everyone(count), first, 32);
        optimiser.step(0.01);
      }
    }
    expect(rightOf()).toBeGreaterThan(0.7);
    expect(network.activity()[0]).toBeGreaterThan(0);
  });
});
