import type { ParamSpec } from "../../workers/params/schema";

/** How numbers of the schema are typed, shown, and mapped to the travel of a slider. */

export type NumberSpec = Extract<ParamSpec, { kind: "number" | "integer" }>;

/** Positions of a slider from one end to the other: finer than a pixel of the widest one. */
export const SLIDER_POSITIONS = 1000;

/** Enough digits to tell any two values that a person sets apart, few enough to hide rounding. */
const DIGITS = 6;

/** Plain digits where they are short, an exponent where they are not; reads back to the same number. */
export const formatField = (value: number): string => String(Number(value.toPrecision(DIGITS)));

/** Reads what a person types: a comma may be the decimal mark, signs may be typographic. NaN when it is no number. */
export function parseField(text: string): number {
  const plain = text
    .trim()
    .replace(/\u2212/g, "-")
    .replace(/,/g, ".");
  return plain === "" ? Number.NaN : Number(plain);
}

/** A log scale starts at 0 only where the schema says so; then its lowest decade is this far below the top. */
const LOG_SPAN = 1e-6;

const isLog = (spec: NumberSpec): boolean => spec.scale === "log" && spec.max > 0;
const floor = (spec: NumberSpec): number => (spec.min > 0 ? spec.min : spec.max * LOG_SPAN);

/** Place of the allowed value nearest to `value`. */
const placeOf = (values: readonly number[], value: number): number =>
  values.reduce(
    (best, allowed, i) => (Math.abs(allowed - value) < Math.abs((values[best] as number) - value) ? i : best),
    0,
  );

/** Slider position, 0..SLIDER_POSITIONS, of a value; values outside the range sit at the ends, a few allowed ones at even distances. */
export function toPosition(spec: NumberSpec, value: number): number {
  if (spec.values !== undefined) {
    return Math.round((placeOf(spec.values, value) / Math.max(1, spec.values.length - 1)) * SLIDER_POSITIONS);
  }
  const share = isLog(spec)
    ? Math.log(Math.max(value, floor(spec)) / floor(spec)) / Math.log(spec.max / floor(spec))
    : (value - spec.min) / (spec.max - spec.min);
  return Math.round(Math.min(1, Math.max(0, share)) * SLIDER_POSITIONS);
}

/** A step that divides the range into readable parts where the schema names none. */
function resolution(spec: NumberSpec): number {
  if (spec.kind === "integer") return spec.step ?? 1;
  return spec.step ?? 10 ** Math.floor(Math.log10((spec.max - spec.min) / 100));
}

const within = (spec: NumberSpec, value: number): number => Math.min(spec.max, Math.max(spec.min, value));

const tidy = (spec: NumberSpec, value: number): number =>
  within(spec, spec.kind === "integer" ? Math.round(value) : Number(value.toPrecision(DIGITS)));

/** Value at a slider position: a multiple of the step on a linear scale, three significant digits on a log scale. */
export function fromPosition(spec: NumberSpec, position: number): number {
  if (spec.values !== undefined) {
    const place = Math.round((position / SLIDER_POSITIONS) * (spec.values.length - 1));
    return spec.values[place] as number;
  }
  const share = position / SLIDER_POSITIONS;
  if (share <= 0) return spec.min;
  if (share >= 1) return spec.max;
  if (isLog(spec)) return tidy(spec, Number((floor(spec) * (spec.max / floor(spec)) ** share).toPrecision(3)));
  const step = resolution(spec);
  return tidy(spec, Math.round((spec.min + share * (spec.max - spec.min)) / step) * step);
}

/** The value `count` steps further; on a log scale a step is one unit of the second significant digit. */
export function nudge(spec: NumberSpec, value: number, count: number): number {
  if (spec.values !== undefined) {
    const place = placeOf(spec.values, value) + count;
    return spec.values[Math.min(spec.values.length - 1, Math.max(0, place))] as number;
  }
  if (!isLog(spec)) return tidy(spec, value + count * resolution(spec));
  if (value === 0) return count > 0 ? tidy(spec, floor(spec)) : spec.min;
  const decade = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return tidy(spec, value + count * (spec.kind === "integer" ? Math.max(1, decade) : decade));
}

/** Steps that a key asks for, `big` ones for Page and Shift; null for keys that are not about the value. */
export function stepsOfKey(key: string, shift: boolean): number | null {
  const size = shift ? 10 : 1;
  switch (key) {
    case "ArrowUp":
    case "ArrowRight":
      return size;
    case "ArrowDown":
    case "ArrowLeft":
      return -size;
    case "PageUp":
      return 10;
    case "PageDown":
      return -10;
    default:
      return null;
  }
}

/** Why the schema does not take a number; null when it does, so that a refusal has another reason. */
export function schemaFault(spec: NumberSpec, value: number): "notNumber" | "whole" | "range" | "values" | null {
  if (Number.isNaN(value)) return "notNumber";
  if (spec.values !== undefined) return spec.values.includes(value) ? null : "values";
  if (spec.kind === "integer" && !Number.isInteger(value)) return "whole";
  return value >= spec.min && value <= spec.max ? null : "range";
}

/** Reads a list of numbers; null when a member is none. */
export function parseList(text: string): number[] | null {
  const parts = text.split(/[\s;,]+/).filter((part) => part !== "");
  const list = parts.map(parseField);
  return list.some(Number.isNaN) ? null : list;
}
