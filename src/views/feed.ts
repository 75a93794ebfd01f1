import type { ChannelKind, ChannelSpec, ChannelSpecs, Frame, Opened } from "../../workers/protocol";
import type { ChannelHistory, FeedClock, ViewFeed } from "./_view";
import { createHistory, type MutableHistory } from "./history";

const IDLE: FeedClock = { step: 0, stepMs: 1, time: 0, epoch: 0, state: "paused", endStep: null };

/** Where frames arrive and views read: one bounded history per channel, one notification per frame. */
export class FrameFeed implements ViewFeed {
  private specs: ChannelSpecs = {};
  private readonly histories = new Map<string, MutableHistory>();
  private readonly listeners = new Set<() => void>();
  private present = IDLE;
  private experiment: string | null = null;
  /** Whether an epoch began by a frame since the session was opened: a seek, or a rebuild whose answer is yet to come. */
  private epochRose = false;

  /** Starts a session. Frames of its epoch may have come before; all that is older is dropped. */
  open(opened: Opened): void {
    const { experiment, stepMs, clock, endStep, epoch } = opened;
    const ahead = this.epochRose && this.experiment === experiment && this.present.epoch === epoch;
    this.experiment = experiment;
    this.epochRose = false;
    if (ahead) for (const history of this.histories.values()) history.forgetEarlierEpochs();
    else this.histories.clear();
    const step = ahead ? this.present.step : opened.step;
    const state = ahead ? this.present.state : "paused";
    this.present = { step, stepMs, clock, time: step * stepMs, epoch, state, endStep };
    this.setChannels(opened.channels);
  }

  /** Takes over new channel specs and keeps the memories that still fit theirs. */
  setChannels(specs: ChannelSpecs): void {
    this.specs = specs;
    for (const [name, history] of this.histories) {
      const spec = specs[name];
      if (spec === undefined || !history.serves(spec)) this.histories.delete(name);
    }
    // What happened before is not told again.
    const start = this.present.step === 0 ? 0 : this.present.step + 1;
    for (const [name, spec] of Object.entries(specs)) {
      if (!this.histories.has(name)) this.histories.set(name, createHistory(spec, undefined, start));
    }
    this.notify();
  }

  /** A feed of its own that remembers the same. */
  copy(): FrameFeed {
    const copied = new FrameFeed();
    copied.experiment = this.experiment;
    copied.present = this.present;
    copied.setChannels(this.specs);
    copied.adopt(this);
    return copied;
  }

  /** Takes over copies of what another feed remembers, for a run that was forked off its own. */
  adopt(other: FrameFeed): void {
    for (const [name, theirs] of other.histories) {
      const mine = this.histories.get(name);
      const data = theirs.read();
      if (mine === undefined || data === null || mine.kind !== data.kind) continue;
      mine.knowFrom?.(theirs.known ?? 0);
      mine.push(data);
    }
    this.notify();
  }

  /** Copies out what the frame carries; its arrays may be reused when this returns. */
  push(frame: Frame): void {
    // Made before a rebuild or seek that has taken effect since.
    if (frame.epoch < this.present.epoch) return;
    if (frame.epoch > this.present.epoch) {
      this.epochRose = true;
      for (const history of this.histories.values()) history.beginEpoch(frame.step);
    }
    const { step, time, epoch, state } = frame;
    this.present = { ...this.present, step, time, epoch, state };
    for (const [name, data] of Object.entries(frame.channels)) {
      const history = this.histories.get(name);
      // A frame made before an edit of the channels may still carry an old one.
      if (history !== undefined && history.kind === data.kind) history.push(data);
    }
    this.notify();
  }

  spec(channel: string): ChannelSpec | undefined {
    return this.specs[channel];
  }

  history<K extends ChannelKind>(channel: string, kind: K): ChannelHistory<K> | undefined {
    const history = this.histories.get(channel);
    return history?.kind === kind ? (history as unknown as ChannelHistory<K>) : undefined;
  }

  clock(): FeedClock {
    return this.present;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
