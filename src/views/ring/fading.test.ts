import { expect, it } from "vitest";
import { Fading } from "./draw";

it("keeps sparks as long as a picture's move asks, within bounds, whatever seeks and pauses do", () => {
  const fading = new Fading();
  const stepMs = 0.1;
  let now = 0;
  let epoch = 1;
  const run = (move: number, pictures: number): number => {
    let fade = 0;
    for (let i = 0; i < pictures; i++) {
      now += move;
      fade = fading.update(now, epoch, stepMs);
    }
    return fade;
  };
  expect(run(20, 60)).toBe(800);
  expect(run(320, 60)).toBeCloseTo(1600, -1);
  expect(run(20_000, 60)).toBe(3200);
  run(20, 60);
  epoch = 2;
  expect(run(1e6, 1)).toBe(800);
  expect(run(320, 60)).toBeCloseTo(1600, -1);
  epoch = 3;
  expect(run(1e6, 1)).toBeCloseTo(1600, -1);
  // One far move within an epoch, after the view was paused.
  expect(run(1e6, 1)).toBeLessThan(2000);
});
