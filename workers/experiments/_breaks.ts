import { type BrokenCode, HEALTHY, inject, MENDED, OPEN, SHORT, STUCK_OFF, STUCK_ON } from "../crossbar/faults";

/** How cells of arrays and blocks are broken: by hand, by chance, and as they are made. */

/** Codes of what hands can do to a cell. */
export const BREAKS = { stuckOn: STUCK_ON, stuckOff: STUCK_OFF, short: SHORT, open: OPEN } as const satisfies Readonly<
  Record<string, BrokenCode>
>;
export type BreakName = keyof typeof BREAKS;

/** Parameters of cells that are made broken: percent of them, and how far a stuck one goes. */
export interface MadeFaults {
  readonly on: number;
  readonly off: number;
  readonly kind: "window" | "hard";
}

const kindsOf = ({ kind }: Pick<MadeFaults, "kind">) =>
  kind === "hard" ? ([SHORT, OPEN] as const) : ([STUCK_ON, STUCK_OFF] as const);

/** Code of what is wrong with a cell, by what a hand did and by its `lot` in [0, 1). */
export function faultOf(hand: number, lot: number, faults: MadeFaults): number {
  if (hand !== HEALTHY) return hand === MENDED ? HEALTHY : hand;
  const [on, off] = kindsOf(faults);
  if (100 * lot < faults.on) return on;
  return 100 * lot >= 100 - faults.off ? off : HEALTHY;
}

/** Breaks shares of the cells, in percent; each `round` is another draw. */
export function breakShares(
  hands: Uint8Array,
  columns: number,
  { on, off, kind, seed, round }: MadeFaults & { readonly seed: number; readonly round: number },
): void {
  const [onKind, offKind] = kindsOf({ kind });
  inject(hands, columns, { on: on / 100, off: off / 100, onKind, offKind, seed, round });
}
