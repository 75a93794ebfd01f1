import { streamKey } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { BankShape, DeviceBank } from "./_device";

/** What banks of devices have in common. */

/**
 * One random stream for each device of a bank, derived from (seed, name, row, column): the noise of a device depends
 * neither on the size of the bank nor on what other devices draw. Purposes that can be switched apart ("made", "cycle",
 * "read", ...) take names of their own. 16 bytes per device in the state segment; stream i begins at `ptr + 16 i`.
 */
export class DeviceStreams {
  readonly #block: Block<"u32">;
  readonly #kernel: Kernel;

  constructor(
    arena: Arena,
    private readonly shape: BankShape,
    readonly name: string,
  ) {
    this.#kernel = arena.kernel;
    this.#block = arena.alloc("state", "u32", 4 * shape.rows * shape.columns);
  }

  /** After the commit: every stream at its start. */
  seed(seed: number): void {
    const { rows, columns } = this.shape;
    const [low, high] = streamKey(seed, this.name);
    this.#kernel.seedDeviceStreams(rows, columns, low, high, this.#block.ptr);
  }

  get ptr(): number {
    return this.#block.ptr;
  }

  /** Draws standard normal numbers into `out` [count, n]: the k-th of device i at k n + i. */
  normals(out: Block<"f64">, count: number): void {
    this.#kernel.deviceNormals(this.shape.rows * this.shape.columns, this.ptr, out.ptr, count);
  }
}

/** Base of all banks: the shape, the kernel, and checked ranges of devices. */
export abstract class Bank<P> implements DeviceBank<P> {
  readonly n: number;
  protected readonly kernel: Kernel;

  constructor(
    protected readonly arena: Arena,
    protected readonly shape: BankShape,
  ) {
    this.n = shape.rows * shape.columns;
    this.kernel = arena.kernel;
  }

  abstract readonly variables: Readonly<Record<string, Block>>;
  abstract init(params: P, seed: number): void;
  abstract update(params: P): void;
  abstract step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void;
  abstract read(volts: number, out: Block<"f64">): void;
  abstract program(target: Block<"f64">, first?: number, end?: number): void;
  abstract rest(seconds: number, pace?: Block<"f64">): void;

  /** What a faster pace adds to the age of each device: `written` [n] s moves back by it. */
  protected hasten(written: Block<"f64">, seconds: number, pace: Block<"f64">): void {
    for (let i = 0; i < this.n; i++) {
      written.view[i] = (written.view[i] as number) - seconds * ((pace.view[i] as number) - 1);
    }
  }

  protected streams(name: string): DeviceStreams {
    return new DeviceStreams(this.arena, this.shape, name);
  }

  /**
   * Several variables in the state segment, one right behind the other: a kernel takes the first and finds the next after
   * n numbers, rounded up to an even count.
   */
  protected variablesOf<K extends string>(...names: readonly K[]): Readonly<Record<K, Block<"f64">>> {
    return Object.fromEntries(names.map((name) => [name, this.arena.alloc("state", "f64", this.n)])) as Record<
      K,
      Block<"f64">
    >;
  }

  /**
   * Checks a range of devices: [first, end).
   * @throws RangeError where it does not lie within the bank.
   */
  protected span(first = 0, end = this.n): readonly [number, number] {
    if (!(Number.isInteger(first) && Number.isInteger(end) && 0 <= first && first <= end && end <= this.n))
      throw new RangeError(`devices ${first} to ${end} are not within a bank of ${this.n}`);
    return [first, end];
  }
}
