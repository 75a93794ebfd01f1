import { describe, expect, it } from "vitest";
import type { CurveData, CurveSpec } from "../../../workers/protocol";
import { counts } from "./draw";
import { bounded, handlesOf } from "./handles";

const spec: CurveSpec = {
  kind: "curve",
  label: "",
  doc: "",
  x: { label: "Calcium", unit: "1", travel: { range: [0, 1], step: 0.005 } },
  y: { label: "Growth", unit: "1/s", travel: { range: [0.005, 5], step: 0.005 } },
  series: [
    { name: "dendriteE", label: "E" },
    { name: "neuronsE", label: "Neurons", points: true },
  ],
};
const data: CurveData = {
  kind: "curve",
  x: Float32Array.of(0, 0.25, 0.5, 0.1, 0.6, 0.7),
  y: Float32Array.of(0, 2, 0, NaN, NaN, NaN, NaN, NaN, NaN, 1, -1, -2),
};
const paths = { eta: "g.eta", epsilonE: "g.e", epsilonI: "g.i", rate: "g.rate" };
const params = { g: { eta: 0.1, e: 0.5, i: 0.3, rate: 2 } };

describe("handles of a growth curve", () => {
  it("stand at the zeros and on the top", () => {
    const found = handlesOf(spec, data, paths, params);
    expect(found.map(({ id, x, y }) => [id, x, y])).toEqual([
      ["eta", 0.1, 0],
      ["epsilonE", 0.5, 0],
      ["epsilonI", 0.3, 0],
      ["rate", 0.25, 2],
    ]);
    expect(found.at(-1)?.travel).toMatchObject({ min: 0.005, max: 5, scale: "log" });
  });

  it("are missing where their parameter is, or has no travel, or nothing was drawn yet", () => {
    expect(handlesOf(spec, data, { eta: "g.none" }, params)).toEqual([]);
    expect(handlesOf({ ...spec, x: { label: "", unit: "1" } }, data, paths, params).map(({ id }) => id)).toEqual([
      "rate",
    ]);
    expect(handlesOf(spec, null, { rate: "g.rate" }, params)).toEqual([]);
  });

  it("keep the lower zero below both targets, and these above it", () => {
    const all = handlesOf(spec, data, paths, params);
    const [eta, epsilonE, , rate] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];
    expect(bounded(eta, 0.9, all)).toBeCloseTo(0.295, 9);
    expect(bounded(eta, -1, all)).toBe(0);
    expect(bounded(epsilonE, 0.05, all)).toBeCloseTo(0.105, 9);
    expect(bounded(epsilonE, 0.6, all)).toBe(0.6);
    expect(bounded(rate, 4, all)).toBe(4);
  });
});

it("counts who grows and who shrinks", () => {
  expect(counts({ spec, data })).toEqual([{ label: "Neurons", grow: 1, shrink: 2 }]);
});
