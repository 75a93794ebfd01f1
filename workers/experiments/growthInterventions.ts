import type { z } from "zod";
import { RandomStream } from "../math/random";
import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { NeuronPopulation } from "../network/population";
import { DEAD } from "../neurons/_neuron";
import { fail, type ParamTree, SimFault } from "../protocol";
import type { HomeostaticGrowth } from "../structural/homeostatic";
import type { cut, deafferent, freeze, kill, lesion, silence } from "./growthActions";
import { STEP_MS } from "./growthParams";

/** Carries out what a hand does to a growing network; all that lasts lies in the state. */

interface Patient {
  readonly population: NeuronPopulation<never>;
  readonly slots: ConnectionSlots;
  readonly growth: HomeostaticGrowth;
  /** [neurons, 3] µm */
  readonly places: Block<"f32">;
  /** [neurons] part of the background that each gets. */
  readonly afference: Block<"f32">;
}

export class GrowthInterventions {
  readonly #random: RandomStream;
  readonly #frozen: Block<"u8">;

  constructor(
    arena: Arena,
    private readonly patient: Patient,
  ) {
    this.#random = new RandomStream(arena.kernel, arena, "lesion");
    this.#frozen = arena.alloc("state", "u8", 1);
  }

  get frozen(): boolean {
    return this.#frozen.view[0] === 1;
  }

  /** After the commit. */
  init(seed: number): void {
    this.#random.seed(seed);
    this.patient.afference.view.fill(1);
  }

  /**
   * Acts between step `now` and the next one.
   * @throws SimFault of kind "value" for an action of the other set-up
   */
  act(name: string, args: ParamTree, now: number): void {
    const { population, afference } = this.patient;
    switch (name) {
      case "lesion": {
        for (const neuron of this.#within(args as z.output<typeof lesion>)) this.#kill(neuron, now + 1);
        break;
      }
      case "kill":
        this.#decimate((args as z.output<typeof kill>).share / 100, now + 1);
        break;
      case "silence": {
        const { duration, ...region } = args as z.output<typeof silence>;
        const until = now + Math.max(1, Math.round(duration / STEP_MS));
        for (const neuron of this.#within(region)) population.hold(neuron, neuron + 1, until);
        break;
      }
      case "deafferent": {
        const { input, ...region } = args as z.output<typeof deafferent>;
        for (const neuron of this.#within(region)) afference.view[neuron] = input / 100;
        break;
      }
      case "cut":
        this.#cut((args as z.output<typeof cut>).share / 100, now + 1);
        break;
      case "freeze":
        this.#frozen.view[0] = (args as z.output<typeof freeze>).on ? 1 : 0;
        break;
      default:
        throw new SimFault(fail("value", "", `a growing network cannot ${name}`, "Choose rows that search.").error);
    }
  }

  isDead = (neuron: number): boolean => (this.patient.population.state.variables.until as Block).view[neuron] === DEAD;

  /** Living neurons of a disc, or of a column through the cube. */
  #within({ x, y, radius }: z.output<typeof lesion>): number[] {
    const { view } = this.patient.places;
    const found: number[] = [];
    for (let i = 0; i < this.patient.population.size; i++) {
      const [dx, dy] = [(view[3 * i] as number) - x, (view[3 * i + 1] as number) - y];
      if (dx * dx + dy * dy <= radius * radius && !this.isDead(i)) found.push(i);
    }
    return found;
  }

  #kill(neuron: number, step: number): void {
    this.patient.population.kill(neuron);
    this.patient.growth.bury(neuron, step);
  }

  /** Exactly that share of the living: each is taken with the probability that fills the quota (Knuth, algorithm S). */
  #decimate(share: number, step: number): void {
    const { population } = this.patient;
    let left = population.aliveCount();
    let quota = Math.round(share * left);
    for (let i = 0; quota > 0; i++) {
      if (this.isDead(i)) continue;
      if (this.#random.uniform() * left < quota) {
        this.#kill(i, step);
        quota--;
      }
      left--;
    }
  }

  #cut(share: number, step: number): void {
    const { slots, growth } = this.patient;
    let left = slots.count;
    let quota = Math.round(share * left);
    slots.index();
    const living = slots.bySource.slots.view.slice(0, left);
    for (const slot of living) {
      if (quota === 0) break;
      if (this.#random.uniform() * left < quota) {
        growth.disconnect(slot, step);
        quota--;
      }
      left--;
    }
  }
}
