import type { ExperimentId } from "../../workers/catalog";
import type { PageState } from "../../workers/params/page";
import type { Checkpoint, SessionRecord } from "../../workers/protocol";
import { keepClass, useClassroom } from "./classroom";
import { dropEdits } from "./edits";
import { useLab } from "./labStore";
import { standsIn } from "./needed";
import type { Notice } from "./notices";
import { keepRun } from "./runs";
import { saveNow } from "./saving";
import { client, openings, openSession } from "./session";
import { run } from "./transport";

/** A run that comes from elsewhere takes the place of the one that is open: how that is left, and how to get back to it. */

export interface LeftRun {
  readonly experiment: ExperimentId;
  readonly record: SessionRecord;
  readonly checkpoint: Checkpoint;
  /** Whether the page still shows the class, or none, that it showed then. */
  readonly sameClass: () => boolean;
  readonly restoreClass: () => void;
}

/** Holds on to the run that is open; null where there is none. */
export async function leaveRun(): Promise<LeftRun | null> {
  const { experiment, phase } = useLab.getState();
  if (experiment === null || phase !== "open") return null;
  const settings = useClassroom.getState();
  const restoreClass = keepClass();
  const forked = await client().fork();
  if (!forked.ok) return null;
  return { experiment, ...forked.value, sameClass: () => useClassroom.getState() === settings, restoreClass };
}

/** Opens it again as it was, with its class. @returns false when it could not be opened */
export async function goBack({ experiment, record, checkpoint, restoreClass }: LeftRun): Promise<boolean> {
  restoreClass();
  dropEdits();
  const error = await openSession(experiment, { ...record, checkpoint });
  if (error === "superseded") return true;
  if (error !== null) return false;
  if (!location.hash.startsWith(`#/${experiment}`)) location.hash = `/${experiment}`;
  void saveNow();
  return true;
}

/** Puts it into the list of runs; a message may offer the way back, but none that leads out of a locked class. */
export function wayBack(left: LeftRun | null): Notice["action"] {
  if (left === null || left.record.step === 0) return undefined;
  keepRun(left.record, { checkpoint: left.checkpoint });
  if (useClassroom.getState().mode === "locked" && !left.sameClass()) return undefined;
  return { label: "reset.back", run: () => void goBack(left) };
}

export const stillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Lets a run go on by itself where its link or file asks for it and the system does not ask for little motion.
 *
 * @param opening number of its opening; the run of a later one is left alone
 */
export async function goOn(page: PageState, opening: number): Promise<void> {
  if (page.run === true && openings() === opening && !stillness() && !standsIn()) await run();
}
