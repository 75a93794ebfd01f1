import type { ChannelKind, ChannelSpec, DataOf, PairsData, SpikesData, TraceData } from "../../workers/protocol";
import type { ChannelHistory, StreamMark } from "./_view";
import { lowerBound } from "./scale";

/**
 * Bounded memories of channels. Streams lie in buffers twice as long as what is kept, so that reading is a plain
 * subarray without a copy and old entries are moved out once per `capacity` new ones.
 *
 * A seek within a run keeps what came before its target, because a replay is bit-identical; `forgetEarlierEpochs`
 * drops it when the run was rebuilt instead.
 */

export const SPIKE_CAPACITY = 2 ** 21;
export const TRACE_CAPACITY = 2 ** 17;
export const PAIR_CAPACITY = 4096;

type Column = Uint32Array | Float32Array;

const grown = <C extends Column>(column: C, length: number): C => {
  const next = new (column.constructor as new (n: number) => C)(length);
  next.set(column);
  return next;
};

/** Columns of equal length, appended together; `widths[c]` values of column c belong to one entry. */
class Columns {
  /** Entries kept at least, once there were as many. */
  readonly capacity: number;
  columns: Column[];
  length = 0;
  private readonly widths: readonly number[];

  constructor(capacity: number, columns: readonly Column[], widths: readonly number[]) {
    this.capacity = capacity;
    this.widths = widths;
    this.columns = [...columns];
  }

  private get room(): number {
    return (this.columns[0] as Column).length;
  }

  append(entries: readonly ArrayLike<number>[], count: number): void {
    // Of more than fits at once, only the end can be kept anyway.
    const skip = Math.max(0, count - this.capacity);
    const added = count - skip;
    if (skip > 0) this.length = 0;
    if (this.length + added > 2 * this.capacity) this.keepLast(this.capacity - added);
    if (this.length + added > this.room) {
      const room = Math.min(2 * this.capacity, Math.max(1024, 2 * this.room, this.length + added));
      this.columns = this.columns.map((column, c) => grown(column, room * (this.widths[c] as number)));
    }
    for (const [c, column] of this.columns.entries()) {
      const width = this.widths[c] as number;
      const source = entries[c] as Column;
      column.set(source.subarray(skip * width, count * width), this.length * width);
    }
    this.length += added;
  }

  keepLast(count: number): void {
    const from = this.length - Math.max(0, Math.min(count, this.length));
    for (const [c, column] of this.columns.entries()) {
      const width = this.widths[c] as number;
      column.copyWithin(0, from * width, this.length * width);
    }
    this.length -= from;
  }

  /** The kept part of a column. */
  view<C extends Column>(c: number): C {
    return (this.columns[c] as C).subarray(0, this.length * (this.widths[c] as number)) as C;
  }
}

/** A history as the feed drives it. */
export interface MutableHistory extends ChannelHistory {
  /** Takes a copy; the arrays are valid during the call only. @throws TypeError when the kind is another one. */
  push(data: DataOf<ChannelSpec["kind"]>): void;
  /** A new epoch begins at `step`: what was stamped later never happened. */
  beginEpoch(step: number): void;
  /** Drops everything from before the present epoch. */
  forgetEarlierEpochs(): void;
  /** Streams: what is pushed next reaches back to this step. */
  knowFrom?(step: number): void;
  /** Whether the same memory can serve another spec. */
  serves(spec: ChannelSpec): boolean;
}

const wrongKind = (wanted: string, got: string): TypeError =>
  new TypeError(`channel of kind ${wanted} received data of kind ${got}`);

/** Shared life of the streams, whose first column holds ascending steps. */
abstract class StreamHistory {
  revision = 0;
  protected readonly data: Columns;
  /** Entries at the front that belong to earlier epochs. */
  private earlier = 0;
  private seen = false;
  private taken = 0;
  private rewrites = 0;
  /** Entries from this one on, counted as `taken` counts, are as they came. */
  private intact = 0;
  known: number;
  private epochStart: number;

  protected constructor(data: Columns, start: number) {
    this.data = data;
    this.known = start;
    this.epochStart = start;
  }

  protected get steps(): Uint32Array {
    return this.data.view<Uint32Array>(0);
  }

  protected get received(): boolean {
    return this.seen;
  }

  protected take(entries: readonly Column[], count: number): void {
    this.seen = true;
    if (count === 0) return;
    const first = (entries[0] as Column)[0] as number;
    // Only a replay stamps anything before what is there.
    if (this.data.length > 0 && first < (this.steps[this.data.length - 1] as number)) this.cut(first);
    const before = this.data.length;
    this.data.append(entries, count);
    const dropped = before + count - this.data.length;
    // Others of the first step that is left may be among those that had to go.
    if (dropped > 0) this.known = (this.steps[0] as number) + 1;
    this.earlier = Math.max(0, this.earlier - dropped);
    this.taken += count;
    this.revision++;
  }

  private cut(step: number): void {
    const before = this.data.length;
    this.data.length = lowerBound(this.steps, step);
    if (this.data.length < before) this.rewrites++;
    this.earlier = Math.min(this.earlier, this.data.length);
    this.revision++;
  }

  knowFrom(step: number): void {
    this.known = Math.min(this.known, step);
  }

  /** The first `count` entries are no longer as they came. */
  protected altered(count: number): void {
    this.intact = this.taken - (this.data.length - count);
  }

  mark(): StreamMark {
    return { taken: this.taken, rewrites: this.rewrites };
  }

  since({ taken, rewrites }: StreamMark): number | null {
    const index = this.data.length - (this.taken - taken);
    return rewrites !== this.rewrites || taken < this.intact || index < 0 ? null : index;
  }

  beginEpoch(step: number): void {
    this.cut(step + 1);
    this.epochStart = step + 1;
    this.known = Math.min(this.known, step + 1);
    this.earlier = this.data.length;
  }

  forgetEarlierEpochs(): void {
    this.data.keepLast(this.data.length - this.earlier);
    if (this.earlier > 0) this.rewrites++;
    this.known = Math.max(this.known, this.epochStart);
    this.earlier = 0;
    this.revision++;
  }
}

class SpikesHistory extends StreamHistory implements MutableHistory {
  readonly kind = "spikes";
  private readonly exact: boolean;

  constructor(exact: boolean, start: number, capacity = SPIKE_CAPACITY) {
    const columns = [new Uint32Array(0), new Uint32Array(0), ...(exact ? [new Float32Array(0)] : [])];
    super(
      new Columns(
        capacity,
        columns,
        columns.map(() => 1),
      ),
      start,
    );
    this.exact = exact;
  }

  push(data: DataOf<ChannelSpec["kind"]>): void {
    if (data.kind !== "spikes") throw wrongKind(this.kind, data.kind);
    const { steps, neurons, late } = data;
    this.take([steps, neurons, ...(this.exact ? [late ?? new Float32Array(steps.length)] : [])], steps.length);
  }

  read(): SpikesData | null {
    if (!this.received) return null;
    const { data, steps, exact } = this;
    return { kind: "spikes", steps, neurons: data.view(1), ...(exact ? { late: data.view<Float32Array>(2) } : {}) };
  }

  serves(spec: ChannelSpec): boolean {
    return spec.kind === "spikes" && (spec.exact ?? false) === this.exact;
  }
}

class PairsHistory extends StreamHistory implements MutableHistory {
  readonly kind = "pairs";

  constructor(start: number, capacity = PAIR_CAPACITY) {
    const empty = () => new Float32Array(0);
    const columns = [new Uint32Array(0), new Uint32Array(0), empty(), empty(), empty()];
    super(new Columns(capacity, columns, [1, 1, 1, 1, 1]), start);
  }

  push(data: DataOf<ChannelSpec["kind"]>): void {
    if (data.kind !== "pairs") throw wrongKind(this.kind, data.kind);
    this.take([data.steps, data.synapses, data.intervals, data.changes, data.weights], data.steps.length);
  }

  read(): PairsData | null {
    if (!this.received) return null;
    const { data } = this;
    return {
      kind: "pairs",
      steps: this.steps,
      synapses: data.view(1),
      intervals: data.view(2),
      changes: data.view(3),
      weights: data.view(4),
    };
  }

  serves(spec: ChannelSpec): boolean {
    return spec.kind === "pairs";
  }
}

/**
 * Samples of several signals. When the memory is full its older half is thinned: four samples become two that hold
 * each signal's minimum and maximum in the order they came, so that a slow signal keeps hours and no peak is lost.
 * A sample of NaN marks a break.
 */
class TraceHistory extends StreamHistory implements MutableHistory {
  readonly kind = "trace";
  private readonly capacity: number;
  private readonly signals: number;
  private every: number;

  constructor(signals: number, every: number, start: number, capacity = TRACE_CAPACITY) {
    super(new Columns(capacity, [new Uint32Array(0), new Float32Array(0)], [1, signals]), start);
    this.signals = signals;
    this.every = every;
    this.capacity = capacity;
  }

  push(data: DataOf<ChannelSpec["kind"]>): void {
    if (data.kind !== "trace") throw wrongKind(this.kind, data.kind);
    const first = data.steps[0];
    const last = this.steps[this.data.length - 1];
    if (first !== undefined && last !== undefined && first > last + 1.5 * this.every) {
      this.take([Uint32Array.of(last + 1), new Float32Array(this.signals).fill(Number.NaN)], 1);
    }
    if (this.data.length + data.steps.length > this.capacity) this.thin();
    this.take([data.steps, data.values], data.steps.length);
  }

  private thin(): void {
    const { signals } = this;
    const steps = this.steps;
    const values = this.data.view<Float32Array>(1);
    const half = (this.data.length >> 3) * 4;
    this.altered(half);
    let out = 0;
    for (let block = 0; block < half; block += 4) {
      for (const [row, source] of [block, block + 2].entries()) steps[out + row] = steps[source] as number;
      for (let s = 0; s < signals; s++) {
        const [first, second] = minMax(values, block * signals + s, signals);
        values[out * signals + s] = first;
        values[(out + 1) * signals + s] = second;
      }
      out += 2;
    }
    steps.copyWithin(out, half);
    values.copyWithin(out * signals, half * signals);
    this.data.length -= half - out;
  }

  read(): TraceData | null {
    return this.received ? { kind: "trace", steps: this.steps, values: this.data.view(1) } : null;
  }

  serves(spec: ChannelSpec): boolean {
    if (spec.kind !== "trace" || spec.signals.length !== this.signals) return false;
    this.every = spec.every;
    return true;
  }
}

/** Minimum and maximum of four strided values in the order they came; a break among them stays one. */
function minMax(values: Float32Array, from: number, stride: number): readonly [number, number] {
  let low = from;
  let high = from;
  for (let i = 0; i < 4; i++) {
    const at = from + i * stride;
    const value = values[at] as number;
    if (Number.isNaN(value))
      return [
        i < 2 ? Number.NaN : (values[from] as number),
        i < 2 ? (values[from + 3 * stride] as number) : Number.NaN,
      ];
    if (value < (values[low] as number)) low = at;
    if (value > (values[high] as number)) high = at;
  }
  return [values[Math.min(low, high)] as number, values[Math.max(low, high)] as number];
}

type StateKind = Exclude<ChannelKind, "spikes" | "trace" | "pairs">;
type StateColumn = Float32Array | Float64Array | Uint32Array | Uint8Array;

const isStateColumn = (value: unknown): value is StateColumn =>
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  value instanceof Uint32Array ||
  value instanceof Uint8Array;

/** A value whose arrays are the page's own; those of `old` are used again while their lengths agree. */
function kept<D extends DataOf<StateKind>>(data: D, old: DataOf<StateKind> | null): D {
  const before = old?.kind === data.kind ? (old as unknown as Readonly<Record<string, unknown>>) : {};
  const copy = (name: string, value: unknown): unknown => {
    if (!isStateColumn(value)) return value;
    const target = before[name] as StateColumn | undefined;
    if (target === undefined || target.length !== value.length) return value.slice();
    target.set(value);
    return target;
  };
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, copy(name, value)])) as unknown as D;
}

/** The present value of a state. */
class StateHistory implements MutableHistory {
  readonly kind: StateKind;
  revision = 0;
  private value: DataOf<StateKind> | null = null;
  /** Whether the value is one of the present epoch. */
  private present = false;

  constructor(kind: StateKind) {
    this.kind = kind;
  }

  push(data: DataOf<ChannelSpec["kind"]>): void {
    if (data.kind !== this.kind) throw wrongKind(this.kind, data.kind);
    this.value = kept(data as DataOf<StateKind>, this.value);
    this.present = true;
    this.revision++;
  }

  read(): DataOf<StateKind> | null {
    return this.value;
  }

  beginEpoch(): void {
    this.present = false;
  }

  forgetEarlierEpochs(): void {
    if (this.present) return;
    this.value = null;
    this.revision++;
  }

  serves(spec: ChannelSpec): boolean {
    return spec.kind === this.kind;
  }
}

/** An empty memory for a channel; `capacity` bounds a stream's entries, `start` is the first step that it will hold. */
export function createHistory(spec: ChannelSpec, capacity?: number, start = 0): MutableHistory {
  switch (spec.kind) {
    case "spikes":
      return new SpikesHistory(spec.exact ?? false, start, capacity);
    case "pairs":
      return new PairsHistory(start, capacity);
    case "trace":
      return new TraceHistory(spec.signals.length, spec.every, start, capacity);
    case "vector":
    case "curve":
    case "scalar":
    case "plane":
    case "map":
    case "graph":
    case "wiring":
    case "matrix":
    case "lattice":
    case "paths":
    case "inside":
      return new StateHistory(spec.kind);
  }
}
