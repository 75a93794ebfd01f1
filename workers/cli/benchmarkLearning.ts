import type { TrainableNetwork } from "../learning/_learning";
import { ExampleOrder } from "../learning/exampleOrder";
import { Optimiser, optimiserSchema } from "../learning/optimiser";
import { SparseNetwork } from "../learning/sparseNetwork";
import { SpikingNetwork, spikingSchema } from "../learning/spikingNetwork";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { quotas } from "../structural/_density";
import type { BoundTrainingRule } from "../structural/_structural";
import { deepR } from "../structural/deepR";
import { rigl } from "../structural/rigl";
import { set } from "../structural/set";
import { staticSparse } from "../structural/staticSparse";
import { digits } from "../tasks/digits";

/** A network of 784-300-100-10 that learns digits, batches of 32, optimiser and rewiring included. */

export interface LearningMeasurement {
  readonly network: string;
  readonly rule: string;
  /** Of all pairs, %. */
  readonly connectivity: number;
  readonly samplesPerSecond: number;
  /** Longest step, ms. */
  readonly longestMs: number;
}

const SIDE = 28;
const SIZES = [SIDE * SIDE, 300, 100, 10] as const;
const BATCH = 32;
const EXAMPLES = 1024;
const STEPS = 300;
const WARM = 30;

interface Case {
  readonly spiking?: boolean;
  readonly rule: typeof deepR | typeof rigl | typeof set | typeof staticSparse;
  readonly connectivity: number;
}

const CASES: readonly Case[] = [
  { rule: staticSparse, connectivity: 2 },
  { rule: deepR, connectivity: 2 },
  { rule: set, connectivity: 2 },
  { rule: rigl, connectivity: 2 },
  { rule: staticSparse, connectivity: 100 },
  { spiking: true, rule: deepR, connectivity: 2 },
];

function measure({ spiking = false, rule, connectivity }: Case, clock: () => number): LearningMeasurement {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const sizes = SIZES.slice(1).map((targets, l) => ({ sources: SIZES[l] as number, targets }));
  const pairs = sizes.reduce((sum, { sources, targets }) => sum + sources * targets, 0);
  const wanted = quotas(sizes, (pairs * connectivity) / 100, "erdosRenyi");
  const shape = {
    batch: BATCH,
    layers: sizes.map((size, l) => ({ ...size, label: `layer ${l}`, quota: wanted[l] as number })),
  };
  const network: TrainableNetwork = spiking
    ? new SpikingNetwork(arena, { ...shape, params: spikingSchema.parse({}) })
    : new SparseNetwork(arena, shape);
  const optimiser = new Optimiser(kernel, arena, network.layers);
  const order = new ExampleOrder(kernel, arena, EXAMPLES);
  const bound = rule.bind(arena, network.layers) as BoundTrainingRule;
  const pixels = SIZES[0];
  const examples = {
    count: EXAMPLES,
    pixels,
    images: arena.alloc("fixed", "f32", EXAMPLES * pixels),
    labels: arena.alloc("fixed", "u8", EXAMPLES),
  };
  arena.commit();
  const { images, labels } = digits(kernel, 1, "train", EXAMPLES, SIDE);
  examples.images.view.set(images);
  examples.labels.view.set(labels);
  const params = optimiserSchema.parse({});
  network.init(1);
  optimiser.init(params);
  order.init(1);
  bound.init(rule.schema.parse({}), 1);
  bound.takeOver({ step: 0, end: STEPS, rate: params.rate });
  let [seen, total, longest] = [0, 0, 0];
  for (let step = 1; step <= WARM + STEPS; step++) {
    const moment = { step, end: WARM + STEPS, rate: params.rate };
    const start = clock();
    const { first, count } = order.next(BATCH);
    network.train(examples, order.order.view, first, count);
    const dense = bound.wantsDense(moment) ? network.denseGradients() : null;
    if (bound.optimises(moment)) optimiser.step(moment.rate);
    bound.apply(moment, dense);
    if (step <= WARM) continue;
    const wall = clock() - start;
    seen += count;
    total += wall;
    longest = Math.max(longest, wall);
  }
  return {
    network: spiking ? "spiking" : "rates",
    rule: rule.id,
    connectivity,
    samplesPerSecond: (1000 * seen) / total,
    longestMs: longest,
  };
}

export const measureLearning = (clock: () => number): LearningMeasurement[] =>
  CASES.map((setting) => measure(setting, clock));
