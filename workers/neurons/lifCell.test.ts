import { describe, expect, it } from "vitest";
import { fresh, lifDefaults } from "../network/testing";
import { type LifParams, lif, lifInterval, lifRheobase } from "./lif";

/** One cell under a current that may change from step to step, as the bench drives it. */
function bench(params: LifParams, h: number) {
  const { arena } = fresh();
  const state = lif.allocate(arena, 1, "f64", false);
  const drive = arena.alloc("scratch", "f64", 1);
  const current = arena.alloc("scratch", "f64", 1);
  const late = arena.alloc("scratch", "f64", 1);
  const list = arena.alloc("scratch", "u32", 1);
  arena.commit();
  state.init(params);
  state.update(params, h);
  const stepper = state.stepper({ drive, current, late });
  return {
    /** Number of the last step. */
    now: 0,
    arena,
    state,
    drive: drive.view,
    get v() {
      return state.variables.v?.view[0] as number;
    },
    /** Spike times (ms) over the next `duration`, under `input` (pA) held over each step. */
    run(duration: number, input: (step: number) => number): number[] {
      const times: number[] = [];
      for (const end = this.now + Math.round(duration / h); this.now < end; ) {
        this.now++;
        current.view[0] = input(this.now);
        if (stepper.step(list.ptr, this.now) > 0) times.push(this.now * h - (late.view[0] as number));
      }
      return times;
    },
  };
}

const CURRENTS = Array.from({ length: 24 }, (_, k) => 410 + 37.3 * k);

/** Mean error (ms) of the third spike over many currents. */
function error(integrator: LifParams["integrator"], h: number): number {
  let sum = 0;
  for (const current of CURRENTS) {
    const params = lifDefaults({ integrator });
    const interval = lifInterval({ ...params, current });
    const third = bench(params, h).run(3 * interval + 5, () => current)[2] as number;
    sum += Math.abs(third - (3 * interval - params.refractory));
  }
  return sum / CURRENTS.length;
}

const order = (integrator: LifParams["integrator"]) =>
  Math.log2(error(integrator, 0.25) / error(integrator, 0.03125)) / 3;

describe("the LIF cell of the bench", () => {
  it.each([
    ["exact", 1],
    ["euler", 1],
    ["interpolated", 2],
  ] as const)("%s times its spikes to order %d in the step", (integrator, expected) => {
    expect(Math.abs(order(integrator) - expected)).toBeLessThan(0.2);
  });

  it.each([0.01, 0.1, 1, 5])("in continuous time spikes when the closed form does, for h = %d ms", (h) => {
    expect(error("continuous", h)).toBeLessThan(1e-9);
  });

  it("takes in a current of the port as it takes a constant one of the parameters", () => {
    for (const integrator of ["exact", "euler", "interpolated", "continuous"] as const) {
      const port = bench(lifDefaults({ integrator }), 0.1);
      const constant = bench(lifDefaults({ integrator, current: 430 }), 0.1);
      const [a, b] = [port.run(200, () => 430), constant.run(200, () => 0)];
      expect(a.length).toBeGreaterThan(5);
      expect(a).toHaveLength(b.length);
      for (const [i, time] of a.entries()) expect(time).toBeCloseTo(b[i] as number, 9);
      expect(port.v).toBeCloseTo(constant.v, 9);
    }
  });

  it("adds R (1 - e^(-h/tau)) mV per pA in a step", () => {
    const cell = bench(lifDefaults(), 0.1);
    cell.run(0.1, () => 1000);
    expect(cell.v + 70).toBeCloseTo(0.3980066500333, 12);
  });

  it("does not depend on where the grid lies when spikes have their own time", () => {
    // On and off every 2 ms, so that both grids can hold the current over a step.
    const wave = (h: number) => (step: number) => (Math.floor(((step - 1) * h) / 2 + 1e-9) % 2 === 0 ? 900 : 100);
    const [coarse, fine] = [2, 0.05].map((h) => bench(lifDefaults({ integrator: "continuous" }), h).run(400, wave(h)));
    expect(coarse?.length).toBeGreaterThan(10);
    for (const [i, time] of (coarse as number[]).entries()) expect(time).toBeCloseTo(fine?.[i] as number, 9);
  });

  it("spikes once per step at most, at the ends of steps that are shorter than its interval", () => {
    const cell = bench(lifDefaults({ integrator: "continuous", refractory: 0 }), 1);
    const times = cell.run(20, () => 30_000);
    expect(lifInterval(lifDefaults({ refractory: 0, current: 30_000 }))).toBeLessThan(0.5);
    expect(times).toHaveLength(20);
    expect(cell.v).toBeLessThanOrEqual(-55);
    // The second one waited for its step to begin.
    expect(times[1]).toBe(1);
  });

  it("lets a jump of the potential spike at the end of its step", () => {
    for (const integrator of ["exact", "interpolated", "continuous"] as const) {
      const cell = bench(lifDefaults({ integrator }), 0.5);
      cell.run(2, () => 0);
      cell.drive[0] = 20;
      expect(cell.run(0.5, () => 0)).toEqual([2.5]);
      cell.drive[0] = 20;
      expect(cell.run(2, () => 0)).toEqual([]);
      expect(cell.v).toBe(-70);
    }
  });

  it("goes on from a snapshot in the middle of a refractory period", () => {
    const cell = bench(lifDefaults({ integrator: "continuous" }), 0.7);
    // The first spike is at 7.673 ms, so that the refractory period ends within the 14th step.
    expect(cell.run(8.4, () => 700)).toHaveLength(1);
    const [snapshot, now] = [cell.arena.snapshot(), cell.now];
    const straight = cell.run(70, () => 700);
    expect(straight).toHaveLength(7);
    cell.arena.restore(snapshot);
    cell.now = now;
    expect(cell.run(70, () => 700)).toEqual(straight);
  });

  it("knows its rheobase and its rate", () => {
    const params = lifDefaults({ current: 75 });
    expect(lifRheobase(params)).toBeCloseTo(300, 9);
    expect(lif.onsets?.(params)).toEqual([{ name: "threshold", current: lifRheobase(params) }]);
    expect(lif.rate?.(params, 300)).toBe(0);
    expect(lif.rate?.(params, 425)).toBeCloseTo(63.040002, 6);
  });

  it("refuses spikes between grid points where vectors and conductances do not have them", () => {
    for (const [precision, conductanceBased] of [
      ["f32", false],
      ["f64", true],
    ] as const) {
      const { arena } = fresh();
      const state = lif.allocate(arena, 4, precision, conductanceBased);
      arena.commit();
      expect(() => state.update(lifDefaults({ integrator: "interpolated" }), 0.1)).toThrow("single cells");
      expect(() => state.update(lifDefaults(), 0.1)).not.toThrow();
    }
  });
});
