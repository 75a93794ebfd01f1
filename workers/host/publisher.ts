import type { ChannelData, ChannelKind, RunState, SimError, Speed } from "../protocol";
import { FramePort } from "./framePort";
import { Gatherer, hasUnsent, takeStates } from "./gather";
import type { Session } from "./session";

export const FRAME_MS = 1000 / 60;
/** A frame may leave so much early: another timer for the rest would come late, browsers hold repeated ones for 4 ms. */
const EARLY_MS = 1;
/** While seeking, frames only report progress. */
const PROGRESS_MS = 100;
/** A larger state is replayed from its log instead: the page would stumble over copies of it. */
const CHECKPOINT_BYTES = 16 * 2 ** 20;

/** What a frame says of the run besides the session's own state. */
export interface RunStatus {
  readonly state: RunState;
  readonly asked: Speed;
  readonly achieved: number;
}

const kindIn =
  ({ specs }: Session) =>
  (name: string): ChannelKind | undefined =>
    specs[name]?.kind;

/**
 * What the page gets of a session: frames as it takes them, about sixty a second at most, errors and checkpoints.
 * Streams are gathered between two frames, so that none is lost however slow the page is.
 */
export class Publisher {
  readonly #gatherer = new Gatherer();
  #port: FramePort | null = null;
  #wanted = false;
  #nextFrame = 0;
  #firstProgress: number | null = null;
  /** Version of the parameters that the page knows. */
  #shownVersion = 0;
  /** Revisions of the states that the page has, and the epoch they belong to. */
  readonly #sent = new Map<string, number>();
  #sentEpoch = 0;
  #sentStep = -1;

  /** @param bound bytes of streams that may wait for the page */
  constructor(private readonly bound: number) {}

  /** True when there is a page at the other end. */
  get connected(): boolean {
    return this.#port !== null;
  }

  /** True when the page would take a frame. */
  get ready(): boolean {
    return this.#port?.ready ?? false;
  }

  /** True when the page must take what is there before there may be more. */
  get blocked(): boolean {
    return this.connected && !this.ready && this.full;
  }

  /** True when streams fill the bound: a page that is spared the way to an outcome must take some of them now. */
  get full(): boolean {
    return this.#gatherer.bytes >= this.bound;
  }

  /** True when the page was sent the present step, or there is no page. */
  shows(session: Session): boolean {
    return this.#port === null || (this.#sentEpoch === session.epoch && this.#sentStep === session.step);
  }

  /** Wall time at which the next frame may leave. */
  get nextFrame(): number {
    return this.#nextFrame;
  }

  /** @param onCredit called when the page would take a frame again */
  connect(port: MessagePort, onCredit: () => void): void {
    this.#port?.close();
    this.#port = new FramePort(port, onCredit);
    this.#sent.clear();
  }

  close(): void {
    this.#port?.close();
    this.#port = null;
  }

  /** There is something new to show. */
  want(): void {
    this.#wanted = true;
  }

  /** The page learns of the parameters of this version by other ways. */
  acknowledge(version: number): void {
    this.#shownVersion = version;
  }

  /** Another run begins: what was gathered belongs to one that is gone. */
  reset(): void {
    this.#gatherer.reset();
    this.#sent.clear();
    this.#firstProgress = null;
  }

  /** A seek begins: what was gathered is not shown any more. */
  forget(): void {
    this.#gatherer.clear();
    this.#firstProgress = null;
  }

  /** Takes over what the channels gathered since the last time. */
  collect(session: Session): void {
    if (this.#port === null) session.clearChannels();
    else this.#gatherer.collect(session.channels, kindIn(session));
  }

  /** As `collect`, while seeking: of a history that no page could hold only the end is kept. */
  collectHistory(session: Session, now: number): void {
    this.collect(session);
    if (this.#gatherer.bytes > this.bound) this.#gatherer.clear();
    this.#firstProgress ??= now + PROGRESS_MS;
    this.#wanted = true;
  }

  /** A seek or a run of counted steps is done: its outcome may be shown at once. */
  arrived(now: number): void {
    this.#firstProgress = null;
    this.#nextFrame = Math.min(this.#nextFrame, now);
  }

  /** Sends a frame if one is wanted, due and taken. @returns ms until there may be one, infinite when none is wanted */
  turn(session: Session, now: number, status: () => RunStatus): number {
    if (!this.#wanted || this.#port === null || !this.#port.ready) return Number.POSITIVE_INFINITY;
    // The first report of a seek waits, so that a short seek shows nothing but its outcome.
    const due = session.seeking ? Math.max(this.#nextFrame, this.#firstProgress ?? now) : this.#nextFrame;
    if (now + EARLY_MS < due) return due - now;
    const period = session.seeking ? PROGRESS_MS : FRAME_MS;
    this.#nextFrame = now - this.#nextFrame < period ? this.#nextFrame + period : now + period;
    this.#send(this.#port, session, status());
    return this.#wanted ? Math.max(0, this.#nextFrame - now) : Number.POSITIVE_INFINITY;
  }

  #send(port: FramePort, session: Session, status: RunStatus): void {
    const { seeking, progress, version, params, specs, step, epoch, commands } = session;
    const changed = !seeking && version !== this.#shownVersion;
    let channels: Readonly<Record<string, ChannelData>> = {};
    if (!seeking) {
      if (changed || epoch !== this.#sentEpoch) this.#sent.clear();
      this.#sentEpoch = epoch;
      this.#sentStep = step;
      this.collect(session);
      channels = { ...this.#gatherer.streams(), ...takeStates(session.channels, kindIn(session), this.#sent) };
    }
    port.send({
      step,
      time: step * session.stepMs,
      epoch,
      version,
      ...status,
      ...(progress === null ? {} : { progress }),
      commands,
      ...(changed ? { changed: { params, channels: specs } } : {}),
      channels,
    });
    this.#wanted = !seeking && hasUnsent(session.channels, this.#sent);
    if (seeking) return;
    this.#shownVersion = version;
    this.#gatherer.clear();
  }

  /** Sends the record, and the state where it is small enough. */
  checkpoint(session: Session): void {
    const message = { type: "checkpoint", epoch: session.epoch, record: session.record() } as const;
    if (session.stateBytes > CHECKPOINT_BYTES) {
      this.#port?.post(message);
      return;
    }
    const checkpoint = session.checkpoint();
    this.#port?.post({ ...message, checkpoint }, [checkpoint.block]);
  }

  error(error: SimError): void {
    this.#port?.post({ type: "error", error });
  }
}
