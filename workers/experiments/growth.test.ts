import { describe, expect, it } from "vitest";
import { WiringStream } from "../math/random";
import { createKernel } from "../memory/kernel";
import type { ParamTree } from "../protocol";
import type { Simulation } from "./_experiment";
import { growth } from "./growth";
import { type GrowthParams, growthSchema } from "./growthParams";
import { spread } from "./growthPlaces";
import { build, matrix, SECOND, scalar, take, wiring } from "./growthTesting";

/** The claims of the experiment, each with its control. */

/** A fifth of the published size: all rates and targets stay. */
const SMALL = { cells: { excitatory: 160, inhibitory: 40 }, interval: 200 };

/** Mean of each signal of a trace over the samples since it was last taken. */
function means(simulation: Simulation, name: string, signals: number): number[] {
  const { values } = take(simulation, name, "trace");
  const samples = values.length / signals;
  return Array.from({ length: signals }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < samples; i++) sum += values[i * signals + k] as number;
    return sum / samples;
  });
}

/** Mean calcium of excitatory and inhibitory neurons over the next seconds. */
function calcium(simulation: Simulation, seconds: number): [excitatory: number, inhibitory: number] {
  simulation.channels.calcium?.clear();
  simulation.advance(seconds * SECOND);
  const [excitatory, inhibitory] = means(simulation, "calcium", 4) as [number, number];
  return [excitatory, inhibitory];
}

/** Within a tenth of both targets. */
function expectOnTarget([excitatory, inhibitory]: readonly [number, number]): void {
  expect(Math.abs(excitatory - 0.05)).toBeLessThan(0.005);
  expect(Math.abs(inhibitory - 0.2)).toBeLessThan(0.02);
}

describe("homeostatic growth", () => {
  it("grows from nothing to its targets, and after half of the neurons died again; a frozen wiring does not", () => {
    const { arena, simulation } = build(SMALL);
    expect(scalar(simulation, "synapses")).toBe(0);
    simulation.advance(110 * SECOND);
    expectOnTarget(calcium(simulation, 30));
    expect(scalar(simulation, "synapses")).toBeGreaterThan(200);
    const grown = arena.snapshot();

    function lesioned(freeze: boolean): [number, number] {
      arena.restore(grown);
      simulation.restore("");
      if (freeze) simulation.act("freeze", { on: true });
      simulation.act("kill", { share: 50 });
      expect(scalar(simulation, "alive")).toBe(100);
      simulation.advance(50 * SECOND);
      return calcium(simulation, 25);
    }
    expectOnTarget(lesioned(false));
    const [, inhibitory] = lesioned(true);
    expect(scalar(simulation, "frozen")).toBe(1);
    expect(inhibitory).toBeLessThan(0.15);
  });

  it("feeds a region that lost its input, where elements find partners nearby; a frozen wiring does not", () => {
    const { arena, simulation } = build({ ...SMALL, space: { kernel: "gaussian" } }, 2);
    simulation.advance(120 * SECOND);
    const grown = arena.snapshot();
    const region = { x: 500, y: 500, radius: 250 };
    function within(): number {
      const { places, activity } = wiring(simulation);
      const inside = Array.from(activity.subarray(0, 160)).filter((_, i) => {
        const [x, y] = [places[3 * i] as number, places[3 * i + 1] as number];
        return Math.hypot(x - region.x, y - region.y) < region.radius;
      });
      expect(inside.length).toBeGreaterThan(15);
      return inside.reduce((a, b) => a + b, 0) / inside.length;
    }
    expect(within()).toBeGreaterThan(0.04);
    function deprived(freeze: boolean): number {
      arena.restore(grown);
      simulation.restore("");
      simulation.act("freeze", { on: freeze });
      simulation.act("deafferent", { ...region, input: 70 });
      simulation.advance(60 * SECOND);
      return within();
    }
    expect(deprived(false)).toBeGreaterThan(0.042);
    expect(deprived(true)).toBeLessThan(0.025);
  });

  it("is stuck in silence at η = 0, until somebody wakes it", () => {
    const { params, simulation } = build({ ...SMALL, background: { rate: 8000 } });
    simulation.advance(40 * SECOND);
    expect(scalar(simulation, "synapses")).toBe(0);
    expect(scalar(simulation, "meanCalcium")).toBeLessThan(1e-3);
    const woken: GrowthParams = { ...params, background: { ...params.background, rate: 10_000 } };
    simulation.update(woken as unknown as ParamTree, ["background.rate"]);
    simulation.advance(40 * SECOND);
    expect(scalar(simulation, "synapses")).toBeGreaterThan(50);
  });

  it("runs away where the wiring is updated too seldom", () => {
    const { simulation } = build({ cells: { excitatory: 160, inhibitory: 40 }, interval: 10_000 });
    simulation.advance(190 * SECOND);
    simulation.channels.rate?.clear();
    simulation.advance(20 * SECOND);
    // At an interval of 200 ms it is 5 Hz by then.
    expect(means(simulation, "rate", 2)[0]).toBeGreaterThan(9);
  });

  it("shows what there is: places, edges, matrix and degrees agree, the dead are gone", () => {
    const { simulation, params } = build({ ...SMALL, space: { kernel: "gaussian", width: 100 } });
    simulation.advance(40 * SECOND);
    simulation.act("lesion", { x: 250, y: 500, radius: 200 });
    const { places, activity, edges, born, values, dead } = wiring(simulation);
    const synapses = scalar(simulation, "synapses");
    const n = params.cells.excitatory + params.cells.inhibitory;
    expect(edges).toHaveLength(2 * synapses);
    expect(places).toHaveLength(3 * n);
    for (let i = 0; i < n; i++) {
      const distance = Math.hypot((places[3 * i] as number) - 250, (places[3 * i + 1] as number) - 500);
      expect(Number.isNaN(activity[i])).toBe(distance <= 200);
    }
    for (let k = 0; k < synapses; k++) {
      const [pre, post] = [edges[2 * k] as number, edges[2 * k + 1] as number];
      expect(Number.isNaN(activity[pre]) || Number.isNaN(activity[post])).toBe(false);
      expect(values[k]).toBe(pre < 160 ? 585 : -585);
      expect(born[k]).toBeLessThanOrEqual(simulation.step + 1);
    }
    expect(dead.length).toBeGreaterThan(0);
    const shown = matrix(simulation, "matrix").values;
    expect(shown).toHaveLength(n * n);
    const count = shown.reduce((sum, x) => sum + (Number.isNaN(x) ? 0 : x), 0);
    expect(count).toBe(synapses);
    for (const name of ["inDegree", "outDegree"]) {
      const degrees = take(simulation, name, "vector").values;
      expect(degrees.reduce((sum, k) => sum + (Number.isNaN(k) ? 0 : k), 0)).toBe(synapses);
    }
    // Near partners: far nearer than any two places, whose mean distance is half a side.
    const length = born.reduce((sum, _, k) => {
      const [a, b] = [3 * (edges[2 * k] as number), 3 * (edges[2 * k + 1] as number)];
      const d = [0, 1].map((axis) => (places[a + axis] as number) - (places[b + axis] as number));
      return sum + Math.hypot(...d);
    }, 0);
    expect(length / synapses).toBeLessThan(200);
  });

  it("cuts, silences and gives room back as it is told", () => {
    const { simulation } = build(SMALL);
    simulation.advance(60 * SECOND);
    const before = scalar(simulation, "synapses");
    simulation.act("cut", { share: 50 });
    expect(scalar(simulation, "synapses")).toBe(before - Math.round(before / 2));
    simulation.act("silence", { x: 500, y: 500, radius: 1000, duration: 2000 });
    simulation.channels.spikes?.clear();
    simulation.advance(2000);
    expect(take(simulation, "spikes", "spikes").steps).toHaveLength(0);
    simulation.advance(2000);
    expect(take(simulation, "spikes", "spikes").steps.length).toBeGreaterThan(100);
    expect(() => simulation.act("shiftInputs", {})).toThrow("cannot shiftInputs");
    expect(scalar(simulation, "full")).toBe(0);
  });

  it("numbers neurons so that neighbours in number are neighbours in space", () => {
    for (const space of ["sheet", "volume"] as const) {
      const places = spread(500, space, new WiringStream(createKernel(), 3, "places"));
      const apart = (lag: number): number => {
        let sum = 0;
        for (let i = 0; i + lag < 500; i++) {
          const d = [0, 1, 2].map(
            (axis) => (places[3 * i + axis] as number) - (places[3 * (i + lag) + axis] as number),
          );
          sum += Math.hypot(...d);
        }
        return sum / (500 - lag);
      };
      expect(apart(1)).toBeLessThan(apart(250) / 3);
      expect(places.every((x) => x >= 0 && x <= 1000)).toBe(true);
      expect(places.filter((_, i) => i % 3 === 2).some((z) => z > 0)).toBe(space === "volume");
    }
  });
});

describe("parameters that no network could follow", () => {
  const check = (changes: object) => growth.check?.(growthSchema.parse(changes) as never);

  it("are refused where they stand", () => {
    expect(check({})).toBeNull();
    expect(check({ growth: { etaAxon: 0.05 } })?.path).toBe("growth.etaAxon");
    expect(check({ growth: { etaDendrite: 0.3 } })?.path).toBe("growth.etaDendrite");
    expect(check({ growth: { etaDendrite: 0.3, curve: "linear" } })).toBeNull();
    expect(check({ setup: "rows", rule: { init: 0.1, prune: 0.2 } })?.path).toBe("rule.init");
    expect(check({ rule: { init: 0.1, prune: 0.2 } })).toBeNull();
  });
});

describe.each([
  {
    setup: "homeostatic",
    changes: { ...SMALL, space: { kernel: "gaussian" } },
    acts: [
      ["cut", { share: 30 }],
      ["lesion", { x: 300, y: 300, radius: 200 }],
      ["deafferent", { x: 700, y: 700, radius: 200, input: 50 }],
      ["kill", { share: 10 }],
      ["silence", { x: 500, y: 500, radius: 300, duration: 3000 }],
    ],
  },
  {
    setup: "rows",
    changes: { setup: "rows" },
    acts: [
      ["shiftInputs", {}],
      ["freeze", { on: true }],
      ["freeze", { on: false }],
    ],
  },
] as const)("a $setup run", ({ changes, acts }) => {
  it("goes on from a snapshot with the same bits, through every act", () => {
    const { arena, simulation } = build(changes);
    simulation.advance(30 * SECOND);
    const snapshot = arena.snapshot();
    function goOn(): Uint8Array {
      for (const [name, args] of acts) {
        simulation.act(name, args);
        simulation.advance(2300);
      }
      return arena.state().slice();
    }
    const straight = goOn();
    expect(scalar(simulation, "frozen")).toBe(0);
    arena.restore(snapshot);
    simulation.restore("");
    expect(goOn()).toEqual(straight);

    const other = build(changes, 2);
    other.simulation.advance(30 * SECOND);
    expect(new Uint8Array(other.arena.snapshot())).not.toEqual(new Uint8Array(snapshot));
  });
});
