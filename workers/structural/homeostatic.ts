import { RandomStream } from "../math/random";
import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { StructuralModel } from "./_structural";
import { type HomeostaticParams, homeostaticSchema } from "./homeostaticParams";

/** Homeostatic structural plasticity (MSP): neurons grow and lose synaptic elements until they fire at their target rate. */

export const homeostatic: StructuralModel<typeof homeostaticSchema> = {
  id: "homeostatic",
  label: "Homeostatic growth",
  doc: "Neurons grow and lose axonal and dendritic elements by their calcium; vacant elements pair into synapses.",
  schema: homeostaticSchema,
  equations: [
    {
      tex: "\\dot{Ca} = -Ca/\\tau_{Ca} + \\beta \\sum \\delta(t - t_k)",
      plain: "dCa/dt = -Ca/tau_Ca, Ca += beta at a spike",
    },
    {
      tex: "\\dot z = \\nu\\left[2 e^{-((Ca - \\xi)/\\zeta)^2} - 1\\right], \\quad \\xi = \\tfrac{\\eta + \\varepsilon}{2}, \\quad \\zeta = \\tfrac{\\varepsilon - \\eta}{2\\sqrt{\\ln 2}}",
      plain:
        "Gaussian: dz/dt = nu [2 exp(-((Ca - xi)/zeta)^2) - 1], xi = (eta + epsilon)/2, zeta = (epsilon - eta)/(2 sqrt(ln 2))",
    },
    { tex: "\\dot z = \\nu (1 - Ca/\\varepsilon)", plain: "linear: dz/dt = nu (1 - Ca/epsilon)" },
  ],
  integrator: "calcium exact with spikes on the time grid; elements by forward Euler in steps of 10 ms",
  score: "Calcium of the neuron against its target, as growth of its elements",
  prune:
    "At every update, a neuron with more connected than whole elements of a kind loses the excess, chosen uniformly: axonal ones first, then dendritic for excitatory, then for inhibitory partners; the partner's element is vacant again",
  grow: "Then vacant axonal and dendritic elements of a kind are paired at random, excitatory first; last, vacant whole elements decay",
  invariants: [
    "connected axonal elements = connected dendritic elements = synapses",
    "no neuron connects to itself, and no pair twice",
    "after an update no neuron has more connections of a kind than whole elements",
  ],
  reads: ["spikes", "places"],
  writes: ["calcium", "elements", "connections"],
  sources: [
    { citation: "Butz & van Ooyen 2013, PLoS Computational Biology", doi: "10.1371/journal.pcbi.1003259" },
    {
      citation: "Diaz-Pier, Naveau, Butz-Ostendorf & Morrison 2016, Frontiers in Neuroanatomy",
      doi: "10.3389/fnana.2016.00057",
    },
  ],
  validity: [
    {
      note: "A pair is connected once at most; NEST's structural plasticity allows several synapses between two neurons.",
    },
    {
      note: "An element that finds no partner in 64 draws waits for the next update: with a narrow reach growth is slower.",
    },
    {
      note: "Vacant elements decay once per update, so that a shorter interval makes unpaired elements scarcer.",
    },
    { note: "Elements have no place: distances run between cell bodies, whatever the way of axon and dendrite." },
  ],
};

/** Elements grow in steps of so many ms: a thousandth of the time constant of calcium. */
export const GROWTH_MS = 10;
/** Draws of a partner for one axonal element at one update. */
const DRAWS = 64;

/** Neurons that grow: excitatory ones come first. */
export interface GrowingNeurons {
  readonly excitatory: number;
  readonly inhibitory: number;
  /** Square: from the neurons to themselves. */
  readonly slots: ConnectionSlots;
  /** [neurons] last step for which a neuron is held, 0x7fffffff when it is dead. */
  readonly until: Block<"i32">;
  /** [neurons, 3] µm */
  readonly places: Block<"f32">;
}

/** A kind of element: how many each neuron has, and how many of them are connected. */
export interface Elements {
  /** [neurons] in the state; a whole element is one that can be connected. */
  readonly grown: Block<"f64">;
  /** [neurons] follows from the connections. */
  readonly connected: Uint32Array;
}

export class HomeostaticGrowth {
  /** [neurons] */
  readonly calcium: Block<"f32">;
  readonly axonal: Elements;
  /** Dendritic, for excitatory and for inhibitory partners. */
  readonly excitatory: Elements;
  readonly inhibitory: Elements;
  readonly #neurons: number;
  readonly #random: RandomStream;
  /** [2] births and deaths of the last update. */
  readonly #last: Block<"f64">;
  #params = homeostaticSchema.parse({});
  #decay = 1;
  #h = 1;
  /** Weights of newborn connections by the kind of their source. */
  #weights: readonly [excitatory: number, inhibitory: number] = [1, -1];
  #vacantPre: Uint32Array = new Uint32Array(1024);
  #vacantPost: Uint32Array = new Uint32Array(1024);
  #candidates: Uint32Array = new Uint32Array(64);

  constructor(
    private readonly arena: Arena,
    private readonly neurons: GrowingNeurons,
  ) {
    this.#neurons = neurons.excitatory + neurons.inhibitory;
    const elements = (): Elements => ({
      grown: arena.alloc("state", "f64", this.#neurons),
      connected: new Uint32Array(this.#neurons),
    });
    this.calcium = arena.alloc("state", "f32", this.#neurons);
    this.axonal = elements();
    this.excitatory = elements();
    this.inhibitory = elements();
    this.#random = new RandomStream(arena.kernel, arena, "growth");
    this.#last = arena.alloc("state", "f64", 2);
  }

  get born(): number {
    return this.#last.view[0] as number;
  }

  get died(): number {
    return this.#last.view[1] as number;
  }

  /** After the commit: no calcium, no elements, no connections. */
  init(seed: number): void {
    this.neurons.slots.init();
    this.#random.seed(seed);
    this.restore();
  }

  /** `h`: length of a step, ms. `weights` of the connections of excitatory and inhibitory neurons. */
  update(params: HomeostaticParams, h: number, weights: readonly [excitatory: number, inhibitory: number]): void {
    this.#params = params;
    this.#h = h;
    this.#decay = this.arena.kernel.exp(-h / (1000 * params.tau));
    this.#weights = weights;
    const { slots } = this.neurons;
    for (let slot = 0; slot < slots.capacity; slot++)
      if (slots.isLive(slot)) slots.weight.view[slot] = this.weightOf(slots.pre.view[slot] as number);
  }

  weightOf(neuron: number): number {
    return this.#weights[neuron < this.neurons.excitatory ? 0 : 1];
  }

  /** After the spikes of `step`: `list` of `count` neurons. Nothing but calcium changes while the topology is `frozen`. */
  step(step: number, list: number, count: number, frozen: boolean): void {
    const { kernel } = this.arena;
    kernel.calciumStep(this.#neurons, this.calcium.ptr, this.#decay, list, count, this.#params.beta);
    if (frozen) return;
    const now = step * this.#h;
    if (now % GROWTH_MS === 0) this.#grow();
    if (now % this.#params.interval === 0) this.rewire(step + 1);
  }

  #grow(): void {
    const { curve, rate, etaAxon, etaDendrite, epsilonE, epsilonI, inhibitoryRatio } = this.#params;
    const n = this.neurons.excitatory;
    const grow = (from: number, to: number, epsilon: number, ratio: number) =>
      this.arena.kernel.growElements(
        from,
        to,
        this.calcium.ptr,
        this.neurons.until.ptr,
        this.axonal.grown.ptr,
        this.excitatory.grown.ptr,
        this.inhibitory.grown.ptr,
        etaAxon,
        etaDendrite,
        epsilon,
        curve === "linear",
        rate / 1000,
        ratio,
        GROWTH_MS,
      );
    grow(0, n, epsilonE, 1);
    grow(n, this.#neurons, epsilonI, inhibitoryRatio);
  }

  /** One update of the wiring: deletion, pairing, decay. Newborn connections carry the spikes of `step` and later ones. */
  rewire(step: number): void {
    const { slots } = this.neurons;
    const [births, deaths] = [slots.births, slots.deaths];
    this.#prune(step);
    this.#pair(step);
    this.#loseVacant();
    this.#last.view.set([slots.births - births, slots.deaths - deaths]);
  }

  /** Takes a connection away; both its elements are vacant then. */
  disconnect(slot: number, step: number): void {
    const { slots } = this.neurons;
    this.#count(slots.pre.view[slot] as number, slots.post.view[slot] as number, -1);
    slots.remove(slot, step);
  }

  /** Takes everything from a neuron that dies; the elements of its partners are vacant then. */
  bury(neuron: number, step: number): void {
    const { slots } = this.neurons;
    for (const { grown } of [this.axonal, this.excitatory, this.inhibitory]) grown.view[neuron] = 0;
    this.calcium.view[neuron] = 0;
    slots.index();
    for (const { rows, slots: order } of [slots.bySource, slots.byTarget]) {
      // Removals leave the index as it was until it is asked for again.
      const own = order.view.slice(rows.view[neuron], rows.view[neuron + 1]);
      for (const slot of own) if (slots.isLive(slot)) this.disconnect(slot, step);
    }
  }

  /** After the state was overwritten. */
  restore(): void {
    for (const { connected } of [this.axonal, this.excitatory, this.inhibitory]) connected.fill(0);
    const { slots } = this.neurons;
    for (let slot = 0; slot < slots.capacity; slot++)
      if (slots.isLive(slot)) this.#count(slots.pre.view[slot] as number, slots.post.view[slot] as number, 1);
  }

  #count(pre: number, post: number, change: number): void {
    const dendritic = pre < this.neurons.excitatory ? this.excitatory : this.inhibitory;
    this.axonal.connected[pre] = (this.axonal.connected[pre] as number) + change;
    dendritic.connected[post] = (dendritic.connected[post] as number) + change;
  }

  #prune(step: number): void {
    const { slots, excitatory } = this.neurons;
    slots.index();
    this.#trim(this.axonal, slots.bySource, () => true, step);
    this.#trim(this.excitatory, slots.byTarget, (slot) => (slots.pre.view[slot] as number) < excitatory, step);
    this.#trim(this.inhibitory, slots.byTarget, (slot) => (slots.pre.view[slot] as number) >= excitatory, step);
  }

  #trim(
    { grown, connected }: Elements,
    { rows, slots: order }: ConnectionSlots["bySource"],
    ofKind: (slot: number) => boolean,
    step: number,
  ): void {
    const { slots } = this.neurons;
    for (let i = 0; i < this.#neurons; i++) {
      let excess = (connected[i] as number) - Math.floor(grown.view[i] as number);
      if (excess <= 0) continue;
      const [from, to] = [rows.view[i] as number, rows.view[i + 1] as number];
      if (to - from > this.#candidates.length) this.#candidates = new Uint32Array(2 * (to - from));
      const own = this.#candidates;
      let count = 0;
      for (let at = from; at < to; at++) {
        const slot = order.view[at] as number;
        if (slots.isLive(slot) && ofKind(slot)) own[count++] = slot;
      }
      for (; excess > 0; excess--) {
        const taken = this.#random.below(count);
        this.disconnect(own[taken] as number, step);
        own[taken] = own[--count] as number;
      }
    }
  }

  #pair(step: number): void {
    const { excitatory } = this.neurons;
    this.#match(0, excitatory, this.excitatory, step);
    this.#match(excitatory, this.#neurons, this.inhibitory, step);
  }

  /** Pairs the vacant axonal elements of the neurons [from, to) with vacant dendritic ones. */
  #match(from: number, to: number, dendritic: Elements, step: number): void {
    const { slots } = this.neurons;
    const axons = this.#listVacant(this.axonal, from, to, this.#vacantPre);
    this.#vacantPre = axons.list;
    const dendrites = this.#listVacant(dendritic, 0, this.#neurons, this.#vacantPost);
    this.#vacantPost = dendrites.list;
    for (let left = axons.count; left > 0 && dendrites.count > 0; left--) {
      const drawn = this.#random.below(left);
      const pre = axons.list[drawn] as number;
      axons.list[drawn] = axons.list[left - 1] as number;
      const found = this.#partner(pre, dendrites.list, dendrites.count);
      if (found < 0) continue;
      const post = dendrites.list[found] as number;
      if (slots.add(pre, post, this.weightOf(pre), step) < 0) return;
      this.#count(pre, post, 1);
      dendrites.list[found] = dendrites.list[--dendrites.count] as number;
    }
  }

  /** Place in the list of a partner for a neuron, -1 when none was found. */
  #partner(pre: number, list: Uint32Array, count: number): number {
    const { slots } = this.neurons;
    const near = this.#params.kernel === "gaussian";
    for (let draw = 0; draw < DRAWS; draw++) {
      const at = this.#random.below(count);
      const post = list[at] as number;
      if (near && this.#random.uniform() >= this.#likelihood(pre, post)) continue;
      if (slots.vacant(pre, post)) return at;
    }
    return -1;
  }

  /** That two neurons find each other, relative to neighbours. */
  #likelihood(a: number, b: number): number {
    const { view } = this.neurons.places;
    let square = 0;
    for (let axis = 0; axis < 3; axis++) {
      const d = (view[3 * a + axis] as number) - (view[3 * b + axis] as number);
      square += d * d;
    }
    const { width } = this.#params;
    return this.arena.kernel.exp(-square / (2 * width * width));
  }

  /** Every vacant whole element of the neurons [from, to), as the number of its neuron. */
  #listVacant({ grown, connected }: Elements, from: number, to: number, room: Uint32Array) {
    let list = room;
    let count = 0;
    for (let i = from; i < to; i++) {
      const vacant = Math.floor(grown.view[i] as number) - (connected[i] as number);
      if (vacant <= 0) continue;
      if (count + vacant > list.length) {
        const larger = new Uint32Array(2 * (count + vacant));
        larger.set(list);
        list = larger;
      }
      list.fill(i, count, count + vacant);
      count += vacant;
    }
    return { list, count };
  }

  #loseVacant(): void {
    const part = this.#params.vacant / 100;
    for (const { grown, connected } of [this.axonal, this.excitatory, this.inhibitory]) {
      const { view } = grown;
      for (let i = 0; i < this.#neurons; i++) {
        const vacant = Math.floor(view[i] as number) - (connected[i] as number);
        if (vacant > 0) view[i] = (view[i] as number) - part * vacant;
      }
    }
  }
}

/** Calcium of a neuron that fires at `rate` (Hz) for long. */
export const steadyCalcium = (rate: number, { beta, tau }: Pick<HomeostaticParams, "beta" | "tau">): number =>
  beta * rate * tau;
