import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { readAsset } from "../params/assets";
import { parameterHash, sessionHash } from "../params/link";
import { sessionFileText } from "../params/sessionFile";
import type { Result, SessionRecord } from "../protocol";
import { gzip, idxImages, idxLabels } from "../tasks/testing";
import { Assets } from "./assets";
import { VIEWERS, viewer } from "./data/testing";
import { loadFile } from "./files";
import { Session } from "./session";

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function refusal<T>(result: Result<T>): string {
  if (result.ok) throw new Error("it was accepted");
  const { message, hint } = result.error;
  return hint === undefined ? message : `${message}. ${hint}`;
}

const images = idxImages(40, 8, (k) => k % 256);
const labels = idxLabels(40);

const FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  "/data/train-images-idx3-ubyte": images,
  "train-labels-idx1-ubyte.gz": await gzip(labels),
  "t10k-images-idx3-ubyte": idxImages(20, 8, (k) => (3 * k) % 256),
  "t10k-labels-idx1-ubyte": idxLabels(20),
};
const [IMAGES, LABELS] = Object.keys(FILES) as [string, string];

const load = (assets: Assets, name: string, file: string) =>
  loadFile(viewer, assets, name, file, FILES[file] as Uint8Array);

/** Parameters that name training pictures and labels, and the files. */
async function loaded() {
  const assets = new Assets();
  const edits = [value(await load(assets, "images", IMAGES)), value(await load(assets, "labels", LABELS))].flat();
  const task = Object.fromEntries(edits.map(({ path, value: asset }) => [path.replace("task.", ""), asset]));
  return { assets, edits, params: { task } };
}

async function lab(argv: readonly string[], more: Record<string, string> = {}) {
  let [out, err] = ["", ""];
  const code = await main(
    argv,
    {
      stdout: (text) => {
        out += text;
      },
      stderr: (text) => {
        err += text;
      },
      readFile: async (path) => {
        const file = more[path] === undefined ? FILES[path] : new TextEncoder().encode(more[path]);
        if (file === undefined) throw new Error("no such file");
        return file;
      },
      writeFile: async () => {},
    },
    VIEWERS,
  );
  return { code, out, err };
}

describe("data files", () => {
  it("are named by their content, gzip or not", async () => {
    const assets = new Assets();
    const plain = value(await assets.add("/somewhere/train-labels-idx1-ubyte", labels));
    expect(value(await assets.add("train-labels-idx1-ubyte.gz", await gzip(labels)))).toBe(plain);
    const hash = await crypto.subtle.digest("SHA-256", labels);
    const digest = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(readAsset(plain)).toEqual({ digest, size: 48, name: "train-labels-idx1-ubyte" });
  });

  it("that are damaged, empty or bombs are refused", async () => {
    const assets = new Assets();
    const packed = await gzip(images);
    const cut = await assets.add("a.gz", packed.slice(0, packed.length - 9));
    expect(refusal(cut)).toContain("damaged or was cut");
    expect(refusal(await assets.add("a", new Uint8Array()))).toContain("is empty");
    const small = new Assets(2 ** 20, 2 ** 16);
    const bomb = await gzip(new Uint8Array(2 ** 16 + 1));
    expect(bomb.length).toBeLessThan(200);
    expect(refusal(await small.add("bomb.gz", bomb))).toContain("bomb.gz holds more than 0.0625 MiB");
    expect(refusal(await small.add("large", new Uint8Array(2 ** 16 + 1)))).toContain("large holds more than");
    expect((await small.add("fits.gz", await gzip(new Uint8Array(2 ** 16)))).ok).toBe(true);
  });

  it("are read once, and given up for newer ones beyond the budget", async () => {
    const assets = new Assets(100);
    const first = value(await assets.add("first", labels));
    let times = 0;
    const read = () => ++times;
    expect([assets.read(first, read), assets.read(first, read)]).toEqual([1, 1]);
    const second = value(await assets.add("second", idxLabels(41)));
    expect(assets.lacking([first, second, "no asset"])).toEqual([]);
    assets.read(first, read);
    const third = value(await assets.add("third", idxLabels(42)));
    expect(assets.lacking([first, second, third])).toEqual([second]);
    expect(() => assets.read(second, read)).toThrow("needs the data file second (49 bytes, SHA-256 ");
  });

  it("of the wrong kind are told where they belong", async () => {
    const assets = new Assets();
    expect(refusal(await load(assets, "images", LABELS))).toBe(
      "train-labels-idx1-ubyte.gz holds labels, not pictures without labels or pictures with labels. Load it as labels.",
    );
    expect(refusal(await load(assets, "labels", IMAGES))).toContain("Load it as images.");
    expect(refusal(await loadFile(viewer, assets, "images", "x.zip", Uint8Array.of(0x50, 0x4b, 3, 4)))).toContain(
      "is a ZIP archive",
    );
  });
});

describe("a session with data files", () => {
  it("is the same after a replay, and other than with the built-in data", async () => {
    const { assets, params } = await loaded();
    const open = (request: object, known = assets) =>
      value(Session.open({ experiment: "viewer", ...request }, { experiments: VIEWERS, assets: known }));
    const session = open({ params });
    session.advance(30);
    const wanted = value(await session.digest());
    const again = open(session.record());
    while (!again.replay(7));
    expect(value(await again.digest())).toBe(wanted);
    const bare = open({ params: {} });
    bare.advance(30);
    expect(value(await bare.digest())).not.toBe(wanted);
    expect(Session.open(session.record(), { experiments: VIEWERS })).toMatchObject({
      ok: false,
      error: { kind: "missing" },
    });
  });

  it("takes files by an edit and gives them back by another, and keeps running on what does not fit", async () => {
    const { assets, edits } = await loaded();
    const session = value(Session.open({ experiment: "viewer" }, { experiments: VIEWERS, assets }));
    expect(refusal(session.setAll(edits.slice(0, 1)))).toContain("holds pictures without labels");
    const test = value(await load(assets, "labels", "t10k-labels-idx1-ubyte"));
    expect(refusal(session.setAll([edits[0], test[0]] as typeof edits))).toBe(
      "train-images-idx3-ubyte has 40 pictures, but t10k-labels-idx1-ubyte has 20 labels",
    );
    expect(session.params).toMatchObject({ task: { images: "", labels: "" } });
    value(session.setAll(edits));
    session.advance(5);
    value(session.setAll(edits.map(({ path }) => ({ path, value: "" }))));
    expect(session.params).toMatchObject({ task: { images: "", labels: "" } });
    expect(refusal(session.set("task.images", "nonsense"))).toContain("must be empty or name a data file");
  });
});

describe("the command line with data files", () => {
  const given = Object.keys(FILES).flatMap((file, k) => [
    "--load",
    `${["images", "labels", "testImages", "testLabels"][k]}=${file}`,
  ]);

  it("runs on them, and replays links and session files when it is given them again", async () => {
    const run = await lab(["run", "viewer", ...given, "--steps", "25"]);
    expect(run.err).toBe("");
    const { params, seed, digest } = JSON.parse(run.out);
    expect(readAsset(params.task.testLabels)?.name).toBe("t10k-labels-idx1-ubyte");
    const record: SessionRecord = { format: 1, experiment: "viewer", params, seed, log: [], step: 25 };
    const text = sessionFileText({ record, digest, page: {} });
    expect(text).toContain("Data files are not inside this file. To replay it, load also: train-images-idx3-ubyte");
    const link = await sessionHash(VIEWERS, record, { digest });
    for (const source of [link, "s.json"]) {
      const replayed = await lab(["replay", source, ...given], { "s.json": text });
      expect(replayed).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(replayed.out)).toMatchObject({ digest, agrees: true });
      const without = await lab(["replay", source], { "s.json": text });
      expect(without.code).toBe(2);
      expect(without.err).toMatch(/needs the data file train-images-idx3-ubyte \(2576 bytes, SHA-256 \w{12}\.\.\.\)/);
    }
    expect(parameterHash(VIEWERS, "viewer", params, seed)).toContain(`p.task.images=${params.task.images}`);
  });

  it("lists the files, and refuses what does not fit", async () => {
    const { files } = JSON.parse((await lab(["list"])).out).experiments[0];
    expect(Object.keys(files)).toEqual(["images", "labels", "testImages", "testLabels"]);
    expect(files.testLabels).toMatchObject({ label: "Test labels", names: "task.testLabels" });
    const swapped = await lab(["run", "viewer", "--load", `images=${LABELS}`, "--steps", "1"]);
    expect([swapped.code, swapped.err]).toEqual([2, expect.stringContaining("Load it as labels")]);
    const lonely = await lab(["run", "viewer", "--load", `images=${IMAGES}`, "--steps", "1"]);
    expect([lonely.code, lonely.err]).toEqual([2, expect.stringContaining("holds pictures without labels")]);
  });
});
