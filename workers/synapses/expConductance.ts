import { z } from "zod";
import { real } from "../params/schema";
import type { SynapseModel } from "./_synapse";

/** Exponential postsynaptic conductance with a reversal potential. */
const schema = z.strictObject({
  tau: real({
    live: true,
    group: "synapse",
    label: "Synaptic time constant",
    symbol: "\\tau_s",
    unit: "ms",
    min: 0.2,
    max: 100,
    default: 5,
    scale: "log",
    doc: "Decay of the postsynaptic conductance.",
  }),
  reversal: real({
    live: true,
    group: "synapse",
    label: "Reversal potential",
    symbol: "E_{rev}",
    unit: "mV",
    min: -100,
    max: 20,
    default: 0,
    doc: "Potential toward which the conductance pulls the membrane.",
  }),
});
export type ExpConductanceParams = z.output<typeof schema>;

export const expConductance: SynapseModel<typeof schema, ExpConductanceParams> = {
  id: "expConductance",
  label: "Exponential conductance",
  doc: "A spike opens a conductance that decays exponentially and pulls the membrane to its reversal potential.",
  schema,
  equations: [
    {
      tex: "\\dot g = -g/\\tau_s + \\sum w\\,\\delta(t - t_k), \\quad I = g (E_{rev} - V)",
      plain: "dg/dt = -g/tau_s, g += w at a spike; I = g (E_rev - V)",
    },
  ],
  integrator: "exact decay of g; exponential Euler of the membrane with g frozen over a step",
  sources: [{ citation: "Vogels & Abbott 2005, Journal of Neuroscience", doi: "10.1523/JNEUROSCI.3508-05.2005" }],
  validity: [{ note: "First order in the time step; no saturation of the receptor." }],
  weightUnit: "nS",
  conductanceBased: true,
  allocate(arena, size, precision) {
    const conductance = arena.alloc("state", precision, size);
    const coefficients = arena.alloc("scratch", "f64", 2);
    const { kernel } = arena;
    const step = precision === "f32" ? kernel.expConductanceStep32 : kernel.expConductanceStep64;
    return {
      arrivals: conductance,
      decaysFirst: true,
      fusible: { kinetics: "expConductance", variable: conductance, coefficients },
      variables: { conductance },
      update(params, _membrane, h) {
        coefficients.view.set([params.reversal, kernel.exp(-h / params.tau)]);
      },
      stepper(ports) {
        if (ports.conductance === undefined || ports.reversal === undefined)
          throw new Error("conductance ports are missing");
        const [g, sum, weighted] = [conductance.ptr, ports.conductance.ptr, ports.reversal.ptr];
        const c = coefficients.ptr;
        return () => step(size, g, sum, weighted, c);
      },
    };
  },
};
