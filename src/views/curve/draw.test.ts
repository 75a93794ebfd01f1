import { scaleLinear, scaleLog } from "d3";
import { describe, expect, it } from "vitest";
import type { CurveSpec } from "../../../workers/protocol";
import { StickyDomain } from "../scale";
import { ENGLISH } from "../strings";
import { type CurveScene, curveReadout, describeCurve, hueOf, yDomain } from "./draw";

const spec: CurveSpec = {
  kind: "curve",
  label: "",
  doc: "",
  x: { label: "p", unit: "1", scale: "log" },
  y: { label: "C", unit: "1" },
  series: [
    { name: "theory", label: "theory", dashed: true },
    { name: "here", label: "here", points: true },
  ],
};

const scene: CurveScene = {
  plot: { x: 0, y: 0, width: 300, height: 100 },
  x: scaleLog([0.001, 1], [0, 300]),
  y: scaleLinear([0, 1], [100, 0]),
  data: {
    kind: "curve",
    x: Float32Array.of(0.001, 0.01, 0.1, 1),
    y: Float32Array.of(1, 0.9, 0.5, 0, Number.NaN, Number.NaN, 0.625, Number.NaN),
  },
  spec,
  legend: [],
};

describe("the scale of a curve", () => {
  const logarithmic: CurveSpec = { ...spec, y: { label: "S", unit: "1", scale: "log" } };

  it("holds zero on a linear axis and only what is positive on a logarithmic one", () => {
    expect(yDomain(spec, [3, 5], new StickyDomain(), false)[0]).toBe(0);
    const [below, above] = yDomain(spec, [-5, -3], new StickyDomain(), false);
    expect([below <= -5, above >= 0]).toEqual([true, true]);
    const [least, most] = yDomain({ ...spec, y: { ...spec.y, diverging: true } }, [0, 3], new StickyDomain(), false);
    expect(least).toBe(-most);
    const [low, high] = yDomain(logarithmic, [0, -1, 0.02, 5], new StickyDomain(), false);
    expect(low).toBeGreaterThan(0.001);
    expect(low).toBeLessThanOrEqual(0.02);
    expect(high).toBeGreaterThanOrEqual(5);
  });

  it("leaves out what lies too deep to be worth the room", () => {
    expect(yDomain(logarithmic, [1e-30, 100], new StickyDomain(), false)[0]).toBeGreaterThan(1e-9);
  });
});

describe("the readout of a curve", () => {
  it("reads lines at the nearest place and points only within reach, where they lie", () => {
    expect(curveReadout(scene, { x: 105, y: 50 })).toBe("p: 0.01\ntheory: 0.9");
    expect(curveReadout(scene, { x: 195, y: 50 })).toBe("p: 0.1\ntheory: 0.5\nhere (0.1): 0.625");
    expect(curveReadout(scene, { x: 301, y: 50 })).toBeNull();
  });

  it("says nothing of a series that has no values", () => {
    const empty = { ...scene, data: { ...scene.data, y: scene.data.y.map((v, i) => (i < 4 ? v : Number.NaN)) } };
    expect(describeCurve(ENGLISH, scene)).toContain("here");
    expect(describeCurve(ENGLISH, empty)).not.toContain("here");
  });
});

it("gives points the colours of the lines that they belong to", () => {
  const line = (name: string, more: object = {}) => ({ name, label: name, ...more });
  const series = [
    line("a"),
    line("b"),
    line("c", { role: "theory" }),
    line("d", { points: true }),
    line("e", { points: true }),
  ];
  const several = { ...spec, series } as CurveSpec;
  expect([0, 1, 3, 4].map((i) => hueOf(several, i))).toEqual([0, 1, 0, 1]);
});
