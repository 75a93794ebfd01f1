import {
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationNodeDatum,
} from "d3";

/** Where the neurons of a wiring stand: as they are given, on a circle, or pulled together by their connections. */

export const LAYOUTS = ["spatial", "circular", "force"] as const;
export type LayoutKind = (typeof LAYOUTS)[number];

/** Given places, moved into the unit sphere (those in a plane: square) about their middle; missing ones stand in the middle. */
export function fitted(places: Float32Array): Float32Array {
  const out = new Float32Array(places.length);
  for (let axis = 0; axis < 3; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = axis; i < places.length; i += 3) {
      const value = places[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const middle = low <= high ? (low + high) / 2 : 0;
    for (let i = axis; i < places.length; i += 3) {
      const value = places[i] as number;
      out[i] = Number.isFinite(value) ? value - middle : 0;
    }
  }
  let reach = 0;
  // A sheet fills the frame from edge to edge; a volume must have room to be turned.
  const flat = isFlat(out);
  for (let i = 0; i < out.length; i += 3) {
    const [x, y, z] = [out[i] as number, out[i + 1] as number, out[i + 2] as number];
    reach = Math.max(reach, flat ? Math.max(Math.abs(x), Math.abs(y)) : Math.hypot(x, y, z));
  }
  if (reach > 0) for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / reach;
  return out;
}

/** Node 0 stands at the top; numbers rise clockwise. */
export function circular(nodes: number): Float32Array {
  const out = new Float32Array(3 * nodes);
  for (let i = 0; i < nodes; i++) {
    const angle = (2 * Math.PI * i) / nodes;
    out[3 * i] = Math.sin(angle);
    out[3 * i + 1] = Math.cos(angle);
  }
  return out;
}

export const isFlat = (places: Float32Array): boolean => {
  for (let i = 2; i < places.length; i += 3) if (Math.abs(places[i] as number) > 1e-3) return false;
  return true;
};

interface Body extends SimulationNodeDatum {
  readonly index: number;
}

/** Connections that pull; more change the picture little and cost time. */
const PULLING = 12_000;
/** Part of the connections that may change before the places are worked out again. */
const STALE = 0.25;

/**
 * Places to which connections pull, worked out a few steps at a time so that no task grows long. Starts from the places before,
 * so that the picture moves rather than jumps. The same wiring always ends at the same places.
 */
export class ForceLayout {
  readonly places: Float32Array;
  private readonly nodes: number;
  private simulation: Simulation<Body, undefined> | null = null;
  private bodies: Body[] = [];
  private known = new Set<number>();

  constructor(nodes: number) {
    this.nodes = nodes;
    this.places = circular(nodes);
  }

  /** Begins again where the wiring has become another one. */
  follow(edges: Uint32Array): void {
    const count = edges.length / 2;
    const stride = Math.max(1, Math.ceil(count / PULLING));
    const pair = (e: number): number => (edges[2 * e] as number) * this.nodes + (edges[2 * e + 1] as number);
    let fresh = 0;
    let looked = 0;
    for (let e = 0; e < count; e += stride) {
      looked++;
      if (!this.known.has(pair(e))) fresh++;
    }
    if (this.simulation !== null && fresh <= STALE * Math.max(looked, this.known.size)) return;
    if (this.simulation === null && looked === 0) return;
    this.known = new Set();
    const links: { source: number; target: number }[] = [];
    for (let e = 0; e < count; e += stride) {
      this.known.add(pair(e));
      links.push({ source: edges[2 * e] as number, target: edges[2 * e + 1] as number });
    }
    const spread = 18 * Math.sqrt(this.nodes);
    this.bodies = Array.from({ length: this.nodes }, (_, index) => ({
      index,
      x: (this.places[3 * index] as number) * spread,
      y: -(this.places[3 * index + 1] as number) * spread,
    }));
    this.simulation?.stop();
    this.simulation = forceSimulation(this.bodies)
      .force("repel", forceManyBody<Body>().strength(-60).theta(1.1))
      .force("pull", forceLink<Body, { source: number; target: number }>(links).distance(20))
      .force("x", forceX<Body>().strength(0.04))
      .force("y", forceY<Body>().strength(0.04))
      .alphaDecay(0.03)
      .stop();
  }

  get settled(): boolean {
    return this.simulation === null || this.simulation.alpha() < 0.02;
  }

  /** Works for about this long in ms, one step at least; answers whether the places have changed. */
  work(budget: number, now: () => number): boolean {
    const { simulation } = this;
    if (simulation === null || this.settled) return false;
    const start = now();
    do simulation.tick();
    while (!this.settled && now() - start < budget);
    for (const { index, x = 0, y = 0 } of this.bodies) {
      this.places[3 * index] = x;
      this.places[3 * index + 1] = -y;
    }
    this.places.set(fitted(this.places));
    return true;
  }
}
