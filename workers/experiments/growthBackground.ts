import { PoissonBackground } from "../encoders/poisson";
import { VectorStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Drive } from "../network/population";
import { STEP_MS } from "./growthParams";

/** The background of each neuron, of which it gets its own part. */
export class GatedBackground implements Drive {
  /** [neurons] */
  readonly gate: Block<"f32">;
  readonly #waiting: Block<"f32">;
  readonly #noise: VectorStream;
  readonly #background: PoissonBackground;

  constructor(
    private readonly arena: Arena,
    readonly input: Block,
    private readonly neurons: number,
  ) {
    this.gate = arena.alloc("state", "f32", neurons);
    this.#waiting = arena.alloc("scratch", "f32", neurons);
    this.#noise = new VectorStream(arena, "background");
    this.#background = new PoissonBackground(arena, this.#waiting, neurons, this.#noise);
  }

  init(seed: number): void {
    this.#noise.seed(seed);
    this.gate.view.fill(1);
  }

  set(rate: number, weight: number): void {
    this.#background.set(rate, weight, STEP_MS);
  }

  apply(): void {
    this.#background.apply();
    this.arena.kernel.gatedAdd32(this.neurons, this.#waiting.ptr, this.gate.ptr, this.input.ptr);
  }
}
