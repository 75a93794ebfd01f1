import { create } from "zustand";
import type { ExperimentId } from "../../workers/catalog";
import { describeParams, type ParamSpec } from "../../workers/params/schema";
import type { ChannelSpecs, LoopRange, ParamTree, RunClock, RunState, SimError, Speed } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import type { ParamEdit } from "../views/_view";

/** Intent: what is open and how it should run. Recorded data never enters this store; it lives in the feed. */

/** One undoable change: the values before and after, path by path. */
export interface EditStep {
  readonly before: readonly ParamEdit[];
  readonly after: readonly ParamEdit[];
}

export interface LabState {
  readonly experiment: ExperimentId | null;
  readonly phase: "idle" | "opening" | "open" | "failed";
  /** Why the experiment could not be opened; set while `phase` is "failed". */
  readonly failure: SimError | null;
  /** Parameters as asked for, including those of a drag that is under way. */
  readonly params: ParamTree;
  readonly seed: number;
  /** Length of one step in ms. */
  readonly stepMs: number;
  /** How steps are counted that are no spans of time. */
  readonly clock: RunClock | undefined;
  readonly endStep: number | null;
  readonly channels: ChannelSpecs;
  readonly runState: RunState;
  readonly asked: Speed;
  /** Section that is played over and over. */
  readonly loop: LoopRange | null;
  /** Refused values by parameter path; the last good value keeps running. */
  readonly fieldErrors: Readonly<Record<string, SimError>>;
  readonly past: readonly EditStep[];
  readonly future: readonly EditStep[];
  /** The last intervention of this session; `count` rises with each. */
  readonly lastAct: { readonly name: string; readonly step: number; readonly count: number } | null;
}

export const useLab = create<LabState>()(() => ({
  experiment: null,
  phase: "idle",
  failure: null,
  params: {},
  seed: 0,
  stepMs: 1,
  clock: undefined,
  endStep: null,
  channels: {},
  runState: "paused",
  asked: 1,
  loop: null,
  fieldErrors: {},
  past: [],
  future: [],
  lastAct: null,
}));

const described = new Map<ExperimentId, readonly ParamSpec[]>();

/** Every parameter of an experiment in declaration order. */
export function paramSpecs(id: ExperimentId): readonly ParamSpec[] {
  let specs = described.get(id);
  if (specs === undefined) {
    specs = describeParams(EXPERIMENTS[id].schema);
    described.set(id, specs);
  }
  return specs;
}
