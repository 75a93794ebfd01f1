import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelSpec, MatrixData, SpikesData, TraceData, VectorData } from "../../workers/protocol";
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

describe("following a stream", () => {
  const at = (...steps: number[]): SpikesData => ({
    kind: "spikes",
    steps: Uint32Array.from(steps),
    neurons: Uint32Array.from(steps),
  });
  type History = ReturnType<typeof createHistory>;
  const markOf = (history: History) => history.mark?.() ?? { taken: Number.NaN, rewrites: Number.NaN };
  const newSince = (history: History, mark: ReturnType<typeof markOf>): number[] | null => {
    const from = history.since?.(mark) ?? null;
    return from === null ? null : [...((history.read() as SpikesData).steps.subarray(from) ?? [])];
  };

  it("finds what is new since a mark, unless some of it was forgotten or what was before was taken back", () => {
    const history = createHistory(spikesSpec, 4);
    history.push(at(1, 2, 3));
    const mark = markOf(history);
    expect(newSince(history, mark)).toEqual([]);
    history.push(at(4, 5));
    expect(newSince(history, mark)).toEqual([4, 5]);
    history.push(at(6, 7, 8, 9));
    expect(newSince(history, mark)).toBeNull();
    const later = markOf(history);
    history.beginEpoch(20);
    history.push(at(21));
    expect(newSince(history, later)).toEqual([21]);
    history.beginEpoch(8);
    expect(newSince(history, later)).toBeNull();
    const last = markOf(history);
    history.forgetEarlierEpochs();
    expect(newSince(history, last)).toBeNull();
  });

  it("does not take thinned samples for new ones", () => {
    const history = createHistory(traceSpec(1), 64);
    const sample = (step: number) =>
      history.push({ kind: "trace", steps: Uint32Array.of(step), values: Float32Array.of(step) });
    const marks = Array.from({ length: 65 }, (_, i) => {
      const mark = markOf(history);
      sample(i + 1);
      return mark;
    });
    const { steps } = history.read() as TraceData;
    expect(steps.length).toBeLessThan(65);
    const found = marks.map((mark) => history.since?.(mark) ?? null);
    expect(found.slice(0, 32)).toEqual(Array(32).fill(null));
    for (const [i, index] of found.slice(32).entries()) expect(steps[index ?? -1]).toBe(33 + i);
  });

  it("knows from when on nothing is missing", () => {
    const history = createHistory(spikesSpec, 4, 11);
    expect(history.known).toBe(11);
    history.beginEpoch(6);
    expect(history.known).toBe(7);
    history.push(at(8, 9, 10, 11, 12, 13, 14, 15, 16));
    const first = (history.read() as SpikesData).steps[0] as number;
    expect([first > 8, history.known]).toEqual([true, first + 1]);
    history.beginEpoch(30);
    history.forgetEarlierEpochs();
    expect(history.known).toBe(31);
    history.knowFrom?.(3);
    expect(history.known).toBe(3);
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

describe("a state", () => {
  it("of a matrix or of exact values has arrays of its own, of the types that came", () => {
    const axis = { label: "", unit: "1" };
    const history = createHistory({
      kind: "matrix",
      label: "",
      doc: "",
      rows: 1,
      columns: 2,
      value: axis,
      row: axis,
      column: axis,
    });
    const came = { kind: "matrix", values: Float32Array.of(1, 2), flags: Uint8Array.of(0, 1) } as const;
    history.push(came);
    const kept = history.read() as MatrixData;
    came.values.fill(9);
    came.flags.fill(9);
    expect(kept).toEqual({ kind: "matrix", values: Float32Array.of(1, 2), flags: Uint8Array.of(0, 1) });
    history.push(came);
    expect((history.read() as MatrixData).flags).toBe(kept.flags);
    history.push({ kind: "matrix", values: came.values });
    expect(history.read()).toEqual({ kind: "matrix", values: Float32Array.of(9, 9) });

    const vector = createHistory({
      kind: "vector",
      label: "",
      doc: "",
      length: 1,
      value: axis,
      index: axis,
      groups: [],
    });
    const exact = Float64Array.of(0.1);
    vector.push({ kind: "vector", values: Float32Array.of(0.1), exact });
    exact[0] = 5;
    expect((vector.read() as VectorData).exact).toEqual(Float64Array.of(0.1));
  });
});
