import type { ExperimentId } from "../../workers/catalog";
import type { PageState } from "../../workers/params/page";
import type { EventQuery, Found, LoopRange, OpenRequest, Result, Speed } from "../../workers/protocol";
import { PAGES } from "../experiments/registry";
import { refusesPart } from "./classroom";
import { dropEdits } from "./edits";
import { currentReading } from "./feed";
import { type Deed, keepHistory, useHistory } from "./history";
import { useLab } from "./labStore";
import { notify, notifyError } from "./notices";
import { keepRun } from "./runs";
import { adoptApplied, client, confirmedParams, instruct, onStepChanged, openSession } from "./session";

/** Running, stepping and moving along the run. */

/** Steps in ms around those of neurons, which all share the speeds of a step of 0.1 ms. */
const USUAL_STEP = { least: 0.01, most: 1, decade: -4 } as const;
/** Decades of speeds: above ten million steps a second there is no machine. */
const DECADES = 7;

/**
 * Speeds a person can ask for, in time of the run per wall time: from about one step in a second, where each is seen
 * alone, to as fast as the machine can. With steps of picoseconds that begins at 10⁻¹².
 *
 * @param stepMs length of a step in ms
 */
export function speedsFor(stepMs: number): readonly Speed[] {
  const usual = stepMs >= USUAL_STEP.least && stepMs <= USUAL_STEP.most;
  const lowest = usual ? USUAL_STEP.decade : Math.floor(Math.log10(stepMs / 1000) + 1e-6);
  const decades = Array.from({ length: DECADES }, (_, i) => lowest + i);
  return [
    ...decades.flatMap((decade) => [1, 2, 5].map((digit) => Number(`${digit}e${decade}`))),
    Number(`1e${lowest + DECADES}`),
    "max",
  ];
}

const presentSpeeds = (): readonly Speed[] => speedsFor(useLab.getState().stepMs);

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
  if (report(await instruct((runs) => runs.run(speed)))) useLab.setState({ runState: "running" });
}

export async function pause(): Promise<void> {
  if (!isOpen()) return;
  if (report(await instruct((runs) => runs.pause())) && useLab.getState().runState === "running")
    useLab.setState({ runState: "paused" });
}

export const toggleRun = (): Promise<void> => (useLab.getState().runState === "running" ? pause() : run());

/** Asks for a speed; a paused run stays paused. */
export async function setSpeed(speed: Speed): Promise<void> {
  useLab.setState({ asked: speed });
  if (useLab.getState().runState === "running") report(await instruct((runs) => runs.run(speed)));
}

const factor = (speed: Speed): number => (speed === "max" ? Number.POSITIVE_INFINITY : speed);

/** Asks for the next slower (-1) or faster (+1) speed. */
export function changeSpeed(direction: -1 | 1): Promise<void> {
  const asked = factor(useLab.getState().asked);
  const speeds = presentSpeeds();
  const next =
    direction > 0 ? speeds.find((speed) => factor(speed) > asked) : speeds.findLast((speed) => factor(speed) < asked);
  return next === undefined ? Promise.resolve() : setSpeed(next);
}

/** The nearest speed that can be asked for, by ratio. */
function nearestSpeed(wanted: number, stepMs: number): Speed {
  const distance = (speed: Speed): number =>
    speed === "max" ? Number.POSITIVE_INFINITY : Math.abs(Math.log(speed / wanted));
  return speedsFor(stepMs).reduce((best, speed) => (distance(speed) < distance(best) ? speed : best));
}

/** Speed at which a set-up of its own pace opens; null where the page has one speed for all. */
function pacedSpeed(experiment: ExperimentId, stepMs: number): Speed | null {
  const perSecond = PAGES[experiment].pace?.(confirmedParams());
  return perSecond === undefined ? null : nearestSpeed((perSecond * stepMs) / 1000, stepMs);
}

/**
 * Asks for the speed that a page comes with, or that of a first visit: a page that names its step opens at as many steps
 * per second whatever their length is. The run that it is for is open.
 */
export function askOpeningSpeed(experiment: ExperimentId, { speed: wanted }: Pick<PageState, "speed"> = {}): void {
  const { stepMs } = useLab.getState();
  const { openingSpeed: speed, openingStep } = PAGES[experiment];
  const scaled =
    pacedSpeed(experiment, stepMs) ??
    (openingStep !== undefined && speed !== "max" ? nearestSpeed((speed * stepMs) / openingStep, stepMs) : speed);
  useLab.setState({ asked: wanted ?? scaled });
}

/** A step that becomes so many times longer or shorter belongs to another world of times: the steps per second stay. */
const OTHER_WORLD = 20;

onStepChanged((before, after) => {
  const { asked, experiment } = useLab.getState();
  const ratio = after / before;
  if (asked === "max" || (ratio < OTHER_WORLD && ratio > 1 / OTHER_WORLD)) return;
  const paced = experiment === null ? null : pacedSpeed(experiment, after);
  void setSpeed(paced ?? nearestSpeed(asked * ratio, after));
});

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

/** Stops the run at a step, e.g. of an event. */
export async function goTo(step: number): Promise<void> {
  await pause();
  await seek(step);
}

/**
 * Looks for an event and leaves the run there, paused.
 *
 * @returns null when there was nothing to look in, or the search was ended
 */
export async function find(query: EventQuery): Promise<Found | null> {
  if (!isOpen()) return null;
  const result = await client().find(query);
  if (result.ok) return result.value;
  if (result.error.kind !== "state") notifyError(result.error);
  return null;
}

/** How long a section is that has only one end yet, in ms. */
const SECTION_MS = 1000;

const stepsOf = (milliseconds: number): number => Math.max(1, Math.round(milliseconds / useLab.getState().stepMs));

/** A section of at least one step within the run; the ends change places when they crossed. */
function section(a: number, b: number): LoopRange {
  const end = useLab.getState().endStep ?? Number.MAX_SAFE_INTEGER;
  const from = Math.max(0, Math.min(end - 1, Math.round(Math.min(a, b))));
  return { from, to: Math.max(from + 1, Math.min(end, Math.round(Math.max(a, b)))) };
}

/** Shows a section without playing it, while one of its ends is being dragged. */
export function previewLoop(from: number, to: number): void {
  if (isOpen()) useLab.setState({ loop: section(from, to) });
}

/** From now on the run, when it reaches `to`, goes back to `from` and on. */
export async function setLoop(from: number, to: number): Promise<void> {
  if (!isOpen()) return;
  const before = useLab.getState().loop;
  const loop = section(from, to);
  useLab.setState({ loop });
  if (!report(await client().loop(loop))) useLab.setState({ loop: before });
  // Beyond its end a run is free, and one that goes on has passed an end that was set here.
  else if (useLab.getState().runState === "running" && currentReading().step >= loop.to) await seek(loop.from);
}

export async function clearLoop(): Promise<void> {
  if (!isOpen()) return;
  useLab.setState({ loop: null });
  report(await client().loop(null));
}

/** The loop begins here; without one it is a second long, or goes to the end of what was seen of the run. */
export function loopFromHere(): Promise<void> {
  const { loop } = useLab.getState();
  const { step, furthest } = currentReading();
  if (loop !== null && loop.to > step) return setLoop(step, loop.to);
  return setLoop(step, furthest > step ? furthest : step + stepsOf(SECTION_MS));
}

/** The loop ends here; without one it begins a second before. */
export function loopToHere(): Promise<void> {
  const { loop } = useLab.getState();
  const { step } = currentReading();
  if (step === 0) return loopFromHere();
  return setLoop(loop !== null && loop.from < step ? loop.from : step - stepsOf(SECTION_MS), step);
}

/** Plays the last second over and over, or ends that. */
export const toggleLoop = (): Promise<void> => (useLab.getState().loop === null ? loopToHere() : clearLoop());

/** The state right before something was done. */
export const goBefore = (deed: Deed): Promise<void> => goTo(deed.step - 1);

/** Goes back to before something was done and drops it with all that was done later; offers the way back. */
export async function forgetFrom(deed: Deed): Promise<void> {
  const { experiment } = useLab.getState();
  if (experiment === null || deed.log === null || !isOpen() || refusesPart("actions")) return;
  await pause();
  const left = await client().fork();
  const restoreHistory = keepHistory();
  dropEdits();
  const applied = await client().forget(deed.log.at);
  if (!report(applied) || !applied.ok) return;
  adoptApplied(applied.value);
  const dropped = new Set(
    useHistory.getState().deeds.flatMap(({ lost, edit }) => (lost === "rewritten" && edit ? [edit] : [])),
  );
  useLab.setState(({ past }) => ({
    params: confirmedParams(),
    past: past.filter((step) => !dropped.has(step)),
    future: [],
  }));
  if (!left.ok) return;
  const { record, checkpoint } = left.value;
  const back = async () => {
    if ((await openSession(experiment, { ...record, checkpoint })) === null) restoreHistory();
  };
  notify({ tone: "info", title: "time.forgotten", action: { label: "reset.back", run: () => void back() } });
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
  const restoreHistory = keepHistory();
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
  keepRun(record, { checkpoint: { ...checkpoint, block: checkpoint.block.slice(0) } });
  const back = async () => {
    if ((await openSession(experiment, { ...record, checkpoint })) === null) restoreHistory();
  };
  notify({ tone: "info", title, action: { label: "reset.back", run: () => void back() } });
}

/** Back to step 0 with the present parameters and the same seed; pauses. */
export const reset = (): Promise<void> =>
  startOver({ params: confirmedParams(), seed: useLab.getState().seed }, "reset.done");

/** The same experiment with other random numbers, from step 0; goes on running if it ran. */
export const setSeed = (seed: number): Promise<void> => startOver({ params: confirmedParams(), seed }, "seed.done");
