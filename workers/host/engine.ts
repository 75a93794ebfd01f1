import {
  type Applied,
  type EventQuery,
  type Found,
  fail,
  type LoopRange,
  ok,
  type Result,
  type RunState,
  type Speed,
} from "../protocol";
import { describeFault } from "./faults";
import { CheckpointTimer, type Clock, Pacer, Portions, SpeedMeter } from "./pacing";
import { FRAME_MS, Publisher } from "./publisher";
import type { SeekOptions, Session } from "./session";
import { Turns } from "./turns";

/** Longest stretch of work in ms before commands have their turn. */
const SLICE_MS = 10;
/** At least so much work between two snapshots, and so many times what the last one cost. */
const SNAPSHOT_MS = 50;
const SNAPSHOT_SHARE = 20;
/** Recent history in ms of biological time that a seek brings back, and most wall time worth spending on it. */
const HISTORY_MS = 2000;
const HISTORY_WORK_MS = 250;
const KEEPS_PLACE_WORK_MS = 2000;
/** The same for each lap of a loop, which should not be interrupted for long. */
const LAP_WORK_MS = 50;
/** A search ahead gives up after so many steps, or so much wall time. */
const FIND_STEPS = 2_000_000;
const FIND_MS = 20_000;
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
  readonly #saving = new CheckpointTimer();
  readonly #turns: Turns;
  #portions = new Portions();
  #session: Session | null = null;
  #running = false;
  #asked: Speed = 1;
  /** Step at which a run of counted steps ends. */
  #until: number | null = null;
  #loopRange: LoopRange | null = null;
  /** Biological time of the laps that were played, so that the measured speed does not jump back with the run. */
  #lapsMs = 0;
  #lapping = false;
  /** Wall time at which a search ahead gives up. */
  #findUntil = 0;
  #held = false;
  #nextSnapshot = 0;
  #faults = 0;
  #lastEpoch = 0;
  #seekWaiters: Waiter[] = [];
  #stepWaiters: Waiter[] = [];

  constructor({ clock, gatherBytes = GATHER_BYTES }: EngineOptions) {
    this.#clock = clock;
    this.#publisher = new Publisher(gatherBytes);
    this.#turns = new Turns(clock, () => this.#turn());
  }

  get session(): Session | null {
    return this.#session;
  }

  /** Epoch of the session, or of the last one there was. */
  get epoch(): number {
    return this.#session?.epoch ?? this.#lastEpoch;
  }

  connect(port: MessagePort): void {
    this.#publisher.connect(port, () => this.#turns.poke());
    this.changed();
  }

  /** Takes over a session, paused; null closes the one there is. */
  use(session: Session | null): void {
    this.pause();
    this.#lastEpoch = this.epoch;
    this.#session = session;
    this.renewed();
    this.#saving.reset();
    if (session !== null) this.acknowledge();
  }

  close(): void {
    this.use(null);
    this.#publisher.close();
  }

  run(speed: Speed): void {
    this.#leaveSteps();
    this.#asked = speed;
    this.#start();
  }

  pause(): void {
    this.#running = false;
    this.#leaveSteps();
    this.#meter.reset();
    this.changed();
  }

  /**
   * Goes `n` steps as fast as possible, then pauses; settles with the step it got to. Where a page watches, it sees nothing
   * but the outcome, and the answer waits until that was sent: two runs that go in equal strides are shown at equal steps.
   */
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
    this.#lapping = false;
    session.seek(step, this.#recording(session));
    this.#publisher.forget();
    return this.settled();
  }

  /** Looks for an event and goes there, paused, or back to where the run was; settles when there. */
  async find(query: EventQuery): Promise<Result<Found>> {
    const session = this.#session;
    if (session === null) return superseded("find");
    this.pause();
    const begun = session.find(query, this.#recording(session), FIND_STEPS);
    if (!begun.ok) return begun;
    this.#lapping = false;
    this.#findUntil = query.direction === "ahead" ? this.#clock.now() + FIND_MS : Number.POSITIVE_INFINITY;
    this.#publisher.forget();
    const arrived = await this.settled();
    return arrived.ok ? ok(session.found) : arrived;
  }

  /** Plays a section over and over; null ends that. A seek outside of it keeps it, for when the run gets there. */
  loop(range: LoopRange | null): void {
    this.#loopRange = range;
    this.#turns.poke();
  }

  /** Drops log entries, going back before them where the run is further; settles when there. */
  async forget(kept: number): Promise<Result<Applied>> {
    const session = this.#session;
    if (session === null) return superseded("forget");
    const forgotten = session.forget(kept, this.#recording(session));
    if (!forgotten.ok) return forgotten;
    if (session.seeking) {
      this.pause();
      this.#publisher.forget();
    }
    // The entries are gone even where the way back was broken off.
    await this.settled();
    return ok({ ...forgotten.value, step: session.step, params: session.params });
  }

  /** How much of the way to a seek's target is recorded. */
  #recording(session: Session, work = HISTORY_WORK_MS): SeekOptions {
    const limit = session.keepsPlace ? Math.max(work, KEEPS_PLACE_WORK_MS) : work;
    const history = session.keepsPlace ? Number.POSITIVE_INFINITY : Math.round(HISTORY_MS / session.stepMs);
    return { history, reach: this.#portions.rate * limit };
  }

  /** Ends a seek where it got to, a search where it began, and a run of counted steps. */
  cancel(): void {
    const searching = this.#session?.searching ?? false;
    this.#session?.cancelSeek();
    if (this.#until !== null) this.pause();
    this.#settleSeek(fail("state", searching ? "find" : "seek", "cancelled"));
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
    this.#settleSeek(superseded("seek"));
    this.#loopRange = null;
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
    this.#saving.changed(this.#clock.now(), this.#running);
    this.#turns.poke();
  }

  /** Stops steps and frames, after one last checkpoint, until released. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    if (held && this.#session !== null) this.#checkpointTurn(this.#session, Number.POSITIVE_INFINITY);
    this.#held = held;
    this.#pacer.reset();
    this.#meter.reset();
    this.#turns.poke();
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
    if (this.#session !== null) this.#measure(this.#session);
    this.#saving.ran(this.#clock.now());
    this.changed();
  }

  /** Another command comes: steps that were taken and not shown yet were taken all the same. */
  #leaveSteps(): void {
    const session = this.#session;
    this.#endSteps(this.#until === null && session !== null ? ok(session.step) : superseded("step"));
  }

  #endSteps(outcome: Result<number>): void {
    this.#until = null;
    for (const resolve of this.#stepWaiters.splice(0)) resolve(outcome);
  }

  #settleSeek(outcome: Result<number>): void {
    for (const resolve of this.#seekWaiters.splice(0)) resolve(outcome);
  }

  /** Does what is due. @returns ms until there is more to do, infinite when only an event can bring it */
  #turn(): number {
    const session = this.#session;
    if (session === null || this.#held) return Number.POSITIVE_INFINITY;
    let wait = Number.POSITIVE_INFINITY;
    try {
      if (session.seeking) wait = this.#seekSlice(session);
      else if (this.#running) wait = this.#runSlice(session);
      if (this.#running && this.#until !== null && this.#publisher.connected && !this.#publisher.full) return wait;
      const status = () => ({
        state: this.#state(session),
        asked: this.#asked,
        achieved: this.#running ? this.#meter.value : 0,
      });
      const frame = this.#publisher.turn(session, this.#clock.now(), status);
      if (!this.#running && this.#publisher.shows(session)) this.#endSteps(ok(session.step));
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
      const before = session.walked;
      done = session.replay(this.#portions.size);
      this.#publisher.collectHistory(session, now);
      now = this.#book(session, session.walked - before, now);
      if (session.searching && now >= this.#findUntil) session.giveUp();
    }
    if (!done) return 0;
    this.#pacer.reset();
    if (this.#lapping) session.remember();
    else this.#meter.reset();
    this.#lapping = false;
    this.#publisher.arrived(this.#clock.now());
    this.changed();
    this.#settleSeek(ok(session.step));
    return 0;
  }

  /** The end of the loop that the run is in or before; null when there is none, or it is behind. */
  #lapEnd(session: Session): number | null {
    const range = this.#loopRange;
    return range === null || this.#until !== null || session.step > range.to ? null : range.to;
  }

  /** Goes back to where the loop begins, once its end was shown. */
  #nextLap(session: Session, { from, to }: LoopRange): number {
    this.#publisher.want();
    if (!this.#publisher.shows(session)) return Number.POSITIVE_INFINITY;
    this.#lapsMs += (to - from) * session.stepMs;
    this.#lapping = true;
    session.seek(from, this.#recording(session, LAP_WORK_MS));
    this.#publisher.forget();
    this.#pacer.reset();
    return 0;
  }

  #measure(session: Session): void {
    this.#meter.add(this.#clock.now(), this.#lapsMs + session.step * session.stepMs);
  }

  #runSlice(session: Session): number {
    const lapEnd = this.#lapEnd(session);
    if (this.#loopRange !== null && session.step === lapEnd) return this.#nextLap(session, this.#loopRange);
    const start = this.#clock.now();
    const { nextFrame, ready } = this.#publisher;
    const end = ready && nextFrame > start ? Math.min(start + SLICE_MS, nextFrame) : start + SLICE_MS;
    const target = this.#until;
    let due = target === null ? this.#pacer.due(start, this.#asked, session.stepMs) : target - session.step;
    for (let now = start; due > 0 && now < end && !session.ended && session.step !== lapEnd; ) {
      if (this.#publisher.blocked) {
        this.#pacer.reset();
        return Number.POSITIVE_INFINITY;
      }
      const room = lapEnd === null ? due : Math.min(due, lapEnd - session.step);
      const steps = session.advance(Math.min(room, this.#portions.size));
      due -= steps;
      if (target === null) this.#pacer.took(steps);
      this.#publisher.collect(session);
      this.#publisher.want();
      this.#saving.ran(now);
      now = this.#book(session, steps, now);
    }
    this.#measure(session);
    if (lapEnd !== null && session.step === lapEnd) return 0;
    if (session.ended || (target !== null && due <= 0)) {
      this.#running = false;
      this.#until = null;
      this.#publisher.arrived(this.#clock.now());
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
    if (session.seeking || !this.#publisher.connected) return Number.POSITIVE_INFINITY;
    const wait = this.#saving.wait(now);
    if (wait > 0) return wait;
    this.#saving.reset();
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
