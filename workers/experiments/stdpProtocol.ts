import { declareTable, listed } from "../math/connections";
import { WiringStream } from "../math/random";
import type { Arena } from "../memory/arena";
import { PairRecorder, scalarSource, TraceRecorder } from "../network/record";
import { SpikeTraces } from "../plasticity/_plasticity";
import { StdpPairRule } from "../plasticity/stdpPair";
import { StdpTripletRule } from "../plasticity/stdpTriplet";
import { type CurveData, fail, SimFault } from "../protocol";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import type { StdpParams } from "./stdpParams";

/** One plastic synapse whose two neurons are made to fire: pairing protocols, drawn and imported trains. */

/** Silence before the first and after the last spike, ms. */
const LEAD = 20;
const TAIL = 100;
/** Most samples of a trace over a whole protocol. */
const SAMPLES = 20_000;
/** Frequencies of the sweep, Hz: ten to a decade. */
const DECADE = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8];
const SWEEP = [...[0.1, 1, 10].flatMap((decade) => DECADE.map((step) => decade * step)), 100];

type StimulusKind = StdpParams["protocol"]["kind"];

/** Times of one pairing pattern relative to its start, ms. */
function pattern(kind: StimulusKind, interval: number): { pre: number[]; post: number[] } {
  const gap = Math.abs(interval);
  switch (kind) {
    case "pre-post-pre":
      return { pre: [0, 2 * gap], post: [gap] };
    case "post-pre-post":
      return { pre: [gap], post: [0, 2 * gap] };
    default:
      return interval >= 0 ? { pre: [0], post: [interval] } : { pre: [gap], post: [0] };
  }
}

const ascending = (times: readonly number[]): number[] => [...new Set(times)].sort((a, b) => a - b);

/** The spike times (ms) of both neurons and the length of the protocol. */
export function protocolTrains({ protocol: p }: Pick<StdpParams, "protocol">): {
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly durationMs: number;
} {
  const drawn = p.kind === "drawn";
  const once = pattern(p.kind, p.interval);
  const repeat = (times: number[]) =>
    ascending(
      Array.from({ length: p.repeats }, (_, k) => times.map((t) => LEAD + t + (k * 1000) / p.frequency)).flat(),
    );
  const pre = drawn ? p.pre : repeat(once.pre);
  const post = drawn ? p.post : repeat(once.post);
  return { pre, post, durationMs: Math.max(0, pre.at(-1) ?? 0, post.at(-1) ?? 0) + TAIL };
}

const lengthInSteps = (params: StdpParams): number => Math.ceil(protocolTrains(params).durationMs / params.dt);

/** Steps between two samples of a trace. */
export const sampleEvery = (params: StdpParams): number => Math.max(1, Math.ceil(lengthInSteps(params) / SAMPLES));

/**
 * Spike times in ms from text: numbers separated by commas, semicolons, spaces or line ends; a first line of words is a
 * heading.
 * @throws SimFault of kind "file" naming the line and what is wrong with it.
 */
export function parseTrain(bytes: Uint8Array, fileName: string, maxMs: number, maxSpikes: number): readonly number[] {
  const refuse = (message: string): never => {
    const hint = `Give spike times in ms, ascending, each from 0 to ${maxMs}, at most ${maxSpikes} of them.`;
    throw new SimFault(fail("file", fileName, message, hint).error);
  };
  const times: number[] = [];
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const cells = line.split(/[\s,;]+/).filter((cell) => cell !== "");
    if (index === 0 && cells.length > 0 && cells.every((cell) => !Number.isFinite(Number(cell)))) continue;
    for (const cell of cells) {
      const time = Number(cell);
      const last = times.at(-1);
      if (!Number.isFinite(time)) refuse(`line ${index + 1}: "${cell.slice(0, 40)}" is not a number`);
      if (time < 0 || time > maxMs) refuse(`line ${index + 1}: ${time} ms is outside 0 to ${maxMs} ms`);
      if (last !== undefined && time <= last) refuse(`line ${index + 1}: ${time} ms does not come after ${last} ms`);
      times.push(time);
      if (times.length > maxSpikes) refuse(`more than ${maxSpikes} spikes`);
    }
  }
  if (times.length === 0) refuse("the file holds no spike times");
  return times;
}

/** One synapse in double precision: weight, four traces and the rule of the parameters. */
class Synapse {
  readonly #table;
  readonly #weight;
  readonly traces: SpikeTraces;
  readonly #zero;
  readonly #pair;
  readonly #triplet;
  #rule: { arrivals(): void; post(): void } = { arrivals: () => undefined, post: () => undefined };

  constructor(arena: Arena, wiring: WiringStream) {
    const topology = listed(1, 1, [[0, 0]]);
    this.#table = declareTable(arena, topology, { random: wiring, delay: { steps: 1 }, bytes: 8, plastic: true });
    this.#weight = arena.alloc("state", "f64", 1);
    this.traces = new SpikeTraces(arena, this.#table, "f64");
    this.#zero = arena.alloc("fixed", "u32", 1);
    this.#pair = new StdpPairRule(arena);
    this.#triplet = new StdpTripletRule(arena);
  }

  init({ rule, triplet, protocol, dt }: StdpParams): void {
    this.#table.fill();
    this.weight = protocol.initialWeight;
    this.traces.init(dt, [0]);
    this.traces.update({ ...rule, tauX: triplet.tauX, tauY: triplet.tauY }, dt);
    const bounds = protocol.bounded ? { low: 0, high: 1 } : { low: -Infinity, high: Infinity };
    this.#pair.update(rule, bounds);
    this.#triplet.update(triplet, bounds);
    const bound = (rule.family === "pair" ? this.#pair : this.#triplet).bind(this.traces, this.#weight);
    const list = this.#zero.ptr;
    if (rule.enabled) this.#rule = { arrivals: () => bound.arrivals(list, 1, 0), post: () => bound.post(list, 1) };
  }

  get weight(): number {
    return this.#weight.view[0] as number;
  }

  set weight(value: number) {
    this.#weight.view[0] = value;
  }

  /** Lets the spikes of one step act; both sides read the traces before either marks them. */
  spike(step: number, pre: boolean, post: boolean): void {
    this.traces.stamp(step);
    if (pre) this.#rule.arrivals();
    if (post) this.#rule.post();
    if (pre) this.traces.markArrivals(this.#zero.ptr, 1, 0, step);
    if (post) this.traces.markPost(this.#zero.ptr, 1, step);
  }

  forget(): void {
    for (const trace of [this.traces.x, this.traces.y, this.traces.xSlow, this.traces.ySlow]) trace.view[0] = 0;
  }
}

interface Stimulus {
  /** Steps with a spike, ascending, and who fires. */
  readonly steps: readonly number[];
  readonly pre: ReadonlySet<number>;
  readonly post: ReadonlySet<number>;
}

function stimulus(params: StdpParams): Stimulus {
  const trains = protocolTrains(params);
  const toSteps = (times: readonly number[]) => new Set(times.map((t) => Math.max(1, Math.round(t / params.dt))));
  const pre = toSteps(trains.pre);
  const post = toSteps(trains.post);
  return { steps: ascending([...pre, ...post]), pre, post };
}

/** Weight change of a whole protocol on a synapse of its own. */
function outcome(synapse: Synapse, params: StdpParams): number {
  const { steps, pre, post } = stimulus(params);
  synapse.forget();
  synapse.weight = params.protocol.initialWeight;
  let now = 0;
  for (const step of steps) {
    synapse.traces.leap((step - now) * params.dt);
    synapse.spike(step, pre.has(step), post.has(step));
    now = step;
  }
  return synapse.weight - params.protocol.initialWeight;
}

/** Weight change against pairing frequency for pre before post and post before pre, at the interval of the protocol. */
function sweep(synapse: Synapse, params: StdpParams): CurveData {
  const y = new Float32Array(2 * SWEEP.length);
  const gap = Math.abs(params.protocol.interval);
  for (const [series, interval] of [gap, -gap].entries()) {
    for (const [i, frequency] of SWEEP.entries()) {
      const protocol = { ...params.protocol, kind: "pairs", interval, frequency } as const;
      y[series * SWEEP.length + i] = outcome(synapse, { ...params, protocol });
    }
  }
  return { kind: "curve", x: Float32Array.from(SWEEP), y };
}

export function buildProtocol(context: BuildContext, params: StdpParams): Simulation {
  const { arena, kernel, seed } = context;
  const wiring = new WiringStream(kernel, seed, "wiring");
  const synapse = new Synapse(arena, wiring);
  const probe = new Synapse(arena, wiring);
  const clock = arena.alloc("state", "f64", 1);
  arena.commit();
  synapse.init(params);
  probe.init(params);
  const { steps, pre, post } = stimulus(params);
  const curve = sweep(probe, params);
  const endStep = lengthInSteps(params);
  const every = sampleEvery(params);
  const signals = params.rule.family === "pair" ? 2 : 4;

  const { x, y, xSlow, ySlow } = synapse.traces;
  const traces = new TraceRecorder(every, signals, (out, at) => {
    for (const [i, block] of [x, y, xSlow, ySlow].slice(0, signals).entries()) out[at + i] = block.view[0] as number;
  });
  const weight = new TraceRecorder(every, 1, (out, at) => {
    out[at] = synapse.weight;
  });
  let rows: { step: number; row: number }[] = [];
  const spikes: ChannelSource = {
    take() {
      const taken = rows;
      rows = [];
      return {
        kind: "spikes",
        steps: Uint32Array.from(taken, ({ step }) => step),
        neurons: Uint32Array.from(taken, ({ row }) => row),
      };
    },
    clear() {
      rows = [];
    },
  };
  const now = () => clock.view[0] as number;

  return {
    get step() {
      return now();
    },
    endStep,
    advance(n) {
      const target = now() + n;
      let next = steps.findIndex((step) => step > now());
      if (next < 0) next = steps.length;
      while (now() < target) {
        const sample = (Math.floor(now() / every) + 1) * every;
        const step = Math.min(target, sample, steps[next] ?? target);
        synapse.traces.decayBy(step - now());
        clock.view[0] = step;
        if (step === steps[next]) {
          synapse.spike(step, pre.has(step), post.has(step));
          if (pre.has(step)) rows.push({ step, row: 0 });
          if (post.has(step)) rows.push({ step, row: 1 });
          next++;
        }
        traces.record(step);
        weight.record(step);
      }
    },
    update: () => undefined,
    act: () => undefined,
    channels: {
      spikes,
      traces,
      weight,
      pairs: new PairRecorder(synapse.traces),
      sweep: { take: () => curve, clear: () => undefined },
      weightChange: scalarSource(() => synapse.weight - params.protocol.initialWeight),
    },
    plain: () => "",
    restore: () => undefined,
  };
}
