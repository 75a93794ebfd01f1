import { describe, expect, it } from "vitest";
import { DEVICE_TARGETS } from "../fixtures/memories";
import {
  type SonosParams,
  sonos,
  sonosAfterDose,
  sonosMeanDrift,
  sonosMoments,
  sonosReadSpread,
  sonosSpreadAfter,
} from "./sonos";
import { SONOS_TABLE } from "./sonosPhysics";
import { DeviceBench } from "./testing";

const DAY = 86_400;
const targets = DEVICE_TARGETS.sonos;
const published = sonos.schema.parse({});
const silent: SonosParams = { ...published, programming: 0, driftSpread: 0, readNoise: 0 };
const dosed = (params: SonosParams, dose: number, toleranceSpread = 0): SonosParams => ({
  ...params,
  radiation: { ...params.radiation, dose, toleranceSpread },
});
/** Conductance of a cell current in nA at 0.1 V, and back. */
const siemens = (nanoamps: number): number => nanoamps * 1e-8;
const nanoamps = (conductance: number): number => conductance * 1e8;
const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
const sd = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return Math.sqrt(Array.from(x).reduce((sum, v) => sum + (v - m) ** 2, 0) / (x.length - 1));
};

describe("SONOS as published", () => {
  it("has the polynomials of all five days", () => {
    for (const [day, coefficients] of Object.entries(targets.polynomials)) {
      const at = 13 * Number(day);
      expect(SONOS_TABLE.slice(at, at + 11)).toEqual([...coefficients]);
    }
  });

  it("drifts and scatters to 1e-4 nA", () => {
    for (const [i, current] of targets.currents.entries()) {
      expect(sonosMeanDrift(current, 1)).toBeCloseTo(targets.driftAfterDay[i] as number, 9);
      expect(sonosMeanDrift(current, 5)).toBeCloseTo(targets.driftAfterFiveDays[i] as number, 9);
      expect(sonosMeanDrift(current, 400)).toBe(sonosMeanDrift(current, 5));
      expect(sonosMeanDrift(current, 0)).toBe(0);
      expect(sonosSpreadAfter(current, 0)).toBeCloseTo(targets.spread[i] as number, 9);
      expect(sonosSpreadAfter(current, 5)).toBeCloseTo(targets.spreadAfterFiveDays[i] as number, 9);
      expect(sonosReadSpread(current)).toBeCloseTo(targets.read[i] as number, 9);
      if (current === 0) continue;
      for (const [days, drift] of [
        [1, targets.driftAfterDay],
        [5, targets.driftAfterFiveDays],
      ] as const) {
        const cell = new DeviceBench(sonos, silent);
        cell.program(siemens(current));
        for (let k = 0; k < 10; k++) cell.bank.rest((days * DAY) / 10);
        expect(nanoamps(cell.read(0.1)[0] as number) - current).toBeCloseTo(drift[i] as number, 3);
      }
    }
    // Half way between days the coefficients are half way too.
    expect(sonosMeanDrift(300, 1.5)).toBeCloseTo((sonosMeanDrift(300, 1) + sonosMeanDrift(300, 2)) / 2, 12);
  });

  it("shows the spreads over many cells", () => {
    const n = 40_000;
    const shape = { rows: 200, columns: 200 };
    const current = 800;
    const close = (values: ArrayLike<number>, wide: number) =>
      expect(Math.abs(sd(values) - wide)).toBeLessThan((3 * wide) / Math.sqrt(2 * n));
    const cells = new DeviceBench(sonos, { ...published, readNoise: 0 }, { shape });
    cells.program(siemens(current));
    const fresh = cells.read(0.1).map(nanoamps);
    close(fresh, sonosSpreadAfter(current, 0));
    expect(Math.abs(mean(fresh) - current)).toBeLessThan((3 * sonosSpreadAfter(current, 0)) / Math.sqrt(n));
    cells.bank.rest(5 * DAY);
    const old = cells.read(0.1).map(nanoamps);
    close(old, sonosSpreadAfter(current, 5));
    expect(Math.abs(mean(old) - current - sonosMeanDrift(current, 5))).toBeLessThan((3 * 34) / Math.sqrt(n));
    const noisy = new DeviceBench(sonos, { ...silent, readNoise: 100 }, { shape });
    noisy.program(siemens(current));
    const [first] = [noisy.read(0.1), noisy.bank.rest(1e-6)];
    const second = noisy.read(0.1);
    close(first.map(nanoamps), sonosReadSpread(current));
    // White: two reads differ by the root of two.
    close(
      first.map((x, i) => nanoamps(x - (second[i] as number))),
      Math.SQRT2 * sonosReadSpread(current),
    );
  });

  it("takes over parameters without drawing anything", () => {
    const cells = new DeviceBench(sonos, published, { shape: { rows: 4, columns: 4 } });
    cells.program(siemens(500));
    const before = cells.bytes;
    cells.bank.update({ ...published, drift: 50 });
    cells.bank.update(published);
    expect(cells.bytes).toEqual(before);
  });
});

describe("SONOS under radiation (surrogate)", () => {
  const { krad, programmed, currents } = DEVICE_TARGETS.dose;

  it("has its targets, in closed form and in cells", () => {
    for (const [i, current] of programmed.entries())
      for (const [k, dose] of krad.entries()) {
        const target = (currents[i] as readonly number[])[k] as number;
        expect(sonosAfterDose(current, dose, published.radiation) / target).toBeCloseTo(1, 9);
        const cell = new DeviceBench(sonos, dosed(silent, 0));
        cell.program(siemens(current));
        cell.bank.update(dosed(silent, dose));
        expect(nanoamps(cell.read(0.1)[0] as number) / target).toBeCloseTo(1, 9);
      }
  });

  it("leaves the neutral current, and starts anew with programming", () => {
    expect(sonosAfterDose(100, 3200, published.radiation)).toBeCloseTo(100, 10);
    const cell = new DeviceBench(sonos, dosed(silent, 1000));
    cell.program(siemens(1600));
    expect(nanoamps(cell.read(0.1)[0] as number)).toBeCloseTo(1600, 8);
    cell.bank.update(dosed(silent, 1100));
    expect(nanoamps(cell.read(0.1)[0] as number)).toBeCloseTo(1476.1435, 4);
  });

  it("spreads cells about as the closed form of a layer says", () => {
    const shape = { rows: 200, columns: 200 };
    const cells = new DeviceBench(sonos, { ...dosed(silent, 0, 15), programming: 100 }, { shape });
    cells.program(siemens(1600));
    cells.bank.update({ ...dosed(silent, 300, 15), programming: 100 });
    const now = cells.read(0.1).map((g) => nanoamps(g) / 1600 - 1);
    const closed = sonosMoments(1600, 300, { ...published.radiation, toleranceSpread: 15 }, 1600);
    expect(mean(now)).toBeCloseTo(closed.mean, 2);
    expect(sd(now) / closed.sd).toBeGreaterThan(0.8);
    expect(sd(now) / closed.sd).toBeLessThan(1.2);
  });

  it("carries its badge", () => {
    expect(sonos.validity.some(({ badge }) => badge === "surrogate")).toBe(true);
    expect(published.radiation.dose).toBe(0);
  });
});
