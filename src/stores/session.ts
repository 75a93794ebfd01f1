import type { ExperimentId } from "../../workers/catalog";
import { assetsIn, withoutAssets } from "../../workers/params/assets";
import type { Applied, ChannelSpecs, Frame, Opened, OpenRequest, ParamTree, SimError } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { declared } from "../i18n";
import { channelKey, relabelled } from "../i18n/channels";
import type { Client, ClientEvents, CreateClient } from "../sim-client/_client";
import type { PairedClient } from "../sim-client/pair";
import { currentReading, feed, readFrame, readOpened } from "./feed";
import { type Gesture, newGesture, noteApplied, noteOpened } from "./history";
import { useLab } from "./labStore";
import { forgetNeeded, noteNeeded } from "./needed";
import { notify, notifyError } from "./notices";
import { forgetPassed } from "./passed";
import { tellStep } from "./told";
import { select } from "./viewStore";

/** The one session of the page: its client, and the parameters that the worker has confirmed. */

let makeClient: CreateClient | null = null;
let current: Client | null = null;
let pair: PairedClient | null = null;
let confirmed: ParamTree = {};
/** Version of these: a frame that was on its way while an edit was answered must not bring older ones back. */
let confirmedVersion = 0;
let lastOpening = 0;

/** Says where clients come from; a client that is there already is disposed of. */
export function connect(create: CreateClient): void {
  (pair ?? current)?.dispose();
  pair = null;
  current = null;
  makeClient = create;
}

/** A client of another worker, e.g. for a run to compare with. */
export function anotherClient(events: ClientEvents): Client {
  if (makeClient === null) throw new Error("no client was connected");
  return makeClient(events);
}

/** Every command of the page goes here: to the one run, or to both where two are compared. */
export const client = (): Client => pair ?? ownClient();

/** The client of the run that is edited, whether another goes along or not. */
export function ownClient(): Client {
  if (current === null) {
    current = anotherClient({
      onFrame,
      onError,
      onRecovered,
      onCheckpoint: (record, checkpoint) => keeper(record, checkpoint),
    });
  }
  return current;
}

/** From now on another run goes along, or with null none. */
export function goAlong(paired: PairedClient | null): void {
  pair = paired;
}

let lastInstruction = 0;

/**
 * Gives a command of which only the last counts, such as to run or to pause, to whoever has the page. Where another run
 * begins or ceases to go along while the answer is on its way, it is given again, to those who have the page by then.
 */
export async function instruct<T>(command: (client: Client) => Promise<T>): Promise<T> {
  const mine = ++lastInstruction;
  for (;;) {
    const told = client();
    const answer = await command(told);
    if (told === client() || mine !== lastInstruction) return answer;
  }
}

/** Both runs while two are compared. */
export const pairedClient = (): PairedClient | null => pair;

type Keeper = (...checkpoint: Parameters<NonNullable<Parameters<CreateClient>[0]["onCheckpoint"]>>) => void;
let keeper: Keeper = () => {};

/** Hands every checkpoint of the worker to `keep`. */
export const onCheckpoint = (keep: Keeper): void => {
  keeper = keep;
};

function onFrame(sent: Frame): void {
  const frame = pair?.shown(sent) ?? sent;
  // It comes late, from a run that is gone.
  if (frame.epoch < feed.clock().epoch) return;
  if (frame.changed !== undefined && frame.version >= confirmedVersion) {
    const { params, channels } = frame.changed;
    confirmed = params;
    confirmedVersion = frame.version;
    useLab.setState({ params, channels });
    relabelChannels();
  }
  // The views know each run's own end; the page's state is that of both.
  feed.push(sent);
  readFrame(frame);
  if (useLab.getState().runState !== frame.state) useLab.setState({ runState: frame.state });
}

function onError(error: SimError): void {
  notifyError(error);
}

function onRecovered(step: number, reason: string): void {
  const { stepMs, clock } = useLab.getState();
  const time = clock === undefined ? `${((step * stepMs) / 1000).toFixed(2)} s` : tellStep(step);
  notify({
    tone: "info",
    title: "recovered.title",
    text: { key: "recovered.text", values: { time, reason } },
  });
}

/** Parameters that the worker runs with, without previews that it has not answered yet. */
export const confirmedParams = (): ParamTree => confirmed;

/** Channels with their texts in the language of the page. */
export const inLanguage = (experiment: string, specs: ChannelSpecs): ChannelSpecs =>
  relabelled(specs, (english) => declared(channelKey(experiment, english), english));

function adopt(opened: Opened): void {
  confirmed = opened.params;
  confirmedVersion = 0;
  feed.open({ ...opened, channels: inLanguage(opened.experiment, opened.channels) });
  readOpened(opened);
  useLab.setState({
    phase: "open",
    failure: null,
    params: opened.params,
    seed: opened.seed,
    stepMs: opened.stepMs,
    clock: opened.clock,
    endStep: opened.endStep,
    channels: opened.channels,
    loop: null,
  });
  forgetPassed();
}

/** Takes over the answer to an edit; those of one gesture are one deed of the history. */
export function adoptApplied(applied: Applied, gesture: Gesture = newGesture()): void {
  noteApplied(applied, confirmed, currentReading().step, gesture);
  if (applied.opened !== undefined) {
    const { stepMs } = useLab.getState();
    adopt(applied.opened);
    if (applied.opened.stepMs !== stepMs) stepChanged(stepMs, applied.opened.stepMs);
  } else if (applied.channels !== undefined) {
    const { experiment } = useLab.getState();
    if (experiment !== null) feed.setChannels(inLanguage(experiment, applied.channels));
    useLab.setState({ channels: applied.channels });
  }
  if (applied.version < confirmedVersion) return;
  confirmed = applied.params;
  confirmedVersion = applied.version;
}

/** Shows channels and signals in the language that was just chosen. */
export function relabelChannels(): void {
  const { experiment, channels, phase } = useLab.getState();
  if (experiment !== null && phase === "open") feed.setChannels(inLanguage(experiment, channels));
}

/** Number of the last opening, by which one who waited learns whether another run is open by now. */
export const openings = (): number => lastOpening;

/**
 * Opens a session; of several calls the last one wins.
 *
 * @returns null when the session is open, the error when it could not be opened, "superseded" when a later call won.
 */
export async function openSession(
  experiment: ExperimentId,
  request: Omit<OpenRequest, "experiment"> = {},
): Promise<SimError | "superseded" | null> {
  const ticket = ++lastOpening;
  const same = useLab.getState().experiment === experiment;
  useLab.setState({
    experiment,
    phase: same && useLab.getState().phase === "open" ? "open" : "opening",
    fieldErrors: {},
    runState: "paused",
    lastAct: null,
    ...(same ? {} : { past: [], future: [] }),
  });
  if (!same) {
    // What was selected or compared is no part of another experiment.
    select(null);
    await stopComparing();
    if (ticket !== lastOpening) return "superseded";
  }
  const result = await client().open({ experiment, ...request });
  if (ticket !== lastOpening) return "superseded";
  forgetNeeded();
  if (!result.ok)
    return result.error.kind === "missing" ? openStandIn(experiment, request, same, ticket) : result.error;
  noteOpened(experiment, same, request);
  adopt(result.value);
  return null;
}

/** Opens the beginning of a run with the built-in data while its data files are not here. */
async function openStandIn(
  experiment: ExperimentId,
  { params, seed, ...rest }: Omit<OpenRequest, "experiment">,
  same: boolean,
  ticket: number,
): Promise<SimError | "superseded" | null> {
  const bare = { params: withoutAssets(params), seed };
  const lacking = await client().lacking(assetsIn(params));
  const result = await client().open({ experiment, ...bare });
  if (ticket !== lastOpening) return "superseded";
  if (!result.ok) return result.error;
  noteNeeded(experiment, { params, seed, ...rest }, lacking.ok ? lacking.value : [], result.value.params);
  noteOpened(experiment, same, bare);
  adopt(result.value);
  return null;
}

let stepChanged: (before: number, after: number) => void = () => {};

/** Tells of edits that changed the length of a step, in ms. */
export const onStepChanged = (tell: (before: number, after: number) => void): void => {
  stepChanged = tell;
};

let stopComparing: () => Promise<void> = async () => {};

/** Says what ends a comparison before another experiment is opened. */
export const onLeaving = (stop: () => Promise<void>): void => {
  stopComparing = stop;
};

/** The page has nothing to run: says why. */
export const failSession = (failure: SimError): void => useLab.setState({ phase: "failed", failure });

/** The declaration of the experiment that is open, or null. */
export function openDeclaration() {
  const { experiment } = useLab.getState();
  return experiment === null ? null : EXPERIMENTS[experiment];
}
