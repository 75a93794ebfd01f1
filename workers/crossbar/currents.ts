import type { CrossbarCircuit } from "./_solver";

/**
 * Currents in the wires after a solve, added up from the cell currents: differences of neighbouring node voltages would lose
 * all digits where wires are good.
 */

export interface EndCurrents {
  /** A into the array at the left and right ends of rows, the upper and lower ends of columns. */
  readonly rowFirst: Float64Array;
  readonly rowLast: Float64Array;
  readonly columnFirst: Float64Array;
  readonly columnLast: Float64Array;
}

interface Line {
  readonly ends: CrossbarCircuit["rowEnds"];
  readonly index: number;
  readonly nodes: number;
  readonly resistance: number;
  /** Current that leaves the line at a node, A. */
  readonly leaving: (node: number) => number;
}

/** Current into a line at its first end, A; what leaves it in all goes in at the other. */
function intoFirst({ ends, index, nodes, resistance, leaving }: Line): {
  readonly first: number;
  readonly last: number;
} {
  const first = ends.firstConductance.view[index] as number;
  const last = ends.lastConductance.view[index] as number;
  let total = 0;
  let lever = 0;
  for (let node = 0; node < nodes; node++) {
    total += leaving(node);
    if (node + 1 < nodes) lever += total;
  }
  if (first === 0 && last === 0) return { first: 0, last: 0 };
  if (last === 0) return { first: total, last: 0 };
  if (first === 0) return { first: 0, last: total };
  // Kirchhoff's voltage law along the line, from one source to the other.
  const across = (ends.firstVoltage.view[index] as number) - (ends.lastVoltage.view[index] as number);
  const current = (across + resistance * lever + total / last) / (1 / first + resistance * (nodes - 1) + 1 / last);
  return { first: current, last: total - current };
}

const rowOf = (circuit: CrossbarCircuit, index: number): Line => ({
  ends: circuit.rowEnds,
  index,
  nodes: circuit.columns,
  resistance: circuit.rowResistance,
  leaving: (node) => circuit.cellCurrent.view[index * circuit.columns + node] as number,
});

const columnOf = (circuit: CrossbarCircuit, index: number): Line => ({
  ends: circuit.columnEnds,
  index,
  nodes: circuit.rows,
  resistance: circuit.columnResistance,
  leaving: (node) => -(circuit.cellCurrent.view[node * circuit.columns + index] as number),
});

export function endCurrents(circuit: CrossbarCircuit): EndCurrents {
  const { rows, columns } = circuit;
  const currents = {
    rowFirst: new Float64Array(rows),
    rowLast: new Float64Array(rows),
    columnFirst: new Float64Array(columns),
    columnLast: new Float64Array(columns),
  };
  for (let i = 0; i < rows; i++) {
    const { first, last } = intoFirst(rowOf(circuit, i));
    currents.rowFirst[i] = first;
    currents.rowLast[i] = last;
  }
  for (let j = 0; j < columns; j++) {
    const { first, last } = intoFirst(columnOf(circuit, j));
    currents.columnFirst[j] = first;
    currents.columnLast[j] = last;
  }
  return currents;
}

/**
 * Current in the wire after each cell, [rows, columns] A: to the right along rows, downwards along columns. After the last
 * cell of a line it is what leaves the array there.
 */
export function wireCurrents(circuit: CrossbarCircuit, rowWire: Float64Array, columnWire: Float64Array): void {
  const { rows, columns } = circuit;
  const { rowFirst, columnFirst } = endCurrents(circuit);
  const { view: current } = circuit.cellCurrent;
  for (let i = 0; i < rows; i++) {
    let along = rowFirst[i] as number;
    for (let at = i * columns; at < (i + 1) * columns; at++) {
      along -= current[at] as number;
      rowWire[at] = along;
    }
  }
  for (let j = 0; j < columns; j++) {
    let along = columnFirst[j] as number;
    for (let at = j; at < rows * columns; at += columns) {
      along += current[at] as number;
      columnWire[at] = along;
    }
  }
}

/** W that all sources together put into the array, drivers included. */
export function power(circuit: CrossbarCircuit): number {
  const currents = endCurrents(circuit);
  const { rowEnds, columnEnds } = circuit;
  const product = (volts: Float64Array, amps: Float64Array) =>
    volts.reduce((sum, volt, line) => sum + volt * (amps[line] as number), 0);
  return (
    product(rowEnds.firstVoltage.view, currents.rowFirst) +
    product(rowEnds.lastVoltage.view, currents.rowLast) +
    product(columnEnds.firstVoltage.view, currents.columnFirst) +
    product(columnEnds.lastVoltage.view, currents.columnLast)
  );
}
