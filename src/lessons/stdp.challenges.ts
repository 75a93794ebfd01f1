import { getParam } from "../../workers/params/validate";
import type { PopulationRole } from "../../workers/protocol";
import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the STDP lesson. Every verdict is read from channels; times are biological. */

const seconds = (ms: number): Measurement => ({ value: ms / 1000, unit: "s", digits: 0 });
const share = (value: number): Measurement => ({ value, unit: "%", digits: 0 });
const weight = (value: number, digits = 2): Measurement => ({ value, unit: "", digits });
const change = (value: number): Measurement => ({ value, unit: "", digits: 3, signed: true });
const hertz = (value: number): Measurement => ({ value, unit: "Hz", digits: 1 });

const NOTHING = { measured: {}, outcome: null } as const;

const meanOf = (values: Float32Array): number => values.reduce((sum, w) => sum + w, 0) / values.length;

const shareOf = (values: Float32Array, holds: (w: number) => boolean): number =>
  values.reduce((count, w) => count + Number(holds(w)), 0) / values.length;

/** Largest share of the weights that lies in one interval of the given width. */
function densest(values: Float32Array, width: number): number {
  const sorted = values.toSorted();
  let best = 0;
  let from = 0;
  for (let to = 0; to < sorted.length; to++) {
    while ((sorted[to] ?? 0) - (sorted[from] ?? 0) > width) from++;
    best = Math.max(best, to - from + 1);
  }
  return best / sorted.length;
}

/** Share of the weights in the fullest and in the emptiest tenth of [0, 1]. */
function evenness(values: Float32Array): { fullest: number; emptiest: number } {
  const tenths = Array.from({ length: 10 }, (_, i) => shareOf(values, (w) => Math.min(9, Math.floor(w * 10)) === i));
  return { fullest: Math.max(...tenths), emptiest: Math.min(...tenths) };
}

/**
 * The shape of the weight histogram.
 *
 * Two humps: at least 60 % of the weights lie outside (0.1, 0.9), at least 5 % on each side. One hump: less than 25 % lie
 * outside and 80 % share an interval of 0.4; initial weights, uniform in [0, 1], satisfy the first but not the second
 * condition. Uniform: every tenth of the range still holds 5 to 15 % after `patience` ms.
 */
function histogramShape(reader: ChannelReader, atLeast: number, patience: number) {
  const values = reader.read("weights", "vector")?.values;
  if (values === undefined || values.length === 0) return NOTHING;
  const low = shareOf(values, (w) => w < 0.1);
  const high = shareOf(values, (w) => w > 0.9);
  const together = densest(values, 0.4);
  const { fullest, emptiest } = evenness(values);
  const measured = {
    time: seconds(reader.elapsed),
    low: share(low),
    high: share(high),
    outside: share(low + high),
    together: share(together),
    mean: weight(meanOf(values)),
  };
  const shape = () => {
    if (reader.elapsed < atLeast) return null;
    if (low + high >= 0.6 && low >= 0.05 && high >= 0.05) return "two";
    if (low + high < 0.25 && together >= 0.8) return "one";
    if (reader.elapsed >= patience && emptiest >= 0.05 && fullest <= 0.15) return "uniform";
    return null;
  };
  return { measured, outcome: shape() };
}

/** Mean weights of the correlated and the other inputs, once they differ by 0.25, or still agree to 0.1 after 300 s. */
function winners(reader: ChannelReader) {
  const spec = reader.spec("weights");
  const values = reader.read("weights", "vector")?.values;
  if (spec?.kind !== "vector" || values?.length !== spec.length) return NOTHING;
  const mean = (role: PopulationRole): number => {
    const rows = spec.groups.find((group) => group.role === role);
    return rows === undefined || rows.size === 0
      ? Number.NaN
      : meanOf(values.subarray(rows.offset, rows.offset + rows.size));
  };
  const correlated = mean("correlated");
  const others = mean("input");
  const lead = correlated - others;
  if (Number.isNaN(lead)) return NOTHING;
  const measured = {
    time: seconds(reader.elapsed),
    correlated: weight(correlated),
    others: weight(others),
    difference: { ...weight(lead), signed: true },
  };
  const winner = () => {
    if (reader.elapsed < 30_000) return null;
    if (lead >= 0.25) return "correlated";
    if (lead <= -0.25) return "others";
    return reader.elapsed >= 300_000 && Math.abs(lead) < 0.1 ? "even" : null;
  };
  return { measured, outcome: winner() };
}

const FREQUENCY = "protocol.frequency";

/** Preset frequency of the sweep, to which "faster" and "slower" refer. */
const START_FREQUENCY = 20;

/** Sign of the weight change when the protocol is over; only potentiation decides, for a frequency proves no "never". */
function reversal(reader: ChannelReader) {
  const { clock } = reader;
  const total = reader.read("weightChange", "scalar")?.value;
  if (total === undefined || clock.endStep === null || clock.step < clock.endStep) return NOTHING;
  const frequency = Number(getParam(reader.params, FREQUENCY));
  const measured = { frequency: hertz(frequency), change: change(total) };
  if (!(total > 0)) return { measured, outcome: null };
  return { measured, outcome: frequency > START_FREQUENCY ? "faster" : "slower" };
}

/** Series of the sweep in which the postsynaptic neuron fires first. */
const AFTER = "after";

/** Whether post-before-pre pairs potentiate at any frequency of the sweep. */
function sweepSign(reader: ChannelReader) {
  const spec = reader.spec("sweep");
  const sweep = reader.read("sweep", "curve");
  if (spec?.kind !== "curve" || sweep === null || sweep.x.length === 0) return NOTHING;
  const row = spec.series.findIndex((series) => series.name === AFTER);
  if (row < 0) return NOTHING;
  const points = Array.from(sweep.x, (x, i) => ({ x, y: sweep.y[row * sweep.x.length + i] ?? Number.NaN })).filter(
    (point) => Number.isFinite(point.y),
  );
  const best = points.reduce((a, b) => (b.y > a.y ? b : a), points[0] ?? { x: Number.NaN, y: Number.NaN });
  if (Number.isNaN(best.y)) return NOTHING;
  const measured = {
    from: hertz(Math.min(...points.map((point) => point.x))),
    to: hertz(Math.max(...points.map((point) => point.x))),
    largest: change(best.y),
    at: hertz(best.x),
  };
  return { measured, outcome: best.y > 0 ? "reverses" : "never" };
}

const SHAPES = ["uniform", "one", "two"] as const;
const POST_FIRST = { path: "protocol.interval", value: -10 } as const;

export const STDP_CHALLENGES = {
  histogram: {
    preset: "song",
    free: [],
    restart: true,
    speed: "max",
    outcomes: SHAPES,
    measure: (reader) => histogramShape(reader, 60_000, 600_000),
  },
  histogramControl: {
    preset: "multiplicative",
    free: [],
    restart: false,
    speed: "max",
    outcomes: SHAPES,
    claim: "one",
    measure: (reader) => histogramShape(reader, 20_000, 600_000),
  },
  correlated: {
    preset: "correlated",
    free: [],
    restart: true,
    speed: "max",
    outcomes: ["correlated", "others", "even"],
    measure: winners,
  },
  frequency: {
    preset: "frequencySweep",
    set: [POST_FIRST],
    free: [FREQUENCY],
    restart: true,
    speed: "max",
    outcomes: ["faster", "slower", "never"],
    measure: reversal,
  },
  frequencyControl: {
    preset: "frequencySweep",
    set: [POST_FIRST, { path: "rule.family", value: "pair" }],
    free: [FREQUENCY],
    restart: true,
    speed: "max",
    outcomes: ["never", "reverses"],
    claim: "never",
    measure: sweepSign,
  },
} as const satisfies Readonly<Record<string, Challenge>>;
