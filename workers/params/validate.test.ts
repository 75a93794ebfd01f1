import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { TOYS, toy } from "../host/testing";
import { presetParams } from "./presets";
import { parseRecord } from "./record";
import { describeParams, numbers, stepped } from "./schema";
import {
  changedPaths,
  defaultParams,
  diffParams,
  getParam,
  isLive,
  jsonSchema,
  parseParams,
  setParam,
  specOf,
} from "./validate";

const errorOf = (input: unknown) => {
  const result = parseParams(toy, input);
  if (result.ok) throw new Error("was accepted");
  return result.error;
};

describe("parseParams", () => {
  it("completes what is missing with the defaults", () => {
    const result = parseParams(toy, { net: { size: 7 } });
    expect(result).toEqual({ ok: true, value: { ...defaultParams(toy.schema), net: { size: 7, end: 1000 } } });
    expect(parseParams(toy, undefined)).toEqual({ ok: true, value: defaultParams(toy.schema) });
  });

  it("names path, range, unit, value and default of what it refuses", () => {
    expect(errorOf({ gain: 50 })).toEqual({
      kind: "value",
      path: "gain",
      message: "gain must be between 0 and 10 (mV), got 50",
      hint: "The default is 1.",
    });
    expect(errorOf({ net: { size: 1.5 } }).message).toBe(
      "net.size must be a whole number between 1 and 100000, got 1.5",
    );
    expect(errorOf({ mode: "fast" }).message).toBe('mode must be one of free, protocol, got "fast"');
    expect(errorOf({ gain: Number.NaN }).message).toContain("got NaN");
    expect(errorOf({ gain: "1" }).path).toBe("gain");
    expect(errorOf({ gain: null }).path).toBe("gain");
  });

  it("reports keys it does not know, with the nearest one", () => {
    expect(errorOf({ net: { SIZE: 3 } })).toMatchObject({ path: "net.SIZE", hint: "Did you mean net.size?" });
    expect(errorOf({ net: { colour: 3 } })).toMatchObject({ path: "net.colour", hint: "Known here: size, end." });
    expect(errorOf({ net: 3 }).message).toContain("net must be a group");
    expect(errorOf([]).message).toContain("must be a group");
  });

  it("refuses keys that reach a prototype", () => {
    for (const text of [
      '{"__proto__":{"gain":2}}',
      '{"net":{"__proto__":{"size":2}}}',
      '{"constructor":{"prototype":{"x":1}}}',
    ]) {
      expect(errorOf(JSON.parse(text)).message).toContain("not allowed");
    }
    expect(({} as { gain?: number }).gain).toBeUndefined();
  });

  it("checks relations between parameters", () => {
    expect(errorOf({ offset: 3, gain: 2 })).toMatchObject({
      path: "offset",
      message: "offset must be at most gain (2), got 3",
    });
  });

  it("answers to any input without throwing", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const result = parseParams(toy, input);
        if (result.ok) expect(parseParams(toy, result.value)).toEqual(result);
        else expect(result.error.message).not.toBe("");
      }),
    );
  });
});

describe("single parameters", () => {
  const tree = defaultParams(toy.schema);

  it("sets one value and leaves the given tree alone", () => {
    const result = setParam(toy.schema, tree, "net.size", 9);
    expect(result.ok && getParam(result.value, "net.size")).toBe(9);
    expect(getParam(tree, "net.size")).toBe(4);
  });

  it("refuses a missing value instead of taking the default", () => {
    expect(setParam(toy.schema, tree, "gain", undefined).ok).toBe(false);
    expect(setParam(toy.schema, tree, "net", {}).ok).toBe(false);
    expect(setParam(toy.schema, tree, "__proto__.x", 1).ok).toBe(false);
  });

  it("turns -0 into 0, which JSON would do anyway", () => {
    const result = setParam(toy.schema, tree, "offset", -0);
    expect(result.ok && Object.is(getParam(result.value, "offset"), 0)).toBe(true);
  });

  it("reads a condition of liveness off the tree", () => {
    const slope = specOf(toy.schema, "slope");
    expect(slope !== undefined && isLive(slope, tree)).toBe(true);
    expect(slope !== undefined && isLive(slope, { ...tree, mode: "protocol" })).toBe(false);
  });

  it("diff leads back to the tree", () => {
    const changed = { ...tree, gain: 3, net: { size: 4, end: 7 } };
    expect(diffParams(toy.schema, changed)).toEqual({ gain: 3, net: { end: 7 } });
    expect(parseParams(toy, diffParams(toy.schema, changed))).toEqual({ ok: true, value: changed });
    expect(changedPaths(toy.schema, tree, changed)).toEqual(["gain", "net.end"]);
  });

  it("completes presets and refuses unknown or wrong ones", () => {
    expect(presetParams(toy, "loud")).toEqual({ ...tree, gain: 5 });
    expect(() => presetParams(toy, "toString")).toThrow("no preset");
    const wrong = { ...toy, presets: { wrong: { label: "", doc: "", params: { gain: 50 } } } };
    expect(() => presetParams(wrong, "wrong")).toThrow("between 0 and 10");
  });

  it("describes every parameter in the JSON Schema", () => {
    const text = JSON.stringify(jsonSchema(toy.schema));
    for (const { label } of describeParams(toy.schema)) expect(text).toContain(`"label":"${label}"`);
    expect(text).toContain('"additionalProperties":false');
  });
});

describe("lists and steps", () => {
  const meta = { label: "Label", symbol: "x", unit: "ms", doc: "Doc.", group: "g", live: true } as const;
  const schema = z.strictObject({
    dt: stepped({ ...meta, values: [0.1, 0.5, 1], default: 0.5 }),
    values: numbers({ ...meta, min: -2, max: 3, maxLength: 3, default: [] }),
  });
  const tree = defaultParams(schema);
  const answer = (path: string, value: unknown) => {
    const result = setParam(schema, tree, path, value);
    return result.ok ? getParam(result.value, path) : result.error.message;
  };

  it("takes only the allowed numbers and names them", () => {
    expect(answer("dt", 0.1)).toBe(0.1);
    expect(answer("dt", 0.3)).toBe("dt must be one of 0.1, 0.5, 1 (ms), got 0.3");
    expect(answer("dt", "1")).toContain('got "1"');
    expect(JSON.stringify(jsonSchema(schema))).toContain('"enum":[0.1,0.5,1]');
  });

  it("takes a list within its range and length and names what is outside", () => {
    expect(answer("values", [3, -2, 3])).toEqual([3, -2, 3]);
    expect(answer("values", [-0])).toEqual([0]);
    expect(answer("values", [0, 4])).toBe("values must hold numbers between -2 and 3 (ms), got 4 at place 2");
    expect(answer("values", [Number.NaN])).toContain("got NaN at place 1");
    expect(answer("values", [1, 1, 1, 1])).toBe("values must hold at most 3 numbers, got 4");
    expect(answer("values", 3)).toBe("values must be a list of numbers between -2 and 3 (ms), got 3");
  });

  it("finds what differs from the defaults", () => {
    const changed = { dt: 1, values: [1, 2] };
    expect(diffParams(schema, changed)).toEqual(changed);
    expect(changedPaths(schema, changed, { dt: 1, values: [1, 3] })).toEqual(["values"]);
  });
});

describe("parseRecord", () => {
  const record = { format: 1, experiment: "toy", params: {}, seed: 1, step: 20, log: [] as unknown[] };
  const refusal = (change: object) => {
    const result = parseRecord(TOYS, { ...record, ...change });
    return result.ok ? "accepted" : result.error.message;
  };

  it("accepts a log that could have happened", () => {
    const log = [
      { type: "set", step: 3, path: "gain", value: 5 },
      { type: "set", step: 3, path: "offset", value: 4, joins: true },
      { type: "act", step: 9, name: "kick", args: {} },
    ];
    expect(parseRecord(TOYS, { ...record, log })).toMatchObject({
      ok: true,
      value: { log: [{}, {}, { args: { amount: 1 } }] },
    });
  });

  it("refuses one that could not", () => {
    const set = { type: "set", step: 5, path: "gain", value: 2 };
    expect(refusal({ log: [{ ...set, value: 99 }] })).toContain("log entry 1: gain must be between 0 and 10");
    expect(refusal({ log: [set, { ...set, step: 4 }] })).toContain("before that of the entry above");
    expect(refusal({ log: [{ ...set, path: "net.size", value: 5 }] })).toContain("cannot change while a run goes on");
    expect(refusal({ log: [{ ...set, path: "offset", value: 4 }] })).toContain("at most gain");
    expect(refusal({ log: [{ ...set, joins: true }] })).toContain("joins nothing");
    expect(refusal({ log: [{ type: "act", step: 1, name: "kill", args: {} }] })).toContain("no action kill");
    expect(refusal({ log: [{ type: "go", step: 1 }] })).not.toBe("accepted");
    expect(refusal({ seed: -1 })).toContain("seed");
    expect(refusal({ step: 2 ** 32 })).toContain("step");
    expect(refusal({ experiment: "constructor" })).toContain("no experiment");
    expect(refusal({ extra: 1 })).not.toBe("accepted");
  });
});
