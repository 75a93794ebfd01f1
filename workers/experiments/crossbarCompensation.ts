import { columnAlphas, globalAlpha, regrownTarget, worstWeights } from "../crossbar/compensation";
import type { CrossbarParams } from "./crossbarParams";
import type { CrossbarSize } from "./crossbarSize";

/** What makes up for drift: factors on the outputs, and cells that are programmed anew. */

type Compensation = CrossbarParams["compensation"];

/** Outputs of one-hot read-outs [rows, outputs]: conductances, or of pairs their differences, S. */
export function readOuts(cells: Float64Array, { columns, pairs }: CrossbarSize): Float64Array {
  if (!pairs) return cells;
  return Float64Array.from(
    { length: cells.length / 2 },
    (_, k) => (cells[2 * k] as number) - (cells[2 * k + 1] as number),
  ).subarray(0, (cells.length / columns) * (columns / 2));
}

/** Factors [columns] that make up for what read-outs lost since they were `before`. */
export function factorsOf(
  compensation: Compensation,
  before: Float64Array,
  now: Float64Array,
  size: CrossbarSize,
): Float64Array {
  const factors = new Float64Array(size.columns).fill(1);
  if (compensation === "none") return factors;
  const outputs = size.pairs ? size.columns / 2 : size.columns;
  if (compensation === "global") return factors.fill(globalAlpha(before, now));
  const alphas = columnAlphas(before, now, outputs);
  return factors.map((_, j) => alphas[size.pairs ? Math.floor(j / 2) : j] as number);
}

/**
 * The worst share of the weights at a present age: cells of the array and what each is to be programmed to, S. A cell
 * that will be multiplied by a factor is programmed to its target over that factor.
 */
export function regrowth(
  share: number,
  factors: Float64Array,
  now: Float64Array,
  wanted: Float64Array,
  size: CrossbarSize,
): readonly (readonly [cell: number, conductance: number])[] {
  const { columns, pairs } = size;
  const each = pairs ? 2 : 1;
  const outputs = columns / each;
  const alphas = Float64Array.from({ length: outputs }, (_, j) => factors[each * j] as number);
  const worst = worstWeights(readOuts(wanted, size), readOuts(now, size), alphas, share);
  return [...worst].flatMap((weight) =>
    Array.from({ length: each }, (_, part) => {
      const cell = each * weight + part;
      return [cell, regrownTarget(wanted[cell] as number, alphas[weight % outputs] as number)] as const;
    }),
  );
}
