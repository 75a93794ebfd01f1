import type { Block } from "../memory/arena";

/**
 * A crossbar as a circuit: word-line nodes W_ij and bit-line nodes B_ij joined by cells G_ij, neighbours along a line by
 * wire segments, and each end of each line by a conductance to a voltage source. SI, double precision, row by row.
 */

/** Both ends of lines of one direction, [lines] each; a conductance of 0 S leaves the end open (floating). */
export interface LineEnds {
  /** S, and V behind it. `first`: left ends of rows, upper ends of columns. */
  readonly firstConductance: Block<"f64">;
  readonly firstVoltage: Block<"f64">;
  readonly lastConductance: Block<"f64">;
  readonly lastVoltage: Block<"f64">;
}

/** Ohm; what a wire or a driver without resistance is taken for. */
export const LEAST_RESISTANCE = 1e-6;

/** S of an end behind so many Ohm. */
export const conductanceOf = (resistance: number): number => 1 / Math.max(resistance, LEAST_RESISTANCE);

/** The cell that is read or written. */
export interface Selected {
  readonly row: number;
  readonly column: number;
}

export interface Outcome {
  readonly iterations: number;
  /** Norm of the residual of the Schur complement relative to its right-hand side. */
  readonly residual: number;
  readonly converged: boolean;
}

export interface SolveOptions {
  /** Of the residual, relative; 1e-4 to follow a hand, 1e-8 at rest, 1e-13 for twelve digits. */
  readonly tolerance: number;
  /** Starts from the nodes of the last solve. */
  readonly warm: boolean;
}

/** Allocated before the commit of the arena, all of it scratch: what a solve leaves is derived from its inputs. */
export interface CrossbarCircuit {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] conductance of each cell, S; 0 for a cell that is cut off. The caller writes. */
  readonly conductance: Block<"f64">;
  readonly rowEnds: LineEnds;
  readonly columnEnds: LineEnds;
  /** Resistance of a wire segment between neighbours, Ohm; 0 is taken as 1 micro-ohm, which is exact to 1e-9. */
  wires(row: number, column: number): void;
  /** What `wires` was told, Ohm. */
  readonly rowResistance: number;
  readonly columnResistance: number;
  /** After conductances, end conductances or wires changed: factors the lines. Voltages may change without. */
  factor(): void;
  /** Never throws for what an array can be: shorts, opens, floating lines. */
  solve(options: SolveOptions): Outcome;
  /** Node voltages after a solve, [rows, columns] V. */
  readonly rowNodes: Block<"f64">;
  readonly columnNodes: Block<"f64">;
  /** Current through each cell from its row to its column, [rows, columns] A. */
  readonly cellCurrent: Block<"f64">;
  /** Sum of the cell currents into each column, [columns] A: what flows out at its ends. */
  readonly columnCurrent: Block<"f64">;
  /** Sum of the cell currents out of each row, [rows] A. */
  readonly rowCurrent: Block<"f64">;
}

/** In pieces, for what takes longer than a frame: `begin`, `iterate` until it returns true, `finish`. */
export interface StagedCircuit extends CrossbarCircuit {
  begin(options: SolveOptions): void;
  /** At most `limit` iterations more; true when there is nothing left to do. */
  iterate(limit: number): boolean;
  /** Nodes and currents of as far as it got; only now are their blocks valid. */
  finish(): Outcome;
  /** 0 to 1, by the digits gained. */
  readonly progress: number;
}

/** With a current source beside each cell: what linearising a cell that does not obey Ohm leaves over. */
export interface NortonCircuit extends StagedCircuit {
  /** [rows, columns] A from row to column, beside G (w - b); only in circuits made for it. The caller writes. */
  readonly sources: Block<"f64"> | undefined;
}
