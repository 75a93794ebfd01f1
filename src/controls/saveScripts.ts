import { version } from "../../package.json";
import type { ExperimentId } from "../../workers/catalog";
import type { Scripts } from "../../workers/experiments/_scripts";
import { useLab } from "../stores/labStore";
import { notify, notifyError } from "../stores/notices";
import { client, confirmedParams } from "../stores/session";
import { download, fileName } from "../ui/download";

/** Saving the open experiment for other simulators. */

export const SIMULATORS = ["brian2", "nest", "nir"] as const;
export type Simulator = (typeof SIMULATORS)[number];

export type ScriptRegistry = typeof import("../../workers/scripts");
export type NoteId = import("../../workers/scripts").NoteId;

/** What the scripts of all experiments are written by; no part of the first load. */
export const loadScripts = (): Promise<ScriptRegistry> => import("../../workers/scripts");

/** What a simulator is offered under the present parameters: what differs there, or why there is nothing. */
export type Offer = { readonly differences: readonly NoteId[] } | { readonly reason: NoteId };

const scriptsOf = ({ SCRIPTS }: ScriptRegistry, id: ExperimentId): Scripts<never> => SCRIPTS[id];

const textOf = (registry: ScriptRegistry, id: ExperimentId, simulator: "brian2" | "nest") =>
  scriptsOf(registry, id)[simulator]?.(confirmedParams() as never, useLab.getState().seed);

export function offerOf(registry: ScriptRegistry, id: ExperimentId, simulator: Simulator): Offer {
  const offer =
    simulator === "nir" ? scriptsOf(registry, id).nir?.(confirmedParams() as never) : textOf(registry, id, simulator);
  return offer ?? { reason: "noScript" };
}

export function saveScript(registry: ScriptRegistry, id: ExperimentId, simulator: "brian2" | "nest"): void {
  const script = textOf(registry, id, simulator);
  if (script === undefined || "reason" in script) return;
  download(fileName(id, `${simulator}.py`), new Blob([script.text], { type: "text/x-python" }));
}

/** Saves the network of this moment as a NIR file that also names what is not in it. */
export async function saveNir(registry: ScriptRegistry, id: ExperimentId): Promise<void> {
  const offer = offerOf(registry, id, "nir");
  if ("reason" in offer) return;
  const answer = await client().export("nir");
  if (!answer.ok) {
    notifyError(answer.error);
    return;
  }
  const { graph, step } = answer.value;
  const time = step * useLab.getState().stepMs;
  try {
    const { nirBytes } = await import("./nirFile");
    const bytes = await nirBytes(graph, {
      experiment: id,
      seed: useLab.getState().seed,
      time_ms: time,
      writer: `Synaptarium ${version}`,
      not_carried_over: offer.differences.map((note) => registry.NOTES[note]).join("\n"),
    });
    download(fileName(id, `t${Math.round(time)}ms.nir`), new Blob([bytes], { type: "application/x-hdf5" }));
  } catch (error) {
    notify({ tone: "error", title: "scripts.failed", text: error instanceof Error ? error.message : String(error) });
  }
}
