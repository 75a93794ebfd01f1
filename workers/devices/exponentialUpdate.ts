import { z } from "zod";
import type { Block } from "../memory/arena";
import { integer, real } from "../params/schema";
import type { DeviceStreams } from "./_bank";
import type { DeviceModel } from "./_device";
import { COUNTS, PulsedBank } from "./_pulsed";

/**
 * The exponential update of NeuroSim: conductance saturates with the number of pulses, up and down each in its own way.
 *
 * A voltage from three quarters of the amplitude of a pulse on writes all the while: in `step(v, dt)` dt / width pulses
 * count. Counting goes on from the conductance that is there, whatever the polarity before, so that results do not depend
 * on how time is cut; the noise of n pulses at once is sqrt(n) that of one.
 */

const base = { live: true, group: "device" } as const;
const NANO = 1e-9;
const MICRO = 1e-6;

const schema = z.strictObject({
  gMin: real({
    ...base,
    label: "Least conductance",
    symbol: "G_{min}",
    unit: "nS",
    min: 0.1,
    max: 30,
    default: 3.0769,
    scale: "log",
    doc: "Conductance after all pulses down.",
  }),
  gMax: real({
    ...base,
    label: "Largest conductance",
    symbol: "G_{max}",
    unit: "nS",
    min: 31,
    max: 1e5,
    default: 38.462,
    scale: "log",
    doc: "Conductance after all pulses up.",
  }),
  pulsesUp: integer({
    ...base,
    label: "Pulses up",
    symbol: "P_{LTP}",
    unit: "1",
    min: 2,
    max: 1000,
    default: 97,
    scale: "log",
    doc: "How many pulses lead from the lower to the upper end.",
  }),
  pulsesDown: integer({
    ...base,
    label: "Pulses down",
    symbol: "P_{LTD}",
    unit: "1",
    min: 2,
    max: 1000,
    default: 100,
    scale: "log",
    doc: "How many pulses lead from the upper to the lower end.",
  }),
  labelUp: real({
    ...base,
    label: "Nonlinearity up",
    symbol: "NL_{LTP}",
    unit: "1",
    min: -9,
    max: 9,
    step: 0.01,
    default: 2.4,
    doc: "Largest distance of the curve from a straight line, in units of 0.07; positive ones rise steeply at first.",
  }),
  labelDown: real({
    ...base,
    label: "Nonlinearity down",
    symbol: "NL_{LTD}",
    unit: "1",
    min: -9,
    max: 9,
    step: 0.01,
    default: -4.88,
    doc: "The same for the way down; negative ones fall steeply at first, so that up and down make a loop.",
  }),
  labelSpread: real({
    ...base,
    label: "Spread of the nonlinearity",
    symbol: "\\sigma_{NL}",
    unit: "1",
    min: 0,
    max: 2,
    default: 0,
    doc: "Standard deviation of both labels from device to device.",
  }),
  cycle: real({
    ...base,
    label: "Noise of a pulse",
    symbol: "\\sigma_{C2C}",
    unit: "%",
    min: 0,
    max: 10,
    default: 0,
    doc: "Standard deviation of one pulse in parts of the range; the published device has 3.5 %.",
  }),
  voltsUp: real({
    ...base,
    label: "Amplitude up",
    symbol: "V_{LTP}",
    unit: "V",
    min: 0.1,
    max: 5,
    default: 3.2,
    doc: "Voltage of a pulse up; from three quarters of it on a voltage counts as one.",
  }),
  widthUp: real({
    ...base,
    label: "Width up",
    symbol: "t_{LTP}",
    unit: "µs",
    min: 1e-3,
    max: 1e5,
    default: 300,
    scale: "log",
    doc: "Time a pulse up lasts; a longer one counts in proportion.",
  }),
  voltsDown: real({
    ...base,
    label: "Amplitude down",
    symbol: "V_{LTD}",
    unit: "V",
    min: 0.1,
    max: 5,
    default: 2.8,
    doc: "Size of the negative voltage of a pulse down.",
  }),
  widthDown: real({
    ...base,
    label: "Width down",
    symbol: "t_{LTD}",
    unit: "µs",
    min: 1e-3,
    max: 1e5,
    default: 300,
    scale: "log",
    doc: "Time a pulse down lasts.",
  }),
});

export type ExponentialUpdateParams = z.output<typeof schema>;

class ExponentialUpdateBank extends PulsedBank<ExponentialUpdateParams> {
  readonly #streams: DeviceStreams;
  readonly #normals;
  readonly #up;
  readonly #down;

  constructor(...args: ConstructorParameters<typeof PulsedBank>) {
    super(...args);
    const { arena, n } = this;
    this.#streams = this.streams("exponentialUpdate");
    this.#normals = arena.alloc("fixed", "f64", 2 * n);
    this.#up = arena.alloc("scratch", "f64", n);
    this.#down = arena.alloc("scratch", "f64", n);
  }

  init(params: ExponentialUpdateParams, seed: number): void {
    this.#streams.seed(seed);
    this.#streams.normals(this.#normals, 2);
    this.update(params);
    this.variables.g.view.fill(params.gMin * NANO);
  }

  update(params: ExponentialUpdateParams): void {
    const { gMin, gMax, pulsesUp, pulsesDown, labelUp, labelDown, labelSpread } = params;
    const { kernel, n } = this;
    this.coefficients.view.set([
      ...[gMin * NANO, (gMax - gMin) * NANO],
      ...[COUNTS * params.voltsUp, COUNTS * params.voltsDown],
      ...[1 / (params.widthUp * MICRO), 1 / (params.widthDown * MICRO), pulsesUp, pulsesDown, params.cycle * 0.01],
    ]);
    // A positive label of the way down stands for a curve bowed as that of the way up, hence the sign.
    if (labelSpread === 0) {
      this.#up.view.fill(kernel.updateRatio(labelUp));
      this.#down.view.fill(kernel.updateRatio(-labelDown));
    } else {
      const normals = this.#normals.ptr;
      kernel.spreadRatios(n, labelUp, labelSpread, normals, this.#up.ptr);
      kernel.spreadRatios(n, -labelDown, labelSpread, normals + 8 * n, this.#down.ptr);
    }
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    const [g, up, down] = [this.variables.g.ptr, this.#up.ptr, this.#down.ptr];
    const [streams, coefficients] = [this.#streams.ptr, this.coefficients.ptr];
    this.kernel.pulsesStep(this.n, g, volts.ptr, dt, amps.ptr, up, down, streams, coefficients);
  }
}

export const exponentialUpdate: DeviceModel<typeof schema, ExponentialUpdateParams> = {
  id: "exponentialUpdate",
  label: "Exponential update (NeuroSim)",
  doc: "A synapse whose conductance saturates with the number of pulses, up and down each in its own way.",
  schema,
  equations: [
    {
      tex: "G_{LTP}(P) = G_{min} + B\\,(1 - e^{-P / A}),\\quad B = \\frac{G_{max} - G_{min}}{1 - e^{-P_{max} / A}}",
      plain: "G_LTP(P) = G_min + B (1 - exp(-P/A)), B = (G_max - G_min)/(1 - exp(-P_max/A))",
    },
    {
      tex: "G_{LTD}(P) = G_{max} - B\\,(1 - e^{-P / A})",
      plain: "G_LTD(P) = G_max - B (1 - exp(-P/A)) with an A of its own",
    },
    {
      tex: "NL = \\frac{1}{0.07\\sqrt 2}\\left[\\frac{1 - a c}{c} + a \\ln(a c)\\right],\\; a = \\frac{A}{P_{max}},\\; c = 1 - e^{-1/a}",
      plain: "NL = ((1 - a c)/c + a ln(a c)) / (0.07 sqrt 2), a = A/P_max, c = 1 - exp(-1/a)",
    },
  ],
  integrator: "exact: the curve continued from the present conductance, in parts of a pulse",
  sources: [
    {
      citation: "Chen, Peng & Yu 2018, IEEE Transactions on Computer-Aided Design (NeuroSim)",
      doi: "10.1109/TCAD.2018.2789723",
    },
    { citation: "Jo et al. 2010, Nano Letters (the Ag:a-Si device of the defaults)", doi: "10.1021/nl904092h" },
  ],
  validity: [
    { note: "It counts pulses of one shape; how a step depends on amplitude and width is left out." },
    {
      note: "That the label of nonlinearity is the largest distance from the line over 0.07 was found from the table of the original code, to six digits.",
    },
  ],
  inside: "bar",
  shown: ({ gMin, gMax }) => [
    { name: "g", label: "Conductance", symbol: "G", unit: "S", range: [gMin * NANO, gMax * NANO] },
  ],
  window: ({ gMin, gMax }) => [gMin * NANO, gMax * NANO],
  driven: "pulses",
  pulses: ({ voltsUp, voltsDown, widthUp, widthDown }) => ({
    set: voltsUp,
    reset: -voltsDown,
    width: Math.max(widthUp, widthDown) * MICRO,
  }),
  sweep: ({ voltsUp, voltsDown, pulsesUp, pulsesDown, widthUp, widthDown }) => ({
    amplitude: Math.max(voltsUp, voltsDown),
    period: 4 * Math.max(pulsesUp * widthUp, pulsesDown * widthDown) * MICRO,
    read: 0.1 * Math.min(voltsUp, voltsDown),
  }),
  switching({ pulsesUp, pulsesDown, widthUp, widthDown, voltsUp, voltsDown }, volts) {
    if (volts >= COUNTS * voltsUp) return pulsesUp * widthUp * MICRO;
    return volts <= -COUNTS * voltsDown ? pulsesDown * widthDown * MICRO : Number.POSITIVE_INFINITY;
  },
  allocate: (arena, shape) => new ExponentialUpdateBank(arena, shape),
};
