import type { TrainableLayer } from "../learning/_learning";
import type { ConnectionSlots } from "../math/slots";
import type { Kernel } from "../memory/kernel";
import { TraceRecorder } from "../network/record";
import { breakEvenDensity, denseBytes, information, sparseBytes } from "../structural/memory";
import { DIGIT_CLASSES } from "../tasks/digits";
import type { ChannelSource } from "./_experiment";
import type { Showing } from "./_showing";
import { TRACE_EVERY } from "./_trainedSpecs";
import { GLOW, MOST_WEIGHTS, WEIGHT_FLAG } from "./rewiringChannels";
import { EMPTY } from "./rewiringLives";
import type { RewiringParams } from "./rewiringParams";
import { LAYER_IDS, type LayerSize, stepsPerEpoch } from "./rewiringShape";
import type { Training } from "./rewiringTraining";

/** Publishers of a network in training. */

export interface RewiringParts {
  readonly kernel: Kernel;
  readonly training: Training;
  readonly showing: Showing;
  params(): RewiringParams;
}

type Sources = Readonly<Record<string, ChannelSource>>;

/** Calls with every connection there is. */
function each({ pre, post, capacity }: ConnectionSlots, use: (slot: number, pre: number, post: number) => void): void {
  const [sources, targets] = [pre.view, post.view];
  for (let slot = 0; slot < capacity; slot++) {
    const source = sources[slot] as number;
    if (source !== EMPTY) use(slot, source, targets[slot] as number);
  }
}

/** A number for each pair of a layer; NaN where there is no connection. */
function pairs(slots: ConnectionSlots, value: (slot: number) => number): Float32Array {
  const { sources, targets } = slots;
  const values = new Float32Array(sources * targets).fill(Number.NaN);
  each(slots, (slot, i, j) => {
    values[i * targets + j] = value(slot);
  });
  return values;
}

/**
 * Who was born and who died lately; what has been there from the start was not born.
 * @param deaths [sources, targets] first step without the connection that was there
 */
function flagsOf(slots: ConnectionSlots, deaths: Uint32Array, step: number): Uint8Array {
  const flags = new Uint8Array(deaths.length);
  const since = Math.max(1, step - GLOW + 1);
  for (let pair = 0; pair < deaths.length; pair++) {
    if ((deaths[pair] as number) > since) flags[pair] = WEIGHT_FLAG.died;
  }
  const born = slots.born.view;
  each(slots, (slot, i, j) => {
    flags[i * slots.targets + j] = (born[slot] as number) > since ? WEIGHT_FLAG.born : 0;
  });
  return flags;
}

/** Connections of each source or target. */
function degrees(slots: ConnectionSlots, end: "pre" | "post"): Float32Array {
  const values = new Float32Array(end === "pre" ? slots.sources : slots.targets);
  each(slots, (_, i, j) => {
    const at = end === "pre" ? i : j;
    values[at] = (values[at] as number) + 1;
  });
  return values;
}

/** Absolute weights, evenly chosen where there are more than fit. */
function strengths(slots: ConnectionSlots, length: number): Float32Array {
  const values = new Float32Array(length).fill(Number.NaN);
  const weight = slots.weight.view;
  const stride = Math.max(1, slots.count / length);
  let [seen, taken] = [0, 0];
  each(slots, (slot) => {
    if (seen++ >= taken * stride && taken < length) values[taken++] = Math.abs(weight[slot] as number);
  });
  return values;
}

function pictures({ training, showing, params }: RewiringParts): Sources {
  const { network, task, sizes, exam } = training;
  const shown = () => {
    const at = LAYER_IDS.indexOf(params().view.layer);
    return { at, slots: (network.layers[at] as TrainableLayer).slots, size: sizes[at] as LayerSize };
  };
  const sample = (): number => Math.min(params().view.sample, task.test.count - 1);
  const seldom = (take: ChannelSource["take"]) => showing.seldom(take);
  return {
    weights: seldom(() => {
      const { slots, at } = shown();
      const weight = slots.weight.view;
      return {
        kind: "matrix",
        values: pairs(slots, (slot) => weight[slot] as number),
        flags: flagsOf(slots, training.lives.deathsOf(at), training.step),
      };
    }),
    age: seldom(() => {
      const { slots } = shown();
      const born = slots.born.view;
      // The first step that a connection carries is the one after its birth.
      const now = training.step + 1;
      return { kind: "matrix", values: pairs(slots, (slot) => now - (born[slot] as number)) };
    }),
    pixels: seldom(() => {
      const { slots } = network.layers[0] as TrainableLayer;
      const kept = degrees(slots, "pre");
      const values = new Float32Array(slots.sources);
      for (const [input, pixel] of task.permutation.view.entries()) values[pixel] = kept[input] as number;
      return { kind: "matrix", values };
    }),
    confusion: seldom(() => ({ kind: "matrix", values: exam.confusion })),
    digit: seldom(() => ({ kind: "matrix", values: task.seen(sample()) })),
    inDegree: seldom(() => ({ kind: "vector", values: degrees(shown().slots, "post") })),
    outDegree: seldom(() => ({ kind: "vector", values: degrees(shown().slots, "pre") })),
    theta: seldom(() => {
      const { slots, size } = shown();
      return { kind: "vector", values: strengths(slots, Math.min(size.quota, MOST_WEIGHTS)) };
    }),
    scores: seldom(() => {
      const k = sample();
      task.drawTests(k, 1);
      network.classify(task.test, null, k, 1);
      const values = new Float32Array(DIGIT_CLASSES);
      for (let c = 0; c < DIGIT_CLASSES; c++) values[c] = network.probabilities.view[c * network.batch] as number;
      return { kind: "vector", values };
    }),
    survival: seldom(() => ({ kind: "curve", ...training.lives.survival(training.step + 1) })),
  };
}

function readouts({ kernel, training, showing, params }: RewiringParts): Sources {
  const { network, sizes } = training;
  const number = (value: () => number) => showing.number(() => ({ kind: "scalar", value: value() }));
  const counts = (): number[] => network.layers.map(({ slots }) => slots.count);
  const bits = (): number =>
    network.layers.reduce((sum, { slots }) => sum + information(kernel, slots.potential, slots.count), 0);
  const shape = (): LayerSize => sizes[LAYER_IDS.indexOf(params().view.layer)] as LayerSize;
  return {
    accuracy: number(() => training.exam.accuracy),
    loss: number(() => training.loss),
    connections: number(() => training.connections),
    density: number(() => (100 * training.connections) / training.potential),
    rewired: number(() => training.means.born),
    epoch: number(() => training.step / stepsPerEpoch(params(), training.task.train.count)),
    denseBytes: number(() => denseBytes(sizes)),
    sparseBytes: number(() => sparseBytes(sizes, counts())),
    saved: number(() => 100 * (1 - sparseBytes(sizes, counts()) / denseBytes(sizes))),
    breakEven: number(() => 100 * breakEvenDensity([shape()])),
    information: showing.seldom(() => ({ kind: "scalar", value: bits() })),
    informationPerSynapse: showing.seldom(() => ({ kind: "scalar", value: bits() / training.connections })),
    probes: number(() => training.probes),
  };
}

export function rewiringSources(parts: RewiringParts): {
  readonly sources: Sources;
  /** What records after every step. */
  readonly traces: readonly TraceRecorder[];
} {
  const { training, showing } = parts;
  const learning = new TraceRecorder(TRACE_EVERY, 2, (out, at) => {
    out[at] = training.means.loss;
    out[at + 1] = training.exam.accuracy;
  });
  const turnover = new TraceRecorder(TRACE_EVERY, 3, (out, at) => {
    out[at] = training.connections;
    out[at + 1] = training.means.born;
    out[at + 2] = training.means.died;
  });
  const { accuracy, ...rest } = readouts(parts);
  const leads = showing.leading((accuracy as ChannelSource).take);
  return {
    // The accuracy leads: it is the first state that is taken.
    sources: { training: learning, turnover, accuracy: leads, ...pictures(parts), ...rest },
    traces: [learning, turnover],
  };
}
