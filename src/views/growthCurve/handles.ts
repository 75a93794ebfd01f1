import type { CurveData, CurveSpec, ParamTree } from "../../../workers/protocol";
import { numberAt, type Travel } from "../params";

/** What of a growth curve a hand can move: where growth is nothing, and how fast it is at most. */

export const HANDLES = ["eta", "epsilonE", "epsilonI", "rate"] as const;
export type HandleId = (typeof HANDLES)[number];

/** A handle stands on the axis of calcium, or at the top of the curve of a series. */
export interface Handle {
  readonly id: HandleId;
  readonly path: string;
  readonly value: number;
  readonly travel: Travel;
  /** Place in the units of the axes. */
  readonly x: number;
  readonly y: number;
}

/** Series at whose top the rate is held. */
const HELD = "dendriteE";

/** Where a series is highest; null where it has no value. */
export function peakOf(spec: CurveSpec, data: CurveData, series: string): { x: number; y: number } | null {
  const s = spec.series.findIndex(({ name }) => name === series);
  const n = data.x.length;
  let best = -1;
  for (let i = 0; s >= 0 && i < n; i++) {
    const y = data.y[s * n + i] as number;
    if (!Number.isNaN(y) && (best < 0 || y > (data.y[s * n + best] as number))) best = i;
  }
  return best < 0 ? null : { x: data.x[best] as number, y: data.y[s * n + best] as number };
}

/**
 * Handles of the parameters that the page names; one whose parameter means nothing now is missing.
 *
 * @param paths by id: the parameter of each handle
 */
export function handlesOf(
  spec: CurveSpec,
  data: CurveData | null,
  paths: Readonly<Partial<Record<HandleId, string>>>,
  params: ParamTree,
): readonly Handle[] {
  return HANDLES.flatMap((id): Handle[] => {
    const path = paths[id];
    const travel = (id === "rate" ? spec.y : spec.x).travel;
    if (path === undefined || travel === undefined) return [];
    const value = numberAt(params, path);
    if (Number.isNaN(value)) return [];
    const [min, max] = travel.range;
    if (id !== "rate") {
      const own: Travel = {
        kind: "number",
        min: id === "eta" ? min : travel.step,
        max,
        scale: "linear",
        step: travel.step,
      };
      return [{ id, path, value, travel: own, x: value, y: 0 }];
    }
    const top = data === null ? null : peakOf(spec, data, HELD);
    return top === null
      ? []
      : [{ id, path, value, travel: { kind: "number", min, max, scale: "log", step: travel.step }, ...top }];
  });
}

/** A limit must stay below the targets: the value as near to what is wanted as the others let it be. */
export function bounded(
  { id, travel }: Pick<Handle, "id" | "travel">,
  value: number,
  handles: readonly Handle[],
): number {
  const step = travel.step ?? 0;
  const of = (other: HandleId): number | undefined => handles.find((handle) => handle.id === other)?.value;
  if (id === "eta")
    return Math.max(
      travel.min,
      Math.min(value, ...["epsilonE", "epsilonI"].map((other) => (of(other as HandleId) ?? travel.max) - step)),
    );
  if (id === "rate") return value;
  return Math.min(travel.max, Math.max(value, (of("eta") ?? travel.min - step) + step, travel.min));
}
