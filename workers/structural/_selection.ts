import type { RandomStream } from "../math/random";
import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { reachable, type TrainedLayer } from "./_structural";

/** Which connections a choice is made from. */
export interface Candidates {
  /** [capacity] what they are judged by; the weight without. */
  readonly values?: Block<"f32">;
  /** Only those with weights of 0 and above, or below. */
  readonly side?: "positive" | "negative";
  /** Only those first used at this step or before. */
  readonly oldest?: number;
}

const SIDES = { all: 0, positive: 1, negative: 2 } as const;

/** Picks the weakest connections or the pairs of the largest gradients; chance decides among equals at the border. */
export class Selection {
  readonly #kernel: Kernel;
  readonly #keys: Block<"u32">;
  readonly #list: Block<"u32">;
  readonly #histogram: Block<"u32">;

  constructor(arena: Arena, layers: readonly TrainedLayer[], of: "connections" | "pairs") {
    const most = Math.max(
      ...layers.map(({ slots }) => (of === "pairs" ? slots.sources * slots.targets : slots.capacity)),
    );
    this.#kernel = arena.kernel;
    this.#keys = arena.alloc("scratch", "u32", most);
    this.#list = arena.alloc("scratch", "u32", most);
    this.#histogram = arena.alloc("scratch", "u32", 2052);
  }

  /**
   * Slots of the weakest.
   * @param part how many, as a function of how many there are on that side
   * @returns how many were written to `out`
   */
  weakest(
    slots: ConnectionSlots,
    part: (there: number) => number,
    { values = slots.weight, side, oldest = 0xffffffff }: Candidates,
    random: RandomStream,
    out: Block<"u32">,
  ): number {
    const [keys, histogram] = [this.#keys.ptr, this.#histogram.ptr];
    if (oldest < 0) return 0;
    const there = this.#kernel.weakKeys(slots.table, values.ptr, SIDES[side ?? "all"], oldest, keys, histogram);
    return this.#take(slots.capacity, part(there), random, out);
  }

  /** Pairs (source * targets + target) of the largest |dense| among vacant ones and `marked` connections. */
  largest(
    slots: ConnectionSlots,
    dense: Block<"f32">,
    marked: Block<"u8">,
    count: number,
    random: RandomStream,
    out: Block<"u32">,
  ): number {
    this.#kernel.growKeys(slots.table, dense.ptr, marked.ptr, this.#keys.ptr, this.#histogram.ptr);
    return this.#take(slots.sources * slots.targets, count, random, out);
  }

  #take(n: number, count: number, random: RandomStream, out: Block<"u32">): number {
    if (count <= 0) return 0;
    const [keys, histogram, list] = [this.#keys.ptr, this.#histogram.ptr, this.#list.ptr];
    return this.#kernel.selectSmallest(n, keys, count, histogram, list, random.ptr, out.ptr);
  }
}

/** The last step at which a connection was first used that now, at the end of `step`, has lived for `grace` steps. */
export const seasoned = (step: number, grace: number): number => step + 1 - grace;

/** Takes the weakest connections of a layer away while it has more than it is to have; newborns last. */
export function trim(
  kernel: Kernel,
  selection: Selection,
  layer: TrainedLayer,
  { step, grace, values }: { readonly step: number; readonly grace: number; readonly values?: Block<"f32"> },
  random: RandomStream,
  list: Block<"u32">,
  most: number = reachable(layer),
): void {
  const { slots } = layer;
  for (const oldest of [seasoned(step, grace), 0xffffffff]) {
    const excess = slots.count - most;
    if (excess <= 0) return;
    const chosen = selection.weakest(slots, () => excess, { ...(values && { values }), oldest }, random, list);
    kernel.slotsRemoveAll(slots.table, list.ptr, chosen, step + 1);
    slots.changed();
  }
}

/** Room for the slots or pairs that change in one step. */
export const listFor = (arena: Arena, layers: readonly TrainedLayer[]): Block<"u32"> =>
  arena.alloc("scratch", "u32", Math.max(...layers.map(({ slots }) => slots.capacity)));
