import fc from "fast-check";
import { expect, it } from "vitest";
import { indexGroups } from "../groups";
import { binValues } from "./bins";

const groups = indexGroups({
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
});

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
