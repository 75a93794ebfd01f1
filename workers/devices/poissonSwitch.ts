import { z } from "zod";
import type { Block } from "../memory/arena";
import { flag, integer, real } from "../params/schema";
import { Bank, type DeviceStreams } from "./_bank";
import type { DeviceModel } from "./_device";

/**
 * Binary cells that switch at random, at a rate that grows exponentially with the voltage; several in parallel make one
 * device with several levels.
 *
 * Every device holds two exponential clocks, for its next switch on and off, that run at the rates of the moment: a step
 * is exact, and results do not depend on how time is cut even while the voltage changes.
 */

const base = { live: true, group: "device" } as const;

const schema = z.strictObject({
  cells: integer({
    ...base,
    live: false,
    label: "Cells in parallel",
    symbol: "m",
    unit: "1",
    min: 1,
    max: 16,
    default: 1,
    doc: "One is a binary device; with more the device has a level for each cell that is on.",
  }),
  tauSet: real({
    ...base,
    label: "Waiting time on, without voltage",
    symbol: "\\tau_{0+}",
    unit: "s",
    min: 1e-3,
    max: 1e10,
    default: 2.85e5,
    scale: "log",
    badge: "unverified",
    doc: "Mean time to switch on, extrapolated to zero volts.",
  }),
  vSet: real({
    ...base,
    label: "Voltage scale on",
    symbol: "V_{0+}",
    unit: "V",
    min: 0.02,
    max: 1,
    default: 0.156,
    badge: "unverified",
    doc: "Each such step of the voltage makes the waiting time e times shorter.",
  }),
  tauReset: real({
    ...base,
    label: "Waiting time off, without voltage",
    symbol: "\\tau_{0-}",
    unit: "s",
    min: 1e-3,
    max: 1e10,
    default: 2.85e5,
    scale: "log",
    badge: "unverified",
    doc: "Mean time to switch off, extrapolated to zero volts.",
  }),
  vReset: real({
    ...base,
    label: "Voltage scale off",
    symbol: "V_{0-}",
    unit: "V",
    min: 0.02,
    max: 1,
    default: 0.156,
    badge: "unverified",
    doc: "Each such step of the voltage makes the waiting time e times shorter.",
  }),
  gOn: real({
    ...base,
    label: "Conductance on",
    symbol: "G_{on}",
    unit: "µS",
    min: 20,
    max: 1000,
    default: 77.48,
    scale: "log",
    doc: "Of each cell that is on; as made it is the quantum of conductance, a contact of one atom.",
  }),
  gOff: real({
    ...base,
    label: "Conductance off",
    symbol: "G_{off}",
    unit: "µS",
    min: 1e-3,
    max: 10,
    default: 0.1,
    scale: "log",
    doc: "Of each cell that is off.",
  }),
  volatile: flag({
    ...base,
    label: "Volatile",
    symbol: "\\circ",
    unit: "1",
    default: false,
    doc: "Thin filaments of silver or copper dissolve by themselves: a memory for the short term.",
  }),
  lifetime: real({
    ...base,
    label: "Life of a filament",
    symbol: "\\tau_{ret}",
    unit: "ms",
    min: 1e-3,
    max: 1e9,
    default: 100,
    scale: "log",
    doc: "Mean time after which a cell that is on switches off by itself.",
    when: { path: "volatile", in: [true] },
  }),
});

export type PoissonSwitchParams = z.output<typeof schema>;

const MICRO = 1e-6;
const MILLI = 1e-3;

class PoissonSwitchBank extends Bank<PoissonSwitchParams> {
  readonly variables;
  readonly #streams: DeviceStreams;
  readonly #coefficients;

  constructor(...args: ConstructorParameters<typeof Bank>) {
    super(...args);
    this.variables = this.variablesOf("on", "clockOn", "clockOff", "switches");
    this.#streams = this.streams("poissonSwitch");
    this.#coefficients = this.arena.alloc("scratch", "f64", 8);
  }

  init(params: PoissonSwitchParams, seed: number): void {
    this.update(params);
    this.#streams.seed(seed);
    this.kernel.poissonSwitchStart(this.n, this.variables.on.ptr, this.#streams.ptr);
  }

  update({ cells, tauSet, vSet, tauReset, vReset, gOn, gOff, volatile, lifetime }: PoissonSwitchParams): void {
    const decay = volatile ? 1 / (lifetime * MILLI) : 0;
    this.#coefficients.view.set([
      ...[cells, gOn * MICRO, gOff * MICRO],
      ...[1 / tauSet, 1 / vSet, 1 / tauReset, 1 / vReset, decay],
    ]);
  }

  #advance(volts: number, dt: number, amps: number): void {
    const { n, kernel } = this;
    kernel.poissonSwitchStep(n, this.variables.on.ptr, volts, dt, amps, this.#streams.ptr, this.#coefficients.ptr);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    this.#advance(volts.ptr, dt, amps.ptr);
  }

  read(_volts: number, out: Block<"f64">): void {
    this.kernel.poissonSwitchRead(this.n, this.variables.on.ptr, out.ptr, this.#coefficients.ptr);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    this.kernel.poissonSwitchPlace(from, to, this.variables.on.ptr, target.ptr, this.#coefficients.ptr);
  }

  rest(seconds: number): void {
    this.#advance(0, seconds, 0);
  }
}

/** Mean waiting time (s) of one cell at a voltage: on for a positive one, off for a negative one. */
export function waitingTime(params: PoissonSwitchParams, volts: number): number {
  const { tauSet, vSet, tauReset, vReset } = params;
  if (volts === 0) return Number.POSITIVE_INFINITY;
  return volts > 0 ? tauSet * Math.exp(-volts / vSet) : tauReset * Math.exp(volts / vReset);
}

/** Probability that one cell switches within `seconds` at a voltage. */
export const switchProbability = (params: PoissonSwitchParams, volts: number, seconds: number): number =>
  -Math.expm1(-seconds / waitingTime(params, volts));

export const poissonSwitch: DeviceModel<typeof schema, PoissonSwitchParams> = {
  id: "poissonSwitch",
  label: "Binary Poisson switch",
  doc: "Cells that are either on or off and switch by chance, the sooner the higher the voltage.",
  schema,
  equations: [
    {
      tex: "P(\\text{switch within } \\Delta t) = 1 - e^{-\\Delta t / \\tau(V)}",
      plain: "P(switch within dt) = 1 - exp(-dt / tau(V))",
    },
    { tex: "\\tau(V) = \\tau_0 e^{-|V| / V_0}", plain: "tau(V) = tau_0 exp(-|V| / V_0)" },
    { tex: "i = (k\\, G_{on} + (m - k)\\, G_{off})\\, v", plain: "i = (k G_on + (m - k) G_off) v" },
  ],
  integrator: "exact: exponential clocks that run at the rate of the moment",
  sources: [
    { citation: "Jo, Kim & Lu 2009, Nano Letters 9:496" },
    { citation: "Gaba, Sheridan, Zhou, Choi & Lu 2013, Nanoscale", doi: "10.1039/C3NR01176C" },
  ],
  validity: [
    { note: "The constants of the waiting time are recalled, not checked against the papers.", badge: "unverified" },
    { note: "A cell is on or off: the partial growth of a filament before it bridges is left out." },
    { note: "With the quantum of conductance for each cell, steps are sharper than in measured contacts." },
  ],
  inside: "filament",
  shown: ({ cells }) => [{ name: "on", label: "Cells that are on", symbol: "k", unit: "1", range: [0, cells] }],
  window: ({ cells, gOn, gOff }) => [cells * gOff * MICRO, cells * gOn * MICRO],
  driven: "voltage",
  pulses(params) {
    // At these amplitudes a cell waits ten widths.
    const { tauSet, vSet, tauReset, vReset } = params;
    const width = 1e-4;
    const level = (tau: number, scale: number): number => scale * Math.max(0.5, Math.log(tau / (10 * width)));
    return { set: level(tauSet, vSet), reset: -level(tauReset, vReset), width };
  },
  sweep({ tauSet, vSet, tauReset, vReset }) {
    const level = (tau: number, scale: number): number => scale * Math.max(0.5, Math.log(tau / 1e-3));
    return { amplitude: Math.max(level(tauSet, vSet), level(tauReset, vReset)), period: 0.1, read: 0.1 };
  },
  switching: waitingTime,
  retention({ cells, gOff, volatile, lifetime }, conductance, seconds) {
    if (!volatile) return 1;
    const floor = cells * gOff * MICRO;
    return (floor + (conductance - floor) * Math.exp(-seconds / (lifetime * MILLI))) / conductance;
  },
  allocate: (arena, shape) => new PoissonSwitchBank(arena, shape),
};
