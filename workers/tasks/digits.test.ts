import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { DIGIT_CLASSES, DIGIT_SIZES, digitLabel, digits, drawDigit } from "./digits";

const kernel = createKernel();

/** Part of the test pictures whose nearest class mean is of their own class. */
function nearestCentroid(train: ReturnType<typeof digits>, test: ReturnType<typeof digits>): number {
  const { pixels } = train;
  const sums = new Float64Array(DIGIT_CLASSES * pixels);
  const counts = new Float64Array(DIGIT_CLASSES);
  for (let k = 0; k < train.count; k++) {
    const label = train.labels[k] as number;
    counts[label] = (counts[label] as number) + 1;
    for (let p = 0; p < pixels; p++) {
      sums[label * pixels + p] = (sums[label * pixels + p] as number) + (train.images[k * pixels + p] as number);
    }
  }
  let right = 0;
  for (let k = 0; k < test.count; k++) {
    const distances = Array.from({ length: DIGIT_CLASSES }, (_, c) => {
      let sum = 0;
      for (let p = 0; p < pixels; p++) {
        const difference =
          (test.images[k * pixels + p] as number) - (sums[c * pixels + p] as number) / (counts[c] as number);
        sum += difference * difference;
      }
      return sum;
    });
    if (distances.indexOf(Math.min(...distances)) === test.labels[k]) right += 1;
  }
  return right / test.count;
}

describe("the procedural digits", () => {
  it("are the same bytes from the same seed, and any picture can be drawn alone", () => {
    const set = digits(kernel, 5, "train", 40, 14);
    expect(digits(kernel, 5, "train", 40, 14)).toEqual(set);
    const alone = new Float32Array(196);
    drawDigit(kernel, 5, "train", 33, 14, alone);
    expect(alone).toEqual(set.images.subarray(33 * 196, 34 * 196));
    expect(digits(kernel, 5, "train", 7, 14, 33).images).toEqual(set.images.subarray(33 * 196));
    expect([...set.labels].slice(0, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(digitLabel(33)).toBe(3);
  });

  it("differ with seed, stream and number", () => {
    const of = (seed: number, stream: "train" | "test", first: number) =>
      digits(kernel, seed, stream, 1, 14, first).images.join();
    expect(new Set([of(1, "train", 0), of(2, "train", 0), of(1, "test", 0), of(1, "train", 10)]).size).toBe(4);
  });

  it.each(DIGIT_SIZES)("have the ink of the reference at %d pixels, and values from 0 to 1", (size) => {
    const { images } = digits(kernel, 1, "train", 300, size);
    let [sum, dark] = [0, 0];
    expect(images.every((value) => value >= 0 && value <= 1)).toBe(true);
    for (const value of images) {
      sum += value;
      if (value > 0.5) dark += 1;
    }
    // Mean pixel 0.19 and 18 % above one half, 10 % allowed; a pen is thinner than a pixel at 8 x 8.
    expect(Math.abs(sum / images.length - 0.19)).toBeLessThan(0.019);
    expect(Math.abs(dark / images.length - 0.18)).toBeLessThan(size === 8 ? 0.025 : 0.018);
  });

  it("are about as hard as the reference: nearest centroid 0.799", () => {
    const accuracy = nearestCentroid(digits(kernel, 2, "train", 1500, 14), digits(kernel, 2, "test", 500, 14));
    expect(Math.abs(accuracy - 0.799)).toBeLessThan(0.045);
  });
});
