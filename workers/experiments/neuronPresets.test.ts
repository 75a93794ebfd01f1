import { describe, expect, it } from "vitest";
import { Session } from "../host/session";
import { RUNNABLE_CELLS } from "../runnableCells";
import { neuron } from "./neuron";
import type { NeuronParams } from "./neuronParams";

const preset = (id: string): object => neuron.presets[id]?.params as object;

/** Spike times (ms) of a row over the first `ms`. */
function spikes(given: object, ms: number, row = 0): number[] {
  const opened = Session.open({ experiment: "neuron", params: given, seed: 1 }, { experiments: RUNNABLE_CELLS });
  if (!opened.ok) throw new Error(opened.error.message);
  const { dt } = opened.value.params as unknown as NeuronParams;
  opened.value.advance(Math.round(ms / dt));
  const data = opened.value.channels.spikes?.take();
  if (data?.kind !== "spikes") throw new Error("no spikes");
  return [...data.steps]
    .map((step, i) => step * dt - (data.late?.[i] as number))
    .filter((_, i) => data.neurons[i] === row);
}

describe("presets reproduce published patterns", () => {
  it.each([
    ["tonic", 62, 14.223],
    ["adapting", 12, 14.904],
    ["initialBurst", 12, 5.464],
    ["delayedBursting", 32, 57.18],
    ["transient", 1, 30.29],
  ])("%s: %d spikes in 600 ms, the first at %d ms", (id, count, first) => {
    const found = spikes(preset(id), 600);
    expect(found.length).toBe(count);
    expect(Math.abs((found[0] as number) - first)).toBeLessThan(0.06);
  });

  it("irregular: no two intervals alike", () => {
    const found = spikes(preset("irregular"), 600);
    expect(Math.abs(found.length - 32.5)).toBeLessThan(2);
    const intervals = found.slice(1).map((t, i) => t - (found[i] as number));
    const mean = intervals.reduce((sum, t) => sum + t, 0) / intervals.length;
    const variance = intervals.reduce((sum, t) => sum + (t - mean) ** 2, 0) / intervals.length;
    expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.5);
  });

  it("adaptation: the intervals of the opening run", () => {
    const found = spikes({}, 500);
    expect(found.length).toBe(9);
    const intervals = found.slice(1).map((t, i) => t - (found[i] as number));
    for (const [i, interval] of [22.766, 30.782, 43.211, 57.117].entries())
      expect(Math.abs((intervals[i] as number) - interval)).toBeLessThan(0.1);
  });

  it.each([
    ["regularSpiking", 23],
    ["fastSpiking", 137],
    ["lowThreshold", 78],
    ["resonator", 196],
  ])("%s: %d spikes in 1 s of the differential equations", (id, count) => {
    expect(spikes(preset(id), 1000).length).toBe(count);
  });

  it("modes: 43 spikes of the published map, 62 with freezing, 87 of the equations", () => {
    for (const [id, count] of [
      ["modes", 43],
      ["modesSeed", 62],
    ] as const) {
      expect(spikes(preset(id), 1000).length).toBe(count);
      expect(spikes(preset(id), 1000, 1).length).toBe(87);
    }
  });

  it("rebound: spikes only after each release", () => {
    const found = spikes(preset("rebound"), 1000);
    expect(found.map((t) => t % 500).filter((t) => t < 200)).toEqual([]);
    expect(found.filter((t) => t < 500).map((t) => t - 200)).toEqual([6, 12, 32].map((t) => expect.closeTo(t, 6)));
    expect(found.filter((t) => t > 500).length).toBeGreaterThan(1);
  });

  it("lifCurve: on the grid", () => {
    const [first, second] = spikes(preset("lifCurve"), 40) as [number, number];
    expect([first, second - first]).toEqual([expect.closeTo(13.9, 6), expect.closeTo(15.9, 6)]);
  });

  it("rampHopf: a slow ramp fires near the loss of rest, a step long before", () => {
    const onset = spikes(preset("rampHopf"), 4000)[0] as number;
    const current = 560 + (120 * onset) / 4000;
    expect(current).toBeGreaterThan(620);
    expect(current).toBeLessThan(632);
    expect(spikes({ stimulus: { amplitude: 590 } }, 500).length).toBeGreaterThan(0);
    expect(spikes({ stimulus: { amplitude: 570 } }, 500)).toEqual([]);
  });

  it.each(Object.keys(neuron.presets))("%s spikes within a period", (id) => {
    expect(spikes(preset(id), id === "rampHopf" ? 4000 : 1000).length).toBeGreaterThan(0);
  });
});
