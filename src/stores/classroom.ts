import { create } from "zustand";
import type { ExperimentId } from "../../workers/catalog";
import { type ClassSettings, isOpenClass, OPEN_CLASS, type Part, parseClass } from "../../workers/params/page";
import { EXPERIMENTS } from "../experiments/declarations";
import { LANGUAGES, type Language, preferredLanguage, showLanguage } from "../i18n";
import type { ParamEdit } from "../views/_view";
import { dropOffers, notify } from "./notices";

/**
 * What a class link or a frame in another page leaves of the controls. It is a choice of the teacher, no protection:
 * whoever writes the address by hand has the whole lab.
 */

export const useClassroom = create<ClassSettings>()(() => OPEN_CLASS);

/** Where the tab keeps the settings over a reload. */
const KEY = "synaptarium.class";

function keep(value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, value);
  } catch {
    // Without storage a reload opens the whole lab.
  }
}

const isLanguage = (tag: string | undefined): tag is Language => tag !== undefined && Object.hasOwn(LANGUAGES, tag);

/** Of which experiment the settings are, and what stood behind the `?` of their link. */
let entered: { readonly experiment: ExperimentId; readonly query: string } | null = null;

/** The link that a class began with, from behind its `?`; null outside of a class. */
export const classQuery = (experiment: ExperimentId): string | null =>
  entered?.experiment === experiment && entered.query !== "" ? entered.query : null;

function adopt(settings: ClassSettings): void {
  const before = useClassroom.getState().lang;
  useClassroom.setState(settings, true);
  const { lang } = settings;
  if (isLanguage(lang)) void showLanguage(lang).catch(() => {});
  else if (before !== undefined) void showLanguage(preferredLanguage()).catch(() => {});
}

/** From now on the page shows what the settings leave. A frame keeps its link instead, and begins anew when reloaded. */
export function enterClass(experiment: ExperimentId, settings: ClassSettings, query = ""): void {
  if (settings.mode === "locked") dropOffers();
  entered = isOpenClass(settings) ? null : { experiment, query };
  adopt(settings);
  keep(isOpenClass(settings) || settings.embed ? null : JSON.stringify({ experiment, settings, query }));
}

/** The whole lab again. */
export function leaveClass(): void {
  entered = null;
  if (!isOpenClass(useClassroom.getState())) adopt(OPEN_CLASS);
  keep(null);
}

/** Remembers the settings. @returns what brings them back */
export function keepClass(): () => void {
  const settings = useClassroom.getState();
  const from = entered;
  return () => (from === null ? leaveClass() : enterClass(from.experiment, settings, from.query));
}

/** Goes on with the settings that the tab had before it was reloaded. */
export function restoreClass(experiment: ExperimentId): void {
  let kept: unknown;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return;
  }
  if (typeof kept !== "object" || kept === null || !("experiment" in kept) || kept.experiment !== experiment) return;
  const settings = parseClass(EXPERIMENTS[experiment], "settings" in kept ? kept.settings : null);
  if (!settings.ok) return;
  entered = { experiment, query: "query" in kept && typeof kept.query === "string" ? kept.query : "" };
  adopt(settings.value);
}

export const showsPart = (settings: ClassSettings, part: Part): boolean =>
  isOpenClass(settings) || settings.show.includes(part);

export const showsParameter = (settings: ClassSettings, path: string): boolean =>
  isOpenClass(settings) || settings.params === "all" || settings.params.includes(path);

/** True where there is something to change in the panel of parameters. */
export const showsPanel = (settings: ClassSettings): boolean =>
  isOpenClass(settings) || settings.params === "all" || settings.params.length > 0 || settings.show.includes("presets");

/** True when the part is on the page now, or the component that asks follows. */
export const usePart = (part: Part): boolean => useClassroom((settings) => showsPart(settings, part));

const isLocked = (): boolean => useClassroom.getState().mode === "locked";

function refused(): true {
  notify({ tone: "info", title: "class.locked", text: { key: "class.lockedText" } });
  return true;
}

/** Refused edits of the same parameters that follow one another within this time are one gesture, in ms. */
const GESTURE_MS = 1000;
let lastRefused = { paths: "", at: Number.NEGATIVE_INFINITY };

/** Refuses edits of parameters that the class may not change, with one message for each gesture. */
export const refusesEdits = (edits: readonly ParamEdit[]): boolean => {
  const settings = useClassroom.getState();
  if (!isLocked() || edits.every(({ path }) => showsParameter(settings, path))) return false;
  const { paths, at } = lastRefused;
  lastRefused = { paths: edits.map(({ path }) => path).join(), at: performance.now() };
  return (paths === lastRefused.paths && lastRefused.at - at < GESTURE_MS) || refused();
};

/** Refuses, with a message, what belongs to a part that the class does not get. */
export const refusesPart = (part: Part): boolean =>
  isLocked() && !showsPart(useClassroom.getState(), part) && refused();

/** Files and earlier runs replace parameters or the whole run; a frame in another page shows the run of its link only. */
export const refusesOtherRuns = (): boolean => (isLocked() || useClassroom.getState().embed) && refused();
