import type { Arena, Block } from "../memory/arena";
import { Batch } from "./_batch";
import type { ExampleSet, NetworkShape, TrainableNetwork } from "./_learning";
import { type Activity, SparseLayer } from "./_sparseLayer";
import { surrogateCode } from "./_surrogate";
import type { SpikingParams } from "./spikingNetworkParams";

export { type SpikingParams, spikingNetwork, spikingSchema } from "./spikingNetworkParams";

/** Bias of neurons at the start: part of the way to the threshold, so that few are silent for good. */
const BIAS = 0.2;

/** What a hidden layer does over a trial, each [units, steps, batch]. */
interface Hidden {
  /** Membrane before the reset. */
  readonly v: Activity;
  readonly spikes: Activity;
  /** dE/dI */
  readonly delta: Activity;
}

/**
 * A network of leaky integrate-and-fire neurons, trained through time: the picture is a steady current into the first hidden
 * layer, spikes go on from there along sparse connections, and leaky integrators are the readout; the cross-entropy is that of
 * their last values. Weights start as N(0, g^2 / n) with n the connections of the target and g the gain of the input, twice
 * that between hidden layers and 1 at the readout.
 */
export class SpikingNetwork implements TrainableNetwork {
  readonly layers: readonly SparseLayer[];
  readonly inputs: number;
  readonly classes: number;
  readonly batch: number;
  readonly #ends: Batch;
  readonly #hidden: readonly Hidden[];
  /** What flows into the layer at work, [units, steps, batch] at the largest. */
  readonly #current: Activity;
  /** [units of the first layer, batch] dE/dI summed over the steps. */
  readonly #still: Activity;
  /** [classes, batch] the last values of the integrators. */
  readonly #answer: Activity;
  /** [classes, steps, batch] dE/dI of the integrators. */
  readonly #answerDelta: Activity;
  #params: SpikingParams;

  constructor(
    private readonly arena: Arena,
    { batch, layers, params }: NetworkShape & { readonly params: SpikingParams },
  ) {
    this.#params = params;
    this.layers = layers.map((layer) => new SparseLayer(arena, layer));
    if (this.layers.length < 2) throw new Error("a spiking network needs a hidden layer");
    this.inputs = (this.layers[0] as SparseLayer).sources;
    this.classes = (this.layers.at(-1) as SparseLayer).targets;
    this.batch = batch;
    const lanes = params.steps * batch;
    const trial = (units: number): Activity => arena.alloc("scratch", "f32", units * lanes);
    this.#ends = new Batch(arena, this.inputs, this.classes, batch);
    this.#hidden = this.layers
      .slice(0, -1)
      .map(({ targets }) => ({ v: trial(targets), spikes: trial(targets), delta: trial(targets) }));
    this.#current = trial(Math.max(...this.layers.slice(1).map(({ targets }) => targets)));
    this.#still = arena.alloc("scratch", "f32", (this.layers[0] as SparseLayer).targets * batch);
    this.#answer = arena.alloc("scratch", "f32", this.classes * batch);
    this.#answerDelta = trial(this.classes);
  }

  get probabilities(): Block<"f32"> {
    return this.#ends.probabilities;
  }

  init(seed: number): void {
    const { gain } = this.#params;
    const last = this.layers.length - 1;
    for (const [l, layer] of this.layers.entries()) {
      layer.init(seed, l === 0 ? gain : l === last ? 1 : 2 * gain, l === last ? 0 : BIAS);
    }
  }

  /** After the parameters changed; the number of steps stays as it was built. */
  update(params: SpikingParams): void {
    this.#params = { ...params, steps: this.#params.steps };
  }

  restore(): void {
    for (const { slots } of this.layers) slots.restore();
  }

  train(set: ExampleSet, order: ArrayLike<number>, first: number, count: number): number {
    const { layers, batch } = this;
    const { kernel } = this.arena;
    const { steps, tau, readoutTau, threshold, attached } = this.#params;
    const lanes = steps * batch;
    const loss = this.#forward(set, order, first, count);
    kernel.readoutBackward(this.classes, steps, batch, this.#ends.error.ptr, this.#answerDelta.ptr, 1 / readoutTau);
    const [kind, size] = surrogateCode(this.#params);
    for (let l = layers.length - 1; l > 0; l--) {
      const layer = layers[l] as SparseLayer;
      const delta = this.#delta(l);
      const { v, spikes, delta: back } = this.#hidden[l - 1] as Hidden;
      layer.weightGradient(spikes, delta, lanes);
      layer.gradientOfBias(delta, lanes);
      layer.backward(delta, back, lanes);
      kernel.lifBackward(
        layer.sources,
        steps,
        batch,
        v.ptr,
        spikes.ptr,
        (layers[l - 1] as SparseLayer).alive.ptr,
        back.ptr,
        1 / tau,
        threshold,
        0,
        attached,
        kind,
        size,
      );
    }
    const bottom = layers[0] as SparseLayer;
    kernel.sumOverSteps(bottom.targets, steps, batch, this.#delta(0).ptr, this.#still.ptr);
    bottom.weightGradient(this.#ends.x, this.#still, batch);
    bottom.gradientOfBias(this.#still, batch);
    return loss;
  }

  denseGradients(): readonly Block<"f32">[] {
    const lanes = this.#params.steps * this.batch;
    return this.layers.map((layer, l) =>
      l === 0
        ? layer.pairGradient(this.#ends.x, this.#still, this.batch)
        : layer.pairGradient((this.#hidden[l - 1] as Hidden).spikes, this.#delta(l), lanes),
    );
  }

  classify(set: ExampleSet, order: ArrayLike<number> | null, first: number, count: number): Uint8Array {
    this.#forward(set, order, first, count);
    return this.#ends.names();
  }

  activity(): number[] {
    return this.#hidden.map(({ spikes }, l) =>
      this.#ends.mean(spikes, (this.layers[l] as SparseLayer).targets * this.#params.steps),
    );
  }

  #delta(l: number): Activity {
    return l === this.layers.length - 1 ? this.#answerDelta : (this.#hidden[l] as Hidden).delta;
  }

  #forward(set: ExampleSet, order: ArrayLike<number> | null, first: number, count: number): number {
    const { layers, batch } = this;
    const { kernel } = this.arena;
    const { steps, tau, readoutTau, threshold } = this.#params;
    const lanes = steps * batch;
    this.#ends.take(set, order, first, count);
    for (const [l, layer] of layers.entries()) {
      if (l === 0) layer.forward(this.#ends.x, this.#still, batch);
      else layer.forward((this.#hidden[l - 1] as Hidden).spikes, this.#current, lanes);
      if (l === layers.length - 1) break;
      const { v, spikes } = this.#hidden[l] as Hidden;
      kernel.lifForward(
        layer.targets,
        steps,
        batch,
        (l === 0 ? this.#still : this.#current).ptr,
        l === 0,
        layer.alive.ptr,
        v.ptr,
        spikes.ptr,
        1 / tau,
        threshold,
        0,
      );
    }
    kernel.readoutForward(this.classes, steps, batch, this.#current.ptr, this.#answer.ptr, 1 / readoutTau);
    return this.#ends.judge(this.#answer);
  }
}
