import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { Session } from "../../workers/host/session";
import type { ChannelKind, DataOf } from "../../workers/protocol";
import { RUNNABLE_MATTER } from "../../workers/runnableMatter";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { CROSSBAR_CHALLENGES as C } from "./crossbar.challenges";
import { regimeOf } from "./setUp";
import { checkChallenge } from "./watch";

const { crossbar } = EXPERIMENTS;

/** What a challenge shows after a few read cycles. */
function outcomeOf(challenge: Challenge, prediction = challenge.claim ?? "", steps = 2): Check {
  const opened = Session.open(
    { experiment: "crossbar", params: regimeOf(crossbar, challenge), seed: 42 },
    { experiments: RUNNABLE_MATTER, snapshotBudget: 0 },
  );
  if (!opened.ok) throw new Error(opened.error.message);
  const session = opened.value;
  session.advance(steps);
  const reader: ChannelReader = {
    spec: (channel) => session.specs[channel],
    read: <K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null => {
      const source = session.channels[channel];
      source?.settle?.();
      const data = source?.take();
      return data?.kind === kind ? (data as DataOf<K>) : null;
    },
    clock: {
      step: steps,
      stepMs: session.stepMs,
      time: steps * session.stepMs,
      epoch: 1,
      state: "running",
      endStep: null,
    },
    params: session.params,
    elapsed: steps * session.stepMs,
  };
  return checkChallenge(crossbar, challenge, reader, prediction);
}

describe("each test on the array itself", () => {
  it("loses most of the current in 256 x 256 cells, and little when they are ten times weaker", () => {
    const test = outcomeOf(C.wires, "most");
    expect(test).toMatchObject({ status: "passed", outcome: "most" });
    expect(test.measured.lost?.value).toBeGreaterThan(60);
    expect(outcomeOf(C.wires, "half").status).toBe("failed");
    expect(outcomeOf(C.wiresControl)).toMatchObject({ status: "passed", outcome: "same" });
  });

  it("reads little of a cell among floating lines, and all of it at ground", () => {
    expect(outcomeOf(C.sneak, "little")).toMatchObject({ status: "passed", outcome: "little" });
    const control = outcomeOf(C.sneakControl);
    expect(control).toMatchObject({ status: "passed", outcome: "all" });
    expect(control.measured.margin?.value).toBeGreaterThan(95);
  });

  it.each([1, 2, 5, 9])("wastes more than a bit with a range of ten standard deviations, cycle %d", (steps) => {
    expect(outcomeOf(C.range, "more", steps)).toMatchObject({ status: "passed", outcome: "more" });
    const control = outcomeOf(C.rangeControl, undefined, steps);
    expect(control).toMatchObject({ status: "passed", outcome: "nothing" });
    expect(control.measured.at?.value).toBeGreaterThan(1.9);
    expect(control.measured.at?.value).toBeLessThan(3.3);
  });

  it("is ruined by a few shorts, and hardly notices as many opens", () => {
    const test = outcomeOf(C.faults, "ruin");
    expect(test).toMatchObject({ status: "passed", outcome: "ruin" });
    expect(test.measured.faults?.value).toBeLessThan(20);
    const control = outcomeOf(C.faultsControl);
    expect(control).toMatchObject({ status: "passed", outcome: "none" });
    expect(control.measured.accuracy?.value).toBeCloseTo(86, -1);
  });

  it("keeps a part of the error of a day with one factor, and none where all cells drift alike", () => {
    const test = outcomeOf(C.drift, "part");
    expect(test).toMatchObject({ status: "passed", outcome: "part" });
    // Relative errors of 128 x 128 cells: 0.358 and 0.173.
    expect(test.measured.bare?.value).toBeCloseTo(36, -1);
    expect(test.measured.mended?.value).toBeLessThan(22);
    const control = outcomeOf(C.driftControl);
    expect(control).toMatchObject({ status: "passed", outcome: "gone" });
    expect(control.measured.mended?.value).toBeLessThan(1e-9);
  });
});
