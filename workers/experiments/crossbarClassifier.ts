import type { ConductanceWindow, WeightMapping } from "../crossbar/_mapping";
import { conductancesAround, largestWeight, outputsOf, pairs, weightBounds, weightsOf } from "../crossbar/mapping";
import {
  imageOf,
  type Judgement,
  judge,
  type LinearClassifier,
  RETRAINING,
  train,
} from "../learning/softmaxClassifier";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { LabelledImages } from "../tasks/_task";
import { DIGIT_CLASSES, digits } from "../tasks/digits";
import type { CrossbarArray } from "./crossbarArray";
import { TEST_PICTURES } from "./crossbarInputs";

/** A classifier of digits whose weights stand in the array, in pairs of columns. */

/** Pictures it learns from. */
const TRAINING_PICTURES = 1500;

interface School {
  readonly seed: number;
  readonly pixels: number;
  readonly examples: LabelledImages;
  readonly tests: LabelledImages;
  readonly trained: LinearClassifier;
}

/** The last one trained: an edit builds the array anew, and the same seed and pictures lead to the same weights. */
let school: School | null = null;

function schoolOf(kernel: Kernel, seed: number, pixels: number): School {
  if (school?.seed === seed && school.pixels === pixels) return school;
  const examples = digits(kernel, seed, "train", TRAINING_PICTURES, pixels);
  const tests = digits(kernel, seed, "test", TEST_PICTURES, pixels);
  school = { seed, pixels, examples, tests, trained: train(kernel, examples, DIGIT_CLASSES) };
  return school;
}

export class ArrayClassifier {
  /** [classes] added to the outputs, in numbers. */
  readonly bias: Block<"f64">;
  readonly #school: School;
  readonly #most: number;
  #mapping: WeightMapping | undefined;

  constructor(
    arena: Arena,
    private readonly kernel: Kernel,
    seed: number,
    pixels: number,
  ) {
    this.bias = arena.alloc("state", "f64", DIGIT_CLASSES);
    this.#school = schoolOf(kernel, seed, pixels);
    this.#most = largestWeight(this.#school.trained.weights);
  }

  get mapping(): WeightMapping {
    if (this.#mapping === undefined) throw new Error("the classifier has no array yet");
    return this.#mapping;
  }

  /** After the commit: conductances [rows, columns] S that hold the weights. */
  init(window: ConductanceWindow): Float64Array {
    const { trained } = this.#school;
    this.#mapping = pairs(trained.inputs, DIGIT_CLASSES, window, this.#most);
    this.bias.view.set(trained.bias);
    return this.mapping.conductances(trained.weights);
  }

  /** Scores [classes] of column currents [columns] A at a read voltage (V). */
  scores(currents: Float64Array, volts: number, out: Float64Array): Float64Array {
    outputsOf(this.mapping, currents, volts, out);
    for (let k = 0; k < out.length; k++) out[k] = (out[k] as number) + (this.bias.view[k] as number);
    return out;
  }

  /** A test picture, [pixels]. */
  test(k: number): Float32Array {
    return imageOf(this.#school.tests, k);
  }

  /** Names the first `count` test pictures; `product` gives the column currents (A) of inputs x, [rows] in [0, 1]. */
  judge(product: (x: Float32Array, currents: Float64Array) => void, volts: number, count: number): Judgement {
    const currents = new Float64Array(this.mapping.columns);
    return judge(
      { ...this.#school.tests, count },
      DIGIT_CLASSES,
      (image, scores) => {
        product(image, currents);
        outputsOf(this.mapping, currents, volts, scores);
      },
      this.bias.view,
    );
  }

  /**
   * Trains anew around broken cells and writes the weights into the targets of the array.
   *
   * @param stuck [rows, columns] S a cell has for good, NaN where it can be programmed
   */
  retrain(array: CrossbarArray, stuck: Float64Array): void {
    const { mapping, kernel } = this;
    const { rows, columns } = mapping;
    const { width } = array.size;
    const carriers = array.carriers.view;
    const cells = new Float64Array(rows * columns);
    const at = (k: number) => Math.floor(k / columns) * width + (carriers[k % columns] as number);
    for (let k = 0; k < cells.length; k++) cells[k] = array.target.view[at(k)] as number;
    const from = {
      inputs: rows,
      classes: DIGIT_CLASSES,
      weights: weightsOf(mapping, cells),
      bias: this.bias.view.slice(),
    };
    const bounds = weightBounds(mapping, stuck);
    const learnt = train(kernel, this.#school.examples, DIGIT_CLASSES, { ...RETRAINING, from, ...bounds });
    this.bias.view.set(learnt.bias);
    for (const [k, conductance] of conductancesAround(mapping, learnt.weights, stuck).entries()) {
      array.target.view[at(k)] = conductance;
    }
  }
}
