import type { ExperimentId } from "../../workers/catalog";
import { PAGES } from "../experiments/registry";
import { formatTime } from "../ui/format";
import { dropEdits } from "./edits";
import { currentReading } from "./feed";
import { useLab } from "./labStore";
import { readLink, splitHash } from "./link";
import { errorText, notify } from "./notices";
import { autosave, keepSaved } from "./saving";
import { failSession, openSession } from "./session";
import { run } from "./transport";
import { focusView } from "./viewStore";

/** How an experiment is opened: by a link, as it was before a reload, or with its defaults. */

const stillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Opens with defaults and runs gently, unless the system asks for little motion. */
export async function openDefaults(experiment: ExperimentId): Promise<void> {
  useLab.setState({ asked: PAGES[experiment].openingSpeed });
  dropEdits();
  const error = await openSession(experiment);
  if (error === "superseded") return;
  if (error !== null) failSession(error);
  else if (!stillness()) await run();
}

async function openLink(experiment: ExperimentId, query: string): Promise<void> {
  // Without the query a later reload restores the run instead of starting the link over.
  history.replaceState(history.state, "", `#/${experiment}`);
  const link = await readLink(experiment, query);
  if (!link.ok || link.value === null || link.value.experiment !== experiment) {
    const message = link.ok ? "" : errorText(link.error);
    notify({ tone: "error", title: "link.bad", text: { key: "link.badText", values: { message } } });
    await openDefaults(experiment);
    return;
  }
  const { request, view } = link.value;
  useLab.setState({ asked: PAGES[experiment].openingSpeed });
  dropEdits();
  const error = await openSession(experiment, request);
  if (error === "superseded") return;
  if (error !== null) {
    notify({
      tone: "error",
      title: "link.bad",
      text: { key: "link.badText", values: { message: errorText(error) } },
    });
    await openDefaults(experiment);
    return;
  }
  if (view !== null) focusView(view);
}

async function restore(experiment: ExperimentId): Promise<boolean> {
  const saved = await autosave().load();
  if (!saved.ok) {
    notify({ tone: "error", title: "restore.failed", text: { key: "restore.kept" } });
    return false;
  }
  if (saved.value === null || saved.value.record.experiment !== experiment) return false;
  const { record, checkpoint } = saved.value;
  useLab.setState({ asked: PAGES[experiment].openingSpeed });
  dropEdits();
  const error = await openSession(experiment, { ...record, checkpoint });
  if (error === "superseded") return true;
  if (error !== null) {
    await autosave().setAside();
    notify({ tone: "error", title: "restore.failed", text: { key: "restore.kept" } });
    return false;
  }
  const time = formatTime(currentReading().step * useLab.getState().stepMs);
  if (record.step > 0) notify({ tone: "info", title: "restore.done", text: { key: "restore.text", values: { time } } });
  return true;
}

/** Opens what the address of the page asks for; leaves an experiment alone that is open already. */
export async function openFromPage(experiment: ExperimentId): Promise<void> {
  keepSaved();
  const { id, query } = splitHash(location.hash);
  if (id === experiment && query !== "") {
    await openLink(experiment, query);
    return;
  }
  const { experiment: present, phase } = useLab.getState();
  if (present === experiment && phase !== "idle" && phase !== "failed") return;
  if (!(await restore(experiment))) await openDefaults(experiment);
}
