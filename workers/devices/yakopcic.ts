import { z } from "zod";
import type { Block } from "../memory/arena";
import { real } from "../params/schema";
import { Bank } from "./_bank";
import type { DeviceModel } from "./_device";

/**
 * The model of Yakopcic and others: tunnel current by sinh, thresholds, and a state that gets heavier near its ends.
 *
 * Under a constant voltage the state is integrated by Runge-Kutta of order four in substeps of at most a twentieth of an
 * e-fold, exactly where nothing holds it back; good to 1e-7.
 */

const base = { live: true, group: "device" } as const;

const unit = { ...base, unit: "1" } as const;

const schema = z.strictObject({
  a1: real({
    ...unit,
    label: "Current scale, positive",
    symbol: "a_1",
    min: 1e-3,
    max: 1,
    default: 0.17,
    scale: "log",
    doc: "Current (A) of a full state per unit of sinh, for positive voltages.",
  }),
  a2: real({
    ...unit,
    label: "Current scale, negative",
    symbol: "a_2",
    min: 1e-3,
    max: 1,
    default: 0.17,
    scale: "log",
    doc: "The same for negative voltages; another value makes the device rectify.",
  }),
  b: real({
    ...unit,
    label: "Curvature",
    symbol: "b",
    min: 0.01,
    max: 5,
    default: 0.05,
    scale: "log",
    doc: "Per volt; how far the current is from Ohm's law.",
  }),
  vp: real({
    ...base,
    unit: "V",
    label: "Threshold up",
    symbol: "V_p",
    min: 0.05,
    max: 2,
    default: 0.16,
    doc: "Positive voltage from which the state grows.",
  }),
  vn: real({
    ...base,
    unit: "V",
    label: "Threshold down",
    symbol: "V_n",
    min: 0.05,
    max: 2,
    default: 0.15,
    doc: "Size of the negative voltage from which the state shrinks.",
  }),
  ap: real({
    ...base,
    unit: "1/s",
    label: "Speed up",
    symbol: "A_p",
    min: 1e-3,
    max: 1e7,
    default: 4000,
    scale: "log",
    doc: "How fast the state grows beyond its threshold.",
  }),
  an: real({
    ...base,
    unit: "1/s",
    label: "Speed down",
    symbol: "A_n",
    min: 1e-3,
    max: 1e7,
    default: 4000,
    scale: "log",
    doc: "How fast the state shrinks beyond its threshold.",
  }),
  xp: real({
    ...unit,
    label: "Knee up",
    symbol: "x_p",
    min: 0.05,
    max: 0.95,
    default: 0.3,
    doc: "State from which growing gets harder.",
  }),
  xn: real({
    ...unit,
    label: "Knee down",
    symbol: "x_n",
    min: 0.05,
    max: 0.95,
    default: 0.5,
    doc: "Shrinking gets harder below one minus this.",
  }),
  alphaP: real({
    ...unit,
    label: "Damping up",
    symbol: "\\alpha_p",
    min: 0,
    max: 20,
    default: 1,
    doc: "How much harder growing gets beyond its knee.",
  }),
  alphaN: real({
    ...unit,
    label: "Damping down",
    symbol: "\\alpha_n",
    min: 0,
    max: 20,
    default: 5,
    doc: "How much harder shrinking gets beyond its knee.",
  }),
  initial: real({
    ...unit,
    live: false,
    label: "State at first",
    symbol: "x_0",
    min: 0,
    max: 1,
    default: 0.11,
    doc: "Where the state stands as made.",
  }),
});

export type YakopcicParams = z.output<typeof schema>;

/** Voltage (V) at which conductances are programmed and told. */
const READ = 0.1;

class YakopcicBank extends Bank<YakopcicParams> {
  readonly variables;
  readonly #coefficients;

  constructor(...args: ConstructorParameters<typeof Bank>) {
    super(...args);
    this.variables = { x: this.arena.alloc("state", "f64", this.n) };
    this.#coefficients = this.arena.alloc("scratch", "f64", 13);
  }

  init(params: YakopcicParams): void {
    this.update(params);
    this.variables.x.view.fill(params.initial);
  }

  update({ a1, a2, b, vp, vn, ap, an, xp, xn, alphaP, alphaN }: YakopcicParams): void {
    const { exp } = this.kernel;
    this.#coefficients.view.set([a1, a2, b, vp, vn, ap, an, xp, xn, alphaP, alphaN, exp(vp), exp(vn)]);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    this.kernel.yakopcicStep(this.n, this.variables.x.ptr, volts.ptr, dt, amps.ptr, this.#coefficients.ptr);
  }

  read(volts: number, out: Block<"f64">): void {
    this.kernel.yakopcicRead(this.n, this.variables.x.ptr, volts, out.ptr, this.#coefficients.ptr);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    this.kernel.yakopcicPlace(from, to, this.variables.x.ptr, target.ptr, READ, this.#coefficients.ptr);
  }

  rest(): void {}
}

/** Pull of a voltage on the state, 1/s, before anything holds it back. */
function pull({ vp, vn, ap, an }: YakopcicParams, volts: number): number {
  if (volts > vp) return ap * (Math.exp(volts) - Math.exp(vp));
  if (volts < -vn) return -an * (Math.exp(-volts) - Math.exp(vn));
  return 0;
}

/** How freely a state moves up or down: 1 up to the knee, 0 at the end. */
function freedom({ xp, xn, alphaP, alphaN }: YakopcicParams, x: number, up: boolean): number {
  if (up) return x < xp ? 1 : Math.exp(-alphaP * (x - xp)) * ((xp - x) / (1 - xp) + 1);
  return x > 1 - xn ? 1 : (Math.exp(alphaN * (x + xn - 1)) * x) / (1 - xn);
}

export const yakopcic: DeviceModel<typeof schema, YakopcicParams> = {
  id: "yakopcic",
  label: "Yakopcic",
  doc: "A general fit to measured devices: current by sinh, thresholds, and a state that gets heavier near its ends.",
  schema,
  equations: [
    {
      tex: "i = a_1 x \\sinh(b v) \\;(v \\ge 0),\\quad a_2 x \\sinh(b v) \\;(v < 0)",
      plain: "i = a_1 x sinh(b v) for v >= 0, a_2 x sinh(b v) for v < 0",
    },
    {
      tex: "\\dot x = g(v) f(x),\\; g = A_p(e^v - e^{V_p}) \\text{ for } v > V_p,\\; -A_n(e^{-v} - e^{V_n}) \\text{ for } v < -V_n",
      plain: "dx/dt = g(v) f(x), g = A_p (e^v - e^V_p) for v > V_p, -A_n (e^-v - e^V_n) for v < -V_n, else 0",
    },
    {
      tex: "f_+ = e^{-\\alpha_p(x - x_p)}\\left(\\frac{x_p - x}{1 - x_p} + 1\\right),\\; f_- = e^{\\alpha_n(x + x_n - 1)}\\frac{x}{1 - x_n}",
      plain:
        "f = exp(-alpha_p (x - x_p)) ((x_p - x)/(1 - x_p) + 1) up from x_p on; exp(alpha_n (x + x_n - 1)) x/(1 - x_n) down from 1 - x_n on; else 1",
    },
  ],
  integrator: "Runge-Kutta of order 4 in substeps that follow the damping, exact where there is none",
  sources: [
    {
      citation: "Yakopcic, Taha, Subramanyam, Pino & Rogers 2011, IEEE Electron Device Letters",
      doi: "10.1109/LED.2011.2163292",
    },
    {
      citation: "Yakopcic, Taha, Subramanyam & Pino 2013, IEEE Transactions on Computer-Aided Design 32:1201",
    },
    { citation: "Oblea, Timilsina, Moore & Campbell 2010, IJCNN (the chalcogenide device of the defaults)" },
  ],
  validity: [
    { note: "A fit with no physics behind its parameters: each device needs a set of its own." },
    { note: "Nothing drifts and nothing varies; what it leaves out is added as non-idealities." },
  ],
  inside: "bar",
  shown: () => [{ name: "x", label: "State", symbol: "x", unit: "1", range: [0, 1] }],
  // The floor stands for a hundredth of the state: at zero no current flows at all.
  window({ a1, b }) {
    const full = (a1 * Math.sinh(b * READ)) / READ;
    return [0.01 * full, full];
  },
  driven: "voltage",
  pulses(params) {
    const [set, reset] = [1.5 * params.vp, -1.5 * params.vn];
    return { set, reset, width: 0.02 / Math.min(pull(params, set), -pull(params, reset)) };
  },
  sweep(params) {
    const amplitude = 2.8125 * params.vp;
    return { amplitude, period: Math.min(100, Math.max(1e-9, 19.36 / pull(params, amplitude))), read: READ };
  },
  rate: pull,
  switching(params, volts) {
    // From a tenth to nine tenths of the state, by Simpson's rule; each way has its own damping.
    const speed = pull(params, volts);
    if (speed === 0) return Number.POSITIVE_INFINITY;
    const count = 64;
    let sum = 0;
    for (let k = 0; k <= count; k++) {
      const weight = k === 0 || k === count ? 1 : k % 2 === 1 ? 4 : 2;
      sum += weight / freedom(params, 0.1 + (0.8 * k) / count, volts > 0);
    }
    return ((0.8 / count) * sum) / 3 / Math.abs(speed);
  },
  allocate: (arena, shape) => new YakopcicBank(arena, shape),
};
