import type { Block } from "../memory/arena";
import { Bank, type DeviceStreams } from "./_bank";
import type { DeviceModel } from "./_device";
import { type RramConstants, type RramParams, rramConstants, rramSchema } from "./rramParams";

/**
 * Filamentary RRAM: the gap between the tip of a filament and the electrode decides the current and moves with field and
 * heat.
 *
 * The temperature follows the power at once (its time constant is 0.23 ns). A step marches along the gap in segments of at
 * most two fifths of the tunnel length and adds up the time each takes, with the logarithm of the speed as a parabola: that
 * follows thermal runaway over many orders of magnitude in few evaluations. Switching times under a constant
 * voltage are good to 0.01 %. A positive current never exceeds the compliance; the voltage across the device is then the one
 * at which that current flows.
 */

/**
 * The enhancement of the field does not fall below this. Gaps of a formed device stay far above; without it a pristine one
 * would turn its back on the field and could not be formed.
 */
const LEAST_GAMMA = 5;
const BOLTZMANN = 8.617333262e-5;
/** Voltage (V) at which conductances are programmed and told. */
const READ = 0.1;
/** Jitter of a hot tip by the Stanford model, release 1.0: it sets in around 450 K over a width of 500 K. */
const heatOfJitter = (kelvin: number, exp: (x: number) => number): number => 1 / (1 + exp((450 - kelvin) / 500));

class RramBank extends Bank<RramParams> {
  readonly variables;
  readonly #cycles: DeviceStreams;
  readonly #jitters: DeviceStreams;
  readonly #made: DeviceStreams;
  /** Standard normal numbers of each device, and what they make of g_0, V_0, vel_0, E, 1 / V_0 and 1 / g_0. */
  readonly #normals;
  readonly #own;
  readonly #coefficients;
  readonly #room;

  constructor(...args: ConstructorParameters<typeof Bank>) {
    super(...args);
    const { arena, n } = this;
    this.variables = this.variablesOf("gap", "temperature", "limit", "formed");
    this.#made = this.streams("rram made");
    this.#cycles = this.streams("rram cycle");
    this.#jitters = this.streams("rram jitter");
    this.#normals = arena.alloc("fixed", "f64", 4 * n);
    const f64s = () => arena.alloc("scratch", "f64", n);
    // In the order in which the kernel finds them.
    this.#own = {
      g0: f64s(),
      v0: f64s(),
      vel0: f64s(),
      barrier: f64s(),
      inverseV0: f64s(),
      inverseG0: f64s(),
    };
    this.#coefficients = arena.alloc("scratch", "f64", 16);
    this.#room = arena.alloc("scratch", "f64", 2400);
  }

  init(params: RramParams, seed: number): void {
    for (const streams of [this.#made, this.#cycles, this.#jitters]) streams.seed(seed);
    this.#made.normals(this.#normals, 4);
    this.update(params);
    const { gMin, gMax } = rramConstants(params);
    const { gap, temperature, limit, formed } = this.variables;
    const first = Math.max(gMin, params.initial * 1e-9);
    gap.view.fill(first);
    temperature.view.fill(params.ambient);
    limit.view.fill(gMax);
    formed.view.fill(first < 0.5 * gMax ? 1 : 0);
  }

  update(params: RramParams): void {
    const { kernel, n } = this;
    const c = rramConstants(params);
    const on = params.variability ? 1 : 0;
    const { gapSpread, voltSpread, speedSpread, barrierSpread, cycleSpread, jitter, ambient } = params;
    const { g0, v0, vel0, barrier, inverseV0, inverseG0 } = this.#own;
    const spreads = [gapSpread, voltSpread, speedSpread].map((percent) => on * percent * 0.01);
    const scaled = (k: number, block: Block<"f64">, value: number): void => {
      kernel.logNormalFactors(n, spreads[k] as number, this.#normals.ptr + 8 * n * k, block.ptr);
      for (let i = 0; i < n; i++) block.view[i] = value * (block.view[i] as number);
    };
    scaled(0, g0, c.g0);
    scaled(1, v0, c.v0);
    scaled(2, vel0, c.vel0);
    for (let i = 0; i < n; i++) {
      barrier.view[i] = c.eReset + on * barrierSpread * 1e-3 * (this.#normals.view[3 * n + i] as number);
      inverseV0.view[i] = 1 / (v0.view[i] as number);
      inverseG0.view[i] = 1 / (g0.view[i] as number);
    }
    this.#coefficients.view.set([
      ...[c.i0, c.gamma0, c.loss, c.a0 / c.length, c.eSet - c.eReset, c.gMin, c.gMax, c.heating],
      ...[c.ambient, c.compliance, 1 / c.length, c.fieldMin],
      // A spread after a microsecond, hence the factor of a thousand per root second.
      ...[on * cycleSpread * 1e-9, on * jitter * 1e-9 * 1e3, LEAST_GAMMA, heatOfJitter(ambient, kernel.exp)],
    ]);
  }

  #advance(volts: number, dt: number, amps: number): void {
    const { kernel, n } = this;
    const [state, own] = [this.variables.gap.ptr, this.#own.g0.ptr];
    const [cycles, jitters] = [this.#cycles.ptr, this.#jitters.ptr];
    kernel.rramStep(n, state, own, volts, dt, amps, cycles, jitters, this.#coefficients.ptr, this.#room.ptr);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    this.#advance(volts.ptr, dt, amps.ptr);
  }

  read(volts: number, out: Block<"f64">): void {
    const own = this.#own.g0.ptr;
    this.kernel.rramRead(this.n, this.variables.gap.ptr, own, volts, out.ptr, this.#coefficients.ptr);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const [state, own] = [this.variables.gap.ptr, this.#own.g0.ptr];
    this.kernel.rramPlace(from, to, this.n, state, own, target.ptr, READ, this.#coefficients.ptr);
  }

  rest(seconds: number): void {
    this.#advance(0, seconds, 0);
  }
}

/** What an average device does with a gap (m) under a voltage (V): current (A), temperature (K), speed of the gap (m/s). */
export function gapFlow(c: RramConstants, gap: number, volts: number): { amps: number; kelvin: number; speed: number } {
  const amplitude = c.i0 * Math.exp(-gap / c.g0);
  const free = amplitude * Math.sinh(volts / c.v0);
  const limited = c.compliance > 0 && free > c.compliance;
  const amps = limited ? c.compliance : free;
  const across = limited ? c.v0 * Math.asinh(c.compliance / amplitude) : volts;
  const kelvin = c.ambient + across * amps * c.heating;
  const enhancement = Math.max(LEAST_GAMMA, c.gamma0 - c.loss * gap ** 3);
  const gamma = (enhancement * Math.abs(across)) / c.length < c.fieldMin ? 0 : enhancement;
  const [kT, pull] = [BOLTZMANN * kelvin, (gamma * c.a0 * across) / c.length];
  return { amps, kelvin, speed: c.vel0 * (Math.exp((-c.eReset - pull) / kT) - Math.exp((pull - c.eSet) / kT)) };
}

/**
 * Time (s) that an average device takes from one gap (m) to another at a constant voltage: the quadrature of dg / |dg/dt|
 * by Simpson's rule. Infinity where it does not go there.
 */
export function gapTime(c: RramConstants, volts: number, from: number, to: number): number {
  const count = 400;
  let sum = 0;
  for (let k = 0; k <= count; k++) {
    const { speed } = gapFlow(c, from + ((to - from) * k) / count, volts);
    if (speed * (to - from) <= 0) return Number.POSITIVE_INFINITY;
    sum += (k === 0 || k === count ? 1 : k % 2 === 1 ? 4 : 2) / Math.abs(speed);
  }
  return (Math.abs(to - from) / count / 3) * sum;
}

/** Conductance (S) of an average device at the voltage of reading. */
const conductance = ({ i0, g0, v0 }: RramConstants, gap: number): number =>
  (i0 * Math.exp(-gap / g0) * Math.sinh(READ / v0)) / READ;

export const rram: DeviceModel<typeof rramSchema, RramParams> = {
  id: "rram",
  label: "Filamentary RRAM",
  doc: "A filament of vacancies that grows towards an electrode and dissolves again: the gap in front of its tip decides the current.",
  schema: rramSchema,
  equations: [
    { tex: "I = I_0\\, e^{-g / g_0} \\sinh(V / V_0)", plain: "I = I_0 exp(-g/g_0) sinh(V/V_0)" },
    {
      tex: "\\dot g = -u_0 \\left[ e^{(-E_{ag} + \\gamma a_0 q V / L)/kT} - e^{(-E_{ar} - \\gamma a_0 q V / L)/kT} \\right]",
      plain: "dg/dt = -u_0 [exp((-E_ag + gamma a_0 q V/L)/kT) - exp((-E_ar - gamma a_0 q V/L)/kT)]",
    },
    { tex: "\\gamma = \\gamma_0 - \\beta (g / 1\\,\\mathrm{nm})^3", plain: "gamma = gamma_0 - beta (g / 1 nm)^3" },
    { tex: "T = T_0 + R_{th} |V I|", plain: "T = T_0 + R_th |V I|" },
  ],
  integrator:
    "time added up along the gap in segments of at most two fifths of the tunnel length, temperature quasi-steady",
  sources: [
    { citation: "Guan, Yu & Wong 2012, IEEE Electron Device Letters", doi: "10.1109/LED.2012.2210856" },
    { citation: "Chen & Yu 2015, IEEE Transactions on Electron Devices 62:4022" },
    { citation: "Jiang et al. 2016, IEEE Transactions on Electron Devices", doi: "10.1109/TED.2016.2545412" },
  ],
  validity: [
    { note: "One filament with one gap; its width, its branches and the loss of current beside it are left out." },
    { note: "The temperature follows the power at once, which holds above a nanosecond." },
    {
      note: "Forming uses the same equations with a floor under the enhancement of the field, which the papers do not have.",
      badge: "surrogate",
    },
    { note: "Without a limit of the current, resetting from a full filament runs away thermally." },
    { note: "Jitter follows the release 1.0 of the Stanford model, but vanishes at ambient temperature." },
  ],
  inside: "filament",
  shown(params) {
    const { gMin, gMax, ambient } = rramConstants(params);
    return [
      { name: "gap", label: "Gap", symbol: "g", unit: "m", range: [gMin, Math.max(gMax, params.initial * 1e-9)] },
      { name: "temperature", label: "Temperature", symbol: "T", unit: "K", range: [ambient, ambient + 600] },
    ];
  },
  window(params) {
    const c = rramConstants(params);
    return [conductance(c, c.gMax), conductance(c, c.gMin)];
  },
  driven: "voltage",
  pulses(params) {
    return params.set === "stanford" ? { set: 1.6, reset: -1.4, width: 1e-7 } : { set: 2, reset: -1.4, width: 1e-6 };
  },
  sweep(params) {
    return params.set === "stanford"
      ? { amplitude: 1.8, period: 1e-5, read: READ }
      : { amplitude: 1.9, period: 1e-3, read: READ };
  },
  rate(params, volts) {
    const c = rramConstants(params);
    return gapFlow(c, 0.5 * (c.gMin + c.gMax), volts).speed;
  },
  switching(params, volts) {
    // On: until the gap is a sixteenth of its range or the current is limited. Off: until it is more than half.
    if (volts === 0) return Number.POSITIVE_INFINITY;
    const c = rramConstants(params);
    const at = (part: number): number => c.gMin + part * (c.gMax - c.gMin);
    if (volts < 0) return gapTime(c, volts, c.gMin, at(9 / 16));
    const limited = c.compliance > 0 ? -c.g0 * Math.log(c.compliance / (c.i0 * Math.sinh(volts / c.v0))) : c.gMin;
    return gapTime(c, volts, c.gMax, Math.max(at(1 / 16), Math.min(limited, at(15 / 16))));
  },
  retention(params, programmed, seconds) {
    // Without a voltage the speed of the gap does not depend on the gap.
    const c = rramConstants(params);
    const [low] = this.window(params);
    return Math.max(low / programmed, Math.exp((-gapFlow(c, c.gMin, 0).speed * seconds) / c.g0));
  },
  allocate: (arena, shape) => new RramBank(arena, shape),
};
