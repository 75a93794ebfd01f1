import type { ExperimentId } from "../../workers/catalog";
import { isExperimentId } from "../../workers/outlines";
import {
  type Link as AnyLink,
  type LinkExtras,
  parameterHash,
  readLink as readAny,
  sessionHash,
  splitLink,
} from "../../workers/params/link";
import { fail, ok, type ParamTree, type Result, type SessionRecord } from "../../workers/protocol";
import { EXPERIMENTS, loadExperiment } from "../experiments/declarations";
import { PAGES } from "../experiments/registry";
import { LANGUAGES } from "../i18n";

/** Links of the page; their text is the business of `workers/params/link.ts`, which Node reads too. */

export type Link = AnyLink & { readonly experiment: ExperimentId };

/** Longer links are cut by some programs that pass them on. */
export const ORDINARY_LINK = 8 * 1024;

export const splitHash = splitLink;

/** Whether a link, be it broken otherwise, is meant for a frame in another page. */
export const isForFrame = (query: string): boolean => new URLSearchParams(query).has("embed");

/** Reads what stands behind the `?` of a link; null where nothing does. Rejects only when code cannot be fetched. */
export async function readLink(id: string, text: string): Promise<Result<Link | null>> {
  if (!isExperimentId(id) || text === "") return ok(null);
  await loadExperiment(id);
  const link = await readAny(EXPERIMENTS, id, text);
  if (!link.ok) return link;
  const { views, lang } = link.value.classroom;
  if (views !== "all") {
    const known = Object.keys(PAGES[id].arrange(link.value.request.params as ParamTree).slots);
    const strange = views.find((view) => !known.includes(view));
    if (strange !== undefined) {
      return fail("value", "views", `the link names a view ${strange}`, `Views here: ${known.join(", ")}.`);
    }
  }
  if (lang !== undefined && !Object.hasOwn(LANGUAGES, lang)) {
    return fail("value", "lang", `the page does not speak ${lang}`, `Languages: ${Object.keys(LANGUAGES).join(", ")}.`);
  }
  return ok({ ...link.value, experiment: id });
}

const here = (): string => location.href.replace(/#.*$/, "");

/** A readable link to an experiment at time 0. */
export const parameterLink = (id: ExperimentId, params: ParamTree, seed: number, extras: LinkExtras = {}): string =>
  here() + parameterHash(EXPERIMENTS, id, params, seed, extras);

/** A link to a moment of a run, with everything that was done until then. */
export const sessionLink = async (record: SessionRecord, extras: LinkExtras = {}): Promise<string> =>
  here() + (await sessionHash(EXPERIMENTS, record, extras));
