import type { CurveData } from "../../workers/protocol";
import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the lesson on memristive devices. Every verdict is read from channels; times are those of the run. */

const plain = (value: number, digits: number): Measurement => ({ value, unit: "", digits });
const share = (value: number, digits = 1): Measurement => ({ value, unit: "%", digits });
const change = (value: number, digits = 1): Measurement => ({ value, unit: "%", digits, signed: true });
const micro = (value: number, unit: "µS" | "µW", digits = 2): Measurement => ({ value: value * 1e6, unit, digits });

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

/** Value of a curve at x, along straight lines of the logarithm where it spans decades. */
function valueAt({ x, y }: { x: Float32Array; y: Float32Array }, at: number, log: boolean): number {
  const after = x.findIndex((value) => value >= at);
  if (after < 0) return Number.NaN;
  if (after === 0) return Math.abs((x[0] as number) - at) <= 1e-6 * Math.abs(at) ? (y[0] as number) : Number.NaN;
  const [x0, x1] = [x[after - 1] as number, x[after] as number];
  const [y0, y1] = [y[after - 1] as number, y[after] as number];
  const part = (at - x0) / (x1 - x0);
  return log ? Math.exp(Math.log(y0) + part * Math.log(y1 / y0)) : y0 + part * (y1 - y0);
}

/** Area of a lobe of the standard device at 1 Hz and 1 V in closed form, V A. */
const AREA_AT_1_HZ = 3.66157e-5;

/** Area of the lobes after two whole periods, against that at 1 Hz. */
function lobes(period: number) {
  return (reader: ChannelReader) => {
    if (reader.elapsed < 2.05 * period) return NOTHING;
    const area = scalarOf(reader, "area");
    if (!Number.isFinite(area)) return NOTHING;
    const ratio = area / AREA_AT_1_HZ;
    const outcome = ratio < 0.5 ? "shrink" : ratio > 2 ? "grow" : ratio > 0.9 && ratio < 1.1 ? "same" : null;
    return { measured: { area: micro(area, "µW"), ratio: plain(ratio, 3) }, outcome };
  };
}

/** One round of read pulses, ms, and how many there are in it. */
const ROUND = 2000;
export const READS = 100;

/** Conductance after a round of read pulses against that before it. */
function reading(reader: ChannelReader) {
  const trace = reader.read("conductance", "trace");
  const spec = reader.spec("conductance");
  if (trace === null || spec?.kind !== "trace" || trace.steps.length < 2) return NOTHING;
  const { stepMs, time } = reader.clock;
  const first = trace.steps.findIndex((step) => step * stepMs >= time - reader.elapsed);
  if (first < 0 || reader.elapsed < ROUND) return NOTHING;
  const width = spec.signals.length;
  const last = trace.steps.findLastIndex((step) => step * stepMs <= time - reader.elapsed + ROUND);
  const [before, after] = [trace.values[first * width] as number, trace.values[last * width] as number];
  const moved = after / before - 1;
  const outcome = Math.abs(moved) < 1e-6 ? "none" : moved > 0.01 ? "up" : moved < -0.01 ? "down" : null;
  return { measured: { before: micro(before, "µS", 1), after: micro(after, "µS", 1), moved: change(moved) }, outcome };
}

/** How many times sooner the device switches at the higher of two voltages. */
function sooner(low: number, high: number) {
  return (reader: ChannelReader) => {
    const curve = seriesOf(reader, "switching", "switching");
    if (curve === null) return NOTHING;
    const [slow, fast] = [valueAt(curve, low, true), valueAt(curve, high, true)];
    const ratio = slow / fast;
    if (!Number.isFinite(ratio)) return NOTHING;
    const measured = {
      slow: { value: slow * 1000, unit: "ms", digits: 3 },
      fast: { value: fast * 1000, unit: "ms", digits: 3 },
      ratio: plain(ratio, ratio < 10 ? 2 : 0),
    } as const;
    return { measured, outcome: ratio < 1.6 ? "little" : ratio > 20 ? "huge" : "several" };
  };
}

/** Rise over the first tenth of the pulses against that over the last tenth. */
function stairs(reader: ChannelReader) {
  const up = seriesOf(reader, "staircase", "up");
  const values = up === null ? [] : [...up.y].filter(Number.isFinite);
  const tenth = Math.floor(values.length / 10);
  if (tenth < 1) return NOTHING;
  const rise = (from: number, to: number): number => (values[to] as number) - (values[from] as number);
  const [first, last] = [rise(0, tenth), rise(values.length - 1 - tenth, values.length - 1)];
  const ratio = first / last;
  const outcome = ratio > 2 ? "shrink" : ratio < 0.5 ? "grow" : ratio > 0.85 && ratio < 1.18 ? "even" : null;
  // Nanosiemens devices and microsiemens devices alike: shares of the whole staircase.
  const whole = rise(0, values.length - 1);
  return { measured: { first: share(first / whole), last: share(last / whole), ratio: plain(ratio, 1) }, outcome };
}

/** Time from one pair of spikes to the next, ms. */
const PAIR = 250;

/** What the last whole pair did to the conductance. */
function pairing(reader: ChannelReader) {
  if (reader.elapsed < 2.1 * PAIR) return NOTHING;
  const [moved, xi] = [scalarOf(reader, "change"), scalarOf(reader, "xi")];
  if (!Number.isFinite(moved)) return NOTHING;
  const outcome = moved > 0 ? "up" : moved < 0 ? "down" : "none";
  return { measured: { moved: { ...micro(moved, "µS", 3), signed: true }, xi: plain(xi, 3) }, outcome };
}

const DAY = 86_400;

/** What is left of the conductance after a day at rest. */
function kept(reader: ChannelReader) {
  const curve = seriesOf(reader, "retention", "kept");
  const left = curve === null ? Number.NaN : 1 + valueAt(curve, DAY, false) / 100;
  if (!Number.isFinite(left)) return NOTHING;
  const outcome = left > 0.97 ? "all" : left < 0.2 ? "nothing" : left < 0.9 ? "part" : null;
  return { measured: { left: share(left) }, outcome };
}

const own = { path: "stimulus.own", value: true } as const;
const HZ10 = [own, { path: "stimulus.period", value: 0.1 }] as const;
const READ = [
  own,
  { path: "stimulus.kind", value: "pulses" },
  { path: "stimulus.set", value: 0.1 },
  { path: "stimulus.width", value: 0.01 },
  { path: "stimulus.interval", value: ROUND / 1000 / READS },
  { path: "stimulus.up", value: READS },
  { path: "stimulus.down", value: 0 },
] as const;
const AS_MADE = { path: "stimulus.own", value: false } as const;
const STAIRS = [AS_MADE, { path: "stimulus.kind", value: "pulses" }] as const;
const OVERLAP = [{ path: "setup", value: "overlap" }] as const;

const AREAS = ["same", "grow", "shrink"] as const;
const MOVES = ["none", "up", "down"] as const;
const SOONER = ["little", "several", "huge"] as const;
const STEPS = ["even", "shrink", "grow"] as const;
const KEPT = ["all", "part", "nothing"] as const;

const base = { preset: "loop", free: [], restart: true } as const;

export const DEVICE_CHALLENGES = {
  frequency: { ...base, set: HZ10, speed: 0.1, outcomes: AREAS, measure: lobes(100) },
  frequencyControl: { ...base, speed: 1, outcomes: AREAS, claim: "same", measure: lobes(1000) },
  reading: { ...base, set: READ, speed: 0.5, outcomes: MOVES, measure: reading },
  readingControl: {
    ...base,
    set: [...READ, { path: "model", value: "vteam" }],
    speed: 0.5,
    outcomes: MOVES,
    claim: "none",
    measure: reading,
  },
  dilemma: {
    ...base,
    set: [AS_MADE, { path: "model", value: "rram" }],
    speed: 0.001,
    outcomes: SOONER,
    measure: sooner(1.6, 1.8),
  },
  dilemmaControl: { ...base, speed: 0.5, outcomes: SOONER, claim: "little", measure: sooner(0.8, 0.9) },
  stairs: {
    ...base,
    set: [
      ...STAIRS,
      { path: "model", value: "exponentialUpdate" },
      { path: "exponentialUpdate.cycle", value: 0 },
      { path: "stimulus.up", value: 97 },
      { path: "stimulus.down", value: 100 },
    ],
    speed: 0.02,
    outcomes: STEPS,
    measure: stairs,
  },
  stairsControl: {
    ...base,
    set: [
      ...STAIRS,
      { path: "model", value: "ideal" },
      { path: "ideal.pulses", value: 50 },
      { path: "stimulus.up", value: 50 },
      { path: "stimulus.down", value: 50 },
    ],
    speed: 0.02,
    outcomes: STEPS,
    claim: "even",
    measure: stairs,
  },
  overlap: {
    ...base,
    set: [...OVERLAP, { path: "overlap.interval", value: -10 }],
    speed: 0.5,
    outcomes: MOVES,
    measure: pairing,
  },
  overlapControl: {
    ...base,
    set: [...OVERLAP, { path: "overlap.spikes", value: "pre" }],
    speed: 0.5,
    outcomes: MOVES,
    claim: "none",
    measure: pairing,
  },
  forgetting: {
    ...base,
    set: [AS_MADE, { path: "model", value: "pcmInference" }],
    speed: 0.5,
    outcomes: KEPT,
    measure: kept,
  },
  forgettingControl: { ...base, speed: 0.5, outcomes: KEPT, claim: "all", measure: kept },
} as const satisfies Readonly<Record<string, Challenge>>;
