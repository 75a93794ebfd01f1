import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { MapData, MapSpec } from "../../../workers/protocol";
import { ENGLISH } from "../strings";
import { axisScale, cellAt, cellPixels, paletteOf, valueAt, valueDomain } from "./cells";
import { describeMap, labelPlace, MapMemory, type MapScene } from "./draw";

const spec: MapSpec = {
  kind: "map",
  label: "",
  doc: "",
  x: { label: "g", unit: "1", range: [0, 8] },
  y: { label: "p", unit: "1", range: [0.01, 1], scale: "log" },
  value: { label: "rate", unit: "Hz", scale: "log" },
  columns: 4,
  rows: 2,
  places: [],
  lines: [],
};
const data: MapData = { kind: "map", values: Float32Array.of(1, 2, 0, Number.NaN, 10, 20, 50, 100) };

describe("cells of a map", () => {
  it("are found again at their middles, along linear and logarithmic axes alike", () => {
    const [x, y] = [axisScale(spec.x, [0, 4]), axisScale(spec.y, [0, 2])];
    for (let row = 0; row < 2; row++) {
      for (let column = 0; column < 4; column++) {
        expect(cellAt(spec, x.invert(column + 0.5), y.invert(row + 0.5))).toEqual({ column, row });
      }
    }
    expect(valueAt(spec, data, 1, 0.05)).toBe(1);
    expect(valueAt(spec, data, 7, 0.2)).toBe(100);
  });

  it("include both ends of the ranges and nothing beyond", () => {
    expect(cellAt(spec, 0, 0.01)).toEqual({ column: 0, row: 0 });
    expect(cellAt(spec, 8, 1)).toEqual({ column: 3, row: 1 });
    expect(cellAt(spec, 8.1, 0.5)).toBeNull();
    expect(valueAt(spec, data, -1, 0.5)).toBeNaN();
  });

  it("become pixels from the upper left, transparent where nothing is known, lowest where a logarithm has no value", () => {
    const words = new Uint32Array(8);
    cellPixels(spec, data, [1, 100], words);
    const [lowest, highest] = [paletteOf({})[0], paletteOf({}).at(-1)];
    expect([words[3], words[4], words[6], words[7]]).toEqual([highest, lowest, lowest, 0]);
    expect(new Set([words[0], words[1], words[2]]).size).toBe(3);
  });
});

it("spans the colours over what is known, and over four decades at most", () => {
  expect(valueDomain(spec.value, data.values)).toEqual([1, 100]);
  expect(valueDomain(spec.value, Float32Array.of(1e-9, 100))).toEqual([0.01, 100]);
  expect(valueDomain({ label: "", unit: "1" }, Float32Array.of(-3, 4, Number.NaN))).toEqual([-3, 4]);
  expect(valueDomain({ label: "", unit: "1" }, Float32Array.of(Number.NaN))).toEqual([0, 1]);
  // A small value alone is not lost on a scale of ones.
  expect(valueDomain({ label: "", unit: "S" }, Float32Array.of(0.25, 0.25))).toEqual([0, 0.5]);
  expect(valueDomain({ label: "", unit: "S" }, Float32Array.of(-0.25))).toEqual([-0.5, 0]);
  expect(valueDomain({ label: "", unit: "S" }, Float32Array.of(0))).toEqual([-0.5, 0.5]);
});

describe("the description of a map", () => {
  const describeValues = (...values: number[]) => {
    const known: MapData = { kind: "map", values: Float32Array.from(values) };
    return describeMap({ spec, data: known, present: [1, 0.05] } as unknown as MapScene, ENGLISH);
  };

  it("tells the extent of the values, not the ends of the colours", () => {
    const text = describeValues(0, 2, 0, Number.NaN, 10, 20, 50, 1e6);
    expect(text).toMatch(/from 0 to 1\S*0\s*Hz/);
  });

  it("says that nothing is known, here or anywhere", () => {
    expect(describeValues(Number.NaN, 2, 3, 4, 5, 6, 7, 8)).toContain("where it is not known yet");
    const nothing = describeValues(...Array.from({ length: 8 }, () => Number.NaN));
    expect(nothing).toContain("rate: not known yet");
    expect(nothing).not.toContain("from");
  });
});

it("colours cells anew only for new values or another spec", () => {
  const put = vi.fn();
  vi.stubGlobal("document", { createElement: () => ({ getContext: () => ({ putImageData: put }) }) });
  vi.stubGlobal(
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
  const memory = new MapMemory();
  put.mockClear();
  expect(memory.cells(spec, data).domain).toEqual([1, 100]);
  expect(memory.cells(spec, data).domain).toEqual([1, 100]);
  expect(put).toHaveBeenCalledTimes(1);
  const doubled: MapData = { kind: "map", values: data.values.map((value) => 2 * value) };
  expect(memory.cells(spec, doubled).domain).toEqual([2, 200]);
  expect(put).toHaveBeenCalledTimes(2);
  memory.cells({ ...spec, value: { label: "rate", unit: "Hz" } }, doubled);
  expect(put).toHaveBeenCalledTimes(3);
  vi.unstubAllGlobals();
});

it("places labels inside the plot and off each other, or not at all", () => {
  const plot = { x: 0, y: 0, width: 300, height: 200 };
  const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 200 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(points, (list) => {
      const taken: NonNullable<ReturnType<typeof labelPlace>>[] = [];
      for (const at of list) {
        const box = labelPlace(50, at, plot, taken);
        if (box === null) continue;
        expect([box.x >= 0, box.y >= 0, box.x + 50 <= 300, box.y + box.height <= 200]).not.toContain(false);
        for (const other of taken) {
          const apart =
            box.x >= other.x + 50 || other.x >= box.x + 50 || box.y >= other.y + 15 || other.y >= box.y + 15;
          expect(apart).toBe(true);
        }
        taken.push(box);
      }
    }),
  );
  expect(labelPlace(50, { x: 150, y: 100 }, plot, [])).not.toBeNull();
  expect(labelPlace(400, { x: 150, y: 100 }, plot, [])).toBeNull();
});
