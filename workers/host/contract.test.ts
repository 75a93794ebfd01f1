import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { RunnableExperiment } from "../experiments/_experiment";
import { presetParams } from "../params/presets";
import { describeParams, type ParamSpec } from "../params/schema";
import type { OpenRequest, Result } from "../protocol";
import { RUNNABLE } from "../runnable";
import { Session } from "./session";

/** What the host relies on, for every experiment of the catalog and each of its presets. */

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.message}`);
  return result.value;
}

const open = (request: OpenRequest): Session => value(Session.open(request, { experiments: RUNNABLE }));
const digest = async (session: Session): Promise<string> => value(await session.digest());

function arrive(session: Session, step: number): void {
  session.seek(step);
  while (!session.replay(137));
}

/** Any value of a parameter, in its range or not. */
function anyValue(spec: ParamSpec): fc.Arbitrary<unknown> {
  switch (spec.kind) {
    case "number":
      if (spec.values !== undefined) return fc.constantFrom(...spec.values, spec.min / 3, "x");
      return fc.oneof(
        fc.double({ min: spec.min, max: spec.max, noNaN: true }),
        fc.constantFrom(spec.min, spec.max, spec.min - 1, "x"),
      );
    case "integer":
      return fc.oneof(
        fc.integer({ min: spec.min, max: Math.min(spec.max, spec.min + 300) }),
        fc.constantFrom(spec.min - 1, 0.5),
      );
    case "choice":
      return fc.constantFrom(...spec.choices.map((option) => option.value), "none");
    case "flag":
      return fc.constantFrom(true, false, 1);
    case "asset":
      return fc.constantFrom("", "x");
    case "times":
      return fc.oneof(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }).map((list) => list.sort((a, b) => a - b)),
        fc.constantFrom([2, 1], "x"),
      );
    case "numbers":
      return fc.oneof(
        fc.array(fc.double({ min: spec.min, max: spec.max, noNaN: true }), { maxLength: 8 }),
        fc.constantFrom([spec.max + 1], "x"),
      );
  }
}

/** Most steps of a run, and bytes of state it may pass through: large networks run for fewer steps. */
const LONGEST = 2200;
const WORK = 1e8;
/** Most steps where each trains a batch: connections are rewired every ten or twenty of them. */
const MOST_BATCHES = 500;
/** Random edits: some five of each parameter in the smallest schemas, one or two in the largest; many of them build anew. */
const EDITS = 120;

/** Exactly the channels it declares, each of its kind, in order of time, and each sample once. */
function expectChannels(session: Session): void {
  expect(Object.keys(session.channels).sort()).toEqual(Object.keys(session.specs).sort());
  for (const [name, source] of Object.entries(session.channels)) {
    const data = source.take();
    expect(data.kind).toBe(session.specs[name]?.kind);
    if (!("steps" in data)) continue;
    const steps = [...data.steps];
    expect(steps.every((step, i) => step <= session.step && step >= (steps[i - 1] ?? 0))).toBe(true);
    const again = source.take();
    expect("steps" in again && again.steps).toHaveLength(0);
  }
}

const cases = (Object.values(RUNNABLE) as RunnableExperiment[]).flatMap((experiment) =>
  Object.keys(experiment.presets).map((preset) => ({ id: experiment.id, experiment, preset })),
);

describe.each(cases)("$id, preset $preset", ({ id, experiment, preset }) => {
  const request = { experiment: id, params: presetParams(experiment, preset), seed: 11 };
  const lengthOf = (session: Session): number => {
    const { endStep, stateBytes, params } = session;
    const longest = experiment.clock?.(params as never) === undefined ? LONGEST : MOST_BATCHES;
    return Math.min(endStep ?? longest, longest, Math.ceil(WORK / stateBytes));
  };

  it("gives the same bits however it is cut, sought and restored, and publishes what it declares", async () => {
    const whole = open(request);
    const length = lengthOf(whole);
    whole.advance(length);
    const wanted = await digest(whole);
    expectChannels(whole);

    const cut = open(request);
    cut.advance(1);
    for (const part of [0.1, 0.3, 0.7]) {
      cut.advance(Math.floor(part * length) - cut.step);
      cut.remember();
    }
    const checkpoint = cut.checkpoint();
    cut.advance(length);
    arrive(cut, Math.floor(0.5 * length));
    arrive(cut, length);
    expect(await digest(cut)).toBe(wanted);

    const restored = open({ ...request, checkpoint, step: length });
    while (!restored.replay(1000));
    expect(await digest(restored)).toBe(wanted);
  });
});

describe.each(Object.values(RUNNABLE) as RunnableExperiment[])("$id", (experiment) => {
  it("survives random edits, and its record leads to the same bits", async () => {
    const specs = describeParams(experiment.schema);
    const edit = fc
      .constantFrom(...specs)
      .chain((spec) => anyValue(spec).map((given) => ({ path: spec.path, value: given })));
    const session = open({ experiment: experiment.id, seed: 3 });
    let accepted = 0;
    for (const [i, { path, value: given }] of fc.sample(edit, { numRuns: EDITS, seed: 4 }).entries()) {
      const before = session.params;
      const result = session.set(path, given);
      // A seek back to its place may be long in this experiment; here only that it can be left matters.
      session.replay(200);
      session.cancelSeek();
      if (result.ok) accepted++;
      else expect(session.params).toEqual(before);
      session.advance(i % 7);
    }
    expect(accepted).toBeGreaterThan(EDITS / 4);
    const again = open(session.record());
    while (!again.replay(1000));
    expect(again.params).toEqual(session.params);
    expect(await digest(again)).toBe(await digest(session));
  });
});
