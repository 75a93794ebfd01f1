import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";

/** How long connections live: every birth and death of all layers is counted by age. */

/** Bins of ages on a logarithmic scale: the first ages have one each, then eight to every doubling. */
const FINE = 8;
const BINS = FINE * 18;

/** First age of each bin, and one beyond the last. */
const STARTS = (() => {
  const starts: number[] = [];
  for (let age = 1; starts.length <= BINS; ) {
    starts.push(age);
    age += Math.max(1, 2 ** (31 - Math.clz32(age)) / FINE);
  }
  return Float64Array.from(starts);
})();

/** Bin of an age of at least one step. */
function binOf(age: number): number {
  let low = 0;
  let high = BINS - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((STARTS[middle] as number) <= age) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What stands for the source of a slot that holds no connection. */
export const EMPTY = 0xffffffff;

/** A layer as it was seen last. */
interface Seen {
  /** [capacity] */
  readonly born: Block<"u32">;
  readonly generation: Block<"u32">;
  readonly pair: Block<"u32">;
  /** [sources, targets] first step without the connection that was there; 0 where none died that is remembered. */
  readonly deaths: Block<"u32">;
  revision: number;
}

export class Lives {
  /** [BINS] connections that died at an age, and that a hand cut. */
  readonly #died: Block<"f64">;
  readonly #cut: Block<"f64">;
  /** [4] births and deaths of the last step, and since the last sample of the traces. */
  readonly #counts: Block<"f64">;
  readonly #seen: readonly Seen[];

  constructor(
    arena: Arena,
    private readonly layers: readonly ConnectionSlots[],
  ) {
    this.#died = arena.alloc("state", "f64", BINS);
    this.#cut = arena.alloc("state", "f64", BINS);
    this.#counts = arena.alloc("state", "f64", 4);
    this.#seen = layers.map(({ capacity, sources, targets }) => ({
      born: arena.alloc("scratch", "u32", capacity),
      generation: arena.alloc("scratch", "u32", capacity),
      pair: arena.alloc("scratch", "u32", capacity),
      deaths: arena.alloc("scratch", "u32", sources * targets),
      revision: -1,
    }));
  }

  /** Takes what there is for seen: at the start, and after the state was overwritten. */
  look(): void {
    for (const [k, slots] of this.layers.entries()) this.#note(slots, this.#seen[k] as Seen);
  }

  #note(slots: ConnectionSlots, seen: Seen): void {
    const [births, pairs] = [seen.born.view, seen.pair.view];
    const [pre, post, born] = [slots.pre.view, slots.post.view, slots.born.view];
    for (let slot = 0; slot < births.length; slot++) {
      const source = pre[slot] as number;
      births[slot] = source === EMPTY ? EMPTY : (born[slot] as number);
      pairs[slot] = source === EMPTY ? 0 : source * slots.targets + (post[slot] as number);
    }
    seen.generation.view.set(slots.generation.view);
    seen.revision = slots.revision;
    seen.deaths.view.fill(0);
    if (slots.deaths === 0) return;
    for (const event of slots.events(0)) {
      if (event.kind === "death") seen.deaths.view[event.pre * slots.targets + event.post] = event.step;
    }
  }

  /** [sources, targets] of a layer: first step without the connection that was there, 0 where none died that is remembered. */
  deathsOf(layer: number): Uint32Array {
    return (this.#seen[layer] as Seen).deaths.view;
  }

  /**
   * Counts who was born and who died since the last look.
   * @param step the first step that the dead do not carry any more
   * @param byHand they were cut, and say nothing about how long connections live
   */
  count(step: number, byHand = false): void {
    const counts = this.#counts.view;
    const ages = byHand ? this.#cut.view : this.#died.view;
    let born = 0;
    let died = 0;
    for (const [k, slots] of this.layers.entries()) {
      const seen = this.#seen[k] as Seen;
      if (seen.revision === slots.revision) continue;
      seen.revision = slots.revision;
      const [births, generations, pairs, deaths] = [
        seen.born.view,
        seen.generation.view,
        seen.pair.view,
        seen.deaths.view,
      ];
      const [pre, post, now, generation] = [slots.pre.view, slots.post.view, slots.born.view, slots.generation.view];
      for (let slot = 0; slot < births.length; slot++) {
        const source = pre[slot] as number;
        const live = source !== EMPTY;
        const same = generations[slot] === generation[slot];
        if (births[slot] !== EMPTY && !(live && same)) {
          const bin = binOf(Math.max(1, step - (births[slot] as number)));
          ages[bin] = (ages[bin] as number) + 1;
          deaths[pairs[slot] as number] = step;
          died++;
        }
        if (live && !(same && births[slot] !== EMPTY)) born++;
        births[slot] = live ? (now[slot] as number) : EMPTY;
        if (live) pairs[slot] = source * slots.targets + (post[slot] as number);
        generations[slot] = generation[slot] as number;
      }
    }
    counts[0] = born;
    counts[1] = died;
    counts[2] = (counts[2] as number) + born;
    counts[3] = (counts[3] as number) + died;
  }

  /** Births and deaths since the counts were last cleared. */
  get births(): number {
    return this.#counts.view[2] as number;
  }

  get deaths(): number {
    return this.#counts.view[3] as number;
  }

  clearCounts(): void {
    this.#counts.view.fill(0, 2);
  }

  /**
   * Part alive against age by the product-limit estimate (Kaplan & Meier 1958, 10.1080/01621459.1958.10501452): the living
   * and the cut count as at risk up to their age.
   */
  survival(step: number): { readonly x: Float32Array; readonly y: Float32Array } {
    const living = new Float64Array(BINS);
    let oldest = 0;
    for (const slots of this.layers) {
      const [pre, births] = [slots.pre.view, slots.born.view];
      for (let slot = 0; slot < slots.capacity; slot++) {
        if (pre[slot] === EMPTY) continue;
        const bin = binOf(Math.max(1, step - (births[slot] as number)));
        living[bin] = (living[bin] as number) + 1;
      }
    }
    const [died, cut] = [this.#died.view, this.#cut.view];
    const ends = (bin: number) => (died[bin] as number) + (cut[bin] as number) + (living[bin] as number);
    let atRisk = 0;
    for (let bin = 0; bin < BINS; bin++) {
      if (ends(bin) > 0) oldest = bin;
      atRisk += ends(bin);
    }
    const x = new Float32Array(oldest + 2);
    const y = new Float32Array(oldest + 2);
    x[0] = 1;
    y[0] = 1;
    let part = 1;
    for (let bin = 0; bin <= oldest; bin++) {
      if (atRisk > 0) part *= 1 - (died[bin] as number) / atRisk;
      atRisk -= ends(bin);
      x[bin + 1] = STARTS[bin + 1] as number;
      y[bin + 1] = part;
    }
    return { x, y };
  }
}
