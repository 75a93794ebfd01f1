import type { PopulationSpec, SpikesData, SpikesSpec } from "../../../workers/protocol";
import { lowerBound } from "../scale";
import { type Derive, DerivedStream, labelled, type Merge } from "./derivation";

/** Spikes of two runs in one raster: the rows of A, and those of B after them. */

const NOTHING: SpikesData = { kind: "spikes", steps: new Uint32Array(0), neurons: new Uint32Array(0) };

const rowsOf = ({ populations }: SpikesSpec): number =>
  populations.reduce((most, { offset, size }) => Math.max(most, offset + size), 0);

const shapeOf = ({ populations, exact }: SpikesSpec): string =>
  [exact ?? false, ...populations.map(({ offset, size }) => `${offset}+${size}`)].join();

/** Populations of a run moved up by `rows` rows, which keep the numbers of their neurons. */
const moved = (populations: readonly PopulationSpec[], run: string, name: string, rows: number): PopulationSpec[] =>
  populations.map((p) => ({
    ...p,
    name: `${name}.${p.name}`,
    label: labelled(run, p.label),
    offset: p.offset + rows,
    first: p.offset,
  }));

export const spikesOverlay: Derive<SpikesSpec> = (a, b, texts, ratio) => {
  const rows = rowsOf(a);
  const { exact: _, ...plain } = b;
  const exact = a.exact === true || b.exact === true;
  const spec: SpikesSpec = {
    ...plain,
    ...(exact && { exact }),
    populations: [...moved(a.populations, texts.a, "a", 0), ...moved(b.populations, texts.b, "b", rows)],
  };
  return {
    spec,
    shape: ["spikes", shapeOf(a), shapeOf(b), ratio].join("|"),
    history: (...sources) =>
      new DerivedStream<SpikesData>(spec, sources, NOTHING, () => interleaved(rows, ratio, exact)),
  };
};

/** All spikes by their steps; within one step those of A come first. */
const interleaved =
  (rows: number, ratio: number, exact: boolean): Merge<SpikesData> =>
  (a, fromA, b, fromB) => {
    const count = a.steps.length - fromA + b.steps.length - fromB;
    const [steps, neurons] = [new Uint32Array(count), new Uint32Array(count)];
    const late = new Float32Array(exact ? count : 0);
    for (let i = 0, ia = fromA, ib = fromB; i < count; i++) {
      const stepA = ia < a.steps.length ? Math.round((a.steps[ia] as number) * ratio) : Number.POSITIVE_INFINITY;
      const stepB = ib < b.steps.length ? (b.steps[ib] as number) : Number.POSITIVE_INFINITY;
      if (stepA <= stepB) {
        steps[i] = stepA;
        neurons[i] = a.neurons[ia] as number;
        if (exact) late[i] = a.late?.[ia] ?? 0;
        ia++;
      } else {
        steps[i] = stepB;
        neurons[i] = rows + (b.neurons[ib] as number);
        if (exact) late[i] = b.late?.[ib] ?? 0;
        ib++;
      }
    }
    return { kind: "spikes", steps, neurons, ...(exact && { late }) };
  };

/** Spikes that only one of the runs has, by step and neuron; null where the runs do not have the same rows. */
export const spikesDifference: Derive<SpikesSpec> = (a, b, texts, ratio) => {
  if (shapeOf({ ...a, exact: false }) !== shapeOf({ ...b, exact: false }) || ratio !== 1) return null;
  const rows = rowsOf(a);
  const block = (name: string, label: string, role: "first" | "second", offset: number): PopulationSpec => ({
    name,
    label,
    role,
    offset,
    size: rows,
    first: 0,
  });
  const { exact: _, ...plain } = b;
  const spec: SpikesSpec = {
    ...plain,
    label: labelled(texts.difference, b.label),
    difference: true,
    populations: [block("a", texts.onlyA, "first", 0), block("b", texts.onlyB, "second", rows)],
  };
  return {
    spec,
    shape: ["spikes", shapeOf(a), shapeOf(b)].join("|"),
    history: (...sources) =>
      new DerivedStream<SpikesData>(spec, sources, NOTHING, () =>
        unmatched(rows, Math.max(sources[0].known ?? 0, sources[1].known ?? 0)),
      ),
  };
};

/**
 * The multiset difference of each step, both ways: a spike of one run stands for one spike of the other. Before the step
 * `known` one of the runs is not remembered, and nothing is different.
 */
function unmatched(rows: number, known: number): Merge<SpikesData> {
  /** Spikes of A less those of B by row, within the step at hand; all zero between steps. */
  const balance = new Int32Array(rows);
  return (a, fromA, b, fromB) => {
    const steps: number[] = [];
    const neurons: number[] = [];
    let [ia, ib] = [Math.max(fromA, lowerBound(a.steps, known)), Math.max(fromB, lowerBound(b.steps, known))];
    while (ia < a.steps.length || ib < b.steps.length) {
      const step = Math.min(a.steps[ia] ?? Number.POSITIVE_INFINITY, b.steps[ib] ?? Number.POSITIVE_INFINITY);
      const [endA, endB] = [endOf(a, ia, step), endOf(b, ib, step)];
      for (let i = ia; i < endA; i++) change(balance, a.neurons[i] as number, 1);
      for (let i = ib; i < endB; i++) change(balance, b.neurons[i] as number, -1);
      for (; ia < endA; ia++) {
        const row = a.neurons[ia] as number;
        if (!((balance[row] as number) > 0)) continue;
        change(balance, row, -1);
        steps.push(step);
        neurons.push(row);
      }
      for (; ib < endB; ib++) {
        const row = b.neurons[ib] as number;
        if (!((balance[row] as number) < 0)) continue;
        change(balance, row, 1);
        steps.push(step);
        neurons.push(rows + row);
      }
    }
    return { kind: "spikes", steps: Uint32Array.from(steps), neurons: Uint32Array.from(neurons) };
  };
}

function change(balance: Int32Array, row: number, by: 1 | -1): void {
  balance[row] = (balance[row] as number) + by;
}

/** The first spike after those of a step. */
function endOf({ steps }: SpikesData, from: number, step: number): number {
  let end = from;
  while (end < steps.length && steps[end] === step) end++;
  return end;
}
