import type { ModelInfo } from "../params/model";
import { overlapParams } from "./deviceOverlapParams";

/** The device of the set-up of two spikes: nothing but a threshold and what lies beyond it. */
export const overlapModel = {
  id: "overlap",
  label: "Threshold device between two spikes",
  doc: "A device that changes only while the difference of two spikes exceeds its threshold; the STDP window follows.",
  schema: overlapParams.unwrap(),
  equations: [
    { tex: "v(t) = \\mathrm{spk}(t - \\Delta T) - \\mathrm{spk}(t)", plain: "v(t) = spk(t - DT) - spk(t)" },
    {
      tex: "\\dot G = K\\, \\mathrm{sign}(v) \\left(e^{(|v| - v_{th})/v_0} - 1\\right) \\text{ for } |v| > v_{th},\\; 0 \\text{ else}",
      plain: "dG/dt = K sign(v) (exp((|v| - v_th)/v_0) - 1) for |v| > v_th, 0 else",
    },
  ],
  integrator: "quadrature within each step, with the crossings of the threshold as nodes",
  sources: [
    {
      citation: "Zamarreño-Ramos et al. 2011, Frontiers in Neuroscience",
      doi: "10.3389/fnins.2011.00026",
    },
  ],
  validity: [
    { note: "Voltages and times are choices of the lab; the form of the law is published.", badge: "surrogate" },
  ],
} as const satisfies ModelInfo;
