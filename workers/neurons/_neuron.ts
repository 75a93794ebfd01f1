import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import type { ParamSchema } from "../params/schema";
import type { FusibleReceptor } from "../synapses/_synapse";
import type { UnitName } from "../units/units";

/** The contract of neuron models: declare state, then step the whole population through the kernel. */

/** f64: scalar reference path and single cells; f32: SIMD path for populations. */
export type Precision = "f64" | "f32";

/** What synapses leave for the neuron to take in during a step, cleared by the neuron, and what a bench adds. */
export interface NeuronPorts {
  /** Input of the step: a jump of the potential (mV); of Izhikevich's cells their dimensionless input over a millisecond. */
  readonly drive: Block;
  /** Sum of synaptic conductances, nS, and of conductance times reversal potential, pA; absent without any. */
  readonly conductance?: Block;
  readonly reversal?: Block;
  /** Current injected into every neuron, pA, held over the step; not cleared. Scalar path only. */
  readonly current?: Block<"f64">;
  /** Where the scalar path leaves how long before the end of the step a neuron spiked, ms, in the order of the list. */
  readonly late?: Block<"f64">;
}

export interface NeuronStepper {
  /** Advances to the end of step number `step`; writes the indices of spiking neurons to `list`, returns their number. */
  step(list: number, step: number): number;
}

export interface NeuronState<P> {
  /**
   * Every variable that changes, by name; each can be recorded. `v` is the potential. `until` (i32) is the last step
   * during which a neuron is held: refractory, silenced, or dead with `DEAD`.
   */
  readonly variables: Readonly<Record<string, Block>>;
  /** Writes the initial values. */
  init(params: P): void;
  /** Takes over parameters; coefficients are derived here, once per change, never in a step. */
  update(params: P, h: number): void;
  stepper(ports: NeuronPorts): NeuronStepper;
  /**
   * Receptors and neurons in one pass, the same but for rounding; null where there is none for these. `driven`: there
   * may be something in the drive.
   */
  fused?(receptors: readonly FusibleReceptor[], drive: Block, driven: boolean): NeuronStepper | null;
}

/** Value of `until` of a neuron that never spikes again. */
export const DEAD = 0x7fffffff;

export interface NeuronModel<S extends ParamSchema, P> extends ModelInfo<S> {
  allocate(arena: Arena, size: number, precision: Precision, conductanceBased: boolean): NeuronState<P>;
}

/** A quantity of a cell worth a line in a picture. */
export interface CellVariable {
  /** Key of `NeuronState.variables`. */
  readonly name: string;
  readonly label: string;
  readonly symbol: string;
  readonly unit: UnitName;
  /** Variables of the same axis share a scale. */
  readonly axis: string;
}

/** The state plane of a cell with two variables, under a constant current. */
export interface CellPlane {
  /** Names of the two variables. */
  readonly x: string;
  readonly y: string;
  /** Derivatives per ms. */
  flow(x: number, y: number): readonly [dx: number, dy: number];
  /** y on the nullcline of x, and of y, as functions of x. */
  xNullcline(x: number): number;
  yNullcline(x: number): number;
  readonly fixedPoints: readonly { readonly x: number; readonly y: number; readonly type: FixedPointType }[];
  /** A spike takes x from `at` to `to` and adds `jump` to y. */
  readonly reset: { readonly at: number; readonly to: number; readonly jump: number };
  readonly extent: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}
export type FixedPointType = "stableNode" | "stableFocus" | "saddle" | "unstableNode" | "unstableFocus";

/** A neuron model as the current-clamp bench uses it, one cell at a time in double precision. */
export interface CellModel<S extends ParamSchema, P> extends NeuronModel<S, P> {
  /** Potential first, then what is worth seeing below it: adaptation, recovery, gates. */
  readonly shown: readonly CellVariable[];
  /** Potentials a picture should hold, mV. */
  readonly range: readonly [number, number];
  /** Starting values, by name of variable. */
  initial(params: P): Readonly<Record<string, number>>;
  /** The same cell integrated as exactly as the model allows: parameters and substeps to a step of `h` ms. */
  converged(params: P, h: number): { readonly params: P; readonly substeps: number };
  /** Absent where the model has no plane of two variables. `current` in pA. */
  plane?(params: P, current: number): CellPlane;
  /** Steady firing rate (Hz) under a constant current (pA), where a closed form exists. */
  rate?(params: P, current: number): number;
  /** Currents (pA) at which rest is lost, by name of the bifurcation. */
  onsets?(params: P): readonly { readonly name: "threshold" | "saddle-node" | "Hopf"; readonly current: number }[];
}

/** Bytes of one number of a precision. */
export const bytesOf = (precision: Precision): 4 | 8 => (precision === "f32" ? 4 : 8);
