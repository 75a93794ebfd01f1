import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PopulationSpec } from "../../../workers/protocol";
import { SPIKE_CAPACITY } from "../history";
import { type ColumnsOf, RasterColumns } from "./columns";
import { RasterMemory } from "./draw";
import { layoutBands, rowSpan, rowTables } from "./rasterise";

const populations: PopulationSpec[] = [
  { name: "e", label: "", role: "excitatory", offset: 0, size: 30 },
  { name: "i", label: "", role: "inhibitory", offset: 30, size: 10 },
];
const bands = layoutBands(populations, 25, 2, 4);
const rows = rowTables(bands);
const source = {};
const place = (width: number, span: number, epoch = 0): ColumnsOf => ({
  source,
  epoch,
  rows,
  bands,
  width,
  height: 25,
  span,
});

interface Spikes {
  readonly steps: Uint32Array;
  readonly neurons: Uint32Array;
}

const train = (count: number, until: number, seed = 1): Spikes => {
  let state = seed;
  const next = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const steps = Uint32Array.from({ length: count }, () => next(until)).sort();
  return { steps, neurons: Uint32Array.from(steps, () => next(41)) };
};

const upUntil = ({ steps, neurons }: Spikes, now: number): [Uint32Array, Uint32Array] => {
  const end = steps.filter((step) => step <= now).length;
  return [steps.subarray(0, end), neurons.subarray(0, end)];
};

/** The loop over all spikes. */
function naive([steps, neurons]: [Uint32Array, Uint32Array], { width, height, span }: ColumnsOf, to: number) {
  const counts = new Uint16Array(width * height);
  const totals = [0, 0];
  const first = Math.max(width - 1, Math.floor((to * width) / span)) - width + 1;
  for (const [i, step] of steps.entries()) {
    const row = neurons[i] as number;
    const b = bands.findIndex(({ population: p }) => row >= p.offset && row < p.offset + p.size);
    const x = Math.floor((step * width) / span) - first;
    const band = bands[b];
    if (band === undefined || x < 0) continue;
    totals[b] = (totals[b] as number) + 1;
    const [top, bottom] = rowSpan(band, row - band.population.offset);
    for (let y = top; y <= bottom; y++) counts[x * height + y] = (counts[x * height + y] as number) + 1;
  }
  return { counts, totals };
}

describe("columns of a sliding window", () => {
  it("hold what the loop over all spikes says, however the window moved there", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 20, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 12 }),
        (width, span, moves) => {
          const spikes = train(600, 900);
          const of = place(width, span);
          const columns = new RasterColumns();
          let now = 0;
          for (const move of moves) {
            now = Math.min(899, now + move);
            const to = Math.max(span, now);
            const list = upUntil(spikes, now);
            columns.update(of, ...list, { to, now, known: 0 });
            const expected = naive(list, of, to);
            expect([...columns.counts]).toEqual([...expected.counts]);
            expect([...columns.bandTotals()]).toEqual(expected.totals);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("take a new past for a new one: another epoch, a step back, spikes that came later or went", () => {
    const a = train(500, 400);
    // As many spikes at the same times, of other neurons.
    const b = { steps: a.steps, neurons: a.neurons.map((row) => 40 - row) };
    const at = (
      epoch: number,
      spikes: Spikes,
      now: number,
      late = now,
    ): readonly [ColumnsOf, Spikes, number, number] => [place(40, 200, epoch), spikes, now, late];
    const columns = new RasterColumns();
    for (const [of, spikes, now, until] of [
      at(0, a, 300),
      at(1, b, 300),
      at(1, b, 250),
      // Not all spikes of the present are there yet.
      at(1, b, 290, 270),
      at(1, b, 300),
      at(1, b, 300, 260),
      at(1, b, 399),
    ]) {
      const list = upUntil(spikes, until);
      columns.update(of, ...list, { to: now, now, known: 0 });
      expect([...columns.counts]).toEqual([...naive(list, of, now).counts]);
    }
  });

  it("show nothing that is yet to come, even where it is known", () => {
    const spikes = train(500, 400);
    const of = place(40, 200);
    const columns = new RasterColumns();
    for (const now of [150, 100, 180]) {
      columns.update(of, spikes.steps, spikes.neurons, { to: 200, now, known: 0 });
      expect([...columns.counts]).toEqual([...naive(upUntil(spikes, now), of, 200).counts]);
    }
  });

  it("keep what the memory forgets, and say from when on they know all when they begin late", () => {
    const spikes = train(500, 400);
    const of = place(40, 200);
    const [steps, neurons] = upUntil(spikes, 300);
    const from = steps.findIndex((step) => step >= 220);
    const rest: [Uint32Array, Uint32Array] = [steps.subarray(from), neurons.subarray(from)];
    const columns = new RasterColumns();
    columns.update(of, steps, neurons, { to: 300, now: 300, known: 0 });
    columns.update(of, ...rest, { to: 300, now: 300, known: 220 });
    expect([...columns.counts]).toEqual([...naive([steps, neurons], of, 300).counts]);
    expect([columns.since, columns.covered]).toEqual([0, 196]);

    const late = new RasterColumns();
    late.update(of, ...rest, { to: 300, now: 300, known: 220 });
    expect([...late.counts]).toEqual([...naive(rest, of, 300).counts]);
    expect([late.since, late.covered]).toEqual([220, 81]);
  });
});

it("knows from when on spikes are remembered: a long memory is not yet a full one", () => {
  const steps = Uint32Array.from({ length: SPIKE_CAPACITY + 200 }, (_, i) => 50 + Math.floor(i / 100));
  const memory = new RasterMemory();
  expect(memory.firstKnown(steps.subarray(0, 0))).toBe(0);
  expect(memory.firstKnown(steps.subarray(0, 1000))).toBe(0);
  expect(memory.firstKnown(steps)).toBe(0);
  expect(memory.firstKnown(steps.subarray(200))).toBe(53);
  // A step back takes spikes from the end and brings none back at the front.
  expect(memory.firstKnown(steps.subarray(200, 5000))).toBe(53);
  expect(memory.firstKnown(steps.subarray(0, 1000))).toBe(0);
});
