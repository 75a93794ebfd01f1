import { z } from "zod";
import type { Arena } from "../memory/arena";
import { real } from "../params/schema";
import type { NeuronModel, NeuronPorts, NeuronState, Precision } from "./_neuron";

/** Leaky integrate-and-fire neuron with absolute refractoriness. */

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
});

export type LifParams = z.output<typeof schema>;

/** Whole steps that last as long as `duration` ms; 2 ms at 0.1 ms gives 20, not 19.999. */
export const stepsOf = (duration: number, h: number): number => Math.round(duration / h);

class LifState implements NeuronState<LifParams> {
  readonly variables;
  readonly #coefficients;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
    private readonly precision: Precision,
    private readonly conductanceBased: boolean,
  ) {
    this.variables = {
      v: arena.alloc("state", precision, size),
      refractory: arena.alloc("state", "i32", size),
    };
    this.#coefficients = arena.alloc("scratch", "f64", 6);
  }

  init(params: LifParams): void {
    this.variables.v.view.fill(params.eL);
    this.variables.refractory.view.fill(0);
  }

  update(params: LifParams, h: number): void {
    const { kernel } = this.arena;
    const leak = params.capacitance / params.tauM;
    const hold = stepsOf(params.refractory, h);
    this.#coefficients.view.set(
      this.conductanceBased
        ? [leak, leak * params.eL + params.current, h / params.capacitance, params.threshold, params.reset, hold]
        : [
            kernel.exp(-h / params.tauM),
            params.eL,
            (-kernel.expm1(-h / params.tauM) * params.current) / leak,
            params.threshold,
            params.reset,
            hold,
          ],
    );
  }

  stepper({ drive, conductance, reversal }: NeuronPorts) {
    const { kernel } = this.arena;
    const { size } = this;
    const single = this.precision === "f32";
    const v = this.variables.v.ptr;
    const refractory = this.variables.refractory.ptr;
    const coefficients = this.#coefficients.ptr;
    if (!this.conductanceBased) {
      const step = single ? kernel.lifStep32 : kernel.lifStep64;
      const input = drive.ptr;
      return { step: (list: number) => step(size, v, refractory, input, list, coefficients) };
    }
    if (conductance === undefined || reversal === undefined) throw new Error("conductance ports are missing");
    const step = single ? kernel.lifConductanceStep32 : kernel.lifConductanceStep64;
    const [input, g, e] = [drive.ptr, conductance.ptr, reversal.ptr];
    return { step: (list: number) => step(size, v, refractory, input, g, e, list, coefficients) };
  }
}

export const lif: NeuronModel<typeof schema, LifParams> = {
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
  integrator: "exact propagator; exponential Euler with conductance synapses; spikes on the time grid",
  sources: [{ citation: "Rotter & Diesmann 1999, Biological Cybernetics", doi: "10.1007/s004220050570" }],
  validity: [
    { note: "No spike shape, adaptation or bursting: only the time of a spike means something." },
    {
      note: "Threshold is tested on the time grid, so spike times are up to one step late and rates depend on the step at high drive.",
    },
  ],
  allocate: (arena, size, precision, conductanceBased) => new LifState(arena, size, precision, conductanceBased),
};

/** Interval between spikes (ms) under constant current, Infinity below rheobase. */
export function lifInterval(params: LifParams): number {
  const pull = (params.current * params.tauM) / params.capacitance + params.eL;
  if (pull <= params.threshold) return Number.POSITIVE_INFINITY;
  return params.refractory + params.tauM * Math.log((pull - params.reset) / (pull - params.threshold));
}
