import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlaneData, TraceData } from "../../../workers/protocol";
import { fixedPointsOf, flowAt, lastPoint, orbitExtent, walkOrbit } from "./orbit";

const orbit = (...samples: readonly (readonly [step: number, x: number, y: number])[]): TraceData => ({
  kind: "trace",
  steps: Uint32Array.from(samples, ([step]) => step),
  values: Float32Array.from(samples.flatMap(([, x, y]) => [x, y])),
});

describe("the way through a plane", () => {
  const walked = (data: TraceData, now: number, length: number) => {
    const seen: unknown[] = [];
    walkOrbit(data, 2, now, length, {
      line: (x, y, age, begins) => seen.push([begins ? "from" : "to", x, y, age]),
      jump: (...ends) => seen.push(["jump", ...ends]),
    });
    return seen;
  };

  it("jumps between two samples of one step and begins anew after them", () => {
    const data = orbit([8, 1, 2], [9, 20, 3], [9, -60, 5], [10, -59, 4]);
    expect(walked(data, 10, 10)).toEqual([
      ["from", 1, 2, 0.2],
      ["to", 20, 3, 0.1],
      ["jump", 20, 3, -60, 5, 0.1],
      ["from", -60, 5, 0.1],
      ["to", -59, 4, 0],
    ]);
  });

  it("breaks where nothing is known and reaches no further back than the trail", () => {
    const data = orbit([1, 0, 0], [6, 1, 1], [7, Number.NaN, Number.NaN], [8, 2, 2]);
    expect(walked(data, 8, 4)).toEqual([
      ["from", 1, 1, 0.5],
      ["from", 2, 2, 0],
    ]);
  });

  it("knows where it is and how far it went", () => {
    const data = orbit([1, -100, 50], [2, 3, 4], [3, 5, -2], [4, Number.NaN, Number.NaN]);
    expect(lastPoint(data, 2)).toEqual([5, -2]);
    expect(lastPoint(orbit(), 2)).toBeNull();
    expect(orbitExtent(data, 2, 1, 0, [-50, 50])).toEqual([-2, 4]);
    expect(orbitExtent(data, 2, 1, 4, [-50, 50])).toBeNull();
  });
});

/** A grid of a flow that is linear in both variables. */
function grid(columns: number, rows: number, flow: (x: number, y: number) => readonly [number, number]): PlaneData {
  const extent = [-80, -40, -10, 30] as const;
  const field = new Float32Array(2 * columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = extent[0] + ((column + 0.5) / columns) * (extent[1] - extent[0]);
      const y = extent[2] + ((row + 0.5) / rows) * (extent[3] - extent[2]);
      field.set(flow(x, y), 2 * (row * columns + column));
    }
  }
  const none = new Float32Array(0);
  return {
    kind: "plane",
    columns,
    rows,
    extent: Float32Array.from(extent),
    field,
    xNullcline: none,
    yNullcline: none,
    fixedPoints: Float32Array.of(-70, 0, 1, -50, 2, 2, -48, 3, 4),
    reset: Float32Array.of(0, -70, 5),
    point: Float32Array.of(-60, 0),
  };
}

it("finds a linear flow exactly between its arrows, and none beyond the extent", () => {
  const flow = (x: number, y: number) => [2 * x - y + 3, 0.5 * y - x] as const;
  const data = grid(12, 8, flow);
  fc.assert(
    fc.property(
      fc.double({ min: -78, max: -42, noNaN: true }),
      fc.double({ min: -7, max: 27, noNaN: true }),
      (x, y) => {
        const [dx, dy] = flowAt(data, x, y) ?? [Number.NaN, Number.NaN];
        const [wantedX, wantedY] = flow(x, y);
        expect(dx).toBeCloseTo(wantedX, 3);
        expect(dy).toBeCloseTo(wantedY, 3);
      },
    ),
  );
  expect(flowAt(data, -39, 0)).toBeNull();
  expect(
    flowAt(
      grid(1, 1, () => [1, 2]),
      -60,
      0,
    ),
  ).toEqual([1, 2]);
});

it("names fixed points by what they do", () => {
  expect(fixedPointsOf(grid(1, 1, () => [0, 0])).map(({ name, stability }) => [name, stability])).toEqual([
    ["stableFocus", "stable"],
    ["saddle", "saddle"],
    ["unstableFocus", "unstable"],
  ]);
});
