import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { Pathway } from "./network";
import type { Population, SpikeRing } from "./population";

/**
 * Connections that come and go, from one population to a receptor of another. The delay is axonal and the same for all: a
 * spike arrives along every connection that was there when it was emitted and still is, and along no other.
 */
export class LiveProjection implements Pathway {
  /** True when arrivals are added after the step of the population they reach. */
  readonly after: boolean;
  /** Factor from the weight of a connection to what arrives. */
  scale = 1;

  /**
   * `slots` lead from `pre` to `post`; `delay` in steps, at least 1. `input` is where weights arrive, single precision.
   * @throws Error when slots and populations differ in size, or the input has double precision
   */
  constructor(
    private readonly arena: Arena,
    readonly pre: Population,
    post: Population,
    private readonly input: Block,
    readonly slots: ConnectionSlots,
    readonly longestDelay: number,
  ) {
    if (slots.sources !== pre.size || slots.targets !== post.size)
      throw new Error(`slots of ${slots.sources} to ${slots.targets} cannot join ${pre.size} to ${post.size}`);
    if (input.type !== "f32") throw new Error("live connections write single precision");
    this.after = post.takesAfter?.(input) ?? false;
  }

  decay(): void {}

  arrive(step: number): void {
    const ring = this.pre.ring as SpikeRing;
    const emitted = step - this.longestDelay;
    const count = ring.count(emitted);
    if (count === 0) return;
    const { slots } = this;
    slots.index();
    const { rows, slots: order } = slots.bySource;
    this.arena.kernel.liveArrivals(
      ring.list(emitted),
      count,
      emitted,
      rows.ptr,
      order.ptr,
      slots.post.ptr,
      slots.weight.ptr,
      slots.born.ptr,
      this.input.ptr,
      this.scale,
    );
  }

  learn(): void {}
}
