import fc from "fast-check";
import { expect, it } from "vitest";
import type { PopulationSpec } from "../../../workers/protocol";
import { movingAverage } from "./average";
import { nearestPoint } from "./draw";

const spec: PopulationSpec = { name: "a", label: "", role: "input", offset: 0, size: 0 };
const value = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(Number.NaN));

it("equals the mean of each window, cut at the ends of the group", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 6, maxLength: 60 }), fc.integer({ min: 0, max: 12 }), (list, half) => {
      const [start, end] = [2, list.length - 1];
      const smooth = movingAverage(Float32Array.from(list), { spec, start, end }, 2 * half + 1);
      for (let i = start; i < end; i++) {
        const window = list
          .slice(Math.max(start, i - half), Math.min(end, i + half + 1))
          .filter((v) => !Number.isNaN(v));
        const mean = window.reduce((a, b) => a + b, 0) / window.length;
        if (window.length === 0) expect(smooth[i - start]).toBeNaN();
        else expect(smooth[i - start]).toBeCloseTo(mean, 9);
      }
    }),
  );
});

it("finds the point under the pointer", () => {
  const scene = { values: Float32Array.of(1, Number.NaN, 3), toX: (i: number) => 10 * i, toY: (v: number) => 10 * v };
  expect(nearestPoint(scene, { x: 19, y: 28 }, 12)).toBe(2);
  expect(nearestPoint(scene, { x: 10, y: 10 }, 12)).toBe(0);
  expect(nearestPoint(scene, { x: 60, y: 30 }, 12)).toBeNull();
});
