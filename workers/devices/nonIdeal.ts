import type { Arena, Block } from "../memory/arena";
import type { ParamSchema } from "../params/schema";
import { Bank, type DeviceStreams } from "./_bank";
import type { BankShape, DeviceBank, DeviceModel } from "./_device";
import { meanPower } from "./_drift";
import { FlickerNoise, TelegraphNoise } from "./_noise";
import { bendOf, nearBend } from "./_nonlinearity";
import { StoredBank } from "./_stored";
import { IDEAL, type NonIdealParams } from "./nonIdealParams";

export { IDEAL, type NonIdealParams, nonIdealities } from "./nonIdealParams";

/** What a hand did to a device; anything but `none` outlives programming and every switch. */
export const FAULTS = { none: 0, stuckOn: 1, stuckOff: 2, short: 3, open: 4, mended: 5 } as const;

/**
 * Wraps a bank of any model and spoils it. Four stages keep to the contract of the bank within:
 *
 * - *voltages*: the device sees v / s, and s times the current flows;
 * - *writes* (steps that move the state, and programming): asymmetry, bent curves, spread from pulse to pulse, levels. The
 *   bank takes its own step first; where it ends in the conductance window is then changed and placed back. A step that
 *   the bank itself cuts short at an end of its window is bent as it is, so that curves flatten just before the end;
 * - *conductance*: leak of the off state, range, drift, 1/f and telegraph noise act on what is read, not on the state;
 * - *faults* replace what a device conducts, whatever is written into it.
 *
 * With everything off each call goes straight through: the bits are those of the bank within.
 */
export class NonIdealBank<P = unknown> extends Bank<P> {
  readonly inner: DeviceBank<P>;
  readonly variables;
  /** [n] codes of `FAULTS` set by hand. */
  readonly faults: Block<"u8">;
  /** [n] conductances written to, and clock of the bank (s). */
  readonly #written: Block<"f64">;
  readonly #clock: Block<"f64">;
  readonly #driftDraw: Block<"f32">;
  readonly #dither: Block<"f32">;
  readonly #left: Block<"f32">;
  readonly #patience: Block<"f64">;
  readonly #flicker: FlickerNoise;
  readonly #telegraph: TelegraphNoise;
  readonly #made: DeviceStreams;
  readonly #cycle: DeviceStreams;
  /** [4, n] normal numbers a device is made with: range, voltages, nonlinearity up, down; [n] its luck. */
  readonly #traits: Block<"f64">;
  readonly #luck: Block<"f64">;
  readonly #range: Block<"f64">;
  readonly #voltage: Block<"f64">;
  /** [2, n] bends upwards and downwards. */
  readonly #bends: Block<"f64">;
  readonly #volts: Block<"f64">;
  readonly #state: Block<"f64">;
  readonly #before: Block<"f64">;
  readonly #after: Block<"f64">;
  readonly #share: Block<"f64">;
  readonly #move: Block<"f64">;
  readonly #marks: Block<"u8">;
  #own: NonIdealParams = IDEAL;
  #low = 0;
  #span = 1;
  #readVolts = 0;
  #width = 1;
  #scale = 1;
  #leak = 0;
  #stateOf: Block | undefined;

  /** Before the commit of the arena; its blocks and those of the bank within are next to each other. */
  constructor(
    arena: Arena,
    private readonly model: DeviceModel<ParamSchema, P>,
    shape: BankShape,
  ) {
    super(arena, shape);
    const { n } = this;
    this.inner = model.allocate(arena, shape);
    this.faults = arena.alloc("state", "u8", n);
    this.#clock = arena.alloc("state", "f64", 1);
    this.#written = arena.alloc("state", "f64", n);
    this.#driftDraw = arena.alloc("state", "f32", n);
    this.#dither = arena.alloc("state", "f32", n);
    this.#left = arena.alloc("state", "f32", n);
    this.#patience = arena.alloc("state", "f64", n);
    this.#flicker = new FlickerNoise(arena, shape, "nonIdeal flicker");
    this.#telegraph = new TelegraphNoise(arena, shape, "nonIdeal telegraph");
    this.#made = this.streams("nonIdeal made");
    this.#cycle = this.streams("nonIdeal cycle");
    this.#traits = arena.alloc("fixed", "f64", 4 * n);
    this.#luck = arena.alloc("fixed", "f64", n);
    this.#range = arena.alloc("scratch", "f64", n);
    this.#voltage = arena.alloc("scratch", "f64", n);
    this.#bends = arena.alloc("scratch", "f64", 2 * n);
    this.#volts = arena.alloc("scratch", "f64", n);
    this.#state = arena.alloc("scratch", "f64", n);
    this.#before = arena.alloc("scratch", "f64", n);
    this.#after = arena.alloc("scratch", "f64", n);
    this.#share = arena.alloc("scratch", "f64", n);
    this.#move = arena.alloc("scratch", "f64", n);
    this.#marks = arena.alloc("scratch", "u8", n);
    this.variables = { ...this.inner.variables, lastWritten: this.#written, fault: this.faults };
  }

  /** All devices as made. */
  init(params: P, seed: number): void {
    const { kernel, n } = this;
    this.inner.init(params, seed);
    this.#made.seed(seed);
    this.#cycle.seed(seed);
    kernel.drawTraits(n, this.#made.ptr, 4, this.#traits.ptr, 1, this.#luck.ptr);
    kernel.drawWrites(0, n, this.#made.ptr, this.#driftDraw.ptr, this.#dither.ptr);
    kernel.drawPatience(n, this.#made.ptr, this.#patience.ptr);
    for (const block of [this.faults, this.#clock, this.#written, this.#left]) block.view.fill(0);
    this.#flicker.adjust(this.#own.flicker.fastest);
    this.#telegraph.adjust(this.#own.telegraph);
    this.#flicker.init(seed);
    this.#telegraph.init(seed);
    this.#derive(params);
  }

  update(params: P): void {
    this.inner.update(params);
    this.#derive(params);
  }

  /** Takes over what spoils the devices, at any time after the commit. */
  adjust(own: NonIdealParams): void {
    this.#own = own;
    this.#flicker.adjust(own.flicker.fastest);
    this.#telegraph.adjust(own.telegraph);
    if (this.#stateOf !== undefined) this.#deriveOwn();
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    const { kernel, n } = this;
    const own = this.#own;
    const writes = dt > 0 && (this.#changesMoves() || own.drift.on);
    const state = this.#stateOf as Block;
    if (writes) {
      this.inner.read(this.#readVolts, this.#before);
      if (state.type === "f64") this.#state.view.set(state.view);
    }
    let seen = volts;
    if (own.thresholds.on) {
      seen = this.#volts;
      kernel.divideBy(n, volts.ptr, this.#voltage.ptr, seen.ptr);
    }
    this.inner.step(seen, dt, amps);
    if (own.thresholds.on) kernel.multiplyBy(n, amps.ptr, this.#voltage.ptr);
    if (writes) this.#rewrite(dt, amps);
    if (dt > 0) this.#pass(dt);
    this.#spoil(amps, volts.ptr);
  }

  read(volts: number, out: Block<"f64">): void {
    this.inner.read(volts, out);
    this.#spoil(out, 0);
  }

  /** Targets lie in the window of `windowOf`; a level is the nearest that the device has. */
  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const { kernel } = this;
    const { cycles, levels, range, ratio, verify } = this.#own;
    kernel.drawWrites(from, to, this.#made.ptr, this.#driftDraw.ptr, this.#dither.ptr);
    this.#left.view.fill(0, from, to);
    this.#written.view.fill(this.#clock.view[0] as number, from, to);
    if (!(cycles.on || levels.on || ratio.on || (verify && range.on))) {
      this.inner.program(target, from, to);
      return;
    }
    const count = to - from;
    const at = 8 * from;
    const goal = this.#after.ptr + at;
    const [share, move, marks] = [this.#share.ptr + at, this.#move.ptr + at, this.#marks.ptr + from];
    this.#after.view.set(target.view.subarray(from, to), from);
    if (verify && range.on) kernel.divideBy(count, goal, this.#range.ptr + at, goal);
    kernel.addLeak(count, goal, 0, 1 / this.#scale, -this.#leak / this.#scale);
    // Twice, so that what pulses add starts within the window.
    kernel.sharesOf(count, goal, goal, this.#low, this.#span, share, move);
    kernel.endsOf(count, share, move, this.#low, this.#span, goal);
    kernel.sharesOf(count, goal, goal, this.#low, this.#span, share, move);
    this.#marks.view.fill(1, from, to);
    if (cycles.on) kernel.addMarkedNormals(count, move, marks, cycles.sd / 100, this.#cycle.ptr + 2 * at);
    if (levels.on) {
      this.#round(count, from);
      this.#left.view.fill(0, from, to);
    }
    kernel.endsOf(count, share, move, this.#low, this.#span, goal);
    this.inner.program(this.#after, from, to);
  }

  rest(seconds: number, pace?: Block<"f64">): void {
    this.inner.rest(seconds, pace);
    if (!(seconds > 0)) return;
    if (pace !== undefined) this.hasten(this.#written, seconds, pace);
    this.#pass(seconds);
  }

  /**
   * What reading at `volts` for `seconds` (all reads together) does to devices [first, end): some jump to the end to which
   * the voltage drives. The only harm of reads, and hence a call of its own. Returns how many jumped.
   */
  disturb(volts: number, seconds: number, first?: number, end?: number): number {
    const [from, to] = this.span(first, end);
    const { disturb } = this.#own;
    if (!disturb.on) return 0;
    const { kernel } = this;
    const hazard = (seconds / disturb.time) * kernel.exp(Math.abs(volts) / disturb.voltage);
    this.#marks.view.fill(0);
    const count = kernel.wearPatience(from, to, hazard, this.#patience.ptr, this.#marks.ptr, this.#made.ptr);
    if (count === 0) return 0;
    this.#after.view.fill(volts < 0 ? this.#low : this.#low + this.#span);
    this.#place(this.#after);
    kernel.restartDrift(
      this.n,
      this.#marks.ptr,
      this.#clock.view[0] as number,
      this.#written.ptr,
      this.#driftDraw.ptr,
      this.#made.ptr,
    );
    return count;
  }

  /** Code of `FAULTS` in force at device `i`: a hand's, else that of the drawn masks. */
  faultAt(i: number): number {
    const [high, low, hard] = this.#shares();
    return this.kernel.faultOf(i, this.faults.ptr, this.#luck.ptr, high, low, hard);
  }

  #changesMoves(): boolean {
    const { cycles, levels, nonlinearity, asymmetry } = this.#own;
    return cycles.on || levels.on || nonlinearity.on || asymmetry.on;
  }

  /** Changes where devices that moved have ended, and the currents (A) with it. */
  #rewrite(dt: number, amps: Block<"f64">): void {
    const { kernel, n } = this;
    const { cycles, levels, nonlinearity, asymmetry, drift } = this.#own;
    const [share, move, marks] = [this.#share.ptr, this.#move.ptr, this.#marks.ptr];
    const state = this.#stateOf as Block;
    this.inner.read(this.#readVolts, this.#after);
    // Conductance drifts on its own in some models; their state does not.
    const moved =
      state.type === "f64"
        ? kernel.markMoved(n, this.#state.ptr, state.ptr, marks)
        : kernel.markMoved(n, this.#before.ptr, this.#after.ptr, marks);
    if (moved === 0) return;
    if (this.#changesMoves()) {
      kernel.sharesOf(n, this.#before.ptr, this.#after.ptr, this.#low, this.#span, share, move);
      if (asymmetry.on) kernel.scaleMoves(n, move, 1 + asymmetry.value / 100, 1 - asymmetry.value / 100);
      if (nonlinearity.on) kernel.bendMoves(n, share, move, marks, this.#bends.ptr, this.#bends.ptr + 8 * n);
      if (cycles.on) {
        // Stored devices move when a pulse is complete, even where the step is only the last part of it.
        const pulses = this.inner instanceof StoredBank ? Math.max(1, dt / this.#width) : dt / this.#width;
        kernel.addMarkedNormals(n, move, marks, (cycles.sd / 100) * Math.sqrt(pulses), this.#cycle.ptr);
      }
      if (levels.on) this.#round(n, 0);
      kernel.endsOf(n, share, move, this.#low, this.#span, this.#before.ptr);
      this.#place(this.#before);
      this.inner.read(this.#readVolts, this.#before);
      kernel.rescaleMarked(n, amps.ptr, marks, this.#after.ptr, this.#before.ptr);
    }
    const now = (this.#clock.view[0] as number) + dt;
    if (drift.on) kernel.restartDrift(n, marks, now, this.#written.ptr, this.#driftDraw.ptr, this.#made.ptr);
  }

  #round(count: number, from: number): void {
    const { levels } = this.#own;
    const at = 8 * from;
    this.kernel.roundMoves(
      count,
      this.#share.ptr + at,
      this.#move.ptr + at,
      this.#marks.ptr + from,
      levels.count,
      this.#left.ptr + 4 * from,
      levels.rounding === "stochastic" ? this.#dither.ptr + 4 * from : 0,
    );
  }

  /** Puts marked devices at conductances, run by run, so that no other device is touched. */
  #place(goal: Block<"f64">): void {
    const marks = this.#marks.view;
    for (let first = marks.indexOf(1); first >= 0; first = marks.indexOf(1, first)) {
      const next = marks.indexOf(0, first);
      const end = next < 0 ? this.n : next;
      if (this.inner.place === undefined) this.inner.program(goal, first, end);
      else this.inner.place(goal, first, end);
      if (next < 0) return;
      first = end;
    }
  }

  #pass(seconds: number): void {
    this.#clock.view[0] = (this.#clock.view[0] as number) + seconds;
    if (this.#own.flicker.on) this.#flicker.advance(seconds);
    if (this.#own.telegraph.on) this.#telegraph.advance(seconds);
  }

  /** Currents (A) at `volts`, or conductances (S) where that is 0, as the bank within has them: made what one measures. */
  #spoil(values: Block<"f64">, volts: number): void {
    const { kernel, n } = this;
    const { ratio, range, drift, flicker, telegraph } = this.#own;
    if (ratio.on) kernel.addLeak(n, values.ptr, volts, this.#scale, this.#leak);
    if (range.on) kernel.multiplyBy(n, values.ptr, this.#range.ptr);
    if (drift.on) {
      const clock = this.#clock.view[0] as number;
      const [written, draw] = [this.#written.ptr, this.#driftDraw.ptr];
      kernel.applyDrift(n, values.ptr, clock, written, draw, drift.exponent, drift.sd, drift.start);
    }
    if (flicker.on) this.#flicker.apply(values, flicker.rms / 100);
    if (telegraph.on) this.#telegraph.apply(values, telegraph.step / 100);
    const [high, low, hard] = this.#shares();
    const top = this.#low + this.#span;
    const [hand, luck] = [this.faults.ptr, this.#luck.ptr];
    kernel.applyFaults(n, values.ptr, volts, hand, luck, high, low, hard, top, this.#scale * this.#low + this.#leak);
  }

  #shares(): readonly [high: number, low: number, hard: number] {
    const { on, high, low, hard } = this.#own.stuck;
    return on ? [high / 100, low / 100, hard ? 1 : 0] : [0, 0, 0];
  }

  #derive(params: P): void {
    const [low, high] = this.model.window(params);
    this.#low = low;
    this.#span = high - low;
    this.#readVolts = this.model.sweep(params).read;
    this.#width = this.model.pulses(params).width;
    this.#stateOf = this.inner.variables[this.model.shown(params)[0]?.name ?? ""];
    this.#deriveOwn();
  }

  #deriveOwn(): void {
    const { kernel, n } = this;
    const own = this.#own;
    const high = this.#low + this.#span;
    this.#scale = own.ratio.on ? Math.min(1, (high - high / own.ratio.value) / this.#span) : 1;
    this.#leak = (1 - this.#scale) * high;
    const traits = this.#traits.ptr;
    kernel.logNormalFactors(n, own.range.sd / 100, traits, this.#range.ptr);
    kernel.normalFactors(n, own.thresholds.sd / 100, 0.2, traits + 8 * n, this.#voltage.ptr);
    const { up, down, sd } = own.nonlinearity;
    const bends = this.#bends.view;
    if (sd === 0) {
      bends.fill(bendOf(kernel, up), 0, n);
      bends.fill(bendOf(kernel, down), n);
      return;
    }
    const draws = this.#traits.view.subarray(2 * n);
    for (let i = 0; i < 2 * n; i++) bends[i] = nearBend(kernel, (i < n ? up : down) + sd * (draws[i] as number));
  }
}

/** Conductance window (S) of a model whose off state leaks. */
export function windowOf<P>(
  model: DeviceModel<ParamSchema, P>,
  params: P,
  { ratio }: NonIdealParams,
): readonly [low: number, high: number] {
  const [low, high] = model.window(params);
  return [ratio.on ? Math.max(low, high / ratio.value) : low, high];
}

/** Mean of G(t) / G(0) of a model whose devices drift on top of what they do by themselves, t in s since programming. */
export function retentionOf<P>(
  model: DeviceModel<ParamSchema, P>,
  params: P,
  { drift }: NonIdealParams,
  conductance: number,
  seconds: number,
): number {
  const own = model.retention?.(params, conductance, seconds) ?? 1;
  return drift.on ? own * meanPower(1 + seconds / drift.start, drift.exponent, drift.sd) : own;
}
