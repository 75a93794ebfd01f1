import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { integer, real } from "../params/schema";
import type { BankShape, DeviceModel } from "./_device";
import { meanPower } from "./_drift";
import { FlickerNoise } from "./_noise";
import { StoredBank } from "./_stored";

/**
 * Phase-change memory as it serves in inference: the statistics of a million cells that were programmed to a target, then
 * left alone and read. Every programming draws its error and its drift exponent anew; read noise has a 1/f spectrum whose
 * variance grows with the logarithm of the age.
 */

const base = { live: true, group: "device" } as const;

const schema = z.strictObject({
  gMax: real({
    ...base,
    label: "Full scale",
    symbol: "G_{max}",
    unit: "µS",
    min: 5,
    max: 50,
    default: 25,
    doc: "Largest target; the statistics were measured with 25 µS and scale with it.",
  }),
  programming: real({
    ...base,
    label: "Programming error",
    symbol: "s_p",
    unit: "%",
    min: 0,
    max: 300,
    default: 100,
    doc: "Scale of the spread after programming: 100 % is what was measured.",
  }),
  drift: real({
    ...base,
    label: "Drift",
    symbol: "s_\\mu",
    unit: "%",
    min: 0,
    max: 300,
    default: 100,
    doc: "Scale of the mean drift exponent of 0.049 to 0.1; takes effect with the next programming.",
  }),
  driftSpread: real({
    ...base,
    label: "Spread of drift",
    symbol: "s_\\sigma",
    unit: "%",
    min: 0,
    max: 300,
    default: 100,
    doc: "Scale of the spread of that exponent from device to device; takes effect with the next programming.",
  }),
  readNoise: real({
    ...base,
    label: "Read noise",
    symbol: "s_r",
    unit: "%",
    min: 0,
    max: 300,
    default: 100,
    doc: "Scale of the 1/f noise of reading: 100 % is what was measured.",
  }),
  steps: integer({
    ...base,
    label: "Steps of pulses",
    symbol: "n",
    unit: "1",
    min: 2,
    max: 128,
    default: 16,
    doc: "A pulse asks for the next of so many steps between nothing and full scale.",
  }),
});

export type PcmInferenceParams = z.output<typeof schema>;

const THRESHOLD = 0.5;
const WIDTH = 1e-6;
/** Time constants from 1 µs to 12 days. */
const FLICKER = { processes: 12, ratio: 10 } as const;

/**
 * Published fits at g = target / full scale: standard deviation of programming (µS at 25 µS full scale), mean and standard
 * deviation of the drift exponent, scale of the read noise.
 */
export function pcmStatistics(g: number): {
  readonly programming: number;
  readonly drift: number;
  readonly driftSpread: number;
  readonly read: number;
} {
  const log = Math.log(Math.max(g, 1e-7));
  const bounded = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
  return {
    programming: 0.26348 + 1.965 * g - 1.1731 * g * g,
    drift: bounded(-0.0155 * log + 0.0244, 0.049, 0.1),
    driftSpread: bounded(-0.0125 * log - 0.0059, 0.008, 0.045),
    read: Math.min(0.2, 0.0088 / Math.max(g, 1e-7) ** 0.65),
  };
}

/** Standard deviation of a read over its mean, `seconds` after the first read (20 s after programming). */
export const pcmReadSpread = (g: number, seconds: number): number =>
  pcmStatistics(g).read * Math.sqrt(Math.log((seconds + 20 + 250e-9) / 500e-9));

class PcmInferenceBank extends StoredBank<PcmInferenceParams> {
  readonly variables;
  readonly #programmed: Block<"f64">;
  readonly #exponent: Block<"f64">;
  readonly #scale: Block<"f64">;
  readonly #writes = this.streams("writes");
  readonly #noise: FlickerNoise;
  #params = schema.parse({});

  constructor(arena: Arena, shape: BankShape) {
    super(arena, shape);
    this.#programmed = arena.alloc("state", "f64", this.n);
    this.#exponent = arena.alloc("state", "f64", this.n);
    this.#scale = arena.alloc("state", "f64", this.n);
    this.#noise = new FlickerNoise(arena, shape, "reads", FLICKER);
    this.variables = {
      programmed: this.#programmed,
      exponent: this.#exponent,
      present: this.present,
      target: this.target,
      written: this.written,
    };
    this.threshold = THRESHOLD;
    this.width = WIDTH;
  }

  init(params: PcmInferenceParams, seed: number): void {
    this.restart();
    this.#params = params;
    this.#writes.seed(seed);
    this.#noise.init(seed);
    this.#write(0, this.n, 0);
    this.#derive();
  }

  update(params: PcmInferenceParams): void {
    this.#params = params;
    this.#derive();
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    this.kernel.clampTargets(from, to, target.ptr, 0, this.#full(), this.target.ptr);
    this.#write(from, to, 0);
    this.#derive(from, to);
  }

  place(conductance: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const [goal, programmed, present] = [conductance.ptr, this.#programmed.ptr, this.present.ptr];
    this.kernel.clampTargets(from, to, goal, 0, this.#full(), this.target.ptr);
    this.kernel.placeStored(from, to, goal, 0, 2 * this.#full(), programmed, present);
  }

  protected pulse(): void {
    const full = this.#full();
    const step = full / this.#params.steps;
    this.kernel.stepTargets(this.n, this.target.ptr, this.counts.ptr, step, 0, full, this.marks.ptr);
    this.#write(0, this.n, this.marks.ptr);
  }

  protected settle(seconds: number): void {
    if (this.#params.readNoise > 0) this.#noise.advance(seconds);
    this.#derive();
  }

  #write(first: number, end: number, marks: number): void {
    const { programming, drift, driftSpread } = this.#params;
    this.kernel.pcmWrite(
      first,
      end,
      marks,
      this.target.ptr,
      this.#full(),
      programming / 100,
      drift / 100,
      driftSpread / 100,
      this.now,
      this.#programmed.ptr,
      this.#exponent.ptr,
      this.#scale.ptr,
      this.written.ptr,
      this.#writes.ptr,
    );
  }

  #derive(first = 0, end = this.n): void {
    this.kernel.pcmReadNow(
      this.n,
      first,
      end,
      this.#programmed.ptr,
      this.#exponent.ptr,
      this.#scale.ptr,
      this.now,
      this.written.ptr,
      FLICKER.processes,
      this.#noise.values.ptr,
      this.#params.readNoise / 100,
      this.present.ptr,
    );
  }

  #full(): number {
    return this.#params.gMax * 1e-6;
  }
}

export const pcmInference: DeviceModel<typeof schema, PcmInferenceParams> = {
  id: "pcmInference",
  label: "Phase change: inference",
  doc: "Cells programmed to a target with a measured error, whose conductance then drifts down and flickers for a year.",
  schema,
  equations: [
    {
      tex: "\\sigma_{prog} = 0.26348 + 1.965\\,g - 1.1731\\,g^2 \\;[\\mu\\mathrm{S}]",
      plain: "sigma_prog = 0.26348 + 1.965 g - 1.1731 g^2 uS, g = G_target / G_max",
    },
    {
      tex: "G(t) = G_{prog}\\,(t/20\\,\\mathrm{s})^{-\\nu},\\; \\nu = |\\mu_\\nu + \\sigma_\\nu \\xi|",
      plain: "G(t) = G_prog (t / 20 s)^-nu, nu = |mu_nu + sigma_nu N(0, 1)|",
    },
    {
      tex: "\\mu_\\nu = -0.0155 \\ln g + 0.0244 \\in [0.049, 0.1],\\; \\sigma_\\nu = -0.0125 \\ln g - 0.0059 \\in [0.008, 0.045]",
      plain: "mu_nu = -0.0155 ln g + 0.0244 in [0.049, 0.1], sigma_nu = -0.0125 ln g - 0.0059 in [0.008, 0.045]",
    },
    {
      tex: "\\sigma_{read} = G(t)\\,\\min(0.0088\\,g^{-0.65}, 0.2)\\,\\sqrt{\\ln\\frac{t + t_r}{2 t_r}},\\; t_r = 250\\,\\mathrm{ns}",
      plain: "sigma_read = G(t) min(0.0088 g^-0.65, 0.2) sqrt(ln((t + t_r) / (2 t_r))), t_r = 250 ns",
    },
  ],
  integrator: "drift as a function of the time since programming; noise by exact Ornstein-Uhlenbeck steps",
  sources: [
    { citation: "Joshi et al. 2020, Nature Communications 11:2473", doi: "10.1038/s41467-020-16108-9" },
    { citation: "Nandakumar et al. 2019, IEEE ICECS (fits)", doi: "10.1109/ICECS46596.2019.8964852" },
  ],
  validity: [
    { note: "Statistics of one technology at room temperature; the age counts from 20 s after programming." },
    {
      note: "The variance of a read is the published one at every age; that its noise is twelve processes of 1 µs to 12 days is this lab's choice. Conductances below zero are read as zero.",
    },
    { note: "A pulse stands for write-and-verify to the next step: how such cells are programmed is not simulated." },
  ],
  inside: "dome",
  shown: ({ gMax }) => [
    { name: "programmed", label: "Programmed conductance", symbol: "G_{prog}", unit: "S", range: [0, gMax * 1.2e-6] },
    { name: "present", label: "Conductance now", symbol: "G(t)", unit: "S", range: [0, gMax * 1.2e-6] },
    { name: "exponent", label: "Drift exponent", symbol: "\\nu", unit: "1", range: [0, 0.15] },
  ],
  window: ({ gMax }) => [0, gMax * 1e-6],
  driven: "pulses",
  pulses: () => ({ set: 1, reset: -1, width: WIDTH }),
  sweep: () => ({ amplitude: 1, period: 20 * WIDTH, read: 0.2 }),
  retention({ gMax, drift, driftSpread }, conductance, seconds) {
    const fit = pcmStatistics(conductance / (gMax * 1e-6));
    return meanPower(1 + seconds / 20, (fit.drift * drift) / 100, (fit.driftSpread * driftSpread) / 100);
  },
  allocate: (arena, shape) => new PcmInferenceBank(arena, shape),
};
