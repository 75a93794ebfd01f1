import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { BlockShape } from "./_block";

/**
 * A block whose planes are cut into word lines along x, one for each y, so that each has an input of its own: [layers, rows]
 * inputs, and one output for each x, where a bit line collects the pillars along y. All access transistors conduct into bit
 * lines at 0 V; lines and pillars of the same y are then a circuit of their own, in which a line is one node behind its
 * driver. Line (layer, y) stands at layer * rows + y.
 */

/** Resistances, Ohm. */
export interface LineWires {
  readonly driver: number;
  /** Of a piece of pillar between two layers. */
  readonly pillar: number;
  /** Of a conducting access transistor. */
  readonly access: number;
}

/** A wire that is said to have no resistance has this, Ohm: single precision holds no more beside the conductance of cells. */
const LEAST_OHM = 0.01;

const MICRO = 1e6;

/** All slices, at least four, at once in single precision (`workers/kernel/vrramCarve.ts`): fast enough to learn through. */
export class LineTransfer {
  /** [layers, columns, rows] µS from the driver of a line to the bit line through a pillar; scratch. */
  readonly conductance: Block<"f32">;
  readonly #scratch: Block<"f32">;

  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    private readonly shape: BlockShape,
  ) {
    const { layers, columns, rows } = shape;
    this.conductance = arena.alloc("scratch", "f32", layers * columns * rows);
    this.#scratch = arena.alloc("scratch", "f32", 4 * layers * (layers + columns + 4));
  }

  /** @param cells [layers, columns, rows] µS */
  solve(cells: Block<"f32">, { driver, pillar, access }: LineWires): void {
    const { layers, columns, rows } = this.shape;
    const micro = (ohm: number) => MICRO / Math.max(ohm, LEAST_OHM);
    this.kernel.vrramCarveTransfer(
      layers,
      columns,
      rows,
      cells.ptr,
      micro(driver),
      micro(pillar),
      micro(access),
      this.conductance.ptr,
      this.#scratch.ptr,
    );
  }
}
