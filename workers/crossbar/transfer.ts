import type { LineEnds, StagedCircuit } from "./_solver";

/**
 * An array with fixed conductances is linear from its drivers to its outputs: I = G_eff^T V. One solve for each row or, by
 * reciprocity, for each column, whichever are fewer; afterwards a product with a vector costs no solve.
 */

const volts = ({ firstVoltage, lastVoltage }: LineEnds) => [firstVoltage.view, lastVoltage.view] as const;

/** 1 V on both ends of one line, 0 V on all others. */
function probe(ends: LineEnds, line: number): void {
  for (const view of volts(ends)) {
    view.fill(0);
    if (line >= 0) view[line] = 1;
  }
}

/**
 * [rows, columns] S from the drivers of rows to the outputs of columns, with the ends that the circuit has. Yields how much is
 * done, 0 to 1, after each solve; voltages are as they were afterwards, also when it is given up.
 */
export function* transferMatrix(
  circuit: StagedCircuit,
  { tolerance = 1e-10 }: { readonly tolerance?: number } = {},
): Generator<number, Float64Array> {
  const { rows, columns, rowEnds, columnEnds } = circuit;
  const matrix = new Float64Array(rows * columns);
  const kept = [...volts(rowEnds), ...volts(columnEnds)].map((view) => [view, view.slice()] as const);
  const byRows = rows <= columns;
  const lines = byRows ? rows : columns;
  circuit.factor();
  try {
    for (let line = 0; line < lines; line++) {
      probe(rowEnds, byRows ? line : -1);
      probe(columnEnds, byRows ? -1 : line);
      circuit.solve({ tolerance, warm: false });
      if (byRows) matrix.set(circuit.columnCurrent.view, line * columns);
      else for (let i = 0; i < rows; i++) matrix[i * columns + line] = -(circuit.rowCurrent.view[i] as number);
      yield (line + 1) / lines;
    }
  } finally {
    for (const [view, copy] of kept) view.set(copy);
  }
  return matrix;
}

/** Output currents, [columns] A: the transposed matrix times `inputs`, [rows] V. */
export function applyTransfer(matrix: Float64Array, inputs: ArrayLike<number>, outputs: Float64Array): void {
  const columns = outputs.length;
  outputs.fill(0);
  for (let i = 0; i < inputs.length; i++) {
    const volt = inputs[i] as number;
    if (volt === 0) continue;
    for (let j = 0; j < columns; j++) outputs[j] = (outputs[j] as number) + volt * (matrix[i * columns + j] as number);
  }
}
