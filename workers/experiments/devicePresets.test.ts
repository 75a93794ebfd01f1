import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ChannelKind, DataOf } from "../protocol";
import type { Simulation } from "./_experiment";
import { device } from "./device";
import { buildDevice } from "./deviceBuild";
import type { DeviceParams } from "./deviceParams";

/** Every preset shows what it promises. */

interface Bench {
  readonly simulation: Simulation;
  readonly params: DeviceParams;
}

type Edit = (params: DeviceParams) => object;

function open(preset: string, edit: Edit = (params) => params, seed = 1): Bench {
  const kernel = createKernel();
  const given = device.schema.parse(device.presets[preset]?.params) as DeviceParams;
  const params = edit(given) as DeviceParams;
  return { simulation: buildDevice({ kernel, arena: new Arena(kernel), seed }, params), params };
}

const stimulus =
  (changes: object): Edit =>
  (params) => ({ ...params, stimulus: { ...params.stimulus, ...changes } });

function take<K extends ChannelKind>({ simulation }: Bench, name: string, kind: K): DataOf<K> {
  const data = simulation.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

const scalar = (bench: Bench, name: string): number => take(bench, name, "scalar").value;

function periods({ simulation, params }: Bench, count: number): void {
  simulation.advance(Math.round(count * params.resolution));
}

/** Signal number `index` of a trace. */
function signal(bench: Bench, name: string, index: number, of: number): number[] {
  const { values } = take(bench, name, "trace");
  return [...values].filter((_, i) => i % of === index);
}

/** Series number `index` of a curve. */
function series(bench: Bench, name: string, index: number): { x: number[]; y: number[] } {
  const { x, y } = take(bench, name, "curve");
  return { x: [...x], y: [...y.slice(index * x.length, (index + 1) * x.length)] };
}

const at = (curve: { x: number[]; y: number[] }, x: number): number =>
  curve.y[
    curve.x.reduce((best, v, i) => (Math.abs(v - x) < Math.abs((curve.x[best] as number) - x) ? i : best), 0)
  ] as number;

describe("the HP device", () => {
  it("closes its loop as the frequency rises", () => {
    const areas = ["loop", "loopFaster", "loopLine"].map((preset) => {
      const bench = open(preset);
      periods(bench, 1);
      return scalar(bench, "area");
    }) as [number, number, number];
    expect(areas[0] / areas[1]).toBeGreaterThan(12);
    expect(areas[1] / areas[2]).toBeGreaterThan(20);
  });

  it("stops hard, gets stuck, does not return or creeps, each window in its own way", () => {
    const run = (preset: string, count: number): Bench => {
      const bench = open(preset);
      periods(bench, count);
      return bench;
    };
    const none = run("windowNone", 1);
    expect(Math.max(...signal(none, "state", 0, 1))).toBe(1);
    expect(scalar(none, "resistance")).toBeGreaterThan(11_050);
    expect(scalar(none, "stuck")).toBe(0);
    const joglekar = run("windowJoglekar", 2);
    expect(scalar(joglekar, "stuck")).toBe(1);
    const biolek = run("windowBiolek", 1);
    expect(signal(biolek, "state", 0, 1).at(-1)).toBeCloseTo(0.341649114, 5);
    const prodromakis = run("windowProdromakis", 0.5);
    expect(signal(prodromakis, "state", 0, 1).at(-1)).toBeCloseTo(0.383429243, 6);
    periods(prodromakis, 0.5);
    expect(signal(prodromakis, "state", 0, 1).at(-1)).toBeCloseTo(0.314465409, 6);
  });
});

describe("reading", () => {
  it("pushes the HP device and leaves one with a dead zone alone", () => {
    const drift = (preset: string, readPulse: boolean): number => {
      const bench = open(preset, stimulus({ readPulse }));
      const before = scalar(bench, "conductanceNow");
      periods(bench, 1);
      return scalar(bench, "conductanceNow") / before - 1;
    };
    expect(drift("readsDisturb", true)).toBeGreaterThan(0.05);
    expect(Math.abs(drift("readsDisturb", false))).toBeLessThan(1e-9);
    const [with_, without] = [true, false].map((readPulse) => {
      const bench = open("deadZone", stimulus({ readPulse }));
      periods(bench, 0.7);
      return scalar(bench, "conductanceNow");
    });
    expect(with_).toBe(without);
    const rate = series(open("deadZone"), "rate", 0);
    for (const [i, volts] of rate.x.entries())
      if (Math.abs(Math.abs(volts) - 0.6) > 1e-6) {
        expect(Number.isNaN(rate.y[i] as number)).toBe(Math.abs(volts) < 0.6);
      }
  });
});

it("Yakopcic's device ends its first period where the reference does", () => {
  const bench = open("yakopcic");
  periods(bench, 1);
  expect(signal(bench, "state", 0, 1).at(-1)).toBeCloseTo(0.092925, 4);
});

describe("the filament", () => {
  it("stops at the compliance, and neither devices nor cycles are alike", () => {
    const bench = open("filament");
    periods(bench, 1);
    const { values } = take(bench, "loop", "trace");
    const most = Array.from({ length: 13 }, (_, k) => Math.max(...[...values].filter((_, i) => i % 14 === k + 1)));
    for (const amps of most) expect(amps).toBeLessThanOrEqual(100e-6 * (1 + 1e-6));
    expect(Math.max(...most)).toBeGreaterThan(90e-6);
    const gaps = [1, 2, 3].map((cycle) => {
      if (cycle > 1) periods(bench, 1);
      const last = [...take(bench, "state", "trace").values].slice(-14);
      return last.filter((_, k) => k !== 1);
    });
    expect(new Set(gaps.map(([first]) => first)).size).toBe(3);
    expect(new Set(gaps[0]).size).toBeGreaterThan(10);
  });

  it("sets some seventy times sooner for each 0.2 V", () => {
    const { x, y } = series(open("dilemma"), "switching", 0);
    const time = (volts: number): number => at({ x, y }, volts);
    expect(time(1.6) / time(1.8)).toBeGreaterThan(40);
    expect(time(1.6) / time(1.8)).toBeLessThan(110);
    const gained = (set: number): number => {
      const bench = open("dilemma", stimulus({ set, up: 1, down: 0 }));
      const before = scalar(bench, "conductanceNow");
      periods(bench, 1);
      return scalar(bench, "conductanceNow") / before;
    };
    expect(gained(1.6)).toBeLessThan(1.2);
    expect(gained(1.8)).toBeGreaterThan(20);
    const round = open("dilemma");
    periods(round, 1);
    const staircase = take(round, "staircase", "curve");
    expect(staircase.y[0] as number).toBeGreaterThan(10 * (staircase.y[7] as number));
  });
});

it("tells one round of the source before it has run", () => {
  const { x, y } = series(open("filament"), "round", 0);
  expect(x.at(-1)).toBeCloseTo(1e-3, 9);
  for (const [share, volts] of [
    [0, 0],
    [0.125, 1.1],
    [0.25, 2.2],
    [0.5, 0],
    [0.75, -2.2],
    [1, 0],
  ] as const)
    expect(at({ x, y }, share * 1e-3)).toBeCloseTo(volts, 5);
});

it("binary devices wait as chance without memory has it, whatever the voltage", () => {
  for (const volts of [2.9, 3.1]) {
    const bench = open("chance", (params) => ({
      ...params,
      resolution: 200,
      stimulus: {
        ...(params as { stimulus: object }).stimulus,
        own: true,
        set: volts,
        reset: -3.2,
        width: 1e-4,
        interval: 4e-4,
      },
    }));
    periods(bench, 25);
    const [exponential, measured] = [series(bench, "waits", 0), series(bench, "waits", 1)];
    expect(exponential.y[5]).toBeCloseTo(Math.exp(-1), 6);
    // Some 500 cells have switched: three standard deviations of a share of them are 0.07.
    for (let k = 0; k <= 10; k++)
      expect(Math.abs((measured.y[k] as number) - (exponential.y[k] as number))).toBeLessThan(0.07);
  }
});

it("binary devices switch one by one, by chance", () => {
  const bench = open("chance");
  periods(bench, 0.5);
  const { y, x } = take(bench, "staircase", "curve");
  const first = Array.from({ length: 21 }, (_, k) =>
    [...y.slice(2 * k * x.length, (2 * k + 1) * x.length)].findIndex((g) => g > 10e-6),
  );
  expect(first.filter((pulse) => pulse >= 0).length).toBeGreaterThan(15);
  expect(new Set(first).size).toBeGreaterThan(5);
});

describe("phase change", () => {
  it("crystallises and melts along a hump, as the table says", () => {
    const low = series(open("meltQuench"), "programming", 0);
    const high = series(open("meltQuench"), "programming", 1);
    expect(at(low, 200e-6)).toBeLessThan(0.2e-6);
    expect(Math.max(...low.y)).toBeGreaterThan(20e-6);
    expect(at(low, 480e-6)).toBeLessThan(0.2e-6);
    expect(at(high, 200e-6)).toBeCloseTo(25e-6, 9);
    expect(at(high, 500e-6)).toBeCloseTo(0.1e-6, 9);
    const bench = open("meltQuench");
    periods(bench, 1);
    const { y, x } = take(bench, "staircase", "curve");
    // From the amorphous state 250 µA give 2.3332 µS with the first pulse; 480 µA erase everything.
    expect(y[0]).toBeGreaterThan(0.5e-6);
    expect(y[7] as number).toBeGreaterThan(15e-6);
    expect(y[x.length]).toBeCloseTo(0.1e-6, 9);
  });

  it("keeps what is cooled too slowly", () => {
    const bench = open("slowQuench");
    periods(bench, 1);
    const { y, x } = take(bench, "staircase", "curve");
    expect(y[x.length] as number).toBeGreaterThan(5e-6);
  });

  it("accumulates, each device in its own way, and is erased at once", () => {
    const bench = open("accumulation");
    periods(bench, 1);
    const { y, x } = take(bench, "staircase", "curve");
    const last = Array.from({ length: 21 }, (_, k) => y[2 * k * x.length + 19] as number);
    const mean = last.reduce((sum, g) => sum + g, 0) / 21;
    expect(mean).toBeGreaterThan(7e-6);
    expect(new Set(last).size).toBe(21);
    for (let k = 0; k < 21; k++) expect(y[(2 * k + 1) * x.length]).toBeLessThan(1e-6);
  });

  it("drifts by itself for a day", () => {
    const bench = open("drift");
    bench.simulation.advance(1);
    const before = scalar(bench, "conductanceNow");
    periods(bench, 0.99);
    expect(scalar(bench, "conductanceNow") / before).toBeLessThan(0.85);
    const kept = series(bench, "retention", 0);
    expect(at(kept, 86_400)).toBeLessThan(-20);
  });
});

it("a rough landscape of barriers relaxes over decades of time", () => {
  const bench = open("manyCations");
  const kept = series(bench, "retention", 0);
  expect(at(kept, 1e-3)).toBeGreaterThan(-1);
  expect(at(kept, 1e8)).toBeLessThan(-25);
  const decades = (spread: number): number => {
    const heo = (bench.params as unknown as { heo: object }).heo;
    const { y } = series(
      open("manyCations", (params) => ({ ...params, heo: { ...heo, spread } })),
      "retention",
      0,
    );
    return y.filter((change) => change < -3 && change > -27).length / 8;
  };
  expect(decades(0)).toBeLessThan(2);
  expect(decades(120)).toBeGreaterThan(2 * decades(0));
  bench.simulation.advance(1);
  const before = scalar(bench, "conductanceNow");
  periods(bench, 0.99);
  expect(scalar(bench, "conductanceNow") / before).toBeLessThan(0.97);
});

describe("trapped charge", () => {
  it("relaxes over five days: low currents up, high ones down", () => {
    const bench = open("retention");
    periods(bench, 0.99);
    expect(scalar(bench, "conductanceNow")).toBeLessThan(2e-6);
    const [kept, low, full] = [0, 1, 2].map((index) => at(series(bench, "retention", index), 432_000));
    expect(kept).toBeGreaterThan(1);
    expect(low).toBeGreaterThan(0.5);
    // 40.6984 nA of 1600 nA.
    expect(full).toBeCloseTo(-2.54365, 1);
  });

  it("is lost under radiation", () => {
    const bench = open("radiation");
    periods(bench, 0.5);
    const before = scalar(bench, "conductanceNow");
    const sonos = (bench.params as unknown as { sonos: { radiation: object } }).sonos;
    const dosed = { ...bench.params, sonos: { ...sonos, radiation: { ...sonos.radiation, dose: 600 } } };
    bench.simulation.update(dosed as never, ["sonos.radiation.dose"]);
    bench.simulation.advance(1);
    expect(scalar(bench, "conductanceNow") / before).toBeLessThan(0.8);
  });
});

it("equal pulses take unequal steps", () => {
  const bench = open("saturation");
  periods(bench, 1);
  const { y, x } = take(bench, "staircase", "curve");
  const up = (pulse: number) => y[pulse - 1] as number;
  expect(up(97)).toBeGreaterThan(30e-9);
  expect(up(10) - up(1)).toBeGreaterThan(3 * (up(97) - up(88)));
  expect(y[x.length + 99] as number).toBeLessThan(8e-9);
});

describe("overlapping spikes", () => {
  const pairs = ({ simulation }: Bench, count: number): void => simulation.advance(2500 * count);

  it("write by their interval, alone they do not, unless they are too high", () => {
    const bench = open("overlap");
    pairs(bench, 1);
    expect(scalar(bench, "change")).toBeCloseTo(0.35638e-6, 9);
    expect(scalar(bench, "xi")).toBeCloseTo(0.35638, 4);
    for (const spikes of ["pre", "post"]) {
      const alone = open("overlap", (params) => ({ ...params, overlap: { ...params.overlap, spikes } }));
      pairs(alone, 2);
      expect(scalar(alone, "change")).toBe(0);
    }
    const high = open("overlapTooHigh");
    pairs(high, 1);
    expect(scalar(high, "change")).toBeGreaterThan(0);
  });

  it("have a square window where they are square", () => {
    const { x, y } = series(open("overlapSquare"), "window", 0);
    expect(at({ x, y }, 10)).toBeGreaterThan(0);
    expect(at({ x, y }, 10)).toBeCloseTo(at({ x, y }, 50), 12);
    expect(at({ x, y }, 70)).toBe(0);
  });
});
