import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import type { ParamTree, RunState } from "../../workers/protocol";
import type { ViewFeed } from "../views/_view";
import type { Challenge, Check } from "./_lesson";
import { differences, putInPlace, regimeOf } from "./setUp";
import { LOOK_EVERY, watchChallenge } from "./watch";

const experiment = EXPERIMENTS.stdp;

/** A challenge whose outcome is "high" once the mean weight is above a half for 1,000 ms. */
const challenge: Challenge = {
  preset: "song",
  free: [],
  restart: true,
  speed: "max",
  outcomes: ["high", "low"],
  measure: (reader) => {
    const value = reader.read("meanWeight", "scalar")?.value;
    return { measured: {}, outcome: reader.elapsed >= 1000 && value !== undefined && value > 0.5 ? "high" : null };
  },
};

function stage() {
  const listeners = new Set<() => void>();
  const now = { time: 0, epoch: 0, mean: 0, state: "running" as RunState };
  let params: ParamTree = regimeOf(experiment, challenge);
  const checks: Check[] = [];
  const clock = vi.fn(() => ({ step: 0, stepMs: 0.1, endStep: null, ...now }));
  const feed: ViewFeed = {
    spec: () => undefined,
    history: (_channel, kind) => ({ kind, revision: 0, read: () => ({ kind: "scalar", value: now.mean }) as never }),
    clock,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const stop = watchChallenge({
    feed,
    experiment,
    challenge,
    prediction: "high",
    params: () => params,
    report: (check) => checks.push(check),
  });
  return {
    stop,
    clock,
    listeners,
    statuses: () => checks.map((check) => check.status),
    frame: (change: Partial<typeof now>) => {
      Object.assign(now, change);
      for (const listener of listeners) listener();
    },
    edit: (next: ParamTree) => {
      params = next;
    },
  };
}

const look = () => vi.advanceTimersByTime(LOOK_EVERY);

describe("watching a challenge", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("gives a verdict only when a second look repeats it", () => {
    const watch = stage();
    watch.frame({ time: 2000, mean: 0.8 });
    look();
    expect(watch.statuses().at(-1)).toBe("running");
    look();
    expect(watch.statuses().at(-1)).toBe("passed");
  });

  it("forgets a verdict that came from the run before", () => {
    const watch = stage();
    watch.frame({ time: 2000, mean: 0.8 });
    look();
    watch.frame({ time: 3000, epoch: 1 });
    look();
    watch.frame({ time: 3500 });
    look();
    expect(watch.statuses()).not.toContain("passed");
    watch.frame({ time: 4000 });
    look();
    look();
    expect(watch.statuses().at(-1)).toBe("passed");
  });

  it("looks at most once per interval however many frames come", () => {
    const watch = stage();
    const before = watch.statuses().length;
    for (let i = 0; i < 50; i++) watch.frame({ time: i });
    look();
    expect(watch.statuses().length - before).toBe(1);
  });

  it("reports nothing while nothing comes, and nothing during a seek", () => {
    const watch = stage();
    look();
    const before = watch.statuses().length;
    look();
    watch.frame({ state: "seeking" });
    look();
    expect(watch.statuses()).toHaveLength(before);
  });

  it("waits as soon as the parameters leave the set-up", () => {
    const watch = stage();
    watch.edit(regimeOf(experiment, { preset: "multiplicative" }));
    look();
    expect(watch.statuses().at(-1)).toBe("waiting");
  });

  it("ends", () => {
    const watch = stage();
    watch.stop();
    const before = watch.clock.mock.calls.length;
    look();
    expect(watch.clock.mock.calls).toHaveLength(before);
    expect(watch.listeners.size).toBe(0);
  });
});

describe("set-ups", () => {
  it("list the edits that lead to them, without what is free", () => {
    const params = regimeOf(experiment, { preset: "frequencySweep" });
    const setUp = {
      preset: "frequencySweep",
      set: [
        { path: "protocol.interval", value: -10 },
        { path: "protocol.frequency", value: 50 },
      ],
    };
    expect(differences(experiment, params, setUp)).toEqual(setUp.set);
    expect(differences(experiment, params, setUp, ["protocol.frequency"])).toEqual(setUp.set.slice(0, 1));
  });

  it("refuse unknown presets, unknown paths and values out of range", () => {
    expect(() => regimeOf(experiment, { preset: "nowhere" })).toThrow();
    expect(() => regimeOf(experiment, { preset: "song", set: [{ path: "rule.nothing", value: 1 }] })).toThrow();
    expect(() => regimeOf(experiment, { preset: "song", set: [{ path: "rule.aPlus", value: 7 }] })).toThrow();
  });

  it("are one edit when they change a preset, and the preset itself when they do not", async () => {
    const lab = {
      applyPreset: vi.fn(async () => true),
      edit: vi.fn(async () => true),
      restart: vi.fn(async () => undefined),
      run: vi.fn(async () => undefined),
      pause: vi.fn(async () => undefined),
      focusView: vi.fn(),
      feed: {} as ViewFeed,
      params: regimeOf(experiment, { preset: "song" }),
    };
    await putInPlace(lab, experiment, { preset: "multiplicative" });
    expect(lab.applyPreset).toHaveBeenCalledExactlyOnceWith("multiplicative");
    const set = [{ path: "rule.aMinus", value: 0.02 }];
    await putInPlace(lab, experiment, { preset: "song", set });
    expect(lab.edit).toHaveBeenCalledExactlyOnceWith(set, "commit");
  });
});
