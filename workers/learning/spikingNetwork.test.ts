import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { surrogateCode } from "./_surrogate";
import { type SpikingParams, spikingSchema } from "./spikingNetworkParams";
import { referenceSpikes, SmallBench, slope, worstDifference, worstError } from "./testing";

const KINDS = ["fastSigmoid", "gaussian", "triangle", "superGaussian"] as const;
const paramsOf = (changes: Partial<SpikingParams> = {}): SpikingParams => spikingSchema.parse(changes);
const everyone = (count: number) => Array.from({ length: count }, (_, k) => k);

/** One neuron under a steady current in every lane. */
function neuron(current: number, { tau = 16, threshold = 1, steps = 40 } = {}) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const block = (n: number) => arena.alloc("scratch", "f32", n);
  const [input, alive, v, z] = [block(4), block(1), block(4 * steps), block(4 * steps)];
  arena.commit();
  input.view.fill(current);
  alive.view.fill(1);
  kernel.lifForward(1, steps, 4, input.ptr, true, alive.ptr, v.ptr, z.ptr, 1 / tau, threshold, 0);
  return Array.from({ length: steps }, (_, t) => ({ v: v.view[4 * t] as number, z: z.view[4 * t] as number }));
}

describe("neurons", () => {
  it.each([
    [16, 1, 2, 11],
    [16, 1.5, 2, 22],
    [20, 1, 2, 14],
    [4, 1, 2, 3],
  ])("tau %d, threshold %d, current %d: a spike every %d steps", (tau, threshold, current, period) => {
    const run = neuron(current, { tau, threshold, steps: 3 * period });
    const times = run.flatMap(({ z }, t) => (z === 1 ? [t + 1] : []));
    expect(times).toEqual([period, 2 * period, 3 * period]);
    expect(Math.ceil(Math.log(1 - threshold / current) / Math.log(1 - 1 / tau))).toBe(period);
  });

  it("are silent at their threshold and below, and end where the current is", () => {
    const run = neuron(0.99, { tau: 4, steps: 100 });
    expect(run.every(({ z }) => z === 0)).toBe(true);
    expect(run.at(-1)?.v).toBeCloseTo(0.99, 6);
    expect(neuron(1, { tau: 4, steps: 200 }).every(({ z }) => z === 0)).toBe(true);
    const exact = neuron(1, { tau: 2, threshold: 0.5, steps: 3 });
    expect(exact.map(({ v, z }) => [v, z])).toEqual([
      [0.5, 0],
      [0.75, 1],
      [0.5, 0],
    ]);
  });

  it("are read by an integrator that follows 1 - (7/8)^t", () => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const [current, out] = [arena.alloc("scratch", "f32", 32), arena.alloc("scratch", "f32", 4)];
    arena.commit();
    current.view.fill(1);
    kernel.readoutForward(1, 8, 4, current.ptr, out.ptr, 1 / 8);
    expect(out.view[0]).toBeCloseTo(0.6564, 4);
  });
});

it.each(KINDS)("the surrogate %s has its formula", (surrogate) => {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const block = arena.alloc("scratch", "f32", 4);
  arena.commit();
  const params = paramsOf({ surrogate });
  const [kind, size] = surrogateCode(params);
  for (const x of [-1.5, -0.3, -0.01, 0, 0.02, 0.4, 0.9, 7]) {
    block.view.fill(x);
    kernel.surrogateLanes(kind, size, block.ptr);
    expect(block.view[3]).toBeCloseTo(slope(x, params), 6);
  }
});

describe("gradients through time", () => {
  const small = { sizes: [4, 4, 3, 3], examples: 2, batch: 4, density: 0.7 };

  it.each([true, false])("are those of finite differences when spikes are smooth (attached: %s)", (attached) => {
    for (const surrogate of KINDS.slice(0, 3)) {
      const params = paramsOf({ steps: 10, surrogate, attached, beta: 3, sigma: 0.5, gain: 4 });
      const bench = new SmallBench({ ...small, spiking: params });
      const [layers, examples] = [bench.matrices(), bench.examples(2)];
      const { gradient, spikes } = referenceSpikes(layers, examples, params, { smooth: true });
      const options = attached ? { smooth: true } : { smooth: true, gates: spikes };
      const loss = (at: typeof layers): number => referenceSpikes(at, examples, params, options).loss;
      expect(worstDifference(layers, gradient, loss)).toBeLessThan(1e-5);
    }
  });

  it("agree with double precision for any neuron, surrogate and layout", () => {
    const world = fc.record({
      sizes: fc.constantFrom([7, 6, 3], [20, 9, 8, 4], [3, 12, 7, 5, 2]),
      density: fc.constantFrom(0.3, 0.7, 1),
      seed: fc.integer({ min: 0, max: 1000 }),
      examples: fc.integer({ min: 1, max: 4 }),
      spiking: fc.record({
        steps: fc.integer({ min: 4, max: 20 }),
        surrogate: fc.constantFrom(...KINDS),
        attached: fc.boolean(),
        tau: fc.constantFrom(1.05, 2, 4, 16),
        threshold: fc.constantFrom(0.5, 1, 2),
        gain: fc.constantFrom(2, 4, 8),
      }),
    });
    let spikes = 0;
    fc.assert(
      fc.property(world, ({ examples, ...world }) => {
        const bench = new SmallBench({ ...world, examples, batch: 8 });
        const params = paramsOf(world.spiking);
        const expected = referenceSpikes(bench.matrices(), bench.examples(examples), params);
        fc.pre(expected.margin > 1e-5);
        const loss = bench.network.train(bench.set, everyone(examples), 0, examples);
        expect(loss).toBeCloseTo(expected.loss, 5);
        expect(worstError(bench.network, expected.gradient)).toBeLessThan(1e-4);
        const pairs = bench.network.denseGradients();
        for (const [l, { w }] of expected.gradient.entries()) {
          const size = Math.max(...w.map(Math.abs));
          for (const [at, value] of w.entries()) {
            expect(Math.abs((pairs[l]?.view[at] as number) - value)).toBeLessThanOrEqual(1e-4 * Math.max(size, 1e-12));
          }
        }
        const counted = expected.spikes.map((layers) => layers[0]?.flat().reduce((a, b) => a + b, 0) as number);
        const units = (world.sizes[1] as number) * params.steps;
        const mean = counted.reduce((a, b) => a + b, 0) / (units * examples);
        expect(bench.network.activity()[0]).toBeCloseTo(mean, 12);
        spikes += mean;
      }),
      { numRuns: 25, seed: 4 },
    );
    expect(spikes).toBeGreaterThan(1);
  });
});

describe("a spiking network", () => {
  it("goes on from a copy of its state with the same bits", () => {
    const bench = new SmallBench({ sizes: [20, 10, 8, 4], examples: 30, spiking: { steps: 10 } });
    const walk = () =>
      Array.from({ length: 12 }, (_, step) => {
        if (step % 4 === 3) bench.move(step, step);
        return bench.step();
      });
    walk();
    const saved = bench.arena.snapshot();
    const first = walk();
    const end = bench.arena.snapshot();
    bench.arena.restore(saved);
    bench.network.restore();
    expect(walk()).toEqual(first);
    expect(bench.arena.snapshot()).toEqual(end);
  });

  it("does not hear a neuron that was killed", () => {
    const bench = new SmallBench({ sizes: [8, 6, 3], density: 1, spiking: { steps: 10 } });
    const { network } = bench;
    const [below, above] = network.layers;
    if (below === undefined || above === undefined) throw new Error("no layers");
    below.bias.view[2] = 9;
    below.alive.view[2] = 0;
    const loss = network.train(bench.set, everyone(8), 0, 8);
    expect(below.biasGradient.view[2]).toBe(0);
    for (let j = 0; j < 3; j++) above.slots.weight.view[above.slots.slotOf(2, j)] = 7;
    expect(network.train(bench.set, everyone(8), 0, 8)).toBe(loss);
  });

  it("lowers its loss", () => {
    const bench = new SmallBench({
      sizes: [20, 30, 20, 4],
      density: 0.5,
      examples: 16,
      spiking: {},
      optimiser: { rate: 0.01, decay: 0 },
    });
    const [before] = Array.from({ length: 200 }, () => bench.step());
    expect(before).toBeGreaterThan(1);
    expect(bench.step()).toBeLessThan(0.3);
  });
});
