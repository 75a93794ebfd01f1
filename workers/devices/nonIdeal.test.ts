import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";
import type { BankShape, DeviceModel } from "./_device";
import { meanPower } from "./_drift";
import { bendOf, nearBend } from "./_nonlinearity";
import { heo } from "./heo";
import { hp } from "./hp";
import { ideal } from "./ideal";
import { FAULTS, IDEAL, NonIdealBank, type NonIdealParams, retentionOf, windowOf } from "./nonIdeal";
import { pcmInference } from "./pcmInference";
import { pcmPulse } from "./pcmPulse";
import { rram } from "./rram";
import { sonos } from "./sonos";
import { DeviceBench } from "./testing";
import { vteam } from "./vteam";

const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
const sd = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return Math.sqrt(Array.from(x).reduce((sum, v) => sum + (v - m) ** 2, 0) / (x.length - 1));
};

type Changes = { readonly [K in keyof NonIdealParams]?: boolean | Partial<NonIdealParams[K] & object> };

/** Everything off but what is named, which is on. */
function spoilt(changes: Changes): NonIdealParams {
  const own: Record<string, unknown> = { ...IDEAL };
  for (const [key, value] of Object.entries(changes))
    own[key] = typeof value === "boolean" ? value : { ...(IDEAL[key as "range"] as object), on: true, ...value };
  return own as NonIdealParams;
}

class SpoiltBench<P> extends DeviceBench<P> {
  declare readonly bank: NonIdealBank<P>;

  constructor(
    model: DeviceModel<ParamSchema, P>,
    own: NonIdealParams,
    { shape = { rows: 1, columns: 1 }, seed = 1, params = model.schema.parse({}) as P } = {},
  ) {
    super(
      { ...model, allocate: (arena: never, size: BankShape) => new NonIdealBank(arena, model, size) } as never,
      params,
      { shape, seed },
    );
    this.bank.adjust(own);
  }
}

const anyModel = (model: unknown) => model as DeviceModel<ParamSchema, unknown>;
const plain = anyModel(ideal);
const [LOW, HIGH] = ideal.window(ideal.schema.parse({}));
const SPAN = HIGH - LOW;
const PULSE = ideal.pulses(ideal.schema.parse({}));
const MANY = { shape: { rows: 200, columns: 200 } };
const N = 40_000;
const ERROR = 1 / Math.sqrt(N);

describe("with everything off", () => {
  it.each(
    [ideal, hp, vteam, rram, pcmPulse, pcmInference, sonos, heo].map((model) => [model.id, anyModel(model)] as const),
  )("is bitwise the bare bank of %s", (_id, model) => {
    const shape = { rows: 3, columns: 4 };
    const bare = new DeviceBench(model, model.schema.parse({}), { shape, seed: 5 });
    const wrapped = new SpoiltBench(model, IDEAL, { shape, seed: 5 });
    const [low, high] = model.window(model.schema.parse({}));
    const { set, reset, width } = model.pulses(model.schema.parse({}));
    const volts = model.driven === "current" ? (model.resistance?.(model.schema.parse({})) as number) : 1;
    for (const bench of [bare, wrapped]) {
      bench.program(low + 0.3 * (high - low));
      for (const amplitude of [set, set, reset]) bench.hold(volts * amplitude, width);
      bench.bank.rest(100);
    }
    for (const name of Object.keys(bare.bank.variables)) expect(wrapped.variable(name)).toEqual(bare.variable(name));
    expect(wrapped.read(0.1)).toEqual(bare.read(0.1));
    expect([...wrapped.amps.view]).toEqual([...bare.amps.view]);
  });
});

describe("from device to device", () => {
  it("spreads the range by a lognormal factor that scales live and belongs to the place", () => {
    const bench = new SpoiltBench(plain, spoilt({ range: { sd: 20 } }), MANY);
    bench.program(40e-6);
    const logs = bench.read(0.1).map((g) => Math.log(g / 40e-6));
    expect(Math.abs(mean(logs))).toBeLessThan(3 * 0.2 * ERROR);
    expect(Math.abs(sd(logs) - 0.2)).toBeLessThan((3 * 0.2 * ERROR) / Math.SQRT2);
    bench.bank.adjust(spoilt({ range: { sd: 10 } }));
    const half = bench.read(0.1).map((g) => Math.log(g / 40e-6));
    expect(half[17] as number).toBeCloseTo((logs[17] as number) / 2, 12);
    // Currents follow, and none flows without a voltage.
    bench.hold(0.1, 1e-9);
    expect(bench.amps.view[17]).toBeCloseTo(0.1 * (bench.read(0.1)[17] as number), 18);
    expect(Math.abs(bench.hold(0, 1e-9))).toBe(0);
    const small = new SpoiltBench(plain, spoilt({ range: { sd: 10 } }), { shape: { rows: 2, columns: 3 } });
    small.program(40e-6);
    const big = bench.read(0.1);
    expect([...small.read(0.1)]).toEqual([0, 1, 2, 200, 201, 202].map((i) => big[i]));
  });

  it("writes past that spread with verification, as far as each window goes", () => {
    const bench = new SpoiltBench(plain, spoilt({ range: { sd: 20 }, verify: true }), MANY);
    bench.program(40e-6);
    for (const g of bench.read(0.1).slice(0, 100)) expect(g).toBeCloseTo(40e-6, 15);
    bench.program(HIGH);
    const top = bench.read(0.1);
    expect(Math.max(...top)).toBeCloseTo(HIGH, 15);
    expect(Math.min(...top)).toBeLessThan(0.7 * HIGH);
  });

  it("spreads voltages by a normal factor: thresholds move, conductances do not", () => {
    const model = anyModel(vteam);
    const params = { ...(vteam.schema.parse({}) as object) } as never;
    const bench = new SpoiltBench(model, spoilt({ thresholds: { sd: 10 } }), { ...MANY, params });
    const before = bench.read(0.01);
    const bare = new DeviceBench(model, params);
    expect(before[3]).toBe(bare.read(0.01)[0]);
    // A voltage right at the threshold moves the half of them whose factor is below one.
    const name = model.shown(params)[0]?.name as string;
    const state = bench.variable(name).slice();
    let threshold = 0;
    for (const sign of [1, -1])
      for (let v = 0.001; v < 2 && threshold === 0; v += 0.001)
        if (model.rate?.(params, sign * v) !== 0) threshold = sign * (v - 0.0005);
    bench.hold(threshold, 1e-15);
    const moved = bench.variable(name).filter((x, i) => x !== state[i]).length / N;
    const start = bench.variable(name).length;
    expect(start).toBe(N);
    expect(moved).toBeGreaterThan(0.3);
    expect(moved).toBeLessThan(0.7);
  });

  it("spreads the nonlinearity", () => {
    const bench = new SpoiltBench(plain, spoilt({ nonlinearity: { up: 3, sd: 0.5 } }), MANY);
    const kernel = createKernel();
    for (let k = 0; k < 50; k++) bench.hold(PULSE.set, PULSE.width);
    const shares = bench.read(0.1).map((g) => (g - LOW) / SPAN);
    // Half the pulses of a curve of label 3.
    const bend = bendOf(kernel, 3);
    expect(mean(shares)).toBeCloseTo((1 - Math.exp(-bend / 2)) / (1 - Math.exp(-bend)), 1);
    expect(sd(shares)).toBeGreaterThan(0.005);
    for (const label of [-8.7, -2.2, 0.3, 2.4, 5.51])
      expect(nearBend(kernel, label) / bendOf(kernel, label)).toBeCloseTo(1, 3);
  });
});

describe("updates", () => {
  it("bend as labelled: the curves of an Ag:a-Si device", () => {
    const params = { ...ideal.schema.parse({}), gMin: 3.0769, gMax: 38.462, pulses: 97 };
    const own = spoilt({ nonlinearity: { up: 2.4, down: -4.88, sd: 0 } });
    const rising = new SpoiltBench(plain, own, { params: params as never });
    const up: Record<number, number> = { 1: 3.912971, 10: 10.709028, 48: 28.800959 };
    for (let pulse = 1; pulse <= 97; pulse++) {
      // In portions or at once: the curve is the same.
      for (let k = 0; k < 1 + (pulse % 3); k++) rising.hold(PULSE.set, PULSE.width / (1 + (pulse % 3)));
      if (up[pulse]) expect((rising.read(0.1)[0] as number) * 1e6).toBeCloseTo(up[pulse] as number, 3);
    }
    // The last step of the linear device is cut short at its end.
    expect((rising.read(0.1)[0] as number) * 1e6).toBeCloseTo(38.462, 0);
    const falling = new SpoiltBench(plain, own, { params: { ...params, pulses: 100 } as never });
    falling.program(38.462e-6);
    const down: Record<number, number> = { 1: 36.727019, 10: 24.46025, 50: 5.770559 };
    for (let pulse = 1; pulse <= 100; pulse++) {
      falling.hold(PULSE.reset, PULSE.width);
      if (down[pulse]) expect((falling.read(0.1)[0] as number) * 1e6).toBeCloseTo(down[pulse] as number, 3);
    }
  });

  it("do not undo each other where they are asymmetric", () => {
    const bench = new SpoiltBench(plain, spoilt({ asymmetry: { value: 20 } }));
    bench.program(LOW + SPAN / 2);
    bench.hold(PULSE.set, PULSE.width);
    bench.hold(PULSE.reset, PULSE.width);
    expect(((bench.read(0.1)[0] as number) - LOW) / SPAN).toBeCloseTo(0.5 + 0.012 - 0.008, 12);
  });

  it("differ from pulse to pulse, in portions as at once, and add up as a random walk", () => {
    for (const portions of [1, 10]) {
      const bench = new SpoiltBench(plain, spoilt({ cycles: { sd: 1 } }), MANY);
      // Exact at first: writing would add a pulse's noise of its own.
      bench.out.view.fill(LOW + SPAN / 2);
      bench.bank.inner.program(bench.out);
      for (let pulse = 0; pulse < 9; pulse++)
        for (let k = 0; k < portions; k++) bench.hold(PULSE.set, PULSE.width / portions);
      const shares = bench.read(0.1).map((g) => (g - LOW) / SPAN);
      expect(Math.abs(mean(shares) - 0.59)).toBeLessThan(3 * 0.03 * ERROR);
      expect(Math.abs(sd(shares) - 0.03)).toBeLessThan((3 * 0.03 * ERROR) / Math.SQRT2);
    }
  });

  it("leave alone what a voltage does not move", () => {
    const own = spoilt({ cycles: {}, levels: {}, nonlinearity: {}, asymmetry: {}, drift: {} });
    const bench = new SpoiltBench(plain, own, { shape: { rows: 1, columns: 5 } });
    bench.program(33e-6);
    const before = bench.variable("g").slice();
    bench.hold(0.1, 1e-3);
    expect(bench.variable("g")).toEqual(before);
    const bytes = bench.bytes;
    bench.hold(PULSE.set, 0);
    bench.read(0.1);
    expect(bench.bytes).toEqual(bytes);
  });
});

describe("levels and ratio", () => {
  it("round to the nearest with an error of step / root 12, or stochastically without bias", () => {
    const step = SPAN / 15;
    const errors = (rounding: "nearest" | "stochastic") => {
      const bench = new SpoiltBench(plain, spoilt({ levels: { count: 16, rounding } }), MANY);
      const targets = Float64Array.from({ length: N }, (_, i) => LOW + (SPAN * (i + 0.5)) / N);
      bench.out.view.set(targets);
      bench.bank.program(bench.out);
      const got = bench.read(0.1);
      for (const g of got.slice(0, 200))
        expect(((g - LOW) / step) % 1).toBeCloseTo(Math.round((g - LOW) / step) % 1, 9);
      return got.map((g, i) => (g - (targets[i] as number)) / step);
    };
    const nearest = errors("nearest");
    expect(Math.sqrt(mean(nearest.map((e) => e * e))) * Math.sqrt(12)).toBeCloseTo(1, 2);
    expect(Math.max(...nearest)).toBeLessThanOrEqual(0.5 + 1e-9);
    const random = errors("stochastic");
    expect(Math.abs(mean(random))).toBeLessThan(3 * sd(random) * ERROR);
    expect(Math.max(...random)).toBeGreaterThan(0.9);
  });

  it("collect pulses that are smaller than a step", () => {
    const bench = new SpoiltBench(plain, spoilt({ levels: { count: 11 } }));
    bench.program(LOW);
    const seen = new Set<number>();
    for (let pulse = 0; pulse < 100; pulse++) {
      bench.hold(PULSE.set, PULSE.width);
      seen.add(Math.round((((bench.read(0.1)[0] as number) - LOW) / SPAN) * 1e6) / 1e6);
    }
    expect([...seen]).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  it("leak in the off state: a column of zeros carries Gmin times the sum of its inputs", () => {
    const own = spoilt({ ratio: { value: 10 } });
    const bench = new SpoiltBench(plain, own, { shape: { rows: 16, columns: 1 } });
    expect(windowOf(plain, ideal.schema.parse({}), own)).toEqual([HIGH / 10, HIGH]);
    bench.program(0);
    const volts = Array.from({ length: 16 }, (_, i) => 0.01 * (i + 1));
    bench.volts.view.set(volts);
    bench.bank.step(bench.volts, 1e-9, bench.amps);
    const sum = bench.amps.view.reduce((total, i) => total + i, 0);
    expect(sum / ((HIGH / 10) * volts.reduce((total, v) => total + v, 0))).toBeCloseTo(1, 12);
    bench.program(HIGH);
    expect(bench.read(0.1)[0]).toBeCloseTo(HIGH, 15);
    bench.program(50e-6);
    expect(bench.read(0.1)[0]).toBeCloseTo(50e-6, 15);
    // A ratio that is lower already stays.
    bench.bank.adjust(spoilt({ ratio: { value: 1000 } }));
    bench.program(LOW);
    expect(bench.read(0.1)[0]).toBeCloseTo(LOW, 18);
  });
});

describe("time", () => {
  it("drifts as a power of the age, however time is cut, and starts anew with a write", () => {
    const own = spoilt({ drift: { exponent: 0.06, sd: 0, start: 1 } });
    const kept = (parts: number): number => {
      const bench = new SpoiltBench(plain, own);
      bench.program(50e-6);
      for (let k = 0; k < parts; k++) bench.bank.rest(1e6 / parts);
      return (bench.read(0.1)[0] as number) / 50e-6;
    };
    expect(kept(1)).toBeCloseTo((1 + 1e6) ** -0.06, 12);
    expect(kept(1000) / kept(1)).toBeCloseTo(1, 12);
    const bench = new SpoiltBench(plain, own);
    bench.program(50e-6);
    bench.bank.rest(1e6);
    bench.hold(PULSE.set, PULSE.width);
    expect(bench.read(0.1)[0]).toBeCloseTo(50e-6 + SPAN / 100, 12);
  });

  it("spreads exponents, drawn anew with each write; their mean decay is the closed form", () => {
    const own = spoilt({ drift: { exponent: 0.05, sd: 0.02, start: 1 } });
    const bench = new SpoiltBench(plain, own, MANY);
    const age = 1e6;
    const exponents = () => {
      bench.program(50e-6);
      bench.bank.rest(age);
      return bench.read(0.1).map((g) => -Math.log(g / 50e-6) / Math.log(1 + age));
    };
    const [first, second] = [exponents(), exponents()];
    // Folded at zero, 2.5 standard deviations away: moments hardly differ from those of the normal.
    expect(Math.abs(mean(first) - 0.05)).toBeLessThan(3 * 0.02 * ERROR + 1e-4);
    expect(sd(first)).toBeCloseTo(0.02, 3);
    expect(first.filter((nu, i) => nu === second[i])).toHaveLength(0);
    const kept = bench.read(0.1).map((g) => g / 50e-6);
    const closed = retentionOf(plain, ideal.schema.parse({}), own, 50e-6, age);
    expect(Math.abs(mean(kept) - closed)).toBeLessThan(3 * sd(kept) * ERROR);
    expect(meanPower(4321, 0.049, 0.008)).toBeCloseTo(0.665013, 5);
    expect(meanPower(100, 0, 0)).toBe(1);
  });

  it("adds noise of the given size that only time changes", () => {
    const bench = new SpoiltBench(plain, spoilt({ flicker: { rms: 3 } }), MANY);
    bench.program(50e-6);
    const first = bench.read(0.1);
    expect(bench.read(0.1)).toEqual(first);
    expect(Math.abs(sd(first) / 50e-6 - 0.03)).toBeLessThan((3 * 0.03 * ERROR) / Math.SQRT2);
    bench.bank.rest(1e-3);
    expect(bench.read(0.1)).not.toEqual(first);
  });

  it("jumps with traps", () => {
    const bench = new SpoiltBench(plain, spoilt({ telegraph: { step: 10, empty: 3, full: 1 } }), MANY);
    bench.program(50e-6);
    bench.bank.rest(100);
    const values = bench.read(0.1);
    expect([...new Set(values.map((g) => Math.round(g * 1e9)))].sort()).toEqual([45_000, 50_000]);
    const full = values.filter((g) => g < 47e-6).length / N;
    expect(Math.abs(full - 0.25)).toBeLessThan(3 * Math.sqrt((0.25 * 0.75) / N));
  });

  it("lets reads disturb at the rate of their voltage, in one call or many", () => {
    const own = spoilt({ disturb: { time: 2.85e5, voltage: 0.156 } });
    for (const calls of [1, 20]) {
      const bench = new SpoiltBench(plain, own, MANY);
      bench.program(20e-6);
      const seconds = 5000;
      let count = 0;
      for (let k = 0; k < calls; k++) count += bench.bank.disturb(0.2, seconds / calls);
      const p = 1 - Math.exp((-seconds / 2.85e5) * Math.exp(0.2 / 0.156));
      const values = bench.read(0.1);
      const high = values.filter((g) => Math.abs(g - HIGH) < 1e-15).length;
      expect(Math.abs(high / N - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / N));
      expect(values.filter((g) => Math.abs(g - 20e-6) < 1e-15).length).toBe(N - high);
      // A device that is there already may jump again.
      expect(count).toBeGreaterThanOrEqual(high);
      expect(count).toBeLessThan(1.1 * high);
      expect(bench.bank.disturb(-2, 1e9)).toBe(N);
      expect(bench.read(0.1)[5]).toBeCloseTo(LOW, 15);
    }
    const off = new SpoiltBench(plain, IDEAL);
    expect(off.bank.disturb(5, 1e9)).toBe(0);
  });
});

describe("stuck devices", () => {
  it("are as many as asked for, survive programming, and stay the same as more join", () => {
    const own = (high: number, low: number) => spoilt({ stuck: { high, low } });
    const bench = new SpoiltBench(plain, own(1.75, 9.04), MANY);
    const masks = () => Array.from({ length: N }, (_, i) => bench.bank.faultAt(i));
    const first = masks();
    const share = (code: number) => first.filter((fault) => fault === code).length / N;
    expect(Math.abs(share(FAULTS.stuckOn) - 0.0175)).toBeLessThan(3 * Math.sqrt((0.0175 * 0.9825) / N));
    expect(Math.abs(share(FAULTS.stuckOff) - 0.0904)).toBeLessThan(3 * Math.sqrt((0.0904 * 0.9096) / N));
    for (const target of [30e-6, 70e-6]) {
      bench.program(target);
      bench.hold(PULSE.set, PULSE.width);
      const values = bench.read(0.1);
      const wanted = target + SPAN / 100;
      const wrong = first.filter((fault, i) => {
        const g = fault === FAULTS.stuckOn ? HIGH : fault === FAULTS.stuckOff ? LOW : wanted;
        return Math.abs((values[i] as number) - g) > 1e-15;
      });
      expect(wrong).toHaveLength(0);
    }
    expect(masks()).toEqual(first);
    bench.bank.adjust(own(5, 10));
    expect(masks().filter((fault, i) => first[i] !== 0 && fault !== first[i])).toHaveLength(0);
    bench.bank.adjust(IDEAL);
    expect(Math.max(...masks())).toBe(0);
  });

  it("can be broken and mended by hand", () => {
    const bench = new SpoiltBench(plain, spoilt({ stuck: { high: 50, low: 50 } }), { shape: { rows: 1, columns: 6 } });
    bench.bank.faults.view.set([
      FAULTS.mended,
      FAULTS.short,
      FAULTS.open,
      FAULTS.stuckOn,
      FAULTS.stuckOff,
      FAULTS.mended,
    ]);
    bench.program(20e-6);
    const values = [...bench.read(0.1)];
    const wanted = [20e-6, 0.01, 0, HIGH, LOW, 20e-6];
    for (const [i, g] of wanted.entries()) expect(values[i]).toBeCloseTo(g, 12);
    bench.hold(0.2, 1e-9);
    for (const [i, g] of wanted.entries()) expect(bench.amps.view[i]).toBeCloseTo(0.2 * g, 12);
  });

  it("short and open where they are hard", () => {
    const bench = new SpoiltBench(plain, spoilt({ stuck: { high: 50, low: 50, hard: true } }), MANY);
    bench.program(20e-6);
    expect([...new Set(bench.read(0.1))].sort()).toEqual([0, 0.01]);
  });
});

describe("all together", () => {
  it.each([hp, vteam, rram, pcmPulse, pcmInference, sonos, heo].map((model) => [model.id, anyModel(model)] as const))(
    "keeps %s finite, passive and pinched, with the same bits from a snapshot",
    (_id, model) => {
      const all = spoilt(
        Object.fromEntries(Object.keys(IDEAL).map((key) => [key, key === "verify" ? true : {}])) as Changes,
      );
      const bench = new SpoiltBench(model, all, { shape: { rows: 8, columns: 8 } });
      const params = model.schema.parse({});
      const { set, reset, width } = model.pulses(params);
      const unit = model.driven === "current" ? (model.resistance?.(params) as number) : 1;
      const [low, high] = windowOf(model, params, all);
      const course = (): readonly [Uint8Array, Float64Array] => {
        for (const amplitude of [set, reset, set, set, 0, reset]) {
          bench.hold(unit * amplitude, width);
          for (const i of bench.amps.view) expect(i * amplitude).toBeGreaterThanOrEqual(0);
          if (amplitude === 0) expect(bench.amps.view.some((i) => i !== 0)).toBe(false);
        }
        bench.bank.rest(10);
        bench.bank.disturb(0.2, 1);
        return [bench.bytes, bench.read(0.1)];
      };
      bench.program((low + high) / 2);
      const start = bench.arena.snapshot();
      const first = course();
      for (const g of first[1]) expect(g).toBeGreaterThanOrEqual(0);
      expect(first[1].every(Number.isFinite)).toBe(true);
      bench.arena.restore(start);
      expect(course()).toEqual(first);
    },
  );
});
