import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FRONT,
  magnified,
  middleOf,
  project,
  projectionOf,
  radiusIn,
  shifted,
  turned,
  type Viewpoint,
  viewpointOf,
} from "./camera";

const frame = { x: 10, y: 40, width: 380, height: 300 };
const size = { width: 400, height: 360 };
const views = fc.record({
  yaw: fc.double({ min: -3, max: 3, noNaN: true }),
  pitch: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  zoom: fc.double({ min: 0.6, max: 8, noNaN: true }),
  x: fc.double({ min: -1, max: 1, noNaN: true }),
  y: fc.double({ min: -1, max: 1, noNaN: true }),
});
const seen = (view: Viewpoint, place: readonly [number, number, number]) => [
  ...project(Float32Array.from(place), projectionOf(view, frame, size.width, size.height), size, new Float32Array(3)),
];

describe("the projection", () => {
  it("shows the middle of the sphere in the middle of its frame, moved by the viewpoint", () => {
    const { x, y } = middleOf(frame);
    expect(seen(FRONT, [0, 0, 0]).slice(0, 2)).toEqual([x, y]);
    fc.assert(
      fc.property(views, (view) => {
        const [left, top] = seen(view, [0, 0, 0]) as [number, number];
        expect(left).toBeCloseTo(x + view.x * radiusIn(frame), 2);
        expect(top).toBeCloseTo(y - view.y * radiusIn(frame), 2);
      }),
    );
  });

  it("shows y upwards, and what is nearer larger and in front", () => {
    const { x, y } = middleOf(frame);
    expect(seen(FRONT, [0, 1, 0])[1]).toBeCloseTo(y - radiusIn(frame), 3);
    const [near, far] = [seen(FRONT, [0.5, 0, 1]), seen(FRONT, [0.5, 0, -1])] as [number[], number[]];
    expect((near[0] as number) - x).toBeGreaterThan((far[0] as number) - x);
    expect([near[2], far[2]]).toEqual([-1, 1]);
  });

  it("turns by a quarter what was on the right to the back", () => {
    const [x, , depth] = seen(turned(FRONT, Math.PI / 2, 0), [1, 0, 0]) as [number, number, number];
    expect(x).toBeCloseTo(middleOf(frame).x, 3);
    expect(depth).toBeCloseTo(1, 5);
    expect(turned(FRONT, 0, 9).pitch).toBeLessThan(1.6);
  });
});

describe("a hand on the view", () => {
  it("keeps what is under the pointer where it is while it zooms", () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0.5, max: 2, noNaN: true }), (view, factor) => {
        const flat = { ...view, yaw: 0, pitch: 0 };
        const place = [0.3, -0.4, 0] as const;
        const [x, y] = seen(flat, place) as [number, number];
        const [afterX, afterY] = seen(magnified(flat, frame, factor, { x, y }), place) as [number, number];
        expect(Math.hypot(afterX - x, afterY - y)).toBeLessThan(0.05);
      }),
    );
  });

  it("moves the picture with it", () => {
    const [x, y] = seen(FRONT, [0.1, 0.2, 0]) as [number, number];
    const [movedX, movedY] = seen(shifted(FRONT, frame, { x: 30, y: -12 }), [0.1, 0.2, 0]) as [number, number];
    expect(movedX - x).toBeCloseTo(30, 3);
    expect(movedY - y).toBeCloseTo(-12, 3);
  });
});

it("takes viewpoints from elsewhere only when they are whole", () => {
  expect(viewpointOf({ yaw: 1, pitch: 0.5 })).toEqual({ yaw: 1, pitch: 0.5, zoom: 1, x: 0, y: 0 });
  expect(viewpointOf({ yaw: 1, pitch: 0, zoom: 1e9 })?.zoom).toBe(12);
  for (const value of [null, 3, "front", {}, { yaw: Number.NaN, pitch: 0 }, { yaw: 1 }])
    expect(viewpointOf(value)).toBeNull();
});
