import build from "virtual:build";
import type { ChannelSource, DataContext, RunnableExperiment, Simulation } from "../experiments/_experiment";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { editEnd, MAX_STEP } from "../params/record";
import { changedPaths, setParam } from "../params/validate";
import {
  type ChannelSpecs,
  type Checkpoint,
  type Command,
  fail,
  type NirGraph,
  type ParamTree,
  SimFault,
} from "../protocol";
import type { Assets } from "./assets";
import { type Snapshot, SnapshotRing } from "./snapshots";

interface Built {
  readonly arena: Arena;
  readonly simulation: Simulation;
}

function construct(experiment: RunnableExperiment, seed: number, params: ParamTree, assets: Assets): Built {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const context: DataContext = { kernel, arena, seed, asset: (value, read) => assets.read(value, read) };
  return { arena, simulation: experiment.build(context, params) };
}

/**
 * One run from its seed: the simulation, the log that leads along it and the snapshots that lead back. Between two
 * calls every log entry stamped at or before the present step has taken effect, and none stamped later.
 */
export class Timeline {
  #built: Built;
  #params: ParamTree;
  #specs: ChannelSpecs;
  #log: Command[];
  #applied = 0;
  readonly #ring: SnapshotRing;

  /**
   * Builds the simulation at step 0.
   *
   * @throws SimFault with kind "capacity" when it does not fit, "missing" when a data file is not here
   */
  constructor(
    readonly experiment: RunnableExperiment,
    readonly seed: number,
    readonly initial: ParamTree,
    log: readonly Command[],
    budget: number,
    private readonly assets: Assets,
  ) {
    this.#built = construct(experiment, seed, initial, assets);
    this.#params = initial;
    this.#specs = experiment.channels(initial);
    this.#log = [...log];
    this.#ring = new SnapshotRing(budget);
    this.remember();
    this.#applyDue();
  }

  get step(): number {
    return this.#built.simulation.step;
  }

  get endStep(): number | null {
    return this.#built.simulation.endStep;
  }

  /** Last step that the run can reach; without an end of its own, the last one that a stamp can hold. */
  get lastStep(): number {
    return Math.min(this.endStep ?? MAX_STEP, MAX_STEP);
  }

  get params(): ParamTree {
    return this.#params;
  }

  get specs(): ChannelSpecs {
    return this.#specs;
  }

  get log(): readonly Command[] {
    return this.#log;
  }

  /** Number of log entries that have taken effect. */
  get applied(): number {
    return this.#applied;
  }

  get arena(): Arena {
    return this.#built.arena;
  }

  get channels(): Readonly<Record<string, ChannelSource>> {
    return this.#built.simulation.channels;
  }

  plain(): string {
    return this.#built.simulation.plain();
  }

  nir(): NirGraph | null {
    return this.#built.simulation.nir?.() ?? null;
  }

  clearChannels(): void {
    for (const channel of Object.values(this.channels)) channel.clear();
  }

  /** Goes up to `n` steps ahead, applying the log on the way. @returns the steps taken, fewer at the end of the run */
  advance(n: number): number {
    const start = this.step;
    const target = Math.min(start + n, this.lastStep);
    while (this.step < target) {
      const before = this.step;
      const until = Math.min(target, this.#log[this.#applied]?.step ?? target);
      this.#built.simulation.advance(until - before);
      if (this.step !== until) {
        throw new SimFault(
          fail("internal", "", `asked to go to step ${until}, the simulation went to ${this.step}`).error,
        );
      }
      this.#applyDue();
    }
    return this.step - start;
  }

  /** Lets live parameters take effect now; not yet in the log. @returns true when the channel specs changed */
  update(params: ParamTree, paths: readonly string[]): boolean {
    this.#built.simulation.update(params, paths);
    this.#params = params;
    const specs = this.experiment.channels(params);
    if (JSON.stringify(specs) === JSON.stringify(this.#specs)) return false;
    this.#specs = specs;
    return true;
  }

  act(name: string, args: ParamTree): void {
    this.#built.simulation.act(name, args);
  }

  /**
   * Logs commands that took effect at the present step. What the log held for later steps is dropped, and with it the
   * snapshots of that future: it was rewritten.
   *
   * @returns the number of earlier entries that stay
   */
  append(commands: readonly Command[]): number {
    const kept = this.#applied;
    this.#log.length = kept;
    this.#ring.truncate(this.step, kept);
    this.#log.push(...commands);
    this.#applied = this.#log.length;
    return kept;
  }

  /** A copy of the present state. */
  snapshot(): Snapshot {
    return {
      step: this.step,
      commands: this.#applied,
      params: this.#params,
      block: this.arena.snapshot(),
      plain: this.plain(),
    };
  }

  /** Drops the log from entry `kept` on, and the snapshots that depend on it. The caller goes to where that holds. */
  cut(kept: number): void {
    const first = this.#log[kept];
    if (first === undefined) return;
    this.#log.length = kept;
    this.#ring.truncate(first.step, kept);
  }

  /**
   * Keeps a snapshot of the present state, as the memory budget allows.
   *
   * @returns the snapshot, or undefined where it is too large
   */
  remember(): Snapshot | undefined {
    if (this.arena.stateBytes > this.#ring.budget) return undefined;
    const snapshot = this.snapshot();
    this.#ring.add(snapshot);
    return snapshot;
  }

  /** Keeps a snapshot that `remember` gave, in case it was given up since; the log it depends on must be unchanged. */
  keep(snapshot: Snapshot): void {
    if (this.#ring.before(snapshot.step) !== snapshot) this.#ring.add(snapshot);
  }

  /** A copy of the present state for elsewhere, e.g. for the worker that takes the place of this one. */
  checkpoint(): Checkpoint {
    const { step, commands, block, plain } = this.snapshot();
    return { step, commands, block, plain, build };
  }

  /**
   * Keeps a snapshot from elsewhere, e.g. of a worker that crashed.
   *
   * @returns false when it cannot belong to this run; the run is replayed instead
   */
  offer(checkpoint: Checkpoint): boolean {
    const { step, commands, block, plain } = checkpoint;
    const fits =
      checkpoint.build === build &&
      block instanceof ArrayBuffer &&
      block.byteLength === this.arena.stateBytes &&
      typeof plain === "string" &&
      Number.isSafeInteger(step) &&
      step >= 0 &&
      step <= this.lastStep &&
      Number.isSafeInteger(commands) &&
      commands >= 0 &&
      commands <= this.#log.length &&
      (this.#log[commands - 1]?.step ?? 0) <= step &&
      step <= (this.#log[commands]?.step ?? step);
    if (fits) this.#ring.add({ step, commands, block, plain, params: this.#paramsAfter(commands) });
    return fits;
  }

  /** The last snapshot at or before `step`. */
  before(step: number): Snapshot | undefined {
    return this.#ring.before(step);
  }

  /** The first snapshot in the `reach` steps before `step`, or else the last one before them. */
  within(step: number, reach: number): Snapshot | undefined {
    return this.#ring.within(step, reach);
  }

  /** Parameters that hold at `step` once its log entries have taken effect. */
  paramsAt(step: number): ParamTree {
    return this.#paramsAfter(this.#log.filter((entry) => entry.step <= step).length);
  }

  /**
   * Restores a snapshot. One that the simulation cannot read is dropped, and the nearest readable one before it taken;
   * without any the simulation is built anew.
   *
   * @param anew builds the simulation first, because it may have been damaged
   */
  goTo(snapshot: Snapshot | undefined, anew = false): void {
    if (anew || snapshot === undefined) {
      this.#built = construct(this.experiment, this.seed, this.initial, this.assets);
      this.#takeOver(this.initial, 0);
    }
    if (snapshot !== undefined) {
      try {
        this.#restore(snapshot);
      } catch {
        this.#ring.drop(snapshot);
        this.goTo(this.#ring.before(snapshot.step), true);
        return;
      }
    }
    this.#applyDue();
  }

  #restore(snapshot: Snapshot): void {
    const paths = changedPaths(this.experiment.schema, this.#params, snapshot.params);
    // Coefficients first: what they change of the state is overwritten next.
    if (paths.length > 0) this.#built.simulation.update(snapshot.params, paths);
    this.arena.restore(snapshot.block);
    this.#built.simulation.restore(snapshot.plain);
    if (this.step !== snapshot.step) {
      throw new SimFault(
        fail("file", "checkpoint", `the saved state is of step ${this.step}, not ${snapshot.step}`).error,
      );
    }
    this.#takeOver(snapshot.params, snapshot.commands);
  }

  #takeOver(params: ParamTree, applied: number): void {
    this.#params = params;
    this.#specs = this.experiment.channels(params);
    this.#applied = applied;
  }

  #applyDue(): void {
    for (
      let next = this.#log[this.#applied];
      next !== undefined && next.step <= this.step;
      next = this.#log[this.#applied]
    ) {
      const end = editEnd(this.#log, this.#applied);
      if (next.type === "act") {
        this.act(next.name, next.args);
      } else {
        const params = this.#paramsAfter(end, this.#applied, this.#params);
        const paths = changedPaths(this.experiment.schema, this.#params, params);
        if (paths.length > 0) this.update(params, paths);
      }
      this.#applied = end;
    }
  }

  #paramsAfter(commands: number, from = 0, start = this.initial): ParamTree {
    return this.#log.slice(from, commands).reduce((tree, entry) => {
      if (entry.type !== "set") return tree;
      const next = setParam(this.experiment.schema, tree, entry.path, entry.value);
      if (!next.ok) throw new SimFault(next.error);
      return next.value;
    }, start);
  }
}
