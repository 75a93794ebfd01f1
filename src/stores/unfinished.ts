import { create } from "zustand";
import type { ExperimentId } from "../../workers/catalog";
import { isExperimentId } from "../../workers/outlines";
import { parseRecord, seedSchema } from "../../workers/params/record";
import { diffParams } from "../../workers/params/validate";
import type { RunClock } from "../../workers/protocol";
import { EXPERIMENTS, loadExperiments } from "../experiments/declarations";
import type { Left } from "../sim-client/autosave";
import { goBack, leaveRun, wayBack } from "./arrival";
import { dropEdits } from "./edits";
import { useLab } from "./labStore";
import { notify, notifyError } from "./notices";
import { autosave, isSaving } from "./saving";
import { failSession, openSession } from "./session";
import { askOpeningSpeed } from "./transport";
import { openDialog } from "./viewStore";

/** Runs that closed or crashed tabs have left behind, offered to a new tab. Taking one over copies it. */

export interface UnfinishedRun {
  readonly id: string;
  readonly experiment: ExperimentId;
  readonly seed: number;
  /** Time at its end, ms. */
  readonly time: number;
  /** How its steps are counted that are no spans of time. */
  readonly clock?: RunClock | undefined;
  /** Number of edits and interventions, edits of several parameters at once counted as one. */
  readonly changes: number;
  readonly savedAt: number;
  readonly told: boolean;
}

interface UnfinishedState {
  readonly runs: readonly UnfinishedRun[];
  /** True while the page asks about them. */
  readonly asking: boolean;
}

export const useUnfinished = create<UnfinishedState>()(() => ({ runs: [], asking: false }));

/** What can be had again by opening the experiment is no loss: a run counts once somebody did something in it. */
export function unfinishedRun({ id, record, savedAt, told }: Left): UnfinishedRun | null {
  const checked = parseRecord(EXPERIMENTS, record);
  if (!checked.ok || !isExperimentId(checked.value.experiment)) return null;
  const { experiment, params, seed, log, step } = checked.value;
  const declaration = EXPERIMENTS[experiment];
  const touched = Object.keys(diffParams(declaration.schema, params)).length > 0;
  if (step === 0 || (!touched && log.length === 0 && seed === seedSchema.parse(undefined))) return null;
  const time = step * declaration.stepMs(params as never);
  const clock = declaration.clock?.(params as never);
  const changes = log.filter((command) => !(command.type === "set" && command.joins)).length;
  return { id, experiment, seed, time, ...(clock !== undefined && { clock }), changes, savedAt, told };
}

async function findUnfinished(): Promise<readonly UnfinishedRun[]> {
  const left = await autosave().left();
  if (left.length > 0) await loadExperiments();
  const runs = left.flatMap((run) => unfinishedRun(run) ?? []);
  useUnfinished.setState({ runs });
  return runs;
}

/** Asks about runs that no tab has been asked about yet. */
export async function lookForUnfinished(): Promise<void> {
  const runs = await findUnfinished();
  if (runs.some(({ told }) => !told)) useUnfinished.setState({ runs: runs.filter(({ told }) => !told), asking: true });
}

/** Lists all of them, also those that were not wanted before. */
export async function listUnfinished(): Promise<void> {
  useUnfinished.setState({ asking: false });
  const runs = await findUnfinished();
  openDialog("unfinished");
  await autosave().tell(runs);
}

/** Asks no more; the runs stay where they are and can be listed for two weeks. */
export async function dismissUnfinished(): Promise<void> {
  const { runs } = useUnfinished.getState();
  useUnfinished.setState({ asking: false });
  await autosave().tell(runs);
}

/** Goes on with a copy of a run. */
export async function restoreUnfinished(run: UnfinishedRun): Promise<void> {
  await dismissUnfinished();
  openDialog(null);
  const saved = await autosave().copyOf(run.id);
  if (saved === null) {
    notify({ tone: "error", title: "unfinished.gone" });
    return;
  }
  const { experiment } = run;
  const left = await leaveRun();
  dropEdits();
  const error = await openSession(experiment, { ...saved.record, checkpoint: saved.checkpoint });
  if (error === "superseded") return;
  if (error !== null) {
    if (left === null || !(await goBack(left))) failSession(error);
    notifyError(error, "error.open");
    return;
  }
  askOpeningSpeed(experiment);
  if (isSaving()) await autosave().save(saved.record, saved.checkpoint);
  useLab.setState({ past: [], future: [] });
  if (!location.hash.startsWith(`#/${experiment}`)) location.hash = `/${experiment}`;
  const action = wayBack(left);
  if (action !== undefined) notify({ tone: "info", title: "unfinished.opened", action });
}
