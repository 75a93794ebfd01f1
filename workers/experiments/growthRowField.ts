import type { RowsShape } from "../structural/rowRewiring";
import type { GrowthParams } from "./growthParams";

/** The field of sources: every set of rows that shares its sources sees all of it, a point here and a point there. */

export interface SourceField {
  readonly rows: number;
  readonly columns: number;
  /** Row and column of a source. */
  placeOf(source: number): readonly [row: number, column: number];
}

export const rowsShape = ({ rows: { neurons, synapses, labels, shared } }: GrowthParams, delay: number): RowsShape => ({
  rows: synapses,
  neurons,
  labels,
  shared,
  delay,
});

export function sourceField({ rows: { synapses, labels, shared } }: GrowthParams): SourceField {
  const sets = synapses / shared;
  // A power of two: as square as it gets, or twice as wide as high.
  let across = 1;
  while (across * across < sets) across *= 2;
  const down = sets / across;
  const side = Math.round(Math.sqrt(labels));
  return {
    rows: side * down,
    columns: side * across,
    placeOf(source) {
      const set = Math.floor(source / labels);
      const label = source % labels;
      return [Math.floor(label / side) * down + Math.floor(set / across), (label % side) * across + (set % across)];
    },
  };
}

/** Size of the informative patch: the rectangle nearest to the wanted part of the field, with its proportions. */
export function patchSize({ rows, columns }: SourceField, percent: number): readonly [rows: number, columns: number] {
  const scale = Math.sqrt(percent / 100);
  return [Math.max(1, Math.round(rows * scale)), Math.max(1, Math.round(columns * scale))];
}

/** True for sources in the patch after so many shifts: it goes round the quarters of the field, over its edges if need be. */
export function inPatch(field: SourceField, percent: number, shifts: number): (source: number) => boolean {
  const [height, width] = patchSize(field, percent);
  const [left, top] = [shifts % 2 === 0 ? 0 : 0.5, shifts % 4 < 2 ? 0 : 0.5];
  const [row0, column0] = [Math.floor(field.rows * top), Math.floor(field.columns * left)];
  return (source) => {
    const [row, column] = field.placeOf(source);
    return (
      (row - row0 + field.rows) % field.rows < height && (column - column0 + field.columns) % field.columns < width
    );
  };
}
