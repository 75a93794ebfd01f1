import { createStore, del, get, keys, set } from "idb-keyval";
import { type Checkpoint, fail, ok, type Result, type SessionRecord } from "../../workers/protocol";

/**
 * Keeps the session of this tab on the device, so that a reload goes on where it was. Each tab has its own save; a
 * duplicated tab begins with a copy. A save that cannot be read is reported and kept aside, never thrown away silently.
 */

export interface Saved {
  readonly record: SessionRecord;
  readonly checkpoint?: Checkpoint;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** The part of a key-value store that is needed; IndexedDB in the page, a map in tests. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** The locks by which tabs tell whether another one is still there. */
export interface TabLocks {
  /** Takes the lock of a tab for as long as this one lives. @returns false when another tab has it */
  claim(id: string): Promise<boolean>;
  /** Tabs that are there now; null where the browser cannot tell. */
  live(): Promise<ReadonlySet<string> | null>;
}

/** What a tab that is gone has left. */
export interface Left {
  readonly id: string;
  readonly record: SessionRecord;
  readonly savedAt: number;
  /** It was offered in this state before and not wanted. */
  readonly told: boolean;
}

export interface AutosaveOptions {
  readonly store?: KeyValueStore;
  /** Where the tab remembers its id over a reload. */
  readonly tab?: Pick<Storage, "getItem" | "setItem">;
  readonly locks?: TabLocks;
  readonly now?: () => number;
  /** Told once when the device cannot keep anything, e.g. in a private window. */
  readonly onProblem?: (reason: string) => void;
}

const TAB_KEY = "synaptarium.tab";
const SAVE = "save:";
const SEEN = "seen:";
const ASIDE = "aside:";
const TOLD = "told:";
const LOCK = "synaptarium-tab-";
/** Saves of tabs that were closed stay for a while, in case the browser brings them back. */
const KEEP_MS = 14 * 24 * 3600 * 1000;
const KEEP_COUNT = 20;

function indexedDbStore(): KeyValueStore {
  const store = createStore("synaptarium", "sessions");
  return {
    get: (key) => get<unknown>(key, store),
    set: (key, value) => set(key, value, store),
    del: (key) => del(key, store),
    keys: async () => (await keys(store)).filter((key): key is string => typeof key === "string"),
  };
}

/** Even to name the storage is an error where the browser blocks it. */
const tabStorage: Pick<Storage, "getItem" | "setItem"> = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => sessionStorage.setItem(key, value),
};

const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The outer shape only: what the record means is checked by the worker when it is opened. */
const isReadable = (value: unknown): value is Omit<Saved, "checkpoint"> & { readonly checkpoint?: unknown } =>
  isObject(value) &&
  typeof value.savedAt === "number" &&
  isObject(value.record) &&
  value.record.format === 1 &&
  typeof value.record.experiment === "string" &&
  typeof value.record.seed === "number" &&
  typeof value.record.step === "number" &&
  isObject(value.record.params) &&
  Array.isArray(value.record.log);

const isSaved = (value: unknown): value is Saved =>
  isReadable(value) &&
  (value.checkpoint === undefined || (isObject(value.checkpoint) && value.checkpoint.block instanceof ArrayBuffer));

/** A state of many megabytes as a blob, which the database takes without a copy on the page's own thread. */
function packed({ checkpoint, ...saved }: Saved): unknown {
  if (checkpoint === undefined) return saved;
  return { ...saved, checkpoint: { ...checkpoint, block: new Blob([checkpoint.block]) } };
}

async function unpacked(value: unknown): Promise<unknown> {
  if (!isObject(value) || !isObject(value.checkpoint) || !(value.checkpoint.block instanceof Blob)) return value;
  return { ...value, checkpoint: { ...value.checkpoint, block: await value.checkpoint.block.arrayBuffer() } };
}

const hasLocks = (): boolean => typeof navigator !== "undefined" && "locks" in navigator;

const browserLocks: TabLocks = {
  claim(id) {
    if (!hasLocks()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const held = navigator.locks.request(LOCK + id, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<never>(() => {});
      });
      held.catch(() => resolve(true));
    });
  },
  async live() {
    if (!hasLocks()) return null;
    const { held = [] } = await navigator.locks.query();
    const names = held.flatMap(({ name = "" }) => (name.startsWith(LOCK) ? [name.slice(LOCK.length)] : []));
    return new Set(names);
  },
};

export class Autosave {
  readonly #store: KeyValueStore;
  readonly #tab: Pick<Storage, "getItem" | "setItem">;
  readonly #locks: TabLocks;
  readonly #now: () => number;
  readonly #onProblem: (reason: string) => void;
  readonly #identity: Promise<{ readonly id: string; readonly origin: string }>;
  #next: Saved | null = null;
  #writing: Promise<boolean> | null = null;
  #failed = false;

  constructor(options: AutosaveOptions = {}) {
    this.#store = options.store ?? indexedDbStore();
    this.#tab = options.tab ?? tabStorage;
    this.#locks = options.locks ?? browserLocks;
    this.#now = options.now ?? Date.now;
    this.#onProblem = options.onProblem ?? (() => {});
    this.#identity = this.#identify();
  }

  /**
   * The save of this tab, null when there is none.
   *
   * @returns kind "file" when there is one that cannot be read; it is kept aside
   */
  async load(): Promise<Result<Saved | null>> {
    try {
      const { id, origin } = await this.#identity;
      const value = await unpacked(await this.#store.get(SAVE + origin));
      void this.#prune(id, origin).catch(() => {});
      if (value === undefined) return ok(null);
      if (isSaved(value)) return ok(value);
      await this.setAside();
      return fail("file", "autosave", "the saved session of this tab is damaged; it was kept aside", "Start anew.");
    } catch (error) {
      this.#report(error);
      return ok(null);
    }
  }

  /**
   * Saves in the background; of saves that come faster than they can be written the last one wins.
   *
   * @returns whether it, or a later one, was written
   */
  save(record: SessionRecord, checkpoint?: Checkpoint): Promise<boolean> {
    this.#next = { record, savedAt: this.#now(), ...(checkpoint === undefined ? {} : { checkpoint }) };
    this.#writing ??= this.#write();
    return this.#writing;
  }

  /** Moves the save out of the way, e.g. because the worker refused it, so that it is not tried again. */
  async setAside(): Promise<void> {
    try {
      const { id, origin } = await this.#identity;
      const value = await this.#store.get(SAVE + origin);
      if (value === undefined) return;
      await this.#store.set(ASIDE + id, value);
      await this.#store.del(SAVE + id);
    } catch (error) {
      this.#report(error);
    }
  }

  /** Forgets the save of this tab. */
  async clear(): Promise<void> {
    try {
      const { id } = await this.#identity;
      await this.#writing;
      await Promise.all([this.#store.del(SAVE + id), this.#store.del(SEEN + id)]);
    } catch (error) {
      this.#report(error);
    }
  }

  /** What tabs that are gone have left, the newest first; nothing where the browser cannot tell who is there. */
  async left(): Promise<readonly Left[]> {
    try {
      const { id: mine, origin } = await this.#identity;
      const live = await this.#locks.live();
      if (live === null) return [];
      const found: Left[] = [];
      for (const key of await this.#store.keys()) {
        const id = key.startsWith(SAVE) ? key.slice(SAVE.length) : mine;
        if (id === mine || id === origin || live.has(id)) continue;
        const value = await this.#store.get(key);
        if (!isReadable(value)) continue;
        const { record, savedAt } = value;
        found.push({ id, record, savedAt, told: (await this.#store.get(TOLD + id)) === savedAt });
      }
      return found.sort((a, b) => b.savedAt - a.savedAt);
    } catch {
      return [];
    }
  }

  /** A copy of what another tab has saved; null when it is not there any more. Its own save stays where it is. */
  async copyOf(id: string): Promise<Saved | null> {
    try {
      const value = await unpacked(await this.#store.get(SAVE + id));
      return isSaved(value) ? value : null;
    } catch {
      return null;
    }
  }

  /** Remembers that these were offered, so that they are not offered again. */
  async tell(left: readonly Pick<Left, "id" | "savedAt">[]): Promise<void> {
    try {
      for (const { id, savedAt } of left) await this.#store.set(TOLD + id, savedAt);
    } catch (error) {
      this.#report(error);
    }
  }

  async #identify(): Promise<{ readonly id: string; readonly origin: string }> {
    let known: string | null = null;
    try {
      known = this.#tab.getItem(TAB_KEY);
    } catch (error) {
      this.#report(error);
    }
    if (known !== null && (await this.#locks.claim(known))) return { id: known, origin: known };
    const id = newId();
    await this.#locks.claim(id);
    try {
      this.#tab.setItem(TAB_KEY, id);
    } catch (error) {
      this.#report(error);
    }
    return { id, origin: known ?? id };
  }

  async #write(): Promise<boolean> {
    try {
      const { id } = await this.#identity;
      for (let next = this.#next; next !== null; next = this.#next) {
        this.#next = null;
        await this.#store.set(SAVE + id, packed(next));
        await this.#store.set(SEEN + id, next.savedAt);
      }
      return true;
    } catch (error) {
      this.#next = null;
      this.#report(error);
      return false;
    } finally {
      this.#writing = null;
    }
  }

  async #prune(...mine: readonly string[]): Promise<void> {
    const seen: { readonly id: string; readonly at: number }[] = [];
    for (const key of await this.#store.keys()) {
      if (!key.startsWith(SEEN)) continue;
      const at = await this.#store.get(key);
      seen.push({ id: key.slice(SEEN.length), at: typeof at === "number" ? at : 0 });
    }
    seen.sort((a, b) => b.at - a.at);
    for (const [rank, { id, at }] of seen.entries()) {
      if (mine.includes(id) || (rank < KEEP_COUNT && this.#now() - at < KEEP_MS)) continue;
      for (const prefix of [SAVE, SEEN, ASIDE, TOLD]) await this.#store.del(prefix + id);
    }
  }

  #report(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#onProblem(error instanceof Error ? error.message : String(error));
  }
}
