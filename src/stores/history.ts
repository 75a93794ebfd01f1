import { create } from "zustand";
import type { ExperimentId } from "../../workers/catalog";
import { editEnd } from "../../workers/params/record";
import { changedPaths, getParam, parseParams, sameValue, setParam } from "../../workers/params/validate";
import type { Applied, Command, OpenRequest, ParamTree, ParamValue } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { type EditStep, useLab } from "./labStore";

/**
 * What was done to the run, in the order in which it was done: edits of parameters and interventions. The worker's log is
 * what counts for the run; this says where in it each deed stands, and keeps those too that the run has lost.
 */

export interface ValueChange {
  readonly path: string;
  readonly before: ParamValue;
  readonly after: ParamValue;
}

export interface Deed {
  readonly id: number;
  /** "earlier": it was in the log with which the run was opened. */
  readonly via: "hand" | "undo" | "redo" | "earlier";
  /** Step at which it took effect. */
  readonly step: number;
  /** Its first entry in the log and how many there are; null where the log has none of it. */
  readonly log: { readonly at: number; readonly count: number } | null;
  /** Why the log has none: later edits took its place, or the run was built or opened anew. */
  readonly lost: "rewritten" | "left" | null;
  /** Of an edit; empty for an intervention. */
  readonly changes: readonly ValueChange[];
  readonly act: { readonly name: string; readonly args: ParamTree } | null;
  /** The step of the undo history that takes it back. */
  readonly edit: EditStep | null;
  /** Step at which it was taken back. */
  readonly undoneAt: number | null;
  /** Number of the gesture that it came from. */
  readonly gesture: number;
}

/** Edits that belong to one gesture are one deed. */
export interface Gesture {
  readonly via: Deed["via"];
  readonly id: number;
}

interface HistoryState {
  readonly deeds: readonly Deed[];
}

const MOST_DEEDS = 500;

export const useHistory = create<HistoryState>()(() => ({ deeds: [] }));

let nextId = 1;
let gestureCount = 0;

export const newGesture = (via: Gesture["via"] = "hand"): Gesture => ({ via, id: ++gestureCount });

const setDeeds = (deeds: readonly Deed[]): void => useHistory.setState({ deeds: deeds.slice(-MOST_DEEDS) });

/** Later values of the same paths join earlier ones; what ends where it began is no change. */
function joined(earlier: readonly ValueChange[], later: readonly ValueChange[]): ValueChange[] {
  const paths = [...new Set([...earlier, ...later].map(({ path }) => path))];
  return paths.flatMap((path) => {
    const first = earlier.find((change) => change.path === path);
    const last = later.find((change) => change.path === path);
    const { before } = (first ?? last) as ValueChange;
    const { after } = (last ?? first) as ValueChange;
    return sameValue(before, after) ? [] : [{ path, before, after }];
  });
}

function changesBetween(experiment: ExperimentId, before: ParamTree, after: ParamTree): ValueChange[] {
  return changedPaths(EXPERIMENTS[experiment].schema, before, after).flatMap((path) => {
    const [old, now] = [getParam(before, path), getParam(after, path)];
    return old === undefined || now === undefined ? [] : [{ path, before: old, after: now }];
  });
}

/** The log now ends after its first `kept` entries. */
const cut = (deeds: readonly Deed[], kept: number): readonly Deed[] =>
  deeds.map((deed) => {
    if (deed.log === null || deed.log.at + deed.log.count <= kept) return deed;
    if (deed.log.at >= kept) return { ...deed, log: null, lost: "rewritten" };
    return { ...deed, log: { at: deed.log.at, count: kept - deed.log.at } };
  });

const left = (deeds: readonly Deed[]): readonly Deed[] =>
  deeds.map((deed) => (deed.log === null && deed.lost !== null ? deed : { ...deed, log: null, lost: "left" }));

/**
 * Takes the answer to a command down.
 *
 * @param before parameters before it
 * @param step where the run was
 */
export function noteApplied(applied: Applied, before: ParamTree, step: number, gesture: Gesture): void {
  const { experiment } = useLab.getState();
  if (experiment === null) return;
  const { kept, logged, opened } = applied;
  const { deeds } = useHistory.getState();
  const rest = opened === undefined ? cut(deeds, kept) : left(deeds);
  const first = logged[0];
  const changes = changesBetween(experiment, before, applied.params);
  if (opened === undefined && first === undefined) {
    if (rest.some((deed, i) => deed !== deeds[i])) setDeeds(rest);
    return;
  }
  const last = rest.at(-1);
  if (last?.gesture === gesture.id) {
    const log = last.log === null ? null : { at: last.log.at, count: last.log.count + logged.length };
    const grown: Deed = { ...last, log, lost: log === null ? last.lost : null, changes: joined(last.changes, changes) };
    setDeeds([...rest.slice(0, -1), grown]);
    return;
  }
  const deed: Deed = {
    id: nextId++,
    via: gesture.via,
    step: opened === undefined ? applied.step : step,
    log: opened === undefined ? { at: kept, count: logged.length } : null,
    lost: opened === undefined ? null : "left",
    changes: first?.type === "act" ? [] : changes,
    act: first?.type === "act" ? { name: first.name, args: first.args } : null,
    edit: null,
    undoneAt: null,
    gesture: gesture.id,
  };
  setDeeds([...rest, deed]);
}

/** The deeds of a gesture are taken back by this step of the undo history. */
export function linkEdit(gesture: number, edit: EditStep): void {
  setDeeds(
    useHistory
      .getState()
      .deeds.map((deed) => (deed.gesture === gesture && deed.act === null ? { ...deed, edit } : deed)),
  );
}

/** An edit was taken back at a step, or made again. */
export const noteUndone = (edit: EditStep, undoneAt: number | null): void =>
  setDeeds(useHistory.getState().deeds.map((deed) => (deed.edit === edit ? { ...deed, undoneAt } : deed)));

export const deedOf = (edit: EditStep): Deed | undefined =>
  useHistory.getState().deeds.findLast((deed) => deed.edit === edit);

/** The run was opened anew. Deeds of another experiment are forgotten; those of this one stay, as parts of a run that was left. */
export function noteOpened(experiment: ExperimentId, same: boolean, request: Omit<OpenRequest, "experiment">): void {
  const before = same ? left(useHistory.getState().deeds) : [];
  setDeeds([...before, ...deedsOfLog(experiment, request.params, request.log ?? [])]);
}

/** Deeds that a log tells of, edit by edit. A log that the worker refuses gives none. */
function deedsOfLog(experiment: ExperimentId, start: unknown, log: readonly Command[]): Deed[] {
  const declaration = EXPERIMENTS[experiment];
  const parsed = parseParams(declaration, start);
  if (!parsed.ok || !Array.isArray(log)) return [];
  const deeds: Deed[] = [];
  let params = parsed.value;
  for (let at = 0, end = 0; at < log.length; at = end) {
    end = editEnd(log, at);
    const first = log[at] as Command;
    const before = params;
    for (const entry of log.slice(at, end)) {
      if (entry.type !== "set") continue;
      const next = setParam(declaration.schema, params, entry.path, entry.value);
      if (!next.ok) return deeds;
      params = next.value;
    }
    deeds.push({
      id: nextId++,
      via: "earlier",
      step: first.step,
      log: { at, count: end - at },
      lost: null,
      changes: changesBetween(experiment, before, params),
      act: first.type === "act" ? { name: first.name, args: first.args } : null,
      edit: null,
      undoneAt: null,
      gesture: 0,
    });
  }
  return deeds;
}

/** Keeps the history and the undo steps as they are now; the answer brings them back, for a run that is gone back to. */
export function keepHistory(): () => void {
  const { deeds } = useHistory.getState();
  const { past, future } = useLab.getState();
  return () => {
    useHistory.setState({ deeds });
    useLab.setState({ past, future });
  };
}
