import { describe, expect, it } from "vitest";
import {
  COLUMNS,
  columnsOf,
  simplified,
  stretched,
  stroke,
  valueAt,
  withoutPoint,
  withPoint,
  withValue,
} from "./points";

const TRIANGLE = { times: [0, 0.25, 0.75, 1], values: [0, 1, -1, 0] };

describe("a waveform", () => {
  it("lies on straight lines between its points", () => {
    expect(valueAt(TRIANGLE, 0.125)).toBeCloseTo(0.5, 12);
    expect(valueAt(TRIANGLE, 0.5)).toBeCloseTo(0, 12);
    expect(valueAt(TRIANGLE, 2)).toBe(0);
  });

  it("comes back from its columns with as few points as it had", () => {
    expect(simplified(columnsOf(TRIANGLE, 1), 1)).toEqual(TRIANGLE);
  });

  it("takes a stroke in either direction without gaps", () => {
    const flat = () => new Float64Array(COLUMNS + 1);
    const [right, left] = [flat(), flat()];
    stroke(right, 0.25, 0, 0.5, 2);
    stroke(left, 0.5, 2, 0.25, 0);
    for (let i = 0; i <= COLUMNS; i++) expect(left[i]).toBeCloseTo(right[i] as number, 12);
    expect(right[75]).toBeCloseTo(1, 12);
    expect(right[49]).toBe(0);
    expect(right[101]).toBe(0);
  });

  it("keeps what was drawn within the tolerance, at any time scale", () => {
    const columns = Float64Array.from({ length: COLUMNS + 1 }, (_, i) => Math.sin((2 * Math.PI * i) / COLUMNS));
    const drawn = simplified(columns, 5e-9);
    expect(drawn.times.length).toBeLessThan(60);
    expect(drawn.times.every((time, i) => i === 0 || time > (drawn.times[i - 1] as number))).toBe(true);
    for (let i = 0; i <= COLUMNS; i++)
      expect(Math.abs(valueAt(drawn, (5e-9 * i) / COLUMNS) - (columns[i] as number))).toBeLessThan(0.02);
  });

  it("is edited point by point, and its ends stay", () => {
    expect(withValue(TRIANGLE, 1, 0.5).values).toEqual([0, 0.5, -1, 0]);
    expect(withPoint(TRIANGLE, 1)?.waveform).toEqual({ times: [0, 0.25, 0.5, 0.75, 1], values: [0, 1, 0, -1, 0] });
    expect(withoutPoint(TRIANGLE, 1)?.times).toEqual([0, 0.75, 1]);
    expect(withoutPoint(TRIANGLE, 0)).toBeNull();
    expect(withoutPoint(TRIANGLE, 3)).toBeNull();
    expect(stretched(TRIANGLE, 2e-9).times).toEqual([0, 5e-10, 1.5e-9, 2e-9]);
  });
});
