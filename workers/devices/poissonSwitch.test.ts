import { describe, expect, it } from "vitest";
import { POISSON } from "../fixtures/memristors";
import { type PoissonSwitchParams, poissonSwitch, switchProbability, waitingTime } from "./poissonSwitch";
import { DeviceBench } from "./testing";

const params = (changes: Partial<PoissonSwitchParams> = {}): PoissonSwitchParams => poissonSwitch.schema.parse(changes);
const benchOf = (changes: Partial<PoissonSwitchParams> = {}, rows = 1, columns = 1, seed = 1) =>
  new DeviceBench(poissonSwitch, params(changes), { shape: { rows, columns }, seed });
const on = (bench: DeviceBench<PoissonSwitchParams>): number =>
  bench.variable("on").reduce((sum, count) => sum + count, 0);

/** True where a count out of n lies within four standard deviations of the binomial mean. */
const binomial = (count: number, n: number, p: number): boolean =>
  Math.abs(count - n * p) < 4 * Math.sqrt(n * p * (1 - p));

describe("binary Poisson switching", () => {
  it.each(POISSON)("waits as published at %d V", (volts, tau, probability) => {
    expect(waitingTime(params(), volts) / tau).toBeCloseTo(1, 5);
    expect(waitingTime(params(), -volts) / tau).toBeCloseTo(1, 5);
    expect(poissonSwitch.switching?.(params(), volts)).toBe(waitingTime(params(), volts));
    expect(switchProbability(params(), volts, 1e-5) / probability).toBeCloseTo(1, 4);
  });

  it.each(POISSON)("switches at %d V with binomial statistics, on and off", (volts, _tau, probability) => {
    const bench = benchOf({}, 200, 500);
    bench.hold(volts, 1e-5);
    const set = on(bench);
    expect(binomial(set, bench.n, probability)).toBe(true);
    bench.hold(-volts, 1e-5);
    expect(binomial(set - on(bench), set, probability)).toBe(true);
  });

  it("gives bit by bit the same however time is cut", () => {
    const [whole, parts] = [benchOf({ cells: 5 }, 40, 50), benchOf({ cells: 5 }, 40, 50)];
    whole.hold(3.2, 4e-4);
    for (let k = 0; k < 64; k++) parts.hold(3.2, 4e-4 / 64);
    expect(on(whole)).toBeGreaterThan(500);
    expect(parts.variable("on")).toEqual(whole.variable("on"));
    expect(parts.variable("switches")).toEqual(whole.variable("switches"));
  });

  it("waits for exponential times", () => {
    const bench = benchOf({}, 100, 100);
    const tau = waitingTime(params(), 3);
    const waits = new Float64Array(bench.n);
    const dt = tau / 100;
    for (let k = 0; k < 2000; k++) {
      bench.hold(3, dt);
      const now = bench.variable("on");
      for (let i = 0; i < bench.n; i++) if (now[i] === 1 && waits[i] === 0) waits[i] = (k + 0.5) * dt;
    }
    expect(on(bench)).toBe(bench.n);
    const mean = waits.reduce((sum, t) => sum + t, 0) / bench.n;
    const sd = Math.sqrt(waits.reduce((sum, t) => sum + (t - mean) ** 2, 0) / bench.n);
    expect(Math.abs(mean / tau - 1)).toBeLessThan(0.04);
    expect(Math.abs(sd / tau - 1)).toBeLessThan(0.06);
    // Kolmogorov and Smirnov at 0.1 %.
    const sorted = waits.sort();
    const distance = sorted.reduce(
      (most, t, i) => Math.max(most, Math.abs((i + 0.5) / bench.n + Math.expm1(-t / tau))),
      0,
    );
    expect(distance).toBeLessThan(1.95 / Math.sqrt(bench.n) + 0.005);
  });

  it("makes a device of several levels of several cells", () => {
    const bench = benchOf({ cells: 10 }, 100, 100);
    const half = waitingTime(params(), 3) * Math.LN2;
    bench.hold(3, half);
    expect(binomial(on(bench), 10 * bench.n, 0.5)).toBe(true);
    const counts = bench.variable("on");
    const variance = counts.reduce((sum, k) => sum + (k - 5) ** 2, 0) / bench.n;
    expect(variance).toBeCloseTo(2.5, 0);
    const [g] = bench.read(0.1);
    expect(g).toBeCloseTo((counts[0] as number) * 77.48e-6 + (10 - (counts[0] as number)) * 0.1e-6, 15);
    for (const level of [0, 3, 10]) {
      bench.program(level * 77.48e-6 + (10 - level) * 0.1e-6 + 20e-6);
      expect(new Set(counts)).toEqual(new Set([level]));
    }
  });

  it("forgets when it is volatile, and only then", () => {
    const bench = benchOf({ volatile: true, lifetime: 50 }, 200, 500);
    bench.program(1);
    for (let k = 0; k < 10; k++) bench.bank.rest(0.01);
    expect(binomial(on(bench), bench.n, Math.exp(-2))).toBe(true);
    expect(poissonSwitch.retention?.(params({ volatile: true, lifetime: 50, gOff: 1e-3 }), 77.48e-6, 0.1)).toBeCloseTo(
      Math.exp(-2),
      4,
    );
    const firm = benchOf({}, 10, 10);
    firm.program(1);
    firm.bank.rest(1e9);
    expect(on(firm)).toBe(100);
  });

  it("comes to the balance of setting and decay, even in steps of a million switches", () => {
    const changes = { volatile: true, lifetime: waitingTime(params(), 3) * 1e3 } as const;
    for (const steps of [1, 50]) {
      const bench = benchOf(changes, 100, 100);
      for (let k = 0; k < steps; k++) bench.hold(3, (steps === 1 ? 1e6 : 1e-3) / steps);
      if (steps === 1) expect(binomial(on(bench), bench.n, 0.5)).toBe(true);
      else expect(binomial(on(bench), bench.n, 0.5 * -Math.expm1(-2e-3 / waitingTime(params(), 3)))).toBe(true);
    }
  });
});
