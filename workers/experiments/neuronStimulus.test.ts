import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { SimFault } from "../protocol";
import { Stimulus, type StimulusParams, stimulusRange } from "./neuronStimulus";
import { LEAST, MOST, stimulus, WAVEFORM_MS, WAVEFORM_POINTS } from "./neuronStimulusParams";
import { parseCurrents } from "./neuronWaveform";

const paramsOf = (given: Partial<StimulusParams>): StimulusParams => stimulus.parse(given);

function fresh(given: Partial<StimulusParams>, h: number, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const made = new Stimulus(arena, kernel, h, paramsOf(given));
  arena.commit();
  made.init(seed);
  made.update(paramsOf(given));
  return { arena, made };
}

/** Current held from each of the given times (ms) on. */
function held(given: Partial<StimulusParams>, h: number, times: readonly number[]): number[] {
  const { made } = fresh(given, h);
  return times.map((t) => made.at(Math.round(t / h) + 1));
}

/** Current of every step over `ms`. */
function path(given: Partial<StimulusParams>, h: number, ms: number, seed?: number): Float64Array {
  const { made } = fresh(given, h, seed);
  return Float64Array.from({ length: Math.round(ms / h) }, (_, k) => {
    const current = made.at(k + 1);
    made.advance();
    return current;
  });
}

describe("the shape of the current", () => {
  it.each([0.01, 0.05, 0.1, 0.5])("a step lasts from its onset for its duration, h = %d ms", (h) => {
    const step = { amplitude: 300, onset: 10, duration: 20 };
    expect(held(step, h, [0, 10 - h, 10, 30 - h, 30, 1000])).toEqual([0, 0, 300, 300, 0, 0]);
    expect(held({ ...step, duration: 0 }, h, [10 - h, 10, 5000])).toEqual([0, 300, 300]);
    expect(held({ ...step, period: 50 }, h, [30 - h, 30, 60 - h, 60, 80 - h, 80, 110])).toEqual([
      300, 0, 0, 300, 300, 0, 300,
    ]);
  });

  it("repeats on the grid however long the run", () => {
    const { made } = fresh({ amplitude: 1, duration: 0.5, period: 1 }, 0.05);
    for (const t of [0, 1000, 123_456, 9_999_999]) {
      const on = Array.from({ length: 20 }, (_, k) => made.at(t * 20 + k + 1));
      expect(on).toEqual([...new Array(10).fill(1), ...new Array(10).fill(0)]);
    }
  });

  it("repeats on the grid where period and step have no exact form", () => {
    const current = path({ amplitude: 1, duration: 0.4, period: 1.1 }, 0.1, 110);
    for (const [k, one] of current.entries()) expect(one).toBe(k % 11 < 4 ? 1 : 0);
  });

  it("a ramp rises over its duration and stays, or begins anew", () => {
    const ramp = { kind: "ramp", from: -100, to: 300, onset: 10, duration: 40 } as const;
    const at = [0, 10, 20, 30, 50, 90];
    expect(held(ramp, 0.1, at)).toEqual([0, -100, expect.closeTo(0), expect.closeTo(100), 300, 300]);
    expect(held({ ...ramp, period: 60 }, 0.1, [50, 69.9, 70, 80])).toEqual([300, 300, -100, expect.closeTo(0)]);
    expect(held({ ...ramp, duration: 0 }, 0.1, [9.9, 10])).toEqual([0, 300]);
  });

  it("pulses have their width, interval and number", () => {
    const pulses = { kind: "pulses", amplitude: 7, onset: 5, width: 2, interval: 10, count: 3 } as const;
    const on = path(pulses, 0.1, 100).map((current) => current / 7);
    expect(on.reduce((sum, one) => sum + one, 0)).toBe(3 * 20);
    for (const start of [5, 15, 25]) {
      expect(on[start * 10 - 1]).toBe(0);
      expect([...on.slice(start * 10, start * 10 + 20)]).toEqual(new Array(20).fill(1));
    }
  });

  it("a waveform is joined by straight lines, 0 outside, and may repeat", () => {
    const waveform = { kind: "waveform", times: [5, 10, 20], values: [100, 200, -100], onset: 10 } as const;
    const given = { ...waveform, times: [...waveform.times], values: [...waveform.values] };
    const at = [10, 14.9, 15, 17.5, 20, 25, 30, 30.1];
    expect(held(given, 0.1, at)).toEqual([0, 0, 100, 150, 200, expect.closeTo(50), expect.closeTo(-100), 0]);
    expect(held({ ...given, period: 100 }, 0.1, [115, 125])).toEqual([expect.closeTo(100), expect.closeTo(50)]);
    expect(held({ kind: "waveform", times: [], values: [] }, 0.1, [0, 5])).toEqual([0, 0]);
  });

  it("says how far it reaches", () => {
    expect(stimulusRange(paramsOf({ amplitude: -5 }))).toEqual([-5, 0]);
    expect(stimulusRange(paramsOf({ kind: "ramp", from: 9, to: 4 }))).toEqual([4, 9]);
    expect(stimulusRange(paramsOf({ kind: "noise", mean: 10, sd: 3 }))).toEqual([4, 16]);
    expect(stimulusRange(paramsOf({ kind: "waveform", times: [0, 1], values: [3, 8] }))).toEqual([0, 8]);
  });
});

describe("noise", () => {
  const noise = { kind: "noise", mean: 300, sd: 80, tau: 4 } as const;

  it("has its mean, its size and its correlation time", () => {
    const x = path(noise, 0.25, 60_000);
    const mean = x.reduce((sum, one) => sum + one, 0) / x.length;
    const covariance = (lag: number) => {
      let sum = 0;
      for (let i = lag; i < x.length; i++) sum += ((x[i] as number) - mean) * ((x[i - lag] as number) - mean);
      return sum / (x.length - lag);
    };
    // 60 s hold 7500 independent values.
    expect(Math.abs(mean - 300)).toBeLessThan(4 * (80 / Math.sqrt(7500)));
    expect(Math.abs(Math.sqrt(covariance(0)) - 80)).toBeLessThan(4);
    expect(covariance(16) / covariance(0)).toBeCloseTo(Math.exp(-1), 1);
  });

  it("follows the same path whatever the step", () => {
    const fine = path(noise, 0.01, 40);
    for (const h of [0.02, 0.025, 0.04, 0.05, 0.1, 0.125, 0.2, 0.25, 0.5, 1]) {
      const coarse = path(noise, h, 40);
      const common = Math.round(Math.max(h, 1) / h);
      for (let ms = 0; ms < 40; ms++) expect(coarse[ms * common]).toBe(fine[ms * 100]);
    }
  });

  it("differs from seed to seed and lies between onset and end", () => {
    const on = { ...noise, onset: 10, duration: 20 };
    const [a, b] = [path(on, 1, 40), path(on, 1, 40, 2)];
    expect(a).not.toEqual(b);
    expect([a[9], a[30]]).toEqual([0, 0]);
    expect([a[10], a[29]]).not.toContain(0);
  });
});

describe("an injected pulse", () => {
  it("adds to the stimulus from the next step on, and others add to it", () => {
    const { made } = fresh({ amplitude: 100 }, 0.5);
    const seen: number[] = [];
    for (let now = 10; now < 16; now++) {
      if (now === 11) made.inject(50, 2, now);
      if (now === 12) made.inject(7, 0.1, now);
      seen.push(made.at(now + 1));
    }
    expect(seen).toEqual([100, 150, 157, 150, 150, 100]);
  });

  it("is refused when too many are under way", () => {
    const { made } = fresh({ amplitude: 0 }, 1);
    for (let k = 0; k < 64; k++) made.inject(1, 10, 5);
    expect(made.at(6)).toBe(64);
    expect(() => made.inject(1, 10, 5)).toThrow("under way");
    made.inject(3, 10, 15);
    expect(made.at(16)).toBe(3);
  });
});

describe("an imported waveform", () => {
  const read = (text: string) => parseCurrents(new TextEncoder().encode(text), "current.csv");

  it("is read with or without heading, whatever separates the columns", () => {
    const expected = { times: [0, 1.5, 30], values: [0, -20, 500] };
    expect(read("time,current\n0,0\n1.5,-20\n30,500\n")).toEqual(expected);
    expect(read("0;0\r\n\r\n1.5\t-20\r\n30 5e2")).toEqual(expected);
  });

  it.each([
    ["", "holds no points"],
    ["time,current\n", "holds no points"],
    ["0,0\n1\n", "line 2: 1 numbers"],
    ["0,0\n1,2,3\n", "line 2: 3 numbers"],
    ["0,0\n1,x\n", 'line 2: "x" is not a number'],
    ["t,I\n\n5,1\n5,2\n", "line 4: 5 ms does not come after 5 ms"],
    ["5,1\n4,2\n", "line 2: 4 ms does not come after 5 ms"],
    ["-1,1\n", `line 1: -1 ms is outside 0 to ${WAVEFORM_MS} ms`],
    ["0,9999\n", `line 1: 9999 pA is outside ${LEAST} to ${MOST} pA`],
    [Array.from({ length: WAVEFORM_POINTS + 1 }, (_, i) => `${i},0`).join("\n"), `more than ${WAVEFORM_POINTS} points`],
  ])("is refused with line and reason, case %#", (text, reason) => {
    try {
      read(text);
      expect.unreachable();
    } catch (fault) {
      expect((fault as SimFault).error.message).toContain(reason);
      expect((fault as SimFault).error.path).toBe("current.csv");
    }
  });
});
