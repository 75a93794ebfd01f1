import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";

/**
 * Named random streams. Every purpose ("wiring", "input", ...) has a stream of its own, derived from the seed and the
 * name, so that switching one feature on does not reshuffle the others. The state lives in the arena.
 */

/** SplitMix64 (Steele, Lea & Flood 2014, 10.1145/2660193.2660195): spreads a seed over as many words as are asked for. */
function spread(seed: bigint, words: Uint32Array): void {
  let state = seed;
  for (let i = 0; i < words.length; i += 2) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    z ^= z >> 31n;
    words[i] = Number(z & 0xffffffffn);
    words[i + 1] = Number(z >> 32n);
  }
}

/** FNV-1a over the seed and the UTF-16 units of the name. */
function hash(seed: number, name: string): bigint {
  let value = 0xcbf29ce484222325n;
  const mix = (unit: number) => {
    value = BigInt.asUintN(64, (value ^ BigInt(unit)) * 0x100000001b3n);
  };
  for (let shift = 0; shift < 32; shift += 8) mix((seed >>> shift) & 0xff);
  for (const unit of name) mix(unit.codePointAt(0) ?? 0);
  return value;
}

/** Key of a family of streams, as two 32-bit words for the kernel, which derives a stream from it for each member. */
export function streamKey(seed: number, name: string): readonly [low: number, high: number] {
  const key = hash(seed, name);
  return [Number(key & 0xffffffffn), Number(key >> 32n)];
}

/** A scalar stream: one xoshiro128++ state. */
export class RandomStream {
  readonly #block: Block<"u32">;

  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    readonly name: string,
  ) {
    this.#block = arena.alloc("state", "u32", 4);
  }

  seed(seed: number): void {
    spread(hash(seed, this.name), this.#block.view);
  }

  get ptr(): number {
    return this.#block.ptr;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.kernel.uniform(this.ptr);
  }

  /** Uniform integer in [0, bound). */
  below(bound: number): number {
    return this.kernel.uniformInt(this.ptr, bound) >>> 0;
  }

  normal(): number {
    return this.kernel.normal(this.ptr);
  }
}

/** Four streams side by side for SIMD code. */
export class VectorStream {
  readonly #block: Block<"u32">;

  constructor(
    arena: Arena,
    readonly name: string,
  ) {
    this.#block = arena.alloc("state", "u32", 16);
  }

  seed(seed: number): void {
    spread(hash(seed, this.name), this.#block.view);
  }

  get ptr(): number {
    return this.#block.ptr;
  }
}

/**
 * A stream for building networks, before there is memory to hold its state: the same generator in plain TypeScript.
 * Building draws in two passes (count, then place), so it can be wound back to its start.
 */
export class WiringStream {
  readonly #start = new Uint32Array(4);
  readonly #state = new Uint32Array(4);

  constructor(
    private readonly kernel: Pick<Kernel, "log" | "log1p">,
    seed: number,
    name: string,
  ) {
    spread(hash(seed, name), this.#start);
    this.rewind();
  }

  rewind(): void {
    this.#state.set(this.#start);
  }

  next(): number {
    const s = this.#state;
    const [a, b, c, d] = s as unknown as [number, number, number, number];
    const sum = (a + d) >>> 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
    const c2 = c ^ a;
    const d2 = d ^ b;
    s[1] = b ^ c2;
    s[0] = a ^ d2;
    s[2] = c2 ^ (b << 9);
    s[3] = (d2 << 11) | (d2 >>> 21);
    return result;
  }

  uniform(): number {
    const high = this.next() >>> 5;
    return (high * 67_108_864 + (this.next() >>> 6)) / 9_007_199_254_740_992;
  }

  /** Uniform integer in [0, bound), of one word: no value is more likely than another by more than bound / 2^32. */
  below(bound: number): number {
    return Math.floor((this.next() / 4_294_967_296) * bound);
  }

  /** Failures before the next success of probability `p`; Infinity when p = 0. */
  gap(p: number): number {
    if (p >= 1) return 0;
    return Math.floor(this.kernel.log(1 - this.uniform()) / this.kernel.log1p(-p));
  }
}
