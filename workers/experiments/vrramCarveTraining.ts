import { Exam, type Examined } from "../learning/exam";
import { ExampleOrder } from "../learning/exampleOrder";
import type { Block } from "../memory/arena";
import type { ParamTree } from "../protocol";
import { Carving } from "../vrram/carve";
import type { DataContext } from "./_experiment";
import { TRACE_EVERY } from "./_trainedSpecs";
import { CarveFaults } from "./vrramCarveFaults";
import type { CarveParams } from "./vrramCarveParams";
import { carveSettings } from "./vrramCarveSettings";
import { classesOf } from "./vrramCarveShape";
import { CarvePictures } from "./vrramCarveTask";

/** A block that is carved: batch, gradient, writes, rewiring, and a share of a test in every step. */

/** Places of what a step leaves behind. */
const STEP = 0;
const LOSS = 1;
/** Sums since the last sample of the traces: losses, examples named rightly, examples. */
const LOSS_SUM = 2;
const RIGHT = 3;
const SEEN = 4;
/** Means of the last full stretch of the traces. */
const MEAN = 5;
const MEANS = 5;

export interface StretchMeans {
  /** Mean cross-entropy, nats. */
  readonly loss: number;
  /** Percent of the examples named rightly before they were learnt from. */
  readonly accuracy: number;
  /** Per step. */
  readonly born: number;
  readonly died: number;
  readonly writes: number;
}

export class CarveTraining {
  readonly carving: Carving;
  readonly exam: Exam;
  readonly train: CarvePictures;
  readonly test: CarvePictures;
  readonly #faults: CarveFaults;
  readonly #order: ExampleOrder;
  readonly #numbers: Block<"f64">;
  #params: CarveParams;

  /** Before the commit. */
  constructor(
    private readonly context: DataContext,
    params: CarveParams,
  ) {
    const { arena, kernel, seed } = context;
    const { block, carve } = params;
    const classes = classesOf(params);
    this.#params = params;
    this.#numbers = arena.alloc("state", "f64", MEAN + MEANS);
    this.carving = new Carving(kernel, arena, block, carve.batch, classes, carveSettings(params));
    this.#faults = new CarveFaults(arena, block, seed);
    const pictures = (stream: "train" | "test") =>
      new CarvePictures(kernel, arena, seed, stream, carve[stream], classes, block);
    this.train = pictures("train");
    this.test = pictures("test");
    this.#order = new ExampleOrder(kernel, arena, carve.train);
    this.exam = new Exam(arena, this.#examined());
  }

  #examined(): Examined {
    const { carving, test } = this;
    const { inputs, names } = carving;
    const pixels = carving.shape.layers * carving.shape.rows;
    return {
      classes: carving.classes,
      batch: carving.batch,
      count: test.count,
      name(first, count) {
        for (let k = 0; k < count; k++) test.write(first + k, inputs.view, k * pixels);
        carving.name(count);
        return names.view;
      },
      label: (k) => test.label(k),
    };
  }

  /** After the commit. */
  init(): void {
    const { seed } = this.context;
    this.#order.init(seed);
    this.exam.init();
    this.#numbers.view.fill(Number.NaN, MEAN);
    this.#numbers.view[LOSS] = Number.NaN;
    this.carving.init(seed, this.#faults.codes(this.#params));
  }

  get step(): number {
    return this.#numbers.view[STEP] as number;
  }

  /** Mean cross-entropy of the last batch, nats; NaN before the first. */
  get loss(): number {
    return this.#numbers.view[LOSS] as number;
  }

  get means(): StretchMeans {
    const [loss, accuracy, born, died, writes] = this.#numbers.view.subarray(MEAN) as unknown as number[];
    return { loss, accuracy, born, died, writes } as StretchMeans;
  }

  update(params: CarveParams): void {
    this.#params = params;
    this.carving.update(carveSettings(params), this.step + 1);
    this.#break();
  }

  act(name: string, args: ParamTree): void {
    this.#faults.act(name, args, this.#params);
    this.#break();
  }

  #break(): void {
    this.carving.breakCells(this.#faults.codes(this.#params), this.step + 1);
  }

  /** One batch. */
  advance(): void {
    const { carving, train } = this;
    const { carve } = this.#params;
    const numbers = this.#numbers.view;
    const step = this.step + 1;
    // First the test: it is named by the block as the last step left it, which the batch is named by as well.
    this.exam.advance(carve.evaluate);
    const { first, count } = this.#order.next(carve.batch);
    const order = this.#order.order.view;
    const { inputs, labels, names } = carving;
    const pixels = carving.shape.layers * carving.shape.rows;
    for (let k = 0; k < count; k++) {
      const example = order[first + k] as number;
      train.write(example, inputs.view, k * pixels);
      labels.view[k] = train.label(example);
    }
    const loss = carving.train(count, step);
    let right = 0;
    for (let k = 0; k < count; k++) if (names.view[k] === labels.view[k]) right++;
    numbers[STEP] = step;
    numbers[LOSS] = loss;
    numbers[LOSS_SUM] = (numbers[LOSS_SUM] as number) + loss * count;
    numbers[RIGHT] = (numbers[RIGHT] as number) + right;
    numbers[SEEN] = (numbers[SEEN] as number) + count;
    if (step % TRACE_EVERY === 0) this.#endStretch();
  }

  #endStretch(): void {
    const numbers = this.#numbers.view;
    const { topology, writes } = this.carving;
    const seen = numbers[SEEN] as number;
    numbers[MEAN] = (numbers[LOSS_SUM] as number) / seen;
    numbers[MEAN + 1] = (100 * (numbers[RIGHT] as number)) / seen;
    numbers[MEAN + 2] = topology.births / TRACE_EVERY;
    numbers[MEAN + 3] = topology.deaths / TRACE_EVERY;
    numbers[MEAN + 4] = writes / TRACE_EVERY;
    numbers.fill(0, LOSS_SUM, MEAN);
    this.carving.clearCounts();
  }

  /** After the state was overwritten. */
  restore(): void {
    this.carving.restore();
  }
}
