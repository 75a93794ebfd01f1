import { z } from "zod";
import { choice, flag, real } from "../params/schema";
import { type Material, material, RRAM_SETS } from "./_rramMaterial";

/** Parameters of the gap model of filamentary RRAM, and its constants in SI. */

const base = { live: true, group: "device" } as const;
const spread = { ...base, when: { path: "variability", in: [true] } } as const;

export const rramSchema = z.strictObject({
  set: choice({
    ...base,
    live: false,
    label: "Parameter set",
    symbol: "\\Theta",
    unit: "1",
    default: "asu",
    doc: "Constants of the material and the form of the barrier.",
    choices: [
      { value: "asu", label: "ASU", doc: "Two barriers, one for each direction; heats strongly." },
      { value: "stanford", label: "Stanford 1.0", doc: "One barrier, with a field below which nothing moves." },
      { value: "own", label: "Own constants", doc: "Every constant below by hand." },
    ],
  }),
  compliance: real({
    ...base,
    when: { path: "set", in: ["asu", "own"] },
    label: "Compliance",
    symbol: "I_{cc}",
    unit: "µA",
    min: 0,
    max: 1000,
    default: 100,
    doc: "Largest current of a positive voltage: the rest of the voltage drops elsewhere. It decides how thick the filament gets; 0 switches it off.",
  }),
  complianceStanford: real({
    ...base,
    when: { path: "set", in: ["stanford"] },
    label: "Compliance",
    symbol: "I_{cc}",
    unit: "µA",
    min: 0,
    max: 5000,
    default: 1000,
    doc: "The same for this set, which conducts an order of magnitude better; below 200 µA it cannot set at all.",
  }),
  ambient: real({
    ...base,
    label: "Ambient temperature",
    symbol: "T_0",
    unit: "K",
    min: 250,
    max: 500,
    default: 298,
    doc: "Temperature of the surroundings; retention shortens steeply with it.",
  }),
  initial: real({
    ...base,
    live: false,
    label: "Gap at first",
    symbol: "g(0)",
    unit: "nm",
    min: 0.1,
    max: 5,
    default: 1.7,
    doc: "Gap as made; from 3 nm on the device is pristine and must be formed once by a higher voltage.",
  }),
  variability: flag({
    ...base,
    label: "Variability",
    symbol: "\\circ",
    unit: "1",
    default: true,
    doc: "Devices differ from each other, and cycles of one device from each other.",
  }),
  gapSpread: real({
    ...spread,
    label: "Spread of the tunnel length",
    symbol: "\\sigma_{g_0}",
    unit: "%",
    min: 0,
    max: 10,
    default: 2,
    doc: "From device to device; it moves the off state most.",
  }),
  voltSpread: real({
    ...spread,
    label: "Spread of the voltage scale",
    symbol: "\\sigma_{V_0}",
    unit: "%",
    min: 0,
    max: 10,
    default: 2,
    doc: "From device to device.",
  }),
  speedSpread: real({
    ...spread,
    label: "Spread of the speed",
    symbol: "\\sigma_{vel}",
    unit: "%",
    min: 0,
    max: 30,
    default: 5,
    doc: "From device to device.",
  }),
  barrierSpread: real({
    ...spread,
    label: "Spread of the barrier",
    symbol: "\\sigma_E",
    unit: "meV",
    min: 0,
    max: 30,
    default: 10,
    doc: "From device to device; 26 meV change the speed by a factor of e at room temperature.",
  }),
  cycleSpread: real({
    ...spread,
    label: "Spread of the largest gap",
    symbol: "\\sigma_{g_{max}}",
    unit: "nm",
    min: 0,
    max: 0.3,
    default: 0.1,
    doc: "From cycle to cycle, drawn whenever the filament dissolves, around the largest gap less twice this.",
  }),
  jitter: real({
    ...spread,
    label: "Jitter of the gap",
    symbol: "\\delta_g",
    unit: "nm",
    min: 0,
    max: 0.5,
    default: 0,
    doc: "Random walk of a very hot tip, as its spread after a microsecond; a cold one does not move.",
  }),
  ...material,
});

export type RramParams = z.output<typeof rramSchema>;

/** The constants of one device in SI, energies in eV. */
export interface RramConstants {
  readonly i0: number;
  readonly g0: number;
  readonly v0: number;
  readonly vel0: number;
  /** Barriers of setting and resetting; `vel0` is halved where the two are one. */
  readonly eSet: number;
  readonly eReset: number;
  readonly gamma0: number;
  /** beta / g_1^3, 1/m^3 */
  readonly loss: number;
  readonly a0: number;
  readonly length: number;
  readonly gMin: number;
  readonly gMax: number;
  readonly heating: number;
  readonly fieldMin: number;
  /** K and A */
  readonly ambient: number;
  readonly compliance: number;
}

export function rramConstants(params: RramParams): RramConstants {
  const set: Material = params.set === "own" ? params : RRAM_SETS[params.set];
  const one = set.barriers === "one";
  const nano = 1e-9;
  return {
    i0: set.i0 * 1e-6,
    g0: set.g0 * nano,
    v0: set.v0,
    vel0: one ? 0.5 * set.vel0 : set.vel0,
    eSet: set.eSet,
    eReset: one ? set.eSet : set.eReset,
    gamma0: set.gamma0,
    loss: set.beta * 1e27,
    a0: set.a0 * nano,
    length: set.length * nano,
    gMin: set.gMin * nano,
    gMax: set.gMax * nano,
    heating: set.heating,
    fieldMin: set.fieldMin / nano,
    ambient: params.ambient,
    compliance: (params.set === "stanford" ? params.complianceStanford : params.compliance) * 1e-6,
  };
}
