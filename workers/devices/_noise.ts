import { streamKey } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { DeviceStreams } from "./_bank";
import type { BankShape } from "./_device";

/** Noise of single devices that depends on time alone, so that how a stretch of time is cut up does not matter. */

export interface FlickerShape {
  /** How many processes, an even number. */
  readonly processes: number;
  /** Each process is slower than the one before by this factor. */
  readonly ratio: number;
}

/** Eight decades; f S(f) ripples by 5.5 %. */
export const EIGHT_DECADES: FlickerShape = { processes: 8, ratio: 10 };

/**
 * 1/f noise of each device as a sum of Ornstein-Uhlenbeck processes of unit variance, time constants growing by a constant
 * ratio. Exact for any step of time and stationary from the start. Two-sided density 1 / (2 ln(ratio) f) between the
 * reciprocals of the slowest and the fastest time constant (times 2 pi); variance: the number of processes.
 */
export class FlickerNoise {
  /** [processes, n rounded up to four] the processes, in single precision. */
  readonly values: Block<"f32">;
  /** Streams of four devices stand side by side, so that one step draws for four. */
  readonly #streams: Block<"u32">;
  readonly #loss: Block<"f32">;
  readonly #gain: Block<"f32">;
  readonly #kernel: Kernel;
  readonly #groups: number;
  #fastest = 1e-6;
  #step = Number.NaN;

  constructor(
    arena: Arena,
    private readonly shape: BankShape,
    private readonly name: string,
    private readonly flicker: FlickerShape = EIGHT_DECADES,
  ) {
    if (flicker.processes % 2 !== 0) throw new RangeError("processes are drawn in pairs");
    this.#kernel = arena.kernel;
    this.#groups = Math.ceil((shape.rows * shape.columns) / 4);
    this.#streams = arena.alloc("state", "u32", 16 * this.#groups);
    this.values = arena.alloc("state", "f32", 4 * this.#groups * flicker.processes);
    this.#loss = arena.alloc("scratch", "f32", 4 * flicker.processes);
    this.#gain = arena.alloc("scratch", "f32", 4 * flicker.processes);
  }

  /** Time constant of the fastest process, s; live. */
  adjust(fastest: number): void {
    this.#fastest = fastest;
    this.#step = Number.NaN;
  }

  init(seed: number): void {
    const [low, high] = streamKey(seed, this.name);
    this.#kernel.seedDeviceStreams(this.shape.rows, this.shape.columns, low, high, this.#streams.ptr);
    this.#kernel.interleaveStreams(this.#groups, this.#streams.ptr);
    this.values.view.fill(0);
    this.advance(Number.POSITIVE_INFINITY);
  }

  advance(seconds: number): void {
    if (seconds !== this.#step) this.#derive(seconds);
    const { processes } = this.flicker;
    const [loss, gain] = [this.#loss.ptr, this.#gain.ptr];
    this.#kernel.advanceFlicker(this.#groups, processes, this.values.ptr, loss, gain, this.#streams.ptr);
  }

  /** Multiplies `values` by 1 + noise, where the noise has the root mean square `rms`; not below 0. */
  apply(values: Block<"f64">, rms: number): void {
    const { processes } = this.flicker;
    const n = this.shape.rows * this.shape.columns;
    this.#kernel.applyFlicker(n, values.ptr, processes, this.values.ptr, rms / Math.sqrt(processes));
  }

  #derive(seconds: number): void {
    let tau = this.#fastest;
    for (let k = 0; k < this.flicker.processes; k++) {
      this.#loss.view.fill(-this.#kernel.expm1(-seconds / tau), 4 * k, 4 * k + 4);
      this.#gain.view.fill(Math.sqrt(-this.#kernel.expm1((-2 * seconds) / tau)), 4 * k, 4 * k + 4);
      tau *= this.flicker.ratio;
    }
    this.#step = seconds;
  }
}

export interface Trap {
  /** Mean times, s: until an empty trap is filled, until a full one is emptied. */
  readonly empty: number;
  readonly full: number;
  /** Decades over which both are spread from device to device. */
  readonly decades: number;
}

/** Random telegraph noise: one trap in each device, a two-state Markov process, exact for any step of time. */
export class TelegraphNoise {
  /** [n] 1 while the trap is full. */
  readonly full: Block<"u8">;
  readonly #streams: DeviceStreams;
  readonly #luck: Block<"f64">;
  readonly #pace: Block<"f64">;
  readonly #kernel: Kernel;
  readonly #n: number;
  #trap: Trap = { empty: 1e-3, full: 1e-3, decades: 0 };

  constructor(arena: Arena, shape: BankShape, name: string) {
    this.#kernel = arena.kernel;
    this.#n = shape.rows * shape.columns;
    this.#streams = new DeviceStreams(arena, shape, name);
    this.full = arena.alloc("state", "u8", this.#n);
    this.#luck = arena.alloc("fixed", "f64", this.#n);
    this.#pace = arena.alloc("scratch", "f64", this.#n);
  }

  /** Live. */
  adjust(trap: Trap): void {
    this.#trap = trap;
    this.#kernel.paceFactors(this.#n, trap.decades, this.#luck.ptr, this.#pace.ptr);
  }

  init(seed: number): void {
    this.#streams.seed(seed);
    this.#kernel.drawTraits(this.#n, this.#streams.ptr, 0, 0, 1, this.#luck.ptr);
    this.adjust(this.#trap);
    this.advance(Number.POSITIVE_INFINITY);
  }

  advance(seconds: number): void {
    const { empty, full } = this.#trap;
    this.#kernel.advanceTelegraph(this.#n, this.full.ptr, this.#pace.ptr, empty, full, seconds, this.#streams.ptr);
  }

  /** Takes the share `step` from the `values` of devices whose trap is full. */
  apply(values: Block<"f64">, step: number): void {
    this.#kernel.applyTelegraph(this.#n, values.ptr, this.full.ptr, step);
  }
}
