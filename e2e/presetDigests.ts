import { EXPERIMENTS } from "../workers/catalog";
import { Session } from "../workers/host/session";
import { presetParams } from "../workers/params/presets";
import { RUNNABLE } from "../workers/runnable";

/** Digests of every preset after a short run with one seed; the same code runs in Node and in a page. */

export interface PresetDigest {
  readonly experiment: string;
  readonly preset: string;
  readonly digest: string;
}

/** Biological time that each preset runs, ms. */
const SPAN = 60;
/** Connections come and go once per second of biology. */
const SLOW: Readonly<Record<string, number>> = { growth: 1100 };
/** Devices and circuits count their steps in nanoseconds. */
const STEPS = 600;
/** A step of these solves a whole array, or learns from a batch of pictures. */
const HEAVY: Readonly<Record<string, number>> = { crossbar: 120, vrram: 50, rewiring: 30 };
/** Networks are cut to this size: the bits of larger ones come from the same loops. */
const NODES = 5000;

interface Sized {
  readonly brunel?: { readonly size: string };
  readonly smallWorld?: { readonly nodes: number };
}

/** The parameters with large networks made small. */
const cut = ({ brunel, smallWorld, ...rest }: Sized) => ({
  ...rest,
  ...(brunel === undefined ? {} : { brunel: { ...brunel, size: brunel.size === "full" ? "medium" : brunel.size } }),
  ...(smallWorld === undefined ? {} : { smallWorld: { ...smallWorld, nodes: Math.min(smallWorld.nodes, NODES) } }),
});

export async function presetDigests(): Promise<PresetDigest[]> {
  const found: PresetDigest[] = [];
  for (const [id, experiment] of Object.entries(EXPERIMENTS)) {
    for (const preset of Object.keys(experiment.presets)) {
      const params = cut(presetParams(experiment, preset) as Sized);
      const opened = Session.open({ experiment: id, params, seed: 11 }, { experiments: RUNNABLE });
      if (!opened.ok) throw new Error(`${id}/${preset}: ${opened.error.message}`);
      const session = opened.value;
      const span = SLOW[id];
      session.advance(Math.min(span ?? HEAVY[id] ?? STEPS, Math.round((span ?? SPAN) / session.stepMs)));
      const digest = await session.digest();
      found.push({ experiment: id, preset, digest: digest.ok ? digest.value : digest.error.message });
    }
  }
  return found;
}
