import { afterEach, describe, expect, it } from "vitest";
import type { Credit, Frame, FromWorker, Result, SessionRecord } from "../protocol";
import { SimHost } from "./host";
import { Session } from "./session";
import { macrotask, TOYS, until, VirtualClock } from "./testing";

/** Loops and searches as the page drives them: by commands, frames and the clock. */

const hosts: SimHost[] = [];
const ports: MessagePort[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  for (const port of ports.splice(0)) port.close();
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function start(params: object = {}) {
  const clock = new VirtualClock();
  const host = new SimHost({ experiments: TOYS, clock });
  const { port1, port2 } = new MessageChannel();
  hosts.push(host);
  ports.push(port1);
  const frames: Omit<Frame, "buffer">[] = [];
  /** Events by the epoch in which they were shown. */
  const shown = new Map<number, number[]>();
  port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== "frame") return;
    const { frame } = data;
    frames.push(frame);
    const { events } = frame.channels;
    if (events?.kind === "spikes") {
      const list = shown.get(frame.epoch) ?? [];
      shown.set(frame.epoch, list);
      for (const step of events.steps) list.push(step);
    }
    port1.postMessage({ type: "credit", buffer: frame.buffer } satisfies Credit, [frame.buffer]);
  };
  await host.connect(port2);
  value(await host.open({ experiment: "toy", seed: 7, params }));
  await until(() => frames.length > 0);
  const still = () => frames.filter((frame) => frame.state !== "seeking");
  return { host, clock, frames, shown, still, last: () => still().at(-1) };
}

/** Laps that were seen to their end. */
const laps = (page: Awaited<ReturnType<typeof start>>, to: number) =>
  page.still().filter((frame, i, all) => frame.step === to && all[i - 1]?.step !== to).length;

async function straight(record: SessionRecord, step: number): Promise<string> {
  const session = value(Session.open({ ...record, step }, { experiments: TOYS }));
  while (!session.replay(1000));
  return value(await session.digest());
}

describe("a loop", () => {
  it("plays its section over and over, each time to the end", async () => {
    const page = await start();
    value(await page.host.step(60));
    value(await page.host.loop({ from: 100, to: 150 }));
    value(await page.host.run(1));
    await until(() => laps(page, 150) >= 4);
    value(await page.host.pause());
    expect(Math.max(...page.still().map(({ step }) => step))).toBe(150);
    const epochs = [...page.shown.values()].slice(1, -1);
    expect(epochs.length).toBeGreaterThan(1);
    for (const events of epochs) {
      expect(events.filter((step) => step > 100)).toEqual(Array.from({ length: 50 }, (_, i) => 101 + i));
    }
  });

  it("does not change what a run is, and logs nothing", async () => {
    const page = await start();
    value(await page.host.loop({ from: 100, to: 150 }));
    value(await page.host.run("max"));
    await until(() => laps(page, 150) >= 5);
    value(await page.host.pause());
    const { record } = value(await page.host.fork());
    expect(record.log).toEqual([]);
    expect(value(await page.host.digest())).toBe(await straight(record, record.step));
  });

  it("plays an edit again where it was made", async () => {
    const page = await start();
    value(await page.host.loop({ from: 100, to: 400 }));
    value(await page.host.run(1));
    await until(() => (page.last()?.step ?? 0) > 200);
    const { step } = value(await page.host.set("gain", 3));
    const lap = laps(page, 400);
    await until(() => laps(page, 400) >= lap + 2);
    await until(() => (page.last()?.step ?? 0) < step);
    value(await page.host.pause());
    const changes = page.still().flatMap(({ changed }) => (changed === undefined ? [] : [changed.params.gain]));
    expect(changes.slice(0, 2)).toEqual([1, 3]);
    const { record } = value(await page.host.fork());
    expect(record.log).toEqual([{ type: "set", step, path: "gain", value: 3 }]);
    expect(value(await page.host.digest())).toBe(await straight(record, record.step));
  });

  it("survives a pause and a seek; beyond its end the run is free", async () => {
    const page = await start();
    value(await page.host.loop({ from: 100, to: 150 }));
    value(await page.host.seek(300));
    value(await page.host.run(1));
    await until(() => (page.last()?.step ?? 0) > 400);
    value(await page.host.pause());
    value(await page.host.seek(20));
    value(await page.host.run(1));
    await until(() => laps(page, 150) >= 2);
    value(await page.host.loop(null));
    await until(() => (page.last()?.step ?? 0) > 160);
  });

  it("leaves counted steps alone", async () => {
    const page = await start();
    value(await page.host.loop({ from: 10, to: 20 }));
    expect(value(await page.host.step(50))).toBe(50);
  });

  it("may end with the run", async () => {
    const page = await start({ mode: "protocol", net: { end: 200 } });
    value(await page.host.loop({ from: 50, to: 200 }));
    value(await page.host.run(10));
    await until(() => laps(page, 200) >= 3);
    expect(page.frames.every(({ state, step }) => state !== "ended" || step === 200)).toBe(true);
  });

  it("measures the speed without the ways back", async () => {
    const page = await start();
    value(await page.host.loop({ from: 100, to: 200 }));
    value(await page.host.run(0.5));
    await until(() => laps(page, 200) >= 12);
    expect(page.last()?.achieved).toBeGreaterThan(0.2);
    expect(page.last()?.achieved).toBeLessThanOrEqual(0.55);
  });

  it("is refused where it makes no sense, and ends with the run it belongs to", async () => {
    const page = await start({ mode: "protocol", net: { end: 200 } });
    const refused = async (range: unknown) => (await page.host.loop(range as never)).ok === false;
    for (const range of [{ from: 5, to: 5 }, { from: -1, to: 5 }, { from: 1.5, to: 5 }, { from: 0, to: 201 }, 3, {}]) {
      expect(await refused(range)).toBe(true);
    }
    value(await page.host.loop({ from: 50, to: 100 }));
    value(await page.host.open({ experiment: "toy" }));
    value(await page.host.run(10));
    await until(() => (page.last()?.step ?? 0) > 150);
  });
});

describe("a search", () => {
  const query = { channel: "events", rows: [90, 91], direction: "back" } as const;

  it("answers with what it found, and leaves the run there, paused", async () => {
    const page = await start();
    value(await page.host.step(500));
    value(await page.host.run(0.01));
    const { event } = value(await page.host.find({ ...query, rows: null }));
    expect(event?.step).toBe(499);
    await until(() => page.last()?.step === 499);
    expect(page.last()?.state).toBe("paused");
    expect(page.shown.get(page.last()?.epoch ?? 0)?.at(-1)).toBe(499);
  });

  it("of several asked at once each begins where the one before ended", async () => {
    const page = await start();
    value(await page.host.step(500));
    const found = await Promise.all([1, 2, 3].map(() => page.host.find({ ...query, rows: null })));
    expect(found.map((result) => value(result).event?.step)).toEqual([499, 498, 497]);
  });

  it("reports how far it is, and ends at once when cancelled, where it began", async () => {
    const page = await start();
    value(await page.host.step(2_000_000));
    const digest = value(await page.host.digest());
    const answer = page.host.find(query);
    await until(() => page.frames.some(({ state }) => state === "seeking"));
    value(await page.host.cancel());
    expect(await answer).toMatchObject({ ok: false, error: { kind: "state", path: "find", message: "cancelled" } });
    await until(() => page.last()?.step === 2_000_000 && page.frames.at(-1)?.state === "paused");
    expect(value(await page.host.digest())).toBe(digest);
    const shares = page.frames.flatMap(({ progress }) => (progress === undefined ? [] : [progress]));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it("gives up ahead after its bound, and is where it was", async () => {
    const page = await start();
    value(await page.host.step(100));
    const { event, looked } = value(await page.host.find({ ...query, direction: "ahead" }));
    expect(event).toBeNull();
    expect(looked).toBeGreaterThan(100_000);
    expect(value(await page.host.fork()).record).toMatchObject({ step: 100, log: [] });
    expect(await page.host.find({ ...query, channel: "sum" })).toMatchObject({ error: { path: "find.channel" } });
  });

  it("gives up ahead after a time, too", async () => {
    const page = await start();
    const answer = page.host.find({ ...query, direction: "ahead" });
    await until(() => page.frames.some(({ state }) => state === "seeking"));
    page.clock.time += 60_000;
    expect(value(await answer).looked).toBeLessThan(1_500_000);
    expect(value(await page.host.fork()).record.step).toBe(0);
  });

  it("waits for no command that must wait for it", async () => {
    const page = await start();
    value(await page.host.step(50_000));
    const found = page.host.find({ ...query, rows: null });
    const applied = page.host.set("gain", 3);
    value(await found);
    expect(value(await applied).step).toBe(49_999);
    await macrotask();
    expect(value(await page.host.fork()).record.log).toHaveLength(1);
  });
});

describe("forget", () => {
  it("answers when the run is back before what was dropped", async () => {
    const page = await start();
    value(await page.host.step(100));
    value(await page.host.act("kick", {}));
    value(await page.host.set("gain", 3));
    value(await page.host.run(1));
    await until(() => (page.last()?.step ?? 0) > 200);
    const applied = value(await page.host.forget(0));
    expect(applied).toMatchObject({ step: 100, kept: 0, logged: [], params: { gain: 1 } });
    await until(() => page.last()?.step === 100);
    expect(page.last()).toMatchObject({ state: "paused", commands: 0 });
  });
});
