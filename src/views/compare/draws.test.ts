import { describe, expect, it, vi } from "vitest";
import type { ChannelData, ChannelSpecs } from "../../../workers/protocol";
import type { Pen, Surface } from "../../ui/canvas";
import { THEMES } from "../../ui/colors";
import type { ViewFeed } from "../_view";
import { drawCurve } from "../curve/draw";
import { drawGauge } from "../gauge/draw";
import { drawHistogram } from "../histogram/draw";
import { valueDomain } from "../map/cells";
import { drawMap, MapMemory } from "../map/draw";
import { drawRaster, RasterMemory } from "../raster/draw";
import { StickyDomain } from "../scale";
import { drawScatter } from "../scatter/draw";
import { ENGLISH } from "../strings";
import { drawTrace } from "../trace/draw";
import { differenceFeed, overlayFeed } from "./feeds";
import { feedOf, frameAt, TEXTS } from "./testing";

/** A pen that draws nothing and keeps the numbers and dashes it was given. */
function recorder() {
  const calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  const settings: Record<string | symbol, unknown> = {};
  const pen = new Proxy(settings, {
    get: (target, name) => {
      if (name in target) return target[name];
      if (name === "measureText") return (text: string) => ({ width: 6 * text.length });
      if (name === "createImageData") return (width: number, height: number) => imageOf(width, height);
      return (...args: unknown[]) => calls.push({ name: String(name), args });
    },
  }) as unknown as Pen;
  return { pen, calls };
}

const imageOf = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8ClampedArray(4 * width * height),
});

const t = ENGLISH;
const axis = { label: "Value", symbol: "w", unit: "nS" };
const base = { label: "Channel", doc: "" };
const population = { name: "E", label: "E", role: "excitatory", offset: 0, size: 4 } as const;
const channels: ChannelSpecs = {
  spikes: { ...base, kind: "spikes", populations: [population] },
  trace: {
    ...base,
    kind: "trace",
    every: 1,
    signals: [
      { name: "v", label: "v", symbol: "v", unit: "mV", axis: "v", guides: [{ value: -50, label: "threshold" }] },
      { name: "u", label: "u", symbol: "u", unit: "mV", axis: "v", role: "theory" },
    ],
  },
  vector: {
    ...base,
    kind: "vector",
    length: 4,
    value: axis,
    index: axis,
    range: [0, 1],
    groups: [{ ...population }],
  },
  curve: {
    ...base,
    kind: "curve",
    x: { ...axis, scale: "log" },
    y: { ...axis, scale: "log" },
    series: [
      { name: "line", label: "line" },
      { name: "points", label: "points", points: true },
    ],
  },
  scalar: { ...base, kind: "scalar", symbol: "r", unit: "Hz", gauge: { range: [0.1, 100], scale: "log" } },
  map: {
    ...base,
    kind: "map",
    x: { ...axis, range: [1, 8] },
    y: { ...axis, range: [1, 8], scale: "log" },
    value: { ...axis, scale: "log" },
    columns: 2,
    rows: 2,
    places: [],
    lines: [],
  },
};

const dataOf = (shift: number): Record<string, ChannelData> => ({
  spikes: { kind: "spikes", steps: Uint32Array.of(3, 5, 5), neurons: Uint32Array.of(0, 1, shift) },
  trace: {
    kind: "trace",
    steps: Uint32Array.of(1, 2, 3, 4),
    values: Float32Array.of(-65, 1, -60 + shift, 1, Number.NaN, 1, -58, 2 * shift),
  },
  vector: { kind: "vector", values: Float32Array.of(0.1, 0.2 * shift, Number.NaN, 0.7) },
  curve: {
    kind: "curve",
    x: Float32Array.of(1, 10 + shift, 100),
    y: Float32Array.of(1, 5 * shift + 1, 9, Number.NaN, 3, Number.NaN),
  },
  scalar: { kind: "scalar", value: 2 + 3 * shift },
  map: { kind: "map", values: Float32Array.of(1, 2, 4 + shift, Number.NaN) },
});

const [a, b] = [feedOf(channels), feedOf(channels)];
a.push(frameAt(10, dataOf(1)));
b.push(frameAt(10, dataOf(2)));

function drawAll(feed: ViewFeed) {
  vi.stubGlobal("document", { createElement: () => ({ getContext: () => ({ putImageData: () => undefined }) }) });
  vi.stubGlobal(
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        this.data = imageOf(width, height).data;
      }
    },
  );
  const { pen, calls } = recorder();
  const surface: Surface = { ctx: pen, width: 600, height: 400, ratio: 1, theme: THEMES.dark };
  const spec = <K extends string>(name: K) => feed.spec(name) as Extract<ChannelSpecs[string], { kind: K }> | undefined;
  const sticky = () => new StickyDomain();
  const [spikes, trace, vector, curve] = [spec("spikes"), spec("trace"), spec("vector"), spec("curve")];
  const [scalar, map] = [spec("scalar"), spec("map")];
  const drawn: string[] = [];
  const draws = {
    raster: () =>
      spikes &&
      drawRaster(surface, spikes, feed.history("spikes", "spikes")?.read() ?? null, {
        t,
        window: [0, 20],
        stepMs: 0.5,
        now: 10,
        epoch: 0,
        source: null,
        ran: true,
        memory: new RasterMemory(),
        rates: true,
        margins: null,
      }),
    trace: () =>
      trace &&
      drawTrace(surface, trace, feed.history("trace", "trace")?.read() ?? null, {
        t,
        window: [0, 5],
        sliding: true,
        stepMs: 0.5,
        scales: new Map(),
        emphasis: null,
        margins: null,
      }),
    histogram: () =>
      vector &&
      drawHistogram(surface, vector, feed.history("vector", "vector")?.read() ?? null, {
        t,
        bins: 10,
        emphasis: null,
        counts: sticky(),
        values: sticky(),
      }),
    scatter: () =>
      vector &&
      drawScatter(surface, vector, feed.history("vector", "vector")?.read() ?? null, {
        t,
        values: sticky(),
        emphasis: null,
      }),
    curve: () =>
      curve &&
      drawCurve(surface, curve, feed.history("curve", "curve")?.read() ?? null, {
        t,
        y: sticky(),
        steady: false,
        present: null,
        emphasis: null,
      }),
    gauge: () =>
      scalar &&
      drawGauge(surface, scalar, {
        t,
        value: feed.history("scalar", "scalar")?.read()?.value ?? Number.NaN,
        peak: Number.NaN,
        recent: 1000,
      }),
    map: () =>
      map &&
      drawMap(surface, map, feed.history("map", "map")?.read() ?? null, {
        t,
        memory: new MapMemory(),
        present: [2, 2],
        trail: [],
        dragging: false,
      }),
  };
  for (const [name, draw] of Object.entries(draws)) {
    const scene = draw();
    if (scene !== null && scene !== undefined) drawn.push(name);
  }
  vi.unstubAllGlobals();
  return { drawn, calls };
}

/** Coordinates of a call that are no numbers; a value that is missing is a rectangle nowhere, which draws nothing. */
const broken = ({ name, args }: { readonly name: string; readonly args: readonly unknown[] }): boolean =>
  name !== "fillRect" && args.some((arg) => typeof arg === "number" && !Number.isFinite(arg));

const VIEWS = ["raster", "trace", "histogram", "scatter", "curve", "gauge", "map"];

describe("views of two runs", () => {
  it("draw every derived channel on scales of numbers", () => {
    for (const feed of [overlayFeed(a, b, TEXTS), differenceFeed(a, b, TEXTS), differenceFeed(a, a, TEXTS)]) {
      const { drawn, calls } = drawAll(feed);
      expect(drawn).toEqual(VIEWS);
      expect(calls.filter(broken)).toEqual([]);
    }
  });

  it("have a bin about zero for what has not changed", () => {
    const spec = differenceFeed(a, b, TEXTS).spec("vector");
    if (spec?.kind !== "vector") throw new TypeError("no difference");
    const { pen } = recorder();
    const surface: Surface = { ctx: pen, width: 600, height: 400, ratio: 1, theme: THEMES.light };
    const options = { t, bins: 10, emphasis: null, counts: new StickyDomain(), values: new StickyDomain() };
    const data = { kind: "vector", values: Float32Array.of(0, 1e-6, -1e-6, 1) } as const;
    const { bins } = drawHistogram(surface, spec, data, options) ?? {};
    expect(bins?.counts[Math.floor((bins.bins ?? 0) / 2)]).toBe(3);
    expect((bins?.domain[0] ?? 0) + (bins?.domain[1] ?? 1)).toBe(0);
  });

  it("dot what is only there to compare with", () => {
    const dots = (feed: ViewFeed) =>
      drawAll(feed).calls.filter(({ name, args }) => name === "setLineDash" && String(args[0]) === "2,2.5").length;
    expect([dots(b), dots(overlayFeed(a, b, TEXTS))]).toEqual([0, 3]);
  });

  it("colour a difference about zero", () => {
    const spec = differenceFeed(a, b, TEXTS).spec("map");
    const value = spec?.kind === "map" ? spec.value : axis;
    expect(valueDomain(value, Float32Array.of(-3, 1, Number.NaN))).toEqual([-3, 3]);
    expect(valueDomain(value, Float32Array.of(0, 0))).toEqual([-1, 1]);
    expect(valueDomain(value, Float32Array.of(Number.NaN))).toEqual([-1, 1]);
  });
});
