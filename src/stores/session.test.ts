import { expect, it } from "vitest";
import { EXPERIMENTS, type ExperimentId } from "../../workers/catalog";
import { defaultParams } from "../../workers/params/validate";
import type { Opened } from "../../workers/protocol";
import { fakeClient } from "../sim-client/fakeClient";
import { connect, openSession } from "./session";
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
