import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";

/**
 * Packed lists of the connections of each source, one behind the other, as a chip holds them, and the queue of sources that
 * have asked for more. Within a list the oldest entry comes first.
 */
export class AdjacencyLists {
  /** [sources + 1] */
  readonly rows: Block<"u32">;
  /** [capacity] numbers of slots. */
  readonly entries: Block<"u32">;
  /** [capacity] generation of each slot when it was entered: tells a life from the next in the same slot. */
  readonly #lives: Block<"u32">;
  /** [2 + sources] head and length of a ring of sources, then the ring. */
  readonly #queue: Block<"u32">;
  /** [sources] entries that each still waits for. */
  readonly #asked: Block<"u32">;
  readonly #listed: Block<"u8">;
  readonly #room: Block<"u32">;
  /** [sources] */
  readonly #sums: Block<"f64">;
  readonly #kernel: Kernel;

  constructor(
    arena: Arena,
    private readonly slots: ConnectionSlots,
  ) {
    const { sources, capacity } = slots;
    this.rows = arena.alloc("state", "u32", sources + 1);
    this.entries = arena.alloc("state", "u32", capacity);
    this.#lives = arena.alloc("state", "u32", capacity);
    this.#queue = arena.alloc("state", "u32", 2 + sources);
    this.#asked = arena.alloc("state", "u32", sources);
    this.#listed = arena.alloc("scratch", "u8", capacity);
    this.#room = arena.alloc("scratch", "u32", capacity);
    this.#sums = arena.alloc("scratch", "f64", sources);
    this.#kernel = arena.kernel;
  }

  clear(): void {
    for (const { view } of [this.rows, this.entries, this.#lives, this.#queue, this.#asked]) view.fill(0);
  }

  /**
   * Packs the lists anew: what has died is left out, what was born since is put at the end of its list. The order of the
   * others stays.
   */
  pack(): void {
    const { slots, rows, entries } = this;
    const kept = this.#kernel.listsDrop(slots.table, rows.ptr, entries.ptr, this.#lives.ptr);
    if (kept === slots.count) return;
    slots.index();
    const { rows: found, slots: live } = slots.bySource;
    const lists = [rows.ptr, entries.ptr, this.#lives.ptr] as const;
    this.#kernel.listsEnter(slots.table, ...lists, found.ptr, live.ptr, this.#listed.ptr, this.#room.ptr);
  }

  /** [sources] sums of the values [capacity] of each list. */
  sums(values: Block<"f32">): Float64Array {
    const { slots, rows, entries } = this;
    this.#kernel.listSums(slots.sources, rows.ptr, entries.ptr, values.ptr, this.#sums.ptr);
    return this.#sums.view;
  }

  /** Sources that wait. */
  get waiting(): number {
    return this.#queue.view[1] as number;
  }

  /** Joins the end of the queue for `count` entries; a source that waits already asks for no more. */
  ask(source: number, count: number): void {
    if (count <= 0 || this.#asked.view[source] !== 0) return;
    const queue = this.#queue.view;
    const [head, length] = [queue[0] as number, queue[1] as number];
    queue[2 + ((head + length) % this.slots.sources)] = source;
    queue[1] = length + 1;
    this.#asked.view[source] = count;
  }

  /** The source that has waited longest, or -1. */
  first(): number {
    const queue = this.#queue.view;
    return queue[1] === 0 ? -1 : (queue[2 + (queue[0] as number)] as number);
  }

  /** The first has been given one entry, or, with `all`, can be given none; it leaves once it waits for no more. */
  served(all = false): void {
    const queue = this.#queue.view;
    const source = this.first();
    const left = all ? 0 : (this.#asked.view[source] as number) - 1;
    this.#asked.view[source] = left;
    if (left > 0) return;
    queue[0] = ((queue[0] as number) + 1) % this.slots.sources;
    queue[1] = (queue[1] as number) - 1;
  }
}
