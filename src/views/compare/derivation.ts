import type {
  ChannelKind,
  ChannelSpec,
  DataOf,
  SpikesData,
  SpikesSpec,
  TraceData,
  TraceSpec,
} from "../../../workers/protocol";
import type { ChannelHistory, StreamMark } from "../_view";
import { createHistory, type MutableHistory } from "../history";

/** What the feeds of two runs are made of: a spec from two specs, a history from two histories. */

/** The few words that comparing adds to labels, in the language of the page. */
export interface CompareTexts {
  /** Name of the reference, and of the run that is edited: "A" and "B". */
  readonly a: string;
  readonly b: string;
  /** "B − A" */
  readonly difference: string;
  /** "only in A", "only in B" */
  readonly onlyA: string;
  readonly onlyB: string;
}

export interface Derivation {
  readonly spec: ChannelSpec;
  /** Two derivations of one shape make the same of the same histories. */
  readonly shape: string;
  /** `inStep` tells whether both runs stand at the same moment; nothing is taken over while they do not. */
  history(a: ChannelHistory, b: ChannelHistory, inStep: () => boolean): ChannelHistory;
}

/** @param stepRatio steps of run B to one step of run A; other than 1 where they have different time steps */
export type Derive<S extends ChannelSpec> = (a: S, b: S, texts: CompareTexts, stepRatio: number) => Derivation | null;

export const labelled = (run: string, label: string): string => `${run}: ${label}`;

/** Keeps what was derived for as long as neither source changes. */
abstract class DerivedHistory<K extends ChannelKind> {
  readonly kind: K;
  protected readonly a: ChannelHistory<K>;
  protected readonly b: ChannelHistory<K>;
  private readonly inStep: () => boolean;
  private changes = 0;
  private seen: readonly [a: number, b: number] | null = null;

  constructor(kind: K, a: ChannelHistory, b: ChannelHistory, inStep: () => boolean) {
    this.kind = kind;
    this.a = a as unknown as ChannelHistory<K>;
    this.b = b as unknown as ChannelHistory<K>;
    this.inStep = inStep;
  }

  get revision(): number {
    this.refresh();
    return this.changes;
  }

  read(): DataOf<K> | null {
    this.refresh();
    return this.result();
  }

  private refresh(): void {
    const { a, b, seen } = this;
    if ((seen?.[0] === a.revision && seen[1] === b.revision) || !this.inStep()) return;
    this.seen = [a.revision, b.revision];
    this.derive(a.read(), b.read());
    this.changes++;
  }

  protected abstract derive(a: DataOf<K> | null, b: DataOf<K> | null): void;
  protected abstract result(): DataOf<K> | null;
}

/** A state made of two states; arrays of the result before may be used again. */
export class DerivedState<K extends ChannelKind> extends DerivedHistory<K> implements ChannelHistory<K> {
  private value: DataOf<K> | null = null;
  private readonly combine: (a: DataOf<K> | null, b: DataOf<K>, old: DataOf<K> | null) => DataOf<K> | null;

  constructor(
    kind: K,
    [a, b, inStep]: Parameters<Derivation["history"]>,
    combine: (a: DataOf<K> | null, b: DataOf<K>, old: DataOf<K> | null) => DataOf<K> | null,
  ) {
    super(kind, a, b, inStep);
    this.combine = combine;
  }

  protected derive(a: DataOf<K> | null, b: DataOf<K> | null): void {
    this.value = b === null ? null : this.combine(a, b, this.value);
  }

  protected result(): DataOf<K> | null {
    return this.value;
  }
}

/** `length` values, in the array of before where that is as long. */
export const roomFor = (length: number, old: Float32Array | undefined): Float32Array<ArrayBufferLike> =>
  old?.length === length ? old : new Float32Array(length);

/** Entries of both sources from these on, merged. It keeps what it must know of those before. */
export type Merge<D extends StreamData> = (a: D, fromA: number, b: D, fromB: number) => D;

type StreamData = SpikesData | TraceData;

/** Samples taken over at once at most, so that a memory that is full thins what it holds instead of forgetting it. */
const CHUNK = 2 ** 13;

/**
 * A stream merged from two streams, whose new entries alone are looked at. What was merged stays here: it is thinned and
 * forgotten as any other stream is, whatever happens to the sources. After a seek everything is merged anew.
 */
export class DerivedStream<D extends StreamData> extends DerivedHistory<D["kind"]> {
  private readonly spec: SpikesSpec | TraceSpec;
  private readonly nothing: D;
  private readonly begin: () => Merge<D>;
  private merged: MutableHistory;
  private merge: Merge<D>;
  private marks: readonly [a: StreamMark, b: StreamMark] | null = null;
  private lastStep = -1;

  /**
   * @param nothing data without entries
   * @param begin makes a merger that starts with the first entries
   */
  constructor(
    spec: SpikesSpec | TraceSpec,
    [a, b, inStep]: Parameters<Derivation["history"]>,
    nothing: D,
    begin: () => Merge<D>,
  ) {
    super(nothing.kind, a, b, inStep);
    this.spec = spec;
    this.nothing = nothing;
    this.begin = begin;
    this.merged = createHistory(spec);
    this.merge = begin();
  }

  protected result(): DataOf<D["kind"]> | null {
    return this.merged.read() as DataOf<D["kind"]> | null;
  }

  protected derive(readA: DataOf<D["kind"]> | null, readB: DataOf<D["kind"]> | null): void {
    const { a, b, marks, nothing } = this;
    if (readA === null && readB === null && marks === null) return;
    const [dataA, dataB] = [(readA ?? nothing) as D, (readB ?? nothing) as D];
    let fromA = marks === null ? null : (a.since?.(marks[0]) ?? null);
    let fromB = marks === null ? null : (b.since?.(marks[1]) ?? null);
    if (fromA === null || fromB === null || this.isLate(dataA, fromA) || this.isLate(dataB, fromB)) {
      this.merged = createHistory(this.spec);
      this.merge = this.begin();
      fromA = 0;
      fromB = 0;
    }
    const fresh = this.merge(dataA, fromA, dataB, fromB);
    for (const part of parts(fresh)) this.merged.push(part);
    this.lastStep = (this.merged.read() as D | null)?.steps.at(-1) ?? -1;
    const [markA, markB] = [a.mark?.(), b.mark?.()];
    this.marks = markA === undefined || markB === undefined ? null : [markA, markB];
  }

  /** Whether entries came that belong before what was merged already. */
  private isLate({ steps }: D, from: number): boolean {
    return from < steps.length && (steps[from] as number) < this.lastStep;
  }
}

function parts(data: StreamData): readonly StreamData[] {
  const { length } = data.steps;
  if (data.kind === "spikes" || length <= CHUNK) return [data];
  const width = data.values.length / length;
  return Array.from({ length: Math.ceil(length / CHUNK) }, (_, i): TraceData => {
    const [from, to] = [i * CHUNK, Math.min(length, (i + 1) * CHUNK)];
    return {
      kind: "trace",
      steps: data.steps.subarray(from, to),
      values: data.values.subarray(from * width, to * width),
    };
  });
}
