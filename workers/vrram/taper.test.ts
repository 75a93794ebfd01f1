import { describe, expect, it } from "vitest";
import { taperFactors, thresholdFactors } from "./taper";

describe("depth", () => {
  it("spreads conductances about their mean", () => {
    const factors = taperFactors(8, 0.2);
    expect(factors[0]).toBeCloseTo(0.9, 14);
    expect(factors[7]).toBeCloseTo(1.1, 14);
    expect(factors.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(8, 13);
    expect(taperFactors(1, 0.2)).toEqual(new Float64Array([1]));
    expect(taperFactors(5, 0)).toEqual(new Float64Array(5).fill(1));
  });

  it("shifts thresholds as far up as down", () => {
    expect(Array.from(thresholdFactors(3, 0.03))).toEqual([0.97, 1, 1.03]);
  });
});
