import type { ConnectionSlots as Slots } from "../math/slots";
import { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import { placeRandom } from "../structural/_start";
import type { LayerShape, TrainableLayer } from "./_learning";

/** Activity of many examples side by side, [units, lanes]. */
export type Activity = Block<"f32">;

/**
 * Connections between two layers of units and what they do to activity: forward along the index by target, backward along the
 * index by source. A dense layer is one whose every pair is connected.
 */
export class SparseLayer implements TrainableLayer {
  readonly label: string;
  readonly quota: number;
  readonly slots: Slots;
  readonly gradient: Block<"f32">;
  readonly bias: Block<"f32">;
  readonly biasGradient: Block<"f32">;
  readonly alive: Block<"f32">;
  /** [sources, targets] */
  readonly #pairs: Block<"f32">;

  constructor(
    private readonly arena: Arena,
    { label, sources, targets, quota, capacity = quota }: LayerShape,
  ) {
    this.label = label;
    this.quota = quota;
    this.slots = new ConnectionSlots(arena, { sources, targets, capacity });
    this.gradient = arena.alloc("scratch", "f32", capacity);
    this.bias = arena.alloc("state", "f32", targets);
    this.biasGradient = arena.alloc("scratch", "f32", targets);
    this.alive = arena.alloc("state", "f32", targets);
    this.#pairs = arena.alloc("scratch", "f32", sources * targets);
  }

  get sources(): number {
    return this.slots.sources;
  }

  get targets(): number {
    return this.slots.targets;
  }

  /** After the commit: `quota` connections at random, weights of a spread of gain / sqrt(connections that the target has). */
  init(seed: number, gain: number, bias: number): void {
    this.slots.init();
    placeRandom(this.arena.kernel, this.slots, this.quota, { seed, label: this.label, gain });
    this.bias.view.fill(bias);
    this.alive.view.fill(1);
  }

  /** y = bias + W x */
  forward(x: Activity, y: Activity, lanes: number): void {
    const { slots, bias, targets } = this;
    slots.index();
    const { rows, slots: order } = slots.byTarget;
    const { pre, weight } = slots;
    this.arena.kernel.sparseProduct(targets, lanes, rows.ptr, order.ptr, pre.ptr, weight.ptr, bias.ptr, x.ptr, y.ptr);
  }

  /** dE/dx = W^T delta */
  backward(delta: Activity, back: Activity, lanes: number): void {
    const { slots, sources } = this;
    const { rows, slots: order } = slots.bySource;
    const { post, weight } = slots;
    this.arena.kernel.sparseProduct(sources, lanes, rows.ptr, order.ptr, post.ptr, weight.ptr, 0, delta.ptr, back.ptr);
  }

  /** dE/dw of the connections there are. */
  weightGradient(x: Activity, delta: Activity, lanes: number): void {
    const { slots, gradient, sources } = this;
    const { rows, slots: order } = slots.bySource;
    gradient.view.fill(0);
    this.arena.kernel.sparseGradient(
      sources,
      lanes,
      rows.ptr,
      order.ptr,
      slots.post.ptr,
      x.ptr,
      delta.ptr,
      gradient.ptr,
    );
  }

  /** dE/db */
  gradientOfBias(delta: Activity, lanes: number): void {
    this.arena.kernel.biasGradient(this.targets, lanes, delta.ptr, this.biasGradient.ptr);
  }

  /** dE/dw of every pair. */
  pairGradient(x: Activity, delta: Activity, lanes: number): Block<"f32"> {
    this.arena.kernel.pairGradient(this.sources, this.targets, lanes, x.ptr, delta.ptr, this.#pairs.ptr);
    return this.#pairs;
  }
}
