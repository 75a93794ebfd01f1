import type { Experiment } from "../../workers/experiments/_experiment";
import type { ParamTree } from "../../workers/protocol";
import type { ViewFeed } from "../views/_view";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { differences } from "./setUp";

/** Shortest time between two looks at the channels, in ms. */
export const LOOK_EVERY = 500;

/**
 * Judges a challenge by what the channels show now.
 * @param prediction one of the challenge's outcomes; its own claim when it is a control
 */
export function checkChallenge(
  experiment: Experiment,
  challenge: Challenge,
  reader: ChannelReader,
  prediction: string,
): Check {
  if (differences(experiment, reader.params, challenge, challenge.free).length > 0)
    return { status: "waiting", measured: {}, outcome: null };
  const { measured, outcome } = challenge.measure(reader);
  if (outcome === null) return { status: "running", measured, outcome };
  return { status: outcome === prediction ? "passed" : "failed", measured, outcome };
}

export interface WatchOptions {
  readonly feed: ViewFeed;
  readonly experiment: Experiment;
  readonly challenge: Challenge;
  readonly prediction: string;
  readonly params: () => ParamTree;
  readonly report: (check: Check) => void;
}

/**
 * Looks at the channels after frames came, at most every LOOK_EVERY ms, and reports what it finds.
 *
 * Frames and parameters reach the page by different ways, so that for a moment old data may stand beside new
 * parameters. A verdict therefore counts only when the next look, on the same run and parameters, repeats it.
 * @returns the function that ends the watch
 */
export function watchChallenge(options: WatchOptions): () => void {
  const { feed, experiment, challenge, prediction, params, report } = options;
  let changed = true;
  let run = "";
  let since = 0;
  let candidate = "";

  const look = () => {
    const clock = feed.clock();
    const present = params();
    const key = `${clock.epoch} ${JSON.stringify(present)}`;
    if (key !== run) {
      run = key;
      since = clock.time;
      changed = true;
    }
    if (!changed || clock.state === "seeking") return;
    const reader: ChannelReader = {
      spec: (channel) => feed.spec(channel),
      read: (channel, kind) => feed.history(channel, kind)?.read() ?? null,
      clock,
      params: present,
      elapsed: clock.time - since,
    };
    const check = checkChallenge(experiment, challenge, reader, prediction);
    const verdict = check.outcome === null ? "" : `${run} ${check.outcome}`;
    const confirmed = verdict === candidate;
    candidate = verdict;
    changed = !confirmed;
    report(confirmed ? check : { ...check, status: "running" });
  };

  const unsubscribe = feed.subscribe(() => {
    changed = true;
  });
  const timer = setInterval(look, LOOK_EVERY);
  look();
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
}
