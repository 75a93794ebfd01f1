import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import { Batch } from "./_batch";
import type { ExampleSet, NetworkShape, TrainableNetwork } from "./_learning";
import { type Activity, SparseLayer } from "./_sparseLayer";

/** Spread of weights that keeps the size of rectified activity from layer to layer (He et al. 2015, 10.1109/ICCV.2015.123). */
const RECTIFIED = Math.SQRT2;

export const rateNetwork: ModelInfo = {
  id: "rateNetwork",
  label: "Rate network",
  doc: "Layers of rectified units that learn by backpropagation along the connections there are.",
  schema: z.strictObject({}),
  equations: [
    { tex: "y_j = \\max\\left(0,\\; b_j + \\sum_i w_{ij} x_i\\right)", plain: "y_j = max(0, b_j + sum_i w_ij x_i)" },
    {
      tex: "p_k = e^{o_k} / \\sum_c e^{o_c},\\quad E = -\\langle \\ln p_{\\text{label}} \\rangle",
      plain: "p_k = exp(o_k) / sum_c exp(o_c); E = mean of -ln p of the right class; the last layer o is linear",
    },
    {
      tex: "\\partial E/\\partial w_{ij} = \\langle x_i \\delta_j \\rangle,\\quad \\delta_i = [y_i > 0] \\sum_j w_{ij} \\delta_j",
      plain: "dE/dw_ij = mean of x_i delta_j; delta_i = (y_i > 0) sum_j w_ij delta_j; at the readout delta = p - label",
    },
  ],
  integrator: "One pass forward and one backward for each batch, in single precision; the softmax in double precision.",
  sources: [
    {
      citation: "Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
      doi: "10.1038/323533a0",
    },
    { citation: "He et al. 2015, Delving deep into rectifiers", doi: "10.1109/ICCV.2015.123" },
  ],
  validity: [
    { note: "Rates, not spikes: a unit says one number for a picture." },
    {
      note: "Errors travel back along the weights of the way forward, which no synapse is known to do.",
      badge: "surrogate",
    },
  ],
};

/**
 * A network of rates: sparse layers with rectified units (ReLU), the last one linear under a softmax, trained by
 * backpropagation of the cross-entropy. Weights start as N(0, 2 / n) with n the connections that the target has; those of the
 * readout as N(0, 1 / n); biases at zero.
 */
export class SparseNetwork implements TrainableNetwork {
  readonly layers: readonly SparseLayer[];
  readonly inputs: number;
  readonly classes: number;
  readonly batch: number;
  readonly #ends: Batch;
  /** What each layer's targets say, [targets, batch]. */
  readonly #says: readonly Activity[];
  /** dE/d(input) of each layer's targets, [targets, batch]; the last one's is the batch's error. */
  readonly #deltas: readonly Activity[];

  constructor(
    private readonly arena: Arena,
    { batch, layers }: NetworkShape,
  ) {
    this.layers = layers.map((layer) => new SparseLayer(arena, layer));
    const last = this.layers.at(-1) as SparseLayer;
    this.inputs = (this.layers[0] as SparseLayer).sources;
    this.classes = last.targets;
    this.batch = batch;
    this.#ends = new Batch(arena, this.inputs, this.classes, batch);
    this.#says = this.layers.map(({ targets }) => arena.alloc("scratch", "f32", targets * batch));
    this.#deltas = this.layers.map((layer) =>
      layer === last ? this.#ends.error : arena.alloc("scratch", "f32", layer.targets * batch),
    );
  }

  get probabilities(): Block<"f32"> {
    return this.#ends.probabilities;
  }

  init(seed: number): void {
    const { layers } = this;
    for (const [l, layer] of layers.entries()) layer.init(seed, l === layers.length - 1 ? 1 : RECTIFIED, 0);
  }

  restore(): void {
    for (const { slots } of this.layers) slots.restore();
  }

  train(set: ExampleSet, order: ArrayLike<number>, first: number, count: number): number {
    const { layers, batch } = this;
    const { kernel } = this.arena;
    const loss = this.#forward(set, order, first, count);
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l] as SparseLayer;
      const delta = this.#deltas[l] as Activity;
      layer.weightGradient(this.#heard(l), delta, batch);
      layer.gradientOfBias(delta, batch);
      if (l === 0) break;
      const back = this.#deltas[l - 1] as Activity;
      layer.backward(delta, back, batch);
      kernel.rectifyBack(layer.sources, batch, this.#heard(l).ptr, back.ptr);
    }
    return loss;
  }

  denseGradients(): readonly Block<"f32">[] {
    return this.layers.map((layer, l) => layer.pairGradient(this.#heard(l), this.#deltas[l] as Activity, this.batch));
  }

  classify(set: ExampleSet, order: ArrayLike<number> | null, first: number, count: number): Uint8Array {
    this.#forward(set, order, first, count);
    return this.#ends.names();
  }

  activity(): number[] {
    return this.layers.slice(0, -1).map(({ targets }, l) => this.#ends.mean(this.#says[l] as Activity, targets));
  }

  /** What the sources of a layer say. */
  #heard(l: number): Activity {
    return l === 0 ? this.#ends.x : (this.#says[l - 1] as Activity);
  }

  #forward(set: ExampleSet, order: ArrayLike<number> | null, first: number, count: number): number {
    const { layers, batch } = this;
    const { kernel } = this.arena;
    this.#ends.take(set, order, first, count);
    for (const [l, layer] of layers.entries()) {
      const says = this.#says[l] as Activity;
      layer.forward(this.#heard(l), says, batch);
      if (l < layers.length - 1) kernel.rectify(layer.targets, batch, layer.alive.ptr, says.ptr);
    }
    return this.#ends.judge(this.#says.at(-1) as Activity);
  }
}
