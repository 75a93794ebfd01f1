import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the lesson on rewiring. Every verdict is read from channels; a step is one batch. */

const plain = (value: number, digits: number): Measurement => ({ value, unit: "", digits });
const percent = (value: number, digits = 1): Measurement => ({ value, unit: "%", digits });

const NOTHING = { measured: {}, outcome: null } as const;

const scalarOf = (reader: ChannelReader, channel: string): number =>
  reader.read(channel, "scalar")?.value ?? Number.NaN;

/** Values of one signal of a trace; empty before there are any. */
function signalOf(reader: ChannelReader, channel: string, name: string): number[] {
  const spec = reader.spec(channel);
  const data = reader.read(channel, "trace");
  if (spec?.kind !== "trace" || data === null) return [];
  const [signal, width] = [spec.signals.findIndex((one) => one.name === name), spec.signals.length];
  return Array.from(data.steps, (_, i) => data.values[i * width + signal] ?? Number.NaN);
}

/** Steps after which the accuracy of a sparse network and of a dense one tells something. */
const LEARNT = { sparse: 600, dense: 350 } as const;

/** Part of the test pictures that are named rightly, once the network has had the time to learn. */
function accuracy(steps: number) {
  return (reader: ChannelReader) => {
    const [right, saved] = [scalarOf(reader, "accuracy"), scalarOf(reader, "saved")];
    const connections = scalarOf(reader, "connections");
    if (!Number.isFinite(right)) return NOTHING;
    const measured = { accuracy: percent(right), connections: plain(connections, 0), saved: percent(saved) };
    if (reader.clock.step < steps) return { measured, outcome: null };
    return { measured, outcome: right < 50 ? "guess" : right < 80 ? "half" : "near" };
  };
}

/** Pixels nearer to the edge than this share of the side are the rim; those further in than twice as much, the middle. */
const RIM = 1 / 7;
const MOVED = 1000;

/** Connections of a pixel in the middle against those of one on the rim. */
function pixels(reader: ChannelReader) {
  const spec = reader.spec("pixels");
  const data = reader.read("pixels", "matrix");
  if (spec?.kind !== "matrix" || data === null) return NOTHING;
  const side = spec.rows;
  const sums = { rim: [0, 0], middle: [0, 0] } as const satisfies Record<string, [number, number]>;
  for (const [i, value] of data.values.entries()) {
    const [y, x] = [Math.floor(i / side), i % side];
    const inwards = Math.min(x, y, side - 1 - x, side - 1 - y);
    const place = inwards < RIM * side ? sums.rim : inwards >= 2 * RIM * side ? sums.middle : null;
    if (place === null) continue;
    place[0] += value;
    place[1]++;
  }
  const [rim, middle] = [sums.rim[0] / sums.rim[1], sums.middle[0] / sums.middle[1]];
  if (!Number.isFinite(rim) || !Number.isFinite(middle)) return NOTHING;
  const ratio = middle / rim;
  const measured = { rim: plain(rim, 1), middle: plain(middle, 1), ratio: plain(ratio, 1) };
  if (reader.clock.step < MOVED) return { measured, outcome: null };
  return { measured, outcome: ratio > 1.6 ? "middle" : ratio < 1 / 1.6 ? "rim" : "same" };
}

/** Steps that the race takes, and the accuracy in % that no network with fixed connections reached at 0.5 %. */
const RACE = { steps: 1500, line: 68 } as const;

function race(reader: ChannelReader) {
  const right = scalarOf(reader, "accuracy");
  if (!Number.isFinite(right)) return NOTHING;
  const measured = { accuracy: percent(right), connections: plain(scalarOf(reader, "connections"), 0) };
  if (reader.clock.step < RACE.steps) return { measured, outcome: null };
  return { measured, outcome: right >= RACE.line ? "above" : "below" };
}

/** Samples of the turnover after a lesion from which on the wiring has had its time, 5 steps each. */
const HEALED = 30;

/** What became of the number of connections after some were taken away by hand. */
function healing(reader: ChannelReader) {
  const counts = signalOf(reader, "turnover", "connections").filter(Number.isFinite);
  const before = counts.reduce((most, count) => Math.max(most, count), 0);
  const cut = counts.findIndex((count) => count < 0.9 * before);
  if (cut < 0) return NOTHING;
  const [left, now] = [Math.min(...counts.slice(cut)), counts.at(-1) as number];
  const measured = {
    before: plain(before, 0),
    left: plain(left, 0),
    now: plain(now, 0),
    accuracy: percent(scalarOf(reader, "accuracy")),
  };
  if (counts.length - cut < HEALED) return { measured, outcome: null };
  return { measured, outcome: now > 0.98 * before ? "back" : now > left + 0.05 * before ? "part" : "gone" };
}

/** Steps after which several updates of every rule lie behind. */
const PROBED = 400;
/** Steps between two samples of the turnover. */
const SAMPLE = 5;

/** Gradients of absent connections that were computed for each connection that was born. */
function probes(reader: ChannelReader) {
  const count = scalarOf(reader, "probes");
  const born = signalOf(reader, "turnover", "born").reduce((sum, rate) => sum + (rate || 0) * SAMPLE, 0);
  if (reader.clock.step < PROBED || !Number.isFinite(count) || !(born > 0)) return NOTHING;
  const each = count / born;
  const measured = { probes: plain(count, 0), born: plain(born, 0), each: plain(each, 0) };
  return { measured, outcome: each === 0 ? "none" : each < 20 ? "few" : "many" };
}

/** How much less memory the list of connections takes than the dense table. */
function memory(reader: ChannelReader) {
  const [saved, sparse, dense] = [
    scalarOf(reader, "saved"),
    scalarOf(reader, "sparseBytes"),
    scalarOf(reader, "denseBytes"),
  ];
  if (!Number.isFinite(saved)) return NOTHING;
  const measured = { saved: percent(saved), sparse: plain(sparse / 1000, 1), dense: plain(dense / 1000, 1) };
  return { measured, outcome: saved > 97.5 ? "all" : saved > 90 ? "most" : saved > 0 ? "some" : "more" };
}

const ACCURACIES = ["guess", "half", "near"] as const;
const PLACES = ["same", "middle", "rim"] as const;
const LINES = ["above", "below"] as const;
const FATES = ["back", "part", "gone"] as const;
const COSTS = ["none", "few", "many"] as const;
const SAVINGS = ["all", "most", "some", "more"] as const;

/** Steps of training per second, as a factor of the clock, whose steps are ms. */
const FAST = 0.2;

const base = { preset: "deepR", free: [], restart: true, speed: FAST } as const;
const rule = (value: string) => ({ path: "rule", value }) as const;

export const REWIRING_CHALLENGES = {
  enough: { ...base, outcomes: ACCURACIES, measure: accuracy(LEARNT.sparse) },
  enoughControl: { ...base, preset: "dense", outcomes: ACCURACIES, claim: "near", measure: accuracy(LEARNT.dense) },
  dies: { ...base, set: [rule("rigl")], outcomes: PLACES, measure: pixels },
  diesControl: { ...base, set: [rule("static")], outcomes: PLACES, claim: "same", measure: pixels },
  race: { ...base, preset: "extreme", outcomes: LINES, measure: race },
  raceControl: { ...base, preset: "extreme", set: [rule("static")], outcomes: LINES, claim: "below", measure: race },
  heal: { ...base, preset: "lesion", set: [rule("rigl")], outcomes: FATES, measure: healing },
  healControl: {
    ...base,
    preset: "lesion",
    set: [rule("static")],
    outcomes: FATES,
    claim: "gone",
    measure: healing,
  },
  probes: { ...base, set: [rule("rigl")], outcomes: COSTS, measure: probes },
  probesControl: { ...base, set: [rule("set")], outcomes: COSTS, claim: "none", measure: probes },
  memory: { ...base, outcomes: SAVINGS, measure: memory },
  memoryControl: { ...base, preset: "dense", outcomes: SAVINGS, claim: "more", measure: memory },
} as const satisfies Readonly<Record<string, Challenge>>;
