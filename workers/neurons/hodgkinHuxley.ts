import { z } from "zod";
import type { Arena } from "../memory/arena";
import { choice, real } from "../params/schema";
import type { CellModel, NeuronPorts, NeuronState } from "./_neuron";

/**
 * Squid giant axon of Hodgkin and Huxley, one compartment, double precision only.
 *
 * A spike is an upward crossing of `threshold`, interpolated linearly within the step; nothing is reset. Too large a
 * step makes Runge-Kutta leave every sensible range: the potential is then held within 1000 mV of zero and the gates
 * within [0, 1], so that the state stays finite and the cell can recover. Exponential Euler stays bounded with any step.
 */

const base = { live: true, group: "neuron" } as const;
const conductance = { ...base, unit: "mS/cm²" } as const;
const potential = { ...base, unit: "mV" } as const;

const schema = z.strictObject({
  capacitance: real({
    ...base,
    label: "Membrane capacitance",
    symbol: "C",
    unit: "µF/cm²",
    min: 0.2,
    max: 5,
    default: 1,
    doc: "Charge the membrane takes per volt and area.",
  }),
  gNa: real({
    ...conductance,
    label: "Sodium conductance",
    symbol: "\\bar g_{Na}",
    min: 0,
    max: 300,
    default: 120,
    doc: "Conductance with every sodium channel open; drives the upstroke.",
  }),
  gK: real({
    ...conductance,
    label: "Potassium conductance",
    symbol: "\\bar g_K",
    min: 0,
    max: 100,
    default: 36,
    doc: "Conductance with every potassium channel open; ends the spike.",
  }),
  gL: real({
    ...conductance,
    label: "Leak conductance",
    symbol: "g_L",
    min: 0.01,
    max: 3,
    default: 0.3,
    doc: "Conductance that is always open.",
  }),
  eNa: real({
    ...potential,
    label: "Sodium reversal potential",
    symbol: "E_{Na}",
    min: 0,
    max: 100,
    default: 50,
    doc: "Potential toward which open sodium channels pull; 115 mV above rest.",
  }),
  eK: real({
    ...potential,
    label: "Potassium reversal potential",
    symbol: "E_K",
    min: -120,
    max: -40,
    default: -77,
    doc: "Potential toward which open potassium channels pull; 12 mV below rest.",
  }),
  eL: real({
    ...potential,
    label: "Leak reversal potential",
    symbol: "E_L",
    min: -90,
    max: -30,
    default: -54.387,
    doc: "Chosen so that no current flows at rest, 10.613 mV above it.",
  }),
  temperature: real({
    ...base,
    label: "Temperature",
    symbol: "T",
    unit: "°C",
    min: 0,
    max: 35,
    default: 6.3,
    doc: "Speeds up the gates; the rates were measured at 6.3 °C.",
  }),
  q10: real({
    ...base,
    label: "Temperature factor",
    symbol: "Q_{10}",
    unit: "1",
    min: 1,
    max: 5,
    default: 3,
    doc: "How much faster the gates are at 10 °C more.",
  }),
  area: real({
    ...base,
    label: "Membrane area",
    symbol: "A",
    unit: "µm²",
    min: 100,
    max: 100_000,
    default: 5000,
    scale: "log",
    badge: "surrogate",
    doc: "Turns a current in pA into a current density: 10 µA/cm² are 500 pA on 5000 µm².",
  }),
  threshold: real({
    ...potential,
    label: "Spike detection",
    symbol: "\\theta",
    min: -40,
    max: 30,
    default: 0,
    doc: "Potential whose upward crossing counts as a spike; it changes nothing in the cell.",
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
  integrator: choice({
    ...base,
    label: "Integrator",
    symbol: "\\int",
    unit: "1",
    default: "rk4",
    doc: "How the differential equations are stepped.",
    choices: [
      {
        value: "rk4",
        label: "Runge-Kutta",
        doc: "Fourth order; diverges with steps of 0.1 ms and more at 6.3 °C, with smaller ones where it is warmer.",
      },
      {
        value: "exponentialEuler",
        label: "Exponential Euler",
        doc: "First order, stable with any step (gates as Rush & Larsen 1978, potential likewise).",
      },
    ],
  }),
});

export type HodgkinHuxleyParams = z.output<typeof schema>;

/** Rest of the published cell: -65 mV and the gates that are steady there, which no parameter changes. */
const REST = {
  v: -65,
  m: 0.05293248525724958,
  h: 0.5961207535084603,
  n: 0.3176769140606974,
} as const;

const GATES = ["m", "h", "n"] as const;

/** 1 pA/um^2 in uA/cm^2. */
const DENSITY = 100;

class HodgkinHuxleyState implements NeuronState<HodgkinHuxleyParams> {
  readonly variables;
  readonly #coefficients;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
  ) {
    const variable = () => arena.alloc("state", "f64", size);
    this.variables = {
      v: variable(),
      m: variable(),
      h: variable(),
      n: variable(),
      until: arena.alloc("state", "i32", size),
    };
    this.#coefficients = arena.alloc("scratch", "f64", 13);
  }

  init(): void {
    for (const name of ["v", ...GATES] as const) this.variables[name].view.fill(REST[name]);
    this.variables.until.view.fill(0);
  }

  update(params: HodgkinHuxleyParams, h: number): void {
    this.#coefficients.view.set([
      h,
      1 / params.capacitance,
      params.gNa,
      params.gK,
      params.gL,
      params.eNa,
      params.eK,
      params.eL,
      this.arena.kernel.pow(params.q10, (params.temperature - 6.3) / 10),
      DENSITY / params.area,
      (params.current * DENSITY) / params.area,
      params.threshold,
      params.integrator === "exponentialEuler" ? 1 : 0,
    ]);
  }

  stepper({ drive, current, late }: NeuronPorts) {
    const { kernel } = this.arena;
    const { size } = this;
    const [v, until] = [this.variables.v.ptr, this.variables.until.ptr];
    const [m, h, n] = [this.variables.m.ptr, this.variables.h.ptr, this.variables.n.ptr];
    const [input, coefficients] = [drive.ptr, this.#coefficients.ptr];
    const [injected, times] = [current?.ptr ?? 0, late?.ptr ?? 0];
    return {
      step: (list: number, now: number) =>
        kernel.hodgkinHuxleyStep64(size, v, m, h, n, until, input, injected, times, list, coefficients, now),
    };
  }
}

export const hodgkinHuxley: CellModel<typeof schema, HodgkinHuxleyParams> = {
  id: "hodgkinHuxley",
  label: "Hodgkin-Huxley",
  doc: "Sodium and potassium channels that open and close with the potential make the spike itself.",
  schema,
  equations: [
    {
      tex: "C \\dot V = I - \\bar g_{Na} m^3 h (V - E_{Na}) - \\bar g_K n^4 (V - E_K) - g_L (V - E_L)",
      plain: "C dV/dt = I - g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L)",
    },
    {
      tex: "\\dot x = Q_{10}^{(T - 6.3)/10} \\left[\\alpha_x(V)(1 - x) - \\beta_x(V) x\\right], \\quad x = m, h, n",
      plain: "dx/dt = Q10^((T - 6.3)/10) (alpha_x(V) (1 - x) - beta_x(V) x), x = m, h, n",
    },
    {
      tex: "\\alpha_m = \\frac{0.1(V + 40)}{1 - e^{-(V + 40)/10}}, \\quad \\beta_m = 4 e^{-(V + 65)/18}",
      plain: "alpha_m = 0.1 (V + 40) / (1 - exp(-(V + 40)/10)), beta_m = 4 exp(-(V + 65)/18)",
    },
    {
      tex: "\\alpha_h = 0.07 e^{-(V + 65)/20}, \\quad \\beta_h = \\frac{1}{1 + e^{-(V + 35)/10}}",
      plain: "alpha_h = 0.07 exp(-(V + 65)/20), beta_h = 1 / (1 + exp(-(V + 35)/10))",
    },
    {
      tex: "\\alpha_n = \\frac{0.01(V + 55)}{1 - e^{-(V + 55)/10}}, \\quad \\beta_n = 0.125 e^{-(V + 65)/80}",
      plain: "alpha_n = 0.01 (V + 55) / (1 - exp(-(V + 55)/10)), beta_n = 0.125 exp(-(V + 65)/80)",
    },
  ],
  integrator: "Runge-Kutta of order 4, or exponential Euler; spikes interpolated linearly",
  sources: [
    { citation: "Hodgkin & Huxley 1952, Journal of Physiology", doi: "10.1113/jphysiol.1952.sp004764" },
    { citation: "Rush & Larsen 1978, IEEE Transactions on Biomedical Engineering", doi: "10.1109/TBME.1978.326270" },
  ],
  validity: [
    {
      note: "Squid axon at about 6 °C: neither its spikes nor its rates are those of a mammalian neuron. Shown inside minus outside with rest at -65 mV; the paper counts from rest and with the opposite sign.",
    },
    { note: "One compartment without propagation; channels as averages, without noise." },
    { note: "With too large a step Runge-Kutta diverges; potential and gates are then cut at their bounds." },
    { note: "The membrane area that turns pA into a density is the lab's choice.", badge: "surrogate" },
  ],
  allocate(arena, size, precision, conductanceBased) {
    if (precision !== "f64") throw new RangeError("the Hodgkin-Huxley cell is double precision only");
    if (conductanceBased) throw new RangeError("Hodgkin-Huxley cells take no conductance synapses here");
    return new HodgkinHuxleyState(arena, size);
  },
  shown: [
    { name: "v", label: "Membrane potential", symbol: "V", unit: "mV", axis: "potential" },
    { name: "m", label: "Sodium activation", symbol: "m", unit: "1", axis: "gates" },
    { name: "h", label: "Sodium inactivation", symbol: "h", unit: "1", axis: "gates" },
    { name: "n", label: "Potassium activation", symbol: "n", unit: "1", axis: "gates" },
  ],
  range: [-90, 60],
  initial: () => REST,
  converged: (params, h) => ({ params: { ...params, integrator: "rk4" }, substeps: Math.max(1, Math.round(h * 500)) }),
};
