import type { Kernel } from "../memory/kernel";
import type { CrossbarCircuit, Selected } from "./_solver";

/**
 * What a write does to the cells that were not meant: each stands under a part of the voltage, and a cell that switches as a
 * Poisson process does so now and then (Jo, Kim & Lu 2009, 10.1021/nl803669s; devices of `poissonSwitch`).
 */

export interface SwitchingLaw {
  /** tau(V) = tau0 exp(-|V| / scale): s and V. */
  readonly tau0: number;
  readonly scale: number;
  /** Length of a write pulse, s. */
  readonly width: number;
}

/** A pulse of 10 µs onto cells that switch slowly below 3 V and at once above 4 V. */
export const WRITE_PULSE: SwitchingLaw = { tau0: 2.85e5, scale: 0.156, width: 1e-5 };

/** Probability that a pulse at so many V across a cell switches it. */
export const chanceOf = (kernel: Kernel, volts: number, law: SwitchingLaw): number =>
  -kernel.expm1(-(law.width / law.tau0) * kernel.exp(Math.abs(volts) / law.scale));

export interface Disturb {
  /** [rows, columns] probability that one write switches a cell; 0 for the one that is written. */
  readonly probability: Float64Array;
  /** Cells that one write switches unintendedly, on average, and the probability that it writes its own. */
  readonly expected: number;
  readonly written: number;
}

/** From the cell voltages of the last solve, with the terminals set for a write. */
export function halfSelect(kernel: Kernel, circuit: CrossbarCircuit, selected: Selected, law: SwitchingLaw): Disturb {
  const probability = new Float64Array(circuit.rows * circuit.columns);
  const { view: rows } = circuit.rowNodes;
  const { view: columns } = circuit.columnNodes;
  let expected = 0;
  for (let at = 0; at < probability.length; at++) {
    probability[at] = chanceOf(kernel, (rows[at] as number) - (columns[at] as number), law);
    expected += probability[at] as number;
  }
  const own = selected.row * circuit.columns + selected.column;
  const written = probability[own] as number;
  probability[own] = 0;
  return { probability, expected: expected - written, written };
}
