import { scaleLinear } from "d3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PairsData } from "../../../workers/protocol";
import { arrowsOf } from "./arrows";
import { arrowEnds, hitArrow, hitSpike } from "./draw";
import { addSpike, moveSpike, panDomain, removeSpike, snap, trainEdits, zoomDomain } from "./trains";

const trains = { pre: [10, 30], post: [12, 29.5] };

describe("editing trains", () => {
  it("keeps them on the grid, ascending and free of doubles", () => {
    const step = fc.record({
      kind: fc.constantFrom("add", "move", "remove"),
      at: fc.double({ min: -50, max: 700_000, noNaN: true }),
      pick: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(0.01, 0.1, 0.25, 1), (steps, dt) => {
        let now: { pre: readonly number[]; post: readonly number[] } = { pre: [10], post: [] };
        for (const { kind, at, pick } of steps) {
          const ref = { row: "pre" as const, index: now.pre.length === 0 ? 0 : pick % now.pre.length };
          if (kind !== "add" && now.pre.length === 0) continue;
          const made =
            kind === "add"
              ? addSpike(now, "pre", at, dt)
              : kind === "move"
                ? moveSpike(now, ref, at, dt)
                : removeSpike(now, ref);
          if (made === null) continue;
          now = made.trains;
          if (made.spike !== null && kind !== "remove") expect(now.pre[made.spike.index]).toBe(snap(at, dt));
        }
        for (const [i, time] of now.pre.entries()) {
          expect(time).toBe(snap(time, dt));
          expect(time).toBeGreaterThanOrEqual(0);
          expect(time).toBeLessThanOrEqual(600_000);
          if (i > 0) expect(time).toBeGreaterThan(now.pre[i - 1] as number);
        }
      }),
    );
  });

  it("refuses a place that is taken", () => {
    expect(addSpike(trains, "pre", 30.02, 0.1)).toBeNull();
    expect(moveSpike(trains, { row: "pre", index: 0 }, 30, 0.1)).toBeNull();
  });

  it("becomes a drawn protocol", () => {
    expect(trainEdits(trains)).toEqual([
      { path: "protocol.kind", value: "drawn" },
      { path: "protocol.pre", value: trains.pre },
      { path: "protocol.post", value: trains.post },
    ]);
  });
});

describe("the time axis", () => {
  it("stays inside the protocol and keeps the anchor in place", () => {
    expect(zoomDomain([0, 100], 50, 2, 100, 1)).toEqual([25, 75]);
    expect(zoomDomain([25, 75], 50, 0.1, 100, 1)).toEqual([0, 100]);
    expect(panDomain([25, 75], 90, 100)).toEqual([50, 100]);
    const [low, high] = zoomDomain([0, 100], 50, 1e9, 100, 4);
    expect(high - low).toBeCloseTo(4, 9);
  });
});

describe("arrows", () => {
  const pairs: PairsData = {
    kind: "pairs",
    steps: Uint32Array.of(120, 296, 301, 400),
    synapses: new Uint32Array(4),
    intervals: Float32Array.of(2, 19.5, -0.5, Number.NaN),
    changes: Float32Array.of(0.01, 0.004, -0.02, 0.3),
    weights: new Float32Array(4),
  };

  it("lead from the partner's spike to the one at which the weight changed", () => {
    expect(arrowsOf(pairs, trains, 0.1).map(({ from, fromTime, toTime }) => [from, fromTime, toTime])).toEqual([
      ["pre", 10, 12],
      ["pre", 10, 29.5],
      ["post", 29.5, 30],
    ]);
    expect(arrowsOf(null, trains, 0.1)).toEqual([]);
  });

  it("and spikes are found under the pointer", () => {
    const rect = { x: 0, width: 400, height: 20 };
    const rows = { pre: { ...rect, y: 10 }, post: { ...rect, y: 100 } };
    const x = scaleLinear([0, 40], [0, 400]);
    expect(hitSpike({ rows, x, trains: { ...trains, durationMs: 40 } }, { x: 304, y: 20 }, 8)).toEqual({
      row: "pre",
      index: 1,
    });
    expect(hitSpike({ rows, x, trains: { ...trains, durationMs: 40 } }, { x: 200, y: 20 }, 8)).toBeNull();
    const arrows = arrowsOf(pairs, trains, 0.1);
    const { start, end } = arrowEnds(arrows[0] as (typeof arrows)[number], rows, x);
    const middle = { x: (start.x + end.x) / 2 - 2, y: (start.y + end.y) / 2 };
    expect(hitArrow({ arrows, rows, x }, middle)).toBe(arrows[0]);
    expect(hitArrow({ arrows, rows, x }, { x: 390, y: 60 })).toBeNull();
  });
});
