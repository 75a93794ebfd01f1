import { afterEach, describe, expect, it } from "vitest";
import { type Credit, FRAME_CREDITS, type Frame, type FromWorker, type OpenRequest, type Result } from "../protocol";
import { type HostOptions, SimHost } from "./host";
import { macrotask, TOYS, until, VirtualClock } from "./testing";

const hosts: SimHost[] = [];
const ports: MessagePort[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  for (const port of ports.splice(0)) port.close();
});

type Checkpoints = Extract<FromWorker, { type: "checkpoint" }>;

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A host and a page that keeps every frame and gives credits back at once unless told otherwise. */
async function start(request: Partial<OpenRequest> = {}, options: Partial<HostOptions> = {}) {
  const clock = new VirtualClock();
  const host = new SimHost({ experiments: TOYS, clock, ...options });
  const { port1, port2 } = new MessageChannel();
  hosts.push(host);
  ports.push(port1);
  const page = {
    clock,
    host,
    frames: [] as Frame[],
    errors: [] as string[],
    checkpoints: [] as Checkpoints[],
    crediting: true,
    credit(frame: Frame): void {
      port1.postMessage({ type: "credit", buffer: frame.buffer } satisfies Credit, [frame.buffer]);
    },
    events: [] as number[],
    get last(): Frame {
      return page.frames.at(-1) as Frame;
    },
  };
  port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === "error") page.errors.push(data.error.message);
    else if (data.type === "checkpoint") page.checkpoints.push(data);
    else {
      page.frames.push(data.frame);
      const { events } = data.frame.channels;
      if (events?.kind === "spikes") for (const step of events.steps) page.events.push(step);
      if (page.crediting) page.credit(data.frame);
    }
  };
  await host.connect(port2);
  value(await host.open({ experiment: "toy", seed: 7, ...request }));
  await until(() => page.frames.length > 0);
  return page;
}

const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i);

describe("before anything is open", () => {
  it("every command answers with a plain error", async () => {
    const host = new SimHost({ experiments: TOYS });
    for (const answer of [
      host.run(1),
      host.pause(),
      host.step(1),
      host.seek(1),
      host.find({ channel: "events", rows: null, direction: "back" }),
      host.loop({ from: 0, to: 1 }),
      host.forget(0),
      host.set("gain", 1),
      host.act("kick", {}),
      host.load("gain", "a", new Uint8Array()),
      host.fork(),
      host.digest(),
    ]) {
      expect(await answer).toMatchObject({ ok: false, error: { kind: "state", message: "no experiment is open" } });
    }
    expect(await host.open({ experiment: "toy", params: { gain: 11 } })).toMatchObject({
      ok: false,
      error: { path: "gain" },
    });
    expect(await host.cancel()).toEqual({ ok: true, value: undefined });
  });
});

describe("frames", () => {
  it("carry step, time, version and all channels in one transferred buffer", async () => {
    const { host, ...page } = await start();
    const seen = page.frames;
    value(await host.step(25));
    await until(() => seen.at(-1)?.step === 25);
    const frame = seen.at(-1) as Frame;
    expect(frame).toMatchObject({ time: 12.5, state: "paused", version: 0, commands: 0, achieved: 0 });
    expect(Object.keys(frame.channels).sort()).toEqual(["events", "first", "sum", "values"]);
  });

  it("are views of the buffer that is given back", async () => {
    const page = await start();
    page.crediting = false;
    value(await page.host.step(25));
    await until(() => page.frames.some((frame) => frame.step === 25));
    for (const data of Object.values(page.last.channels)) {
      for (const field of Object.values(data))
        if (ArrayBuffer.isView(field)) expect(field.buffer).toBe(page.last.buffer);
    }
    expect(page.last.channels.sum).toMatchObject({ steps: Uint32Array.of(10, 20) });
  });

  it("never exceed the credits, and a credit brings the next one", async () => {
    const page = await start();
    page.crediting = false;
    value(await page.host.run("max"));
    await until(() => page.frames.length === 1 + FRAME_CREDITS);
    for (let i = 0; i < 200; i++) await macrotask();
    expect(page.frames).toHaveLength(1 + FRAME_CREDITS);
    // Nobody looks, but the run goes on while there is room for what it publishes.
    expect(value(await page.host.fork()).record.step).toBeGreaterThan(10 * page.last.step);
    page.credit(page.last);
    await until(() => page.frames.length === 2 + FRAME_CREDITS);
    for (let i = 0; i < 200; i++) await macrotask();
    expect(page.frames).toHaveLength(2 + FRAME_CREDITS);
  });

  it("of counted steps show the outcome alone, and it was sent before the answer", async () => {
    const page = await start();
    for (const stride of [1, 7, 1000]) {
      const before = page.frames.length;
      const step = value(await page.host.step(stride));
      await until(() => page.last.step === step);
      expect(page.frames.slice(before).map((frame) => frame.step)).toEqual([step]);
    }
  });

  it("lose no event when the page is slow: the run waits instead", async () => {
    const page = await start({}, { gatherBytes: 2000 });
    page.crediting = false;
    const done = page.host.step(20_000);
    await until(() => page.frames.length === 1 + FRAME_CREDITS);
    for (let i = 0; i < 300; i++) await macrotask();
    const waiting = page.frames.slice(1);
    page.crediting = true;
    for (const frame of waiting) page.credit(frame);
    expect(value(await done)).toBe(20_000);
    await until(() => page.events.length >= 20_000);
    expect(page.events).toEqual(upTo(20_000));
  });

  it("come at most sixty times a second, and not at all when nothing changes", async () => {
    const page = await start();
    value(await page.host.run(1));
    await until(() => page.clock.time > 2000);
    expect(page.frames.length).toBeLessThan(130);
    expect(page.frames.length).toBeGreaterThan(90);
    value(await page.host.pause());
    await until(() => page.last.state === "paused");
    const count = page.frames.length;
    for (let i = 0; i < 200; i++) await macrotask();
    expect(page.frames).toHaveLength(count);
  });

  it("follow every command of a paused run", async () => {
    const page = await start();
    value(await page.host.set("gain", 3));
    await until(() => page.last.version === 1);
    value(await page.host.act("kick", {}));
    await until(() => page.last.commands === 2);
    expect(page.last.channels.first).toEqual({ kind: "scalar", value: 1 });
  });
});

describe("files", () => {
  it("become the edit they stand for, or are refused by name or path", async () => {
    const { host } = await start();
    const load = (text: string, name = "gain") => host.load(name, "a.txt", new TextEncoder().encode(text));
    expect(value(await load("7.5")).logged).toEqual([{ type: "set", step: 0, path: "gain", value: 7.5 }]);
    expect(await load("x")).toMatchObject({ ok: false, error: { kind: "file", path: "a.txt" } });
    expect(await load("77")).toMatchObject({ ok: false, error: { kind: "value", path: "gain" } });
    expect(await load("7", "constructor")).toMatchObject({ ok: false, error: { path: "load" } });
  });
});

describe("pace", () => {
  it.each([0.1, 2, 100])("follows the asked speed of %d", async (speed) => {
    const page = await start();
    value(await page.host.run(speed));
    const start1 = page.clock.time;
    await until(() => page.clock.time > start1 + 3000);
    const { time, achieved, asked } = page.last;
    expect(asked).toBe(speed);
    expect(time / 3000 / speed).toBeGreaterThan(0.95);
    expect(time / 3000 / speed).toBeLessThan(1.05);
    expect(achieved / speed).toBeGreaterThan(0.9);
    expect(achieved / speed).toBeLessThan(1.1);
  });

  it("refuses a speed that is none", async () => {
    const { host } = await start();
    for (const speed of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "fast" as never]) {
      expect(await host.run(speed)).toMatchObject({ ok: false, error: { path: "speed" } });
    }
  });

  it("stops while held and goes on afterwards", async () => {
    const page = await start();
    value(await page.host.run("max"));
    await until(() => page.last.step > 100);
    await page.host.hold(true);
    for (let i = 0; i < 50; i++) await macrotask();
    const { length } = page.frames;
    const { step } = page.last;
    for (let i = 0; i < 300; i++) await macrotask();
    expect(page.frames).toHaveLength(length);
    await page.host.hold(false);
    await until(() => page.last.step > step);
    value(await page.host.pause());
    await until(() => page.last.state === "paused");
    expect(page.events).toEqual(upTo(page.last.step));
  });

  it("ends at the end of the experiment", async () => {
    const page = await start({ params: { mode: "protocol" } });
    value(await page.host.run("max"));
    await until(() => page.last.state === "ended");
    expect(page.last.step).toBe(1000);
    expect(page.events).toEqual(upTo(1000));
  });

  it("stepping can be ended by pause and by cancel", async () => {
    const page = await start();
    const long = page.host.step(1_900_000_000);
    await until(() => page.last.step > 0);
    await page.host.pause();
    expect(await long).toMatchObject({ ok: false, error: { kind: "state" } });
    const again = page.host.step(1_900_000_000 - 1);
    await macrotask();
    await page.host.cancel();
    expect(await again).toMatchObject({ ok: false, error: { kind: "state" } });
  });
});

describe("seek", () => {
  it("is identical to the run it goes back to, and refills recent history", async () => {
    const page = await start();
    value(await page.host.step(6000));
    const digest = value(await page.host.digest());
    value(await page.host.step(5000));
    await until(() => page.last.step === 11_000);
    page.events.length = 0;
    const { epoch } = page.last;
    expect(value(await page.host.seek(6000))).toBe(6000);
    expect(value(await page.host.digest())).toBe(digest);
    await until(() => page.last.epoch > epoch && page.last.step === 6000);
    expect(page.events).toEqual(upTo(6000, 2001));
  });

  it("reports progress without channels while it goes on; a newer one wins and a cancel ends it", async () => {
    const page = await start();
    const far = page.host.seek(2_000_000_000);
    await until(() => page.last.state === "seeking" && (page.last.progress ?? 0) > 0);
    expect(page.last.channels).toEqual({});
    const near = page.host.seek(50);
    expect(await far).toMatchObject({ ok: false, error: { kind: "state", path: "seek" } });
    expect(value(await near)).toBe(50);
    await until(() => page.last.step === 50);
    const again = page.host.seek(2_000_000_000);
    await until(() => page.last.state === "seeking");
    value(await page.host.cancel());
    expect(await again).toMatchObject({ ok: false, error: { message: "cancelled" } });
    await until(() => page.last.state === "paused");
    expect(page.last.step).toBeGreaterThan(50);
    value(await page.host.step(1));
  });

  it("announces the parameters that hold there, but not those of an answered edit", async () => {
    const page = await start();
    value(await page.host.step(10));
    value(await page.host.set("gain", 4));
    await until(() => page.last.version === 1);
    expect(page.frames.every((frame) => frame.changed === undefined)).toBe(true);
    value(await page.host.step(10));
    value(await page.host.seek(5));
    await until(() => page.last.step === 5);
    expect(page.last.changed).toMatchObject({ params: { gain: 1 }, channels: { sum: {} } });
    value(await page.host.step(10));
    await until(() => page.last.step === 15);
    expect(page.last.changed).toMatchObject({ params: { gain: 4 } });
  });

  it("lets a running session run on, and a live edit wait", async () => {
    const page = await start();
    value(await page.host.run(1));
    const seek = page.host.seek(100_000);
    const set = page.host.set("gain", 2);
    expect(value(await seek)).toBe(100_000);
    expect(value(await set).step).toBeGreaterThanOrEqual(100_000);
    await until(() => page.last.state === "running" && page.last.step > 100_000);
  });
});

describe("rebuild", () => {
  it("answers when the run is back at its place, with the whole way in the next frame", async () => {
    const page = await start({ params: { mode: "protocol" } });
    value(await page.host.step(700));
    await until(() => page.last.step === 700);
    page.events.length = 0;
    const { opened } = value(await page.host.set("slope", 0.1));
    expect(opened).toMatchObject({ step: 700, params: { slope: 0.1 } });
    await until(() => page.last.epoch === opened?.epoch);
    await until(() => page.last.step === 700 && page.last.state === "paused");
    expect(page.events).toEqual(upTo(700));
  });

  it("that is refused leaves the run as it was", async () => {
    const page = await start();
    value(await page.host.step(70));
    const digest = value(await page.host.digest());
    expect(await page.host.set("net.size", 99_999)).toMatchObject({ ok: false, error: { kind: "capacity" } });
    expect(await page.host.setAll("no" as never)).toMatchObject({ ok: false, error: { kind: "value" } });
    expect(value(await page.host.digest())).toBe(digest);
  });

  it("raises the epoch over all sessions of a host, closed ones included", async () => {
    const page = await start();
    const first = value(await page.host.open({ experiment: "toy" })).epoch;
    const second = value(await page.host.set("net.size", 9)).opened?.epoch ?? 0;
    const third = value(await page.host.open({ experiment: "toy" })).epoch;
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
  });
});

describe("faults and checkpoints", () => {
  it("a fault is reported and pauses; the run goes on from the last good state", async () => {
    const page = await start({ params: { bomb: 500 } });
    value(await page.host.run("max"));
    await until(() => page.errors.length > 0);
    expect(page.errors[0]).toContain("boom");
    await until(() => page.last.state === "paused");
    value(await page.host.set("bomb", 0));
    expect(value(await page.host.step(1000))).toBeGreaterThanOrEqual(1000);
  });

  it("can be met any number of times, as long as somebody asks", async () => {
    const page = await start({ params: { bomb: 1 } });
    value(await page.host.step(1));
    for (let i = 0; i < 10; i++) expect(await page.host.step(1)).toMatchObject({ error: { kind: "internal" } });
    value(await page.host.set("bomb", 0));
    value(await page.host.step(1));
  });

  it("that would go on for ever by themselves close the session", async () => {
    const page = await start();
    value(await page.host.set("bomb", 1_000_000));
    await until(() => page.errors.length > 1);
    for (let i = 0; i < 100; i++) await macrotask();
    expect(page.errors.length).toBeLessThan(8);
    expect(await page.host.step(1)).toMatchObject({ ok: false, error: { message: "no experiment is open" } });
    value(await page.host.open({ experiment: "toy" }));
    value(await page.host.step(1));
  });

  it("a checkpoint comes while running and after a pause, and leads to the same bits", async () => {
    const page = await start();
    value(await page.host.run("max"));
    await until(() => page.checkpoints.length > 0);
    value(await page.host.pause());
    value(await page.host.set("gain", 5));
    const { length } = page.checkpoints;
    await until(() => page.checkpoints.length > length);
    const { record, checkpoint } = page.checkpoints.at(-1) as Checkpoints;
    const digest = value(await page.host.digest());
    expect(record.log).toHaveLength(1);
    value(await page.host.open({ ...record, checkpoint }));
    expect(value(await page.host.digest())).toBe(digest);
  });

  it("a rebuild answers the seek that it breaks off", async () => {
    const page = await start();
    const seek = page.host.seek(1_900_000_000);
    await macrotask();
    value(await page.host.set("net.size", 5));
    expect(await seek).toMatchObject({ ok: false, error: { kind: "state" } });
    expect(value(await page.host.seek(10))).toBe(10);
  });

  it("a fork is the record and the state of one moment", async () => {
    const page = await start();
    value(await page.host.step(300));
    const { record, checkpoint } = value(await page.host.fork());
    const digest = value(await page.host.digest());
    value(await page.host.step(300));
    const other = await start({ ...record, checkpoint });
    expect(value(await other.host.digest())).toBe(digest);
  });
});
