import { EXPERIMENTS, type ExperimentId, isExperimentId } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import { parseSeed } from "../../workers/params/record";
import type { ParamSpec } from "../../workers/params/schema";
import { decodeLink, encodeLink } from "../../workers/params/url";
import { changedPaths, defaultParams, getParam, parseParams, setParam, specOf } from "../../workers/params/validate";
import {
  fail,
  type OpenRequest,
  ok,
  type ParamTree,
  type ParamValue,
  type Result,
  type SessionRecord,
} from "../../workers/protocol";

/**
 * Links of the page: `#/stdp?preset=song&seed=7&p.rule.aPlus=0.01` for parameters that a person can read, and
 * `#/stdp?session=...` for a whole run with its log. `view` names a view to show first.
 */

export interface Link {
  readonly experiment: ExperimentId;
  readonly request: Omit<OpenRequest, "experiment">;
  readonly view: string | null;
}

const PARAM = "p.";

export function splitHash(hash: string): { readonly id: string; readonly query: string } {
  const [id = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  return { id, query };
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
      return text;
  }
}

function readParams(id: ExperimentId, query: URLSearchParams): Result<ParamTree> {
  const experiment = EXPERIMENTS[id];
  const preset = query.get("preset");
  if (preset !== null && !Object.hasOwn(experiment.presets, preset)) {
    const known = Object.keys(experiment.presets).join(", ");
    return fail("value", "preset", `there is no preset ${preset.slice(0, 60)}`, `Presets: ${known}.`);
  }
  let params = preset === null ? defaultParams(experiment.schema) : presetParams(experiment, preset);
  for (const [key, text] of query) {
    if (!key.startsWith(PARAM)) continue;
    const path = key.slice(PARAM.length);
    const spec = specOf(experiment.schema, path);
    const next = setParam(experiment.schema, params, path, spec === undefined ? text : readValue(spec, text));
    if (!next.ok) return next;
    params = next.value;
  }
  return parseParams(experiment, params);
}

/** Reads what stands behind the `?` of a link; null where nothing does. Never throws. */
export async function readLink(id: string, text: string): Promise<Result<Link | null>> {
  if (!isExperimentId(id) || text === "") return ok(null);
  const query = new URLSearchParams(text);
  for (const key of query.keys()) {
    if (!key.startsWith(PARAM) && !["preset", "seed", "session", "view"].includes(key)) {
      return fail("value", key.slice(0, 60), `the link has an unknown part “${key.slice(0, 60)}”`);
    }
  }
  const view = query.get("view");
  const session = query.get("session");
  if (session !== null) {
    const record = await decodeLink(EXPERIMENTS, session);
    if (!record.ok) return record;
    const { experiment, params, seed, log, step } = record.value;
    return isExperimentId(experiment) ? ok({ experiment, request: { params, seed, log, step }, view }) : ok(null);
  }
  const params = readParams(id, query);
  if (!params.ok) return params;
  const asked = query.get("seed");
  const seed = parseSeed(asked === null ? undefined : asked.trim() === "" ? asked : Number(asked));
  return seed.ok ? ok({ experiment: id, request: { params: params.value, seed: seed.value }, view }) : seed;
}

const written = (value: ParamValue): string => (Array.isArray(value) ? value.join(",") : String(value));

const here = (): string => location.href.replace(/#.*$/, "");

/** A readable link to an experiment at time 0. */
export function parameterLink(id: ExperimentId, params: ParamTree, seed: number, view: string | null = null): string {
  const { schema } = EXPERIMENTS[id];
  const query = new URLSearchParams({ seed: String(seed) });
  for (const path of changedPaths(schema, defaultParams(schema), params)) {
    const value = getParam(params, path);
    if (value !== undefined) query.set(PARAM + path, written(value));
  }
  if (view !== null) query.set("view", view);
  return `${here()}#/${id}?${query}`;
}

/** A link to a moment of a run, with everything that was done until then. */
export async function sessionLink(record: SessionRecord): Promise<string> {
  return `${here()}#/${record.experiment}?${new URLSearchParams({ session: await encodeLink(EXPERIMENTS, record) })}`;
}
