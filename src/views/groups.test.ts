import { expect, it } from "vitest";
import type { PopulationSpec, VectorSpec } from "../../workers/protocol";
import { indexGroups, indexOfRow, indexOfSelection, rowOfIndex, summarise } from "./groups";

const group = (name: string, offset: number, size: number): PopulationSpec => ({
  name,
  label: name,
  role: "input",
  offset,
  size,
});
const spec: VectorSpec = {
  kind: "vector",
  label: "w",
  doc: "",
  length: 30,
  value: { label: "w", unit: "1" },
  index: { label: "i", unit: "1" },
  groups: [group("a", 100, 10), group("none", 110, 0), group("b", 200, 20)],
};

it("leads from index to raster row and back", () => {
  expect(rowOfIndex(spec, 0)).toBe(100);
  expect(rowOfIndex(spec, 12)).toBe(202);
  expect(rowOfIndex(spec, 30)).toBeNull();
  for (let i = 0; i < 30; i++) expect(indexOfRow(spec, rowOfIndex(spec, i) as number)).toBe(i);
  expect(indexOfRow(spec, 110)).toBeNull();
  const pooled = { ...spec, pooled: true } as const;
  expect([rowOfIndex(pooled, 0), indexOfRow(pooled, 100)]).toEqual([null, null]);
});

it("takes a vector without groups as one", () => {
  const plain = { ...spec, groups: [] };
  expect(indexGroups(plain)).toMatchObject([{ start: 0, end: 30 }]);
  expect(rowOfIndex(plain, 3)).toBeNull();
});

it("summarises the numbers of a group", () => {
  const values = Float32Array.of(9, 1, 2, 3, 4, Number.NaN, 9);
  const summary = summarise(values, { spec: group("a", 0, 5), start: 1, end: 6 });
  expect(summary).toMatchObject({ count: 4, mean: 2.5, low: 1, high: 4 });
  expect(summarise(values, { spec: group("a", 0, 1), start: 5, end: 6 }).mean).toBeNaN();
});

it("finds what is chosen, unless it is the cell of an array", () => {
  expect(indexOfSelection(spec, null)).toBeNull();
  expect(indexOfSelection(spec, { kind: "synapse", index: 3 })).toBe(3);
  expect(indexOfSelection(spec, { kind: "neuron", index: 202 })).toBe(12);
  expect(indexOfSelection(spec, { kind: "cell", index: 3 })).toBeNull();
});
