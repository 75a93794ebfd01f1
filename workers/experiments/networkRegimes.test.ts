import { describe, expect, it } from "vitest";
import { brunelRate } from "../math/siegert";
import { createKernel } from "../memory/kernel";
import { SiegertMap } from "./networkRegimes";

const kernel = createKernel();

describe("the map of rates", () => {
  const options = { columns: 8, rows: 4, g: [0, 8], eta: [0, 4] } as const;
  const network = { tauM: 20, refractory: 2, threshold: 20, reset: 10, cE: 1000, cI: 250, j: 0.1 };

  it("fills row by row, one with every take, with the rates at the centres of its cells", () => {
    const map = new SiegertMap(kernel, options);
    expect(map.take().values.every(Number.isNaN)).toBe(true);
    map.start(network);
    const before = map.revision;
    const first = map.take().values;
    expect(map.revision).toBeGreaterThan(before);
    expect(first.subarray(0, 8).every(Number.isFinite)).toBe(true);
    expect(first.subarray(8).every(Number.isNaN)).toBe(true);
    map.settle();
    const { values } = map.take();
    const { revision } = map;
    expect(map.take().values).toEqual(values);
    expect(map.revision).toBe(revision);
    for (const [row, column] of [
      [0, 0],
      [1, 5],
      [3, 7],
    ] as const) {
      const rate = brunelRate(kernel, { ...network, g: column + 0.5, eta: row + 0.5 });
      expect(values[row * 8 + column]).toBeCloseTo(rate, 3);
    }
  });

  it("begins anew for another network", () => {
    const map = new SiegertMap(kernel, options);
    map.start(network);
    map.settle();
    const { revision } = map;
    map.start({ ...network, j: 0.2 });
    expect(map.revision).toBeGreaterThan(revision);
    expect(map.take().values.subarray(8).every(Number.isNaN)).toBe(true);
    map.settle();
    expect(map.take().values[8 + 5]).toBeCloseTo(brunelRate(kernel, { ...network, j: 0.2, g: 5.5, eta: 1.5 }), 3);
  });
});
