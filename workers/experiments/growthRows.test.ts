import { describe, expect, it } from "vitest";
import { build, matrix, SECOND, scalar, wiring } from "./growthTesting";

describe("rows that search", () => {
  const ROWS = { setup: "rows" } as const;

  it("end on the informative inputs, and follow them when they shift; frozen rows do not", () => {
    const { arena, simulation } = build(ROWS);
    expect(scalar(simulation, "share")).toBeLessThan(45);
    simulation.advance(150 * SECOND);
    expect(scalar(simulation, "share")).toBeGreaterThan(85);
    // All that the field gets lies in the patch.
    const { values, flags } = matrix(simulation, "field");
    const inside = values.reduce((sum, w, i) => sum + (flags?.[i] === 1 ? w : 0), 0);
    expect(inside / values.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.9);
    const found = arena.snapshot();

    simulation.act("shiftInputs", {});
    expect(scalar(simulation, "share")).toBeLessThan(15);
    simulation.advance(150 * SECOND);
    expect(scalar(simulation, "share")).toBeGreaterThan(85);

    arena.restore(found);
    simulation.restore("");
    simulation.act("freeze", { on: true });
    simulation.act("shiftInputs", {});
    simulation.advance(150 * SECOND);
    expect(scalar(simulation, "share")).toBeLessThan(15);
    expect(scalar(simulation, "redrawn")).toBe(0);
  });

  it("find nothing where sources do not fire together", () => {
    const { simulation } = build({ ...ROWS, inputs: { share: 0 } });
    simulation.advance(150 * SECOND);
    expect(scalar(simulation, "share")).toBeLessThan(45);
    expect(scalar(simulation, "draws")).toBeGreaterThan(500);
  });

  it("drop new synapses before they are measured, when they start too weak and are judged too soon", () => {
    const found = (interval: number): number => {
      const { simulation } = build({ ...ROWS, rule: { init: 0.12, noise: 0.03, interval } });
      expect(scalar(simulation, "tooClose")).toBe(1);
      simulation.advance(150 * SECOND);
      return scalar(simulation, "share");
    };
    expect(found(200)).toBeLessThan(55);
    expect(found(1000)).toBeGreaterThan(85);
  });

  it("keep one synapse of each row, and show each circuit where it is", () => {
    const { simulation, params } = build({ ...ROWS, rows: { shared: 4, synapses: 16 } });
    simulation.advance(20 * SECOND);
    const { edges } = wiring(simulation);
    expect(edges).toHaveLength(2 * 16 * params.rows.neurons);
    const { values } = matrix(simulation, "labels");
    for (let neuron = 0; neuron < params.rows.neurons; neuron++) {
      for (let set = 0; set < 4; set++) {
        const labels = [0, 1, 2, 3].map((row) => values[(4 * set + row) * params.rows.neurons + neuron] as number);
        expect(new Set(labels).size).toBe(4);
        expect(labels.every((label) => label >= 0 && label < 16)).toBe(true);
      }
    }
    expect(() => simulation.act("kill", { share: 50 })).toThrow("cannot kill");
  });
});
