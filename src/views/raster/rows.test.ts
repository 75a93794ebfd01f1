import { describe, expect, it } from "vitest";
import type { PopulationSpec } from "../../../workers/protocol";
import { neuronOf, neuronsOf, populationAt, rowsOfNeuron } from "./rows";

const population = (name: string, offset: number, size: number, first?: number): PopulationSpec => ({
  name,
  label: name,
  role: "input",
  offset,
  size,
  ...(first !== undefined && { first }),
});

describe("rows of a raster", () => {
  it("are the neurons themselves unless their populations say otherwise", () => {
    const plain = [population("E", 0, 4), population("I", 4, 2)];
    expect([0, 3, 4, 5].map((row) => neuronOf(plain, row))).toEqual([0, 3, 4, 5]);
    expect(rowsOfNeuron(plain, 5)).toEqual([5]);
    expect(rowsOfNeuron(plain, 6)).toEqual([]);
    expect(neuronsOf(plain, { from: 1, to: 5 })).toEqual({ from: 1, to: 5 });
  });

  it("stand twice for each neuron where two runs are shown", () => {
    const both = [
      population("a.E", 0, 4, 0),
      population("a.I", 4, 2, 4),
      population("b.E", 6, 4, 0),
      population("b.I", 10, 2, 4),
    ];
    expect([0, 5, 6, 11].map((row) => neuronOf(both, row))).toEqual([0, 5, 0, 5]);
    expect(rowsOfNeuron(both, 4)).toEqual([4, 10]);
    expect(populationAt(both, 10)?.name).toBe("b.I");
    expect(neuronsOf(both, { from: 7, to: 9 })).toEqual({ from: 1, to: 3 });
    // From the upper rows of A into the lower ones of B.
    expect(neuronsOf(both, { from: 5, to: 8 })).toEqual({ from: 1, to: 6 });
  });
});
