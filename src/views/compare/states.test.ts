import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  CurveData,
  CurveSpec,
  LatticeData,
  LatticeSpec,
  MapData,
  MapSpec,
  MatrixData,
  MatrixSpec,
  PopulationSpec,
  ScalarSpec,
  VectorData,
  VectorSpec,
} from "../../../workers/protocol";
import { createHistory } from "../history";
import type { Derivation } from "./derivation";
import {
  curveDifference,
  curveOverlay,
  latticeDifference,
  mapDifference,
  matrixDifference,
  scalarDifference,
  vectorDifference,
  vectorOverlay,
} from "./states";
import { TEXTS } from "./testing";

const base = { label: "Weights", doc: "" };
const axis = { label: "Weight", symbol: "w", unit: "nS" };
const group = (name: string, size: number): PopulationSpec => ({
  name,
  label: name,
  role: name === "E" ? "excitatory" : "inhibitory",
  offset: 0,
  size,
});
const vector = (length: number, ...groups: PopulationSpec[]): VectorSpec => ({
  ...base,
  kind: "vector",
  length,
  value: axis,
  index: { label: "Input", unit: "1" },
  range: [0, 1],
  groups,
});
const vectorData = (...values: number[]): VectorData => ({ kind: "vector", values: Float32Array.from(values) });

/** What a derivation makes of two present values; undefined leaves a history without any. */
function madeOf<D>(
  derivation: Derivation | null | undefined,
  [specA, specB]: readonly [Parameters<typeof createHistory>[0], Parameters<typeof createHistory>[0]],
  a: Parameters<ReturnType<typeof createHistory>["push"]>[0] | undefined,
  b: Parameters<ReturnType<typeof createHistory>["push"]>[0] | undefined,
): D | null {
  const [ofA, ofB] = [createHistory(specA), createHistory(specB)];
  if (a !== undefined) ofA.push(a);
  if (b !== undefined) ofB.push(b);
  return (derivation?.history(ofA, ofB, () => true).read() ?? null) as D | null;
}

const value = fc.oneof(
  { weight: 8, arbitrary: fc.float({ noNaN: true, min: -1000, max: 1000 }) },
  fc.constant(Number.NaN),
);
const values = (length: number) => fc.array(value, { minLength: length, maxLength: length });
/** Without the sign of zero. */
const plain = (list: Iterable<number> | undefined, sign = 1): number[] => [...(list ?? [])].map((v) => sign * v + 0);

describe("vectors", () => {
  const spec = vector(4);

  it("have a difference that vanishes for equal runs and changes its sign with their sides", () => {
    const derivation = vectorDifference(spec, spec, TEXTS, 1);
    fc.assert(
      fc.property(values(4), values(4), (a, b) => {
        const of = (p: number[], q: number[]) =>
          madeOf<VectorData>(derivation, [spec, spec], vectorData(...p), vectorData(...q))?.values;
        for (const zero of plain(of(a, a))) expect(zero || 0).toBe(0);
        expect(plain(of(a, b))).toEqual(plain(of(b, a), -1));
        expect(plain(of(a, b))).toEqual(a.map((v, i) => Math.fround((b[i] as number) - v) + 0));
      }),
    );
    expect(derivation?.spec).not.toHaveProperty("range");
    expect(derivation?.spec).toMatchObject({
      value: { label: "B − A: Weight", symbol: "Δw", unit: "nS", diverging: true },
    });
  });

  it("have none where their elements are not the same", () => {
    expect(vectorDifference(spec, vector(5), TEXTS, 1)).toBeNull();
    expect(vectorDifference(spec, { ...spec, pooled: true }, TEXTS, 1)).toBeNull();
    expect(vectorDifference(vector(4, group("E", 4)), vector(4, group("E", 3), group("I", 1)), TEXTS, 1)).toBeNull();
    const derivation = vectorDifference(spec, spec, TEXTS, 1);
    expect(madeOf(derivation, [spec, spec], vectorData(1), vectorData(1, 2))).toBeNull();
    expect(madeOf(derivation, [spec, spec], undefined, vectorData(1))).toBeNull();
  });

  it("lie beside each other, group by group, those of B first", () => {
    const [a, b] = [vector(3, group("E", 2), group("I", 1)), vector(4, group("E", 3), group("I", 1))];
    const derivation = vectorOverlay(a, b, TEXTS, 1);
    expect(derivation?.spec).toMatchObject({
      length: 7,
      groups: [
        { name: "E", label: "B: E", role: "excitatory", size: 3 },
        { name: "a.E", label: "A: E", role: "excitatory", size: 2 },
        { name: "I", label: "B: I", size: 1 },
        { name: "a.I", label: "A: I", size: 1 },
      ],
    });
    const made = madeOf<VectorData>(derivation, [a, b], vectorData(1, 2, 3), vectorData(4, 5, 6, 7));
    expect([...(made?.values ?? [])]).toEqual([4, 5, 6, 1, 2, 7, 3]);
    expect([...(madeOf<VectorData>(derivation, [a, b], undefined, vectorData(4, 5, 6, 7))?.values ?? [])]).toEqual([
      4,
      5,
      6,
      Number.NaN,
      Number.NaN,
      7,
      Number.NaN,
    ]);
  });

  it("take the colours of two things compared where there is one group", () => {
    expect(vectorOverlay(spec, spec, TEXTS, 1)?.spec).toMatchObject({
      groups: [
        { label: "B: Weights", role: "second" },
        { label: "A: Weights", role: "first" },
      ],
    });
  });
});

const curve = (...names: string[]): CurveSpec => ({
  ...base,
  kind: "curve",
  x: { label: "Current", unit: "pA", scale: "log" },
  y: { label: "Rate", symbol: "r", unit: "Hz", scale: "log" },
  series: names.map((name) => ({ name, label: name })),
  marks: [{ x: 1, y: 1, series: 0, source: "" }],
});
const curveData = (x: readonly number[], ...series: readonly (readonly number[])[]): CurveData => ({
  kind: "curve",
  x: Float32Array.from(x),
  y: Float32Array.from(series.flat()),
});

describe("curves", () => {
  const spec = curve("rate", "theory");
  const both = [spec, spec] as const;

  it("have a difference that vanishes for equal runs and changes its sign with their sides", () => {
    const derivation = curveDifference(spec, spec, TEXTS, 1);
    fc.assert(
      fc.property(values(6), values(6), (a, b) => {
        const of = (p: number[], q: number[]) =>
          madeOf<CurveData>(derivation, both, curveData([1, 2, 3], p), curveData([1, 2, 3], q))?.y;
        for (const zero of plain(of(a, a))) expect(zero || 0).toBe(0);
        expect(plain(of(a, b))).toEqual(plain(of(b, a), -1));
      }),
    );
    expect(derivation?.spec).toMatchObject({ y: { diverging: true }, series: [{ label: "B − A: rate" }, {}] });
    expect(derivation?.spec).not.toHaveProperty("y.scale");
    expect(derivation?.spec).not.toHaveProperty("marks");
  });

  it("are subtracted where they have the same places, series by series", () => {
    const [a, b] = [curve("theory", "rate"), curve("rate", "other")];
    const derivation = curveDifference(a, b, TEXTS, 1);
    const made = madeOf<CurveData>(
      derivation,
      [a, b],
      curveData([1, 2, 3], [0, 0, 0], [10, 20, 30]),
      curveData([2, 3, 4], [25, 36, 47], [0, 0, 0]),
    );
    expect([[...(made?.x ?? [])], [...(made?.y ?? [])]]).toEqual([
      [2, 3],
      [5, 6],
    ]);
    expect(curveDifference(curve("theory"), curve("rate"), TEXTS, 1)).toBeNull();
  });

  it("share their places where these are equal, and else keep their own", () => {
    const [a, b] = [curve("rate"), curve("rate")];
    const derivation = curveOverlay(a, b, TEXTS, 1);
    expect(derivation?.spec).toMatchObject({
      series: [{ name: "rate" }, { name: "a.rate", label: "A: rate", reference: "rate" }],
    });
    const shared = madeOf<CurveData>(derivation, [a, b], curveData([1, 2], [5, 6]), curveData([1, 2], [7, 8]));
    expect([[...(shared?.x ?? [])], [...(shared?.y ?? [])]]).toEqual([
      [1, 2],
      [7, 8, 5, 6],
    ]);
    const apart = madeOf<CurveData>(derivation, [a, b], curveData([1, 3], [5, 6]), curveData([1, 2], [7, 8]));
    const { NaN: none } = Number;
    expect([[...(apart?.x ?? [])], [...(apart?.y ?? [])]]).toEqual([
      [1, 2, 1, 3],
      [7, 8, none, none, none, none, 5, 6],
    ]);
  });
});

describe("maps and scalars", () => {
  const map: MapSpec = {
    ...base,
    kind: "map",
    x: { label: "g", unit: "1", range: [1, 8] },
    y: { label: "eta", unit: "1", range: [0.5, 4] },
    value: { label: "Rate", unit: "Hz", scale: "log" },
    columns: 2,
    rows: 2,
    places: [],
    lines: [],
  };

  it("have a difference that vanishes for equal runs and changes its sign with their sides", () => {
    const derivation = mapDifference(map, map, TEXTS, 1);
    const data = (list: number[]): MapData => ({ kind: "map", values: Float32Array.from(list) });
    fc.assert(
      fc.property(values(4), values(4), (a, b) => {
        const of = (p: number[], q: number[]) => madeOf<MapData>(derivation, [map, map], data(p), data(q))?.values;
        for (const zero of plain(of(a, a))) expect(zero || 0).toBe(0);
        expect(plain(of(a, b))).toEqual(plain(of(b, a), -1));
      }),
    );
    expect(derivation?.spec).toMatchObject({ value: { diverging: true } });
    expect(derivation?.spec).not.toHaveProperty("value.scale");
    expect(mapDifference(map, { ...map, x: { ...map.x, range: [1, 9] } }, TEXTS, 1)).toBeNull();
  });

  it("say how far a number has moved, on a scale about zero", () => {
    const spec: ScalarSpec = {
      ...base,
      kind: "scalar",
      symbol: "r",
      unit: "Hz",
      gauge: { range: [10, 50], scale: "log" },
    };
    const derivation = scalarDifference(spec, spec, TEXTS, 1);
    expect(derivation?.spec).toMatchObject({ symbol: "Δr", gauge: { range: [-40, 40] } });
    const made = madeOf(derivation, [spec, spec], { kind: "scalar", value: 5 }, { kind: "scalar", value: 3 });
    expect(made).toEqual({ kind: "scalar", value: -2 });
    expect(scalarDifference(spec, { ...spec, unit: "mV" }, TEXTS, 1)).toBeNull();
  });
});

describe("arrays", () => {
  const matrix: MatrixSpec = {
    ...base,
    kind: "matrix",
    rows: 2,
    columns: 2,
    value: { ...axis, scale: "log" },
    row: { label: "Row", unit: "1" },
    column: { label: "Column", unit: "1" },
    range: [0, 1],
  };
  const data = (list: number[], flags?: number[]): MatrixData => ({
    kind: "matrix",
    values: Float32Array.from(list),
    ...(flags !== undefined && { flags: Uint8Array.from(flags) }),
  });

  it("have a difference that vanishes for equal runs and changes its sign with their sides", () => {
    const derivation = matrixDifference(matrix, matrix, TEXTS, 1);
    fc.assert(
      fc.property(values(4), values(4), (a, b) => {
        const of = (p: number[], q: number[]) =>
          madeOf<MatrixData>(derivation, [matrix, matrix], data(p), data(q))?.values;
        for (const zero of plain(of(a, a))) expect(zero || 0).toBe(0);
        expect(plain(of(a, b))).toEqual(plain(of(b, a), -1));
      }),
    );
    expect(derivation?.spec).toMatchObject({ value: { diverging: true } });
    expect(derivation?.spec).not.toHaveProperty("range");
    expect(matrixDifference(matrix, { ...matrix, rows: 3 }, TEXTS, 1)).toBeNull();
  });

  it("show what only one run has, where nothing counts as 0", () => {
    const none = Number.NaN;
    const of = (spec: MatrixSpec) => [
      ...(madeOf<MatrixData>(
        matrixDifference(spec, spec, TEXTS, 1),
        [spec, spec],
        data([none, 2, none, 4]),
        data([none, none, 3, 5]),
      )?.values ?? []),
    ];
    expect(of({ ...matrix, absentIsZero: true })).toEqual([none, -2, 3, 1]);
    expect(of(matrix)).toEqual([none, none, none, 1]);
  });

  it("keep the flags of run B", () => {
    const derivation = matrixDifference(matrix, matrix, TEXTS, 1);
    const of = (a?: number[], b?: number[]) =>
      madeOf<MatrixData>(derivation, [matrix, matrix], data([1, 2, 3, 4], a), data([2, 2, 2, 2], b));
    expect([...(of([1, 0, 0, 0], [0, 1, 0, 0])?.flags ?? [])]).toEqual([0, 1, 0, 0]);
    expect(of([1, 0, 0, 0])).not.toHaveProperty("flags");
  });
});

it("subtracts vectors in double precision where they have it", () => {
  const spec = vector(1);
  const of = (value: number): VectorData => ({ ...vectorData(value), exact: Float64Array.of(value) });
  const made = madeOf<VectorData>(vectorDifference(spec, spec, TEXTS, 1), [spec, spec], of(1e-6), of(1e-6 + 1e-15));
  expect((made?.exact?.[0] as number) / 1e-15).toBeCloseTo(1, 5);
  const single = madeOf<VectorData>(vectorDifference(spec, spec, TEXTS, 1), [spec, spec], vectorData(1), of(2));
  expect(single).not.toHaveProperty("exact");
});

describe("lattices", () => {
  const spec: LatticeSpec = {
    ...base,
    kind: "lattice",
    layers: 1,
    columns: 2,
    rows: 2,
    lines: false,
    fade: 10,
    value: { ...axis, scale: "log" },
    current: { label: "Current", unit: "A" },
    voltage: { label: "Voltage", unit: "V" },
    range: [0, 1],
  };
  const data = (from: number, flag: number): LatticeData => ({
    kind: "lattice",
    values: Float32Array.of(from, from + 1, from + 2, Number.NaN),
    activity: new Float32Array(4).fill(from / 8),
    currents: Float32Array.of(from, 0, 0, 2 * from),
    segments: Float32Array.of(0, 3 * from, 0, 0),
    voltages: Float32Array.of(from),
    selected: Uint8Array.of(1, flag, 1, 1),
    flags: new Uint8Array(4).fill(flag),
  });

  it("subtract values and currents of each site; all else is that of B", () => {
    const derivation = latticeDifference(spec, spec, TEXTS, 1);
    const made = madeOf<LatticeData>(derivation, [spec, spec], data(1, 1), data(4, 0));
    expect(made).toEqual({
      ...data(4, 0),
      values: Float32Array.of(3, 3, 3, Number.NaN),
      currents: Float32Array.of(3, 0, 0, 6),
      segments: Float32Array.of(0, 9, 0, 0),
    });
    expect(derivation?.spec).toMatchObject({ value: { diverging: true }, current: { diverging: true } });
    expect(derivation?.spec).not.toHaveProperty("range");
  });

  it("have none where sites or units are not the same", () => {
    for (const other of [{ layers: 2 }, { columns: 4, rows: 1 }, { value: { ...axis, unit: "S" } }] as const)
      expect(latticeDifference(spec, { ...spec, ...other }, TEXTS, 1)).toBeNull();
    const derivation = latticeDifference(spec, spec, TEXTS, 1);
    expect(madeOf(derivation, [spec, spec], undefined, data(1, 0))).toBeNull();
  });
});
