import { type Applied, fail, type ParamTree, type Result } from "../../workers/protocol";
import { refusesPart } from "./classroom";
import { useLab } from "./labStore";
import { notifyError } from "./notices";
import { adoptApplied, client } from "./session";

/** Interventions in the run that is open: they join its log, so that a replay repeats them, but no undo takes them back. */

/**
 * Intervenes now.
 *
 * @param args some of the action's arguments; the others take their defaults.
 * @returns the worker's answer; a refusal names the argument by its path.
 */
export async function act(name: string, args: ParamTree = {}): Promise<Result<Applied>> {
  if (useLab.getState().phase !== "open") return fail("state", "act", "no experiment is open");
  if (refusesPart("actions")) return fail("state", "act", "this class link leaves interventions out");
  const result = await client().act(name, args);
  if (!result.ok) return result;
  adoptApplied(result.value);
  const { step } = result.value;
  useLab.setState(({ lastAct }) => ({ lastAct: { name, step, count: (lastAct?.count ?? 0) + 1 } }));
  return result;
}

/** As `act`, for a gesture on a picture, which has no place of its own for a refusal. */
export async function actNow(name: string, args: ParamTree = {}): Promise<void> {
  if (refusesPart("actions")) return;
  const result = await act(name, args);
  if (!result.ok) notifyError(result.error, "error.act");
}
