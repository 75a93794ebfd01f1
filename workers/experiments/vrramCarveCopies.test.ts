import { describe, expect, it } from "vitest";
import { carveBench } from "./vrramCarveTesting";

/** A block that is carved, in the middle of an epoch, of a test and of a stretch of its traces. */
function bench() {
  const carve = { batch: 8, train: 100, test: 100, evaluate: 10, interval: 3, sample: 3 };
  return carveBench({ block: { layers: 4, columns: 8, rows: 6 }, carve, cell: { levels: 16, spread: 2 } }, 4);
}

describe("the state of a block", () => {
  it("is all that another block needs to go on the same, and to show the same", () => {
    const one = bench();
    one.advance(17);
    one.act("inject", { on: 5, off: 5 });
    one.advance(6);
    const copy = one.snapshot();
    const shown = one.shown();
    const other = bench();
    other.restore(copy);
    expect(other.shown()).toEqual(shown);
    for (const each of [one, other]) each.act("inject", { on: 5, off: 5 });
    // To the end of the stretch, of the pass over the test pictures, and further on.
    for (const steps of [2, 5, 17]) {
      for (const each of [one, other]) each.advance(steps);
      expect(other.shown()).toEqual(one.shown());
      expect(new Uint8Array(other.snapshot())).toEqual(new Uint8Array(one.snapshot()));
    }
    expect(other.shown()).not.toEqual(shown);
  });

  it("brings back what was shown when it is put back", () => {
    const { advance, act, snapshot, restore, shown } = bench();
    advance(23);
    const before = snapshot();
    const then = shown();
    act("drill", { x: 3, y: 3, radius: 1, kind: "open" });
    advance(8);
    expect(shown()).not.toEqual(then);
    restore(before);
    expect(shown()).toEqual(then);
  });
});
