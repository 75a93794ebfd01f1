import type { RunClock } from "../../workers/protocol";
import { formatSpan, formatTime } from "../ui/format";
import type { ViewText } from "./strings";

/** Where a run is and how long parts of it are, in words: as time, or counted in steps of training and epochs. */

export interface Counted {
  readonly stepMs: number;
  /** Absent where steps are spans of biological time. */
  readonly clock?: RunClock | undefined;
}

/** A whole number with its thousands apart, in every language alike. */
export const countText = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/** Decimals of an epoch that tell single steps apart, as far as that helps. */
const decimals = (epoch: number): number => (epoch < 2 ? 0 : epoch < 200 ? 1 : 2);

/** A moment of the run, given in ms: "12.34 s", or "step 1 234 · epoch 13.2". */
export function momentText(t: ViewText, ms: number, { stepMs, clock }: Counted): string {
  if (clock === undefined) return formatTime(ms, stepMs);
  const step = Math.round(ms / stepMs);
  const epoch = (step / clock.epoch).toFixed(decimals(clock.epoch));
  return t("clock.moment", { step: countText(step), epoch });
}

/** A length of the run, given in ms: "2 s", or "500 steps". */
export const spanText = (t: ViewText, ms: number, { stepMs, clock }: Counted): string =>
  clock === undefined ? formatSpan(ms) : t("clock.span", { steps: countText(ms / stepMs) });
