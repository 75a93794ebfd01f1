import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelSpec, SpikesData, TraceData } from "../../workers/protocol";
import { createHistory } from "./history";

const spikesSpec: ChannelSpec = { kind: "spikes", label: "", doc: "", populations: [] };
const signal = { label: "", symbol: "x", unit: "1", axis: "a" };
const traceSpec = (count: number): ChannelSpec => ({
  kind: "trace",
  label: "",
  doc: "",
  every: 1,
  signals: Array.from({ length: count }, (_, i) => ({ ...signal, name: String(i) })),
});

describe("a stream of spikes", () => {
  it("keeps at least its capacity, always the newest, never out of order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 40 }), (sizes) => {
        const capacity = 16;
        const history = createHistory(spikesSpec, capacity);
        const all: number[] = [];
        for (const size of sizes) {
          const steps = Uint32Array.from({ length: size }, (_, i) => all.length + i);
          all.push(...steps);
          history.push({ kind: "spikes", steps, neurons: steps.map((s) => s * 3) });
        }
        const kept = history.read() as SpikesData | null;
        const steps = [...(kept?.steps ?? [])];
        expect(steps).toEqual(all.slice(all.length - steps.length));
        expect(steps.length).toBeGreaterThanOrEqual(Math.min(all.length, capacity));
        expect(steps.length).toBeLessThanOrEqual(2 * capacity);
        expect([...(kept?.neurons ?? [])]).toEqual(steps.map((s) => s * 3));
      }),
    );
  });
});

describe("a stream of samples", () => {
  const push = (
    history: ReturnType<typeof createHistory>,
    from: number,
    values: readonly number[],
    width = 1,
  ): void => {
    const steps = Uint32Array.from({ length: values.length / width }, (_, i) => from + i);
    history.push({ kind: "trace", steps, values: Float32Array.from(values) });
  };

  it("thins its past without losing an extreme of any signal", () => {
    const history = createHistory(traceSpec(2), 64);
    for (let block = 0; block < 40; block++) {
      push(
        history,
        block * 8,
        Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? block * 8 + i / 2 : block === 3 && i === 5 ? -50 : 0)),
        2,
      );
    }
    const { steps, values } = history.read() as TraceData;
    expect(steps.length).toBeLessThanOrEqual(64);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(319);
    expect([...steps]).toEqual([...steps].sort((a, b) => a - b));
    const first = values.filter((_, i) => i % 2 === 0);
    expect([Math.min(...first), Math.max(...first)]).toEqual([0, 319]);
    expect(values.filter((_, i) => i % 2 === 1)).toContain(-50);
  });

  it("marks a gap by a sample without value, and no gap where samples follow each other", () => {
    const history = createHistory(traceSpec(1));
    push(history, 0, [1, 2, 3]);
    push(history, 3, [4]);
    push(history, 10, [5]);
    const { steps, values } = history.read() as TraceData;
    expect([...steps]).toEqual([0, 1, 2, 3, 4, 10]);
    expect([...values]).toEqual([1, 2, 3, 4, Number.NaN, 5]);
  });

  it("refuses data of another kind", () => {
    expect(() => createHistory(traceSpec(1)).push({ kind: "scalar", value: 1 })).toThrow(TypeError);
  });
});
