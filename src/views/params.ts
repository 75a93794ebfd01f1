import type { ParamSpec } from "../../workers/params/schema";
import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";

/** Reading parameters by path and moving them by hand within their ranges. */

/** Number at a dotted path; NaN when there is none. */
export function numberAt(params: ParamTree, path: string): number {
  const value = getParam(params, path);
  return typeof value === "number" ? value : Number.NaN;
}

export type NumberSpec = ParamSpec & { readonly kind: "number" | "integer" };

export const isNumberSpec = (spec: ParamSpec): spec is NumberSpec => spec.kind === "number" || spec.kind === "integer";

/** What of a number's declaration decides how a hand moves it. */
export type Travel = Pick<NumberSpec, "kind" | "min" | "max" | "scale" | "step">;

/** Keys move a value through its range in about this many steps, unless its schema names a step. */
const KEY_STEPS = 200;

const bounded = ({ min, max }: Travel, value: number): number => Math.min(max, Math.max(min, value));

/** A dragged value: inside its range, with three significant digits, as many as a hand can mean. */
export function fromDrag(spec: Travel, value: number): number {
  const rounded = spec.kind === "integer" ? Math.round(value) : Number(value.toPrecision(3));
  return bounded(spec, rounded);
}

/** The value `steps` key presses away: by the schema's step, or along the logarithm where its scale says so. */
export function nudge(spec: Travel, value: number, steps: number): number {
  if (spec.scale === "log") {
    const moved = value * (spec.max / spec.min) ** (steps / KEY_STEPS);
    return bounded(spec, Number(moved.toPrecision(3)));
  }
  const step = spec.step ?? (spec.max - spec.min) / KEY_STEPS;
  // On the grid of steps, and without the dust of binary fractions.
  return bounded(spec, Number((Math.round(value / step + steps) * step).toPrecision(9)));
}
