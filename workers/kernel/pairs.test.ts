import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";

const kernel = createKernel();
const arena = new Arena(kernel);
const pair = arena.alloc("scratch", "f64", 2);
arena.commit();

const UNIT = 2 ** -52;

/** Both results of a function of two lanes. */
function both(lanes: (at: number) => void, a: number, b: number): readonly [number, number] {
  pair.view.set([a, b]);
  lanes(pair.ptr);
  return [pair.view[0] as number, pair.view[1] as number];
}

/** Numbers as a sweep of `count` from one end to the other, evenly or by equal factors. */
const even = (from: number, to: number, count = 20_001) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
const spread = (from: number, to: number, sign = 1) =>
  even(Math.log(from), Math.log(to)).map((y) => sign * Math.exp(y));

describe("functions of two lanes in double precision", () => {
  it.each([
    ["expLanePair", Math.exp, even(-708, 709), 1],
    ["expLanePair", Math.exp, even(-1, 1), 1],
    ["logLanePair", Math.log, spread(1e-300, 1e300), 1],
    ["logLanePair", Math.log, even(0.5, 0.999), 1],
    ["logLanePair", Math.log, even(1.001, 2), 1],
    ["sinhLanePair", Math.sinh, spread(1e-9, 700), 4],
    ["sinhLanePair", Math.sinh, spread(1e-9, 700, -1), 4],
  ] as const)("%s is exact to units in the last place", (name, exact, arguments_, units) => {
    let most = 0;
    let changed = 0;
    for (const x of arguments_) {
      const [value] = both(kernel[name], x, x);
      const expected = exact(x);
      most = Math.max(most, value === expected ? 0 : Math.abs(value / expected - 1));
      changed += value === x ? 0 : 1;
    }
    expect(most).toBeLessThan((units + 1) * UNIT);
    // A sweep that calls nothing would show.
    expect(changed).toBeGreaterThan(10_000);
  });

  it("gives a lane the same bits whatever is beside it", () => {
    const beside = [1e-12, 0.3, 0.5, 0.7, 3, 40, 300, 708];
    for (const name of ["expLanePair", "logLanePair", "sinhLanePair"] as const) {
      for (const x of spread(1e-6, 500).filter((_, i) => i % 200 === 0)) {
        const [alone] = both(kernel[name], x, x);
        for (const other of beside) {
          expect(both(kernel[name], x, other)[0]).toBe(alone);
          expect(both(kernel[name], other, x)[1]).toBe(alone);
        }
      }
    }
  });

  it("clamps the argument of the exponential", () => {
    const [least, most] = both(kernel.expLanePair, -1e4, 1e4);
    expect(least / Math.exp(-708)).toBeCloseTo(1, 12);
    expect(most / Math.exp(709)).toBeCloseTo(1, 12);
  });
});
