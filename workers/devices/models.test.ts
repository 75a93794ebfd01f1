import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEVICES } from "../catalogMatter";
import type { ParamSchema } from "../params/schema";
import type { DeviceModel } from "./_device";
import { DeviceBench } from "./testing";

/** What every device keeps to. */

type Model = DeviceModel<ParamSchema, unknown>;

const models = (Object.values(DEVICES) as readonly unknown[] as readonly Model[]).map((model) => ({
  id: model.id,
  model,
}));

const SHAPE = { rows: 3, columns: 4 };

interface World {
  readonly bench: DeviceBench<unknown>;
  /** Volts that suffice to write up, down, and to read; s of a pulse. */
  readonly set: number;
  readonly reset: number;
  readonly read: number;
  readonly width: number;
}

function worldOf(model: Model, shape = SHAPE, seed = 3): World {
  const params = model.schema.parse({});
  const ohms = model.driven === "current" ? (model.resistance?.(params) ?? 1) : 1;
  const { set, reset, width } = model.pulses(params);
  const bench = new DeviceBench<unknown>(model, params, { shape, seed });
  return { bench, set: ohms * set, reset: ohms * reset, read: model.sweep(params).read, width };
}

/** Pulses up and down and a rest, ending anywhere within the range. */
function exercise({ bench, set, reset, width }: World): void {
  for (const volts of [set, set, reset, set, 0, reset]) bench.hold(volts, width);
  bench.bank.rest(10 * width);
  bench.hold(set, 0.5 * width);
}

/** Conductances spread over the window, one after the other. */
function spread(model: Model, { bench }: World): void {
  const [low, high] = model.window(bench.params);
  for (let i = 0; i < bench.n; i++) bench.out.view[i] = low + ((high - low) * i) / (bench.n - 1);
  bench.bank.program(bench.out);
}

describe.each(models)("$id", ({ model }) => {
  it("lets no current flow without a voltage, and only ever takes power", () => {
    const world = worldOf(model);
    const { bench, set, reset, read, width } = world;
    spread(model, world);
    for (const volts of [0, read, set, 0, reset, -read, 0]) {
      bench.hold(volts, width);
      for (const i of bench.amps.view) {
        if (volts === 0) expect(Math.abs(i)).toBe(0);
        else expect(i * volts).toBeGreaterThanOrEqual(0);
      }
    }
    expect(Math.abs(bench.hold(1e-12, 0))).toBeLessThan(1e-12);
  });

  it("is read without changing a bit, and carries the current that reading promises", () => {
    const world = worldOf(model);
    exercise(world);
    const { bench, read } = world;
    const before = bench.bytes;
    for (const volts of [0, read, -read]) {
      const conductances = bench.read(volts);
      for (const g of conductances) expect(g).toBeGreaterThanOrEqual(0);
      bench.hold(volts, 0);
      if (volts !== 0) {
        for (const [i, g] of conductances.entries()) expect(bench.amps.view[i]).toBeCloseTo(g * volts, 20);
      }
    }
    expect(bench.bytes).toEqual(before);
  });

  it("does nothing in no time", () => {
    const world = worldOf(model);
    exercise(world);
    const { bench, set, reset } = world;
    const before = bench.bytes;
    for (const volts of [set, reset]) bench.hold(volts, 0);
    bench.bank.rest(0);
    expect(bench.bytes).toEqual(before);
  });

  it("moves up by its suggested pulses and down by the others", () => {
    for (const up of [true, false]) {
      const world = worldOf(model, { rows: 10, columns: 10 });
      const { bench, set, reset, read, width } = world;
      const [low, high] = model.window(bench.params);
      bench.program(up ? low + 0.1 * (high - low) : high);
      const mean = () => bench.read(read).reduce((sum, g) => sum + g, 0) / bench.n;
      const before = mean();
      for (let k = 0; k < 30; k++) bench.hold(up ? set : reset, width);
      if (up) expect(mean()).toBeGreaterThan(before);
      else expect(mean()).toBeLessThan(before);
    }
  });

  it("goes on from a snapshot with the same bits", () => {
    const world = worldOf(model);
    exercise(world);
    const { bench } = world;
    const snapshot = bench.arena.snapshot();
    exercise(world);
    const first = bench.bytes;
    bench.arena.restore(snapshot);
    exercise(world);
    expect(bench.bytes).toEqual(first);
  });

  it("repeats itself under one seed, and starts afresh when made again", () => {
    const [one, other] = [worldOf(model), worldOf(model)];
    const made = one.bench.bytes;
    for (const world of [one, other]) {
      spread(model, world);
      exercise(world);
    }
    expect(one.bench.bytes).toEqual(other.bench.bytes);
    one.bench.bank.init(one.bench.params, 3);
    expect(one.bench.bytes).toEqual(made);
  });

  it("does to a device what it would without the others", () => {
    const [small, large] = [worldOf(model, { rows: 2, columns: 2 }), worldOf(model, { rows: 5, columns: 7 })];
    for (const world of [small, large]) {
      const { bench } = world;
      const [low, high] = model.window(bench.params);
      bench.program(0.5 * (low + high));
      exercise(world);
    }
    const of = (world: World, index: number) =>
      Object.keys(world.bench.bank.variables).map((name) => world.bench.variable(name)[index]);
    for (const [row, column] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const)
      expect(of(small, 2 * row + column)).toEqual(of(large, 7 * row + column));
  });

  it("takes over parameters without moving a state", () => {
    const world = worldOf(model);
    exercise(world);
    const before = world.bench.bytes;
    world.bench.bank.update(world.bench.params);
    expect(world.bench.bytes).toEqual(before);
  });

  it("programs only what it is told to, within the window", () => {
    const { bench, read } = worldOf(model);
    const shown = model.shown(bench.params)[0]?.name ?? "";
    bench.out.view.fill(1);
    bench.bank.program(bench.out);
    const high = bench.variable(shown).slice();
    bench.out.view.fill(1e-15);
    bench.bank.program(bench.out, 2, 5);
    const after = bench.variable(shown);
    for (let i = 0; i < bench.n; i++) expect(after[i] === high[i]).toBe(i < 2 || i >= 5);
    for (const g of bench.read(read)) expect(Number.isFinite(g)).toBe(true);
    expect(() => bench.bank.program(bench.out, 3, bench.n + 1)).toThrow(RangeError);
  });

  it("says what it shows, finite and within a range", () => {
    const { bench } = worldOf(model);
    const params = bench.params;
    for (const { name, label, symbol, range } of model.shown(params)) {
      expect(Object.keys(bench.bank.variables)).toContain(name);
      expect(label.trim() && symbol.trim()).not.toBe("");
      expect(range[0]).toBeLessThan(range[1]);
    }
    const [low, high] = model.window(params);
    expect([low >= 0, high > low, high < 1]).toEqual([true, true, true]);
    const { amplitude, period, read } = model.sweep(params);
    for (const positive of [amplitude, period, read, model.pulses(params).width]) expect(positive).toBeGreaterThan(0);
    expect(model.pulses(params).reset).toBeLessThan(model.driven === "current" ? Number.POSITIVE_INFINITY : 0);
  });

  it("stays finite under any voltage for any time", () => {
    const step = fc.record({
      volts: fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constantFrom(-100, 100)),
      seconds: fc.constantFrom(1e-12, 1e-6, 1e-3, 1, 1e6),
    });
    const { bench } = worldOf(model);
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        bench.bank.init(bench.params, 9);
        for (const { volts, seconds } of steps) {
          bench.hold(volts, seconds);
          bench.bank.rest(seconds);
        }
        return (
          Object.values(bench.bank.variables).every((block) => block.view.every(Number.isFinite)) &&
          bench.read(0).every((g) => g >= 0 && Number.isFinite(g)) &&
          bench.amps.view.every(Number.isFinite)
        );
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});

/** Models whose states follow from the voltage alone: accuracy to which the cut of time does not matter. */
const SMOOTH = { hp: 1e-7, vteam: 1e-12, yakopcic: 1e-6, rram: 1e-4, ideal: 1e-12, exponentialUpdate: 1e-12 } as const;

describe.each(models.filter(({ id }) => id in SMOOTH))("$id, however time is cut", ({ id, model }) => {
  it.each([0.3, 1, -1])("comes to the same state under %d of its pulse", (part) => {
    const end = (count: number): Float64Array => {
      const world = worldOf(model);
      spread(model, world);
      const { bench, set, reset, width } = world;
      const volts = part > 0 ? part * set : reset;
      for (let k = 0; k < count; k++) bench.hold(volts, (4 * width) / count);
      return bench.variable(model.shown(bench.params)[0]?.name ?? "").slice();
    };
    const [low, high] = model.shown(model.schema.parse({}))[0]?.range ?? [0, 1];
    const whole = end(1);
    for (const count of [3, 50]) {
      const parts = end(count);
      for (const [i, value] of parts.entries())
        expect(Math.abs(value - (whole[i] as number)) / (high - low)).toBeLessThan(SMOOTH[id as keyof typeof SMOOTH]);
    }
  });
});
