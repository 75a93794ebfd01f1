import { describe, expect, it } from "vitest";
import { type PcmInferenceParams, pcmInference } from "../devices/pcmInference";
import { columnAlphas, DriftArray, driftCurve, globalAlpha, regrownTarget, worstWeights } from "./compensation";

const published = pcmInference.schema.parse({});
const [HOUR, DAY, MONTH, YEAR] = [3600, 86_400, 30 * 86_400, 365 * 86_400];
const run = { model: pcmInference, params: published, rows: 128, outputs: 128, ages: [0, HOUR, DAY, MONTH, YEAR] };

describe("factors", () => {
  it("are ratios of mean sizes, of all or of each column", () => {
    const before = [4, -1, 2, -1];
    expect(globalAlpha(before, [2, 0.5, -1, 0.5])).toBe(2);
    expect([...columnAlphas(before, [2, 1, -1, 1], 2)]).toEqual([2, 1]);
    // One-hot outputs that cancel in their sum do not cancel here.
    expect(globalAlpha([1, -1], [0.5, -0.5])).toBe(2);
    expect(globalAlpha([1, 1], [0, 0])).toBe(1e4);
    expect(globalAlpha([0, 0], [0, 0])).toBe(1);
  });

  it("find the worst weights, and what to write there", () => {
    expect([...worstWeights([1, 1, 1, 1], [0.5, 0.1, 0.9, 0.45], [2], 0.5)]).toEqual([1, 2]);
    expect([...worstWeights([1, 1, 1, 1], [0.5, 0.5, 1, 0.5], [1, 2], 0.25)]).toEqual([0]);
    expect(worstWeights([1, 1], [0, 0], [1], 0)).toHaveLength(0);
    expect(regrownTarget(3e-6, 1.5)).toBeCloseTo(2e-6, 18);
  });
});

describe("compensation of drift", () => {
  const seeds = [1, 2, 3];
  const curves = seeds.map((seed) => driftCurve({ ...run, regrow: 0.05, seed }));
  const means = run.ages.map((_, k) => {
    const mean = (key: "alpha" | "none" | "global" | "column" | "regrown") =>
      curves.reduce((sum, curve) => sum + (curve[k]?.[key] as number), 0) / seeds.length;
    return {
      alpha: mean("alpha"),
      none: mean("none"),
      global: mean("global"),
      column: mean("column"),
      regrown: mean("regrown"),
    };
  });

  it("helps in the order none, one factor, regrown, from an hour on", () => {
    for (const curve of curves)
      for (const { age, none, global, column, regrown } of curve) {
        if (age >= HOUR) expect(none).toBeGreaterThan(global);
        expect(global).toBeGreaterThan(regrown);
        // All columns have the same statistics: a factor for each brings nothing.
        expect(Math.abs(column - global)).toBeLessThan(0.004);
      }
  });

  it("needs a factor of 1.50 to 1.53 after a day", () => {
    for (const curve of curves) {
      expect(curve[0]?.alpha).toBe(1);
      expect(curve[2]?.alpha).toBeGreaterThan(1.5);
      expect(curve[2]?.alpha).toBeLessThan(1.53);
    }
  });

  it.each([
    [0, 1.0, 0.133, 0.133, 0.112],
    [1, 1.297, 0.259, 0.152, 0.127],
    [2, 1.516, 0.358, 0.173, 0.14],
    [3, 1.79, 0.455, 0.197, 0.16],
    [4, 2.021, 0.514, 0.214, 0.169],
  ])("has row %d of the table within twice its spread", (k, alpha, none, global, regrown) => {
    const row = means[k] as (typeof means)[number];
    expect(Math.abs(row.alpha - alpha)).toBeLessThan(0.015);
    expect(Math.abs(row.none - none)).toBeLessThan(0.022);
    expect(Math.abs(row.global - global)).toBeLessThan(0.022);
    expect(Math.abs(row.regrown - regrown)).toBeLessThan(0.022);
  });

  it("restores outputs exactly where all devices drift alike and nothing is random", () => {
    const params: PcmInferenceParams = { ...published, programming: 0, driftSpread: 0, readNoise: 0 };
    const alike = { ...run, params, rows: 16, outputs: 16, regrow: 0, seed: 1 };
    const array = new DriftArray({ ...alike, prepare: (bank) => bank.variables.exponent?.view.fill(0.06) });
    const before = array.outputs();
    array.rest(DAY);
    const now = array.outputs();
    const alpha = globalAlpha(before, now);
    expect(alpha).toBeCloseTo((1 + DAY / 20) ** 0.06, 12);
    expect(array.error(now, [alpha])).toBeLessThan(1e-12);
    expect(array.error(now, [1])).toBeGreaterThan(0.3);
  });

  it("gains from a factor for each column where one column is hotter than the rest", () => {
    const hot = (bank: DriftArray<PcmInferenceParams>["bank"]) => {
      const nu = bank.variables.exponent?.view as Float64Array;
      for (let i = 0; i < nu.length; i++) if (i % 32 >= 24) nu[i] = 2 * (nu[i] as number);
    };
    const [point] = driftCurve({ ...run, rows: 64, outputs: 16, ages: [DAY], regrow: 0, seed: 1, prepare: hot });
    expect(point?.column).toBeLessThan((point?.global as number) - 0.03);
  });
});
