import { z } from "zod";
import type { Block } from "../memory/arena";
import { choice, integer, real } from "../params/schema";
import { Bank } from "./_bank";
import type { DeviceModel } from "./_device";

/**
 * VTEAM: a state that stands still between two voltages and moves at a power of what exceeds them.
 *
 * The device is mounted so that positive voltages switch it on; the voltage of the paper is u = -v. Its speed does not
 * depend on the state, so that a step under a constant voltage is exact; with a window it is integrated by Runge-Kutta of
 * order four in substeps that follow its stiffness, good to 1e-7.
 */

const base = { live: true, group: "device" } as const;

const schema = z.strictObject({
  on: real({
    ...base,
    label: "On resistance",
    symbol: "R_{on}",
    unit: "Ω",
    min: 10,
    max: 900,
    default: 50,
    scale: "log",
    doc: "Resistance with the state at its lower end.",
  }),
  off: real({
    ...base,
    label: "Off resistance",
    symbol: "R_{off}",
    unit: "kΩ",
    min: 1,
    max: 1000,
    default: 1,
    scale: "log",
    doc: "Resistance with the state at its upper end.",
  }),
  span: real({
    ...base,
    label: "Range of the state",
    symbol: "w_{off}",
    unit: "nm",
    min: 1,
    max: 20,
    default: 3,
    doc: "How far the state can move; on is at zero, off at the end.",
  }),
  kOn: real({
    ...base,
    label: "Speed on",
    symbol: "|k_{on}|",
    unit: "m/s",
    min: 1e-6,
    max: 100,
    default: 10,
    scale: "log",
    doc: "Speed towards on at twice the threshold.",
  }),
  aOn: real({
    ...base,
    label: "Exponent on",
    symbol: "\\alpha_{on}",
    unit: "1",
    min: 1,
    max: 10,
    default: 3,
    doc: "How steeply the speed grows beyond the threshold.",
  }),
  vOn: real({
    ...base,
    label: "Threshold on",
    symbol: "|v_{on}|",
    unit: "V",
    min: 0.01,
    max: 3,
    default: 0.2,
    doc: "Positive voltage below which nothing moves.",
  }),
  kOff: real({
    ...base,
    label: "Speed off",
    symbol: "k_{off}",
    unit: "m/s",
    min: 1e-6,
    max: 100,
    default: 5e-4,
    scale: "log",
    doc: "Speed towards off at twice the threshold.",
  }),
  aOff: real({
    ...base,
    label: "Exponent off",
    symbol: "\\alpha_{off}",
    unit: "1",
    min: 1,
    max: 10,
    default: 1,
    doc: "How steeply the speed grows beyond the threshold.",
  }),
  vOff: real({
    ...base,
    label: "Threshold off",
    symbol: "v_{off}",
    unit: "V",
    min: 0.01,
    max: 3,
    default: 0.02,
    doc: "Size of the negative voltage above which nothing moves.",
  }),
  resistance: choice({
    ...base,
    label: "Resistance",
    symbol: "R(w)",
    unit: "1",
    default: "linear",
    doc: "How the resistance depends on the state.",
    choices: [
      { value: "linear", label: "Linear", doc: "Two parts in series, as in linear ion drift." },
      { value: "exponential", label: "Exponential", doc: "A tunnel barrier: each step multiplies the resistance." },
    ],
  }),
  window: choice({
    ...base,
    label: "Window",
    symbol: "f",
    unit: "1",
    default: "none",
    doc: "How the state slows down at its ends.",
    choices: [
      { value: "none", label: "None", doc: "It stops at the end at once." },
      {
        value: "joglekar",
        label: "Joglekar",
        doc: "Slows at both ends; a state that reaches one stays there for ever.",
      },
      { value: "biolek", label: "Biolek", doc: "Slows only towards the end ahead, so that it can leave." },
    ],
  }),
  exponent: integer({
    ...base,
    label: "Exponent of the window",
    symbol: "p",
    unit: "1",
    min: 1,
    max: 10,
    default: 1,
    doc: "A large one keeps the window open nearly up to the ends.",
    when: { path: "window", in: ["joglekar", "biolek"] },
  }),
  initial: real({
    ...base,
    live: false,
    label: "State at first",
    symbol: "w_0 / w_{off}",
    unit: "%",
    min: 0,
    max: 100,
    default: 50,
    doc: "Where the state stands as made, in parts of its range.",
  }),
});

export type VteamParams = z.output<typeof schema>;

const KINDS = { none: 0, joglekar: 1, biolek: 2 } as const;
const NANO = 1e-9;

class VteamBank extends Bank<VteamParams> {
  readonly variables;
  readonly #coefficients;

  constructor(...args: ConstructorParameters<typeof Bank>) {
    super(...args);
    this.variables = { w: this.arena.alloc("state", "f64", this.n) };
    this.#coefficients = this.arena.alloc("scratch", "f64", 14);
  }

  init(params: VteamParams): void {
    this.update(params);
    this.variables.w.view.fill(params.initial * 0.01 * params.span * NANO);
  }

  update(params: VteamParams): void {
    const { on, kOn, aOn, vOn, kOff, aOff, vOff, window, exponent } = params;
    const [off, span] = [params.off * 1e3, params.span * NANO];
    const shape = params.resistance === "linear" ? 0 : 1;
    const steepness = this.kernel.log(off / on);
    this.#coefficients.view.set([
      ...[on, off, 0, span],
      ...[-kOn, aOn, -vOn, kOff, aOff, vOff],
      ...[KINDS[window], exponent, shape, steepness],
    ]);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    this.kernel.vteamStep(this.n, this.variables.w.ptr, volts.ptr, dt, amps.ptr, this.#coefficients.ptr);
  }

  read(_volts: number, out: Block<"f64">): void {
    this.kernel.vteamRead(this.n, this.variables.w.ptr, out.ptr, this.#coefficients.ptr);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    this.kernel.vteamPlace(from, to, this.variables.w.ptr, target.ptr, this.#coefficients.ptr);
  }

  rest(): void {}
}

/** dw/dt (m/s) at the voltage across the device, window left out. */
function speed({ kOn, aOn, vOn, kOff, aOff, vOff }: VteamParams, volts: number): number {
  if (volts > vOn) return -kOn * (volts / vOn - 1) ** aOn;
  if (-volts > vOff) return kOff * (-volts / vOff - 1) ** aOff;
  return 0;
}

export const vteam: DeviceModel<typeof schema, VteamParams> = {
  id: "vteam",
  label: "Threshold switch (VTEAM)",
  doc: "A state that does not move at all between two threshold voltages, so that reading leaves no trace.",
  schema,
  equations: [
    {
      tex: "\\dot w = k_{off}\\left(\\frac{u}{v_{off}} - 1\\right)^{\\alpha_{off}} f(w) \\text{ for } u = -v > v_{off}",
      plain: "dw/dt = k_off (u/v_off - 1)^a_off f(w) for u = -v > v_off",
    },
    {
      tex: "\\dot w = -|k_{on}|\\left(\\frac{v}{|v_{on}|} - 1\\right)^{\\alpha_{on}} f(w) \\text{ for } v > |v_{on}|",
      plain: "dw/dt = -|k_on| (v/|v_on| - 1)^a_on f(w) for v > |v_on|; else 0",
    },
    {
      tex: "R = R_{on} + (R_{off} - R_{on})\\frac{w}{w_{off}} \\text{ or } R_{on}\\left(\\frac{R_{off}}{R_{on}}\\right)^{w / w_{off}}",
      plain: "R = R_on + (R_off - R_on) w/w_off, or R_on (R_off/R_on)^(w/w_off)",
    },
  ],
  integrator: "exact under a constant voltage without window, Runge-Kutta of order 4 in substeps with one",
  sources: [
    {
      citation: "Kvatinsky, Ramadan, Friedman & Kolodny 2015, IEEE Transactions on Circuits and Systems II",
      doi: "10.1109/TCSII.2015.2433536",
    },
  ],
  validity: [
    { note: "A behavioural model: thresholds and powers are fitted to a device, not derived from it." },
    {
      note: "With the parameters as published it switches on five decades faster than off: poor as a balanced synapse.",
    },
    { note: "The thresholds are sharp; a real device creeps below them." },
  ],
  inside: "boundary",
  shown: ({ span }) => [{ name: "w", label: "State", symbol: "w", unit: "m", range: [0, span * NANO] }],
  window: ({ on, off }) => [1e-3 / off, 1 / on],
  driven: "voltage",
  pulses(params) {
    // Amplitudes at which both ways take fifty pulses, where the thresholds allow, and the width belongs to the slower one.
    const slow = Math.min(params.kOn, params.kOff);
    const level = (k: number, a: number, v: number): number => v * (1 + (slow / k) ** (1 / a));
    const { kOn, aOn, vOn, kOff, aOff, vOff } = params;
    const width = (params.span * NANO) / (50 * slow);
    return { set: level(kOn, aOn, vOn), reset: -level(kOff, aOff, vOff), width };
  },
  sweep(params) {
    const amplitude = 1.5 * Math.max(params.vOn, params.vOff);
    const slowest = Math.min(Math.abs(speed(params, amplitude)), Math.abs(speed(params, -amplitude)));
    const read = Math.min(0.5 * params.vOn, 0.1);
    return { amplitude, period: Math.min(10, Math.max(1e-12, (4 * params.span * NANO) / slowest)), read };
  },
  rate: speed,
  switching(params, volts) {
    const size = Math.abs(speed(params, volts));
    return size === 0 ? Number.POSITIVE_INFINITY : (params.span * NANO) / size;
  },
  allocate: (arena, shape) => new VteamBank(arena, shape),
};

/** Both ways alike, for a synapse that learns up and down with the same pulses; no published device. */
export const VTEAM_BALANCED = {
  kOn: 1e-3,
  kOff: 1e-3,
  aOn: 3,
  aOff: 3,
  vOn: 0.6,
  vOff: 0.6,
} as const satisfies Partial<VteamParams>;
