import type { Challenge, ChannelReader, Measurement } from "./_lesson";

/** Challenges of the lesson on growing networks. Every verdict is read from channels; a step lasts 1 ms. */

const plain = (value: number, digits: number): Measurement => ({ value, unit: "", digits });
const hertz = (value: number, digits = 1): Measurement => ({ value, unit: "Hz", digits });
const percent = (value: number, digits = 0): Measurement => ({ value, unit: "%", digits });

const NOTHING = { measured: {}, outcome: null } as const;

const scalarOf = (reader: ChannelReader, channel: string): number =>
  reader.read(channel, "scalar")?.value ?? Number.NaN;

/** Samples of one signal of a trace and their times in ms; empty before there are any. */
function signalOf(reader: ChannelReader, channel: string, name: string): { t: number[]; y: number[] } {
  const spec = reader.spec(channel);
  const data = reader.read(channel, "trace");
  if (spec?.kind !== "trace" || data === null) return { t: [], y: [] };
  const [signal, width] = [spec.signals.findIndex((one) => one.name === name), spec.signals.length];
  return {
    t: Array.from(data.steps, (step) => step * reader.clock.stepMs),
    y: Array.from(data.steps, (_, i) => data.values[i * width + signal] ?? Number.NaN),
  };
}

/** Mean of a signal over a stretch of time; NaN where it has no sample. */
function meanOf(
  { t, y }: { readonly t: readonly number[]; readonly y: readonly number[] },
  from: number,
  to: number,
): number {
  const inside = y.filter((value, i) => Number.isFinite(value) && (t[i] as number) > from && (t[i] as number) <= to);
  return inside.reduce((sum, value) => sum + value, 0) / inside.length;
}

/** Time that growth from nothing takes, that a late feedback takes to run away, and the stretch at its end over which rates are averaged, in ms. */
const GROWN = 150_000;
const RUN_AWAY = 200_000;
const FROZEN = 30_000;
const LAST = 20_000;

/** Where the rates end: 5 Hz are wanted of excitatory neurons, 20 Hz of inhibitory ones; without connections both have 4 Hz. */
const target = (until: number) => (reader: ChannelReader) => {
  const now = reader.clock.time;
  const synapses = scalarOf(reader, "synapses");
  const mean = (kind: string) => meanOf(signalOf(reader, "rate", kind), now - LAST, now);
  const [excitatory, inhibitory] = [mean("excitatory"), mean("inhibitory")];
  if (!Number.isFinite(excitatory) || !Number.isFinite(inhibitory)) return NOTHING;
  const measured = { excitatory: hertz(excitatory), inhibitory: hertz(inhibitory), synapses: plain(synapses, 0) };
  if (now < until) return { measured, outcome: null };
  return { measured, outcome: excitatory > 8 ? "runaway" : inhibitory < 12 ? "short" : "target" };
};

/** Time after a lesion at which the network has had its chance, ms. */
const HEALED = 60_000;
/** The network is killed in part when it has grown; before, nothing is said of it. */
const DAMAGED = 100_000;

/**
 * How far the calcium of the inhibitory neurons, which need most inputs, has come back after the last time that neurons died or
 * connections were cut: the loss shows in the number of synapses within one update.
 */
function recovery(reader: ChannelReader) {
  const synapses = signalOf(reader, "turnover", "synapses");
  const hit = synapses.y.findIndex(
    (count, i) => i > 0 && (synapses.t[i] as number) > DAMAGED && count < 0.8 * (synapses.y[i - 1] as number),
  );
  if (hit < 0) return NOTHING;
  const at = synapses.t[hit] as number;
  const rates = signalOf(reader, "rate", "inhibitory");
  const before = meanOf(rates, at - LAST, at - 2000);
  const now = meanOf(rates, Math.max(at + 2000, reader.clock.time - LAST / 2), reader.clock.time);
  if (!Number.isFinite(before) || !Number.isFinite(now)) return NOTHING;
  const measured = { before: hertz(before), now: hertz(now), alive: plain(scalarOf(reader, "alive"), 0) };
  if (reader.clock.time < at + HEALED) return { measured, outcome: null };
  return { measured, outcome: now > 0.9 * before ? "back" : "lost" };
}

/** Silence lasts from the start where nothing grows. */
const WAITED = 30_000;

function waking(reader: ChannelReader) {
  const synapses = scalarOf(reader, "synapses");
  if (!Number.isFinite(synapses)) return NOTHING;
  const rate = scalarOf(reader, "rateE");
  const measured = { synapses: plain(synapses, 0), rate: hertz(Number.isFinite(rate) ? rate : 0) };
  if (reader.clock.time < WAITED) return { measured, outcome: null };
  return { measured, outcome: synapses === 0 ? "none" : "grows" };
}

/** Time that the search takes, ms. */
const SOUGHT = 120_000;

/** Part of the circuits that listen to informative sources, and what chance would give. */
function search(reader: ChannelReader) {
  const share = scalarOf(reader, "share");
  if (!Number.isFinite(share)) return NOTHING;
  const measured = { share: percent(share), draws: plain(scalarOf(reader, "draws"), 0) };
  if (reader.clock.time < SOUGHT) return { measured, outcome: null };
  return { measured, outcome: share > 75 ? "most" : share > 45 ? "half" : "chance" };
}

const ENDS = ["short", "target", "runaway"] as const;
const FATES = ["back", "lost"] as const;
const WAKINGS = ["none", "grows"] as const;
const FINDS = ["most", "half", "chance"] as const;

/** Biological seconds per second: as fast as it goes, and slowly enough for a hand to intervene in time. */
const FAST = "max";
const WATCHED = 10;

const base = { preset: "growth", free: [], restart: true, speed: FAST } as const;

export const GROWTH_CHALLENGES = {
  target: { ...base, outcomes: ENDS, measure: target(GROWN) },
  targetControl: { ...base, speed: WATCHED, outcomes: ENDS, claim: "short", measure: target(FROZEN) },
  silent: { ...base, preset: "silent", outcomes: WAKINGS, measure: waking },
  silentControl: {
    ...base,
    preset: "silent",
    set: [{ path: "growth.curve", value: "linear" }],
    outcomes: WAKINGS,
    claim: "grows",
    measure: waking,
  },
  heal: { ...base, outcomes: FATES, measure: recovery },
  healControl: { ...base, outcomes: FATES, claim: "lost", measure: recovery },
  late: { ...base, preset: "runaway", outcomes: ENDS, measure: target(RUN_AWAY) },
  search: { ...base, preset: "rows", outcomes: FINDS, measure: search },
  searchControl: { ...base, preset: "rowsBlind", outcomes: FINDS, claim: "chance", measure: search },
} as const satisfies Readonly<Record<string, Challenge>>;
