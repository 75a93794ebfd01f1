import type { DeviceBank, DeviceModel } from "../devices/_device";
import { RandomStream } from "../math/random";
import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";

/**
 * What repairs drift: factors on the digital outputs, and programming anew the few weights that are worst.
 * Le Gallo et al. 2018, IEEE Transactions on Electron Devices 65:4304 (10.1109/TED.2018.2865352); Joshi et al. 2020, Nature
 * Communications 11:2473 (10.1038/s41467-020-16108-9).
 *
 * Reference outputs are read with one-hot vectors: with all inputs on at once the two halves of differential pairs nearly
 * cancel, and the factor becomes noise. So `before` and `now` are outputs of each row alone, [rows, outputs].
 */

/** What is left of a reference at the least: below, a factor would only amplify noise. */
const LEAST = 1e-4;

/** Mean of |y| over every `stride`-th output from `from` on. */
function strength(outputs: ArrayLike<number>, from = 0, stride = 1): number {
  let [sum, count] = [0, 0];
  for (let i = from; i < outputs.length; i += stride) {
    sum += Math.abs(outputs[i] as number);
    count++;
  }
  return sum / count;
}

const factor = (before: number, now: number): number => (before === 0 ? 1 : before / Math.max(now, LEAST * before));

/** The one factor by which all outputs have to grow. */
export const globalAlpha = (before: ArrayLike<number>, now: ArrayLike<number>): number =>
  factor(strength(before), strength(now));

/** A factor for each of `outputs` columns. */
export const columnAlphas = (before: ArrayLike<number>, now: ArrayLike<number>, outputs: number): Float64Array =>
  Float64Array.from({ length: outputs }, (_, j) => factor(strength(before, j, outputs), strength(now, j, outputs)));

/**
 * Weights whose error |alpha w - target| is largest: places in [rows, outputs], worst first; `share` of all in [0, 1].
 * `alphas` has one factor for each output, or one for all.
 */
export function worstWeights(
  target: ArrayLike<number>,
  now: ArrayLike<number>,
  alphas: ArrayLike<number>,
  share: number,
): Uint32Array {
  const errors = Float64Array.from({ length: target.length }, (_, i) =>
    Math.abs((alphas[i % alphas.length] as number) * (now[i] as number) - (target[i] as number)),
  );
  const order = Uint32Array.from(errors.keys());
  order.sort((a, b) => (errors[b] as number) - (errors[a] as number) || a - b);
  return order.subarray(0, Math.round(share * target.length));
}

/** Conductance to write where outputs will be multiplied by `alpha`: a fresh cell has not drifted. */
export const regrownTarget = (target: number, alpha: number): number => target / alpha;

export interface DriftRun<P> {
  readonly model: DeviceModel<ParamSchema, P>;
  readonly params: P;
  readonly rows: number;
  readonly outputs: number;
  /** s since programming, ascending. */
  readonly ages: readonly number[];
  /** Part of the weights that is programmed anew, in [0, 1]. */
  readonly regrow: number;
  readonly seed: number;
  /** Changes the devices right after programming. */
  readonly prepare?: (bank: DeviceBank<P>) => void;
}

export interface DriftPoint {
  readonly age: number;
  readonly alpha: number;
  /** Relative errors of products: bare, one factor, a factor for each output, one factor and regrown weights. */
  readonly none: number;
  readonly global: number;
  readonly column: number;
  readonly regrown: number;
}

/** Products with random inputs that an error is averaged over. */
const INPUTS = 32;

/** An array of normally distributed weights as differential pairs that ages, with each kind of compensation. */
export class DriftArray<P> {
  readonly bank: DeviceBank<P>;
  /** [rows, outputs] weights wanted. */
  readonly weights: Float64Array;
  readonly #arena: Arena;
  readonly #target: Block<"f64">;
  readonly #read: Block<"f64">;
  readonly #inputs: Float64Array;
  /** S for a weight of one. */
  readonly #unit: number;
  readonly #readVolts: number;
  #age = 0;

  constructor(private readonly run: DriftRun<P>) {
    const { model, params, rows, outputs, seed } = run;
    const kernel = createKernel();
    this.#arena = new Arena(kernel);
    const count = rows * outputs;
    this.bank = model.allocate(this.#arena, { rows, columns: 2 * outputs });
    this.#target = this.#arena.alloc("scratch", "f64", 2 * count);
    this.#read = this.#arena.alloc("scratch", "f64", 2 * count);
    const draws = new RandomStream(kernel, this.#arena, "weights");
    this.#arena.commit();
    draws.seed(seed);
    this.weights = Float64Array.from({ length: count }, () => draws.normal());
    this.#inputs = Float64Array.from({ length: INPUTS * rows }, () => draws.normal());
    const largest = this.weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
    this.#unit = model.window(params)[1] / largest;
    this.#readVolts = model.sweep(params).read;
    this.bank.init(params, seed);
    this.#aim(this.weights.keys(), 1);
    this.bank.program(this.#target);
    run.prepare?.(this.bank);
  }

  /** Moves on to an age, s since programming. */
  rest(age: number): void {
    this.bank.rest(age - this.#age);
    this.#age = age;
  }

  /** Outputs of one-hot vectors, [rows, outputs], in units of the weights. */
  outputs(): Float64Array {
    this.bank.read(this.#readVolts, this.#read);
    const g = this.#read.view;
    return this.weights.map((_, i) => ((g[2 * i] as number) - (g[2 * i + 1] as number)) / this.#unit);
  }

  /** Relative error of products by `now`, multiplied by `alphas` [outputs] or one factor for all. */
  error(now: Float64Array, alphas: ArrayLike<number>): number {
    const { rows, outputs } = this.run;
    let [wrong, right] = [0, 0];
    for (let k = 0; k < INPUTS; k++)
      for (let j = 0; j < outputs; j++) {
        let [got, wanted] = [0, 0];
        for (let i = 0; i < rows; i++) {
          const x = this.#inputs[k * rows + i] as number;
          got += x * (now[i * outputs + j] as number);
          wanted += x * (this.weights[i * outputs + j] as number);
        }
        wrong += ((alphas[j % alphas.length] as number) * got - wanted) ** 2;
        right += wanted * wanted;
      }
    return Math.sqrt(wrong / right);
  }

  /** Error after the worst weights have been programmed anew; the array itself ages on as it was. */
  regrown(now: Float64Array, alpha: number): number {
    const state = this.#arena.snapshot();
    const worst = worstWeights(this.weights, now, [alpha], this.run.regrow);
    this.#aim(worst, alpha);
    for (const i of worst) this.bank.program(this.#target, 2 * i, 2 * i + 2);
    const error = this.error(this.outputs(), [alpha]);
    this.#arena.restore(state);
    return error;
  }

  #aim(places: Iterable<number>, alpha: number): void {
    const target = this.#target.view;
    for (const i of places) {
      const g = regrownTarget((this.weights[i] as number) * this.#unit, alpha);
      target[2 * i] = Math.max(g, 0);
      target[2 * i + 1] = Math.max(-g, 0);
    }
  }
}

/** Errors of products against age. The first age is that of the reference: 20 s for phase-change cells is an age of 0. */
export function driftCurve<P>(run: DriftRun<P>): DriftPoint[] {
  const array = new DriftArray(run);
  const before = array.outputs();
  return run.ages.map((age) => {
    array.rest(age);
    const now = array.outputs();
    const alpha = globalAlpha(before, now);
    return {
      age,
      alpha,
      none: array.error(now, [1]),
      global: array.error(now, [alpha]),
      column: array.error(now, columnAlphas(before, now, run.outputs)),
      regrown: array.regrown(now, alpha),
    };
  });
}
