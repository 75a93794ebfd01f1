import type { CrossbarCircuit, Selected } from "./_solver";

/**
 * Sneak paths: current that goes from the selected row to the selected column by three other cells, along an unselected column
 * and back along an unselected row.
 *
 * Which share of a line's current took which way is not defined by the circuit; here every current out of a line is made of
 * the currents into it in their proportions (proportional sharing, Bialek 1996, doi 10.1049/ip-gtd:19960461).
 */

export interface SneakLoop {
  /** (row, column) of the three cells, in the order in which the current meets them. */
  readonly cells: readonly [Cell, Cell, Cell];
  /** A, positive. */
  readonly current: number;
}

type Cell = readonly [row: number, column: number];

/** The `count` loops that carry most, the largest first; ties in the order of rows, then columns. */
export function sneakLoops(circuit: CrossbarCircuit, selected: Selected, count: number): SneakLoop[] {
  const { rows, columns } = circuit;
  const { view: current } = circuit.cellCurrent;
  const { row, column } = selected;
  const total = circuit.columnCurrent.view[column] as number;
  const sign = total < 0 ? -1 : 1;
  const into = (line: number) => Math.max(0, line);
  // Currents into columns from rows and from their ends; then into rows from columns and from their ends.
  const columnIn = new Float64Array(columns);
  const rowIn = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const flow = sign * (current[i * columns + j] as number);
      if (flow > 0) columnIn[j] = (columnIn[j] as number) + flow;
      else rowIn[i] = (rowIn[i] as number) - flow;
    }
    rowIn[i] = (rowIn[i] as number) + into(sign * (circuit.rowCurrent.view[i] as number));
  }
  for (let j = 0; j < columns; j++)
    columnIn[j] = (columnIn[j] as number) + into(-sign * (circuit.columnCurrent.view[j] as number));
  const out = columnIn.map((sum, j) => (sum > 0 ? into(sign * (current[row * columns + j] as number)) / sum : 0));
  const loops: SneakLoop[] = [];
  for (let i = 0; i < rows; i++) {
    if (i === row) continue;
    const back = into(sign * (current[i * columns + column] as number));
    if (back === 0) continue;
    const share = back / (rowIn[i] as number);
    for (let j = 0; j < columns; j++) {
      if (j === column) continue;
      const carried = (out[j] as number) * into(-sign * (current[i * columns + j] as number)) * share;
      const least = loops[count - 1]?.current ?? 0;
      if (!(carried > least)) continue;
      const place = loops.findIndex((loop) => loop.current < carried);
      const loop: SneakLoop = {
        cells: [
          [row, j],
          [i, j],
          [i, column],
        ],
        current: carried,
      };
      loops.splice(place < 0 ? loops.length : place, 0, loop);
      if (loops.length > count) loops.pop();
    }
  }
  return loops;
}
