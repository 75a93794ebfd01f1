import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { flag, integer, real } from "../params/schema";
import type { BankShape, DeviceModel } from "./_device";
import { StoredBank } from "./_stored";

/**
 * Phase-change memory under identical SET pulses: the published statistics of the change of conductance with each pulse.
 * A pulse above +0.5 V for its full width counts as one SET pulse, one below -0.5 V as a RESET.
 */

const base = { live: true, group: "device" } as const;

const schema = z.strictObject({
  gMax: real({
    ...base,
    label: "Largest conductance",
    symbol: "G_{max}",
    unit: "µS",
    min: 10.5,
    max: 20,
    default: 12,
    doc: "No pulse leads beyond; the mean of many pulses settles at 10.5 µS.",
  }),
  width: real({
    ...base,
    label: "Pulse width",
    symbol: "t_p",
    unit: "ns",
    min: 10,
    max: 1000,
    default: 50,
    scale: "log",
    doc: "Voltage applied this long counts as one pulse.",
  }),
  spread: real({
    ...base,
    label: "Spread of pulses",
    symbol: "s_p",
    unit: "%",
    min: 0,
    max: 200,
    default: 100,
    doc: "Scale of the random part of each change: 100 % is what was measured, 0 the mean device.",
  }),
  drift: real({
    ...base,
    label: "Drift exponent",
    symbol: "\\nu",
    unit: "1",
    min: 0,
    max: 0.12,
    default: 0.04,
    doc: "Power of the decay of the conductance after the last pulse.",
  }),
  readNoise: real({
    ...base,
    label: "Read noise",
    symbol: "s_r",
    unit: "%",
    min: 0,
    max: 200,
    default: 100,
    doc: "Scale of the white noise of reading: 100 % is what was measured.",
  }),
  verify: flag({
    ...base,
    label: "Climb to the target",
    symbol: "V",
    unit: "1",
    default: true,
    doc: "Programming resets a device and gives it SET pulses until it has reached its target; off, it takes as many as the mean device needs.",
  }),
  pulses: integer({
    ...base,
    label: "Most pulses",
    symbol: "n_{max}",
    unit: "1",
    min: 1,
    max: 100,
    default: 40,
    doc: "Programming gives up after so many SET pulses.",
  }),
});

export type PcmAccumulativeParams = z.output<typeof schema>;

const LOW = 0.1e-6;
const THRESHOLD = 0.5;

/** Mean conductance (µS) after `pulses` SET pulses on a device that was reset to 0.1 µS. */
export function pcmMeanAfter(pulses: number): number {
  let [g, memory] = [0.1, 1];
  for (let i = 0; i < pulses; i++) {
    memory *= Math.exp(-1 / 2.6);
    g += -0.084 * g + 0.88 + 1.4 * memory;
  }
  return g;
}

class PcmAccumulativeBank extends StoredBank<PcmAccumulativeParams> {
  readonly variables;
  readonly #conductance: Block<"f64">;
  readonly #memory: Block<"f64">;
  readonly #pulses = this.streams("pulses");
  readonly #reads = this.streams("reads");
  /** [n] standard normal numbers of the reads. */
  readonly #noise: Block<"f32">;
  #params = schema.parse({});

  constructor(arena: Arena, shape: BankShape) {
    super(arena, shape);
    this.#noise = arena.alloc("state", "f32", this.n);
    this.#conductance = arena.alloc("state", "f64", this.n);
    this.#memory = arena.alloc("state", "f64", this.n);
    this.variables = {
      conductance: this.#conductance,
      memory: this.#memory,
      present: this.present,
      written: this.written,
    };
    this.threshold = THRESHOLD;
  }

  init(params: PcmAccumulativeParams, seed: number): void {
    this.restart();
    this.#pulses.seed(seed);
    this.#reads.seed(seed);
    this.#conductance.view.fill(LOW);
    this.#memory.view.fill(1);
    this.kernel.drawReads(this.n, this.#noise.ptr, this.#reads.ptr);
    this.update(params);
  }

  update(params: PcmAccumulativeParams): void {
    this.#params = params;
    this.width = params.width * 1e-9;
    this.#derive();
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const { spread, pulses, verify } = this.#params;
    const high = this.#high();
    this.kernel.clampTargets(from, to, target.ptr, LOW, high, this.target.ptr);
    const [goal, g, memory] = [this.target.ptr, this.#conductance.ptr, this.#memory.ptr];
    const [written, random] = [this.written.ptr, this.#pulses.ptr];
    const climb = verify ? this.kernel.pcmClimb : this.kernel.pcmClimbBlind;
    climb(from, to, goal, pulses, g, memory, spread / 100, high, this.now, written, random);
    this.#derive(from, to);
  }

  place(conductance: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const [g, present] = [this.#conductance.ptr, this.present.ptr];
    this.kernel.placeStored(from, to, conductance.ptr, LOW, this.#high(), g, present);
  }

  protected pulse(): void {
    const [g, memory] = [this.#conductance.ptr, this.#memory.ptr];
    const noise = this.#params.spread / 100;
    const [written, random] = [this.written.ptr, this.#pulses.ptr];
    this.kernel.pcmAccumulate(this.n, this.counts.ptr, g, memory, noise, this.#high(), this.now, written, random);
  }

  protected settle(): void {
    if (this.#params.readNoise > 0) this.kernel.drawReads(this.n, this.#noise.ptr, this.#reads.ptr);
    this.#derive();
  }

  #derive(first = 0, end = this.n): void {
    const { drift, readNoise } = this.#params;
    const [g, written, noise] = [this.#conductance.ptr, this.written.ptr, this.#noise.ptr];
    this.kernel.pcmAccumulatedNow(first, end, g, this.now, written, drift, readNoise / 100, noise, this.present.ptr);
  }

  #high(): number {
    return this.#params.gMax * 1e-6;
  }
}

export const pcmAccumulative: DeviceModel<typeof schema, PcmAccumulativeParams> = {
  id: "pcmAccumulative",
  label: "Phase change: accumulation",
  doc: "Identical mild pulses crystallise a cell step by step, each step smaller and as random as it was measured.",
  schema,
  equations: [
    { tex: "P \\leftarrow P e^{-1/2.6}", plain: "P = P exp(-1 / 2.6)" },
    {
      tex: "\\Delta G = -0.084\\,G + 0.88 + 1.4\\,P + (0.091\\,G + 0.26 + 2.15\\,P)\\,\\xi \\quad[\\mu\\mathrm{S}]",
      plain: "dG = -0.084 G + 0.88 + 1.4 P + (0.091 G + 0.26 + 2.15 P) N(0, 1), in uS per pulse",
    },
    {
      tex: "G(t) = G\\,(1 + t/38.6\\,\\mathrm{s})^{-\\nu}",
      plain: "G(t) = G (1 + t / 38.6 s)^-nu",
    },
  ],
  integrator: "one map per completed pulse; drift as a function of the time since the last one",
  sources: [{ citation: "Nandakumar et al. 2018, Journal of Applied Physics 124:152135", doi: "10.1063/1.5042408" }],
  validity: [
    { note: "Only SET is gradual: a RESET of either strength starts from 0.1 µS again." },
    { note: "Statistics of pulses of one height and width; amplitude only decides whether a pulse counts." },
    { note: "Read noise is white: every step of time draws it anew." },
  ],
  inside: "dome",
  shown: ({ gMax }) => [
    { name: "conductance", label: "Programmed conductance", symbol: "G", unit: "S", range: [LOW, gMax * 1e-6] },
    { name: "memory", label: "Memory of the reset", symbol: "P", unit: "1", range: [0, 1] },
    { name: "present", label: "Conductance now", symbol: "G(t)", unit: "S", range: [0, gMax * 1e-6] },
  ],
  window: ({ gMax }) => [LOW, gMax * 1e-6],
  driven: "pulses",
  pulses: ({ width }) => ({ set: 1, reset: -1, width: width * 1e-9 }),
  sweep: ({ width }) => ({ amplitude: 1, period: width * 20e-9, read: 0.1 }),
  retention: ({ drift }, _conductance, seconds) => (1 + seconds / 38.6) ** -drift,
  allocate: (arena, shape) => new PcmAccumulativeBank(arena, shape),
};
