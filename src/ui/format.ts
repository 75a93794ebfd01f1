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
};

/** Number and unit with the SI prefix that leaves 1 to 999 before the decimal point; ratios stay as they are. */
export function formatQuantity(value: number, unit: string, digits = 3): string {
  const base = PREFIXED[unit];
  if (base === undefined || value === 0 || !Number.isFinite(value)) return formatValue(value, unit, digits);
  // Rounded first, so that 999.9 becomes 1 k and not 1000.
  const inBase = Number((value * base[1]).toPrecision(digits));
  const prefix = PREFIXES.find(([, size]) => Math.abs(inBase) >= size * (1 - 1e-12)) ?? (["f", 1e-15] as const);
  return `${formatNumber(inBase / prefix[1], digits)}${SPACE}${prefix[0]}${base[0]}`;
}

export interface TimeUnit {
  readonly unit: "ms" | "s" | "min" | "h";
  readonly ms: number;
}

/** The unit in which an axis of this length is best read. */
export function timeUnit(spanMs: number): TimeUnit {
  if (spanMs < 1_500) return { unit: "ms", ms: 1 };
  if (spanMs < 900_000) return { unit: "s", ms: 1_000 };
  if (spanMs < 3 * 3_600_000) return { unit: "min", ms: 60_000 };
  return { unit: "h", ms: 3_600_000 };
}

/** A time or interval in ms: in milliseconds below a second, else in seconds with the same resolution of 0.1 ms. */
export function formatTime(ms: number): string {
  if (!Number.isFinite(ms)) return NOTHING;
  return Math.abs(ms) < 1_000
    ? `${ms.toFixed(1).replace("-", MINUS)}${SPACE}ms`
    : `${(ms / 1_000).toFixed(4).replace("-", MINUS)}${SPACE}s`;
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
