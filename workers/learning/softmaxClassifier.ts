import type { Kernel } from "../memory/kernel";
import type { LabelledImages } from "../tasks/_task";

/**
 * Softmax regression: scores = x W + b, the largest score names the class. The product x W is what an array computes;
 * the bias is added behind the converters, in numbers.
 *
 * Trained by Adam (Kingma & Ba 2015, arXiv:1412.6980) on the cross-entropy over minibatches in the order of the examples,
 * without dice: the same examples give the same bits. Weights may be bounded each, as cells that are broken bound them.
 */
export interface LinearClassifier {
  readonly inputs: number;
  readonly classes: number;
  /** [inputs, classes] */
  readonly weights: Float64Array;
  /** [classes] */
  readonly bias: Float64Array;
}

export interface TrainingOptions {
  readonly epochs: number;
  readonly batch: number;
  /** Rate of the first epoch; it falls to zero along a half cosine. */
  readonly rate: number;
  /** Pull towards zero, as a part of a weight for each step at rate 1. Weights of a small spread use the window of cells well. */
  readonly decay: number;
  /** Where to start; zero without. */
  readonly from?: LinearClassifier;
  /** [inputs, classes] ends of each weight; equal ends freeze it. */
  readonly lower?: Float64Array;
  readonly upper?: Float64Array;
}

export const TRAINING: TrainingOptions = { epochs: 8, batch: 32, rate: 0.02, decay: 0.02 };

/** A few epochs at a lower rate: what remains free makes up for what is broken. */
export const RETRAINING: TrainingOptions = { ...TRAINING, epochs: 5, rate: 0.01 };

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The product of a picture with the weights: scores [classes] without bias into `out`. */
export type Product = (image: Float32Array, out: Float64Array) => void;

/** x W in plain arithmetic, `weights` [inputs, classes]. */
export const exactProduct =
  (weights: Float64Array, classes: number): Product =>
  (image, out) => {
    out.fill(0);
    for (let i = 0; i < image.length; i++) {
      const x = image[i] as number;
      if (x === 0) continue;
      const base = i * classes;
      for (let j = 0; j < classes; j++) out[j] = (out[j] as number) + x * (weights[base + j] as number);
    }
  };

/** Number of the largest value, the first of equals; values that are none never win. */
export function largest(values: Float64Array): number {
  let best = 0;
  for (let j = 1; j < values.length; j++) {
    const [value, record] = [values[j] as number, values[best] as number];
    if (value > record || (Number.isNaN(record) && !Number.isNaN(value))) best = j;
  }
  return best;
}

/** Replaces scores by probabilities. */
export function softmax(kernel: Pick<Kernel, "exp">, scores: Float64Array): void {
  let top = -Infinity;
  for (const score of scores) top = Math.max(top, score);
  let sum = 0;
  for (let j = 0; j < scores.length; j++) {
    const weight = kernel.exp((scores[j] as number) - top);
    scores[j] = weight;
    sum += weight;
  }
  for (let j = 0; j < scores.length; j++) scores[j] = (scores[j] as number) / sum;
}

export interface Judgement {
  /** Part of the pictures named rightly. */
  readonly accuracy: number;
  /** [classes, classes] pictures of a class (row) that were given a name (column). */
  readonly confusion: Uint32Array;
}

/**
 * How well a classifier does whose product is computed elsewhere: by an array with wires, noise and converters.
 *
 * @param product gives scores without bias; they need not be of the right size, only in the right order
 */
export function judge(
  examples: LabelledImages,
  classes: number,
  product: Product,
  bias: Float64Array = new Float64Array(classes),
): Judgement {
  const confusion = new Uint32Array(classes * classes);
  const scores = new Float64Array(classes);
  let right = 0;
  for (let k = 0; k < examples.count; k++) {
    product(imageOf(examples, k), scores);
    for (let j = 0; j < classes; j++) scores[j] = (scores[j] as number) + (bias[j] as number);
    const label = examples.labels[k] as number;
    const name = largest(scores);
    const cell = label * classes + name;
    confusion[cell] = (confusion[cell] as number) + 1;
    if (name === label) right += 1;
  }
  return { accuracy: examples.count === 0 ? Number.NaN : right / examples.count, confusion };
}

/** A view of picture `k`. */
export const imageOf = ({ images, pixels }: LabelledImages, k: number): Float32Array =>
  images.subarray(k * pixels, (k + 1) * pixels);

/** Moments of Adam for one array of parameters. */
class Adam {
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #decay1 = 1;
  #decay2 = 1;

  constructor(
    readonly parameters: Float64Array,
    readonly pull: number,
    readonly lower?: Float64Array,
    readonly upper?: Float64Array,
  ) {
    this.#mean = new Float64Array(parameters.length);
    this.#square = new Float64Array(parameters.length);
    this.#bound();
  }

  #bound(): void {
    const { parameters, lower, upper } = this;
    if (lower === undefined || upper === undefined) return;
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] = Math.min(upper[i] as number, Math.max(lower[i] as number, parameters[i] as number));
    }
  }

  step(gradient: Float64Array, rate: number): void {
    this.#decay1 *= BETA1;
    this.#decay2 *= BETA2;
    const size = Math.sqrt(1 - this.#decay2) / (1 - this.#decay1);
    const [mean, square, { parameters }] = [this.#mean, this.#square, this];
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i] as number;
      const m = BETA1 * (mean[i] as number) + (1 - BETA1) * g;
      const v = BETA2 * (square[i] as number) + (1 - BETA2) * g * g;
      mean[i] = m;
      square[i] = v;
      const p = parameters[i] as number;
      parameters[i] = p - rate * ((size * m) / (Math.sqrt(v) + EPSILON) + this.pull * p);
    }
    this.#bound();
  }
}

/** Gradient of the cross-entropy of one picture, added to `weights` and `bias`; `scores` holds probabilities. */
function addGradient(
  image: Float32Array,
  label: number,
  scores: Float64Array,
  weights: Float64Array,
  bias: Float64Array,
): void {
  const classes = scores.length;
  scores[label] = (scores[label] as number) - 1;
  for (let j = 0; j < classes; j++) bias[j] = (bias[j] as number) + (scores[j] as number);
  for (let i = 0; i < image.length; i++) {
    const x = image[i] as number;
    if (x === 0) continue;
    const base = i * classes;
    for (let j = 0; j < classes; j++) weights[base + j] = (weights[base + j] as number) + x * (scores[j] as number);
  }
}

/** Trains on the examples in their order; what `from` holds is not touched. */
export function train(
  kernel: Pick<Kernel, "cos" | "exp">,
  examples: LabelledImages,
  classes: number,
  options: TrainingOptions = TRAINING,
): LinearClassifier {
  const inputs = examples.pixels;
  const weights = options.from?.weights.slice() ?? new Float64Array(inputs * classes);
  const bias = options.from?.bias.slice() ?? new Float64Array(classes);
  const adamWeights = new Adam(weights, options.decay, options.lower, options.upper);
  const adamBias = new Adam(bias, 0);
  const [weightGradient, biasGradient] = [new Float64Array(weights.length), new Float64Array(classes)];
  const scores = new Float64Array(classes);
  const product = exactProduct(weights, classes);
  const steps = options.epochs * Math.ceil(examples.count / options.batch);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let first = 0; first < examples.count; first += options.batch) {
      weightGradient.fill(0);
      biasGradient.fill(0);
      const end = Math.min(examples.count, first + options.batch);
      for (let k = first; k < end; k++) {
        const image = imageOf(examples, k);
        product(image, scores);
        for (let j = 0; j < classes; j++) scores[j] = (scores[j] as number) + (bias[j] as number);
        softmax(kernel, scores);
        addGradient(image, examples.labels[k] as number, scores, weightGradient, biasGradient);
      }
      for (let i = 0; i < weights.length; i++) weightGradient[i] = (weightGradient[i] as number) / (end - first);
      for (let j = 0; j < classes; j++) biasGradient[j] = (biasGradient[j] as number) / (end - first);
      const rate = (options.rate / 2) * (1 + kernel.cos((Math.PI * step) / steps));
      adamWeights.step(weightGradient, rate);
      adamBias.step(biasGradient, rate);
      step += 1;
    }
  }
  return { inputs, classes, weights, bias };
}
