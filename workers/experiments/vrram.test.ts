import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { LUMPED_DIFFERENCE, VRRAM } from "../fixtures/vrram";
import type { Session } from "../host/session";
import { act, apart, curve, digest, scalar, sessionsOf, set, sum, take, terminal, vector } from "./testing";
import { vrram } from "./vrram";

const { open, preset } = sessionsOf(vrram);
const PILLARS = (VRRAM.cases[0]?.I_pillar_A ?? []).flat();
const SMALL = { block: { layers: 4, columns: 5, rows: 6 } };

describe("the reference block", () => {
  it("gives the published currents from the command line, in double precision", async () => {
    const printed: string[] = [];
    const line = `run vrram --set block.layers=4 --set block.columns=3 --set block.rows=3 --set pattern.kind=reference
      --set circuit.form=mesh --set wires.plane=2 --set wires.pillar=5 --set wires.driver=20 --set wires.accessOn=2000
      --set read.input=reference --record pillarCurrents --record planeCurrents --record planeSum --record pillarSum`;
    expect(await main(line.split(/\s+/), terminal(printed))).toBe(0);
    const { steps, channels } = JSON.parse(printed.join(""));
    expect(steps).toBe(1);
    expect(channels.pillarCurrents.shape).toEqual([1, 9]);
    const given = [
      8.94624538, 8.86802153, 6.52354618, 12.2112207, 11.1022785, 5.13938398, 14.3257459, 8.94778318, 12.1930691,
    ];
    for (const [at, current] of (channels.pillarCurrents.data as number[]).entries()) {
      expect(Math.abs(current / (PILLARS[at] as number) - 1)).toBeLessThan(1e-8);
      expect(current * 1e6).toBeCloseTo(given[at] as number, 6);
    }
    expect(channels.planeSum.data[0] / channels.pillarSum.data[0]).toBeCloseTo(1, 12);
    for (const [layer, current] of (channels.planeCurrents.data as number[]).entries()) {
      expect(Math.abs(current / (VRRAM.cases[0]?.I_plane_A[layer] as number) - 1)).toBeLessThan(1e-8);
    }
  });

  it("differs with planes of one node by as much as it should", () => {
    const session = preset("reference");
    expect(apart(vector(session, "pillarCurrents"), PILLARS)).toBeLessThan(1e-9);
    set(session, "circuit.form", "lumped");
    expect(apart(vector(session, "pillarCurrents"), PILLARS)).toBeCloseTo(LUMPED_DIFFERENCE, 5);
    set(session, "circuit.form", "mesh");
    expect(apart(vector(session, "pillarCurrents"), PILLARS)).toBeLessThan(1e-9);
  });

  it("hides the cell that is read when planes float", () => {
    const session = preset("grounded");
    expect(scalar(session, "trueCurrent") * 1e6).toBeCloseTo(0.2, 12);
    expect(scalar(session, "readCurrent") * 1e6).toBeCloseTo(0.17275, 5);
    const margin = scalar(session, "readMargin");
    set(session, "read.others", "floating");
    expect(scalar(session, "readCurrent") * 1e6).toBeCloseTo(9.96404, 5);
    expect(scalar(session, "readError")).toBeCloseTo(9.96404 / 0.2 - 1, 3);
    expect(scalar(session, "readMargin")).toBeLessThan(margin / 2);
    // Of floating planes there is no driver, and each has a voltage from its cells.
    expect([...take(session, "lattice", "lattice").voltages].map(Number.isNaN)).toEqual([true, true, false, true]);
    expect(Math.min(...vector(session, "planeVoltages"))).toBeGreaterThan(0.05);
  });

  it("has its cells where they are said to be", () => {
    const session = preset("reference");
    const { values, currents, segments } = take(session, "lattice", "lattice");
    expect(apart([...values], VRRAM.G_S.flat(2))).toBeLessThan(1e-7);
    expect(apart([...currents], (VRRAM.cases[0]?.I_device_A ?? []).flat(2))).toBeLessThan(1e-6);
    // What leaves a pillar is the sum of its cells, and below each layer of those above.
    for (let at = 0; at < 9; at++) {
      let below = 0;
      for (let layer = 3; layer >= 0; layer--) {
        below += currents[layer * 9 + at] as number;
        expect((segments[layer * 9 + at] as number) / below).toBeCloseTo(1, 5);
      }
    }
    set(session, "view.layer", 2);
    expect(session.specs.layer).toMatchObject({ layer: 2, rows: 3, columns: 3 });
    const layer = take(session, "layer", "matrix").values;
    const through = take(session, "layerCurrent", "matrix").values;
    const pillars = take(session, "pillars", "matrix").values;
    for (let x = 0; x < 3; x++) {
      for (let y = 0; y < 3; y++) {
        expect(layer[y * 3 + x]).toBe(values[2 * 9 + x * 3 + y]);
        expect(through[y * 3 + x]).toBe(currents[2 * 9 + x * 3 + y]);
        expect((pillars[y * 3 + x] as number) / (PILLARS[x * 3 + y] as number)).toBeCloseTo(1, 6);
      }
    }
  });
});

describe("one cell", () => {
  it("is a series of resistors", () => {
    const session = preset("oneCell");
    // Drivers of the five rows of a plane stand side by side.
    const current = 0.2 / (20 / 5 + 20e3 + 2 * 5 + 2000);
    expect(Math.abs(scalar(session, "readCurrent") / current - 1)).toBeLessThan(1e-6);
    expect(scalar(session, "power") / (0.2 * current)).toBeCloseTo(1, 6);
    const [pillar] = curve(session, "drop") as [number[]];
    for (const [layer, ohm] of [2000, 2005, 2010, 2010].entries()) {
      expect((pillar[layer] as number) / (current * ohm)).toBeCloseTo(1, 5);
    }
    set(session, "wires.accessOn", 5000);
    expect(scalar(session, "readCurrent") / (0.2 / (20 / 5 + 20e3 + 2 * 5 + 5000))).toBeCloseTo(1, 6);
  });
});

describe("a product", () => {
  it("is that of the conductances without resistance anywhere, both ways", () => {
    const session = open({ ...SMALL, wires: { plane: 0, pillar: 0, driver: 0, accessOn: 0 } });
    for (const direction of ["forward", "transpose"]) {
      set(session, "read.direction", direction);
      const ideal = vector(session, "idealCurrents");
      expect(ideal).toHaveLength(direction === "forward" ? 30 : 4);
      expect(scalar(session, "productError")).toBeLessThan(1e-6);
      const out =
        direction === "forward"
          ? vector(session, "pillarCurrents")
          : vector(session, "planeCurrents").map((current) => -current);
      expect(apart(out, ideal)).toBeLessThan(1e-6);
    }
    // What is not selected should give nothing.
    set(session, "read.direction", "forward");
    set(session, "read.select", "row");
    set(session, "read.y", 2);
    expect(vector(session, "idealCurrents").flatMap((one, at) => (one === 0 ? [] : [at]))).toEqual([2, 8, 14, 20, 26]);
    // A transistor that is off leaks a little.
    expect(scalar(session, "productError")).toBeLessThan(1e-4);
    set(session, "read.select", "all");
    // With resistance it is less, and the same matrix serves both ways.
    set(session, "wires.accessOn", 2000);
    expect(scalar(session, "productError")).toBeGreaterThan(0.1);
  });

  it("is the same matrix both ways: what a plane at 1 V sends to a pillar, the pillar sends to the plane", () => {
    const at = { layer: 2, x: 3, y: 4, input: "oneHot" };
    const forward = open({ ...SMALL, read: at });
    const transposed = open({ ...SMALL, read: { ...at, direction: "transpose" } });
    const there = vector(forward, "pillarCurrents")[3 * 6 + 4] as number;
    const back = vector(transposed, "planeCurrents")[2] as number;
    expect(there / -back).toBeCloseTo(1, 9);
    expect(scalar(transposed, "readCurrent")).toBe(-back);
    expect(scalar(transposed, "trueCurrent")).toBeCloseTo(scalar(forward, "trueCurrent"), 15);
  });

  it("takes as much out of pillars as into planes, whatever conducts and floats", () => {
    const session = open({ ...SMALL, circuit: { form: "mesh" }, wires: { plane: 50 } });
    for (const select of ["all", "row", "pillar"]) {
      set(session, "read.select", select);
      act(session, "plane", { layer: 1, mode: "floating" });
      const [planes, pillars] = [scalar(session, "planeSum"), scalar(session, "pillarSum")];
      expect(planes / pillars).toBeCloseTo(1, 9);
      expect(sum(vector(session, "pillarCurrents"))).toBeCloseTo(pillars, 15);
      expect(Math.abs(vector(session, "planeCurrents")[1] as number)).toBeLessThan(1e-15);
      expect(sum([...take(session, "lattice", "lattice").selected])).toBe({ all: 30, row: 5, pillar: 1 }[select]);
      act(session, "plane", { layer: 1, mode: "grounded" });
      expect(Math.abs(vector(session, "planeCurrents")[1] as number)).toBeGreaterThan(1e-9);
      act(session, "plane", { layer: 1, mode: "driven" });
    }
  });

  it("takes the next inputs with every step, the same with the same seed", () => {
    const [session, again] = [open(SMALL), open(SMALL)];
    const first = vector(session, "planeCurrents");
    session.advance(1);
    expect(vector(session, "planeCurrents")).not.toEqual(first);
    session.advance(2);
    again.advance(3);
    expect(vector(again, "planeCurrents")).toEqual(vector(session, "planeCurrents"));
    expect(vector(open(SMALL, 2), "planeCurrents")).not.toEqual(first);
  });
});

describe("what is shown", () => {
  const revisions = (session: Session) =>
    Object.fromEntries(Object.entries(session.channels).map(([name, { revision }]) => [name, revision]));
  const rest = (session: Session): void => {
    for (let turn = 0; turn < 100; turn++) for (const source of Object.values(session.channels)) source.take();
  };

  it("is not sent again while nothing changes", () => {
    for (const form of ["lumped", "mesh"]) {
      const session = open({ ...SMALL, circuit: { form }, read: { input: "all" } });
      rest(session);
      const before = revisions(session);
      expect(Object.values(before).every((revision) => revision !== undefined)).toBe(true);
      session.advance(5);
      rest(session);
      expect(revisions(session)).toEqual(before);
      act(session, "program", { layer: 1, x: 2, y: 3, conductance: 1e-6 });
      expect(session.channels.lattice?.revision).toBeGreaterThan(before.lattice as number);
      expect(session.channels.layer?.revision).toBeGreaterThan(before.layer as number);
      rest(session);
      const edited = revisions(session);
      set(session, "view.layer", 3);
      expect(session.channels.lattice?.revision).toBe(edited.lattice);
      expect(session.channels.layer?.revision).toBeGreaterThan(edited.layer as number);
    }
  });

  it("of nets becomes better when one looks again", () => {
    const session = open({
      block: { layers: 6, columns: 10, rows: 10 },
      circuit: { form: "mesh" },
      wires: { plane: 200 },
    });
    const pillars = () => {
      const data = session.channels.pillarCurrents?.take();
      return data?.kind === "vector" ? [...(data.exact ?? [])] : [];
    };
    const quick = pillars();
    const better = pillars();
    const exact = vector(session, "pillarCurrents");
    expect(apart(quick, exact)).toBeGreaterThan(apart(better, exact));
    expect(apart(quick, exact)).toBeLessThan(1e-3);
    expect(apart(better, exact)).toBeLessThan(1e-7);
  });

  it("counts cells on a wafer", () => {
    const session = open({ ...SMALL, block: { layers: 8, columns: 2, rows: 2 } });
    // 706.9 cm² at a pitch of 752 nm, 8 layers.
    expect(scalar(session, "cellsPerWafer") / 1e12).toBeCloseTo(1, 2);
    expect(scalar(session, "pitchNeeded")).toBeCloseTo(752e-9, 9);
    expect(scalar(session, "wafers")).toBeCloseTo(1000, -1);
    set(session, "density.pitch", 376);
    expect(scalar(session, "cellsPerWafer") / 4e12).toBeCloseTo(1, 2);
  });
});

describe("a run", () => {
  it("does not depend on who looks", async () => {
    const params = { ...SMALL, cell: { technology: "pcmInference" } };
    const [seen, unseen] = [open(params), open(params)];
    for (const [k, session] of [seen, unseen].entries()) {
      for (let step = 0; step < 4; step++) {
        session.advance(1);
        if (k === 0) for (const source of Object.values(session.channels)) source.take();
      }
      act(session, "inject", { on: 3, off: 3 });
      act(session, "plane", { layer: 2, mode: "floating" });
      set(session, "cell.age", 5000);
      session.advance(1);
    }
    expect(await digest(seen)).toBe(await digest(unseen));
    expect(await digest(seen)).not.toBe(await digest(open(params)));
    expect(vector(seen, "pillarCurrents")).toEqual(vector(unseen, "pillarCurrents"));
  });

  it("goes back to what was before a hand", () => {
    const session = open(SMALL);
    session.advance(1);
    const before = vector(session, "pillarCurrents");
    session.advance(1);
    act(session, "breakLayer", { layer: 0, kind: "short" });
    act(session, "plane", { layer: 3, mode: "grounded" });
    session.advance(2);
    expect(vector(session, "pillarCurrents")).not.toEqual(before);
    session.seek(1);
    while (!session.replay(100));
    expect(scalar(session, "faulty")).toBe(0);
    expect(vector(session, "pillarCurrents")).toEqual(before);
  });

  it("is as large as the largest block", () => {
    const session = preset("large");
    expect(take(session, "lattice", "lattice").values).toHaveLength(131_072);
    expect(scalar(session, "planeSum") / scalar(session, "pillarSum")).toBeCloseTo(1, 10);
    expect(session.set("circuit.form", "mesh")).toMatchObject({ ok: false, error: { path: "circuit.form" } });
  });
});
