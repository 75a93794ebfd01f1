import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { capacityFor, epsilonDensities, epsilonQuotas, quotas, solveEpsilon } from "./_density";
import { breakEvenDensity, denseBytes, indexBytes, information, SPINNAKER2, sparseBytes } from "./memory";

const LENET = SPINNAKER2.layers;
const ALL = 266_200;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("densities of layers", () => {
  it("are those of SET's epsilon", () => {
    const densities = epsilonDensities(LENET, 20);
    for (const [k, density] of [0.09218, 0.26667, 1].entries()) expect(densities[k]).toBeCloseTo(density, 5);
    expect(epsilonQuotas(LENET, 20)).toEqual([21_680, 8000, 1000]);
  });

  it("are those of Erdős and Rényi for every sparsity, with full layers left out of the balance", () => {
    expect(solveEpsilon(LENET, 0.1 * ALL)).toBeCloseTo(17.264151, 6);
    const cases: [number, number[]][] = [
      [0.9, [0.079568, 0.230189, 1]],
      [0.95, [0.038484, 0.111334, 0.918507]],
      [0.98, [0.015394, 0.044534, 0.367403]],
      [0.8, [0.162241, 0.469362, 1]],
    ];
    for (const [sparsity, wanted] of cases) {
      const kept = Math.round((1 - sparsity) * ALL);
      const densities = epsilonDensities(LENET, solveEpsilon(LENET, kept));
      for (const [k, density] of wanted.entries()) expect(densities[k]).toBeCloseTo(density, 6);
      expect(sum(quotas(LENET, kept, "erdosRenyi"))).toBe(kept);
    }
  });

  it("add up exactly, never exceed a layer, and stay next to their shares", () => {
    const layer = fc.record({ sources: fc.integer({ min: 1, max: 40 }), targets: fc.integer({ min: 1, max: 40 }) });
    const layers = fc.array(layer, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        layers,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom("uniform", "erdosRenyi"),
        (sizes, part, kind) => {
          const pairs = sizes.map(({ sources, targets }) => sources * targets);
          const wanted = Math.round(part * sum(pairs));
          const counts = quotas(sizes, wanted, kind as "uniform");
          expect(sum(counts)).toBe(wanted);
          for (const [k, count] of counts.entries()) {
            expect(count).toBeGreaterThanOrEqual(0);
            expect(count).toBeLessThanOrEqual(pairs[k] as number);
            if (kind === "uniform")
              expect(Math.abs(count - (wanted * (pairs[k] as number)) / sum(pairs))).toBeLessThan(1.000001);
          }
        },
      ),
    );
  });

  it("are those of DEEP R's published networks", () => {
    // 1 %, 3 % and 30 % of the three layers.
    const counts = LENET.map(({ sources, targets }, k) => ([0.01, 0.03, 0.3][k] as number) * sources * targets);
    expect(counts).toEqual([2352, 900, 300]);
    expect((100 * sum(counts)) / ALL).toBeCloseTo(1.3343, 4);
  });

  it("leave room for a number that varies", () => {
    expect(capacityFor(100, 1000)).toBe(400);
    expect(capacityFor(900, 1000)).toBe(1000);
  });
});

describe("memory", () => {
  it("counts dense weights, and what compressed rows take instead", () => {
    expect(denseBytes(LENET)).toBe(1_064_800);
    expect(1 - SPINNAKER2.claimed.bytes / denseBytes(LENET)).toBeCloseTo(0.966, 3);
    const counts = [2352, 900, 300];
    // 6 B, 5 B and 5 B an entry, and 785, 301 and 101 pointers.
    expect(sparseBytes(LENET, counts)).toBe(6 * 2352 + 5 * 1200 + 4 * (785 + 301 + 101));
    expect(sparseBytes(LENET, counts, { weight: 1, index: 2, pointer: 2 })).toBe(3 * 3552 + 2 * 1187);
    expect([indexBytes(256), indexBytes(257), indexBytes(65_537)]).toEqual([1, 2, 4]);
  });

  it("knows the density from which on sparse is larger", () => {
    const density = breakEvenDensity(LENET);
    const at = (d: number) =>
      sparseBytes(
        LENET,
        LENET.map(({ sources, targets }) => d * sources * targets),
      );
    expect(at(density)).toBeCloseTo(denseBytes(LENET), 6);
    expect(density).toBeGreaterThan(0.66);
    expect(density).toBeLessThan(0.68);
    // A column of single targets: the pointers alone take as much as the weights.
    expect(breakEvenDensity([{ sources: 100, targets: 1 }])).toBe(0);
  });
});

describe("information of a topology", () => {
  const kernel = createKernel();

  it("is the logarithm of the number of topologies", () => {
    const table: [number, number, number][] = [
      [10, 10, 44.0],
      [100, 100, 803.3],
      [100, 1000, 4683.7],
      [100, 5000, 9993.0],
    ];
    for (const [n, k, bits] of table) expect(Math.abs(information(kernel, n * n, k) - bits)).toBeLessThan(0.06);
    expect(Math.abs(information(kernel, 1e6, 1e5) - 468_986)).toBeLessThan(0.6);
  });

  it("equals the sum of logarithms to a tenth of a bit", () => {
    for (const [n, k] of [
      [5, 2],
      [99, 40],
      [150, 149],
      [300, 150],
      [784 * 300, 4704],
      [1e6, 1e5],
    ] as const) {
      let bits = 0;
      for (let i = 1; i <= k; i++) bits += Math.log2((n - k + i) / i);
      expect(Math.abs(information(kernel, n, k) - bits)).toBeLessThan(1e-3);
    }
    expect([information(kernel, 10, 0), information(kernel, 10, 10)]).toEqual([0, 0]);
  });
});
