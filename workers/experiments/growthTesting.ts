import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ChannelKind, DataOf } from "../protocol";
import type { Simulation } from "./_experiment";
import { buildGrowth } from "./growthBuild";
import { growthSchema } from "./growthParams";

/** Small set-ups for tests of growing networks. */

export const SECOND = 1000;

export function build(changes: object, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const params = growthSchema.parse(changes);
  return { kernel, arena, params, simulation: buildGrowth({ kernel, arena, seed }, params) };
}

export function take<K extends ChannelKind>(simulation: Simulation, name: string, kind: K): DataOf<K> {
  const data = simulation.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`${name} is no ${kind}`);
  return data as DataOf<K>;
}

export const scalar = (simulation: Simulation, name: string): number => take(simulation, name, "scalar").value;
export const wiring = (simulation: Simulation): DataOf<"wiring"> => take(simulation, "wiring", "wiring");
export const matrix = (simulation: Simulation, name: string): DataOf<"matrix"> => take(simulation, name, "matrix");
