import type { ExperimentId } from "../../workers/catalog";
import { BARE_FRAME } from "../../workers/params/page";
import { fail } from "../../workers/protocol";
import { loadExperiment } from "../experiments/declarations";
import { currentLanguage } from "../i18n";
import { momentText } from "../ui/when";
import { goBack, goOn, leaveRun, stillness, wayBack } from "./arrival";
import { classQuery, enterClass, leaveClass, restoreClass, useClassroom } from "./classroom";
import { dropEdits } from "./edits";
import { currentReading } from "./feed";
import { useLab } from "./labStore";
import { isForFrame, readLink, splitHash } from "./link";
import { checkDigest } from "./moment";
import { standsIn } from "./needed";
import { errorText, notify } from "./notices";
import { autosave, keepSaved, saveNow } from "./saving";
import { failSession, openings, openSession } from "./session";
import { preparePage, showPage } from "./shown";
import { tellStep } from "./told";
import { askOpeningSpeed, run } from "./transport";
import { lookForUnfinished } from "./unfinished";

/** How an experiment is opened: by a link, as it was before a reload, or with its defaults. */

/** Opens what the link of a class began with. @returns false when it has none, or it cannot be opened */
async function openBeginning(experiment: ExperimentId): Promise<boolean> {
  const link = await readLink(experiment, classQuery(experiment) ?? "");
  if (!link.ok || link.value === null) return false;
  const { request, page } = link.value;
  dropEdits();
  const error = await openSession(experiment, request);
  if (error === null) askOpeningSpeed(experiment, page);
  if (error === null) await goOn(page, openings());
  return error === null || error === "superseded";
}

/** Fetches the declaration of an experiment. @returns false when it cannot be had, and says so */
async function declarationOf(experiment: ExperimentId): Promise<boolean> {
  try {
    await loadExperiment(experiment);
    return true;
  } catch {
    useLab.setState({ experiment });
    const message = "the code of this experiment could not be fetched";
    failSession(fail("internal", "open", message, "Check the connection and try again.").error);
    return false;
  }
}

/** Opens with defaults, or as the class began, and runs gently, unless the system asks for little motion. */
export async function openDefaults(experiment: ExperimentId): Promise<void> {
  if (!(await declarationOf(experiment))) return;
  if (await openBeginning(experiment)) return;
  dropEdits();
  const error = await openSession(experiment);
  if (error === "superseded") return;
  if (error === null) askOpeningSpeed(experiment);
  if (error !== null) failSession(error);
  else if (!stillness()) await run();
}

/** Opens with defaults and offers the way back to the run that was left. */
async function startAnew(experiment: ExperimentId): Promise<void> {
  const left = await leaveRun();
  await openDefaults(experiment);
  const action = wayBack(left);
  if (action !== undefined) notify({ tone: "info", title: "restore.anewDone", action });
}

const isOpen = (experiment: ExperimentId): boolean => {
  const { experiment: present, phase } = useLab.getState();
  return present === experiment && phase !== "idle" && phase !== "failed";
};

/** From now on a reload finds the run as it was saved, and no link in the address. */
const dropQuery = (experiment: ExperimentId): void => history.replaceState(history.state, "", `#/${experiment}`);

/** Keeps a run that came by a link. Until it is saved, and where it cannot be, a reload opens the link again. */
async function keepLinked(experiment: ExperimentId, query: string): Promise<void> {
  if (useLab.getState().phase !== "open" || !(await saveNow())) return;
  const now = splitHash(location.hash);
  if (now.id === experiment && now.query === query) dropQuery(experiment);
}

/** A link that cannot be opened takes no run away. A frame stays one, without what the tab of its page has saved. */
async function refuseLink(experiment: ExperimentId, query: string, message: string): Promise<void> {
  const open = isOpen(experiment);
  const framed = open ? useClassroom.getState().embed : isForFrame(query);
  if (!framed) dropQuery(experiment);
  if (framed && !open) enterClass(experiment, BARE_FRAME);
  else if (!open) restoreClass(experiment);
  const stays = open || (!framed && (await restore(experiment)));
  const key = stays ? "link.badStays" : "link.badText";
  notify({ tone: "error", title: "link.bad", text: { key, values: { message } } });
  if (!stays) await openDefaults(experiment);
}

let lastLink = 0;

async function openLink(experiment: ExperimentId, query: string): Promise<void> {
  const ticket = ++lastLink;
  const link = await readLink(experiment, query);
  if (ticket !== lastLink) return;
  if (!link.ok || link.value === null) {
    await refuseLink(experiment, query, link.ok ? "" : errorText(link.error));
    return;
  }
  const { request, page, digest, classroom } = link.value;
  const { embed } = classroom;
  const left = embed ? null : await leaveRun();
  if (ticket !== lastLink) return;
  enterClass(experiment, classroom, query);
  dropEdits();
  preparePage(experiment, page);
  const error = await openSession(experiment, request);
  if (error === "superseded") return;
  if (error !== null) {
    const stays = left !== null && (await goBack(left));
    const key = stays ? "link.badStays" : "link.badText";
    notify({ tone: "error", title: "link.bad", text: { key, values: { message: errorText(error) } } });
    if (!embed && splitHash(location.hash).query === query) dropQuery(experiment);
    if (stays) return;
    if (embed) enterClass(experiment, BARE_FRAME);
    else leaveClass();
    await openDefaults(experiment);
    return;
  }
  const opening = openings();
  askOpeningSpeed(experiment, page);
  useLab.setState({ past: [], future: [] });
  showPage(page);
  const action = wayBack(left);
  if (action !== undefined && left?.experiment === experiment) notify({ tone: "info", title: "link.opened", action });
  // A frame keeps its link, and begins anew when it is loaded again.
  if (!embed) void keepLinked(experiment, query);
  if (digest !== null) await checkDigest(digest, { step: request.step ?? 0, seed: useLab.getState().seed });
  await goOn(page, opening);
}

async function restore(experiment: ExperimentId): Promise<boolean> {
  const saved = await autosave().load();
  if (!saved.ok) {
    notify({ tone: "error", title: "restore.failed", text: { key: "restore.kept" } });
    return false;
  }
  if (saved.value === null || saved.value.record.experiment !== experiment) return false;
  const { record, checkpoint, savedAt } = saved.value;
  dropEdits();
  const error = await openSession(experiment, { ...record, checkpoint });
  if (error === "superseded") return true;
  if (error !== null) {
    await autosave().setAside();
    notify({ tone: "error", title: "restore.failed", text: { key: "restore.kept" } });
    return false;
  }
  askOpeningSpeed(experiment);
  const time = tellStep(currentReading().step);
  if ((record.step > 0 || record.log.length > 0) && !standsIn()) {
    notify({
      tone: "info",
      title: "restore.done",
      text: { key: "restore.text", values: { time, when: momentText(savedAt, Date.now(), currentLanguage()) } },
      action: { label: "restore.anew", run: () => void startAnew(experiment) },
    });
  }
  return true;
}

let loaded = false;

/** Opens what the address of the page asks for; leaves an experiment alone that is open already. */
export async function openFromPage(experiment: ExperimentId): Promise<void> {
  keepSaved();
  const first = !loaded;
  loaded = true;
  if (!(await declarationOf(experiment))) return;
  const { id, query } = splitHash(location.hash);
  if (id === experiment && query !== "") {
    await openLink(experiment, query);
    return;
  }
  if (first) restoreClass(experiment);
  else leaveClass();
  if (isOpen(experiment)) return;
  if (await restore(experiment)) return;
  await openDefaults(experiment);
  if (first && useClassroom.getState().mode === null) await lookForUnfinished();
}
