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

export interface AutosaveOptions {
  readonly store?: KeyValueStore;
  /** Where the tab remembers its id over a reload. */
  readonly tab?: Pick<Storage, "getItem" | "setItem">;
  readonly now?: () => number;
  /** Told once when the device cannot keep anything, e.g. in a private window. */
  readonly onProblem?: (reason: string) => void;
}

const TAB_KEY = "synaptarium.tab";
const SAVE = "save:";
const SEEN = "seen:";
const ASIDE = "aside:";
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

const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The outer shape only: what the record means is checked by the worker when it is opened. */
const isSaved = (value: unknown): value is Saved =>
  isObject(value) &&
  typeof value.savedAt === "number" &&
  isObject(value.record) &&
  value.record.format === 1 &&
  typeof value.record.experiment === "string" &&
  typeof value.record.seed === "number" &&
  typeof value.record.step === "number" &&
  isObject(value.record.params) &&
  Array.isArray(value.record.log) &&
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

/** Takes the tab's lock for as long as the tab lives. @returns false when another tab has it: this one is its copy */
function claim(id: string): Promise<boolean> {
  if (typeof navigator === "undefined" || !("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = navigator.locks.request(`synaptarium-tab-${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
    held.catch(() => resolve(true));
  });
}

export class Autosave {
  readonly #store: KeyValueStore;
  readonly #tab: Pick<Storage, "getItem" | "setItem">;
  readonly #now: () => number;
  readonly #onProblem: (reason: string) => void;
  readonly #identity: Promise<{ readonly id: string; readonly origin: string }>;
  #next: Saved | null = null;
  #writing: Promise<void> | null = null;
  #failed = false;

  constructor(options: AutosaveOptions = {}) {
    this.#store = options.store ?? indexedDbStore();
    this.#tab = options.tab ?? sessionStorage;
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

  /** Saves in the background; of saves that come faster than they can be written the last one wins. */
  save(record: SessionRecord, checkpoint?: Checkpoint): Promise<void> {
    this.#next = { record, savedAt: this.#now(), ...(checkpoint === undefined ? {} : { checkpoint }) };
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
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

  async #identify(): Promise<{ readonly id: string; readonly origin: string }> {
    let known: string | null = null;
    try {
      known = this.#tab.getItem(TAB_KEY);
    } catch (error) {
      this.#report(error);
    }
    if (known !== null && (await claim(known))) return { id: known, origin: known };
    const id = newId();
    await claim(id);
    try {
      this.#tab.setItem(TAB_KEY, id);
    } catch (error) {
      this.#report(error);
    }
    return { id, origin: known ?? id };
  }

  async #write(): Promise<void> {
    try {
      const { id } = await this.#identity;
      for (let next = this.#next; next !== null; next = this.#next) {
        this.#next = null;
        await this.#store.set(SAVE + id, packed(next));
        await this.#store.set(SEEN + id, next.savedAt);
      }
    } catch (error) {
      this.#next = null;
      this.#report(error);
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
      for (const prefix of [SAVE, SEEN, ASIDE]) await this.#store.del(prefix + id);
    }
  }

  #report(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#onProblem(error instanceof Error ? error.message : String(error));
  }
}
