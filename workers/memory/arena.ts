import { fail, SimFault } from "../protocol";
import type { Kernel } from "./kernel";

/**
 * Lays out one simulation in the kernel's linear memory, in three segments: `fixed` (wiring and constants), `state`
 * (everything that changes; its bytes are the snapshot) and `scratch` (derived from parameters, or zero, between two steps).
 *
 * Blocks are declared first and placed by `commit`, which grows the memory once: what does not fit is refused before
 * anything is built, and views stay valid for the life of the arena.
 */

const ARRAYS = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;

export type Scalar = keyof typeof ARRAYS;
export type Segment = "fixed" | "state" | "scratch";
type ArrayOf<T extends Scalar> = InstanceType<(typeof ARRAYS)[T]>;

/** A typed stretch of memory; pointer and view exist once the arena is committed. */
export class Block<T extends Scalar = Scalar> {
  #pointer = 0;
  #view: ArrayOf<T> | undefined;

  constructor(
    readonly type: T,
    readonly length: number,
  ) {}

  /** Bytes, padded so that SIMD code may run over the end by one vector. */
  get bytes(): number {
    return Math.ceil((Math.max(this.length, 1) * ARRAYS[this.type].BYTES_PER_ELEMENT) / 16) * 16;
  }

  get ptr(): number {
    if (this.#pointer === 0) throw new Error("the arena is not committed yet");
    return this.#pointer;
  }

  get view(): ArrayOf<T> {
    if (this.#view === undefined) throw new Error("the arena is not committed yet");
    return this.#view;
  }

  place(memory: ArrayBuffer, pointer: number): void {
    this.#pointer = pointer;
    this.#view = new ARRAYS[this.type](memory, pointer, this.length) as ArrayOf<T>;
  }
}

const PAGE = 65_536;
/** What a 32-bit pointer reaches. */
const LIMIT = 65_536 * PAGE;

/** "5.2 GB": bytes as a person reads them. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** power).toPrecision(3)} ${units[power]}`;
}

export class Arena {
  readonly #blocks: Record<Segment, Block[]> = { fixed: [], state: [], scratch: [] };
  #state: Uint8Array | undefined;

  constructor(readonly kernel: Kernel) {}

  /** Declares `length` numbers; rounded up to whole vectors where SIMD code walks them. */
  alloc<T extends Scalar>(segment: Segment, type: T, length: number): Block<T> {
    if (this.#state !== undefined) throw new Error("the arena is already committed");
    const block = new Block(type, length);
    this.#blocks[segment].push(block as unknown as Block);
    return block;
  }

  bytes(segment: Segment): number {
    return this.#blocks[segment].reduce((sum, block) => sum + block.bytes, 0);
  }

  get stateBytes(): number {
    return this.bytes("state");
  }

  get fixedBytes(): number {
    return this.bytes("fixed");
  }

  /**
   * Places every block and zeroes it.
   * @throws SimFault of kind "capacity" naming what the simulation would need.
   */
  commit(): void {
    const base = Math.ceil(this.kernel.heapBase() / 16) * 16;
    const need = base + this.bytes("fixed") + this.stateBytes + this.bytes("scratch");
    const { memory } = this.kernel;
    const missing = Math.ceil(need / PAGE) - memory.buffer.byteLength / PAGE;
    try {
      if (need > LIMIT) throw new RangeError("beyond 32-bit pointers");
      if (missing > 0) memory.grow(missing);
    } catch {
      const error = fail(
        "capacity",
        "",
        `This simulation needs ${formatBytes(need)} of memory; one kernel can hold ${formatBytes(LIMIT)} and this machine may give less.`,
        "Take fewer neurons or synapses, or switch off plasticity, which doubles the bytes of a synapse.",
      );
      throw new SimFault(error.error);
    }
    let pointer = base;
    for (const segment of ["fixed", "state", "scratch"] as const) {
      const start = pointer;
      for (const block of this.#blocks[segment]) {
        block.place(memory.buffer, pointer);
        pointer += block.bytes;
      }
      if (segment === "state") this.#state = new Uint8Array(memory.buffer, start, pointer - start);
    }
    new Uint8Array(memory.buffer, base, pointer - base).fill(0);
  }

  /** Live view of the state segment. */
  state(): Uint8Array {
    if (this.#state === undefined) throw new Error("the arena is not committed yet");
    return this.#state;
  }

  /** A copy of the state segment. */
  snapshot(): ArrayBuffer {
    return this.state().slice().buffer as ArrayBuffer;
  }

  /** @throws SimFault of kind "file" when the copy was taken of another layout. */
  restore(snapshot: ArrayBuffer): void {
    const state = this.state();
    if (snapshot.byteLength !== state.byteLength) {
      const { error } = fail(
        "file",
        "checkpoint",
        `The saved state has ${snapshot.byteLength} bytes, this simulation has ${state.byteLength}.`,
        "It was saved by another version or with other parameters; the run is replayed from its start instead.",
      );
      throw new SimFault(error);
    }
    state.set(new Uint8Array(snapshot));
  }
}
