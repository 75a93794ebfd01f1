import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ParamTree } from "../protocol";
import { buildCarve } from "./vrramCarveBuild";
import type { CarveParams } from "./vrramCarveParams";
import { vrramSchema } from "./vrramParams";

/** Blocks that are carved, for tests of what they learn. */

export function carveBench(given: object, seed: number) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  let params: CarveParams = vrramSchema.parse({ setup: "carve", ...given });
  const asset = () => {
    throw new Error("carving reads no files");
  };
  const simulation = buildCarve({ kernel, arena, seed, asset }, params);
  return {
    get carve(): CarveParams["carve"] {
      return params.carve;
    },
    advance: (steps: number): void => simulation.advance(steps),
    act: (name: string, args: object): void => simulation.act(name, args as ParamTree),
    snapshot: (): ArrayBuffer => arena.snapshot(),
    /** Everything that is published but traces, which hold what came since they were last looked at. */
    shown(): object {
      const channels = Object.entries(simulation.channels).map(([name, source]) => [name, source.take()] as const);
      return Object.fromEntries(channels.filter(([, data]) => data.kind !== "trace"));
    },
    /** To the state of a snapshot, under the parameters of now. */
    restore(snapshot: ArrayBuffer): void {
      arena.restore(snapshot);
      simulation.restore("");
    },
    edit(changes: Partial<CarveParams["carve"]>): void {
      params = { ...params, carve: { ...params.carve, ...changes } };
      simulation.update(params as unknown as ParamTree, []);
    },
    /** Percent of the test pictures named rightly in the last full pass. */
    get accuracy(): number {
      const data = simulation.channels.accuracy?.take();
      if (data?.kind !== "scalar") throw new Error("no accuracy");
      return data.value;
    },
  };
}

export const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
