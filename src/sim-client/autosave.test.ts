import { beforeEach, describe, expect, it } from "vitest";
import type { Checkpoint, SessionRecord } from "../../workers/protocol";
import { Autosave, type KeyValueStore } from "./autosave";

const record = (step: number): SessionRecord => ({
  format: 1,
  experiment: "toy",
  params: { gain: 2 },
  seed: 1,
  log: [],
  step,
});
const checkpoint: Checkpoint = { step: 5, commands: 0, block: new ArrayBuffer(8), plain: "" };

let map: Map<string, unknown>;
let session: Map<string, string>;
let problems: string[];

const store = (): KeyValueStore => ({
  get: async (key) => structuredClone(map.get(key)),
  set: async (key, value) => void map.set(key, structuredClone(value)),
  del: async (key) => void map.delete(key),
  keys: async () => [...map.keys()],
});

const open = (now = 1_000, own = store()): Autosave =>
  new Autosave({
    store: own,
    tab: { getItem: (key) => session.get(key) ?? null, setItem: (key, value) => void session.set(key, value) },
    now: () => now,
    onProblem: (reason) => problems.push(reason),
  });

beforeEach(() => {
  map = new Map();
  session = new Map();
  problems = [];
});

describe("Autosave", () => {
  it("brings back what the tab saved, also after a reload", async () => {
    const first = open();
    expect(await first.load()).toEqual({ ok: true, value: null });
    await first.save(record(5), checkpoint);
    expect(await open().load()).toEqual({ ok: true, value: { record: record(5), checkpoint, savedAt: 1_000 } });
    await open().save(record(6));
    expect(await open().load()).toEqual({ ok: true, value: { record: record(6), savedAt: 1_000 } });
  });

  it("keeps tabs apart", async () => {
    await open().save(record(5));
    session = new Map();
    expect(await open().load()).toEqual({ ok: true, value: null });
  });

  it("writes the last of many saves", async () => {
    const tab = open();
    const writes = Array.from({ length: 50 }, (_, i) => tab.save(record(i)));
    await Promise.all(writes);
    expect(await open().load()).toMatchObject({ value: { record: { step: 49 } } });
  });

  it("reports a damaged save once and keeps it aside", async () => {
    await open().save(record(5));
    const key = [...map.keys()].find((name) => name.startsWith("save:")) as string;
    for (const damaged of ["text", { record: 3 }, { record: { ...record(1), log: "none" }, savedAt: 1 }]) {
      map.set(key, damaged);
      expect(await open().load()).toMatchObject({ ok: false, error: { kind: "file", path: "autosave" } });
      expect(map.get(key.replace("save:", "aside:"))).toEqual(damaged);
      expect(await open().load()).toEqual({ ok: true, value: null });
    }
  });

  it("never throws when the device keeps nothing, and says so once", async () => {
    const broken: KeyValueStore = {
      get: () => Promise.reject(new Error("denied")),
      set: () => Promise.reject(new Error("quota")),
      del: () => Promise.reject(new Error("denied")),
      keys: () => Promise.reject(new Error("denied")),
    };
    const tab = open(0, broken);
    expect(await tab.load()).toEqual({ ok: true, value: null });
    await tab.save(record(1));
    await tab.clear();
    expect(problems).toEqual(["denied"]);
  });

  it("forgets the saves of tabs that were closed long ago", async () => {
    await open(1_000).save(record(5));
    session = new Map();
    const today = 1_000 + 15 * 24 * 3600 * 1000;
    await open(today).save(record(6));
    await open(today).load();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([...map.keys()].filter((key) => key.startsWith("save:"))).toHaveLength(1);
    expect(await open(today).load()).toMatchObject({ value: { record: { step: 6 } } });
  });
});
