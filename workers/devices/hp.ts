import { z } from "zod";
import type { Block } from "../memory/arena";
import { choice, integer, real } from "../params/schema";
import { Bank } from "./_bank";
import type { DeviceModel } from "./_device";

/**
 * Linear ion drift: a doped and an undoped part in series, whose boundary moves with the charge that passes.
 *
 * Under a constant voltage a step has no error of its own without window: R^2 falls linearly with the flux. With a window
 * dx = k F(x) / R(x) dflux is integrated by Runge-Kutta of order four in substeps that follow its stiffness, good to 1e-7.
 */

const base = { live: true, group: "device" } as const;

const schema = z.strictObject({
  on: real({
    ...base,
    label: "Doped resistance",
    symbol: "R_{on}",
    unit: "Ω",
    min: 50,
    max: 1000,
    default: 100,
    doc: "Resistance when the whole film is doped.",
  }),
  off: real({
    ...base,
    label: "Undoped resistance",
    symbol: "R_{off}",
    unit: "kΩ",
    min: 5,
    max: 1000,
    default: 16,
    scale: "log",
    doc: "Resistance when nothing of the film is doped.",
  }),
  thickness: real({
    ...base,
    label: "Thickness",
    symbol: "D",
    unit: "nm",
    min: 5,
    max: 50,
    default: 10,
    doc: "Thickness of the film; the boundary moves faster through a thin one, with the square.",
  }),
  mobility: real({
    ...base,
    label: "Ion mobility",
    symbol: "\\mu",
    unit: "µm²/(V s)",
    min: 1e-3,
    max: 1,
    default: 0.01,
    scale: "log",
    doc: "Speed of the ions per field; in real oxides it depends strongly on the field, here it does not.",
  }),
  initial: real({
    ...base,
    live: false,
    label: "Resistance at first",
    symbol: "R_0",
    unit: "kΩ",
    min: 0.1,
    max: 1000,
    default: 11,
    scale: "log",
    doc: "Resistance as made; cut at the ends of the range.",
  }),
  window: choice({
    ...base,
    label: "Window",
    symbol: "F",
    unit: "1",
    default: "none",
    doc: "How the boundary slows down at the electrodes; each choice has a defect of its own.",
    choices: [
      { value: "none", label: "None", doc: "It runs into the electrode and stops there." },
      {
        value: "joglekar",
        label: "Joglekar",
        doc: "Slows at both ends; a state that reaches one stays there for ever.",
      },
      {
        value: "biolek",
        label: "Biolek",
        doc: "Slows only towards the end ahead, so that it can leave; jumps with the current.",
      },
      { value: "prodromakis", label: "Prodromakis", doc: "As Joglekar's, with a peak that can be scaled." },
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
  power: real({
    ...base,
    label: "Power of the window",
    symbol: "p",
    unit: "1",
    min: 0.1,
    max: 20,
    default: 1,
    scale: "log",
    doc: "Any positive number; a small one lowers the peak.",
    when: { path: "window", in: ["prodromakis"] },
  }),
  peak: real({
    ...base,
    label: "Scale of the window",
    symbol: "j",
    unit: "1",
    min: 0.1,
    max: 5,
    default: 1,
    doc: "Factor in front of the window.",
    when: { path: "window", in: ["prodromakis"] },
  }),
});

export type HpParams = z.output<typeof schema>;

const KINDS = { none: 0, joglekar: 1, biolek: 2, prodromakis: 3 } as const;

/** Constants in SI: resistances in Ω, and what a coulomb moves, k in 1/C. */
function constants({ on, off, thickness, mobility }: HpParams) {
  const depth = thickness * 1e-9;
  return { on, off: off * 1e3, k: (mobility * 1e-12 * on) / (depth * depth) };
}

/** Doped part that has a resistance in Ω. */
const partOf = ({ on, off }: { on: number; off: number }, ohms: number): number =>
  Math.min(1, Math.max(0, (off - ohms) / (off - on)));

class HpBank extends Bank<HpParams> {
  readonly variables;
  readonly #coefficients;

  constructor(...args: ConstructorParameters<typeof Bank>) {
    super(...args);
    this.variables = { x: this.arena.alloc("state", "f64", this.n) };
    this.#coefficients = this.arena.alloc("scratch", "f64", 6);
  }

  init(params: HpParams): void {
    this.update(params);
    this.variables.x.view.fill(partOf(constants(params), params.initial * 1e3));
  }

  update(params: HpParams): void {
    const { on, off, k } = constants(params);
    const { window, exponent, power, peak } = params;
    const p = window === "prodromakis" ? power : exponent;
    this.#coefficients.view.set([on, off, k, KINDS[window], p, peak]);
  }

  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void {
    this.kernel.hpStep(this.n, this.variables.x.ptr, volts.ptr, dt, amps.ptr, this.#coefficients.ptr);
  }

  read(_volts: number, out: Block<"f64">): void {
    this.kernel.hpRead(this.n, this.variables.x.ptr, out.ptr, this.#coefficients.ptr);
  }

  program(target: Block<"f64">, first?: number, end?: number): void {
    const [from, to] = this.span(first, end);
    this.kernel.hpPlace(from, to, this.variables.x.ptr, target.ptr, this.#coefficients.ptr);
  }

  rest(): void {}
}

export const hp: DeviceModel<typeof schema, HpParams> = {
  id: "hp",
  label: "Linear ion drift (HP)",
  doc: "A film whose doped part grows and shrinks with the charge that passes: the first memristor, and the simplest.",
  schema,
  equations: [
    { tex: "i = \\frac{v}{R_{on} x + R_{off}(1 - x)}", plain: "i = v / (R_on x + R_off (1 - x))" },
    { tex: "\\dot x = \\frac{\\mu R_{on}}{D^2}\\, i\\, F(x, i)", plain: "dx/dt = mu R_on / D^2 i F(x, i)" },
    {
      tex: "F = 1 - (2x-1)^{2p},\\quad 1 - (x - [i<0])^{2p},\\quad j\\,(1 - [(x-\\tfrac12)^2 + \\tfrac34]^p)",
      plain: "F = 1 - (2x-1)^(2p); 1 - (x - (i<0))^(2p); j (1 - ((x-1/2)^2 + 3/4)^p)",
    },
  ],
  integrator: "exact by flux without window, Runge-Kutta of order 4 in substeps with one",
  sources: [
    { citation: "Strukov, Snider, Stewart & Williams 2008, Nature", doi: "10.1038/nature06932" },
    { citation: "Joglekar & Wolf 2009, European Journal of Physics (window)", doi: "10.1088/0143-0807/30/4/001" },
    { citation: "Biolek, Biolek & Biolková 2009, Radioengineering 18:210 (window)" },
    { citation: "Prodromakis et al. 2011, IEEE Transactions on Electron Devices 58:3099 (window)" },
  ],
  validity: [
    { note: "There is no threshold: every reading moves the state a little." },
    { note: "The mobility does not depend on the field, though in real oxides it grows exponentially with it." },
    { note: "The state is a function of charge alone, except with Biolek's window." },
  ],
  inside: "boundary",
  shown: () => [{ name: "x", label: "Doped part", symbol: "x", unit: "1", range: [0, 1] }],
  window: ({ on, off }) => [1e-3 / off, 1 / on],
  driven: "voltage",
  pulses: () => ({ set: 1, reset: -1, width: 0.01 }),
  sweep: () => ({ amplitude: 1, period: 1, read: 0.1 }),
  rate(params, volts) {
    const { on, off, k } = constants(params);
    return (2 * k * volts) / (on + off);
  },
  switching(params, volts) {
    // Flux from one end to the other without window.
    const { on, off, k } = constants(params);
    return volts === 0 ? Number.POSITIVE_INFINITY : (on + off) / (2 * k * Math.abs(volts));
  },
  allocate: (arena, shape) => new HpBank(arena, shape),
};
