import { describe, expect, it } from "vitest";
import { VTEAM_SPEEDS } from "../fixtures/memristors";
import { DeviceBench } from "./testing";
import { VTEAM_BALANCED, type VteamParams, vteam } from "./vteam";

const params = (changes: Partial<VteamParams> = {}): VteamParams => vteam.schema.parse(changes);
const benchOf = (changes: Partial<VteamParams> = {}) => new DeviceBench(vteam, params(changes));
const w = (bench: DeviceBench<VteamParams>): number => bench.variable("w")[0] as number;

/** Speed of the state (m/s) at a voltage of the paper, whose sign is the other way round. */
const speedAt = (paper: number): number => {
  const bench = benchOf();
  const [before, dt] = [w(bench), 1e-14];
  bench.hold(-paper, dt);
  return (w(bench) - before) / dt;
};

describe("VTEAM", () => {
  it.each(VTEAM_SPEEDS)("moves at %d V by %d m/s", (paper, speed) => {
    expect(speedAt(paper) / speed).toBeCloseTo(1, 4);
    expect((vteam.rate?.(params(), -paper) ?? 0) / speed).toBeCloseTo(1, 12);
  });

  it("crosses its range in the times of the paper's parameters", () => {
    expect(vteam.switching?.(params(), -0.1)).toBeCloseTo(1.5e-6, 15);
    expect(vteam.switching?.(params(), 1)).toBeCloseTo(4.6875e-12, 22);
    const bench = benchOf({ initial: 100 });
    bench.hold(1, 4.68e-12);
    expect(w(bench)).toBeGreaterThan(0);
    bench.hold(1, 0.02e-12);
    expect(w(bench)).toBe(0);
  });

  it("does not move at all in its dead zone", () => {
    const bench = benchOf();
    const before = bench.bytes;
    for (const volts of [-0.02, -0.01, 0, 0.05, 0.1, 0.2]) {
      bench.hold(volts, 1e6);
      expect(vteam.rate?.(params(), volts)).toBe(0);
    }
    expect(bench.bytes).toEqual(before);
    bench.hold(0.2 + 1e-6, 1e6);
    bench.hold(-0.02 - 1e-6, 1e-3);
    expect(bench.bytes).not.toEqual(before);
  });

  it("has a resistance that is linear or exponential in the state", () => {
    const resistance = (shape: "linear" | "exponential", initial: number) =>
      1 / (benchOf({ resistance: shape, initial }).read(0.1)[0] as number);
    expect(resistance("linear", 50)).toBeCloseTo(525, 10);
    expect(resistance("exponential", 50)).toBeCloseTo(Math.sqrt(50 * 1000), 10);
    for (const shape of ["linear", "exponential"] as const) {
      expect(resistance(shape, 0)).toBeCloseTo(50, 10);
      expect(resistance(shape, 100)).toBeCloseTo(1000, 9);
    }
  });

  it("slows at its ends under a window, and leaves them only under Biolek's", () => {
    for (const window of ["joglekar", "biolek"] as const) {
      const bench = benchOf({ window });
      bench.hold(-0.1, 1);
      expect(w(bench)).toBeCloseTo(3e-9, 22);
      bench.hold(0.3, 1);
      expect(w(bench)).toBeCloseTo(window === "biolek" ? 0 : 3e-9, 22);
    }
    const [free, held] = [benchOf({ initial: 90 }), benchOf({ initial: 90, window: "joglekar" })];
    for (const bench of [free, held]) bench.hold(-0.1, 1e-9);
    // F(0.9) = 1 - 0.8^2.
    expect((w(held) - 2.7e-9) / (w(free) - 2.7e-9)).toBeCloseTo(0.36, 2);
  });

  it("takes the same way up and down with the balanced set", () => {
    const bench = benchOf(VTEAM_BALANCED);
    const { set, reset, width } = vteam.pulses(params(VTEAM_BALANCED));
    expect(set).toBe(-reset);
    const before = w(bench);
    bench.hold(set, width);
    expect((before - w(bench)) / 3e-9).toBeCloseTo(0.02, 6);
    bench.hold(reset, width);
    expect(w(bench)).toBeCloseTo(before, 20);
  });

  it("suggests pulses of which fifty cross the range either way", () => {
    const { set, reset, width } = vteam.pulses(params());
    const bench = benchOf({ initial: 100 });
    for (const volts of [set, reset]) {
      const before = w(bench);
      for (let k = 0; k < 49; k++) bench.hold(volts, width);
      expect(Math.abs(w(bench) - before) / 3e-9).toBeCloseTo(0.98, 4);
      bench.hold(volts, 2 * width);
      expect(w(bench)).toBeCloseTo(volts > 0 ? 0 : 3e-9, 20);
    }
  });
});
