import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignalSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import type { ViewFeed } from "../_view";
import { createHistory, TRACE_CAPACITY } from "../history";
import { differenceFeed, overlayFeed } from "./feeds";
import { Pair, TEXTS, type Turn } from "./testing";
import { traceDifference, traceOverlay } from "./traces";

const signal = (name: string, more: Partial<SignalSpec> = {}): SignalSpec => ({
  name,
  label: name,
  symbol: name,
  unit: "mV",
  axis: "potential",
  ...more,
});

const specOf = (every: number, ...names: string[]): TraceSpec => ({
  kind: "trace",
  label: "Potential",
  doc: "",
  every,
  signals: names.map((name) => signal(name)),
});

const samples = (steps: readonly number[], ...columns: readonly (readonly number[])[]): TraceData => ({
  kind: "trace",
  steps: Uint32Array.from(steps),
  values: Float32Array.from(steps.flatMap((_, i) => columns.map((column) => column[i] as number))),
});

const readOf = (feed: ViewFeed): TraceData => feed.history("v", "trace")?.read() ?? samples([]);

/** Value of a signal by step, the last of a step. */
const bySteps = ({ steps, values }: TraceData, width: number, s = 0): Map<number, number> =>
  new Map([...steps].map((step, i) => [step, values[i * width + s] as number]));

/** A value that is known by its run, step and signal; NaN at some steps. */
const sampleAt = (seed: number, step: number, s: number): number =>
  (step * 7 + seed) % 13 === 0 ? Number.NaN : Math.fround(((step * 31 + seed * 17 + s * 5) % 101) / 8);

const emitted = (seed: number, every: number, width: number, from: number, to: number): TraceData => {
  const steps: number[] = [];
  for (let step = Math.ceil((from + 1) / every) * every; step <= to; step += every) steps.push(step);
  return samples(steps, ...Array.from({ length: width }, (_, s) => steps.map((step) => sampleAt(seed, step, s))));
};

const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("go" as const), steps: fc.integer({ min: 1, max: 30 }) }) },
    fc.record({ kind: fc.constant("seek" as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  ),
  { minLength: 1, maxLength: 10 },
);
const seeds = fc.integer({ min: 0, max: 50 });

const pairOf = (specs: { readonly a: TraceSpec; readonly b: TraceSpec }, seedA: number, seedB: number): Pair =>
  new Pair({ a: { v: specs.a }, b: { v: specs.b } }, (run, from, to) => ({
    v: emitted(run === "a" ? seedA : seedB, specs[run].every, specs[run].signals.length, from, to),
  }));

describe("the difference of traces", () => {
  const specs = { a: specOf(2, "v", "u"), b: specOf(2, "v", "u") };

  it("is B - A at equal steps, whenever it is looked at and whatever was sought", () => {
    fc.assert(
      fc.property(seeds, seeds, turns, (seedA, seedB, list) => {
        const pair = pairOf(specs, seedA, seedB);
        const feed = differenceFeed(pair.a, pair.b, TEXTS);
        for (const turn of list) {
          pair.take(turn, () => readOf(feed));
          const found = readOf(feed);
          expect([...found.steps]).toEqual([...readOf(pair.b).steps]);
          for (const s of [0, 1]) {
            const [a, b] = [bySteps(readOf(pair.a), 2, s), bySteps(readOf(pair.b), 2, s)];
            for (const [step, value] of bySteps(found, 2, s)) {
              expect(value).toEqual(Math.fround((b.get(step) as number) - (a.get(step) as number)));
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("vanishes for a run and itself, and changes its sign when the runs change sides", () => {
    fc.assert(
      fc.property(seeds, seeds, turns, (seedA, seedB, list) => {
        const pair = pairOf(specs, seedA, seedB);
        for (const turn of list) pair.take(turn);
        for (const value of readOf(differenceFeed(pair.a, pair.a, TEXTS)).values) expect(value || 0).toBe(0);
        const [one, other] = [differenceFeed(pair.a, pair.b, TEXTS), differenceFeed(pair.b, pair.a, TEXTS)].map(readOf);
        expect([...(one?.steps ?? [])]).toEqual([...(other?.steps ?? [])]);
        expect([...(one?.values ?? [])].map((v) => -v + 0)).toEqual([...(other?.values ?? [])].map((v) => v + 0));
      }),
      { numRuns: 50 },
    );
  });

  it("is NaN once where only one run has samples, and goes on where both have", () => {
    const [a, b] = [createHistory(specOf(1, "v")), createHistory(specOf(1, "v"))];
    const history = traceDifference(specOf(1, "v"), specOf(1, "v"), TEXTS, 1)?.history(a, b, () => true);
    a.push(samples([1, 2, 9, 10], [1, 1, 1, 1]));
    b.push(samples([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 3, 0, 0, 0, 0, 0, 0, 4, 5]));
    const found = history?.read() as TraceData;
    expect([...found.steps]).toEqual([1, 2, 4, 9, 10]);
    expect([...found.values]).toEqual([1, 2, Number.NaN, 3, 4]);
  });

  it("takes the samples of the coarser run where they are taken at different rates", () => {
    const [specA, specB] = [specOf(4, "v"), specOf(1, "v")];
    const [a, b] = [createHistory(specA), createHistory(specB)];
    a.push(samples([4, 8, 12], [1, 2, 3]));
    b.push(samples([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [9, 9, 9, 5, 9, 9, 9, 5, 9, 9, 9, 5]));
    const found = traceDifference(specA, specB, TEXTS, 1)
      ?.history(a, b, () => true)
      .read() as TraceData;
    expect([[...found.steps], [...found.values]]).toEqual([
      [4, 8, 12],
      [4, 3, 2],
    ]);
  });

  it("has the signals that both have, about zero", () => {
    const made = traceDifference(specOf(1, "u", "v"), specOf(1, "v", "w"), TEXTS, 1)?.spec as TraceSpec;
    expect(made.signals).toEqual([
      signal("v", {
        label: "B − A: v",
        symbol: "Δv",
        axis: "Δ potential",
        guides: [{ value: 0, label: "A = B" }],
      }),
    ]);
    expect(traceDifference(specOf(1, "u"), specOf(1, "v"), TEXTS, 1)).toBeNull();
    expect(traceDifference(specOf(1, "v"), specOf(1, "v"), TEXTS, 2)).toBeNull();
  });

  it("keeps what it knows when the memory of its sources is thinned", () => {
    const spec = specOf(1, "v");
    const [a, b] = [createHistory(spec, 256), createHistory(spec, 256)];
    const history = traceDifference(spec, spec, TEXTS, 1)?.history(a, b, () => true);
    for (let step = 1; step <= 3000; step++) {
      // Both rise and fall, never at the same time; what differs rises slowly.
      a.push(samples([step], [step % 2]));
      b.push(samples([step], [(step % 2) + step / 1000]));
      if (step % 5 === 0) history?.read();
    }
    expect(a.read()?.kind === "trace" && (a.read() as TraceData).steps.length).toBeLessThan(300);
    const found = history?.read() as TraceData;
    expect(found.steps.length).toBe(3000);
    for (const [i, step] of found.steps.entries()) expect(found.values[i]).toBeCloseTo(step / 1000, 4);
  });
});

describe("traces laid over each other", () => {
  it("hold the samples of both, each value until the next one of its run", () => {
    fc.assert(
      fc.property(
        seeds,
        seeds,
        turns,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (seedA, seedB, list, everyA, everyB) => {
          const specs = { a: specOf(everyA, "v", "u"), b: specOf(everyB, "v") };
          const pair = pairOf(specs, seedA, seedB);
          const feed = overlayFeed(pair.a, pair.b, TEXTS);
          for (const turn of list) pair.take(turn, () => readOf(feed));
          const found = readOf(feed);
          const all = new Set([...readOf(pair.a).steps, ...readOf(pair.b).steps]);
          expect([...found.steps]).toEqual([...all].sort((p, q) => p - q));
          for (const [at, source, width, s, every] of [
            [0, pair.b, 1, 0, everyB],
            [1, pair.a, 2, 0, everyA],
            [2, pair.a, 2, 1, everyA],
          ] as const) {
            const own = bySteps(readOf(source), width, s);
            for (const [step, value] of bySteps(found, 3, at)) {
              const held = [...own.keys()].filter((k) => k <= step).at(-1);
              const known = held !== undefined && ([...own.keys()].some((k) => k > step) || step < held + every);
              expect(value).toEqual(known ? own.get(held) : Number.NaN);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("name the signals of A and say what they are compared with", () => {
    const b: TraceSpec = { ...specOf(1), signals: [signal("v", { guides: [{ value: -50, label: "threshold" }] })] };
    const made = traceOverlay(b, b, TEXTS, 1)?.spec as TraceSpec;
    expect(made.signals).toEqual([b.signals[0], signal("v", { name: "a.v", label: "A: v", reference: "v" })]);
  });

  it("end where a run has ended, and hold samples of one step apart", () => {
    const spec = specOf(2, "v");
    const [a, b] = [createHistory(spec), createHistory(spec)];
    const history = traceOverlay(spec, spec, TEXTS, 1)?.history(a, b, () => true);
    a.push(samples([2, 4, 4], [1, 2, -2]));
    b.push(samples([2, 4, 4, 6, 8], [5, 6, -6, 7, 8]));
    const found = history?.read() as TraceData;
    expect([...found.steps]).toEqual([2, 4, 4, 6, 8]);
    expect([...found.values]).toEqual([5, 1, 6, 2, -6, -2, 7, Number.NaN, 8, Number.NaN]);
    const turned = traceOverlay(spec, spec, TEXTS, 1)
      ?.history(b, a, () => true)
      .read() as TraceData;
    expect([...turned.values]).toEqual([1, 5, 2, 6, -2, -6, Number.NaN, 7, Number.NaN, 8]);
  });

  it("lose no peak and get no break from thinning, in the sources or here", () => {
    // Never at the same step, so that there are more samples together than a memory holds.
    const spec = specOf(2, "v");
    const [a, b] = [createHistory(spec), createHistory(spec)];
    const total = Math.floor(1.4 * TRACE_CAPACITY);
    const all = Array.from({ length: total }, (_, i) => 2 * i + 2);
    const columnA = all.map((_, i) => (i === 500 ? 99 : 0));
    const columnB = all.map((_, i) => (i === 501 ? -99 : 0));
    for (let from = 0; from < total; from += 2 ** 14) {
      const part = all.slice(from, from + 2 ** 14);
      a.push(samples(part, columnA.slice(from, from + 2 ** 14)));
      b.push(
        samples(
          part.map((step) => step + 1),
          columnB.slice(from, from + 2 ** 14),
        ),
      );
    }
    const late = traceOverlay(spec, spec, TEXTS, 1)
      ?.history(a, b, () => true)
      .read() as TraceData;
    // Before its first sample nothing is known of B.
    expect(late.values.subarray(16).some(Number.isNaN)).toBe(false);
    const signals = [0, 1].map((s) => late.values.filter((value, i) => i % 2 === s && !Number.isNaN(value)));
    expect(
      signals.map((values) => [values.reduce((p, q) => Math.min(p, q)), values.reduce((p, q) => Math.max(p, q))]),
    ).toEqual([
      [-99, 0],
      [0, 99],
    ]);
    expect(late.steps[0]).toBeLessThan(10);
  });
});
