import { describe, expect, it } from "vitest";
import {
  axisTitle,
  formatFactor,
  formatMeasured,
  formatNumber,
  formatQuantity,
  formatSpan,
  formatTime,
  formatValue,
  symbolText,
  timeUnit,
  unitText,
} from "./format";

const NB = "\u00a0";

describe("numbers", () => {
  it.each([
    [0, "0"],
    [0.00525, "0.00525"],
    [-0.5, "−0.5"],
    [1234.56, "1235"],
    [5e-10, "5×10⁻¹⁰"],
    [-2.5e7, "−2.5×10⁷"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("writes %d as %s", (value, text) => expect(formatNumber(value)).toBe(text));
});

describe("quantities", () => {
  it("keeps the unit it is given", () => {
    expect(formatValue(16.8, "ms")).toBe(`16.8${NB}ms`);
    expect(formatValue(0.005, "w/w_max")).toBe(`0.005${NB}w/wₘₐₓ`);
    expect(formatValue(3, "1")).toBe("3");
  });

  it.each([
    [2500, "ms", `2.5${NB}s`],
    [0.25, "ms", `250${NB}µs`],
    [-60.2, "mV", `−60.2${NB}mV`],
    [0.5, "pA", `500${NB}fA`],
    [1e6, "pA", `1${NB}µA`],
    [0.0001, "S", `100${NB}µS`],
    [999.9996, "Hz", `1${NB}kHz`],
    [2, "GΩ", `2${NB}GΩ`],
    [0, "ms", `0${NB}ms`],
    [0.2, "w/w_max", `0.2${NB}w/wₘₐₓ`],
  ])("scales %d %s to %s", (value, unit, text) => expect(formatQuantity(value, unit)).toBe(text));

  it.each([
    [86_400, "s", `24${NB}h`],
    [-7200, "s", `−120${NB}min`],
    [999, "s", `999${NB}s`],
    [2e-5, "s", `20${NB}µs`],
    [2.6e6, "s", `30.1${NB}d`],
    [Number.NaN, "s", "–"],
    [4e-5, "S", `40${NB}µS`],
    [40, "µS", `40${NB}µS`],
  ])("reads %d %s as %s", (value, unit, text) => expect(formatMeasured(value, unit)).toBe(text));

  it("leaves pure numbers without a unit", () => expect(unitText("1")).toBe(""));
});

describe("symbols", () => {
  it.each([
    ["A_+", "A₊"],
    ["\\tau_-", "τ₋"],
    ["A_2^-", "A₂⁻"],
    ["\\langle \\dot w \\rangle_c", "⟨w\u0307⟩_c"],
    ["r_{out}", "rₒᵤₜ"],
    ["\\Delta t", "Δt"],
  ])("writes %s as %s", (tex, text) => expect(symbolText(tex)).toBe(text));
});

describe("time", () => {
  it("names the unit by the length of the axis", () => {
    expect([1_000, 2_000, 1_000_000, 20_000_000].map((ms) => timeUnit(ms).unit)).toEqual(["ms", "s", "min", "h"]);
    expect(formatSpan(2000)).toBe(`2${NB}s`);
  });

  it("resolves a tenth of a millisecond on both sides of a second", () => {
    expect(formatTime(12.34)).toBe(`12.3${NB}ms`);
    expect(formatTime(12_340.1)).toBe(`12.3401${NB}s`);
    expect(formatTime(55.55, 0.05)).toBe(`55.55${NB}ms`);
    expect(formatTime(1055.125, 0.125)).toBe(`1.055125${NB}s`);
    expect(formatTime(7, 1)).toBe(`7.0${NB}ms`);
    expect(formatTime(10 / 3, 1 / 3)).toBe(`3.333${NB}ms`);
  });

  it("names the unit from picoseconds to years", () => {
    const spans = [1e-9, 2e-6, 2e-3, 2, 2e3, 2e6, 3e7, 4e8, 1e11];
    expect(spans.map((ms) => timeUnit(ms).unit)).toEqual(["ps", "ns", "µs", "ms", "s", "min", "h", "d", "yr"]);
    expect(formatSpan(5e-6)).toBe(`5${NB}ns`);
    expect(formatSpan(10 * 365.25 * 86_400_000)).toBe(`10${NB}yr`);
  });

  it("tells steps of nanoseconds and picoseconds apart", () => {
    expect(formatTime(0, 1e-6)).toBe(`0${NB}ns`);
    expect(formatTime(12e-6, 1e-6)).toBe(`12${NB}ns`);
    expect(formatTime(0.999999, 1e-6)).toBe(`999.999${NB}µs`);
    expect(formatTime(1, 1e-6)).toBe(`1.000000${NB}ms`);
    expect(formatTime(-4.7e-9, 1e-10)).toBe(`−4.7${NB}ps`);
    expect(formatTime(2_000, 1e-4)).toBe(`2.0000000${NB}s`);
  });

  it("counts days and years where steps last long", () => {
    expect(formatTime(989_496_150, 216_000)).toBe(`11.45${NB}d`);
    expect(formatTime(0, 216_000)).toBe(`0${NB}s`);
  });

  it("writes a time that is far below what must be told apart in a unit of its own", () => {
    expect(formatTime(2.5e-5)).toBe(`25${NB}ns`);
    expect(formatTime(0.06)).toBe(`0.1${NB}ms`);
  });

  it("says how much of a run passes in a second where factors are tiny", () => {
    expect(formatFactor(0.5)).toBe("0.5×");
    expect(formatFactor(1000)).toBe("1000×");
    expect(formatFactor(2e-6)).toBe(`2${NB}µs/s`);
    expect(formatFactor(1e-4)).toBe("0.0001×");
    expect(formatFactor(0)).toBe("0×");
  });
});

it("titles an axis with quantity, symbol and unit, and says nothing twice", () => {
  expect(axisTitle({ label: "Weight", symbol: "w", unit: "mV" })).toBe("Weight w (mV)");
  expect(axisTitle({ label: "CV", symbol: "CV", unit: "1" })).toBe("CV");
});
