import { z } from "zod";
import type { Arena } from "../memory/arena";
import { type Badge, choice, flag, real } from "../params/schema";
import type { CellModel, CellPlane, NeuronPorts, NeuronState } from "./_neuron";
import { fixedPointType } from "./_plane";

/**
 * Izhikevich's simple model in three modes of integration, one cell at a time.
 *
 * `paper`: the published map of 1 ms, whatever the step of the simulation: it acts in the last step of each millisecond
 * on the mean input of that millisecond, and between whole milliseconds the state stands still. The publication lists a
 * spike at the start of map step k, k = 0, 1, ...; here it is listed at the end of the step before, at k ms, and the
 * reset waits for the next map step, so that the recorded potential shows the peak, often far above 30 mV.
 * `seed`: one Euler step of 1 ms of v and u from their old values, reset at once, then v and u frozen for `freeze` ms.
 * `ode`: classical Runge-Kutta with the step of the simulation. Where v reaches 30 mV, time and u of the spike are
 * interpolated linearly, and a second Runge-Kutta step from the reset state covers the rest. A neuron spikes once per
 * step at most: one that would cross again waits just below 30 mV and spikes as the next step begins.
 *
 * `drive` counts as input times ms: 1 adds 1 to I for one millisecond, or its equal in charge.
 */

const base = { live: true, group: "neuron" } as const;
const start = { live: false, group: "neuron" } as const;

const schema = z.strictObject({
  mode: choice({
    ...base,
    label: "Integration",
    symbol: "\\int",
    unit: "1",
    default: "paper",
    doc: "How the equations are stepped; rates differ up to fourfold between the modes.",
    choices: [
      { value: "paper", label: "Published map", doc: "Two half steps of v, one of u, every 1 ms (Izhikevich 2003)." },
      {
        value: "seed",
        label: "Source blueprint",
        doc: "One Euler step every 1 ms, then v and u frozen after a spike.",
      },
      { value: "ode", label: "Differential equations", doc: "Runge-Kutta of order 4 with the spike interpolated." },
    ],
  }),
  a: real({
    ...base,
    label: "Recovery rate",
    symbol: "a",
    unit: "1/ms",
    min: 0.005,
    max: 0.2,
    default: 0.02,
    doc: "How fast the recovery variable follows.",
  }),
  b: real({
    ...base,
    label: "Recovery sensitivity",
    symbol: "b",
    unit: "1",
    min: -0.1,
    max: 1,
    default: 0.2,
    doc: "How strongly recovery follows the potential below threshold.",
  }),
  c: real({
    ...base,
    label: "Reset potential",
    symbol: "c",
    unit: "mV",
    min: -80,
    max: -40,
    default: -65,
    doc: "Potential right after a spike.",
  }),
  d: real({
    ...base,
    label: "Recovery jump",
    symbol: "d",
    unit: "1",
    min: -10,
    max: 20,
    default: 8,
    doc: "What each spike adds to the recovery variable.",
  }),
  freeze: real({
    ...base,
    label: "Freeze after a spike",
    symbol: "t_{f}",
    unit: "ms",
    min: 0,
    max: 10,
    default: 3,
    step: 1,
    when: { path: "mode", in: ["seed"] },
    doc: "Time during which v and u stand still after a spike; an addition of the source blueprint, 0 takes it away.",
  }),
  unitCurrent: real({
    ...base,
    label: "Unit of current",
    symbol: "I_1",
    unit: "pA",
    min: 1,
    max: 500,
    default: 50,
    scale: "log",
    badge: "surrogate",
    doc: "Current that counts as I = 1. The model is dimensionless; this choice is the lab's.",
  }),
  current: real({
    ...base,
    label: "Input current",
    symbol: "I",
    unit: "pA",
    min: -2500,
    max: 5000,
    default: 0,
    doc: "Constant current into every neuron.",
  }),
  v0: real({
    ...start,
    label: "Initial potential",
    symbol: "v_0",
    unit: "mV",
    min: -100,
    max: 20,
    default: -65,
    doc: "Potential at the start; -65 mV is not rest.",
  }),
  onNullcline: flag({
    ...start,
    label: "Start on the recovery line",
    symbol: "u_0 = b v_0",
    unit: "1",
    default: true,
    doc: "The recovery variable starts at b v_0; otherwise at a value of its own.",
  }),
  u0: real({
    ...start,
    label: "Initial recovery",
    symbol: "u_0",
    unit: "1",
    min: -40,
    max: 40,
    default: -14,
    when: { path: "onNullcline", in: [false] },
    doc: "Recovery variable at the start.",
  }),
});

export type IzhikevichParams = z.output<typeof schema>;

const initial = ({ b, v0, onNullcline, u0 }: IzhikevichParams) => ({ v: v0, u: onNullcline ? b * v0 : u0 });

class IzhikevichState implements NeuronState<IzhikevichParams> {
  readonly variables;
  readonly #coefficients;
  #ode = false;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
  ) {
    this.variables = {
      v: arena.alloc("state", "f64", size),
      u: arena.alloc("state", "f64", size),
      /** Input of the millisecond that has begun, summed over its steps. */
      gathered: arena.alloc("state", "f64", size),
      until: arena.alloc("state", "i32", size),
    };
    this.#coefficients = arena.alloc("scratch", "f64", 10);
  }

  init(params: IzhikevichParams): void {
    const { v, u } = initial(params);
    this.variables.v.view.fill(v);
    this.variables.u.view.fill(u);
    this.variables.gathered.view.fill(0);
    this.variables.until.view.fill(0);
  }

  /** @throws RangeError when a map of 1 ms is asked of a step that does not divide it. */
  update(params: IzhikevichParams, h: number): void {
    const steps = Math.round(1 / h);
    this.#ode = params.mode === "ode";
    // What a map had gathered must not reach another one after an interlude.
    if (this.#ode) this.variables.gathered.view.fill(0);
    if (!this.#ode && Math.abs(steps * h - 1) > 1e-9)
      throw new RangeError(`a map of 1 ms needs a step that divides 1 ms, not ${h} ms`);
    this.#coefficients.view.set([
      h,
      params.a,
      params.b,
      params.c,
      params.d,
      params.current / params.unitCurrent,
      1 / params.unitCurrent,
      steps,
      Math.round(params.freeze / h),
      params.mode === "seed" ? 1 : 0,
    ]);
  }

  stepper({ drive, current, late }: NeuronPorts) {
    const { kernel } = this.arena;
    const { size } = this;
    const [v, u, until] = [this.variables.v.ptr, this.variables.u.ptr, this.variables.until.ptr];
    const [gathered, input, coefficients] = [this.variables.gathered.ptr, drive.ptr, this.#coefficients.ptr];
    const [injected, times] = [current?.ptr ?? 0, late?.ptr ?? 0];
    return {
      step: (list: number, now: number) =>
        this.#ode
          ? kernel.izhikevichOde64(size, v, u, until, input, injected, times, list, coefficients, now)
          : kernel.izhikevichMap64(size, v, u, gathered, until, input, injected, times, list, coefficients, now),
    };
  }
}

export const izhikevich: CellModel<typeof schema, IzhikevichParams> = {
  id: "izhikevich",
  label: "Izhikevich",
  doc: "A quadratic upstroke and a recovery variable: many firing patterns from four dimensionless numbers.",
  schema,
  equations: [
    { tex: "\\dot v = 0.04 v^2 + 5 v + 140 - u + I", plain: "dv/dt = 0.04 v^2 + 5 v + 140 - u + I" },
    { tex: "\\dot u = a(b v - u)", plain: "du/dt = a (b v - u)" },
    { tex: "v \\ge 30 \\Rightarrow v \\leftarrow c,\\; u \\leftarrow u + d", plain: "v >= 30: v = c, u = u + d" },
  ],
  integrator:
    "published map of 1 ms, Euler map of 1 ms with a freeze, or Runge-Kutta of order 4 with interpolated spikes",
  sources: [
    { citation: "Izhikevich 2003, IEEE Transactions on Neural Networks", doi: "10.1109/TNN.2003.820440" },
    { citation: "Pauli et al. 2018, Frontiers in Neuroinformatics (integration)", doi: "10.3389/fninf.2018.00046" },
  ],
  validity: [
    { note: "The published map is not converged: its rates differ from those of the differential equations." },
    { note: "The model has no refractory period; the freeze is an addition of the source blueprint." },
    { note: "Input and recovery have no unit; pA per unit of input is the lab's choice.", badge: "surrogate" },
  ],
  allocate(arena, size, precision, conductanceBased) {
    if (precision !== "f64")
      throw new RangeError("the Izhikevich cell is double precision; populations are mixed ones");
    if (conductanceBased) throw new RangeError("Izhikevich neurons take no conductance synapses here");
    return new IzhikevichState(arena, size);
  },
  shown: [
    { name: "v", label: "Membrane potential", symbol: "v", unit: "mV", axis: "potential" },
    { name: "u", label: "Recovery variable", symbol: "u", unit: "1", axis: "recovery" },
  ],
  range: [-90, 35],
  initial,
  converged: (params, h) => ({ params: { ...params, mode: "ode" }, substeps: Math.max(1, Math.round(h * 1000)) }),
  plane,
  onsets(params) {
    const { a, b, current, unitCurrent } = params;
    const saddleNode = { name: "saddle-node" as const, current: izhikevichSaddleNode(b) * unitCurrent - current };
    const hopf = izhikevichHopf(a, b);
    return hopf === undefined ? [saddleNode] : [{ name: "Hopf", current: hopf * unitCurrent - current }, saddleNode];
  },
};

/** Input at which the two fixed points meet, in units of I. */
export const izhikevichSaddleNode = (b: number): number => (5 - b) ** 2 / 0.16 - 140;

/** Input at which rest loses stability by oscillation before it meets the saddle, in units of I; none with a >= b. */
export function izhikevichHopf(a: number, b: number): number | undefined {
  if (a >= b) return undefined;
  const v = (a - 5) / 0.08;
  return -(0.04 * v * v + (5 - b) * v + 140);
}

function plane({ a, b, c, d, current: constant, unitCurrent }: IzhikevichParams, current: number): CellPlane {
  const total = (constant + current) / unitCurrent;
  const parabola = (v: number): number => 0.04 * v * v + 5 * v + 140 + total;
  const line = (v: number): number => b * v;
  const root = (5 - b) ** 2 - 0.16 * (140 + total);
  const points = root < 0 ? [] : [-1, 1].map((sign) => (b - 5 + sign * Math.sqrt(root)) / 0.08);
  const x = [-90, 35] as const;
  const ends = [parabola(-62.5), parabola(-62.5) + 30, line(x[0]), line(x[1])];
  return {
    x: "v",
    y: "u",
    flow: (v, u) => [parabola(v) - u, a * (b * v - u)],
    xNullcline: parabola,
    yNullcline: line,
    fixedPoints: points.map((v) => ({ x: v, y: line(v), type: fixedPointType([0.08 * v + 5, -1, a * b, -a]) })),
    reset: { at: 30, to: c, jump: d },
    extent: { x, y: [Math.min(...ends) - 2, Math.max(...ends) + 2] },
  };
}

/** Constants of a type of neuron. */
export interface IzhikevichPreset {
  readonly label: string;
  readonly params: Readonly<Record<"a" | "b" | "c" | "d", number>>;
  readonly badge?: Badge;
}

/**
 * Types of neuron of Izhikevich 2003. RS, CH, FS and LTS are the corner values of the published network script; IB, TC and
 * RZ are from memory of its figures.
 */
export const IZHIKEVICH_PRESETS = {
  RS: { label: "Regular spiking", params: { a: 0.02, b: 0.2, c: -65, d: 8 } },
  IB: { label: "Intrinsically bursting", params: { a: 0.02, b: 0.2, c: -55, d: 4 }, badge: "unverified" },
  CH: { label: "Chattering", params: { a: 0.02, b: 0.2, c: -50, d: 2 } },
  FS: { label: "Fast spiking", params: { a: 0.1, b: 0.2, c: -65, d: 2 } },
  LTS: { label: "Low-threshold spiking", params: { a: 0.02, b: 0.25, c: -65, d: 2 } },
  TC: { label: "Thalamo-cortical", params: { a: 0.02, b: 0.25, c: -65, d: 0.05 }, badge: "unverified" },
  RZ: { label: "Resonator", params: { a: 0.1, b: 0.26, c: -65, d: 2 }, badge: "unverified" },
} as const satisfies Record<string, IzhikevichPreset>;
