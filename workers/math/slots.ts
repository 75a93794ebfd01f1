import type { Arena, Block } from "../memory/arena";

/** Marks a slot that holds no connection, and a pair that may never be connected. */
const NONE = 0xffffffff;

/** Births and deaths that are remembered, the oldest forgotten first; the kernel counts on this number. */
export const REMEMBERED = 4096;
const EVENT = 4;

/** Most fields a connection can have, and the words of the kernel's table before them. */
const FIELDS = 16;
const HEAD = 13;

/** Slots of connections in the order of one of their ends, and by the other end within it. */
export interface SlotIndex {
  /** [ends + 1] first entry of each end in `slots`. */
  readonly rows: Block<"u32">;
  /** [capacity] numbers of slots. */
  readonly slots: Block<"u32">;
}

export interface SlotsShape {
  readonly sources: number;
  readonly targets: number;
  /** Connections there can be at once. */
  readonly capacity: number;
  /** True: source i and target i are the same neuron, which never connects to itself. */
  readonly square?: boolean;
}

/** A connection that was born or died. */
export interface SlotEvent {
  readonly step: number;
  readonly pre: number;
  readonly post: number;
  readonly kind: "birth" | "death";
  /** Steps that it lived; of a birth 0. */
  readonly age: number;
}

/**
 * Connections that come and go: preallocated slots with a free list, at most one connection for each pair (pre, post).
 *
 * A slot has an age and a generation. What a connection carries besides its weight is a `field`, which is zero at birth. The
 * two indices, compressed rows and compressed columns, follow from the set of connections alone, never from the order in
 * which they came: sums over them are the same after a restore.
 */
export class ConnectionSlots {
  readonly sources: number;
  readonly targets: number;
  readonly capacity: number;
  /** [capacity] ends of each connection. */
  readonly pre: Block<"u32">;
  readonly post: Block<"u32">;
  /** [capacity] */
  readonly weight: Block<"f32">;
  /** [capacity] the first step whose spikes the connection carries. */
  readonly born: Block<"u32">;
  /** [capacity] how often the slot has been filled. */
  readonly generation: Block<"u32">;
  readonly bySource: SlotIndex;
  readonly byTarget: SlotIndex;
  /** Rises with every birth and death of this session; not part of the state. */
  revision = 0;
  readonly #square: boolean;
  readonly #free: Block<"u32">;
  /** [3] connections, births and deaths so far. */
  readonly #counts: Block<"f64">;
  readonly #events: Block<"u32">;
  /** [sources + targets] 1 where a neuron takes no connections any more. */
  readonly #barred: Block<"u8">;
  /** [sources, targets] 1 + slot, 0 where vacant, NONE where barred. */
  readonly #at: Block<"u32">;
  readonly #order: Block<"u32">;
  readonly #table: Block<"u32">;
  readonly #fields: Block<"f32">[] = [];
  #indexed = -1;
  #potential = -1;

  constructor(
    private readonly arena: Arena,
    { sources, targets, capacity, square = false }: SlotsShape,
  ) {
    this.sources = sources;
    this.targets = targets;
    this.capacity = capacity;
    this.#square = square;
    const index = (ends: number): SlotIndex => ({
      rows: arena.alloc("scratch", "u32", ends + 1),
      slots: arena.alloc("scratch", "u32", capacity),
    });
    this.pre = arena.alloc("state", "u32", capacity);
    this.post = arena.alloc("state", "u32", capacity);
    this.weight = arena.alloc("state", "f32", capacity);
    this.born = arena.alloc("state", "u32", capacity);
    this.generation = arena.alloc("state", "u32", capacity);
    this.#free = arena.alloc("state", "u32", capacity);
    this.#counts = arena.alloc("state", "f64", 3);
    this.#events = arena.alloc("state", "u32", REMEMBERED * EVENT);
    this.#barred = arena.alloc("state", "u8", sources + targets);
    this.#at = arena.alloc("scratch", "u32", sources * targets);
    this.#order = arena.alloc("scratch", "u32", capacity);
    this.#table = arena.alloc("scratch", "u32", HEAD + FIELDS);
    this.bySource = index(sources);
    this.byTarget = index(targets);
  }

  /** Before the commit: one more number for each connection, in the state, zero at birth. */
  field(): Block<"f32"> {
    if (this.#fields.length === FIELDS) throw new Error(`a connection has at most ${FIELDS} fields`);
    const block = this.arena.alloc("state", "f32", this.capacity);
    this.#fields.push(block);
    return block;
  }

  /** After the commit: no connections, and no memory of any. */
  init(): void {
    for (const block of [this.post, this.weight, this.born, this.generation, this.#counts, this.#events, this.#barred])
      block.view.fill(0);
    for (const field of this.#fields) field.view.fill(0);
    this.pre.view.fill(NONE);
    for (let i = 0; i < this.capacity; i++) this.#free.view[i] = this.capacity - 1 - i;
    this.restore();
  }

  /** Address of the table by which the kernel finds everything here (structuralSlots). */
  get table(): number {
    const table = this.#table.view;
    if (table[3] === 0) {
      table.set([this.sources, this.targets, this.capacity]);
      const blocks = [this.pre, this.post, this.weight, this.born, this.generation];
      const own = [this.#free, this.#counts, this.#events, this.#at];
      table.set(
        [...blocks, ...own].map(({ ptr }) => ptr),
        3,
      );
      table[HEAD - 1] = this.#fields.length;
      table.set(
        this.#fields.map(({ ptr }) => ptr),
        HEAD,
      );
    }
    return this.#table.ptr;
  }

  /** After the kernel let connections be born or die through the table. */
  changed(): void {
    this.revision++;
  }

  /** Connections there are. */
  get count(): number {
    return this.#counts.view[0] as number;
  }

  get births(): number {
    return this.#counts.view[1] as number;
  }

  get deaths(): number {
    return this.#counts.view[2] as number;
  }

  /** Pairs that are connected or could be. */
  get potential(): number {
    if (this.#potential >= 0) return this.#potential;
    const barred = this.#barred.view;
    const pre = barred.subarray(0, this.sources);
    const post = barred.subarray(this.sources);
    const free = (ends: Uint8Array): number => ends.reduce((sum, bar) => sum + 1 - bar, 0);
    let self = 0;
    if (this.#square)
      for (let i = 0; i < Math.min(this.sources, this.targets); i++) if (pre[i] === 0 && post[i] === 0) self++;
    this.#potential = free(pre) * free(post) - self;
    return this.#potential;
  }

  /** Slot of a connection, or -1. */
  slotOf(pre: number, post: number): number {
    const slot = this.#at.view[pre * this.targets + post] as number;
    return slot === NONE ? -1 : slot - 1;
  }

  /** True when the pair may be connected and is not. */
  vacant(pre: number, post: number): boolean {
    return post < this.targets && this.#at.view[pre * this.targets + post] === 0;
  }

  isLive(slot: number): boolean {
    return this.pre.view[slot] !== NONE;
  }

  /**
   * Connects a vacant pair from `step` on.
   * @returns its slot, or -1 when all slots are taken
   */
  add(pre: number, post: number, weight: number, step: number): number {
    if (!this.vacant(pre, post)) throw new Error(`${pre} and ${post} cannot be connected`);
    this.revision++;
    return this.arena.kernel.slotsAdd(this.table, pre, post, weight, step);
  }

  /** Takes the connection of a slot away from `step` on; spikes under way along it are lost. */
  remove(slot: number, step: number): void {
    if (slot < 0 || slot >= this.capacity || !this.isLive(slot)) throw new Error(`slot ${slot} holds no connection`);
    this.revision++;
    this.arena.kernel.slotsRemove(this.table, slot, step);
  }

  /**
   * Connects vacant pairs from `step` on, drawn uniformly without replacement, with weight 0.
   *
   * @param random address of a scalar stream
   * @param list takes the new slots, at least `wanted` of them
   * @param ordered true: from the first pair to the last, for a tidy start
   * @returns how many: fewer than wanted where pairs or slots run out
   */
  grow(wanted: number, step: number, random: number, list: Block<"u32">, ordered = false): number {
    if (wanted <= 0) return 0;
    const vacant = this.potential - this.count;
    this.revision++;
    return this.arena.kernel.slotsGrow(this.table, wanted, vacant, step, ordered, random, list.ptr) >>> 0;
  }

  /** Takes all connections of a source or target away and keeps it from ever being connected again. */
  bar(end: "pre" | "post", index: number, step: number): void {
    const ends = this[end].view;
    for (let slot = 0; slot < this.capacity; slot++)
      if (this.isLive(slot) && ends[slot] === index) this.remove(slot, step);
    this.#barred.view[end === "pre" ? index : this.sources + index] = 1;
    this.restore();
  }

  /** True when a source or target takes no connections any more. */
  isBarred(end: "pre" | "post", index: number): boolean {
    return this.#barred.view[end === "pre" ? index : this.sources + index] === 1;
  }

  /** Brings both indices up to date. */
  index(): void {
    if (this.#indexed === this.revision) return;
    this.#indexed = this.revision;
    const { bySource, byTarget } = this;
    this.arena.kernel.slotsIndex(
      this.table,
      this.#order.ptr,
      bySource.rows.ptr,
      bySource.slots.ptr,
      byTarget.rows.ptr,
      byTarget.slots.ptr,
    );
  }

  /** Events after the first `seen` ones (births plus deaths so far), as far as they are remembered. */
  events(seen: number): SlotEvent[] {
    const happened = this.births + this.deaths;
    const events: SlotEvent[] = [];
    for (let i = Math.max(seen, happened - REMEMBERED, 0); i < happened; i++) {
      const [step = 0, pre = 0, post = 0, age = 0] = this.#events.view.subarray((i % REMEMBERED) * EVENT);
      events.push({ step, pre, post, kind: age === 0 ? "birth" : "death", age: Math.max(age - 1, 0) });
    }
    return events;
  }

  /** After the state was overwritten. */
  restore(): void {
    this.#potential = -1;
    this.arena.kernel.slotsPlace(this.table, this.#barred.ptr, this.#square);
    this.revision++;
  }
}
