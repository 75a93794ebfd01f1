import type { Block } from "../memory/arena";
import { Bank } from "./_bank";

/** Part of the amplitude of a pulse from which a voltage counts as one: half-selected devices keep their state. */
export const COUNTS = 0.75;

/**
 * Base of synapses that count pulses: a conductance between two ends, moved by voltages that count as pulses, in parts of
 * them, and by nothing else.
 */
export abstract class PulsedBank<P> extends Bank<P> {
  readonly variables: { readonly g: Block<"f64"> };
  /** Least conductance and range in S, thresholds, rates and pulses of both ways, noise: what `pulsesStep` takes. */
  protected readonly coefficients: Block<"f64">;

  constructor(...args: ConstructorParameters<typeof Bank>) {
    super(...args);
    this.variables = { g: this.arena.alloc("state", "f64", this.n) };
    this.coefficients = this.arena.alloc("scratch", "f64", 9);
  }

  read(_volts: number, out: Block<"f64">): void {
    out.view.set(this.variables.g.view);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [low, range] = this.coefficients.view as unknown as readonly [number, number];
    const [from, to] = this.span(first, end);
    const g = this.variables.g.view;
    for (let i = from; i < to; i++) g[i] = Math.min(Math.max(target.view[i] as number, low), low + range);
  }

  rest(): void {}
}
