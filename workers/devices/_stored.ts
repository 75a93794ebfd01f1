import type { Arena, Block } from "../memory/arena";
import { Bank } from "./_bank";
import type { BankShape } from "./_device";

/**
 * Base of memories that are written to a conductance and then change by themselves: a target per device, a clock, the time
 * each was written, and the conductance that is read now. Whole pulses above a threshold write; everything below passes as
 * a current through the present conductance.
 */
export abstract class StoredBank<P> extends Bank<P> {
  /** [n] S each: what was asked for, and what is read now. */
  protected readonly target: Block<"f64">;
  protected readonly present: Block<"f64">;
  /** [n] s: reading of the clock when it was written. */
  protected readonly written: Block<"f64">;
  protected readonly clock: Block<"f64">;
  protected readonly counts: Block<"i32">;
  protected readonly marks: Block<"u8">;
  protected threshold = 1;
  protected width = 1;
  readonly #progress: Block<"f64">;

  constructor(arena: Arena, shape: BankShape) {
    super(arena, shape);
    this.target = arena.alloc("state", "f64", this.n);
    this.present = arena.alloc("state", "f64", this.n);
    this.written = arena.alloc("state", "f64", this.n);
    this.#progress = arena.alloc("state", "f64", this.n);
    this.clock = arena.alloc("state", "f64", 1);
    this.counts = arena.alloc("scratch", "i32", this.n);
    this.marks = arena.alloc("scratch", "u8", this.n);
  }

  /** Applies `counts` pulses, positive upwards, where they are not 0. */
  protected abstract pulse(): void;
  /** Derives what is read now, `seconds` after the last time. */
  protected abstract settle(seconds: number): void;

  protected get now(): number {
    return this.clock.view[0] as number;
  }

  protected restart(): void {
    for (const block of [this.target, this.present, this.written, this.#progress, this.clock]) block.view.fill(0);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    const { kernel, n } = this;
    if (dt > 0) {
      this.clock.view[0] = this.now + dt;
      const pulses = dt / this.width;
      const reached = kernel.countPulses(n, volts.ptr, pulses, this.threshold, this.#progress.ptr, this.counts.ptr);
      if (reached > 0) this.pulse();
      this.settle(dt);
    }
    kernel.ohmicCurrents(n, this.present.ptr, volts.ptr, amps.ptr);
  }

  read(_volts: number, out: Block<"f64">): void {
    out.view.set(this.present.view);
  }

  rest(seconds: number, pace?: Block<"f64">): void {
    if (!(seconds > 0)) return;
    if (pace !== undefined) this.hasten(this.written, seconds, pace);
    this.clock.view[0] = this.now + seconds;
    this.settle(seconds);
  }
}
