import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import type { ParamSchema } from "../params/schema";

/** The contract of structural rules: what decides which connections die and which are born. */

/** What every structural rule declares about itself, each in words that a page can show. */
export interface StructuralModel<S extends ParamSchema = ParamSchema> extends ModelInfo<S> {
  /** What a connection is judged by. */
  readonly score: string;
  /** Which connections die, and when. */
  readonly prune: string;
  /** Where new ones are born, and with what weight. */
  readonly grow: string;
  /** What holds after every step. */
  readonly invariants: readonly string[];
  /** Quantities it needs and changes, e.g. "weights", "gradients of absent connections", "calcium". */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** A layer of a network in training as a rule sees it. */
export interface TrainedLayer {
  readonly slots: ConnectionSlots;
  /** [slots.capacity] dE/dw of the connections there are, of the last batch; scratch. */
  readonly gradient: Block<"f32">;
  /** Connections the layer is to have (K). */
  readonly quota: number;
  readonly label: string;
}

/** Connections that a layer can have of those it is to have. */
export const reachable = ({ slots, quota }: TrainedLayer): number => Math.min(quota, slots.potential, slots.capacity);

/** Where training stands when a rule is applied. */
export interface TrainingMoment {
  /** Steps trained so far, this one included: the first is 1. */
  readonly step: number;
  /** Steps after which the optimiser will have finished, for schedules; Infinity when training goes on. */
  readonly end: number;
  /** Learning rate of this step. */
  readonly rate: number;
}

export interface TrainingRule<S extends ParamSchema = ParamSchema, P = unknown> extends StructuralModel<S> {
  /** Before the commit. Every rule that can be chosen is bound, so that rules are exchanged between two steps. */
  bind(arena: Arena, layers: readonly TrainedLayer[]): BoundTrainingRule<P>;
}

/**
 * Applied after every step of training, in this order: gradient, optimiser, the rule's own drift and noise (regularisation),
 * deaths, births. Connections born at `step` carry weights from the next step on.
 */
export interface BoundTrainingRule<P = unknown> {
  /** After the commit: seeds its random stream and zeroes its state. */
  init(params: P, seed: number): void;
  update(params: P): void;
  /** Takes over from another rule, with whatever connections there are. */
  takeOver(moment: TrainingMoment): void;
  /** True: `apply` needs dE/dw of absent connections, too, which costs as much as a dense backward pass. */
  wantsDense(moment: TrainingMoment): boolean;
  /** False: at this step the rule stands in place of the optimiser. */
  optimises(moment: TrainingMoment): boolean;
  /** `dense`: [sources, targets] dE/dw of every pair of each layer, where it was wanted. */
  apply(moment: TrainingMoment, dense: readonly Block<"f32">[] | null): void;
  /** Gradients of absent connections that it has asked for so far: on analog hardware the expensive part. */
  readonly probes: number;
}
