import { EXPERIMENTS } from "../workers/catalog";
import { Session } from "../workers/host/session";
import { presetParams } from "../workers/params/presets";

/** Digests of every preset after a short run with one seed; the same code runs in Node and in a page. */

export interface PresetDigest {
  readonly experiment: string;
  readonly preset: string;
  readonly digest: string;
}

/** Biological time that each preset runs, ms. */
const SPAN = 60;
/** Networks are cut to this many nodes: the bits of more come from the same loops. */
const NODES = 20_000;

interface Sized {
  readonly smallWorld?: { readonly nodes: number };
}

export async function presetDigests(): Promise<PresetDigest[]> {
  const found: PresetDigest[] = [];
  for (const [id, experiment] of Object.entries(EXPERIMENTS)) {
    for (const preset of Object.keys(experiment.presets)) {
      const params = presetParams(experiment, preset) as Sized;
      const nodes = Math.min(params.smallWorld?.nodes ?? 0, NODES);
      const sized =
        params.smallWorld === undefined ? params : { ...params, smallWorld: { ...params.smallWorld, nodes } };
      const opened = Session.open({ experiment: id, params: sized, seed: 11 });
      if (!opened.ok) throw new Error(`${id}/${preset}: ${opened.error.message}`);
      const session = opened.value;
      session.advance(Math.round(SPAN / session.stepMs));
      const digest = await session.digest();
      found.push({ experiment: id, preset, digest: digest.ok ? digest.value : digest.error.message });
    }
  }
  return found;
}
