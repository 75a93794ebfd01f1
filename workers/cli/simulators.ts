import * as h5 from "h5wasm";
import { version } from "../../package.json";
import type { Scripts } from "../experiments/_scripts";
import { fail, type NirGraph, ok, type ParamTree, type Result } from "../protocol";
import { NOTES, nirFile, SCRIPTS } from "../scripts";

/** What the command line writes for other simulators. */

interface SetUp {
  readonly experiment: { readonly id: string };
  readonly params: ParamTree;
}

const scriptsOf = ({ experiment: { id } }: SetUp): Scripts<ParamTree> =>
  (SCRIPTS as unknown as Readonly<Record<string, Scripts<ParamTree>>>)[id] ?? {};

const refuse = (what: string, id: string, reason: keyof typeof NOTES) =>
  fail("value", what, `${id} has no ${what} file for these parameters: ${NOTES[reason]}`);

export function scriptText(simulator: "brian2" | "nest", setUp: SetUp & { readonly seed: number }): Result<string> {
  const script = scriptsOf(setUp)[simulator]?.(setUp.params, setUp.seed) ?? ({ reason: "noScript" } as const);
  return "reason" in script ? refuse(simulator, setUp.experiment.id, script.reason) : ok(script.text);
}

/** What NIR has no place for, in English. */
export function nirLeftOut(setUp: SetUp): Result<readonly string[]> {
  const scope = scriptsOf(setUp).nir?.(setUp.params) ?? ({ reason: "noScript" } as const);
  return "reason" in scope
    ? refuse("nir", setUp.experiment.id, scope.reason)
    : ok(scope.differences.map((id) => NOTES[id]));
}

export interface NirRun {
  readonly experiment: string;
  readonly seed: number;
  readonly time_ms: number;
  readonly leftOut: readonly string[];
}

export const nirBytes = (graph: NirGraph, { leftOut, ...run }: NirRun): Promise<Uint8Array> =>
  nirFile(h5, graph, { ...run, writer: `Synaptarium ${version}`, not_carried_over: leftOut.join("\n") });
