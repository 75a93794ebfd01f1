import type { Arena, Block } from "../memory/arena";

/** Who is examined, and on what. */
export interface Examined {
  readonly classes: number;
  /** Pictures that are named at once, at most. */
  readonly batch: number;
  /** Test pictures. */
  readonly count: number;
  /** Names pictures `first` to `first + count - 1`, at most a batch. */
  name(first: number, count: number): ArrayLike<number>;
  /** The name that picture `k` should be given. */
  label(k: number): number;
}

/**
 * Names the test pictures over and over while something learns, one pass spread over the steps between two tests: no step
 * waits for the whole set. A result is that of what was learnt during its pass.
 */
export class Exam {
  /** [3] pictures named in this pass, named rightly among them, and steps of this pass. */
  readonly #pass: Block<"f64">;
  readonly #running: Block<"f64">;
  /** [1 + classes * classes] percent named rightly in the last full pass, NaN before; and who was named what. */
  readonly #result: Block<"f64">;

  /** Before the commit. */
  constructor(
    arena: Arena,
    private readonly examined: Examined,
  ) {
    const cells = examined.classes * examined.classes;
    this.#pass = arena.alloc("state", "f64", 3);
    this.#running = arena.alloc("state", "f64", cells);
    this.#result = arena.alloc("state", "f64", 1 + cells);
  }

  init(): void {
    this.#result.view[0] = Number.NaN;
  }

  /** Percent of the test pictures named rightly in the last full pass; NaN before there was one. */
  get accuracy(): number {
    return this.#result.view[0] as number;
  }

  /** [classes, classes] test pictures of a class (row) that were given a name (column) in that pass; NaN before. */
  get confusion(): Float32Array {
    const values = Float32Array.from(this.#result.view.subarray(1));
    return Number.isNaN(this.accuracy) ? values.fill(Number.NaN) : values;
  }

  /** The share of a step in a pass of `every` steps. */
  advance(every: number): void {
    const { batch, count } = this.examined;
    const pass = this.#pass.view;
    const chunks = Math.ceil(count / batch);
    const steps = (pass[2] as number) + 1;
    pass[2] = steps;
    const due = Math.min(count, batch * Math.floor((Math.min(steps, every) * chunks) / every));
    while ((pass[0] as number) < due) this.#portion(pass, Math.min(batch, count - (pass[0] as number)));
    if ((pass[0] as number) === count) this.#finish(pass);
  }

  #portion(pass: Float64Array, count: number): void {
    const { examined } = this;
    const first = pass[0] as number;
    const names = examined.name(first, count);
    const running = this.#running.view;
    for (let k = 0; k < count; k++) {
      const [wanted, name] = [examined.label(first + k), names[k] as number];
      const cell = wanted * examined.classes + name;
      running[cell] = (running[cell] as number) + 1;
      if (wanted === name) pass[1] = (pass[1] as number) + 1;
    }
    pass[0] = first + count;
  }

  #finish(pass: Float64Array): void {
    this.#result.view[0] = (100 * (pass[1] as number)) / (pass[0] as number);
    this.#result.view.set(this.#running.view, 1);
    this.#running.view.fill(0);
    pass.fill(0);
  }
}
