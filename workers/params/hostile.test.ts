import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../catalog";
import type { Result } from "../protocol";
import { parseJson } from "./json";
import { readLink } from "./link";
import { parseClass, parsePage } from "./page";
import { findExperiment, parseAction, parseLog, parseRecord, parseSeed, parseStep } from "./record";
import { readSessionFile } from "./sessionFile";
import { decodeLink } from "./url";
import { defaultParams, setParam } from "./validate";

/** Whatever comes from outside is answered with a reason: nothing throws, hangs, floods the page or touches a prototype. */

const { stdp } = EXPERIMENTS;

function expectRefusal(result: Result<unknown>): void {
  if (result.ok) throw new Error("it was accepted");
  expect(result.error.message.length).toBeGreaterThan(5);
  expect(result.error.message.length + (result.error.hint?.length ?? 0)).toBeLessThan(3000);
  expect(result.error.path.length).toBeLessThan(300);
}

const expectUntouched = (): void => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
};

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const plain = (json: string): string => `p${base64url(new TextEncoder().encode(json))}`;
const packed = (value: unknown): string => plain(JSON.stringify(value));

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `d${base64url(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

const session = (text: string) => readLink(EXPERIMENTS, "stdp", `session=${text}`);
const file = (value: unknown) => readSessionFile(EXPERIMENTS, "run.json", JSON.stringify(value));
const sound = { format: 1, experiment: "stdp", params: {}, seed: 1, log: [] as unknown[], step: 0 };

const SCRIPT = "<img src=x onerror=\"globalThis.polluted='yes'\"><script>globalThis.polluted='yes'</script>";
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

/** JSON values with the keys that reach for prototypes among theirs. */
const hostile = fc.jsonValue({ maxDepth: 4 }).chain((value) =>
  fc.oneof(
    fc.constant(value),
    fc.constantFrom("__proto__", "constructor", "prototype", "toString", "valueOf").map((key) => {
      const text = `{"${key}":${JSON.stringify(value)}}`;
      return JSON.parse(text) as unknown;
    }),
  ),
);

describe("links", () => {
  it("of random text, bytes and values are answered and never thrown at", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ maxLength: 300 }), fc.webQueryParameters()), async (text) => {
        await readLink(EXPERIMENTS, "stdp", text);
        await decodeLink(EXPERIMENTS, text);
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom("p", "d"), async (bytes, form) => {
        expectRefusal(await session(form + base64url(bytes)));
      }),
      { numRuns: 100 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 7 }), fc.array(hostile, { maxLength: 4 }), async (list, log) => {
        await session(packed(list));
        await session(packed([1, "stdp", {}, 1, 0, log]));
        await session(packed([1, "stdp", {}, 1, 0, [["s", 1, ...log]]]));
      }),
      { numRuns: 100 },
    );
    expectUntouched();
  });

  it.each([
    ["text of 10 MB", `seed=${"1".repeat(10_000_000)}`],
    ["a session of 10 MB", `session=p${"A".repeat(10_000_000)}`],
    ["100,000 keys", Array.from({ length: 100_000 }, (_, i) => `p.x${i}=1`).join("&")],
    ["a key of 100 kB", `${"k".repeat(100_000)}=1`],
    ["a path of 100,000 dots", `p.${".".repeat(100_000)}=1`],
    ["a prototype key", "p.__proto__.polluted=yes"],
    ["a constructor", "p.constructor.prototype.polluted=yes"],
    ["a preset of the prototype", "preset=__proto__"],
    ["script for a preset", `preset=${encodeURIComponent(SCRIPT)}`],
    ["script for a key", `${encodeURIComponent(SCRIPT)}=1`],
    ["script for a view", `view=${encodeURIComponent(SCRIPT)}`],
    ["script for a lesson", `lesson=${encodeURIComponent(SCRIPT)}`],
    ["the same key twice", "seed=1&seed=2"],
    ["NaN for a number", "p.rule.aPlus=NaN"],
    ["infinity for a number", "p.rule.aPlus=Infinity"],
    ["1e999 for a number", "p.rule.aPlus=1e999"],
    ["infinity for a seed", "seed=Infinity"],
    ["a fraction for a seed", "seed=1.5"],
    ["a speed of nothing", "speed="],
    ["a negative speed", "speed=-1"],
    ["an endless speed", "speed=Infinity"],
    ["a selection of words", "select=neuron:many"],
    ["a selection of something else", "select=document:1"],
    ["a thousand held views", `hold=${Array.from({ length: 1000 }, (_, i) => `v${i}`).join(",")}`],
    ["a thousand views in front", `front=${Array.from({ length: 1000 }, (_, i) => `v${i}`).join(",")}`],
    ["a look from nowhere", "look=lattice"],
    ["a look from an empty place", "look=lattice:"],
    ["a look with a slice that has five ends", "look=lattice:slice=0-3-0-15-0"],
    ["a look with a slice that lacks an end", "look=lattice:slice=0-3-0-15--3"],
    ["a look with a slice of shares", "look=lattice:slice=0-3-0-15-0-2.5"],
    ["a look that explodes the page", "look=lattice:explode=1e9"],
    ["a look that explodes by words", "look=lattice:explode=far"],
    ["a look with more than rays", "look=lattice:xray=2"],
    ["a look with what is unknown", "look=lattice:top:constructor=1"],
    ["a look that reaches for the prototype", "look=lattice:top:__proto__=1"],
    ["a look from four numbers", "look=lattice:1:1:1:1"],
    ["a look without a zoom", "look=lattice:1:1::0:0"],
    ["a look from infinity", "look=lattice:1:1:1:Infinity:0"],
    ["a look from words", "look=lattice:a:b:c:d:e"],
    ["a look that grows beyond everything", "look=lattice:0:0:1e300:0:0"],
    ["script for a look", `look=${encodeURIComponent(SCRIPT)}:top`],
    ["an unknown class", "class=open"],
    ["an unknown part", "class=locked&show=everything"],
    ["a parameter that is none", "class=locked&params=rule.aPlus,rule.bPlus"],
    ["a prototype among the parameters", "class=locked&params=__proto__"],
    ["no view at all", "class=locked&views="],
    ["class keys without a class", "params=rule.aPlus"],
    ["a frame with a value", "embed=maybe"],
    ["an unknown theme", "class=free&theme=neon"],
    ["script for a language", `class=free&lang=${encodeURIComponent(SCRIPT)}`],
    ["a digest without a session", `digest=${"0".repeat(64)}`],
    ["a digest that is none", "session=pWzEsInN0ZHAiLHt9LDQyLDAsW11d&digest=abc"],
    ["a session beside parameters", "session=pWzEsInN0ZHAiLHt9LDQyLDAsW11d&p.rule.aPlus=0.01"],
    ["a broken escape", "session=%E0%A4%A"],
  ])("with %s are refused with a reason", async (_, query) => {
    expectRefusal(await readLink(EXPERIMENTS, "stdp", query));
    expectUntouched();
  });

  it("to something that is no experiment are refused", async () => {
    for (const id of ["", "__proto__", "constructor", "toString", SCRIPT, "x".repeat(1e6)]) {
      expectRefusal(await readLink(EXPERIMENTS, id, "seed=1"));
    }
    expectRefusal(await readLink(EXPERIMENTS, "neuron", "session=pWzEsInN0ZHAiLHt9LDQyLDAsW11d"));
  });

  it("that unfold to far more than they are long are refused before they have", async () => {
    const bomb = new Uint8Array(64 * 2 ** 20).fill(91);
    const result = await session(await deflated(bomb));
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining("unfolds to more") } });
  });

  it.each([
    ["nested a million deep", plain(nested(500_000 / 4))],
    ["nested in the parameters", plain(`[1,"stdp",{"rule":${nested(5000)}},1,0,[]]`)],
    ["nested in the seed", plain(`[1,"stdp",{},${nested(20)},0,[]]`)],
    ["with a group for a seed", packed([1, "stdp", {}, { toString: 1, valueOf: 2 }, 0, []])],
    ["with a group for an id", packed([1, { toString: null }, {}, 1, 0, []])],
    ["with a group for an action", packed([1, "stdp", {}, 1, 0, [["a", 0, { toString: 1 }, {}]]])],
    ["with a prototype in the parameters", plain('[1,"stdp",{"__proto__":{"polluted":1}},1,0,[]]')],
    ["with a prototype deeper down", plain('[1,"stdp",{"rule":{"constructor":{"prototype":{"polluted":1}}}},1,0,[]]')],
    ["with a prototype for a path", packed([1, "stdp", {}, 1, 0, [["s", 0, "__proto__.polluted", 1]]])],
    ["with a prototype in an action", plain('[1,"stdp",{},1,0,[["a",0,"perturb",{"__proto__":1}]]]')],
    ["with an endless distance", plain('[1,"stdp",{},1,0,[["s",1e999,"rule.aPlus",0.01]]]')],
    ["with an endless value", plain('[1,"stdp",{},1,0,[["s",1,"rule.aPlus",1e999]]]')],
    ["with a step beyond all", packed([1, "stdp", {}, 1, 1e18, []])],
    ["with a negative step", packed([1, "stdp", {}, 1, -1, []])],
    [
      "with steps that descend",
      packed([
        1,
        "stdp",
        {},
        1,
        9,
        [
          ["s", 5, "rule.mu", 0.1],
          ["s", -4, "rule.mu", 0.2],
        ],
      ]),
    ],
    ["with text for a number", packed([1, "stdp", { rule: { aPlus: SCRIPT } }, 1, 0, []])],
    ["with a list for a number", packed([1, "stdp", { rule: { aPlus: Array(10_000).fill(1) } }, 1, 0, []])],
    ["with another format", packed([2, "stdp", {}, 1, 0, []])],
  ])("%s are refused with a reason", async (_, text) => {
    expectRefusal(await session(text));
    expectUntouched();
  });
});

describe("records and session files", () => {
  it("of any shape are answered and never thrown at", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...Object.keys(sound), "digest", "page", "more"), (value, key) => {
        parseRecord(EXPERIMENTS, value);
        parseRecord(EXPERIMENTS, { ...sound, [key]: value });
        file({ ...sound, [key]: value });
        parsePage(value);
        parseClass(stdp, value);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expectRefusal(readSessionFile(EXPERIMENTS, "run.json", text));
      }),
      { numRuns: 100 },
    );
    expectUntouched();
  });

  it.each([
    ["no JSON", "{"],
    ["binary", "\u0000\u0001\ufffd"],
    ["nested a million deep", nested(1_000_000)],
    ["objects nested deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["a list", "[]"],
    ["null", "null"],
    ["an unknown key", JSON.stringify({ ...sound, polluted: 1 })],
    ["a prototype", '{"format":1,"__proto__":{"experiment":"stdp","params":{},"seed":1,"log":[],"step":0}}'],
    ["a digest that is none", JSON.stringify({ ...sound, digest: SCRIPT })],
    ["a page that is none", JSON.stringify({ ...sound, page: { run: "yes" } })],
    ["a page with a prototype", `${JSON.stringify(sound).slice(0, -1)},"page":{"__proto__":{"run":true}}}`],
  ])("a file with %s is refused with a reason", (_, text) => {
    expectRefusal(readSessionFile(EXPERIMENTS, "run.json", text));
    expectUntouched();
  });

  it("a log of a million entries is refused before they are looked at", () => {
    const entry = { type: "set", step: 0, path: "rule.mu", value: 0.1 };
    const log = Array.from({ length: 1_000_000 }, () => entry);
    for (const result of [
      parseRecord(EXPERIMENTS, { ...sound, log }),
      parseLog(stdp, defaultParams(stdp.schema), log),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { path: "log", message: expect.stringContaining("1000000") } });
    }
    // The longest log whose every entry is wrong still gets one short answer.
    expectRefusal(parseRecord(EXPERIMENTS, { ...sound, log: Array.from({ length: 100_000 }, () => SCRIPT) }));
    const joined = Array.from({ length: 20_000 }, (_, i) => ({
      ...entry,
      path: "population.inputs",
      value: 500,
      ...(i > 0 ? { joins: true } : {}),
    }));
    expectRefusal(parseRecord(EXPERIMENTS, { ...sound, log: joined }));
  });

  it("script stays the text that it is", () => {
    const result = parseRecord(EXPERIMENTS, { ...sound, experiment: SCRIPT });
    expect(result.ok ? "" : result.error.message).toContain("<img");
    expectUntouched();
  });
});

it("values that cannot be written as text are shown all the same", () => {
  const depth: unknown[] = [];
  for (let node = depth, i = 0; i < 50_000; i++) {
    const inner: unknown[] = [];
    node.push(inner);
    node = inner;
  }
  for (const value of [{ toString: 1, valueOf: 2 }, Object.create(null), depth, Array(1e6).fill(depth)]) {
    expectRefusal(parseSeed(value));
    expectRefusal(parseStep("step", value));
    expectRefusal(findExperiment(EXPERIMENTS, value));
    expectRefusal(parseAction(stdp, value, {}));
    expectRefusal(setParam(stdp.schema, defaultParams(stdp.schema), "rule.aPlus", value));
    expectRefusal(setParam(stdp.schema, defaultParams(stdp.schema), "protocol.pre", value));
  }
});

it("JSON nested deeper than anything the lab writes is refused before it is built", () => {
  expect(parseJson(nested(32), "it").ok).toBe(true);
  expectRefusal(parseJson(nested(33), "it"));
});

it("JSON with brackets inside of strings is read", () => {
  const text = JSON.stringify({ deep: "[".repeat(100), quoted: '"[[\\"[[' });
  expect(parseJson(text, "it")).toEqual({ ok: true, value: JSON.parse(text) });
});
