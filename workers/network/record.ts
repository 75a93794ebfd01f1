import type { ChannelSource } from "../experiments/_experiment";
import type { Arena, Block } from "../memory/arena";
import type { SpikeTraces } from "../plasticity/_plasticity";
import type { PairsData, SpikesData, TraceData, VectorData } from "../protocol";
import type { Population, SpikeRing } from "./population";

/** Recorders: what the experiments publish is gathered here and taken by the host, outside the simulation state. */

class Growing<T extends Uint32Array | Float32Array> {
  #data: T;
  length = 0;

  constructor(private readonly make: (length: number) => T) {
    this.#data = make(1024);
  }

  /** Room for `count` more; write there. */
  extend(count: number): T {
    const need = this.length + count;
    if (need > this.#data.length) {
      const larger = this.make(Math.max(need, this.#data.length * 2));
      larger.set(this.#data.subarray(0, this.length));
      this.#data = larger;
    }
    this.length = need;
    return this.#data;
  }

  push(value: number): void {
    this.extend(1)[this.length - 1] = value;
  }

  take(): T {
    const taken = this.#data.slice(0, this.length) as T;
    this.length = 0;
    return taken;
  }
}

const words = () => new Growing((n) => new Uint32Array(n));
const floats = () => new Growing((n) => new Float32Array(n));

/** Every spike of the given populations; rows of the raster start at each one's offset. */
export class SpikeRecorder implements ChannelSource {
  readonly #record: Block<"u32">;
  readonly #capacity: number;
  readonly #steps = words();
  readonly #rows = words();
  readonly #total: number;

  constructor(
    private readonly arena: Arena,
    private readonly rows: readonly { readonly population: Population; readonly offset: number }[],
  ) {
    this.#total = rows.reduce((sum, { population }) => sum + population.size, 0);
    this.#capacity = Math.max(65_536, 2 * this.#total);
    this.#record = arena.alloc("scratch", "u32", 2 + 2 * this.#capacity);
  }

  /** After every step. */
  record(step: number): void {
    const record = this.#record.view;
    for (const { population, offset } of this.rows) {
      const ring = population.ring as SpikeRing;
      const count = ring.count(step);
      if (count > 0) this.arena.kernel.recordSpikes(this.#record.ptr, ring.list(step), count, offset, step);
    }
    if ((record[0] as number) + this.#total > this.#capacity) this.#drain();
  }

  #drain(): void {
    const record = this.#record.view;
    const count = record[0] as number;
    const from = this.#steps.length;
    const steps = this.#steps.extend(count);
    const rows = this.#rows.extend(count);
    for (let i = 0; i < count; i++) {
      steps[from + i] = record[2 + 2 * i] as number;
      rows[from + i] = record[3 + 2 * i] as number;
    }
    record[0] = 0;
  }

  take(): SpikesData {
    this.#drain();
    return { kind: "spikes", steps: this.#steps.take(), neurons: this.#rows.take() };
  }

  clear(): void {
    this.take();
  }
}

/** Samples of a few signals, taken every so many steps. */
export class TraceRecorder implements ChannelSource {
  readonly #steps = words();
  readonly #values = floats();

  /** Records what `sample` writes: one number per signal. */
  constructor(
    private readonly every: number,
    private readonly signals: number,
    private readonly sample: (out: Float32Array, at: number) => void,
  ) {}

  record(step: number): void {
    if (step % this.every !== 0) return;
    this.#steps.push(step);
    const values = this.#values.extend(this.signals);
    this.sample(values, this.#values.length - this.signals);
  }

  take(): TraceData {
    return { kind: "trace", steps: this.#steps.take(), values: this.#values.take() };
  }

  clear(): void {
    this.take();
  }
}

/** The present values of an array of the state, as they are. */
export class VectorSource implements ChannelSource {
  constructor(private readonly block: { readonly view: ArrayLike<number> }) {}

  take(): VectorData {
    return { kind: "vector", values: Float32Array.from(this.block.view) };
  }

  clear(): void {}
}

/** Weight changes of the watched synapses since the last call; of a longer stretch the latest. */
export class PairRecorder implements ChannelSource {
  #taken = 0;

  constructor(private readonly traces: SpikeTraces) {}

  take(): PairsData {
    const { ring } = this.traces;
    const [head, capacity] = ring as unknown as [number, number];
    const count = Math.min(head - this.#taken, capacity);
    const numbers = new Float32Array(ring.buffer, ring.byteOffset, ring.length);
    const data = {
      kind: "pairs",
      steps: new Uint32Array(count),
      synapses: new Uint32Array(count),
      intervals: new Float32Array(count),
      changes: new Float32Array(count),
      weights: new Float32Array(count),
    } as const;
    for (let i = 0; i < count; i++) {
      const at = 4 + ((head - count + i) % capacity) * 5;
      data.steps[i] = ring[at] as number;
      data.synapses[i] = ring[at + 1] as number;
      data.intervals[i] = numbers[at + 2] as number;
      data.changes[i] = numbers[at + 3] as number;
      data.weights[i] = numbers[at + 4] as number;
    }
    this.#taken = head;
    return data;
  }

  clear(): void {
    this.#taken = this.traces.ring[0] as number;
  }
}

/** A number computed when it is asked for. */
export const scalarSource = (value: () => number): ChannelSource => ({
  take: () => ({ kind: "scalar", value: value() }),
  clear: () => undefined,
});
