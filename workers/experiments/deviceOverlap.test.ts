import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ChannelKind, DataOf } from "../protocol";
import type { Simulation } from "./_experiment";
import { device } from "./device";
import { buildDevice } from "./deviceBuild";
import type { DeviceParams } from "./deviceParams";

interface Setup {
  readonly simulation: Simulation;
  readonly arena: Arena;
  readonly params: DeviceParams;
}

function open(overlap: object = {}): Setup {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const params = device.schema.parse({ setup: "overlap", overlap }) as DeviceParams;
  return { simulation: buildDevice({ kernel, arena, seed: 1 }, params), arena, params };
}

function take<K extends ChannelKind>({ simulation }: Setup, name: string, kind: K): DataOf<K> {
  const data = simulation.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

const scalar = (setup: Setup, name: string): number => take(setup, name, "scalar").value;
/** Steps of a pair. */
const PAIR = 2500;

function set(setup: Setup, overlap: object, path: string): void {
  const params = { ...setup.params, overlap: { ...setup.params.overlap, ...overlap } };
  setup.simulation.update(params as never, [path]);
}

/** Integrated overdrive (ms) at intervals (ms). */
const TARGETS = [
  [0.5, 0.74074],
  [1, 0.68055],
  [2, 0.57606],
  [5, 0.35638],
  [10, 0.16852],
  [20, 0.04197],
  [30, 0.01069],
  [40, 0.00238],
  [55, 0.00006],
] as const;

describe("the window", () => {
  it.each(TARGETS)("at %d ms is %d, the opposite for the opposite order, measured as predicted", (interval, xi) => {
    const setup = open({ interval });
    expect(Math.abs(scalar(setup, "xi") - xi)).toBeLessThan(1e-5);
    expect(scalar(open({ interval: -interval }), "xi")).toBe(-scalar(setup, "xi"));
    for (const sign of [1, -1]) {
      const pair = open({ interval: sign * interval });
      pair.simulation.advance(PAIR);
      expect(scalar(pair, "change") / 1e-6).toBeCloseTo(sign * xi, 4);
    }
  });

  it("is zero where spikes do not meet and for a single one", () => {
    expect(scalar(open({ interval: 62.5 }), "xi")).toBe(0);
    expect(scalar(open({ interval: 0 }), "xi")).toBe(0);
    for (const spikes of ["pre", "post"]) expect(scalar(open({ spikes }), "xi")).toBe(0);
    expect(scalar(open({ spikes: "post", aPlus: 1.2 }), "xi")).toBeGreaterThan(0);
  });

  it("agrees with a plain sum over small steps, whatever the shape", () => {
    for (const shape of ["exponential", "triangle", "square"]) {
      const setup = open({ shape, interval: 7 });
      const { aPlus, aMinus, tUp, tDown, tauPlus, tauMinus, threshold, slope } = setup.params.overlap;
      const decay = (t: number, tau: number, end: number): number =>
        (Math.exp(-t / tau) - Math.exp(-end / tau)) / (1 - Math.exp(-end / tau));
      const part = (t: number, tau: number, end: number): number =>
        shape === "exponential" ? decay(t, tau, end) : shape === "triangle" ? 1 - t / end : 1;
      const spike = (t: number): number =>
        t < -tUp || t >= tDown ? 0 : t < 0 ? aPlus * part(-t, tauPlus, tUp) : -aMinus * part(t, tauMinus, tDown);
      let sum = 0;
      const h = 1e-4;
      for (let t = -5; t < 75; t += h) {
        const v = spike(t + h / 2 - 7) - spike(t + h / 2);
        if (Math.abs(v) > threshold) sum += Math.sign(v) * (Math.exp((Math.abs(v) - threshold) / slope) - 1) * h;
      }
      expect(scalar(setup, "xi")).toBeCloseTo(sum, 3);
    }
  });
});

describe("a run", () => {
  it("collects a point for each pair, and none for one that was edited", () => {
    const setup = open();
    const points = (): number => {
      const { x, y } = take(setup, "window", "curve");
      return [...y.slice(x.length)].filter((change) => !Number.isNaN(change)).length;
    };
    setup.simulation.advance(PAIR);
    expect(points()).toBe(1);
    set(setup, { interval: -8 }, "overlap.interval");
    setup.simulation.advance(PAIR);
    expect(points()).toBe(2);
    setup.simulation.advance(100);
    set(setup, { interval: -8, threshold: 0.9 }, "overlap.threshold");
    setup.simulation.advance(PAIR - 100);
    expect(points()).toBe(2);
    const { x, y } = take(setup, "window", "curve");
    expect([...x].every((t, i) => i === 0 || t >= (x[i - 1] as number))).toBe(true);
    expect(y).toHaveLength(2 * x.length);
  });

  it("shows peaks from both sides", () => {
    const setup = open({ interval: 5 });
    setup.simulation.advance(PAIR);
    const { values } = take(setup, "drive", "trace");
    const of = (signal: number): number[] => [...values].filter((_, i) => i % 4 === signal);
    for (const spike of [of(0), of(1)]) {
      expect(Math.max(...spike)).toBeCloseTo(1, 4);
      expect(Math.min(...spike)).toBeCloseTo(-0.25, 4);
    }
    expect(Math.max(...of(2))).toBeGreaterThan(1.15);
  });

  it("stays within its range, and soft bounds take shorter steps near the end", () => {
    const hard = open({ gain: 50 });
    hard.simulation.advance(8 * PAIR);
    expect([...take(hard, "conductance", "trace").values].at(-1)).toBeCloseTo(100e-6, 10);
    const soft = open({ soft: true });
    soft.simulation.act("write", { conductance: 90 });
    soft.simulation.advance(2 * PAIR);
    expect(scalar(soft, "change") / 0.35638e-6).toBeCloseTo(0.1, 2);
  });

  it("has the same bits from a snapshot on", () => {
    const whole = open();
    whole.simulation.advance(4000);
    const cut = open();
    cut.simulation.advance(1234);
    const restored = open({ interval: 9 });
    restored.arena.restore(cut.arena.snapshot());
    restored.simulation.restore("");
    set(restored, whole.params.overlap, "overlap.interval");
    restored.simulation.advance(4000 - 1234);
    expect(new Uint8Array(restored.arena.snapshot())).toEqual(new Uint8Array(whole.arena.snapshot()));
  });
});
