import { expect, it } from "vitest";
import { countText, momentText, spanText } from "./clock";
import { timeAxis } from "./scale";
import { ENGLISH } from "./strings";

const training = { stepMs: 1, clock: { counts: "batches", epoch: 94 } } as const;

it("counts steps and epochs where steps are no time, and tells time elsewhere", () => {
  expect(momentText(ENGLISH, 1234, training)).toBe("step 1\u202f234 · epoch 13.1");
  expect(momentText(ENGLISH, 3, { stepMs: 1, clock: { counts: "batches", epoch: 1 } })).toBe("step 3 · epoch 3");
  expect(momentText(ENGLISH, 1234, { stepMs: 0.1 })).toBe("1.2340\u00a0s");
  expect(spanText(ENGLISH, 2000, training)).toBe("2\u202f000 steps");
  expect(spanText(ENGLISH, 2000, { stepMs: 1 })).toBe("2\u00a0s");
  expect(countText(1_064_800)).toBe("1\u202f064\u202f800");
});

it("writes steps on the axis of training", () => {
  expect(timeAxis(ENGLISH, [0, 500], false, training)).toEqual({ title: "Training step", domain: [0, 500], ms: 1 });
  expect(timeAxis(ENGLISH, [0, 500], true, training).title).toBe("Training step (last 500 steps)");
  expect(timeAxis(ENGLISH, [0, 500], false, { stepMs: 1 }).title).toBe("Time (ms)");
});
