import { describe, expect, it } from "vitest";
import type { SignalSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import { columnExtent, crossing, firstOf, lastSample, pairsOf } from "./path";

const signal = (name: string, axis: string, reference?: string): SignalSpec => ({
  ...{ name, axis, label: name, symbol: name, unit: axis === "volts" ? "V" : "A" },
  ...(reference !== undefined && { reference }),
});
const specOf = (signals: readonly SignalSpec[]): TraceSpec => ({
  kind: "trace",
  label: "",
  doc: "",
  every: 1,
  signals,
});
const OWN = [signal("volts", "volts"), signal("amps", "amps"), signal("amps1", "amps", "amps")];

/** Two signals sample by sample. */
const data = (...samples: readonly (readonly [number, number])[]): TraceData => ({
  kind: "trace",
  steps: Uint32Array.from(samples, (_, i) => i),
  values: Float32Array.from(samples.flat()),
});
const PAIR = { name: "amps", x: 0, y: 1, sibling: false, reference: false };

describe("the ways through the plane", () => {
  it("are that of the device and those of its siblings", () => {
    const pairs = pairsOf(specOf(OWN), "volts", "amps")?.pairs;
    expect(pairs?.map(({ name, x, y, sibling }) => [name, x, y, sibling])).toEqual([
      ["amps", 0, 1, false],
      ["amps1", 0, 2, true],
    ]);
  });

  it("take the voltage of the run that is compared with from that run, and leave its siblings out", () => {
    const compared = [...OWN, signal("a.volts", "volts", "volts"), signal("a.amps", "amps", "amps")];
    const both = [...compared, signal("a.amps1", "amps", "amps1")];
    const reference = pairsOf(specOf(both), "volts", "amps")?.pairs.filter((pair) => pair.reference);
    expect(reference).toEqual([{ name: "a.amps", x: 3, y: 4, sibling: false, reference: true }]);
  });

  it("are none without both signals", () => expect(pairsOf(specOf(OWN), "volts", "nothing")).toBeNull());
});

describe("a loop", () => {
  it("is open by as much as flows where its voltage crosses zero", () => {
    expect(crossing(data([-1, -1], [1, 3]), 2, PAIR, 0)).toBeCloseTo(1, 6);
    expect(crossing(data([-1, -2], [0, 0], [1, 2]), 2, PAIR, 0)).toBe(0);
    expect(crossing(data([1, 1], [2, 2]), 2, PAIR, 0)).toBeNull();
  });

  it("knows its extent, without zeros where sizes count", () => {
    const samples = data([0, 0], [1, -4], [2, 3], [Number.NaN, Number.NaN]);
    expect(columnExtent(samples, 2, 1, 0)).toEqual([-4, 3]);
    expect(columnExtent(samples, 2, 1, 0, true)).toEqual([3, 4]);
    expect(columnExtent(samples, 2, 1, 3)).toBeNull();
    expect(lastSample(samples, 2, PAIR)).toBe(2);
    expect(firstOf(samples, 2)).toBe(2);
    expect(firstOf(samples, 9)).toBe(0);
  });
});
