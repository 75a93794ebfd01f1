import type { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";

/** Places of the fields in the state. */
const [FROM, TO, MEAN, WEIGHT, UNTIL, GAP] = [0, 1, 2, 3, 4, 5];

/**
 * Poisson pulses into a region of neurons for a while, e.g. a kick that wakes a network. All of it is state: a pulse
 * train that was started goes on after a restore.
 */
export class RegionPulses {
  readonly #fields: Block<"f64">;
  readonly #kernel: Kernel;

  constructor(
    arena: Arena,
    readonly input: Block,
    private readonly stream: RandomStream,
  ) {
    this.#kernel = arena.kernel;
    this.#fields = arena.alloc("state", "f64", 6);
  }

  /**
   * From the next step up to and including `untilStep` every neuron of [from, to) gets independent Poisson pulses of
   * `weight` (units of the input) at `rate` Hz, in steps of `h` ms. Takes the place of what was started before.
   */
  start(from: number, to: number, rate: number, weight: number, untilStep: number, h: number): void {
    const mean = rate * h * 1e-3;
    this.#fields.view.set([from, to, mean, weight, untilStep, this.#kernel.exponentialGap(this.stream.ptr, mean)]);
  }

  apply(step: number): void {
    const fields = this.#fields.view;
    if (step > (fields[UNTIL] as number)) return;
    const from = fields[FROM] as number;
    const single = this.input.type === "f32";
    const add = single ? this.#kernel.poissonPulses32 : this.#kernel.poissonPulses64;
    add(
      (fields[TO] as number) - from,
      this.input.ptr + from * (single ? 4 : 8),
      fields[WEIGHT] as number,
      fields[MEAN] as number,
      this.#fields.ptr + GAP * 8,
      this.stream.ptr,
    );
  }
}
