import { EXPERIMENTS, type ExperimentId } from "../../workers/catalog";
import type { Applied, ChannelSpecs, Frame, Opened, OpenRequest, ParamTree, SimError } from "../../workers/protocol";
import { declared } from "../i18n";
import { channelKey, relabelled } from "../i18n/channels";
import type { Client, CreateClient } from "../sim-client/_client";
import { feed, readFrame, readOpened } from "./feed";
import { useLab } from "./labStore";
import { notify, notifyError } from "./notices";
import { select } from "./viewStore";

/** The one session of the page: its client, and the parameters that the worker has confirmed. */

let makeClient: CreateClient | null = null;
let current: Client | null = null;
let confirmed: ParamTree = {};
let lastOpening = 0;

/** Says where clients come from; a client that is there already is disposed of. */
export function connect(create: CreateClient): void {
  current?.dispose();
  current = null;
  makeClient = create;
}

export function client(): Client {
  if (current === null) {
    if (makeClient === null) throw new Error("no client was connected");
    current = makeClient({
      onFrame,
      onError,
      onRecovered,
      onCheckpoint: (record, checkpoint) => keeper(record, checkpoint),
    });
  }
  return current;
}

type Keeper = (...checkpoint: Parameters<NonNullable<Parameters<CreateClient>[0]["onCheckpoint"]>>) => void;
let keeper: Keeper = () => {};

/** Hands every checkpoint of the worker to `keep`. */
export const onCheckpoint = (keep: Keeper): void => {
  keeper = keep;
};

function onFrame(frame: Frame): void {
  if (frame.changed !== undefined) {
    const { params, channels } = frame.changed;
    confirmed = params;
    useLab.setState({ params, channels });
    relabelChannels();
  }
  feed.push(frame);
  readFrame(frame);
  if (useLab.getState().runState !== frame.state) useLab.setState({ runState: frame.state });
}

function onError(error: SimError): void {
  notifyError(error);
}

function onRecovered(step: number, reason: string): void {
  const time = (step * useLab.getState().stepMs) / 1000;
  notify({
    tone: "info",
    title: "recovered.title",
    text: { key: "recovered.text", values: { time: time.toFixed(2), reason } },
  });
}

/** Parameters that the worker runs with, without previews that it has not answered yet. */
export const confirmedParams = (): ParamTree => confirmed;

const inLanguage = (experiment: string, specs: ChannelSpecs): ChannelSpecs =>
  relabelled(specs, (english) => declared(channelKey(experiment, english), english));

function adopt(opened: Opened): void {
  confirmed = opened.params;
  feed.open({ ...opened, channels: inLanguage(opened.experiment, opened.channels) });
  readOpened(opened);
  useLab.setState({
    phase: "open",
    failure: null,
    params: opened.params,
    seed: opened.seed,
    stepMs: opened.stepMs,
    endStep: opened.endStep,
    channels: opened.channels,
  });
}

/** Takes over the answer to an edit. */
export function adoptApplied(applied: Applied): void {
  if (applied.opened !== undefined) {
    adopt(applied.opened);
  } else if (applied.channels !== undefined) {
    const { experiment } = useLab.getState();
    if (experiment !== null) feed.setChannels(inLanguage(experiment, applied.channels));
    useLab.setState({ channels: applied.channels });
  }
  confirmed = applied.params;
}

/** Shows channels and signals in the language that was just chosen. */
export function relabelChannels(): void {
  const { experiment, channels, phase } = useLab.getState();
  if (experiment !== null && phase === "open") feed.setChannels(inLanguage(experiment, channels));
}

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
  // What was selected is no part of another experiment.
  if (!same) select(null);
  const result = await client().open({ experiment, ...request });
  if (ticket !== lastOpening) return "superseded";
  if (!result.ok) return result.error;
  adopt(result.value);
  return null;
}

/** The page has nothing to run: says why. */
export const failSession = (failure: SimError): void => useLab.setState({ phase: "failed", failure });

/** The declaration of the experiment that is open, or null. */
export function openDeclaration() {
  const { experiment } = useLab.getState();
  return experiment === null ? null : EXPERIMENTS[experiment];
}
