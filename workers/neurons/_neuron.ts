import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import type { ParamSchema } from "../params/schema";

/** The contract of neuron models: declare state, then step the whole population through the kernel. */

/** f64: scalar reference path and single cells; f32: SIMD path for populations. */
export type Precision = "f64" | "f32";

/** What synapses leave for the neuron to take in during a step; cleared by the neuron. */
export interface NeuronPorts {
  /** Added to the potential, mV. */
  readonly drive: Block;
  /** Sum of synaptic conductances, nS, and of conductance times reversal potential, pA; absent without any. */
  readonly conductance?: Block;
  readonly reversal?: Block;
}

export interface NeuronStepper {
  /** Advances one step; writes the indices of spiking neurons to `list` and returns their number. */
  step(list: number): number;
}

export interface NeuronState<P> {
  /** Every variable that changes, by name; each can be recorded. */
  readonly variables: Readonly<Record<string, Block>>;
  /** Writes the initial values. */
  init(params: P): void;
  /** Takes over parameters; coefficients are derived here, once per change, never in a step. */
  update(params: P, h: number): void;
  stepper(ports: NeuronPorts): NeuronStepper;
}

export interface NeuronModel<S extends ParamSchema, P> extends ModelInfo<S> {
  allocate(arena: Arena, size: number, precision: Precision, conductanceBased: boolean): NeuronState<P>;
}

/** Bytes of one number of a precision. */
export const bytesOf = (precision: Precision): 4 | 8 => (precision === "f32" ? 4 : 8);
