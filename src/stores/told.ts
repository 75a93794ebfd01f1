import { presentViewText, translate } from "../i18n";
import { formatFactor, formatNumber } from "../ui/format";
import { momentText } from "../views/clock";
import { useLab } from "./labStore";

/** Times and paces of the open run in the language of the page. */

/** A moment given in ms, as exact as single steps: "12.3450 s", or "step 1 234 · epoch 13.2". */
export const tellTime = (ms: number): string => momentText(presentViewText(), ms, useLab.getState());

export const tellStep = (step: number): string => tellTime(step * useLab.getState().stepMs);

/** Steps per wall time. */
export function tellRate(factor: number, digits = 3): string {
  const rate = Number(((factor * 1000) / useLab.getState().stepMs).toPrecision(digits));
  return rate === 1
    ? translate("time.stepPerSecond")
    : translate("time.stepsPerSecond", { rate: formatNumber(rate, digits) });
}

/** The run's time per wall time: as a factor, or where steps are counted as steps per second. */
export const tellPace = (factor: number, digits = 3): string =>
  useLab.getState().clock === undefined ? formatFactor(factor, digits) : tellRate(factor, digits);
