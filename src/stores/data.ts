import type { DataFile } from "../../workers/experiments/_experiment";
import { type Asset, readAsset } from "../../workers/params/assets";
import type { DataSummary, SimError } from "../../workers/protocol";
import { assets } from "../sim-client/assets";
import type { ParamEdit } from "../views/_view";
import { goBack, leaveRun, wayBack } from "./arrival";
import { dropEdits, edit, forgetError } from "./edits";
import { useLab } from "./labStore";
import { checkDigest } from "./moment";
import { useNeeded } from "./needed";
import { notify, notifyError } from "./notices";
import { saveNow } from "./saving";
import { client, failSession, openSession } from "./session";

/** Data files of the user on their way into the run. */

/** A file that was read, ready to be used. */
export interface ReadFile {
  readonly asset: string;
  readonly summary: DataSummary;
}

type DataFiles = readonly (readonly [name: string, file: DataFile])[];

/** Tells once per page that files will be asked for again after a reload. */
let told = false;
assets.onProblem = () => {
  if (!told) notify({ tone: "info", title: "data.notKept", text: { key: "data.notKeptText" } });
  told = true;
};

/** Hands a file to the worker, which says what it holds. */
export async function examine(file: File): Promise<ReadFile | SimError> {
  const attached = await client().attach(file);
  if (!attached.ok) return attached.error;
  const summary = await client().inspect(attached.value);
  return summary.ok ? { asset: attached.value, summary: summary.value } : summary.error;
}

const nameOf = ({ asset }: ReadFile): string => readAsset(asset)?.name ?? "";

const TEST = /test|t10k|valid/i;
const TRAIN = /train/i;

/**
 * Which declared file each one is: pictures by their name or else the larger set to learn from, labels by their number.
 *
 * @returns names of declared files in the order of `read`; null for what has no place
 */
export function arrange(files: DataFiles, read: readonly ReadFile[]): readonly (string | null)[] {
  const places = new Map<ReadFile, string>();
  const place = (file: ReadFile, set: "train" | "test"): boolean => {
    const taken = new Set(places.values());
    const [name] =
      files.find(
        ([candidate, spec]) => spec.set === set && spec.holds.includes(file.summary.kind) && !taken.has(candidate),
      ) ?? [];
    if (name !== undefined) places.set(file, name);
    return name !== undefined;
  };
  const other = (set: "train" | "test") => (set === "train" ? "test" : "train");
  const byName = (file: ReadFile) => (TEST.test(nameOf(file)) ? "test" : TRAIN.test(nameOf(file)) ? "train" : null);
  const settle = (file: ReadFile, set: "train" | "test") => place(file, set) || place(file, other(set));

  const pictures = read
    .filter(({ summary }) => summary.kind !== "labels")
    .sort((a, b) => b.summary.count - a.summary.count);
  for (const file of pictures) {
    const set = byName(file);
    if (set !== null) place(file, set);
  }
  for (const file of pictures) if (!places.has(file)) settle(file, "train");

  const setOf = (file: ReadFile) => files.find(([name]) => name === places.get(file))?.[1].set;
  for (const file of read.filter(({ summary }) => summary.kind === "labels")) {
    const fitting = pictures.filter(
      (pair) => pair.summary.kind === "images" && pair.summary.count === file.summary.count && places.has(pair),
    );
    const sets = fitting.map(setOf);
    const named = byName(file);
    const set = named !== null && (sets.length === 0 || sets.includes(named)) ? named : (sets[0] ?? "train");
    settle(file, set);
  }
  return read.map((file) => places.get(file) ?? null);
}

/** The edits that use files in their places: a new set leaves nothing of the old one. */
export function editsOf(files: DataFiles, used: ReadonlyMap<string, string>): readonly ParamEdit[] {
  const renewed = (set: DataFile["set"]) =>
    files.some(([name, spec]) => spec.set === set && spec.holds.includes("images") && used.has(name));
  return files.flatMap(([name, spec]) => {
    const value = used.get(name) ?? (renewed(spec.set) || renewed("train") ? "" : undefined);
    return value === undefined ? [] : [{ path: spec.asset, value }];
  });
}

/** Uses files from now on. @returns why they do not fit, or null */
export async function applyDataFiles(edits: readonly ParamEdit[]): Promise<SimError | null> {
  if (await edit(edits, "commit")) return null;
  const { fieldErrors } = useLab.getState();
  const refused = edits.map(({ path }) => fieldErrors[path]).find((error) => error !== undefined);
  for (const { path } of edits) forgetError(path);
  return refused ?? null;
}

/** Those files of the run that is waited for which are still not here. */
export async function stillNeeded(): Promise<readonly Asset[]> {
  const { needed } = useNeeded.getState();
  if (needed === null) return [];
  const here = await Promise.all(
    needed.assets.map(({ digest, size, name }) => assets.has(`${digest}:${size}:${name}`)),
  );
  return needed.assets.filter((_, k) => here[k] !== true);
}

/** Opens the run that was waited for, at its moment. */
export async function openNeeded(): Promise<void> {
  const { needed } = useNeeded.getState();
  if (needed === null) return;
  const { experiment, request, digest } = needed;
  const left = await leaveRun();
  dropEdits();
  const error = await openSession(experiment, request);
  if (error === "superseded") return;
  if (error !== null) {
    if (left === null || !(await goBack(left))) failSession(error);
    notifyError(error, "error.open");
    return;
  }
  useLab.setState({ past: [], future: [] });
  notify({ tone: "success", title: "data.complete", action: wayBack(left) });
  void saveNow();
  if (digest !== null) await checkDigest(digest, { step: request.step ?? 0, seed: useLab.getState().seed });
}
