import { describe, expect, it } from "vitest";
import {
  axisTitle,
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
  });
});

it("titles an axis with quantity, symbol and unit, and says nothing twice", () => {
  expect(axisTitle({ label: "Weight", symbol: "w", unit: "mV" })).toBe("Weight w (mV)");
  expect(axisTitle({ label: "CV", symbol: "CV", unit: "1" })).toBe("CV");
});
