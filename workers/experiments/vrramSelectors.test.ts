import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { apart, curve, falls, rises, scalar, sessionsOf, set, terminal, vector } from "./testing";
import { vrram } from "./vrram";

const { open, preset } = sessionsOf(vrram);

describe("selectors", () => {
  it("are resistors at the least selectivity, nearly", () => {
    const session = preset("reference");
    const bare = vector(session, "pillarCurrents");
    set(session, "cell.access", "selector");
    set(session, "cell.selectivity", 2.01);
    expect(apart(vector(session, "pillarCurrents"), bare)).toBeLessThan(0.01);
    expect(apart(vector(session, "pillarCurrents"), bare)).toBeGreaterThan(1e-5);
    set(session, "cell.access", "none");
    expect(vector(session, "pillarCurrents")).toEqual(bare);
  });

  it.each(["lumped", "mesh"])("keep sneak currents out of a read among floating planes (%s)", (form) => {
    const session = preset("floating");
    set(session, "circuit.form", form);
    const [drowned, lost] = [scalar(session, "readCurrent"), scalar(session, "readMargin")];
    expect(drowned).toBeGreaterThan(45 * 0.2e-6);
    set(session, "cell.access", "selector");
    const read = [10, 100, 1000].map((selectivity) => {
      set(session, "cell.selectivity", selectivity);
      return scalar(session, "readCurrent") / 0.2e-6;
    });
    expect(falls(read)).toBe(true);
    expect(read[2]).toBeCloseTo(1, 1);
    expect(scalar(session, "readMargin")).toBeGreaterThan(2 * lost);
    expect(scalar(session, "planeSum") / scalar(session, "pillarSum")).toBeCloseTo(1, 9);
    expect(scalar(session, "unsolved")).toBe(0);
  });

  it("let a block be as high as one likes, which leakage forbids without", () => {
    const [leak, selectors] = [preset("leak"), preset("selectors")];
    const [, without] = curve(leak, "margin") as [number[], number[]];
    const [grounded, floating] = curve(selectors, "margin") as [number[], number[]];
    expect(without[23]).toBeLessThan(0.1);
    expect(floating[23]).toBeGreaterThan(0.9);
    expect((grounded[23] as number) - (floating[23] as number)).toBeLessThan(0.05);
    // The highest block is the present one.
    expect(scalar(selectors, "readMargin")).toBeCloseTo(floating[23] as number, 6);
    const [, , collected] = curve(selectors, "readCurrents") as [number[], number[], number[]];
    expect(scalar(selectors, "readCurrent") / (collected[23] as number)).toBeCloseTo(1, 5);
  });

  it("bend a product, and what a transistor takes", () => {
    const params = { block: { layers: 6, columns: 5, rows: 5 }, pattern: { kind: "uniform" } };
    const session = open({ ...params, cell: { access: "selector", selectivity: 10 } });
    const bent = scalar(session, "productError");
    set(session, "cell.access", "none");
    expect(bent).toBeGreaterThan(1.5 * scalar(session, "productError"));
    // Of cells that hang on a transistor alone the loss is known.
    const alone = open({
      ...params,
      cell: { access: "selector", selectivity: 10 },
      wires: { pillar: 0, driver: 0 },
      read: { input: "all" },
    });
    const [all, transistor] = curve(alone, "loss") as [number[], number[]];
    for (const [k, share] of transistor.entries()) expect((all[k] as number) / share).toBeCloseTo(1, 5);
    expect(rises(all)).toBe(true);
  });

  it("are followed as a hand drags, to what a fresh look finds", () => {
    const params = { block: { layers: 4, columns: 6, rows: 6 }, circuit: { form: "mesh" }, wires: { plane: 100 } };
    const session = open({ ...params, cell: { access: "selector" } });
    const shown = () => {
      const data = session.channels.pillarCurrents?.take();
      return data?.kind === "vector" ? [...(data.exact ?? [])] : [];
    };
    shown();
    for (const volts of [0.21, 0.25, 0.6]) {
      set(session, "read.volts", volts);
      const quick = shown();
      const rest = shown();
      const exact = vector(session, "pillarCurrents");
      expect(apart(quick, exact)).toBeLessThan(1e-3);
      expect(apart(rest, exact)).toBeLessThan(1e-7);
    }
    session.advance(3);
    expect(shown()).not.toEqual(vector(open({ ...params, cell: { access: "selector" } }), "pillarCurrents"));
  });

  it("have no curves in the largest blocks, and are solved there all the same", () => {
    const session = open({ block: { layers: 32, columns: 32, rows: 40 }, cell: { access: "selector" } });
    expect(scalar(session, "planeSum") / scalar(session, "pillarSum")).toBeCloseTo(1, 9);
    expect(curve(session, "margin").flat().every(Number.isNaN)).toBe(true);
    expect(curve(session, "loss").flat().every(Number.isNaN)).toBe(true);
  });

  it("are read from the command line", async () => {
    const printed: string[] = [];
    const line = "run vrram --preset selectors --record readMargin --record readCurrent --record unsolved";
    expect(await main(line.split(" "), terminal(printed))).toBe(0);
    const { channels } = JSON.parse(printed.join(""));
    expect(channels.readMargin.data[0]).toBeGreaterThan(0.9);
    expect(channels.unsolved.data[0]).toBe(0);
  });
});
