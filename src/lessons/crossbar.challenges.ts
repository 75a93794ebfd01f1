import { getParam } from "../../workers/params/validate";
import type { CurveData } from "../../workers/protocol";
import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the lesson on crossbars. Every verdict is read from channels; a step is one read cycle. */

const plain = (value: number, digits: number): Measurement => ({ value, unit: "", digits });
const share = (value: number, digits = 0): Measurement => ({ value: 100 * value, unit: "%", digits });

const NOTHING = { measured: {}, outcome: null } as const;

const scalarOf = (reader: ChannelReader, channel: string): number =>
  reader.read(channel, "scalar")?.value ?? Number.NaN;

/** Values of one series of a curve; null before there are any. */
function seriesOf(reader: ChannelReader, channel: string, name: string): { x: Float32Array; y: Float32Array } | null {
  const spec = reader.spec(channel);
  const data: CurveData | null = reader.read(channel, "curve");
  if (spec?.kind !== "curve" || data === null) return null;
  const series = spec.series.findIndex((one) => one.name === name);
  const n = data.x.length;
  return series < 0 ? null : { x: data.x, y: data.y.subarray(series * n, (series + 1) * n) };
}

/** The value at the point of a curve that lies nearest. */
function near({ x, y }: { x: Float32Array; y: Float32Array }, at: number): number {
  let best = 0;
  for (let k = 1; k < x.length; k++) {
    if (Math.abs((x[k] as number) - at) < Math.abs((x[best] as number) - at)) best = k;
  }
  return y[best] ?? Number.NaN;
}

/** Part of the current that wires and drivers take. */
function loss(reader: ChannelReader) {
  const lost = scalarOf(reader, "loss");
  if (!Number.isFinite(lost)) return NOTHING;
  return { measured: { lost: share(lost) }, outcome: lost < 0.25 ? "same" : lost < 0.5 ? "half" : "most" };
}

/** How much less current flows when the cell that is read is off. */
function margin(reader: ChannelReader) {
  const value = scalarOf(reader, "readMargin");
  if (!Number.isFinite(value)) return NOTHING;
  return { measured: { margin: share(value) }, outcome: value > 0.8 ? "all" : value > 0.3 ? "half" : "little" };
}

/** Decibels of one bit of a converter. */
const BIT = 6.02;

/** What the best range would give, against the present one. */
function range(reader: ChannelReader) {
  const curve = seriesOf(reader, "sqnr", "sqnr");
  const present = getParam(reader.params, "converter.range");
  if (curve === null || typeof present !== "number") return NOTHING;
  const now = near(curve, present);
  const best = curve.y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const gap = best - now;
  if (!Number.isFinite(gap)) return NOTHING;
  const at = curve.x[curve.y.indexOf(best)] as number;
  const measured = { now: plain(now, 1), best: plain(best, 1), at: plain(at, 1), bits: plain(gap / BIT, 1) };
  return { measured, outcome: gap < BIT / 2 ? "nothing" : gap < 1.3 * BIT ? "one" : "more" };
}

/** Part of the test pictures that are named rightly, and how many cells are broken. */
function accuracy(reader: ChannelReader) {
  const [right, faults] = [scalarOf(reader, "accuracy"), scalarOf(reader, "faultCount")];
  if (!Number.isFinite(right) || !Number.isFinite(faults)) return NOTHING;
  const measured = { accuracy: share(right), faults: plain(faults, 0) };
  return { measured, outcome: right > 0.8 ? "none" : right > 0.3 ? "some" : "ruin" };
}

const DAY = 86_400;

/** Error of the product after a day, as it is and with one factor on all outputs. */
function factor(reader: ChannelReader) {
  const [none, one] = [seriesOf(reader, "drift", "none"), seriesOf(reader, "drift", "global")];
  if (none === null || one === null) return NOTHING;
  const [bare, mended] = [near(none, DAY), near(one, DAY)];
  if (!(bare > 0) || !Number.isFinite(mended)) return NOTHING;
  const left = mended / bare;
  const measured = { bare: share(bare), mended: share(mended), left: share(left) };
  return { measured, outcome: left < 0.1 ? "gone" : left < 0.8 ? "part" : "all" };
}

const LARGE = [
  { path: "array.rows", value: 256 },
  { path: "array.columns", value: 256 },
] as const;
const READ = [
  { path: "array.rows", value: 16 },
  { path: "array.columns", value: 16 },
] as const;
const CONVERTED = [
  { path: "array.columns", value: 256 },
  { path: "array.gMax", value: 10 },
  { path: "converter.adc", value: 4 },
] as const;
const DIGITS = [
  { path: "array.source", value: "digits" },
  { path: "input.kind", value: "digit" },
  { path: "faults.kind", value: "hard" },
] as const;
const AGED = [
  { path: "array.source", value: "weights" },
  { path: "age", value: DAY },
] as const;

const LOSSES = ["same", "half", "most"] as const;
const MARGINS = ["all", "half", "little"] as const;
const GAINS = ["nothing", "one", "more"] as const;
const HARMS = ["none", "some", "ruin"] as const;
const LEFTS = ["gone", "part", "all"] as const;

/** Two read cycles a second. */
const base = { preset: "product", free: [], restart: true, speed: 2e-6 } as const;

export const CROSSBAR_CHALLENGES = {
  wires: { ...base, set: LARGE, outcomes: LOSSES, measure: loss },
  wiresControl: {
    ...base,
    set: [...LARGE, { path: "array.gMax", value: 10 }],
    outcomes: LOSSES,
    claim: "same",
    measure: loss,
  },
  sneak: { ...base, set: [...READ, { path: "scheme", value: "floating" }], outcomes: MARGINS, measure: margin },
  sneakControl: {
    ...base,
    set: [...READ, { path: "scheme", value: "groundAll" }],
    outcomes: MARGINS,
    claim: "all",
    measure: margin,
  },
  range: { ...base, set: [...CONVERTED, { path: "converter.range", value: 10 }], outcomes: GAINS, measure: range },
  rangeControl: {
    ...base,
    set: [...CONVERTED, { path: "converter.range", value: 2.5 }],
    outcomes: GAINS,
    claim: "nothing",
    measure: range,
  },
  faults: { ...base, set: [...DIGITS, { path: "faults.on", value: 0.2 }], outcomes: HARMS, measure: accuracy },
  faultsControl: {
    ...base,
    set: [...DIGITS, { path: "faults.off", value: 0.2 }],
    outcomes: HARMS,
    claim: "none",
    measure: accuracy,
  },
  drift: {
    ...base,
    set: [...AGED, { path: "cell.technology", value: "pcmInference" }],
    outcomes: LEFTS,
    measure: factor,
  },
  driftControl: {
    ...base,
    set: [...AGED, { path: "nonIdeal.drift.on", value: true }, { path: "nonIdeal.drift.sd", value: 0 }],
    outcomes: LEFTS,
    claim: "gone",
    measure: factor,
  },
} as const satisfies Readonly<Record<string, Challenge>>;
