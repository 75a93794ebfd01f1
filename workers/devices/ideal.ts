import { z } from "zod";
import type { Block } from "../memory/arena";
import { integer, real } from "../params/schema";
import type { DeviceModel } from "./_device";
import { COUNTS, PulsedBank } from "./_pulsed";

/**
 * The synapse that an algorithm wishes for: a linear conductance that every pulse moves by the same step, up and down,
 * and that stays where it is.
 *
 * A voltage from three quarters of the amplitude of a pulse on moves it all the while: in `step(v, dt)` dt / width pulses
 * count, so that half-selected devices keep their state and results do not depend on how time is cut.
 */

const base = { live: true, group: "device" } as const;
const MICRO = 1e-6;
const NANO = 1e-9;

const schema = z.strictObject({
  gMin: real({
    ...base,
    label: "Least conductance",
    symbol: "G_{min}",
    unit: "µS",
    min: 0.01,
    max: 10,
    default: 1,
    scale: "log",
    doc: "Conductance after all pulses down.",
  }),
  gMax: real({
    ...base,
    label: "Largest conductance",
    symbol: "G_{max}",
    unit: "µS",
    min: 20,
    max: 1000,
    default: 100,
    scale: "log",
    doc: "Conductance after all pulses up.",
  }),
  pulses: integer({
    ...base,
    label: "Pulses of the range",
    symbol: "P_{max}",
    unit: "1",
    min: 2,
    max: 1000,
    default: 100,
    scale: "log",
    doc: "How many equal steps lead from one end to the other.",
  }),
  amplitude: real({
    ...base,
    label: "Amplitude of a pulse",
    symbol: "V_p",
    unit: "V",
    min: 0.1,
    max: 5,
    default: 1,
    doc: "Voltage that writes; from three quarters of it on a voltage counts as a pulse, below nothing happens.",
  }),
  width: real({
    ...base,
    label: "Width of a pulse",
    symbol: "t_p",
    unit: "ns",
    min: 1,
    max: 1e6,
    default: 100,
    scale: "log",
    doc: "Time for which a pulse lasts; a longer one counts in proportion.",
  }),
});

export type IdealParams = z.output<typeof schema>;

class IdealBank extends PulsedBank<IdealParams> {
  readonly #ratios;

  constructor(...args: ConstructorParameters<typeof PulsedBank>) {
    super(...args);
    this.#ratios = this.arena.alloc("scratch", "f64", this.n);
  }

  init(params: IdealParams): void {
    this.update(params);
    this.variables.g.view.fill(params.gMin * MICRO);
  }

  update({ gMin, gMax, pulses, amplitude, width }: IdealParams): void {
    const [threshold, rate] = [COUNTS * amplitude, 1 / (width * NANO)];
    const span = (gMax - gMin) * MICRO;
    this.coefficients.view.set([gMin * MICRO, span, threshold, threshold, rate, rate, pulses, pulses, 0]);
    this.#ratios.view.fill(Number.POSITIVE_INFINITY);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    const [g, ratios] = [this.variables.g.ptr, this.#ratios.ptr];
    this.kernel.pulsesStep(this.n, g, volts.ptr, dt, amps.ptr, ratios, ratios, 0, this.coefficients.ptr);
  }
}

export const ideal: DeviceModel<typeof schema, IdealParams> = {
  id: "ideal",
  label: "Ideal synapse",
  doc: "A linear conductance that every pulse moves by the same step and that nothing else disturbs: what to compare real devices with.",
  schema,
  equations: [
    { tex: "i = G v", plain: "i = G v" },
    {
      tex: "\\Delta G = \\pm \\frac{G_{max} - G_{min}}{P_{max}} \\text{ per pulse}",
      plain: "dG = +-(G_max - G_min) / P_max per pulse",
    },
  ],
  integrator: "exact: equal steps, counted in parts of a pulse",
  sources: [
    {
      citation: "Burr et al. 2015, IEEE Transactions on Electron Devices (what a network wants of its synapses)",
      doi: "10.1109/TED.2015.2439635",
    },
  ],
  validity: [{ note: "No physical device behaves so; it is the limit that the others are measured against." }],
  inside: "bar",
  shown: ({ gMin, gMax }) => [
    { name: "g", label: "Conductance", symbol: "G", unit: "S", range: [gMin * MICRO, gMax * MICRO] },
  ],
  window: ({ gMin, gMax }) => [gMin * MICRO, gMax * MICRO],
  driven: "pulses",
  pulses: ({ amplitude, width }) => ({ set: amplitude, reset: -amplitude, width: width * NANO }),
  sweep: ({ amplitude, width, pulses }) => ({ amplitude, period: 4 * pulses * width * NANO, read: 0.1 * amplitude }),
  rate({ gMin, gMax, pulses, amplitude, width }, volts) {
    if (Math.abs(volts) < COUNTS * amplitude) return 0;
    return (Math.sign(volts) * (gMax - gMin) * MICRO) / (pulses * width * NANO);
  },
  switching({ pulses, amplitude, width }, volts) {
    return Math.abs(volts) < COUNTS * amplitude ? Number.POSITIVE_INFINITY : pulses * width * NANO;
  },
  allocate: (arena, shape) => new IdealBank(arena, shape),
};
