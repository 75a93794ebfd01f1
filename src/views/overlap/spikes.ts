import type { CurveData, CurveSpec } from "../../../workers/protocol";
import type { Domain } from "../scale";

/** Two spikes and the voltage between them, as numbers. */

export const LANES = ["pre", "post", "device"] as const;
export type Lane = (typeof LANES)[number];

/** Columns of a curve by the names of its series; null where one is missing. */
export function lanesOf(spec: CurveSpec, data: CurveData): Readonly<Record<Lane, Float32Array>> | null {
  const n = data.x.length;
  const find = (name: Lane): Float32Array | null => {
    const series = spec.series.findIndex((one) => one.name === name);
    return series < 0 ? null : data.y.subarray(series * n, (series + 1) * n);
  };
  const [pre, post, device] = [find("pre"), find("post"), find("device")];
  return pre === null || post === null || device === null ? null : { pre, post, device };
}

/** A stretch of the device voltage beyond the threshold: corners of the area between them, first and last on the threshold. */
export interface Excess {
  readonly sign: 1 | -1;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Stretches beyond ±threshold; ends lie where the straight line between two samples crosses it. */
export function excesses(x: ArrayLike<number>, y: ArrayLike<number>, threshold: number): Excess[] {
  const found: Excess[] = [];
  for (const sign of [1, -1] as const) {
    let open: [number, number][] | null = null;
    const over = (i: number): boolean => sign * (y[i] as number) > threshold;
    const cross = (i: number): [number, number] => {
      const [y0, y1] = [sign * (y[i - 1] as number), sign * (y[i] as number)];
      const share = y0 === y1 ? 0 : (threshold - y0) / (y1 - y0);
      const x0 = x[i - 1] as number;
      return [x0 + share * ((x[i] as number) - x0), sign * threshold];
    };
    for (let i = 0; i < x.length; i++) {
      if (over(i)) {
        open ??= i === 0 ? [[x[i] as number, sign * threshold]] : [cross(i)];
        open.push([x[i] as number, y[i] as number]);
      } else if (open !== null) {
        open.push(cross(i));
        found.push({ sign, points: open });
        open = null;
      }
    }
    if (open !== null) found.push({ sign, points: [...open, [x[x.length - 1] as number, sign * threshold]] });
  }
  return found;
}

/** Part of the time axis that shows both spikes with most of their tails. */
export function spanOf(interval: number, tUp: number, tDown: number): Domain {
  const before = Math.max(2 * tUp, 6);
  return [Math.min(0, interval) - before, Math.max(0, interval) + 0.4 * tDown + before];
}

/** The same span around a place, `factor` times shorter; within the whole. */
export function zoomed(
  [low, high]: Domain,
  anchor: number,
  factor: number,
  [least, most]: Domain,
  shortest: number,
): Domain {
  const span = Math.min(most - least, Math.max(shortest, (high - low) / factor));
  const start = Math.min(most - span, Math.max(least, anchor - ((anchor - low) / (high - low)) * span));
  return [start, start + span];
}
