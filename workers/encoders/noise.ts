import { type RandomStream, VectorStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";

/** White Gaussian noise into a stretch of neurons: one independent number per neuron and step. */
export class GaussianNoise {
  readonly #kernel: Kernel;
  #sd = 0;

  /**
   * Drives input[first, first + count). Single precision takes a vector stream.
   * @throws Error when `first` is not a multiple of four, or when single precision gets a scalar stream.
   */
  constructor(
    arena: Arena,
    readonly input: Block,
    private readonly first: number,
    private readonly count: number,
    private readonly stream: VectorStream | RandomStream,
  ) {
    if (first % 4 !== 0) throw new Error(`noise starts at a multiple of four, not at ${first}`);
    if (input.type === "f32" && !(stream instanceof VectorStream))
      throw new Error("noise in single precision needs a vector stream");
    this.#kernel = arena.kernel;
  }

  /** Standard deviation of what a step adds, in units of the input. */
  set(sd: number): void {
    this.#sd = sd;
  }

  apply(): void {
    if (this.#sd === 0) return;
    const single = this.input.type === "f32";
    const add = single ? this.#kernel.gaussianNoise32 : this.#kernel.gaussianNoise64;
    add(this.count, this.input.ptr + this.first * (single ? 4 : 8), this.#sd, this.stream.ptr);
  }
}
