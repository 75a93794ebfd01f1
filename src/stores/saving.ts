import { Autosave } from "../sim-client/autosave";
import { useClassroom } from "./classroom";
import { useLab } from "./labStore";
import { isStandIn } from "./needed";
import { notify } from "./notices";
import { client, onCheckpoint } from "./session";

/** Keeps the session on the device: while it runs by the worker's checkpoints, and soon after every other change. */

/** Edits that come one after another make one save. */
const SETTLED_MS = 700;
/** A larger state is replayed from its log instead. */
const MAX_BLOCK_BYTES = 16 * 2 ** 20;

let store: Autosave | null = null;
let kept = false;

export function autosave(): Autosave {
  store ??= new Autosave({
    onProblem: () => notify({ tone: "error", title: "save.failed", text: { key: "save.failedText" } }),
  });
  return store;
}

/** A frame in another page starts over when it is reloaded, and must not take the place of the tab's own run. */
export const isSaving = (): boolean => !useClassroom.getState().embed;

/** Saves what is open, as it is now. @returns false when there is a run and it could not be saved */
export async function saveNow(): Promise<boolean> {
  if (!isSaving() || useLab.getState().phase !== "open") return true;
  const forked = await client().fork();
  if (!forked.ok) return false;
  const { record, checkpoint } = forked.value;
  if (isStandIn(record)) return false;
  return autosave().save(record, checkpoint.block.byteLength <= MAX_BLOCK_BYTES ? checkpoint : undefined);
}

/** From now on nothing that is done is lost by a reload. */
export function keepSaved(): void {
  if (kept) return;
  kept = true;
  onCheckpoint((record, checkpoint) => {
    if (isSaving() && !isStandIn(record)) void autosave().save(record, checkpoint);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  useLab.subscribe((now, before) => {
    const same = (["params", "runState", "seed", "lastAct"] as const).every((key) => now[key] === before[key]);
    if (same) return;
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), SETTLED_MS);
  });
}
