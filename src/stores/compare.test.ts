import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { getParam } from "../../workers/params/validate";
import type { Frame } from "../../workers/protocol";
import type { Client, CreateClient } from "../sim-client/_client";
import type { PairedClient } from "../sim-client/pair";
import { threadlessClients, valueFrom } from "../sim-client/testing";
import {
  compareWith,
  endComparison,
  forkHere,
  giveUpOpening,
  keepPresent,
  keepReference,
  openRun,
  referenceFeed,
  swapRuns,
  useCompare,
} from "./compare";
import { edit } from "./edits";
import { currentReading, feed } from "./feed";
import { useLab } from "./labStore";
import { onNotice } from "./notices";
import {
  dropRun,
  type KeptRun,
  keepRunsOn,
  lastParams,
  loadRuns,
  nextNumber,
  type RunShelf,
  renameRun,
  useRuns,
} from "./runs";
import { client, connect, goAlong, instruct, openSession, pairedClient } from "./session";
import { soon } from "./testing";
import { pause, run, seek, setSpeed, stepAhead } from "./transport";

const PATH = "brunel.g";

function memory(): RunShelf & { readonly content: Map<string, unknown> } {
  const content = new Map<string, unknown>();
  return {
    content,
    entries: async () => [...content],
    set: async (id, run) => void content.set(id, structuredClone(run)),
    del: async (id) => void content.delete(id),
  };
}

let shelf: ReturnType<typeof memory>;
let refusals: string[] = [];
let silence: () => void;

beforeEach(async () => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => setTimeout(callback, 1));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  refusals = [];
  silence = onNotice(({ tone, text }) => {
    if (tone === "error") refusals.push(String(text));
  });
  shelf = memory();
  keepRunsOn(shelf);
  connect(threadlessClients());
  useLab.setState({ experiment: null, phase: "idle", past: [], future: [], fieldErrors: {}, asked: 1 });
  expect(await openSession("network", { params: { model: "brunel", brunel: { size: "small" } }, seed: 3 })).toBeNull();
  await seek(200);
});

afterEach(async () => {
  await endComparison();
  (pairedClient() ?? client()).dispose();
  silence();
  vi.unstubAllGlobals();
  expect(refusals).toEqual([]);
});

const own = () => getParam(useLab.getState().params, PATH);
const digest = async () => valueFrom(await client().digest());
const names = () => useRuns.getState().runs.map(({ name }) => name);

describe("a comparison", () => {
  it("forks the run that is open, and what is edited is B alone", async () => {
    await forkHere();
    expect(useCompare.getState()).toMatchObject({ phase: "on", run: { name: "Run 1" } });
    expect(referenceFeed.clock().step).toBe(200);
    await edit([{ path: PATH, value: 3 }], "commit");
    await stepAhead();
    await soon(() => expect(referenceFeed.clock().step).toBe(201));
    expect(feed.clock().step).toBe(201);
    expect([own(), getParam(useCompare.getState().params, PATH)]).toEqual([3, 5]);
  });

  it("shows the run that an edit has built anew, at its place, whatever comes first of answer and frames", async () => {
    expect(
      await openSession("stdp", { params: { setup: "protocol", protocol: { frequency: 0.2 } }, seed: 1 }),
    ).toBeNull();
    const far = 2_000_000;
    await seek(far);
    await forkHere();
    await edit([{ path: "protocol.interval", value: -20 }], "commit");
    await soon(() => expect(referenceFeed.clock().step).toBe(far));
    await soon(() => expect(feed.clock().step).toBe(far));
    expect(currentReading().step).toBe(far);
    const spikes = () => feed.history("spikes", "spikes")?.read()?.steps.length;
    await soon(() => expect(spikes()).toBeGreaterThan(0));
    // Nothing comes later that would take it away again.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(spikes()).toBeGreaterThan(0);
    expect(getParam(useLab.getState().params, "protocol.interval")).toBe(-20);
    expect(getParam(useCompare.getState().params, "protocol.interval")).not.toBe(-20);
  });

  it("is given up while it opens, and the run goes on as before", async () => {
    await run(1);
    const forking = forkHere();
    await soon(() => expect(useCompare.getState().phase).toBe("opening"));
    await giveUpOpening();
    await forking;
    expect(useCompare.getState().phase).toBe("off");
    expect(pairedClient()).toBeNull();
    expect(useLab.getState().runState).toBe("running");
    const { step } = feed.clock();
    await soon(() => expect(feed.clock().step).toBeGreaterThan(step));
    await pause();
  });

  it("keeps A: parameters, state and time are those of the reference, and B stays in the list", async () => {
    await stepAhead();
    const untouched = await digest();
    await forkHere();
    await edit([{ path: PATH, value: 3 }], "commit");
    await keepReference();
    expect(useCompare.getState().phase).toBe("off");
    expect(own()).toBe(5);
    expect(await digest()).toBe(untouched);
    expect(names()).toHaveLength(2);
    const kept = useRuns.getState().runs.find(({ record }) => getParam(lastParams(record), PATH) === 3);
    await openRun(kept as KeptRun);
    expect(own()).toBe(3);
  });

  it("keeps B by ending, and swapping twice is as if nothing had been", async () => {
    await forkHere();
    await edit([{ path: PATH, value: 4 }], "commit");
    await stepAhead();
    const before = await digest();
    await swapRuns();
    expect([own(), getParam(useCompare.getState().params, PATH)]).toEqual([5, 4]);
    await swapRuns();
    expect([own(), getParam(useCompare.getState().params, PATH)]).toEqual([4, 5]);
    expect(await digest()).toBe(before);
    await endComparison();
    expect(pairedClient()).toBeNull();
    expect(await digest()).toBe(before);
  });

  it("brings an earlier run to the present time, and another experiment ends it", async () => {
    const kept = (await keepPresent()) as KeptRun;
    await edit([{ path: PATH, value: 3 }], "commit");
    await seek(350);
    await compareWith(kept);
    expect(useCompare.getState().run?.id).toBe(kept.id);
    await soon(() => expect(referenceFeed.clock().step).toBe(350));
    await setSpeed("max");
    expect(await openSession("stdp")).toBeNull();
    expect(pairedClient()).toBeNull();
    expect(useCompare.getState().phase).toBe("off");
  });
});

/** Holds the answers of one command of the first client, which the worker has had long since. */
function holding(create: CreateClient, command: "step") {
  let release = () => {};
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let first = true;
  const make: CreateClient = (events) => {
    const whole = create(events);
    if (!first) return whole;
    first = false;
    return new Proxy(whole, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) => {
          const answer = method.apply(target, args);
          if (name !== command) return answer;
          arrive();
          return held.then(() => answer);
        };
      },
    });
  };
  return { make, release: () => release(), arrived };
}

describe("what is asked while the other run is on its way", () => {
  async function openHolding() {
    const slow = holding(threadlessClients(), "step");
    connect(slow.make);
    useLab.setState({ experiment: null, phase: "idle", runState: "paused" });
    const params = { model: "brunel", brunel: { size: "small" } };
    expect(await openSession("network", { params, seed: 3 })).toBeNull();
    await seek(200);
    return slow;
  }

  it("goes to both, although the leading one has not been heard to stop", async () => {
    const slow = await openHolding();
    const forking = forkHere();
    await slow.arrived;
    const going = run("max");
    slow.release();
    await Promise.all([forking, going]);
    for (const side of [feed, referenceFeed]) await soon(() => expect(side.clock().step).toBeGreaterThan(1000));
    expect(useLab.getState().runState).toBe("running");
    await pause();
    expect(referenceFeed.clock().step).toBe(feed.clock().step);
  });

  it("is asked again of both where the leading one had it alone, unless something else was asked since", async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const runs = (to: Client): Promise<void> =>
      new Promise((resolve) => {
        asked.push(to === alone ? "alone" : "both");
        answers.push(resolve);
      });
    const alone = client();
    const together = { shown: (frame: Frame) => frame } as PairedClient;
    const first = instruct(runs);
    goAlong(together);
    answers[0]?.();
    await soon(() => expect(asked).toEqual(["alone", "both"]));
    answers[1]?.();
    await first;
    goAlong(null);
    const [before, after] = [instruct(runs), instruct(runs)];
    goAlong(together);
    answers[2]?.();
    await before;
    answers[3]?.();
    await soon(() => expect(asked).toEqual(["alone", "both", "alone", "alone", "both"]));
    answers[4]?.();
    await after;
    goAlong(null);
  });

  it("is given up between the meeting and the first common step, and the run goes on alone", async () => {
    const slow = await openHolding();
    const forking = forkHere();
    await slow.arrived;
    await run("max");
    const givenUp = giveUpOpening();
    slow.release();
    await Promise.all([forking, givenUp]);
    expect([pairedClient(), useCompare.getState().phase]).toEqual([null, "off"]);
    const { step } = feed.clock();
    await soon(() => expect(feed.clock().step).toBeGreaterThan(step));
    await pause();
  });
});

describe("the list of runs", () => {
  it("numbers, renames, drops and restores, and another tab finds it on the device", async () => {
    const first = (await keepPresent()) as KeptRun;
    expect(await keepPresent()).toBe(useRuns.getState().runs[0]);
    await stepAhead();
    await keepPresent();
    expect(names().toSorted()).toEqual(["Run 1", "Run 2"]);
    renameRun(first.id, "  Quiet 7 ");
    renameRun(first.id, "   ");
    expect(names()).toContain("Quiet 7");
    expect(nextNumber(useRuns.getState().runs, "network")).toBe(8);
    expect(nextNumber(useRuns.getState().runs, "stdp")).toBe(1);
    const restore = dropRun(first.id);
    expect(names()).toEqual(["Run 2"]);
    restore();
    await soon(() => expect(shelf.content.size).toBe(2));
    useRuns.setState({ runs: [], loaded: false });
    await loadRuns();
    expect(names().toSorted()).toEqual(["Quiet 7", "Run 2"]);
  });

  it("holds what was done while the device was read", async () => {
    const named = (await keepPresent()) as KeptRun;
    await stepAhead();
    const dropped = (await keepPresent()) as KeptRun;
    await soon(() => expect(shelf.content.size).toBe(2));
    let answer = () => {};
    const found = [...(await shelf.entries())];
    keepRunsOn({
      ...shelf,
      entries: () =>
        new Promise((resolve) => {
          answer = () => resolve(found);
        }),
    });
    useRuns.setState({ runs: [dropped, named] });
    const loading = loadRuns();
    renameRun(named.id, "Quiet 7");
    dropRun(dropped.id);
    answer();
    await loading;
    expect(names()).toEqual(["Quiet 7"]);
  });

  it("overlooks what it cannot read", async () => {
    const kept = (await keepPresent()) as KeptRun;
    for (const [id, run] of Object.entries({
      text: "no run",
      record: { ...kept, record: { ...kept.record, params: { __proto__: null, model: 7 } } },
      name: { ...kept, name: 5 },
    }))
      shelf.content.set(id, run);
    useRuns.setState({ runs: [], loaded: false });
    await soon(() => expect(shelf.content.has(kept.id)).toBe(true));
    await loadRuns();
    expect(useRuns.getState().runs.map(({ id }) => id)).toEqual([kept.id]);
  });
});
