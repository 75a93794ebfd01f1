import type { OpenRequest, Result, Speed } from "../../workers/protocol";
import { dropEdits } from "./edits";
import { currentReading } from "./feed";
import { useLab } from "./labStore";
import { notify, notifyError } from "./notices";
import { client, confirmedParams, openSession } from "./session";

/** Running, stepping and moving along the run. */

/** Speeds a person can ask for, in biological time per wall time; the last is as fast as the machine can. */
export const SPEEDS: readonly Speed[] = [
  ...[-3, -2, -1, 0, 1, 2].flatMap((decade) => [1, 2, 5].map((digit) => Number(`${digit}e${decade}`))),
  1000,
  "max",
];

const isOpen = (): boolean => useLab.getState().phase === "open";

function report(result: Result<unknown>): boolean {
  if (!result.ok) notifyError(result.error);
  return result.ok;
}

/** Runs at the asked speed, or at `speed` from now on; an experiment at its end starts over. */
export async function run(speed: Speed = useLab.getState().asked): Promise<void> {
  if (!isOpen()) return;
  useLab.setState({ asked: speed });
  const { runState, endStep } = useLab.getState();
  if (runState === "ended" || (endStep !== null && currentReading().step >= endStep)) await client().seek(0);
  if (report(await client().run(speed))) useLab.setState({ runState: "running" });
}

export async function pause(): Promise<void> {
  if (!isOpen()) return;
  if (report(await client().pause()) && useLab.getState().runState === "running")
    useLab.setState({ runState: "paused" });
}

export const toggleRun = (): Promise<void> => (useLab.getState().runState === "running" ? pause() : run());

/** Asks for a speed; a paused run stays paused. */
export async function setSpeed(speed: Speed): Promise<void> {
  useLab.setState({ asked: speed });
  if (useLab.getState().runState === "running") report(await client().run(speed));
}

const factor = (speed: Speed): number => (speed === "max" ? Number.POSITIVE_INFINITY : speed);

/** Asks for the next slower (-1) or faster (+1) speed. */
export function changeSpeed(direction: -1 | 1): Promise<void> {
  const asked = factor(useLab.getState().asked);
  const next =
    direction > 0 ? SPEEDS.find((speed) => factor(speed) > asked) : SPEEDS.findLast((speed) => factor(speed) < asked);
  return next === undefined ? Promise.resolve() : setSpeed(next);
}

/** One step ahead, and pause. */
export async function stepAhead(): Promise<void> {
  if (isOpen()) report(await client().step(1));
}

/** One step back, and pause. */
export async function stepBack(): Promise<void> {
  if (!isOpen()) return;
  await pause();
  await seek(currentReading().step - 1);
}

let seeking = false;
let nextSeek: number | null = null;

/** Goes to a step of the run; while one seek is under way only the last of the others is remembered. */
export async function seek(step: number): Promise<void> {
  if (!isOpen()) return;
  const { endStep } = useLab.getState();
  nextSeek = Math.max(0, Math.min(endStep ?? Number.MAX_SAFE_INTEGER, Math.round(step)));
  if (seeking) return;
  seeking = true;
  try {
    while (nextSeek !== null) {
      const target = nextSeek;
      nextSeek = null;
      const result = await client().seek(target);
      if (!result.ok && result.error.kind !== "state") notifyError(result.error);
    }
  } finally {
    seeking = false;
  }
}

/** Moves by a share of a second of biological time, back where negative. */
export async function seekBy(milliseconds: number): Promise<void> {
  await pause();
  await seek(currentReading().step + milliseconds / useLab.getState().stepMs);
}

/** Ends a seek or any other long command. */
export async function cancel(): Promise<void> {
  nextSeek = null;
  report(await client().cancel());
}

/** Opens anew from step 0 and offers the way back to the run that was left. */
async function startOver(request: Omit<OpenRequest, "experiment">, title: "reset.done" | "seed.done"): Promise<void> {
  const { experiment, asked, runState } = useLab.getState();
  if (experiment === null || !isOpen()) return;
  const left = await client().fork();
  dropEdits();
  const error = await openSession(experiment, request);
  if (error === "superseded") return;
  if (error !== null) {
    notifyError(error);
    return;
  }
  if (title === "seed.done" && runState === "running") await run(asked);
  if (!left.ok || left.value.record.step === 0) return;
  const { record, checkpoint } = left.value;
  notify({
    tone: "info",
    title,
    action: {
      label: "reset.back",
      run: () => void openSession(experiment, { ...record, checkpoint }),
    },
  });
}

/** Back to step 0 with the present parameters and the same seed; pauses. */
export const reset = (): Promise<void> =>
  startOver({ params: confirmedParams(), seed: useLab.getState().seed }, "reset.done");

/** The same experiment with other random numbers, from step 0; goes on running if it ran. */
export const setSeed = (seed: number): Promise<void> => startOver({ params: confirmedParams(), seed }, "seed.done");
