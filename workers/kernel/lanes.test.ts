import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";

const kernel = createKernel();
const arena = new Arena(kernel);
const lanes = arena.alloc("scratch", "f32", 4);
arena.commit();

const QUARTER = Math.fround(Math.PI / 4);
const relative = (value: number, exact: number) => Math.abs(value / exact - 1);
const absolute = (value: number, exact: number) => Math.abs(value - exact);

/** Largest error at about 300,000 numbers between two positive ones, as dense as single precision is, and with a sign. */
function worst(
  lane: (at: number) => void,
  exact: (x: number) => number,
  [from, to, sign]: readonly [from: number, to: number, sign: 1 | -1],
  error: typeof relative,
): number {
  const x = new Float32Array([from, to]);
  const words = new Uint32Array(x.buffer);
  const [first, last] = [...words] as [number, number];
  const stride = (last - first) / 300_000;
  let most = 0;
  for (let k = first; k <= last; k += stride) {
    words[0] = k;
    const argument = sign * (x[0] as number);
    lanes.view.fill(argument);
    lane(lanes.ptr);
    most = Math.max(most, error(lanes.view[3] as number, exact(argument)));
  }
  return most;
}

describe("functions of four lanes", () => {
  it.each([
    ["expLanes", Math.exp, [1e-6, 88, 1], relative],
    ["expLanes", Math.exp, [1e-6, 87, -1], relative],
    ["logLanes", Math.log, [2 ** -126, 0.9999999, 1], relative],
    ["logLanes", Math.log, [1.0000001, 3.4e38, 1], relative],
    ["sineLanes", Math.sin, [1e-6, QUARTER, 1], absolute],
    ["sineLanes", Math.sin, [1e-6, QUARTER, -1], absolute],
    ["cosineLanes", Math.cos, [1e-6, QUARTER, 1], absolute],
  ] as const)("%s is exact to 1e-7", (name, exact, range, error) => {
    const most = worst(kernel[name], exact, range, error);
    expect(most).toBeLessThan(1e-7);
    // Single precision allows no more than this, so a sweep that compares nothing would show.
    expect(most).toBeGreaterThan(1e-8);
  });

  it("work lane by lane, and clamp the argument of the exponential", () => {
    lanes.view.set([0, 1, -100, 100]);
    kernel.expLanes(lanes.ptr);
    const [zero, one, least, most] = lanes.view;
    expect([zero, one]).toEqual([1, Math.fround(Math.E)]);
    expect(relative(least as number, Math.exp(-87))).toBeLessThan(1e-7);
    expect(relative(most as number, Math.exp(88))).toBeLessThan(1e-7);
  });
});
