import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import {
  configurationalEntropy,
  disorderFactor,
  type HeoParams,
  heo,
  heoBarriers,
  heoFractions,
  heoRetention,
  normalised,
  sizeMismatch,
} from "./heo";
import { RADII } from "./heoMaterial";
import { DeviceBench } from "./testing";

const published = heo.schema.parse({});
const direct = (mean: number, sd: number): HeoParams => ({ ...published, source: "direct", mean, sd, error: 0 });
const TIMES = [1, 60, 3600, 86_400, 1e7];

describe("the mixture", () => {
  it("has the entropy of its fractions", () => {
    const equal = [0.2, 0.2, 0.2, 0.2, 0.2];
    expect(configurationalEntropy(equal)).toBeCloseTo(13.381611, 6);
    expect(configurationalEntropy(equal)).toBeCloseTo(13.381611358925285, 12);
    expect(configurationalEntropy([0.4, 0.15, 0.15, 0.15, 0.15])).toBeCloseTo(12.511506, 6);
    expect(configurationalEntropy([0.6, 0.1, 0.1, 0.1, 0.1])).toBeCloseTo(10.206247, 6);
    expect(configurationalEntropy([0.05, 0.05, 0.3, 0.3, 0.3])).toBeCloseTo(11.500139, 6);
    expect(configurationalEntropy([1, 0, 0, 0, 0])).toBeCloseTo(0, 15);
    expect(sizeMismatch(equal, RADII.rocksalt)).toBeCloseTo(0.026888, 6);
    expect(sizeMismatch(equal, RADII.spinel)).toBeCloseTo(0.0763, 6);
  });

  it("scales shares to one, whatever they are", () => {
    expect(normalised([0, 0, 0, 0, 0])).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
    expect(normalised([1, 1, 0, 0, 0])).toEqual([0.5, 0.5, 0, 0, 0]);
    expect(heoFractions(published).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 15);
  });

  it("widens with mismatch, within its bounds", () => {
    const { mean, sd } = heoBarriers(published);
    expect(mean).toBeCloseTo(0.92, 12);
    expect(sd).toBeCloseTo(0.05 * (0.026888 / 0.05), 6);
    expect(heoBarriers({ ...published, lattice: "spinel", spread: 120 }).sd).toBe(0.12);
    const one = { first: 1, second: 0, third: 0, fourth: 0, fifth: 0 };
    expect(heoBarriers({ ...published, fractions: one })).toEqual({ mean: 1, sd: 0.005 });
  });

  it("slows hopping by its disorder", () => {
    expect(disorderFactor(0.02, 300)).toBeCloseTo(0.766436, 6);
    expect(disorderFactor(0.05, 300)).toBeCloseTo(0.189659, 6);
    expect(disorderFactor(0.1, 300)).toBeCloseTo(0.00129387, 7);
  });
});

describe("relaxation", () => {
  it.each([
    [0.9, 20, [0.996954, 0.879642, 0.700152, 0.7, 0.7]],
    [0.9, 100, [0.956432, 0.856773, 0.750943, 0.712175, 0.700503]],
    [1.0, 50, [0.999696, 0.986876, 0.852408, 0.723648, 0.700039]],
  ])("of %d eV and %d meV has its targets", (mean, sd, targets) => {
    const params = direct(mean, sd);
    for (const [i, time] of TIMES.entries()) {
      const target = targets[i] as number;
      expect(Math.abs(heoRetention(params, heoBarriers(params), time) - target)).toBeLessThan(1e-4);
      const cell = new DeviceBench(heo, params);
      cell.program(50e-6);
      for (let k = 0; k < 5; k++) cell.bank.rest(time / 5);
      const kept = (cell.read(0.1)[0] as number) / 50e-6;
      expect(Math.abs(kept - target)).toBeLessThan(1e-4);
    }
  });

  it("follows the integral from a nanosecond to 300 years in cells, narrow or wide, hot or cold", () => {
    const kernel = createKernel();
    for (const sd of [5, 30, 120])
      for (const temperature of [250, 400]) {
        const params = { ...direct(0.8, sd), temperature };
        const cell = new DeviceBench(heo, params);
        cell.program(50e-6);
        let age = 0;
        for (let exponent = -9; exponent <= 10; exponent += 0.37) {
          const next = 10 ** exponent;
          cell.bank.rest(next - age);
          age = next;
          const exact = heoRetention(params, heoBarriers(params), age);
          expect(Math.abs((cell.read(0.1)[0] as number) / 50e-6 - exact)).toBeLessThan(2e-5);
          const kT = 8.617333262e-5 * temperature;
          expect(1 - 0.3 * kernel.heoRelaxed(age, 0.8, sd / 1000, kT, 1e-13)).toBeCloseTo(exact, 12);
        }
      }
  });

  it("starts anew with each programming and forgets nothing before", () => {
    const cell = new DeviceBench(heo, direct(0.9, 50));
    cell.program(50e-6);
    expect(cell.read(0.1)[0]).toBeCloseTo(50e-6, 18);
    cell.bank.rest(1e7);
    cell.hold(1, 1e-6);
    expect(cell.read(0.1)[0]).toBeCloseTo(50e-6 + 99e-6 / 16, 12);
  });

  it("carries its badge", () => {
    expect(heo.validity.some(({ badge, note }) => badge === "surrogate" && note.includes("not measured"))).toBe(true);
  });
});
