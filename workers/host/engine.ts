import { fail, ok, type Result, type RunState, type Speed } from "../protocol";
import { describeFault } from "./faults";
import { type Clock, Pacer, Portions, SpeedMeter } from "./pacing";
import { FRAME_MS, Publisher } from "./publisher";
import type { Session } from "./session";

/** Longest stretch of work in ms before commands have their turn. */
const SLICE_MS = 10;
/** At least so much work between two snapshots, and so many times what the last one cost. */
const SNAPSHOT_MS = 50;
const SNAPSHOT_SHARE = 20;
/** Recent history in ms of biological time that a seek brings back, and most wall time worth spending on it. */
const HISTORY_MS = 2000;
const HISTORY_WORK_MS = 250;
const KEEPS_PLACE_WORK_MS = 2000;
const CHECKPOINT_MS = 5000;
/** While nothing runs, a checkpoint follows the last command after this time. */
const CHECKPOINT_IDLE_MS = 300;
const GATHER_BYTES = 32 * 2 ** 20;
/** A session that faults so often after one command is closed; it would go on for ever. */
const MAX_FAULTS = 3;

export interface EngineOptions {
  readonly clock: Clock;
  /** Bytes of streams that may wait for the page before the run waits too. */
  readonly gatherBytes?: number;
}

type Waiter = (outcome: Result<number>) => void;

const superseded = (command: string) => fail("state", command, "a newer command took its place");

/**
 * Drives a session by the clock: slices of work between which commands have their turn, frames as the page takes them,
 * snapshots and checkpoints. When the page does not take frames the run goes on until the streams fill their bound, and
 * then waits: no event is lost.
 */
export class Engine {
  readonly #clock: Clock;
  readonly #publisher: Publisher;
  readonly #pacer = new Pacer();
  readonly #meter = new SpeedMeter();
  #portions = new Portions();
  #session: Session | null = null;
  #running = false;
  #asked: Speed = 1;
  /** Step at which a run of counted steps ends. */
  #until: number | null = null;
  #held = false;
  #nextSnapshot = 0;
  #nextCheckpoint: number | null = null;
  #faults = 0;
  #lastEpoch = 0;
  #seekWaiters: Waiter[] = [];
  #stepWaiters: Waiter[] = [];
  #looping = false;
  #wake: (() => void) | null = null;

  constructor({ clock, gatherBytes = GATHER_BYTES }: EngineOptions) {
    this.#clock = clock;
    this.#publisher = new Publisher(gatherBytes);
  }

  get session(): Session | null {
    return this.#session;
  }

  /** Epoch of the session, or of the last one there was. */
  get epoch(): number {
    return this.#session?.epoch ?? this.#lastEpoch;
  }

  connect(port: MessagePort): void {
    this.#publisher.connect(port, () => this.#poke());
    this.changed();
  }

  /** Takes over a session, paused; null closes the one there is. */
  use(session: Session | null): void {
    this.pause();
    this.#settleSeek(superseded("seek"));
    this.#lastEpoch = this.epoch;
    this.#session = session;
    this.renewed();
    this.#nextCheckpoint = null;
    if (session !== null) this.acknowledge();
  }

  close(): void {
    this.use(null);
    this.#publisher.close();
  }

  run(speed: Speed): void {
    this.#endSteps(superseded("step"));
    this.#asked = speed;
    this.#start();
  }

  pause(): void {
    this.#running = false;
    this.#endSteps(superseded("step"));
    this.#meter.reset();
    this.changed();
  }

  /** Goes `n` steps as fast as possible, then pauses; settles with the step it got to. */
  step(n: number): Promise<Result<number>> {
    this.pause();
    const session = this.#session;
    if (session === null) return Promise.resolve(superseded("step"));
    this.#until = session.step + n;
    const done = new Promise<Result<number>>((resolve) => this.#stepWaiters.push(resolve));
    this.#start();
    return done;
  }

  /** Goes to a step; settles when there, or with an error when another command took the seek's place. */
  seek(step: number): Promise<Result<number>> {
    const session = this.#session;
    if (session === null) return Promise.resolve(superseded("seek"));
    this.#settleSeek(superseded("seek"));
    const limit = session.keepsPlace ? KEEPS_PLACE_WORK_MS : HISTORY_WORK_MS;
    const history = session.keepsPlace ? Number.POSITIVE_INFINITY : Math.round(HISTORY_MS / session.stepMs);
    session.seek(step, { history, reach: this.#portions.rate * limit });
    this.#publisher.forget();
    return this.settled();
  }

  /** Ends a seek where it got to, and a run of counted steps. */
  cancel(): void {
    this.#session?.cancelSeek();
    if (this.#until !== null) this.pause();
    this.#settleSeek(fail("state", "seek", "cancelled"));
    this.changed();
  }

  /** Settles when no seek is under way, at once when none is. */
  settled(): Promise<Result<number>> {
    const session = this.#session;
    this.changed();
    if (session === null || !session.seeking) return Promise.resolve(ok(session?.step ?? 0));
    return new Promise((resolve) => this.#seekWaiters.push(resolve));
  }

  /** The session was rebuilt: streams and measurements of before belong to a run that is gone. */
  renewed(): void {
    this.#publisher.reset();
    this.#portions = new Portions();
  }

  /** Edits that were answered are known to the page; only others are announced with the next frame. */
  acknowledge(): void {
    this.#publisher.acknowledge(this.#session?.version ?? 0);
    this.changed();
  }

  /** Something happened that the page should see and a checkpoint should hold. */
  changed(): void {
    this.#publisher.want();
    this.#faults = 0;
    if (!this.#running) this.#nextCheckpoint = this.#clock.now() + CHECKPOINT_IDLE_MS;
    this.#poke();
  }

  /** Stops steps and frames, after one last checkpoint, until released. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    if (held && this.#session !== null) this.#checkpointTurn(this.#session, Number.POSITIVE_INFINITY);
    this.#held = held;
    this.#pacer.reset();
    this.#meter.reset();
    this.#poke();
  }

  #state(session: Session): RunState {
    if (session.seeking) return "seeking";
    if (session.ended) return "ended";
    return this.#running ? "running" : "paused";
  }

  #start(): void {
    this.#running = true;
    this.#pacer.reset();
    this.#meter.reset();
    if (this.#session !== null) this.#meter.add(this.#clock.now(), this.#session.step * this.#session.stepMs);
    this.#nextCheckpoint ??= this.#clock.now() + CHECKPOINT_MS;
    this.changed();
  }

  #endSteps(outcome: Result<number>): void {
    this.#until = null;
    for (const resolve of this.#stepWaiters.splice(0)) resolve(outcome);
  }

  #settleSeek(outcome: Result<number>): void {
    for (const resolve of this.#seekWaiters.splice(0)) resolve(outcome);
  }

  /** Makes the loop look at what is new. */
  #poke(): void {
    if (this.#looping) this.#wake?.();
    else void this.#loop();
  }

  async #loop(): Promise<void> {
    this.#looping = true;
    // Commands of the same task come first.
    await this.#clock.turn();
    for (;;) {
      const wait = this.#turn();
      if (wait === Number.POSITIVE_INFINITY) break;
      if (wait > 0) await this.#sleep(wait);
      else await this.#clock.turn();
    }
    this.#looping = false;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => this.#wake?.());
      this.#wake = () => {
        this.#wake = null;
        cancel();
        resolve();
      };
    });
  }

  /** Does what is due. @returns ms until there is more to do, infinite when only an event can bring it */
  #turn(): number {
    const session = this.#session;
    if (session === null || this.#held) return Number.POSITIVE_INFINITY;
    let wait = Number.POSITIVE_INFINITY;
    try {
      if (session.seeking) wait = this.#seekSlice(session);
      else if (this.#running) wait = this.#runSlice(session);
      const status = () => ({
        state: this.#state(session),
        asked: this.#asked,
        achieved: this.#running ? this.#meter.value : 0,
      });
      const frame = this.#publisher.turn(session, this.#clock.now(), status);
      return Math.min(wait, frame, this.#checkpointTurn(session, this.#clock.now()));
    } catch (error) {
      this.#fault(session, error);
      return 0;
    }
  }

  #seekSlice(session: Session): number {
    const end = this.#clock.now() + SLICE_MS;
    let done = false;
    for (let now = this.#clock.now(); !done && now < end; ) {
      const before = session.step;
      done = session.replay(this.#portions.size);
      this.#publisher.collectHistory(session, now);
      now = this.#book(session, session.step - before, now);
    }
    if (!done) return 0;
    this.#pacer.reset();
    this.#meter.reset();
    this.#publisher.arrived(this.#clock.now());
    this.changed();
    this.#settleSeek(ok(session.step));
    return 0;
  }

  #runSlice(session: Session): number {
    const start = this.#clock.now();
    const { nextFrame, ready } = this.#publisher;
    const end = ready && nextFrame > start ? Math.min(start + SLICE_MS, nextFrame) : start + SLICE_MS;
    const target = this.#until;
    let due = target === null ? this.#pacer.due(start, this.#asked, session.stepMs) : target - session.step;
    for (let now = start; due > 0 && now < end && !session.ended; ) {
      if (this.#publisher.blocked) {
        this.#pacer.reset();
        return Number.POSITIVE_INFINITY;
      }
      const steps = session.advance(Math.min(due, this.#portions.size));
      due -= steps;
      if (target === null) this.#pacer.took(steps);
      this.#publisher.collect(session);
      this.#publisher.want();
      this.#nextCheckpoint ??= now + CHECKPOINT_MS;
      now = this.#book(session, steps, now);
    }
    this.#meter.add(this.#clock.now(), session.step * session.stepMs);
    if (session.ended || (target !== null && due <= 0)) {
      this.#running = false;
      this.#endSteps(ok(session.step));
      this.changed();
      return Number.POSITIVE_INFINITY;
    }
    if (due > 0) return 0;
    // Between two frames nobody sees a step: sleep until the next frame, or the next step when that comes later.
    const untilFrame = ready ? Math.max(1, nextFrame - this.#clock.now()) : FRAME_MS;
    return Math.max(untilFrame, this.#pacer.wait(this.#asked, session.stepMs));
  }

  /** Books a portion of steps begun at `start`; now and then keeps a snapshot. @returns the present wall time */
  #book(session: Session, steps: number, start: number): number {
    const now = this.#clock.now();
    this.#portions.took(steps, now - start);
    if (steps === 0 || now < this.#nextSnapshot) return now;
    session.remember();
    const after = this.#clock.now();
    this.#nextSnapshot = after + Math.max(SNAPSHOT_MS, SNAPSHOT_SHARE * (after - now));
    return after;
  }

  /** Sends a checkpoint if one is due. @returns ms until the next one, infinite when nothing changed */
  #checkpointTurn(session: Session, now: number): number {
    if (this.#nextCheckpoint === null || session.seeking || !this.#publisher.connected) return Number.POSITIVE_INFINITY;
    if (now < this.#nextCheckpoint) return this.#nextCheckpoint - now;
    this.#nextCheckpoint = null;
    this.#publisher.checkpoint(session);
    return Number.POSITIVE_INFINITY;
  }

  /** An exception while working: says so, pauses, and goes back to the last good state. */
  #fault(session: Session, thrown: unknown): void {
    const error = describeFault(thrown, "");
    this.#running = false;
    this.#endSteps({ ok: false, error });
    this.#settleSeek({ ok: false, error });
    this.#publisher.error(error);
    this.#publisher.forget();
    try {
      if (++this.#faults > MAX_FAULTS) throw thrown;
      session.repair();
    } catch (again) {
      this.#publisher.error(describeFault(again, "open"));
      this.use(null);
    }
    this.#publisher.want();
  }
}
