import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { Exam } from "./exam";

/** Ten pictures of three classes in batches of four; `shift` is how far every name is off. */
function built() {
  const arena = new Arena(createKernel());
  const asked: number[][] = [];
  let shift = 0;
  const exam = new Exam(arena, {
    classes: 3,
    batch: 4,
    count: 10,
    label: (k) => k % 3,
    name(first, count) {
      asked.push([first, count]);
      return Array.from({ length: count }, (_, k) => (first + k + shift) % 3);
    },
  });
  arena.commit();
  exam.init();
  return {
    exam,
    asked,
    say(by: number) {
      shift = by;
    },
  };
}

describe("an exam", () => {
  it("names every picture once in a pass, spread over its steps", () => {
    const { exam, asked } = built();
    const after = Array.from({ length: 6 }, () => {
      exam.advance(6);
      return asked.length;
    });
    expect(after).toEqual([0, 1, 1, 2, 2, 3]);
    expect(asked).toEqual([
      [0, 4],
      [4, 4],
      [8, 2],
    ]);
    exam.advance(1);
    expect(asked).toHaveLength(6);
  });

  it("tells of the last full pass, and of nothing before", () => {
    const { exam, say } = built();
    for (let step = 0; step < 2; step++) exam.advance(3);
    expect(exam.accuracy).toBeNaN();
    expect(Array.from(exam.confusion)).toEqual(new Array(9).fill(Number.NaN));
    say(1);
    exam.advance(3);
    // Eight rightly, then pictures 8 and 9 of classes 2 and 0 for 0 and 1.
    expect(exam.accuracy).toBe(80);
    expect(Array.from(exam.confusion)).toEqual([3, 1, 0, 0, 3, 0, 1, 0, 2]);
    exam.advance(3);
    expect(exam.accuracy).toBe(80);
    exam.advance(3);
    exam.advance(3);
    expect(exam.accuracy).toBe(0);
    expect(Array.from(exam.confusion)).toEqual([0, 4, 0, 0, 0, 3, 3, 0, 0]);
  });
});
