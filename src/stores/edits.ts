import { presetParams } from "../../workers/params/presets";
import { applyEdits } from "../../workers/params/record";
import { changedPaths, getParam, isLive, sameValue, specOf } from "../../workers/params/validate";
import type { Applied, ParamValue, Result, SimError } from "../../workers/protocol";
import { ok } from "../../workers/protocol";
import type { ParamEdit } from "../views/_view";
import { refusesEdits, refusesPart } from "./classroom";
import { currentReading } from "./feed";
import { type Deed, deedOf, type Gesture, linkEdit, newGesture, noteUndone, useHistory } from "./history";
import { type EditStep, type LabState, useLab } from "./labStore";
import { notifyError } from "./notices";
import { adoptApplied, client, confirmedParams, openDeclaration } from "./session";
import { withEdits } from "./tree";

/**
 * Parameter edits. A drag sends at most one command per animation frame and never a second one before the first was
 * answered; its release makes one undo step. A refused value goes to its field, and the last good one keeps running.
 */

const UNDO_STEPS = 100;

/** Edits that the worker has not been asked for yet, by path. */
const unsent = new Map<string, ParamValue>();
/** Values at the start of the gesture under way, by path. */
const gesture = new Map<string, ParamValue>();
let sending: Promise<Result<Applied | null>> = Promise.resolve(ok(null));
let busy = false;
let frame: number | null = null;
/** What the edits of the gesture under way go down as in the history. */
let hand: Gesture = newGesture();

const asEdits = (values: ReadonlyMap<string, ParamValue>): ParamEdit[] =>
  [...values].map(([path, value]) => ({ path, value }));

function stage(edits: readonly ParamEdit[]): void {
  const { params, fieldErrors } = useLab.getState();
  for (const { path, value } of edits) {
    const before = getParam(params, path);
    if (before !== undefined && !gesture.has(path)) gesture.set(path, before);
    unsent.set(path, value);
  }
  const paths = new Set(edits.map((edit) => edit.path));
  useLab.setState({
    params: withEdits(params, edits),
    fieldErrors: Object.fromEntries(Object.entries(fieldErrors).filter(([path]) => !paths.has(path))),
  });
}

function endGesture(): EditStep {
  const { params } = useLab.getState();
  const before = asEdits(gesture).filter(({ path, value }) => !sameValue(value, getParam(params, path)));
  const after = before.map(({ path, value }) => ({ path, value: getParam(params, path) ?? value }));
  gesture.clear();
  return { before, after };
}

/** A preview is sent only if it takes effect at the next step, or if the rebuild it causes is meant to be watched. */
function worthPreviewing(edits: readonly ParamEdit[]): boolean {
  const { params } = useLab.getState();
  const declaration = openDeclaration();
  if (declaration === null) return false;
  if (declaration.keepsPlace?.(params as never)) return true;
  return edits.every(({ path }) => {
    const spec = specOf(declaration.schema, path);
    return spec !== undefined && isLive(spec, params);
  });
}

function refuse(error: SimError, edits: readonly ParamEdit[]): void {
  const { fieldErrors } = useLab.getState();
  const atField = error.kind === "value" && edits.some((edit) => edit.path === error.path);
  if (atField) useLab.setState({ fieldErrors: { ...fieldErrors, [error.path]: error } });
  else notifyError(error, "error.edit");
}

async function send(by: Gesture): Promise<Result<Applied | null>> {
  if (unsent.size === 0) return ok(null);
  const edits = asEdits(unsent);
  unsent.clear();
  const [first] = edits;
  const result =
    edits.length === 1 && first !== undefined
      ? await client().set(first.path, first.value)
      : await client().setAll(edits);
  if (result.ok) {
    adoptApplied(result.value, by);
    useLab.setState({ params: withEdits(confirmedParams(), asEdits(unsent)) });
  } else {
    useLab.setState({ params: withEdits(confirmedParams(), asEdits(unsent)) });
    refuse(result.error, edits);
  }
  return result;
}

/** Sends what is unsent once the command under way was answered. */
function flush(by: Gesture = hand): Promise<Result<Applied | null>> {
  busy = true;
  const mine = sending
    .then(() => send(by))
    .finally(() => {
      if (sending === mine) busy = false;
    });
  sending = mine;
  return mine;
}

function flushNextFrame(): void {
  if (frame !== null) return;
  frame = requestAnimationFrame(() => {
    frame = null;
    if (unsent.size === 0) return;
    if (busy) flushNextFrame();
    else void flush();
  });
}

/**
 * Changes parameters: `preview` while something is being dragged, `commit` when it is let go or was typed.
 *
 * @param part whose edit it is, where a class has that part as a whole or not at all
 * @returns true when the worker took a committed edit over; a preview answers at once.
 */
export async function edit(
  edits: readonly ParamEdit[],
  phase: "preview" | "commit",
  part?: "presets",
): Promise<boolean> {
  const declaration = openDeclaration();
  const { params, phase: opened } = useLab.getState();
  if (declaration === null || opened !== "open") return false;
  if (part === undefined ? refusesEdits(edits) : refusesPart(part)) return false;
  // A value that the worker would refuse must not reach the views, not even for the moment until its answer.
  const checked = applyEdits(declaration, params, edits);
  if (!checked.ok) {
    refuse(checked.error, edits);
    return false;
  }
  stage(edits);
  if (phase === "preview") {
    if (worthPreviewing(edits)) flushNextFrame();
    return true;
  }
  const step = endGesture();
  // At once, so that an undo that follows on its heels finds it; a refusal takes it away again.
  if (step.before.length > 0) {
    useLab.setState(({ past }) => ({ past: [...past, step].slice(-UNDO_STEPS), future: [] }));
  }
  const by = hand;
  hand = newGesture();
  const result = await flush(by);
  if (result.ok) linkEdit(by.id, step);
  else useLab.setState(({ past }) => ({ past: past.filter((other) => other !== step) }));
  return result.ok;
}

/** Commits what the previews of a parameter have led to. */
export async function settle(path: string): Promise<void> {
  const value = getParam(useLab.getState().params, path);
  if (value !== undefined) await edit([{ path, value }], "commit");
}

/** Forgets edits of a session that is gone. */
export function dropEdits(): void {
  unsent.clear();
  gesture.clear();
  if (frame !== null) cancelAnimationFrame(frame);
  frame = null;
}

/** Moves along the undo history at once, so that the next key press finds it moved; a refusal moves back. */
async function travel(
  step: EditStep,
  via: "undo" | "redo",
  moved: Pick<LabState, "past" | "future">,
  ahead: Deed["log"],
): Promise<void> {
  const { past, future } = useLab.getState();
  const by = newGesture(via);
  useLab.setState(moved);
  gesture.clear();
  let took: Result<Applied | null>;
  if (ahead === null) {
    stage(via === "undo" ? step.before : step.after);
    gesture.clear();
    took = await flush(by);
  } else {
    took = await client().forget(ahead.at);
    if (took.ok && took.value !== null) adoptApplied(took.value, by);
  }
  if (took.ok) noteUndone(step, via === "undo" ? currentReading().step : null);
  else useLab.setState({ past, future });
}

/** Where in the log an edit lies that the run is before, after a way back: there is nothing to set, only to drop. */
function logAhead(step: EditStep): Deed["log"] {
  const deed = deedOf(step);
  return deed !== undefined && deed.step > currentReading().step ? deed.log : null;
}

/**
 * Takes the last edit of parameters back; time goes on.
 *
 * @returns the interventions that were made since and stay
 */
export async function undo(): Promise<readonly Deed[]> {
  const { past, future } = useLab.getState();
  const step = past.at(-1);
  if (step === undefined) return [];
  const { deeds } = useHistory.getState();
  const since = deeds.slice(deeds.findIndex((deed) => deed.edit === step) + 1);
  await travel(step, "undo", { past: past.slice(0, -1), future: [step, ...future] }, logAhead(step));
  return since.filter((deed) => deed.act !== null && deed.log !== null);
}

export async function redo(): Promise<void> {
  const { past, future } = useLab.getState();
  const [step, ...rest] = future;
  if (step !== undefined) await travel(step, "redo", { past: [...past, step], future: rest }, null);
}

/** Takes edits back, the last one first, down to this one. */
export async function undoTo(step: EditStep): Promise<void> {
  while (useLab.getState().past.includes(step)) {
    const { past } = useLab.getState();
    await undo();
    if (useLab.getState().past.length >= past.length) return;
  }
}

/** The edits that lead from the present parameters to a preset; empty where the preset is what runs. */
export function presetEdits(id: string): ParamEdit[] {
  const { params } = useLab.getState();
  const declaration = openDeclaration();
  if (declaration === null || !Object.hasOwn(declaration.presets, id)) return [];
  const target = presetParams(declaration, id);
  return changedPaths(declaration.schema, params, target).flatMap((path) => {
    const value = getParam(target, path);
    return value === undefined ? [] : [{ path, value }];
  });
}

/** Sets all parameters to those of a preset, as one undo step. */
export async function applyPreset(id: string): Promise<boolean> {
  const edits = presetEdits(id);
  return edits.length === 0 || edit(edits, "commit", "presets");
}

/** Back to the default, as one undo step. */
export async function restoreDefault(path: string): Promise<void> {
  const declaration = openDeclaration();
  const spec = declaration === null ? undefined : specOf(declaration.schema, path);
  if (spec !== undefined) await edit([{ path, value: spec.default }], "commit");
}

/** Forgets that a value was refused, e.g. when its text was taken back. */
export function forgetError(path: string): void {
  const { fieldErrors } = useLab.getState();
  if (!Object.hasOwn(fieldErrors, path)) return;
  useLab.setState({ fieldErrors: Object.fromEntries(Object.entries(fieldErrors).filter(([other]) => other !== path)) });
}
