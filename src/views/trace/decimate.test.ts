import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimate, extentOf, nearestSample, sampleRange } from "./decimate";

const values = fc.array(
  fc.oneof({ weight: 12, arbitrary: fc.integer({ min: -100, max: 100 }) }, fc.constant(Number.NaN)),
  { minLength: 1, maxLength: 200 },
);

/** Lowest and highest level that the polyline reaches in each column, and whether it breaks there. */
function columns(points: readonly (readonly [number, number])[], perColumn: number): Map<number, [number, number]> {
  const result = new Map<number, [number, number]>();
  for (const [step, value] of points) {
    if (Number.isNaN(value)) continue;
    const column = Math.floor(step / perColumn);
    const [low, high] = result.get(column) ?? [value, value];
    result.set(column, [Math.min(low, value), Math.max(high, value)]);
  }
  return result;
}

describe("decimate", () => {
  it("covers in each pixel column what the full line covers, with its ends and breaks", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (list, perColumn) => {
        const signal = {
          steps: Uint32Array.from(list, (_, i) => i),
          values: Float32Array.from(list),
          stride: 1,
          offset: 0,
        };
        const points: [number, number][] = [];
        decimate(
          signal,
          [0, list.length],
          (step) => Math.floor(step / perColumn),
          (step, value) => points.push([step, value]),
        );
        const full = list.map((value, i): [number, number] => [i, value]);
        expect(columns(points, perColumn)).toEqual(columns(full, perColumn));
        expect(points.map(([step]) => step)).toEqual(points.map(([step]) => step).toSorted((a, b) => a - b));
        expect(points.filter(([, v]) => Number.isNaN(v)).length).toBe(list.filter(Number.isNaN).length);
        expect(points.at(0)).toEqual(full.at(0));
        expect(points.at(-1)).toEqual(full.at(-1));
      }),
    );
  });

  it("keeps at most four points per column", () => {
    const steps = Uint32Array.from({ length: 1000 }, (_, i) => i);
    const signal = { steps, values: Float32Array.from(steps, (s) => Math.sin(s * 1.7)), stride: 1, offset: 0 };
    let kept = 0;
    decimate(
      signal,
      [0, 1000],
      (step) => Math.floor(step / 100),
      () => kept++,
    );
    expect(kept).toBeLessThanOrEqual(40);
  });

  it("reads one signal of several", () => {
    const signal = { steps: Uint32Array.of(0, 1), values: Float32Array.of(1, 10, 2, 20), stride: 2, offset: 1 };
    expect(extentOf(signal, [0, 2])).toEqual({ low: 10, high: 20 });
    expect(extentOf({ ...signal, values: new Float32Array(4).fill(Number.NaN) }, [0, 2])).toBeNull();
  });
});

it("takes one sample beyond each end, so that lines reach the edges", () => {
  const steps = Uint32Array.of(0, 10, 20, 30, 40);
  expect(sampleRange(steps, 12, 28)).toEqual([1, 4]);
  expect(sampleRange(steps, 0, 100)).toEqual([0, 5]);
});

it("finds the nearest sample", () => {
  const steps = Uint32Array.of(0, 10, 20);
  expect([
    nearestSample(steps, -5),
    nearestSample(steps, 4),
    nearestSample(steps, 6),
    nearestSample(steps, 99),
  ]).toEqual([0, 0, 1, 2]);
  expect(nearestSample(new Uint32Array(0), 3)).toBeNull();
});
