import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import type { ParamSchema } from "../params/schema";

/** The contract of synapse kinetics: what a receptor does with the weights that arrive in a step. */

export interface Membrane {
  readonly capacitance: number;
  readonly tauM: number;
}

/** The exponential functions that derive coefficients; the kernel's own, so that bits agree everywhere. */
export interface Exponentials {
  exp(x: number): number;
  expm1(x: number): number;
}

export interface ReceptorPorts {
  readonly drive: Block;
  readonly conductance?: Block;
  readonly reversal?: Block;
}

/** A receptor whose step a neuron model may take over, in one pass with its own. */
export interface FusibleReceptor {
  readonly kinetics: "expCurrent" | "expConductance";
  /** The decaying variable, pA or nS. */
  readonly variable: Block;
  /** [2] what the neuron multiplies it with, P21 (mV/pA) or the reversal potential (mV); its decay in a step. */
  readonly coefficients: Block<"f64">;
}

export interface ReceptorState<P> {
  /** Where projections add their weights. */
  readonly arrivals: Block;
  /**
   * True when `arrivals` is a variable that the population's step makes decay, and weights are added after that step:
   * the same numbers as from weights that wait for it and are added behind the decay, without a place to wait.
   */
  readonly decaysFirst?: boolean;
  readonly fusible?: FusibleReceptor;
  readonly variables: Readonly<Record<string, Block>>;
  update(params: P, membrane: Membrane, h: number): void;
  /** The step of this receptor, or null when arrivals act on the membrane directly. */
  stepper(ports: ReceptorPorts): (() => void) | null;
}

export interface SynapseModel<S extends ParamSchema, P> extends ModelInfo<S> {
  /** Unit of a weight that arrives. */
  readonly weightUnit: "mV" | "pA" | "nS";
  readonly conductanceBased: boolean;
  allocate(arena: Arena, size: number, precision: "f32" | "f64", drive: Block): ReceptorState<P>;
}
