import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { TraceData, VectorData } from "../protocol";
import { SourcePopulation, SpikeRing } from "./population";
import { ActiveShare, RateRecorder } from "./statistics";
import { IntervalStatistics, intervalLayout } from "./statisticsIntervals";
import { SpectrumSource } from "./statisticsSpectrum";

/** A population whose spikes are written by hand. */
function stage(size: number) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const population = new SourcePopulation("neurons", size, []);
  const ring = new SpikeRing(arena, size, 1);
  population.ring = ring;
  arena.commit();
  const spike = (step: number, neurons: readonly number[]) => {
    new Uint32Array(kernel.memory.buffer, ring.list(step), neurons.length).set(neurons);
    ring.setCount(step, neurons.length);
  };
  return { kernel, population, spike };
}

/** Neurons that spike at each step, from `first` on. */
type Trains = readonly (readonly number[])[];

const SIZE = 12;
const trains = fc.array(fc.uniqueArray(fc.nat(SIZE - 1)), { minLength: 1, maxLength: 120 });
const groups = [
  { from: 0, to: 9 },
  { from: 9, to: SIZE },
];

function play(
  { spike }: ReturnType<typeof stage>,
  recorder: { record(step: number): void },
  steps: Trains,
  first = 1,
): void {
  for (const [i, neurons] of steps.entries()) {
    spike(first + i, neurons);
    recorder.record(first + i);
  }
}

/** Independent Poisson neurons, per step of `h` ms. */
function poisson(neurons: number, rate: number, steps: number, h: number, seed = 1): number[][] {
  const random = new WiringStream(createKernel(), seed, "poisson");
  return Array.from({ length: steps }, () => {
    const spiking: number[] = [];
    const p = (rate * h) / 1000;
    for (let i = random.gap(p); i < neurons; i += 1 + random.gap(p)) spiking.push(i);
    return spiking;
  });
}

const inRows = (neurons: readonly number[], { from, to }: { from: number; to: number }) =>
  neurons.filter((i) => i >= from && i < to).length;

describe("the rates of groups", () => {
  it("are the spikes of every whole bin, whatever the step it begins with", () => {
    fc.assert(
      fc.property(
        trains,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(0.1, 1),
        (steps, every, first, h) => {
          const s = stage(SIZE);
          const rates = new RateRecorder(s.kernel, s.population, { groups, every, h, history: 8 });
          play(s, rates, steps, first);
          const expected: number[] = [];
          const stamps: number[] = [];
          for (let end = every; end < first + steps.length; end += every) {
            if (end - every + 1 < first) continue;
            const bin = steps.slice(end - every + 1 - first, end + 1 - first).flat();
            stamps.push(end);
            for (const rows of groups) expected.push((inRows(bin, rows) / (rows.to - rows.from) / (every * h)) * 1000);
          }
          const { steps: at, values } = rates.take() as TraceData;
          expect([...at]).toEqual(stamps);
          expect(values).toEqual(Float32Array.from(expected));
          const kept =
            stamps.length === 0
              ? []
              : stamps.map((_, b) => (9 * (expected[2 * b] as number) + 3 * (expected[2 * b + 1] as number)) / 12);
          const recent = rates.recent();
          expect(recent.length).toBe(Math.min(8, stamps.length));
          for (const [i, rate] of kept.slice(-8).entries())
            expect(Math.abs((recent[i] as number) - rate)).toBeLessThan(1e-3 * (1 + rate));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("sum to the number of spikes", () => {
    const s = stage(SIZE);
    const rates = new RateRecorder(s.kernel, s.population, { groups, every: 5, h: 1, history: 4 });
    const steps = poisson(SIZE, 100, 500, 1);
    play(s, rates, steps);
    let sum = 0;
    for (const [i, rate] of (rates.take() as TraceData).values.entries())
      sum += (rate * 5 * (i % 2 === 0 ? 9 : 3)) / 1000;
    expect(sum).toBeCloseTo(steps.flat().length, 3);
  });

  it("leave neurons outside the groups out", () => {
    const s = stage(SIZE);
    const some = [{ from: 3, to: 5 }];
    const rates = new RateRecorder(s.kernel, s.population, { groups: some, every: 1, h: 1, history: 4 });
    play(s, rates, [[0, 3, 11], [4, 5], [2]]);
    expect([...(rates.take() as TraceData).values]).toEqual([500, 500, 0]);
  });

  it("have a mean over the last bins, and none before there is one", () => {
    const s = stage(SIZE);
    const rates = new RateRecorder(s.kernel, s.population, { groups, every: 2, h: 1, history: 100 });
    expect(rates.mean(0, 1000)).toBeNaN();
    play(s, rates, [[9], [10], [], [9, 10, 11], [], []]);
    expect(rates.mean(1, 1000)).toBeCloseTo((5 / 3 / 6) * 1000, 3);
    expect(rates.mean(1, 4)).toBeCloseTo((3 / 3 / 4) * 1000, 3);
    expect(rates.mean(0, 1000)).toBe(0);
  });

  it("begin anew where a step does not follow the one before; clearing forgets only what was not taken", () => {
    const s = stage(SIZE);
    const rates = new RateRecorder(s.kernel, s.population, { groups, every: 4, h: 1, history: 100 });
    play(s, rates, Array(8).fill([0]));
    rates.clear();
    expect((rates.take() as TraceData).steps.length).toBe(0);
    expect(rates.recent().length).toBe(2);
    const { restarts } = rates;
    play(s, rates, Array(7).fill([1]), 3);
    expect(rates.restarts).toBe(restarts + 1);
    expect([...(rates.take() as TraceData).steps]).toEqual([8]);
    expect(rates.recent().length).toBe(1);
    expect(rates.total).toBe(3);
  });

  it("forget what was measured in another regime, while the trace goes on", () => {
    const s = stage(SIZE);
    const rates = new RateRecorder(s.kernel, s.population, { groups, every: 4, h: 1, history: 100 });
    play(s, rates, Array(8).fill([0]));
    rates.forget();
    expect(rates.mean(0, 1000)).toBeNaN();
    play(s, rates, Array(4).fill([]), 9);
    expect(rates.mean(0, 1000)).toBe(0);
    expect([...rates.recent()]).toEqual([0]);
    expect([...(rates.take() as TraceData).steps]).toEqual([4, 8, 12]);
  });
});

describe("the spectrum of the rate", () => {
  const options = { segment: 256, refresh: 200, peak: [5, 400] } as const;

  it("finds the rhythm of a population and changes only now and then", () => {
    const s = stage(SIZE);
    const rates = new RateRecorder(s.kernel, s.population, { groups, every: 1, h: 1, history: 2048 });
    const spectrum = new SpectrumSource(s.kernel, rates, options);
    expect(spectrum.peak).toBeNaN();
    expect(spectrum.take().y.every(Number.isNaN)).toBe(true);
    const steps = Array.from({ length: 2000 }, (_, i) => (i % 20 < 4 ? [0, 1, 2, 9] : []));
    const revisions = new Set<number>();
    const watched = {
      record(step: number) {
        rates.record(step);
        revisions.add(spectrum.revision);
      },
    };
    play(s, watched, steps);
    expect(spectrum.peak).toBeCloseTo(50, 0);
    expect(revisions.size).toBeLessThanOrEqual(2000 / 200 + 1);
    expect(revisions.size).toBeGreaterThanOrEqual(2000 / 200);
    const { x, y } = spectrum.take();
    expect(x.length).toBe(y.length);
    expect(x[0]).toBeCloseTo(1000 / 256, 5);
    expect(x.at(-1)).toBeCloseTo(500, 5);
    expect(Math.abs((x[y.indexOf(Math.max(...y))] as number) - 50)).toBeLessThan(1000 / 256);
  });

  it("is flat at rate over number for Poisson neurons", () => {
    const s = stage(200);
    const rows = [{ from: 0, to: 200 }];
    const rates = new RateRecorder(s.kernel, s.population, { groups: rows, every: 1, h: 1, history: 16_384 });
    const spectrum = new SpectrumSource(s.kernel, rates, options);
    play(s, rates, poisson(200, 10, 16_384, 1));
    const { y } = spectrum.take();
    const level = (10 / 200) * (1 - 0.01);
    expect(Math.abs(y.subarray(1).reduce((a, b) => a + b) / (y.length - 1) / level - 1)).toBeLessThan(0.05);
  });

  it("forgets what was before a jump", () => {
    const s = stage(SIZE);
    const rates = new RateRecorder(s.kernel, s.population, { groups, every: 1, h: 1, history: 2048 });
    const spectrum = new SpectrumSource(s.kernel, rates, options);
    play(s, rates, poisson(SIZE, 50, 1000, 1));
    expect(spectrum.peak).not.toBeNaN();
    const { revision } = spectrum;
    play(s, rates, [[]], 10);
    expect(spectrum.revision).toBeGreaterThan(revision);
    expect(spectrum.peak).toBeNaN();
  });
});

describe("the active share", () => {
  it("counts every neuron once per window", () => {
    fc.assert(
      fc.property(trains, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 20 }), (steps, every, first) => {
        const s = stage(SIZE);
        const active = new ActiveShare(s.kernel, s.population, { every, h: 1 });
        play(s, active, steps, first);
        const expected: number[] = [];
        for (let end = every; end < first + steps.length; end += every) {
          if (end - every + 1 < first) continue;
          expected.push((new Set(steps.slice(end - every + 1 - first, end + 1 - first).flat()).size / SIZE) * 100);
        }
        expect((active.take() as TraceData).values).toEqual(Float32Array.from(expected));
        expect(active.latest).toBe(expected.at(-1) ?? Number.NaN);
        expect(active.max).toBe(expected.length > 0 ? Math.max(...expected) : Number.NaN);
      }),
      { numRuns: 200 },
    );
  });

  it("begins anew after a jump, and may come to the same steps again", () => {
    const s = stage(SIZE);
    const active = new ActiveShare(s.kernel, s.population, { every: 4, h: 1 });
    play(s, active, [[0, 1], [1], [2], [3], [4], [5]]);
    active.clear();
    expect(active.latest).toBeCloseTo((4 / SIZE) * 100, 10);
    play(s, active, [[4], [4], [], []], 1);
    expect(active.latest).toBeCloseTo((1 / SIZE) * 100, 10);
    expect(active.max).toBe(active.latest);
    expect([...(active.take() as TraceData).steps]).toEqual([4]);
  });

  it.each([1, 0.5])("has a Fano factor of 1 for Poisson neurons and 0 for a clock (%d ms)", (h) => {
    const s = stage(1000);
    const active = new ActiveShare(s.kernel, s.population, { every: 50, h });
    play(s, active, poisson(1000, 5, 3000, h));
    expect(Math.abs(active.fano - 1)).toBeLessThan(0.15);
    play(s, active, Array(3000).fill([1, 2, 3]), 10_000);
    expect(active.fano).toBe(0);
    play(s, active, Array(3000).fill([]), 20_000);
    expect(active.fano).toBeNaN();
  });

  it("takes the variance of the number of spikes per ms", () => {
    const s = stage(SIZE);
    const active = new ActiveShare(s.kernel, s.population, { every: 50, h: 0.5 });
    // Bins of two steps; the first is not whole.
    play(s, active, [[0, 1, 2], [0], [], [1, 2, 3], [4], [5], []], 2);
    const counts = [1, 4, 1];
    const mean = 2;
    expect(active.fano).toBeCloseTo(counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 2 / mean, 10);
  });
});

describe("intervals between spikes", () => {
  const values = (source: { take(): unknown }) => (source.take() as VectorData).values;

  it("are those of a naive count, group by group, as are the coefficients of variation", () => {
    fc.assert(
      fc.property(trains, (steps) => {
        const s = stage(SIZE);
        const statistics = new IntervalStatistics(s.kernel, s.population, { groups, sampled: SIZE, h: 0.1 });
        play(s, statistics, steps);
        const own = Array.from({ length: SIZE }, (_, neuron) => {
          const at = steps.flatMap((neurons, i) => (neurons.includes(neuron) ? [i] : []));
          return at.slice(1).map((t, i) => (t - (at[i] as number)) * 0.1);
        });
        const layout = intervalLayout({ groups, sampled: SIZE });
        const isi = values(statistics.isi);
        for (const [g, { from, to }] of groups.entries()) {
          const { offset, size } = layout.isi[g] as { offset: number; size: number };
          const found = isi
            .subarray(offset, offset + size)
            .filter((t) => !Number.isNaN(t))
            .sort();
          expect(found).toEqual(Float32Array.from(own.slice(from, to).flat()).sort());
        }
        const cv = values(statistics.cv);
        const expected = own.map((all) => {
          const last = all.slice(-64);
          if (last.length < 3) return Number.NaN;
          const mean = last.reduce((a, b) => a + b, 0) / last.length;
          return Math.sqrt(last.reduce((a, b) => a + (b - mean) ** 2, 0) / (last.length - 1)) / mean;
        });
        for (const [i, value] of expected.entries()) {
          if (Number.isNaN(value)) expect(cv[i]).toBeNaN();
          else expect(Math.abs((cv[i] as number) - value)).toBeLessThan(1e-4);
        }
        const known = expected.filter((value) => !Number.isNaN(value));
        if (known.length === 0) expect(statistics.meanCv).toBeNaN();
        else expect(statistics.meanCv).toBeCloseTo(known.reduce((a, b) => a + b) / known.length, 4);
      }),
      { numRuns: 200 },
    );
  });

  it("are forgotten with the regime that they belong to", () => {
    const s = stage(SIZE);
    const statistics = new IntervalStatistics(s.kernel, s.population, { groups, sampled: SIZE, h: 1 });
    play(s, statistics, Array(8).fill([0]));
    expect(statistics.meanCv).toBe(0);
    statistics.forget();
    play(s, statistics, [[], [], [0], [], [0]], 9);
    expect([...values(statistics.isi)].filter((t) => !Number.isNaN(t))).toEqual([2]);
    expect(statistics.meanCv).toBeNaN();
  });

  it("have a coefficient of variation of 1 for Poisson neurons and 0 for clocks", () => {
    const s = stage(100);
    const rows = [{ from: 0, to: 100 }];
    const statistics = new IntervalStatistics(s.kernel, s.population, { groups: rows, sampled: 100, h: 0.1 });
    play(s, statistics, poisson(100, 50, 40_000, 0.1));
    expect(Math.abs(statistics.meanCv - 1)).toBeLessThan(0.05);
    const clocks = Array.from({ length: 2000 }, (_, i) =>
      Array.from({ length: 100 }, (__, n) => n).filter((n) => (i + n) % 50 === 0),
    );
    play(s, statistics, clocks, 100_000);
    expect(statistics.meanCv).toBe(0);
    expect([...new Set(values(statistics.isi))].filter((t) => !Number.isNaN(t))).toEqual([5]);
  });

  it("come from neurons evenly spaced in every group, which share the vectors in proportion", () => {
    const s = stage(1000);
    const rows = [
      { from: 0, to: 800 },
      { from: 800, to: 1000 },
    ];
    const options = { groups: rows, sampled: 10 };
    const { isi, cv } = intervalLayout(options);
    expect(cv).toEqual([
      { offset: 0, size: 8 },
      { offset: 8, size: 2 },
    ]);
    expect(isi).toEqual([
      { offset: 0, size: 3277 },
      { offset: 3277, size: 819 },
    ]);
    const statistics = new IntervalStatistics(s.kernel, s.population, { ...options, h: 1 });
    const everybody = Array.from({ length: 1000 }, (_, i) => i);
    const first = (i: number) => everybody.filter((n) => n >= 100 * i && n < 100 * (i + 1));
    // One neuron of each hundred is followed: each hundred has an interval of its own.
    for (let step = 1; step <= 40; step++) {
      s.spike(step, step === 1 ? everybody : step >= 20 && step < 30 ? first(step - 20) : []);
      statistics.record(step);
    }
    const found = values(statistics.isi);
    expect([...found.subarray(0, 9)]).toEqual([19, 20, 21, 22, 23, 24, 25, 26, Number.NaN]);
    expect([...found.subarray(3277, 3280)]).toEqual([27, 28, Number.NaN]);
  });

  it("keep the latest only", () => {
    const s = stage(1);
    const rows = [{ from: 0, to: 1 }];
    const statistics = new IntervalStatistics(s.kernel, s.population, { groups: rows, sampled: 5, h: 1 });
    const steps = Array.from({ length: 2 * 5000 + 3 * 70 }, (_, i) =>
      (i < 10_000 ? i % 2 === 0 : i % 3 === 0) ? [0] : [],
    );
    play(s, statistics, steps);
    expect(statistics.meanCv).toBe(0);
    const isi = values(statistics.isi);
    expect(isi.length).toBe(4096);
    expect(isi.every((t) => t >= 2 && t <= 4)).toBe(true);
    expect(isi.filter((t) => t === 3).length).toBeGreaterThanOrEqual(69);
  });

  it("begin anew after a jump, and are not sent again where nothing happened", () => {
    const s = stage(SIZE);
    const statistics = new IntervalStatistics(s.kernel, s.population, { groups, sampled: SIZE, h: 1 });
    play(s, statistics, Array(10).fill([0, 10]));
    expect(statistics.meanCv).toBe(0);
    statistics.isi.clear();
    const { revision } = statistics.isi;
    play(s, statistics, [[], []], 11);
    expect(statistics.isi.revision).toBe(revision);
    expect(statistics.meanCv).toBe(0);
    play(s, statistics, [[0]], 5);
    expect(statistics.cv.revision).not.toBe(revision);
    expect(values(statistics.isi).every(Number.isNaN)).toBe(true);
    expect(statistics.meanCv).toBeNaN();
  });
});
