import type { DataFile, Experiment, FileSpec } from "../experiments/_experiment";
import { readAsset } from "../params/assets";
import { type DataKind, type DataSummary, fail, ok, type Result } from "../protocol";
import type { Assets } from "./assets";
import { describeFault } from "./faults";
import type { Edit } from "./session";

const KINDS: Readonly<Record<DataKind, string>> = {
  images: "pictures without labels",
  labels: "labels",
  samples: "pictures with labels",
};

/** What a data file that is here holds, as the experiment reads it. */
export function inspect(experiment: Experiment, assets: Assets, asset: string): Result<DataSummary> {
  const { inspect: look, id } = experiment;
  if (look === undefined) return fail("state", "inspect", `${id} reads no data files`);
  const name = readAsset(asset)?.name;
  if (name === undefined) return fail("value", "inspect", "this names no data file");
  try {
    return ok(look(assets.content(asset), name));
  } catch (error) {
    return { ok: false, error: describeFault(error, name) };
  }
}

/** A file that holds something else is refused, and told where it belongs. */
function checkKind(experiment: Experiment, file: DataFile, fileName: string, kind: DataKind): Result<void> {
  if (file.holds.includes(kind)) return ok(undefined);
  const fitting = Object.entries(experiment.files).filter(
    ([, other]) => "asset" in other && other.set === file.set && other.holds.includes(kind),
  );
  const wanted = file.holds.map((wants) => KINDS[wants]).join(" or ");
  const hint = fitting.length === 0 ? undefined : `Load it as ${fitting.map(([name]) => name).join(" or ")}.`;
  return fail("file", fileName, `${fileName} holds ${KINDS[kind]}, not ${wanted}`, hint);
}

/** Translates a file into the parameters it stands for; nothing is applied yet. */
export function readFile(
  experiment: Experiment,
  name: string,
  fileName: string,
  bytes: Uint8Array,
): Result<readonly Edit[]> {
  const file = fileOf(experiment, name);
  if (!file.ok) return file;
  if ("asset" in file.value) return fail("state", "load", `${name} is a data file, which parameters cannot hold`);
  try {
    return ok(file.value.parse(bytes, fileName));
  } catch (error) {
    return { ok: false, error: describeFault(error, fileName) };
  }
}

/** As `readFile`, and takes data files into `assets`. */
export async function loadFile(
  experiment: Experiment,
  assets: Assets,
  name: string,
  fileName: string,
  bytes: Uint8Array,
): Promise<Result<readonly Edit[]>> {
  const file = fileOf(experiment, name);
  if (!file.ok) return file;
  if (!("asset" in file.value)) return readFile(experiment, name, fileName, bytes);
  const added = await assets.add(fileName, bytes);
  if (!added.ok) return added;
  const summary = inspect(experiment, assets, added.value);
  if (!summary.ok) return summary;
  const fits = checkKind(experiment, file.value, fileName, summary.value.kind);
  return fits.ok ? ok([{ path: file.value.asset, value: added.value }]) : fits;
}

function fileOf(experiment: Experiment, name: string): Result<FileSpec> {
  const file = Object.hasOwn(experiment.files, name) ? experiment.files[name] : undefined;
  if (file !== undefined) return ok(file);
  const known = Object.keys(experiment.files).join(", ") || "none";
  return fail("value", "load", `${experiment.id} has no file ${name}`, `Files: ${known}.`);
}
