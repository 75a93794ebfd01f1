import { z } from "zod";
import type { Arena } from "../memory/arena";
import { type Badge, choice, real } from "../params/schema";
import type { CellModel, CellPlane, NeuronPorts, NeuronState, Precision } from "./_neuron";
import { bisect, fixedPointType } from "./_plane";

/**
 * Adaptive exponential integrate-and-fire neuron.
 *
 * One step of `rk4`, from V(t) to V(t + h): classical Runge-Kutta with the input current held and the exponent cut at 20.
 * Where the result reaches V_peak, the time of the spike and the w of that time are interpolated linearly between the
 * ends of the step; V starts again at V_r and w at that w plus b, and a second Runge-Kutta step covers the rest. Then
 * `drive` is added; what it lifts over V_peak spikes at the end of the step. A neuron spikes once per step at most: one
 * that would cross again waits just below V_peak and spikes as the next step begins. With a refractory period V stays at
 * V_r for the rest of the step and as many whole steps as come nearest to t_ref, while w relaxes.
 * `euler` takes one forward Euler step and resets on the time grid.
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
    default: 281,
    doc: "Charge the membrane takes per volt.",
  }),
  gL: real({
    ...base,
    label: "Leak conductance",
    symbol: "g_L",
    unit: "nS",
    min: 1,
    max: 50,
    default: 30,
    doc: "How strongly the membrane is pulled back to the leak potential.",
  }),
  eL: real({
    ...base,
    label: "Leak potential",
    symbol: "E_L",
    unit: "mV",
    min: -90,
    max: -40,
    default: -70.6,
    doc: "Potential without input and adaptation.",
  }),
  vT: real({
    ...base,
    label: "Spike threshold",
    symbol: "V_T",
    unit: "mV",
    min: -70,
    max: -30,
    default: -50.4,
    doc: "Potential from which the upstroke outgrows the leak.",
  }),
  deltaT: real({
    ...base,
    label: "Slope factor",
    symbol: "\\Delta_T",
    unit: "mV",
    min: 0.2,
    max: 10,
    default: 2,
    scale: "log",
    doc: "Sharpness of spike initiation; towards zero the threshold becomes hard.",
  }),
  a: real({
    ...base,
    label: "Subthreshold adaptation",
    symbol: "a",
    unit: "nS",
    min: -20,
    max: 50,
    default: 4,
    doc: "How strongly the adaptation current follows the potential.",
  }),
  tauW: real({
    ...base,
    label: "Adaptation time constant",
    symbol: "\\tau_w",
    unit: "ms",
    min: 5,
    max: 1000,
    default: 144,
    scale: "log",
    doc: "How fast the adaptation current forgets.",
  }),
  b: real({
    ...base,
    label: "Spike-triggered adaptation",
    symbol: "b",
    unit: "pA",
    min: 0,
    max: 500,
    default: 80.5,
    doc: "What each spike adds to the adaptation current.",
  }),
  reset: real({
    ...base,
    label: "Reset potential",
    symbol: "V_r",
    unit: "mV",
    min: -100,
    max: -42,
    default: -70.6,
    doc: "Potential right after a spike; whether it lands below or above the nullcline of V decides on the firing pattern.",
  }),
  peak: real({
    ...base,
    label: "Spike peak",
    symbol: "V_{peak}",
    unit: "mV",
    min: -41,
    max: 40,
    default: 0,
    doc: "Potential at which the upstroke is cut; hardly matters, because the upstroke is so steep.",
  }),
  refractory: real({
    ...base,
    label: "Refractory period",
    symbol: "t_{ref}",
    unit: "ms",
    min: 0,
    max: 20,
    default: 0,
    doc: "Time after a spike during which the potential is held at reset; the published model has none.",
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
    default: "rk4",
    doc: "How the differential equations are stepped.",
    choices: [
      { value: "rk4", label: "Runge-Kutta", doc: "Fourth order, with the spike interpolated within the step." },
      { value: "euler", label: "Forward Euler", doc: "First order, with spikes on the time grid; for display only." },
    ],
  }),
});

export type AdexParams = z.output<typeof schema>;

const initial = ({ eL }: AdexParams) => ({ v: eL, w: 0 });

class AdexState implements NeuronState<AdexParams> {
  readonly variables;
  readonly #coefficients;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
    private readonly precision: Precision,
  ) {
    this.variables = {
      v: arena.alloc("state", precision, size),
      w: arena.alloc("state", precision, size),
      until: arena.alloc("state", "i32", size),
    };
    this.#coefficients = arena.alloc("scratch", "f64", 15);
  }

  init(params: AdexParams): void {
    const { v, w } = initial(params);
    this.variables.v.view.fill(v);
    this.variables.w.view.fill(w);
    this.variables.until.view.fill(0);
  }

  update(params: AdexParams, h: number): void {
    this.#coefficients.view.set([
      h,
      1 / params.capacitance,
      params.gL,
      params.eL,
      params.vT,
      params.deltaT,
      params.a,
      1 / params.tauW,
      params.b,
      params.reset,
      params.peak,
      params.refractory / h,
      params.current,
      this.arena.kernel.exp(-h / params.tauW),
      params.integrator === "euler" ? 1 : 0,
    ]);
  }

  stepper({ drive, current, late }: NeuronPorts) {
    const { kernel } = this.arena;
    const { size } = this;
    const [v, w, until] = [this.variables.v.ptr, this.variables.w.ptr, this.variables.until.ptr];
    const [input, coefficients] = [drive.ptr, this.#coefficients.ptr];
    if (this.precision === "f32") {
      if (current !== undefined || late !== undefined) throw new Error("the bench ports belong to the scalar path");
      return {
        step: (list: number, now: number) => kernel.adexStep32(size, v, w, until, input, list, coefficients, now),
      };
    }
    const [injected, times] = [current?.ptr ?? 0, late?.ptr ?? 0];
    return {
      step: (list: number, now: number) =>
        kernel.adexStep64(size, v, w, until, input, injected, times, list, coefficients, now),
    };
  }
}

export const adex: CellModel<typeof schema, AdexParams> = {
  id: "adex",
  label: "Adaptive exponential",
  doc: "An integrate-and-fire neuron with an exponential upstroke and an adaptation current: two variables, many patterns.",
  schema,
  equations: [
    {
      tex: "C \\dot V = -g_L(V - E_L) + g_L \\Delta_T e^{(V - V_T)/\\Delta_T} - w + I",
      plain: "C dV/dt = -g_L (V - E_L) + g_L Delta_T exp((V - V_T)/Delta_T) - w + I",
    },
    { tex: "\\tau_w \\dot w = a(V - E_L) - w", plain: "tau_w dw/dt = a (V - E_L) - w" },
    {
      tex: "V \\ge V_{peak} \\Rightarrow V \\leftarrow V_r,\\; w \\leftarrow w + b",
      plain: "V >= V_peak: V = V_r, w = w + b",
    },
  ],
  integrator: "Runge-Kutta of order 4 with linear interpolation of the spike, or forward Euler with spikes on the grid",
  sources: [
    { citation: "Brette & Gerstner 2005, Journal of Neurophysiology", doi: "10.1152/jn.00686.2005" },
    { citation: "Naud et al. 2008, Biological Cybernetics (patterns)", doi: "10.1007/s00422-008-0264-7" },
    { citation: "Touboul & Brette 2008, Biological Cybernetics (bifurcations)", doi: "10.1007/s00422-008-0267-4" },
  ],
  validity: [
    { note: "Spikes have no shape of their own: the potential above threshold only marks their time." },
    {
      note: "No step resolves the last stretch of the upstroke, so spike times are accurate to a fraction of the step only; take 0.05 ms or less.",
    },
    { note: "With a <= -g_L the model has no bounded solution; potentials are then cut at -1000 mV." },
  ],
  allocate(arena, size, precision, conductanceBased) {
    if (conductanceBased) throw new RangeError("AdEx neurons take no conductance synapses here");
    return new AdexState(arena, size, precision);
  },
  shown: [
    { name: "v", label: "Membrane potential", symbol: "V", unit: "mV", axis: "potential" },
    { name: "w", label: "Adaptation current", symbol: "w", unit: "pA", axis: "adaptation" },
  ],
  range: [-80, 20],
  initial,
  // The error of an interpolated spike is a fraction of the substep, a microsecond.
  converged: (params, h) => ({ params: { ...params, integrator: "rk4" }, substeps: Math.max(1, Math.round(h * 1000)) }),
  plane,
  onsets(params) {
    const [saddleNode, hopf] = [adexSaddleNode(params), adexHopf(params)];
    return [
      ...(hopf === undefined ? [] : [{ name: "Hopf" as const, current: hopf - params.current }]),
      ...(saddleNode === undefined ? [] : [{ name: "saddle-node" as const, current: saddleNode - params.current }]),
    ];
  },
};

/** Current (pA) at which the two fixed points meet; none with a <= -g_L (Touboul & Brette 2008). */
export function adexSaddleNode({ gL, eL, vT, deltaT, a }: AdexParams): number | undefined {
  if (a <= -gL) return undefined;
  return (gL + a) * (vT - eL - deltaT + deltaT * Math.log1p(a / gL));
}

/** Current (pA) at which rest loses stability by oscillation before it meets the saddle, if it does. */
export function adexHopf({ capacitance, gL, eL, vT, deltaT, a, tauW }: AdexParams): number | undefined {
  const ratio = capacitance / gL / tauW;
  if (a / gL < ratio) return undefined;
  return (gL + a) * (vT - eL - deltaT + deltaT * Math.log1p(ratio)) + deltaT * gL * (a / gL - ratio);
}

/** Potentials at rest under a total current: where what leaves through leak and adaptation is what enters. */
function restPotentials({ gL, eL, vT, deltaT, a }: AdexParams, total: number): number[] {
  const surplus = (v: number): number => (gL + a) * (v - eL) - gL * deltaT * Math.exp((v - vT) / deltaT) - total;
  let high = vT;
  if (a <= -gL) {
    // Falls everywhere, so there is one zero at most; potentials end at -1000 mV.
    const low = -1000;
    if (surplus(low) <= 0) return [];
    for (let width = 1; surplus(high) > 0; width *= 2) high += width;
    return [bisect(surplus, low, high)];
  }
  const top = vT + deltaT * Math.log1p(a / gL);
  if (surplus(top) < 0) return [];
  high = top;
  for (let width = deltaT; surplus(high) > 0; width *= 2) high += width;
  return [bisect(surplus, Math.min(top, eL + total / (gL + a)), top), bisect(surplus, top, high)];
}

function plane(params: AdexParams, current: number): CellPlane {
  const { capacitance, gL, eL, vT, deltaT, a, tauW, b, reset, peak } = params;
  const total = params.current + current;
  const upstroke = (v: number): number => Math.exp((v - vT) / deltaT);
  const xNullcline = (v: number): number => gL * (deltaT * upstroke(v) - (v - eL)) + total;
  const yNullcline = (v: number): number => a * (v - eL);
  const left = Math.min(eL, reset) - 10;
  const right = Math.min(peak, Math.max(vT + 5 * deltaT, reset + 5));
  // The lowest point of the nullcline of V, and where it and the line of w leave the picture.
  const ends = [xNullcline(left), xNullcline(vT), yNullcline(left), yNullcline(right), 0, b];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return {
    x: "v",
    y: "w",
    flow: (v, w) => [(xNullcline(v) - w) / capacitance, (yNullcline(v) - w) / tauW],
    xNullcline,
    yNullcline,
    fixedPoints: restPotentials(params, total).map((v) => ({
      x: v,
      y: yNullcline(v),
      type: fixedPointType([(gL * (upstroke(v) - 1)) / capacitance, -1 / capacitance, a / tauW, -1 / tauW]),
    })),
    reset: { at: peak, to: reset, jump: b },
    extent: { x: [left, right], y: [low - 0.05 * (high - low), high + 0.05 * (high - low)] },
  };
}

/** A firing pattern: parameters beside the defaults, and the current step (pA) that brings it out. */
export interface AdexPattern {
  readonly label: string;
  readonly params: Partial<AdexParams>;
  readonly current: number;
  readonly badge?: Badge;
}

const naud = (
  label: string,
  [capacitance, gL, eL, a, tauW, b, reset, current]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  badge?: Badge,
): AdexPattern => ({
  label,
  params: { capacitance, gL, eL, vT: -50, deltaT: 2, a, tauW, b, reset },
  current,
  ...(badge && { badge }),
});

/**
 * Firing patterns of Naud et al. 2008 (10.1007/s00422-008-0264-7): C, g_L, E_L, a, tau_w, b, V_r, I. The two delayed
 * ones are known from one transcription only, which was adjusted to match the published figures.
 */
export const NAUD_PATTERNS = {
  tonic: naud("Tonic", [200, 10, -70, 2, 30, 0, -58, 500]),
  adaptation: naud("Adaptation", [200, 12, -70, 2, 300, 60, -58, 500]),
  initialBurst: naud("Initial burst", [130, 18, -58, 4, 150, 120, -50, 400]),
  regularBursting: naud("Regular bursting", [200, 10, -58, 2, 120, 100, -46, 210]),
  delayedAccelerating: naud("Delayed accelerating", [200, 12, -70, -10, 300, 0, -58, 300], "unverified"),
  delayedRegularBursting: naud("Delayed regular bursting", [100, 10, -65, -10, 90, 30, -47, 110], "unverified"),
  transient: naud("Transient", [100, 10, -65, 10, 90, 100, -47, 180]),
  irregular: naud("Irregular", [100, 12, -60, -11, 130, 30, -48, 160]),
} as const satisfies Record<string, AdexPattern>;
