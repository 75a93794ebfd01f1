import type { ConnectionSlots } from "../math/slots";
import type { Block } from "../memory/arena";

/** The contract of networks that learn by gradients along connections that come and go. */

/** Pictures with the class each belongs to, in the arena: all in `fixed`, or in `state` where they change. */
export interface ExampleSet {
  readonly count: number;
  readonly pixels: number;
  /** [count, pixels] in [0, 1] as f32, or bytes of which 255 stands for 1. */
  readonly images: Block<"f32"> | Block<"u8">;
  /** [count] number of the class. */
  readonly labels: Block<"u8">;
  /** [pixels] the pixel that each input sees; without it its own. */
  readonly permutation?: Block<"u32">;
  /** [classes] the name that each class is taught by; without it its own. */
  readonly names?: Block<"u8">;
}

/** A layer of connections, sources to targets; it is a `TrainedLayer` of the structural rules. */
export interface TrainableLayer {
  readonly label: string;
  readonly slots: ConnectionSlots;
  /** [slots.capacity] dE/dw of the connections there are, of the last batch; 0 in empty slots; scratch. */
  readonly gradient: Block<"f32">;
  /** Connections the layer is to have. */
  readonly quota: number;
  /** [targets] state. */
  readonly bias: Block<"f32">;
  /** [targets] dE/db of the last batch; scratch. */
  readonly biasGradient: Block<"f32">;
  /** [targets] state: 1, or 0 for a neuron that was killed. It says nothing and learns nothing. */
  readonly alive: Block<"f32">;
}

export interface LayerShape {
  readonly label: string;
  readonly sources: number;
  readonly targets: number;
  /** Connections at the start, chosen evenly among all pairs; sources * targets makes the layer dense. */
  readonly quota: number;
  /** Connections there may be at once; the quota without. */
  readonly capacity?: number;
}

export interface NetworkShape {
  /** Examples of a batch, a multiple of four. */
  readonly batch: number;
  /** From the pixels to the classes; the targets of each are the sources of the next. */
  readonly layers: readonly LayerShape[];
}

/**
 * A step of training is `train`, then the optimiser, then a structural rule. All activity and all gradients are scratch,
 * written anew by every call; weights, biases and who is alive are state.
 */
export interface TrainableNetwork {
  readonly inputs: number;
  readonly classes: number;
  /** Examples of a batch, a multiple of four. */
  readonly batch: number;
  readonly layers: readonly TrainableLayer[];
  /** [classes, batch] what the last `train` or `classify` held likely. */
  readonly probabilities: Block<"f32">;
  /** After the commit: wires the layers at random and draws their weights, from the seed alone. */
  init(seed: number): void;
  /** After the state was overwritten. */
  restore(): void;
  /**
   * Forward and backward through examples `order[first]` to `order[first + count - 1]`, at most a batch. Fills the gradients
   * of all layers with those of the mean cross-entropy.
   * @returns the mean cross-entropy in nats
   */
  train(set: ExampleSet, order: ArrayLike<number>, first: number, count: number): number;
  /**
   * [sources, targets] dE/dw of every pair of each layer, connected or not, of the batch last trained: to be asked for before
   * the next `classify`.
   */
  denseGradients(): readonly Block<"f32">[];
  /**
   * Names examples without learning, at most a batch.
   * @param order null: the examples `first` to `first + count - 1` themselves
   * @returns [count] a view that the next call overwrites
   */
  classify(set: ExampleSet, order: ArrayLike<number> | null, first: number, count: number): Uint8Array;
  /** Mean of what the units of each hidden layer said to the last examples: rates, or spikes per step. */
  activity(): number[];
}
