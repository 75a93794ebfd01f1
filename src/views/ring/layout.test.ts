import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GraphData } from "../../../workers/protocol";
import { angleOf, edgesCsv, edgesOf, glowOf, indexByRow, nearestShown, nodeAt, onCircle, populationOf } from "./layout";

const circle = { x: 150, y: 120, radius: 90 };

describe("places on the ring", () => {
  it("are found again, whatever their distance from the middle", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1_000_000 }),
        fc.nat(),
        fc.double({ min: 0.4, max: 1.5, noNaN: true }),
        (n, pick, reach) => {
          const node = pick % n;
          expect(nodeAt(circle, n, onCircle(circle, angleOf(node, n), reach))).toBe(node);
        },
      ),
    );
    expect(onCircle(circle, angleOf(0, 100)).y).toBeCloseTo(30, 9);
    expect(onCircle(circle, angleOf(25, 100)).x).toBeCloseTo(240, 9);
  });

  it("lead to the nearest node that is shown, also across the top", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 499 }), { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 499 }),
        (list, node) => {
          const sample = Uint32Array.from(list).sort();
          const around = (a: number): number => Math.min(Math.abs(a - node), 500 - Math.abs(a - node));
          const found = sample[nearestShown(sample, 500, node) as number] as number;
          expect(around(found)).toBe(Math.min(...list.map(around)));
        },
      ),
    );
    expect(nearestShown(new Uint32Array(0), 500, 3)).toBeNull();
  });
});

const graph: GraphData = {
  kind: "graph",
  sample: Uint32Array.of(0, 10, 20),
  neurons: Uint32Array.of(7, 2, 5),
  edges: Uint32Array.of(0, 1, 10, 0, 20, 10),
  rewired: Uint32Array.of(0, 1, 1),
};

it("knows the edges of a node in both directions", () => {
  expect([edgesOf(graph, 0), edgesOf(graph, 10), edgesOf(graph, 1), edgesOf(graph, 99)]).toEqual([
    [0, 1],
    [1, 2],
    [0],
    [],
  ]);
});

describe("glowing nodes", () => {
  it("are those whose neuron spiked within the time, the latest spike counting", () => {
    const glow = new Float32Array(3);
    const spikes = {
      kind: "spikes",
      steps: Uint32Array.of(80, 91, 95, 100, 100, 101),
      neurons: Uint32Array.of(5, 7, 7, 2, 999, 5),
    } as const;
    expect(glowOf(spikes, indexByRow(graph), 100, 10, glow)).toBe(3);
    expect([...glow]).toEqual([0.5, 1, 0]);
  });
});

it("finds the population of a row", () => {
  const rows = (offset: number, size: number) => ({ name: "", label: "", role: "input" as const, offset, size });
  expect([0, 3, 4, 9].map((row) => populationOf([rows(0, 4), rows(4, 2)], row))).toEqual([0, 0, 1, 0]);
});

it("writes edges with the neurons at both ends, as far as the sample knows them", () => {
  expect(edgesCsv(graph).trimEnd().split("\r\n")).toEqual([
    "from,to,from_neuron,to_neuron,rewired",
    "0,1,7,,0",
    "10,0,2,7,1",
    "20,10,5,2,1",
  ]);
  const { neurons: _, ...numbered } = graph;
  expect(edgesCsv(numbered).split("\r\n")[1]).toBe("0,1,0,1,0");
});
