import { describe, expect, it, vi } from "vitest";
import type { ChannelData, ChannelSpecs, Frame, Opened } from "../../workers/protocol";
import { FrameFeed } from "./feed";

const channels: ChannelSpecs = {
  spikes: { kind: "spikes", label: "", doc: "", populations: [] },
  v: {
    kind: "trace",
    label: "",
    doc: "",
    every: 1,
    signals: [{ name: "v", label: "", symbol: "v", unit: "mV", axis: "v" }],
  },
  w: {
    kind: "vector",
    label: "",
    doc: "",
    length: 2,
    value: { label: "", unit: "1" },
    index: { label: "", unit: "1" },
    groups: [],
  },
};

const opened = (epoch: number, more: Partial<Opened> = {}): Opened => ({
  experiment: "stdp",
  params: {},
  seed: 1,
  stepMs: 0.5,
  endStep: null,
  channels,
  step: 0,
  epoch,
  bytes: { state: 0, fixed: 0 },
  ...more,
});

const spikes = (...steps: number[]): ChannelData => ({
  kind: "spikes",
  steps: Uint32Array.from(steps),
  neurons: Uint32Array.from(steps, (s) => s % 7),
});

const frame = (step: number, epoch: number, data: Record<string, ChannelData>): Frame => ({
  step,
  time: step * 0.5,
  epoch,
  version: 0,
  state: "running",
  asked: 1,
  achieved: 1,
  commands: 0,
  channels: data,
  buffer: new ArrayBuffer(0),
});

const stepsOf = (feed: FrameFeed): number[] => [...(feed.history("spikes", "spikes")?.read()?.steps ?? [])];

describe("FrameFeed", () => {
  it("copies what frames carry, because their arrays are reused", () => {
    const feed = new FrameFeed();
    feed.open(opened(0));
    const data = spikes(1, 2, 3);
    const vector: ChannelData = { kind: "vector", values: Float32Array.of(1, 2) };
    feed.push(frame(4, 0, { spikes: data, w: vector }));
    if (data.kind === "spikes") data.steps.fill(99);
    vector.values.fill(99);
    feed.push(frame(8, 0, { spikes: spikes(5, 6) }));
    expect(stepsOf(feed)).toEqual([1, 2, 3, 5, 6]);
    expect([...(feed.history("w", "vector")?.read()?.values ?? [])]).toEqual([1, 2]);
    expect(feed.clock()).toMatchObject({ step: 8, time: 4, stepMs: 0.5 });
  });

  it("notifies once per frame and once per change of the channels", () => {
    const feed = new FrameFeed();
    feed.open(opened(0));
    const listener = vi.fn();
    const stop = feed.subscribe(listener);
    feed.push(frame(1, 0, { spikes: spikes(1), w: { kind: "vector", values: new Float32Array(2) } }));
    expect(listener).toHaveBeenCalledTimes(1);
    feed.setChannels(channels);
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    feed.push(frame(2, 0, {}));
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it("keeps the past of a seek within a run and nothing after its target", () => {
    const feed = new FrameFeed();
    feed.open(opened(0));
    feed.push(frame(40, 0, { spikes: spikes(10, 20, 30) }));
    feed.push(frame(20, 1, {}));
    expect(stepsOf(feed)).toEqual([10, 20]);
    feed.push(frame(50, 1, { spikes: spikes(30, 41) }));
    expect(stepsOf(feed)).toEqual([10, 20, 30, 41]);
  });

  it("drops frames that were made before a seek", () => {
    const feed = new FrameFeed();
    feed.open(opened(0));
    feed.push(frame(20, 1, { spikes: spikes(3) }));
    feed.push(frame(45, 0, { spikes: spikes(44) }));
    expect(stepsOf(feed)).toEqual([3]);
    expect(feed.clock().step).toBe(20);
  });

  it("forgets the old run when it was rebuilt, whether its frames or its answer come first", () => {
    const answerFirst = new FrameFeed();
    answerFirst.open(opened(0));
    answerFirst.push(frame(40, 0, { spikes: spikes(10, 20) }));
    answerFirst.open(opened(1));
    answerFirst.push(frame(40, 1, { spikes: spikes(11, 21) }));
    expect(stepsOf(answerFirst)).toEqual([11, 21]);

    const frameFirst = new FrameFeed();
    frameFirst.open(opened(0));
    frameFirst.push(frame(40, 0, { spikes: spikes(10, 20), w: { kind: "vector", values: Float32Array.of(1, 1) } }));
    frameFirst.push(frame(40, 1, { spikes: spikes(30, 31) }));
    frameFirst.open(opened(1));
    expect(stepsOf(frameFirst)).toEqual([30, 31]);
    expect(frameFirst.clock().step).toBe(40);
    expect(frameFirst.history("w", "vector")?.read()).toBeNull();
  });

  it("keeps a memory while its channel keeps its shape", () => {
    const feed = new FrameFeed();
    feed.open(opened(0));
    feed.push(frame(4, 0, { spikes: spikes(1) }));
    feed.setChannels({ spikes: channels.spikes as ChannelSpecs[string] });
    expect(stepsOf(feed)).toEqual([1]);
    expect(feed.history("v", "trace")).toBeUndefined();
    expect(feed.history("spikes", "trace")).toBeUndefined();
  });
});
