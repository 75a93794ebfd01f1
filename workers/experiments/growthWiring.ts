import type { ConnectionSlots, SlotEvent } from "../math/slots";
import type { Block } from "../memory/arena";
import type { MatrixData, WiringData } from "../protocol";
import type { ChannelSource, Happenings } from "./_experiment";

/** Connections as they are shown: in space, and as a matrix. */

/** A state that changes when the wiring does, or something that is shown with it. */
export interface Revised {
  readonly revision: number;
}

export interface ShownWiring {
  readonly slots: ConnectionSlots;
  /** [nodes, 3] */
  places(): Float32Array;
  /** [nodes] NaN where a node is dead. */
  activity(): Float32Array;
  /** Numbers of the nodes at both ends of a connection. */
  node(end: "pre" | "post", index: number): number;
  now(): number;
  /** Steps for which a death is told. */
  readonly fade: number;
}

/** Everything connected to everything, and what died lately. */
export class WiringSource implements ChannelSource {
  #seen = 0;
  #deaths: SlotEvent[] = [];

  constructor(
    private readonly shown: ShownWiring,
    private readonly version: Revised,
  ) {}

  get revision(): number {
    return this.version.revision;
  }

  take(): WiringData {
    const { slots, places, activity, node, fade } = this.shown;
    slots.index();
    const { count } = slots;
    const edges = new Uint32Array(2 * count);
    const born = new Uint32Array(count);
    const values = new Float32Array(count);
    const order = slots.bySource.slots.view;
    for (let k = 0; k < count; k++) {
      const slot = order[k] as number;
      edges[2 * k] = node("pre", slots.pre.view[slot] as number);
      edges[2 * k + 1] = node("post", slots.post.view[slot] as number);
      born[k] = slots.born.view[slot] as number;
      values[k] = slots.weight.view[slot] as number;
    }
    const since = this.shown.now() - fade;
    this.#deaths.push(...slots.events(this.#seen).filter(({ kind }) => kind === "death"));
    this.#seen = slots.births + slots.deaths;
    this.#deaths = this.#deaths.filter(({ step }) => step > since);
    const dead = Uint32Array.from(
      this.#deaths.flatMap(({ pre, post, step }) => [node("pre", pre), node("post", post), step]),
    );
    return { kind: "wiring", places: places(), activity: activity(), edges, born, values, dead };
  }

  /** Births of the connections that live, and of those that died again lately. */
  happened(): Happenings {
    const { slots, node } = this.shown;
    slots.index();
    const { pre, post, born } = slots;
    const births = [...slots.bySource.slots.view.subarray(0, slots.count)].map((slot) => ({
      step: born.view[slot] as number,
      pre: pre.view[slot] as number,
      post: post.view[slot] as number,
    }));
    const all = [...births, ...slots.events(0).filter(({ kind }) => kind === "birth")];
    return {
      // Stamped with the first step whose spikes they carry, they are there before it.
      steps: Uint32Array.from(all, ({ step }) => Math.max(0, step - 1)),
      rows: Uint32Array.from(all, (birth) => node("pre", birth.pre)),
      others: Uint32Array.from(all, (birth) => node("post", birth.post)),
    };
  }

  clear(): void {
    this.#seen = 0;
    this.#deaths = [];
  }
}

/** Codes of the flags of births and deaths. */
const [BORN, DIED] = [1, 2];

/** Connections between groups of neurons: `cellOf` [neurons] is the cell of each; flags tell what changed since `since`. */
export function matrixOf(slots: ConnectionSlots, cellOf: Uint32Array, side: number, since: number): MatrixData {
  const values = new Float32Array(side * side);
  const flags = new Uint8Array(side * side);
  const at = (pre: number, post: number): number => (cellOf[pre] as number) * side + (cellOf[post] as number);
  const happened = slots.births + slots.deaths;
  for (const { kind, pre, post, step } of slots.events(happened - EVENTS))
    if (kind === "death" && step > since) flags[at(pre, post)] = DIED;
  slots.index();
  for (const slot of slots.bySource.slots.view.subarray(0, slots.count)) {
    const cell = at(slots.pre.view[slot] as number, slots.post.view[slot] as number);
    values[cell] = (values[cell] as number) + 1;
    if ((slots.born.view[slot] as number) > since) flags[cell] = BORN;
  }
  return { kind: "matrix", values, flags };
}

/** Latest events that are looked through for a picture. */
const EVENTS = 2000;

/** Values of a block for the neurons that live, NaN for the dead. */
export function ofLiving(block: Pick<Block, "view"> | { readonly view: Uint32Array }, isDead: (i: number) => boolean) {
  return Float32Array.from(block.view, (value, i) => (isDead(i) ? Number.NaN : value));
}
