import { z } from "zod";
import type { UnitName } from "../units/units";
import { ASSET_TEXT } from "./assets";

/**
 * Constructors for parameter schemas. A schema is the only home of default, range, unit, label, symbol and meaning of
 * a parameter; form, validation, URL, command line and documentation are derived from it.
 */

// Schemas compiled at run time would need `eval`, which the page forbids.
z.config({ jitless: true });

export type Badge = "surrogate" | "hypothesis" | "unverified";

/** True while the parameter at `path` has one of the values. */
export interface Condition {
  readonly path: string;
  readonly in: readonly (string | boolean)[];
}

export interface ParamMeta {
  readonly label: string;
  /** The paper's letter, as TeX. */
  readonly symbol: string;
  readonly unit: UnitName;
  /** One sentence shown on hover and focus. */
  readonly doc: string;
  /** True: takes effect at the next step. False: the run is rebuilt from its seed. A condition: live only while it holds. */
  readonly live: boolean | Condition;
  readonly group: string;
  readonly scale?: "linear" | "log";
  readonly step?: number;
  readonly badge?: Badge;
  /** The parameter matters only while the condition, or every one of them, holds. */
  readonly when?: Condition | readonly Condition[];
}

interface NumberMeta extends ParamMeta {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly doc: string;
}

export type KindMeta =
  | {
      readonly kind: "number" | "integer";
      readonly min: number;
      readonly max: number;
      /** The only values allowed, ascending. */
      readonly values?: readonly number[];
    }
  | { readonly kind: "choice"; readonly choices: readonly Choice<string>[] }
  | { readonly kind: "flag" }
  | { readonly kind: "asset" }
  | { readonly kind: "times"; readonly max: number; readonly maxLength: number }
  | { readonly kind: "numbers"; readonly min: number; readonly max: number; readonly maxLength: number };

/** A real number in [min, max]. */
export const real = ({ min, max, default: value, ...meta }: NumberMeta) =>
  z
    .number()
    .min(min)
    .max(max)
    .default(value)
    .meta({ ...meta, kind: "number", min, max });

/** One of a few numbers in ascending order, e.g. steps of time that divide a millisecond. */
export const stepped = ({
  values,
  default: value,
  ...meta
}: ParamMeta & { readonly values: readonly [number, ...number[]]; readonly default: number }) =>
  z
    .literal([...values])
    .default(value)
    .meta({ ...meta, kind: "number", min: values[0], max: values.at(-1), values });

/** An integer in [min, max]. */
export const integer = ({ min, max, default: value, ...meta }: NumberMeta) =>
  z
    .int()
    .min(min)
    .max(max)
    .default(value)
    .meta({ ...meta, kind: "integer", min, max });

/** One of several named options. */
export const choice = <const C extends readonly [Choice<string>, ...Choice<string>[]]>({
  choices,
  default: value,
  ...meta
}: ParamMeta & { readonly choices: C; readonly default: C[number]["value"] }) => {
  const values = choices.map((option) => option.value) as [C[number]["value"], ...C[number]["value"][]];
  return z
    .enum(values)
    .default(value as never)
    .meta({ ...meta, kind: "choice", choices });
};

/** On or off. */
export const flag = ({ default: value, ...meta }: ParamMeta & { readonly default: boolean }) =>
  z
    .boolean()
    .default(value)
    .meta({ ...meta, kind: "flag" });

/** A data file of the user as `assets.ts` names it; none by default. Another file always rebuilds the run. */
export const asset = (meta: Omit<ParamMeta, "unit" | "live">) =>
  z
    .string()
    .regex(ASSET_TEXT)
    .default("")
    .meta({ ...meta, unit: "1", live: false, kind: "asset" });

/** Event times in ms, strictly ascending, each in [0, max]. */
export const times = ({
  max,
  maxLength,
  default: value,
  ...meta
}: ParamMeta & { readonly max: number; readonly maxLength: number; readonly default: readonly number[] }) =>
  z
    .array(z.number().min(0).max(max))
    .max(maxLength)
    .refine((list) => list.every((t, i) => i === 0 || t > (list[i - 1] as number)), {
      message: "times must ascend and differ",
    })
    .default([...value])
    .meta({ ...meta, kind: "times", max, maxLength });

/** A list of real numbers, each in [min, max]. */
export const numbers = ({
  min,
  max,
  maxLength,
  default: value,
  ...meta
}: ParamMeta & {
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
  readonly default: readonly number[];
}) =>
  z
    // One loop: an array of a quarter of a million conductances is checked with every edit, and a schema of each member
    // would take twenty times as long.
    .custom<number[]>(
      (list) =>
        Array.isArray(list) &&
        list.length <= maxLength &&
        list.every((x: unknown) => typeof x === "number" && x >= min && x <= max),
    )
    .default([...value])
    .meta({ ...meta, kind: "numbers", min, max, maxLength });

export type ParamSpec = ParamMeta &
  KindMeta & {
    /** Dotted path in the parameter tree. */
    readonly path: string;
    readonly default: number | boolean | string | readonly number[];
  };

export type ParamSchema = z.ZodObject<z.core.$ZodLooseShape>;

/** Every leaf of a schema in declaration order. */
export function describeParams(schema: ParamSchema, prefix = ""): ParamSpec[] {
  return Object.entries(schema.shape).flatMap(([key, child]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const inner = child instanceof z.ZodPrefault || child instanceof z.ZodDefault ? child.unwrap() : child;
    if (inner instanceof z.ZodObject) return describeParams(inner as ParamSchema, path);
    const meta = (child as z.ZodType).meta() as (ParamMeta & KindMeta) | undefined;
    if (meta === undefined) throw new Error(`parameter ${path} has no meta`);
    return [{ ...meta, path, default: (child as z.ZodType).parse(undefined) as ParamSpec["default"] }];
  });
}

/** A nested group whose members all have defaults. */
export const group = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape).prefault({} as never);
