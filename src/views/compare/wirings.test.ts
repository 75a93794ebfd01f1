import { describe, expect, it } from "vitest";
import type { WiringData, WiringSpec } from "../../../workers/protocol";
import { createHistory } from "../history";
import { TEXTS } from "./testing";
import { wiringDifference } from "./wirings";

const spec: WiringSpec = {
  kind: "wiring",
  label: "Wiring",
  doc: "",
  nodes: 3,
  populations: [{ name: "E", label: "E", role: "excitatory", offset: 0, size: 3 }],
  value: { label: "Weight", unit: "pA" },
  activity: { label: "Rate", symbol: "r", unit: "Hz" },
  unit: "mm",
  fade: 10,
};

const wiring = (activity: number[], ...edges: (readonly [number, number])[]): WiringData => ({
  kind: "wiring",
  places: new Float32Array(9),
  activity: Float32Array.from(activity),
  edges: Uint32Array.from(edges.flat()),
  born: new Uint32Array(edges.length),
  values: new Float32Array(edges.length).fill(5),
  dead: Uint32Array.of(0, 1, 4),
});

function differenceOf(a: WiringData, b: WiringData): WiringData | null {
  const [ofA, ofB] = [createHistory(spec), createHistory(spec)];
  ofA.push(a);
  ofB.push(b);
  return (wiringDifference(spec, spec, TEXTS, 1)
    ?.history(ofA, ofB, () => true)
    .read() ?? null) as WiringData | null;
}

describe("the difference of two wirings", () => {
  it("has the pairs that are connected more often in one of them", () => {
    const a = wiring([1, 2, 3], [0, 1], [1, 2], [1, 2], [2, 0]);
    const b = wiring([5, 2, Number.NaN], [2, 0], [1, 2], [0, 2], [2, 1], [2, 1]);
    const { edges, values, activity, dead } = differenceOf(a, b) as WiringData;
    const pairs = Array.from(values, (value, e) => [edges[2 * e], edges[2 * e + 1], value]);
    expect(pairs.toSorted()).toEqual([
      [0, 1, -1],
      [0, 2, 1],
      [1, 2, -1],
      [2, 1, 2],
    ]);
    expect([...activity]).toEqual([4, 0, Number.NaN]);
    expect(dead).toHaveLength(0);
  });

  it("of equal wirings has none", () => {
    const same = wiring([1, 2, 3], [0, 1], [1, 2]);
    expect(differenceOf(same, same)?.values).toHaveLength(0);
  });

  it("tells the runs apart in words, and is one of the same nodes only", () => {
    expect(wiringDifference(spec, spec, TEXTS, 1)?.spec).toMatchObject({
      label: "B − A: Wiring",
      difference: { onlyA: "only in A", onlyB: "only in B" },
      activity: { symbol: "Δr", diverging: true },
    });
    expect(wiringDifference({ ...spec, nodes: 4 }, spec, TEXTS, 1)).toBeNull();
    expect(wiringDifference({ ...spec, populations: [] }, spec, TEXTS, 1)).toBeNull();
  });
});
