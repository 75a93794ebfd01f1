import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import {
  expectedClustering,
  randomClustering,
  randomPathLength,
  ringClustering,
  ringPathLength,
  SmallWorld,
  type SmallWorldOptions,
} from "./smallWorld";

function build(options: Partial<SmallWorldOptions> & { nodes: number; maxDegree: number }): SmallWorld {
  const arena = new Arena(createKernel());
  const graph = new SmallWorld(arena, { seed: 1, ...options });
  arena.commit();
  return graph;
}

/** Targets of each source, as neuron numbers, in the order of the table. */
function rowsOf({ table, nodes }: SmallWorld): number[][] {
  const { rows, targetOffsets } = table;
  return Array.from({ length: nodes }, (_, i) =>
    Array.from(targetOffsets.view.subarray(rows.view[i], rows.view[i + 1]), (offset) => offset / 4),
  );
}

const bytesOf = ({ table }: SmallWorld) => [...table.rows.view, ...table.targetOffsets.view.subarray(0, table.edges)];

const sizes = fc
  .record({ half: fc.integer({ min: 1, max: 5 }), spare: fc.integer({ min: 1, max: 60 }), seed: fc.nat() })
  .map(({ half, spare, seed }) => ({ nodes: 2 * half + spare, k: 2 * half, seed }));
const chances = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

describe("a small world", () => {
  it("has exactly Nk/2 edges in both directions, none double, none to itself, rows ascending", () => {
    fc.assert(
      fc.property(sizes, chances, ({ nodes, k, seed }, p) => {
        const graph = build({ nodes, maxDegree: 10 < nodes ? 10 : k, seed });
        graph.rewire(k, p);
        const rows = rowsOf(graph);
        expect(graph.table.edges).toBe(nodes * k);
        expect(rows.flat().length).toBe(nodes * k);
        for (const [i, row] of rows.entries()) {
          for (const [e, j] of row.entries()) {
            expect(j).not.toBe(i);
            expect(j).toBeLessThan(nodes);
            if (e > 0) expect(j).toBeGreaterThan(row[e - 1] as number);
            expect(rows[j]).toContain(i);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is the ring of k nearest neighbours at p = 0, and moves every edge at p = 1", () => {
    fc.assert(
      fc.property(sizes, ({ nodes, k, seed }) => {
        const graph = build({ nodes, maxDegree: k, seed });
        graph.rewire(k, 0);
        expect(graph.rewired).toBe(0);
        for (const [i, row] of rowsOf(graph).entries()) {
          for (const j of row)
            expect(Math.min((j - i + nodes) % nodes, (i - j + nodes) % nodes)).toBeLessThanOrEqual(k / 2);
        }
        graph.rewire(k, 1);
        // Where everybody is everybody's neighbour nothing can move.
        if (nodes > 3 * k) expect(graph.rewired).toBe((nodes * k) / 2);
        if (nodes === k + 1) expect(graph.rewired).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it("moves pNk/2 edges on average", () => {
    for (const p of [0.02, 0.3, 0.9]) {
      let sum = 0;
      const seeds = 40;
      for (let seed = 0; seed < seeds; seed++) {
        const graph = build({ nodes: 1000, maxDegree: 6, seed });
        graph.rewire(6, p);
        sum += graph.rewired;
      }
      expect(Math.abs(sum / seeds - 3000 * p)).toBeLessThan(4 * Math.sqrt((3000 * p * (1 - p)) / seeds));
    }
  });

  it("sends moved edges everywhere alike", () => {
    const counts = new Float64Array(100);
    for (let seed = 0; seed < 100; seed++) {
      const one = build({ nodes: 100, maxDegree: 4, seed });
      one.rewire(4, 1);
      const { edges } = one.sample(100);
      for (let e = 0; e < edges.length; e += 2) {
        const distance = ((edges[e + 1] as number) - (edges[e] as number) + 100) % 100;
        counts[distance] = (counts[distance] as number) + 1;
      }
    }
    expect(counts[0]).toBe(0);
    const mean = (100 * 200) / 99;
    // 3 to 97: where no ring edge can have been in the way.
    for (const count of counts.subarray(3, 98)) expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean));
  });

  it("depends on seed, k and p only, not on what was before", () => {
    fc.assert(
      fc.property(sizes, chances, chances, fc.integer({ min: 1, max: 5 }), ({ nodes, k, seed }, p, other, half) => {
        const maxDegree = Math.max(k, 2 * half);
        fc.pre(nodes > maxDegree);
        const graph = build({ nodes, maxDegree, seed });
        graph.rewire(k, p);
        const first = bytesOf(graph);
        const { revision, rewired } = graph;
        graph.rewire(k, p);
        expect(graph.revision).toBe(revision);
        graph.rewire(2 * half, other);
        graph.rewire(k, p);
        expect(bytesOf(graph)).toEqual(first);
        expect(graph.rewired).toBe(rewired);
        const fresh = build({ nodes, maxDegree: k, seed });
        fresh.rewire(k, p);
        expect(bytesOf(fresh)).toEqual(first);
        fresh.table.fill();
        expect(bytesOf(fresh)).toEqual(first);
      }),
      { numRuns: 100 },
    );
    const [one, two] = [1, 2].map((seed) => build({ nodes: 100, maxDegree: 6, seed }));
    one?.rewire(6, 0.5);
    two?.rewire(6, 0.5);
    expect(bytesOf(one as SmallWorld)).not.toEqual(bytesOf(two as SmallWorld));
  });

  it("changes hardly more edges with p than those that cross", () => {
    const graph = build({ nodes: 2000, maxDegree: 6 });
    const edgesAt = (p: number) => {
      graph.rewire(6, p);
      return new Set(rowsOf(graph).flatMap((row, i) => row.filter((j) => j > i).map((j) => i * 2000 + j)));
    };
    for (const p of [0.01, 0.2, 0.9]) {
      const before = edgesAt(p);
      const { rewired } = graph;
      const after = edgesAt(p + 0.01);
      const crossed = graph.rewired - rewired;
      expect(crossed).toBeGreaterThan(30);
      const lost = [...before].filter((edge) => !after.has(edge)).length;
      expect(Math.abs(lost - crossed)).toBeLessThan(0.2 * crossed + 3);
    }
    // The edges of the nearest neighbours do not depend on how many more there are.
    graph.rewire(2, 0.3);
    const short = [...graph.sample(2000).edges];
    graph.rewire(6, 0.3);
    const all = [...graph.sample(2000).edges];
    const first = short.filter((_, i) => i % 2 === 1).map((end, node) => end === all[6 * node + 1]);
    expect(first.filter(Boolean).length).toBeGreaterThan(1980);
  });

  it("names the neurons of its places", () => {
    // Every fifth place is inhibitory, and inhibitory neurons come last.
    const nodes = 100;
    const neuronOf = (i: number) => (i % 5 === 4 ? 80 + (i - 4) / 5 : i - Math.floor(i / 5));
    const plain = build({ nodes, maxDegree: 6 });
    const mapped = build({ nodes, maxDegree: 6, neuronOf });
    for (const graph of [plain, mapped]) graph.rewire(6, 0.3);
    expect(mapped.seed).toBe(1);
    const rows = rowsOf(mapped);
    for (const [i, row] of rowsOf(plain).entries()) {
      expect(rows[neuronOf(i)]).toEqual(row.map(neuronOf).sort((a, b) => a - b));
      expect(mapped.neuronOf(i)).toBe(neuronOf(i));
    }
    expect(() => build({ nodes, maxDegree: 6, neuronOf: (i) => Math.min(i, 98) })).toThrow(RangeError);
  });

  it("is empty before it is made, and refuses what is no small world", () => {
    const graph = build({ nodes: 20, maxDegree: 6 });
    expect(graph.table.edges).toBe(0);
    expect(graph.table.rows.view.at(-1)).toBe(0);
    for (const [k, p] of [
      [3, 0.1],
      [8, 0.1],
      [0, 0.1],
      [6, -0.1],
      [6, 1.1],
      [6, Number.NaN],
    ] as const) {
      expect(() => graph.rewire(k, p)).toThrow(RangeError);
    }
    expect(graph.revision).toBe(0);
    expect(() => build({ nodes: 6, maxDegree: 6 })).toThrow(RangeError);
    expect(() => build({ nodes: 60, maxDegree: 5 })).toThrow(RangeError);
  });
});

describe("a sample of a small world", () => {
  it("of all nodes holds every edge once and knows which were moved", () => {
    fc.assert(
      fc.property(sizes, chances, ({ nodes, k, seed }, p) => {
        const graph = build({ nodes, maxDegree: k, seed });
        graph.rewire(k, p);
        const { sample, neurons, edges, rewired } = graph.sample(nodes + 10);
        expect([...sample]).toEqual(Array.from({ length: nodes }, (_, i) => i));
        expect(neurons).toEqual(sample);
        const pairs = (from: ArrayLike<number>) =>
          Array.from({ length: from.length / 2 }, (_, e) => [from[2 * e], from[2 * e + 1]] as [number, number]);
        const listed = pairs(edges).map(([i, j]) => Math.min(i, j) * nodes + Math.max(i, j));
        const expected = rowsOf(graph).flatMap((row, i) => row.filter((j) => j > i).map((j) => i * nodes + j));
        expect([...listed].sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
        expect(rewired.reduce((sum, flag) => sum + flag, 0)).toBe(graph.rewired);
      }),
      { numRuns: 100 },
    );
  });

  it("of a few takes them evenly from the ring", () => {
    const graph = build({ nodes: 1000, maxDegree: 6, neuronOf: (i) => 999 - i });
    graph.rewire(6, 0.1);
    const { sample, neurons, edges, rewired } = graph.sample(8);
    expect([...sample]).toEqual([0, 125, 250, 375, 500, 625, 750, 875]);
    expect([...(neurons as Uint32Array)]).toEqual([999, 874, 749, 624, 499, 374, 249, 124]);
    expect(edges.length).toBe(2 * 8 * 3);
    expect(rewired.length).toBe(8 * 3);
    for (let e = 0; e < 24; e++) expect(edges[2 * e]).toBe(sample[Math.floor(e / 3)]);
  });
});

describe("closed forms", () => {
  const kernel = createKernel();

  it("of clustering", () => {
    expect(ringClustering(6)).toBeCloseTo(0.6, 12);
    expect(ringClustering(2)).toBe(0);
    expect(expectedClustering(6, 0.02)).toBeCloseTo(0.564715, 6);
    expect(expectedClustering(10, 0.1)).toBeCloseTo(0.486, 3);
    expect(randomClustering(1e5, 6)).toBeCloseTo(6e-5, 12);
  });

  it("of path lengths", () => {
    expect(ringPathLength(1e5, 6)).toBeCloseTo(8333.75, 2);
    expect(randomPathLength(kernel, 1e5, 6)).toBeCloseTo(6.43, 2);
    for (const k of [2, 4, 10]) {
      for (let nodes = k + 1; nodes < 60; nodes++) {
        let sum = 0;
        for (let d = 1; d < nodes; d++) sum += Math.ceil(Math.min(d, nodes - d) / (k / 2));
        expect(ringPathLength(nodes, k)).toBeCloseTo(sum / (nodes - 1), 10);
      }
    }
  });
});
