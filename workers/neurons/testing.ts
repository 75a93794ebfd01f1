import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";
import type { NeuronModel, NeuronState, NeuronStepper, Precision } from "./_neuron";

/** Cells of one model under a current clamp, without a network. */

export interface BenchOptions {
  readonly h: number;
  readonly size?: number;
  readonly precision?: Precision;
  /** Substeps to every step of `h`. */
  readonly substeps?: number;
}

export interface Spike {
  readonly neuron: number;
  /** Number of the step in which it spiked. */
  readonly step: number;
  /** Time of the spike, ms; the end of the step where the path knows no better. */
  readonly time: number;
}

export class Bench<P, S extends NeuronState<P> = NeuronState<P>> {
  readonly arena = new Arena(createKernel());
  readonly state: S;
  readonly size: number;
  readonly drive: Block;
  /** Steps taken. */
  now = 0;
  readonly #h: number;
  readonly #current: Block<"f64"> | undefined;
  readonly #late: Block<"f64"> | undefined;
  readonly #list: Block<"u32">;
  readonly #stepper: NeuronStepper;

  /** `prepare` runs after the commit of the arena and before the initial values are written. */
  constructor(
    model: NeuronModel<ParamSchema, P> & { allocate(...args: never[]): S },
    params: P,
    { h, size = 1, precision = "f64", substeps = 1 }: BenchOptions,
    prepare: (state: S) => void = () => undefined,
  ) {
    const { arena } = this;
    this.size = size;
    this.#h = h / substeps;
    this.state = model.allocate(arena, size, precision, false) as S;
    this.drive = arena.alloc("scratch", precision, size);
    const bench = precision === "f64";
    this.#current = bench ? arena.alloc("scratch", "f64", size) : undefined;
    this.#late = bench ? arena.alloc("scratch", "f64", size) : undefined;
    this.#list = arena.alloc("scratch", "u32", size);
    arena.commit();
    prepare(this.state);
    this.state.init(params);
    this.update(params);
    this.#stepper = this.state.stepper({
      drive: this.drive,
      ...(this.#current && { current: this.#current }),
      ...(this.#late && { late: this.#late }),
    });
  }

  update(params: P): void {
    this.state.update(params, this.#h);
  }

  /** One step, or one substep. */
  step(): Spike[] {
    this.now++;
    const count = this.#stepper.step(this.#list.ptr, this.now);
    return Array.from({ length: count }, (_, i) => ({
      neuron: this.#list.view[i] as number,
      step: this.now,
      time: this.now * this.#h - (this.#late?.view[i] ?? 0),
    }));
  }

  /** Current into each cell, pA, held until changed; double precision only. */
  inject(currents: readonly number[]): void {
    if (this.#current === undefined) throw new Error("no current in single precision");
    this.#current.view.set(currents);
  }

  /** Steps for `duration` ms; what spiked. */
  run(duration: number): Spike[] {
    const steps = Math.round(duration / this.#h);
    return Array.from({ length: steps }, () => this.step()).flat();
  }

  value(name: string, index = 0): number {
    return (this.state.variables[name] as Block).view[index] as number;
  }

  set(name: string, value: number): void {
    (this.state.variables[name] as Block).view.fill(value);
  }
}

/**
 * Order of convergence of a result with step `h`, from the last differences between successive steps; each step is half
 * the one before.
 */
export function orderOf(result: (h: number) => number, steps: readonly number[]): number {
  const values = steps.map(result);
  const [before, last] = intervals(values).slice(-2).map(Math.abs) as [number, number];
  return Math.log2(before / last);
}

/** Differences of successive times. */
export const intervals = (times: readonly number[]): number[] =>
  times.slice(1).map((time, i) => time - (times[i] as number));

/**
 * Adaptive Runge-Kutta of order 5 (Dormand & Prince 1980), written for tests: independent of the kernel and as exact as
 * double precision allows. Calls `onStep` after every accepted step with both of its ends.
 */
export function dormandPrince(
  slope: (y: readonly number[]) => number[],
  start: readonly number[],
  duration: number,
  tolerance: number,
  onStep: (t0: number, y0: readonly number[], t1: number, y1: readonly number[]) => void,
): readonly number[] {
  const tableau = [
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ];
  const fourth = [5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40];
  const along = (y: readonly number[], h: number, weights: readonly number[], slopes: readonly number[][]): number[] =>
    y.map((value, i) => value + h * weights.reduce((sum, w, s) => sum + w * (slopes[s]?.[i] ?? 0), 0));
  let [t, y, h] = [0, start, 1e-4];
  while (t < duration) {
    h = Math.min(h, duration - t);
    const slopes = [slope(y)];
    for (const row of tableau) slopes.push(slope(along(y, h, row, slopes)));
    const next = along(y, h, tableau.at(-1) as number[], slopes);
    const rough = along(y, h, fourth, slopes);
    const error = Math.max(...next.map((value, i) => Math.abs(value - (rough[i] as number)) / (1 + Math.abs(value))));
    if (error <= tolerance) {
      onStep(t, y, t + h, next);
      [t, y] = [duration - t - h < 1e-12 ? duration : t + h, next];
    }
    h *= Math.min(4, Math.max(0.2, 0.9 * (tolerance / Math.max(error, 1e-300)) ** 0.2));
  }
  return y;
}
