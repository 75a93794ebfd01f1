import { describe, expect, it } from "vitest";
import { CURVE_NODES, SmallWorldCurve } from "./networkSmallWorldCurve";

function settle(curve: SmallWorldCurve): void {
  for (let portions = 0; !curve.advance(); portions++) if (portions > 1e5) throw new Error("no end");
}

describe("the curve over p", () => {
  it("falls from the ring to the random graph, paths long before clustering", () => {
    const curve = new SmallWorldCurve({ nodes: 100_000, maxDegree: 10, seed: 1 });
    expect(curve.advance()).toBe(false);
    expect(curve.revision).toBe(0);
    curve.start(6);
    settle(curve);
    expect(curve.nodes).toBe(CURVE_NODES);
    const last = curve.p.length - 1;
    expect(curve.p[0]).toBeCloseTo(1e-4, 12);
    expect(curve.p[last]).toBe(1);
    for (const [i, p] of curve.p.entries()) {
      expect(Math.abs((curve.clustering[i] as number) - (1 - p) ** 3)).toBeLessThan(0.03);
      if (i > 0) expect(curve.pathLength[i] as number).toBeLessThan(curve.pathLength[i - 1] as number);
    }
    expect(curve.pathLength[0]).toBeGreaterThan(0.85);
    const middle = curve.p.findIndex((p) => p >= 0.0099);
    expect(curve.clustering[middle]).toBeGreaterThan(0.95);
    expect(curve.pathLength[middle]).toBeLessThan(0.2);
    expect(curve.pathLength[last]).toBeLessThan(0.05);
  });

  it("starts over for another k only, and rises in revision with every point", () => {
    const curve = new SmallWorldCurve({ nodes: 60, maxDegree: 6, seed: 1 });
    curve.start(6);
    settle(curve);
    const { revision } = curve;
    expect(revision).toBeGreaterThan(curve.p.length);
    const values = [...curve.pathLength];
    curve.start(6);
    expect(curve.done).toBe(true);
    curve.start(4);
    expect(curve.revision).toBe(revision + 1);
    expect(curve.done).toBe(false);
    expect(curve.pathLength.every(Number.isNaN)).toBe(true);
    settle(curve);
    curve.start(6);
    settle(curve);
    expect([...curve.pathLength]).toEqual(values);
  });
});
