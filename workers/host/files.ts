import type { Experiment } from "../experiments/_experiment";
import { fail, ok, type Result } from "../protocol";
import { describeFault } from "./faults";
import type { Edit } from "./session";

/** Translates a file into the parameters it stands for; nothing is applied yet. */
export function readFile(
  experiment: Experiment,
  name: string,
  fileName: string,
  bytes: Uint8Array,
): Result<readonly Edit[]> {
  const file = Object.hasOwn(experiment.files, name) ? experiment.files[name] : undefined;
  if (file === undefined) {
    const known = Object.keys(experiment.files).join(", ") || "none";
    return fail("value", "load", `${experiment.id} has no file ${name}`, `Files: ${known}.`);
  }
  try {
    return ok(file.parse(bytes, fileName));
  } catch (error) {
    return { ok: false, error: describeFault(error, fileName) };
  }
}
