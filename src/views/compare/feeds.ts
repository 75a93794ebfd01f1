import type { ChannelKind, ChannelSpec } from "../../../workers/protocol";
import type { ChannelHistory, FeedClock, ViewFeed } from "../_view";
import type { CompareTexts, Derivation } from "./derivation";
import { differenceOf, overlayOf } from "./derivations";

/**
 * Feeds made of two others: run A, the reference, and run B, the one being edited. They change only at moments at which
 * both runs have come to the same time, so that a picture never mixes two moments.
 */

/** Whether two runs stand at the same moment; one that has ended waits there for the other. */
export function inStep(a: FeedClock, b: FeedClock): boolean {
  const apart = a.time - b.time;
  if (Math.abs(apart) <= 0.5 * Math.max(a.stepMs, b.stepMs)) return true;
  return (apart < 0 ? a : b).state === "ended";
}

type Derive = (a: ChannelSpec, b: ChannelSpec, texts: CompareTexts, stepRatio: number) => Derivation | null;

interface Entry {
  readonly specs: readonly [a: ChannelSpec | undefined, b: ChannelSpec | undefined, ratio: number];
  readonly derivation: Derivation | null;
  sources: readonly [a: ChannelHistory, b: ChannelHistory] | null;
  history: ChannelHistory | null;
}

class DerivedFeed implements ViewFeed {
  private readonly a: ViewFeed;
  private readonly b: ViewFeed;
  private readonly texts: CompareTexts;
  private readonly derive: Derive;
  /** Whether channels that have no derivation are those of run B instead. */
  private readonly falling: boolean;
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private leave: (() => void) | null = null;
  private present: { readonly a: FeedClock; readonly b: FeedClock; readonly clock: FeedClock } | null = null;

  constructor(a: ViewFeed, b: ViewFeed, texts: CompareTexts, derive: Derive, falling: boolean) {
    this.a = a;
    this.b = b;
    this.texts = texts;
    this.derive = derive;
    this.falling = falling;
  }

  spec(channel: string): ChannelSpec | undefined {
    const { derivation, specs } = this.entry(channel);
    return derivation?.spec ?? (this.falling ? specs[1] : undefined);
  }

  history<K extends ChannelKind>(channel: string, kind: K): ChannelHistory<K> | undefined {
    const entry = this.entry(channel);
    if (entry.derivation === null) return this.falling ? this.b.history(channel, kind) : undefined;
    if (entry.derivation.spec.kind !== kind) return undefined;
    const [a, b] = [this.a, this.b].map((feed) => feed.history(channel, kind) as ChannelHistory | undefined);
    if (a === undefined || b === undefined) return undefined;
    if (entry.history === null || entry.sources?.[0] !== a || entry.sources[1] !== b) {
      entry.sources = [a, b];
      entry.history = entry.derivation.history(a, b, () => inStep(this.a.clock(), this.b.clock()));
    }
    return entry.history as unknown as ChannelHistory<K>;
  }

  /** That of run B; the epoch rises with either one's. */
  clock(): FeedClock {
    const [a, b] = [this.a.clock(), this.b.clock()];
    if (this.present?.a !== a || this.present.b !== b) {
      this.present = { a, b, clock: { ...b, epoch: a.epoch + b.epoch } };
    }
    return this.present.clock;
  }

  subscribe(listener: () => void): () => void {
    // A function of its own for each subscription, so that one listener may subscribe twice.
    const own = (): void => listener();
    this.listeners.add(own);
    this.leave ??= this.follow();
    return () => {
      this.listeners.delete(own);
      if (this.listeners.size > 0) return;
      this.leave?.();
      this.leave = null;
    };
  }

  /** Listens to both runs and says once that both have come to the same moment, or that the specs of one have changed. */
  private follow(): () => void {
    const { a, b } = this;
    const seen = { a: a.clock(), b: b.clock() };
    // Run B is ahead: its frame has not been told of yet.
    let waiting = !inStep(seen.a, seen.b);
    // Run A came again to where it was: the frame of B that belongs to it is told of with it, if it comes at once.
    let lone = false;
    let left = false;
    const tell = (): void => {
      waiting = false;
      lone = false;
      for (const listener of this.listeners) listener();
    };
    const hear = (side: "a" | "b"): void => {
      const clock = this[side].clock();
      const specsOnly = clock === seen[side];
      seen[side] = clock;
      if (specsOnly) tell();
      else if (!inStep(a.clock(), b.clock())) waiting = true;
      else if (side === "b" || waiting) tell();
      else {
        lone = true;
        queueMicrotask(() => {
          if (lone && !left) tell();
        });
      }
    };
    const stops = [a.subscribe(() => hear("a")), b.subscribe(() => hear("b"))];
    return () => {
      left = true;
      for (const stop of stops) stop();
    };
  }

  private entry(channel: string): Entry {
    const { a, b, texts } = this;
    const ratio = a.clock().stepMs / b.clock().stepMs;
    const specs = [a.spec(channel), b.spec(channel), ratio] as const;
    const before = this.entries.get(channel);
    if (before?.specs.every((spec, i) => spec === specs[i])) return before;
    const [specA, specB] = specs;
    const derivation = specA === undefined || specB === undefined ? null : this.derive(specA, specB, texts, ratio);
    // An edit of a label or a guide line leaves alone what was merged so far.
    const kept = before?.derivation?.shape !== undefined && before.derivation.shape === derivation?.shape;
    const entry: Entry = {
      specs,
      derivation,
      sources: kept ? (before?.sources ?? null) : null,
      history: kept ? (before?.history ?? null) : null,
    };
    this.entries.set(channel, entry);
    return entry;
  }
}

/**
 * Both runs in one picture: what can be laid over each other holds B as it is and A beside it as a reference; all other
 * channels are those of B.
 */
export const overlayFeed = (a: ViewFeed, b: ViewFeed, texts: CompareTexts): ViewFeed =>
  new DerivedFeed(a, b, texts, overlayOf, true);

/** What is different: B - A. Channels that have no difference are missing. */
export const differenceFeed = (a: ViewFeed, b: ViewFeed, texts: CompareTexts): ViewFeed =>
  new DerivedFeed(a, b, texts, differenceOf, false);
