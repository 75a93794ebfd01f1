import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import {
  allToAll,
  type ConnectionTable,
  type Delay,
  declareTable,
  fixedInDegree,
  oneToOne,
  pairwise,
  stacked,
  type Topology,
  unconnected,
} from "./connections";
import { WiringStream } from "./random";

function table(topology: Topology, delay: Delay = { steps: 1 }, seed = 1): ConnectionTable {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const random = new WiringStream(kernel, seed, "wiring");
  const built = declareTable(arena, topology, { random, delay, bytes: 4, plastic: true });
  arena.commit();
  built.fill();
  return built;
}

/** Every edge as [source, target, delay], read from the rows. */
function edges(t: ConnectionTable): [number, number, number][] {
  const out: [number, number, number][] = [];
  const classes = t.delays.length;
  for (let row = 0; row < t.sources * classes; row++) {
    for (let e = t.rows.view[row] as number; e < (t.rows.view[row + 1] as number); e++) {
      out.push([Math.floor(row / classes), (t.targetOffsets.view[e] as number) / 4, t.delays[row % classes] as number]);
    }
  }
  return out;
}

const topologies = fc.oneof(
  fc
    .record({ n: fc.integer({ min: 1, max: 30 }), m: fc.integer({ min: 1, max: 30 }) })
    .map(({ n, m }) => allToAll(n, m)),
  fc.integer({ min: 1, max: 40 }).map(oneToOne),
  fc
    .record({ n: fc.integer({ min: 1, max: 40 }), p: fc.double({ min: 0, max: 1, noNaN: true }), self: fc.boolean() })
    .map(({ n, p, self }) => pairwise(n, n, p, self)),
  fc
    .record({ n: fc.integer({ min: 3, max: 40 }), k: fc.integer({ min: 0, max: 2 }) })
    .map(({ n, k }) => fixedInDegree(n, n, k, false)),
  fc
    .record({ n: fc.integer({ min: 1, max: 20 }), m: fc.integer({ min: 1, max: 20 }) })
    .map(({ n, m }) => stacked(allToAll(n, m), unconnected(2, m), fixedInDegree(m, m, 1))),
);

describe("connection tables", () => {
  it("count as many edges out as in, and the transpose leads back to every edge once", () => {
    fc.assert(
      fc.property(topologies, fc.integer({ min: 1, max: 5 }), fc.integer(), (topology, span, seed) => {
        const t = table(topology, { between: [1, span] }, seed);
        const { columns, columnEdges, columnTraces } = t;
        expect(t.rows.view.at(-1)).toBe(t.edges);
        expect(columns?.view.at(-1)).toBe(t.edges);
        const seen = new Set<number>();
        for (let j = 0; j < t.targets; j++) {
          for (let k = columns?.view[j] as number; k < (columns?.view[j + 1] as number); k++) {
            const edge = columnEdges?.view[k] as number;
            seen.add(edge);
            expect((t.targetOffsets.view[edge] as number) / 4).toBe(j);
            const row = columnTraces?.view[k] as number;
            expect(t.rows.view[row] as number).toBeLessThanOrEqual(edge);
            expect(t.rows.view[row + 1] as number).toBeGreaterThan(edge);
          }
        }
        expect(seen.size).toBe(t.edges);
      }),
      { numRuns: 60 },
    );
  });

  it("hold no self and no duplicate edge where forbidden", () => {
    for (const topology of [
      pairwise(200, 200, 0.1, false),
      fixedInDegree(200, 200, 20, false),
      allToAll(50, 50, false),
    ]) {
      const list = edges(table(topology));
      expect(list.length).toBeGreaterThan(0);
      expect(list.filter(([i, j]) => i === j)).toEqual([]);
      expect(new Set(list.map(([i, j]) => `${i},${j}`)).size).toBe(list.length);
    }
  });

  it("keep targets ascending within a row", () => {
    for (const topology of [pairwise(60, 60, 0.3), fixedInDegree(60, 60, 12), allToAll(8, 60)]) {
      const t = table(topology, { between: [1, 4] });
      for (let row = 0; row < t.rows.length - 1; row++) {
        const part = t.targetOffsets.view.slice(t.rows.view[row], t.rows.view[row + 1]);
        expect([...part]).toEqual([...part].sort((a, b) => a - b));
      }
    }
  });

  it("reach the expected number of random edges and the exact in-degree", () => {
    const n = 1000;
    const p = 0.02;
    const count = table(pairwise(n, n, p)).edges;
    expect(Math.abs(count - n * n * p)).toBeLessThan(5 * Math.sqrt(n * n * p * (1 - p)));
    const t = table(fixedInDegree(n, n, 37));
    for (let j = 0; j < n; j++) expect((t.columns?.view[j + 1] as number) - (t.columns?.view[j] as number)).toBe(37);
  });

  it("number the sources of stacked topologies on, each with the edges it has alone", () => {
    const n = 30;
    const alone = table(fixedInDegree(n, 40, 7));
    const t = table(stacked(unconnected(5, 40), fixedInDegree(n, 40, 7), unconnected(3, 40), allToAll(2, 40)));
    expect(t.sources).toBe(5 + n + 3 + 2);
    const list = edges(t);
    expect(list.filter(([i]) => i < 5 + n).map(([i, j]) => [i - 5, j])).toEqual(edges(alone).map(([i, j]) => [i, j]));
    expect(list.filter(([i]) => i >= 5 + n).map(([i, j]) => [i - n - 8, j])).toEqual(
      edges(table(allToAll(2, 40))).map(([i, j]) => [i, j]),
    );
    expect(() => stacked(oneToOne(3), oneToOne(4))).toThrow(RangeError);
  });

  it("spread drawn delays evenly", () => {
    const list = edges(table(allToAll(100, 100), { between: [2, 5] }));
    for (const delay of [2, 3, 4, 5]) {
      const share = list.filter((edge) => edge[2] === delay).length / list.length;
      expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
    }
  });

  it("refuse delays below one step and impossible degrees", () => {
    expect(() => table(oneToOne(3), { steps: 0 })).toThrow(RangeError);
    expect(() => table(oneToOne(3), { steps: 1.5 })).toThrow(RangeError);
    expect(() => fixedInDegree(10, 10, 10, false)).toThrow(RangeError);
  });
});
