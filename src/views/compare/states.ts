import type {
  AxisSpec,
  CurveData,
  CurveSpec,
  LatticeSpec,
  MapSpec,
  MatrixSpec,
  PopulationSpec,
  ScalarSpec,
  VectorSpec,
} from "../../../workers/protocol";
import { indexGroups } from "../groups";
import { type CompareTexts, type Derive, DerivedState, labelled, roomFor } from "./derivation";
import { REFERENCE } from "./traces";

/** States of two runs in one. */

/** An axis of differences: in the same unit, linear and about zero. */
export const difference = ({ scale: _, ...axis }: AxisSpec, texts: CompareTexts): AxisSpec => ({
  ...axis,
  label: labelled(texts.difference, axis.label),
  ...(axis.symbol !== undefined && { symbol: `Δ${axis.symbol}` }),
  diverging: true,
});

/** A stretch of a merged vector and where its values come from. */
interface Stretch {
  readonly run: "a" | "b";
  readonly from: number;
  readonly size: number;
}

/**
 * Values of both runs one after the other, group by group: those of B come first and every second one is that of A, which
 * views hatch. A lone group takes the colours of two things compared.
 */
export const vectorOverlay: Derive<VectorSpec> = (a, b, texts) => {
  if (a.value.unit !== b.value.unit) return null;
  const [ofA, ofB] = [indexGroups(a), indexGroups(b)];
  const lone = ofA.length === 1 && ofB.length === 1;
  const stretches: Stretch[] = [];
  const groups: PopulationSpec[] = [];
  const add = (run: "a" | "b", { spec, start, end }: (typeof ofA)[number]): void => {
    stretches.push({ run, from: start, size: end - start });
    groups.push({
      ...spec,
      name: run === "a" ? REFERENCE + spec.name : spec.name,
      label: labelled(texts[run], spec.label),
      size: end - start,
      ...(lone && { role: run === "a" ? "first" : "second" }),
    });
  };
  for (const group of ofB) {
    add("b", group);
    const same = ofA.find(({ spec }) => spec.name === group.spec.name);
    if (same !== undefined) add("a", same);
  }
  for (const group of ofA) if (!ofB.some(({ spec }) => spec.name === group.spec.name)) add("a", group);
  const length = stretches.reduce((sum, { size }) => sum + size, 0);
  return {
    spec: { ...b, length, groups },
    shape: ["vector", ...stretches.map(({ run, from, size }) => `${run}${from}+${size}`)].join("|"),
    history: (...sources) =>
      new DerivedState("vector", sources, (dataA, dataB, old) => {
        const values = roomFor(length, old?.values).fill(Number.NaN);
        let at = 0;
        for (const { run, from, size } of stretches) {
          const source = (run === "a" ? dataA : dataB)?.values.subarray(from, from + size);
          if (source !== undefined) values.set(source, at);
          at += size;
        }
        return { kind: "vector", values };
      }),
  };
};

/** B - A of each element; null where the elements are not the same ones. */
export const vectorDifference: Derive<VectorSpec> = (a, b, texts) => {
  const sizes = ({ groups, length }: VectorSpec): string => [length, ...groups.map((g) => g.size)].join();
  if (sizes(a) !== sizes(b) || a.value.unit !== b.value.unit || (a.pooled ?? b.pooled) === true) return null;
  const { range: _, ...plain } = b;
  return {
    spec: { ...plain, label: labelled(texts.difference, b.label), value: difference(b.value, texts) },
    shape: "vector",
    history: (...sources) =>
      new DerivedState("vector", sources, (dataA, { values: ofB, exact }, old) => {
        if (dataA === null || dataA.values.length !== ofB.length) return null;
        const values = subtract(dataA.values, ofB, old?.values);
        if (dataA.exact === undefined || exact === undefined) return { kind: "vector", values };
        const before = dataA.exact;
        return { kind: "vector", values, exact: exact.map((value, i) => value - (before[i] as number)) };
      }),
  };
};

function subtract(a: Float32Array, b: Float32Array, old: Float32Array | undefined): Float32Array<ArrayBufferLike> {
  const values = roomFor(b.length, old);
  for (let i = 0; i < b.length; i++) values[i] = (b[i] as number) - (a[i] as number);
  return values;
}

/** The same where one that lacks a value has 0 there. */
function subtractSparse(a: Float32Array, b: Float32Array, old: Float32Array | undefined): Float32Array {
  const values = subtract(a, b, old);
  for (let i = 0; i < b.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    const [before, now] = [a[i] as number, b[i] as number];
    if (!Number.isNaN(before)) values[i] = -before;
    else if (!Number.isNaN(now)) values[i] = now;
  }
  return values;
}

const sameValues = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/**
 * Series of B as they are, then those of A. Where both have the same places they share them; else the places of A follow
 * those of B, and each series has values at its own.
 */
export const curveOverlay: Derive<CurveSpec> = (a, b, texts) => {
  if (a.x.unit !== b.x.unit || a.y.unit !== b.y.unit) return null;
  const references = a.series.map((series) => ({
    ...series,
    name: REFERENCE + series.name,
    label: labelled(texts.a, series.label),
    reference: series.name,
  }));
  return {
    spec: { ...b, series: [...b.series, ...references] },
    shape: ["curve", a.series.length, b.series.length].join("|"),
    history: (...sources) =>
      new DerivedState("curve", sources, (dataA, dataB, old) =>
        seriesOfBoth(dataA ?? EMPTY_CURVE, dataB, [a.series.length, b.series.length], old),
      ),
  };
};

const EMPTY_CURVE: CurveData = { kind: "curve", x: new Float32Array(0), y: new Float32Array(0) };

function seriesOfBoth(
  a: CurveData,
  b: CurveData,
  [seriesA, seriesB]: readonly [number, number],
  old: CurveData | null,
): CurveData {
  const [lengthA, lengthB] = [a.x.length, b.x.length];
  const shared = sameValues(a.x, b.x);
  const n = shared ? lengthB : lengthA + lengthB;
  const x = roomFor(n, old?.x);
  x.set(b.x);
  if (!shared) x.set(a.x, lengthB);
  const y = roomFor(n * (seriesA + seriesB), old?.y).fill(Number.NaN);
  for (let s = 0; s < seriesB; s++) y.set(b.y.subarray(s * lengthB, (s + 1) * lengthB), s * n);
  for (let s = 0; s < seriesA; s++)
    y.set(a.y.subarray(s * lengthA, (s + 1) * lengthA), (seriesB + s) * n + (shared ? 0 : lengthB));
  return { kind: "curve", x, y };
}

/** B - A of the series that both have, where both have the same places. */
export const curveDifference: Derive<CurveSpec> = (a, b, texts) => {
  const shared = b.series.flatMap((series, ofB) => {
    const ofA = a.series.findIndex(({ name }) => name === series.name);
    return ofA < 0 ? [] : [{ series, ofA, ofB }];
  });
  if (shared.length === 0 || a.x.unit !== b.x.unit || a.y.unit !== b.y.unit) return null;
  const { marks: _, ...plain } = b;
  return {
    spec: {
      ...plain,
      label: labelled(texts.difference, b.label),
      y: difference(b.y, texts),
      series: shared.map(({ series }) => ({ ...series, label: labelled(texts.difference, series.label) })),
    },
    shape: ["curve", ...shared.map(({ ofA, ofB }) => `${ofA}-${ofB}`)].join("|"),
    history: (...sources) =>
      new DerivedState("curve", sources, (dataA, dataB, old) => {
        if (dataA === null) return null;
        const [nA, nB] = [dataA.x.length, dataB.x.length];
        const places = samePlaces(dataA.x, dataB.x);
        const x = roomFor(places.length, old?.x);
        const y = roomFor(places.length * shared.length, old?.y);
        for (const [i, [atA, atB]] of places.entries()) {
          x[i] = dataB.x[atB] as number;
          for (const [s, { ofA, ofB }] of shared.entries())
            y[s * places.length + i] = (dataB.y[ofB * nB + atB] as number) - (dataA.y[ofA * nA + atA] as number);
        }
        return { kind: "curve", x, y };
      }),
  };
};

/** Indices of equal places in both, in the order of the second; the first may hold a place once only. */
function samePlaces(a: Float32Array, b: Float32Array): (readonly [a: number, b: number])[] {
  const indices = new Map([...a].map((x, i) => [x, i]));
  return [...b].flatMap((x, atB) => {
    const atA = indices.get(x);
    return atA === undefined ? [] : [[atA, atB] as const];
  });
}

export const scalarDifference: Derive<ScalarSpec> = (a, b, texts) => {
  if (a.unit !== b.unit || b.alarm === true) return null;
  const { gauge, ...plain } = b;
  const reach = gauge === undefined ? 0 : gauge.range[1] - gauge.range[0];
  return {
    spec: {
      ...plain,
      label: labelled(texts.difference, b.label),
      symbol: `Δ${b.symbol}`,
      ...(gauge !== undefined && { gauge: { range: [-reach, reach] } }),
    },
    shape: "scalar",
    history: (...sources) =>
      new DerivedState("scalar", sources, (dataA, dataB) => ({
        kind: "scalar",
        value: dataB.value - (dataA?.value ?? Number.NaN),
      })),
  };
};

/** B - A of each cell; null where the cells are not the same ones. */
export const mapDifference: Derive<MapSpec> = (a, b, texts) => {
  const grid = ({ x, y, columns, rows }: MapSpec): string =>
    [columns, rows, ...x.range, ...y.range, x.scale, y.scale, x.unit, y.unit].join();
  if (grid(a) !== grid(b) || a.value.unit !== b.value.unit) return null;
  return {
    spec: { ...b, label: labelled(texts.difference, b.label), value: difference(b.value, texts) },
    shape: "map",
    history: (...sources) =>
      new DerivedState("map", sources, (dataA, { values }, old) => {
        if (dataA === null || dataA.values.length !== values.length) return null;
        return { kind: "map", values: subtract(dataA.values, values, old?.values) };
      }),
  };
};

/**
 * B - A of each cell; null where the cells are not the same ones. A cell has the flag that it has in B; where only A has one
 * it has none. Where what is absent counts as 0, a cell that both lack still has no value.
 */
export const matrixDifference: Derive<MatrixSpec> = (a, b, texts) => {
  if (a.rows !== b.rows || a.columns !== b.columns || a.value.unit !== b.value.unit) return null;
  const { range: _, ...plain } = b;
  return {
    spec: { ...plain, label: labelled(texts.difference, b.label), value: difference(b.value, texts) },
    shape: "matrix",
    history: (...sources) =>
      new DerivedState("matrix", sources, (dataA, { values: ofB, flags }, old) => {
        if (dataA === null || dataA.values.length !== ofB.length) return null;
        const values = (b.absentIsZero ? subtractSparse : subtract)(dataA.values, ofB, old?.values);
        return { kind: "matrix", values, ...(flags !== undefined && { flags }) };
      }),
  };
};

/**
 * B - A of the value of each site, of its current and of that below it; null where the sites are not the same ones. All else is
 * that of B: activity, voltages, flags, births.
 */
export const latticeDifference: Derive<LatticeSpec> = (a, b, texts) => {
  const shape = ({ layers, columns, rows, value, current }: LatticeSpec): string =>
    [layers, columns, rows, value.unit, current.unit].join();
  if (shape(a) !== shape(b)) return null;
  const { range: _, ...plain } = b;
  return {
    spec: {
      ...plain,
      label: labelled(texts.difference, b.label),
      value: difference(b.value, texts),
      current: difference(b.current, texts),
    },
    shape: "lattice",
    history: (...sources) =>
      new DerivedState("lattice", sources, (dataA, dataB, old) => {
        if (dataA === null || dataA.values.length !== dataB.values.length) return null;
        return {
          ...dataB,
          values: subtract(dataA.values, dataB.values, old?.values),
          currents: subtract(dataA.currents, dataB.currents, old?.currents),
          segments: subtract(dataA.segments, dataB.segments, old?.segments),
        };
      }),
  };
};
