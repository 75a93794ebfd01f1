import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { OPEN_CLASS } from "../../workers/params/page";
import { applyEdits } from "../../workers/params/record";
import { defaultParams, getParam, setParam } from "../../workers/params/validate";
import { fail, type Opened, ok, type ParamTree } from "../../workers/protocol";
import type { Client } from "../sim-client/_client";
import { fakeClient } from "../sim-client/fakeClient";
import { applyPreset, dropEdits, edit, redo, restoreDefault, settle, undo } from "./edits";
import { currentReading } from "./feed";
import { useLab } from "./labStore";
import { parameterLink, readLink, sessionLink, splitHash } from "./link";
import { type Notice, onNotice } from "./notices";
import { confirmedParams, connect, openSession } from "./session";
import { changeSpeed, seek, setSpeed, speedsFor, stepBack } from "./transport";

const { schema } = EXPERIMENTS.stdp;
const defaults = defaultParams(schema);

const opened: Opened = {
  experiment: "stdp",
  params: defaults,
  seed: 42,
  stepMs: 0.1,
  endStep: null,
  channels: EXPERIMENTS.stdp.channels(defaults as never),
  step: 0,
  epoch: 1,
  bytes: { state: 0, fixed: 0 },
};

/** A worker that keeps parameters as the real one does, and may be told to wait with its answers. */
function worker() {
  let params: ParamTree = defaults;
  let hold: Promise<void> = Promise.resolve();
  const take: Client["setAll"] = async (edits) => {
    await hold;
    const next = applyEdits(EXPERIMENTS.stdp, params, edits as never);
    if (!next.ok) return next;
    params = next.value;
    return ok({ step: 0, version: 1, params, kept: 0, logged: [] });
  };
  const fake = fakeClient(opened, {
    setAll: take,
    set: (path, value) => take([{ path, value }]),
  });
  const edits = () => fake.calls.filter(({ command }) => command === "set" || command === "setAll");
  const holdAnswers = (): (() => void) => {
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  return { ...fake, edits, holdAnswers, params: () => params };
}

const frames: (() => void)[] = [];
/** Runs the animation frames that were asked for, and lets all answers arrive. */
async function nextFrame(): Promise<void> {
  for (const callback of frames.splice(0)) callback();
  await new Promise((resolve) => setTimeout(resolve));
}

const shown = (path: string) => getParam(useLab.getState().params, path);
let notices: Notice[] = [];
let lab: ReturnType<typeof worker>;
let silence: () => void;

beforeEach(async () => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => frames.splice(0));
  vi.stubGlobal("location", { href: "https://lab.example/folder/#/stdp", hash: "#/stdp" });
  notices = [];
  silence = onNotice((notice) => notices.push(notice));
  lab = worker();
  connect(lab.create);
  useLab.setState({ experiment: null, phase: "idle", past: [], future: [], fieldErrors: {} });
  expect(await openSession("stdp")).toBeNull();
});

afterEach(() => {
  silence();
  dropEdits();
  vi.unstubAllGlobals();
});

describe("edits", () => {
  it("sends one command per frame however often a handle moves, and makes one undo step of the drag", async () => {
    for (const value of [0.006, 0.007, 0.008]) await edit([{ path: "rule.aPlus", value }], "preview");
    expect(shown("rule.aPlus")).toBe(0.008);
    expect(lab.edits()).toHaveLength(0);
    await nextFrame();
    expect(lab.edits().map(({ args }) => args)).toEqual([["rule.aPlus", 0.008]]);
    await edit([{ path: "rule.aPlus", value: 0.009 }], "preview");
    await settle("rule.aPlus");
    expect(lab.params()).toEqual(useLab.getState().params);
    expect(useLab.getState().past).toEqual([
      { before: [{ path: "rule.aPlus", value: 0.005 }], after: [{ path: "rule.aPlus", value: 0.009 }] },
    ]);
  });

  it("never has two commands under way, and ends with the last value", async () => {
    const release = lab.holdAnswers();
    await edit([{ path: "rule.tauPlus", value: 30 }], "preview");
    await nextFrame();
    for (const value of [31, 32, 33]) {
      await edit([{ path: "rule.tauPlus", value }], "preview");
      await nextFrame();
    }
    expect(lab.edits()).toHaveLength(1);
    release();
    await nextFrame();
    await nextFrame();
    expect(lab.edits()).toHaveLength(2);
    expect(getParam(lab.params(), "rule.tauPlus")).toBe(33);
    expect(shown("rule.tauPlus")).toBe(33);
  });

  it("waits with what rebuilds until it is let go", async () => {
    await edit([{ path: "population.inputs", value: 500 }], "preview");
    await nextFrame();
    expect(lab.edits()).toHaveLength(0);
    await settle("population.inputs");
    expect(lab.edits()).toHaveLength(1);
  });

  it("refuses a value at its field, keeps the old one running and shows it nowhere else", async () => {
    expect(await edit([{ path: "rule.aPlus", value: 5 }], "commit")).toBe(false);
    expect(useLab.getState().fieldErrors["rule.aPlus"]?.message).toContain("between 0 and 0.1");
    expect(shown("rule.aPlus")).toBe(0.005);
    expect(useLab.getState().past).toEqual([]);
    expect(notices).toEqual([]);
    await edit([{ path: "rule.aPlus", value: 0.01 }], "commit");
    expect(useLab.getState().fieldErrors).toEqual({});
  });

  it("goes back to what runs when the worker refuses what the page let pass", async () => {
    connect(fakeClient(opened, { set: async () => fail("capacity", "population.inputs", "too large") }).create);
    await openSession("stdp");
    expect(await edit([{ path: "population.inputs", value: 9000 }], "commit")).toBe(false);
    expect(shown("population.inputs")).toBe(1000);
    expect(notices.map(({ tone }) => tone)).toEqual(["error"]);
  });

  it("undoes and redoes presets and single edits, each as one step", async () => {
    await applyPreset("guetig");
    await edit([{ path: "rule.mu", value: 0.2 }], "commit");
    await undo();
    expect(shown("rule.mu")).toBe(0.1);
    await undo();
    expect(useLab.getState().params).toEqual(defaults);
    await redo();
    await redo();
    expect([shown("rule.dependence"), shown("rule.mu")]).toEqual(["guetig", 0.2]);
    expect(useLab.getState().future).toEqual([]);
    expect(lab.params()).toEqual(useLab.getState().params);
    await restoreDefault("rule.mu");
    expect(shown("rule.mu")).toBe(0.4);
  });
});

it("undoes two steps when asked twice before the worker has answered", async () => {
  await edit([{ path: "rule.mu", value: 0.2 }], "commit");
  await edit([{ path: "rule.mu", value: 0.3 }], "commit");
  await Promise.all([undo(), undo()]);
  expect(getParam(lab.params(), "rule.mu")).toBe(0.4);
  expect([useLab.getState().past.length, useLab.getState().future.length]).toEqual([0, 2]);
});

it("undoes an edit that the worker has not answered yet, and forgets one that it refused", async () => {
  const edited = edit([{ path: "rule.mu", value: 0.2 }], "commit");
  await Promise.all([edited, undo()]);
  expect(getParam(lab.params(), "rule.mu")).toBe(0.4);
  expect(useLab.getState().past).toEqual([]);
  expect(await edit([{ path: "rule.mu", value: 9 }], "commit")).toBe(false);
  expect(useLab.getState().past).toEqual([]);
});

describe("sessions", () => {
  it("lets the last of several openings win", async () => {
    const answers: ((answer: Opened) => void)[] = [];
    connect(
      fakeClient(opened, { open: () => new Promise((resolve) => answers.push((value) => resolve(ok(value)))) }).create,
    );
    const first = openSession("stdp", { seed: 1 });
    const second = openSession("stdp", { seed: 2 });
    answers[1]?.({ ...opened, seed: 2 });
    answers[0]?.({ ...opened, seed: 1 });
    expect(await Promise.all([first, second])).toEqual(["superseded", null]);
    expect(useLab.getState().seed).toBe(2);
  });

  it("keeps the furthest step of the run for the scrub bar", () => {
    lab.frame({ step: 500, time: 50 });
    lab.frame({ step: 200, time: 20 });
    expect([currentReading().step, currentReading().furthest]).toEqual([200, 500]);
  });
});

describe("transport", () => {
  it("remembers only the last of the seeks that come while one is under way", async () => {
    const targets: number[] = [];
    let finish = () => {};
    connect(
      fakeClient(opened, {
        seek: (step) => {
          targets.push(step);
          return new Promise((resolve) => {
            finish = () => resolve(ok(step));
          });
        },
      }).create,
    );
    await openSession("stdp");
    const all = seek(100);
    for (const step of [90, 80, 70]) void seek(step);
    finish();
    await nextFrame();
    finish();
    await all;
    expect(targets).toEqual([100, 70]);
  });

  it("does not step back beyond the beginning", async () => {
    lab.frame({ step: 0 });
    await stepBack();
    expect(lab.calls.filter(({ command }) => command === "seek").map(({ args }) => args)).toEqual([[0]]);
  });

  it("walks through the speeds from any asked one", async () => {
    await setSpeed(30);
    await changeSpeed(1);
    expect(useLab.getState().asked).toBe(50);
    await setSpeed(30);
    await changeSpeed(-1);
    expect(useLab.getState().asked).toBe(20);
    await setSpeed("max");
    await changeSpeed(1);
    expect(useLab.getState().asked).toBe("max");
    await changeSpeed(-1);
    expect(useLab.getState().asked).toBe(1000);
  });

  it("offers speeds from one step a second on, whatever the length of a step", () => {
    expect(speedsFor(0.1)).toEqual(speedsFor(1));
    expect([speedsFor(0.1)[0], speedsFor(0.1).at(-2)]).toEqual([1e-4, 1000]);
    const fine = speedsFor(1e-6);
    expect([fine[0], fine.at(-2), fine.at(-1)]).toEqual([1e-9, 0.01, "max"]);
    expect(fine).toContain(1e-6);
  });
});

describe("links", () => {
  const read = (link: string) => {
    const { id, query } = splitHash(new URL(link).hash);
    return readLink(id, query);
  };

  it("leads back to the same parameters, seed and view", async () => {
    const changes = { "rule.tauPlus": 33.7, "rule.enabled": false, setup: "protocol", "protocol.pre": [1, 2.5] };
    let params = defaults;
    for (const [path, value] of Object.entries(changes)) {
      const next = setParam(schema, params, path, value);
      if (next.ok) params = next.value;
    }
    const link = await read(parameterLink("stdp", params, 7, { page: { view: "window", speed: 5, run: true } }));
    expect(link).toEqual(
      ok({
        experiment: "stdp",
        request: { params, seed: 7 },
        page: { view: "window", speed: 5, run: true },
        digest: null,
        classroom: OPEN_CLASS,
      }),
    );
  });

  it("leads back to a moment of a run with its log", async () => {
    const log = [{ type: "set", step: 30, path: "rule.aPlus", value: 0.01 }] as const;
    const record = { format: 1, experiment: "stdp", params: defaults, seed: 9, log, step: 50 } as const;
    const digest = "0123456789abcdef".repeat(4);
    const link = await read(await sessionLink(record, { digest }));
    const request = { params: defaults, seed: 9, log: [...log], step: 50 };
    expect(link).toEqual(ok({ experiment: "stdp", request, page: {}, digest, classroom: OPEN_CLASS }));
  });

  it.each([
    ["p.rule.aPlus=5", "rule.aPlus", "between 0 and 0.1"],
    ["p.rule.aPlus=", "rule.aPlus", "between"],
    ["p.rule.nothing=1", "rule.nothing", "not a parameter"],
    ["p.__proto__.x=1", "__proto__.x", "not allowed"],
    ["p.rule.enabled=yes", "rule.enabled", "true or false"],
    ["seed=-1", "seed", "whole number"],
    ["seed=", "seed", "whole number"],
    ["preset=unknown", "preset", "no preset"],
    ["session=pxxxx", "link", "damaged"],
    ["zoom=3", "zoom", "unknown part"],
  ])("refuses %s and says where and why", async (query, path, reason) => {
    const link = await readLink("stdp", query);
    expect(link.ok).toBe(false);
    if (!link.ok) expect([link.error.path, link.error.message]).toEqual([path, expect.stringContaining(reason)]);
  });

  it("takes no notice of an address without a link", async () => {
    expect(await readLink("stdp", "")).toEqual(ok(null));
    expect(confirmedParams()).toEqual(defaults);
  });
});
