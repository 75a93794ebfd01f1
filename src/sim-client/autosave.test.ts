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
const checkpoint: Checkpoint = { step: 5, commands: 0, block: new ArrayBuffer(8), plain: "", build: "" };

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
    expect(new Set(await Promise.all(writes))).toEqual(new Set([true]));
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
    expect(await tab.save(record(1))).toBe(false);
    await tab.clear();
    expect(problems).toEqual(["denied"]);
  });

  it("lives where the storage of the tab cannot even be named", async () => {
    Object.defineProperty(globalThis, "sessionStorage", {
      configurable: true,
      get: () => {
        throw new Error("blocked");
      },
    });
    const tab = new Autosave({ store: store(), onProblem: (reason) => problems.push(reason) });
    expect(await tab.save(record(1))).toBe(true);
    expect(await tab.load()).toMatchObject({ value: { record: { step: 1 } } });
    expect(problems).toEqual(["blocked"]);
    Reflect.deleteProperty(globalThis, "sessionStorage");
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

/** Tabs of one browser: each holds its locks until it is closed. */
function browser() {
  const held = new Map<string, number>();
  let tabs = 0;
  const tab = (storage: Map<string, string>, now = 1_000) => {
    const me = ++tabs;
    const autosave = new Autosave({
      store: store(),
      tab: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
      now: () => now,
      locks: {
        claim: async (id) => {
          if (held.has(id)) return false;
          held.set(id, me);
          return true;
        },
        live: async () => new Set(held.keys()),
      },
    });
    const close = () => {
      for (const [id, owner] of held) if (owner === me) held.delete(id);
    };
    return { autosave, close };
  };
  return { tab };
}

describe("several tabs", () => {
  it("never write over each other, and a reload finds the own save", async () => {
    const { tab } = browser();
    const storages = [new Map<string, string>(), new Map<string, string>()] as const;
    const [first, second] = [tab(storages[0]), tab(storages[1])];
    await Promise.all([first.autosave.save(record(1)), second.autosave.save(record(2))]);
    await Promise.all([first.autosave.save(record(11)), second.autosave.save(record(12))]);
    first.close();
    expect(await tab(storages[0]).autosave.load()).toMatchObject({ value: { record: { step: 11 } } });
    second.close();
    expect(await tab(storages[1]).autosave.load()).toMatchObject({ value: { record: { step: 12 } } });
  });

  it("a duplicated tab begins with a copy and goes its own way", async () => {
    const { tab } = browser();
    const storage = new Map<string, string>();
    const original = tab(storage);
    await original.autosave.save(record(5), checkpoint);
    const copied = new Map(storage);
    const copy = tab(copied);
    expect(await copy.autosave.load()).toMatchObject({ value: { record: { step: 5 } } });
    await copy.autosave.save(record(6));
    await original.autosave.save(record(7));
    original.close();
    expect(await tab(storage).autosave.load()).toMatchObject({ value: { record: { step: 7 } } });
    copy.close();
    expect(await tab(copied).autosave.load()).toMatchObject({ value: { record: { step: 6 } } });
  });

  it("offer what closed tabs left, never what a live one has, and copy it", async () => {
    const { tab } = browser();
    const storages = Array.from({ length: 3 }, () => new Map<string, string>());
    const [older, newer, live] = storages.map((storage, i) => tab(storage, 1_000 + i));
    if (older === undefined || newer === undefined || live === undefined) throw new Error("no tabs");
    await older.autosave.save(record(1), checkpoint);
    await newer.autosave.save(record(2));
    await live.autosave.save(record(3));
    older.close();
    newer.close();
    const fresh = tab(new Map(), 2_000);
    const left = await fresh.autosave.left();
    expect(left.map(({ record: { step }, told }) => [step, told])).toEqual([
      [2, false],
      [1, false],
    ]);
    const oldest = left[1];
    if (oldest === undefined) throw new Error("nothing left");
    expect(await fresh.autosave.copyOf(oldest.id)).toEqual({ record: record(1), checkpoint, savedAt: 1_000 });
    await fresh.autosave.save(record(9));
    // The tab that the browser brings back still finds its own.
    expect(await tab(storages[0] as Map<string, string>).autosave.load()).toMatchObject({
      value: { record: { step: 1 } },
    });
    await fresh.autosave.tell(left);
    expect((await tab(new Map()).autosave.left()).map(({ told }) => told)).toEqual([true]);
    expect(await fresh.autosave.copyOf("gone")).toBeNull();
  });

  it("offer nothing where the browser cannot tell who is there", async () => {
    await open().save(record(5));
    session = new Map();
    expect(await open().left()).toEqual([]);
  });
});
