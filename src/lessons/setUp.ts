import type { Experiment } from "../../workers/experiments/_experiment";
import { presetParams } from "../../workers/params/presets";
import { changedPaths, getParam, setParam } from "../../workers/params/validate";
import { type ParamTree, SimFault } from "../../workers/protocol";
import type { ParamEdit } from "../views/_view";
import type { SetUp } from "./_lesson";
import type { LessonLab } from "./LessonContext";

/** Regimes that a lesson puts in place, and how far the present parameters are from one. */

/**
 * All parameters of a regime: defaults, then the preset, then what the regime sets on top.
 * @throws SimFault when the experiment has no such preset or refuses a value
 */
export function regimeOf(experiment: Experiment, { preset, set = [] }: SetUp): ParamTree {
  let tree = presetParams(experiment, preset);
  for (const { path, value } of set) {
    const result = setParam(experiment.schema, tree, path, value);
    if (!result.ok) throw new SimFault(result.error);
    tree = result.value;
  }
  return tree;
}

/** The edits that lead from `params` to the regime; `free` paths are left alone. */
export function differences(
  experiment: Experiment,
  params: ParamTree,
  setUp: SetUp,
  free: readonly string[] = [],
): ParamEdit[] {
  const regime = regimeOf(experiment, setUp);
  return changedPaths(experiment.schema, params, regime).flatMap((path) => {
    const value = getParam(regime, path);
    return value === undefined || free.includes(path) ? [] : [{ path, value }];
  });
}

/** Puts a regime in place. One with changes on top of its preset is a single edit: one rebuild, one undo. */
export async function putInPlace(lab: LessonLab, experiment: Experiment, setUp: SetUp): Promise<void> {
  if (setUp.set === undefined || setUp.set.length === 0) {
    await lab.applyPreset(setUp.preset);
    return;
  }
  const edits = differences(experiment, lab.params, setUp);
  if (edits.length > 0) await lab.edit(edits, "commit");
}
