import type { ChannelData, ChannelSpecs, Frame, Opened } from "../../../workers/protocol";
import { FrameFeed } from "../feed";
import type { CompareTexts } from "./derivation";

/** Two runs for tests, whose frames are made by hand. */

export const TEXTS: CompareTexts = {
  a: "A",
  b: "B",
  difference: "B − A",
  onlyA: "only in A",
  onlyB: "only in B",
};

export const openedAs = (channels: ChannelSpecs, more: Partial<Opened> = {}): Opened => ({
  experiment: "stdp",
  params: {},
  seed: 1,
  stepMs: 0.5,
  endStep: null,
  channels,
  step: 0,
  epoch: 0,
  bytes: { state: 0, fixed: 0 },
  ...more,
});

export const frameAt = (
  step: number,
  channels: Readonly<Record<string, ChannelData>> = {},
  more: Partial<Frame> = {},
): Frame => ({
  step,
  time: step * 0.5,
  epoch: 0,
  version: 0,
  state: "running",
  asked: 1,
  achieved: 1,
  commands: 0,
  channels,
  buffer: new ArrayBuffer(0),
  ...more,
});

export function feedOf(channels: ChannelSpecs, more: Partial<Opened> = {}): FrameFeed {
  const feed = new FrameFeed();
  feed.open(openedAs(channels, more));
  return feed;
}

/** What happens to both runs: they go on, or both seek. */
export type Turn = { readonly kind: "go"; readonly steps: number } | { readonly kind: "seek"; readonly share: number };

/** A pair of runs in lock-step: first the frame of A, then that of B. `emit` says what a run sends for the steps (from, to]. */
export class Pair {
  readonly a: FrameFeed;
  readonly b: FrameFeed;
  step = 0;
  private epoch = 0;
  private readonly emit: (run: "a" | "b", from: number, to: number) => Record<string, ChannelData>;

  constructor(
    specs: { readonly a: ChannelSpecs; readonly b: ChannelSpecs },
    emit: (run: "a" | "b", from: number, to: number) => Record<string, ChannelData>,
  ) {
    this.a = feedOf(specs.a);
    this.b = feedOf(specs.b);
    this.emit = emit;
  }

  /** @param between what is done while A is ahead of B */
  take(turn: Turn, between: () => void = () => undefined): void {
    const from = this.step;
    if (turn.kind === "go") this.step += turn.steps;
    else {
      this.step = Math.floor(this.step * turn.share);
      this.epoch++;
    }
    for (const run of ["a", "b"] as const) {
      const data = turn.kind === "go" ? this.emit(run, from, this.step) : {};
      this[run].push(frameAt(this.step, data, { epoch: this.epoch }));
      if (run === "a") between();
    }
  }
}
