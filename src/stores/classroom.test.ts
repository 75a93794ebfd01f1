import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { type ClassSettings, OPEN_CLASS } from "../../workers/params/page";
import { defaultParams, getParam } from "../../workers/params/validate";
import { type Opened, ok } from "../../workers/protocol";
import { COMMANDS } from "../controls/commands";
import { fakeClient } from "../sim-client/fakeClient";
import { act, actNow } from "./act";
import {
  classQuery,
  enterClass,
  keepClass,
  leaveClass,
  restoreClass,
  showsPanel,
  showsParameter,
  useClassroom,
} from "./classroom";
import { compareWith, openRun } from "./compare";
import { applyPreset, dropEdits, edit, restoreDefault, settle } from "./edits";
import { openFile } from "./files";
import type { Deed } from "./history";
import { useLab } from "./labStore";
import { type Notice, onDropOffers, onNotice } from "./notices";
import type { KeptRun } from "./runs";
import { connect, openSession } from "./session";
import { forgetFrom } from "./transport";

const params = defaultParams(EXPERIMENTS.stdp.schema);
const opened: Opened = {
  experiment: "stdp",
  params,
  seed: 42,
  stepMs: 0.1,
  endStep: null,
  channels: EXPERIMENTS.stdp.channels(params as never),
  step: 0,
  epoch: 1,
  bytes: { state: 0, fixed: 0 },
};

const settings = (changes: Partial<ClassSettings> = {}): ClassSettings => ({
  ...OPEN_CLASS,
  mode: "locked",
  params: ["rule.aPlus"],
  show: [],
  ...changes,
});

let notices: Notice[] = [];
let stored: Map<string, string>;
let calls: string[];
let silence: () => void;

beforeEach(async () => {
  stored = new Map();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  vi.stubGlobal("requestAnimationFrame", () => 0);
  vi.stubGlobal("cancelAnimationFrame", () => {});
  notices = [];
  silence = onNotice((notice) => notices.push(notice));
  const take = async (edits: readonly { path: string; value: unknown }[]) => {
    calls.push(...edits.map(({ path }) => path));
    return ok({ step: 0, version: 1, params: useLab.getState().params, kept: 0, logged: [] });
  };
  calls = [];
  connect(
    fakeClient(opened, {
      setAll: take,
      set: (path, value) => take([{ path, value }]),
      act: (name) => take([{ path: name, value: 0 }]),
    }).create,
  );
  useLab.setState({ experiment: null, phase: "idle", past: [], future: [], fieldErrors: {} });
  expect(await openSession("stdp")).toBeNull();
});

afterEach(() => {
  silence();
  dropEdits();
  leaveClass();
  vi.unstubAllGlobals();
});

const told = () => notices.map(({ title }) => title);

describe("a locked class", () => {
  beforeEach(() => enterClass("stdp", settings()));

  it("changes what was ticked and refuses all else, wherever it comes from", async () => {
    expect(await edit([{ path: "rule.aPlus", value: 0.01 }], "commit")).toBe(true);
    expect(calls).toEqual(["rule.aPlus"]);
    expect(told()).toEqual([]);
    const refusedEdits = [
      () => edit([{ path: "rule.aMinus", value: 0.01 }], "commit"),
      () =>
        edit(
          [
            { path: "rule.aPlus", value: 0.02 },
            { path: "rule.aMinus", value: 0.01 },
          ],
          "commit",
        ),
      () => settle("rule.tauPlus"),
      () => restoreDefault("rule.mu"),
      () => applyPreset("guetig"),
      () => actNow("kick"),
      () => act("kick"),
      () => openFile(new File(["{}"], "run.synaptarium.json")),
      () => openRun({} as KeptRun),
      () => compareWith({} as KeptRun),
      () => forgetFrom({ log: { at: 0, count: 1 } } as Deed),
    ];
    for (const [index, refused] of refusedEdits.entries()) {
      await refused();
      expect(told()).toHaveLength(index + 1);
    }
    expect(new Set(told())).toEqual(new Set(["class.locked"]));
    expect(calls).toEqual(["rule.aPlus"]);
    expect(getParam(useLab.getState().params, "rule.aMinus")).toBe(getParam(params, "rule.aMinus"));
  });

  it("tells once of a handle that is dragged on and on", async () => {
    for (let move = 0; move < 50; move++) await edit([{ path: "rule.tauMinus", value: 20 + move }], "preview");
    await edit([{ path: "rule.tauMinus", value: 80 }], "commit");
    expect(told()).toEqual(["class.locked"]);
    expect(calls).toEqual([]);
  });

  it("takes older offers to go elsewhere away", () => {
    let dropped = 0;
    const done = onDropOffers(() => dropped++);
    enterClass("stdp", settings({ mode: "free" }));
    expect(dropped).toBe(0);
    enterClass("stdp", settings());
    expect(dropped).toBe(1);
    done();
  });

  it("has no key and no palette entry for parts that it does not get", () => {
    const lab = useLab.getState();
    for (const id of ["toggleRun", "reset", "share", "export", "lesson", "compare"] as const) {
      expect([id, COMMANDS[id].enabled(lab)]).toEqual([id, false]);
    }
    enterClass("stdp", settings({ show: ["transport", "lesson"] }));
    expect(COMMANDS.toggleRun.enabled(lab) && COMMANDS.lesson.enabled(lab)).toBe(true);
  });

  it("applies whole presets and interventions where the class has them", async () => {
    enterClass("stdp", settings({ show: ["presets", "actions"] }));
    expect(await applyPreset("guetig")).toBe(true);
    await actNow("kick");
    expect(calls).toContain("rule.dependence");
    expect(calls).toContain("kick");
    expect(told()).toEqual([]);
  });
});

it("a free class refuses nothing", async () => {
  enterClass("stdp", settings({ mode: "free" }));
  expect(await edit([{ path: "rule.aMinus", value: 0.01 }], "commit")).toBe(true);
  expect(showsParameter(useClassroom.getState(), "rule.aMinus")).toBe(false);
  leaveClass();
  expect(showsParameter(useClassroom.getState(), "rule.aMinus")).toBe(true);
});

it("comes back with a reload of its tab, and is forgotten when it is left", () => {
  enterClass("stdp", settings());
  const kept = new Map(stored);
  leaveClass();
  expect(stored.size).toBe(0);
  stored = kept;
  restoreClass("network");
  expect(useClassroom.getState()).toEqual(OPEN_CLASS);
  restoreClass("stdp");
  expect(useClassroom.getState()).toEqual(settings());
  for (const damaged of ["{", "[]", '{"experiment":"stdp"}', '{"experiment":"stdp","settings":{"mode":"open"}}']) {
    leaveClass();
    stored.set("synaptarium.class", damaged);
    restoreClass("stdp");
    expect(useClassroom.getState()).toEqual(OPEN_CLASS);
  }
});

it("a frame leaves no settings to the tab that holds it, and does not lead out of itself", async () => {
  enterClass("stdp", settings({ embed: true, mode: null }));
  expect(stored.size).toBe(0);
  expect(COMMANDS.unfinished.enabled()).toBe(false);
  await openFile(new File(["{}"], "run.synaptarium.json"));
  await openRun({} as KeptRun);
  expect(told()).toEqual(["class.locked", "class.locked"]);
});

it("keeps the link that a class began with, over a reload, and gives up both together", () => {
  enterClass("stdp", settings(), "seed=7&class=locked");
  const goBack = keepClass();
  const kept = new Map(stored);
  leaveClass();
  expect(classQuery("stdp")).toBeNull();
  stored = kept;
  restoreClass("stdp");
  expect(classQuery("stdp")).toBe("seed=7&class=locked");
  expect(classQuery("network")).toBeNull();
  leaveClass();
  goBack();
  expect([useClassroom.getState().mode, classQuery("stdp")]).toEqual(["locked", "seed=7&class=locked"]);
});

it("has no panel where there is nothing to put on it", () => {
  expect(showsPanel(settings({ params: [] }))).toBe(false);
  expect(showsPanel(settings({ params: [], show: ["presets"] }))).toBe(true);
  expect(showsPanel(OPEN_CLASS)).toBe(true);
});
