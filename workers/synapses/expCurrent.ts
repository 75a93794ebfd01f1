import { z } from "zod";
import { real } from "../params/schema";
import type { Exponentials, Membrane, SynapseModel } from "./_synapse";

/** Exponential postsynaptic current. */
const schema = z.strictObject({
  tau: real({
    live: true,
    group: "synapse",
    label: "Synaptic time constant",
    symbol: "\\tau_s",
    unit: "ms",
    min: 0.2,
    max: 100,
    default: 2,
    scale: "log",
    doc: "Decay of the postsynaptic current.",
  }),
});
export type ExpCurrentParams = z.output<typeof schema>;

/**
 * P21 (mV/pA): what a unit current at the start of a step adds to the potential by its end. The form with expm1 keeps
 * its digits where tau_s approaches tau, where the textbook difference of exponentials cancels.
 */
export function currentGain(membrane: Membrane, tau: number, h: number, math: Exponentials): number {
  const a = 1 / tau - 1 / membrane.tauM;
  const factor = a === 0 ? 1 : -math.expm1(-a * h) / (a * h);
  return (h / membrane.capacitance) * math.exp(-h / membrane.tauM) * factor;
}

export const expCurrent: SynapseModel<typeof schema, ExpCurrentParams> = {
  id: "expCurrent",
  label: "Exponential current",
  doc: "A spike adds its weight to a current that decays exponentially.",
  schema,
  equations: [
    { tex: "\\dot I = -I/\\tau_s + \\sum w\\,\\delta(t - t_k)", plain: "dI/dt = -I/tau_s, I += w at a spike" },
  ],
  integrator: "exact propagator",
  sources: [{ citation: "Rotter & Diesmann 1999, Biological Cybernetics", doi: "10.1007/s004220050570" }],
  validity: [{ note: "The current does not depend on the potential: no reversal, no shunting." }],
  weightUnit: "pA",
  conductanceBased: false,
  allocate(arena, size, precision, drive) {
    const current = arena.alloc("state", precision, size);
    const coefficients = arena.alloc("scratch", "f64", 2);
    const { kernel } = arena;
    const step = precision === "f32" ? kernel.expCurrentStep32 : kernel.expCurrentStep64;
    return {
      arrivals: current,
      decaysFirst: true,
      fusible: { kinetics: "expCurrent", variable: current, coefficients },
      variables: { current },
      update(params, membrane, h) {
        coefficients.view.set([currentGain(membrane, params.tau, h, kernel), kernel.exp(-h / params.tau)]);
      },
      stepper() {
        const [i, d, c] = [current.ptr, drive.ptr, coefficients.ptr];
        return () => step(size, i, d, c);
      },
    };
  },
};
