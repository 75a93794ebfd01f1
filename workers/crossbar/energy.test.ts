import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CROSSBARS } from "../fixtures/crossbar";
import { power } from "./currents";
import {
  arrayDelay,
  BOUNDARIES,
  bitTopsPerWatt,
  conversionEnergy,
  ENERGY_ASSUMPTIONS,
  elmoreDelay,
  energyWithin,
  halfTime,
  leakagePower,
  operations,
  productEnergy,
  topsPerWatt,
} from "./energy";
import { driveLines } from "./schemes";
import { standaloneCrossbar } from "./solver";

describe("the energy of a product", () => {
  it("is 20 fJ for a cell of 50 µS at 0.2 V in 10 ns", () => {
    const load = { rows: 1, columns: 1, dacBits: 0, adcBits: 0, power: 0.2 * 0.2 * 50e-6, leakage: 0 };
    expect(productEnergy(load, ENERGY_ASSUMPTIONS).total).toBeCloseTo(20e-15, 20);
  });

  it("is the sum of its parts to 1e-12, and their boundaries grow", () => {
    const positive = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 512 }),
        fc.integer({ min: 0, max: 12 }),
        positive,
        positive,
        (n, bits, watts, leak) => {
          const load = { rows: n, columns: 2 * n, dacBits: bits, adcBits: 12 - bits, power: watts, leakage: leak };
          const energy = productEnergy(load, ENERGY_ASSUMPTIONS);
          const parts = energy.array + energy.leakage + energy.adc + energy.dac;
          expect(Math.abs(parts - energy.total)).toBeLessThanOrEqual(1e-12 * energy.total);
          expect(energy.array + energy.leakage).toBeCloseTo(watts * ENERGY_ASSUMPTIONS.cycle, 20);
          for (const part of Object.values(energy)) expect(part).toBeGreaterThanOrEqual(0);
          const within = BOUNDARIES.map((boundary) => energyWithin(energy, boundary));
          expect(within[1]).toBeGreaterThanOrEqual(within[0] as number);
          expect(within[2]).toBeGreaterThanOrEqual(within[1] as number);
          expect(Math.abs((within[2] as number) - energy.total)).toBeLessThanOrEqual(1e-12 * energy.total);
        },
      ),
    );
  });

  it("doubles with every bit of a converter, and has none without", () => {
    expect(conversionEnergy(8, ENERGY_ASSUMPTIONS.adcPerLevel)).toBeCloseTo(1.6e-12, 24);
    expect(conversionEnergy(9, 1e-15) / conversionEnergy(8, 1e-15)).toBe(2);
    expect(conversionEnergy(0, 1e-15)).toBe(0);
  });

  it("counts what the sources of a real array deliver", () => {
    const { eight } = CROSSBARS;
    const array = standaloneCrossbar(8, 8);
    array.conductance.view.set(eight.G_S.flat());
    array.wires(eight.r_word_ohm, eight.r_bit_ohm);
    driveLines(array, eight.v_in_V, { source: eight.R_source_ohm, sink: eight.R_term_ohm, sides: "one" });
    array.factor();
    array.solve({ tolerance: 1e-12, warm: false });
    const volts = Float64Array.from(eight.v_in_V);
    const currents = array.rowCurrent.view;
    const watts = volts.reduce((sum, v, i) => sum + v * (currents[i] as number), 0);
    expect(Math.abs(power(array) / watts - 1)).toBeLessThan(1e-9);
    const leakage = leakagePower(Float64Array.from(eight.G_S.flat()), volts, 1e-6);
    expect(leakage).toBeGreaterThan(0);
    expect(leakage).toBeLessThan(watts);
  });
});

describe("leakage", () => {
  it("of 1024 x 1024 cells of 1 µS at 0.2 V is 41.9 mW, 4.2 mW when nine in ten are cut off", () => {
    const n = 1024;
    const volts = new Float64Array(n).fill(0.2);
    const cells = new Float64Array(n * n).fill(1e-6);
    expect(leakagePower(cells, volts, 1e-6) * 1e3).toBeCloseTo(41.943, 3);
    for (let k = 0; k < cells.length; k++) if (k % 10 !== 0) cells[k] = 0;
    expect(leakagePower(cells, volts, 1e-6) * 1e3).toBeCloseTo(4.194, 3);
  });

  it("does not count what a cell conducts above the least", () => {
    expect(leakagePower(Float64Array.of(1e-6, 1e-4), [0.5], 1e-6)).toBeCloseTo(0.5e-6, 18);
  });
});

describe("efficiency", () => {
  it("is 60.6 TOPS/W at 33 fJ for a multiplication and addition", () => {
    expect(topsPerWatt(operations(1), 33e-15)).toBeCloseTo(60.606, 3);
  });

  it("of 128 rows of 50 µS with 8-bit converters is near that with array and ADC, and doubles the ADC's share with half the rows", () => {
    const column = (rows: number) => {
      const load = { rows, columns: 1, dacBits: 8, adcBits: 8, power: rows * 0.04 * 50e-6, leakage: 0 };
      return productEnergy(load, ENERGY_ASSUMPTIONS);
    };
    const energy = column(128);
    expect(energy.adc / 128).toBeCloseTo(12.5e-15, 20);
    expect(column(64).adc / 64).toBeCloseTo(25e-15, 20);
    const tops = BOUNDARIES.map((boundary) => topsPerWatt(operations(128), energyWithin(energy, boundary)));
    expect(Math.abs((tops[1] as number) / 60.6 - 1)).toBeLessThan(0.03);
    expect(tops[0]).toBeCloseTo(100, 9);
    expect(tops[2]).toBeLessThan(tops[1] as number);
  });

  it("is compared by bits: 310.4 at 4 x 1 and 62.1 at 4 x 8 bits", () => {
    expect(bitTopsPerWatt(310.4, 4, 1)).toBeCloseTo(1241.6, 9);
    expect(bitTopsPerWatt(62.1, 4, 8)).toBeCloseTo(1987.2, 9);
  });
});

describe("the delay of a line", () => {
  it.each([
    [128, 2.5, 0.5e-15, 1000, 74.32],
    [512, 2.5, 0.5e-15, 1000, 420.16],
    [64, 1, 0.1e-15, 0, 0.208],
  ])(
    "of %d cells at %d Ohm, %d F and a driver of %d Ohm is as tabulated",
    (cells, resistance, capacitance, driver, ps) => {
      expect(elmoreDelay({ cells, resistance, capacitance, driver }) * 1e12).toBeCloseTo(ps, 2);
    },
  );

  it("is that of a ladder: each capacitance times the resistance on its way", () => {
    const [cells, r, c, driver] = [7, 3, 2e-15, 40];
    let tau = 0;
    for (let k = 1; k <= cells; k++) tau += c * (driver + k * r);
    expect(elmoreDelay({ cells, resistance: r, capacitance: c, driver })).toBeCloseTo(tau, 25);
  });

  it("of an array is that of a row and a column behind it, half way at 0.69", () => {
    const row = { cells: 128, resistance: 2.5, capacitance: 0.5e-15, driver: 1000 };
    const column = { cells: 64, resistance: 1, capacitance: 0.1e-15, driver: 0 };
    expect(halfTime(1000)).toBeCloseTo(693.147, 3);
    expect(arrayDelay(row, column) * 1e12).toBeCloseTo(halfTime(74.32 + 0.208), 4);
  });

  it("grows with the square of the cells once wires dominate", () => {
    const at = (cells: number) => elmoreDelay({ cells, resistance: 2, capacitance: 1e-15, driver: 0 });
    expect(at(2000) / at(1000)).toBeCloseTo(4, 2);
  });
});
