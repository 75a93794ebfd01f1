import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import { real } from "../params/schema";
import { type BoundRule, type Pairing, type SpikeTraces, tablePointers, type WeightBounds } from "./_plasticity";

/** Triplet STDP: pairs plus the memory of the spike before, hence dependent on the pairing frequency. */

const base = { live: true, group: "triplet" } as const;

export const stdpTripletShape = {
  a2Plus: real({
    ...base,
    label: "Pair potentiation",
    symbol: "A_2^+",
    unit: "w/w_max",
    min: 0,
    max: 0.05,
    default: 5e-10,
    doc: "Potentiation by a pre-before-post pair alone.",
  }),
  a3Plus: real({
    ...base,
    label: "Triplet potentiation",
    symbol: "A_3^+",
    unit: "w/w_max",
    min: 0,
    max: 0.1,
    default: 6.2e-3,
    doc: "Extra potentiation by post-pre-post triplets, in proportion to the slow postsynaptic trace.",
  }),
  a2Minus: real({
    ...base,
    label: "Pair depression",
    symbol: "A_2^-",
    unit: "w/w_max",
    min: 0,
    max: 0.05,
    default: 7e-3,
    doc: "Depression by a post-before-pre pair alone.",
  }),
  a3Minus: real({
    ...base,
    label: "Triplet depression",
    symbol: "A_3^-",
    unit: "w/w_max",
    min: 0,
    max: 0.1,
    default: 2.3e-4,
    doc: "Extra depression by pre-post-pre triplets, in proportion to the slow presynaptic trace.",
  }),
  tauX: real({
    ...base,
    label: "Slow presynaptic time constant",
    symbol: "\\tau_x",
    unit: "ms",
    min: 1,
    max: 2000,
    default: 101,
    scale: "log",
    doc: "How long the presynaptic spike before the last is remembered.",
  }),
  tauY: real({
    ...base,
    label: "Slow postsynaptic time constant",
    symbol: "\\tau_y",
    unit: "ms",
    min: 1,
    max: 2000,
    default: 125,
    scale: "log",
    doc: "How long the postsynaptic spike before the last is remembered.",
  }),
};

const schema = z.strictObject(stdpTripletShape);
export type StdpTripletParams = z.output<typeof schema>;

/** One row of the paper's tables: amplitudes belong to their pairing scheme and must not be mixed across rows. */
export interface TripletSet extends StdpTripletParams {
  readonly label: string;
  readonly pairing: Pairing;
  readonly tauPlus: number;
  readonly tauMinus: number;
  readonly unverified?: boolean;
}

const set = (
  label: string,
  pairing: Pairing,
  [a2Plus, a3Plus, a2Minus, a3Minus, tauX, tauY]: readonly [number, number, number, number, number, number],
): TripletSet => ({ label, pairing, a2Plus, a3Plus, a2Minus, a3Minus, tauX, tauY, tauPlus: 16.8, tauMinus: 33.7 });

/** Published sets of Pfister & Gerstner 2006; a minimal set has no τ_x, so its A₃⁻ = 0 makes the value irrelevant. */
export const TRIPLET_SETS = {
  visualFull: set("Visual cortex, all-to-all, full", "all-to-all", [5e-10, 6.2e-3, 7e-3, 2.3e-4, 101, 125]),
  visualMinimal: set("Visual cortex, all-to-all, minimal", "all-to-all", [0, 6.5e-3, 7.1e-3, 0, 101, 114]),
  visualNearest: {
    ...set("Visual cortex, nearest, full", "nearest", [8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3, 714, 40]),
    unverified: true,
  },
  hippocampusFull: set("Hippocampus, all-to-all, full", "all-to-all", [6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3, 946, 27]),
  hippocampusMinimal: set("Hippocampus, all-to-all, minimal", "all-to-all", [5.3e-3, 8e-3, 3.5e-3, 0, 946, 40]),
  hippocampusNearest: set("Hippocampus, nearest, full", "nearest", [4.6e-3, 9.1e-3, 3e-3, 7.5e-9, 575, 47]),
} as const;

export const stdpTriplet: ModelInfo<typeof schema> = {
  id: "stdpTriplet",
  label: "Triplet STDP",
  doc: "Pair STDP whose amplitudes grow with slow traces of the spikes before, so that high pairing frequencies potentiate.",
  schema,
  equations: [
    {
      tex: "\\text{pre: } w \\leftarrow w - o_1 (A_2^- + A_3^- r_2), \\quad \\text{post: } w \\leftarrow w + r_1 (A_2^+ + A_3^+ o_2)",
      plain: "at pre: w -= o1 (A2- + A3- r2); at post: w += r1 (A2+ + A3+ o2); r2, o2 read before they grow",
    },
    {
      tex: "\\dot r_1 = -r_1/\\tau_+,\\; \\dot r_2 = -r_2/\\tau_x,\\; \\dot o_1 = -o_1/\\tau_-,\\; \\dot o_2 = -o_2/\\tau_y",
      plain: "dr1/dt = -r1/tau+, dr2/dt = -r2/taux, do1/dt = -o1/tau-, do2/dt = -o2/tauy",
    },
  ],
  integrator: "exact exponential decay of the four traces per step; weights change at spikes only",
  sources: [{ citation: "Pfister & Gerstner 2006, Journal of Neuroscience", doi: "10.1523/JNEUROSCI.1425-06.2006" }],
  validity: [
    {
      note: "Phenomenological: fitted to pairing protocols in visual cortex and hippocampus, with hard bounds as the only weight dependence.",
    },
    {
      note: "The amplitudes of the nearest-spike visual-cortex set were not confirmed against the paper.",
      badge: "unverified",
    },
  ],
};

/**
 * Expected drift (1/s) between independent Poisson trains of rates in Hz, all-to-all:
 * r_pre r_post [A₂⁺τ₊ + A₃⁺τ₊τ_y r_post − A₂⁻τ₋ − A₃⁻τ₋τ_x r_pre] (Pfister & Gerstner 2006).
 */
export function tripletDrift(
  params: StdpTripletParams & { readonly tauPlus: number; readonly tauMinus: number },
  ratePre: number,
  ratePost: number,
): number {
  const plus = params.tauPlus * 1e-3 * (params.a2Plus + params.a3Plus * params.tauY * 1e-3 * ratePost);
  const minus = params.tauMinus * 1e-3 * (params.a2Minus + params.a3Minus * params.tauX * 1e-3 * ratePre);
  return ratePre * ratePost * (plus - minus);
}

/** Postsynaptic rate (Hz) at which the drift changes sign when only A₂⁻ and A₃⁺ act: the threshold of a BCM-like rule. */
export function bcmThreshold(
  params: StdpTripletParams & { readonly tauPlus: number; readonly tauMinus: number },
): number {
  return (params.a2Minus * params.tauMinus) / (params.a3Plus * params.tauPlus * params.tauY * 1e-3);
}

/** The rule on one projection; `update` takes effect at the next step. */
export class StdpTripletRule {
  readonly #coefficients: Block<"f64">;

  constructor(private readonly arena: Arena) {
    this.#coefficients = arena.alloc("scratch", "f64", 6);
  }

  update({ a2Plus, a3Plus, a2Minus, a3Minus }: StdpTripletParams, bounds: WeightBounds): void {
    this.#coefficients.view.set([a2Plus, a3Plus, a2Minus, a3Minus, bounds.low, bounds.high]);
  }

  bind(traces: SpikeTraces, weights: Block): BoundRule {
    const { kernel } = this.arena;
    const { table, precision } = traces;
    const onArrival = precision === "f32" ? kernel.stdpTripletArrivals32 : kernel.stdpTripletArrivals64;
    const onPost = precision === "f32" ? kernel.stdpTripletPost32 : kernel.stdpTripletPost64;
    const { classes, rows, targets, columns, edges, sources } = tablePointers(table);
    const [w, r1, r2, o1, o2] = [weights.ptr, traces.x.ptr, traces.xSlow.ptr, traces.y.ptr, traces.ySlow.ptr];
    const [rule, watch] = [this.#coefficients.ptr, traces.watch];
    return {
      arrivals: (list, count, delayClass) =>
        onArrival(list, count, rows, classes, delayClass, targets, w, r2, o1, rule, watch),
      post: (list, count) => onPost(list, count, columns, edges, sources, classes, w, r1, o2, rule, watch),
    };
  }
}
