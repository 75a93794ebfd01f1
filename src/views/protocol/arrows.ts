import type { PairsData } from "../../../workers/protocol";
import { nearestTime, type Row, type Trains } from "./trains";

/** A weight change as an arrow from the partner's spike to the spike at which the weight changed. */
export interface Arrow {
  readonly from: Row;
  readonly fromTime: number;
  readonly toTime: number;
  readonly interval: number;
  readonly change: number;
}

/** Time steps by which a recorded change may lie beside its spike: the transmission delay and rounding. */
const SLACK_STEPS = 3;

/** The arrows whose two ends are known, oldest first. Changes without a partner spike have none. */
export function arrowsOf(pairs: PairsData | null, { pre, post }: Pick<Trains, Row>, stepMs: number): readonly Arrow[] {
  if (pairs === null) return [];
  const slack = SLACK_STEPS * stepMs;
  const arrows: Arrow[] = [];
  for (let i = 0; i < pairs.steps.length; i++) {
    const interval = pairs.intervals[i] as number;
    const change = pairs.changes[i] as number;
    if (Number.isNaN(interval) || change === 0) continue;
    const time = (pairs.steps[i] as number) * stepMs;
    const from: Row = interval > 0 ? "pre" : "post";
    const [partners, own] = from === "pre" ? [pre, post] : [post, pre];
    arrows.push({
      from,
      fromTime: nearestTime(partners, time - Math.abs(interval), slack),
      toTime: nearestTime(own, time, slack),
      interval,
      change,
    });
  }
  return arrows;
}
