import fc from "fast-check";
import { expect, it } from "vitest";
import type { VectorSpec } from "../../../workers/protocol";
import { indexGroups } from "../groups";
import { StickyDomain } from "../scale";
import { binValues, histogramDomain } from "./bins";

const spec: VectorSpec = {
  kind: "vector",
  label: "",
  doc: "",
  length: 4,
  value: { label: "", unit: "1" },
  index: { label: "", unit: "1" },
  groups: [
    { name: "a", label: "", role: "correlated", offset: 0, size: 2 },
    { name: "b", label: "", role: "input", offset: 2, size: 2 },
  ],
};
const groups = indexGroups(spec);

it("puts both bounds inside and counts the rest as outside", () => {
  const { counts, outside, highest } = binValues(Float32Array.of(0, 1, 1, 1.5), groups, [0, 1], 4);
  expect([...counts]).toEqual([1, 0, 0, 1, 0, 0, 0, 1]);
  expect(outside).toBe(1);
  expect(highest).toBe(2);
});

it("counts every number once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -1, max: 2, noDefaultInfinity: true }), { minLength: 4, maxLength: 4 }),
      (list) => {
        const { counts, outside } = binValues(Float32Array.from(list), groups, [0, 1], 7);
        const numbers = list.filter((v) => !Number.isNaN(v)).length;
        expect(counts.reduce((a, b) => a + b, 0) + outside).toBe(numbers);
      },
    ),
  );
});

it("keeps the bounds of a bounded value and finds those of an open one", () => {
  const domain = (range: readonly [number, number] | undefined, values: readonly number[]) =>
    histogramDomain(range, Float32Array.from(values), new StickyDomain());
  expect(domain([0, 1], [5, 6])).toEqual([0, 1]);
  const [low, high] = domain([0, Number.POSITIVE_INFINITY], [Number.NaN, 3, 9]);
  expect([low, high >= 9, high <= 12]).toEqual([0, true, true]);
  const [below] = domain(undefined, [-7, 3]);
  expect(below).toBeLessThanOrEqual(-7);
  expect(domain(undefined, [Number.NaN])).toEqual([0, 1]);
});

it("does not flatten a hundred values for one straggler", () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => (i === 50 ? 1e6 : i));
  const [low, high] = histogramDomain(undefined, values, new StickyDomain());
  expect(low).toBe(0);
  expect(high).toBeLessThan(200);
  expect(binValues(values, indexGroups({ ...spec, groups: [] }, 100), [low, high], 10).outside).toBe(1);
});
