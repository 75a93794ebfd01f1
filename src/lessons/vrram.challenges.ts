import { getParam } from "../../workers/params/validate";
import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the lesson on the block. Every verdict is read from channels; a step is a read cycle, or a batch of training. */

const plain = (value: number, digits: number): Measurement => ({ value, unit: "", digits });
const percent = (value: number, digits = 1): Measurement => ({ value, unit: "%", digits });

const NOTHING = { measured: {}, outcome: null } as const;

const scalarOf = (reader: ChannelReader, channel: string): number =>
  reader.read(channel, "scalar")?.value ?? Number.NaN;

const numberOf = (reader: ChannelReader, path: string): number => Number(getParam(reader.params, path));

/** Value of a series of a curve where x is, or nearest to, `at`. */
function pointOf(reader: ChannelReader, channel: string, name: string, at: number): number {
  const spec = reader.spec(channel);
  const data = reader.read(channel, "curve");
  if (spec?.kind !== "curve" || data === null) return Number.NaN;
  const n = data.x.length;
  const series = spec.series.findIndex((one) => one.name === name);
  let best = 0;
  for (let k = 1; k < n; k++) {
    if (Math.abs((data.x[k] as number) - at) < Math.abs((data.x[best] as number) - at)) best = k;
  }
  return series < 0 ? Number.NaN : (data.y[series * n + best] ?? Number.NaN);
}

/** Values of one signal of a trace; empty before there are any. */
function signalOf(reader: ChannelReader, channel: string, name: string): number[] {
  const spec = reader.spec(channel);
  const data = reader.read(channel, "trace");
  if (spec?.kind !== "trace" || data === null) return [];
  const [signal, width] = [spec.signals.findIndex((one) => one.name === name), spec.signals.length];
  return Array.from(data.steps, (_, i) => data.values[i * width + signal] ?? Number.NaN);
}

const MICRO = 1e6;

/** What leaves the pillar of a cell that is read, against what the cell alone would carry. */
function read(reader: ChannelReader) {
  const [current, own] = [scalarOf(reader, "readCurrent"), scalarOf(reader, "trueCurrent")];
  if (!Number.isFinite(current) || !(own > 0)) return NOTHING;
  const times = current / own;
  const measured = { current: plain(MICRO * current, 3), own: plain(MICRO * own, 3), times: plain(times, 1) };
  return { measured, outcome: times < 2 ? "own" : times <= 10 ? "some" : "many" };
}

/** How well an on cell could be told from an off cell where one is read. */
function margin(reader: ChannelReader) {
  const [left, current, own] = [
    scalarOf(reader, "readMargin"),
    scalarOf(reader, "readCurrent"),
    scalarOf(reader, "trueCurrent"),
  ];
  if (!Number.isFinite(left) || !Number.isFinite(current)) return NOTHING;
  const measured = {
    margin: percent(100 * left, 0),
    current: plain(MICRO * current, 2),
    own: plain(MICRO * own, 2),
  };
  return { measured, outcome: left < 0.2 ? "gone" : left <= 0.8 ? "part" : "kept" };
}

/** What the transistor and the wires take from a pillar of so many layers. */
function height(reader: ChannelReader) {
  const lost = pointOf(reader, "loss", "loss", numberOf(reader, "block.layers"));
  const foot = pointOf(reader, "drop", "pillar", 0) / numberOf(reader, "read.volts");
  if (!Number.isFinite(lost) || !Number.isFinite(foot)) return NOTHING;
  const measured = { lost: percent(100 * lost, 0), foot: percent(100 * foot, 0) };
  return { measured, outcome: lost < 0.25 ? "little" : lost <= 0.6 ? "half" : "most" };
}

/** Steps after which a circuit has had its time, and percent of the test pictures that tell a good one. */
const CARVED = { steps: 500, half: 50, line: 75 } as const;

function carved(reader: ChannelReader) {
  const [right, cells] = [scalarOf(reader, "accuracy"), scalarOf(reader, "active")];
  if (!Number.isFinite(right)) return NOTHING;
  const measured = { accuracy: percent(right), cells: plain(cells, 0) };
  if (reader.clock.step < CARVED.steps) return { measured, outcome: null };
  return { measured, outcome: right < CARVED.half ? "guess" : right < CARVED.line ? "below" : "above" };
}

/** Steps after which all cells that find a place have found it. */
const PLACED = 60;

/** How many of the cells that are wanted take part. */
function placed(reader: ChannelReader) {
  const [active, missing] = [scalarOf(reader, "active"), scalarOf(reader, "missing")];
  if (!Number.isFinite(active) || !Number.isFinite(missing)) return NOTHING;
  const measured = { active: plain(active, 0), wanted: plain(active + missing, 0) };
  if (reader.clock.step < PLACED) return { measured, outcome: null };
  return { measured, outcome: missing === 0 ? "all" : "part" };
}

/** Samples of the traces, 5 steps each: how long a broken block has time to heal, and over how many a level is taken. */
const HEALED = 120;
const LEVEL = 20;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What became of the accuracy after cells were broken. */
function healing(reader: ChannelReader) {
  const broken = signalOf(reader, "turnover", "faulty");
  const right = signalOf(reader, "training", "accuracy");
  const blow = broken.findIndex((count) => count > 0);
  const known = right.slice(0, blow).filter(Number.isFinite);
  if (blow < 0 || known.length === 0) return NOTHING;
  const after = right.slice(blow).filter(Number.isFinite);
  if (after.length === 0) return NOTHING;
  const before = mean(known.slice(-LEVEL));
  const worst = after.reduce((a, b) => Math.min(a, b), before);
  const now = mean(after.slice(-LEVEL));
  const regained = before - worst > 0 ? (now - worst) / (before - worst) : 1;
  const measured = {
    before: percent(before),
    worst: percent(worst),
    now: percent(now),
    regained: percent(100 * regained, 0),
    active: plain(scalarOf(reader, "active"), 0),
  };
  if (right.length - blow < HEALED) return { measured, outcome: null };
  return { measured, outcome: regained > 0.5 ? "most" : "less" };
}

/** Where the pitch that the claim asks for lies, nm. */
function density(reader: ChannelReader) {
  const [pitch, cells] = [scalarOf(reader, "pitchNeeded") * 1e9, scalarOf(reader, "cellsPerWafer")];
  if (!Number.isFinite(pitch) || !Number.isFinite(cells)) return NOTHING;
  const measured = {
    pitch: plain(pitch, 0),
    cells: plain(cells / 1e9, 0),
    layers: plain(numberOf(reader, "block.layers"), 0),
  };
  return { measured, outcome: pitch < 100 ? "tight" : pitch <= 500 ? "near" : "far" };
}

const WAYS = ["own", "some", "many"] as const;
const MARGINS = ["gone", "part", "kept"] as const;
const LOSSES = ["little", "half", "most"] as const;
const ACCURACIES = ["guess", "below", "above"] as const;
const ROOMS = ["all", "part"] as const;
const REGAINS = ["most", "less"] as const;
const PITCHES = ["tight", "near", "far"] as const;

/** Two read cycles a second, and two hundred batches. */
const reads = { free: ["view.layer"], restart: true, speed: 2e-6 } as const;
const carves = {
  preset: "carveTen",
  free: ["view.layer", "carve.digit", "carve.sample"],
  restart: true,
  speed: 0.2,
} as const;

const TOWER = { path: "wires.pillar", value: 5 } as const;
const FULL = [
  { path: "carve.active", value: 10 },
  { path: "carve.fanIn", value: 4 },
] as const;

export const VRRAM_CHALLENGES = {
  sneak: { ...reads, preset: "floating", outcomes: WAYS, measure: read },
  sneakControl: { ...reads, preset: "grounded", outcomes: WAYS, claim: "own", measure: read },
  selectors: { ...reads, preset: "selectors", outcomes: MARGINS, measure: margin },
  selectorsControl: { ...reads, preset: "leak", outcomes: MARGINS, claim: "gone", measure: margin },
  height: { ...reads, preset: "tower", set: [TOWER], outcomes: LOSSES, measure: height },
  heightControl: {
    ...reads,
    preset: "tower",
    set: [TOWER, { path: "cell.gOn", value: 1 }],
    outcomes: LOSSES,
    claim: "little",
    measure: height,
  },
  carve: { ...carves, outcomes: ACCURACIES, measure: carved },
  carveControl: {
    ...carves,
    set: [{ path: "carve.frozen", value: true }],
    outcomes: ACCURACIES,
    claim: "guess",
    measure: carved,
  },
  limits: { ...carves, set: [...FULL, { path: "carve.fanOut", value: 1 }], outcomes: ROOMS, measure: placed },
  limitsControl: {
    ...carves,
    set: [...FULL, { path: "carve.fanOut", value: 4 }],
    outcomes: ROOMS,
    claim: "all",
    measure: placed,
  },
  heal: { ...carves, preset: "carveHealLayer", outcomes: REGAINS, measure: healing },
  // The topology is frozen by hand, when the circuit has been carved.
  healControl: {
    ...carves,
    preset: "carveHealLayer",
    free: [...carves.free, "carve.frozen"],
    outcomes: REGAINS,
    claim: "less",
    measure: healing,
  },
  density: { ...reads, preset: "product", outcomes: PITCHES, measure: density },
  densityControl: {
    ...reads,
    preset: "product",
    set: [{ path: "block.layers", value: 1 }],
    outcomes: PITCHES,
    claim: "near",
    measure: density,
  },
} as const satisfies Readonly<Record<string, Challenge>>;
