import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { SimHost } from "../../workers/host/host";
import { defaultParams } from "../../workers/params/validate";
import type { Credit, FromWorker, ParamTree } from "../../workers/protocol";
import { RUNNABLE_CELLS } from "../../workers/runnableCells";
import { RUNNABLE_STRUCTURE } from "../../workers/runnableStructure";
import { loadExperiments } from "../experiments/declarations";
import type { Client, ClientEvents } from "../sim-client/_client";
import { act } from "./act";
import { dropEdits, edit, redo, undo, undoTo } from "./edits";
import { currentReading } from "./feed";
import { useHistory } from "./history";
import { changesOfRun, jumpToBirth, jumpToChange, jumpToEnd, jumpToSpike, jumpToStart, useJump } from "./jump";
import { useLab } from "./labStore";
import { type Notice, onNotice } from "./notices";
import { confirmedParams, connect, openSession } from "./session";
import { takeBack } from "./takeBack";
import { soon } from "./testing";
import { clearLoop, forgetFrom, goBefore, loopFromHere, loopToHere, seek, setLoop, stepAhead } from "./transport";
import { select } from "./viewStore";

/** The page's history, undo and jumps on a real host without a worker. */

const PARAMS = { model: "izhikevich", izhikevich: { neurons: 100 } };

let host: SimHost;
let port: MessagePort;
let notices: Notice[];
let silence: () => void;

function inProcess(events: ClientEvents): Client {
  host = new SimHost({ experiments: { ...RUNNABLE_CELLS, ...RUNNABLE_STRUCTURE } });
  const { port1, port2 } = new MessageChannel();
  port = port1;
  port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== "frame") return;
    events.onFrame(data.frame);
    port1.postMessage({ type: "credit", buffer: data.frame.buffer } satisfies Credit, [data.frame.buffer]);
  };
  void host.connect(port2);
  return new Proxy(host, {
    get: (target, name) =>
      name === "dispose" ? () => void target.close() : Reflect.get(target, name, target).bind?.(target),
  }) as unknown as Client;
}

/** Waits until the page was shown where the run is. */
async function shown(): Promise<number> {
  const forked = await host.fork();
  if (!forked.ok) throw new Error(forked.error.message);
  const { step } = forked.value.record;
  await soon(() => {
    if (currentReading().step !== step || currentReading().state === "seeking") throw new Error("not there yet");
  });
  return step;
}

async function walk(steps: number): Promise<void> {
  await host.step(steps);
  await shown();
}

const log = async () => {
  const forked = await host.fork();
  return forked.ok ? forked.value.record.log : [];
};
const deeds = () => useHistory.getState().deeds;
const noise = () => (confirmedParams() as { izhikevich: { noise: number } }).izhikevich.noise;
const setNoise = (value: number) => edit([{ path: "izhikevich.noise", value }], "commit");

beforeEach(async () => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => setTimeout(callback));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  notices = [];
  silence = onNotice((notice) => notices.push(notice));
  connect(inProcess);
  useLab.setState({ experiment: null, phase: "idle", past: [], future: [], fieldErrors: {} });
  useHistory.setState({ deeds: [] });
  useJump.setState({ said: null, population: null });
  select(null);
  expect(await openSession("network", { params: PARAMS, seed: 5 })).toBeNull();
});

afterEach(async () => {
  silence();
  dropEdits();
  await host.close();
  port.close();
  vi.unstubAllGlobals();
});

it("undo and redo over any edits restore the parameters exactly, and leave time alone", async () => {
  const value = {
    "izhikevich.noise": fc.integer({ min: 0, max: 10 }),
    "izhikevich.excitation": fc.double({ min: 0, max: 2, noNaN: true }),
    "izhikevich.inhibition": fc.double({ min: 0, max: 2, noNaN: true }),
    "izhikevich.neurons": fc.constantFrom(100, 110, 120),
  };
  const change = fc
    .constantFrom(...(Object.keys(value) as (keyof typeof value)[]))
    .chain((path) => value[path].map((to) => ({ path, value: to })));
  const operation = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(change, { minLength: 1, maxLength: 2 }).map((edits) => ({ do: "edit" as const, edits })),
    },
    { weight: 3, arbitrary: fc.constant({ do: "undo" as const }) },
    { weight: 2, arbitrary: fc.constant({ do: "redo" as const }) },
    { weight: 1, arbitrary: fc.constant({ do: "act" as const }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }).map((n) => ({ do: "walk" as const, n })) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
      useLab.setState({ past: [], future: [] });
      await openSession("network", { params: PARAMS, seed: 5 });
      // What an undo history is: states with a place among them.
      const states: ParamTree[] = [confirmedParams()];
      let place = 0;
      for (const now of operations) {
        const { step } = currentReading();
        if (now.do === "edit") {
          const unlike = JSON.stringify(confirmedParams());
          await edit(now.edits, "commit");
          if (JSON.stringify(confirmedParams()) !== unlike) states.splice(++place, states.length, confirmedParams());
        } else if (now.do === "undo") {
          place = Math.max(0, place - 1);
          await undo();
        } else if (now.do === "redo") {
          place = Math.min(states.length - 1, place + 1);
          await redo();
        } else if (now.do === "act") await act("kick", { neurons: 5 });
        else await walk(now.n);
        expect(confirmedParams()).toEqual(states[place]);
        expect(useLab.getState().params).toEqual(states[place]);
        if (now.do === "act" || (now.do !== "walk" && (await log()).length > 0)) expect(await shown()).toBe(step);
      }
      // The history accounts for every entry of the log, once.
      const covered = changesOfRun(deeds()).flatMap((deed) =>
        Array.from({ length: deed.log?.count ?? 0 }, (_, i) => (deed.log?.at ?? 0) + i),
      );
      expect(covered.sort((a, b) => a - b)).toEqual((await log()).map((_, i) => i));
    }),
    { numRuns: 25 },
  );
}, 30_000);

it("tells what was done and when, with old and new values; a drag is one deed", async () => {
  await walk(100);
  await edit([{ path: "izhikevich.noise", value: 5.5 }], "preview");
  await soon(async () => expect(await log()).toHaveLength(1));
  await walk(50);
  await setNoise(6);
  await act("kick", { neurons: 20 });
  expect(deeds()).toMatchObject([
    { step: 100, changes: [{ path: "izhikevich.noise", before: 5, after: 6 }], log: { at: 0, count: 2 }, act: null },
    { step: 150, changes: [], log: { at: 2, count: 1 }, act: { name: "kick", args: { neurons: 20 } } },
  ]);
  expect(deeds()[0]?.edit).toBe(useLab.getState().past[0]);
});

it("an undo takes back the last edit, leaves a later intervention and says so", async () => {
  await walk(100);
  await setNoise(6);
  await walk(50);
  await act("kick", {});
  await walk(50);
  await takeBack();
  expect(noise()).toBe(5);
  expect(await shown()).toBe(200);
  expect((await log()).map(({ type }) => type)).toEqual(["set", "act", "set"]);
  expect(deeds()[0]).toMatchObject({ undoneAt: 200 });
  expect(useJump.getState().said).toMatchObject({ key: "time.actStays", deed: { act: { name: "kick" } } });
  await redo();
  expect(deeds()[0]).toMatchObject({ undoneAt: null });
});

it("takes edits back down to one, the last first", async () => {
  for (const value of [6, 7, 8]) await setNoise(value);
  const [, second] = useLab.getState().past;
  if (second !== undefined) await undoTo(second);
  expect(noise()).toBe(6);
  expect(useLab.getState().future).toHaveLength(2);
});

it("an edit that lies ahead after a way back is dropped by its undo, at the same time of the run", async () => {
  await walk(100);
  await setNoise(6);
  await walk(100);
  await seek(50);
  await shown();
  expect(noise()).toBe(5);
  await undo();
  expect(await log()).toEqual([]);
  expect(await shown()).toBe(50);
  await walk(100);
  expect(noise()).toBe(5);
  await redo();
  expect(noise()).toBe(6);
});

it("an edit after a way back marks what it took the place of", async () => {
  await walk(100);
  await setNoise(6);
  await seek(50);
  await shown();
  await setNoise(7);
  expect(deeds().map(({ lost, log: place }) => [lost, place?.at])).toEqual([
    ["rewritten", undefined],
    [null, 0],
  ]);
});

it("goes to just before a deed, and back before it to forget it, with a way back", async () => {
  await walk(100);
  await setNoise(6);
  await walk(50);
  await act("kick", {});
  await walk(50);
  await setNoise(7);
  await walk(20);
  const before = deeds();
  const digest = await host.digest();
  const kick = before[1];
  if (kick === undefined) throw new Error("the kick is missing");
  await goBefore(kick);
  expect(await shown()).toBe(149);
  await seek(220);
  await forgetFrom(kick);
  expect(await shown()).toBe(150);
  expect(await log()).toHaveLength(1);
  expect(useLab.getState().past).toHaveLength(1);
  expect(noise()).toBe(6);
  expect(deeds().map(({ lost }) => lost)).toEqual([null, "rewritten", "rewritten"]);
  notices.at(-1)?.action?.run();
  await soon(() => expect(useLab.getState().past).toHaveLength(2));
  expect(deeds()).toEqual(before);
  expect(await shown()).toBe(220);
  expect(await host.digest()).toEqual(digest);
});

it("opened with a log it knows what was done before; a rebuild leaves that run", async () => {
  await walk(100);
  await setNoise(6);
  await act("kick", {});
  const forked = await host.fork();
  if (!forked.ok) throw new Error(forked.error.message);
  useHistory.setState({ deeds: [] });
  await openSession("network", forked.value.record);
  expect(deeds()).toMatchObject([
    { via: "earlier", step: 100, changes: [{ before: 5, after: 6 }], log: { at: 0, count: 1 } },
    { via: "earlier", step: 100, act: { name: "kick" }, log: { at: 1, count: 1 } },
  ]);
  await edit([{ path: "izhikevich.neurons", value: 120 }], "commit");
  expect(deeds().map(({ lost }) => lost)).toEqual(["left", "left", "left"]);
  await openSession("stdp");
  expect(deeds()).toEqual([]);
});

it("jumps to spikes, changes and both ends, and says what it found", async () => {
  await walk(300);
  await act("kick", { neurons: 40 });
  await walk(300);
  await seek(450);
  await shown();
  await jumpToSpike("back");
  const { said } = useJump.getState();
  const found = await shown();
  expect(found).toBeLessThan(450);
  expect(said).toMatchObject({ key: "time.spike", times: { time: found } });
  select({ kind: "neuron", index: 7 });
  await jumpToSpike("ahead");
  expect(useJump.getState().said?.values).toEqual({ neuron: 7 });
  await jumpToChange("back");
  expect(await shown()).toBe(300);
  expect(useJump.getState().said).toMatchObject({ key: "time.change", deed: { act: { name: "kick" } } });
  await jumpToChange("back");
  expect(useJump.getState().said?.key).toBe("time.noChange.back");
  await jumpToEnd();
  expect(await shown()).toBeGreaterThanOrEqual(600);
  await jumpToStart();
  expect(await shown()).toBe(0);
  await jumpToSpike("back");
  expect(useJump.getState().said).toMatchObject({ key: "time.noSpike.back", times: { from: 0, to: 0 } });
});

it("jumps to births of synapses, and says between whom", async () => {
  await jumpToBirth("back");
  expect(useJump.getState().said?.key).toBe("time.noBirths");
  await loadExperiments();
  const rule = { init: 0.12, noise: 0.03, interval: 200 };
  expect(await openSession("growth", { params: { setup: "rows", rule }, seed: 3 })).toBeNull();
  await seek(900);
  await shown();
  await jumpToBirth("back");
  expect(await shown()).toBe(800);
  expect(useJump.getState().said).toMatchObject({ key: "time.birth", times: { time: 800 } });
  const source = Number(useJump.getState().said?.values.source);
  select({ kind: "neuron", index: source });
  await jumpToStart();
  await jumpToBirth("back");
  expect(useJump.getState().said?.key).toBe("time.noBirth.back");
  await jumpToBirth("ahead");
  const { values } = useJump.getState().said ?? {};
  expect([values?.source, values?.target]).toContain(source);
  expect((await shown()) % 200).toBe(0);
});

it("sets a loop at the present time, one end after the other, and clears it with the run", async () => {
  await walk(300);
  await seek(100);
  await shown();
  await loopFromHere();
  expect(useLab.getState().loop).toEqual({ from: 100, to: 300 });
  await stepAhead();
  await shown();
  await loopToHere();
  expect(useLab.getState().loop).toEqual({ from: 100, to: 101 });
  await setLoop(500, 200);
  expect(useLab.getState().loop).toEqual({ from: 200, to: 500 });
  await clearLoop();
  expect(useLab.getState().loop).toBeNull();
  await setLoop(10, 20);
  await openSession("network", { params: defaultParams(EXPERIMENTS.network.schema) });
  expect(useLab.getState().loop).toBeNull();
});
