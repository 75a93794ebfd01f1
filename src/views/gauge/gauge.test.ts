import { describe, expect, it } from "vitest";
import type { ScalarSpec, TraceData } from "../../../workers/protocol";
import { gaugeScale, isBeyond, recentPeak } from "./draw";

describe("the recent peak", () => {
  const trace = (...values: number[]): TraceData => ({
    kind: "trace",
    steps: Uint32Array.from(values, (_, i) => 10 * (i + 1)),
    values: Float32Array.from(values),
  });

  it("is the largest value from a step on", () => {
    const data = trace(9, 2, 5, 3);
    expect([0, 10, 11, 30, 31, 40].map((from) => recentPeak(data, from))).toEqual([9, 9, 5, 5, 3, 3]);
  });

  it("is unknown where there is no number", () => {
    expect(recentPeak(null, 0)).toBeNaN();
    expect(recentPeak(trace(1, 2), 21)).toBeNaN();
    expect(recentPeak(trace(Number.NaN, 2, Number.NaN), 0)).toBe(2);
  });
});

describe("the scale of a gauge", () => {
  const spec: ScalarSpec = {
    kind: "scalar",
    label: "",
    doc: "",
    symbol: "a",
    unit: "%",
    gauge: { range: [0.01, 100], scale: "log", guide: { value: 1, label: "1 %" } },
  };

  it("is logarithmic where asked and ends at its range", () => {
    const scale = gaugeScale(spec, [0, 400]);
    expect([scale(0.01), scale(1), scale(100), scale(1e6), scale(1e-9)].map(Math.round)).toEqual([0, 200, 400, 400, 0]);
  });

  it("knows which side of the line a value lies on", () => {
    expect([isBeyond(spec, 0.99), isBeyond(spec, 1.01), isBeyond(spec, Number.NaN)]).toEqual([false, true, false]);
    expect(isBeyond({ ...spec, gauge: { range: [0, 1] } }, 5)).toBe(false);
  });
});
