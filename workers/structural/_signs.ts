import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { signKey } from "./_start";
import type { TrainedLayer } from "./_structural";

/**
 * Signs of the connections of one layer under a rule whose parameter theta >= 0 is the size of the weight.
 *
 * Every pair has a fixed random sign, a hash of seed, layer and both ends. A connection that the rule finds instead of
 * making keeps the sign its weight has (that of the pair where it is zero) while it lives; once dormant, its pair has the
 * fixed sign again.
 */
export class LayerSigns {
  /** [capacity] of the living; 0 until a connection is first met. */
  readonly field: Block<"f32">;
  readonly #kernel: Kernel;
  #key: readonly [low: number, high: number] = [0, 0];

  constructor(
    arena: Arena,
    private readonly layer: TrainedLayer,
  ) {
    this.#kernel = arena.kernel;
    this.field = layer.slots.field();
  }

  seed(seed: number): void {
    this.#key = signKey(seed, this.layer.label);
  }

  get key(): readonly [low: number, high: number] {
    return this.#key;
  }

  /** Signs of the living from their weights; with `all` false, of those only that have none. */
  read(all: boolean): void {
    const [low, high] = this.#key;
    this.#kernel.deepRSigns(this.layer.slots.table, this.field.ptr, low, high, all);
  }

  /** Gives newborns the sign of their pair and the size `first`. */
  born(list: Block<"u32">, count: number, first: number): void {
    const [low, high] = this.#key;
    this.#kernel.deepRBirths(this.layer.slots.table, this.field.ptr, low, high, list.ptr, count, first);
  }
}
