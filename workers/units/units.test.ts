import { describe, expect, it } from "vitest";
import { UNITS, type UnitName } from "./units";

/** Product of units as factor to SI and exponents of (length, mass, time, current). */
function product(...terms: readonly (readonly [UnitName, 1 | -1])[]): { factor: number; dimension: number[] } {
  return terms.reduce(
    (sum, [name, sign]) => ({
      factor: sum.factor * UNITS[name].factor ** sign,
      dimension: sum.dimension.map((exponent, i) => exponent + sign * (UNITS[name].dimension[i] ?? Number.NaN)),
    }),
    { factor: 1, dimension: [0, 0, 0, 0] },
  );
}

const of = (name: UnitName) => [name, 1] as const;
const per = (name: UnitName) => [name, -1] as const;

describe("the units of cells are coherent: no formula needs a conversion factor", () => {
  it.each([
    ["Ohm's law: pA · GΩ = mV", product(of("pA"), of("GΩ")), product(of("mV"))],
    ["conductance: nS · mV = pA", product(of("nS"), of("mV")), product(of("pA"))],
    ["resistance: 1 / nS = GΩ", product(per("nS")), product(of("GΩ"))],
    ["membrane time constant: pF / nS = ms", product(of("pF"), per("nS")), product(of("ms"))],
    ["membrane time constant: GΩ · pF = ms", product(of("GΩ"), of("pF")), product(of("ms"))],
    ["charging: pA / pF = mV / ms", product(of("pA"), per("pF")), product(of("mV"), per("ms"))],
    ["rate: 1 / ms", product(per("ms")), product(of("1/ms"))],
  ])("%s", (_law, left, right) => {
    expect(left.dimension).toEqual(right.dimension);
    expect(left.factor / right.factor).toBeCloseTo(1, 12);
  });
});

describe("the units of devices are SI", () => {
  it.each([
    ["conductance: S · V = A", product(of("S"), of("V")), product(of("A"))],
    ["frequency: Hz · s = 1", product(of("Hz"), of("s")), product(of("1"))],
    ["rate: 1/s = Hz", product(of("1/s")), product(of("Hz"))],
  ])("%s", (_law, left, right) => {
    expect(left).toEqual(right);
  });
});

describe("prefixes", () => {
  it.each<[UnitName, UnitName, number]>([
    ["ms", "s", 1e-3],
    ["mV", "V", 1e-3],
    ["pA", "A", 1e-12],
    ["nS", "S", 1e-9],
    ["1/ms", "1/s", 1e3],
    ["%", "1", 1e-2],
  ])("%s is %s times its factor", (name, base, factor) => {
    expect(UNITS[name].dimension).toEqual(UNITS[base].dimension);
    expect(UNITS[name].factor / UNITS[base].factor).toBe(factor);
  });
});
