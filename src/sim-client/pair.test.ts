import { afterEach, describe, expect, it } from "vitest";
import { Session } from "../../workers/host/session";
import type { Opened, OpenRequest, SimError } from "../../workers/protocol";
import { RUNNABLE_CELLS } from "../../workers/runnableCells";
import { FrameFeed } from "../views/feed";
import type { Client } from "./_client";
import { commonStep, PairedClient } from "./pair";
import { threadlessClients, valueFrom } from "./testing";

const NETWORK: OpenRequest = {
  experiment: "network",
  params: { model: "brunel", brunel: { size: "small" } },
  seed: 5,
};

interface Side {
  readonly client: Client;
  readonly feed: FrameFeed;
  readonly opened: Opened;
}

const clients: { dispose(): void }[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function side(request: OpenRequest): Promise<Side> {
  const feed = new FrameFeed();
  const client = threadlessClients()({
    onFrame: (frame) => feed.push(frame),
    onError: (error) => expect.fail(error.message),
    onRecovered: () => {},
  });
  clients.push(client);
  const opened = valueFrom(await client.open(request));
  feed.open(opened);
  return { client, feed, opened };
}

async function pairOf(request: OpenRequest) {
  const lead = await side(request);
  const { record, checkpoint } = valueFrom(await lead.client.fork());
  const reference = await side({ ...record, checkpoint });
  const stopped: (SimError | null)[] = [];
  const pair = new PairedClient(
    { client: lead.client, place: lead.opened },
    { client: reference.client, place: reference.opened },
    { onStopped: (error) => stopped.push(error) },
  );
  const digests = async () =>
    [valueFrom(await lead.client.digest()), valueFrom(await reference.client.digest())] as const;
  return { lead, reference, pair, stopped, digests };
}

const spikes = ({ feed }: Side) => {
  const data = feed.history("spikes", "spikes")?.read();
  return Array.from(data?.steps ?? [], (step, i) => [step, data?.neurons[i] as number] as const);
};

const arrived = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe("two runs in lock-step", () => {
  it("are identical until the first difference, and show equal steps whenever they stand still", async () => {
    const { lead, reference, pair, digests } = await pairOf(NETWORK);
    valueFrom(await pair.run("max"));
    await arrived(() => lead.feed.clock().step > 400);
    valueFrom(await pair.pause());
    const fork = lead.feed.clock().step;
    await arrived(() => reference.feed.clock().step === fork);
    expect((await digests())[0]).toBe((await digests())[1]);
    expect(spikes(lead).length).toBeGreaterThan(50);
    expect(spikes(lead)).toEqual(spikes(reference));

    valueFrom(await pair.set("brunel.g", 3));
    valueFrom(await pair.step(1000));
    await arrived(() => lead.feed.clock().step === fork + 1000 && reference.feed.clock().step === fork + 1000);
    const [changed, unchanged] = await digests();
    expect(changed).not.toBe(unchanged);
    const upToFork = (list: ReturnType<typeof spikes>) => list.filter(([step]) => step <= fork);
    expect(upToFork(spikes(lead))).toEqual(upToFork(spikes(reference)));
    expect(spikes(lead)).not.toEqual(spikes(reference));

    const alone = valueFrom(Session.open({ ...NETWORK, step: fork + 1000 }, { experiments: RUNNABLE_CELLS }));
    alone.replay(Number.POSITIVE_INFINITY);
    expect(unchanged).toBe(valueFrom(await alone.digest()));
  });

  it("go back together, and together to time 0 when the leading run is rebuilt", async () => {
    const { lead, reference, pair, digests } = await pairOf(NETWORK);
    valueFrom(await pair.step(300));
    const then = await digests();
    valueFrom(await pair.step(200));
    expect(valueFrom(await pair.seek(300))).toBe(300);
    expect(await digests()).toEqual(then);

    const applied = valueFrom(await pair.set("brunel.size", "medium"));
    expect(applied.opened?.step).toBe(0);
    await arrived(() => reference.feed.clock().step === 0);
    valueFrom(await pair.step(50));
    await arrived(() => lead.feed.clock().step === 50 && reference.feed.clock().step === 50);
  });

  it("go the same time where their steps differ in length", async () => {
    const request: OpenRequest = { experiment: "neuron", params: { dt: 0.1 }, seed: 1 };
    const { lead, reference, pair } = await pairOf(request);
    valueFrom(await pair.step(40));
    const { opened } = valueFrom(await pair.set("dt", 0.025));
    expect(opened?.stepMs).toBe(0.025);
    valueFrom(await pair.step(1));
    await arrived(() => Math.abs(lead.feed.clock().time - reference.feed.clock().time) < 1e-9);
    const start = lead.feed.clock().step;
    valueFrom(await pair.step(5));
    await arrived(() => lead.feed.clock().step > start);
    expect(lead.feed.clock().step - start).toBe(8);
    // Where the reference has no step of its own, both go to the nearest that they share.
    expect(valueFrom(await pair.seek(21))).toBe(20);
    await arrived(() => Math.abs(lead.feed.clock().time - reference.feed.clock().time) < 1e-9);
  });

  it("stop by themselves at their end, and a loop turns both back", async () => {
    const protocol: OpenRequest = { experiment: "stdp", params: { setup: "protocol" }, seed: 1 };
    const { lead, reference, pair, stopped, digests } = await pairOf(protocol);
    valueFrom(await pair.run("max"));
    await arrived(() => stopped.length > 0);
    expect(stopped).toEqual([null]);
    expect(lead.feed.clock().step).toBe(lead.opened.endStep);

    valueFrom(await pair.seek(0));
    valueFrom(await pair.loop({ from: 100, to: 140 }));
    const seen = new Set<number>();
    const watch = lead.feed.subscribe(() => seen.add(lead.feed.clock().step));
    valueFrom(await pair.run(20));
    await arrived(() => seen.has(140) && lead.feed.clock().step < 140);
    valueFrom(await pair.pause());
    watch();
    expect(Math.max(...seen)).toBe(140);
    // At its very end, too.
    valueFrom(await pair.seek(140));
    valueFrom(await pair.run(20));
    await arrived(() => lead.feed.clock().step < 140);
    valueFrom(await pair.pause());
    await arrived(() => reference.feed.clock().step === lead.feed.clock().step);
    expect((await digests())[0]).toBe((await digests())[1]);
  });

  it("say that they run while they do, and the page's own run goes on when the reference leaves", async () => {
    const { lead, pair } = await pairOf(NETWORK);
    const frame = { step: 0, state: "paused", asked: 1, achieved: 0 } as Parameters<typeof pair.shown>[0];
    expect(pair.shown(frame).state).toBe("paused");
    valueFrom(await pair.run(0.05));
    expect(pair.shown(frame)).toMatchObject({ state: "running", asked: 0.05 });
    await pair.leave();
    await arrived(() => lead.feed.clock().state === "running");
    valueFrom(await lead.client.pause());
  });
});

describe("the common step", () => {
  it("is a whole number of steps of both", () => {
    expect(commonStep(0.1, 0.025)).toBe(0.1);
    expect(commonStep(0.025, 0.1)).toBe(0.1);
    expect(commonStep(0.5, 0.5)).toBe(0.5);
    expect(commonStep(0.2, 0.5)).toBe(1);
  });
});
