import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import { choice, real } from "../params/schema";
import { type BoundRule, PAIRINGS, type SpikeTraces, tablePointers, type WeightBounds } from "./_plasticity";

/**
 * Pair-based STDP with four weight dependences, on weights relative to their maximum.
 *
 * One rule in two factors: a pair at interval Δt = t_post − t_pre changes the weight by A₊ f₊(w) e^(−Δt/τ₊) if Δt > 0
 * and by −A₋ f₋(w) e^(Δt/τ₋) if Δt < 0; Δt = 0 contributes nothing. Delays count as axonal: Δt is measured from the
 * arrival of the presynaptic spike.
 */

export const DEPENDENCES = [
  {
    value: "additive",
    label: "Additive",
    doc: "The change does not depend on the weight; hard bounds stop it (Song, Miller & Abbott 2000).",
  },
  {
    value: "van-rossum",
    label: "Multiplicative depression",
    doc: "Depression grows with the weight, potentiation does not (van Rossum, Bi & Turrigiano 2000).",
  },
  {
    value: "guetig",
    label: "Gütig: soft bounds, exponent μ",
    doc: "Potentiation scales with (1−w)^μ, depression with w^μ; μ leads from additive (0) to multiplicative (1) (Gütig et al. 2003).",
  },
  {
    value: "power-law",
    label: "Power law",
    doc: "Potentiation scales with w₀^(1−μ) w^μ, depression with w (Morrison, Aertsen & Diesmann 2007).",
  },
] as const;

export type Dependence = (typeof DEPENDENCES)[number]["value"];

const base = { live: true, group: "rule" } as const;

export const stdpPairShape = {
  aPlus: real({
    ...base,
    label: "Potentiation amplitude",
    symbol: "A_+",
    unit: "w/w_max",
    min: 0,
    max: 0.1,
    default: 0.01,
    step: 0.0005,
    doc: "Weight gained by one pre-before-post pair as the interval goes to zero.",
  }),
  aMinus: real({
    ...base,
    label: "Depression amplitude",
    symbol: "A_-",
    unit: "w/w_max",
    min: 0,
    max: 0.1,
    default: 0.012,
    step: 0.0005,
    doc: "Weight lost by one post-before-pre pair as the interval goes to zero.",
  }),
  tauPlus: real({
    ...base,
    label: "Potentiation time constant",
    symbol: "\\tau_+",
    unit: "ms",
    min: 1,
    max: 200,
    default: 20,
    scale: "log",
    doc: "How long a presynaptic spike is remembered.",
  }),
  tauMinus: real({
    ...base,
    label: "Depression time constant",
    symbol: "\\tau_-",
    unit: "ms",
    min: 1,
    max: 200,
    default: 20,
    scale: "log",
    doc: "How long a postsynaptic spike is remembered.",
  }),
  pairing: choice({
    ...base,
    label: "Pairing scheme",
    symbol: "\\text{pairing}",
    unit: "1",
    choices: PAIRINGS,
    default: "all-to-all",
    doc: "Which spike pairs count.",
  }),
  dependence: choice({
    ...base,
    label: "Weight dependence",
    symbol: "f_\\pm(w)",
    unit: "1",
    choices: DEPENDENCES,
    default: "additive",
    doc: "How the change depends on the present weight.",
  }),
  mu: real({
    ...base,
    label: "Weight exponent",
    symbol: "\\mu",
    unit: "1",
    min: 0,
    max: 1,
    default: 0.4,
    step: 0.01,
    doc: "0 makes the change independent of the weight, 1 proportional to it.",
  }),
  w0: real({
    ...base,
    label: "Reference weight",
    symbol: "w_0",
    unit: "w/w_max",
    min: 0.001,
    max: 0.1,
    default: 0.01,
    scale: "log",
    doc: "Weight at which the power law potentiates as strongly as the additive rule times this weight.",
  }),
};

const schema = z.strictObject(stdpPairShape);
export type StdpPairParams = z.output<typeof schema>;

export const stdpPair: ModelInfo<typeof schema> = {
  id: "stdpPair",
  label: "Pair STDP",
  doc: "Every pair of a presynaptic and a postsynaptic spike changes the weight by an exponential of their interval.",
  schema,
  equations: [
    {
      tex: "\\Delta w = \\begin{cases} A_+ f_+(w)\\, e^{-\\Delta t/\\tau_+} & \\Delta t > 0 \\\\ -A_- f_-(w)\\, e^{\\Delta t/\\tau_-} & \\Delta t < 0 \\end{cases}",
      plain: "dw = A+ f+(w) exp(-dt/tau+) if dt > 0, -A- f-(w) exp(dt/tau-) if dt < 0; dt = t_post - t_pre",
    },
    {
      tex: "\\dot x = -x/\\tau_+ + \\sum_i \\delta(t - t_i^{\\text{pre}}), \\quad \\dot y = -y/\\tau_- + \\sum_j \\delta(t - t_j^{\\text{post}})",
      plain: "dx/dt = -x/tau+, x += 1 at pre; dy/dt = -y/tau-, y += 1 at post (set to 1 when nearest neighbour)",
    },
  ],
  integrator: "exact exponential decay of both traces per step; weights change at spikes only",
  sources: [
    { citation: "Song, Miller & Abbott 2000, Nature Neuroscience", doi: "10.1038/78829" },
    {
      citation: "van Rossum, Bi & Turrigiano 2000, Journal of Neuroscience",
      doi: "10.1523/JNEUROSCI.20-23-08812.2000",
    },
    {
      citation: "Gütig, Aharonov, Rotter & Sompolinsky 2003, Journal of Neuroscience",
      doi: "10.1523/JNEUROSCI.23-09-03697.2003",
    },
    { citation: "Morrison, Aertsen & Diesmann 2007, Neural Computation", doi: "10.1162/neco.2007.19.6.1437" },
    { citation: "Morrison, Diesmann & Gerstner 2008, Biological Cybernetics", doi: "10.1007/s00422-008-0233-1" },
  ],
  validity: [
    {
      note: "The whole delay is axonal: Δt is taken at the synapse, from arrival to postsynaptic spike. Simulators that count it as dendritic give other numbers.",
    },
    {
      note: "No triplet, voltage or calcium effects: the result of a pair does not depend on how often pairs come. See triplet STDP.",
    },
    {
      note: "With hard bounds or weight dependence the order of events within a step matters; arrivals come before postsynaptic spikes, traces are read before they grow.",
    },
  ],
};

/** Factors f₊, f₋ of a weight dependence at weight `w`; the kernel holds the same formulas for its own arithmetic. */
export function weightFactors(params: StdpPairParams, w: number): { plus: number; minus: number } {
  switch (params.dependence) {
    case "additive":
      return { plus: 1, minus: 1 };
    case "van-rossum":
      return { plus: 1, minus: w };
    case "guetig":
      return { plus: (1 - w) ** params.mu, minus: w ** params.mu };
    case "power-law":
      return { plus: params.w0 ** (1 - params.mu) * w ** params.mu, minus: w };
  }
}

/** The STDP window: weight change of one pair at `interval` = t_post − t_pre (ms) on a weight `w`. */
export function windowAt(params: StdpPairParams, interval: number, w: number): number {
  const factor = weightFactors(params, w);
  if (interval > 0) return params.aPlus * factor.plus * Math.exp(-interval / params.tauPlus);
  if (interval < 0) return -params.aMinus * factor.minus * Math.exp(interval / params.tauMinus);
  return 0;
}

/**
 * Expected drift (1/s) of a weight `w` between independent Poisson trains of rates in Hz. All to all:
 * r_pre r_post (A₊f₊τ₊ − A₋f₋τ₋) (Kempter, Gerstner & van Hemmen 1999, 10.1103/PhysRevE.59.4498, without the causal term);
 * nearest neighbour: the mean trace is rτ/(1 + rτ) instead of rτ.
 */
export function poissonDrift(params: StdpPairParams, w: number, ratePre: number, ratePost: number): number {
  const factor = weightFactors(params, w);
  const trace = (rate: number, tau: number) => {
    const mean = rate * tau * 1e-3;
    return params.pairing === "nearest" ? mean / (1 + mean) : mean;
  };
  const plus = ratePost * params.aPlus * factor.plus * trace(ratePre, params.tauPlus);
  return plus - ratePre * params.aMinus * factor.minus * trace(ratePost, params.tauMinus);
}

/** Weight at which the Poisson drift vanishes, or null where a rule has none inside its bounds. */
export function fixedPoint(params: StdpPairParams): number | null {
  const ratio = (params.aMinus * params.tauMinus) / (params.aPlus * params.tauPlus);
  if (!(ratio > 0) || !Number.isFinite(ratio)) return null;
  switch (params.dependence) {
    case "additive":
      return null;
    case "van-rossum":
      return 1 / ratio;
    case "guetig":
      return params.mu === 0 ? null : 1 / (1 + ratio ** (1 / params.mu));
    case "power-law":
      return params.mu === 1 ? null : params.w0 * ratio ** (-1 / (1 - params.mu));
  }
}

/** The order in which the kernel numbers the weight dependences. */
const DEPENDENCE_CODE: Readonly<Record<Dependence, number>> = {
  additive: 0,
  "van-rossum": 1,
  guetig: 2,
  "power-law": 3,
};

/** The rule on one projection; `update` takes effect at the next step. */
export class StdpPairRule {
  readonly #coefficients: Block<"f64">;
  /** Potentiation does not depend on the weight. */
  #linear = false;

  constructor(private readonly arena: Arena) {
    this.#coefficients = arena.alloc("scratch", "f64", 7);
  }

  update(params: StdpPairParams, bounds: WeightBounds): void {
    const { aPlus, aMinus, mu, w0, dependence } = params;
    this.#linear = dependence === "additive" || dependence === "van-rossum";
    const reference = this.arena.kernel.pow(w0, 1 - mu);
    this.#coefficients.view.set([aPlus, aMinus, mu, reference, bounds.low, bounds.high, DEPENDENCE_CODE[dependence]]);
  }

  bind(traces: SpikeTraces, weights: Block): BoundRule {
    const { kernel } = this.arena;
    const { table, precision } = traces;
    const onArrival = precision === "f32" ? kernel.stdpPairArrivals32 : kernel.stdpPairArrivals64;
    const onPost = precision === "f32" ? kernel.stdpPairPost32 : kernel.stdpPairPost64;
    const { classes, rows, targets, columns, edges, sources } = tablePointers(table);
    const [w, x, y, rule, watch] = [weights.ptr, traces.x.ptr, traces.y.ptr, this.#coefficients.ptr, traces.watch];
    const post = (list: number, count: number) =>
      onPost(list, count, columns, edges, sources, classes, w, x, rule, watch);
    const denseRows = precision === "f32" && table.dense ? table.sources * classes : 0;
    const dense = (list: number, count: number) => kernel.stdpPairPostDense32(list, count, rows, denseRows, w, x, rule);
    return {
      arrivals: (list, count, delayClass) =>
        onArrival(list, count, rows, classes, delayClass, targets, w, y, rule, watch),
      post: (list, count) => (denseRows > 0 && this.#linear && !traces.watching ? dense : post)(list, count),
    };
  }
}
