import type { CrossbarCircuit, LineEnds } from "./_solver";
import { conductanceOf } from "./_solver";

/**
 * An exact solution of small circuits, independent of the solver: the dense nodal matrix of all branches, LU with pivoting, and
 * refinement with nodes carried to twice the digits, so that wires may be as good as they like.
 */

export interface Exact {
  readonly rowNodes: Float64Array;
  readonly columnNodes: Float64Array;
  readonly cellCurrent: Float64Array;
  readonly rowCurrent: Float64Array;
  readonly columnCurrent: Float64Array;
}

export interface Branch {
  readonly from: number;
  /** A node, or -1 for a source of `volts`. */
  readonly to: number;
  readonly conductance: number;
  readonly volts: number;
}

/** S that holds a line that hangs on nothing. */
export const LEAK = 1e-18;
/** S on every floating line for the factorisation alone: refinement takes it out again. */
const HOLD = 1e-9;

function endBranches(ends: LineEnds, lines: number, node: (line: number, last: boolean) => number): Branch[] {
  return Array.from({ length: lines }, (_, line) => {
    const first = ends.firstConductance.view[line] as number;
    const last = ends.lastConductance.view[line] as number;
    const branches = [
      { from: node(line, false), to: -1, conductance: first, volts: ends.firstVoltage.view[line] as number },
      { from: node(line, true), to: -1, conductance: last, volts: ends.lastVoltage.view[line] as number },
    ].filter(({ conductance }) => conductance > 0);
    return branches.length > 0 ? branches : [{ from: node(line, false), to: -1, conductance: LEAK, volts: 0 }];
  }).flat();
}

function branchesOf(circuit: CrossbarCircuit): { readonly cells: Branch[]; readonly others: Branch[] } {
  const { rows, columns } = circuit;
  const cells: Branch[] = [];
  const others: Branch[] = [];
  const size = rows * columns;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      cells.push({ from: at, to: size + at, conductance: circuit.conductance.view[at] as number, volts: 0 });
      if (j + 1 < columns)
        others.push({ from: at, to: at + 1, conductance: conductanceOf(circuit.rowResistance), volts: 0 });
      if (i + 1 < rows)
        others.push({
          from: size + at,
          to: size + at + columns,
          conductance: conductanceOf(circuit.columnResistance),
          volts: 0,
        });
    }
  }
  others.push(
    ...endBranches(circuit.rowEnds, rows, (i, last) => i * columns + (last ? columns - 1 : 0)),
    ...endBranches(circuit.columnEnds, columns, (j, last) => size + j + (last ? (rows - 1) * columns : 0)),
  );
  return { cells, others };
}

/** Factors in place; returns the solver of A x = b. */
function factor(a: Float64Array[]): (b: Float64Array) => Float64Array {
  const n = a.length;
  const order = Array.from(a.keys());
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i]?.[k] as number) > Math.abs(a[pivot]?.[k] as number)) pivot = i;
    [a[k], a[pivot]] = [a[pivot] as Float64Array, a[k] as Float64Array];
    [order[k], order[pivot]] = [order[pivot] as number, order[k] as number];
    const top = a[k] as Float64Array;
    for (let i = k + 1; i < n; i++) {
      const row = a[i] as Float64Array;
      const ratio = (row[k] as number) / (top[k] as number);
      row[k] = ratio;
      if (ratio !== 0) for (let j = k + 1; j < n; j++) row[j] = (row[j] as number) - ratio * (top[j] as number);
    }
  }
  return (b) => {
    const x = Float64Array.from(order, (from) => b[from] as number);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) x[i] = (x[i] as number) - (a[i]?.[j] as number) * (x[j] as number);
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] = (x[i] as number) - (a[i]?.[j] as number) * (x[j] as number);
      x[i] = (x[i] as number) / (a[i]?.[i] as number);
    }
    return x;
  };
}

/** a - b with its rounding error. */
function difference(a: number, b: number): number {
  const value = a - b;
  const part = value - a;
  return value + (a - (value - part) - (b + part));
}

/** a + b, and what rounding took from it. */
function sum(a: number, b: number): readonly [number, number] {
  const value = a + b;
  const part = value - a;
  return [value, a - (value - part) + (b - part)];
}

export interface Nodes {
  /** V of each node. */
  readonly volts: Float64Array;
  /** V across a branch, to more digits than the difference of two nodes has. */
  readonly across: (branch: Branch) => number;
}

/** Nodes of a circuit of branches; `injected`: A driven into each node besides. */
export function solveBranches(n: number, branches: readonly Branch[], injected?: Float64Array): Nodes {
  const matrix = Array.from({ length: n }, () => new Float64Array(n));
  const add = (i: number, j: number, value: number) => {
    const row = matrix[i] as Float64Array;
    row[j] = (row[j] as number) + value;
  };
  for (const { from, to, conductance } of branches) {
    add(from, from, conductance);
    if (conductance === LEAK) add(from, from, HOLD);
    if (to < 0) continue;
    add(to, to, conductance);
    add(from, to, -conductance);
    add(to, from, -conductance);
  }
  const solve = factor(matrix);
  const high = new Float64Array(n);
  const low = new Float64Array(n);
  const across = ({ from, to, volts }: Branch) =>
    to < 0
      ? difference(high[from] as number, volts) + (low[from] as number)
      : difference(high[from] as number, high[to] as number) + difference(low[from] as number, low[to] as number);
  // Slow where a floating part hangs on little more than what holds it in the factors.
  for (let round = 0; round < 1000; round++) {
    const rest = injected?.slice() ?? new Float64Array(n);
    for (const branch of branches) {
      const flow = branch.conductance * across(branch);
      rest[branch.from] = (rest[branch.from] as number) - flow;
      if (branch.to >= 0) rest[branch.to] = (rest[branch.to] as number) + flow;
    }
    const correction = solve(rest);
    let change = 0;
    let largest = 0;
    for (let i = 0; i < n; i++) {
      const [value, error] = sum(high[i] as number, (low[i] as number) + (correction[i] as number));
      high[i] = value;
      low[i] = error;
      change = Math.max(change, Math.abs(correction[i] as number));
      largest = Math.max(largest, Math.abs(value));
    }
    if (change <= 1e-26 * largest) break;
  }
  return { volts: high, across };
}

export function solveExactly(circuit: CrossbarCircuit, sources?: Float64Array): Exact {
  const { cells, others } = branchesOf(circuit);
  const size = cells.length;
  const injected = new Float64Array(2 * size);
  sources?.forEach((source, cell) => {
    injected[cell] = -source;
    injected[size + cell] = source;
  });
  const { volts, across } = solveBranches(2 * size, [...cells, ...others], injected);
  const cellCurrent = Float64Array.from(cells, (cell, at) => cell.conductance * across(cell) + (sources?.[at] ?? 0));
  const rowCurrent = new Float64Array(circuit.rows);
  const columnCurrent = new Float64Array(circuit.columns);
  cellCurrent.forEach((current, at) => {
    const i = Math.floor(at / circuit.columns);
    const j = at % circuit.columns;
    rowCurrent[i] = (rowCurrent[i] as number) + current;
    columnCurrent[j] = (columnCurrent[j] as number) + current;
  });
  return {
    rowNodes: volts.slice(0, size),
    columnNodes: volts.slice(size),
    cellCurrent,
    rowCurrent,
    columnCurrent,
  };
}

/** Largest difference of two lists of numbers over the largest number of the second. */
export function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  let apart = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i] as number));
    const difference = Math.abs((found[i] as number) - (expected[i] as number));
    apart = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(apart, difference);
  }
  return largest > 0 ? apart / largest : apart;
}
