import { describe, expect, it } from "vitest";
import { Session } from "../host/session";
import type { ChannelKind, DataOf, Result } from "../protocol";
import { RUNNABLE_STRUCTURE } from "../runnableStructure";
import { rewiringSchema } from "./rewiringParams";
import { layersOf } from "./rewiringShape";

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.message}`);
  return result.value;
}

const opened = (params: object, seed = 1): Result<Session> =>
  Session.open({ experiment: "rewiring", params, seed }, { experiments: RUNNABLE_STRUCTURE });
const open = (params: object, seed = 1): Session => value(opened(params, seed));

function take<K extends ChannelKind>(session: Session, name: string, kind: K): DataOf<K> {
  const data = session.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

const scalar = (session: Session, name: string): number => take(session, name, "scalar").value;
const digest = async (session: Session): Promise<string> => value(await session.digest());
const act = (session: Session, name: string, args: object = {}): void => void value(session.act(name, args));
const set = (session: Session, path: string, given: unknown): void => void value(session.set(path, given));

/** 771 connections of 19,280: so few that it matters where they are. */
const SMALL = {
  network: { side: 14, hidden1: 80, hidden2: 40 },
  connectivity: 4,
  task: { train: 1000, test: 500 },
  optimiser: { rate: 0.02, schedule: "cosine" },
  epochs: 20,
  evaluate: 32,
} as const;
const CONNECTIONS = 771;
const FEW = { ...SMALL, task: { train: 300, test: 100 }, evaluate: 10 };

/** Weights of the layers of 784-300-100-10. */
const PAIRS = [235_200, 30_000, 1000];

describe("connections", () => {
  it("are as many after every step, of every rule that keeps their number, and whichever takes over", () => {
    const session = open({ ...FEW, rule: "deepR", set: { interval: 5 }, rigl: { interval: 10 } });
    const quotas = layersOf(rewiringSchema.parse(FEW)).map(({ quota }) => quota);
    expect(quotas.reduce((a, b) => a + b, 0)).toBe(CONNECTIONS);
    for (const rule of ["deepR", "set", "rigl", "static", "deepR", "rigl", "set"]) {
      set(session, "rule", rule);
      for (let step = 0; step < 12; step++) {
        session.advance(1);
        for (const [k, layer] of ["input", "middle", "output"].entries()) {
          set(session, "view.layer", layer);
          const { values } = take(session, "weights", "matrix");
          expect(values.filter((w) => !Number.isNaN(w))).toHaveLength(quotas[k] as number);
        }
      }
    }
    // A rule that lets the number vary, and the way back to one that does not.
    set(session, "rule", "softDeepR");
    session.advance(20);
    expect(scalar(session, "connections")).not.toBe(CONNECTIONS);
    set(session, "rule", "deepR");
    session.advance(1);
    expect(scalar(session, "connections")).toBe(CONNECTIONS);
  });

  it.each([
    ["deepR", 1],
    ["set", 10],
    ["rigl", 10],
  ] as const)("that were cut grow again elsewhere under %s, and do not while topology is frozen", (rule, interval) => {
    const session = open({ ...FEW, rule, set: { interval: 10 }, rigl: { interval: 10 } });
    session.advance(10);
    set(session, "freeze", true);
    act(session, "cut", { row: 0, column: 0, toRow: 195, toColumn: 39 });
    const cut = scalar(session, "connections");
    expect(cut).toBeLessThan(CONNECTIONS - 100);
    session.advance(10);
    expect(scalar(session, "connections")).toBe(cut);
    set(session, "freeze", false);
    session.advance(interval);
    expect(scalar(session, "connections")).toBe(CONNECTIONS);
  });

  it("that were cut stay away under the static control", () => {
    const session = open({ ...FEW, rule: "static" });
    session.advance(5);
    act(session, "cut", { row: 50, column: 60, toRow: 10, toColumn: 20 });
    const { values, flags } = take(session, "weights", "matrix");
    const inside = (cell: number) => {
      const [i, j] = [Math.floor(cell / 80), cell % 80];
      return i >= 10 && i <= 50 && j >= 20 && j <= 60;
    };
    expect(values.some((w, cell) => inside(cell) && !Number.isNaN(w))).toBe(false);
    const left = scalar(session, "connections");
    const dead = flags?.filter((flag) => flag === 2).length ?? 0;
    expect([dead > 10, dead]).toEqual([true, CONNECTIONS - left]);
    session.advance(40);
    expect(scalar(session, "connections")).toBe(left);
  });

  it("glow after their birth, and have an age", () => {
    const session = open({ ...FEW, rule: "set", set: { interval: 30 } });
    session.advance(29);
    expect(take(session, "weights", "matrix").flags?.some((flag) => flag > 0)).toBe(false);
    session.advance(1);
    const { values, flags = new Uint8Array() } = take(session, "weights", "matrix");
    const age = take(session, "age", "matrix").values;
    const born = [...flags.keys()].filter((cell) => flags[cell] === 1);
    expect(born.length).toBeGreaterThan(50);
    expect(born.every((cell) => age[cell] === 0 && !Number.isNaN(values[cell]))).toBe(true);
    const old = [...age].filter((a) => a > 0);
    expect(new Set(old)).toEqual(new Set([30]));
    const died = [...flags.keys()].filter((cell) => flags[cell] === 2);
    expect(died.length).toBeGreaterThan(50);
    expect(died.every((cell) => Number.isNaN(values[cell]))).toBe(true);
    session.advance(25);
    expect(take(session, "weights", "matrix").flags?.some((flag) => flag > 0)).toBe(false);
  });

  it("have a life-time curve that starts at one and falls with every death, but not with cuts", () => {
    const session = open({ ...FEW, rule: "set", set: { interval: 20, zeta: 0.3 } });
    const last = () => take(session, "survival", "curve").y.at(-1) as number;
    session.advance(19);
    act(session, "lesion", { share: 20 });
    expect(last()).toBe(1);
    session.advance(1);
    // Of both signs the part is rounded down, and those cut count as at risk up to the cut.
    expect(last()).toBeGreaterThan(0.69);
    expect(last()).toBeLessThan(0.73);
    session.advance(60);
    const { x, y } = take(session, "survival", "curve");
    expect([x[0], y[0]]).toEqual([1, 1]);
    for (let k = 1; k < y.length; k++) expect(y[k] as number).toBeLessThanOrEqual(y[k - 1] as number);
    expect(y.at(-1)).toBeLessThan(0.5);
  });
});

describe("interventions", () => {
  it("of killing leave neurons dead for good, under every rule", () => {
    for (const rule of ["deepR", "set", "rigl", "grooming", "softDeepR"]) {
      const session = open({ ...FEW, rule, set: { interval: 5 }, rigl: { interval: 10 }, grooming: { interval: 10 } });
      session.advance(5);
      act(session, "kill", { group: "hidden1", count: 40 });
      const dead = [...take(session, "inDegree", "vector").values.entries()].filter(([, k]) => k === 0).map(([j]) => j);
      expect(dead.length).toBeGreaterThanOrEqual(40);
      session.advance(40);
      const later = [...take(session, "inDegree", "vector").values.entries()].filter(([, k]) => k === 0);
      expect(later.length, rule).toBeGreaterThanOrEqual(40);
      set(session, "view.layer", "middle");
      expect([...take(session, "outDegree", "vector").values].filter((k) => k === 0).length).toBeGreaterThanOrEqual(40);
    }
  });

  it("are refused with the reason where they make no sense", () => {
    const session = open(FEW);
    expect(session.act("cut", { row: 200, toRow: 210 })).toMatchObject({ ok: false, error: { path: "act.row" } });
    expect(session.act("cut", { column: 80, toColumn: 90 })).toMatchObject({
      ok: false,
      error: { path: "act.column" },
    });
    const all = session.act("kill", { group: "hidden2", count: 40 });
    expect(all).toMatchObject({ ok: false, error: { path: "act.count", message: expect.stringContaining("40") } });
    expect(scalar(session, "connections")).toBe(CONNECTIONS);
  });

  it("of shifting spoil what was learnt, and it is learnt again", () => {
    for (const kind of ["pixels", "labels"]) {
      const session = open({ ...SMALL, rule: "rigl", rigl: { interval: 32 }, optimiser: { rate: 0.02 } });
      session.advance(256);
      const before = scalar(session, "accuracy");
      act(session, "shift", { kind });
      session.advance(32);
      const hurt = scalar(session, "accuracy");
      session.advance(320);
      expect(before).toBeGreaterThan(60);
      expect(hurt).toBeLessThan(before - 20);
      expect(scalar(session, "accuracy")).toBeGreaterThan(before - 15);
    }
  });

  it("of shifting pixels show where they went", () => {
    const session = open(FEW);
    const before = take(session, "digit", "matrix").values;
    const kept = take(session, "pixels", "matrix").values;
    act(session, "shift", { kind: "pixels" });
    const after = take(session, "digit", "matrix").values;
    expect(after).not.toEqual(before);
    expect([...after].sort()).toEqual([...before].sort());
    const moved = take(session, "pixels", "matrix").values;
    expect(moved).not.toEqual(kept);
    expect([...moved].sort()).toEqual([...kept].sort());
  });

  it("of the log lead to the same bits, and so do rules exchanged on the way", async () => {
    const session = open({
      ...FEW,
      rule: "deepR",
      set: { interval: 5 },
      rigl: { interval: 10 },
      grooming: { interval: 10 },
    });
    const deeds: [string, object][] = [
      ["lesion", { share: 30 }],
      ["kill", { group: "input", count: 20 }],
      ["shift", { kind: "pixels" }],
      ["cut", { row: 3, column: 3, toRow: 90, toColumn: 30 }],
      ["shift", { kind: "labels" }],
    ];
    for (const [k, rule] of ["set", "rigl", "grooming", "softDeepR", "static"].entries()) {
      session.advance(7);
      act(session, ...(deeds[k] as [string, object]));
      session.advance(7);
      set(session, "rule", rule);
      if (k === 2) session.remember();
    }
    session.advance(10);
    const wanted = await digest(session);
    const again = value(Session.open(session.record(), { experiments: RUNNABLE_STRUCTURE }));
    while (!again.replay(50));
    expect(await digest(again)).toBe(wanted);
    session.seek(50);
    while (!session.replay(50));
    session.seek(80);
    while (!session.replay(50));
    expect(await digest(session)).toBe(wanted);
  });

  it("of looking change nothing", async () => {
    const [seen, unseen] = [open(FEW), open(FEW)];
    for (const session of [seen, unseen]) {
      for (let step = 0; step < 12; step++) {
        session.advance(1);
        if (session === seen) for (const source of Object.values(session.channels)) source.take();
      }
    }
    expect(await digest(seen)).toBe(await digest(unseen));
  });
});

describe("what is published", () => {
  it("is counted as memory and information", () => {
    const session = open({ connectivity: 2, task: { train: 100, test: 100 } });
    expect(scalar(session, "denseBytes")).toBe(1_064_800);
    expect(scalar(session, "connections")).toBe(5324);
    const saved = 100 * (1 - scalar(session, "sparseBytes") / 1_064_800);
    expect(scalar(session, "saved")).toBeCloseTo(saved, 10);
    expect(saved).toBeGreaterThan(96);
    // Where a connection is takes some log2(e / density) bits: log2 C(n, k) / k of sparse layers.
    expect(scalar(session, "informationPerSynapse")).toBeGreaterThan(5);
    expect(scalar(session, "information") / 5324).toBeCloseTo(scalar(session, "informationPerSynapse"), 10);
    expect(scalar(session, "density")).toBeCloseTo(2, 10);
    expect(scalar(session, "breakEven")).toBeGreaterThan(50);
  });

  it("counts the gradients that RigL asks of absent connections, and only those", () => {
    const session = open({ ...FEW, rule: "rigl", rigl: { interval: 10 } });
    session.advance(9);
    expect(scalar(session, "probes")).toBe(0);
    session.advance(1);
    expect(scalar(session, "probes")).toBeGreaterThan(19_280 - 2 * CONNECTIONS);
    set(session, "rule", "set");
    const asked = scalar(session, "probes");
    session.advance(20);
    expect(scalar(session, "probes")).toBe(asked);
  });

  it("is new every so many steps while the run goes on, at once after a deed, and when it rests", () => {
    const session = open({ ...FEW, view: { every: 10 } });
    const revision = () => session.channels.weights?.revision;
    const look = () => void session.channels.accuracy?.take();
    session.advance(10);
    look();
    const first = revision();
    for (let k = 0; k < 9; k++) {
      session.advance(1);
      look();
      expect(revision()).toBe(first);
    }
    session.advance(1);
    expect(revision()).not.toBe(first);
    session.advance(3);
    look();
    const moving = revision();
    look();
    expect(revision()).not.toBe(moving);
    const rested = revision();
    look();
    expect(revision()).toBe(rested);
    act(session, "lesion", { share: 5 });
    expect(revision()).not.toBe(rested);
  });

  it("of the digit shown is what the network takes it for", () => {
    const session = open({ ...SMALL, rule: "rigl" });
    session.advance(320);
    let right = 0;
    for (let k = 0; k < 40; k++) {
      set(session, "view.sample", k);
      const { values } = take(session, "scores", "vector");
      expect(values.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      if (values.indexOf(Math.max(...values)) === k % 10) right++;
    }
    expect(right).toBeGreaterThan(20);
  });
});

describe("parameters", () => {
  it("share connections out as the papers do", () => {
    const shared = (params: object) => layersOf(rewiringSchema.parse(params)).map(({ quota }) => quota);
    const bellec = shared({ connectivity: (100 * 3552) / 266_200, distribution: "paper" });
    expect(bellec).toEqual([2352, 900, 300]);
    const evci = shared({ connectivity: 2, distribution: "erdosRenyi" });
    for (const [k, density] of [0.015394, 0.044534, 0.367403].entries()) {
      expect((evci[k] as number) / (PAIRS[k] as number)).toBeCloseTo(density, 3);
    }
    expect(shared({ connectivity: 100, distribution: "paper" })).toEqual(PAIRS);
    for (const distribution of ["paper", "uniform", "erdosRenyi"]) {
      for (const connectivity of [0.5, 3.7, 20, 60]) {
        const counts = shared({ connectivity, distribution });
        expect(counts.reduce((a, b) => a + b, 0)).toBe(Math.round(2662 * connectivity));
      }
    }
  });

  it("that would hold the run up are refused", () => {
    const refused = opened({ evaluate: 1, task: { test: 10_000 } });
    expect(refused).toMatchObject({
      ok: false,
      error: { path: "evaluate", message: expect.stringMatching(/at least 5/) },
    });
  });

  it("that are live do not begin anew, all of those of the rules", () => {
    const session = open(FEW);
    session.advance(3);
    for (const [path, given] of [
      ["rule", "softDeepR"],
      ["softDeepR.alpha", 0.1],
      ["freeze", true],
      ["optimiser.kind", "momentum"],
      ["optimiser.rate", 0.01],
      ["view.layer", "output"],
    ] as const) {
      set(session, path, given);
      expect(session.step).toBe(3);
    }
    expect(session.specs.weights).toMatchObject({ rows: 40, columns: 10 });
  });
});
