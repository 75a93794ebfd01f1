import { describe, expect, it, vi } from "vitest";
import type { ChannelSpecs, ScalarSpec, SpikesSpec, VectorSpec } from "../../../workers/protocol";
import { differenceFeed, inStep, overlayFeed } from "./feeds";
import { canOverlay, canSubtract, comparisonsOf } from "./kinds";
import { feedOf, frameAt, openedAs, TEXTS } from "./testing";

const scalar: ScalarSpec = { kind: "scalar", label: "Rate", doc: "", symbol: "r", unit: "Hz" };
const weights: VectorSpec = {
  kind: "vector",
  label: "Weights",
  doc: "",
  length: 2,
  value: { label: "Weight", unit: "1" },
  index: { label: "Input", unit: "1" },
  groups: [],
};
const spikes = (size: number): SpikesSpec => ({
  kind: "spikes",
  label: "Spikes",
  doc: "",
  populations: [{ name: "E", label: "E", role: "excitatory", offset: 0, size }],
});
const channels: ChannelSpecs = { rate: scalar, w: weights, spikes: spikes(3) };
const rate = (value: number) => ({ rate: { kind: "scalar" as const, value } });

describe("a derived feed", () => {
  const pair = () => ({ a: feedOf(channels), b: feedOf(channels) });

  it("tells of both frames once, when both runs have come to the same step", () => {
    const { a, b } = pair();
    const listener = vi.fn();
    const stop = differenceFeed(a, b, TEXTS).subscribe(listener);
    a.push(frameAt(1));
    expect(listener).toHaveBeenCalledTimes(0);
    b.push(frameAt(1));
    expect(listener).toHaveBeenCalledTimes(1);
    b.push(frameAt(2));
    expect(listener).toHaveBeenCalledTimes(1);
    a.push(frameAt(2));
    expect(listener).toHaveBeenCalledTimes(2);
    b.setChannels(channels);
    expect(listener).toHaveBeenCalledTimes(3);
    a.setChannels(channels);
    expect(listener).toHaveBeenCalledTimes(4);
    stop();
    b.push(frameAt(3));
    a.push(frameAt(3));
    expect(listener).toHaveBeenCalledTimes(4);
  });

  it("tells once of two frames that do not move, and of one alone as well", async () => {
    const { a, b } = pair();
    const listener = vi.fn();
    const stop = differenceFeed(a, b, TEXTS).subscribe(listener);
    a.push(frameAt(0, rate(1)));
    b.push(frameAt(0, rate(2)));
    await Promise.resolve();
    expect(listener).toHaveBeenCalledTimes(1);
    a.push(frameAt(0, rate(3)));
    expect(listener).toHaveBeenCalledTimes(1);
    await Promise.resolve();
    expect(listener).toHaveBeenCalledTimes(2);
    a.push(frameAt(0, rate(4)));
    stop();
    await Promise.resolve();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it("goes on alone beside a run that has ended", () => {
    const { a, b } = pair();
    const feed = differenceFeed(a, b, TEXTS);
    const listener = vi.fn();
    feed.subscribe(listener);
    a.push(frameAt(5, rate(1), { state: "ended" }));
    b.push(frameAt(5, rate(1)));
    b.push(frameAt(9, rate(3)));
    expect(listener).toHaveBeenCalledTimes(2);
    expect(feed.history("rate", "scalar")?.read()?.value).toBe(2);
    expect([inStep(b.clock(), a.clock()), inStep({ ...a.clock(), state: "paused" }, b.clock())]).toEqual([true, false]);
  });

  it("listens to the runs only while somebody listens to it", () => {
    const { a, b } = pair();
    const stops = { a: vi.fn(), b: vi.fn() };
    const spies = [
      vi.spyOn(a, "subscribe").mockReturnValue(stops.a),
      vi.spyOn(b, "subscribe").mockReturnValue(stops.b),
    ];
    const feed = overlayFeed(a, b, TEXTS);
    const listener = vi.fn();
    const [first, second] = [feed.subscribe(listener), feed.subscribe(listener)];
    for (const spy of spies) expect(spy).toHaveBeenCalledTimes(1);
    first();
    expect(stops.a).not.toHaveBeenCalled();
    second();
    second();
    for (const stop of Object.values(stops)) expect(stop).toHaveBeenCalledTimes(1);
  });

  it("has the clock of B and an epoch that rises with either one's", () => {
    const { a, b } = pair();
    const feed = overlayFeed(a, b, TEXTS);
    a.push(frameAt(7));
    b.push(frameAt(7, {}, { state: "paused" }));
    expect(feed.clock()).toEqual({ ...b.clock(), epoch: 0 });
    expect(feed.clock()).toBe(feed.clock());
    const epochs = [feed.clock().epoch];
    a.push(frameAt(3, {}, { epoch: 1 }));
    epochs.push(feed.clock().epoch);
    b.push(frameAt(3, {}, { epoch: 1 }));
    epochs.push(feed.clock().epoch);
    expect(epochs).toEqual([0, 1, 2]);
    expect(feed.clock().step).toBe(3);
  });

  it("takes nothing over while one run is ahead, and rises in revision with every change", () => {
    const { a, b } = pair();
    const feed = differenceFeed(a, b, TEXTS);
    a.push(frameAt(1, rate(1)));
    b.push(frameAt(1, rate(4)));
    const history = feed.history("rate", "scalar");
    const [value, revision] = [history?.read(), history?.revision];
    expect(value).toEqual({ kind: "scalar", value: 3 });
    expect(history?.read()).toBe(value);
    a.push(frameAt(2, rate(10)));
    expect([history?.read(), history?.revision]).toEqual([value, revision]);
    b.push(frameAt(2, rate(11)));
    expect(history?.revision).toBeGreaterThan(revision as number);
    expect(history?.read()?.value).toBe(1);
    expect(feed.history("rate", "scalar")).toBe(history);
    expect(feed.history("rate", "vector")).toBeUndefined();
  });

  it("keeps what it merged when only words have changed, and begins anew with another shape or run", () => {
    const { a, b } = pair();
    const feed = overlayFeed(a, b, TEXTS);
    const before = feed.history("spikes", "spikes");
    const [spec] = [feed.spec("spikes")];
    expect(feed.spec("spikes")).toBe(spec);
    b.setChannels({ ...channels, spikes: { ...spikes(3), label: "Action potentials" } });
    expect(feed.spec("spikes")?.label).toBe("Action potentials");
    expect(feed.history("spikes", "spikes")).toBe(before);
    b.setChannels({ ...channels, spikes: spikes(4) });
    const wider = feed.history("spikes", "spikes");
    expect(wider).not.toBe(before);
    b.open(openedAs({ ...channels, spikes: spikes(4) }, { epoch: 3 }));
    expect(feed.history("spikes", "spikes")).not.toBe(wider);
  });

  it("shows channels of B where there is nothing to lay over them, but makes up no difference", () => {
    const [a, b] = [feedOf({ rate: scalar }), feedOf(channels)];
    b.push(frameAt(1, rate(4)));
    const [over, less] = [overlayFeed(a, b, TEXTS), differenceFeed(a, b, TEXTS)];
    expect(over.spec("w")).toBe(weights);
    expect(over.history("rate", "scalar")).toBe(b.history("rate", "scalar"));
    expect([less.spec("w"), less.history("w", "vector")]).toEqual([undefined, undefined]);
    expect([over.spec("none"), over.history("none", "trace")]).toEqual([undefined, undefined]);
  });
});

describe("what can be compared", () => {
  it("depends on the kind", () => {
    expect([canOverlay("trace"), canOverlay("map"), canOverlay("pairs")]).toEqual([true, false, false]);
    expect([canSubtract("map"), canSubtract("scalar"), canSubtract("plane")]).toEqual([true, true, false]);
  });

  it("depends on the view and on what both runs have", () => {
    const [a, b] = [feedOf(channels), feedOf(channels)];
    const of = (view: Parameters<typeof comparisonsOf>[0], roles: Record<string, string>, other = b) =>
      comparisonsOf(view, roles, a, other);
    expect(of("raster", { spikes: "spikes" })).toEqual({ overlay: true, difference: true });
    expect(of("histogram", { vector: "w" })).toEqual({ overlay: true, difference: true });
    expect(of("scatter", { vector: "w" })).toEqual({ overlay: false, difference: true });
    expect(of("gauge", { scalar: "rate" })).toEqual({ overlay: false, difference: true });
    expect(of("window", { pairs: "pairs" })).toEqual({ overlay: false, difference: false });
    expect(of("trace", {})).toEqual({ overlay: false, difference: false });
    const other = feedOf({ ...channels, spikes: spikes(9) });
    expect(of("raster", { spikes: "spikes" }, other)).toEqual({ overlay: true, difference: false });
    const slower = feedOf(channels, { stepMs: 1 });
    expect(of("raster", { spikes: "spikes" }, slower)).toEqual({ overlay: true, difference: false });
  });
});
