import { describe, expect, it } from "vitest";
import { IZHIKEVICH_MAP, IZHIKEVICH_REBOUND, IZHIKEVICH_TYPES } from "../fixtures/neurons";
import { DEAD, type Precision } from "./_neuron";
import { IZHIKEVICH_PRESETS } from "./izhikevich";
import { type MixedIzhikevichParams, type MixedIzhikevichState, mixedIzhikevich } from "./mixedIzhikevich";
import { Bench } from "./testing";

const kinds = Object.keys(IZHIKEVICH_PRESETS) as (keyof typeof IZHIKEVICH_PRESETS)[];

/** One neuron of each type, in the order of the presets. */
function mixture(precision: Precision, v0 = -65): Bench<MixedIzhikevichParams, MixedIzhikevichState> {
  return new Bench(mixedIzhikevich, { v0 }, { h: 1, size: kinds.length, precision }, ({ constants }) => {
    for (const name of ["a", "b", "c", "d"] as const)
      constants[name].view.set(kinds.map((kind) => IZHIKEVICH_PRESETS[kind].params[name]));
  });
}

/** Spike times of each neuron under a constant input. */
function trains(bench: ReturnType<typeof mixture>, input: number, duration: number): number[][] {
  const out: number[][] = kinds.map(() => []);
  for (let k = 0; k < duration; k++) {
    bench.drive.view.fill(input);
    for (const { neuron, time } of bench.step()) out[neuron]?.push(time);
  }
  return out;
}

describe("a mixture of Izhikevich's neurons", () => {
  it("fires each type as the published map does", () => {
    const spikes = trains(mixture("f64"), 10, 999);
    for (const [i, kind] of kinds.entries()) {
      expect(spikes[i]?.slice(0, 5)).toEqual(IZHIKEVICH_MAP[kind]);
      expect(spikes[i]).toHaveLength(IZHIKEVICH_TYPES[kind].counts[0]);
    }
    expect(trains(mixture("f64", -87), 0, 100)[kinds.indexOf("TC")]?.slice(0, 3)).toEqual(IZHIKEVICH_REBOUND);
  });

  it("fires the same first spikes in single precision", () => {
    // Later the map, being chaotic, takes the rounding for a reason to differ.
    const spikes = trains(mixture("f32"), 10, 999);
    for (const [i, kind] of kinds.entries()) {
      expect(spikes[i]?.slice(0, 5)).toEqual(IZHIKEVICH_MAP[kind]);
      const [count] = IZHIKEVICH_TYPES[kind].counts;
      expect(Math.abs((spikes[i]?.length ?? 0) - count)).toBeLessThan(0.15 * count);
    }
  });

  it("keeps single and double precision together below threshold", () => {
    const run = (precision: Precision): number[] => {
      const bench = mixture(precision);
      for (let k = 0; k < 1000; k++) {
        for (let i = 0; i < kinds.length; i++) bench.drive.view[i] = -2 + 0.2 * Math.sin(k * (i + 1) * 0.37);
        expect(bench.step()).toEqual([]);
      }
      return kinds.flatMap((_, i) => [bench.value("v", i), bench.value("u", i)]);
    };
    const single = run("f32");
    for (const [i, value] of run("f64").entries())
      expect(Math.abs((single[i] as number) - value) / Math.abs(value)).toBeLessThan(1e-5);
  });

  it.each(["f32", "f64"] as const)("holds silenced and dead neurons and clears their input, %s", (precision) => {
    const bench = mixture(precision);
    bench.state.variables.until?.view.set([5, DEAD, 0, 5, 0, DEAD, 0]);
    const before = kinds.map((_, i) => [bench.value("v", i), bench.value("u", i)]);
    const during = trains(bench, 100, 5);
    expect(during.map((train) => train.length > 0)).toEqual([false, false, true, false, true, false, true]);
    for (const i of [0, 1, 3, 5]) expect([bench.value("v", i), bench.value("u", i)]).toEqual(before[i]);
    expect([...bench.drive.view]).toEqual(kinds.map(() => 0));
    const after = trains(bench, 100, 20);
    expect(after.map((train) => train.length > 0)).toEqual([true, false, true, true, true, false, true]);
  });

  it.each(["f32", "f64"] as const)(
    "keeps the peak of a neuron that is silenced on it and resets it later, %s",
    (precision) => {
      const bench = mixture(precision);
      while (!trains(bench, 10, 1)[0]?.length);
      const peak = bench.value("v");
      const until = bench.state.variables.until?.view as Int32Array;
      until[0] = bench.now + 3;
      expect(trains(bench, 10, 3)[0]).toEqual([]);
      expect(bench.value("v")).toBe(peak);
      trains(bench, 10, 1);
      expect(bench.value("v")).toBeLessThan(-50);
    },
  );

  it("never lists the padding of a vector", () => {
    const spikes = new Set<number>();
    const bench = mixture("f32");
    for (let k = 0; k < 100; k++) {
      bench.drive.view.fill(10);
      for (const { neuron } of bench.step()) spikes.add(neuron);
    }
    expect([...spikes].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each(["f32", "f64"] as const)("stays finite under any input, %s", (precision) => {
    const bench = mixture(precision);
    for (let k = 0; k < 200; k++) {
      bench.drive.view.fill((k % 3 === 0 ? -1 : 1) * 1e9);
      bench.step();
      for (let i = 0; i < kinds.length; i++) {
        expect(Math.abs(bench.value("v", i))).toBeLessThanOrEqual(1e6);
        expect(Number.isFinite(bench.value("u", i))).toBe(true);
      }
    }
  });

  it("steps 1 ms only", () => {
    const bench = mixture("f32");
    expect(() => bench.state.update({ v0: -65 }, 0.5)).toThrow(RangeError);
  });
});
