import { afterEach, describe, expect, it } from "vitest";
import { Session } from "../../workers/host/session";
import { TOYS, until } from "../../workers/host/testing";
import type { Frame, Result, SessionRecord, SimError } from "../../workers/protocol";
import { RUNNABLE_CELLS } from "../../workers/runnableCells";
import { RUNNABLE_MATTER } from "../../workers/runnableMatter";
import type { Client } from "./_client";
import { createClientWith } from "./client";
import { type Threadless, threadlessWorker } from "./testing";

const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

class Visibility extends EventTarget {
  hidden = false;

  set(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function start(make: (experiment: string) => Threadless = () => threadlessWorker(TOYS)) {
  const workers: Threadless[] = [];
  const loaded: string[] = [];
  const visibility = new Visibility();
  const seen = {
    frames: [] as Omit<Frame, "buffer" | "channels">[],
    errors: [] as SimError[],
    recovered: [] as { step: number; reason: string }[],
    records: [] as SessionRecord[],
    get last() {
      return seen.frames.at(-1);
    },
  };
  const create = createClientWith({
    loadWorker: async (experiment) => {
      loaded.push(experiment);
    },
    createWorker: (_name, experiment) => {
      const made = make(experiment);
      workers.push(made);
      return made.worker;
    },
    visibility: visibility as never,
    pingMs: 25,
  });
  const client = create({
    onFrame: ({ buffer: _buffer, channels: _channels, ...frame }) => seen.frames.push(frame),
    onCheckpoint: (record) => seen.records.push(record),
    onError: (error) => seen.errors.push(error),
    onRecovered: (step, reason) => seen.recovered.push({ step, reason }),
  });
  clients.push(client);
  return { client, workers, loaded, visibility, seen };
}

/** Time passes here, so that pings can be missed. */
async function soon(condition: () => boolean): Promise<void> {
  for (let i = 0; !condition(); i++) {
    if (i > 2000) throw new Error("it never happened");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function replayedDigest(record: SessionRecord): Promise<string> {
  const session = value(Session.open(record, { experiments: TOYS }));
  while (!session.replay(10_000));
  return value(await session.digest());
}

describe("client", () => {
  it("starts the worker with the first command", async () => {
    const { client, workers, seen } = start();
    expect(workers).toHaveLength(0);
    expect(value(await client.open({ experiment: "toy", seed: 3 })).seed).toBe(3);
    expect(workers).toHaveLength(1);
    await soon(() => seen.frames.length > 0);
    expect(value(await client.step(5))).toBe(5);
  });

  it("gives back every buffer, so that frames go on", async () => {
    const { client, seen } = start();
    value(await client.open({ experiment: "toy" }));
    value(await client.run(10));
    await soon(() => seen.frames.length > 8);
  });

  it("hands on refusals as they are", async () => {
    const { client } = start();
    expect(await client.open({ experiment: "toy", params: { gain: 99 } })).toMatchObject({
      ok: false,
      error: { path: "gain" },
    });
    value(await client.open({ experiment: "toy" }));
    expect(await client.set("gain", 99)).toMatchObject({ ok: false, error: { path: "gain" } });
  });

  it("tells the caller of a rebuild before it hands on frames of the new run", async () => {
    const { client, seen } = start();
    value(await client.open({ experiment: "toy", params: { mode: "protocol" } }));
    value(await client.step(400));
    await soon(() => seen.last?.step === 400);
    const { opened } = value(await client.set("slope", 0.2));
    expect(opened?.epoch).toBeGreaterThan(seen.last?.epoch ?? 0);
    await soon(() => seen.last?.epoch === opened?.epoch);
    expect(seen.last?.step).toBe(400);
  });

  it("stops a hidden tab", async () => {
    const { client, seen, visibility } = start();
    value(await client.open({ experiment: "toy" }));
    value(await client.run(100));
    await soon(() => (seen.last?.step ?? 0) > 0);
    visibility.set(true);
    await client.ping();
    await client.ping();
    const step = value(await client.fork()).record.step;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(value(await client.fork()).record.step).toBe(step);
    visibility.set(false);
    await soon(() => (seen.last?.step ?? 0) > step);
  });

  it("answers with an error when no worker can be started", async () => {
    const { client } = start(() => {
      throw new Error("no workers here");
    });
    expect(await client.open({ experiment: "toy" })).toMatchObject({
      ok: false,
      error: { kind: "internal", message: expect.stringContaining("no workers here") },
    });
  });
});

describe("a worker that dies", () => {
  it("in mid-run is replaced; the run goes on with the same bits", async () => {
    const { client, workers, seen } = start();
    value(await client.open({ experiment: "toy", seed: 5 }));
    value(await client.run(50));
    await soon(() => (seen.last?.step ?? 0) > 200);
    value(await client.set("gain", 4));
    value(await client.act("kick", { amount: 0.5 }));
    const before = seen.last;
    workers[0]?.kill();
    await soon(() => seen.recovered.length > 0);
    expect(seen.recovered[0]?.step).toBeGreaterThanOrEqual(before?.step ?? 0);
    const resumed = seen.recovered[0]?.step ?? 0;
    await soon(() => (seen.last?.step ?? 0) > resumed && seen.last?.state === "running");
    expect(seen.last?.epoch).toBeGreaterThan(before?.epoch ?? 0);
    value(await client.pause());
    const { record } = value(await client.fork());
    expect(record.log.map((entry) => entry.type)).toEqual(["set", "act"]);
    expect(value(await client.digest())).toBe(await replayedDigest(record));
    expect(workers).toHaveLength(2);
  });

  it("while idle is noticed; a rewritten log is restored as it was", async () => {
    const { client, workers, seen } = start();
    value(await client.open({ experiment: "toy", seed: 5 }));
    for (const gain of [2, 3, 4]) {
      value(await client.step(100));
      value(
        await client.setAll([
          { path: "gain", value: gain },
          { path: "offset", value: gain / 2 },
        ]),
      );
    }
    await soon(() => seen.records.at(-1)?.log.length === 6);
    value(await client.seek(150));
    value(await client.set("gain", 9));
    value(await client.step(50));
    await soon(() => seen.last?.step === 200);
    const { record } = value(await client.fork());
    expect(record.log).toHaveLength(3);
    const digest = value(await client.digest());
    workers[0]?.kill();
    await soon(() => seen.recovered.length > 0);
    expect(value(await client.fork()).record).toEqual(record);
    expect(value(await client.digest())).toBe(digest);
    expect(seen.last?.state).toBe("paused");
  });

  it("is replaced by one that knows what was forgotten, and plays the same loop", async () => {
    const { client, workers, seen } = start();
    value(await client.open({ experiment: "toy", seed: 5 }));
    for (const gain of [2, 3]) {
      value(await client.step(100));
      value(await client.set("gain", gain));
    }
    await soon(() => seen.records.at(-1)?.log.length === 2);
    expect(value(await client.forget(1))).toMatchObject({ step: 200, kept: 1 });
    value(await client.loop({ from: 250, to: 300 }));
    value(await client.run(50));
    await soon(() => (seen.last?.step ?? 0) > 250);
    workers[0]?.kill();
    await soon(() => seen.recovered.length > 0);
    const { length } = seen.frames;
    await soon(() => seen.frames.length > length + 30);
    expect(Math.max(...seen.frames.map(({ step }) => step))).toBeLessThanOrEqual(300);
    expect(value(await client.fork()).record.log).toEqual([{ type: "set", step: 100, path: "gain", value: 2 }]);
  });

  it("in mid-command answers that command with an error, and takes the next", async () => {
    const { client, workers, seen } = start();
    value(await client.open({ experiment: "toy" }));
    const lost = client.step(1_900_000_000);
    await soon(() => (seen.last?.step ?? 0) > 0);
    workers[0]?.crash("out of memory");
    expect(await lost).toMatchObject({
      ok: false,
      error: { kind: "internal", message: expect.stringContaining("out of memory") },
    });
    value(await client.set("gain", 2));
  });

  it.each([
    ["before it answers", 0],
    ["soon after it went on", 60],
  ])("again and again, %s, is given up with an error", async (_when, ms) => {
    let alive = true;
    const { client, workers, seen } = start(() => {
      const made = threadlessWorker(TOYS);
      const crash = () => made.crash("out of memory");
      if (!alive && ms === 0) queueMicrotask(crash);
      if (!alive && ms > 0) setTimeout(crash, ms);
      return made;
    });
    value(await client.open({ experiment: "toy" }));
    alive = false;
    workers[0]?.kill();
    await soon(() => seen.errors.some((error) => error.message.includes("keeps stopping")));
    expect(workers.length).toBeLessThan(6);
    if (ms === 0) expect(seen.recovered).toEqual([]);
  });
});

describe("experiments of another part of the catalog", () => {
  const OF_PART = { stdp: RUNNABLE_CELLS, neuron: RUNNABLE_CELLS, device: RUNNABLE_MATTER } as const;
  const parts = () => start((experiment) => threadlessWorker(OF_PART[experiment as keyof typeof OF_PART]));

  it("run in a worker of their own, which takes the place of the other one", async () => {
    const { client, workers, loaded, seen } = parts();
    value(await client.open({ experiment: "stdp" }));
    value(await client.open({ experiment: "neuron" }));
    expect(workers).toHaveLength(1);
    value(await client.open({ experiment: "device" }));
    expect(workers).toHaveLength(2);
    value(await client.step(3));
    await soon(() => seen.last?.step === 3);
    value(await client.open({ experiment: "stdp" }));
    expect(workers).toHaveLength(3);
    expect(loaded).toEqual(["stdp", "neuron", "device", "stdp"]);
    expect(seen.errors).toEqual([]);
    expect(seen.recovered).toEqual([]);
  });

  it("go on in a worker of their own when theirs dies", async () => {
    const { client, workers, seen } = parts();
    value(await client.open({ experiment: "device" }));
    value(await client.step(5));
    workers[0]?.crash("out of memory");
    await soon(() => seen.recovered.length === 1);
    expect(workers).toHaveLength(2);
    expect(value(await client.step(1))).toBe(6);
  });

  it("are refused where their code cannot be fetched; what is open stays", async () => {
    const client = createClientWith({
      loadWorker: async (experiment) => {
        if (experiment === "device") throw new TypeError("no network");
      },
      createWorker: () => threadlessWorker(RUNNABLE_CELLS).worker,
      visibility: null,
    })({ onFrame: () => {}, onError: () => {}, onRecovered: () => {} });
    clients.push(client);
    value(await client.open({ experiment: "stdp" }));
    expect(await client.open({ experiment: "device" })).toMatchObject({ ok: false, error: { path: "open" } });
    expect(value(await client.step(2))).toBe(2);
  });
});

describe("disposal", () => {
  it("ends the worker and refuses further commands", async () => {
    const { client, seen } = start();
    value(await client.open({ experiment: "toy" }));
    value(await client.run("max"));
    await soon(() => seen.frames.length > 2);
    client.dispose();
    const { length } = seen.frames;
    await until(() => true);
    expect(await client.step(1)).toMatchObject({ ok: false, error: { kind: "state" } });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(seen.frames.length).toBeLessThanOrEqual(length + 2);
  });
});
