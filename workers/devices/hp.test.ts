import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HP } from "../fixtures/memristors";
import { createKernel } from "../memory/kernel";
import { type HpParams, hp } from "./hp";
import { DeviceBench, drivenBySine, lobeArea } from "./testing";

const params = (changes: Partial<HpParams> = {}): HpParams => hp.schema.parse(changes);
const benchOf = (changes: Partial<HpParams> = {}) => new DeviceBench(hp, params(changes));
const x = (bench: DeviceBench<HpParams>): number => bench.variable("x")[0] as number;
const ohms = (bench: DeviceBench<HpParams>): number => 1 / (bench.read(0)[0] as number);

describe("linear drift without window", () => {
  it("starts where its resistance says", () => {
    expect(x(benchOf())).toBeCloseTo(HP.x0, 14);
    expect(ohms(benchOf({ initial: 1000 }))).toBeCloseTo(16000, 8);
    expect(ohms(benchOf({ initial: 0.1, on: 200 }))).toBeCloseTo(200, 8);
  });

  it.each(HP.sine)("follows the flux formula at %d Hz with eight steps of a period", (frequency, quarter, half) => {
    const bench = benchOf();
    const seen: number[] = [];
    drivenBySine(bench, { amplitude: 1, period: 1 / frequency, steps: 8 }, () => seen.push(ohms(bench)));
    expect(seen[1]).toBeCloseTo(quarter, 7);
    expect(seen[3]).toBeCloseTo(half, 7);
    expect(seen[7]).toBeCloseTo(11000, 7);
  });

  it.each(HP.sine)("encloses the published area at %d Hz", (frequency, _quarter, _half, area) => {
    const bench = benchOf();
    expect(lobeArea(bench, { amplitude: 1, period: 1 / frequency, steps: 4000 }) / area).toBeCloseTo(1, 5);
  });

  it("comes near the law of high frequencies: area falls as 1 / f", () => {
    const area = lobeArea(benchOf(), { amplitude: 1, period: 0.01, steps: 4000 });
    expect(area / HP.fast.area).toBeCloseTo(1, 5);
    const { on, off } = { on: 100, off: 16000 };
    const law = ((2 / 3) * 1e4 * (off - on)) / (11000 ** 3 * 2 * Math.PI * 100);
    expect(law).toBeCloseTo(HP.fast.law, 15);
    expect(Math.abs(area / law - 1)).toBeLessThan(0.0065);
  });

  it("stops at both ends", () => {
    const bench = benchOf();
    bench.hold(1, 100);
    expect(x(bench)).toBe(1);
    bench.hold(-1, 100);
    expect(x(bench)).toBe(0);
  });

  it("is moved by reading, because it has no threshold", () => {
    const bench = benchOf();
    bench.hold(0.1, 1e-3);
    expect(x(bench)).toBeGreaterThan(HP.x0);
  });
});

describe("windows", () => {
  const kernel = createKernel();
  const kinds = [
    ["joglekar", 1],
    ["prodromakis", 3],
  ] as const;

  it.each(kinds)("%s's vanishes at both ends and is one in the middle", (name, kind) => {
    for (const p of [1, 2, 5, 10, ...(name === "prodromakis" ? [0.3, 1.7] : [])]) {
      for (const end of [0, 1]) expect(kernel.deviceWindow(kind, end, 1, p, 1)).toBe(0);
      const middle = name === "joglekar" ? 1 : 1 - 0.75 ** p;
      expect(kernel.deviceWindow(kind, 0.5, 1, p, 1)).toBeCloseTo(middle, 14);
    }
  });

  it("Biolek's vanishes at the end ahead and is one at the end behind", () => {
    for (const p of [1, 2, 10]) {
      expect([kernel.deviceWindow(2, 1, 1, p, 1), kernel.deviceWindow(2, 0, 1, p, 1)]).toEqual([0, 1]);
      expect([kernel.deviceWindow(2, 0, -1, p, 1), kernel.deviceWindow(2, 1, -1, p, 1)]).toEqual([0, 1]);
    }
  });

  it.each(HP.windows)("%s, p = %d: x after half a period and a whole one", (window, p, half, whole) => {
    const bench = benchOf({ window, exponent: p, power: p });
    const seen: number[] = [];
    drivenBySine(bench, { amplitude: 1, period: 1, steps: 1000 }, () => seen.push(x(bench)));
    expect(seen[499]).toBeCloseTo(half, 9);
    expect(seen[999]).toBeCloseTo(whole, 9);
  });

  it("keeps a state for ever that reached an end, except Biolek's", () => {
    for (const window of ["joglekar", "prodromakis", "biolek"] as const) {
      const bench = benchOf({ window });
      bench.hold(1, 100);
      expect(x(bench)).toBe(1);
      bench.hold(-1, 100);
      expect(x(bench)).toBe(window === "biolek" ? 0 : 1);
    }
  });

  it("does not depend on how a constant voltage is cut up, to 1e-7", () => {
    const world = fc.record({
      window: fc.constantFrom("joglekar", "biolek", "prodromakis"),
      exponent: fc.integer({ min: 1, max: 10 }),
      power: fc.double({ min: 0.2, max: 10, noNaN: true }),
      initial: fc.double({ min: 1, max: 15, noNaN: true }),
      volts: fc.constantFrom(-2, -0.5, 0.3, 2),
      seconds: fc.double({ min: 0.001, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(world, ({ window, exponent, power, initial, volts, seconds }) => {
        const changes = { window, exponent, power, initial } as Partial<HpParams>;
        const [whole, parts] = [benchOf(changes), benchOf(changes)];
        whole.hold(volts, seconds);
        for (let k = 0; k < 100; k++) parts.hold(volts, seconds / 100);
        return Math.abs(x(whole) - x(parts)) < 1e-7;
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it("scale Prodromakis' with its peak", () => {
    const [slow, fast] = [0.5, 1].map((peak) => {
      const bench = benchOf({ window: "prodromakis", peak });
      bench.hold(1, 1e-3);
      return x(bench) - HP.x0;
    }) as [number, number];
    expect(fast / slow).toBeCloseTo(2, 3);
  });
});

it("says how fast it drifts and when it is through", () => {
  const bench = benchOf();
  const middle = 0.5 * (100 + 16000) * 1e-3;
  const own = benchOf({ initial: middle });
  own.hold(1, 1e-6);
  expect((x(own) - 0.5) / 1e-6 / (hp.rate?.(params(), 1) ?? 0)).toBeCloseTo(1, 4);
  const through = hp.switching?.(params(), 1) ?? 0;
  bench.hold(-1, 100);
  bench.hold(1, 0.999 * through);
  expect(x(bench)).toBeLessThan(1);
  bench.hold(1, 0.002 * through);
  expect(x(bench)).toBe(1);
});
