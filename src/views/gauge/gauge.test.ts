import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScalarSpec } from "../../../workers/protocol";
import { gaugeScale, isBeyond } from "./draw";
import { RecentPeak } from "./peak";

describe("the recent peak", () => {
  it("is the largest of the values that are not too old, as the plain loop says", () => {
    const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -5, max: 5 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 60 }), (list, length) => {
        const peak = new RecentPeak();
        let time = 0;
        const all: { readonly time: number; readonly value: number }[] = [];
        for (const [wait, value] of list) {
          time += wait;
          all.push({ time, value });
          peak.add(time, value);
          const fresh = all.filter((entry) => entry.time >= time - length);
          expect(peak.within(length)).toBe(Math.max(...fresh.map((entry) => entry.value)));
        }
      }),
    );
  });

  it("begins anew after a step back and knows nothing without a number", () => {
    const peak = new RecentPeak();
    peak.add(10, 9);
    peak.add(5, 2);
    expect(peak.within(100)).toBe(2);
    const empty = new RecentPeak();
    empty.add(0, Number.NaN);
    expect(empty.within(100)).toBeNaN();
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
