import type { ExperimentId } from "../../workers/catalog";
import type { DataFile, FileSpec } from "../../workers/experiments/_experiment";
import { isExperimentId } from "../../workers/outlines";
import {
  MAX_SESSION_BYTES,
  readSessionFile,
  type SessionFile,
  sessionFileText,
} from "../../workers/params/sessionFile";
import { fail, ok, type Result } from "../../workers/protocol";
import { EXPERIMENTS, loadExperiments } from "../experiments/declarations";
import { download, fileName } from "../ui/download";
import { goBack, goOn, leaveRun, wayBack } from "./arrival";
import { refusesOtherRuns } from "./classroom";
import { dropEdits } from "./edits";
import { useLab } from "./labStore";
import { checkDigest, type Moment, presentMoment } from "./moment";
import { notify, notifyError } from "./notices";
import { plainBytes } from "./pictures";
import { saveNow } from "./saving";
import { adoptApplied, client, confirmedParams, failSession, openings, openSession } from "./session";
import { preparePage, presentPage, showPage } from "./shown";
import { useView } from "./viewStore";

/** Files that come in and go out: whole sessions, and what an experiment declares that it can read. */

export const SESSION_ENDING = ".synaptarium.json";

export const declaredFiles = (experiment: ExperimentId): readonly (readonly [string, FileSpec])[] =>
  Object.entries(EXPERIMENTS[experiment].files);

/** The data files among them. */
export const dataFilesOf = (experiment: ExperimentId): readonly (readonly [string, DataFile])[] =>
  declaredFiles(experiment).flatMap(([name, file]) => ("asset" in file ? [[name, file] as const] : []));

const endsLike = (file: File, accept: readonly string[]): boolean =>
  accept.some((ending) => file.name.toLowerCase().endsWith(ending));

/** The declared files that this one could be, by its name. */
export const candidates = (experiment: ExperimentId, file: File): readonly (readonly [string, FileSpec])[] =>
  declaredFiles(experiment).filter(([, spec]) => endsLike(file, spec.accept));

/** Saves a moment, or the present one, with its digest and what the page shows as a file. */
export async function saveSession(chosen?: Moment): Promise<void> {
  const moment = chosen === undefined ? await presentMoment() : ok(chosen);
  if (!moment.ok) {
    notifyError(moment.error);
    return;
  }
  const { record, digest } = moment.value;
  const text = sessionFileText({ record, digest, page: presentPage(false) });
  const name = `${fileName(record.experiment, `seed-${record.seed}`, `step-${record.step}`)}${SESSION_ENDING}`;
  download(name, new Blob([text], { type: "application/json" }));
}

async function readSession(file: File): Promise<Result<SessionFile>> {
  // Before it is read into memory.
  if (file.size > MAX_SESSION_BYTES) return fail("file", file.name, `${file.name} is too large for a session file`);
  try {
    await loadExperiments();
    return readSessionFile(EXPERIMENTS, file.name, await file.text());
  } catch {
    return fail("file", file.name, `${file.name} cannot be read`);
  }
}

async function openSessionFile(file: File): Promise<void> {
  const session = await readSession(file);
  if (!session.ok) {
    notifyError(session.error, "file.badSession");
    return;
  }
  const { record, digest, page } = session.value;
  const { experiment, params, seed, log, step } = record;
  if (!isExperimentId(experiment)) return;
  const left = await leaveRun();
  dropEdits();
  preparePage(experiment, page);
  const error = await openSession(experiment, { params, seed, log, step });
  if (error === "superseded") return;
  if (error !== null) {
    if (left === null || !(await goBack(left))) failSession(error);
    notifyError(error, "error.open");
    return;
  }
  const opening = openings();
  if (!location.hash.startsWith(`#/${experiment}`)) location.hash = `/${experiment}`;
  useLab.setState({ past: [], future: [], ...(page.speed === undefined ? {} : { asked: page.speed }) });
  showPage(page);
  notify({ tone: "success", title: "file.loaded", text: file.name, action: wayBack(left) });
  void saveNow();
  if (digest !== null) await checkDigest(digest, record);
  await goOn(page, opening);
}

async function loadDeclared(file: File, name: string): Promise<void> {
  const bytes = await plainBytes(file).catch(() => null);
  if (bytes === null) {
    notifyError(fail("file", file.name, `${file.name} cannot be read`).error);
    return;
  }
  const result = await client().load(name, file.name, bytes);
  if (!result.ok) {
    notifyError(result.error);
    return;
  }
  dropEdits();
  adoptApplied(result.value);
  useLab.setState({ params: confirmedParams() });
  notify({ tone: "success", title: "file.loaded", text: file.name });
}

/** Takes a file in: a session by its ending, a declared one by `name`; asks where more than one would fit. */
export async function openFile(file: File, name?: string): Promise<void> {
  const { experiment, phase } = useLab.getState();
  if (experiment === null || refusesOtherRuns()) return;
  if (name === undefined && endsLike(file, [".json"])) {
    await openSessionFile(file);
    return;
  }
  if (phase !== "open") return;
  if (name !== undefined) {
    await loadDeclared(file, name);
    return;
  }
  const fitting = candidates(experiment, file);
  // Which of the data files it is, its content tells.
  if (fitting.some(([, spec]) => "asset" in spec)) {
    useView.setState(({ dataFiles }) => ({ dialog: "data", dataFiles: [...dataFiles, file] }));
    return;
  }
  const [only, ...others] = fitting;
  if (only === undefined) notify({ tone: "error", title: "file.none", text: file.name });
  else if (others.length === 0) await loadDeclared(file, only[0]);
  else useView.setState(({ dropped }) => ({ dropped: [...dropped, file] }));
}
