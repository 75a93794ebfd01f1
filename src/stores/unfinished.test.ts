import { expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { defaultParams, setParam } from "../../workers/params/validate";
import type { SessionRecord } from "../../workers/protocol";
import { frameSnippet } from "../controls/frameSnippet";
import { momentText } from "../ui/when";
import { unfinishedRun } from "./unfinished";

const params = defaultParams(EXPERIMENTS.stdp.schema);
const record: SessionRecord = { format: 1, experiment: "stdp", params, seed: 42, log: [], step: 123_000 };
const left = (changes: object) => ({ id: "a", record: { ...record, ...changes }, savedAt: 5, told: false });

it("offers a run once somebody has done something in it", () => {
  const louder = setParam(EXPERIMENTS.stdp.schema, params, "rule.aPlus", 0.01);
  const joined = { type: "set", step: 3, path: "rule.mu", value: 0.1 } as const;
  expect(unfinishedRun(left({}))).toBeNull();
  expect(unfinishedRun(left({ seed: 7, step: 0 }))).toBeNull();
  expect(unfinishedRun(left({ seed: 7 }))).toMatchObject({ experiment: "stdp", seed: 7, changes: 0 });
  expect(unfinishedRun(left({ params: louder.ok ? louder.value : null }))).toMatchObject({ changes: 0 });
  const run = unfinishedRun(left({ log: [joined, { ...joined, joins: true }] }));
  expect(run).toMatchObject({ changes: 1, savedAt: 5 });
  expect(run?.time).toBeCloseTo(12_300);
});

it("offers nothing that could not be opened", () => {
  for (const changes of [{ experiment: "gone" }, { params: { gone: 1 } }, { step: -1 }, { log: "none" }]) {
    expect(unfinishedRun(left({ seed: 7, ...changes }))).toBeNull();
  }
});

it("says when something was as a person does", () => {
  const now = new Date(2026, 2, 30, 9, 0).getTime();
  const at = (day: number, hours: number) => new Date(2026, 2, day, hours, 2).getTime();
  expect(momentText(at(30, 8), now, "en")).toBe("08:02");
  expect(momentText(at(29, 23), now, "en")).toBe("yesterday, 23:02");
  expect(momentText(at(29, 0), now, "pt-BR")).toBe("ontem, 00:02");
  expect(momentText(at(20, 14), now, "en")).toBe("Mar 20, 2026, 14:02");
});

it("writes a frame that no title and no link can break out of", () => {
  const snippet = frameSnippet('https://lab.example/#/stdp?seed=1&embed=1"><script>', 'A "title" <b>', 640, 420);
  expect(snippet).toContain('src="https://lab.example/#/stdp?seed=1&amp;embed=1&quot;&gt;&lt;script&gt;"');
  expect(snippet).toContain('title="A &quot;title&quot; &lt;b&gt;" width="640" height="420" loading="lazy"');
});
