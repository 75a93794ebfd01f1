import { describe, expect, it } from "vitest";
import { act, scalar, sessionsOf, set, sum, take, value, vector } from "./testing";
import { vrram } from "./vrram";

const { open, preset } = sessionsOf(vrram);
const SMALL = { block: { layers: 4, columns: 5, rows: 6 } };

describe("hands", () => {
  it("program, break and mend cells and boxes of them", () => {
    const session = open({ ...SMALL, pattern: { kind: "uniform", level: 0 } });
    const cells = () => take(session, "lattice", "lattice");
    const off = cells().values[0] as number;
    act(session, "program", { layer: 1, x: 2, y: 3, conductance: 2e-5 });
    act(session, "program", { layer: 3, x: 4, y: 5, toLayer: 2, toX: 3, toY: 4, conductance: 1 });
    const site = (layer: number, x: number, y: number) => (layer * 5 + x) * 6 + y;
    expect(cells().values[site(1, 2, 3)]).toBeCloseTo(2e-5, 11);
    const on = Array.from(cells().values.entries()).filter(([, one]) => one > 3e-5);
    expect(on.map(([at]) => at)).toEqual([
      site(2, 3, 4),
      site(2, 3, 5),
      site(2, 4, 4),
      site(2, 4, 5),
      site(3, 3, 4),
      site(3, 3, 5),
      site(3, 4, 4),
      site(3, 4, 5),
    ]);
    // A cell cannot conduct more than its window lets it, and nobody waits for more.
    value(
      session.setAll([
        { path: "read.what", value: "cell" },
        { path: "read.layer", value: 3 },
        { path: "read.x", value: 4 },
        { path: "read.y", value: 5 },
      ]),
    );
    expect(scalar(session, "trueCurrent")).toBeCloseTo(0.2 * 50e-6, 12);
    set(session, "read.what", "multiply");
    expect(on[0]?.[1]).toBeCloseTo(50e-6, 11);
    act(session, "break", { layer: 1, x: 2, y: 3, kind: "short" });
    expect(cells().values[site(1, 2, 3)]).toBeCloseTo(0.01, 9);
    expect(cells().flags?.[site(1, 2, 3)]).toBe(3);
    act(session, "program", { layer: 1, x: 2, y: 3, conductance: 3e-5 });
    expect(cells().values[site(1, 2, 3)]).toBeCloseTo(0.01, 9);
    act(session, "mend", { layer: 1, x: 2, y: 3 });
    expect(cells().values[site(1, 2, 3)]).toBeCloseTo(3e-5, 11);
    expect(cells().flags).toBeUndefined();
    act(session, "breakLayer", { layer: 2, kind: "open" });
    expect(scalar(session, "faulty")).toBe(30);
    expect(sum(vector(session, "planeCurrents").slice(2, 3))).toBe(0);
    act(session, "drill", { x: 2, y: 2, radius: 1, kind: "stuckOff" });
    expect(scalar(session, "faulty")).toBe(30 + 3 * 5);
    expect(cells().values[site(0, 2, 2)]).toBe(off);
    expect(cells().activity[site(0, 2, 2)]).toBeGreaterThan(0);
    act(session, "break", { layer: 0, x: 0, y: 0, kind: "open" });
    expect(cells().activity[0]).toBe(0);
  });

  it("are refused beyond the block, with the place", () => {
    const session = open(SMALL);
    expect(session.act("program", { layer: 4 })).toMatchObject({ ok: false, error: { path: "act.layer" } });
    expect(session.act("break", { x: 5 })).toMatchObject({ ok: false, error: { path: "act.x" } });
    expect(session.act("drill", { y: 6 })).toMatchObject({ ok: false, error: { path: "act.y" } });
    expect(session.act("plane", { layer: 9 })).toMatchObject({ ok: false, error: { path: "act.layer" } });
    expect(scalar(session, "faulty")).toBe(0);
  });

  it("break by chance: others each time, and as many as asked", () => {
    const session = open({ block: { layers: 8, columns: 16, rows: 16 } });
    act(session, "inject", { on: 5, off: 5 });
    const first = scalar(session, "faulty");
    expect(Math.abs(first - 205)).toBeLessThan(45);
    act(session, "inject", { on: 5, off: 5 });
    expect(scalar(session, "faulty")).toBeGreaterThan(1.7 * first);
    set(session, "faults.on", 10);
    const { flags = [] } = take(session, "lattice", "lattice");
    expect([...flags].filter((flag) => flag === 1).length).toBeGreaterThan(250);
  });
});

describe("technologies", () => {
  it.each(["pcmInference", "sonos", "heo", "exponentialUpdate"])("%s fills the block", (technology) => {
    const session = open({ ...SMALL, cell: { technology }, pattern: { kind: "checker" } });
    const { values } = take(session, "lattice", "lattice");
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(values[1]).toBeGreaterThan(3 * (values[0] as number));
  });

  it("age, and an age is the same on every way to it", () => {
    const session = preset("aged");
    const old = [...take(session, "lattice", "lattice").values];
    set(session, "cell.age", 20);
    const young = [...take(session, "lattice", "lattice").values];
    expect(sum(old)).toBeLessThan(0.85 * sum(young));
    set(session, "cell.age", 1e6);
    set(session, "cell.age", 86_400);
    expect([...take(session, "lattice", "lattice").values]).toEqual(old);
  });

  it("of ideal cells have levels and the noise of a write where these are asked for", () => {
    const levels = take(open({ ...SMALL, cell: { levels: 3 } }), "lattice", "lattice").values;
    expect(new Set([...levels].map((one) => Math.round(one * 1e7)))).toEqual(new Set([10, 255, 500]));
    const noisy = { ...SMALL, pattern: { kind: "uniform", level: 50 }, cell: { spread: 5 } };
    const { values } = take(open({ ...noisy, block: { layers: 8, columns: 16, rows: 16 } }), "lattice", "lattice");
    const mean = sum([...values]) / values.length;
    const sd = Math.sqrt(sum([...values].map((one) => (one - mean) ** 2)) / values.length);
    expect(sd / 49e-6).toBeCloseTo(0.05, 2);
    const session = open(noisy);
    const first = take(session, "lattice", "lattice").values;
    act(session, "program", { layer: 1, x: 1, y: 1, conductance: 2.55e-5 });
    const second = take(session, "lattice", "lattice").values;
    expect([...second.entries()].filter(([at, one]) => one !== first[at]).map(([at]) => at)).toEqual([(5 + 1) * 6 + 1]);
  });
});
