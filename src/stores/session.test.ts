import { expect, it } from "vitest";
import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENTS } from "../../workers/catalog";
import { defaultParams } from "../../workers/params/validate";
import type { Opened } from "../../workers/protocol";
import { fakeClient } from "../sim-client/fakeClient";
import { useLab } from "./labStore";
import { adoptApplied, confirmedParams, connect, openSession } from "./session";
import { select, useView } from "./viewStore";

const answer = (experiment: ExperimentId): Opened => {
  const params = defaultParams(EXPERIMENTS[experiment].schema);
  const channels = EXPERIMENTS[experiment].channels(params as never);
  const bytes = { state: 0, fixed: 0 };
  return { experiment, params, seed: 42, stepMs: 0.1, endStep: null, channels, step: 0, epoch: 1, bytes };
};

it("keeps what is selected while the experiment is opened anew, and drops it with the experiment", async () => {
  const chosen = { kind: "neuron", index: 7 } as const;
  connect(fakeClient(answer("network")).create);
  expect(await openSession("network")).toBeNull();
  select(chosen);
  expect(await openSession("network", { seed: 43 })).toBeNull();
  expect(useView.getState().selection).toEqual(chosen);
  connect(fakeClient(answer("stdp")).create);
  expect(await openSession("stdp")).toBeNull();
  expect(useView.getState().selection).toBeNull();
});

it("is not taken back to older parameters by a frame that was on its way while an edit was answered", async () => {
  const opened = answer("network");
  const { create, frame } = fakeClient(opened);
  connect(create);
  expect(await openSession("network")).toBeNull();
  const [before, edited, later] = [1, 2, 3].map((dt) => ({ ...opened.params, dt }));
  if (before === undefined || edited === undefined || later === undefined) throw new Error("three trees");
  adoptApplied({ step: 0, version: 2, params: edited, kept: 0, logged: [] });
  frame({ version: 1, changed: { params: before, channels: opened.channels } });
  expect(confirmedParams()).toEqual(edited);
  frame({ version: 3, changed: { params: later, channels: opened.channels } });
  expect(confirmedParams()).toEqual(later);
  expect(useLab.getState().params).toEqual(later);
});
