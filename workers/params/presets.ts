import type { Experiment } from "../experiments/_experiment";
import { fail, type ParamTree, SimFault } from "../protocol";
import { parseParams } from "./validate";

/**
 * The full parameters of a preset: its own values, defaults for the rest.
 *
 * @throws SimFault when there is no such preset or its values are out of range.
 */
export function presetParams(experiment: Experiment, id: string): ParamTree {
  const preset = Object.hasOwn(experiment.presets, id) ? experiment.presets[id] : undefined;
  if (preset === undefined) {
    const known = Object.keys(experiment.presets).join(", ");
    throw new SimFault(fail("value", "preset", `${experiment.id} has no preset ${id}`, `Presets: ${known}.`).error);
  }
  const parsed = parseParams(experiment, preset.params);
  if (!parsed.ok) throw new SimFault(parsed.error);
  return parsed.value;
}
