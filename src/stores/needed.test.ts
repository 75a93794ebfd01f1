import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { assetText } from "../../workers/params/assets";
import { sessionFileText } from "../../workers/params/sessionFile";
import { defaultParams } from "../../workers/params/validate";
import { fail, type Opened, type OpenRequest, ok, type ParamTree, type SessionRecord } from "../../workers/protocol";
import { loadExperiment } from "../experiments/declarations";
import { fakeClient } from "../sim-client/fakeClient";
import { openNeeded } from "./data";
import { openFile } from "./files";
import { useLab } from "./labStore";
import { isStandIn, useNeeded } from "./needed";
import { type Notice, onNotice } from "./notices";
import { keepRunsOn, useRuns } from "./runs";
import { connect, openSession } from "./session";

await loadExperiment("rewiring");

const IMAGES = assetText({ digest: "a".repeat(64), size: 47_040_016, name: "train-images-idx3-ubyte" });
const DIGEST = "b".repeat(64);
const bare = defaultParams(EXPERIMENTS.rewiring.schema);
const params: ParamTree = { ...bare, task: { ...(bare.task as ParamTree), images: IMAGES } };
const record: SessionRecord = { format: 1, experiment: "rewiring", params, seed: 7, log: [], step: 300 };

let requests: OpenRequest[];
let here: boolean;
let notices: Notice[];
let silence: () => void;

const openedWith = (request: OpenRequest): Opened => ({
  experiment: "rewiring",
  params: request.params as ParamTree,
  seed: 7,
  stepMs: 1,
  endStep: null,
  channels: {},
  step: request.step ?? 0,
  epoch: requests.length,
  bytes: { state: 0, fixed: 0 },
});

beforeEach(async () => {
  [requests, here, notices] = [[], false, []];
  vi.stubGlobal("location", { hash: "#/rewiring", href: "http://lab.example/#/rewiring" });
  vi.stubGlobal("history", { state: null, replaceState: () => {} });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("cancelAnimationFrame", () => {});
  silence = onNotice((notice) => notices.push(notice));
  keepRunsOn({ entries: async () => [], set: async () => {}, del: async () => {} });
  connect(
    fakeClient(openedWith({ experiment: "rewiring", params: bare }), {
      open: async (request) => {
        requests.push(request);
        const needs = JSON.stringify(request.params).includes(IMAGES);
        return needs && !here ? fail("missing", "", "this run needs a file") : ok(openedWith(request));
      },
      lacking: async (values) => ok(here ? [] : values),
    }).create,
  );
  useLab.setState({ experiment: null, phase: "idle" });
});

afterEach(() => {
  silence();
  vi.unstubAllGlobals();
  useNeeded.setState({ needed: null });
});

describe("a run whose data files are not here", () => {
  it("is kept, while its beginning is shown with the built-in data", async () => {
    expect(await openSession("rewiring", record)).toBeNull();
    expect(requests.at(-1)).toEqual({ experiment: "rewiring", params: bare, seed: 7 });
    expect(useLab.getState()).toMatchObject({ phase: "open", params: bare });
    expect(useNeeded.getState().needed?.assets).toMatchObject([{ name: "train-images-idx3-ubyte", size: 47_040_016 }]);
    expect(useRuns.getState().runs.map((run) => [run.record, run.wanted])).toEqual([[record, true]]);
  });

  it("does not give way to what stands in on the device, until somebody does something with that", async () => {
    await openSession("rewiring", record);
    const standIn = { ...record, params: bare, step: 0 };
    expect(isStandIn(standIn)).toBe(true);
    expect(isStandIn({ ...standIn, step: 1 })).toBe(false);
    expect(isStandIn({ ...standIn, log: [{ type: "act", step: 0, name: "lesion", args: {} }] })).toBe(false);
    expect(isStandIn({ ...standIn, params: { ...bare, rule: "set" } })).toBe(false);
    await openSession("rewiring", { params: bare });
    expect(isStandIn(standIn)).toBe(false);
  });

  it("opens at its moment once the files are here, and its digest is checked only then", async () => {
    const text = sessionFileText({ record, digest: DIGEST, page: { run: true } });
    await openFile(new File([text], "mine.synaptarium.json"));
    await openSession("rewiring", { params: bare });
    await openFile(new File([text], "mine.synaptarium.json"));
    expect(useNeeded.getState().needed?.digest).toBe(DIGEST);
    expect(notices.filter(({ title }) => title.startsWith("digest."))).toEqual([]);
    here = true;
    await openNeeded();
    expect(requests.at(-1)).toMatchObject({ params, seed: 7, log: [], step: 300 });
    expect(useNeeded.getState().needed).toBeNull();
    expect(notices.map(({ title }) => title)).toContain("data.complete");
  });
});
