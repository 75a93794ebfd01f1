import { describe, expect, it } from "vitest";
import {
  IZHIKEVICH_BLUEPRINT,
  IZHIKEVICH_FROM_REST,
  IZHIKEVICH_MAP,
  IZHIKEVICH_ODE,
  IZHIKEVICH_REBOUND,
  IZHIKEVICH_TYPES,
} from "../fixtures/neurons";
import { DEAD } from "./_neuron";
import {
  IZHIKEVICH_PRESETS,
  type IzhikevichParams,
  izhikevich,
  izhikevichHopf,
  izhikevichSaddleNode,
} from "./izhikevich";
import { Bench, orderOf } from "./testing";

type Kind = keyof typeof IZHIKEVICH_PRESETS;
const kinds = Object.keys(IZHIKEVICH_PRESETS) as Kind[];

/** Parameters of a type of neuron under the input `input`, in units of I. */
function cell(kind: Kind, input: number, changes: Partial<IzhikevichParams> = {}): IzhikevichParams {
  const defaults = izhikevich.schema.parse({});
  return { ...defaults, ...IZHIKEVICH_PRESETS[kind].params, current: input * defaults.unitCurrent, ...changes };
}

const times = (params: IzhikevichParams, duration: number, h = 1): number[] =>
  new Bench(izhikevich, params, { h }).run(duration).map(({ time }) => time);

describe("Izhikevich's closed forms", () => {
  it.each(kinds)("rest and onsets of %s", (kind) => {
    const { rest, saddleNode, hopf } = IZHIKEVICH_TYPES[kind];
    const { a, b } = IZHIKEVICH_PRESETS[kind].params;
    expect(izhikevichSaddleNode(b)).toBeCloseTo(saddleNode, 9);
    expect(izhikevichHopf(a, b)).toBeCloseTo(hopf, 9);
    const [stable, saddle] = izhikevich.plane?.(cell(kind, 0), 0).fixedPoints ?? [];
    expect(stable?.x).toBeCloseTo(rest[0], 6);
    expect(stable?.y).toBeCloseTo(rest[1], 6);
    expect(stable?.type).toMatch(/^stable/);
    expect(saddle?.type).toBe("saddle");
  });

  it("stands still at rest in every mode", () => {
    for (const mode of ["paper", "seed", "ode"] as const) {
      const bench = new Bench(izhikevich, cell("RS", 0, { mode, v0: -70, onNullcline: false, u0: -14 }), { h: 0.5 });
      expect(bench.run(100)).toEqual([]);
      expect(bench.value("v")).toBeCloseTo(-70, 9);
      expect(bench.value("u")).toBeCloseTo(-14, 9);
    }
  });

  it("loses its stable point at the Hopf input and both points at the saddle-node", () => {
    const types = (input: number) => izhikevich.plane?.(cell("RS", input), 0).fixedPoints.map(({ type }) => type) ?? [];
    expect(types(3.79)).toEqual(["stableFocus", "saddle"]);
    expect(types(3.8)).toEqual(["unstableFocus", "saddle"]);
    expect(types(4.01)).toEqual([]);
    expect(izhikevich.onsets?.(cell("RS", 0))).toEqual([
      { name: "Hopf", current: expect.closeTo(3.7975 * 50, 9) },
      { name: "saddle-node", current: expect.closeTo(200, 9) },
    ]);
    expect(izhikevich.onsets?.(cell("RS", 1, { a: 0.2 })).map(({ current }) => current)).toEqual([150]);
  });

  it("draws the flow that the equations have, with injected and constant current together", () => {
    const plane = izhikevich.plane?.(cell("RS", 4), 6 * 50);
    expect(plane?.flow(-65, -13)).toEqual([
      expect.closeTo(0.04 * 65 ** 2 - 325 + 140 + 13 + 10, 9),
      expect.closeTo(0, 12),
    ]);
    expect(plane?.xNullcline(-65)).toBeCloseTo(-6, 9);
    expect(plane?.yNullcline(-65)).toBeCloseTo(-13, 9);
    expect(plane?.reset).toEqual({ at: 30, to: -65, jump: 8 });
  });
});

describe("Izhikevich's published map", () => {
  it.each(kinds)("detects the spikes of %s at the known map steps", (kind) => {
    const spikes = times(cell(kind, 10), 200);
    expect(spikes.slice(0, IZHIKEVICH_MAP[kind].length)).toEqual(IZHIKEVICH_MAP[kind]);
    // What the last map step of the second brings about, only the next one detects.
    expect(times(cell(kind, 10), 999)).toHaveLength(IZHIKEVICH_TYPES[kind].counts[0]);
  });

  it("acts at whole milliseconds, whatever the step", () => {
    for (const h of [0.5, 0.1, 0.05, 0.01]) {
      expect(times(cell("RS", 10), 200, h).map((t) => Math.round(t * 1e6) / 1e6)).toEqual(IZHIKEVICH_MAP.RS);
    }
    const bench = new Bench(izhikevich, cell("RS", 10), { h: 0.25 });
    const potentials = Array.from({ length: 8 }, () => {
      bench.step();
      return bench.value("v");
    });
    expect(potentials.slice(0, 3)).toEqual([-65, -65, -65]);
    expect(new Set(potentials.slice(3, 7)).size).toBe(1);
    expect(potentials[7]).not.toBe(potentials[3]);
    expect(() => new Bench(izhikevich, cell("RS", 10), { h: 0.3 })).toThrow(RangeError);
  });

  it("takes in the mean current and the sum of the pulses of a millisecond", () => {
    const whole = new Bench(izhikevich, cell("RS", 7), { h: 1 });
    const parts = new Bench(izhikevich, cell("RS", 1), { h: 0.25 });
    whole.step();
    for (const current of [0, 400, 0, 400]) {
      parts.inject([current]);
      parts.drive.view[0] = 0.5;
      expect(parts.step()).toEqual([]);
      expect(parts.drive.view[0]).toBe(0);
    }
    expect(parts.value("v")).toBeCloseTo(whole.value("v"), 12);
  });

  it("loses what it gathered when it is held before the millisecond ends", () => {
    const [held, free] = [100, 0].map((pulse) => {
      const bench = new Bench(izhikevich, cell("RS", 0), { h: 0.25 });
      bench.drive.view[0] = pulse;
      bench.step();
      bench.state.variables.until?.view.fill(2);
      bench.run(0.75);
      return bench.value("v");
    });
    expect(held).toBe(free);
  });

  it("shows the peak and resets a step later", () => {
    const bench = new Bench(izhikevich, cell("RS", 10), { h: 1 });
    while (bench.step().length === 0);
    const [peak, u] = [bench.value("v"), bench.value("u")];
    expect(peak).toBeGreaterThan(30);
    bench.step();
    const half = -65 + 0.5 * (0.04 * 65 ** 2 - 325 + 140 - (u + 8) + 10);
    const v = half + 0.5 * (0.04 * half ** 2 + 5 * half + 140 - (u + 8) + 10);
    expect(bench.value("v")).toBeCloseTo(v, 12);
    expect(bench.value("u")).toBeCloseTo(u + 8 + 0.02 * (0.2 * v - u - 8), 12);
  });

  it("fires an onset spike below the Hopf input, and no more", () => {
    for (const [input, paper, ode] of IZHIKEVICH_FROM_REST) {
      const rest = { v0: -70, onNullcline: false, u0: -14 } as const;
      expect(times(cell("RS", input, rest), 5000)).toHaveLength(paper);
      expect(times(cell("RS", input, { ...rest, mode: "ode" }), 5000, 0.01)).toHaveLength(ode);
    }
  });

  it("rebounds after a release from hyperpolarisation", () => {
    expect(times(cell("TC", 0, { v0: -87 }), 100).slice(0, 3)).toEqual(IZHIKEVICH_REBOUND);
  });
});

describe("the map of the source blueprint", () => {
  it.each(kinds)("fires %s as often as known, with and without its freeze", (kind) => {
    const { counts } = IZHIKEVICH_TYPES[kind];
    expect(times(cell(kind, 10, { mode: "seed" }), 1000)).toHaveLength(counts[1]);
    expect(times(cell(kind, 10, { mode: "seed", freeze: 0 }), 1000)).toHaveLength(counts[2]);
  });

  it("fires at the known times, whatever the step", () => {
    for (const kind of ["RS", "CH"] as const) {
      for (const h of [1, 0.1]) {
        const spikes = times(cell(kind, 10, { mode: "seed" }), 200, h).slice(0, 5);
        expect(spikes.map((t) => Math.round(t * 1e6) / 1e6)).toEqual(IZHIKEVICH_BLUEPRINT[kind]);
      }
    }
  });

  it("freezes v and u for three milliseconds", () => {
    const bench = new Bench(izhikevich, cell("RS", 10, { mode: "seed" }), { h: 1 });
    while (bench.step().length === 0);
    const reset = [bench.value("v"), bench.value("u")];
    expect(reset[0]).toBe(-65);
    for (let k = 0; k < 3; k++) {
      bench.step();
      expect([bench.value("v"), bench.value("u")]).toEqual(reset);
    }
    bench.step();
    expect(bench.value("u")).not.toBe(reset[1]);
  });
});

describe("Izhikevich's differential equations", () => {
  it.each(kinds)("fire %s as often as known", (kind) => {
    expect(times(cell(kind, 10, { mode: "ode" }), 1000, 0.001)).toHaveLength(IZHIKEVICH_TYPES[kind].counts[3]);
  });

  it.each(["RS", "FS"] as const)("fire %s at the known times, with coarser steps too", (kind) => {
    for (const [h, tolerance] of [
      [0.001, 0.003],
      [0.01, 0.003],
      [0.05, 0.02],
    ] as const) {
      const spikes = times(cell(kind, 10, { mode: "ode" }), 200, h);
      for (const [i, time] of IZHIKEVICH_ODE[kind].entries())
        expect(Math.abs((spikes[i] as number) - time)).toBeLessThan(tolerance);
    }
    const { params, substeps } = izhikevich.converged(cell(kind, 10), 1);
    const [first] = new Bench(izhikevich, params, { h: 1, substeps }).run(10);
    expect(first?.time).toBeCloseTo(IZHIKEVICH_ODE[kind][0], 3);
  });

  it("are of order 4 between spikes", () => {
    const potential = (h: number) => {
      const bench = new Bench(izhikevich, cell("RS", 0, { mode: "ode", v0: -60 }), { h });
      expect(bench.run(8)).toEqual([]);
      return bench.value("v");
    };
    expect(orderOf(potential, [0.4, 0.2, 0.1, 0.05])).toBeCloseTo(4, 0);
  });

  it("place spikes to second order", () => {
    const exact = (input: number) => times(cell("RS", input, { mode: "ode" }), 40, 0.0005)[1] as number;
    const inputs = Array.from({ length: 12 }, (_, i) => 10 + i * 0.37);
    const references = inputs.map(exact);
    const error = (h: number) =>
      inputs.reduce((sum, input, i) => {
        const second = times(cell("RS", input, { mode: "ode" }), 40, h)[1] as number;
        return sum + Math.abs(second - (references[i] as number));
      }, 0);
    const ratio = error(0.04) / error(0.01);
    expect(ratio).toBeGreaterThan(10);
    expect(ratio).toBeLessThan(25);
  });

  it("take a pulse in as charge, whatever the step", () => {
    const jump = (h: number) => {
      const bench = new Bench(izhikevich, cell("RS", 0, { mode: "ode", v0: -70, onNullcline: false }), { h });
      bench.drive.view[0] = 2;
      bench.run(1);
      return bench.value("v") + 70;
    };
    expect(jump(0.01)).toBeCloseTo(jump(0.001), 1);
    expect(jump(0.001)).toBeGreaterThan(0.5);
  });

  it("spike once per step and carry a second crossing to the next", () => {
    const bench = new Bench(izhikevich, cell("TC", 10, { mode: "ode", current: 5000, unitCurrent: 1 }), { h: 1 });
    expect(bench.run(20)).toHaveLength(20);
    expect(bench.value("v")).toBeCloseTo(29.999, 9);
  });
});

describe("modes of Izhikevich's neuron", () => {
  it("change while a peak waits for its reset, without a second spike", () => {
    for (const mode of ["seed", "ode"] as const) {
      const bench = new Bench(izhikevich, cell("RS", 10), { h: 1 });
      while (bench.step().length === 0);
      bench.update(cell("RS", 0, { mode }));
      expect(bench.run(5)).toEqual([]);
      expect(bench.value("v")).toBeLessThan(-50);
    }
  });

  it.each(["paper", "seed", "ode"] as const)("hold silenced and dead cells, %s", (mode) => {
    const bench = new Bench(izhikevich, cell("FS", 20, { mode }), { h: 1, size: 3 });
    bench.state.variables.until?.view.set([0, 5, DEAD]);
    const held = [bench.value("v", 1), bench.value("u", 1)];
    for (let k = 0; k < 5; k++) {
      bench.drive.view.fill(100);
      for (const { neuron } of bench.step()) expect(neuron).toBe(0);
      expect([...bench.drive.view]).toEqual([0, 0, 0]);
      for (const i of [1, 2]) expect([bench.value("v", i), bench.value("u", i)]).toEqual(held);
    }
    const neurons = new Set(bench.run(100).map(({ neuron }) => neuron));
    expect([...neurons].sort()).toEqual([0, 1]);
  });

  it.each(["paper", "seed", "ode"] as const)("end at -1000 mV or spike under any inhibition, %s", (mode) => {
    const bench = new Bench(izhikevich, cell("RS", 0, { mode }), { h: 0.01 });
    for (let k = 0; k < 300; k++) {
      bench.drive.view.fill(-1e4);
      bench.step();
      expect(bench.value("v")).toBeGreaterThanOrEqual(-1000);
    }
  });

  it("start where the parameters say", () => {
    expect(izhikevich.initial(cell("RS", 0))).toEqual({ v: -65, u: -13 });
    expect(izhikevich.initial(cell("RS", 0, { onNullcline: false, u0: 3, v0: -50 }))).toEqual({ v: -50, u: 3 });
  });

  it("are for double precision", () => {
    expect(() => new Bench(izhikevich, cell("RS", 0), { h: 1, precision: "f32" })).toThrow(RangeError);
  });
});
