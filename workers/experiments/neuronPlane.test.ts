import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { PlaneData } from "../protocol";
import type { Simulation } from "./_experiment";
import { neuron } from "./neuron";
import { buildBench } from "./neuronBench";
import { firstCell } from "./neuronCells";
import { type NeuronParams, neuronSchema } from "./neuronParams";

function open(given: unknown): Simulation {
  const kernel = createKernel();
  return buildBench({ kernel, arena: new Arena(kernel), seed: 1 }, neuronSchema.parse(given) as never);
}

function plane(simulation: Simulation, name = "plane"): PlaneData {
  const data = simulation.channels[name]?.take();
  if (data?.kind !== "plane") throw new Error("no plane");
  return data;
}

/** y of a polyline at x. */
function at(points: Float32Array, x: number): number {
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = points.subarray(i - 2) as unknown as [number, number, number, number];
    if (x >= x0 && x <= x1) return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return Number.NaN;
}

const CASES = [
  ["adex", { model: "adex", stimulus: { amplitude: 300 } }, 2],
  ["adex, negative a", { model: "adex", adex: { a: -10, b: 0 }, stimulus: { amplitude: 100 } }, 2],
  ["adex beyond the saddle-node", { model: "adex", stimulus: { amplitude: 800 } }, 0],
  ["izhikevich", { model: "izhikevich", stimulus: { amplitude: 0 } }, 2],
  ["izhikevich beyond the saddle-node", { model: "izhikevich", stimulus: { amplitude: 500 } }, 0],
] as const;

describe.each(CASES)("the plane of %s", (_name, given, points) => {
  const simulation = open(given);
  const data = plane(simulation);
  const [left, right, low, high] = data.extent as unknown as [number, number, number, number];

  it("has its fixed points where the nullclines cross and nothing flows", () => {
    expect(data.fixedPoints.length).toBe(3 * points);
    const { model, params } = firstCell(neuronSchema.parse(given));
    const { flow } = model.plane?.(params, given.stimulus.amplitude) ?? expect.unreachable();
    for (let i = 0; i < data.fixedPoints.length; i += 3) {
      const [x, y, type] = data.fixedPoints.subarray(i) as unknown as [number, number, number];
      // The polylines have a point every half millivolt.
      for (const nullcline of [data.xNullcline, data.yNullcline])
        expect(Math.abs(at(nullcline, x) - y)).toBeLessThan(0.01 * (high - low));
      for (const slope of flow(x, y)) expect(Math.abs(slope)).toBeLessThan(1e-3);
      expect([0, 1, 2, 3, 4]).toContain(type);
    }
    const types = Array.from({ length: points }, (_, i) => data.fixedPoints[3 * i + 2]);
    if (points === 2) expect(types.filter((type) => type === 2)).toHaveLength(1);
  });

  it("has a flow that turns where the nullclines are", () => {
    const { columns, rows, field, xNullcline, yNullcline } = data;
    expect(field.length).toBe(2 * columns * rows);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = left + ((right - left) * (column + 0.5)) / columns;
        const y = low + ((high - low) * (row + 0.5)) / rows;
        const [dx, dy] = field.subarray(2 * (row * columns + column)) as unknown as [number, number];
        const [vLine, wLine] = [at(xNullcline, x), at(yNullcline, x)];
        const clear = 0.02 * (high - low);
        if (Math.abs(vLine - y) > clear) expect(Math.sign(dx)).toBe(Math.sign(vLine - y));
        if (Math.abs(wLine - y) > clear) expect(Math.sign(dy)).toBe(Math.sign(wLine - y));
      }
    }
  });
});

describe("a plane", () => {
  it("is there for models with two variables only, of both cells", () => {
    const names = (given: unknown) =>
      Object.keys(neuron.channels(neuronSchema.parse(given))).filter((name) => /^(plane|orbit)/.test(name));
    expect(names({ model: "lif" })).toEqual([]);
    expect(names({ model: "hodgkinHuxley", second: { model: "adex" } })).toEqual(["planeSecond", "orbitSecond"]);
    expect(names({ second: { model: "izhikevich" } })).toEqual(["plane", "orbit", "planeSecond", "orbitSecond"]);
    const specs = neuron.channels(neuronSchema.parse({ model: "izhikevich" }));
    expect(specs.plane).toMatchObject({ x: { unit: "mV" }, y: { symbol: "u" } });
  });

  it("moves with the current and with edits, and is not sent again while the cell moves", () => {
    const given = { stimulus: { amplitude: 300, onset: 10, duration: 10 } };
    const simulation = open(given);
    const { plane: source } = simulation.channels;
    const revision = () => source?.revision as number;
    const start = revision();
    const before = plane(simulation);
    simulation.advance(199);
    expect(revision()).toBe(start);
    simulation.advance(1);
    const on = plane(simulation);
    expect(revision()).toBe(start + 1);
    expect(at(on.xNullcline, -60) - at(before.xNullcline, -60)).toBeCloseTo(300, 0);
    simulation.advance(200);
    expect(revision()).toBe(start + 2);
    simulation.update(neuronSchema.parse({ ...given, adex: { a: 8 } }) as never, ["adex.a"]);
    expect(revision()).toBe(start + 3);
    expect(revision()).toBe(start + 3);
  });

  it("shows where the cell is and what a spike does", () => {
    const simulation = open({ adex: { b: 60, reset: -58, peak: 10 } });
    expect([...plane(simulation).point]).toEqual([expect.closeTo(-70.6, 4), 0]);
    simulation.advance(5000);
    const { point, reset } = plane(simulation);
    const orbit = simulation.channels.orbit?.take();
    if (orbit?.kind !== "trace") throw new Error("no orbit");
    expect([...point]).toEqual([...orbit.values.slice(-2)]);
    expect([...reset]).toEqual([10, -58, 60]);
  });
});

describe("an orbit", () => {
  it("follows the flow of its plane between spikes", () => {
    const params: NeuronParams = neuronSchema.parse({ stimulus: { amplitude: 550 } });
    const { model, params: own } = firstCell(params);
    const { flow } = model.plane?.(own, 550) ?? expect.unreachable();
    const simulation = open({ stimulus: { amplitude: 550 } });
    simulation.advance(2000);
    const orbit = simulation.channels.orbit?.take();
    if (orbit?.kind !== "trace") throw new Error("no orbit");
    let [turn, compared] = [0, 0];
    for (let i = 2; i + 3 < orbit.values.length; i += 200) {
      const [x0, y0, x1, y1] = orbit.values.subarray(i) as unknown as [number, number, number, number];
      const [dx, dy] = flow((x0 + x1) / 2, (y0 + y1) / 2);
      turn = Math.max(turn, Math.abs((x1 - x0) / params.dt - dx), Math.abs((y1 - y0) / params.dt - dy));
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
    // Samples are single precision: 4e-6 mV over 0.05 ms.
    expect(turn).toBeLessThan(1e-3);
  });
});
