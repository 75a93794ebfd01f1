import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { BlockShape } from "./_block";

/**
 * How much a cell would help that does not take part, from running means over the batches: of the gradient (Evci et al. 2020,
 * arXiv:1911.11134), or of the correlation of the input of its line with the error of its bit line.
 */
export class GrowthScores {
  /** [sites] running mean of the gradient of a batch. */
  readonly #gradient: Block<"f32">;
  /** [lines, 2] and [columns, 2] running means of inputs and errors, and of their squares. */
  readonly #inputs: Block<"f32">;
  readonly #errors: Block<"f32">;

  /** Before the commit. */
  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    private readonly shape: BlockShape,
  ) {
    const { layers, columns, rows } = shape;
    this.#gradient = arena.alloc("state", "f32", layers * columns * rows);
    this.#inputs = arena.alloc("state", "f32", 2 * layers * rows);
    this.#errors = arena.alloc("state", "f32", 2 * columns);
  }

  /**
   * Takes `count` examples in.
   * @param gradient [sites] of their mean loss
   * @param inputs [count, layers, rows]
   * @param errors [count, columns] derivatives of their mean loss
   * @param share weight of this batch beside those before it
   */
  observe(count: number, gradient: Block<"f32">, inputs: Block<"f32">, errors: Block<"f32">, share: number): void {
    const { kernel } = this;
    const { layers, columns, rows } = this.shape;
    kernel.vrramCarveMean(gradient.length, this.#gradient.ptr, gradient.ptr, share);
    kernel.vrramCarveMoments(count, layers * rows, inputs.ptr, 1, share, this.#inputs.ptr);
    kernel.vrramCarveMoments(count, columns, errors.ptr, count, share, this.#errors.ptr);
  }

  /** [sites] how much more conductance would lower the loss. */
  byGradient(): Float32Array {
    return this.#gradient.view.map((slope) => -slope);
  }

  /** [sites] correlation of input and error, turned round; 0 where either does not vary. */
  byCorrelation(): Float32Array {
    const { layers, columns, rows } = this.shape;
    const [inputs, errors] = [this.#inputs.view, this.#errors.view];
    const deviation = (moments: Float32Array, at: number) => {
      const first = moments[2 * at] as number;
      return Math.sqrt(Math.max(0, (moments[2 * at + 1] as number) - first * first));
    };
    const inputSpread = Float64Array.from({ length: layers * rows }, (_, line) => deviation(inputs, line));
    const errorSpread = Float64Array.from({ length: columns }, (_, x) => deviation(errors, x));
    return this.#gradient.view.map((product, site) => {
      const y = site % rows;
      const x = Math.floor(site / rows) % columns;
      const line = Math.floor(site / (rows * columns)) * rows + y;
      const covariance = product - (inputs[2 * line] as number) * (errors[2 * x] as number);
      const spread = (inputSpread[line] as number) * (errorSpread[x] as number);
      return spread > 0 ? -covariance / spread : 0;
    });
  }
}
