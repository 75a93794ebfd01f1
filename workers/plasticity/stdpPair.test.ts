import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TRAINS } from "../fixtures/stdp";
import { RandomStream } from "../math/random";
import { fresh } from "../network/testing";
import { fixedPoint, poissonDrift, type StdpPairParams, StdpPairRule, stdpPair, windowAt } from "./stdpPair";
import { pairing } from "./testing";

const UNBOUNDED = { low: -Infinity, high: Infinity };

const params = (changes: Partial<StdpPairParams> = {}): StdpPairParams => ({
  ...stdpPair.schema.parse({}),
  ...changes,
});

/** Weight change by the kernel for trains in ms on a grid of h. */
function change(
  pre: readonly number[],
  post: readonly number[],
  p = params(),
  options: { h?: number; precision?: "f32" | "f64"; initial?: number } = {},
): number {
  const { h = 1, precision = "f64", initial = 0.5 } = options;
  const steps = (times: readonly number[]) => times.map((t) => Math.round(t / h));
  const after = pairing(steps(pre), steps(post), {
    h,
    precision,
    initial,
    constants: p,
    rule: (arena) => {
      const rule = new StdpPairRule(arena);
      return (traces, weights) => {
        rule.update(p, UNBOUNDED);
        return rule.bind(traces, weights);
      };
    },
  });
  return after - initial;
}

/** The definition: the window summed over every pair, coincident ones contributing nothing. */
function allPairs(pre: readonly number[], post: readonly number[], p: StdpPairParams): number {
  let sum = 0;
  for (const i of pre) for (const j of post) sum += windowAt(p, j - i, 0.5);
  return sum;
}

describe("pair STDP", () => {
  it("changes a weight by the window at ±10 ms", () => {
    expect(change([20], [30])).toBeCloseTo(0.0060653066, 10);
    expect(change([30], [20])).toBeCloseTo(-0.0072783679, 10);
  });

  it("reproduces the reference trains, all to all and nearest neighbour, at several steps", () => {
    for (const h of [1, 0.5, 0.1]) {
      expect(change(TRAINS.pre, TRAINS.post, params(), { h })).toBeCloseTo(TRAINS.allToAll, 10);
      expect(change(TRAINS.pre, TRAINS.post, params({ pairing: "nearest" }), { h })).toBeCloseTo(TRAINS.nearest, 10);
    }
  });

  it("equals the sum over all pairs for any trains, coincidences included", () => {
    const times = fc
      .uniqueArray(fc.integer({ min: 2, max: 400 }), { maxLength: 25 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, times, fc.uniqueArray(fc.integer({ min: 2, max: 400 }), { maxLength: 5 }), (a, b, both) => {
        const merge = (list: number[]) => [...new Set([...list, ...both])].sort((x, y) => x - y);
        const [pre, post] = [merge(a), merge(b)];
        if (pre.length === 0 && post.length === 0) return;
        expect(Math.abs(change(pre, post) - allPairs(pre, post, params()))).toBeLessThan(1e-12);
      }),
      { numRuns: 100 },
    );
  });

  it("lets coincident spikes pair with others but not with each other", () => {
    expect(change([50], [50])).toBe(0);
    expect(change([20, 50], [50])).toBeCloseTo(windowAt(params(), 30, 0.5), 14);
  });

  it("agrees between single and double precision", () => {
    for (const dependence of ["additive", "van-rossum", "guetig", "power-law"] as const) {
      for (const pairingScheme of ["all-to-all", "nearest"] as const) {
        const p = params({ dependence, pairing: pairingScheme });
        const [single, double] = (["f32", "f64"] as const).map((precision) =>
          change(TRAINS.pre, TRAINS.post, p, { precision }),
        ) as [number, number];
        expect(Math.abs(single - double)).toBeLessThan(1e-6);
        expect(double).not.toBe(0);
      }
    }
  });

  it("potentiates and depresses by the formula of each weight dependence", () => {
    for (const dependence of ["additive", "van-rossum", "guetig", "power-law"] as const) {
      const p = params({ dependence });
      for (const w of [0.02, 0.3, 0.9]) {
        expect(change([20], [30], p, { initial: w })).toBeCloseTo(windowAt(p, 10, w), 14);
        expect(change([30], [20], p, { initial: w })).toBeCloseTo(windowAt(p, -10, w), 14);
      }
    }
  });
});

/** Mean weight at the end of two independent Poisson trains, through the kernel's own rule step by step. */
function poissonWeight(
  p: StdpPairParams,
  rates: readonly [number, number],
  seconds: number,
  initial: number,
  seed: number,
  bounds = UNBOUNDED,
) {
  const { arena, kernel } = fresh();
  const random = [new RandomStream(kernel, arena, "pre"), new RandomStream(kernel, arena, "post")] as const;
  const size = 200;
  const rule = new StdpPairRule(arena);
  const x = arena.alloc("state", "f64", size);
  const y = arena.alloc("state", "f64", size);
  const w = arena.alloc("state", "f64", size);
  const list = arena.alloc("scratch", "u32", size);
  const gaps = arena.alloc("state", "f64", 2);
  const rows = arena.alloc("fixed", "u32", size + 1);
  const offsets = arena.alloc("fixed", "u32", size);
  const numbers = arena.alloc("fixed", "u32", size);
  const coefficients = arena.alloc("scratch", "u32", 4);
  const ring = arena.alloc("scratch", "u32", 16);
  arena.commit();
  coefficients.view[3] = ring.ptr;
  for (const stream of random) stream.seed(seed);
  for (let i = 0; i < size; i++) {
    rows.view[i + 1] = i + 1;
    offsets.view[i] = i * 8;
    numbers.view[i] = i;
  }
  w.view.fill(initial);
  rule.update(p, bounds);
  // One-to-one synapses: row, column, edge and trace numbers are all the neuron's own.
  const traces = {
    table: { delays: [1], rows, targetOffsets: offsets, columns: rows, columnEdges: numbers, columnTraces: numbers },
    precision: "f64",
    x,
    y,
    watch: coefficients.ptr,
  };
  const bound = rule.bind(traces as never, w);
  const logFail = rates.map((rate) => kernel.log1p(-rate * 1e-3)) as [number, number];
  gaps.view[0] = kernel.geometricGap(random[0].ptr, logFail[0]);
  gaps.view[1] = kernel.geometricGap(random[1].ptr, logFail[1]);
  const post = new Uint32Array(size);
  let time = 0;
  let count = 0;
  for (let step = 0; step < seconds * 1000; step++) {
    kernel.decayTraces64(size, x.ptr, kernel.exp(-1 / p.tauPlus));
    kernel.decayTraces64(size, y.ptr, kernel.exp(-1 / p.tauMinus));
    const nPost = kernel.bernoulliSources(size, logFail[1], gaps.ptr + 8, random[1].ptr, list.ptr, 0, 0);
    post.set(list.view.subarray(0, nPost));
    const nPre = kernel.bernoulliSources(size, logFail[0], gaps.ptr, random[0].ptr, list.ptr, 0, 0);
    bound.arrivals(list.ptr, nPre, 0);
    const pre = list.view.slice(0, nPre);
    list.view.set(post.subarray(0, nPost));
    bound.post(list.ptr, nPost);
    for (const i of pre) x.view[i] = (x.view[i] as number) + 1;
    for (let s = 0; s < nPost; s++) y.view[post[s] as number] = (y.view[post[s] as number] as number) + 1;
    if (step > seconds * 500 && step % 100 === 0) {
      time += w.view.reduce((a, b) => a + b, 0) / size;
      count++;
    }
  }
  return { mean: time / count, end: w.view.reduce((a, b) => a + b, 0) / size };
}

describe("drift between independent Poisson trains", () => {
  it("is -4 per 1000 s at 10 Hz on 10 Hz in theory", () => {
    expect(poissonDrift(params(), 0.5, 10, 10) * 1000).toBeCloseTo(-4, 12);
  });

  it("is what the kernel does, on average over 200 synapses at 40 on 20 Hz", () => {
    const seconds = 200;
    const { end } = poissonWeight(params(), [40, 20], seconds, 0, 11);
    // Two hundred synapses of 200 s carry a standard error near 1 % of the drift; the grid of 1 ms shifts it by as little.
    expect(Math.abs(end / (poissonDrift(params(), 0, 40, 20) * seconds) - 1)).toBeLessThan(0.05);
  });
});

describe("fixed points of the weight dependences", () => {
  const guetig = (mu: number) => params({ dependence: "guetig", mu, aPlus: 0.01, aMinus: 0.0105 });
  it("lie where theory puts them", () => {
    const power = params({ dependence: "power-law", mu: 0.4, aPlus: 0.1, aMinus: 0.01, w0: 0.01 });
    expect((fixedPoint(power) as number) / power.w0).toBeCloseTo(46.4159, 4);
    const benchmark = { ...power, aPlus: 0.01, aMinus: 0.000513, tauPlus: 15, tauMinus: 30 };
    expect((fixedPoint(benchmark) as number) / benchmark.w0).toBeCloseTo(44.4721, 4);
    expect(fixedPoint(guetig(0.5))).toBeCloseTo(0.475624, 6);
    expect(fixedPoint(guetig(0.1))).toBeCloseTo(0.380388, 6);
    expect(fixedPoint(guetig(0.02))).toBeCloseTo(0.0802, 4);
    expect(fixedPoint(params())).toBeNull();
  });

  it("attract the weights of the simulated rule", () => {
    const bounds = { low: 0, high: 1 };
    expect(Math.abs(poissonWeight(guetig(0.5), [20, 20], 200, 0.2, 5, bounds).mean - 0.4764)).toBeLessThan(0.02);
    expect(Math.abs(poissonWeight(guetig(0.1), [20, 20], 400, 0.3, 6, bounds).mean - 0.388)).toBeLessThan(0.04);
    const power = params({ dependence: "power-law", mu: 0.4, aPlus: 0.02, aMinus: 0.002, w0: 0.01 });
    expect(
      Math.abs(poissonWeight(power, [20, 20], 300, 0.4, 7, { low: 0, high: Infinity }).mean / 0.01 - 46.6),
    ).toBeLessThan(1.5);
  });
});
