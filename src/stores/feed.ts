import type { Frame, Opened, RunState, Speed } from "../../workers/protocol";
import { FrameFeed } from "../views/feed";

/** The stream of frames, outside any store: views and readouts subscribe and draw without a render of the page. */

/** Where the run is, as of the last frame. */
export interface Reading {
  readonly step: number;
  /** Biological time in ms. */
  readonly time: number;
  readonly state: RunState;
  readonly asked: Speed;
  /** Biological time per wall time. */
  readonly achieved: number;
  /** Share of a seek done, 0..1; null when none is under way. */
  readonly progress: number | null;
  /** Furthest step of this run so far: the end of the scrub bar where the run has none of its own. */
  readonly furthest: number;
}

export const feed = new FrameFeed();

let reading: Reading = { step: 0, time: 0, state: "paused", asked: 1, achieved: 0, progress: null, furthest: 0 };
const listeners = new Set<(reading: Reading) => void>();

export const currentReading = (): Reading => reading;

/** Called after every frame; returns the unsubscriber. */
export function onReading(listener: (reading: Reading) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: Reading): void {
  reading = next;
  for (const listener of listeners) listener(next);
}

/** Starts over for a session just opened or rebuilt. */
export function readOpened(opened: Opened): void {
  const { step } = opened;
  publish({ ...reading, step, time: step * opened.stepMs, progress: null, furthest: step });
}

export function readFrame(frame: Frame): void {
  const { step, time, state, asked, achieved } = frame;
  publish({
    step,
    time,
    state,
    asked,
    achieved,
    progress: state === "seeking" ? (frame.progress ?? 0) : null,
    // On its way a search may look further than anybody has seen.
    furthest: state === "seeking" ? reading.furthest : Math.max(reading.furthest, step),
  });
}

/** While two runs are compared, the other one's way to a common time is waited for as well. */
export function readReference({ state, progress = 0 }: Frame): void {
  if (state === "seeking") publish({ ...reading, progress });
  else if (reading.progress !== null && reading.state !== "seeking") publish({ ...reading, progress: null });
}
