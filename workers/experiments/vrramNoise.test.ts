import { describe, expect, it } from "vitest";
import type { Session } from "../host/session";
import { act, digest, scalar, sessionsOf, set, sum, take, vector } from "./testing";
import { vrram } from "./vrram";

const { open, preset } = sessionsOf(vrram);
const SMALL = { block: { layers: 4, columns: 5, rows: 6 } };

/** No resistance but that of the cells: what is wrong with a product is their noise. */
const BARE = { ...SMALL, wires: { pillar: 0, driver: 0, accessOn: 0 }, read: { input: "all" } };

/** Errors of the product in the next steps. */
function errors(session: Session, steps: number): number[] {
  return Array.from({ length: steps }, () => {
    const error = scalar(session, "productError");
    session.advance(1);
    return error;
  });
}

const spread = (values: readonly number[]): number => {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((one) => (one - mean) ** 2)) / values.length);
};

describe("noise of reads", () => {
  it("is another one in every step where it is white, and as large as asked", () => {
    const session = preset("scatter");
    const first = errors(session, 6);
    expect(new Set(first).size).toBe(6);
    // Eight cells of a pillar, at random between off and on, average it.
    for (const error of first) {
      expect(error).toBeGreaterThan(0.05 / Math.sqrt(8) / 1.5);
      expect(error).toBeLessThan(0.05);
    }
    const site = () => take(session, "lattice", "lattice").values[100] as number;
    const values = Array.from({ length: 300 }, () => {
      session.advance(1);
      return site();
    });
    set(session, "noise.read", 0);
    const meant = site();
    expect(spread(values) / meant).toBeCloseTo(0.05, 2);
    expect(sum(values) / values.length / meant).toBeCloseTo(1, 1);
    expect(scalar(session, "productError")).toBeLessThan(0.005);
  });

  it("follows from the seed and the step, and from nothing else", () => {
    const [session, again, larger] = [
      open({ ...BARE, noise: { read: 10 } }),
      open({ ...BARE, noise: { read: 10 } }),
      open({ ...BARE, block: { layers: 5, columns: 5, rows: 6 }, noise: { read: 10 }, pattern: { kind: "uniform" } }),
    ];
    const third = errors(session, 4)[3];
    again.advance(3);
    expect(scalar(again, "productError")).toBe(third);
    session.seek(3);
    while (!session.replay(100));
    expect(scalar(session, "productError")).toBe(third);
    expect(scalar(open({ ...BARE, noise: { read: 10 } }, 2), "productError")).not.toBe(errors(again, 1)[0]);
    // Layers above have no part in the noise of those below.
    const even = open({ ...BARE, noise: { read: 10 }, pattern: { kind: "uniform" } });
    const lowest = take(larger, "lattice", "lattice").values.slice(0, 120);
    expect([...take(even, "lattice", "lattice").values]).toEqual([...lowest]);
  });

  it("jumps between two values where it is of traps, and stays there for a while", () => {
    const session = open({ ...BARE, pattern: { kind: "uniform" }, noise: { telegraph: 20, dwell: 20 } });
    const levels = Array.from({ length: 60 }, () => {
      session.advance(1);
      return [...take(session, "lattice", "lattice").values].map((one) => Math.round((one / 50e-6) * 1e6) / 1e6);
    });
    expect(new Set(levels.flat())).toEqual(new Set([0.8, 1]));
    const jumps = levels.slice(1).map((now, k) => now.filter((one, at) => one !== levels[k]?.[at]).length / 120);
    expect(sum(jumps) / jumps.length).toBeCloseTo(1 / 20, 1);
    expect(sum(jumps) / jumps.length).toBeGreaterThan(0.03);
    expect(sum(jumps) / jumps.length).toBeLessThan(0.07);
    const full = levels.flat().filter((one) => one === 0.8).length / (60 * 120);
    expect(Math.abs(full - 0.5)).toBeLessThan(0.06);
  });

  it("wanders where it is of all time scales: a step is small beside the whole", () => {
    const session = open({ ...BARE, pattern: { kind: "uniform" }, noise: { flicker: 10 } });
    const before = [...take(session, "lattice", "lattice").values].map((one) => one / 50e-6);
    session.advance(1);
    const after = [...take(session, "lattice", "lattice").values].map((one) => one / 50e-6);
    expect(Math.abs(spread(before) - 0.1)).toBeLessThan(0.03);
    const step = spread(after.map((one, at) => one - (before[at] as number)));
    expect(step).toBeGreaterThan(0.01);
    expect(step).toBeLessThan(0.8 * Math.SQRT2 * 0.1);
  });

  it("does not depend on who looks, or on how many steps are taken at once", async () => {
    const params = { ...BARE, noise: { read: 3, flicker: 3, telegraph: 10 } };
    const [seen, unseen] = [open(params), open(params)];
    for (let step = 0; step < 5; step++) {
      seen.advance(1);
      for (const source of Object.values(seen.channels)) source.take();
    }
    unseen.advance(5);
    expect(await digest(seen)).toBe(await digest(unseen));
    expect(vector(seen, "pillarCurrents")).toEqual(vector(unseen, "pillarCurrents"));
  });

  it("leaves broken cells as they are", () => {
    const session = open({ ...BARE, noise: { read: 10 } });
    act(session, "break", { layer: 1, x: 2, y: 3, kind: "short" });
    const site = (5 + 2) * 6 + 3;
    expect(take(session, "lattice", "lattice").values[site]).toBeCloseTo(0.01, 9);
    session.advance(1);
    expect(take(session, "lattice", "lattice").values[site]).toBeCloseTo(0.01, 9);
  });

  it("that needs a memory is refused in the largest blocks", () => {
    const session = preset("large");
    expect(session.set("noise.flicker", 1)).toMatchObject({ ok: false, error: { path: "noise.flicker" } });
    expect(session.set("noise.read", 1)).toMatchObject({ ok: true });
  });
});
