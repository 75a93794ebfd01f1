import { describe, expect, it } from "vitest";
import { GAP } from "../fixtures/memristors";
import { gapFlow, gapTime, rram } from "./rram";
import { type RramParams, rramConstants } from "./rramParams";
import { DeviceBench, drivenBySine } from "./testing";

const NANO = 1e-9;
/** An average device without limit of the current. */
const bare = { compliance: 0, complianceStanford: 0, variability: false } as const;
const params = (changes: Partial<RramParams> = {}): RramParams => rram.schema.parse({ ...bare, ...changes });
const benchOf = (changes: Partial<RramParams> = {}, shape = { rows: 1, columns: 1 }, seed = 1) =>
  new DeviceBench(rram, params(changes), { shape, seed });
const gap = (bench: DeviceBench<RramParams>): number => bench.variable("gap")[0] as number;

/** Time after which a device that starts at `from` passes `to` (m), in `steps` steps: by bisection. */
function measured(changes: Partial<RramParams>, volts: number, from: number, to: number, guess: number, steps: number) {
  let [low, high] = [0.9 * guess, 1.1 * guess];
  for (let k = 0; k < 20; k++) {
    const middle = 0.5 * (low + high);
    const bench = benchOf({ ...changes, initial: from / NANO });
    for (let i = 0; i < steps; i++) bench.hold(volts, middle / steps);
    if (to < from ? gap(bench) < to : gap(bench) > to) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}

describe("the gap model", () => {
  it("has the resistances of the ASU set", () => {
    const { least, largest } = GAP.resistance;
    expect(1 / (benchOf({ initial: 0.1 }).read(0.1)[0] as number) / least).toBeCloseTo(1, 12);
    expect(1 / (benchOf().read(0.1)[0] as number) / largest).toBeCloseTo(1, 12);
    const [low, high] = rram.window(params());
    expect([low * largest, high * least]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect(high / low).toBeCloseTo(Math.exp(1.6 / 0.27505), 9);
  });

  it.each(GAP.set)("sets at %d V in %d s, whatever the steps, to 0.02 %", (volts, seconds) => {
    expect(gapTime(rramConstants(params()), volts, 1.7 * NANO, 0.2 * NANO) / seconds).toBeCloseTo(1, 4);
    for (const steps of [1, 7, 500])
      expect(Math.abs(measured({}, volts, 1.7 * NANO, 0.2 * NANO, seconds, steps) / seconds - 1)).toBeLessThan(2e-4);
  });

  it.each(GAP.reset)("resets at %d V in %d s, whatever the steps, to 0.02 %", (volts, seconds) => {
    expect(gapTime(rramConstants(params()), volts, 0.1 * NANO, 1 * NANO) / seconds).toBeCloseTo(1, 4);
    for (const steps of [1, 7, 500])
      expect(Math.abs(measured({}, volts, 0.1 * NANO, 1 * NANO, seconds, steps) / seconds - 1)).toBeLessThan(2e-4);
  });

  it.each([
    [1.5, 1.7, 0.4],
    [-1.5, 0.4, 1.2],
  ])("follows its own quadrature with the Stanford set at %d V", (volts, from, to) => {
    const expected = gapTime(rramConstants(params({ set: "stanford" })), volts, from * NANO, to * NANO);
    for (const steps of [1, 100]) {
      const time = measured({ set: "stanford" }, volts, from * NANO, to * NANO, expected, steps);
      expect(Math.abs(time / expected - 1)).toBeLessThan(2e-4);
    }
  });

  it("does not move below the field of the Stanford set", () => {
    // gamma |V| / L < 1.4 V/nm at 1.7 nm.
    const { gamma0, loss, length, fieldMin } = rramConstants(params({ set: "stanford" }));
    const onset = (fieldMin * length) / (gamma0 - loss * (1.7 * NANO) ** 3);
    const moved = (volts: number): number => {
      const bench = benchOf({ set: "stanford" });
      bench.hold(volts, 1e-6);
      return 1.7 * NANO - gap(bench);
    };
    expect(moved(0.99 * onset)).toBe(0);
    expect(moved(1.01 * onset)).toBeGreaterThan(0.1 * NANO);
  });

  it("heats as its power says, and the kernel agrees with the formulas of the page", () => {
    for (const [volts, nanometres] of [
      [1.2, 0.3],
      [-1, 0.2],
      [0.4, 1.1],
    ] as const) {
      const bench = benchOf({ initial: nanometres });
      const flow = gapFlow(rramConstants(params()), nanometres * NANO, volts);
      expect(bench.hold(volts, 0) / flow.amps).toBeCloseTo(1, 12);
      const dt = (1e-8 * NANO) / Math.abs(flow.speed);
      bench.hold(volts, dt);
      expect((bench.variable("temperature")[0] as number) / flow.kelvin).toBeCloseTo(1, 6);
      expect((gap(bench) - nanometres * NANO) / dt / flow.speed).toBeCloseTo(1, 4);
    }
    expect(gapFlow(rramConstants(params()), 0.1 * NANO, -1.4).kelvin).toBeGreaterThan(800);
  });

  it("limits the current of a positive voltage, and with it the thickness of the filament", () => {
    const conductances = [20, 50, 100].map((compliance) => {
      const bench = benchOf({ compliance });
      let most = 0;
      for (let k = 0; k < 200; k++) most = Math.max(most, bench.hold(2, 1e-6));
      expect(most).toBeCloseTo(compliance * 1e-6, 12);
      expect(benchOf({ compliance, initial: 0.1 }).hold(-1, 0)).toBeLessThan(-1.5e-4);
      return bench.read(0.1)[0] as number;
    }) as [number, number, number];
    expect(conductances[0]).toBeLessThan(0.7 * conductances[1]);
    expect(conductances[1]).toBeLessThan(0.7 * conductances[2]);
  });

  it("sets sixty to eighty times faster for every 0.2 V: a straight line of log time", () => {
    const times = [1.4, 1.6, 1.8, 2].map((volts) => rram.switching?.(params(), volts) ?? 0);
    for (let k = 1; k < times.length; k++) {
      const ratio = (times[k - 1] as number) / (times[k] as number);
      expect(ratio).toBeGreaterThan(60);
      expect(ratio).toBeLessThan(80);
    }
    expect(rram.switching?.(params(), -1.2)).toBeCloseTo(2.064253e-3, 6);
  });

  it("must be formed once by a voltage that sets no pristine device", () => {
    const formedBy = (volts: number): number => {
      const bench = benchOf({ initial: 3, compliance: 50 });
      bench.hold(volts, 1e-4);
      return gap(bench);
    };
    expect(formedBy(2)).toBeGreaterThan(2.9 * NANO);
    expect(formedBy(5)).toBeLessThan(1 * NANO);
    const bench = benchOf({ initial: 3, compliance: 50 });
    bench.hold(5, 1e-4);
    bench.hold(-2, 1e-3);
    expect(gap(bench)).toBeLessThanOrEqual(1.7 * NANO * (1 + 1e-12));
  });

  it("keeps what it has for years at room temperature and not when hot", () => {
    const year = 3.15e7;
    for (const ambient of [298, 500]) {
      const bench = benchOf({ ambient, initial: 0.2 });
      const before = bench.read(0.1)[0] as number;
      for (let k = 0; k < 3; k++) bench.bank.rest((10 * year) / 3);
      const kept = (bench.read(0.1)[0] as number) / before;
      expect(kept).toBeCloseTo(rram.retention?.(params({ ambient }), before, 10 * year) ?? 0, 6);
      if (ambient === 298) expect(kept).toBeGreaterThan(0.999);
      else expect(kept).toBeLessThan(0.9);
    }
  });
});

describe("variability", () => {
  const wide = { rows: 100, columns: 100 };
  const spread = {
    variability: true,
    gapSpread: 2,
    voltSpread: 0,
    speedSpread: 0,
    barrierSpread: 0,
    cycleSpread: 0.1,
  } as const;

  it("multiplies the tunnel length of each device by a factor of its own", () => {
    const bench = benchOf(spread, wide, 4);
    const full = 61.4e-6 * (Math.sinh(0.1 / 0.43) / 0.1);
    // G = full e^(-g / g0): back to g0 in units of its mean.
    const logs = Array.from(bench.read(0.1), (g) => Math.log(1.7 / Math.log(full / g) / 0.27505));
    const mean = logs.reduce((sum, y) => sum + y, 0) / logs.length;
    const sd = Math.sqrt(logs.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (logs.length - 1));
    expect(Math.abs(mean)).toBeLessThan((3 * 0.02) / 100);
    expect(Math.abs(sd - 0.02)).toBeLessThan((3 * 0.02) / Math.sqrt(2 * 1e4));
  });

  it("draws the gap of a dissolved filament anew in every cycle", () => {
    const bench = benchOf({ ...spread, gapSpread: 0, compliance: 100 }, wide, 4);
    const tops: Float64Array[] = [];
    for (let cycle = 0; cycle < 2; cycle++) {
      bench.hold(2.2, 1e-5);
      bench.hold(-2, 10);
      tops.push(bench.variable("gap").slice());
    }
    for (const top of tops) {
      const mean = top.reduce((sum, g) => sum + g, 0) / top.length / NANO;
      const sd = Math.sqrt(top.reduce((sum, g) => sum + (g / NANO - mean) ** 2, 0) / top.length);
      // Cut at 1.7 nm, two standard deviations above the mean: both move by less than five percent of a deviation.
      expect(Math.abs(mean - 1.5)).toBeLessThan(0.005);
      expect(Math.abs(sd - 0.1)).toBeLessThan(0.006);
    }
    expect(tops[0]).not.toEqual(tops[1]);
  });

  it("differs from device to device by speed, voltage and barrier", () => {
    const only = { variability: true, gapSpread: 0, voltSpread: 0, speedSpread: 0, barrierSpread: 0, cycleSpread: 0 };
    const gaps = (changes: Partial<RramParams>) => {
      const bench = benchOf({ ...only, ...changes }, { rows: 4, columns: 4 });
      bench.hold(1.8, 2e-4);
      return new Set(bench.variable("gap")).size;
    };
    expect(gaps({})).toBe(1);
    for (const name of ["gapSpread", "voltSpread", "speedSpread", "barrierSpread"] as const)
      expect(gaps({ [name]: 5 })).toBe(16);
  });

  it("shakes a hot tip with the square root of time, and leaves a cold one", () => {
    const jitter = { ...spread, gapSpread: 0, cycleSpread: 0, jitter: 0.5 } as const;
    const cold = benchOf(jitter, wide);
    cold.hold(0.05, 1e-6);
    expect(new Set(cold.variable("gap"))).toEqual(new Set([1.7 * NANO]));
    const spreadAfter = (dt: number): number => {
      // Warm, but the field moves nothing yet.
      const bench = benchOf({ ...jitter, initial: 0.4 }, wide);
      bench.hold(0.5, dt);
      const gaps = bench.variable("gap");
      expect(bench.variable("temperature")[0]).toBeGreaterThan(303);
      const mean = gaps.reduce((sum, g) => sum + g, 0) / gaps.length;
      return Math.sqrt(gaps.reduce((sum, g) => sum + (g - mean) ** 2, 0) / gaps.length);
    };
    expect(spreadAfter(4e-6) / spreadAfter(1e-6)).toBeCloseTo(2, 1);
  });
});

describe("devices side by side", () => {
  const { amplitude, period } = rram.sweep(params());
  const steps = 60;
  const dt = period / steps;
  const factorOf = (k: number): number => 0.8 + ((k * 29) % 67) / 300;
  const gapOf = (k: number): number => (0.1 + ((k * 31) % 67) / 42) * NANO;

  /** Gaps, limits and currents after a period; `place[i]` says which device of 67 stands at place `i`. */
  function cycled(
    place: readonly number[],
    changes: Partial<RramParams>,
    silent = (_device: number): boolean => false,
  ) {
    const bench = benchOf({ compliance: 100, jitter: 0.1, ...changes }, { rows: 1, columns: place.length }, 5);
    const temperatures: number[] = [];
    for (const [i, device] of place.entries()) {
      bench.variable("gap")[i] = gapOf(device);
      bench.variable("formed")[i] = gapOf(device) < 0.85 * NANO ? 1 : 0;
    }
    for (let k = 0; k < steps; k++) {
      const v = amplitude * Math.sin((2 * Math.PI * (k + 0.5)) / steps);
      for (const [i, device] of place.entries()) bench.volts.view[i] = silent(device) ? 0 : v * factorOf(device);
      bench.bank.step(bench.volts, dt, bench.amps);
      temperatures.push(...bench.variable("temperature"), ...bench.amps.view, ...bench.variable("gap"));
    }
    return (i: number) => temperatures.filter((_, at) => at % place.length === i);
  }

  it("have the same bits wherever they stand", () => {
    const devices = Array.from({ length: 67 }, (_, i) => i);
    const inOrder = cycled(devices, { variability: false });
    const reversed = cycled([...devices].reverse(), { variability: false });
    for (const i of devices) {
      expect(reversed(66 - i)).toEqual(inOrder(i));
      if (i % 11 === 0) expect(cycled([i], { variability: false })(0)).toEqual(inOrder(i));
    }
  });

  it("have the same bits whatever the others do", () => {
    const devices = Array.from({ length: 67 }, (_, i) => i);
    const together = cycled(devices, { variability: true });
    for (const odd of [0, 1]) {
      const others = cycled(devices, { variability: true }, (device) => device % 2 === odd);
      for (const i of devices) if (i % 2 !== odd) expect(others(i)).toEqual(together(i));
    }
  });
});

it("switches on and off over the sine it suggests, with both sets", () => {
  for (const set of ["asu", "stanford"] as const) {
    const bench = benchOf({ set, compliance: 100, complianceStanford: 1000 });
    const { amplitude, period } = rram.sweep(params({ set }));
    const seen: number[] = [];
    drivenBySine(bench, { amplitude, period, steps: 400 }, () => seen.push(bench.read(0.1)[0] as number));
    const [half, whole] = [seen[199] as number, seen[399] as number];
    expect(half / whole, set).toBeGreaterThan(5);
  }
});
