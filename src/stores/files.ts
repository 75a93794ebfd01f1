import { EXPERIMENTS, type ExperimentId, isExperimentId } from "../../workers/catalog";
import type { FileSpec } from "../../workers/experiments/_experiment";
import { parseRecord } from "../../workers/params/record";
import { fail, type Result, type SessionRecord } from "../../workers/protocol";
import { download, fileName } from "../ui/download";
import { dropEdits } from "./edits";
import { useLab } from "./labStore";
import { notify, notifyError } from "./notices";
import { adoptApplied, client, confirmedParams, openSession } from "./session";
import { useView } from "./viewStore";

/** Files that come in and go out: whole sessions, and what an experiment declares that it can read. */

export const SESSION_ENDING = ".synaptarium.json";
/** No session that the lab can write is larger. */
const MAX_SESSION_BYTES = 64 * 2 ** 20;

export const declaredFiles = (experiment: ExperimentId): readonly (readonly [string, FileSpec])[] =>
  Object.entries(EXPERIMENTS[experiment].files);

const endsLike = (file: File, accept: readonly string[]): boolean =>
  accept.some((ending) => file.name.toLowerCase().endsWith(ending));

/** The declared files that this one could be, by its name. */
export const candidates = (experiment: ExperimentId, file: File): readonly (readonly [string, FileSpec])[] =>
  declaredFiles(experiment).filter(([, spec]) => endsLike(file, spec.accept));

/** Saves parameters, seed, log and the present step as a file. */
export async function saveSession(): Promise<void> {
  const forked = await client().fork();
  if (!forked.ok) {
    notifyError(forked.error);
    return;
  }
  const { record } = forked.value;
  const name = `${fileName(record.experiment, `seed-${record.seed}`, `step-${record.step}`)}${SESSION_ENDING}`;
  download(name, new Blob([JSON.stringify(record, null, 1)], { type: "application/json" }));
}

async function readSession(file: File): Promise<Result<SessionRecord>> {
  if (file.size > MAX_SESSION_BYTES) return fail("file", file.name, `${file.name} is too large for a session file`);
  let content: unknown;
  try {
    content = JSON.parse(await file.text());
  } catch {
    return fail("file", file.name, `${file.name} is not a session file of the lab`);
  }
  return parseRecord(EXPERIMENTS, content);
}

async function openSessionFile(file: File): Promise<void> {
  const record = await readSession(file);
  if (!record.ok) {
    notifyError(record.error, "file.badSession");
    return;
  }
  const { experiment, params, seed, log, step } = record.value;
  if (!isExperimentId(experiment)) return;
  dropEdits();
  const error = await openSession(experiment, { params, seed, log, step });
  if (error === "superseded") return;
  if (error !== null) {
    notifyError(error, "error.open");
    return;
  }
  if (!location.hash.startsWith(`#/${experiment}`)) location.hash = `/${experiment}`;
  notify({ tone: "success", title: "file.loaded", text: file.name });
}

async function loadDeclared(file: File, name: string): Promise<void> {
  const result = await client().load(name, file.name, new Uint8Array(await file.arrayBuffer()));
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
  if (experiment === null) return;
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
  const [only, ...others] = fitting;
  if (only === undefined) notify({ tone: "error", title: "file.none", text: file.name });
  else if (others.length === 0) await loadDeclared(file, only[0]);
  else useView.setState(({ dropped }) => ({ dropped: [...dropped, file] }));
}
