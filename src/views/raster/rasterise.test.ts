import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PopulationSpec } from "../../../workers/protocol";
import {
  colourBand,
  layoutBands,
  nearestRow,
  nearestSpike,
  opacity,
  populationRates,
  regionBetween,
  rowSpan,
  rowTables,
} from "./rasterise";

const populations = (...sizes: number[]): PopulationSpec[] => {
  let offset = 0;
  return sizes.map((size, i) => {
    const spec = { name: String(i), label: "", role: "input" as const, offset, size };
    offset += size;
    return spec;
  });
};

describe("bands", () => {
  it("fill the height in order without overlap, each at least as high as asked where there is room", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 150, max: 1500 }),
        (sizes, height) => {
          const bands = layoutBands(populations(...sizes), height, 3, 16);
          expect(bands).toHaveLength(sizes.length);
          expect((bands[0]?.top ?? 0) + (bands[0]?.height ?? 0)).toBe(height);
          for (const [i, band] of bands.entries()) {
            expect(band.height).toBeGreaterThanOrEqual(15);
            const below = bands[i - 1];
            if (below !== undefined) expect(band.top + band.height).toBeLessThan(below.top);
          }
          expect(bands.at(-1)?.top).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it("keep one neuron visible beside 1,200", () => {
    const [inputs, output] = layoutBands(populations(1200, 1), 300, 3, 16);
    expect(output?.height).toBe(16);
    expect(inputs?.height).toBeGreaterThan(250);
  });
});

describe("pixels of a band", () => {
  it("colours every lit pixel and no other, each over the width of its mark", () => {
    const size = { width: 37, height: 9 };
    const band = { population: populations(5)[0] as PopulationSpec, top: 2, height: 5 };
    const palette = Uint32Array.of(0, 11, 22, 33);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 332 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        (lit, mark) => {
          const counts = new Uint16Array(size.width * size.height);
          for (const at of lit) counts[at] = (counts[at] as number) + 1;
          const words = new Uint32Array(size.width * size.height);
          colourBand(band, size, counts, palette, mark, words);
          for (let y = 0; y < size.height; y++) {
            for (let x = 0; x < size.width; x++) {
              const before = Array.from({ length: mark }, (_, k) =>
                x - k < 0 ? 0 : (counts[(x - k) * size.height + y] as number),
              );
              const count = y < 2 || y >= 7 ? 0 : (before.find((c) => c > 0) ?? 0);
              expect(words[y * size.width + x]).toBe(palette[Math.min(3, count)]);
            }
          }
        },
      ),
    );
  });

  it("gives every row pixels inside its band", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 900 }),
        fc.nat(),
        (size, height, pick) => {
          const [population] = populations(size) as [PopulationSpec];
          const [first, last] = rowSpan({ population, top: 7, height }, pick % size);
          expect(first).toBeGreaterThanOrEqual(7);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThan(7 + height);
        },
      ),
    );
  });

  it("never draws a lit pixel faintly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), fc.double({ min: 0, max: 1e4, noNaN: true }), (count, mean) => {
        expect(opacity(count, mean)).toBeGreaterThanOrEqual(0.3);
        expect(opacity(count, mean)).toBeLessThanOrEqual(1);
      }),
    );
    expect(opacity(1, 0)).toBeCloseTo(1, 6);
    expect(opacity(0, 3)).toBe(0);
  });
});

it("counts rates per neuron in whole bins aligned to the start of the run", () => {
  const bands = layoutBands(populations(10, 1), 100, 2, 10);
  const steps = Uint32Array.of(90, 100, 150, 199, 205);
  const neurons = Uint32Array.of(0, 0, 10, 3, 1);
  const { firstBin, bins, rates } = populationRates(steps, neurons, { from: 120, to: 260 }, bands, 100, 0.1);
  // The bin from 200 to 300 is not over yet.
  expect([firstBin, bins]).toEqual([1, 1]);
  expect([...rates]).toEqual([20, 100]);
  const partly = populationRates(steps, neurons, { from: 120, to: 310 }, bands, 100, 0.1, undefined, 101);
  expect([partly.firstBin, partly.bins]).toEqual([2, 1]);
});

it("finds the spike under the pointer and none out of reach", () => {
  const steps = Uint32Array.of(10, 20, 30);
  const neurons = Uint32Array.of(5, 5, 50);
  expect(nearestSpike(steps, neurons, { step: 18, row: 6 }, { steps: 6, rows: 3 })).toBe(1);
  expect(nearestSpike(steps, neurons, { step: 30, row: 10 }, { steps: 6, rows: 3 })).toBeNull();
});

describe("rows and their places", () => {
  const layouts = fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 60, max: 700 }),
    )
    .map(([sizes, height]) => layoutBands(populations(...sizes), height, 3, 16));

  it("are the same in the tables as one by one", () => {
    fc.assert(
      fc.property(layouts, (bands) => {
        const { band, first, last } = rowTables(bands);
        for (const [b, { population: p }] of bands.entries()) {
          for (let i = 0; i < p.size; i++) {
            const row = p.offset + i;
            expect([band[row], first[row], last[row]]).toEqual([b, ...rowSpan(bands[b] as never, i)]);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it("lead back to the row, or to one that shares its pixel", () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (bands, pick) => {
        const { band, first } = rowTables(bands);
        const row = pick % band.length;
        const found = nearestRow(bands, first[row] as number) as number;
        expect([band[found], first[found]]).toEqual([band[row], first[row]]);
      }),
    );
  });

  it("make a region of all rows between two heights, whichever comes first", () => {
    const bands = layoutBands(populations(800, 200), 503, 3, 16);
    expect(regionBetween(bands, -40, 900)).toEqual({ from: 0, to: 1000 });
    expect(regionBetween(bands, 300, 200)).toEqual(regionBetween(bands, 200, 300));
    const { from, to } = regionBetween(bands, 250, 250) ?? { from: 0, to: 0 };
    expect(to).toBe(from + 1);
    expect(regionBetween([], 0, 1)).toBeNull();
  });
});
