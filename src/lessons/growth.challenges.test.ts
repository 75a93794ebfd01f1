import { describe, expect, it } from "vitest";
import { STRUCTURE } from "../../workers/catalogStructure";
import { Session } from "../../workers/host/session";
import type { ChannelData, ChannelKind, DataOf } from "../../workers/protocol";
import { RUNNABLE_STRUCTURE } from "../../workers/runnableStructure";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { GROWTH_CHALLENGES as C } from "./growth.challenges";
import { regimeOf } from "./setUp";
import { checkChallenge } from "./watch";

const { growth } = STRUCTURE;

interface Run {
  readonly seconds: number;
  readonly prediction?: string;
  /** Half of the neurons die at this time, in s. */
  readonly kill?: number;
  /** No connection is born or dies from this time on, in s. */
  readonly freeze?: number;
}

/** What a challenge shows after some time, read as the page reads it: streams since the start. */
function outcomeOf(challenge: Challenge, { seconds, prediction = challenge.claim ?? "", kill, freeze }: Run): Check {
  const opened = Session.open(
    { experiment: "growth", params: regimeOf(growth, challenge), seed: 42 },
    { experiments: RUNNABLE_STRUCTURE, snapshotBudget: 0 },
  );
  if (!opened.ok) throw new Error(opened.error.message);
  const session = opened.value;
  const deeds = [
    ...(freeze === undefined ? [] : [{ at: freeze, act: () => session.act("freeze", { on: true }) }]),
    ...(kill === undefined ? [] : [{ at: kill, act: () => session.act("kill", { share: 50 }) }]),
  ].sort((a, b) => a.at - b.at);
  let step = 0;
  const go = (to: number): void => {
    session.advance(to - step);
    step = to;
  };
  for (const { at, act } of deeds) {
    go(1000 * at);
    act();
  }
  go(1000 * seconds);
  const taken = new Map<string, ChannelData | undefined>();
  const reader: ChannelReader = {
    spec: (channel) => session.specs[channel],
    read: <K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null => {
      if (!taken.has(channel)) taken.set(channel, session.channels[channel]?.take());
      const data = taken.get(channel);
      return data?.kind === kind ? (data as DataOf<K>) : null;
    },
    clock: { step, stepMs: 1, time: step, epoch: 1, state: "running", endStep: null },
    params: session.params,
    elapsed: step,
  };
  return checkChallenge(growth, challenge, reader, prediction);
}

describe("each test on the network itself", () => {
  it("grows to both targets, is not judged before, and stays short of them where nothing grows", () => {
    const test = outcomeOf(C.target, { seconds: 150, prediction: "target" });
    expect(test).toMatchObject({ status: "passed", outcome: "target" });
    expect(test.measured.inhibitory?.value).toBeCloseTo(20, -0.6);
    expect(outcomeOf(C.target, { seconds: 20, prediction: "target" }).outcome).toBeNull();
    const control = outcomeOf(C.targetControl, { seconds: 31, freeze: 0 });
    expect(control).toMatchObject({ status: "passed", outcome: "short" });
    expect(control.measured.synapses?.value).toBe(0);
  });

  it("stays silent with a limit at zero, and wakes where silence grows", () => {
    expect(outcomeOf(C.silent, { seconds: 30, prediction: "none" })).toMatchObject({
      status: "passed",
      outcome: "none",
    });
    expect(outcomeOf(C.silentControl, { seconds: 30 })).toMatchObject({ status: "passed", outcome: "grows" });
  });

  it("recovers from a loss of half of its neurons, and does not once it is frozen", () => {
    expect(outcomeOf(C.heal, { seconds: 20, prediction: "back" })).toMatchObject({ outcome: null, measured: {} });
    const test = outcomeOf(C.heal, { seconds: 205, kill: 140, prediction: "back" });
    expect(test).toMatchObject({ status: "passed", outcome: "back" });
    expect(test.measured.alive?.value).toBe(500);
    expect(outcomeOf(C.healControl, { seconds: 167, kill: 102, freeze: 101 })).toMatchObject({
      status: "passed",
      outcome: "lost",
    });
  });

  it("runs away where updates come late", () => {
    expect(outcomeOf(C.late, { seconds: 200, prediction: "runaway" })).toMatchObject({
      status: "passed",
      outcome: "runaway",
    });
  });

  it("finds the informative sources, and no more than by chance where none is", () => {
    const test = outcomeOf(C.search, { seconds: 120, prediction: "most" });
    expect(test).toMatchObject({ status: "passed", outcome: "most" });
    expect(outcomeOf(C.searchControl, { seconds: 120 })).toMatchObject({ status: "passed", outcome: "chance" });
  });
});
