import { buildCarve } from "../experiments/vrramCarveBuild";
import { vrramSchema } from "../experiments/vrramParams";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";

/** Steps of carving, tests of the accuracy included; the same code runs in Node and in a page. */

export interface CarveMeasurement {
  readonly block: string;
  readonly cells: number;
  readonly active: number;
  readonly batch: number;
  /** Wall time of a step, ms: the shortest of several stretches: on a shared machine the least disturbed. */
  readonly stepMs: number;
}

/** All pictures are drawn in so many steps of the warm-up: drawing them is no part of learning. */
const SET = { train: 320, test: 320, evaluate: 10 } as const;

const CASES = [
  { name: "8 x 16 x 16, through the circuit", params: { carve: SET }, steps: 100 },
  { name: "8 x 16 x 16, ideal product", params: { carve: { ...SET, forward: "ideal" } }, steps: 100 },
  {
    name: "32 x 64 x 64, through the circuit",
    params: {
      block: { layers: 32, columns: 64, rows: 64 },
      carve: { ...SET, active: 2, fanIn: 8, fanOut: 16 },
    },
    steps: 20,
  },
] as const;
const STRETCHES = 5;

export const measureCarving = (clock: () => number): CarveMeasurement[] =>
  CASES.map(({ name, params: given, steps }) => {
    const kernel = createKernel();
    const arena = new Arena(kernel);
    const params = vrramSchema.parse({ setup: "carve", ...given });
    const asset = () => {
      throw new Error("carving reads no files");
    };
    const simulation = buildCarve({ kernel, arena, seed: 1, asset }, params);
    simulation.advance(SET.train / params.carve.batch);
    let stepMs = Number.POSITIVE_INFINITY;
    for (let k = 0; k < STRETCHES; k++) {
      const start = clock();
      simulation.advance(steps);
      stepMs = Math.min(stepMs, (clock() - start) / steps);
    }
    const active = simulation.channels.active?.take();
    return {
      block: name,
      cells: params.block.layers * params.block.columns * params.block.rows,
      active: active?.kind === "scalar" ? active.value : Number.NaN,
      batch: params.carve.batch,
      stepMs,
    };
  });
