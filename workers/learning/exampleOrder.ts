import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";

/** The order in which examples are learned: each once in an epoch, shuffled anew for every epoch. All of it is state. */
export class ExampleOrder {
  /** [count] numbers of the examples in the order of this epoch. */
  readonly order: Block<"u32">;
  /** [2] next place in the order, and epochs begun. */
  readonly #place: Block<"f64">;
  readonly #random: RandomStream;

  constructor(
    kernel: Kernel,
    arena: Arena,
    private readonly count: number,
  ) {
    this.order = arena.alloc("state", "u32", count);
    this.#place = arena.alloc("state", "f64", 2);
    this.#random = new RandomStream(kernel, arena, "example order");
  }

  /** After the commit. */
  init(seed: number): void {
    this.#random.seed(seed);
    for (let k = 0; k < this.count; k++) this.order.view[k] = k;
    this.#place.view.set([this.count, 0]);
  }

  /** Epochs that have begun: 1 from the first batch on. */
  get epochs(): number {
    return this.#place.view[1] as number;
  }

  /** Takes the next batch; the last one of an epoch may be smaller. */
  next(batch: number): { readonly first: number; readonly count: number } {
    const place = this.#place.view;
    if ((place[0] as number) >= this.count) {
      this.#shuffle();
      place[0] = 0;
      place[1] = (place[1] as number) + 1;
    }
    const first = place[0] as number;
    const count = Math.min(batch, this.count - first);
    place[0] = first + count;
    return { first, count };
  }

  #shuffle(): void {
    const order = this.order.view;
    for (let k = this.count - 1; k > 0; k--) {
      const other = this.#random.below(k + 1);
      const example = order[k] as number;
      order[k] = order[other] as number;
      order[other] = example;
    }
  }
}
