import { createStore, del, entries, set } from "idb-keyval";
import { create } from "zustand";
import type { ExperimentId } from "../../workers/catalog";
import { applyEdits, parseRecord } from "../../workers/params/record";
import { changedPaths, parseParams } from "../../workers/params/validate";
import type { Checkpoint, ParamTree, SessionRecord } from "../../workers/protocol";
import { EXPERIMENTS, loadExperiments } from "../experiments/declarations";
import { translate } from "../i18n";

/**
 * Earlier runs by name. A run is kept as what reproduces it, so that the list costs next to nothing; all tabs share it, and
 * as every run has a key of its own no tab overwrites another's.
 */

export interface KeptRun {
  readonly id: string;
  readonly name: string;
  /** A person named it or asked for it: it is not given up for newer ones. */
  readonly wanted: boolean;
  readonly record: SessionRecord;
  /** Biological time in ms at which it was left. */
  readonly time: number;
  /** Wall time in ms since 1970. */
  readonly keptAt: number;
}

export interface RunsState {
  readonly runs: readonly KeptRun[];
  readonly loaded: boolean;
}

export const useRuns = create<RunsState>()(() => ({ runs: [], loaded: false }));

/** Runs that nobody asked to keep; of more the oldest go. */
const MAX_UNASKED = 20;
export const MAX_NAME = 80;

export interface RunShelf {
  entries(): Promise<readonly (readonly [unknown, unknown])[]>;
  set(id: string, run: KeptRun): Promise<void>;
  del(id: string): Promise<void>;
}

function deviceShelf(): RunShelf {
  const store = createStore("synaptarium-runs", "runs");
  return {
    entries: () => entries(store),
    set: (id, run) => set(id, run, store),
    del: (id) => del(id, store),
  };
}

let shelf: RunShelf | null = null;

/** Runs are kept here from now on, for tests. */
export function keepRunsOn(other: RunShelf): void {
  shelf = other;
  useRuns.setState({ runs: [], loaded: false });
}

const onDevice = (): RunShelf => {
  shelf ??= deviceShelf();
  return shelf;
};

/** Private windows and full disks make the page forget the runs when it is closed, nothing else. */
const quietly = (work: () => Promise<unknown>): void => {
  void Promise.resolve()
    .then(work)
    .catch(() => {});
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function readRun(id: unknown, value: unknown): KeptRun | null {
  if (typeof id !== "string" || !isObject(value)) return null;
  const { name, wanted, time, keptAt } = value;
  const record = parseRecord(EXPERIMENTS, value.record);
  if (!record.ok || typeof name !== "string" || typeof time !== "number" || typeof keptAt !== "number") return null;
  return { id, name: name.slice(0, MAX_NAME), wanted: wanted === true, time, keptAt, record: record.value };
}

const newestFirst = (runs: readonly KeptRun[]): readonly KeptRun[] => runs.toSorted((a, b) => b.keptAt - a.keptAt);

/** Brings in what the device holds, other tabs' runs too. */
export async function loadRuns(): Promise<void> {
  const before = new Map(useRuns.getState().runs.map((run) => [run.id, run]));
  let found: readonly (readonly [unknown, unknown])[] = [];
  try {
    found = await onDevice().entries();
    if (found.length > 0) await loadExperiments();
  } catch {
    useRuns.setState({ loaded: true });
    return;
  }
  const known = new Map(useRuns.getState().runs.map((run) => [run.id, run]));
  for (const [id, value] of found) {
    const run = readRun(id, value);
    // What was named, taken off or kept while the device was read is newer than what was found there.
    if (run !== null && known.get(run.id) === before.get(run.id)) known.set(run.id, run);
  }
  useRuns.setState({ runs: newestFirst([...known.values()]), loaded: true });
}

/** The next number that no run of the experiment has in its name. */
export function nextNumber(runs: readonly KeptRun[], experiment: string): number {
  const numbers = runs
    .filter(({ record }) => record.experiment === experiment)
    .map(({ name }) => Number(/\d+$/.exec(name)?.[0] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

/** Biological time in ms at the end of a record. */
const timeOf = (record: SessionRecord): number =>
  record.step * EXPERIMENTS[record.experiment as ExperimentId].stepMs(lastParams(record) as never);

const sameRun = (a: SessionRecord, b: SessionRecord): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * States at the ends of runs that this page has seen, so that going back to one need not replay it. They are not put on the
 * device, where another build of the lab might take them for its own.
 */
const checkpoints = new Map<string, Checkpoint>();
const MAX_CHECKPOINT_BYTES = 64 * 2 ** 20;

function remember(id: string, checkpoint: Checkpoint | undefined): void {
  checkpoints.delete(id);
  if (checkpoint === undefined) return;
  checkpoints.set(id, checkpoint);
  let bytes = 0;
  for (const [other, { block }] of [...checkpoints].reverse()) {
    bytes += block.byteLength;
    if (bytes > MAX_CHECKPOINT_BYTES) checkpoints.delete(other);
  }
}

/** A copy of the state at the end of a run, for as long as the page remembers it. */
export function checkpointOf({ id }: KeptRun): Checkpoint | undefined {
  const checkpoint = checkpoints.get(id);
  return checkpoint === undefined ? undefined : { ...checkpoint, block: checkpoint.block.slice(0) };
}

interface Keeping {
  readonly checkpoint?: Checkpoint;
  /** Whether a person asked for it. */
  readonly wanted?: boolean;
}

/** Keeps a run of the experiment that is open, once. */
export function keepRun(record: SessionRecord, { checkpoint, wanted = false }: Keeping = {}): KeptRun {
  const { runs } = useRuns.getState();
  const known = runs.find((run) => sameRun(run.record, record));
  if (known !== undefined) {
    if (wanted && !known.wanted) change({ ...known, wanted });
    return known;
  }
  const run: KeptRun = {
    id: crypto.randomUUID(),
    name: translate("runs.numbered", { number: nextNumber(runs, record.experiment) }),
    wanted,
    record,
    time: timeOf(record),
    keptAt: Date.now(),
  };
  remember(run.id, checkpoint);
  const stale = runs.filter((other) => !other.wanted).slice(MAX_UNASKED - 1);
  useRuns.setState({ runs: newestFirst([run, ...runs.filter((other) => !stale.includes(other))]) });
  quietly(() => Promise.all([onDevice().set(run.id, run), ...stale.map(({ id }) => onDevice().del(id))]));
  return run;
}

/** A kept run has gone on. */
export function extendRun(id: string, record: SessionRecord, checkpoint: Checkpoint): void {
  const run = useRuns.getState().runs.find((other) => other.id === id);
  if (run === undefined || record.step <= run.record.step) return;
  remember(id, checkpoint);
  change({ ...run, record, time: timeOf(record) });
}

function change(run: KeptRun): void {
  useRuns.setState(({ runs }) => ({ runs: runs.map((other) => (other.id === run.id ? run : other)) }));
  quietly(() => onDevice().set(run.id, run));
}

/** Names a run; an empty name leaves the old one. */
export function renameRun(id: string, name: string): void {
  const run = useRuns.getState().runs.find((other) => other.id === id);
  const text = name.trim().slice(0, MAX_NAME);
  if (run !== undefined && text !== "" && text !== run.name) change({ ...run, name: text, wanted: true });
}

/** Takes a run off the list. @returns what puts it back */
export function dropRun(id: string): () => void {
  const { runs } = useRuns.getState();
  const run = runs.find((other) => other.id === id);
  if (run === undefined) return () => {};
  useRuns.setState({ runs: runs.filter((other) => other !== run) });
  quietly(() => onDevice().del(id));
  return () => {
    useRuns.setState(({ runs: left }) => ({ runs: newestFirst([run, ...left]) }));
    quietly(() => onDevice().set(id, run));
  };
}

/** Parameters at the end of a recorded run. */
export function lastParams(record: SessionRecord): ParamTree {
  const experiment = EXPERIMENTS[record.experiment as ExperimentId];
  let params = record.params;
  for (let i = 0; i < record.log.length; i++) {
    const entry = record.log[i];
    if (entry?.type !== "set" || entry.step > record.step) continue;
    const joined = [entry];
    for (let next = record.log[i + 1]; next?.type === "set" && next.joins; next = record.log[++i + 1])
      joined.push(next);
    const applied = applyEdits(experiment, params, joined);
    if (applied.ok) params = applied.value;
  }
  return params;
}

/** Paths of the parameters in which two sets differ; of a set that is not valid none. */
export function differingPaths(experiment: ExperimentId, a: ParamTree, b: ParamTree): readonly string[] {
  const declaration = EXPERIMENTS[experiment];
  const [first, second] = [parseParams(declaration, a), parseParams(declaration, b)];
  return first.ok && second.ok ? changedPaths(declaration.schema, first.value, second.value) : [];
}
