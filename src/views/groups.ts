import type { PopulationSpec, VectorSpec } from "../../workers/protocol";
import type { Selection } from "./_view";

/** Contiguous index ranges of a vector, one per group. */

export interface IndexGroup {
  readonly spec: PopulationSpec;
  /** First index of the vector that belongs to the group. */
  readonly start: number;
  readonly end: number;
}

/**
 * A vector without groups counts as one, in the colour of inputs.
 *
 * @param length number of values, where it changes while the run goes on
 */
export function indexGroups({ groups, label, length: declared }: VectorSpec, length = declared): readonly IndexGroup[] {
  const shown = groups.filter((g) => g.size > 0);
  if (shown.length === 0) {
    const spec: PopulationSpec = { name: "all", label, role: "input", offset: 0, size: length };
    return [{ spec, start: 0, end: length }];
  }
  let start = 0;
  return shown.map((spec) => {
    const group = { spec, start, end: Math.min(length, start + spec.size) };
    start = group.end;
    return group;
  });
}

/** Raster row of an index, by the group it belongs to; null when the vector names no populations or pools them. */
export function rowOfIndex(spec: VectorSpec, index: number): number | null {
  if (spec.groups.length === 0 || spec.pooled) return null;
  const group = indexGroups(spec).find((g) => index >= g.start && index < g.end);
  return group === undefined ? null : group.spec.offset + index - group.start;
}

/** Index of a raster row; null when none of the groups holds the row, or they are pooled. */
export function indexOfRow(spec: VectorSpec, row: number): number | null {
  if (spec.groups.length === 0 || spec.pooled) return null;
  const group = indexGroups(spec).find(({ spec: p, start, end }) => row >= p.offset && row < p.offset + end - start);
  return group === undefined ? null : group.start + row - group.spec.offset;
}

/** Index of what is chosen; null when it is no element of the vector. */
export function indexOfSelection(spec: VectorSpec, selection: Selection | null): number | null {
  if (selection?.kind === "synapse") return selection.index;
  return selection?.kind === "neuron" ? indexOfRow(spec, selection.index) : null;
}

export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** Summary of the values of a group that are numbers. */
export function summarise(values: Float32Array, { start, end }: IndexGroup): Summary {
  const sorted = values
    .subarray(start, end)
    .filter((v) => !Number.isNaN(v))
    .sort();
  const count = sorted.length;
  const at = (share: number): number => sorted[Math.min(count - 1, Math.floor(share * count))] ?? Number.NaN;
  const sum = sorted.reduce((a, b) => a + b, 0);
  return {
    count,
    mean: count === 0 ? Number.NaN : sum / count,
    low: at(0),
    high: at(1),
    lowerQuartile: at(0.25),
    upperQuartile: at(0.75),
  };
}
