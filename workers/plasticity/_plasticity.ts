import type { ConnectionTable } from "../math/connections";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";

/** The contract of spike-timing-dependent rules, and the spike traces that all of them read. */

export const PAIRINGS = [
  {
    value: "all-to-all",
    label: "All to all",
    doc: "Every presynaptic spike pairs with every postsynaptic spike; traces add up.",
  },
  {
    value: "nearest",
    label: "Nearest neighbour (symmetric)",
    doc: "Each spike pairs only with the last spike of the partner; traces are set to 1 (Morrison, Diesmann & Gerstner 2008).",
  },
] as const;

export type Pairing = (typeof PAIRINGS)[number]["value"];

/** Largest number of weight changes remembered between two frames; a power of two. */
const RING = 8192;

export interface TraceConstants {
  readonly tauPlus: number;
  readonly tauMinus: number;
  /** Slow time constants; traces without one stay at zero. */
  readonly tauX?: number;
  readonly tauY?: number;
  readonly pairing: Pairing;
}

/**
 * Traces of the spikes on both sides of a plastic projection: x (fast) and r2 (slow) per source and delay class, y and
 * o2 per target. They decay exactly once per step and are marked after every rule has read them.
 */
export class SpikeTraces {
  readonly x: Block;
  readonly y: Block;
  readonly xSlow: Block;
  readonly ySlow: Block;
  readonly #lastPre: Block<"i32">;
  readonly #lastPost: Block<"i32">;
  readonly #watched: Block<"u8">;
  readonly #ring: Block<"u32">;
  readonly #watch: Block<"u32">;
  readonly #kernel: Kernel;
  readonly #classes: number;
  #factors = { x: 0, y: 0, xSlow: 0, ySlow: 0 };
  #constants: TraceConstants | undefined;
  #slow = false;
  #nearest = false;

  constructor(
    arena: Arena,
    readonly table: ConnectionTable,
    readonly precision: "f32" | "f64",
  ) {
    this.#kernel = arena.kernel;
    this.#classes = table.delays.length;
    const pre = table.sources * this.#classes;
    this.x = arena.alloc("state", precision, pre);
    this.y = arena.alloc("state", precision, table.targets);
    this.xSlow = arena.alloc("state", precision, pre);
    this.ySlow = arena.alloc("state", precision, table.targets);
    this.#lastPre = arena.alloc("state", "i32", pre);
    this.#lastPost = arena.alloc("state", "i32", table.targets);
    this.#watched = arena.alloc("scratch", "u8", table.sources);
    this.#ring = arena.alloc("scratch", "u32", 4 + RING * 5);
    this.#watch = arena.alloc("scratch", "u32", 4);
  }

  /** `watched` sources have each weight change of theirs recorded. */
  init(h: number, watched: Iterable<number>): void {
    this.#lastPre.view.fill(-1);
    this.#lastPost.view.fill(-1);
    let any = false;
    for (const source of watched) {
      this.#watched.view[source] = 1;
      any = true;
    }
    const ring = this.#ring.view;
    ring[1] = RING;
    new Float32Array(ring.buffer, ring.byteOffset, 4)[3] = h;
    this.#watch.view.set([any ? this.#watched.ptr : 0, this.#lastPre.ptr, this.#lastPost.ptr, this.#ring.ptr]);
  }

  update(constants: TraceConstants, h: number): void {
    const { tauPlus, tauMinus, tauX, tauY, pairing } = constants;
    this.#constants = constants;
    const factor = (tau: number | undefined) => (tau === undefined ? 0 : this.#kernel.exp(-h / tau));
    this.#factors = { x: factor(tauPlus), y: factor(tauMinus), xSlow: factor(tauX), ySlow: factor(tauY) };
    this.#slow = tauX !== undefined || tauY !== undefined;
    this.#nearest = pairing === "nearest";
  }

  /** Clears the slow traces: a rule that starts to use them knows nothing of the spikes before. */
  forgetSlow(): void {
    this.xSlow.view.fill(0);
    this.ySlow.view.fill(0);
  }

  /** True when the changes of some synapses are recorded. */
  get watching(): boolean {
    return this.#watch.view[0] !== 0;
  }

  /** Pointer to the watch table that rules hand to the kernel. */
  get watch(): number {
    return this.#watch.ptr;
  }

  decay(): void {
    const k = this.#kernel;
    const decay = this.precision === "f32" ? k.decayTraces32 : k.decayTraces64;
    decay(this.x.length, this.x.ptr, this.#factors.x);
    decay(this.y.length, this.y.ptr, this.#factors.y);
    if (!this.#slow) return;
    decay(this.xSlow.length, this.xSlow.ptr, this.#factors.xSlow);
    decay(this.ySlow.length, this.ySlow.ptr, this.#factors.ySlow);
  }

  /** As `steps` calls of `decay`, in one; double precision only. */
  decayBy(steps: number): void {
    const { x, y, xSlow, ySlow } = this.#factors;
    const decay = this.#kernel.decayTracesBy64;
    decay(this.x.length, this.x.ptr, x, steps);
    decay(this.y.length, this.y.ptr, y, steps);
    decay(this.xSlow.length, this.xSlow.ptr, xSlow, steps);
    decay(this.ySlow.length, this.ySlow.ptr, ySlow, steps);
  }

  /** Decays by any time (ms) at once: equal to single steps but for rounding, and independent of their number. */
  leap(time: number): void {
    const { tauPlus = 0, tauMinus = 0, tauX = 0, tauY = 0 } = this.#constants ?? {};
    const constants: [Block, number][] = [
      [this.x, tauPlus],
      [this.y, tauMinus],
      [this.xSlow, tauX],
      [this.ySlow, tauY],
    ];
    for (const [{ view }, tau] of constants) {
      const factor = tau === 0 ? 0 : this.#kernel.exp(-time / tau);
      for (let i = 0; i < view.length; i++) view[i] = (view[i] as number) * factor;
    }
  }

  markArrivals(list: number, count: number, delayClass: number, step: number): void {
    this.#mark(list, count, this.#classes, delayClass, this.x, this.xSlow);
    this.#kernel.markLast(list, count, this.#classes, delayClass, this.#lastPre.ptr, step);
  }

  markPost(list: number, count: number, step: number): void {
    this.#mark(list, count, 1, 0, this.y, this.ySlow);
    this.#kernel.markLast(list, count, 1, 0, this.#lastPost.ptr, step);
  }

  #mark(list: number, count: number, classes: number, delayClass: number, fast: Block, slow: Block): void {
    const mark = this.precision === "f32" ? this.#kernel.markTraces32 : this.#kernel.markTraces64;
    mark(list, count, classes, delayClass, fast.ptr, this.#nearest);
    if (this.#slow) mark(list, count, classes, delayClass, slow.ptr, this.#nearest);
  }

  /** Tells the event ring which step it is. */
  stamp(step: number): void {
    this.#ring.view[2] = step;
  }

  /** The ring of weight changes: words 0 head, 1 capacity, then five words an entry from word 4. */
  get ring(): Uint32Array {
    return this.#ring.view;
  }
}

/** A rule bound to one projection. Both methods return the sum of changes before bounds. */
export interface BoundRule {
  arrivals(list: number, count: number, delayClass: number): number;
  post(list: number, count: number): number;
}

export interface WeightBounds {
  readonly low: number;
  readonly high: number;
}

/** Pointers to a plastic table, as every rule hands them to the kernel. */
export interface TablePointers {
  readonly classes: number;
  readonly rows: number;
  readonly targets: number;
  readonly columns: number;
  readonly edges: number;
  readonly sources: number;
}

export function tablePointers({ delays, rows, targetOffsets, ...transpose }: ConnectionTable): TablePointers {
  const { columns, columnEdges, columnTraces } = transpose;
  if (!columns || !columnEdges || !columnTraces) throw new Error("a plastic projection needs its transpose");
  return {
    classes: delays.length,
    rows: rows.ptr,
    targets: targetOffsets.ptr,
    columns: columns.ptr,
    edges: columnEdges.ptr,
    sources: columnTraces.ptr,
  };
}
