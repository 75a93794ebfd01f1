import type { ChannelSource } from "../experiments/_experiment";
import type { ChannelData, ChannelKind } from "../protocol";

/** Collecting what channels publish between two frames, and packing it into one transferable buffer. */

type Column = Uint32Array | Float32Array | Float64Array | Uint8Array;
type Sources = Readonly<Record<string, ChannelSource>>;
type Parts = Readonly<Record<string, ChannelData>>;

/** Kinds of which every event counts; of the others only the present value does. */
const STREAMS: ReadonlySet<ChannelKind> = new Set<ChannelKind>(["spikes", "trace", "pairs"]);

export const isStream = (kind: ChannelKind): boolean => STREAMS.has(kind);

const isColumn = (value: unknown): value is Column =>
  value instanceof Uint32Array ||
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  value instanceof Uint8Array;

type Make<C extends Column> = new (...args: readonly [length: number] | readonly [ArrayBuffer, number, number]) => C;

const typeOf = <C extends Column>(column: C): Make<C> => column.constructor as Make<C>;

/** The same data with every array replaced; scalars stay. */
const mapColumns = (data: ChannelData, map: (column: Column, field: string) => Column): ChannelData =>
  Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, isColumn(value) ? map(value, field) : value]),
  ) as unknown as ChannelData;

const likeOf = <C extends Column>(column: C, length: number): C => new (typeOf(column))(length);

/** One growing array. */
class Growing {
  #array: Column;
  #length = 0;

  constructor(like: Column) {
    this.#array = likeOf(like, Math.max(256, like.length));
  }

  get bytes(): number {
    return this.#length * this.#array.BYTES_PER_ELEMENT;
  }

  append(column: Column): void {
    const length = this.#length + column.length;
    if (length > this.#array.length) {
      const grown = likeOf(this.#array, Math.max(length, 2 * this.#array.length));
      grown.set(this.#array.subarray(0, this.#length));
      this.#array = grown;
    }
    this.#array.set(column, this.#length);
    this.#length = length;
  }

  /** What was appended; valid until the next `append` after `clear`. */
  view(): Column {
    return this.#array.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }
}

interface Stream {
  readonly sample: ChannelData;
  readonly columns: Map<string, Growing>;
}

/** Gathers the streams of a session between two frames. */
export class Gatherer {
  readonly #streams = new Map<string, Stream>();

  /** Bytes gathered and not yet drained. */
  get bytes(): number {
    let sum = 0;
    for (const { columns } of this.#streams.values()) for (const column of columns.values()) sum += column.bytes;
    return sum;
  }

  /** Takes what the streams among `sources` have gathered; `kindOf` tells streams from states. */
  collect(sources: Sources, kindOf: (name: string) => ChannelKind | undefined): void {
    for (const [name, source] of Object.entries(sources)) {
      const kind = kindOf(name);
      if (kind !== undefined && isStream(kind)) this.#append(name, source.take());
    }
  }

  #append(name: string, data: ChannelData): void {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = { sample: mapColumns(data, (column) => likeOf(column, 0)), columns: new Map() };
      this.#streams.set(name, stream);
    }
    const fields = Object.keys(data);
    if (fields.length !== Object.keys(stream.sample).length || fields.some((field) => !(field in stream.sample))) {
      throw new Error(`channel ${name} has other columns than before`);
    }
    for (const [field, value] of Object.entries(data)) {
      if (!isColumn(value)) continue;
      let column = stream.columns.get(field);
      if (column === undefined) {
        column = new Growing(value);
        stream.columns.set(field, column);
      }
      column.append(value);
    }
  }

  /** Streams since the last `clear`; the arrays are valid until the next `collect`. */
  streams(): Parts {
    return Object.fromEntries(
      [...this.#streams].map(([name, { sample, columns }]) => [
        name,
        mapColumns(sample, (empty, field) => columns.get(field)?.view() ?? empty),
      ]),
    );
  }

  /** Forgets what was gathered; keeps the room for it. */
  clear(): void {
    for (const { columns } of this.#streams.values()) for (const column of columns.values()) column.clear();
  }

  /** Forgets the channels too, because others will come. */
  reset(): void {
    this.#streams.clear();
  }
}

/**
 * Present values of the states among `sources`, without those whose revision is the one in `sent`.
 *
 * @param sent revisions that the receiver has, by name; brought up to date
 */
export function takeStates(
  sources: Sources,
  kindOf: (name: string) => ChannelKind | undefined,
  sent: Map<string, number>,
): Parts {
  const parts: Record<string, ChannelData> = {};
  for (const [name, source] of Object.entries(sources)) {
    const kind = kindOf(name);
    if (kind === undefined || isStream(kind)) continue;
    // Read before taking: of a state that is computed in portions, taking one makes the next one due.
    const { revision } = source;
    if (revision !== undefined) {
      if (sent.get(name) === revision) continue;
      sent.set(name, revision);
    }
    parts[name] = source.take();
  }
  return parts;
}

/** True when a state has changed since `sent`, be it only that the last `take` made its next portion due. */
export const hasUnsent = (sources: Sources, sent: ReadonlyMap<string, number>): boolean =>
  [...sent].some(([name, revision]) => (sources[name]?.revision ?? revision) !== revision);

/** Every array begins where one of doubles may. */
const aligned = (bytes: number): number => (bytes + 7) & ~7;

/** Bytes that `pack` needs. */
export function packedBytes(parts: Parts): number {
  let sum = 0;
  for (const data of Object.values(parts)) {
    for (const value of Object.values(data)) if (isColumn(value)) sum += aligned(value.byteLength);
  }
  return sum;
}

/** Copies every array of `parts` into `buffer`; the answer's arrays are views of it. */
export function pack(parts: Parts, buffer: ArrayBuffer): Parts {
  let offset = 0;
  const place = (column: Column): Column => {
    const copy = new (typeOf(column))(buffer, offset, column.length);
    copy.set(column);
    offset += aligned(column.byteLength);
    return copy;
  };
  return Object.fromEntries(Object.entries(parts).map(([name, data]) => [name, mapColumns(data, place)]));
}
