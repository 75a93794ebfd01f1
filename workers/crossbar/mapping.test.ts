import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WeightMapping } from "./_mapping";
import {
  conductancesAround,
  idealCurrents,
  imageConductances,
  largestWeight,
  outputsOf,
  pairs,
  weightBounds,
  weightsOf,
} from "./mapping";

const WINDOW = { low: 1e-6, high: 1e-4 };
const [ROWS, OUTPUTS] = [5, 3];

const weightArray = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: ROWS * OUTPUTS, maxLength: ROWS * OUTPUTS })
  .map((values) => Float64Array.from(values));
const volts = fc
  .array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: ROWS, maxLength: ROWS })
  .map((values) => Float64Array.from(values));

const nothingStuck = (mapping: WeightMapping) => new Float64Array(mapping.rows * mapping.columns).fill(Number.NaN);

describe("the ideal product", () => {
  it("of the 3 x 3 reference is 30, 22.5 and 21.5 µA", () => {
    const cells = Float64Array.of(100, 50, 20, 10, 80, 40, 60, 30, 90).map((g) => g * 1e-6);
    const currents = idealCurrents(cells, Float64Array.of(0.2, 0.1, 0.15), 3);
    for (const [j, microamps] of [30, 22.5, 21.5].entries())
      expect((currents[j] as number) * 1e6).toBeCloseTo(microamps, 12);
  });

  it("is linear to 1e-15", () => {
    fc.assert(
      fc.property(weightArray, volts, volts, fc.double({ min: -3, max: 3, noNaN: true }), (w, v1, v2, a) => {
        const cells = w.map((x) => Math.abs(x) * 1e-4);
        const of = (v: Float64Array) => idealCurrents(cells, v, OUTPUTS);
        const [both, one, two] = [of(v1.map((v, i) => a * v + (v2[i] as number))), of(v1), of(v2)];
        for (let j = 0; j < OUTPUTS; j++) {
          const size = ROWS * 2e-4 * 0.2 * 4;
          expect(Math.abs((both[j] as number) - a * (one[j] as number) - (two[j] as number))).toBeLessThan(
            1e-15 * size,
          );
        }
      }),
    );
  });

  it("of a single-ended column carries an offset of low times the sum of voltages, of a pair none", () => {
    const v = Float64Array.of(0.2, -0.05, 0.1, 0.02, 0.2);
    const sum = v.reduce((a, b) => a + b);
    const mapping = pairs(ROWS, OUTPUTS, WINDOW, 1);
    const currents = idealCurrents(mapping.conductances(new Float64Array(ROWS * OUTPUTS)), v, mapping.columns);
    for (const current of currents) expect(Math.abs(current / (WINDOW.low * sum) - 1)).toBeLessThan(1e-12);
    for (const output of outputsOf(mapping, currents, 0.2)) expect(Math.abs(output)).toBeLessThan(1e-15);
  });
});

describe("weights in pairs", () => {
  const mapping = pairs(ROWS, OUTPUTS, WINDOW, 2);

  it("come back", () => {
    fc.assert(
      fc.property(weightArray, (weights) => {
        const back = weightsOf(mapping, mapping.conductances(weights));
        for (const [k, weight] of weights.entries()) {
          expect(Math.abs((back[k] as number) - weight)).toBeLessThanOrEqual(2e-15);
        }
      }),
    );
  });

  it("stay in the window, also those too large", () => {
    const cells = mapping.conductances(Float64Array.from({ length: ROWS * OUTPUTS }, (_, k) => 9 * (k - 7)));
    expect(cells.length).toBe(ROWS * mapping.columns);
    for (const g of cells) {
      expect(g).toBeGreaterThanOrEqual(WINDOW.low);
      expect(g).toBeLessThanOrEqual(WINDOW.high);
    }
    expect(weightsOf(mapping, cells)[14]).toBeCloseTo(2, 12);
    expect(weightsOf(mapping, cells)[0]).toBeCloseTo(-2, 12);
  });

  it("multiply: column currents give x W", () => {
    fc.assert(
      fc.property(weightArray, volts, (weights, v) => {
        const currents = idealCurrents(mapping.conductances(weights), v, mapping.columns);
        const outputs = outputsOf(mapping, currents, 0.2);
        for (let j = 0; j < OUTPUTS; j++) {
          let wanted = 0;
          for (let i = 0; i < ROWS; i++) {
            const x = (v[i] as number) / 0.2;
            wanted += x * (weights[i * OUTPUTS + j] as number);
          }
          expect(Math.abs((outputs[j] as number) - wanted)).toBeLessThan(1e-13);
        }
      }),
    );
  });

  it("have the whole range where nothing is broken, and are as programmed", () => {
    const { lower, upper } = weightBounds(mapping, nothingStuck(mapping));
    expect(new Set(lower)).toEqual(new Set([-2]));
    expect(new Set(upper)).toEqual(new Set([2]));
    const weights = Float64Array.from({ length: ROWS * OUTPUTS }, (_, k) => (k - 7) / 4);
    expect(conductancesAround(mapping, weights, nothingStuck(mapping))).toEqual(mapping.conductances(weights));
  });

  it("are reached within their bounds when cells are stuck", () => {
    const stuck = nothingStuck(mapping);
    const columns = mapping.columns;
    stuck[0] = WINDOW.high;
    stuck[columns + 1] = 0;
    stuck[2 * columns] = WINDOW.low;
    const { lower, upper } = weightBounds(mapping, stuck);
    fc.assert(
      fc.property(weightArray, (weights) => {
        const cells = conductancesAround(mapping, weights, stuck);
        expect([cells[0], cells[columns + 1], cells[2 * columns]]).toEqual([WINDOW.high, 0, WINDOW.low]);
        const reached = weightsOf(mapping, cells);
        for (const [k, weight] of weights.entries()) {
          const wanted = Math.min(upper[k] as number, Math.max(lower[k] as number, weight));
          expect(Math.abs((reached[k] as number) - wanted)).toBeLessThanOrEqual(1e-13);
        }
      }),
    );
  });
});

describe("pairs", () => {
  const mapping = pairs(2, 2, WINDOW, 1);

  it("put one half of each weight and leave the other at the low end", () => {
    const cells = mapping.conductances(Float64Array.of(1, -0.5, 0, 0.25));
    const wanted = [100, 1, 1, 50.5, 1, 1, 25.75, 1];
    for (const [k, g] of wanted.entries()) expect((cells[k] as number) * 1e6).toBeCloseTo(g, 10);
  });

  it("have the gain most / (high - low)", () => {
    expect(mapping.terms[1]?.[0]?.gain).toBeCloseTo(1 / 99e-6, 6);
    expect(mapping.columns).toBe(4);
  });

  it("freeze a weight whose two cells are stuck, and half a weight with one", () => {
    const stuck = nothingStuck(mapping);
    stuck[0] = WINDOW.high;
    stuck[1] = WINDOW.low;
    stuck[2] = WINDOW.low;
    const { lower, upper } = weightBounds(mapping, stuck);
    expect(lower[0]).toBe(upper[0]);
    expect(lower[0]).toBeCloseTo(1, 12);
    expect([lower[1], upper[1]]).toEqual([expect.closeTo(-1, 12), expect.closeTo(0, 12)]);
  });
});

describe("scales", () => {
  it("follow the largest weight, and exist where all are zero", () => {
    expect(largestWeight(Float64Array.of(0.1, -3, 2))).toBe(3);
    expect(largestWeight(new Float64Array(4))).toBe(1);
  });

  it("put black and white of a picture at the ends of the window", () => {
    const cells = imageConductances(Float64Array.of(0, 1, 0.5, 2, -1), WINDOW);
    expect([...cells].map((g) => Math.round(g * 1e8) / 100)).toEqual([1, 100, 50.5, 100, 1]);
  });
});
