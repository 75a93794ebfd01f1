import type { ChannelSource, RunnableExperiment } from "../experiments/_experiment";
import { digestOf } from "../params/digest";
import { shown } from "../params/json";
import { allLive, applyEdits, findExperiment, parseAction, parseLog, parseSeed, parseStep } from "../params/record";
import { changedPaths, getParam, parseParams } from "../params/validate";
import {
  type Applied,
  type ChannelSpecs,
  type Checkpoint,
  type Command,
  type EventQuery,
  type Found,
  fail,
  type NirGraph,
  type Opened,
  type OpenRequest,
  ok,
  type ParamTree,
  type ParamValue,
  type Result,
  type SessionRecord,
  SimFault,
} from "../protocol";
import { Assets } from "./assets";
import { describeFault } from "./faults";
import { parseQuery, Search } from "./search";
import type { Snapshot } from "./snapshots";
import { Timeline } from "./timeline";

export interface SessionOptions {
  readonly experiments: Readonly<Record<string, RunnableExperiment>>;
  /** Most bytes that snapshots may hold. */
  readonly snapshotBudget?: number;
  /** Data files that parameters may name. */
  readonly assets?: Assets;
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
  /** It leads back to where a search began, and must not end elsewhere. */
  readonly homing?: true;
}

/** A search under way. Until it is done the run counts as being where it began. */
interface Quest {
  readonly search: Search;
  readonly then: SeekOptions;
  /** The state where it began; undefined where that is too large to be kept. */
  readonly home: Snapshot | undefined;
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
  #quest: Quest | null = null;
  #found: Found = { event: null, looked: 0 };
  #walked = 0;
  #damaged = false;

  private constructor(
    timeline: Timeline,
    private readonly budget: number,
    private readonly assets: Assets,
    epoch: number,
  ) {
    this.#timeline = timeline;
    this.#epoch = epoch;
  }

  /** Checks the whole request, builds, and leaves a seek under way when the request begins later than step 0. */
  static open(request: OpenRequest, options: SessionOptions): Result<Session> {
    const experiment = findExperiment(options.experiments, request.experiment);
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
      const assets = options.assets ?? new Assets();
      const timeline = new Timeline(experiment.value, seed.value, params.value, log.value, budget, assets);
      const session = new Session(timeline, budget, assets, options.epoch ?? 0);
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
    if (this.#quest !== null) return this.#quest.search.progress;
    const { origin, target } = this.#seek;
    return target === origin ? 1 : Math.max(0, (this.step - origin) / (target - origin));
  }

  get seeking(): boolean {
    return this.#seek !== null;
  }

  /** Steps that were simulated so far, those of replays included. */
  get walked(): number {
    return this.#walked;
  }

  /** True while an event is being looked for; the seek that follows is none. */
  get searching(): boolean {
    return this.#quest !== null;
  }

  /** Outcome of the last search that came to an end. */
  get found(): Found {
    return this.#found;
  }

  opened(): Opened {
    const { arena, endStep, specs, seed } = this.#timeline;
    const clock = this.experiment.clock?.(this.params as never);
    return {
      experiment: this.experiment.id,
      params: this.params,
      seed,
      stepMs: this.stepMs,
      ...(clock === undefined ? {} : { clock }),
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
      const taken = this.#timeline.advance(n);
      this.#walked += taken;
      return taken;
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

  /** Begins to go to a step; `replay` finishes it. A seek or search under way is given up. */
  seek(step: number, { history = 0, reach = Number.POSITIVE_INFINITY }: SeekOptions = {}): void {
    this.#quest = null;
    const target = Math.max(0, Math.min(step, this.#timeline.lastStep));
    const from = Math.max(0, target - history);
    const early = this.#timeline.before(from);
    const start = early !== undefined && target - early.step <= reach ? early : this.#timeline.within(target, reach);
    const border = Math.max(from, start?.step ?? 0);
    // What lies between is shorter from here than from any snapshot.
    const goesOn = !this.#damaged && this.step <= border && this.step >= (start?.step ?? 0);
    if (!goesOn) this.#restore(start);
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
    while (this.#quest !== null) {
      const { search } = this.#quest;
      if (search.done) this.#endQuest(search.outcome);
      else if (left <= 0) return false;
      else left -= search.look(left);
    }
    for (let seek = this.#seek; seek !== null; seek = this.#seek) {
      const silent = this.step < seek.recordFrom;
      if (this.step >= seek.target || this.ended) this.#endSeek();
      else if (left <= 0) return false;
      else left -= this.#go(Math.min(left, (silent ? seek.recordFrom : seek.target) - this.step));
      if (silent) this.#timeline.clearChannels();
    }
    return true;
  }

  /** Gives a seek up and stays where it got to; of a search, begins to go back to where it began. */
  cancelSeek(): void {
    if (this.#quest !== null) this.giveUp();
    else if (this.#seek?.homing) this.seek(this.#seek.target);
    else if (this.#seek !== null) this.#endSeek();
  }

  /**
   * Begins to look for an event and then to go there, or back to the present step when there is none; `replay` finishes
   * both, and then `found` tells the outcome.
   *
   * @param then how the seek that follows records
   * @param bound most steps to look at ahead
   */
  find(query: EventQuery, then: SeekOptions = {}, bound = Number.POSITIVE_INFINITY): Result<void> {
    const checked = parseQuery(this.specs, query);
    if (!checked.ok) return checked;
    if (this.#seek !== null) return fail("state", "find", "a seek is under way");
    const home = this.#timeline.remember();
    const { step } = this;
    const search = new Search(this.#walkable(), checked.value, bound);
    this.#seek = { origin: step, target: step, recordFrom: step };
    this.#quest = { search, then, home };
    return ok(undefined);
  }

  /** Ends a search where nothing was found so far. */
  giveUp(): void {
    if (this.#quest !== null) this.#endQuest({ ...this.#quest.search.outcome, found: null });
  }

  #walkable() {
    const session = this;
    return {
      get step() {
        return session.step;
      },
      get lastStep() {
        return session.#timeline.lastStep;
      },
      restart: (step: number) => session.#restore(session.#timeline.before(step)),
      walk: (n: number) => session.#go(n),
      events(channel: string) {
        const source = session.channels[channel];
        const data = source?.happened === undefined ? source?.take() : undefined;
        const spikes = data?.kind === "spikes" ? { steps: data.steps, rows: data.neurons } : null;
        const events = source?.happened?.() ?? spikes;
        session.clearChannels();
        return events;
      },
    };
  }

  /** Goes to a snapshot, or to step 0 where there is none; in a kernel of its own when this one is damaged. */
  #restore(snapshot: Snapshot | undefined): void {
    const { params } = this;
    this.#timeline.goTo(snapshot, this.#damaged);
    this.#damaged = false;
    if (this.params !== params) this.#version++;
  }

  #endQuest({ found, looked }: Search["outcome"]): void {
    const quest = this.#quest as Quest;
    this.#found = { event: found, looked };
    this.#comeHome(quest);
    this.seek(found?.step ?? quest.search.origin, quest.then);
    if (found === null && this.#seek !== null) this.#seek = { ...this.#seek, homing: true };
  }

  /** What the search remembered on its way may have taken the place of where it began. */
  #comeHome({ home }: Quest): void {
    if (home !== undefined) this.#timeline.keep(home);
  }

  #endSeek(): void {
    this.#seek = null;
    this.#epoch++;
  }

  /** After an exception: goes back to the last good snapshot, in a kernel of its own. */
  repair(): void {
    const quest = this.#quest;
    if (quest !== null) this.#comeHome(quest);
    this.#seek = null;
    this.#quest = null;
    this.#timeline.goTo(this.#timeline.before(quest?.search.origin ?? this.step), true);
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

  /**
   * Drops the log from entry `kept` on; begins to go back to the step of the first entry dropped where the run is further.
   */
  forget(kept: number, then: SeekOptions = {}): Result<Applied> {
    const { log } = this.#timeline;
    if (!Number.isSafeInteger(kept) || kept < 0 || kept > log.length) {
      return fail("value", "forget", `the log has ${log.length} entries, got ${shown(kept)}`);
    }
    if (this.#seek !== null) return fail("state", "forget", "a seek is under way");
    const first = log[kept];
    if (first === undefined) return ok(this.#applied([]));
    if (first.type === "set" && first.joins === true) {
      return fail("value", "forget", `log entry ${kept + 1} belongs to the edit of the entry before`);
    }
    const undone = kept < this.#timeline.applied;
    this.#timeline.cut(kept);
    // The state holds what was dropped: it is replayed without.
    if (undone) {
      this.#restore(this.#timeline.before(first.step));
      this.seek(first.step, then);
    }
    return ok(this.#applied([]));
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
      timeline = new Timeline(this.experiment, this.#timeline.seed, params, [], this.budget, this.assets);
    } catch (error) {
      return { ok: false, error: describeFault(error, "set") };
    }
    this.#timeline = timeline;
    this.#seek = null;
    this.#quest = null;
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
    return this.#timeline.checkpoint();
  }

  /**
   * The network as it is now in NIR's primitives.
   *
   * @throws SimFault when NIR has no primitives for it, or it is too large
   */
  nir(): NirGraph {
    const graph = this.#timeline.nir();
    if (graph === null) throw new SimFault(fail("state", "export", "NIR has no primitives for this set-up").error);
    return graph;
  }

  /** SHA-256 of the state block and the plain state, hexadecimal. */
  digest(): Promise<Result<string>> {
    return digestOf(this.#timeline.arena.state(), this.#timeline.plain());
  }
}
