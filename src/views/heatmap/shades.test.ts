import { describe, expect, it } from "vitest";
import type { MatrixSpec } from "../../../workers/protocol";
import { endsOf, paletteOf } from "../map/cells";
import { colourDomain, ownScale, scaledAxis, shadeCells, survey } from "./shades";

const axis = { label: "Conductance", unit: "S" };
const spec: MatrixSpec = {
  kind: "matrix",
  label: "",
  doc: "",
  rows: 2,
  columns: 3,
  value: axis,
  row: axis,
  column: axis,
  flags: [
    { name: "stuck", label: "Stuck", mark: "cross" },
    { name: "pruned", label: "Pruned", mark: "hatch" },
  ],
};
const none = Number.NaN;

describe("colours", () => {
  const shade = (values: number[], of: typeof axis & { scale?: "log"; diverging?: true }, domain: [number, number]) => {
    const words = new Uint32Array(values.length);
    shadeCells(Float32Array.from(values), of, domain, words);
    const palette = paletteOf(of);
    return [...words].map((word) => (word === 0 ? null : palette.indexOf(word)));
  };

  it("run evenly over a linear scale and stop at its ends", () => {
    expect(shade([-1, 0, 0.5, 1, 9, none], axis, [0, 1])).toEqual([0, 0, 128, 255, 255, null]);
  });

  it("run evenly over decades on a logarithmic one, where nothing below zero has a place", () => {
    const values = [1e-6, 2e-5, 1e-4, 0, -1];
    expect(shade(values, { ...axis, scale: "log" }, [1e-6, 1e-4])).toEqual([0, 166, 255, 0, 0]);
  });

  it("follow the logarithm over narrow and wide scales, to a shade", () => {
    for (const [low, high] of [
      [1e-6, 1e-4],
      [3e-7, 4e-7],
      [1e-30, 1e30],
    ] as const) {
      const values = Float32Array.from({ length: 2001 }, (_, i) => 0.5 * low * (4 * (high / low)) ** (i / 2000));
      const shades = shade([...values, none, Number.POSITIVE_INFINITY], { ...axis, scale: "log" }, [low, high]);
      for (const [i, value] of values.entries()) {
        const exact = 255 * Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)));
        // Neighbours of the palette can be one colour.
        expect(Math.abs((shades[i] as number) - exact)).toBeLessThan(1.5);
      }
      expect(shades.slice(2001)).toEqual([null, 255]);
    }
  });

  it("have zero in the middle of a diverging one", () => {
    const [low, middle, high] = shade([-2, 0, 2], { ...axis, diverging: true }, [-2, 2]);
    expect([low, high]).toEqual([0, 255]);
    expect(Math.abs((middle as number) - 127.5)).toBeLessThan(1);
  });

  it("stay as they are where all values are equal", () => {
    expect(shade([3, 3], axis, [3, 3])).toEqual([0, 0]);
  });
});

describe("scales", () => {
  it("are those of the matrix until others are chosen", () => {
    expect(ownScale(spec)).toBe("linear");
    expect(ownScale({ ...spec, value: { ...axis, scale: "log" } })).toBe("log");
    expect(ownScale({ ...spec, value: { ...axis, diverging: true } })).toBe("diverging");
    expect(scaledAxis({ ...axis, diverging: true }, "log")).toEqual({ ...axis, scale: "log" });
    expect(scaledAxis({ ...axis, scale: "log" }, "diverging")).toEqual({ ...axis, diverging: true });
  });

  it("take the bounds of the quantity where these fit", () => {
    const values = { low: 0.2, high: 0.5, positive: () => 0.2 };
    const bounded: MatrixSpec = { ...spec, range: [0, 1] };
    expect(colourDomain(bounded, axis, values)).toEqual([0, 1]);
    expect(colourDomain(bounded, { ...axis, diverging: true }, values)).toEqual([-1, 1]);
    expect(colourDomain(bounded, { ...axis, scale: "log" }, values)[0]).toBeCloseTo(0.2);
    expect(colourDomain(spec, axis, values)[1]).toBeCloseTo(0.5);
    const nothing = endsOf(Float32Array.of(0, 0));
    expect(colourDomain(spec, axis, nothing)).toEqual([0, 1]);
    expect(colourDomain(spec, { ...axis, diverging: true }, nothing)).toEqual([-1, 1]);
  });
});

describe("a survey", () => {
  it("knows means, missing cells and flags", () => {
    const found = survey(Float32Array.of(1, 2, none, 4, 5, 6), Uint8Array.of(0, 2, 0, 1, 0, 2), spec);
    expect(found).toMatchObject({ low: 1, high: 6, mean: 18 / 5, missing: 1, counts: [1, 2] });
    expect([...found.rowMeans]).toEqual([1.5, 5]);
    expect([...found.columnMeans]).toEqual([2.5, 3.5, 6]);
    expect([...found.flagged]).toEqual([1, 3, 5]);
  });

  it("counts rows with gaps and without alike", () => {
    const [rows, columns] = [7, 5];
    const values = Float32Array.from({ length: rows * columns }, (_, i) => ((i * 13) % 11) - 3);
    for (const i of [5, 6, 7, 8, 9, 12, 30]) values[i] = none;
    const found = survey(values, undefined, { ...spec, rows, columns });
    const mean = (list: readonly number[]) => Math.fround(list.reduce((sum, y) => sum + y, 0) / list.length);
    const known = (take: (i: number) => boolean) => [...values].filter((y, i) => !Number.isNaN(y) && take(i));
    for (let row = 0; row < rows; row++)
      expect(found.rowMeans[row]).toBe(mean(known((i) => Math.floor(i / columns) === row)));
    for (let column = 0; column < columns; column++)
      expect(found.columnMeans[column]).toBe(mean(known((i) => i % columns === column)));
    expect(found).toMatchObject({ missing: 7, low: -3, high: 7 });
  });

  it("of nothing has no ends", () => {
    const found = survey(new Float32Array(6).fill(none), undefined, spec);
    expect([found.low, found.high, found.mean, found.missing]).toEqual([none, none, none, 6]);
    expect(found.flagged).toHaveLength(0);
  });
});
