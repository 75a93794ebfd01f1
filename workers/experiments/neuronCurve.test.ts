import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { lifInterval } from "../neurons/lif";
import type { CurveData } from "../protocol";
import type { Simulation } from "./_experiment";
import { neuron } from "./neuron";
import { buildBench } from "./neuronBench";
import { firstCell, secondCell } from "./neuronCells";
import { RateCurve } from "./neuronCurve";
import { type NeuronParams, neuronSchema } from "./neuronParams";

const paramsOf = (given: unknown): NeuronParams => neuronSchema.parse(given);

function curveOf(given: unknown): { readonly curve: RateCurve; readonly params: NeuronParams } {
  const params = paramsOf(given);
  return { curve: new RateCurve(cellsOf(params), params.stimulus, params.dt), params };
}

const cellsOf = (params: NeuronParams) => [firstCell(params), secondCell(params)].filter((cell) => cell !== null);

function settled(given: unknown): CurveData {
  const { curve } = curveOf(given);
  curve.settle();
  return curve.take();
}

/** Takes portions until nothing changes. */
function drain(curve: RateCurve): CurveData[] {
  const taken: CurveData[] = [];
  for (let before = -1; before !== curve.revision; ) {
    before = curve.revision;
    taken.push(curve.take());
  }
  return taken;
}

const LIF = { model: "lif", lif: { integrator: "continuous" }, stimulus: { amplitude: 500 }, dt: 0.1 };

describe("the curve of rates", () => {
  it("of the leaky integrate-and-fire neuron lies on its closed form", () => {
    const { x, y } = settled(LIF);
    const { lif } = paramsOf(LIF);
    expect(x.length).toBe(58);
    let firing = 0;
    for (const [i, current] of x.entries()) {
      const theory = 1000 / lifInterval({ ...lif, current });
      expect(y[x.length + i]).toBeCloseTo(theory, 3);
      expect(Math.abs((y[i] as number) - theory)).toBeLessThan(1e-3);
      if (theory > 0) firing++;
    }
    expect(firing).toBeGreaterThan(20);
    expect(x).toContain(375);
    expect([x[0], x.at(-1)]).toEqual([0, 800]);
  });

  it("shows what the step of the run does to the rate", () => {
    const grid = { ...LIF, lif: { integrator: "exact" }, dt: 1 };
    const { x, y } = settled(grid);
    const i = x.length - 1;
    expect(1000 / (y[i] as number)).toBeCloseTo(Math.round(1000 / (y[i] as number)), 4);
    expect(y[i]).toBeLessThan(y[x.length + i] as number);
  });

  it("does not count the spikes of the onset", () => {
    const { x, y } = settled(neuron.presets.transient?.params);
    const at180 = x.findIndex((current) => current >= 180);
    expect(y[at180]).toBe(0);
  });

  it("is that of the balance with adaptation, not of the quick beginning", () => {
    const { x, y } = settled(neuron.presets.adapting?.params);
    const i = x.indexOf(500);
    expect(1000 / (y[i] as number)).toBeCloseTo(75.9, 1);
  });

  it("is zero for a cell that fires for most of the second and then stops", () => {
    const { x, y } = settled({ adex: { a: 50, b: 0, tauW: 500 }, stimulus: { amplitude: 1200 } });
    const i = x.findIndex((current) => current >= 1200);
    // Its last spikes come 54 ms apart, at 0.8 s.
    expect(x[i]).toBeLessThan(1250);
    expect(y[i]).toBe(0);
    expect(Math.max(...y)).toBeGreaterThan(50);
  });

  it("counts intervals of bursts by their mean", () => {
    const { x, y } = settled({ ...(neuron.presets.regularBursting?.params as object), dt: 0.05 });
    // At 210 pA two intervals of 5.35 and 133.18 ms alternate: 14.4 Hz.
    const i = x.findIndex((current) => current >= 208);
    expect(y[i]).toBeGreaterThan(12.5);
    expect(y[i]).toBeLessThan(17);
  });

  it("has no rate where the step is too large", () => {
    const { x, y } = settled({ model: "hodgkinHuxley", dt: 0.5 });
    expect(y[0]).toBe(0);
    expect(y[x.length - 1]).toBeNaN();
    expect([...settled({ model: "izhikevich" }).y].some(Number.isNaN)).toBe(false);
  });

  it("has both cells at the same currents", () => {
    const { x, y } = settled({ ...LIF, second: { model: "lif", lif: { refractory: 10, integrator: "continuous" } } });
    const last = x.length - 1;
    const theory = lifInterval({ ...paramsOf(LIF).lif, refractory: 10, current: x[last] as number });
    expect(y.length).toBe(3 * x.length);
    expect(1000 / (y[2 * x.length + last] as number)).toBeCloseTo(theory, 4);
  });
});

describe("portions", () => {
  it("come coarse first, end, and lead to what settling leads to", () => {
    const { curve } = curveOf(LIF);
    const taken = drain(curve);
    expect(taken.at(-1)).toEqual(settled(LIF));
    const first = taken.find(({ x }) => x.length > 0) as CurveData;
    expect([...first.x]).toEqual(Array.from({ length: 8 }, (_, i) => expect.closeTo((800 * i) / 7, 3)));
    for (const [i, { x }] of taken.entries()) expect(x.length).toBeGreaterThanOrEqual(taken[i - 1]?.x.length ?? 0);
    expect(drain(curve)).toHaveLength(1);
  });

  it("begin anew after an edit, with the old curve in between, and not after one of something else", () => {
    const { curve, params } = curveOf(LIF);
    const whole = drain(curve).at(-1);
    const before = curve.revision;
    curve.update(cellsOf(params), { ...params.stimulus, onset: 10 });
    expect(curve.revision).toBe(before);
    const edited = paramsOf({ ...LIF, lif: { ...LIF.lif, refractory: 5 } });
    curve.update(cellsOf(edited), edited.stimulus);
    expect(curve.revision).toBeGreaterThan(before);
    expect(curve.take()).toEqual(whole);
    expect(drain(curve).at(-1)).toEqual(settled({ ...LIF, lif: { ...LIF.lif, refractory: 5 } }));
  });

  it("follow a drag that never rests", () => {
    const { curve } = curveOf(LIF);
    let longest = 0;
    for (let k = 0; k < 60; k++) {
      const edited = paramsOf({ ...LIF, lif: { ...LIF.lif, refractory: 2 + k / 10 } });
      curve.update(cellsOf(edited), edited.stimulus);
      longest = Math.max(longest, curve.take().x.length);
    }
    expect(longest).toBe(8);
  });
});

describe("the bench", () => {
  it("keeps its state, however much of the curve is taken", () => {
    const open = (): { arena: Arena; simulation: Simulation } => {
      const kernel = createKernel();
      const arena = new Arena(kernel);
      return { arena, simulation: buildBench({ kernel, arena, seed: 1 }, paramsOf({})) };
    };
    const [plain, curious] = [open(), open()];
    for (let k = 0; k < 20; k++) {
      plain.simulation.advance(50);
      curious.simulation.advance(50);
      curious.simulation.channels.fi?.take();
    }
    expect(curious.arena.snapshot()).toEqual(plain.arena.snapshot());
  });
});
