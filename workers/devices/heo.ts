import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { choice, group, integer, real } from "../params/schema";
import type { BankShape, DeviceModel } from "./_device";
import { StoredBank } from "./_stored";
import { BOLTZMANN, barriersOf, normalised, RADII } from "./heoMaterial";

export { configurationalEntropy, disorderFactor, normalised, sizeMismatch } from "./heoMaterial";

/**
 * Surrogate of a high-entropy oxide: a programmed conductance relaxes as oxygen vacancies hop over a normal distribution of
 * barriers. Narrow distributions forget all at once, wide ones along a logarithm of time.
 */

const base = { live: true, group: "device" } as const;
const mixed = { ...base, badge: "surrogate", when: { path: "source", in: ["mixture"] } } as const;
const direct = { ...base, badge: "surrogate", when: { path: "source", in: ["direct"] } } as const;

const part = (label: string, symbol: string) =>
  real({
    ...mixed,
    group: "mixture",
    label,
    symbol,
    unit: "1",
    min: 0,
    max: 1,
    default: 0.2,
    doc: "Share of this cation; shares are scaled so that they sum to one.",
  });
const barrier = (label: string, symbol: string, value: number) =>
  real({
    ...mixed,
    group: "mixture",
    label,
    symbol,
    unit: "eV",
    min: 0.7,
    max: 1.2,
    default: value,
    doc: "Barrier of a vacancy hop next to this cation.",
  });

const schema = z.strictObject({
  source: choice({
    ...base,
    label: "Barriers from",
    symbol: "p(E)",
    unit: "1",
    default: "mixture",
    doc: "Where mean and spread of the barriers come from.",
    choices: [
      { value: "mixture", label: "Mixture", doc: "From five cations, by a map that nobody has measured." },
      { value: "direct", label: "By hand", doc: "Mean and spread as set." },
    ],
  }),
  mean: real({
    ...direct,
    label: "Mean barrier",
    symbol: "E_0",
    unit: "eV",
    min: 0.7,
    max: 1.2,
    default: 0.9,
    doc: "Sets the time scale of forgetting.",
  }),
  sd: real({
    ...direct,
    label: "Spread of barriers",
    symbol: "\\sigma_E",
    unit: "meV",
    min: 5,
    max: 120,
    default: 50,
    doc: "Sets how many decades forgetting takes.",
  }),
  lattice: choice({
    ...mixed,
    group: "mixture",
    label: "Lattice",
    symbol: "r_i",
    unit: "1",
    default: "rocksalt",
    doc: "Which five cations share the sites; their radii decide the mismatch.",
    choices: [
      { value: "rocksalt", label: "Rock salt", doc: "(Mg, Co, Ni, Cu, Zn)O." },
      { value: "spinel", label: "Spinel", doc: "(Co, Cr, Fe, Mn, Ni)3O4, taken as one shared sublattice." },
    ],
  }),
  fractions: group({
    first: part("Share of Mg, Co", "x_1"),
    second: part("Share of Co, Cr", "x_2"),
    third: part("Share of Ni, Fe", "x_3"),
    fourth: part("Share of Cu, Mn", "x_4"),
    fifth: part("Share of Zn, Ni", "x_5"),
  }),
  barriers: group({
    first: barrier("Barrier at Mg, Co", "E_1", 1),
    second: barrier("Barrier at Co, Cr", "E_2", 0.95),
    third: barrier("Barrier at Ni, Fe", "E_3", 0.95),
    fourth: barrier("Barrier at Cu, Mn", "E_4", 0.8),
    fifth: barrier("Barrier at Zn, Ni", "E_5", 0.9),
  }),
  spread: real({
    ...mixed,
    group: "mixture",
    label: "Spread of disorder",
    symbol: "\\sigma_0",
    unit: "meV",
    min: 5,
    max: 120,
    default: 50,
    doc: "Spread of the barriers at a size mismatch of 5 % and the full entropy of five cations.",
  }),
  amplitude: real({
    ...base,
    badge: "surrogate",
    label: "Share that relaxes",
    symbol: "a",
    unit: "%",
    min: 0,
    max: 80,
    default: 30,
    doc: "How much of a conductance is forgotten in the end.",
  }),
  attempt: real({
    ...base,
    badge: "surrogate",
    label: "Attempt time",
    symbol: "\\tau_0",
    unit: "s",
    min: 1e-14,
    max: 1e-12,
    default: 1e-13,
    scale: "log",
    doc: "Time between two attempts of a vacancy to hop.",
  }),
  temperature: real({
    ...base,
    label: "Temperature",
    symbol: "T",
    unit: "K",
    min: 250,
    max: 400,
    default: 300,
    doc: "A few kelvin more speed up all hops.",
  }),
  error: real({
    ...base,
    badge: "surrogate",
    label: "Programming error",
    symbol: "s_p",
    unit: "%",
    min: 0,
    max: 10,
    default: 1,
    doc: "Standard deviation after programming in percent of the window.",
  }),
  steps: integer({
    ...base,
    label: "Steps of pulses",
    symbol: "n",
    unit: "1",
    min: 2,
    max: 128,
    default: 16,
    doc: "A pulse moves the conductance by one of so many steps of the window.",
  }),
});

export type HeoParams = z.output<typeof schema>;

const LOW = 1e-6;
const HIGH = 100e-6;
const WIDTH = 1e-6;
/** Times of the table: 1 ns to 3e12 s. */
const POINTS = 1024;
const FROM = -20.72;
const STEP = 0.0484;

/** Mean and standard deviation of the barriers, eV. */
export function heoBarriers(params: HeoParams): { readonly mean: number; readonly sd: number } {
  if (params.source === "direct") return { mean: params.mean, sd: params.sd / 1000 };
  const { first, second, third, fourth, fifth } = params.barriers;
  const barriers = [first, second, third, fourth, fifth];
  return barriersOf(heoFractions(params), barriers, RADII[params.lattice], params.spread / 1000);
}

/** Shares of the five cations, summing to one. */
export function heoFractions({ fractions }: HeoParams): number[] {
  return normalised([fractions.first, fractions.second, fractions.third, fractions.fourth, fractions.fifth]);
}

/** G(t) / G0 after `seconds` for barriers of mean `mean` and standard deviation `sd` (eV): trapezoids, error below 1e-9. */
export function heoRetention(
  { amplitude, attempt, temperature }: Pick<HeoParams, "amplitude" | "attempt" | "temperature">,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  seconds: number,
): number {
  const kT = BOLTZMANN * temperature;
  const half = Math.ceil((7 * sd) / Math.min(sd / 3, kT / 4));
  let [hopped, weight] = [0, 0];
  for (let k = -half; k <= half; k++) {
    const x = (7 * k) / half;
    const p = Math.exp(-0.5 * x * x);
    weight += p;
    hopped -= p * Math.expm1((-seconds / attempt) * Math.exp(-(mean + x * sd) / kT));
  }
  return 1 - ((amplitude / 100) * hopped) / weight;
}

class HeoBank extends StoredBank<HeoParams> {
  readonly variables;
  readonly #programmed: Block<"f64">;
  readonly #relaxed: Block<"f64">;
  readonly #mean: Block<"f64">;
  readonly #sd: Block<"f64">;
  readonly #table: Block<"f64">;
  readonly #writes = this.streams("writes");
  #params = schema.parse({});

  constructor(arena: Arena, shape: BankShape) {
    super(arena, shape);
    this.#programmed = arena.alloc("state", "f64", this.n);
    this.#relaxed = arena.alloc("state", "f64", this.n);
    this.#mean = arena.alloc("state", "f64", this.n);
    this.#sd = arena.alloc("state", "f64", this.n);
    this.#table = arena.alloc("scratch", "f64", POINTS + 2);
    this.variables = {
      programmed: this.#programmed,
      present: this.present,
      relaxed: this.#relaxed,
      mean: this.#mean,
      sd: this.#sd,
      written: this.written,
    };
    this.threshold = 0.5;
    this.width = WIDTH;
  }

  init(params: HeoParams, seed: number): void {
    this.restart();
    this.#writes.seed(seed);
    this.target.view.fill(LOW);
    this.#programmed.view.fill(LOW);
    this.update(params);
  }

  update(params: HeoParams): void {
    this.#params = params;
    const { mean, sd } = heoBarriers(params);
    const kT = BOLTZMANN * params.temperature;
    this.kernel.heoTable(POINTS, FROM, STEP, mean, sd, kT, params.attempt, this.#table.ptr);
    this.#mean.view.fill(mean);
    this.#sd.view.fill(sd);
    this.#derive();
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    this.kernel.clampTargets(from, to, target.ptr, LOW, HIGH, this.target.ptr);
    this.#write(from, to, 0);
    this.#derive(from, to);
  }

  place(conductance: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    const [goal, programmed, present] = [conductance.ptr, this.#programmed.ptr, this.present.ptr];
    this.kernel.placeStored(from, to, goal, LOW, HIGH, programmed, present);
  }

  protected pulse(): void {
    const step = (HIGH - LOW) / this.#params.steps;
    this.kernel.stepTargets(this.n, this.target.ptr, this.counts.ptr, step, LOW, HIGH, this.marks.ptr);
    this.#write(0, this.n, this.marks.ptr);
  }

  protected settle(): void {
    this.#derive();
  }

  #derive(first = 0, end = this.n): void {
    this.kernel.heoNow(
      first,
      end,
      this.#programmed.ptr,
      this.now,
      this.written.ptr,
      this.#params.amplitude / 100,
      POINTS,
      FROM,
      STEP,
      this.#table.ptr,
      this.#relaxed.ptr,
      this.present.ptr,
    );
  }

  #write(first: number, end: number, marks: number): void {
    const sd = (this.#params.error / 100) * (HIGH - LOW);
    this.kernel.heoWrite(
      first,
      end,
      marks,
      this.target.ptr,
      sd,
      LOW,
      HIGH,
      this.now,
      this.#programmed.ptr,
      this.written.ptr,
      this.#writes.ptr,
    );
  }
}

export const heo: DeviceModel<typeof schema, HeoParams> = {
  id: "heo",
  label: "High-entropy oxide",
  doc: "Five cations on shared sites make a rough landscape of barriers: its depth sets when a memory fades, its roughness over how many decades.",
  schema,
  equations: [
    { tex: "S = -R \\sum_i x_i \\ln x_i", plain: "S = -R sum of x_i ln x_i" },
    {
      tex: "E_0 = \\sum_i x_i E_i,\\quad \\sigma_E = \\sigma_0\\,\\frac{\\delta}{0.05}\\,\\frac{S}{R \\ln 5}",
      plain: "E_0 = sum of x_i E_i, sigma_E = sigma_0 (delta / 0.05) S / (R ln 5)",
    },
    {
      tex: "G(t)/G_0 = 1 - a \\int p(E)\\,(1 - e^{-t/(\\tau_0 e^{E/kT})})\\,dE",
      plain: "G(t) / G_0 = 1 - a int p(E) (1 - exp(-t / (tau_0 exp(E / kT)))) dE",
    },
  ],
  integrator: "relaxation as a function of the time since programming, tabulated by trapezoids",
  sources: [
    { citation: "Yang et al. 2025, Nano-Micro Letters 18:41 (review)", doi: "10.1007/s40820-025-01891-1" },
    { citation: "Bässler 1993, Physica Status Solidi B 175:15 (Gaussian disorder)", doi: "10.1002/pssb.2221750102" },
  ],
  validity: [
    {
      note: "Illustrative: the map from composition to dynamics is not measured. Entropy alone makes neither a single phase nor a good memory.",
      badge: "surrogate",
    },
    { note: "Ionic radii are recalled from Shannon's table.", badge: "unverified" },
    { note: "A pulse stands for a change by one step: how vacancies are driven is not simulated." },
  ],
  inside: "barriers",
  shown: () => [
    { name: "programmed", label: "Programmed conductance", symbol: "G_0", unit: "S", range: [LOW, HIGH] },
    { name: "present", label: "Conductance now", symbol: "G(t)", unit: "S", range: [0, HIGH] },
    { name: "relaxed", label: "Share of sites relaxed", symbol: "r", unit: "1", range: [0, 1] },
    { name: "mean", label: "Mean barrier", symbol: "E_0", unit: "eV", range: [0.6, 1.3] },
    { name: "sd", label: "Spread of barriers", symbol: "\\sigma_E", unit: "eV", range: [0, 0.12] },
  ],
  window: () => [LOW, HIGH],
  driven: "pulses",
  pulses: () => ({ set: 1, reset: -1, width: WIDTH }),
  sweep: () => ({ amplitude: 1, period: 20 * WIDTH, read: 0.1 }),
  retention: (params, _conductance, seconds) => heoRetention(params, heoBarriers(params), seconds),
  allocate: (arena, shape) => new HeoBank(arena, shape),
};
