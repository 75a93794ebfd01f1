import { describe, expect, it } from "vitest";
import { curve, falls, rises, scalar, sessionsOf, set, take } from "./testing";
import { vrram } from "./vrram";

const { open, preset } = sessionsOf(vrram);

describe("height", () => {
  it("costs margin with floating planes, and current with grounded ones", () => {
    const session = open({
      block: { layers: 12, columns: 6, rows: 6 },
      pattern: { kind: "uniform" },
      read: { what: "cell", layer: 11, x: 3, y: 3, others: "floating" },
    });
    const [grounded, floating] = curve(session, "margin") as [number[], number[]];
    expect(falls(floating)).toBe(true);
    expect(floating[0]).toBeCloseTo(grounded[0] as number, 6);
    expect(floating[11]).toBeLessThan((floating[0] as number) / 4);
    expect(grounded[11]).toBeGreaterThan(0.9 * (grounded[0] as number));
    const [alone, read, collected] = curve(session, "readCurrents") as [number[], number[], number[]];
    expect(falls(read)).toBe(true);
    expect(rises(collected)).toBe(true);
    expect(alone.every((current) => Math.abs(current / 1e-5 - 1) < 1e-6)).toBe(true);
    // The highest block is the present one.
    expect(scalar(session, "readMargin")).toBeCloseTo(floating[11] as number, 6);
    expect(scalar(session, "readCurrent") / (collected[11] as number)).toBeCloseTo(1, 5);
    set(session, "read.others", "grounded");
    expect(scalar(session, "readCurrent") / (read[11] as number)).toBeCloseTo(1, 5);
  });

  it("costs more and more of a product, by what the transistor takes and along the pillar", () => {
    const session = preset("tower");
    const [all, transistor] = curve(session, "loss") as [number[], number[]];
    expect(rises(all)).toBe(true);
    for (const [k, share] of transistor.entries()) {
      const pulled = (k + 1) * 50e-6 * 2000;
      expect(share).toBeCloseTo(pulled / (1 + pulled), 6);
      expect(all[k]).toBeGreaterThan(share);
    }
    const [pillar, plane] = curve(session, "drop") as [number[], number[]];
    expect(rises(pillar)).toBe(true);
    expect((pillar[31] as number) - (pillar[0] as number)).toBeGreaterThan(0.03);
    expect(Math.min(...plane)).toBeGreaterThan(pillar[31] as number);
    const fall = (layers: number): number => {
      const [along] = curve(
        open({ block: { layers, columns: 4, rows: 4 }, pattern: { kind: "uniform" }, read: { input: "all" } }),
        "drop",
      ) as [number[]];
      return (along.at(-1) as number) - (along[0] as number);
    };
    expect(rises([2, 4, 8, 16, 32].map(fall))).toBe(true);
  });

  it("is the same to a curve as a block of so many layers", () => {
    const read = { what: "cell", layer: 31, x: 1, y: 2, others: "floating" };
    const whole = open({ block: { layers: 9, columns: 4, rows: 5 }, pattern: { kind: "checker" }, read });
    const [, , floating] = curve(whole, "readCurrents") as [number[], number[], number[]];
    const [, margin] = curve(whole, "margin") as [number[], number[]];
    for (const layers of [1, 4, 7]) {
      const cut = open({ block: { layers, columns: 4, rows: 5 }, pattern: { kind: "checker" }, read });
      expect(scalar(cut, "readCurrent") / (floating[layers - 1] as number)).toBeCloseTo(1, 5);
      expect(scalar(cut, "readMargin")).toBeCloseTo(margin[layers - 1] as number, 6);
    }
  });

  it("narrows cells and shifts their thresholds", () => {
    const session = preset("taper");
    const { values } = take(session, "lattice", "lattice");
    expect(values[0]).toBeCloseTo(0.9 * 50e-6, 10);
    expect(values[7 * 256]).toBeCloseTo(1.1 * 50e-6, 10);
    const shifted = curve(session, "written")[0] as number[];
    set(session, "threshold", 0);
    const level = curve(session, "written")[0] as number[];
    expect(shifted[0]).toBeGreaterThan(1.2 * (level[0] as number));
    expect(shifted[7]).toBeLessThan((level[7] as number) / 1.2);
  });

  it("comes in portions that do not depend on who looks", () => {
    const session = open({ block: { layers: 32, columns: 24, rows: 24 } });
    const source = session.channels.margin;
    if (source === undefined) throw new Error("no curve");
    const known = () => {
      const data = source.take();
      return data.kind === "curve" ? data.y.filter((one) => !Number.isNaN(one)).length : 0;
    };
    const first = known();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(16);
    let [turns, revision] = [0, -1];
    for (; source.revision !== revision; turns++) {
      revision = source.revision as number;
      source.take();
    }
    expect(turns).toBeGreaterThan(5);
    expect(known()).toBe(64);
    const whole = curve(open({ block: { layers: 32, columns: 24, rows: 24 } }), "margin");
    expect(curve(session, "margin")).toEqual(whole);
  });
});
