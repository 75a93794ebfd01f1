import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOYS, toy } from "../host/testing";
import type { Command, SessionRecord } from "../protocol";
import { decodeLink, encodeLink } from "./url";
import { defaultParams } from "./validate";

const record: SessionRecord = {
  format: 1,
  experiment: "toy",
  params: defaultParams(toy.schema),
  seed: 42,
  log: [],
  step: 0,
};

const encoded = (value: unknown): string => `p${btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_")}`;
const refusal = async (text: string) => {
  const result = await decodeLink(TOYS, text);
  return result.ok ? "accepted" : result.error;
};

describe("links", () => {
  it("carry a session there and back", async () => {
    const log = fc
      .array(fc.tuple(fc.nat(1000), fc.double({ min: 0, max: 10, noNaN: true }), fc.boolean()))
      .map((entries) =>
        entries
          .sort((a, b) => a[0] - b[0])
          .map(
            ([step, value, act]): Command =>
              act
                ? { type: "act", step, name: "kick", args: { amount: 0.5 } }
                : { type: "set", step, path: "gain", value: value + 0 },
          ),
      );
    await fc.assert(
      fc.asyncProperty(log, fc.nat(), async (log, seed) => {
        const sent = { ...record, params: { ...record.params, gain: 2 }, log, seed, step: 1234 };
        expect(await decodeLink(TOYS, await encodeLink(TOYS, sent))).toEqual({ ok: true, value: sent });
      }),
      { numRuns: 50 },
    );
  });

  it("are short and safe in a URL", async () => {
    const text = await encodeLink(TOYS, record);
    expect(text).toMatch(/^[\w-]+$/);
    expect(text.length).toBeLessThan(50);
  });

  it("are refused with a reason when damaged, foreign or too long", async () => {
    const text = await encodeLink(TOYS, { ...record, params: { ...record.params, gain: 2 } });
    expect(await refusal("")).toMatchObject({ kind: "value", path: "link" });
    expect(await refusal(text.slice(0, -6))).toMatchObject({ path: "link" });
    expect(await refusal(`d${text.slice(1)}`)).toMatchObject({ path: "link" });
    expect(await refusal(`p${"A".repeat(600_000)}`)).toMatchObject({ path: "link" });
    expect(await refusal(encoded({}))).toMatchObject({ message: expect.stringContaining("no session") });
    expect(await refusal(encoded([9, "toy", {}, 1, 0, []]))).toMatchObject({
      message: expect.stringContaining("another version"),
    });
    expect(await refusal(encoded([1, "toy", {}, 1, 0, ["x"]]))).toMatchObject({ path: "link" });
  });

  it("are refused by path and range when a value is out of range", async () => {
    expect(await refusal(encoded([1, "toy", { gain: 11 }, 1, 0, []]))).toMatchObject({
      path: "gain",
      message: "gain must be between 0 and 10 (mV), got 11",
    });
    expect(await refusal(`p${btoa('[1,"toy",{"__proto__":{"gain":1}},1,0,[]]')}`)).toMatchObject({
      message: expect.stringContaining("not allowed"),
    });
    expect(await refusal(encoded([1, "toy", {}, "7", 0, []]))).toMatchObject({ path: "seed" });
    expect(await refusal(encoded([1, "nothing", {}, 7, 0, []]))).toMatchObject({ path: "experiment" });
  });

  it("that unfold to far more than they are long are refused", async () => {
    const stream = new Blob([new Uint8Array(20_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    expect(await refusal(`d${btoa(binary)}`)).toMatchObject({ path: "link" });
  });
});
