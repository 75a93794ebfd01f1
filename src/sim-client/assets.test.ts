import { afterEach, describe, expect, it } from "vitest";
import { VIEWERS } from "../../workers/host/data/testing";
import { assetText } from "../../workers/params/assets";
import { gzip, idxImages, idxLabels } from "../../workers/tasks/testing";
import type { Client } from "./_client";
import { AssetLibrary, type AssetShelf, type KeptFile } from "./assets";
import { createClientWith } from "./client";
import { type Threadless, threadlessWorker, valueFrom } from "./testing";

function shelf(kept = new Map<string, KeptFile>()): AssetShelf & { readonly kept: Map<string, KeptFile> } {
  return {
    kept,
    get: async (digest) => kept.get(digest),
    set: async (digest, file) => {
      kept.set(digest, file);
    },
    del: async (digest) => {
      kept.delete(digest);
    },
    entries: async () => [...kept],
  };
}

const named = (letter: string) => assetText({ digest: letter.repeat(64), size: 4, name: letter });
const blob = (bytes: number) => new Blob([new Uint8Array(bytes)]);

describe("the library of data files", () => {
  it("keeps files for the next page", async () => {
    const device = shelf();
    const first = new AssetLibrary(device);
    first.keep(named("a"), blob(4));
    await first.kept();
    const second = new AssetLibrary(device);
    expect([await second.has(named("a")), await second.has(named("b"))]).toEqual([true, false]);
    expect(await second.find(named("a"))).toHaveLength(4);
    expect(await second.find(named("b"))).toBeNull();
  });

  it("gives up what was not used for longest", async () => {
    const device = shelf(
      new Map([
        ["a".repeat(64), { file: blob(40), usedAt: 2 }],
        ["b".repeat(64), { file: blob(40), usedAt: 1 }],
      ]),
    );
    const library = new AssetLibrary(device, 100);
    library.keep(named("c"), blob(40));
    await library.kept();
    expect([...device.kept.keys()].map((key) => key[0])).toEqual(["a", "c"]);
  });

  it("has them until the page is left where the device refuses, and says so", async () => {
    const problems: string[] = [];
    const refusing = { ...shelf(), set: async () => Promise.reject(new Error("QuotaExceeded")) };
    const library = new AssetLibrary(refusing, 100);
    library.onProblem = (reason) => problems.push(reason);
    library.keep(named("a"), blob(4));
    library.keep(named("b"), blob(101));
    await library.kept();
    expect(problems).toEqual(["QuotaExceeded", "it has 101 bytes, more than 100"]);
    expect(await library.find(named("b"))).toHaveLength(101);
  });

  it("has nothing where there is no storage at all", async () => {
    const broken = { ...shelf(), get: async () => Promise.reject(new Error("SecurityError")) };
    expect(await new AssetLibrary(broken).has(named("a"))).toBe(false);
  });
});

const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

const labels = idxLabels(30);

function start(library: AssetLibrary) {
  const workers: Threadless[] = [];
  const recovered: number[] = [];
  const client = createClientWith({
    loadWorker: async () => {},
    createWorker: () => {
      const made = threadlessWorker(VIEWERS);
      workers.push(made);
      return made.worker;
    },
    assets: library,
    visibility: null,
    pingMs: 25,
  })({
    onFrame: () => {},
    onError: () => {},
    onRecovered: (step) => recovered.push(step),
  });
  clients.push(client);
  return { client, workers, recovered };
}

async function withFiles(library: AssetLibrary) {
  const started = start(library);
  const { client } = started;
  valueFrom(await client.open({ experiment: "viewer" }));
  const images = valueFrom(await client.attach(new File([idxImages(30, 8, (k) => k % 200)], "images")));
  const told = valueFrom(await client.attach(new File([await gzip(labels)], "labels.gz")));
  const edits = [
    { path: "task.images", value: images },
    { path: "task.labels", value: told },
  ];
  return { ...started, edits };
}

describe("the client with data files", () => {
  it("hands them to the worker, which says what they hold", async () => {
    const { client, edits } = await withFiles(new AssetLibrary(shelf()));
    expect(valueFrom(await client.inspect(edits[1]?.value ?? ""))).toMatchObject({
      kind: "labels",
      count: 30,
      classes: new Array(10).fill(3),
    });
    valueFrom(await client.setAll(edits));
    expect(await client.step(3)).toEqual({ ok: true, value: 3 });
  });

  it("brings them to another worker: of another page, and after a crash", async () => {
    const device = shelf();
    const library = new AssetLibrary(device);
    const { client, edits, workers, recovered } = await withFiles(library);
    valueFrom(await client.setAll(edits));
    await client.step(20);
    const wanted = valueFrom(await client.digest());
    const { record } = valueFrom(await client.fork());
    await library.kept();

    const other = start(new AssetLibrary(device)).client;
    expect(valueFrom(await other.lacking(edits.map(({ value }) => value)))).toEqual([]);
    valueFrom(await other.open(record));
    expect(valueFrom(await other.digest())).toBe(wanted);

    workers[0]?.crash("gone");
    for (let i = 0; recovered.length === 0 && i < 400; i++) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(recovered).toEqual([expect.any(Number)]);
    await client.seek(20);
    expect(valueFrom(await client.digest())).toBe(wanted);
  });

  it("says which one is missing, and opens once somebody brings it", async () => {
    const { client, edits } = await withFiles(new AssetLibrary(shelf()));
    valueFrom(await client.setAll(edits));
    const { record } = valueFrom(await client.fork());
    const { client: other } = start(new AssetLibrary(shelf()));
    const refused = await other.open(record);
    expect(refused).toMatchObject({ ok: false, error: { kind: "missing" } });
    expect(!refused.ok && refused.error.message).toContain("needs the data file images (1936 bytes, SHA-256 ");
    valueFrom(await other.open({ experiment: "viewer" }));
    expect(await other.lacking(edits.map(({ value }) => value))).toMatchObject({ value: edits.map((e) => e.value) });
    // As gzip, though it was plain before.
    valueFrom(await other.attach(new File([await gzip(idxImages(30, 8, (k) => k % 200))], "renamed.gz")));
    expect(await other.lacking(edits.map(({ value }) => value))).toMatchObject({ value: [edits[1]?.value] });
    valueFrom(await other.attach(new File([labels], "labels")));
    expect((await other.open(record)).ok).toBe(true);
  });

  it("does not take another file for the one that is needed", async () => {
    const device = shelf();
    const { client, edits } = await withFiles(new AssetLibrary(device));
    const [images] = edits;
    await device.set(images?.value.slice(0, 64) ?? "", { file: new Blob([labels]), usedAt: 1 });
    const { client: other } = start(new AssetLibrary(device));
    valueFrom(await other.open({ experiment: "viewer" }));
    expect(await other.set("task.images", images?.value)).toMatchObject({ ok: false, error: { kind: "missing" } });
    valueFrom(await client.setAll(edits));
  });
});
