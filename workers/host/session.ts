import type { ChannelSource, RunnableExperiment } from "../experiments/_experiment";
import { allLive, applyEdits, findExperiment, parseAction, parseLog, parseSeed, parseStep } from "../params/record";
import { changedPaths, getParam, parseParams } from "../params/validate";
import {
  type Applied,
  type ChannelSpecs,
  type Checkpoint,
  type Command,
  fail,
  type Opened,
  type OpenRequest,
  ok,
  type ParamTree,
  type ParamValue,
  type Result,
  type SessionRecord,
  SimFault,
} from "../protocol";
import { RUNNABLE } from "../runnable";
import { digestOf } from "./digest";
import { describeFault } from "./faults";
import { Timeline } from "./timeline";

export interface SessionOptions {
  readonly experiments?: Readonly<Record<string, RunnableExperiment>>;
  /** Most bytes that snapshots may hold. */
  readonly snapshotBudget?: number;
  /** Epoch to begin with, above those of earlier sessions of the same host. */
  readonly epoch?: number;
}

/** How much of the way to a seek's target the channels record, so that views can refill their recent history. */
export interface SeekOptions {
  /** Steps before the target. */
  readonly history?: number;
  /** Most steps worth replaying for the sake of history; beyond, it is cut. */
  readonly reach?: number;
}

interface Seek {
  readonly origin: number;
  readonly target: number;
  readonly recordFrom: number;
}

export interface Edit {
  readonly path: string;
  readonly value: unknown;
}

const SNAPSHOT_BUDGET = 256 * 2 ** 20;
/** An endless run that is further than this begins anew when it is rebuilt: nobody would wait for its replay. */
const KEPT_PLACE_STEPS = 200_000;

/**
 * One open experiment: the synchronous core that worker host, command line and tests share. It knows no clock, no
 * thread and no port, so that the same calls give the same bits everywhere.
 *
 * Commands take effect at the present step and are logged. After a seek back the log still holds the later entries and
 * running on replays them; a new command rewrites the future: the later entries are dropped.
 *
 * A seek only restores; `replay` then goes the rest of the way in portions, so that the caller stays responsive.
 */
export class Session {
  #timeline: Timeline;
  #epoch: number;
  #version = 0;
  #seek: Seek | null = null;
  #damaged = false;

  private constructor(
    timeline: Timeline,
    private readonly budget: number,
    epoch: number,
  ) {
    this.#timeline = timeline;
    this.#epoch = epoch;
  }

  /** Checks the whole request, builds, and leaves a seek under way when the request begins later than step 0. */
  static open(request: OpenRequest, options: SessionOptions = {}): Result<Session> {
    const experiment = findExperiment(options.experiments ?? RUNNABLE, request.experiment);
    if (!experiment.ok) return experiment;
    const params = parseParams(experiment.value, request.params);
    if (!params.ok) return params;
    const seed = parseSeed(request.seed);
    if (!seed.ok) return seed;
    const log = parseLog(experiment.value, params.value, request.log ?? []);
    if (!log.ok) return log;
    const step = parseStep("step", request.step ?? 0);
    if (!step.ok) return step;
    const budget = options.snapshotBudget ?? SNAPSHOT_BUDGET;
    try {
      const timeline = new Timeline(experiment.value, seed.value, params.value, log.value, budget);
      const session = new Session(timeline, budget, options.epoch ?? 0);
      if (request.checkpoint !== undefined) timeline.offer(request.checkpoint);
      if (step.value > 0) session.seek(step.value);
      return ok(session);
    } catch (error) {
      return { ok: false, error: describeFault(error, "open") };
    }
  }

  get experiment(): RunnableExperiment {
    return this.#timeline.experiment;
  }

  get step(): number {
    return this.#timeline.step;
  }

  get stepMs(): number {
    return this.experiment.stepMs(this.params as never);
  }

  get endStep(): number | null {
    return this.#timeline.endStep;
  }

  get ended(): boolean {
    return this.step >= this.#timeline.lastStep;
  }

  get params(): ParamTree {
    return this.#timeline.params;
  }

  get specs(): ChannelSpecs {
    return this.#timeline.specs;
  }

  get channels(): Readonly<Record<string, ChannelSource>> {
    return this.#timeline.channels;
  }

  /** Forgets what the channels gathered and nobody took. */
  clearChannels(): void {
    this.#timeline.clearChannels();
  }

  /** Rises when history breaks: rebuild, seek, repair. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Rises with every change of the parameters, by an edit, a seek or a replayed entry. */
  get version(): number {
    return this.#version;
  }

  get commands(): number {
    return this.#timeline.log.length;
  }

  get stateBytes(): number {
    return this.#timeline.arena.stateBytes;
  }

  /** True when an edit that rebuilds the run goes on to where the run was, and seeks show everything from step 0. */
  get keepsPlace(): boolean {
    return this.experiment.keepsPlace?.(this.params as never) ?? false;
  }

  /** Share of the seek under way that is done, 0..1; null when none is. */
  get progress(): number | null {
    if (this.#seek === null) return null;
    const { origin, target } = this.#seek;
    return target === origin ? 1 : Math.max(0, (this.step - origin) / (target - origin));
  }

  get seeking(): boolean {
    return this.#seek !== null;
  }

  opened(): Opened {
    const { arena, endStep, specs, seed } = this.#timeline;
    return {
      experiment: this.experiment.id,
      params: this.params,
      seed,
      stepMs: this.stepMs,
      endStep,
      channels: specs,
      step: this.step,
      epoch: this.#epoch,
      bytes: { state: arena.stateBytes, fixed: arena.fixedBytes },
    };
  }

  /**
   * Goes up to `n` steps ahead.
   *
   * @returns the steps taken, fewer at the end of the run
   * @throws whatever the simulation throws; `repair` must follow before the session is used again
   */
  advance(n: number): number {
    if (this.#seek !== null) throw new SimFault(fail("state", "", "a seek is under way").error);
    return this.#go(n);
  }

  #go(n: number): number {
    const { params } = this;
    try {
      return this.#timeline.advance(n);
    } catch (error) {
      this.#damaged = true;
      throw error;
    } finally {
      if (this.params !== params) this.#version++;
    }
  }

  /** Keeps a snapshot of the present state for later seeks, as the memory budget allows. */
  remember(): void {
    this.#timeline.remember();
  }

  /** Begins to go to a step; `replay` finishes it. A seek under way is given up. */
  seek(step: number, { history = 0, reach = Number.POSITIVE_INFINITY }: SeekOptions = {}): void {
    const target = Math.max(0, Math.min(step, this.#timeline.lastStep));
    const from = Math.max(0, target - history);
    const early = this.#timeline.before(from);
    const start = early !== undefined && target - early.step <= reach ? early : this.#timeline.before(target);
    const border = Math.max(from, start?.step ?? 0);
    const { params } = this;
    // What lies between is shorter from here than from any snapshot.
    const goesOn = !this.#damaged && this.step <= border && this.step >= (start?.step ?? 0);
    if (!goesOn) {
      this.#timeline.goTo(start, this.#damaged);
      this.#damaged = false;
    }
    if (this.params !== params) this.#version++;
    this.#timeline.clearChannels();
    this.#seek = { origin: this.step, target, recordFrom: border };
    this.replay(0);
  }

  /**
   * Goes on with a seek by at most `n` steps. Up to where recording begins the channels are kept empty; from there
   * they gather, and the caller takes.
   *
   * @returns true when the seek is done or none was under way
   */
  replay(n: number): boolean {
    let left = n;
    for (let seek = this.#seek; seek !== null; seek = this.#seek) {
      const silent = this.step < seek.recordFrom;
      if (this.step >= seek.target || this.ended) this.#endSeek();
      else if (left <= 0) return false;
      else left -= this.#go(Math.min(left, (silent ? seek.recordFrom : seek.target) - this.step));
      if (silent) this.#timeline.clearChannels();
    }
    return true;
  }

  /** Gives a seek up and stays where it got to. */
  cancelSeek(): void {
    if (this.#seek !== null) this.#endSeek();
  }

  #endSeek(): void {
    this.#seek = null;
    this.#epoch++;
  }

  /** After an exception: goes back to the last good snapshot, in a kernel of its own. */
  repair(): void {
    this.#seek = null;
    this.#timeline.goTo(this.#timeline.before(this.step), true);
    this.#timeline.clearChannels();
    this.#damaged = false;
    this.#epoch++;
    this.#version++;
  }

  set(path: string, value: unknown): Result<Applied> {
    return this.setAll([{ path, value }]);
  }

  /** True when the edit cannot be made before the seek under way is done. */
  mustWait(edits: readonly Edit[]): boolean {
    if (this.#seek === null) return false;
    const base = this.#base();
    const next = applyEdits(this.experiment, base, edits);
    return next.ok && this.#live(base, next.value);
  }

  /** Parameters that an edit starts from: those at the target while a seek is under way. */
  #base(): ParamTree {
    return this.#seek === null ? this.params : this.#timeline.paramsAt(this.#seek.target);
  }

  #live(before: ParamTree, after: ParamTree): boolean {
    const { schema } = this.experiment;
    return allLive(schema, changedPaths(schema, before, after), before, after);
  }

  /** Several parameters as one edit: live at the present step, or by a rebuild; all are valid or none is applied. */
  setAll(edits: readonly Edit[]): Result<Applied> {
    const base = this.#base();
    const next = applyEdits(this.experiment, base, edits);
    if (!next.ok) return next;
    if (!this.#live(base, next.value)) return this.#rebuild(next.value);
    if (this.#seek !== null) return fail("state", "set", "a seek is under way");
    const paths = changedPaths(this.experiment.schema, base, next.value);
    if (paths.length === 0) return ok(this.#applied([]));
    let respecified: boolean;
    try {
      respecified = this.#timeline.update(next.value, paths);
    } catch (error) {
      this.#takeBack();
      return { ok: false, error: describeFault(error, paths[0] as string) };
    }
    this.#version++;
    const { step } = this;
    const applied = this.#applied(
      paths.map((path, i): Command => {
        const value = getParam(next.value, path) as ParamValue;
        return i === 0 ? { type: "set", step, path, value } : { type: "set", step, path, value, joins: true };
      }),
    );
    return ok(respecified ? { ...applied, channels: this.specs } : applied);
  }

  /** Intervenes at the present step. */
  act(name: string, args: unknown): Result<Applied> {
    const parsed = parseAction(this.experiment, name, args);
    if (!parsed.ok) return parsed;
    if (this.#seek !== null) return fail("state", "act", "a seek is under way");
    try {
      this.#timeline.act(name, parsed.value);
    } catch (error) {
      this.#takeBack();
      return { ok: false, error: describeFault(error, `act.${name}`) };
    }
    return ok(this.#applied([{ type: "act", step: this.step, name, args: parsed.value }]));
  }

  /** A command that failed half-way leaves no trace: the state is replayed to where it was. */
  #takeBack(): void {
    this.#damaged = true;
    this.seek(this.step);
  }

  #applied(commands: readonly Command[]): Applied {
    const kept = commands.length === 0 ? this.commands : this.#timeline.append(commands);
    return { step: this.step, version: this.#version, params: this.params, kept, logged: commands };
  }

  /** Builds anew from the same seed; the old run stays when that fails. */
  #rebuild(params: ParamTree): Result<Applied> {
    const from = this.#seek?.target ?? this.step;
    const toEnd = from >= this.#timeline.lastStep;
    const wanted = Math.round((from * this.stepMs) / this.experiment.stepMs(params as never));
    let timeline: Timeline;
    try {
      timeline = new Timeline(this.experiment, this.#timeline.seed, params, [], this.budget);
    } catch (error) {
      return { ok: false, error: describeFault(error, "set") };
    }
    this.#timeline = timeline;
    this.#seek = null;
    this.#damaged = false;
    this.#epoch++;
    this.#version++;
    const { endStep } = timeline;
    if (this.keepsPlace && (endStep !== null || wanted <= KEPT_PLACE_STEPS)) {
      const place = toEnd && endStep !== null ? endStep : wanted;
      this.seek(place, { history: Number.POSITIVE_INFINITY });
    }
    return ok({ ...this.#applied([]), opened: this.opened() });
  }

  /** What reproduces the run up to here and on. */
  record(): SessionRecord {
    const { initial, seed, log } = this.#timeline;
    const step = this.#seek?.target ?? this.step;
    return { format: 1, experiment: this.experiment.id, params: initial, seed, log: [...log], step };
  }

  checkpoint(): Checkpoint {
    const { step, commands, block, plain } = this.#timeline.snapshot();
    return { step, commands, block, plain };
  }

  /** SHA-256 of the state block and the plain state, hexadecimal. */
  digest(): Promise<Result<string>> {
    return digestOf(this.#timeline.arena.state(), this.#timeline.plain());
  }
}
