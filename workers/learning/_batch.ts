import type { Arena, Block } from "../memory/arena";
import type { ExampleSet } from "./_learning";

/** Examples on their way into a network and the names it gives them: what all networks have in common at both ends. */
export class Batch {
  /** [pixels, batch] */
  readonly x: Block<"f32">;
  /** [classes, batch] */
  readonly probabilities: Block<"f32">;
  /** [classes, batch] derivative of the mean cross-entropy by what the readout says. */
  readonly error: Block<"f32">;
  readonly #chosen: Block<"u32">;
  readonly #labels: Block<"u8">;
  readonly #named: Uint8Array;
  #count = 0;

  constructor(
    private readonly arena: Arena,
    private readonly pixels: number,
    private readonly classes: number,
    readonly lanes: number,
  ) {
    this.x = arena.alloc("scratch", "f32", pixels * lanes);
    this.probabilities = arena.alloc("scratch", "f32", classes * lanes);
    this.error = arena.alloc("scratch", "f32", classes * lanes);
    this.#chosen = arena.alloc("scratch", "u32", lanes);
    this.#labels = arena.alloc("scratch", "u8", lanes);
    this.#named = new Uint8Array(lanes);
  }

  take(set: ExampleSet, order: ArrayLike<number> | null, first: number, count: number): void {
    const { pixels, classes, lanes } = this;
    if (set.pixels !== pixels) throw new Error(`pictures of ${set.pixels} pixels for ${pixels} inputs`);
    if (count < 1 || count > lanes) throw new Error(`${count} examples in a batch of ${lanes}`);
    const [chosen, labels] = [this.#chosen.view, this.#labels.view];
    const names = set.names?.view;
    for (let k = 0; k < count; k++) {
      const example = order === null ? first + k : (order[first + k] as number);
      const label = set.labels.view[example] as number;
      chosen[k] = example;
      if (label >= classes) throw new Error(`class ${label} of ${classes}`);
      labels[k] = names === undefined ? label : (names[label] as number);
    }
    this.#count = count;
    const { images, permutation } = set;
    const { kernel } = this.arena;
    const gather = images.type === "u8" ? kernel.gatherBytes : kernel.gatherFloats;
    gather(images.ptr, pixels, permutation?.ptr ?? 0, this.#chosen.ptr, count, lanes, this.x.ptr);
  }

  /** From what the readout says to probabilities and the error. @returns mean cross-entropy in nats */
  judge(logits: Block<"f32">): number {
    const { kernel } = this.arena;
    return kernel.softmaxCrossEntropy(
      this.classes,
      this.lanes,
      this.#count,
      logits.ptr,
      this.#labels.ptr,
      this.probabilities.ptr,
      this.error.ptr,
    );
  }

  /** Mean of [rows, batch] over the examples taken. */
  mean(activity: Block<"f32">, rows: number): number {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < this.#count; k++) sum += activity.view[row * this.lanes + k] as number;
    }
    return sum / (rows * this.#count);
  }

  /** [count] the likeliest class of each example, the first of equals. */
  names(): Uint8Array {
    const { lanes, classes } = this;
    const p = this.probabilities.view;
    const count = this.#count;
    for (let k = 0; k < count; k++) {
      let best = 0;
      for (let j = 1; j < classes; j++) {
        if ((p[j * lanes + k] as number) > (p[best * lanes + k] as number)) best = j;
      }
      this.#named[k] = best;
    }
    return this.#named.subarray(0, count);
  }
}
