import { create } from "zustand";
import type { ExperimentId } from "../../workers/catalog";
import { type Asset, readAsset } from "../../workers/params/assets";
import { parseParams } from "../../workers/params/validate";
import type { OpenRequest, ParamTree, SessionRecord } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { keepRun } from "./runs";

/** A run whose data files are not on this device: the page shows the built-in data until somebody loads them. */

export interface Needed {
  readonly experiment: ExperimentId;
  readonly request: Omit<OpenRequest, "experiment">;
  readonly assets: readonly Asset[];
  /** Digest that the link or file of the run promises. */
  readonly digest: string | null;
  /** Parameters of the run that is shown instead. */
  readonly instead: ParamTree;
}

export const useNeeded = create<{ readonly needed: Needed | null }>()(() => ({ needed: null }));

export const forgetNeeded = (): void => useNeeded.setState({ needed: null });

/** True while another run stands in for the one that was asked for. */
export const standsIn = (): boolean => useNeeded.getState().needed !== null;

/** Remembers the run, and puts it into the list of runs, so that it is not lost whatever is done meanwhile. */
export function noteNeeded(
  experiment: ExperimentId,
  request: Needed["request"],
  lacking: readonly string[],
  instead: ParamTree,
): void {
  const params = parseParams(EXPERIMENTS[experiment], request.params);
  if (params.ok) {
    const { seed = 0, log = [], step = 0 } = request;
    keepRun({ format: 1, experiment, params: params.value, seed, log, step }, { wanted: true });
  }
  const assets = lacking.flatMap((text) => readAsset(text) ?? []);
  useNeeded.setState({ needed: { experiment, request, assets, digest: null, instead } });
}

/** The digest waits until the run is there. @returns false when no run is waited for */
export function postponeDigest(digest: string): boolean {
  const { needed } = useNeeded.getState();
  if (needed === null) return false;
  useNeeded.setState({ needed: { ...needed, digest } });
  return true;
}

/** True of a run that stands in and was left as it is: what the device has kept must not give way to it. */
export function isStandIn(record: SessionRecord): boolean {
  const { needed } = useNeeded.getState();
  return (
    needed !== null &&
    record.step === 0 &&
    record.log.length === 0 &&
    JSON.stringify(record.params) === JSON.stringify(needed.instead)
  );
}
