import { describe, expect, it } from "vitest";
import type { ChannelSource, RunnableExperiment } from "../experiments/_experiment";
import { Session } from "../host/session";
import { toy } from "../host/testing";
import type { ChannelData, ChannelSpec } from "../protocol";
import { Recorder } from "./recorder";

/** Prints the given data as the only channel of an experiment whose step lasts 0.5 ms. */
function print(spec: ChannelSpec, source: Partial<ChannelSource> & Pick<ChannelSource, "take">, samples = 1) {
  const experiment: RunnableExperiment = {
    ...toy,
    channels: () => ({ it: spec }),
    build: (context, params) =>
      Object.create(toy.build(context, params), { channels: { value: { it: { clear: () => undefined, ...source } } } }),
  };
  const opened = Session.open({ experiment: "toy", seed: 1 }, { experiments: { toy: experiment } });
  if (!opened.ok) throw new Error(opened.error.message);
  const recorder = new Recorder(opened.value, ["it"]);
  recorder.collect();
  for (let k = 0; k < samples; k++) recorder.sample();
  return recorder.result().it;
}

const base = { label: "Label", doc: "Doc." };
const x = { label: "Potential", unit: "mV" } as const;
const y = { label: "Adaptation", unit: "pA" } as const;
const floats = (...values: number[]) => Float32Array.from(values);
const words = (...values: number[]) => Uint32Array.from(values);

describe("a recorded channel", () => {
  it("of exact spikes has their times", () => {
    let left: ChannelData = { kind: "spikes", steps: words(4, 9), neurons: words(0, 1), late: floats(0.25, 0) };
    const take = () => {
      const taken = left;
      left = { kind: "spikes", steps: words(), neurons: words(), late: floats() };
      return taken;
    };
    expect(print({ ...base, kind: "spikes", exact: true, populations: [] }, { take })).toEqual({
      unit: "1",
      shape: [2, 3],
      columns: ["step", "neuron", "time_ms"],
      data: [4, 0, 1.75, 9, 1, 4.5],
    });
  });

  it("that is computed in portions is complete", () => {
    let portions = 1;
    const source: ChannelSource = {
      take: () => ({ kind: "curve", x: floats(1, 2), y: floats(3, portions < 5 ? Number.NaN : portions) }),
      settle: () => {
        portions = 5;
      },
      clear: () => undefined,
    };
    const spec: ChannelSpec = { ...base, kind: "curve", x, y, series: [{ name: "s", label: "S" }] };
    expect(print(spec, source)).toEqual({ unit: "pA", shape: [2, 2], data: [1, 2, 3, 5] });
  });

  it("of a plane has its flow and what lies in it", () => {
    const take = (): ChannelData => ({
      kind: "plane",
      columns: 1,
      rows: 2,
      extent: floats(-80, 0, -5, 5),
      field: floats(1, 2, 3, 4),
      xNullcline: floats(0, 1, Number.NaN, Number.NaN),
      yNullcline: floats(0, 1),
      fixedPoints: floats(-70, 0, 1),
      reset: floats(0, -60, Number.NaN),
      point: floats(-65, 2),
    });
    expect(print({ ...base, kind: "plane", x, y, nullclines: [] }, { take })).toEqual({
      unit: "mV/ms, pA/ms",
      shape: [2, 1, 2],
      data: [1, 2, 3, 4],
      parts: {
        extent: { shape: [4], data: [-80, 0, -5, 5] },
        xNullcline: { shape: [2, 2], data: [0, 1, null, null] },
        yNullcline: { shape: [1, 2], data: [0, 1] },
        fixedPoints: { shape: [1, 3], data: [-70, 0, 1] },
        reset: { shape: [3], data: [0, -60, null] },
        point: { shape: [2], data: [-65, 2] },
      },
    });
  });

  it("of a map has every sample", () => {
    const spec: ChannelSpec = {
      ...base,
      kind: "map",
      x: { ...x, range: [0, 1] },
      y: { ...y, range: [0, 1] },
      value: { label: "Rate", unit: "Hz" },
      columns: 3,
      rows: 1,
      places: [],
      lines: [],
    };
    const take = (): ChannelData => ({ kind: "map", values: floats(1, Number.NaN, 3) });
    expect(print(spec, { take }, 2)).toEqual({ unit: "Hz", shape: [2, 1, 3], data: [1, null, 3, 1, null, 3] });
  });

  it("of a graph has its edges", () => {
    const take = (): ChannelData => ({
      kind: "graph",
      sample: words(1, 2),
      neurons: words(7, 3),
      edges: words(1, 2, 1, 7),
      rewired: words(0, 1),
    });
    expect(print({ ...base, kind: "graph", nodes: 9, populations: [] }, { take })).toEqual({
      unit: "1",
      shape: [2, 3],
      columns: ["from", "to", "rewired"],
      data: [1, 2, 0, 1, 7, 1],
      parts: { sample: { shape: [2], data: [1, 2] }, neurons: { shape: [2], data: [7, 3] } },
    });
  });

  it("of a wiring has its connections, and what lies about them", () => {
    const spec: ChannelSpec = {
      ...base,
      kind: "wiring",
      nodes: 2,
      populations: [],
      value: y,
      activity: x,
      unit: "mm",
      fade: 9,
    };
    const take = (): ChannelData => ({
      kind: "wiring",
      places: floats(1, 2, 3, 4, 5, 6),
      activity: floats(0.5, Number.NaN),
      edges: words(1, 0, 0, 1),
      born: words(7, 8),
      values: floats(2, -3),
      dead: words(0, 1, 5),
    });
    expect(print(spec, { take })).toEqual({
      unit: "pA",
      shape: [2, 4],
      columns: ["source", "target", "value", "born_step"],
      data: [1, 0, 2, 7, 0, 1, -3, 8],
      parts: {
        places: { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] },
        activity: { shape: [2], data: [0.5, null] },
        dead: { shape: [1, 3], data: [0, 1, 5] },
      },
    });
  });

  it("of exact values has them in double precision", () => {
    const spec: ChannelSpec = { ...base, kind: "vector", length: 1, value: y, index: x, groups: [] };
    const take = (): ChannelData => ({ kind: "vector", values: floats(0.1), exact: Float64Array.of(0.1) });
    expect(print(spec, { take })).toEqual({ unit: "pA", shape: [1, 1], data: [0.1] });
  });

  it("of a matrix has every sample, and the flags of the last", () => {
    const spec: ChannelSpec = {
      ...base,
      kind: "matrix",
      rows: 1,
      columns: 2,
      value: y,
      row: x,
      column: x,
      flags: [{ name: "stuck", label: "Stuck", mark: "cross" }],
    };
    const take = (): ChannelData => ({ kind: "matrix", values: floats(1, Number.NaN), flags: Uint8Array.of(0, 1) });
    expect(print(spec, { take }, 2)).toEqual({
      unit: "pA",
      shape: [2, 1, 2],
      data: [1, null, 1, null],
      parts: { flags: { shape: [1, 2], data: [0, 1] }, flagNames: { shape: [1], data: ["stuck"] } },
    });
  });

  it("of a lattice has the values of every sample, and what belongs to the last", () => {
    const spec: ChannelSpec = {
      ...base,
      kind: "lattice",
      layers: 2,
      columns: 1,
      rows: 2,
      lines: true,
      fade: 5,
      value: y,
      current: y,
      voltage: x,
      flags: [{ name: "open", label: "Open", mark: "hatch" }],
    };
    let sample = 0;
    const take = (): ChannelData => ({
      kind: "lattice",
      values: floats(++sample, 2, 3, Number.NaN),
      activity: floats(0, 0.5, 1, sample),
      currents: floats(5, 6, 7, 8),
      segments: floats(9, 10, 11, 12),
      voltages: floats(1, Number.NaN, 3, 4),
      selected: Uint8Array.of(1, 0),
      flags: Uint8Array.of(0, 1, 0, 0),
      born: words(3, 40),
    });
    const sites = (...data: number[]) => ({ shape: [2, 1, 2], data });
    expect(print(spec, { take }, 2)).toMatchObject({
      unit: "pA",
      shape: [2, 2, 1, 2],
      data: [1, 2, 3, null, 2, 2, 3, null],
      parts: {
        activity: sites(0, 0.5, 1, 2),
        currents: sites(5, 6, 7, 8),
        segments: sites(9, 10, 11, 12),
        voltages: { shape: [2, 2], data: [1, null, 3, 4] },
        selected: { shape: [1, 2], data: [1, 0] },
        flags: sites(0, 1, 0, 0),
        flagNames: { shape: [1], data: ["open"] },
        born: { shape: [1, 2], data: [3, 40] },
      },
    });
  });

  it("of ways has the cells of each", () => {
    const spec: ChannelSpec = { ...base, kind: "paths", value: y, cells: 2 };
    const take = (): ChannelData => ({ kind: "paths", cells: words(1, 2, 3, 4, 5, 6, 7, 8), values: floats(9, 10) });
    expect(print(spec, { take })).toEqual({
      unit: "pA",
      shape: [2, 5],
      columns: ["row_1", "column_1", "row_2", "column_2", "value"],
      data: [1, 2, 3, 4, 9, 5, 6, 7, 8, 10],
    });
  });

  it("of the inside of a device has its quantities", () => {
    const quantity = { label: "", symbol: "", range: [0, 1] } as const;
    const spec: ChannelSpec = {
      ...base,
      kind: "inside",
      picture: "filament",
      quantities: [
        { ...quantity, name: "gap", unit: "m" },
        { ...quantity, name: "temperature", unit: "K" },
      ],
    };
    const take = (): ChannelData => ({ kind: "inside", values: floats(1, 300) });
    expect(print(spec, { take }, 2)).toEqual({
      unit: "m, K",
      shape: [2, 2],
      columns: ["gap", "temperature"],
      data: [1, 300, 1, 300],
    });
  });
});
