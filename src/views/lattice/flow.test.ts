import { describe, expect, it } from "vitest";
import { addressOf } from "../sites/address";
import { drawnFrom, Flow, speedOf, WAY } from "./flow";
import { data, spec } from "./testing";

const ways = (flow: Flow): { site: number; second: number; speed: number }[] =>
  Array.from({ length: flow.count }, (_, i) => ({
    site: flow.ways[WAY * i] as number,
    second: flow.ways[WAY * i + 1] as number,
    speed: flow.ways[WAY * i + 3] as number,
  }));

describe("particles", () => {
  it("stand on ways in proportion to current, length and slowness", () => {
    const block = spec();
    const currents = new Float32Array(60);
    // Layer 0: x = 0, y = 0 and x = 3, y = 0.
    currents[0] = 1;
    currents[15] = 4;
    const flow = new Flow();
    flow.update(block, data(block, { currents }), 1000);
    const near = ways(flow).filter(({ site }) => site === 0);
    const far = ways(flow).filter(({ site }) => site === 15);
    expect(near.length + far.length).toBe(1000);
    expect(far.length / near.length).toBeCloseTo((4 * (2 + 3) * speedOf(1, 4)) / (1 * 2 * speedOf(4, 4)), 1);
    expect(far[0]?.speed).toBeCloseTo(1, 6);
    expect(near[0]?.speed).toBeCloseTo(speedOf(1, 4), 6);
  });

  it("run the other way where the current does", () => {
    const block = spec();
    const flow = new Flow();
    flow.update(block, data(block, { currents: new Float32Array(60).fill(-1) }), 50);
    expect([flow.sign, flow.count]).toEqual([-1, 50]);
    flow.update(block, data(block, { currents: new Float32Array(60) }), 50);
    expect(flow.count).toBe(0);
  });

  it.each([false, true])("leave a pillar through a plane that floats and come back by another (lines: %s)", (lines) => {
    const block = spec({ lines, layers: 2 });
    const voltages = new Float32Array(lines ? 10 : 2).fill(0.2);
    voltages.fill(Number.NaN, lines ? 5 : 1);
    const currents = new Float32Array(40);
    const at = (layer: number, x: number): number => (layer * 4 + x) * 5 + 2;
    currents[at(0, 0)] = 1;
    currents[at(1, 0)] = -0.6;
    currents[at(1, 3)] = 0.6;
    const segments = new Float32Array(40);
    segments[at(0, 0)] = 0.4;
    segments[at(0, 3)] = 0.6;
    const flow = new Flow();
    flow.update(block, data(block, { currents, voltages, segments }), 1000);
    const second = ways(flow).map((way) => way.second);
    expect(ways(flow).every(({ site }) => site === at(0, 0))).toBe(true);
    expect(new Set(second)).toEqual(new Set([-1, at(1, 3)]));
    expect(second.filter((one) => one >= 0).length / 1000).toBeCloseTo(0.6, 1);
    expect(addressOf(block, at(1, 3))).toEqual({ layer: 1, x: 3, y: 2 });
  });

  it("leave by a plane that is grounded", () => {
    const block = spec({ layers: 2 });
    const currents = new Float32Array(40);
    currents[0] = 1;
    currents[20] = -1;
    const flow = new Flow();
    flow.update(block, data(block, { currents, segments: new Float32Array(40) }), 10);
    expect(ways(flow).map((way) => way.second)).toEqual(new Array(10).fill(-3));
  });

  it("keep their ways while currents stay", () => {
    const block = spec();
    const flow = new Flow();
    flow.update(block, data(block), 100);
    const { version } = flow;
    flow.update(block, data(block), 100);
    expect(flow.version).toBe(version);
  });
});

it("sums what each plane or line gives", () => {
  expect([...drawnFrom(spec(), data(spec()))]).toEqual([20, 20, 20]);
  const lines = spec({ lines: true });
  expect([...drawnFrom(lines, data(lines))]).toEqual(new Array(15).fill(4));
});
