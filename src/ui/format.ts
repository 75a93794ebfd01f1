import { parseSymbol, type SymbolPart } from "./tex";

/**
 * Numbers, quantities and symbols as text for canvases and readouts, where KaTeX cannot go. The minus is U+2212; a
 * no-break space stands between number and unit.
 */

const MINUS = "\u2212";
const SPACE = "\u00a0";
const NOTHING = "–";

const SUPERSCRIPT: Readonly<Record<string, string>> = {
  "+": "⁺",
  "−": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  p: "ᵖ",
  r: "ʳ",
  e: "ᵉ",
  o: "ᵒ",
  s: "ˢ",
  t: "ᵗ",
  n: "ⁿ",
  i: "ⁱ",
};
const SUBSCRIPT: Readonly<Record<string, string>> = {
  "+": "₊",
  "−": "₋",
  "0": "₀",
  "1": "₁",
  "2": "₂",
  "3": "₃",
  "4": "₄",
  "5": "₅",
  "6": "₆",
  "7": "₇",
  "8": "₈",
  "9": "₉",
  a: "ₐ",
  e: "ₑ",
  h: "ₕ",
  i: "ᵢ",
  j: "ⱼ",
  k: "ₖ",
  l: "ₗ",
  m: "ₘ",
  n: "ₙ",
  o: "ₒ",
  p: "ₚ",
  r: "ᵣ",
  s: "ₛ",
  t: "ₜ",
  u: "ᵤ",
  v: "ᵥ",
  x: "ₓ",
};
const script = (text: string, table: Readonly<Record<string, string>>, mark: string): string => {
  const letters = [...text];
  return letters.every((c) => c in table) ? letters.map((c) => table[c]).join("") : mark + text;
};

const plain = (parts: readonly SymbolPart[]): string =>
  parts
    .map((part) => {
      if (!("parts" in part)) return part.text;
      const table = part.kind === "sub" ? SUBSCRIPT : SUPERSCRIPT;
      return script(plain(part.parts), table, part.kind === "sub" ? "_" : "^");
    })
    .join("");

/** A short TeX symbol such as `\\tau_+` or `A_2^-` as plain text; a script without characters of its own keeps its mark. */
export const symbolText = (tex: string): string => plain(parseSymbol(tex));

/** A unit of the unit table as text; "" for pure numbers. */
export const unitText = (unit: string): string => (unit === "1" ? "" : unit.replace("_max", "ₘₐₓ"));

/** `digits` significant digits without trailing zeros; powers of ten where plain digits would hide the number. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return NOTHING;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e") as [string, string];
    const power = script(String(Number(exponent)).replace("-", MINUS), SUPERSCRIPT, "^");
    return `${String(Number(mantissa)).replace("-", MINUS)}×10${power}`;
  }
  const text = size >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits)));
  return text.replace("-", MINUS);
}

/** Number and unit, the unit as given. */
export function formatValue(value: number, unit: string, digits = 3): string {
  const text = unitText(unit);
  return text === "" || Number.isNaN(value) ? formatNumber(value, digits) : formatNumber(value, digits) + SPACE + text;
}

const PREFIXES: readonly (readonly [string, number])[] = [
  ["T", 1e12],
  ["G", 1e9],
  ["M", 1e6],
  ["k", 1e3],
  ["", 1],
  ["m", 1e-3],
  ["µ", 1e-6],
  ["n", 1e-9],
  ["p", 1e-12],
  ["f", 1e-15],
];

/** Units that take an SI prefix, with their size in the unit without one. */
const PREFIXED: Readonly<Record<string, readonly [string, number]>> = {
  s: ["s", 1],
  ms: ["s", 1e-3],
  Hz: ["Hz", 1],
  V: ["V", 1],
  mV: ["V", 1e-3],
  A: ["A", 1],
  pA: ["A", 1e-12],
  S: ["S", 1],
  nS: ["S", 1e-9],
  pF: ["F", 1e-12],
  GΩ: ["Ω", 1e9],
  µS: ["S", 1e-6],
  Ω: ["Ω", 1],
  kΩ: ["Ω", 1e3],
  µA: ["A", 1e-6],
  nA: ["A", 1e-9],
  µs: ["s", 1e-6],
  ns: ["s", 1e-9],
  m: ["m", 1],
  nm: ["m", 1e-9],
  fF: ["F", 1e-15],
  "V A": ["V A", 1],
  J: ["J", 1],
  pJ: ["J", 1e-12],
  fJ: ["J", 1e-15],
  W: ["W", 1],
  B: ["B", 1],
  bit: ["bit", 1],
};

const smallest = (prefixes: readonly (readonly [string, number])[]) => prefixes.at(-1) as readonly [string, number];

/** Prefixes in use with a unit: lengths of devices are told in nanometres however small they are, bits and bytes are whole. */
const prefixesOf = (base: string): readonly (readonly [string, number])[] => {
  if (base === "m") return PREFIXES.filter(([, size]) => size >= 1e-9 && size <= 1e3);
  return base === "B" || base === "bit" ? PREFIXES.filter(([, size]) => size >= 1) : PREFIXES;
};

/** Number and unit with the SI prefix that leaves 1 to 999 before the decimal point; ratios stay as they are. */
export function formatQuantity(value: number, unit: string, digits = 3): string {
  const base = PREFIXED[unit];
  if (base === undefined || value === 0 || !Number.isFinite(value)) return formatValue(value, unit, digits);
  // Rounded first, so that 999.9 becomes 1 k and not 1000.
  const inBase = Number((value * base[1]).toPrecision(digits));
  const prefixes = prefixesOf(base[0]);
  const prefix = prefixes.find(([, size]) => Math.abs(inBase) >= size * (1 - 1e-12)) ?? smallest(prefixes);
  return `${formatNumber(inBase / prefix[1], digits)}${SPACE}${prefix[0]}${base[0]}`;
}

/** Units of SI without a prefix: quantities of devices and circuits, which span many decades. */
const isBare = (unit: string): boolean => PREFIXED[unit]?.[1] === 1 && unit !== "Hz";

/** Seconds from which on minutes, hours and days read better than prefixes. */
const LONG_SECONDS = 1000;

/** A measured quantity: with an SI prefix where its unit has none yet, long times as a clock has them, else as given. */
export function formatMeasured(value: number, unit: string, digits = 3): string {
  if (unit === "s" && Math.abs(value) >= LONG_SECONDS && Number.isFinite(value)) {
    const { unit: shown, ms } = timeUnit(1000 * Math.abs(value));
    return `${formatNumber((1000 * value) / ms, digits)}${SPACE}${shown}`;
  }
  return isBare(unit) ? formatQuantity(value, unit, digits) : formatValue(value, unit, digits);
}

export interface AxisUnit {
  /** Unit with the prefix in which the ticks of an axis are best read. */
  readonly unit: string;
  /** Text of a tick of a linear axis; absent where its unit is the one as given. */
  readonly format?: (value: number) => string;
}

/** Unit of an axis from `low` to `high`: a bare unit of SI gets the prefix of the larger end. */
export function axisUnit(unit: string, low: number, high: number): AxisUnit {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!isBare(unit) || !(largest > 0) || !Number.isFinite(largest)) return { unit };
  const prefixes = prefixesOf(unit);
  const [prefix, size] = prefixes.find(([, one]) => largest >= one * (1 - 1e-12)) ?? smallest(prefixes);
  // Ticks are round numbers; what is left of them after ten digits is the dust of binary fractions.
  return { unit: prefix + unit, format: (value) => formatNumber(Number((value / size).toPrecision(10)), 6) };
}

/** Text of a tick of a logarithmic axis over many decades: powers of ten where plain digits would be long. */
export function formatDecade(value: number): string {
  if (value >= 0.01 && value < 1e4) return formatNumber(value);
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const mantissa = Number((value / 10 ** exponent).toPrecision(2));
  const power = `10${script(String(exponent).replace("-", MINUS), SUPERSCRIPT, "^")}`;
  return mantissa === 1 ? power : `${formatNumber(mantissa)}×${power}`;
}

export interface TimeUnit {
  readonly unit: "ps" | "ns" | "µs" | "ms" | "s" | "min" | "h" | "d" | "yr";
  readonly ms: number;
}

const HOUR = 3_600_000;
/** A Julian year. */
const YEAR = 365.25 * 24 * HOUR;

/** Units of time with the length in ms from which on the next one reads better. */
const TIME_UNITS: readonly (readonly [below: number, TimeUnit])[] = [
  [1.5e-6, { unit: "ps", ms: 1e-9 }],
  [1.5e-3, { unit: "ns", ms: 1e-6 }],
  [1.5, { unit: "µs", ms: 1e-3 }],
  [1_500, { unit: "ms", ms: 1 }],
  [900_000, { unit: "s", ms: 1_000 }],
  [3 * HOUR, { unit: "min", ms: 60_000 }],
  [72 * HOUR, { unit: "h", ms: HOUR }],
  [2 * YEAR, { unit: "d", ms: 24 * HOUR }],
  [Number.POSITIVE_INFINITY, { unit: "yr", ms: YEAR }],
];

/** The unit in which an axis of this length is best read. */
export function timeUnit(spanMs: number): TimeUnit {
  const found = TIME_UNITS.find(([below]) => spanMs < below) ?? TIME_UNITS.at(-1);
  return (found as (typeof TIME_UNITS)[number])[1];
}

/** Steps of so many ms belong to runs over hours to years. */
const COARSE_MS = 10_000;
/** Steps below this many ms, and times below twice as much, are written in µs, ns or ps. */
const FINE_MS = 1e-3;
/** More decimals than a double resolves over a long run would be noise. */
const MOST_DECIMALS = 9;

/**
 * A time or interval in ms: in milliseconds below a second, else in seconds with the same resolution. Where the step is
 * shorter than a microsecond, or the time is, in microseconds, nanoseconds or picoseconds; where steps last long, with four
 * digits in the unit that suits.
 *
 * @param step ms that must be told apart; 0.1 ms are told apart in any case
 */
export function formatTime(ms: number, step = 0.1): string {
  if (!Number.isFinite(ms)) return NOTHING;
  const size = Math.abs(ms);
  if (step >= COARSE_MS) {
    const { unit, ms: length } = timeUnit(size || step);
    return `${formatNumber(ms / length, 4)}${SPACE}${unit}`;
  }
  if (step >= FINE_MS && (size === 0 || size >= step / 2 || size >= 0.05)) {
    // Two decimals more than the size of the step needs tell its multiples apart, however odd it is.
    const enough = Math.max(0, Math.ceil(-Math.log10(step))) + 2;
    const digits = Math.max(1, Math.min(enough, String(step).split(".")[1]?.length ?? 0));
    return size < 1_000
      ? `${ms.toFixed(digits).replace("-", MINUS)}${SPACE}ms`
      : `${(ms / 1_000).toFixed(digits + 3).replace("-", MINUS)}${SPACE}s`;
  }
  // Units change at a thousand, so that a clock that runs does not jump back from 1.5 ns to 1500 ps.
  const { unit, ms: one } = timeUnit(Math.min(1_500, 1.5 * (size || step)));
  const [shownUnit, length] = size >= 1_000 ? ["s", 1_000] : [unit, one];
  if (step >= FINE_MS) return `${formatNumber(ms / length)}${SPACE}${shownUnit}`;
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, Math.ceil(Math.log10(length / step) - 1e-6)));
  return `${(ms / length).toFixed(decimals).replace("-", MINUS)}${SPACE}${shownUnit}`;
}

/** Factors below this are told as the time that passes in a second. */
const LEAST_FACTOR = 1e-4;

/** A real-time factor: as "0.5×", or where it is very small as the time that passes in a second. */
export function formatFactor(factor: number, digits = 3): string {
  return factor > 0 && factor < LEAST_FACTOR
    ? `${formatQuantity(factor, "s", digits)}/s`
    : `${formatNumber(factor, digits)}×`;
}

/** A length of time said shortly, e.g. "2 s". */
export function formatSpan(ms: number): string {
  const { unit, ms: size } = timeUnit(ms);
  return `${formatNumber(ms / size)}${SPACE}${unit}`;
}

/** Title of an axis: quantity, symbol and unit, as "Weight w (w/wₘₐₓ)". */
export function axisTitle({ label, symbol, unit }: { label: string; symbol?: string; unit: string }): string {
  const text = symbol === undefined ? "" : symbolText(symbol);
  const sign = text === "" || text === label ? "" : ` ${text}`;
  const dimension = unitText(unit);
  return label + sign + (dimension === "" ? "" : ` (${dimension})`);
}
