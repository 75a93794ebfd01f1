import { choice, real } from "../params/schema";

/** What cells of an array and of a block have in common: what is broken, and what stands in series with them. */

const percent = { live: true, unit: "%", group: "faults", min: 0, max: 20, step: 0.1, default: 0 } as const;

export const STUCK_CELLS = {
  on: real({
    ...percent,
    label: "Stuck on",
    symbol: "p_{on}",
    doc: "Share of the cells that conduct for ever, whatever is programmed.",
  }),
  off: real({
    ...percent,
    label: "Stuck off",
    symbol: "p_{off}",
    doc: "Share of the cells that do not conduct any more.",
  }),
  kind: choice({
    live: true,
    unit: "1",
    group: "faults",
    label: "A stuck cell is",
    symbol: "\\text{stuck}",
    default: "window",
    doc: "How far a stuck cell goes.",
    choices: [
      {
        value: "window",
        label: "At the end of its window",
        doc: "It conducts as much, or as little, as a good cell can.",
      },
      { value: "hard", label: "Short or open", doc: "A short of 100 Ω, or no connection at all." },
    ],
  }),
} as const;

/** Choices of the access device. */
export const BARE = {
  value: "none",
  label: "None",
  doc: "Bare cells: the current is proportional to the voltage.",
} as const;
export const SELECTOR = {
  value: "selector",
  label: "Selector (1S1R)",
  doc: "Cells that conduct far less at half the voltage.",
} as const;
