import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { readFile } from "../host/files";
import type { DataOf } from "../protocol";
import { crossbar } from "./crossbar";
import { act, digest, scalar, sessionsOf, set, take, value, vector } from "./testing";

const { open, preset } = sessionsOf(crossbar);

/** The reference array of 8 x 8 cells, S, its inputs, V, and its surroundings. */
const G8 = Array.from({ length: 64 }, (_, cell) => {
  const [i, j] = [Math.floor(cell / 8), cell % 8];
  return (1 + (99 * ((37 * i + 11 * j + 5 * i * j) % 64)) / 63) * 1e-6;
});
const V8 = Array.from({ length: 8 }, (_, i) => (0.2 * ((3 * i + 1) % 8)) / 7);
const REFERENCE = {
  array: { source: "file", conductance: G8, fileColumns: 8 },
  input: { kind: "file", volts: V8 },
  wire: { row: 1, column: 1.5 },
  driver: { source: 10, sink: 20 },
};
const I8 = [
  23.86848249552, 46.35466678799, 40.53584788135, 31.77799222305, 40.15579135464, 59.45531438321, 17.1744785736,
  36.70372693303,
];

describe("the reference array", () => {
  it("gives the published currents, and the ideal ones", () => {
    const session = open(REFERENCE);
    const out = vector(session, "current.out");
    for (const [j, current] of I8.entries()) expect((out[j] as number) / (current * 1e-6)).toBeCloseTo(1, 11);
    expect((vector(session, "current.ideal")[0] as number) / 24.1469387755e-6).toBeCloseTo(1, 11);
  });

  it("goes through short, search, pruning and spare column as published", () => {
    const session = open({ ...REFERENCE, faults: { spares: 1 } });
    const healthy = vector(session, "current.out");
    const others = [0, 1, 3, 4, 5, 6, 7];
    const deviation = (): number => {
      const now = vector(session, "current.out");
      return Math.max(...others.map((j) => Math.abs((now[j] as number) / (healthy[j] as number) - 1)));
    };
    act(session, "break", { row: 3, column: 2, kind: "short" });
    const change = vector(session, "current.out").map((current, j) => 100 * (current / (healthy[j] as number) - 1));
    for (const [j, percent] of [-1.25, -0.14, 988, -1.45, -0.44, -0.62, -0.51, -0.76].entries()) {
      expect(change[j]).toBeCloseTo(percent, j === 2 ? 0 : 2);
    }
    act(session, "detect");
    expect(scalar(session, "foundCount")).toBe(1);
    act(session, "prune");
    expect(vector(session, "current.out")[2]).toBeCloseTo(37.427e-6, 9);
    expect(deviation()).toBeLessThan(1.2e-4);
    act(session, "remap", { column: 2 });
    expect(vector(session, "current.out")[2]).toBeCloseTo(40.4925e-6, 10);
    expect(deviation()).toBeLessThan(3e-4);
    const flags = [...(take(session, "conductance", "matrix").flags ?? [])];
    expect(flags[3 * 9 + 2]).toBe(3);
    expect(flags[2]).toBe(5);
    expect(session.act("remap", { column: 3 })).toMatchObject({ ok: false, error: { path: "act.column" } });
    act(session, "mend", { row: 3, column: 2 });
    expect(scalar(session, "faultCount")).toBe(0);
  });

  it("is the same from the command line, which takes one step where none is asked for", async () => {
    const files: Record<string, string> = {
      "g.csv": Array.from({ length: 8 }, (_, i) => G8.slice(8 * i, 8 * i + 8).join(",")).join("\n"),
      "v.csv": V8.join("\n"),
    };
    const printed: string[] = [];
    const io = {
      stdout: (text: string) => void printed.push(text),
      stderr: (text: string) => expect.fail(text),
      readFile: async (path: string) => new TextEncoder().encode(files[path]),
      writeFile: async () => undefined,
    };
    const line =
      "run crossbar --load conductance=g.csv --load input=v.csv --set wire.row=1 --set wire.column=1.5 --set driver.source=10 --set driver.sink=20 --record current.out";
    expect(await main(line.split(" "), io)).toBe(0);
    const { steps, channels } = JSON.parse(printed.join(""));
    expect(steps).toBe(1);
    expect(channels["current.out"].shape).toEqual([1, 8]);
    for (const [j, current] of I8.entries()) {
      expect(Math.abs(channels["current.out"].data[j] / (current * 1e-6) - 1)).toBeLessThan(1e-11);
    }
  });
});

describe("files", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const refusal = (name: string, text: string | Uint8Array): string => {
    const read = readFile(crossbar, name, `${name}.csv`, typeof text === "string" ? bytes(text) : text);
    if (read.ok) throw new Error("was taken");
    expect(read.error.kind).toBe("file");
    return read.error.message;
  };

  it.each([
    ["a ragged row", "1e-6,2e-6\n1e-6\n", /row 2.*column 2/],
    ["a negative conductance", "1e-6,2e-6\n1e-6,-3e-6\n", /row 2, column 2/],
    ["no finite conductance", "1e-6,nan\n1e-6,3e-6\n", /row 1, column 2/],
    ["a word", "1e-6,2e-6\n1e-6,much\n", /row 2, column 2/],
    ["too many columns", `${"1e-6,".repeat(512)}1e-6\n`, /row 1, column 513/],
    ["nothing", "", /no numbers/],
  ])("are refused with row and column: %s", (_, text, message) => {
    expect(refusal("conductance", text)).toMatch(message);
  });

  it("of 50 MB are refused", () => {
    expect(refusal("conductance", new Uint8Array(50e6).fill(49))).toMatch(/50.0 MB/);
  });

  it("of inputs must fit the array", () => {
    const session = open({ ...REFERENCE, input: { kind: "all" } });
    const edits = value(readFile(crossbar, "input", "v.csv", bytes("0.1\n0.2\n0.3\n")));
    expect(session.setAll(edits)).toMatchObject({ ok: false, error: { path: "input.volts" } });
    expect(session.params).toMatchObject({ input: { kind: "all" } });
  });

  it("of pictures become conductances", () => {
    const edits = value(readFile(crossbar, "image", "p.csv", bytes("0,1\n1,0\n")));
    const session = open({ array: { rows: 4, columns: 4 } });
    value(session.setAll(edits));
    const { values } = take(session, "conductance", "matrix");
    expect(values[0]).toBeCloseTo(1e-6, 10);
    expect(values[3]).toBeCloseTo(1e-4, 8);
    expect(values[12]).toBeCloseTo(1e-4, 8);
  });

  it("name the place of a bad conductance that comes as a parameter", () => {
    const conductance = [...G8.slice(0, 63), -1];
    const refused = open(REFERENCE).set("array.conductance", conductance);
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringMatching(/place 64/) } });
  });
});

describe("wires", () => {
  const loss = (params: object): number => scalar(open({ input: { kind: "all" }, ...params }), "loss");

  it("spoil the product, and without resistance they do not", () => {
    const session = preset("wires");
    expect(scalar(session, "productError")).toBeGreaterThan(0.3);
    for (const path of ["wire.row", "wire.column", "driver.source", "driver.sink"]) set(session, path, 0);
    expect(scalar(session, "productError")).toBeLessThan(1e-5);
  });

  it("take more from larger arrays, and less when both ends are driven", () => {
    const losses = [8, 32, 96].map((n) => loss({ array: { rows: n, columns: n } }));
    expect(losses[0]).toBeLessThan((losses[1] as number) / 3);
    expect(losses[1]).toBeLessThan((losses[2] as number) / 3);
    const both = loss({ array: { rows: 96, columns: 96 }, driver: { sides: "both" } });
    expect(both).toBeLessThan((losses[2] as number) / 2);
  });

  it("obey Kirchhoff: what enters a column leaves at its end", () => {
    const session = open(REFERENCE);
    const out = vector(session, "current.out");
    const { values } = take(session, "columnWire", "matrix");
    for (const [j, current] of out.entries()) expect((values[56 + j] as number) / current).toBeCloseTo(1, 6);
  });
});

describe("reading one cell", () => {
  it("is spoilt by sneak paths, and selectors and transistors bring the margin back", () => {
    const margins = ["sneak", "halfSelect", "selector", "transistor"].map((id) => scalar(preset(id), "readMargin"));
    const [floating, half, selector, transistor] = margins as [number, number, number, number];
    expect(Math.max(floating, half)).toBeLessThan(0.3);
    expect(Math.min(selector, transistor)).toBeGreaterThan(0.9);
    const { cells, values } = take(preset("sneak"), "sneak", "paths");
    expect([cells.length, values.length]).toEqual([5 * 6, 5]);
    expect(values.every((current, k) => k === 0 || current <= (values[k - 1] as number))).toBe(true);
  });

  it("tells what wires take from what bent cells would carry, and whether the circuit was solved", () => {
    const bent = { access: "selector", selectivity: 1000 };
    const ideal = { wire: { row: 0, column: 0 }, driver: { source: 0, sink: 0 } };
    const session = open({ array: { rows: 8, columns: 8 }, cell: bent, ...ideal });
    expect(Math.abs(scalar(session, "loss"))).toBeLessThan(1e-4);
    expect(scalar(session, "unsolved")).toBe(0);
    set(session, "wire.column", 20);
    expect(scalar(session, "loss")).toBeGreaterThan(1e-3);
  });

  it("gives the published margins of the worst case", () => {
    const session = open({ array: { onOff: 100 }, wire: { row: 1, column: 1 }, driver: { source: 10, sink: 100 } });
    const { x, y } = take(session, "margin", "curve");
    const at = (series: number, n: number) => y[series * x.length + x.indexOf(n)];
    for (const [series, margin] of [0.109493, 0.860464, 0.986432, 0.106663, 0.152526].entries()) {
      expect(at(series, 16)).toBeCloseTo(margin, 5);
    }
    expect(at(2, 64)).toBeCloseTo(0.8854, 3);
  });
});

describe("converters", () => {
  it("clip in a narrow range and lose levels in a wide one", () => {
    const session = preset("converters");
    const { x, y } = take(session, "sqnr", "curve");
    const best = y.indexOf(Math.max(...y));
    expect(x[best]).toBeGreaterThan(1);
    expect(x[best]).toBeLessThan(8);
    set(session, "converter.range", 1);
    expect(scalar(session, "clipped")).toBeGreaterThan(10);
    set(session, "converter.range", 6);
    expect(scalar(session, "clipped")).toBe(0);
  });

  it("make the efficiency look as good as few parts are counted", () => {
    const session = open({ array: { rows: 16, columns: 16 }, converter: { dac: 8, adc: 8 } });
    const tops = ["array", "arrayAdc", "all"].map((boundary) => {
      set(session, "energy.boundary", boundary);
      return scalar(session, "efficiency");
    });
    expect(tops).toEqual(tops.toSorted((a, b) => b - a));
    expect(new Set(tops).size).toBe(3);
    expect(scalar(session, "bitEfficiency")).toBeNaN();
    set(session, "nonIdeal.levels.on", true);
    set(session, "nonIdeal.levels.count", 16);
    expect(scalar(session, "bitEfficiency") / (32 * scalar(session, "efficiency"))).toBeCloseTo(1, 12);
  });

  it("cost energy in parts that add up", () => {
    const session = preset("converters");
    const parts = ["energyArray", "energyLeak", "energyAdc", "energyDac"].map((name) => scalar(session, name));
    const total = scalar(session, "energyTotal");
    expect(parts.reduce((sum, part) => sum + part, 0) / total).toBeCloseTo(1, 12);
    expect(scalar(session, "energyAdc")).toBeCloseTo(128 * 6.25e-15 * 32, 18);
  });
});

const AGING = {
  array: { source: "weights", rows: 64, columns: 64, sd: 0.25 },
  cell: { technology: "pcmInference" },
  wire: { row: 0, column: 0 },
  driver: { source: 0, sink: 0 },
};

describe("age", () => {
  it("spoils the product; a factor helps, regrown cells help more", () => {
    const session = open({ ...AGING, age: 86_400 });
    const none = scalar(session, "productError");
    set(session, "compensation", "global");
    const [global, alpha] = [scalar(session, "productError"), scalar(session, "alpha")];
    set(session, "regrow", 10);
    expect(none).toBeGreaterThan(0.3);
    expect(global).toBeLessThan(0.25);
    expect(alpha).toBeGreaterThan(1.45);
    expect(alpha).toBeLessThan(1.57);
    const { x, y } = take(session, "drift", "curve");
    for (let k = x.indexOf(3600); k < x.length; k++) {
      const [bare, factor, , regrown] = [0, 1, 2, 3].map((series) => y[series * x.length + k] as number);
      expect(bare).toBeGreaterThan(factor as number);
      expect(factor).toBeGreaterThan(regrown as number);
    }
  });

  it("needs a factor for each column where some are hot, and only there", () => {
    const errors = (hot: number) => {
      const session = open({ ...AGING, age: 86_400, hot: { columns: hot } });
      return ["none", "global", "column"].map((compensation) => {
        set(session, "compensation", compensation);
        return scalar(session, "productError");
      }) as [number, number, number];
    };
    const [bare, global, column] = errors(0);
    expect(column / global).toBeGreaterThan(0.95);
    const [hotBare, hotGlobal, hotColumn] = errors(16);
    expect(hotBare).toBeGreaterThan(1.1 * bare);
    expect(hotGlobal).toBeGreaterThan(1.1 * global);
    expect(hotColumn).toBeLessThan(0.85 * hotGlobal);
    expect(hotColumn).toBeLessThan(1.15 * column);
  });

  it("can be scrubbed: what is seen does not depend on the way there", async () => {
    const session = open({ ...AGING, compensation: "global", regrow: 5 });
    const young = await digest(session);
    const conductances = [...take(session, "conductance", "matrix").values];
    set(session, "age", 1e6);
    expect([...take(session, "conductance", "matrix").values]).not.toEqual(conductances);
    set(session, "age", 20);
    expect([...take(session, "conductance", "matrix").values]).toEqual(conductances);
    expect(await digest(session)).toBe(young);
  });
});

describe("the classifier", () => {
  const DIGITS = { array: { source: "digits", pixels: 8 }, input: { kind: "digit" } };

  it("loses accuracy to faults, and wins it back by training around them", () => {
    const session = open({ ...DIGITS, wire: { row: 0.1, column: 0.1 } });
    const healthy = scalar(session, "accuracy");
    expect(healthy).toBeGreaterThan(0.75);
    act(session, "inject", { on: 10, off: 15 });
    const broken = scalar(session, "accuracy");
    expect(broken).toBeLessThan(healthy - 0.1);
    act(session, "detect");
    expect(scalar(session, "foundCount")).toBeGreaterThan(50);
    act(session, "retrain");
    expect(scalar(session, "accuracy")).toBeGreaterThan((healthy + broken) / 2);
    const { values } = take(session, "confusion", "matrix");
    expect(values.reduce((sum, count) => sum + count, 0)).toBe(500);
  });

  it("is judged by the circuit that selectors make of it, not by resistors", () => {
    const cells = { ...DIGITS, wire: { row: 5, column: 5 } };
    const session = open({ ...cells, cell: { access: "selector", selectivity: 10 } });
    const judged = scalar(session, "accuracy");
    const { values } = take(session, "confusion", "matrix");
    const named = new Float32Array(100);
    for (let k = 0; k < 100; k++) {
      const scores = vector(session, "scores");
      const cell = 10 * (k % 10) + scores.indexOf(Math.max(...scores));
      named[cell] = (named[cell] as number) + 1;
      session.advance(1);
    }
    expect(values).toEqual(named);
    expect(judged).toBeCloseTo(named.filter((_, cell) => cell % 11 === 0).reduce((sum, n) => sum + n, 0) / 100, 6);
    expect(judged).toBeLessThan(scalar(open(cells), "accuracy") - 0.1);
  });

  it("says the same by its currents as by its transfer matrix", () => {
    const session = open(DIGITS);
    let right = 0;
    const { values } = take(session, "confusion", "matrix");
    const named = new Float32Array(100);
    for (let k = 0; k < 40; k++) {
      const scores = vector(session, "scores");
      const name = scores.indexOf(Math.max(...scores));
      named[10 * (k % 10) + name] = (named[10 * (k % 10) + name] as number) + 1;
      if (name === k % 10) right++;
      session.advance(1);
    }
    expect(right).toBeGreaterThan(20);
    expect(named.every((count, cell) => count <= (values[cell] as number))).toBe(true);
  });

  it("is better with pairs turned round so that faults stand where they are wanted", () => {
    const session = open({
      array: { source: "weights", rows: 12, columns: 8 },
      wire: { row: 0, column: 0 },
      driver: { source: 0, sink: 0 },
      faults: { on: 8 },
    });
    const wanted = take(session, "current.ideal", "vector").exact as Float64Array;
    const before = scalar(session, "productError");
    expect(session.act("flip", {})).toMatchObject({ ok: false, error: { path: "act.flip" } });
    act(session, "detect");
    expect(scalar(session, "foundCount")).toBeGreaterThan(3);
    act(session, "flip");
    expect(scalar(session, "productError")).toBeLessThan(0.9 * before);
    // What is wanted is what it was: to rounding the same sums, of columns that changed places.
    for (const [j, amps] of (take(session, "current.ideal", "vector").exact as Float64Array).entries()) {
      expect(Math.abs(amps / (wanted[j] as number) - 1)).toBeLessThan(1e-12);
    }
    act(session, "flip");
    const after = scalar(session, "productError");
    act(session, "flip");
    expect(scalar(session, "productError")).toBe(after);
    expect(open({ array: { rows: 4, columns: 4 } }).act("flip", {})).toMatchObject({ ok: false });
  });

  it("refuses to train where there is none", () => {
    expect(open({}).act("retrain", {})).toMatchObject({ ok: false, error: { path: "act.retrain" } });
  });
});

describe("a run", () => {
  const NOISY = { ...AGING, array: { rows: 12, columns: 12 }, nonIdeal: { flicker: { on: true } } };

  it("does not depend on who looks", async () => {
    const [seen, unseen] = [open(NOISY), open(NOISY)];
    for (const [k, session] of [seen, unseen].entries()) {
      for (let step = 0; step < 5; step++) {
        session.advance(1);
        if (k === 0) for (const source of Object.values(session.channels)) source.take();
      }
      act(session, "break", { row: 1, column: 2, kind: "stuckOn" });
      act(session, "detect");
      set(session, "age", 5000);
    }
    expect(await digest(seen)).toBe(await digest(unseen));
    expect(await digest(seen)).not.toBe(await digest(open(NOISY)));
    expect(vector(seen, "current.out")).toEqual(vector(unseen, "current.out"));
  });

  it("takes another input with every step, and the same one with the same seed", () => {
    const [session, again] = [open({}), open({})];
    const first = vector(session, "input");
    session.advance(3);
    again.advance(1);
    again.advance(2);
    expect(vector(session, "input")).not.toEqual(first);
    expect(vector(session, "input")).toEqual(vector(again, "input"));
    expect(vector(open({}, 2), "input")).not.toEqual(first);
  });

  it("shows a quick solution first and a better one when nothing has changed since", () => {
    const session = open({ array: { rows: 48, columns: 48 } });
    const source = session.channels["current.out"];
    const residual = () => session.channels.residual?.take() as DataOf<"scalar">;
    const before = source?.revision;
    source?.take();
    expect(residual().value).toBeGreaterThan(1e-8);
    expect(source?.revision).not.toBe(before);
    source?.take();
    expect(residual().value).toBeLessThan(2e-8);
    const rested = source?.revision;
    source?.take();
    expect(source?.revision).toBe(rested);
  });

  it("programs what hands paint, and no more than that", () => {
    const session = open({ array: { rows: 6, columns: 6 } });
    const before = [...take(session, "conductance", "matrix").values];
    act(session, "paint", { row: 1, column: 1, toRow: 2, toColumn: 3, conductance: 5e-5 });
    const after = take(session, "conductance", "matrix").values;
    for (let cell = 0; cell < 36; cell++) {
      const [i, j] = [Math.floor(cell / 6), cell % 6];
      const inside = i >= 1 && i <= 2 && j >= 1 && j <= 3;
      if (inside) expect(after[cell]).toBeCloseTo(5e-5, 9);
      else expect(after[cell]).toBe(before[cell]);
    }
    expect(session.act("program", { row: 6, column: 0 })).toMatchObject({ ok: false, error: { path: "act.row" } });
  });
});

describe("devices", () => {
  const array = { source: "weights", rows: 16, columns: 16 };
  const bare = { wire: { row: 0, column: 0 }, driver: { source: 0, sink: 0 } };

  it.each(["ideal", "pcmInference", "sonos", "heo", "exponentialUpdate"])("of %s hold a matrix", (technology) => {
    const error = scalar(open({ array, ...bare, cell: { technology } }), "productError");
    expect(error).toBeLessThan(technology === "ideal" ? 1e-6 : 0.3);
  });

  it("are spoilt by what is switched on, and whole again without", async () => {
    const session = open({ array, ...bare });
    const clean = await digest(session);
    set(session, "nonIdeal.levels.on", true);
    set(session, "nonIdeal.levels.count", 4);
    const coarse = scalar(session, "productError");
    expect(coarse).toBeGreaterThan(0.05);
    set(session, "nonIdeal.levels.count", 64);
    expect(scalar(session, "productError")).toBeLessThan(coarse / 4);
    set(session, "nonIdeal.levels.on", false);
    expect(await digest(session)).toBe(clean);
  });

  it("are programmed anew with another draw", () => {
    const session = open({ array, ...bare, cell: { technology: "pcmInference" } });
    const before = [...take(session, "conductance", "matrix").values];
    act(session, "reprogram");
    expect([...take(session, "conductance", "matrix").values]).not.toEqual(before);
  });

  it("that fail at a rate fail at every higher one", () => {
    const session = open({ array: { rows: 40, columns: 40 }, faults: { on: 2 } });
    const failed = () => [...(take(session, "conductance", "matrix").flags ?? [])];
    const few = failed();
    set(session, "faults.on", 8);
    const many = failed();
    expect(scalar(session, "faultCount")).toBeGreaterThan(80);
    expect(few.filter((mark) => mark !== 0).length).toBeGreaterThan(10);
    expect(few.every((mark, cell) => mark === 0 || many[cell] === mark)).toBe(true);
  });

  it("of large arrays cannot be spoilt one by one", () => {
    const session = open({ array: { rows: 300, columns: 300 } });
    expect(session.set("nonIdeal.range.on", true)).toMatchObject({
      ok: false,
      error: { path: "nonIdeal.range.on", message: expect.stringMatching(/65536/) },
    });
  });
});
