import { describe, expect, it } from "vitest";
import { Session } from "../host/session";
import { TOYS } from "../host/testing";
import { parameterHash, sessionHash } from "../params/link";
import { sessionFileText } from "../params/sessionFile";
import { main } from "./lab";

async function lab(argv: readonly string[], files: Record<string, string> = {}) {
  let out = "";
  let err = "";
  const written: Record<string, string> = {};
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
        const text = files[path];
        if (text === undefined) throw new Error("no such file");
        return new TextEncoder().encode(text);
      },
      writeFile: async (path, text) => {
        written[path] = String(text);
      },
    },
    TOYS,
  );
  return { code, out, err, written };
}

/** A run with an edit and an intervention, and its digest. */
async function sample() {
  const opened = Session.open({ experiment: "toy", params: { gain: 2 }, seed: 5 }, { experiments: TOYS });
  if (!opened.ok) throw new Error(opened.error.message);
  const session = opened.value;
  session.advance(40);
  session.set("gain", 3);
  session.advance(20);
  session.act("kick", { amount: 0.5 });
  session.advance(7);
  const digest = await session.digest();
  if (!digest.ok) throw new Error(digest.error.message);
  return { record: session.record(), digest: digest.value };
}

const OTHER = "0".repeat(64);

describe("lab replay", () => {
  it("leads from a link and from a session file to the digest of the run", async () => {
    const { record, digest } = await sample();
    const link = await sessionHash(TOYS, record, { digest });
    const file = sessionFileText({ record, digest, page: { view: "raster" } });
    for (const source of [link, link.slice(1), `https://lab.example/x/${link}`, "run.json"]) {
      const { code, out } = await lab(["replay", source], { "run.json": file });
      expect(JSON.parse(out)).toMatchObject({
        experiment: "toy",
        seed: 5,
        step: 67,
        digest,
        expected: digest,
        agrees: true,
      });
      expect(JSON.parse(out).params.gain).toBe(3);
      expect(code).toBe(0);
    }
  });

  it("ends with 1 when the digest is another one, and prints both", async () => {
    const { record, digest } = await sample();
    const { code, out, err } = await lab(["replay", await sessionHash(TOYS, record, { digest: OTHER })]);
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toMatchObject({ digest, expected: OTHER, agrees: false });
  });

  it("says nothing of agreement where there is no digest, and writes to a file", async () => {
    const { record } = await sample();
    const old = JSON.stringify(record);
    const { code, out, written } = await lab(["replay", "old.json", "--out", "o.json"], { "old.json": old });
    expect([code, out]).toEqual([0, ""]);
    expect(Object.keys(JSON.parse(written["o.json"] ?? ""))).toEqual([
      "experiment",
      "seed",
      "params",
      "step",
      "digest",
    ]);
    const start = await lab(["replay", parameterHash(TOYS, "toy", record.params, 5)]);
    expect(JSON.parse(start.out)).toMatchObject({ step: 0, seed: 5 });
  });

  it.each([
    [[], "needs a link or a session file"],
    [["a", "b"], "takes one"],
    [["none.json"], "cannot be read"],
    [["#/toy?session=dAAAA"], "damaged"],
    [["#/toy?seed=x"], "seed"],
    [["#/nothing?seed=1"], "no experiment nothing"],
    [["#/toy?p.gain=99"], "between 0 and 10"],
    [["bad.json"], "is no JSON"],
    [["list.json"], "not a session file"],
    [["digest.json"], "64 hexadecimal"],
  ])("refuses %j with one line and 2", async (rest, reason) => {
    const files = { "bad.json": "{", "list.json": "[1]", "digest.json": '{"digest":"abc"}' };
    const { code, out, err } = await lab(["replay", ...rest], files);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(reason);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});
