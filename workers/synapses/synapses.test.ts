import { describe, expect, it } from "vitest";
import { POSTSYNAPTIC_POTENTIALS } from "../fixtures/lif";
import { allToAll } from "../math/connections";
import { WiringStream } from "../math/random";
import { createKernel } from "../memory/kernel";
import { Projection } from "../network/projection";
import { cells, fresh, lifDefaults, Network, potential, SourcePopulation, train } from "../network/testing";
import type { ParamSchema } from "../params/schema";
import type { SynapseModel } from "./_synapse";
import { alphaCurrent, alphaGains } from "./alphaCurrent";
import { delta } from "./delta";
import { expConductance } from "./expConductance";
import { currentGain, expCurrent } from "./expCurrent";

const H = 0.1;
const membrane = lifDefaults();

/** Potential and the first variable of the receptor after every step, following one spike of weight `w` that arrives at step 2. */
function response<P>(
  model: SynapseModel<ParamSchema, P>,
  params: P,
  w: number,
  steps: number,
  precision: "f64" | "f32" = "f64",
  h = H,
) {
  const { arena, kernel } = fresh();
  const source = new SourcePopulation("source", 1, [train(0, [1])]);
  const population = cells(arena, { h, precision, receptor: { model, params } });
  const projection = new Projection(arena, source, population, () => population.arrivals("input"), {
    topology: allToAll(1, 1),
    random: new WiringStream(kernel, 1, "wiring"),
    delay: { steps: 1 },
    precision,
  });
  const receptor = model.allocate(arena, 1, precision, population.drive);
  const network = new Network(arena, [source, population], [projection]);
  arena.commit();
  projection.table.fill();
  projection.weights.view.fill(w);
  population.init();
  const v: number[] = [];
  for (let k = 0; k < steps; k++) {
    network.step();
    v.push(potential(population) - membrane.eL);
  }
  return { v, names: Object.keys(receptor.variables) };
}

/** Values of the receptor's first variable from the end of the step at which a unit arrives, step by step. */
function kernelOf<P>(model: SynapseModel<ParamSchema, P>, params: P, h: number, steps: number): number[] {
  const { arena } = fresh();
  const drive = arena.alloc("scratch", "f64", 1);
  const ports = { drive, conductance: arena.alloc("scratch", "f64", 1), reversal: arena.alloc("scratch", "f64", 1) };
  const receptor = model.allocate(arena, 1, "f64", drive);
  arena.commit();
  receptor.update(params, membrane, h);
  const step = receptor.stepper(ports);
  const variable = Object.values(receptor.variables)[0];
  const out: number[] = [];
  for (let k = 0; k < steps; k++) {
    if (k === 0 && !receptor.decaysFirst) receptor.arrivals.view[0] = 1;
    step?.();
    if (k === 0 && receptor.decaysFirst) receptor.arrivals.view[0] = 1;
    out.push((variable?.view[0] ?? Number.NaN) as number);
  }
  return out;
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

/** Peak height and time since arrival of a sampled curve, by a parabola through the three largest samples. */
function peak(values: number[], h: number): { height: number; time: number } {
  const at = values.indexOf(Math.max(...values));
  const [a, b, c] = [values[at - 1], values[at], values[at + 1]] as [number, number, number];
  const shift = (a - c) / (2 * (a - 2 * b + c));
  return { height: b - ((a - c) * shift) / 4, time: (at - 1 + shift) * h };
}

describe("coefficients of the exact propagator", () => {
  const math = createKernel();
  it("match the reference values at the defaults", () => {
    expect(math.exp(-H / 2)).toBeCloseTo(0.951229424501, 12);
    expect(math.exp(-H / 10)).toBeCloseTo(0.990049833749, 12);
    expect(currentGain(membrane, 2, H, math)).toBeCloseTo(3.882040924845e-4, 15);
    expect((-math.expm1(-H / 10) * membrane.tauM) / membrane.capacitance).toBeCloseTo(3.980066500333e-4, 15);
  });

  it("have no gap where the synaptic reaches the membrane time constant", () => {
    const at = (tau: number) => currentGain(membrane, tau, H, math);
    expect(at(10)).toBeCloseTo((H / 250) * math.exp(-H / 10), 16);
    expect(Math.abs(at(10 + 1e-9) / at(10) - 1)).toBeLessThan(1e-11);
    const alpha = (tau: number) => alphaGains(membrane, tau, H, math);
    for (const tau of [2, 9, 9.9, 9.99, 10, 10.01, 11]) {
      const [low, high] = [alpha(tau * (1 - 1e-7)), alpha(tau * (1 + 1e-7))];
      expect(Math.abs(low.rise / high.rise - 1)).toBeLessThan(1e-7);
      expect(Math.abs(low.current / high.current - 1)).toBeLessThan(1e-7);
    }
  });
});

describe("postsynaptic potentials of 100 pA", () => {
  const models = { exponential: expCurrent, alpha: alphaCurrent } as const;
  it.each(POSTSYNAPTIC_POTENTIALS)("%s, time constant %d ms", (name, tau, height, time) => {
    const model = models[name];
    const { v } = response(model as SynapseModel<ParamSchema, { tau: number }>, { tau }, 100, 400, "f64", 0.01 * 5);
    const { height: high, time: when } = peak(v, 0.05);
    expect(high).toBeCloseTo(height, 6);
    expect(when).toBeCloseTo(time, 3);
  });

  it("agree between single and double precision", () => {
    for (const model of [expCurrent, alphaCurrent] as SynapseModel<ParamSchema, { tau: number }>[]) {
      const [single, double] = (["f32", "f64"] as const).map((p) => response(model, { tau: 2 }, 100, 300, p).v) as [
        number[],
        number[],
      ];
      // The potential is stored near -70 mV, so single precision resolves it to 4e-6 mV.
      for (const [i, value] of double.entries()) expect(Math.abs((single[i] as number) - value)).toBeLessThan(2e-4);
    }
  });
});

describe("charge of a kernel", () => {
  it("of the exponential is w h / (1 - e^(-h/tau)) on the grid", () => {
    const h = 0.1;
    expect(sum(kernelOf(expCurrent, { tau: 2 }, h, 1000)) * h).toBeCloseTo(h / (1 - Math.exp(-h / 2)), 12);
    expect(sum(kernelOf(expConductance, { tau: 2, reversal: 0 }, h, 1000)) * h).toBeCloseTo(
      h / (1 - Math.exp(-h / 2)),
      12,
    );
  });

  it("of the alpha current is w e tau within a thousandth at tau / 20", () => {
    expect(sum(kernelOf(alphaCurrent, { tau: 2 }, 0.1, 1000)) * 0.1).toBeCloseTo(Math.E * 2, 2);
    expect(Math.abs((sum(kernelOf(alphaCurrent, { tau: 2 }, 0.1, 1000)) * 0.1) / (Math.E * 2) - 1)).toBeLessThan(1e-3);
  });
});

describe("delta pulse", () => {
  it("moves the potential by its weight in the step of arrival", () => {
    const { v } = response(delta, {}, 5, 4);
    expect(v[0]).toBe(0);
    expect(v[1]).toBeCloseTo(5, 12);
    expect(v[2]).toBeCloseTo(5 * Math.exp(-H / 10), 12);
  });
});

describe("constant conductance", () => {
  it.each([0.01, 0.1, 1, 10])("brings the potential to its steady state for h = %d ms", (h) => {
    for (const precision of ["f64", "f32"] as const) {
      const { arena, kernel } = fresh();
      const size = 1;
      const [drive, g, e] = [0, 1, 2].map(() => arena.alloc("scratch", precision, size)) as [never, never, never];
      const list = arena.alloc("scratch", "u32", 4);
      const v = arena.alloc("state", precision, size);
      const until = arena.alloc("state", "i32", size);
      const coef = arena.alloc("scratch", "f64", 6);
      arena.commit();
      const block = { drive, g, e } as Record<"drive" | "g" | "e", ReturnType<typeof arena.alloc<"f64">>>;
      coef.view.set([25, 25 * -70, h / 250, -40, -70, 20]);
      v.view[0] = -70;
      const step = precision === "f64" ? kernel.lifConductanceStep64 : kernel.lifConductanceStep32;
      for (let k = 1; k <= 400 / h; k++) {
        block.g.view[0] = 10;
        block.e.view[0] = 0;
        step(size, v.ptr, until.ptr, block.drive.ptr, block.g.ptr, block.e.ptr, list.ptr, coef.ptr, k);
      }
      // In single precision the approach stops where one small step no longer changes the last bit.
      expect(v.view[0]).toBeCloseTo((25 * -70) / 35, precision === "f64" ? 9 : 2);
    }
  });
});
