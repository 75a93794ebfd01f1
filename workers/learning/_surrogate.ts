import { choice, real } from "../params/schema";

/** Derivatives that stand in for that of a spike's step, at the distance x of the membrane from the threshold. */

const base = { live: true, group: "surrogate" } as const;
const only = (kind: string) => ({ when: { path: "surrogate", in: [kind] } });

const KINDS = ["fastSigmoid", "gaussian", "triangle", "superGaussian"] as const;

export type SurrogateKind = (typeof KINDS)[number];

export const surrogateParams = {
  surrogate: choice({
    ...base,
    label: "Surrogate derivative",
    symbol: "\\sigma'",
    unit: "1",
    default: "fastSigmoid",
    doc: "What stands for the derivative of a spike, which is zero or infinite. Its width matters more than its shape.",
    choices: [
      { value: "fastSigmoid", label: "Fast sigmoid", doc: "1 / (1 + β|x|)², SuperSpike (Zenke & Ganguli 2018)." },
      { value: "gaussian", label: "Gaussian", doc: "exp(-x² / 2σ²)." },
      { value: "triangle", label: "Triangle", doc: "γ max(0, 1 - |x|) (Bellec et al. 2018)." },
      {
        value: "superGaussian",
        label: "Super-Gaussian",
        doc: "exp(-(x/σ)⁴): flat at the threshold, then falling fast.",
      },
    ],
  }),
  beta: real({
    ...base,
    ...only("fastSigmoid"),
    label: "Steepness",
    symbol: "\\beta",
    unit: "1",
    min: 1,
    max: 100,
    default: 10,
    scale: "log",
    doc: "A steep one lets only neurons near their threshold learn.",
  }),
  sigma: real({
    ...base,
    ...only("gaussian"),
    label: "Width",
    symbol: "\\sigma",
    unit: "1",
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 0.2,
    doc: "Distance from the threshold at which the derivative has fallen to 61 %.",
  }),
  gamma: real({
    ...base,
    ...only("triangle"),
    label: "Height",
    symbol: "\\gamma",
    unit: "1",
    min: 0.1,
    max: 1,
    step: 0.05,
    default: 0.3,
    doc: "Derivative at the threshold.",
  }),
  plateau: real({
    ...base,
    ...only("superGaussian"),
    label: "Half width of the plateau",
    symbol: "\\sigma",
    unit: "1",
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 0.4,
    doc: "Distance from the threshold at which the derivative has fallen to 37 %.",
  }),
} as const;

export interface Surrogate {
  readonly surrogate: SurrogateKind;
  readonly beta: number;
  readonly sigma: number;
  readonly gamma: number;
  readonly plateau: number;
}

/** The surrogate as the kernel takes it: its number and the one that shapes it. */
export function surrogateCode({ surrogate, beta, sigma, gamma, plateau }: Surrogate): [kind: number, size: number] {
  const size = { fastSigmoid: beta, gaussian: sigma, triangle: gamma, superGaussian: plateau }[surrogate];
  return [KINDS.indexOf(surrogate), size];
}
