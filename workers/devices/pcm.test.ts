import { describe, expect, it } from "vitest";
import { DEVICE_TARGETS as targets } from "../fixtures/memories";
import { createKernel } from "../memory/kernel";
import { pcmAccumulative, pcmMeanAfter } from "./pcmAccumulative";
import { pcmInference, pcmReadSpread, pcmStatistics } from "./pcmInference";
import { type PcmPulseParams, pcmMeltingCurrent, pcmPulse, pcmTemperature } from "./pcmPulse";
import { DeviceBench } from "./testing";

const DAY = 86_400;
const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
const sd = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return Math.sqrt(Array.from(x).reduce((sum, v) => sum + (v - m) ** 2, 0) / (x.length - 1));
};

describe("phase change under pulses", () => {
  const instant: PcmPulseParams = { ...pcmPulse.schema.parse({}), edge: "instant" };
  const bench = (fraction: number, params = instant) => {
    const cell = new DeviceBench(pcmPulse, params);
    cell.variable("fraction").fill(fraction);
    return cell;
  };
  /** Crystalline fraction after one pulse (µA, ns), cut into portions. */
  const pulsed = (fraction: number, current: number, width = 100, portions = 1, params = instant): number => {
    const cell = bench(fraction, params);
    for (let k = 0; k < portions; k++) cell.hold(current * 1e-6 * 3000, (width * 1e-9) / portions);
    cell.hold(0, 1e-5);
    return cell.variable("fraction")[0] as number;
  };

  it("melts at 345.507 µA", () => {
    expect(pcmMeltingCurrent(instant) * 1e6).toBeCloseTo(345.507, 3);
    expect(pcmTemperature(instant, pcmMeltingCurrent(instant))).toBeCloseTo(873, 9);
  });

  it.each([
    [0, 200, 0.008128],
    [0, 250, 0.570471],
    [0, 275, 0.964841],
    [0, 320, 0.92998],
    [0, 340, 0.410869],
    [1, 360, 0.90184],
    [1, 400, 0.61],
    [1, 480, 0],
  ])("goes from f = %d by 100 ns of %d µA to %d", (from, current, to) => {
    expect(pulsed(from, current)).toBeCloseTo(to, 6);
    // Cutting the pulse changes nothing.
    expect(pulsed(from, current, 100, 7)).toBeCloseTo(to, 6);
  });

  it("reads what the fraction conducts", () => {
    const cell = bench(0);
    cell.hold(250e-6 * 3000, 1e-7);
    expect((cell.read(0.1)[0] as number) * 1e6).toBeCloseTo(2.3332, 4);
    const melted = bench(1);
    melted.hold(1.2, 1e-7);
    expect((melted.read(0.1)[0] as number) * 1e6).toBeCloseTo(2.9023, 4);
  });

  it("crystallises on the way down by the integral of the growth rate", () => {
    const slope = (fall: number): PcmPulseParams => ({ ...instant, edge: "slope", fall });
    const simpson = (fall: number): number => {
      // From 1068 K; only what lies between 400 and 873 K grows.
      const rate = (pcmTemperature(instant, 400e-6) - 300) / (fall * 1e-9);
      const [from, to, n] = [400, 873, 2000];
      const h = (to - from) / n;
      let sum = 0;
      for (let k = 0; k <= n; k++)
        sum += (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2) * 5e7 * Math.exp(-(((from + k * h - 720) / 90) ** 2));
      return 1 - (1 - 0.61) * Math.exp((-sum * h) / 3 / rate);
    };
    for (const fall of [1, 30, 300]) {
      expect(pulsed(1, 400, 100, 1, slope(fall))).toBeCloseTo(simpson(fall), 9);
      const cut = bench(1, slope(fall));
      cut.hold(1.2, 1e-7);
      for (let k = 0; k < 400; k++) cut.hold(0, (fall * 1e-9) / 137);
      expect(cut.variable("fraction")[0]).toBeCloseTo(simpson(fall), 9);
    }
    expect(pulsed(1, 400, 100, 1, slope(10_000))).toBeGreaterThan(0.99);
  });

  it("keeps what it has at room temperature, and conducts nothing without a voltage", () => {
    const cell = bench(0.3);
    cell.bank.rest(1e8);
    expect(cell.variable("fraction")[0]).toBe(0.3);
    expect(cell.hold(0, 1e-9)).toBe(0);
    const before = cell.bytes;
    cell.hold(1.2, 0);
    expect(cell.bytes).toEqual(before);
    cell.program(5e-6);
    expect(cell.read(0.1)[0]).toBeCloseTo(5e-6, 15);
  });
});

describe("accumulation", () => {
  const silent = { ...pcmAccumulative.schema.parse({}), spread: 0, readNoise: 0, drift: 0 };

  it("climbs by the published mean, whatever the portions of a pulse", () => {
    for (const portions of [1, 3]) {
      const cell = new DeviceBench(pcmAccumulative, silent);
      for (let pulse = 1; pulse <= 20; pulse++) {
        for (let k = 0; k < portions; k++) cell.hold(1, 50e-9 / portions);
        const target = targets.accumulation[pulse];
        if (target !== undefined) {
          expect((cell.read(0.1)[0] as number) * 1e6).toBeCloseTo(target, 9);
          expect(pcmMeanAfter(pulse)).toBeCloseTo(target, 9);
        }
      }
    }
    const cell = new DeviceBench(pcmAccumulative, silent);
    cell.hold(1, 400 * 50e-9);
    expect((cell.read(0.1)[0] as number) * 1e6).toBeCloseTo(0.88 / 0.084, 6);
    cell.hold(-1, 50e-9);
    expect(cell.read(0.1)[0]).toBeCloseTo(1e-7, 15);
  });

  it("scatters as published with the first pulse, drifts from 38.6 s on", () => {
    const n = 40_000;
    const cells = new DeviceBench(
      pcmAccumulative,
      { ...silent, spread: 100, drift: 0.04 },
      { shape: { rows: 200, columns: 200 } },
    );
    // From 6 µS with no memory left the bounds are 3 standard deviations away on the lower side.
    cells.variable("conductance").fill(6e-6);
    cells.variable("memory").fill(0);
    cells.hold(1, 50e-9);
    const g = cells.variable("conductance").map((x) => x * 1e6);
    const wide = 0.091 * 6 + 0.26;
    expect(Math.abs(mean(g) - (6 - 0.084 * 6 + 0.88))).toBeLessThan((3 * wide) / Math.sqrt(n));
    expect(Math.abs(sd(g) - wide)).toBeLessThan((3 * wide) / Math.sqrt(2 * n));
    cells.bank.rest(DAY);
    const drifted = cells.read(0.1);
    expect((drifted[7] as number) / (cells.variable("conductance")[7] as number)).toBeCloseTo(
      (1 + DAY / 38.6) ** -0.04,
      12,
    );
    expect(pcmAccumulative.retention?.(silent, 1e-6, DAY)).toBe(1);
  });

  it("climbs to a target, and gives up in the end", () => {
    const cells = new DeviceBench(pcmAccumulative, { ...silent, spread: 100 }, { shape: { rows: 30, columns: 30 } });
    cells.program(5e-6);
    expect(Math.min(...cells.read(0.1))).toBeGreaterThanOrEqual(5e-6);
    const hopeless = new DeviceBench(pcmAccumulative, silent);
    hopeless.program(12e-6);
    expect((hopeless.read(0.1)[0] as number) * 1e6).toBeCloseTo(pcmMeanAfter(40), 9);
  });
});

describe("inference statistics", () => {
  const published = pcmInference.schema.parse({});
  const silent = { ...published, programming: 0, driftSpread: 0, readNoise: 0 };

  it("has the table", () => {
    const kernel = createKernel();
    const { pcm } = targets;
    for (const [i, g] of pcm.g.entries()) {
      const fit = pcmStatistics(g);
      expect(fit.programming).toBeCloseTo(pcm.programming[i] as number, 12);
      expect(fit.drift).toBeCloseTo(pcm.drift[i] as number, 12);
      expect(fit.driftSpread).toBeCloseTo(pcm.driftSpread[i] as number, 12);
      expect(fit.read).toBeCloseTo(pcm.read[i] as number, 12);
      expect(pcmReadSpread(g, DAY - 20)).toBeCloseTo(pcm.readAfterDay[i] as number, 5);
      expect(pcmReadSpread(g, DAY)).toBeCloseTo(pcm.readAfterDay[i] as number, 5);
      // The cells draw by the kernel's own copies of the fits.
      const log = kernel.pcmLog(g);
      expect(kernel.pcmProgrammingSd(g)).toBeCloseTo(fit.programming, 14);
      expect(kernel.pcmDriftMean(log)).toBeCloseTo(fit.drift, 14);
      expect(kernel.pcmDriftSd(log)).toBeCloseTo(fit.driftSpread, 14);
      expect(kernel.pcmReadScale(log)).toBeCloseTo(fit.read, 14);
      const cell = new DeviceBench(pcmInference, silent);
      cell.program(g * 25e-6);
      cell.bank.rest(DAY);
      expect((cell.read(0.2)[0] as number) / (g * 25e-6)).toBeCloseTo(pcm.driftAfterDay[i] as number, 5);
    }
    expect(kernel.pcmLog(0)).toBe(kernel.log(1e-7));
  });

  it("keeps its mean drift above that of the mean exponent", () => {
    expect(pcmInference.retention?.(silent, 25e-6, DAY)).toBeCloseTo(0.663524, 4);
    expect(pcmInference.retention?.(published, 25e-6, DAY)).toBeCloseTo(0.665013, 4);
  });

  it("scatters and drifts over many cells as published", () => {
    const n = 40_000;
    const shape = { rows: 200, columns: 200 };
    const cells = new DeviceBench(pcmInference, published, { shape });
    for (const g of [0.25, 1]) {
      const fit = pcmStatistics(g);
      cells.program(g * 25e-6);
      const programmed = cells.variable("programmed").map((x) => x * 1e6);
      const error = fit.programming / Math.sqrt(n);
      expect(Math.abs(mean(programmed) - g * 25)).toBeLessThan(3 * error);
      expect(Math.abs(sd(programmed) - fit.programming)).toBeLessThan((3 * error) / Math.SQRT2);
      const nu = cells.variable("exponent");
      expect(Math.abs(mean(nu) - fit.drift)).toBeLessThan((3 * fit.driftSpread) / Math.sqrt(n));
      expect(Math.abs(sd(nu) - fit.driftSpread)).toBeLessThan((3 * fit.driftSpread) / Math.sqrt(2 * n));
    }
    // Reads: each cell against its own drift, in units of its own spread.
    cells.bank.rest(DAY);
    const [now, held, nu] = [cells.read(0.2), cells.variable("programmed"), cells.variable("exponent")];
    const scores = now.map((g, i) => {
      const drifted = (held[i] as number) * (1 + DAY / 20) ** -(nu[i] as number);
      return (g / drifted - 1) / pcmReadSpread((held[i] as number) / 25e-6, DAY);
    });
    expect(Math.abs(mean(scores))).toBeLessThan(3 / Math.sqrt(n));
    expect(Math.abs(sd(scores) - 1)).toBeLessThan(3 / Math.sqrt(2 * n));
  });

  it("ages by time alone, and starts anew when it is written", () => {
    const age = (parts: number): number => {
      const cell = new DeviceBench(pcmInference, { ...published, readNoise: 0 });
      cell.program(10e-6);
      for (let k = 0; k < parts; k++) cell.bank.rest(DAY / parts);
      return cell.read(0.2)[0] as number;
    };
    expect(age(1000) / age(1)).toBeCloseTo(1, 12);
    const cell = new DeviceBench(pcmInference, silent);
    cell.program(10e-6);
    cell.bank.rest(DAY);
    cell.program(10e-6);
    expect(cell.read(0.2)[0]).toBeCloseTo(10e-6, 15);
  });

  it("has reads that are correlated for a while and forget in the end", () => {
    const n = 10_000;
    const cells = new DeviceBench(pcmInference, { ...silent, readNoise: 100 }, { shape: { rows: 100, columns: 100 } });
    cells.program(10e-6);
    cells.bank.rest(1000);
    const correlation = (wait: number): number => {
      const before = cells.read(0.2);
      cells.bank.rest(wait);
      const after = cells.read(0.2);
      const [a, b] = [mean(before), mean(after)];
      const product = mean(before.map((x, i) => (x - a) * ((after[i] as number) - b)));
      return product / (sd(before) * sd(after));
    };
    expect(correlation(1e-7)).toBeGreaterThan(0.98);
    expect(correlation(1)).toBeGreaterThan(0.3);
    expect(correlation(1)).toBeLessThan(0.6);
    expect(Math.abs(correlation(1e8))).toBeLessThan(3 / Math.sqrt(n));
  });
});
