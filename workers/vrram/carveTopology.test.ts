import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { BlockShape } from "./_block";
import { CellTopology, type FanLimits } from "./carveTopology";

const kernel = createKernel();

/** A topology in a memory of its own, and the cells it said had changed. */
function built(shape: BlockShape, wanted: number, limits: FanLimits, seed = 1, codes?: Uint8Array) {
  const own = createKernel();
  const arena = new Arena(own);
  const changes: number[] = [];
  const topology = new CellTopology(own, arena, shape, (site) => changes.push(site));
  arena.commit();
  if (codes !== undefined) topology.breakCells(codes, 0);
  topology.init(seed, wanted, limits);
  return { topology, arena, changes };
}

const sitesOf = ({ layers, columns, rows }: BlockShape) => layers * columns * rows;

/** Line and pillar of a site, from its address alone. */
function address({ columns, rows }: BlockShape, site: number) {
  const y = site % rows;
  const x = Math.floor(site / rows) % columns;
  const layer = Math.floor(site / (columns * rows));
  return { x, y, layer };
}

/**
 * Most cells that whole sites can hold under limits, by the theorem of Ford and Fulkerson from the other side: over all sets
 * of lines of a slice, those are bound by their own limit and the others by what pillars let in of them.
 */
function roomBySets(shape: BlockShape, limits: FanLimits, whole: (site: number) => boolean): number {
  const { layers, columns, rows } = shape;
  let room = 0;
  for (let y = 0; y < rows; y++) {
    let least = Number.POSITIVE_INFINITY;
    for (let set = 0; set < 1 << layers; set++) {
      let bound = 0;
      for (let layer = 0; layer < layers; layer++) if (set & (1 << layer)) bound += limits.fanOut;
      for (let x = 0; x < columns; x++) {
        let open = 0;
        for (let layer = 0; layer < layers; layer++)
          if (!(set & (1 << layer)) && whole((layer * columns + x) * rows + y)) open++;
        bound += Math.min(open, limits.fanIn);
      }
      least = Math.min(least, bound);
    }
    room += least;
  }
  return room;
}

function check(shape: BlockShape, topology: CellTopology, limits: FanLimits): void {
  const lines = new Map<string, number>();
  const pillars = new Map<string, number>();
  let count = 0;
  topology.active.view.forEach((active, site) => {
    if (active === 0) return;
    count++;
    const { x, y, layer } = address(shape, site);
    expect(topology.faults.view[site]).toBe(0);
    expect(x).toBeLessThan(shape.columns - (shape.columns % 2));
    lines.set(`${layer} ${y}`, (lines.get(`${layer} ${y}`) ?? 0) + 1);
    pillars.set(`${x} ${y}`, (pillars.get(`${x} ${y}`) ?? 0) + 1);
  });
  expect(topology.count).toBe(count);
  expect(Math.max(0, ...lines.values())).toBeLessThanOrEqual(limits.fanOut);
  expect(Math.max(0, ...pillars.values())).toBeLessThanOrEqual(limits.fanIn);
}

const shapes = fc.record({
  layers: fc.integer({ min: 1, max: 5 }),
  columns: fc.integer({ min: 4, max: 7 }),
  rows: fc.integer({ min: 1, max: 4 }),
});
const limitsOf = fc.record({ fanIn: fc.integer({ min: 1, max: 5 }), fanOut: fc.integer({ min: 1, max: 7 }) });
const event = fc.oneof(
  fc.record({ kind: fc.constant("break" as const), share: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ kind: fc.constant("mend" as const) }),
  fc.record({ kind: fc.constant("limits" as const), limits: limitsOf }),
  fc.record({ kind: fc.constant("rewire" as const), prune: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ kind: fc.constant("wanted" as const), share: fc.integer({ min: 1, max: 90 }) }),
);

describe("active cells", () => {
  it("keep to limits, stay away from what is broken, and are as many as wanted wherever there is room", () => {
    fc.assert(
      fc.property(
        shapes,
        limitsOf,
        fc.integer({ min: 1, max: 90 }),
        fc.array(event, { maxLength: 6 }),
        fc.integer({ min: 1, max: 1000 }),
        (shape, first, share, events, seed) => {
          const sites = sitesOf(shape);
          let limits = first;
          let wanted = Math.max(1, Math.round((share / 100) * sites));
          const { topology } = built(shape, wanted, limits, seed);
          const strength = Float32Array.from({ length: sites }, (_, site) => (site * 7919) % 101);
          const codes = new Uint8Array(sites);
          const fill = (step: number) => {
            if (topology.count > wanted) topology.prune(topology.count - wanted, strength, step, step);
            topology.grow(wanted - topology.count, strength, step - 1, step);
            check(shape, topology, limits);
            const room = roomBySets(shape, limits, (site) => topology.isUsable(site));
            expect(topology.count).toBe(Math.min(wanted, room));
          };
          fill(1);
          events.forEach((next, k) => {
            const step = k + 2;
            if (next.kind === "break") {
              for (let site = 0; site < sites; site++) if ((site * 31 + step * 17) % 100 < next.share) codes[site] = 4;
              topology.breakCells(codes, step);
            } else if (next.kind === "mend") {
              codes.fill(0);
              topology.breakCells(codes, step);
            } else if (next.kind === "limits") {
              limits = next.limits;
              topology.limits = limits;
              topology.trim(strength, step);
              check(shape, topology, limits);
            } else if (next.kind === "rewire") {
              topology.prune(next.prune, strength, step - 1, step);
            } else {
              wanted = Math.max(1, Math.round((next.share / 100) * sites));
            }
            fill(step);
          });
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it("make room for one another along alternating paths where no free cell has any", () => {
    // One slice of 2 x 2 usable pillars: with (0, 0) taken, the only other way to hold two cells is to let it move.
    const shape = { layers: 2, columns: 4, rows: 1 };
    const limits = { fanIn: 1, fanOut: 1 };
    const codes = Uint8Array.from({ length: 8 }, () => 4);
    for (const site of [0, 1, 4]) codes[site] = 0;
    const { topology } = built(shape, 0, limits, 1, codes);
    const first = new Float32Array(8);
    first[0] = 1;
    expect(topology.grow(1, first, 0, 1)).toBe(1);
    expect(topology.active.view[0]).toBe(1);
    // Whole are (0, 0), (0, 1) and (1, 0): line 1 has only the pillar that (0, 0) holds.
    expect(topology.grow(1, first, 0, 2)).toBe(1);
    expect(Array.from(topology.active.view)).toEqual([0, 1, 0, 0, 1, 0, 0, 0]);
    expect(topology.grow(1, first, 0, 3)).toBe(0);
  });

  it("grow where the score is best, and not where they just died while there is another place", () => {
    const shape = { layers: 4, columns: 4, rows: 2 };
    const { topology, changes } = built(shape, 0, { fanIn: 4, fanOut: 4 });
    const score = Float32Array.from({ length: 32 }, (_, site) => -Math.abs(site - 12.4));
    topology.grow(4, score, 0, 1);
    expect([...changes].sort((a, b) => a - b)).toEqual([11, 12, 13, 14]);
    expect(topology.prune(4, score, 1, 5)).toBe(4);
    topology.grow(4, score, 4, 5);
    const active = () => [...topology.active.view.entries()].filter(([, on]) => on === 1).map(([site]) => site);
    expect(active()).toEqual([9, 10, 15, 16]);
    // Where everything else is taken, those that died are let in again.
    topology.grow(28, score, 4, 5);
    expect(active()).toHaveLength(32);
  });

  it("lose the weakest of those that are old enough", () => {
    const shape = { layers: 4, columns: 4, rows: 2 };
    const { topology } = built(shape, 0, { fanIn: 4, fanOut: 4 });
    const strength = Float32Array.from({ length: 32 }, (_, site) => site);
    topology.grow(10, strength, 0, 1);
    topology.grow(10, strength, 0, 5);
    expect(topology.prune(3, strength, 1, 6)).toBe(3);
    const dead = [...topology.died.view.entries()].filter(([, step]) => step === 6).map(([site]) => site);
    expect(dead).toEqual([22, 23, 24]);
    // Of the seven left of the first, no more than seven.
    expect(topology.prune(20, strength, 1, 7)).toBe(7);
  });

  it("lose the weakest of each pillar and line that holds too many", () => {
    const shape = { layers: 4, columns: 4, rows: 2 };
    const strength = Float32Array.from({ length: 32 }, (_, site) => site);
    const left = (limits: FanLimits) => {
      const { topology } = built(shape, 32, { fanIn: 4, fanOut: 4 });
      topology.limits = limits;
      topology.trim(strength, 1);
      return [...topology.active.view.entries()].filter(([, on]) => on === 1).map(([site]) => address(shape, site));
    };
    const pillars = left({ fanIn: 2, fanOut: 4 });
    expect(pillars).toHaveLength(16);
    expect(new Set(pillars.map(({ layer }) => layer))).toEqual(new Set([2, 3]));
    const lines = left({ fanIn: 4, fanOut: 1 });
    expect(lines).toHaveLength(8);
    expect(new Set(lines.map(({ x }) => x))).toEqual(new Set([3]));
  });

  it("are chosen anew by another seed, and again by the same", () => {
    const shape = { layers: 4, columns: 6, rows: 4 };
    const of = (seed: number) => built(shape, 20, { fanIn: 2, fanOut: 3 }, seed).topology.active.view.join("");
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
  });

  it("are refused where keys could not tell them apart", () => {
    const arena = new Arena(kernel);
    const shape = { layers: 33, columns: 64, rows: 64 };
    expect(() => new CellTopology(kernel, arena, shape, () => undefined)).toThrow(RangeError);
  });
});
