import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../catalog";
import type { Command, SessionRecord } from "../protocol";
import { parameterHash, readLink, sessionHash, splitLink } from "./link";
import { type ClassSettings, isOpenClass, OPEN_CLASS, PARTS, type PageState } from "./page";
import { readSessionFile, sessionFileText } from "./sessionFile";
import { defaultParams, setParam } from "./validate";

const { schema } = EXPERIMENTS.stdp;
const defaults = defaultParams(schema);
const DIGEST = "0123456789abcdef".repeat(4);

const read = (hash: string) => {
  const { id, query } = splitLink(hash);
  return readLink(EXPERIMENTS, id, query);
};

const name = fc.constantFrom("window", "raster", "histogram", "scatter");
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const without = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;

/** Minus zero is written as zero. */
const share = fc.double({ min: -100, max: 100, noNaN: true }).map((value) => value + 0);

const cell = fc.nat({ max: 1e6 });

const page: fc.Arbitrary<PageState> = fc
  .record({
    view: maybe(name),
    max: maybe(name),
    hold: maybe(fc.uniqueArray(name, { minLength: 1 })),
    front: maybe(fc.uniqueArray(name, { minLength: 1 })),
    look: maybe(
      fc
        .record({
          channel: fc.constant("lattice"),
          from: maybe(
            fc.oneof(
              fc.constantFrom("top", "corner"),
              fc.record({
                yaw: share,
                pitch: share,
                zoom: fc.double({ min: 0.01, max: 100, noNaN: true }),
                x: share,
                y: share,
              }),
            ),
          ),
          layout: maybe(fc.constantFrom("circular", "force")),
          slice: maybe(fc.tuple(cell, cell, cell, cell, cell, cell)),
          explode: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
          xray: maybe(fc.boolean()),
        })
        .map(without),
    ),
    select: maybe(
      fc.record({
        kind: fc.constantFrom("neuron" as const, "synapse" as const, "cell" as const, "site" as const),
        index: fc.nat(),
      }),
    ),
    speed: maybe(fc.oneof(fc.constant("max" as const), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))),
    run: maybe(fc.boolean()),
    lesson: maybe(fc.constantFrom("", "control")),
  })
  .map(without);

const classroom: fc.Arbitrary<ClassSettings> = fc
  .record({
    mode: fc.constantFrom("locked" as const, "free" as const, null),
    params: fc.oneof(fc.constant("all" as const), fc.subarray(["rule.aPlus", "rule.tauPlus", "population.rate"])),
    views: fc.oneof(fc.constant("all" as const), fc.subarray(["window", "raster"], { minLength: 1 })),
    show: fc.subarray([...PARTS]),
    embed: fc.boolean(),
    lang: maybe(fc.constantFrom("en", "pt-BR")),
    theme: maybe(fc.constantFrom("light" as const, "dark" as const)),
  })
  .map((settings) => (isOpenClass(settings) ? OPEN_CLASS : without(settings)));

describe("links", () => {
  it("carry parameters, seed, page and class there and back", async () => {
    await fc.assert(
      fc.asyncProperty(page, classroom, fc.nat(), async (page, classroom, seed) => {
        const changed = setParam(schema, defaults, "rule.tauPlus", 33.7);
        const params = changed.ok ? changed.value : defaults;
        expect(await read(parameterHash(EXPERIMENTS, "stdp", params, seed, { page, classroom }))).toEqual({
          ok: true,
          value: { experiment: "stdp", request: { params, seed }, page, digest: null, classroom },
        });
      }),
      { numRuns: 100 },
    );
  });

  it("carry a moment with its digest there and back, from a whole address too", async () => {
    const log: Command[] = [{ type: "set", step: 30, path: "rule.aPlus", value: 0.01 }];
    const record: SessionRecord = { format: 1, experiment: "stdp", params: defaults, seed: 9, log, step: 50 };
    const extras = { digest: DIGEST, page: { lesson: "" } };
    const link = await sessionHash(EXPERIMENTS, record, extras);
    const value = {
      experiment: "stdp",
      request: { params: defaults, seed: 9, log, step: 50 },
      page: { lesson: "" },
      digest: DIGEST,
      classroom: OPEN_CLASS,
    };
    for (const text of [link, link.slice(2), `https://lab.example/a/#b`.replace("#b", link)]) {
      expect(await read(text)).toEqual({ ok: true, value });
    }
  });

  it("can be read by a person", async () => {
    const settings = { mode: "locked", params: ["rule.aPlus", "rule.tauPlus"], views: ["window", "raster"] } as const;
    const classroom: ClassSettings = {
      ...settings,
      params: [...settings.params],
      views: [...settings.views],
      show: ["lesson", "transport"],
      embed: false,
    };
    expect(parameterHash(EXPERIMENTS, "stdp", defaults, 7, { classroom, page: { speed: 5, lesson: "control" } })).toBe(
      "#/stdp?seed=7&speed=5&lesson=control&class=locked&params=rule.aPlus,rule.tauPlus&views=window,raster&show=lesson,transport",
    );
    const bare: ClassSettings = { ...OPEN_CLASS, embed: true, params: [], show: ["transport"] };
    expect(parameterHash(EXPERIMENTS, "stdp", defaults, 7, { classroom: bare })).toBe("#/stdp?seed=7&embed=1");
    expect(await read("#/stdp?embed")).toMatchObject({ ok: true, value: { classroom: bare } });
  });

  it("stay below 8 kB for an hour of a busy lesson", async () => {
    // 40 drags of a handle at 30 values each, and an intervention after each drag.
    const log: Command[] = [];
    let state = 12345;
    const random = () => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return state / 2 ** 31;
    };
    for (let drag = 0, step = 0; drag < 40; drag++) {
      const path = ["rule.aPlus", "rule.aMinus", "rule.tauPlus", "population.rate"][drag % 4] as string;
      const [least, most, grain] = path.startsWith("rule.a") ? [0.001, 0.05, 1e-5] : [8, 40, 0.1];
      step += 40_000 + Math.round(random() * 200_000);
      for (let value = 0; value < 30; value++) {
        step += 160;
        const at = least + (most - least) * random();
        log.push({ type: "set", step, path, value: Number((Math.round(at / grain) * grain).toPrecision(6)) });
      }
    }
    const record: SessionRecord = { format: 1, experiment: "stdp", params: defaults, seed: 9, log, step: 36_000_000 };
    const link = await sessionHash(EXPERIMENTS, record, { digest: DIGEST, page: { view: "window", speed: 30 } });
    expect(link.length).toBeLessThan(8 * 1024);
    expect(await read(link)).toMatchObject({ ok: true, value: { request: { log } } });
  });
});

describe("session files", () => {
  const record: SessionRecord = { format: 1, experiment: "stdp", params: defaults, seed: 9, log: [], step: 50 };

  it("carry record, digest and page there and back", () => {
    fc.assert(
      fc.property(page, (page) => {
        const whole = { record, digest: DIGEST, page };
        expect(readSessionFile(EXPERIMENTS, "a.json", sessionFileText(whole))).toEqual({ ok: true, value: whole });
      }),
      { numRuns: 30 },
    );
  });

  it("of before, without digest and page, still open", () => {
    const old = JSON.stringify(record, null, 1);
    expect(readSessionFile(EXPERIMENTS, "a.json", old)).toEqual({
      ok: true,
      value: { record, digest: null, page: {} },
    });
  });
});
