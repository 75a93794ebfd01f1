import { afterEach, describe, expect, it, vi } from "vitest";
import { NO_PROGRESS, type Progress, type ProgressAction, recallProgress, reduceProgress } from "./progress";

const outcomeOf = (...actions: ProgressAction[]): Progress => actions.reduce(reduceProgress, NO_PROGRESS);
const challenge = "histogram";
const result = { passed: true, outcome: "two", measured: {} };

describe("progress", () => {
  it("lets a prediction be changed until its test begins, and not after", () => {
    const first: ProgressAction = { type: "predict", challenge, outcome: "one" };
    const second: ProgressAction = { type: "predict", challenge, outcome: "two" };
    expect(outcomeOf(first, second).predictions).toEqual({ histogram: "two" });
    expect(outcomeOf(first, { type: "begin", challenge }, second).predictions).toEqual({ histogram: "one" });
  });

  it("keeps the first result until the test is taken again", () => {
    const begun: ProgressAction[] = [
      { type: "begin", challenge },
      { type: "settle", challenge, result },
    ];
    const other = { ...result, passed: false };
    expect(outcomeOf(...begun, { type: "settle", challenge, result: other }).results[challenge]).toEqual(result);
    expect(outcomeOf(...begun, { type: "again", challenge })).toEqual(NO_PROGRESS);
  });

  it("takes no result of a test that was not begun", () => {
    expect(outcomeOf({ type: "settle", challenge, result })).toEqual(NO_PROGRESS);
  });

  it("remembers which steps were left, once each", () => {
    const there: ProgressAction = { type: "open", step: "b", from: "a" };
    const back: ProgressAction = { type: "open", step: "a", from: "b" };
    expect(outcomeOf(there, back, there)).toMatchObject({ step: "b", left: ["a", "b"] });
  });

  it("can be forgotten", () => {
    expect(outcomeOf({ type: "begin", challenge }, { type: "forget" })).toEqual(NO_PROGRESS);
  });
});

describe("what the device remembers", () => {
  afterEach(() => vi.unstubAllGlobals());
  const holding = (text: string | null) => vi.stubGlobal("localStorage", { getItem: () => text });

  it("is read back", () => {
    const kept = outcomeOf({ type: "begin", challenge }, { type: "settle", challenge, result });
    holding(JSON.stringify(kept));
    expect(recallProgress("stdp")).toEqual(kept);
  });

  it.each([null, "", "{", "[]", '{"step":3}', '{"step":"a","left":[],"predictions":{},"begun":[],"results":{"x":1}}'])(
    "is no progress when it is %s",
    (text) => {
      holding(text);
      expect(recallProgress("stdp")).toEqual(NO_PROGRESS);
    },
  );

  it("is no progress where the device forbids to remember", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new Error("forbidden");
      },
    });
    expect(recallProgress("stdp")).toEqual(NO_PROGRESS);
  });
});
