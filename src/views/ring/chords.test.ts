import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chordBetween, Density } from "./chords";

const circle = { x: 60, y: 50, radius: 40 };

describe("the density of chords", () => {
  it("adds up to the length of the lines, wherever they run", () => {
    fc.assert(
      fc.property(fc.nat({ max: 99 }), fc.nat({ max: 99 }), (from, to) => {
        const density = new Density(120, 100);
        const chord = chordBetween(circle, from, to, 100);
        density.add(chord);
        let length = 0;
        let before = chord.start;
        for (let i = 1; i <= 500; i++) {
          const u = i / 500;
          const at = (key: "x" | "y"): number =>
            (1 - u) * (1 - u) * chord.start[key] + 2 * u * (1 - u) * chord.control[key] + u * u * chord.end[key];
          const next = { x: at("x"), y: at("y") };
          length += Math.hypot(next.x - before.x, next.y - before.y);
          before = next;
        }
        const sum = density.cover.reduce((a, b) => a + b, 0);
        // Either end, and every change between flat and steep, may miss or gain part of a pixel.
        expect(Math.abs(sum - length)).toBeLessThan(5);
      }),
    );
  });

  it("lies where the line runs", () => {
    const density = new Density(20, 10);
    density.add({ start: { x: 2, y: 4.5 }, control: { x: 6, y: 4.5 }, end: { x: 10, y: 4.5 } });
    const row = (y: number): number[] => [...density.cover.subarray(20 * y, 20 * y + 20)];
    expect(row(4)).toEqual(Array.from({ length: 20 }, (_, x) => (x >= 2 && x < 10 ? 1 : 0)));
    expect([...row(3), ...row(5)].every((cover) => cover === 0)).toBe(true);
  });

  it("becomes the opacity of as many strokes over each other", () => {
    const density = new Density(3, 1);
    density.cover.set([0, 1, 3]);
    const words = new Uint32Array(3);
    density.paint("#102030", 0.5, words);
    expect([...words]).toEqual([0x00_30_20_10, 0x80_30_20_10, 0xdf_30_20_10]);
  });
});
