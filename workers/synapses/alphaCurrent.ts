import { z } from "zod";
import { real } from "../params/schema";
import type { Exponentials, Membrane, SynapseModel } from "./_synapse";

/** Alpha-shaped postsynaptic current. */
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
    doc: "Time to the peak of the postsynaptic current.",
  }),
});
export type AlphaCurrentParams = z.output<typeof schema>;

/** Below this |a h| the closed forms of P21 and P31 lose digits to cancellation and their series take over. */
const SERIES = 1e-3;

/** P21 (mV/pA) and P31 (mV per pA/ms): what the current and its auxiliary state add to the potential in one step. */
export function alphaGains(
  membrane: Membrane,
  tau: number,
  h: number,
  math: Exponentials,
): { current: number; rise: number } {
  const x = h * (1 / tau - 1 / membrane.tauM);
  const scale = (h / membrane.capacitance) * math.exp(-h / membrane.tauM);
  const small = Math.abs(x) < SERIES;
  const first = small ? 1 - x / 2 + (x * x) / 6 - (x * x * x) / 24 : -math.expm1(-x) / x;
  const second = small
    ? 1 / 2 - x / 3 + (x * x) / 8 - (x * x * x) / 30
    : (-math.expm1(-x) - x * math.exp(-x)) / (x * x);
  return { current: scale * first, rise: scale * h * second };
}

export const alphaCurrent: SynapseModel<typeof schema, AlphaCurrentParams> = {
  id: "alphaCurrent",
  label: "Alpha current",
  doc: "A spike starts a current that rises to its weight after τ_s and decays.",
  schema,
  equations: [
    {
      tex: "\\dot I = J - I/\\tau_s, \\quad \\dot J = -J/\\tau_s + \\tfrac{e}{\\tau_s} \\sum w\\,\\delta(t - t_k)",
      plain: "dI/dt = J - I/tau_s, dJ/dt = -J/tau_s, J += w e/tau_s at a spike",
    },
  ],
  integrator: "exact propagator",
  sources: [{ citation: "Rotter & Diesmann 1999, Biological Cybernetics", doi: "10.1007/s004220050570" }],
  validity: [{ note: "The current does not depend on the potential; rise and decay share one time constant." }],
  weightUnit: "pA",
  conductanceBased: false,
  allocate(arena, size, precision, drive) {
    const current = arena.alloc("state", precision, size);
    const rise = arena.alloc("state", precision, size);
    const arrivals = arena.alloc("scratch", precision, size);
    const { kernel } = arena;
    const step = precision === "f32" ? kernel.alphaCurrentStep32 : kernel.alphaCurrentStep64;
    let gains = { current: 0, rise: 0 };
    let decay = 0;
    let kick = 0;
    let length = 0;
    return {
      arrivals,
      variables: { current, rise },
      update(params, membrane, h) {
        gains = alphaGains(membrane, params.tau, h, kernel);
        decay = kernel.exp(-h / params.tau);
        kick = Math.E / params.tau;
        length = h;
      },
      stepper() {
        const [i, j, a, d] = [current.ptr, rise.ptr, arrivals.ptr, drive.ptr];
        return () => step(size, i, j, a, d, gains.current, gains.rise, decay, kick, length);
      },
    };
  },
};
