import { DIGIT_CLASSES } from "../tasks/digits";
import type { CrossbarParams } from "./crossbarParams";

/** How large the array is, and what its columns are for. */

/** Cells of the largest array whose devices may be spoilt: noise of each takes ten times the memory of the device. */
export const MOST_SPOILT = 65_536;

export interface CrossbarSize {
  readonly rows: number;
  /** Columns that carry an output; spare ones stand at their right. */
  readonly columns: number;
  readonly spares: number;
  /** Columns that there are: outputs and spares. */
  readonly width: number;
  /** True: neighbouring columns make a pair whose difference is an output. */
  readonly pairs: boolean;
}

function outline({ array }: CrossbarParams): readonly [rows: number, columns: number] {
  switch (array.source) {
    case "file":
      return [array.fileColumns === 0 ? 0 : array.conductance.length / array.fileColumns, array.fileColumns];
    case "digits":
      return [array.pixels * array.pixels, 2 * DIGIT_CLASSES];
    default:
      return [array.rows, array.columns];
  }
}

export function sizeOf(params: CrossbarParams): CrossbarSize {
  const [rows, columns] = outline(params);
  const { spares } = params.faults;
  const pairs = params.array.source === "digits" || params.array.source === "weights";
  return { rows, columns, spares, width: columns + spares, pairs };
}

/** The cell that is read; what lies beyond the array is its last line. */
export function selectedCell({ selected, input, scheme }: CrossbarParams, { rows, columns }: CrossbarSize) {
  const row = scheme === "multiply" ? input.row : selected.row;
  return { row: Math.min(row, rows - 1), column: Math.min(selected.column, columns - 1) };
}
