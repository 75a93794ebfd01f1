import { z } from "zod";
import { RandomStream } from "../math/random";
import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import { real, stepped } from "../params/schema";
import type { StructuralModel } from "./_structural";

/** Synapse circuits that keep their row and change their source, as on BrainScaleS-2. */

const base = { live: true, group: "rule", unit: "1", badge: "unverified" } as const;

const schema = z.strictObject({
  lambdaC: real({
    ...base,
    label: "Gain of correlation",
    symbol: "\\lambda_c",
    min: 0,
    max: 0.2,
    step: 0.005,
    default: 0.03,
    doc: "What a unit of measured correlation adds to a weight at an update.",
  }),
  lambdaH: real({
    ...base,
    label: "Gain of homeostasis",
    symbol: "\\lambda_h",
    min: 0,
    max: 0.5,
    step: 0.01,
    default: 0.15,
    doc: "Part of its weight that a synapse loses at an update while its neuron fires at the target rate.",
  }),
  target: real({
    ...base,
    unit: "Hz",
    label: "Target rate",
    symbol: "\\nu_0",
    min: 0.5,
    max: 50,
    step: 0.5,
    default: 5,
    doc: "Rate at which homeostasis takes just that part; faster neurons lose more.",
  }),
  noise: real({
    ...base,
    label: "Noise",
    symbol: "\\sigma",
    min: 0,
    max: 0.2,
    step: 0.005,
    default: 0.01,
    doc: "Standard deviation of what an update adds at random.",
  }),
  init: real({
    ...base,
    label: "Weight of a new synapse",
    symbol: "w_{init}",
    min: 0.02,
    max: 1,
    step: 0.01,
    default: 0.3,
    doc: "Weight after a new source was drawn; too near the pruning threshold a synapse dies before it is measured.",
  }),
  prune: real({
    ...base,
    label: "Pruning threshold",
    symbol: "w_{prune}",
    min: 0,
    max: 0.9,
    step: 0.01,
    default: 0.1,
    doc: "A synapse below it lets go of its source and draws another one.",
  }),
  tau: real({
    ...base,
    unit: "ms",
    label: "Window of the sensor",
    symbol: "\\tau",
    min: 1,
    max: 50,
    step: 1,
    default: 10,
    doc: "Time over which a spike of the neuron counts as caused by the latest one of the synapse.",
  }),
  interval: stepped({
    ...base,
    unit: "ms",
    label: "Interval of updates",
    symbol: "T",
    values: [100, 200, 500, 1000, 2000, 5000],
    default: 1000,
    doc: "Time after which the processor reads and clears the sensors and writes the weights.",
  }),
});

export type RowParams = z.output<typeof schema>;

export const rowRewiring: StructuralModel<typeof schema> = {
  id: "rowRewiring",
  label: "Row rewiring",
  doc: "A neuron owns a fixed number of synapse circuits; one that stays weak takes another source of its row.",
  schema,
  equations: [
    {
      tex: "\\Delta w = \\lambda_c c - \\lambda_h \\frac{\\nu}{\\nu_0} w + \\sigma\\xi",
      plain: "dw = lambda_c c - lambda_h (nu/nu_0) w + sigma xi, 0 <= w <= 1",
    },
    {
      tex: "c = \\sum_{t_{post}} e^{-(t_{post} - t_{pre})/\\tau}",
      plain: "c = sum over spikes of the neuron of exp(-(t_post - t_pre)/tau), t_pre the latest arrival",
    },
    {
      tex: "w < w_{prune} \\Rightarrow \\text{new label}, \\; w = w_{init}",
      plain: "w < w_prune: draw a new label, w = w_init",
    },
  ],
  integrator: "one update of all synapses per interval, row after row",
  score: "Weight, which follows the measured correlation of a synapse with its neuron",
  prune: "At every update, synapses below the threshold let go of their source",
  grow: "The same circuit draws a label of its row that its neuron does not use, with the starting weight",
  invariants: ["every neuron has one synapse in each row, always", "labels of a neuron on the same sources differ"],
  reads: ["spikes", "correlation sensors", "weights"],
  writes: ["weights", "labels"],
  sources: [
    {
      citation: "Billaudelle et al. 2021, Neural Networks (BrainScaleS-2)",
      doi: "10.1016/j.neunet.2020.09.024",
    },
  ],
  validity: [
    {
      note: "The exact equation and all its constants could not be verified; these were chosen for the lab.",
      badge: "unverified",
    },
    { note: "Selection is trial and error: nothing tells a synapse which source to take." },
    { note: "Weights are not rounded to the 6 bits of the circuits, and sensors neither saturate nor differ." },
  ],
};

/** Rows of synapse circuits under a set of neurons. */
export interface RowsShape {
  /** Synapses of each neuron. */
  readonly rows: number;
  readonly neurons: number;
  /** Sources that a row carries. */
  readonly labels: number;
  /** Rows that carry the same sources. */
  readonly shared: number;
  /** Steps from a spike of a source to its arrival. */
  readonly delay: number;
}

export const sourcesOf = ({ rows, shared, labels }: Pick<RowsShape, "rows" | "shared" | "labels">): number =>
  (rows / shared) * labels;

/** Longest age of a spike that a sensor notices, in time constants. */
const SPAN = 8;

export class RowRewiring {
  /** [rows, neurons] slot of each circuit. */
  readonly slotAt: Block<"u32">;
  /** [rows, neurons] what the sensors read at the last update. */
  readonly readings: Block<"f32">;
  /** [slots] what each sensor has gathered since. */
  readonly #sensor: Block<"f32">;
  /** [sources] step of the latest arrival, 0 before the first. */
  readonly #arrived: Block<"u32">;
  /** [neurons] spikes since the last update. */
  readonly #spikes: Block<"u32">;
  /** [3] updates, labels drawn so far, labels drawn at the last update. */
  readonly #counts: Block<"f64">;
  readonly #random: RandomStream;
  #params = schema.parse({});
  #h = 1;
  /** By age of the arrival in steps. */
  #window = new Float64Array(1);

  /** `slots` lead from the sources to the neurons and hold nothing else. */
  constructor(
    private readonly arena: Arena,
    private readonly shape: RowsShape,
    private readonly slots: ConnectionSlots,
  ) {
    const circuits = shape.rows * shape.neurons;
    this.slotAt = arena.alloc("state", "u32", circuits);
    this.readings = arena.alloc("state", "f32", circuits);
    this.#sensor = slots.field();
    this.#arrived = arena.alloc("state", "u32", sourcesOf(shape));
    this.#spikes = arena.alloc("state", "u32", shape.neurons);
    this.#counts = arena.alloc("state", "f64", 3);
    this.#random = new RandomStream(arena.kernel, arena, "labels");
  }

  get updates(): number {
    return this.#counts.view[0] as number;
  }

  get draws(): number {
    return this.#counts.view[1] as number;
  }

  get lastDraws(): number {
    return this.#counts.view[2] as number;
  }

  /** After the commit and `update`: every circuit draws a label. */
  init(seed: number): void {
    this.slots.init();
    this.#random.seed(seed);
    const { rows, neurons } = this.shape;
    for (let row = 0; row < rows; row++) for (let neuron = 0; neuron < neurons; neuron++) this.#draw(row, neuron, 1);
  }

  /** `h`: length of a step, ms. */
  update(params: RowParams, h: number): void {
    this.#params = params;
    this.#h = h;
    const { kernel } = this.arena;
    const steps = Math.ceil((SPAN * params.tau) / h);
    this.#window = Float64Array.from({ length: steps + 1 }, (_, age) => kernel.exp((-age * h) / params.tau));
  }

  /**
   * After the spikes of `step`, which belong to arrivals of earlier steps: `arrivals` are the sources whose spikes arrive
   * at this step, `spikes` the neurons that fired. Sensors go on while the topology is `frozen`, and so do weights.
   */
  step(step: number, arrivals: Uint32Array, spikes: Uint32Array, frozen: boolean): void {
    for (const neuron of spikes) this.#sense(step, neuron);
    const arrived = this.#arrived.view;
    for (const source of arrivals) arrived[source] = step;
    if ((step * this.#h) % this.#params.interval === 0) this.#process(step + 1, frozen);
  }

  #sense(step: number, neuron: number): void {
    const { rows, neurons, delay } = this.shape;
    const { pre, born } = this.slots;
    const sensor = this.#sensor.view;
    const spikes = this.#spikes.view;
    spikes[neuron] = (spikes[neuron] as number) + 1;
    for (let row = 0; row < rows; row++) {
      const slot = this.slotAt.view[row * neurons + neuron] as number;
      const arrived = this.#arrived.view[pre.view[slot] as number] as number;
      // What arrived before the synapse took this source did not come through it.
      if (arrived === 0 || arrived - delay < (born.view[slot] as number)) continue;
      const age = step - arrived;
      if (age < this.#window.length) sensor[slot] = (sensor[slot] as number) + (this.#window[age] as number);
    }
  }

  /** What the processor does: reads and clears the sensors, writes weights, lets weak synapses draw. */
  #process(step: number, frozen: boolean): void {
    const { lambdaC, lambdaH, target, noise, prune, interval } = this.#params;
    const { rows, neurons } = this.shape;
    const weight = this.slots.weight.view;
    const sensor = this.#sensor.view;
    const spikes = this.#spikes.view;
    const counts = this.#counts.view;
    const before = this.draws;
    for (let row = 0; row < rows; row++) {
      for (let neuron = 0; neuron < neurons; neuron++) {
        const at = row * neurons + neuron;
        const slot = this.slotAt.view[at] as number;
        const c = sensor[slot] as number;
        const w = weight[slot] as number;
        const rate = ((spikes[neuron] as number) * 1000) / interval;
        const next = w + lambdaC * c - lambdaH * (rate / target) * w + noise * this.#random.normal();
        this.readings.view[at] = c;
        sensor[slot] = 0;
        weight[slot] = Math.min(1, Math.max(0, next));
        if ((weight[slot] as number) >= prune || frozen) continue;
        this.slots.remove(slot, step);
        this.#draw(row, neuron, step);
      }
    }
    spikes.fill(0);
    counts[0] = this.updates + 1;
    counts[2] = this.draws - before;
  }

  /** Gives a circuit one of the labels of its row that its neuron does not use. */
  #draw(row: number, neuron: number, step: number): void {
    const { labels, shared, neurons } = this.shape;
    const first = Math.floor(row / shared) * labels;
    let free = 0;
    for (let label = 0; label < labels; label++) if (this.slots.vacant(first + label, neuron)) free++;
    let nth = this.#random.below(free);
    let label = 0;
    for (; ; label++) if (this.slots.vacant(first + label, neuron) && nth-- === 0) break;
    this.slotAt.view[row * neurons + neuron] = this.slots.add(first + label, neuron, this.#params.init, step);
    this.#counts.view[1] = this.draws + 1;
  }
}

/** Updates in which a synapse without correlation falls from its starting weight below the threshold, at the target rate. */
export function roundLength(
  kernel: { log(x: number): number; log1p(x: number): number },
  { init, prune, lambdaH }: RowParams,
): number {
  if (lambdaH <= 0 || prune <= 0) return Number.POSITIVE_INFINITY;
  if (init < prune || lambdaH >= 1) return 1;
  return Math.max(1, Math.ceil(kernel.log(prune / init) / kernel.log1p(-lambdaH)));
}

/** Part of the circuits on informative sources after `rounds` draws each, if every other one drew again in every round. */
export function idealShare(informative: number, rounds: number): number {
  let missed = 1;
  for (let round = 0; round < rounds; round++) missed *= 1 - informative;
  return 1 - missed;
}
