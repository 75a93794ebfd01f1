import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { Outcome, SolveOptions } from "./_solver";

/**
 * Cells with a selector in series (1S1R), which bends the current so that half of the voltage drives much less than half of
 * the current: I = G V sinh(a u / V) / sinh(a). Any circuit of such cells is solved by Newton's method.
 */

export interface Selector {
  /** kappa = I(V) / I(V / 2), from 2 (a resistor) up. */
  readonly selectivity: number;
  /** V at which a cell has its nominal conductance. */
  readonly voltage: number;
}

/** Below this steepness a cell is a resistor to a part in 1e9. */
const STRAIGHT = 1e-4;
/** The sources come up in so many stages; in each but the last a coarse answer is enough. */
const STAGES = 4;
/** Largest change of a cell per step, in parts of the selector's voltage: this, or an e-fold of the current where that is more. */
const LIMIT = 0.1;
/** Change at which a stage is done. */
const COARSE = 1e-2;
/** Newton squares the error: a change this small leaves one of a^2 / 2 times its square. */
const FINE = 1e-8;
const MOST_STEPS = 120;
/** Linear solves that give up, after which Newton's method does: cells differ by more than double precision carries. */
const MOST_FAILURES = 3;
/** From a solution close by; more than these, and starting over is quicker. */
const FEW_STEPS = 12;

/** a of sinh(a u / V): kappa = 2 cosh(a / 2). */
export const steepness = (selectivity: number): number => 2 * Math.acosh(Math.max(1, selectivity / 2));

/** V on a resistor of the nominal conductance that carries as much as a bent cell under `volts`: V sinh(a u / V) / sinh(a). */
export function ohmicVoltage(
  kernel: Pick<Kernel, "exp" | "expm1">,
  { selectivity, voltage }: Selector,
  volts: number,
): number {
  const a = steepness(selectivity);
  if (a < STRAIGHT) return volts;
  const x = (a * Math.abs(volts)) / voltage;
  const part = (kernel.exp(x - a) * kernel.expm1(-2 * x)) / kernel.expm1(-2 * a);
  return volts < 0 ? -voltage * part : voltage * part;
}

export interface SelectorOutcome {
  /** Newton steps in all, and in the last stage. */
  readonly steps: number;
  readonly lastStage: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** What Newton's method needs of a circuit; all blocks of the arena of the cells. */
export interface BendableCircuit {
  /** [cells] S, and A beside each cell from its first end to its second; Newton's method overwrites both. */
  readonly conductance: Block<"f64">;
  readonly sources: Block<"f64">;
  /** [cells] V at both ends of each cell after a solve. */
  readonly ends: readonly [first: Block<"f64">, second: Block<"f64">];
  /** V of everything that drives the circuit. */
  readonly drives: readonly Block<"f64">[];
  factor(): void;
  solve(options: SolveOptions): Outcome;
}

interface Newton {
  readonly a: number;
  readonly voltage: number;
  /** Largest change of the voltage across a cell per step, V. */
  readonly limit: number;
}

/** Cells with selectors in a circuit, solved with sources that come up step by step. */
export class SelectorCells {
  /** [cells] S at the selector's voltage; the caller writes. */
  readonly conductance: Block<"f64">;
  /** [cells] V across each cell. */
  readonly across: Block<"f64">;
  readonly #cells: BendableCircuit;
  /** What the sources are to come up to. */
  readonly #kept: readonly Block<"f64">[];

  /** Before the commit of the arena, in which the circuit lies. */
  constructor(
    readonly arena: Arena,
    cells: BendableCircuit,
  ) {
    this.#cells = cells;
    this.conductance = arena.alloc("scratch", "f64", cells.conductance.length);
    this.across = arena.alloc("scratch", "f64", cells.conductance.length);
    this.#kept = cells.drives.map(({ length }) => arena.alloc("scratch", "f64", length));
  }

  /**
   * `tolerance` of the linear solve of each step; `warm` starts from the voltages of the last solve where those lead somewhere.
   * Afterwards all of the circuit's results are those of the bent cells.
   */
  solve(selector: Selector, tolerance: number, warm = false): SelectorOutcome {
    const cells = this.#cells;
    const a = steepness(selector.selectivity);
    if (a < STRAIGHT) {
      cells.conductance.view.set(this.conductance.view);
      cells.sources.view.fill(0);
      cells.factor();
      const { iterations, converged } = cells.solve({ tolerance, warm });
      return { steps: 1, lastStage: 1, iterations, converged };
    }
    const newton = { a, voltage: selector.voltage, limit: Math.max(LIMIT, 1 / a) * selector.voltage };
    if (warm) {
      const outcome = this.#newton(newton, tolerance, FINE, FEW_STEPS);
      if (outcome.converged) return { ...outcome, lastStage: outcome.steps };
    }
    this.across.view.fill(0);
    for (const [k, { view }] of cells.drives.entries()) this.#kept[k]?.view.set(view);
    let total = { steps: 0, lastStage: 0, iterations: 0, converged: true };
    for (let stage = 1; stage <= STAGES; stage++) {
      const last = stage === STAGES;
      this.#raise(last ? 1 : stage / STAGES);
      const { steps, iterations, converged } = last
        ? this.#newton(newton, tolerance, FINE, MOST_STEPS)
        : this.#newton(newton, Math.max(tolerance, 1e-6), COARSE, MOST_STEPS);
      total = {
        steps: total.steps + steps,
        lastStage: steps,
        iterations: total.iterations + iterations,
        converged: total.converged && converged,
      };
    }
    return total;
  }

  #raise(share: number): void {
    for (const [k, { view }] of this.#cells.drives.entries()) {
      const { view: kept } = this.#kept[k] as Block<"f64">;
      for (let i = 0; i < view.length; i++) view[i] = share * (kept[i] as number);
    }
  }

  /** Steps until no cell moves by more than `enough` times the selector's voltage. */
  #newton(newton: Newton, tolerance: number, enough: number, most: number): Omit<SelectorOutcome, "lastStage"> {
    let iterations = 0;
    let failures = 0;
    for (let steps = 1; ; steps++) {
      const outcome = this.#step(newton, tolerance);
      iterations += outcome.iterations;
      if (!outcome.converged) failures++;
      const done = this.#follow(newton.limit) <= enough * newton.voltage;
      if (done || steps === most || failures === MOST_FAILURES)
        return { steps, iterations, converged: done && outcome.converged };
    }
  }

  #step({ a, voltage }: Newton, tolerance: number): Outcome {
    const { arena, across, conductance } = this;
    const cells = this.#cells;
    arena.kernel.crossbarSelectors(
      conductance.length,
      conductance.ptr,
      across.ptr,
      a,
      voltage,
      cells.conductance.ptr,
      cells.sources.ptr,
    );
    cells.factor();
    return cells.solve({ tolerance, warm: true });
  }

  #follow(limit: number): number {
    const [first, second] = this.#cells.ends;
    return this.arena.kernel.crossbarFollow(this.across.length, first.ptr, second.ptr, this.across.ptr, limit);
  }
}
