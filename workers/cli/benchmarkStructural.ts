import { WiringStream } from "../math/random";
import { ConnectionSlots } from "../math/slots";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";
import { placeRandom } from "../structural/_start";
import type { TrainingRule } from "../structural/_structural";
import { deepR } from "../structural/deepR";
import { grooming } from "../structural/grooming";
import { rigl } from "../structural/rigl";
import { set } from "../structural/set";
import { softDeepR } from "../structural/softDeepR";

/** One rewiring of a layer with a million pairs under every rule; the same code runs in Node and in a page. */

export interface RewiringMeasurement {
  readonly rule: string;
  /** Pairs that are connected or could be. */
  readonly pairs: number;
  readonly connections: number;
  /** Births and deaths at one rewiring, the mean of the runs. */
  readonly changes: number;
  /** Wall time of one, ms: the shortest run: on a shared machine the least disturbed. */
  readonly ms: number;
  /** And of the two indices that follow from it. */
  readonly indexMs: number;
}

const SIDE = 1000;
const DENSITIES = [0.02, 0.2];
const RUNS = 15;

/** Parameters under which every step measured rewires. */
const EAGER: Readonly<Record<string, object>> = {
  set: { interval: 1, grace: 0 },
  rigl: { interval: 1, grace: 0, schedule: "constant" },
  grooming: { interval: 1, grace: 0 },
};

function measureRule(
  rule: TrainingRule<ParamSchema, never>,
  density: number,
  clock: () => number,
): RewiringMeasurement {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const connections = Math.round(density * SIDE * SIDE);
  const slots = new ConnectionSlots(arena, { sources: SIDE, targets: SIDE, capacity: 2 * connections });
  const gradient = arena.alloc("scratch", "f32", slots.capacity);
  const dense = arena.alloc("scratch", "f32", SIDE * SIDE);
  const bound = rule.bind(arena, [{ slots, gradient, quota: connections, label: "benchmark" }]);
  arena.commit();
  slots.init();
  placeRandom(kernel, slots, connections, { seed: 1, label: "benchmark" });
  bound.init({ ...rule.schema.parse({}), ...EAGER[rule.id] } as never, 1);
  bound.takeOver({ step: 0, end: Number.POSITIVE_INFINITY, rate: 0.05 });
  const random = new WiringStream(kernel, 1, "gradients");
  const before = slots.births + slots.deaths;
  const times: number[] = [];
  const indexTimes: number[] = [];
  for (let step = 1; step <= RUNS; step++) {
    for (let k = 0; k < dense.length; k++) dense.view[k] = random.uniform() - 0.5;
    for (let k = 0; k < gradient.length; k++) {
      gradient.view[k] = random.uniform() - 0.5;
      // A step of learning, so that some signs change.
      if (slots.isLive(k))
        slots.weight.view[k] = (slots.weight.view[k] as number) - 0.01 * (gradient.view[k] as number);
    }
    const start = clock();
    bound.apply({ step, end: Number.POSITIVE_INFINITY, rate: 0.05 }, [dense]);
    const middle = clock();
    slots.index();
    times.push(middle - start);
    indexTimes.push(clock() - middle);
  }
  return {
    rule: rule.label,
    pairs: SIDE * SIDE,
    connections,
    changes: (slots.births + slots.deaths - before) / RUNS,
    ms: Math.min(...times),
    indexMs: Math.min(...indexTimes),
  };
}

const RULES = [deepR, softDeepR, set, rigl, grooming] as unknown as readonly TrainingRule<ParamSchema, never>[];

export const measureRewirings = (clock: () => number): RewiringMeasurement[] =>
  RULES.flatMap((rule) => DENSITIES.map((density) => measureRule(rule, density, clock)));
