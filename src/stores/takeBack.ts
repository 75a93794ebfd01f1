import { undo } from "./edits";
import { say } from "./jump";
import { useLab } from "./labStore";

/** Takes the last edit back. An intervention made since is part of the run and stays; that is said, not passed over. */
export async function takeBack(): Promise<void> {
  const last = (await undo()).at(-1);
  if (last !== undefined) say("time.actStays", { deed: last, times: { time: last.step * useLab.getState().stepMs } });
}
