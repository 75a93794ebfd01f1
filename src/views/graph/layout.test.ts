import { describe, expect, it } from "vitest";
import { circular, ForceLayout, fitted, isFlat } from "./layout";

describe("places", () => {
  it("that are given fill the frame: a sheet as a square, a volume within the sphere", () => {
    const sheet = fitted(Float32Array.of(0, 0, 7, 1000, 0, 7, 1000, 500, 7));
    expect([...sheet].map((x) => Math.round(100 * x) / 100)).toEqual([-1, -0.5, 0, 1, -0.5, 0, 1, 0.5, 0]);
    expect(isFlat(sheet)).toBe(true);
    const volume = fitted(Float32Array.of(0, 0, 0, 10, 10, 10, 0, 10, Number.NaN));
    expect(isFlat(volume)).toBe(false);
    expect(Math.hypot(...volume.subarray(3, 6))).toBeCloseTo(1, 6);
    expect(volume[8]).toBe(0);
    expect([...fitted(Float32Array.of(5, 5, 5))]).toEqual([0, 0, 0]);
  });

  it("on a circle begin at the top and go clockwise", () => {
    const places = circular(4);
    expect([places[0], places[1]]).toEqual([0, 1]);
    expect(places[3]).toBeCloseTo(1, 6);
    expect(places[7]).toBeCloseTo(-1, 6);
  });
});

describe("places to which connections pull", () => {
  /** Two groups of ten, numbered in turn, each connected within itself. */
  const two = Uint32Array.from(
    Array.from({ length: 20 }, (_, i) =>
      Array.from({ length: 20 }, (_, j) => (i !== j && i % 2 === j % 2 ? [i, j] : [])).flat(),
    ).flat(),
  );
  const settledOn = (edges: Uint32Array): Float32Array => {
    const layout = new ForceLayout(20);
    layout.follow(edges);
    let clock = 0;
    // One step at a time, as a slow machine does it.
    while (!layout.settled) layout.work(1, () => clock++);
    return layout.places;
  };
  const distance = (places: Float32Array, i: number, j: number): number =>
    Math.hypot(
      (places[3 * i] as number) - (places[3 * j] as number),
      (places[3 * i + 1] as number) - (places[3 * j + 1] as number),
    );

  it("bring together who is connected, and are the same however long each piece of work is", () => {
    const places = settledOn(two);
    let [within, between] = [0, 0];
    for (let i = 0; i < 20; i++)
      for (let j = i + 1; j < 20; j++) {
        if (i % 2 === j % 2) within += distance(places, i, j) / 90;
        else between += distance(places, i, j) / 100;
      }
    expect(between).toBeGreaterThan(1.5 * within);
    const layout = new ForceLayout(20);
    layout.follow(two);
    layout.work(1, () => 0);
    while (!layout.settled) layout.work(1e9, () => 0);
    expect(layout.places).toEqual(places);
  });

  it("are worked out again when much of the wiring has changed, not for a few births", () => {
    const layout = new ForceLayout(20);
    expect(layout.settled).toBe(true);
    layout.follow(two);
    while (!layout.settled) layout.work(1e9, () => 0);
    const few = two.slice();
    few[1] = 1;
    layout.follow(few);
    expect(layout.settled).toBe(true);
    layout.follow(two.map((node) => (node * 7) % 20));
    layout.follow(Uint32Array.from({ length: 200 }, (_, i) => (i * 13) % 20));
    expect(layout.settled).toBe(false);
  });
});
