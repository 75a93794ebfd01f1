import { describe, expect, it } from "vitest";
import { excesses, spanOf, zoomed } from "./spikes";

describe("the voltage beyond the threshold", () => {
  it("is cut where the line crosses it, with either sign", () => {
    const found = excesses([0, 1, 2, 3, 4], [0, 2, 0, -2, 0], 1);
    expect(found).toEqual([
      {
        sign: 1,
        points: [
          [0.5, 1],
          [1, 2],
          [1.5, 1],
        ],
      },
      {
        sign: -1,
        points: [
          [2.5, -1],
          [3, -2],
          [3.5, -1],
        ],
      },
    ]);
  });

  it("is nothing for a spike that only touches it", () => {
    expect(excesses([0, 1, 2], [0, 1, 0], 1)).toEqual([]);
  });

  it("ends with the curve", () => {
    expect(excesses([0, 1], [2, 2], 1)).toEqual([
      {
        sign: 1,
        points: [
          [0, 1],
          [0, 2],
          [1, 2],
          [1, 1],
        ],
      },
    ]);
  });
});

it("shows both spikes whichever comes first", () => {
  expect(spanOf(20, 2, 60)[1]).toBeGreaterThan(40);
  expect(spanOf(-20, 2, 60)[0]).toBeLessThan(-20);
});

it("zooms around a place and stays within the whole", () => {
  const [low, high] = zoomed([-10, 90], 0, 2, [-10, 90], 1);
  expect(high - low).toBe(50);
  expect(low).toBe(-5);
  expect(zoomed([-5, 45], 0, 0.1, [-10, 90], 1)).toEqual([-10, 90]);
});
