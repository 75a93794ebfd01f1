import type { PopulationRole } from "../../workers/protocol";
import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the network lesson. Every verdict is read from channels; times are biological. */

const milliseconds = (value: number): Measurement => ({ value, unit: "ms", digits: 0 });
const hertz = (value: number, digits = 1): Measurement => ({ value, unit: "Hz", digits });
const share = (value: number, digits = 0): Measurement => ({ value, unit: "%", digits });
const number = (value: number, digits: number): Measurement => ({ value, unit: "", digits });

const NOTHING = { measured: {}, outcome: null } as const;

/** One quantity over time, oldest first; NaN marks a break. */
interface Series {
  readonly length: number;
  /** Biological time in ms. */
  time(i: number): number;
  value(i: number): number;
}

/** A weighted sum of the signals of a trace. */
function series(reader: ChannelReader, channel: string, weights: readonly number[]): Series {
  const trace = reader.read(channel, "trace");
  if (trace === null) return { length: 0, time: () => Number.NaN, value: () => Number.NaN };
  const { steps, values } = trace;
  const { stepMs } = reader.clock;
  return {
    length: steps.length,
    time: (i) => (steps[i] ?? Number.NaN) * stepMs,
    value: (i) => weights.reduce((sum, weight, k) => sum + weight * (values[i * weights.length + k] ?? Number.NaN), 0),
  };
}

/** Mean over from < time <= until, breaks left out; NaN when nothing lies there. */
function meanOf(of: Series, from: number, until = Number.POSITIVE_INFINITY): number {
  let sum = 0;
  let count = 0;
  for (let i = of.length - 1; i >= 0 && of.time(i) > from; i--) {
    const value = of.value(i);
    if (of.time(i) > until || Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Number of neurons with a role. */
function neurons(reader: ChannelReader, role: PopulationRole): number {
  const spec = reader.spec("spikes");
  if (spec?.kind !== "spikes") return 0;
  return spec.populations.reduce((sum, rows) => sum + (rows.role === role ? rows.size : 0), 0);
}

/** Rate of all neurons together, dead or alive, Hz. */
function rates(reader: ChannelReader): Series {
  const sizes = [neurons(reader, "excitatory"), neurons(reader, "inhibitory")] as const;
  const all = sizes[0] + sizes[1];
  return series(
    reader,
    "rate",
    sizes.map((size) => size / all),
  );
}

/** Share of the neurons that spiked in each window of 50 ms. */
const activeShares = (reader: ChannelReader): Series => series(reader, "active", [0.01]);

/** Mean rate of all neurons over the last so many ms, Hz. */
const recentRate = (reader: ChannelReader, ms: number): number => meanOf(rates(reader), reader.clock.time - ms);

const scalarOf = (reader: ChannelReader, channel: string): number =>
  reader.read(channel, "scalar")?.value ?? Number.NaN;

/** So long it takes to gather intervals enough for the irregularity. */
const GATHERED = 2000;

/**
 * How fast and how regularly the neurons fire. Fast: above 150 Hz; slow: below 100 Hz, half of what the excited network
 * reaches. Regular: a coefficient of variation below 0.2; irregular: above 0.25.
 */
function regime(reader: ChannelReader) {
  const rate = recentRate(reader, 1000);
  const cv = scalarOf(reader, "meanCv");
  if (Number.isNaN(rate) || Number.isNaN(cv)) return NOTHING;
  const outcome = () => {
    if (reader.elapsed < GATHERED) return null;
    if (rate < 1) return "silent";
    if (rate > 150 && cv < 0.2) return "fastRegular";
    if (rate < 100 && cv < 0.2) return "slowRegular";
    return rate < 100 && cv > 0.25 ? "slowIrregular" : null;
  };
  return { measured: { rate: hertz(rate), cv: number(cv, 2) }, outcome: outcome() };
}

/** Most that prediction and measurement may differ to count as the same. */
const AGREES = 0.03;

/** The rate over 3 s beside the one that theory predicts for these parameters. */
function theory(reader: ChannelReader) {
  const predicted = scalarOf(reader, "meanFieldRate");
  const rate = recentRate(reader, 3000);
  if (Number.isNaN(predicted) || Number.isNaN(rate)) return NOTHING;
  const error = predicted / rate - 1;
  const measured = { predicted: hertz(predicted), rate: hertz(rate), error: { ...share(error, 1), signed: true } };
  if (reader.elapsed < 3500) return { measured, outcome: null };
  return { measured, outcome: Math.abs(error) <= AGREES ? "close" : error > 0 ? "high" : "low" };
}

/** Silence that separates two episodes of activity, ms. */
const PAUSE = 50;

/** The last episode of activity: its first and last bin with spikes, and the last one of the episode before. */
function lastEpisode(rate: Series): { readonly onset: number; readonly last: number; readonly earlier: number } | null {
  let last = Number.NaN;
  let onset = Number.NaN;
  for (let i = rate.length - 1; i >= 0; i--) {
    if (!(rate.value(i) > 0)) continue;
    const time = rate.time(i);
    if (Number.isNaN(last)) last = time;
    else if (onset - time > PAUSE) return { onset, last, earlier: time };
    onset = time;
  }
  return Number.isNaN(last) ? null : { onset, last, earlier: 0 };
}

/**
 * What becomes of activity that a kick has woken. It fades when nothing spikes for 200 ms, and goes on when neurons still
 * spike one second after the kick; above 60 Hz it has run away.
 */
function afterKick(reader: ChannelReader) {
  const { time: now } = reader.clock;
  const episode = lastEpisode(rates(reader));
  if (episode === null) return NOTHING;
  const { onset, last, earlier } = episode;
  const rate = recentRate(reader, 200);
  const measured = {
    before: milliseconds(onset - earlier),
    since: milliseconds(now - onset),
    lasted: milliseconds(last - onset),
    rate: hertz(rate),
  };
  const outcome = () => {
    if (now - last >= 200) return "fades";
    if (now - onset < 1000) return null;
    return rate > 60 ? "runaway" : "goesOn";
  };
  return { measured, outcome: outcome() };
}

/** Length of a window of activity, ms; share of all neurons above which nobody is dead; windows looked at since. */
const WINDOW = 50;
const NEARLY_ALL = 0.9;
const WINDOWS = 10;
/** Share of the neurons that may be left alive. */
const FEW_ENOUGH = 0.6;
/** What the start of a run does to its rates is over, ms. */
const STARTED = 100;

/**
 * Rate of the survivors against the rate of all before.
 *
 * Deaths carry no time, but windows do: before, nearly every neuron spikes in 50 ms; since, no more than are alive, which
 * must hold for ten windows.
 */
function survivors(reader: ChannelReader) {
  const all = neurons(reader, "excitatory") + neurons(reader, "inhibitory");
  const alive = scalarOf(reader, "alive") / all;
  const active = activeShares(reader);
  const after = active.length - WINDOWS;
  if (!(alive > 0 && alive <= FEW_ENOUGH) || after < 0) return NOTHING;
  let whole = active.length - 1;
  while (whole >= 0 && !(active.value(whole) > NEARLY_ALL)) whole--;
  if (active.value(after) > alive || whole >= after) return NOTHING;
  const rate = rates(reader);
  const was = meanOf(rate, STARTED, active.time(whole) - WINDOW);
  const is = meanOf(rate, active.time(after)) / alive;
  const ratio = is / was;
  if (Number.isNaN(ratio)) return NOTHING;
  const measured = {
    alive: share(alive),
    before: hertz(was),
    after: hertz(is),
    change: { ...share(ratio - 1), signed: true },
  };
  const outcome = () => {
    if (ratio >= 1.1) return "faster";
    if (ratio <= 0.9) return "slower";
    return Math.abs(ratio - 1) < 0.05 ? "same" : null;
  };
  return { measured, outcome: outcome() };
}

/** How far the spectrum stands out in a band. */
interface Peak {
  readonly at: number;
  /** In multiples of the floor. */
  readonly height: number;
}

/**
 * The strongest rhythm from 6 to 16 Hz and from 28 to 60 Hz, against the mean above 200 Hz, where independent neurons have
 * no more and no less. One that stands out tenfold is there; below fourfold there is none.
 */
function rhythms(reader: ChannelReader) {
  const spectrum = reader.read("spectrum", "curve");
  if (spectrum === null) return NOTHING;
  const points = Array.from(spectrum.x, (x, i) => ({ x, y: spectrum.y[i] ?? Number.NaN })).filter(
    ({ y }) => !Number.isNaN(y),
  );
  const band = (from: number, to: number) => points.filter(({ x }) => x >= from && x <= to);
  const high = band(200, Number.POSITIVE_INFINITY);
  const floor = high.reduce((sum, { y }) => sum + y, 0) / high.length;
  const strongest = (from: number, to: number): Peak => {
    const { x, y } = band(from, to).reduce((a, b) => (b.y > a.y ? b : a), { x: Number.NaN, y: 0 });
    return { at: x, height: y / floor };
  };
  const slow = strongest(6, 16);
  const fast = strongest(28, 60);
  if (!(slow.height > 0 && fast.height > 0)) return NOTHING;
  const measured = {
    slowAt: hertz(slow.at, 0),
    slow: number(slow.height, 0),
    fastAt: hertz(fast.at, 0),
    fast: number(fast.height, 0),
  };
  const outcome = () => {
    if (reader.elapsed < 5000) return null;
    if (slow.height < 4 && fast.height < 4) return "flat";
    if (slow.height > 10 && fast.height > 10) return "both";
    if (slow.height > 10 && fast.height < 4) return "slow";
    return fast.height > 10 && slow.height < 4 ? "fast" : null;
  };
  return { measured, outcome: outcome() };
}

/** Clustering and path length of the present graph relative to the ring: low below a fifth, high above four fifths. */
function shortcuts(reader: ChannelReader) {
  const spec = reader.spec("smallWorldCurve");
  const curve = reader.read("smallWorldCurve", "curve");
  if (spec?.kind !== "curve" || curve === null) return NOTHING;
  const present = (name: string): number => {
    const row = spec.series.findIndex((series) => series.name === name);
    const values = row < 0 ? [] : Array.from(curve.y.subarray(row * curve.x.length, (row + 1) * curve.x.length));
    return values.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  };
  const clustering = present("clusteringHere");
  const path = present("pathHere");
  if (Number.isNaN(clustering) || Number.isNaN(path)) return NOTHING;
  const measured = { clustering: share(clustering), path: share(path, 1) };
  const outcome = () => {
    if (clustering > 0.8) return path < 0.2 ? "path" : path > 0.8 ? "neither" : null;
    if (clustering < 0.2) return path < 0.2 ? "both" : path > 0.8 ? "clustering" : null;
    return null;
  };
  return { measured, outcome: outcome() };
}

/** Mean share of the neurons that are active in 50 ms, over one second: below 1 %, a few more, or more than 4 %. */
function active(reader: ChannelReader) {
  const mean = meanOf(activeShares(reader), reader.clock.time - 1000);
  if (Number.isNaN(mean)) return NOTHING;
  const outcome = () => {
    if (reader.elapsed < 2000) return null;
    if (mean < 0.01) return "below";
    return mean > 0.04 ? "many" : mean < 0.03 ? "few" : null;
  };
  return { measured: { active: share(mean, 1), rate: hertz(recentRate(reader, 1000), 2) }, outcome: outcome() };
}

const REGIMES = ["fastRegular", "slowRegular", "slowIrregular", "silent"] as const;
const ERRORS = ["close", "high", "low"] as const;
const FATES = ["fades", "goesOn", "runaway"] as const;
const SURVIVORS = ["faster", "same", "slower"] as const;
const RHYTHMS = ["flat", "slow", "fast", "both"] as const;
const GRAPHS = ["neither", "clustering", "path", "both"] as const;
const SHARES = ["below", "few", "many"] as const;

/** Large enough for the share of active neurons to be steady, small enough for a telephone. */
const NODES = { path: "smallWorld.nodes", value: 20_000 } as const;

export const NETWORK_CHALLENGES = {
  inhibition: {
    preset: "brunelAI",
    free: [],
    restart: false,
    speed: 1,
    outcomes: REGIMES,
    measure: regime,
  },
  inhibitionControl: {
    preset: "brunelSR",
    free: [],
    restart: false,
    speed: 1,
    outcomes: REGIMES,
    claim: "fastRegular",
    measure: regime,
  },
  theory: {
    preset: "brunelAI",
    free: [],
    restart: true,
    speed: "max",
    outcomes: ERRORS,
    measure: theory,
  },
  theoryControl: {
    preset: "brunelAI",
    set: [{ path: "brunel.eta", value: 0.9 }],
    free: [],
    restart: false,
    speed: "max",
    outcomes: ERRORS,
    claim: "high",
    measure: theory,
  },
  survivors: {
    preset: "brunelAI",
    set: [{ path: "brunel.g", value: 6 }],
    free: [],
    restart: true,
    speed: 1,
    outcomes: SURVIVORS,
    measure: survivors,
  },
  survivorsControl: {
    preset: "brunelSR",
    free: [],
    restart: true,
    speed: 1,
    outcomes: SURVIVORS,
    claim: "slower",
    measure: survivors,
  },
  kick: {
    preset: "cobaQuiet",
    free: [],
    restart: true,
    speed: 0.5,
    outcomes: FATES,
    measure: afterKick,
  },
  kickControl: {
    preset: "cobaQuiet",
    set: [{ path: "vogelsAbbott.gE", value: 3 }],
    free: [],
    restart: true,
    speed: 0.5,
    outcomes: FATES,
    claim: "fades",
    measure: afterKick,
  },
  rhythm: {
    preset: "izhikevich2003",
    free: [],
    restart: true,
    speed: "max",
    outcomes: RHYTHMS,
    measure: rhythms,
  },
  rhythmControl: {
    preset: "izhikevich2003",
    set: [
      { path: "izhikevich.excitation", value: 0 },
      { path: "izhikevich.inhibition", value: 0 },
    ],
    free: [],
    restart: true,
    speed: "max",
    outcomes: RHYTHMS,
    claim: "flat",
    measure: rhythms,
  },
  shortcuts: {
    preset: "ring",
    set: [{ path: "smallWorld.p", value: 0.02 }],
    free: [],
    restart: false,
    speed: 1,
    outcomes: GRAPHS,
    measure: shortcuts,
  },
  shortcutsControl: {
    preset: "random",
    free: [],
    restart: false,
    speed: 1,
    outcomes: GRAPHS,
    claim: "both",
    measure: shortcuts,
  },
  silence: {
    preset: "smallWorldLoud",
    set: [NODES],
    free: [],
    restart: false,
    speed: 1,
    outcomes: SHARES,
    measure: active,
  },
  silenceControl: {
    preset: "smallWorld",
    set: [NODES, { path: "smallWorld.w", value: 0 }],
    free: [],
    restart: false,
    speed: 1,
    outcomes: SHARES,
    claim: "below",
    measure: active,
  },
} as const satisfies Readonly<Record<string, Challenge>>;
