import { createStore, del, entries, get, set } from "idb-keyval";
import { readAsset } from "../../workers/params/assets";

/**
 * Data files of the user as they were loaded, for workers that start later and for the page after a reload. All tabs share
 * what is on the device.
 */

/** The part of a key-value store that is needed; IndexedDB in the page, a map in tests. */
export interface AssetShelf {
  get(digest: string): Promise<unknown>;
  set(digest: string, kept: KeptFile): Promise<void>;
  del(digest: string): Promise<void>;
  entries(): Promise<readonly (readonly [unknown, unknown])[]>;
}

export interface KeptFile {
  readonly file: Blob;
  /** Wall time in ms since 1970. */
  readonly usedAt: number;
}

/** Where data files come from and go to. */
export interface AssetSource {
  /** The file, which may be gzip; null where it is not here. */
  find(asset: string): Promise<Uint8Array | null>;
  has(asset: string): Promise<boolean>;
  keep(asset: string, file: Blob): void;
}

/** Bytes of files that the device keeps; of more, those that were not used for longest go. */
const BUDGET = 256 * 2 ** 20;

function deviceShelf(): AssetShelf {
  const store = createStore("synaptarium-assets", "files");
  return {
    get: (digest) => get<unknown>(digest, store),
    set: (digest, kept) => set(digest, kept, store),
    del: (digest) => del(digest, store),
    entries: () => entries(store),
  };
}

const isKept = (value: unknown): value is KeptFile =>
  typeof value === "object" &&
  value !== null &&
  Reflect.get(value, "file") instanceof Blob &&
  typeof Reflect.get(value, "usedAt") === "number";

export class AssetLibrary implements AssetSource {
  readonly #files = new Map<string, Blob>();
  #shelf: AssetShelf | null;
  readonly #budget: number;
  #keeping: Promise<void> = Promise.resolve();
  /** Told when the device does not keep a file, e.g. in a private window or on a full disk. */
  onProblem: (reason: string) => void = () => {};

  constructor(shelf: AssetShelf | null = null, budget = BUDGET) {
    this.#shelf = shelf;
    this.#budget = budget;
  }

  async has(asset: string): Promise<boolean> {
    return (await this.#blob(asset)) !== null;
  }

  async find(asset: string): Promise<Uint8Array | null> {
    const blob = await this.#blob(asset);
    try {
      return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
    } catch {
      // The file was changed or taken away since it was chosen.
      this.#files.delete(asset.slice(0, 64));
      return null;
    }
  }

  keep(asset: string, file: Blob): void {
    const digest = readAsset(asset)?.digest;
    if (digest === undefined) return;
    this.#files.set(digest, file);
    this.#keeping = this.#keeping.then(() => this.#store(digest, file));
  }

  /** Settles when all that was to be kept is on the device, or refused. */
  kept(): Promise<void> {
    return this.#keeping;
  }

  async #blob(asset: string): Promise<Blob | null> {
    const digest = readAsset(asset)?.digest;
    if (digest === undefined) return null;
    const known = this.#files.get(digest);
    if (known !== undefined) return known;
    try {
      const value = await this.#onDevice.get(digest);
      if (!isKept(value)) return null;
      this.#files.set(digest, value.file);
      void this.#onDevice.set(digest, { ...value, usedAt: Date.now() }).catch(() => {});
      return value.file;
    } catch {
      return null;
    }
  }

  get #onDevice(): AssetShelf {
    this.#shelf ??= deviceShelf();
    return this.#shelf;
  }

  async #store(digest: string, file: Blob): Promise<void> {
    try {
      if (file.size > this.#budget) throw new Error(`it has ${file.size} bytes, more than ${this.#budget}`);
      await this.#makeRoom(digest, file.size);
      await this.#onDevice.set(digest, { file, usedAt: Date.now() });
    } catch (error) {
      this.onProblem(error instanceof Error ? error.message : String(error));
    }
  }

  async #makeRoom(digest: string, size: number): Promise<void> {
    const others = (await this.#onDevice.entries())
      .flatMap(([key, value]) =>
        typeof key === "string" && key !== digest && isKept(value) ? [{ key, ...value }] : [],
      )
      .sort((a, b) => b.usedAt - a.usedAt);
    let bytes = size;
    for (const { key, file } of others) {
      bytes += file.size;
      if (bytes > this.#budget) await this.#onDevice.del(key);
    }
  }
}

/** The files of this page. */
export const assets = new AssetLibrary();
