import { Autosave } from "../sim-client/autosave";
import { useLab } from "./labStore";
import { client, onCheckpoint } from "./session";

/** Keeps the session on the device: while it runs by the worker's checkpoints, and soon after every other change. */

/** Edits that come one after another make one save. */
const SETTLED_MS = 700;
/** A larger state is replayed from its log instead. */
const MAX_BLOCK_BYTES = 16 * 2 ** 20;

let store: Autosave | null = null;
let kept = false;

export function autosave(): Autosave {
  store ??= new Autosave();
  return store;
}

async function saveNow(): Promise<void> {
  if (useLab.getState().phase !== "open") return;
  const forked = await client().fork();
  if (!forked.ok) return;
  const { record, checkpoint } = forked.value;
  await autosave().save(record, checkpoint.block.byteLength <= MAX_BLOCK_BYTES ? checkpoint : undefined);
}

/** From now on nothing that is done is lost by a reload. */
export function keepSaved(): void {
  if (kept) return;
  kept = true;
  onCheckpoint((record, checkpoint) => void autosave().save(record, checkpoint));
  let timer: ReturnType<typeof setTimeout> | undefined;
  useLab.subscribe((now, before) => {
    const same = (["params", "runState", "seed", "lastAct"] as const).every((key) => now[key] === before[key]);
    if (same) return;
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), SETTLED_MS);
  });
}
