import {
  fail,
  type OpenRequest,
  ok,
  type ParamTree,
  type ParamValue,
  type Result,
  type SessionRecord,
} from "../protocol";
import { named } from "./json";
import {
  CLASS_KEYS,
  type ClassSettings,
  DIGEST,
  isOpenClass,
  OPEN_CLASS,
  PAGE_KEYS,
  type PageState,
  readClass,
  readPage,
  writeClass,
  writePage,
} from "./page";
import { presetParams } from "./presets";
import { type Experiments, findExperiment, parseSeed } from "./record";
import type { ParamSpec } from "./schema";
import { decodeLink, encodeLink, MAX_LINK } from "./url";
import { changedPaths, defaultParams, getParam, parseParams, setParam, specOf } from "./validate";

/**
 * Links of the page, from the `#` on: `#/stdp?preset=song&seed=7&p.rule.aPlus=0.01` for parameters that a person can
 * read, and `#/stdp?session=...&digest=...` for a moment of a run with its log. Either may say what is shown
 * (`view=window&speed=5`) and what a class gets (`class=locked&params=rule.aPlus`, `embed=1`).
 */

export interface Link {
  readonly experiment: string;
  readonly request: Omit<OpenRequest, "experiment">;
  readonly page: PageState;
  /** Digest of the state at the moment that the link leads to; null where it holds none. */
  readonly digest: string | null;
  readonly classroom: ClassSettings;
}

/** What a link says beside the run itself. */
export interface LinkExtras {
  readonly page?: PageState;
  readonly digest?: string | null;
  readonly classroom?: ClassSettings;
}

const PARAM = "p.";
const KEYS: readonly string[] = ["preset", "seed", "session", "digest", ...PAGE_KEYS, ...CLASS_KEYS];

/** The two parts of a link: the id of the experiment, and what stands behind the `?`. Whole addresses are cut. */
export function splitLink(link: string): { readonly id: string; readonly query: string } {
  const hash = link.slice(link.indexOf("#") + 1).replace(/^\//, "");
  const mark = hash.indexOf("?");
  return mark < 0 ? { id: hash, query: "" } : { id: hash.slice(0, mark), query: hash.slice(mark + 1) };
}

function readValue(spec: ParamSpec, text: string): unknown {
  switch (spec.kind) {
    case "number":
    case "integer":
      return text.trim() === "" ? text : Number(text);
    case "flag":
      return text === "true" ? true : text === "false" ? false : text;
    case "times":
    case "numbers":
      return text === "" ? [] : text.split(",").map(Number);
    case "choice":
    case "asset":
      return text;
  }
}

function readParams(experiments: Experiments, id: string, texts: ReadonlyMap<string, string>): Result<ParamTree> {
  const found = findExperiment(experiments, id);
  if (!found.ok) return found;
  const experiment = found.value;
  const preset = texts.get("preset");
  if (preset !== undefined && !Object.hasOwn(experiment.presets, preset)) {
    const known = Object.keys(experiment.presets).join(", ");
    return fail("value", "preset", `there is no preset ${named(preset)}`, `Presets: ${known}.`);
  }
  let params = preset === undefined ? defaultParams(experiment.schema) : presetParams(experiment, preset);
  for (const [key, text] of texts) {
    if (!key.startsWith(PARAM)) continue;
    const path = key.slice(PARAM.length);
    const spec = specOf(experiment.schema, path);
    const next = setParam(experiment.schema, params, path, spec === undefined ? text : readValue(spec, text));
    if (!next.ok) return next;
    params = next.value;
  }
  return parseParams(experiment, params);
}

/** Each key once, and only known ones. */
function readKeys(text: string): Result<ReadonlyMap<string, string>> {
  if (text.length > MAX_LINK)
    return fail("value", "link", `the link has ${text.length} characters, more than ${MAX_LINK}`);
  const texts = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(text)) {
    const name = named(key);
    if (!key.startsWith(PARAM) && !KEYS.includes(key)) {
      return fail("value", name, `the link has an unknown part “${name}”`);
    }
    if (texts.has(key)) return fail("value", name, `the link has “${name}” twice`);
    texts.set(key, value);
  }
  return ok(texts);
}

async function readRun(
  experiments: Experiments,
  id: string,
  texts: ReadonlyMap<string, string>,
): Promise<Result<Pick<Link, "request" | "digest">>> {
  const session = texts.get("session");
  const digest = texts.get("digest") ?? null;
  if (digest !== null && (session === undefined || !DIGEST.test(digest))) {
    return fail("value", "digest", "the digest of a link is 64 hexadecimal digits and belongs to a session");
  }
  if (session !== undefined) {
    const stray = [...texts.keys()].find((key) => key === "preset" || key === "seed" || key.startsWith(PARAM));
    if (stray !== undefined) return fail("value", named(stray), `a link with a session has no “${named(stray)}”`);
    const record = await decodeLink(experiments, session);
    if (!record.ok) return record;
    const { experiment, params, seed, log, step } = record.value;
    if (experiment === id) return ok({ request: { params, seed, log, step }, digest });
    return fail("value", "session", `the link is to ${named(id)}, but its session is of ${experiment}`);
  }
  const params = readParams(experiments, id, texts);
  if (!params.ok) return params;
  const asked = texts.get("seed");
  const seed = parseSeed(asked === undefined ? undefined : asked.trim() === "" ? asked : Number(asked));
  return seed.ok ? ok({ request: { params: params.value, seed: seed.value }, digest }) : seed;
}

/**
 * Reads a link.
 *
 * @param id of the experiment, as `splitLink` gives it
 * @param query what stands behind the `?`
 * @returns the link, or what is wrong with it and where; never throws
 */
export async function readLink(experiments: Experiments, id: string, query: string): Promise<Result<Link>> {
  const experiment = findExperiment(experiments, id);
  if (!experiment.ok) return experiment;
  const texts = readKeys(query);
  if (!texts.ok) return texts;
  const page = readPage(texts.value);
  if (!page.ok) return page;
  const classroom = readClass(experiment.value, texts.value);
  if (!classroom.ok) return classroom;
  const run = await readRun(experiments, id, texts.value);
  return run.ok ? ok({ experiment: id, ...run.value, page: page.value, classroom: classroom.value }) : run;
}

const written = (value: ParamValue): string => (Array.isArray(value) ? value.join(",") : String(value));

/** Commas, colons and slashes need no escape behind a `#`; without it a person can read the link. */
const hash = (id: string, entries: readonly (readonly [string, string])[]): string =>
  `#/${id}?${new URLSearchParams(entries.map(([key, value]) => [key, value])).toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;

const extrasOf = ({ page = {}, classroom = OPEN_CLASS }: LinkExtras) => [
  ...writePage(page),
  ...(isOpenClass(classroom) ? [] : writeClass(classroom)),
];

/** A readable link to an experiment at time 0, from the `#` on. */
export function parameterHash(
  experiments: Experiments,
  id: string,
  params: ParamTree,
  seed: number,
  extras: LinkExtras = {},
): string {
  const experiment = findExperiment(experiments, id);
  const entries: (readonly [string, string])[] = [["seed", String(seed)]];
  if (experiment.ok) {
    const { schema } = experiment.value;
    for (const path of changedPaths(schema, defaultParams(schema), params)) {
      const value = getParam(params, path);
      if (value !== undefined) entries.push([PARAM + path, written(value)]);
    }
  }
  return hash(id, [...entries, ...extrasOf(extras)]);
}

/** A link to a moment of a run with everything that was done until then, from the `#` on. */
export async function sessionHash(
  experiments: Experiments,
  record: SessionRecord,
  extras: LinkExtras = {},
): Promise<string> {
  const { digest = null } = extras;
  return hash(record.experiment, [
    ["session", await encodeLink(experiments, record)],
    ...(digest === null ? [] : [["digest", digest] as const]),
    ...extrasOf(extras),
  ]);
}
