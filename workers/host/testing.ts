import { z } from "zod";
import { type BuildContext, defineExperiment, runnable, type Simulation } from "../experiments/_experiment";
import { choice, group, integer, real } from "../params/schema";
import { fail, SimFault } from "../protocol";
import { type Clock, systemClock } from "./pacing";

/**
 * A toy experiment for the tests of host, client and command line: a few accumulators driven by a small random
 * generator, with every kind of parameter, a stream, states, an action, a file, an end and a fault on demand.
 */

const meta = { symbol: "x", unit: "1", doc: "A parameter of the toy.", group: "toy" } as const;

const MAX_BOMB = 1_000_000;

const schema = z.strictObject({
  mode: choice({
    ...meta,
    label: "Mode",
    live: false,
    default: "free",
    choices: [
      { value: "free", label: "Free", doc: "Runs for ever." },
      { value: "protocol", label: "Protocol", doc: "Ends by itself and keeps its place." },
    ],
  }),
  gain: real({ ...meta, label: "Gain", live: true, unit: "mV", min: 0, max: 10, default: 1 }),
  offset: real({ ...meta, label: "Offset", live: true, min: -5, max: 10, default: 0 }),
  slope: real({ ...meta, label: "Slope", live: { path: "mode", in: ["free"] }, min: 0, max: 1, default: 0.5 }),
  net: group({
    size: integer({ ...meta, label: "Size", live: false, min: 1, max: 100_000, default: 4 }),
    end: integer({ ...meta, label: "End", live: false, min: 1, max: 1_000_000, default: 1000 }),
  }),
  /** Step at which the simulation throws; 0 means never, the largest value that a channel throws instead. */
  bomb: integer({ ...meta, label: "Bomb", live: true, min: 0, max: MAX_BOMB, default: 0 }),
});

/** Steps that toys have taken; the virtual clock charges for them. */
let work = 0;

type ToyParams = z.output<typeof schema>;

const declaration = defineExperiment({
  id: "toy",
  wing: 1,
  title: "Toy",
  summary: "For tests.",
  schema,
  presets: {
    loud: { label: "Loud", doc: "More gain.", params: { gain: 5 } },
  },
  actions: {
    kick: {
      label: "Kick",
      doc: "Adds to every value.",
      args: z.strictObject({ amount: real({ ...meta, label: "Amount", live: true, min: -1, max: 1, default: 1 }) }),
    },
  },
  files: {
    gain: {
      label: "Gain",
      doc: "One number.",
      accept: [".txt"],
      parse: (bytes, fileName) => {
        const value = Number(new TextDecoder().decode(bytes));
        if (Number.isNaN(value)) throw new SimFault(fail("file", fileName, `${fileName} line 1: no number`).error);
        return [{ path: "gain", value }];
      },
    },
  },
  sources: [],
  validity: [],
  stepMs: () => 0.5,
  models: () => [],
  check: (params) =>
    params.offset > params.gain
      ? fail("value", "offset", `offset must be at most gain (${params.gain}), got ${params.offset}`).error
      : null,
  keepsPlace: (params) => params.mode === "protocol",
  channels: (params) => ({
    events: { kind: "spikes", label: "Events", doc: "One per step.", populations: [] },
    sum: {
      kind: "trace",
      label: "Sum",
      doc: "Sum of the values.",
      every: 10,
      signals: [
        {
          name: "sum",
          label: "Sum",
          symbol: "s",
          unit: "mV",
          axis: "s",
          guides: [{ value: params.gain, label: "gain" }],
        },
      ],
    },
    values: {
      kind: "vector",
      label: "Values",
      doc: "All values.",
      length: params.net.size,
      value: { label: "Value", unit: "mV" },
      index: { label: "Index", unit: "1" },
      groups: [],
    },
    first: { kind: "scalar", label: "First", doc: "The first value.", symbol: "v", unit: "mV" },
  }),
});

function build({ arena, seed }: BuildContext, initial: ToyParams): Simulation {
  let params: ToyParams = initial;
  if (params.net.size === 99_999) throw new SimFault(fail("capacity", "net.size", "does not fit").error);
  const clock = arena.alloc("state", "u32", 2);
  const values = arena.alloc("state", "f64", params.net.size);
  arena.commit();
  clock.view[1] = seed;
  let kicks = 0;
  const events: { step: number; neuron: number }[] = [];
  const sums: { step: number; sum: number }[] = [];
  const step = () => clock.view[0] as number;
  const sum = () => values.view.reduce((total, value) => total + value, 0);
  return {
    get step() {
      return step();
    },
    endStep: params.mode === "protocol" ? params.net.end : null,
    advance(n) {
      for (let i = 0; i < n; i++) {
        if (params.bomb > 0 && step() === params.bomb) throw new Error("boom");
        clock.view[1] = (Math.imul(clock.view[1] as number, 1664525) + 1013904223) >>> 0;
        const k = (clock.view[1] as number) % params.net.size;
        values.view[k] = (values.view[k] as number) * params.slope + params.gain + params.offset + kicks / 1024;
        clock.view[0] = step() + 1;
        work++;
        events.push({ step: step(), neuron: k });
        if (step() % 10 === 0) sums.push({ step: step(), sum: sum() });
      }
    },
    update(next) {
      params = next as ToyParams;
      // Two edits at the same step are not the same as one.
      values.view[0] = Math.min(values.view[0] as number, params.gain + params.offset);
    },
    act(name, args) {
      if (name !== "kick") throw new Error(`no action ${name}`);
      kicks++;
      for (let k = 0; k < params.net.size; k++) values.view[k] = (values.view[k] as number) + (args.amount as number);
    },
    channels: {
      events: {
        take: () => {
          const taken = events.splice(0);
          return {
            kind: "spikes",
            steps: Uint32Array.from(taken, (event) => event.step),
            neurons: Uint32Array.from(taken, (event) => event.neuron),
          };
        },
        clear: () => void events.splice(0),
      },
      sum: {
        take: () => {
          const taken = sums.splice(0);
          return {
            kind: "trace",
            steps: Uint32Array.from(taken, (sample) => sample.step),
            values: Float32Array.from(taken, (sample) => sample.sum),
          };
        },
        clear: () => void sums.splice(0),
      },
      values: { take: () => ({ kind: "vector", values: Float32Array.from(values.view) }), clear: () => {} },
      first: {
        take: () => {
          if (params.bomb === MAX_BOMB) throw new Error("unreadable");
          return { kind: "scalar", value: values.view[0] as number };
        },
        clear: () => {},
      },
    },
    plain: () => JSON.stringify({ kicks }),
    restore: (plain) => {
      kicks = (JSON.parse(plain) as { kicks: number }).kicks;
    },
  };
}

export const toy = runnable(declaration, build);

export const TOYS = { toy };

/**
 * A clock of its own time: a look at it takes a twentieth of a millisecond, a step of the toy a thousandth, waiting none.
 */
export class VirtualClock implements Clock {
  time = 0;
  #charged = work;
  #turns = 0;
  #ticking = false;
  readonly #timers = new Set<{ readonly due: number; readonly callback: () => void }>();

  now(): number {
    this.time += 0.05 + 0.001 * (work - this.#charged);
    this.#charged = work;
    return this.time;
  }

  async turn(): Promise<void> {
    this.#turns++;
    await macrotask();
    this.#turns--;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.time + ms, callback };
    this.#timers.add(timer);
    if (!this.#ticking) void this.#tick();
    return () => this.#timers.delete(timer);
  }

  /** Fires what is due; when nobody works, time jumps to the next timer. */
  async #tick(): Promise<void> {
    this.#ticking = true;
    while (this.#timers.size > 0) {
      await macrotask();
      if (this.#turns === 0) this.time = Math.max(this.time, Math.min(...[...this.#timers].map((timer) => timer.due)));
      for (const timer of [...this.#timers]) {
        if (timer.due <= this.time && this.#timers.delete(timer)) timer.callback();
      }
    }
    this.#ticking = false;
  }
}

export const macrotask = systemClock().turn;

/** Waits until a condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 50_000) throw new Error("it never happened");
    await macrotask();
  }
}
