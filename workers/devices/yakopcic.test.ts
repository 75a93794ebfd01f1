import { describe, expect, it } from "vitest";
import { YAKOPCIC } from "../fixtures/memristors";
import { DeviceBench, drivenBySine } from "./testing";
import { type YakopcicParams, yakopcic } from "./yakopcic";

const params = (changes: Partial<YakopcicParams> = {}): YakopcicParams => yakopcic.schema.parse(changes);
const benchOf = (changes: Partial<YakopcicParams> = {}) => new DeviceBench(yakopcic, params(changes));
const x = (bench: DeviceBench<YakopcicParams>): number => bench.variable("x")[0] as number;

/** dx/dt right after a state has been set, 1/s. */
const speed = (initial: number, volts: number): number => {
  const bench = benchOf({ initial });
  bench.hold(volts, 1e-9);
  return (x(bench) - initial) / 1e-9;
};

describe("the model of Yakopcic", () => {
  it("follows the published device over a period", () => {
    const bench = benchOf();
    const seen: number[] = [];
    drivenBySine(bench, { amplitude: 0.45, period: 0.01, steps: 20_000 }, () => seen.push(x(bench)));
    for (const [k, expected] of YAKOPCIC.eighths.entries()) expect(seen[2500 * (k + 1) - 1]).toBeCloseTo(expected, 7);
  });

  it("is pulled and held back as its formulas say", () => {
    expect(speed(0.11, 0.5) / YAKOPCIC.pull).toBeCloseTo(1, 6);
    expect(yakopcic.rate?.(params(), 0.5)).toBeCloseTo(YAKOPCIC.pull, 8);
    expect(speed(0.6, 0.5) / YAKOPCIC.pull).toBeCloseTo(YAKOPCIC.freedomUp, 5);
    const down = yakopcic.rate?.(params(), -0.5) ?? 0;
    expect(down).toBeCloseTo(-4000 * (Math.exp(0.5) - Math.exp(0.15)), 8);
    expect(speed(0.3, -0.5) / down).toBeCloseTo(YAKOPCIC.freedomDown, 5);
    expect(speed(0.7, -0.5) / down).toBeCloseTo(1, 6);
  });

  it("does not move between its thresholds", () => {
    const bench = benchOf();
    const before = bench.bytes;
    for (const volts of [-0.15, -0.1, 0.1, 0.16]) bench.hold(volts, 1e3);
    expect(bench.bytes).toEqual(before);
  });

  it("conducts by sinh, each sign with a scale of its own", () => {
    const bench = benchOf({ a2: 0.34, b: 2, initial: 0.5 });
    expect(bench.hold(0.1, 0)).toBeCloseTo(0.17 * 0.5 * Math.sinh(0.2), 15);
    expect(bench.hold(-0.1, 0)).toBeCloseTo(-0.34 * 0.5 * Math.sinh(0.2), 15);
    expect(bench.hold(3, 0)).toBeCloseTo(0.17 * 0.5 * Math.sinh(6), 12);
    expect(bench.read(0)[0]).toBeCloseTo(0.17 * 0.5 * 2, 15);
  });

  it("reaches its ends and leaves them", () => {
    const bench = benchOf();
    bench.hold(1, 10);
    expect(x(bench)).toBe(1);
    bench.hold(-1, 10);
    expect(x(bench)).toBe(0);
    bench.hold(1, 1e-5);
    expect(x(bench)).toBeGreaterThan(0);
  });

  it.each([0.4, -0.4])("says when it has switched at %d V", (volts) => {
    const [from, to] = volts > 0 ? [0.1, 0.9] : [0.9, 0.1];
    const bench = benchOf({ initial: from });
    bench.hold(volts, yakopcic.switching?.(params(), volts) ?? 0);
    expect(x(bench)).toBeCloseTo(to, 3);
  });
});
