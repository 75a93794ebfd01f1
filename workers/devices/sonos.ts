import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { group, integer, real } from "../params/schema";
import type { BankShape, DeviceModel } from "./_device";
import { StoredBank } from "./_stored";
import { SONOS_SPECIFIC, SONOS_TABLE, sonosMeanDrift } from "./sonosPhysics";

export {
  type SonosRadiation,
  sonosAfterDose,
  sonosMeanDrift,
  sonosMoments,
  sonosReadSpread,
  sonosSpreadAfter,
} from "./sonosPhysics";

/**
 * SONOS charge-trap cells: the state is the cell current at 0.1 V. Programming spread, mean drift, growing spread and read
 * noise are published fits; what ionising radiation does is a surrogate.
 */

const base = { live: true, group: "device" } as const;
const beam = { ...base, group: "radiation", badge: "surrogate" } as const;

const schema = z.strictObject({
  most: real({
    ...base,
    label: "Full scale",
    symbol: "I_{max}",
    unit: "nA",
    min: 400,
    max: 1800,
    default: 1600,
    doc: "Largest cell current at 0.1 V; the fits hold up to 1800 nA.",
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
    doc: "Scale of the mean drift: low currents rise, high ones fall.",
  }),
  driftSpread: real({
    ...base,
    label: "Spread of drift",
    symbol: "s_\\sigma",
    unit: "%",
    min: 0,
    max: 300,
    default: 100,
    doc: "Scale of what drift adds to the spread from cell to cell.",
  }),
  readNoise: real({
    ...base,
    label: "Read noise",
    symbol: "s_r",
    unit: "%",
    min: 0,
    max: 300,
    default: 100,
    doc: "Scale of the white noise of reading: 100 % is what was measured.",
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
  radiation: group({
    dose: real({
      ...beam,
      label: "Dose",
      symbol: "D",
      unit: "krad",
      min: 0,
      max: 3200,
      default: 0,
      doc: "Dose received in all; what a cell got before it was last programmed no longer counts for it.",
    }),
    tolerance: real({
      ...beam,
      label: "Dose of relaxation",
      symbol: "D_0",
      unit: "krad",
      min: 1000,
      max: 10_000,
      default: 2500,
      scale: "log",
      doc: "Dose that leaves 1/e of the stored charge.",
    }),
    toleranceSpread: real({
      ...beam,
      label: "Spread of that dose",
      symbol: "s_d",
      unit: "%",
      min: 0,
      max: 40,
      default: 15,
      doc: "How much cells differ in it.",
    }),
    neutral: real({
      ...beam,
      label: "Neutral current",
      symbol: "I_n",
      unit: "nA",
      min: 10,
      max: 400,
      default: 100,
      scale: "log",
      doc: "Current of a cell without trapped charge, to which all cells tend.",
    }),
  }),
});

export type SonosParams = z.output<typeof schema>;

/** What a cell that is off still carries, nA. */
const FLOOR = 0.5;
const READ = 0.1;
const WIDTH = 1e-3;

class SonosBank extends StoredBank<SonosParams> {
  readonly variables;
  readonly #error: Block<"f64">;
  readonly #loss: Block<"f64">;
  readonly #sensitivity: Block<"f64">;
  readonly #dosed: Block<"f64">;
  readonly #charge: Block<"f64">;
  readonly #writes = this.streams("writes");
  readonly #reads = this.streams("reads");
  /** [n] standard normal numbers of the reads. */
  readonly #noise: Block<"f32">;
  readonly #table: Block<"f64">;
  readonly #constants: Block<"f64">;
  readonly #day: Block<"f64">;
  #params = schema.parse({});

  constructor(arena: Arena, shape: BankShape) {
    super(arena, shape);
    this.#noise = arena.alloc("state", "f32", this.n);
    this.#error = arena.alloc("state", "f64", this.n);
    this.#loss = arena.alloc("state", "f64", this.n);
    this.#sensitivity = arena.alloc("state", "f64", this.n);
    this.#dosed = arena.alloc("state", "f64", this.n);
    this.#charge = arena.alloc("state", "f64", this.n);
    this.#table = arena.alloc("fixed", "f64", SONOS_TABLE.length);
    this.#constants = arena.alloc("scratch", "f64", 11);
    this.#day = arena.alloc("scratch", "f64", 13);
    this.variables = {
      target: this.target,
      present: this.present,
      charge: this.#charge,
      written: this.written,
      dosed: this.#dosed,
    };
    this.threshold = 1;
    this.width = WIDTH;
  }

  init(params: SonosParams, seed: number): void {
    this.restart();
    this.#table.view.set(SONOS_TABLE);
    this.#writes.seed(seed);
    this.#reads.seed(seed);
    this.kernel.drawReads(this.n, this.#noise.ptr, this.#reads.ptr);
    this.#params = params;
    this.#write(0, this.n, 0);
    this.update(params);
  }

  update(params: SonosParams): void {
    this.#params = params;
    const { radiation } = params;
    this.#constants.view.set([
      params.programming / 100,
      params.drift / 100,
      params.driftSpread / 100,
      params.readNoise / 100,
      radiation.dose,
      radiation.tolerance,
      radiation.toleranceSpread / 100,
      SONOS_SPECIFIC,
      radiation.neutral,
      FLOOR,
      READ,
    ]);
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
    const [goal, full] = [conductance.ptr, this.#full()];
    this.kernel.placeStored(from, to, goal, 0, full, this.target.ptr, this.present.ptr);
  }

  protected pulse(): void {
    const full = this.#full();
    const step = full / this.#params.steps;
    this.kernel.stepTargets(this.n, this.target.ptr, this.counts.ptr, step, 0, full, this.marks.ptr);
    this.#write(0, this.n, this.marks.ptr);
  }

  protected settle(): void {
    if (this.#params.readNoise > 0) this.kernel.drawReads(this.n, this.#noise.ptr, this.#reads.ptr);
    this.#derive();
  }

  #derive(first = 0, end = this.n): void {
    this.kernel.sonosNow(
      first,
      end,
      this.target.ptr,
      this.#error.ptr,
      this.#loss.ptr,
      this.#sensitivity.ptr,
      this.now,
      this.written.ptr,
      this.#dosed.ptr,
      this.#table.ptr,
      this.#constants.ptr,
      this.#day.ptr,
      this.#noise.ptr,
      this.#charge.ptr,
      this.present.ptr,
    );
  }

  #write(first: number, end: number, marks: number): void {
    this.kernel.sonosWrite(
      first,
      end,
      marks,
      this.now,
      this.#params.radiation.dose,
      this.#error.ptr,
      this.#loss.ptr,
      this.#sensitivity.ptr,
      this.written.ptr,
      this.#dosed.ptr,
      this.#writes.ptr,
    );
  }

  #full(): number {
    return fullScale(this.#params);
  }
}

/** Conductance (S) at full scale. */
const fullScale = ({ most }: SonosParams): number => (most * 1e-9) / READ;

export const sonos: DeviceModel<typeof schema, SonosParams> = {
  id: "sonos",
  label: "SONOS charge trap",
  doc: "A transistor with charge trapped beside its channel: precise where currents are small, slow to forget, shaken by radiation.",
  schema,
  equations: [
    {
      tex: "\\sigma(I, t) = A(t)\\,(1 - e^{-I/B(t)})",
      plain: "sigma(I, t) = A(t) (1 - exp(-I / B(t)))",
    },
    { tex: "\\Delta I(I, t) = \\sum_{n=0}^{10} c_n(t)\\, I^n", plain: "dI(I, t) = sum of c_n(t) I^n, n = 0..10" },
    {
      tex: "\\sigma_{read} = 12.58\\,(1 - e^{-I/215.4}) \\;[\\mathrm{nA}]",
      plain: "sigma_read = 12.58 (1 - exp(-I / 215.4)) nA",
    },
    {
      tex: "y = \\ln(e^{\\sqrt{I/I_s}} - 1),\\quad y(D) = y_n + (y - y_n)\\,e^{-D/D_0}",
      plain: "y = ln(exp(sqrt(I / I_s)) - 1), y(D) = y_n + (y - y_n) exp(-D / D_0)",
    },
  ],
  integrator: "functions of the time since programming and of the dose",
  sources: [
    { citation: "Agrawal et al. 2022, IEEE IEDM 21.7 (programming, drift, read noise)" },
    {
      citation: "Xiao et al. 2025, IEEE Transactions on Nuclear Science 72:1243 (shifts under dose)",
      doi: "10.1109/TNS.2025.3537985",
    },
    {
      citation: "Xiao et al. 2024, IEEE Transactions on Nuclear Science 71:446 (analog states under dose)",
      doi: "10.1109/TNS.2023.3333812",
    },
  ],
  validity: [
    {
      note: "Radiation is a teaching surrogate, calibrated on published qualitative facts, not on measured curves; charge does not recover after it.",
      badge: "surrogate",
    },
    { note: "Drift was measured for five days: what comes later is shown as day five." },
    { note: "Read noise is white: every step of time draws it anew." },
    { note: "A pulse stands for write-and-verify to the next step: how charge is injected is not simulated." },
  ],
  inside: "charge",
  shown: (params) => [
    { name: "target", label: "Programmed conductance", symbol: "G_{prog}", unit: "S", range: [0, fullScale(params)] },
    { name: "present", label: "Conductance now", symbol: "G(t)", unit: "S", range: [0, 1.1 * fullScale(params)] },
    { name: "charge", label: "Charge coordinate", symbol: "y - y_n", unit: "1", range: [-4, 3] },
  ],
  window: (params) => [0, fullScale(params)],
  driven: "pulses",
  pulses: () => ({ set: 2, reset: -2, width: WIDTH }),
  sweep: () => ({ amplitude: 2, period: 20 * WIDTH, read: READ }),
  retention({ drift }, conductance, seconds) {
    const current = conductance * READ * 1e9;
    return current > 0 ? 1 + ((drift / 100) * sonosMeanDrift(current, seconds / 86_400)) / current : 1;
  },
  allocate: (arena, shape) => new SonosBank(arena, shape),
};
