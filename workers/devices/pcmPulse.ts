import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { choice, real } from "../params/schema";
import { Bank } from "./_bank";
import type { BankShape, DeviceModel } from "./_device";

/**
 * Phase-change cell under current pulses: Joule heat melts it, slow cooling crystallises it.
 *
 * Above `threshold` the cell conducts through its heater and I = V / R_h heats it; the temperature rises at once and falls
 * along a straight line that would lead from its peak to 300 K in `fall`. The crystalline fraction grows exponentially at
 * constant temperature and by the integral of the growth rate along the fall, both in closed form: results do not depend
 * on how a pulse is cut into steps. Melting takes no time.
 */

const base = { live: true, group: "device" } as const;

const schema = z.strictObject({
  gMin: real({
    ...base,
    label: "Amorphous conductance",
    symbol: "G_{min}",
    unit: "µS",
    min: 0.01,
    max: 1,
    default: 0.1,
    scale: "log",
    doc: "Conductance of the fully amorphous cell.",
  }),
  gMax: real({
    ...base,
    label: "Crystalline conductance",
    symbol: "G_{max}",
    unit: "µS",
    min: 5,
    max: 100,
    default: 25,
    scale: "log",
    doc: "Conductance of the fully crystalline cell.",
  }),
  heater: real({
    ...base,
    label: "Heater resistance",
    symbol: "R_h",
    unit: "kΩ",
    min: 1,
    max: 10,
    default: 3,
    doc: "Where the heat arises; a higher one melts at a smaller current.",
  }),
  thermal: real({
    ...base,
    label: "Thermal resistance",
    symbol: "R_{th}",
    unit: "K/W",
    min: 5e5,
    max: 5e6,
    default: 1.6e6,
    scale: "log",
    doc: "Warming per watt.",
  }),
  melting: real({
    ...base,
    label: "Melting temperature",
    symbol: "T_m",
    unit: "K",
    min: 800,
    max: 950,
    default: 873,
    doc: "Above, the cell becomes amorphous; 500 K more melt all of it.",
  }),
  threshold: real({
    ...base,
    label: "Switching voltage",
    symbol: "V_{th}",
    unit: "V",
    min: 0.15,
    max: 1,
    default: 0.3,
    doc: "From here on even the amorphous cell conducts, and the current heats it; reads stay below.",
  }),
  edge: choice({
    ...base,
    label: "Trailing edge",
    symbol: "\\downarrow",
    unit: "1",
    default: "slope",
    doc: "How a pulse ends.",
    choices: [
      { value: "slope", label: "Slope", doc: "The temperature falls along a straight line; a slow fall crystallises." },
      { value: "instant", label: "Instant", doc: "What is molten freezes as it is." },
    ],
  }),
  fall: real({
    ...base,
    label: "Fall time",
    symbol: "t_{fall}",
    unit: "ns",
    min: 1,
    max: 10_000,
    default: 5,
    scale: "log",
    when: { path: "edge", in: ["slope"] },
    doc: "Time from the peak temperature down to 300 K: short freezes the melt, long anneals it.",
  }),
});

export type PcmPulseParams = z.output<typeof schema>;

/** Rise of the temperature per squared volt. */
const heatOf = ({ thermal, heater }: PcmPulseParams): number => thermal / (heater * 1e3);

/** Temperature (K) under a current (A). */
export const pcmTemperature = (params: PcmPulseParams, current: number): number =>
  300 + params.thermal * current * current * params.heater * 1e3;

/** Current (A) that just melts. */
export const pcmMeltingCurrent = ({ melting, thermal, heater }: PcmPulseParams): number =>
  Math.sqrt((melting - 300) / (thermal * heater * 1e3));

class PcmPulseBank extends Bank<PcmPulseParams> {
  readonly variables;
  readonly #fraction: Block<"f64">;
  readonly #temperature: Block<"f64">;
  readonly #peak: Block<"f64">;
  #params = schema.parse({});

  constructor(arena: Arena, shape: BankShape) {
    super(arena, shape);
    this.#fraction = arena.alloc("state", "f64", this.n);
    this.#temperature = arena.alloc("state", "f64", this.n);
    this.#peak = arena.alloc("state", "f64", this.n);
    this.variables = { fraction: this.#fraction, temperature: this.#temperature, peak: this.#peak };
  }

  init(params: PcmPulseParams, _seed: number): void {
    this.#fraction.view.fill(0);
    this.#temperature.view.fill(300);
    this.#peak.view.fill(300);
    this.update(params);
  }

  update(params: PcmPulseParams): void {
    this.#params = params;
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    if (dt > 0) this.#pass(volts.ptr, dt);
    this.#conduct(volts.ptr, 0, amps);
  }

  read(volts: number, out: Block<"f64">): void {
    this.#conduct(0, volts, out);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const [low, ratio] = this.#window();
    this.kernel.pcmFractions(from, to, target.ptr, low, ratio, this.#fraction.ptr);
    this.#temperature.view.fill(300, from, to);
    this.#peak.view.fill(300, from, to);
  }

  rest(seconds: number): void {
    if (seconds > 0) this.#pass(0, seconds);
  }

  #pass(volts: number, dt: number): void {
    const params = this.#params;
    this.kernel.pcmPulseStep(
      this.n,
      volts,
      dt,
      this.#fraction.ptr,
      this.#temperature.ptr,
      this.#peak.ptr,
      heatOf(params),
      params.threshold,
      params.melting,
      params.edge === "instant" ? 0 : params.fall * 1e-9,
    );
  }

  /** Currents (A) at voltages, or conductances (S) at one. */
  #conduct(volts: number, at: number, out: Block<"f64">): void {
    const { threshold, heater } = this.#params;
    const on = 1 / (heater * 1e3);
    const [low, ratio] = this.#window();
    if (volts === 0 && Math.abs(at) >= threshold) out.view.fill(on);
    else this.kernel.pcmConductance(this.n, this.#fraction.ptr, low, ratio, volts, threshold, on, out.ptr);
  }

  #window(): readonly [low: number, ratio: number] {
    const { gMin, gMax } = this.#params;
    return [gMin * 1e-6, this.kernel.log(gMax / gMin)];
  }
}

export const pcmPulse: DeviceModel<typeof schema, PcmPulseParams> = {
  id: "pcmPulse",
  label: "Phase change: pulses",
  doc: "A glass that melts and crystallises under its own heat: short strong pulses make it amorphous, long mild ones crystalline.",
  schema,
  equations: [
    { tex: "T = 300\\,\\mathrm{K} + R_{th} R_h I^2", plain: "T = 300 K + R_th R_h I^2" },
    {
      tex: "T < T_m:\\; \\dot f = (1 - f)\\,\\frac{1}{20\\,\\mathrm{ns}}\\,e^{-((T - 720\\,\\mathrm{K})/90\\,\\mathrm{K})^2}",
      plain: "T < T_m: df/dt = (1 - f) / 20 ns * exp(-((T - 720 K) / 90 K)^2)",
    },
    {
      tex: "T \\ge T_m:\\; f \\le 1 - (T - T_m)/500\\,\\mathrm{K}",
      plain: "T >= T_m: f <= 1 - (T - T_m) / 500 K",
    },
    { tex: "G = G_{min}^{1-f}\\, G_{max}^{f}", plain: "G = G_min^(1 - f) G_max^f" },
  ],
  integrator: "exact at constant temperature and along a linear fall of the temperature",
  sources: [
    { citation: "Burr et al. 2016, IEEE JETCAS 6:146 (physics)", doi: "10.1109/JETCAS.2016.2547718" },
    {
      citation: "Sebastian, Le Gallo & Krebs 2014, Nature Communications 5:4314 (crystal growth)",
      doi: "10.1038/ncomms5314",
    },
  ],
  validity: [
    {
      note: "A teaching model: the shapes are those of textbooks, the numbers belong to no measured cell.",
      badge: "surrogate",
    },
    { note: "Nothing crystallises below 400 K, where the bell of the growth rate is not meant to hold." },
    { note: "The cell switches on at one voltage and at once; it has one temperature and no drift of its own." },
  ],
  inside: "dome",
  shown: ({ melting }) => [
    { name: "fraction", label: "Crystalline fraction", symbol: "f", unit: "1", range: [0, 1] },
    { name: "temperature", label: "Temperature", symbol: "T", unit: "K", range: [300, melting + 600] },
  ],
  window: ({ gMin, gMax }) => [gMin * 1e-6, gMax * 1e-6],
  driven: "current",
  resistance: ({ heater }) => heater * 1e3,
  // Two thirds of the melting current crystallise a cell within a dozen pulses; 1.4 times melts all of it.
  pulses(params) {
    const melt = pcmMeltingCurrent(params);
    return { set: 0.67 * melt, reset: 1.4 * melt, width: 1e-7 };
  },
  sweep: (params) => ({ amplitude: 1.3 * pcmMeltingCurrent(params), period: 2e-6, read: 0.1 }),
  allocate: (arena, shape) => new PcmPulseBank(arena, shape),
};
