import { create } from "zustand";
import {
  type ChannelSpecs,
  type Checkpoint,
  type Frame,
  type Opened,
  ok,
  type ParamTree,
  type Result,
  type SessionRecord,
  type SimError,
} from "../../workers/protocol";
import type { Client } from "../sim-client/_client";
import { PairedClient } from "../sim-client/pair";
import { FrameFeed } from "../views/feed";
import { refusesOtherRuns } from "./classroom";
import { dropEdits } from "./edits";
import { currentReading, feed, readReference } from "./feed";
import { useLab } from "./labStore";
import { notify, notifyError } from "./notices";
import { checkpointOf, extendRun, type KeptRun, keepRun } from "./runs";
import { anotherClient, client, goAlong, inLanguage, onLeaving, openSession, ownClient, pairedClient } from "./session";
import { pause, run } from "./transport";

/**
 * Two futures of one run. A is the reference: it keeps its parameters. B is the run of the page, which takes every edit and
 * every intervention. Both go in lock-step, A in a worker of its own.
 */

export type CompareMode = "beside" | "overlay" | "difference";

export interface CompareState {
  readonly phase: "off" | "opening" | "on";
  /** A as it is in the list of runs. */
  readonly run: KeptRun | null;
  /** Parameters of A now. */
  readonly params: ParamTree;
  readonly seed: number;
  readonly channels: ChannelSpecs;
  /** Biological time in ms at which the comparison began. */
  readonly since: number;
  readonly mode: CompareMode;
  /** Share of the way of A to the present time, 0..1, while opening. */
  readonly progress: number;
}

const OFF: CompareState = {
  phase: "off",
  run: null,
  params: {},
  channels: {},
  seed: 0,
  since: 0,
  mode: "beside",
  progress: 0,
};

export const useCompare = create<CompareState>()(() => OFF);

/** Frames of A. */
export const referenceFeed = new FrameFeed();

export const setCompareMode = (mode: CompareMode): void => useCompare.setState({ mode });

interface Fork {
  readonly record: SessionRecord;
  readonly checkpoint?: Checkpoint;
}

function onReferenceFrame(frame: Frame): void {
  // Twenty renders at most for the whole way.
  const progress = Math.floor(20 * (frame.progress ?? 0)) / 20;
  if (opening !== null && progress > useCompare.getState().progress) useCompare.setState({ progress });
  if (frame.changed !== undefined) {
    const { params, channels } = frame.changed;
    useCompare.setState({ params, channels });
    relabelReference();
  }
  referenceFeed.push(frame);
  if (opening === null) readReference(frame);
}

function adoptReference(opened: Opened): void {
  referenceFeed.open({ ...opened, channels: inLanguage(opened.experiment, opened.channels) });
  useCompare.setState({ params: opened.params, seed: opened.seed, channels: opened.channels });
}

/** Shows the channels of A in the language that was just chosen. */
export function relabelReference(): void {
  const { experiment } = useLab.getState();
  const { channels } = useCompare.getState();
  if (experiment !== null) referenceFeed.setChannels(inLanguage(experiment, channels));
}

const trouble = (error: SimError): void => notifyError(error, "compare.trouble");

function onStopped(error: SimError | null): void {
  useLab.setState({ runState: error === null ? "ended" : "paused" });
  if (error !== null) notifyError(error);
}

/**
 * The opening that is under way, and whether the run goes on after it: of that the pair takes care once both are to meet.
 * Another object, or null, once it was given up.
 */
let opening: { readonly reference: Client; running: boolean } | null = null;

const closed = (): void => useCompare.setState({ ...OFF, mode: useCompare.getState().mode });

/** Gives up bringing A to the present time; the run goes on as it did before. */
export async function giveUpOpening(): Promise<void> {
  const running = opening?.running ?? false;
  await cancelOpening();
  if (running) await run();
}

async function cancelOpening(goesOn = true): Promise<void> {
  if (opening === null) return;
  const { reference } = opening;
  opening = null;
  closed();
  const pair = pairedClient();
  if (pair === null) {
    reference.dispose();
    return;
  }
  goAlong(null);
  await reference.cancel();
  await pair.leave(goesOn);
}

/**
 * Opens A beside the run of the page, at the same time.
 *
 * @param remembered what A's views show of the time before, where A is a copy of the present run
 */
async function open(kept: KeptRun, { record, checkpoint }: Fork, remembered: FrameFeed | null): Promise<void> {
  const { phase, runState } = useLab.getState();
  if (phase !== "open") return;
  await endComparison();
  const running = runState === "running";
  if (running) await pause();
  closed();
  useCompare.setState({ phase: "opening", run: kept });
  const reference = anotherClient({ onFrame: onReferenceFrame, onError: trouble, onRecovered: () => {} });
  const mine = { reference, running };
  opening = mine;
  const pair = await approach(reference, { record, checkpoint }, remembered);
  if (opening !== mine) return;
  const met = pair.ok ? await meet(pair.value, mine) : pair;
  if (opening !== mine) return;
  opening = null;
  if (met.ok) {
    useCompare.setState({ phase: "on", since: met.value * useLab.getState().stepMs });
    return;
  }
  closed();
  trouble(met.error);
  if (pair.ok) {
    goAlong(null);
    await pair.value.leave();
  } else {
    reference.dispose();
    if (mine.running) await run();
  }
}

/** Brings A near to where the run of the page is; that may be on its way meanwhile. */
async function approach(
  reference: Client,
  { record, checkpoint }: Fork,
  remembered: FrameFeed | null,
): Promise<Result<PairedClient>> {
  const opened = await reference.open({ ...record, checkpoint });
  if (!opened.ok) return opened;
  adoptReference(opened.value);
  if (remembered !== null) referenceFeed.adopt(remembered);
  const near = await reference.seek(Math.round(currentReading().time / opened.value.stepMs));
  if (!near.ok) return near;
  const { stepMs, endStep } = useLab.getState();
  return ok(
    new PairedClient(
      { client: ownClient(), place: { step: currentReading().step, stepMs, endStep } },
      { client: reference, place: { ...opened.value, step: near.value } },
      { onStopped },
    ),
  );
}

/**
 * From here on every command goes to both: one that reached the leading run alone, between its last stop and the first
 * common stride, would part them.
 */
async function meet(pair: PairedClient, mine: { running: boolean }): Promise<Result<number>> {
  // Somebody may have gone on while A was on its way.
  const running = mine.running || useLab.getState().runState === "running";
  mine.running = false;
  goAlong(pair);
  const met = pair.meet(() => {
    const { stepMs, endStep } = useLab.getState();
    return { stepMs, endStep };
  });
  await pair.loop(useLab.getState().loop);
  if (running) await run();
  return met;
}

/** Forks here: A is the run as it is now, and B goes on as its copy until something is changed. */
export async function forkHere(): Promise<void> {
  const forked = await client().fork();
  if (!forked.ok) {
    notifyError(forked.error);
    return;
  }
  const { record, checkpoint } = forked.value;
  await open(keepRun(record, { checkpoint }), forked.value, feed);
}

/** An earlier run becomes A, at the present time of B. */
export async function compareWith(kept: KeptRun): Promise<void> {
  if (refusesOtherRuns()) return;
  const checkpoint = checkpointOf(kept);
  await open(kept, { record: { ...kept.record, step: 0 }, checkpoint }, null);
}

/** Takes A away; what it has become stays in the list of runs. */
async function dropReference(pair: PairedClient, goesOn = true): Promise<void> {
  const left = await pair.forkReference();
  goAlong(null);
  await pair.leave(goesOn);
  const { run: kept } = useCompare.getState();
  closed();
  if (left.ok && kept !== null) extendRun(kept.id, left.value.record, left.value.checkpoint);
}

/** Ends the comparison and goes on with B. A stays in the list of runs. */
export async function endComparison(): Promise<void> {
  await cancelOpening();
  const pair = pairedClient();
  if (pair !== null) await dropReference(pair);
}

/** As `endComparison`, and says so. */
export async function keepOwn(): Promise<void> {
  await endComparison();
  notify({ tone: "success", title: "compare.keptB" });
}

async function leaveComparison(): Promise<void> {
  await cancelOpening(false);
  const pair = pairedClient();
  if (pair !== null) await dropReference(pair, false);
}

/** Both runs as they are now, paused; null, with a notice, where one of them cannot be had. */
async function bothRuns(pair: PairedClient): Promise<{ readonly reference: Fork; readonly own: Fork } | null> {
  const running = useLab.getState().runState === "running";
  await pause();
  const [reference, own] = [await pair.forkReference(), await pair.fork()];
  if (reference.ok && own.ok) return { reference: reference.value, own: own.value };
  for (const result of [reference, own]) if (!result.ok) trouble(result.error);
  if (running) await run();
  return null;
}

async function openAsOwn(fork: Fork, from: FrameFeed): Promise<boolean> {
  const { experiment } = useLab.getState();
  if (experiment === null) return false;
  dropEdits();
  const error = await openSession(experiment, { ...fork.record, checkpoint: fork.checkpoint });
  if (error === "superseded") return false;
  if (error !== null) {
    notifyError(error);
    return false;
  }
  feed.adopt(from);
  useLab.setState({ past: [], future: [] });
  return true;
}

/** Ends the comparison and goes on with A. B stays in the list of runs. */
export async function keepReference(): Promise<void> {
  const pair = pairedClient();
  const runs = pair === null ? null : await bothRuns(pair);
  if (pair === null || runs === null) return;
  const { reference, own } = runs;
  const name = useCompare.getState().run?.name ?? "";
  await dropReference(pair);
  keepRun(own.record, own);
  if (await openAsOwn(reference, referenceFeed)) notify({ tone: "success", title: "compare.keptA", text: name });
}

/** What was A is edited from now on, and what was B is the reference. */
export async function swapRuns(): Promise<void> {
  const pair = pairedClient();
  const running = useLab.getState().runState === "running";
  const runs = pair === null ? null : await bothRuns(pair);
  if (pair === null || runs === null) return;
  const { reference, own } = runs;
  const kept = keepRun(own.record, own);
  const [ofReference, ofOwn] = [referenceFeed.copy(), feed.copy()];
  await dropReference(pair);
  if (!(await openAsOwn(reference, ofReference))) return;
  await open(kept, own, ofOwn);
  if (running) await run();
}

/** Goes back to an earlier run; the one that is left stays in the list. */
export async function openRun(kept: KeptRun): Promise<void> {
  if (refusesOtherRuns()) return;
  await endComparison();
  const left = await client().fork();
  if (left.ok && left.value.record.step > 0) keepRun(left.value.record, left.value);
  const { experiment } = useLab.getState();
  if (experiment === null) return;
  dropEdits();
  const error = await openSession(experiment, { ...kept.record, checkpoint: checkpointOf(kept) });
  if (error !== null && error !== "superseded") notifyError(error, "error.open");
  if (error !== null) return;
  useLab.setState({ past: [], future: [] });
  notify({ tone: "success", title: "runs.opened", text: kept.name });
}

/** Puts the present run into the list. */
export async function keepPresent(): Promise<KeptRun | null> {
  const forked = await client().fork();
  if (forked.ok) return keepRun(forked.value.record, { checkpoint: forked.value.checkpoint, wanted: true });
  notifyError(forked.error);
  return null;
}

onLeaving(leaveComparison);
