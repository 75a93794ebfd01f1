import type { Arena } from "../memory/arena";
import { SelectorCells } from "./_selectors";
import type { CrossbarCircuit, NortonCircuit } from "./_solver";

export { ohmicVoltage, type Selector, type SelectorOutcome, steepness } from "./_selectors";

/**
 * Cells that are more than a conductance. 1S1R: a selector in series bends the current so that half of the voltage drives much
 * less than half of the current. 1T1R: a transistor in series cuts whole rows off.
 */

/** An array of cells with selectors, [rows, columns]. */
export class SelectorArray extends SelectorCells {
  /** Before the commit of the arena; `circuit` is one that was made for nonlinear cells, in the same arena. */
  constructor(
    arena: Arena,
    readonly circuit: NortonCircuit,
  ) {
    const { conductance, sources, rowNodes, columnNodes, rowEnds, columnEnds } = circuit;
    if (sources === undefined) throw new Error("the circuit was not made for nonlinear cells");
    super(arena, {
      conductance,
      sources,
      ends: [rowNodes, columnNodes],
      drives: [rowEnds, columnEnds].flatMap(({ firstVoltage, lastVoltage }) => [firstVoltage, lastVoltage]),
      factor: () => circuit.factor(),
      solve: (options) => circuit.solve(options),
    });
  }
}

export interface AccessTransistor {
  /** Ohm of a transistor that is on, and S of one that is off. */
  readonly resistance: number;
  readonly leak: number;
}

/** S of an off transistor that lets so many A through at so many V. */
export const leakOf = (current: number, voltage: number): number => current / voltage;

/**
 * Conductances of cells behind their transistors, from the bare ones, [rows, columns] S, to the circuit: `gates` tells of each
 * row whether its transistors are on. A cell that was pruned is one whose bare conductance is 0.
 */
export function gateRows(
  circuit: CrossbarCircuit,
  bare: Float64Array,
  gates: (row: number) => boolean,
  { resistance, leak }: AccessTransistor,
): void {
  const { view } = circuit.conductance;
  for (let i = 0; i < circuit.rows; i++) {
    const on = gates(i);
    for (let at = i * circuit.columns; at < (i + 1) * circuit.columns; at++) {
      const g = bare[at] as number;
      if (on) view[at] = g / (1 + g * resistance);
      else view[at] = g > 0 ? (g * leak) / (g + leak) : 0;
    }
  }
}
