import type { ScalarSpec } from "../protocol";

/** What the channels of both set-ups have in common. */

/** Steps between two samples of calcium and elements, and in a bin of the rate. */
export const SAMPLE = 100;
export const RATE_BIN = 500;
export const scalar = (label: string, doc: string, symbol: string, unit: string): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
});
export const alarm = (label: string, doc: string): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol: "!",
  unit: "1",
  alarm: true,
});

export const FROZEN = alarm("Topology is frozen", "1 while no connection dies or is born, because you froze it.");
