import type { Experiment } from "../../workers/experiments/_experiment";
import { presetParams } from "../../workers/params/presets";
import { describeParams, type ParamSchema } from "../../workers/params/schema";
import { defaultParams, setParam } from "../../workers/params/validate";
import type { ParamTree, ParamValue, Result } from "../../workers/protocol";
import { NOTES } from "../../workers/scripts";
import { EXPERIMENTS } from "../experiments/declarations";
import { channelKey, relabelled } from "./channels";
import { groupName } from "./groupName";

/** Every text that a declaration shows on the page, under the key by which other languages look it up. */

function* params(key: string, schema: ParamSchema): Generator<[string, string]> {
  for (const spec of describeParams(schema)) {
    yield [`${key}.params.${spec.path}.label`, spec.label];
    yield [`${key}.params.${spec.path}.doc`, spec.doc];
    if (spec.kind !== "choice") continue;
    for (const { value, label, doc } of spec.choices) {
      yield [`${key}.params.${spec.path}.choices.${value}.label`, label];
      yield [`${key}.params.${spec.path}.choices.${value}.doc`, doc];
    }
  }
}

function* texts(experiment: Experiment): Generator<[string, string]> {
  const key = experiment.id;
  yield [`${key}.title`, experiment.title];
  yield [`${key}.summary`, experiment.summary];
  yield* params(key, experiment.schema);
  for (const spec of describeParams(experiment.schema)) yield [`${key}.groups.${spec.group}`, groupName(spec.group)];
  for (const [id, preset] of Object.entries(experiment.presets)) {
    yield [`${key}.presets.${id}.label`, preset.label];
    yield [`${key}.presets.${id}.doc`, preset.doc];
  }
  for (const [name, action] of Object.entries(experiment.actions)) {
    yield [`${key}.actions.${name}.label`, action.label];
    yield [`${key}.actions.${name}.doc`, action.doc];
    yield* params(`${key}.actions.${name}`, action.args);
  }
  for (const [name, file] of Object.entries(experiment.files)) {
    yield [`${key}.files.${name}.label`, file.label];
    yield [`${key}.files.${name}.doc`, file.doc];
  }
  for (const [index, { note }] of experiment.validity.entries()) yield [`${key}.validity.${index}`, note];
  for (const id of Object.keys(experiment.presets)) yield* channelTexts(experiment, presetParams(experiment, id));
  for (const pair of pairsOfChoices(experiment)) yield* channelTexts(experiment, pair);
}

/** The defaults with any two choices made otherwise: what is published depends on them. */
function* pairsOfChoices({ schema }: Experiment): Generator<ParamTree> {
  const edits = describeParams(schema).flatMap((spec): { path: string; value: ParamValue }[] =>
    spec.kind === "choice"
      ? spec.choices.map(({ value }) => ({ path: spec.path, value }))
      : spec.kind === "flag"
        ? [{ path: spec.path, value: !spec.default }]
        : [],
  );
  for (const [i, first] of edits.entries()) {
    for (const second of edits.slice(i)) {
      const params = [first, second].reduce<Result<ParamTree>>(
        (result, { path, value }) => (result.ok ? setParam(schema, result.value, path, value) : result),
        { ok: true, value: defaultParams(schema) },
      );
      if (params.ok) yield params.value;
    }
  }
}

function channelTexts(experiment: Experiment, params: ParamTree): [string, string][] {
  const found: [string, string][] = [];
  relabelled(experiment.channels(params as never), (english) => {
    found.push([channelKey(experiment.id, english), english]);
    return english;
  });
  return found;
}

/** English texts of the whole catalog by key. */
export const declaredTexts = (): ReadonlyMap<string, string> =>
  new Map([
    ...Object.values(EXPERIMENTS).flatMap((experiment) => [...texts(experiment)]),
    ...Object.entries(NOTES).map(([id, note]): [string, string] => [`scripts.notes.${id}`, note]),
  ]);
