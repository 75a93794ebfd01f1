import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { sessionFileText } from "../../workers/params/sessionFile";
import { defaultParams } from "../../workers/params/validate";
import { fail, type Opened, type OpenRequest, ok, type SessionRecord } from "../../workers/protocol";
import { saveAndReload } from "../offline/offline";
import { fakeClient } from "../sim-client/fakeClient";
import { goOn } from "./arrival";
import { enterClass, leaveClass, useClassroom } from "./classroom";
import { openFile } from "./files";
import { useLab } from "./labStore";
import { type Notice, onNotice } from "./notices";
import { openFromPage } from "./open";
import { keepRunsOn, useRuns } from "./runs";
import { connect, openings, openSession } from "./session";

const params = defaultParams(EXPERIMENTS.stdp.schema);
const record: SessionRecord = { format: 1, experiment: "stdp", params, seed: 42, log: [], step: 900 };
const checkpoint = { step: 900, commands: 0, block: new ArrayBuffer(8), plain: "", build: "" };
const opened: Opened = {
  experiment: "stdp",
  params,
  seed: 42,
  stepMs: 0.1,
  endStep: null,
  channels: EXPERIMENTS.stdp.channels(params as never),
  step: 900,
  epoch: 1,
  bytes: { state: 0, fixed: 0 },
};

let requests: OpenRequest[];
let ran: number;
let refused: number | null;
let still: boolean;
let notices: Notice[];
/** Of all tests: it is said once in the life of a page. */
const saveFailures: Notice[] = [];
let silence: () => void;

const flush = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(async () => {
  [requests, ran, refused, still, notices] = [[], 0, null, false, []];
  vi.stubGlobal("location", { hash: "#/stdp", href: "http://lab.example/#/stdp" });
  vi.stubGlobal("history", { state: null, replaceState: (_: unknown, __: string, to: string) => (location.hash = to) });
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
  vi.stubGlobal("cancelAnimationFrame", () => {});
  vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => {}, removeItem: () => {} });
  const denied = () => {
    throw new Error("denied");
  };
  vi.stubGlobal("indexedDB", { open: denied });
  silence = onNotice((notice) => (notice.title === "save.failed" ? saveFailures : notices).push(notice));
  keepRunsOn({ entries: async () => [], set: async () => {}, del: async () => {} });
  connect(
    fakeClient(opened, {
      open: async (request) => {
        requests.push(request);
        return request.seed === refused ? fail("capacity", "", "there is no memory") : ok(opened);
      },
      fork: async () => ok({ record, checkpoint }),
      run: async () => {
        ran++;
        return ok(undefined);
      },
    }).create,
  );
  useLab.setState({ experiment: null, phase: "idle" });
  expect(await openSession("stdp")).toBeNull();
});

afterEach(() => {
  silence();
  leaveClass();
  vi.unstubAllGlobals();
});

const file = (run: boolean) =>
  new File(
    [sessionFileText({ record: { ...record, seed: 7, step: 5 }, digest: null, page: run ? { run } : {} })],
    "run.synaptarium.json",
  );
const told = () => notices.map(({ title }) => title);

it("a session file leaves the run whose place it takes in the list, and a way back to it", async () => {
  await openFile(file(true));
  expect(ran).toBe(1);
  expect(useRuns.getState().runs.map((kept) => kept.record)).toEqual([record]);
  notices.find(({ title }) => title === "file.loaded")?.action?.run();
  await flush();
  expect(requests.map(({ seed }) => seed)).toEqual([undefined, 7, 42]);
  expect(requests.at(-1)).toMatchObject({ step: 900, checkpoint });
});

it("a file or link that the worker refuses takes no run and no class away", async () => {
  refused = 7;
  await openFile(file(false));
  expect(requests.at(-1)).toMatchObject({ seed: 42, step: 900, checkpoint });
  expect([useLab.getState().phase, told().at(-1)]).toEqual(["open", "error.open"]);
  enterClass("stdp", { ...useClassroom.getState(), mode: "free", params: [] }, "class=free&params=none");
  location.hash = "#/stdp?seed=7&class=locked";
  await openFromPage("stdp");
  expect(requests.at(-1)).toMatchObject({ seed: 42, step: 900, checkpoint });
  expect(useClassroom.getState().mode).toBe("free");
  expect([location.hash, told().at(-1)]).toEqual(["#/stdp", "link.bad"]);
});

it("no run goes on by itself where little motion is wanted, nor one that came in the meantime", async () => {
  await goOn({ run: true }, openings() - 1);
  still = true;
  await openFile(file(true));
  expect(ran).toBe(0);
});

it("a link stays in the address, and the page is not reloaded, where the run cannot be saved", async () => {
  location.hash = "#/stdp?seed=9";
  await openFromPage("stdp");
  await flush();
  expect(location.hash).toBe("#/stdp?seed=9");
  let reloaded = 0;
  await saveAndReload(() => reloaded++);
  expect([reloaded, told().at(-1)]).toEqual([0, "offline.unsaved"]);
  expect(saveFailures).toHaveLength(1);
  notices.at(-1)?.action?.run();
  expect(reloaded).toBe(1);
});
