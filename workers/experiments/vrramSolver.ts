import type { SolveOptions } from "../crossbar/_solver";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { PlaneForm } from "../vrram/_block";
import { VerticalBlock } from "../vrram/block";
import { SelectorBlock } from "../vrram/nonlinear";
import type { VrramParams } from "./vrramParams";

/** The selectors of the cells: they are told apart at the read voltage and at half of it. */
export const selectorOf = ({ cell, read }: VrramParams) => ({
  selectivity: cell.selectivity,
  voltage: read.volts,
});

/** True where currents are not proportional to voltages. */
export const bends = ({ cell }: Pick<VrramParams, "cell">): boolean => cell.access === "selector";

/** A block in a memory of its own whose cells are resistors, or resistors behind selectors. */
export class BlockSolver {
  readonly circuit: VerticalBlock;
  readonly #selectors: SelectorBlock | null;
  #stale = true;

  constructor(block: VrramParams["block"], form: PlaneForm, bent: boolean) {
    const arena = new Arena(createKernel());
    this.circuit = new VerticalBlock(arena, block, form, { nonlinear: bent });
    this.#selectors = bent ? new SelectorBlock(arena, this.circuit) : null;
    arena.commit();
  }

  /** [sites] S of each cell at the read voltage; the caller writes, and tells by `touch`. */
  get conductance(): Float64Array {
    return (this.#selectors ?? this.circuit).conductance.view;
  }

  /** Conductances, wires or what hangs on them changed; voltages may without. */
  touch(): void {
    this.#stale = true;
  }

  /** True where there is a solution. */
  solve(params: VrramParams, options: SolveOptions): boolean {
    if (this.#selectors !== null)
      return this.#selectors.solve(selectorOf(params), options.tolerance, options.warm).converged;
    if (this.#stale) this.circuit.factor();
    this.#stale = false;
    return this.circuit.solve(options).converged;
  }
}
