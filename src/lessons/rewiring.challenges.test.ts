import { describe, expect, it } from "vitest";
import { STRUCTURE } from "../../workers/catalogStructure";
import { Session } from "../../workers/host/session";
import type { ChannelData, ChannelKind, DataOf, TraceData } from "../../workers/protocol";
import { RUNNABLE_STRUCTURE } from "../../workers/runnableStructure";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { REWIRING_CHALLENGES as C } from "./rewiring.challenges";
import { regimeOf } from "./setUp";
import { checkChallenge } from "./watch";

const { rewiring } = STRUCTURE;

interface Run {
  readonly steps: number;
  readonly prediction?: string;
  /** Half of the connections are taken away at this step. */
  readonly lesion?: number;
}

/** What a challenge shows after some steps, read as the page reads it: streams since the start. */
function outcomeOf(challenge: Challenge, { steps, prediction = challenge.claim ?? "", lesion = -1 }: Run): Check {
  const opened = Session.open(
    { experiment: "rewiring", params: regimeOf(rewiring, challenge), seed: 42 },
    { experiments: RUNNABLE_STRUCTURE, snapshotBudget: 0 },
  );
  if (!opened.ok) throw new Error(opened.error.message);
  const session = opened.value;
  if (lesion >= 0) {
    session.advance(lesion);
    session.act("lesion", { share: 50 });
  }
  session.advance(steps - Math.max(0, lesion));
  const taken = new Map<string, ChannelData | undefined>();
  const reader: ChannelReader = {
    spec: (channel) => session.specs[channel],
    read: <K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null => {
      if (!taken.has(channel)) taken.set(channel, session.channels[channel]?.take());
      const data = taken.get(channel);
      return data?.kind === kind ? (data as DataOf<K>) : null;
    },
    clock: { step: steps, stepMs: 1, time: steps, epoch: 1, state: "running", endStep: null },
    params: session.params,
    elapsed: steps,
  };
  return checkChallenge(rewiring, challenge, reader, prediction);
}

describe("each test on the network itself", () => {
  it("reads four of five digits with one connection in fifty, and is not judged before it learnt", () => {
    const test = outcomeOf(C.enough, { steps: 600, prediction: "near" });
    expect(test).toMatchObject({ status: "passed", outcome: "near" });
    expect(test.measured.accuracy?.value).toBeGreaterThan(85);
    expect(outcomeOf(C.enough, { steps: 100, prediction: "near" }).outcome).toBeNull();
  });

  it("gathers connections in the middle under RigL, and nowhere where none moves", () => {
    const test = outcomeOf(C.dies, { steps: 1000, prediction: "middle" });
    expect(test).toMatchObject({ status: "passed", outcome: "middle" });
    expect(outcomeOf(C.diesControl, { steps: 1000 })).toMatchObject({ status: "passed", outcome: "same" });
  });

  it("wins the race at 0.5 % by rewiring", () => {
    expect(outcomeOf(C.race, { steps: 1500, prediction: "above" })).toMatchObject({ status: "passed" });
    expect(outcomeOf(C.raceControl, { steps: 1500 })).toMatchObject({ status: "passed", outcome: "below" });
  });

  it("grows back what a lesion took, unless the topology is fixed", () => {
    const test = outcomeOf(C.heal, { steps: 500, lesion: 220, prediction: "back" });
    expect(test).toMatchObject({ status: "passed", outcome: "back" });
    expect(test.measured.left?.value).toBeLessThan(0.6 * (test.measured.before?.value ?? 0));
    expect(outcomeOf(C.heal, { steps: 300, prediction: "back" }).outcome).toBeNull();
    expect(outcomeOf(C.healControl, { steps: 500, lesion: 220 })).toMatchObject({ status: "passed", outcome: "gone" });
  });

  it("computes many gradients for each newborn of RigL, and none for SET", () => {
    const test = outcomeOf(C.probes, { steps: 420, prediction: "many" });
    expect(test).toMatchObject({ status: "passed", outcome: "many" });
    expect(test.measured.each?.value).toBeGreaterThan(100);
    expect(outcomeOf(C.probesControl, { steps: 420 })).toMatchObject({ status: "passed", outcome: "none" });
  });

  it("saves 96.7 % of the memory at 2 %, not 98, and loses some at 100 %", () => {
    const test = outcomeOf(C.memory, { steps: 1, prediction: "most" });
    expect(test).toMatchObject({ status: "passed", outcome: "most" });
    // 266,200 weights of 4 bytes.
    expect(test.measured.dense?.value).toBe(1064.8);
    expect(outcomeOf(C.memory, { steps: 1, prediction: "all" }).status).toBe("failed");
    expect(outcomeOf(C.memoryControl, { steps: 1 })).toMatchObject({ status: "passed", outcome: "more" });
  });
});

it("needs samples before it says anything of a lesion", () => {
  const spec = {
    kind: "trace",
    label: "",
    doc: "",
    every: 5,
    signals: [{ name: "connections", label: "", symbol: "K", unit: "1", axis: "k" }],
  } as const;
  const reader = (counts: readonly number[]): ChannelReader => ({
    spec: () => spec,
    read: <K extends ChannelKind>(_: string, kind: K): DataOf<K> | null => {
      const steps = Uint32Array.from(counts, (_count, i) => 5 * (i + 1));
      const data: TraceData = { kind: "trace", steps, values: Float32Array.from(counts) };
      return kind === "trace" ? (data as DataOf<K>) : null;
    },
    clock: { step: 0, stepMs: 1, time: 0, epoch: 1, state: "running", endStep: null },
    params: {},
    elapsed: 0,
  });
  const flat = (count: number, n: number): number[] => Array.from({ length: n }, () => count);
  expect(C.heal.measure(reader([]))).toEqual({ measured: {}, outcome: null });
  expect(C.heal.measure(reader(flat(100, 40))).outcome).toBeNull();
  expect(C.heal.measure(reader([...flat(100, 10), ...flat(50, 20)])).outcome).toBeNull();
  expect(C.heal.measure(reader([...flat(100, 10), ...flat(50, 40)])).outcome).toBe("gone");
  expect(C.heal.measure(reader([...flat(100, 10), ...flat(50, 20), ...flat(70, 20)])).outcome).toBe("part");
  expect(C.heal.measure(reader([...flat(100, 10), ...flat(50, 20), ...flat(100, 20)])).outcome).toBe("back");
});
