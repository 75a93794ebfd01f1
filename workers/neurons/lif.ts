import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { choice, real } from "../params/schema";
import type { FusibleReceptor } from "../synapses/_synapse";
import type { CellModel, NeuronPorts, NeuronState, NeuronStepper, Precision } from "./_neuron";

/**
 * Leaky integrate-and-fire neuron with absolute refractoriness.
 *
 * One step from V(t) to V(t + h): the membrane relaxes exactly under a current that is held over the step; then `drive`
 * is added and the threshold is tested. On the grid a spike is stamped at the end of its step, the neuron is reset and
 * held for round(t_ref / h) steps. Within the step, the time of the crossing is interpolated linearly between the ends
 * (`interpolated`) or solved for (`continuous`), and t_ref runs from there: what is left of the step in which it ends is
 * integrated. What `drive` lifts over the threshold spikes at the end of the step. A neuron spikes once per step at most;
 * one that would cross again waits at threshold and spikes as the next step begins.
 */

const base = { live: true, group: "neuron" } as const;

const schema = z.strictObject({
  capacitance: real({
    ...base,
    label: "Membrane capacitance",
    symbol: "C",
    unit: "pF",
    min: 20,
    max: 500,
    default: 250,
    doc: "Charge the membrane takes per volt.",
  }),
  tauM: real({
    ...base,
    label: "Membrane time constant",
    symbol: "\\tau",
    unit: "ms",
    min: 2,
    max: 100,
    default: 10,
    doc: "How fast the potential leaks back to rest.",
  }),
  eL: real({
    ...base,
    label: "Leak potential",
    symbol: "E_L",
    unit: "mV",
    min: -90,
    max: -40,
    default: -70,
    doc: "Potential at rest.",
  }),
  threshold: real({
    ...base,
    label: "Threshold",
    symbol: "\\theta",
    unit: "mV",
    min: -70,
    max: 20,
    default: -55,
    doc: "Potential at which the neuron spikes.",
  }),
  reset: real({
    ...base,
    label: "Reset potential",
    symbol: "V_r",
    unit: "mV",
    min: -100,
    max: -40,
    default: -70,
    doc: "Potential right after a spike.",
  }),
  refractory: real({
    ...base,
    label: "Refractory period",
    symbol: "t_{ref}",
    unit: "ms",
    min: 0,
    max: 20,
    default: 2,
    doc: "Time after a spike during which the potential is held at reset.",
  }),
  current: real({
    ...base,
    label: "Input current",
    symbol: "I",
    unit: "pA",
    min: -500,
    max: 2000,
    default: 0,
    doc: "Constant current into every neuron.",
  }),
  integrator: choice({
    ...base,
    label: "Integrator",
    symbol: "\\int",
    unit: "1",
    default: "exact",
    doc: "How the membrane equation is stepped and where within a step a spike may lie.",
    choices: [
      {
        value: "exact",
        label: "Exact, on the grid",
        doc: "No error between spikes; a spike waits for the end of its step.",
      },
      {
        value: "interpolated",
        label: "Exact, interpolated",
        doc: "The spike lies on a line between the ends of its step.",
      },
      {
        value: "continuous",
        label: "Exact, in continuous time",
        doc: "The time of the spike is solved for: no error while intervals are longer than a step.",
      },
      { value: "euler", label: "Forward Euler", doc: "First order between spikes, with spikes on the grid." },
    ],
  }),
});

type Schema = z.output<typeof schema>;
/** Without an integrator: exact, on the grid, which is the one that vectors and conductances know. */
export type LifParams = Omit<Schema, "integrator"> & Partial<Pick<Schema, "integrator">>;

/** Length of a substep of the converged copy, ms. */
const SUBSTEP = 0.05;

/** As the kernel knows them. */
const INTEGRATORS = { exact: 0, euler: 1, interpolated: 2, continuous: 3 } as const;

/** Whole steps that last as long as `duration` ms; 2 ms at 0.1 ms gives 20, not 19.999. */
export const stepsOf = (duration: number, h: number): number => Math.round(duration / h);

class LifState implements NeuronState<LifParams> {
  readonly variables;
  readonly #coefficients;
  /** The drive as if it were a current: it moves the potential by all it is, and nothing of it is left. */
  readonly #drive;
  /** Of the scalar path: how much of the first step after a hold is still held, ms. */
  readonly #release;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
    private readonly precision: Precision,
    private readonly conductanceBased: boolean,
  ) {
    this.variables = {
      v: arena.alloc("state", precision, size),
      until: arena.alloc("state", "i32", size),
    };
    this.#release = this.#scalar ? arena.alloc("state", "f64", size) : undefined;
    this.#coefficients = arena.alloc("scratch", "f64", 13);
    this.#drive = arena.alloc("scratch", "f64", 2);
  }

  get #scalar(): boolean {
    return this.precision === "f64" && !this.conductanceBased;
  }

  init(params: LifParams): void {
    this.variables.v.view.fill(params.eL);
    this.variables.until.view.fill(0);
    this.#release?.view.fill(0);
  }

  /** @throws Error when vectors or conductances are to take another integrator than the exact one on the grid. */
  update(params: LifParams, h: number): void {
    const { kernel } = this.arena;
    const { capacitance, tauM, eL, threshold, reset, refractory, current, integrator = "exact" } = params;
    if (integrator !== "exact" && !this.#scalar) throw new Error(`${integrator} is for single cells under current`);
    this.#drive.view.set([1, 0]);
    // On the grid nothing is released within a step.
    if (integrator === "exact" || integrator === "euler") this.#release?.view.fill(0);
    const leak = capacitance / tauM;
    const hold = stepsOf(refractory, h);
    if (this.conductanceBased) {
      this.#coefficients.view.set([leak, leak * eL + current, h / capacitance, threshold, reset, hold]);
      return;
    }
    const rise = -kernel.expm1(-h / tauM);
    this.#coefficients.view.set([
      kernel.exp(-h / tauM),
      eL,
      (rise * current) / leak,
      threshold,
      reset,
      hold,
      rise / leak,
      tauM,
      h,
      1 / leak,
      current,
      refractory,
      INTEGRATORS[integrator],
    ]);
  }

  stepper(ports: NeuronPorts): NeuronStepper {
    const { kernel } = this.arena;
    const { size } = this;
    const v = this.variables.v.ptr;
    const until = this.variables.until.ptr;
    const coefficients = this.#coefficients.ptr;
    const input = ports.drive.ptr;
    if (this.#release !== undefined) {
      const [release, current, late] = [this.#release.ptr, ports.current?.ptr ?? 0, ports.late?.ptr ?? 0];
      return {
        step: (list, now) => kernel.lifStep64(size, v, until, release, input, current, late, list, coefficients, now),
      };
    }
    if (ports.current !== undefined || ports.late !== undefined)
      throw new Error("the bench ports belong to the scalar path without conductances");
    if (!this.conductanceBased)
      return { step: (list, now) => kernel.lifStep32(size, v, until, input, list, coefficients, now) };
    if (ports.conductance === undefined || ports.reversal === undefined)
      throw new Error("conductance ports are missing");
    const step = this.precision === "f32" ? kernel.lifConductanceStep32 : kernel.lifConductanceStep64;
    const [g, e] = [ports.conductance.ptr, ports.reversal.ptr];
    return { step: (list, now) => step(size, v, until, input, g, e, list, coefficients, now) };
  }

  fused(receptors: readonly FusibleReceptor[], drive: Block, driven: boolean): NeuronStepper | null {
    const kinetics = this.conductanceBased ? "expConductance" : "expCurrent";
    const [first, second] = receptors;
    if (this.precision === "f64" || first === undefined || receptors.length > 2) return null;
    if (receptors.some((receptor) => receptor.kinetics !== kinetics)) return null;
    if (second !== undefined) return this.#pass(first, second, driven ? drive.ptr : 0);
    return this.conductanceBased ? null : this.#pass(first, { variable: drive, coefficients: this.#drive }, 0);
  }

  #pass(a: Decaying, b: Decaying, drive: number): NeuronStepper {
    const { kernel } = this.arena;
    const step = this.conductanceBased ? kernel.lifExpConductanceStep32 : kernel.lifExpCurrentStep32;
    const { size } = this;
    const [v, until, coefficients] = [this.variables.v.ptr, this.variables.until.ptr, this.#coefficients.ptr];
    const [first, second] = [a.variable.ptr, b.variable.ptr];
    const [firstCoef, secondCoef] = [a.coefficients.ptr, b.coefficients.ptr];
    return {
      step: (list, now) => step(size, v, until, first, second, drive, list, coefficients, firstCoef, secondCoef, now),
    };
  }
}

type Decaying = Pick<FusibleReceptor, "variable" | "coefficients">;

export const lif: CellModel<typeof schema, LifParams> = {
  id: "lif",
  label: "Leaky integrate-and-fire",
  doc: "A leaky capacitor that spikes and resets when its potential reaches a threshold.",
  schema,
  equations: [
    {
      tex: "C \\dot V = -\\frac{C}{\\tau}(V - E_L) + I, \\quad V \\ge \\theta \\Rightarrow V \\leftarrow V_r \\text{ for } t_{ref}",
      plain: "C dV/dt = -(C/tau) (V - E_L) + I; V >= theta: V = V_r, held for t_ref",
    },
  ],
  integrator:
    "exact propagator with spikes on the time grid, interpolated or in continuous time; forward Euler; exponential Euler with conductance synapses",
  sources: [{ citation: "Rotter & Diesmann 1999, Biological Cybernetics", doi: "10.1007/s004220050570" }],
  validity: [
    { note: "No spike shape, adaptation or bursting: only the time of a spike means something." },
    {
      note: "In networks the threshold is tested on the time grid, so spike times are up to one step late and rates depend on the step at high drive.",
    },
  ],
  allocate: (arena, size, precision, conductanceBased) => new LifState(arena, size, precision, conductanceBased),
  shown: [{ name: "v", label: "Membrane potential", symbol: "V", unit: "mV", axis: "potential" }],
  range: [-80, -45],
  initial: ({ eL }) => ({ v: eL }),
  // In continuous time a cell still spikes once per step at most.
  converged: (params, h) => ({
    params: { ...params, integrator: "continuous" },
    substeps: Math.max(1, Math.round(h / SUBSTEP)),
  }),
  rate: (params, current) => 1000 / lifInterval({ ...params, current: params.current + current }),
  onsets: (params) => [{ name: "threshold", current: lifRheobase(params) }],
};

/** Current (pA), beside the constant one of the parameters, whose steady potential is the threshold. */
export function lifRheobase({ capacitance, tauM, eL, threshold, current }: LifParams): number {
  return ((threshold - eL) * capacitance) / tauM - current;
}

/** Interval between spikes (ms) under constant current, Infinity below rheobase. */
export function lifInterval(params: LifParams): number {
  const pull = (params.current * params.tauM) / params.capacitance + params.eL;
  if (pull <= params.threshold) return Number.POSITIVE_INFINITY;
  return params.refractory + params.tauM * Math.log((pull - params.reset) / (pull - params.threshold));
}
