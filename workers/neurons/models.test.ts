import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeParams, type ParamSchema } from "../params/schema";
import { type CellModel, DEAD } from "./_neuron";
import { adex } from "./adex";
import { hodgkinHuxley } from "./hodgkinHuxley";
import { izhikevich } from "./izhikevich";
import { lif } from "./lif";
import { Bench } from "./testing";

/** What every cell keeps to, in each of its modes of integration. */

type Params = Readonly<Record<string, number | boolean | string>>;
type Model = CellModel<ParamSchema, Params>;

/** The choice of integration, its values, and a current (pA) that makes the default cell fire. */
const CELLS = [
  [adex, "integrator", ["rk4", "euler"], 900],
  [izhikevich, "mode", ["paper", "seed", "ode"], 500],
  [hodgkinHuxley, "integrator", ["rk4", "exponentialEuler"], 600],
  [lif, "integrator", ["exact", "interpolated", "continuous", "euler"], 900],
] as const;

const cases = CELLS.flatMap(([model, path, values, current]) =>
  values.map((value) => ({ id: model.id, value, model: model as unknown as Model, path, current })),
);

const paramsOf = ({ model, path, value }: (typeof cases)[number]): Params => ({
  ...(model.schema.parse({}) as Params),
  [path]: value,
});

const bytes = (bench: Bench<Params>): Uint8Array => new Uint8Array(bench.arena.snapshot());

describe.each(cases)("$id, $value", (entry) => {
  const { model, current } = entry;
  const params = paramsOf(entry);
  const h = 0.05;

  it("fires under its current", () => {
    const bench = new Bench(model, params, { h });
    bench.inject([current]);
    expect(bench.run(100).length).toBeGreaterThan(1);
  });

  it("starts at its initial values and shows variables that it has", () => {
    const bench = new Bench(model, params, { h, size: 2 });
    const initial = model.initial(params);
    for (const [name, value] of Object.entries(initial))
      expect([bench.value(name, 0), bench.value(name, 1)]).toEqual([value, value]);
    expect(model.shown[0]?.name).toBe("v");
    for (const { name } of model.shown) expect(Object.keys(initial)).toContain(name);
    expect(bench.state.variables.until?.type).toBe("i32");
  });

  it("steps many cells as it steps each of them", () => {
    const currents = [0, 0.5, 0.8, 1, 1.3].map((factor) => factor * current);
    const together = new Bench(model, params, { h, size: currents.length });
    together.inject(currents);
    const spikes = together.run(60);
    for (const [i, one] of currents.entries()) {
      const alone = new Bench(model, params, { h });
      alone.inject([one]);
      expect(alone.run(60).map(({ time }) => time)).toEqual(
        spikes.filter(({ neuron }) => neuron === i).map(({ time }) => time),
      );
      for (const { name } of model.shown) expect(together.value(name, i)).toBe(alone.value(name));
    }
  });

  it("lists a spike within its step", () => {
    const bench = new Bench(model, params, { h });
    bench.inject([current]);
    for (const { step, time } of bench.run(100)) {
      expect(time).toBeGreaterThanOrEqual((step - 1) * h - 1e-12);
      expect(time).toBeLessThanOrEqual(step * h);
    }
  });

  it("takes the constant and the injected current as one", () => {
    const injected = new Bench(model, params, { h });
    injected.inject([current]);
    const constant = new Bench(model, { ...params, current }, { h });
    injected.run(20);
    constant.run(20);
    for (const { name } of model.shown) expect(injected.value(name)).toBeCloseTo(constant.value(name), 9);
  });

  it("goes on from a snapshot with the same bits", () => {
    const bench = new Bench(model, params, { h, size: 3 });
    bench.inject([current, 0.7 * current, 1.4 * current]);
    bench.run(37.05);
    const { now } = bench;
    const snapshot = bench.arena.snapshot();
    const first = [bench.run(50), bytes(bench)];
    bench.arena.restore(snapshot);
    bench.now = now;
    expect([bench.run(50), bytes(bench)]).toEqual(first);
  });

  it("holds a cell until its step, and a dead one for good", () => {
    const bench = new Bench(model, params, { h, size: 3 });
    bench.inject([current, current, current]);
    bench.run(20);
    const last = bench.now + 400;
    bench.state.variables.until?.view.set([last, DEAD], 1);
    // Adaptation of a held cell goes on; everything else stands still.
    const names = model.shown.map(({ name }) => name).filter((name) => name !== "w");
    const kept = () => names.flatMap((name) => [bench.value(name, 1), bench.value(name, 2)]);
    const held = kept();
    const during = new Set<number>();
    while (bench.now < last) {
      bench.drive.view.fill(0.1);
      for (const { neuron } of bench.step()) during.add(neuron);
      expect(kept()).toEqual(held);
      expect([...bench.drive.view]).toEqual([0, 0, 0]);
    }
    expect([...during].filter((neuron) => neuron > 0)).toEqual([]);
    const after = new Set(bench.run(100).map(({ neuron }) => neuron));
    expect([...after].sort()).toEqual([0, 1]);
  });

  it("keeps a finite state with any parameters, currents and steps", () => {
    const specs = describeParams(model.schema).filter(({ kind }) => kind === "number");
    const random = fc.record(
      Object.fromEntries(
        specs.map((spec) => {
          const { min, max } = spec as { min: number; max: number };
          return [spec.path, fc.oneof(fc.double({ min, max, noNaN: true }), fc.constantFrom(min, max))];
        }),
      ),
    );
    const world = fc.record({
      changes: random,
      h: fc.constantFrom(0.01, 0.1, 1),
      current: fc.constantFrom(-20_000, -500, 0, 500, 20_000),
      drive: fc.constantFrom(-1000, -1, 0, 1, 1000),
    });
    fc.assert(
      fc.property(world, ({ changes, h, current, drive }) => {
        const bench = new Bench(model, { ...params, ...changes }, { h });
        bench.inject([current]);
        for (let k = 0; k < 100; k++) {
          bench.drive.view.fill(drive);
          bench.step();
        }
        for (const { name } of model.shown) {
          if (!Number.isFinite(bench.value(name))) throw new Error(`${name} is ${bench.value(name)}`);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
