import type { Outcome, SolveOptions } from "../crossbar/_solver";
import type { Block } from "../memory/arena";

/**
 * A block of vertical RRAM as a circuit: horizontal planes, pierced by vertical pillars, with a cell where each pillar meets
 * each plane. SI, double precision; cell (layer, x, y) stands at (layer * columns + x) * rows + y, layer 0 lowest.
 */

export interface BlockShape {
  readonly layers: number;
  /** Pillars along x, away from the edge at which planes are driven, and along y. */
  readonly columns: number;
  readonly rows: number;
}

/**
 * `mesh`: every plane is a net of resistors, each node of its edge x = 0 behind a driver of its own. `lumped`: a plane is one
 * node behind these drivers in parallel, which is exact without resistance in it.
 */
export type PlaneForm = "mesh" | "lumped";

/** Allocated before the commit of the arena, all of it scratch. */
export interface BlockCircuit {
  readonly shape: BlockShape;
  readonly form: PlaneForm;
  /** [layers, columns, rows] conductance of each cell, S; 0 for one that is cut off. The caller writes. */
  readonly conductance: Block<"f64">;
  /** [layers] S of each driver of a plane, 0 where it floats; and V behind them. */
  readonly planeConductance: Block<"f64">;
  readonly planeVoltage: Block<"f64">;
  /** [columns, rows] S between the foot of each pillar and its bit line (access transistor), and V of the bit line. */
  readonly pillarConductance: Block<"f64">;
  readonly pillarVoltage: Block<"f64">;
  /** Ohm of an edge of a plane's net, and of a piece of pillar between two layers. */
  wires(plane: number, pillar: number): void;
  /** After conductances or wires changed. Voltages may change without. */
  factor(): void;
  /**
   * Never throws for what a block can be: shorts, opens, floating planes and pillars. `lumped` is solved directly, with no
   * iterations; `warm` starts a `mesh` from the drops in its planes of the last solve.
   */
  solve(options: SolveOptions): Outcome;
  /** [layers, columns, rows] A from plane to pillar beside each cell; only in circuits made for it. The caller writes. */
  readonly sources: Block<"f64"> | undefined;
  /** After a solve. [layers, columns, rows] V; of a lumped plane the same in every place. */
  readonly planeNodes: Block<"f64">;
  readonly pillarNodes: Block<"f64">;
  /** [layers, columns, rows] A from plane to pillar. */
  readonly cellCurrent: Block<"f64">;
  /** [layers, columns, rows] A down each pillar below the node of a layer; of layer 0 into its bit line. */
  readonly segmentCurrent: Block<"f64">;
  /** [columns, rows] A out of each pillar; [layers] A out of the drivers of each plane. */
  readonly pillarCurrent: Block<"f64">;
  readonly planeCurrent: Block<"f64">;
  /** [layers, columns, rows] A in the net of a plane from each node to the next along x, and along y; none in lumped planes. */
  edgeCurrents(alongX: Float64Array, alongY: Float64Array): void;
}
