import { WiringStream } from "../math/random";
import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ExampleSet, NetworkShape, TrainableNetwork } from "./_learning";
import { ExampleOrder } from "./exampleOrder";
import { Optimiser, type OptimiserParams, optimiserSchema } from "./optimiser";
import { SparseNetwork } from "./sparseNetwork";
import { SpikingNetwork, type SpikingParams, spikingSchema } from "./spikingNetwork";

/** A small network with made-up examples, and the same networks once more in double precision and plain loops. */

export interface Small {
  /** Units of each layer, pixels first and classes last. */
  readonly sizes: readonly number[];
  /** Part of the pairs that is connected. */
  readonly density?: number;
  readonly batch?: number;
  readonly examples?: number;
  readonly seed?: number;
  /** Without: a network of rates. */
  readonly spiking?: Partial<SpikingParams>;
  readonly optimiser?: Partial<OptimiserParams>;
  readonly bytes?: boolean;
  /** Examples in place of made-up ones. */
  readonly data?: { readonly images: ArrayLike<number>; readonly labels: ArrayLike<number> };
}

export class SmallBench {
  readonly kernel = createKernel();
  readonly arena = new Arena(this.kernel);
  readonly network: TrainableNetwork & { readonly layers: readonly TrainableNetwork["layers"][number][] };
  readonly optimiser: Optimiser;
  readonly order: ExampleOrder;
  readonly set: ExampleSet & { readonly permutation: Block<"u32">; readonly names: Block<"u8"> };
  readonly params: OptimiserParams;

  constructor(small: Small) {
    const { sizes, density = 0.4, batch = 8, examples = 8, seed = 1, spiking, bytes = false, data } = small;
    const { arena, kernel } = this;
    const layers = sizes.slice(1).map((targets, l) => {
      const sources = sizes[l] as number;
      return { label: `layer ${l}`, sources, targets, quota: Math.round(density * sources * targets) };
    });
    const shape: NetworkShape = { batch, layers };
    this.network =
      spiking === undefined
        ? new SparseNetwork(arena, shape)
        : new SpikingNetwork(arena, { ...shape, params: spikingSchema.parse(spiking) });
    this.params = optimiserSchema.parse(small.optimiser ?? {});
    this.optimiser = new Optimiser(kernel, arena, this.network.layers);
    this.order = new ExampleOrder(kernel, arena, examples);
    const pixels = sizes[0] as number;
    const classes = sizes.at(-1) as number;
    this.set = {
      count: examples,
      pixels,
      images: bytes ? arena.alloc("fixed", "u8", examples * pixels) : arena.alloc("fixed", "f32", examples * pixels),
      labels: arena.alloc("fixed", "u8", examples),
      permutation: arena.alloc("state", "u32", pixels),
      names: arena.alloc("state", "u8", classes),
    };
    arena.commit();
    const random = new WiringStream(kernel, seed, "examples");
    this.set.images.view.set(
      data?.images ??
        Float64Array.from({ length: examples * pixels }, () => (bytes ? random.below(256) : random.uniform())),
    );
    this.set.labels.view.set(data?.labels ?? Uint8Array.from({ length: examples }, () => random.below(classes)));
    for (let i = 0; i < pixels; i++) this.set.permutation.view[i] = i;
    for (let j = 0; j < classes; j++) this.set.names.view[j] = j;
    this.network.init(seed);
    for (const { bias } of this.network.layers) {
      for (let j = 0; j < bias.length; j++) bias.view[j] = (bias.view[j] as number) + 0.4 * (random.uniform() - 0.5);
    }
    this.optimiser.init(this.params);
    this.order.init(seed);
  }

  /** One batch, one step; the mean cross-entropy before it. */
  step(rate = this.params.rate): number {
    const { first, count } = this.order.next(this.network.batch);
    const loss = this.network.train(this.set, this.order.order.view, first, count);
    this.optimiser.step(rate);
    return loss;
  }

  /** Moves a connection of the first layer to the next pair that is free. */
  move(slot: number, step: number): void {
    const [{ slots } = {}] = this.network.layers;
    if (slots === undefined) throw new Error("no layer");
    let at = (slots.pre.view[slot] as number) * slots.targets + (slots.post.view[slot] as number);
    slots.remove(slot, step);
    do at = (at + 1) % (slots.sources * slots.targets);
    while (!slots.vacant(Math.floor(at / slots.targets), at % slots.targets));
    slots.add(Math.floor(at / slots.targets), at % slots.targets, 0.1, step);
  }

  /** The first `count` examples in double precision. */
  examples(count: number): Examples {
    const { pixels, images, labels } = this.set;
    const scale = images.type === "u8" ? 1 / 255 : 1;
    return {
      labels: [...labels.view.subarray(0, count)],
      images: Array.from({ length: count }, (_, k) =>
        Array.from(images.view.subarray(k * pixels, (k + 1) * pixels), (x) => x * scale),
      ),
    };
  }

  /** Weights and biases as matrices; pairs that are not connected have weight zero. */
  matrices(): Matrices {
    return this.network.layers.map(({ slots, bias }) => ({
      sources: slots.sources,
      targets: slots.targets,
      w: Float64Array.from({ length: slots.sources * slots.targets }, (_, at) => {
        const slot = slots.slotOf(Math.floor(at / slots.targets), at % slots.targets);
        return slot < 0 ? 0 : (slots.weight.view[slot] as number);
      }),
      b: Float64Array.from(bias.view),
    }));
  }
}

export interface Examples {
  readonly images: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

/** Of each layer: w [sources, targets], b [targets]. */
export type Matrices = readonly {
  readonly sources: number;
  readonly targets: number;
  readonly w: Float64Array;
  readonly b: Float64Array;
}[];

export interface Judged {
  readonly loss: number;
  /** The derivatives of the loss, as the matrices. */
  readonly gradient: Matrices;
  /** The least distance of a unit from where its response breaks off. */
  readonly margin: number;
}

const zeros = (layers: Matrices): Matrices =>
  layers.map(({ sources, targets }) => ({
    sources,
    targets,
    w: new Float64Array(sources * targets),
    b: new Float64Array(targets),
  }));

const product = ({ sources, targets, w, b }: Matrices[number], x: readonly number[]): number[] =>
  Array.from({ length: targets }, (_, j) => {
    let sum = b[j] as number;
    for (let i = 0; i < sources; i++) sum += (w[i * targets + j] as number) * (x[i] as number);
    return sum;
  });

const back = ({ sources, targets, w }: Matrices[number], delta: readonly number[]): number[] =>
  Array.from({ length: sources }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < targets; j++) sum += (w[i * targets + j] as number) * (delta[j] as number);
    return sum;
  });

function addGradient(to: Matrices[number], x: readonly number[], delta: readonly number[]): void {
  for (let j = 0; j < to.targets; j++) {
    to.b[j] = (to.b[j] as number) + (delta[j] as number);
    for (let i = 0; i < to.sources; i++) {
      const at = i * to.targets + j;
      to.w[at] = (to.w[at] as number) + (x[i] as number) * (delta[j] as number);
    }
  }
}

function crossEntropy(logits: readonly number[], label: number): { loss: number; error: number[] } {
  const top = Math.max(...logits);
  const weights = logits.map((score) => Math.exp(score - top));
  const sum = weights.reduce((a, b) => a + b, 0);
  return {
    loss: Math.log(sum) + top - (logits[label] as number),
    error: weights.map((weight, j) => weight / sum - (j === label ? 1 : 0)),
  };
}

/** The network of rates. */
export function referenceRates(layers: Matrices, { images, labels }: Examples): Judged {
  const gradient = zeros(layers);
  let [loss, margin] = [0, Number.POSITIVE_INFINITY];
  for (const [k, image] of images.entries()) {
    const heard: (readonly number[])[] = [image];
    for (const [l, layer] of layers.entries()) {
      const sums = product(layer, heard[l] as readonly number[]);
      if (l === layers.length - 1) heard.push(sums);
      else {
        margin = Math.min(margin, ...sums.map(Math.abs));
        heard.push(sums.map((sum) => Math.max(0, sum)));
      }
    }
    const judged = crossEntropy(heard.at(-1) as readonly number[], labels[k] as number);
    loss += judged.loss / images.length;
    let delta = judged.error.map((error) => error / images.length);
    for (let l = layers.length - 1; l >= 0; l--) {
      const x = heard[l] as readonly number[];
      addGradient(gradient[l] as Matrices[number], x, delta);
      delta = back(layers[l] as Matrices[number], delta).map((d, i) => ((x[i] as number) > 0 ? d : 0));
    }
  }
  return { loss, gradient, margin };
}

type Shape = (x: number, params: SpikingParams) => number;

/** Surrogates, and what they are the derivatives of. */
export const slope: Shape = (x, { surrogate, beta, sigma, gamma, plateau }) =>
  ({
    fastSigmoid: 1 / (1 + beta * Math.abs(x)) ** 2,
    gaussian: Math.exp(-(x * x) / (2 * sigma * sigma)),
    triangle: gamma * Math.max(0, 1 - Math.abs(x)),
    superGaussian: Math.exp(-((x / plateau) ** 4)),
  })[surrogate];

const { erf } = createKernel();

const integral: Shape = (x, { surrogate, beta, sigma, gamma }) => {
  const reach = Math.min(1, Math.max(-1, x));
  switch (surrogate) {
    case "fastSigmoid":
      return 0.5 + x / (1 + beta * Math.abs(x));
    case "gaussian":
      return 0.5 + sigma * Math.sqrt(Math.PI / 2) * erf(x / (sigma * Math.SQRT2));
    case "triangle":
      return 0.5 + gamma * (reach - (reach * Math.abs(reach)) / 2);
    default:
      throw new Error(`${surrogate} has no integral in closed form`);
  }
};

export interface SpikingReference {
  /** Spikes are the smooth function whose derivative the surrogate is. */
  readonly smooth?: boolean;
  /** The gates of the reset, of another run: [example][layer][step][unit]. */
  readonly gates?: readonly number[][][][];
}

/** The spiking network; gradients through the reset or not, as the parameters say. */
export function referenceSpikes(
  layers: Matrices,
  { images, labels }: Examples,
  params: SpikingParams,
  { smooth = false, gates }: SpikingReference = {},
): Judged & { readonly spikes: number[][][][] } {
  const { steps, tau, readoutTau, threshold, attached } = params;
  const [k, ko] = [1 / tau, 1 / readoutTau];
  const gradient = zeros(layers);
  const spikes: number[][][][] = [];
  let [loss, margin] = [0, Number.POSITIVE_INFINITY];
  for (const [n, image] of images.entries()) {
    const v: number[][][] = layers.slice(0, -1).map(() => []);
    const z: number[][][] = layers.slice(0, -1).map(() => []);
    const readout = layers.at(-1) as Matrices[number];
    let o = new Array<number>(readout.targets).fill(0);
    const u = layers.map(({ targets }) => new Array<number>(targets).fill(0));
    for (let t = 0; t < steps; t++) {
      let x: readonly number[] = image;
      for (const [l, layer] of layers.slice(0, -1).entries()) {
        const ul = u[l] as number[];
        const vt = product(layer, x).map((current, j) => (ul[j] as number) + k * (current - (ul[j] as number)));
        margin = Math.min(margin, ...vt.map((potential) => Math.abs(potential - threshold)));
        const zt = vt.map((potential) =>
          smooth ? integral(potential - threshold, params) : potential > threshold ? 1 : 0,
        );
        const gate = gates?.[n]?.[l]?.[t] ?? zt;
        u[l] = vt.map((potential, j) => (1 - (gate[j] as number)) * potential);
        v[l]?.push(vt);
        z[l]?.push(zt);
        x = zt;
      }
      const current = product(readout, x);
      o = o.map((level, j) => level + ko * ((current[j] as number) - level));
    }
    spikes.push(z);
    const judged = crossEntropy(o, labels[n] as number);
    loss += judged.loss / images.length;
    let e = judged.error.map((error) => error / images.length);
    const lambda = layers.slice(0, -1).map(({ targets }) => new Array<number>(targets).fill(0));
    for (let t = steps - 1; t >= 0; t--) {
      let delta = e.map((error) => ko * error);
      for (let l = layers.length - 1; l >= 0; l--) {
        const x = l === 0 ? image : (z[l - 1]?.[t] as number[]);
        addGradient(gradient[l] as Matrices[number], x, delta);
        if (l === 0) break;
        const g = back(layers[l] as Matrices[number], delta);
        const [vt, gate] = [v[l - 1]?.[t] as number[], (gates?.[n] ?? z)[l - 1]?.[t] as number[]];
        const now = g.map((error, j) => {
          const eta = (1 - k) * (lambda[l - 1]?.[j] as number);
          const potential = vt[j] as number;
          const whole = attached ? error - eta * potential : error;
          return (1 - (gate[j] as number)) * eta + whole * slope(potential - threshold, params);
        });
        lambda[l - 1] = now;
        delta = now.map((value) => k * value);
      }
      e = e.map((error) => (1 - ko) * error);
    }
  }
  return { loss, gradient, margin, spikes };
}

const relative = (error: number, size: number): number => Math.abs(error) / Math.max(size, 1e-12);

/** Largest difference between a gradient and central differences of the loss, in parts of the largest of its layer. */
export function worstDifference(layers: Matrices, gradient: Matrices, loss: (layers: Matrices) => number): number {
  const h = 1e-6;
  let worst = 0;
  for (const [l, layer] of layers.entries()) {
    for (const group of ["w", "b"] as const) {
      const [values, expected] = [layer[group], (gradient[l] as Matrices[number])[group]];
      const size = Math.max(...expected.map(Math.abs));
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        values[i] = value + h;
        const above = loss(layers);
        values[i] = value - h;
        const below = loss(layers);
        values[i] = value;
        worst = Math.max(worst, relative((above - below) / (2 * h) - (expected[i] as number), size));
      }
    }
  }
  return worst;
}

/** Largest difference of the kernel's gradients from the reference, in parts of the largest of each group. */
export function worstError(network: TrainableNetwork, expected: Matrices): number {
  let worst = 0;
  for (const [l, { slots, gradient, biasGradient }] of network.layers.entries()) {
    const { w, b } = expected[l] as Matrices[number];
    const [ofW, ofB] = [Math.max(...w.map(Math.abs)), Math.max(...b.map(Math.abs))];
    for (let slot = 0; slot < slots.capacity; slot++) {
      if (!slots.isLive(slot)) continue;
      const at = (slots.pre.view[slot] as number) * slots.targets + (slots.post.view[slot] as number);
      worst = Math.max(worst, relative((gradient.view[slot] as number) - (w[at] as number), ofW));
    }
    for (const [j, value] of biasGradient.view.entries()) {
      worst = Math.max(worst, relative(value - (b[j] as number), ofB));
    }
  }
  return worst;
}
