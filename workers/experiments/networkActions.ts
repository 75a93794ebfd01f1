import { z } from "zod";
import { RegionPulses } from "../encoders/pulses";
import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { NeuronPopulation } from "../network/population";
import { DEAD } from "../neurons/_neuron";
import { stepsOf } from "../neurons/lif";
import { integer, real } from "../params/schema";
import { fail, type ParamTree, SimFault } from "../protocol";
import type { ActionSpec } from "./_experiment";

/** What a visitor may do to a running network: drive neurons, silence them, kill them. */

const base = { live: true, group: "action" } as const;
const MOST_NEURONS = 1_000_000;

const rate = (value: number) =>
  real({
    ...base,
    label: "Rate",
    symbol: "r",
    unit: "Hz",
    min: 1,
    max: 1000,
    default: value,
    doc: "Mean number of pulses per second into each neuron.",
  });

const duration = (value: number, doc: string) =>
  real({ ...base, label: "Duration", symbol: "T", unit: "ms", min: 1, max: 10_000, default: value, doc });

const region = {
  from: integer({
    ...base,
    label: "From neuron",
    symbol: "i_0",
    unit: "1",
    min: 0,
    max: MOST_NEURONS - 1,
    default: 0,
    doc: "First neuron of the region; excitatory neurons come first.",
  }),
  to: integer({
    ...base,
    label: "To neuron",
    symbol: "i_1",
    unit: "1",
    min: 1,
    max: MOST_NEURONS,
    default: 100,
    doc: "The neuron after the last one of the region.",
  }),
};

const kick = z.strictObject({
  neurons: integer({
    ...base,
    label: "Neurons",
    symbol: "n",
    unit: "1",
    min: 1,
    max: MOST_NEURONS,
    default: 50,
    doc: "So many of the first neurons get pulses.",
  }),
  rate: rate(300),
  duration: duration(50, "For how long the pulses go on."),
});
const stimulate = z.strictObject({
  ...region,
  rate: rate(100),
  duration: duration(200, "For how long the pulses go on."),
});
const silence = z.strictObject({ ...region, duration: duration(200, "For how long the neurons cannot spike.") });
const kill = z.strictObject({
  share: real({
    ...base,
    label: "Share",
    symbol: "q",
    unit: "1",
    min: 0,
    max: 1,
    default: 0.2,
    step: 0.05,
    doc: "Share of the living neurons, chosen at random, that never spike again.",
  }),
});

export const networkActions = {
  kick: {
    label: "Kick",
    doc: "Poisson pulses into the first neurons for a moment: wakes a network that could go on by itself.",
    args: kick,
  },
  stimulate: { label: "Stimulate", doc: "Poisson pulses into a region of neurons.", args: stimulate },
  silence: {
    label: "Silence",
    doc: "Holds a region of neurons for a while: they cannot spike, and their potentials stand still.",
    args: silence,
  },
  kill: { label: "Kill", doc: "Kills neurons at random; only a step back brings them to life again.", args: kill },
} as const satisfies Record<string, ActionSpec>;

/** The fifty neurons that wake the conductance-based network (Brette et al. 2007). */
export const FIRST_KICK = kick.parse({});

/** Carries the actions out. All that lasts beyond the act itself lies in the state of pulses, neurons and stream. */
export class Interventions {
  readonly #kick: RegionPulses;
  readonly #stimulus: RegionPulses;
  readonly #streams: readonly RandomStream[];
  readonly #lesion: RandomStream;

  /** @param input where pulses are added */
  constructor(
    arena: Arena,
    private readonly population: NeuronPopulation<never>,
    input: Block,
    private readonly h: number,
  ) {
    const stream = (name: string) => new RandomStream(arena.kernel, arena, name);
    const [kicks, stimuli, lesion] = [stream("kick"), stream("stimulation"), stream("lesion")];
    this.#kick = new RegionPulses(arena, input, kicks);
    this.#stimulus = new RegionPulses(arena, input, stimuli);
    this.#lesion = lesion;
    this.#streams = [kicks, stimuli, lesion];
    population.drives.push(this.#kick, this.#stimulus);
  }

  /** After the commit of the arena. */
  init(seed: number): void {
    for (const stream of this.#streams) stream.seed(seed);
  }

  /**
   * Acts between step `now` and the next one; `weight` is what one pulse adds to the input.
   *
   * @throws SimFault of kind "value" for a region that the network does not have; nothing has happened then
   */
  act(name: string, args: ParamTree, now: number, weight: number): void {
    const { size } = this.population;
    switch (name as keyof typeof networkActions) {
      case "kick": {
        const { neurons, rate, duration } = args as z.output<typeof kick>;
        if (neurons > size) refuse("neurons", `neurons must be at most the ${size} of this network, got ${neurons}`);
        this.#kick.start(0, neurons, rate, weight, this.#end(now, duration), this.h);
        break;
      }
      case "stimulate": {
        const { from, to, rate, duration } = args as z.output<typeof stimulate>;
        this.#check(from, to);
        this.#stimulus.start(from, to, rate, weight, this.#end(now, duration), this.h);
        break;
      }
      case "silence": {
        const { from, to, duration } = args as z.output<typeof silence>;
        this.#check(from, to);
        this.population.hold(from, to, this.#end(now, duration));
        break;
      }
      case "kill":
        this.#decimate((args as z.output<typeof kill>).share);
        break;
    }
  }

  /** Last step of what begins after step `now`. */
  #end = (now: number, duration: number): number => now + Math.max(1, stepsOf(duration, this.h));

  #check(from: number, to: number): void {
    const { size } = this.population;
    if (to > size) refuse("to", `to must be at most the ${size} neurons of this network, got ${to}`);
    if (from >= to) refuse("from", `from must be below to, got ${from} and ${to}`);
  }

  /** Kills exactly that share of the living: each is taken with the probability that fills the quota (Knuth, algorithm S). */
  #decimate(share: number): void {
    const until = this.population.state.variables.until?.view as Int32Array;
    let left = this.population.aliveCount();
    let quota = Math.round(share * left);
    for (let i = 0; quota > 0; i++) {
      if (until[i] === DEAD) continue;
      if (this.#lesion.uniform() * left < quota) {
        this.population.kill(i);
        quota--;
      }
      left--;
    }
  }
}

function refuse(path: string, message: string): never {
  throw new SimFault(fail("value", path, message).error);
}
