import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConnectionSlots } from "../math/slots";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { type Elements, GROWTH_MS, HomeostaticGrowth, homeostatic, steadyCalcium } from "./homeostatic";
import type { HomeostaticParams } from "./homeostaticParams";

const defaults = (changes: Partial<HomeostaticParams> = {}): HomeostaticParams => ({
  ...homeostatic.schema.parse({}),
  ...changes,
});

function growing(excitatory: number, inhibitory: number, changes: Partial<HomeostaticParams> = {}, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const n = excitatory + inhibitory;
  const slots = new ConnectionSlots(arena, { sources: n, targets: n, capacity: n * (n - 1), square: true });
  const until = arena.alloc("state", "i32", n);
  const places = arena.alloc("fixed", "f32", 3 * n);
  const list = arena.alloc("scratch", "u32", n);
  const growth = new HomeostaticGrowth(arena, { excitatory, inhibitory, slots, until, places });
  arena.commit();
  growth.init(seed);
  const params = defaults(changes);
  growth.update(params, 1, [2, -3]);
  const step = (now: number, spikes: readonly number[] = []) => {
    list.view.set(spikes);
    growth.step(now, list.ptr, spikes.length, false);
  };
  return { kernel, arena, n, slots, until, places, growth, params, step };
}

type Growing = ReturnType<typeof growing>;

/** Σ connected axonal = Σ connected dendritic = synapses, neuron by neuron; nothing twice, nobody to himself. */
function expectBooksBalanced({ slots, growth, n }: Growing, excitatory: number): void {
  const [out, inE, inI] = [new Uint32Array(n), new Uint32Array(n), new Uint32Array(n)];
  const add = (counts: Uint32Array, i: number) => {
    counts[i] = (counts[i] as number) + 1;
  };
  const pairs = new Set<string>();
  for (let slot = 0; slot < slots.capacity; slot++) {
    if (!slots.isLive(slot)) continue;
    const [pre, post] = [slots.pre.view[slot] as number, slots.post.view[slot] as number];
    expect(pre).not.toBe(post);
    pairs.add(`${pre} ${post}`);
    add(out, pre);
    add(pre < excitatory ? inE : inI, post);
  }
  expect(pairs.size).toBe(slots.count);
  expect(growth.axonal.connected).toEqual(out);
  expect(growth.excitatory.connected).toEqual(inE);
  expect(growth.inhibitory.connected).toEqual(inI);
  const sum = (...kinds: Elements[]) => kinds.reduce((all, k) => all + k.connected.reduce((a, b) => a + b, 0), 0);
  expect(sum(growth.axonal)).toBe(slots.count);
  expect(sum(growth.excitatory, growth.inhibitory)).toBe(slots.count);
}

describe("calcium", () => {
  it("settles at β r τ", () => {
    const { growth, params, step } = growing(4, 1, { tau: 2 });
    let mean = 0;
    // 5 Hz for eight time constants; the mean of the last second.
    for (let now = 1; now <= 16_000; now++) {
      step(now, now % 200 === 0 ? [2] : []);
      if (now > 15_000) mean += (growth.calcium.view[2] as number) / 1000;
    }
    expect(mean / steadyCalcium(5, params)).toBeCloseTo(1, 2);
    expect(growth.calcium.view[1]).toBe(0);
    expect(steadyCalcium(5, defaults())).toBeCloseTo(0.05, 12);
  });
});

describe("the growth curve", () => {
  it.each([
    [0, -0.416735],
    [0.1, 0],
    [0.2, 0.469734],
    [0.4, 1],
    [0.7, 0],
    [1, -0.875],
  ])("at Ca %d is %d, with zeros at .1 and .7", (ca, growth) => {
    expect(createKernel().growthCurve(ca, 0.1, 0.7, false)).toBeCloseTo(growth, 6);
  });

  it("is a line in its linear form", () => {
    const { growthCurve } = createKernel();
    expect(growthCurve(0, 0.1, 0.2, true)).toBe(1);
    expect(growthCurve(0.3, 0.1, 0.2, true)).toBeCloseTo(-0.5, 12);
  });

  it("is what elements grow by, each kind at its rate, none below zero and none on the dead", () => {
    const changes = { rate: 2, epsilonE: 0.05, epsilonI: 0.2, inhibitoryRatio: 4, tau: 100, etaAxon: 0.01 };
    const { kernel, growth, until, step } = growing(3, 1, changes);
    growth.calcium.view.set([0.025, 0.1, 0.025, 0.1]);
    until.view[2] = 0x7fffffff;
    for (const { grown } of [growth.axonal, growth.excitatory, growth.inhibitory]) grown.view.fill(0.001);
    const calcium = Array.from(growth.calcium.view, (x) => x * Math.exp(-GROWTH_MS / 100_000));
    for (let now = 1; now <= GROWTH_MS; now++) step(now);
    const scale = 2e-3 * GROWTH_MS;
    const at = (i: number, eta: number, epsilon: number) =>
      0.001 + scale * kernel.growthCurve(calcium[i] as number, eta, epsilon, false);
    expect(growth.axonal.grown.view[0]).toBeCloseTo(at(0, 0.01, 0.05), 7);
    expect(growth.excitatory.grown.view[0]).toBeCloseTo(at(0, 0, 0.05), 7);
    expect(growth.inhibitory.grown.view[0]).toBeCloseTo(at(0, 0, 0.05), 7);
    expect(growth.axonal.grown.view[1]).toBe(0);
    expect(growth.excitatory.grown.view[2]).toBe(0.001);
    expect((growth.excitatory.grown.view[3] as number) - 0.001).toBeCloseTo(4 * (at(3, 0, 0.2) - 0.001), 7);
    expect(growth.axonal.grown.view[3]).toBeCloseTo(at(3, 0.01, 0.2), 7);
  });
});

describe("a linear neuron", () => {
  // Rate g per synapse, calcium at once where it would settle: n comes to ε / (β τ g).
  it.each([
    [0.5, 0.05],
    [1, 0.1],
  ])("with %d Hz a synapse ends at ε / (β τ g) synapses, within one (ε = %d)", (g, epsilonE) => {
    const sources = 60;
    const changes = { curve: "linear", epsilonE, rate: 0.5, tau: 10, beta: 0.001, interval: 100, vacant: 0 } as const;
    const { growth, slots, params, step } = growing(sources + 1, 0, changes);
    const { calcium, axonal, excitatory } = growth;
    let now = 0;
    for (let update = 0; update < 4000; update++) {
      // Sources offer axons and take nothing; the neuron offers no axon.
      axonal.grown.view.fill(5);
      axonal.grown.view[0] = 0;
      calcium.view.fill(2);
      excitatory.grown.view.fill(0, 1);
      calcium.view[0] = steadyCalcium(g * (excitatory.connected[0] as number), params);
      for (let k = 0; k < 100; k += GROWTH_MS) {
        now += GROWTH_MS;
        step(now);
      }
    }
    const wanted = epsilonE / (params.beta * params.tau * g);
    expect(Math.abs((excitatory.connected[0] as number) - wanted)).toBeLessThanOrEqual(1);
    expect(slots.count).toBe(excitatory.connected[0]);
  });
});

describe("an update of the wiring", () => {
  it("keeps Σ axonal = Σ dendritic = synapses through any growth, loss and death", () => {
    let [born, died] = [0, 0];
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom("uniform" as const, "gaussian" as const),
        fc.array(
          fc.record({
            grown: fc.array(fc.integer({ min: 0, max: 49 }), { minLength: 36, maxLength: 36 }),
            dead: fc.integer({ min: 0, max: 30 }),
            cut: fc.integer({ min: 0, max: 200 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        (excitatory, inhibitory, kernel, updates) => {
          const it = growing(excitatory, inhibitory, { kernel, width: 200 });
          const { growth, slots, n } = it;
          for (let i = 0; i < 3 * n; i++) it.places.view[i] = (i * 317) % 1000;
          for (const [k, { grown, dead, cut }] of updates.entries()) {
            const kinds = [growth.axonal, growth.excitatory, growth.inhibitory];
            for (const [kind, { grown: block }] of kinds.entries())
              for (let i = 0; i < n; i++) block.view[i] = (grown[12 * kind + i] as number) / 10;
            growth.rewire(k + 1);
            expectBooksBalanced(it, excitatory);
            for (const { grown: block, connected } of kinds)
              for (let i = 0; i < n; i++)
                expect(connected[i]).toBeLessThanOrEqual(Math.floor((block.view[i] as number) + 1e-9));
            born += growth.born;
            died += growth.died;
            if (cut < slots.capacity && slots.isLive(cut)) growth.disconnect(cut, k + 2);
            if (dead < n) growth.bury(dead, k + 2);
            expectBooksBalanced(it, excitatory);
          }
        },
      ),
      { numRuns: 150, seed: 7 },
    );
    expect(born).toBeGreaterThan(1000);
    expect(died).toBeGreaterThan(500);
  });

  it("deletes the excess of axons before it looks at dendrites, and the partner's element is vacant", () => {
    const { growth, slots } = growing(4, 0, { vacant: 0 });
    const { axonal, excitatory } = growth;
    axonal.grown.view.set([3, 0, 0, 0]);
    excitatory.grown.view.set([0, 1, 1, 1]);
    growth.rewire(1);
    expect(slots.count).toBe(3);
    // One axonal element is lost, and every target keeps its own: whoever was cut off is vacant, not shrunk.
    axonal.grown.view[0] = 2.9;
    growth.rewire(2);
    expect([growth.born, growth.died]).toEqual([0, 1]);
    expect(Array.from(excitatory.grown.view)).toEqual([0, 1, 1, 1]);
    expect(excitatory.connected.reduce((a, b) => a + b, 0)).toBe(2);
  });

  it("chooses what it deletes uniformly", () => {
    const hits = new Array<number>(6).fill(0);
    const runs = 1200;
    const it = growing(7, 0, { vacant: 0 });
    const { axonal, excitatory } = it.growth;
    for (let run = 0; run < runs; run++) {
      axonal.grown.view[0] = 6;
      excitatory.grown.view.fill(1, 1);
      it.growth.rewire(2 * run + 1);
      expect(it.slots.count).toBe(6);
      axonal.grown.view[0] = 5;
      it.growth.rewire(2 * run + 2);
      const cut = excitatory.connected.indexOf(0, 1);
      hits[cut - 1] = (hits[cut - 1] as number) + 1;
    }
    // Chi-square of five degrees of freedom at one in 10,000.
    const expected = runs / 6;
    expect(hits.reduce((sum, k) => sum + (k - expected) ** 2 / expected, 0)).toBeLessThan(25.7);
  });

  it("joins excitatory axons to dendrites for excitation and inhibitory ones to those for inhibition", () => {
    const { growth, slots } = growing(3, 2, { vacant: 0 });
    growth.axonal.grown.view.fill(1);
    growth.excitatory.grown.view.fill(0);
    growth.inhibitory.grown.view.set([1, 1, 0, 0, 0]);
    growth.rewire(1);
    expect(slots.count).toBe(2);
    for (let slot = 0; slot < slots.capacity; slot++) {
      if (!slots.isLive(slot)) continue;
      expect(slots.pre.view[slot]).toBeGreaterThanOrEqual(3);
      expect(slots.weight.view[slot]).toBe(-3);
      expect(slots.born.view[slot]).toBe(1);
    }
  });

  it("lets vacant whole elements decay after pairing, connected ones and fractions not", () => {
    const { growth } = growing(3, 0, { vacant: 10 });
    growth.axonal.grown.view.set([2.5, 0, 0.9]);
    growth.excitatory.grown.view.set([0, 1.5, 0]);
    growth.rewire(1);
    // Two whole axonal elements, one of them connected.
    expect(growth.axonal.grown.view[0]).toBeCloseTo(2.4, 12);
    expect(growth.axonal.grown.view[2]).toBe(0.9);
    expect(growth.excitatory.grown.view[1]).toBe(1.5);
  });

  it("finds partners nearby as a Gaussian of the distance", () => {
    const targets = 40;
    const width = 150;
    const it = growing(1 + targets, 0, { kernel: "gaussian", width, vacant: 0 });
    for (let i = 0; i < targets; i++) it.places.view[3 * (i + 1)] = 15 * i;
    const counts = new Array<number>(targets).fill(0);
    const runs = 3000;
    for (let run = 0; run < runs; run++) {
      it.growth.axonal.grown.view[0] = 1;
      it.growth.excitatory.grown.view.fill(1, 1);
      it.growth.rewire(run + 1);
      const found = it.growth.excitatory.connected.indexOf(1);
      counts[found - 1] = (counts[found - 1] as number) + 1;
      it.growth.axonal.grown.view[0] = 0;
      it.growth.excitatory.grown.view.fill(0);
      it.growth.rewire(run + 1);
    }
    const likelihood = counts.map((_, i) => Math.exp(-((15 * i) ** 2) / (2 * width ** 2)));
    const total = likelihood.reduce((a, b) => a + b, 0);
    let [chi, cells] = [0, 0];
    for (let i = 0; i < targets; i += 4) {
      const expected = (runs * likelihood.slice(i, i + 4).reduce((a, b) => a + b, 0)) / total;
      const count = counts.slice(i, i + 4).reduce((a, b) => a + b, 0);
      chi += (count - expected) ** 2 / expected;
      cells++;
    }
    // Chi-square of nine degrees of freedom at one in 10,000.
    expect(cells).toBe(10);
    expect(chi).toBeLessThan(33.7);
  });

  it("keeps its books after a restore", () => {
    const it = growing(10, 3);
    const kinds = [it.growth.axonal, it.growth.excitatory, it.growth.inhibitory];
    for (const { grown } of kinds) grown.view.fill(4);
    it.growth.rewire(1);
    const snapshot = it.arena.snapshot();
    const counts = kinds.map(({ connected }) => [...connected]);
    for (const { grown } of kinds) grown.view.fill(1);
    it.growth.rewire(2);
    expect(kinds.map(({ connected }) => [...connected])).not.toEqual(counts);
    it.arena.restore(snapshot);
    it.slots.restore();
    it.growth.restore();
    expect(kinds.map(({ connected }) => [...connected])).toEqual(counts);
    expectBooksBalanced(it, 10);
  });
});
