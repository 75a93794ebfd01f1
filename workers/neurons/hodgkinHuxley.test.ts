import { describe, expect, it } from "vitest";
import { HODGKIN_HUXLEY } from "../fixtures/neurons";
import { type HodgkinHuxleyParams, hodgkinHuxley } from "./hodgkinHuxley";
import { Bench, dormandPrince, intervals, orderOf } from "./testing";

/** Parameters under a current density, uA/cm^2. */
function axon(density: number, changes: Partial<HodgkinHuxleyParams> = {}): HodgkinHuxleyParams {
  const defaults = hodgkinHuxley.schema.parse({});
  return { ...defaults, current: (density * defaults.area) / 100, ...changes };
}

/**
 * The equations as printed in 1952 but for the sign of the potential: V counts from rest, so inside positive spikes. State
 * (V, n, m, h) from V = 0 with steady gates.
 */
const rates = (v: number) => ({
  n: [(0.01 * (10 - v)) / (Math.exp((10 - v) / 10) - 1), 0.125 * Math.exp(-v / 80)],
  m: [(0.1 * (25 - v)) / (Math.exp((25 - v) / 10) - 1), 4 * Math.exp(-v / 18)],
  h: [0.07 * Math.exp(-v / 20), 1 / (Math.exp((30 - v) / 10) + 1)],
});

function reference(density: number, duration: number, speed = 1): { spikes: number[]; v: number } {
  const gates = ["n", "m", "h"] as const;
  const slope = ([v = 0, ...x]: readonly number[]): number[] => {
    const [n = 0, m = 0, h = 0] = x;
    const dv = density - 36 * n ** 4 * (v + 12) - 120 * m ** 3 * h * (v - 115) - 0.3 * (v - 10.613);
    const rate = rates(v);
    return [
      dv,
      ...gates.map(
        (gate, i) =>
          speed * ((rate[gate][0] as number) * (1 - (x[i] as number)) - (rate[gate][1] as number) * (x[i] as number)),
      ),
    ];
  };
  const atRest = rates(0);
  const steady = gates.map((gate) => {
    const [alpha = 0, beta = 0] = atRest[gate];
    return alpha / (alpha + beta);
  });
  const spikes: number[] = [];
  const end = dormandPrince(slope, [0, ...steady], duration, 1e-10, (t0, y0, t1, y1) => {
    const [a, b] = [(y0[0] as number) - 65, (y1[0] as number) - 65];
    if (a >= 0 || b < 0) return;
    // Cubic through both ends and their slopes, then bisection.
    const step = t1 - t0;
    const [da, db] = [(slope(y0)[0] as number) * step, (slope(y1)[0] as number) * step];
    const at = (s: number) =>
      a * (1 + 2 * s) * (1 - s) ** 2 + da * s * (1 - s) ** 2 + b * s * s * (3 - 2 * s) + db * s * s * (s - 1);
    let [low, high] = [0, 1];
    for (let k = 0; k < 50; k++) {
      const middle = (low + high) / 2;
      if (at(middle) < 0) low = middle;
      else high = middle;
    }
    spikes.push(t0 + low * step);
  });
  return { spikes, v: (end[0] as number) - 65 };
}

const times = (params: HodgkinHuxleyParams, duration: number, h = 0.01): number[] =>
  new Bench(hodgkinHuxley, params, { h }).run(duration).map(({ time }) => time);

describe("Hodgkin-Huxley against an independent solver", () => {
  it("has the numbers that the solver gives", () => {
    const { spikes } = reference(10, 62);
    for (const [i, time] of HODGKIN_HUXLEY.spikes.entries()) expect(spikes[i]).toBeCloseTo(time, 7);
    expect(reference(0, 300).v).toBeCloseTo(HODGKIN_HUXLEY.rest, 8);
    const warm = reference(10, 20, 3 ** ((18.5 - 6.3) / 10)).spikes;
    for (const [i, time] of HODGKIN_HUXLEY.warm.entries()) expect(warm[i]).toBeCloseTo(time, 7);
  });

  it("rests at -65 mV", () => {
    const bench = new Bench(hodgkinHuxley, axon(0), { h: 0.01 });
    expect(bench.run(300)).toEqual([]);
    expect(bench.value("v")).toBeCloseTo(HODGKIN_HUXLEY.rest, 8);
  });

  it("starts with the gates that are steady at -65 mV", () => {
    const { v, ...gates } = hodgkinHuxley.initial(axon(0));
    expect(v).toBe(-65);
    for (const [gate, [alpha = 0, beta = 0]] of Object.entries(rates(0)))
      expect(gates[gate]).toBeCloseTo(alpha / (alpha + beta), 14);
  });

  it.each([
    [0.05, 1e-3],
    [0.01, 5e-5],
    [0.001, 1e-6],
  ])("spikes at the known times with steps of %d ms", (h, tolerance) => {
    const spikes = times(axon(10), 62, h);
    expect(spikes).toHaveLength(HODGKIN_HUXLEY.spikes.length);
    for (const [i, time] of HODGKIN_HUXLEY.spikes.entries())
      expect(Math.abs((spikes[i] as number) - time)).toBeLessThan(tolerance);
  });

  it("keeps the known potential through an action potential", () => {
    const bench = new Bench(hodgkinHuxley, axon(10), { h: 0.005 });
    for (const until of [1.5, 1.9, 2.3, 3, 5, 12]) {
      bench.run(until - bench.now * 0.005);
      expect(Math.abs(bench.value("v") - reference(10, until).v)).toBeLessThan(1e-5);
    }
  });

  it("speeds up with temperature", () => {
    const spikes = times(axon(10, { temperature: 18.5 }), 20);
    for (const [i, time] of HODGKIN_HUXLEY.warm.entries())
      expect(Math.abs((spikes[i] as number) - time)).toBeLessThan(1e-4);
    const coarse = times(axon(10, { temperature: 18.5, integrator: "exponentialEuler" }), 20, 0.001);
    for (const [i, time] of HODGKIN_HUXLEY.warm.entries())
      expect(Math.abs((coarse[i] as number) - time)).toBeLessThan(0.05);
  });

  it("fires repeatedly at 68 Hz at 10 uA/cm^2", () => {
    expect(intervals(times(axon(10), 1000)).at(-1)).toBeCloseTo(HODGKIN_HUXLEY.interval, 5);
  });

  it.each(HODGKIN_HUXLEY.counts)("at %d uA/cm^2 fires %d spikes in 2 s", (density, count) => {
    expect(times(axon(density), 2000, 0.02)).toHaveLength(count);
  });

  it("is within a tenth of a microsecond when converged", () => {
    const { params, substeps } = hodgkinHuxley.converged(axon(10, { integrator: "exponentialEuler" }), 0.5);
    const spikes = new Bench(hodgkinHuxley, params, { h: 0.5, substeps }).run(62);
    for (const [i, time] of HODGKIN_HUXLEY.spikes.entries())
      expect(Math.abs((spikes[i]?.time as number) - time)).toBeLessThan(2e-6);
  });
});

describe("integrators of Hodgkin-Huxley", () => {
  const potential = (integrator: HodgkinHuxleyParams["integrator"]) => (h: number) => {
    const bench = new Bench(hodgkinHuxley, axon(10, { integrator }), { h });
    bench.run(4);
    return bench.value("v");
  };

  it("are of order 4 and 1, through an action potential too", () => {
    expect(orderOf(potential("rk4"), [0.02, 0.01, 0.005, 0.0025])).toBeCloseTo(4, 0);
    expect(orderOf(potential("exponentialEuler"), [0.01, 0.005, 0.0025, 0.00125])).toBeCloseTo(1, 1);
  });

  it("place spikes to second order", () => {
    const densities = Array.from({ length: 12 }, (_, i) => 10 + i * 0.37);
    const references = densities.map((density) => reference(density, 4).spikes[0] as number);
    const error = (h: number) =>
      densities.reduce(
        (sum, density, i) => sum + Math.abs((times(axon(density), 4, h)[0] as number) - (references[i] as number)),
        0,
      );
    const ratio = error(0.04) / error(0.01);
    expect(ratio).toBeGreaterThan(10);
    expect(ratio).toBeLessThan(25);
  });

  it("stay finite with too large a step, and recover with a small one", () => {
    const bench = new Bench(hodgkinHuxley, axon(10), { h: 1 });
    let largest = 0;
    for (let k = 0; k < 500; k++) {
      bench.step();
      largest = Math.max(largest, Math.abs(bench.value("v")));
      for (const gate of ["m", "h", "n"]) {
        expect(bench.value(gate)).toBeGreaterThanOrEqual(0);
        expect(bench.value(gate)).toBeLessThanOrEqual(1);
      }
    }
    expect(largest).toBe(1000);
    bench.state.update(axon(0), 0.01);
    for (let k = 0; k < 10_000; k++) bench.step();
    expect(bench.value("v")).toBeCloseTo(HODGKIN_HUXLEY.rest, 1);
  });

  it("keep exponential Euler in its range with any step", () => {
    for (const h of [0.5, 1, 5]) {
      const bench = new Bench(hodgkinHuxley, axon(10, { integrator: "exponentialEuler" }), { h });
      for (let k = 0; k < 200; k++) {
        bench.step();
        expect(bench.value("v")).toBeGreaterThan(-77);
        expect(bench.value("v")).toBeLessThan(51);
      }
    }
  });

  it.each([-40, -55])("pass the removable singularity at %d mV", (singular) => {
    const stepFrom = (v: number) => {
      const bench = new Bench(hodgkinHuxley, axon(0), { h: 0.01 });
      bench.set("v", v);
      bench.step();
      return ["v", "m", "h", "n"].map((name) => bench.value(name));
    };
    const at = stepFrom(singular);
    // As close as this the textbook form of the rates loses its digits.
    for (const shift of [-1e-11, 1e-11]) {
      for (const [i, value] of stepFrom(singular + shift).entries()) expect(value).toBeCloseTo(at[i] as number, 10);
    }
  });
});

describe("inputs of Hodgkin-Huxley", () => {
  it("turns current into density by the area", () => {
    const bench = new Bench(hodgkinHuxley, axon(0, { area: 1000 }), { h: 0.01 });
    bench.inject([100]);
    expect(bench.run(62).map(({ time }) => time)[4]).toBeCloseTo(HODGKIN_HUXLEY.spikes[4], 4);
  });

  it("counts what a jump lifts over the threshold, once", () => {
    const bench = new Bench(hodgkinHuxley, axon(0), { h: 0.01 });
    bench.drive.view[0] = 80;
    expect(bench.step()).toEqual([{ neuron: 0, step: 1, time: 0.01 }]);
    expect(bench.drive.view[0]).toBe(0);
    expect(bench.value("v")).toBeCloseTo(15, 0);
    expect(bench.run(2)).toEqual([]);
  });

  it("is double precision only", () => {
    expect(() => new Bench(hodgkinHuxley, axon(0), { h: 0.01, precision: "f32" })).toThrow(RangeError);
  });
});
