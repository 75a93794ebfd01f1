import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the lesson on single neurons. Every verdict is read from channels; times are biological. */

const milliseconds = (value: number, digits = 1): Measurement => ({ value, unit: "ms", digits });
const hertz = (value: number): Measurement => ({ value, unit: "Hz", digits: 1 });
const factor = (value: number, digits = 2): Measurement => ({ value, unit: "", digits });
const count = (value: number): Measurement => ({ value, unit: "", digits: 0 });
const share = (value: number): Measurement => ({ value, unit: "%", digits: 0 });
const deviation = (value: number): Measurement => ({ value, unit: "%", digits: 1, signed: true });

const NOTHING = { measured: {}, outcome: null } as const;

/** Rows of the two cells in the raster. */
const FIRST = 0;
const SECOND = 1;

/** Times (ms) of the spikes of one cell from `from` to `to`, ascending. */
function spikesOf(reader: ChannelReader, row: number, from: number, to: number): number[] {
  const spikes = reader.read("spikes", "spikes");
  if (spikes === null) return [];
  const { steps, neurons, late } = spikes;
  const times: number[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const time = (steps[i] as number) * reader.clock.stepMs - (late?.[i] ?? 0);
    // No spike lies more than a step before its stamp.
    if (time < from - reader.clock.stepMs) break;
    if (neurons[i] === row && time >= from && time <= to) times.push(time);
  }
  return times.reverse();
}

const intervalsOf = (times: readonly number[]): number[] => times.slice(1).map((t, i) => t - (times[i] as number));

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Time at which the present run, or what it became by the last edit, began. */
const sinceOf = ({ clock, elapsed }: ChannelReader): number => clock.time - elapsed;

/** A run is first looked at a little after its start; what is younger counts from its beginning, ms. */
const GRACE = 600;

/** Beginning of the first period of the stimulus that went by under the present parameters as a whole. */
function wholePeriod(reader: ChannelReader, period: number): number {
  const since = sinceOf(reader);
  return since <= GRACE ? 0 : Math.ceil(since / period) * period;
}

/** Rates (Hz) at two currents of the measured curve, and by what factor the closed form says they differ. */
const LOW = 1000;
const HIGH = 2000;
/** After an edit the curve of before stays until a new one has begun. */
const CURVE_MS = 300;

function doubling(reader: ChannelReader) {
  const spec = reader.spec("fi");
  const curve = reader.read("fi", "curve");
  if (spec?.kind !== "curve" || curve === null || reader.elapsed < CURVE_MS) return NOTHING;
  const at = (name: string, current: number): number => {
    const row = spec.series.findIndex((series) => series.name === name);
    const i = curve.x.findIndex((x) => Math.abs(x - current) < 0.5);
    return row < 0 || i < 0 ? Number.NaN : (curve.y[row * curve.x.length + i] ?? Number.NaN);
  };
  const [low, high] = [at("measured", LOW), at("measured", HIGH)];
  const theory = at("theory", HIGH) / at("theory", LOW);
  const ratio = high / low;
  if (!Number.isFinite(ratio) || !Number.isFinite(theory)) return NOTHING;
  const measured = { low: hertz(low), high: hertz(high), ratio: factor(ratio), theory: factor(theory) };
  const outcome = ratio < 1.9 ? "less" : ratio > 2.1 ? "more" : "double";
  return { measured, outcome };
}

/** Of the preset `adapting`: how long the current is on and how often it comes. */
const ON = 600;
const PERIOD = 1000;

/** Last against first interval within one step of current: longer by half, shorter by a fifth, or the same to a quarter. */
function adaptation(reader: ChannelReader) {
  const start = wholePeriod(reader, PERIOD);
  const intervals = intervalsOf(spikesOf(reader, FIRST, start, start + ON));
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined || intervals.length < 3) return NOTHING;
  const ratio = last / first;
  const measured = { first: milliseconds(first), last: milliseconds(last), ratio: factor(ratio, 1) };
  if (reader.clock.time < start + ON) return { measured, outcome: null };
  const change = () => {
    if (ratio >= 1.5) return "grow";
    if (ratio <= 0.8) return "shrink";
    return ratio <= 1.25 ? "even" : null;
  };
  return { measured, outcome: change() };
}

/** What an edit leaves behind dies away within this time, ms. */
const SETTLE = 400;
/** A cell without a spike for so long is silent, ms. */
const SILENT = 1500;

/**
 * The grouping of the spikes after an edit: intervals of one kind (longest at most 1.5 times the shortest) or of two
 * (at least 3 times), from six intervals on; or no spikes at all.
 */
function grouping(reader: ChannelReader) {
  const intervals = intervalsOf(spikesOf(reader, FIRST, sinceOf(reader) + SETTLE, reader.clock.time));
  if (intervals.length === 0 && reader.elapsed < SILENT) return NOTHING;
  const [shortest, longest] = intervals.length === 0 ? [0, 0] : [Math.min(...intervals), Math.max(...intervals)];
  const border = Math.sqrt(shortest * longest);
  const long = intervals.flatMap((interval, i) => (interval >= border ? [i] : []));
  const cycles = long.length - 1;
  const perGroup = cycles > 0 ? ((long.at(-1) as number) - (long[0] as number)) / cycles : 0;
  const measured = {
    shortest: milliseconds(shortest),
    longest: milliseconds(longest),
    together: factor(longest <= 1.5 * shortest ? Math.min(1, intervals.length) : perGroup, 1),
  };
  const kind = () => {
    if (intervals.length === 0) return "silent";
    if (intervals.length < 6) return null;
    if (longest <= 1.5 * shortest) return "single";
    return longest >= 3 * shortest && cycles > 1 ? "bursts" : null;
  };
  return { measured, outcome: kind() };
}

/** The current of the ramp test, pA and ms: up within 2 s, held, off, then up at once. */
const TOP = 600;
const STEP_AT = 3500;
const RAMP_PERIOD = 4500;
const RAMP = [
  { path: "stimulus.kind", value: "waveform" },
  { path: "stimulus.times", value: [0, 2000, 2500, 2500.1, STEP_AT, STEP_AT + 0.1, 4400] },
  { path: "stimulus.values", value: [0, TOP, TOP, 0, 0, TOP, TOP] },
  { path: "stimulus.period", value: RAMP_PERIOD },
] as const;
/** How long after the step a spike counts as its effect, ms. */
const ANSWER = 400;

/** Whether the cell spikes on the way up, and after the step to the same current. */
function arrival(reader: ChannelReader) {
  const start = wholePeriod(reader, RAMP_PERIOD);
  const step = start + STEP_AT;
  if (reader.clock.time < start) return NOTHING;
  const slow = spikesOf(reader, FIRST, start, step).length;
  const quick = spikesOf(reader, FIRST, step, step + ANSWER);
  const measured = { ramp: count(slow), step: count(quick.length) };
  if (reader.clock.time < step + ANSWER) return { measured, outcome: null };
  const outcome = quick.length > 0 ? (slow > 0 ? "both" : "step") : slow > 0 ? "ramp" : "neither";
  return { measured, outcome };
}

const SECOND_MS = 1000;

/** Spikes of two cells within a second: the same to a quarter, or not. */
function faster(reader: ChannelReader) {
  const from = wholePeriod(reader, 1);
  if (reader.clock.time < from + SECOND_MS) return NOTHING;
  const [map, equations] = [FIRST, SECOND].map((row) => spikesOf(reader, row, from, from + SECOND_MS).length) as [
    number,
    number,
  ];
  const ratio = map / equations;
  if (!Number.isFinite(ratio)) return NOTHING;
  const measured = { map: count(map), equations: count(equations), ratio: share(ratio) };
  const outcome = ratio < 0.75 ? "equations" : ratio > 1 / 0.75 ? "map" : "equal";
  return { measured, outcome };
}

/** Intervals of a cell against the closed form: the same to 0.2 %, or off by half a per cent at least. */
function againstTheory(reader: ChannelReader) {
  const theory = reader.read("theoryRate", "scalar")?.value ?? Number.NaN;
  const intervals = intervalsOf(spikesOf(reader, FIRST, sinceOf(reader) + 50, reader.clock.time));
  if (!(theory > 0) || intervals.length < 20) return NOTHING;
  const interval = meanOf(intervals);
  const rate = 1000 / interval;
  const off = rate / theory - 1;
  const measured = {
    interval: milliseconds(interval, 3),
    exact: milliseconds(1000 / theory, 3),
    rate: hertz(rate),
    theory: hertz(theory),
    deviation: deviation(off),
  };
  const verdict = () => {
    if (Math.abs(off) <= 0.002) return "exact";
    if (Math.abs(off) < 0.005) return null;
    return off < 0 ? "slow" : "fast";
  };
  return { measured, outcome: verdict() };
}

/** The last half of a second, when an onset is over. */
const LATE = 500;

/** Which of two cells still fires a second after the beginning. */
function survivors(reader: ChannelReader) {
  const { time } = reader.clock;
  const [axon, capacitor] = [FIRST, SECOND].map(
    (row) => (1000 * spikesOf(reader, row, time - LATE, time).length) / LATE,
  ) as [number, number];
  if (reader.elapsed < 2 * LATE) return NOTHING;
  const measured = { axon: hertz(axon), capacitor: hertz(capacitor) };
  const outcome = axon > 0 ? (capacitor > 0 ? "neither" : "capacitor") : capacitor > 0 ? "axon" : "both";
  return { measured, outcome };
}

/** A fast-spiking cell as the published map steps it, and beside it as its equations have it. */
const MAP_AND_EQUATIONS = [
  { path: "izhikevich.mode", value: "paper" },
  { path: "second.model", value: "izhikevich" },
  { path: "second.izhikevich.mode", value: "ode" },
  { path: "second.izhikevich.a", value: 0.1 },
  { path: "second.izhikevich.d", value: 2 },
] as const;

const GRID = [
  { path: "stimulus.amplitude", value: 1000 },
  { path: "dt", value: 1 },
] as const;

/** Axon and capacitor of half the preset's membrane, so that the range of currents reaches 200 µA/cm². */
const HALF = [
  { path: "hodgkinHuxley.area", value: 2500 },
  { path: "second.lif.capacitance", value: 25 },
] as const;

const GAINS = ["less", "double", "more"] as const;
const CHANGES = ["even", "grow", "shrink"] as const;
const GROUPINGS = ["single", "bursts", "silent"] as const;
const ARRIVALS = ["both", "step", "ramp", "neither"] as const;
const WINNERS = ["equal", "map", "equations"] as const;
const DEVIATIONS = ["exact", "slow", "fast"] as const;
const SILENCED = ["neither", "axon", "capacitor", "both"] as const;

export const NEURON_CHALLENGES = {
  doubling: {
    preset: "lifCurve",
    set: [{ path: "stimulus.amplitude", value: HIGH }],
    free: [],
    restart: true,
    speed: 0.1,
    outcomes: GAINS,
    measure: doubling,
  },
  doublingControl: {
    preset: "lifCurve",
    set: [
      { path: "stimulus.amplitude", value: HIGH },
      { path: "lif.refractory", value: 0 },
    ],
    free: [],
    restart: false,
    speed: 0.1,
    outcomes: GAINS,
    claim: "more",
    measure: doubling,
  },
  adaptation: {
    preset: "adapting",
    free: [],
    restart: true,
    speed: 0.2,
    outcomes: CHANGES,
    measure: adaptation,
  },
  adaptationControl: {
    preset: "adapting",
    set: [{ path: "adex.b", value: 0 }],
    free: [],
    restart: true,
    speed: 0.2,
    outcomes: CHANGES,
    claim: "even",
    measure: adaptation,
  },
  bursts: {
    preset: "regularBursting",
    free: [],
    restart: false,
    speed: 0.3,
    outcomes: GROUPINGS,
    measure: grouping,
  },
  burstsControl: {
    preset: "regularBursting",
    set: [{ path: "adex.reset", value: -58 }],
    free: [],
    restart: false,
    speed: 0.3,
    outcomes: GROUPINGS,
    claim: "single",
    measure: grouping,
  },
  ramp: {
    preset: "adaptation",
    set: RAMP,
    free: [],
    restart: true,
    speed: 1,
    outcomes: ARRIVALS,
    measure: arrival,
  },
  rampControl: {
    preset: "adaptation",
    set: [...RAMP, { path: "adex.a", value: 0 }],
    free: [],
    restart: true,
    speed: 1,
    outcomes: ARRIVALS,
    claim: "both",
    measure: arrival,
  },
  map: {
    preset: "fastSpiking",
    set: MAP_AND_EQUATIONS,
    free: [],
    restart: true,
    speed: 0.3,
    outcomes: WINNERS,
    measure: faster,
  },
  mapControl: {
    preset: "fastSpiking",
    set: [...MAP_AND_EQUATIONS, { path: "izhikevich.d", value: 20 }, { path: "second.izhikevich.d", value: 20 }],
    free: [],
    restart: true,
    speed: 0.3,
    outcomes: WINNERS,
    claim: "equal",
    measure: faster,
  },
  grid: {
    preset: "lifCurve",
    set: GRID,
    free: [],
    restart: true,
    speed: 0.1,
    outcomes: DEVIATIONS,
    measure: againstTheory,
  },
  gridControl: {
    preset: "lifCurve",
    set: [...GRID, { path: "lif.integrator", value: "continuous" }],
    free: [],
    restart: false,
    speed: 0.1,
    outcomes: DEVIATIONS,
    claim: "exact",
    measure: againstTheory,
  },
  block: {
    preset: "reduced",
    set: [...HALF, { path: "stimulus.amplitude", value: 5000 }],
    free: [],
    restart: true,
    speed: 0.3,
    outcomes: SILENCED,
    measure: survivors,
  },
  blockControl: {
    preset: "reduced",
    set: [...HALF, { path: "stimulus.amplitude", value: 500 }],
    free: [],
    restart: false,
    speed: 0.3,
    outcomes: SILENCED,
    claim: "neither",
    measure: survivors,
  },
} as const satisfies Readonly<Record<string, Challenge>>;
