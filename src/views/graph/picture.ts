import type { WiringData, WiringSpec } from "../../../workers/protocol";
import type { Rect } from "../../ui/canvas";
import type { ViewTheme } from "../../ui/colors";
import { project, projectionOf, type Viewpoint } from "../gl/camera";
import { circular, ForceLayout, fitted, type LayoutKind } from "./layout";
import { goneOf, inhibits, type Neighbours, neighboursOf, populationsOf, youngOf } from "./wires";

/** All that is shown of a wiring, worked out once for whatever draws it. */

/** How a single connection stands out from the others. */
export const STYLE = { birth: 0, death: 1, in: 2, out: 3, lit: 4 } as const;
/** Connections that stand out, at most; each is a strip of many pixels. */
export const MOST_MARKED = 1500;

export interface Shown {
  readonly spec: WiringSpec;
  readonly data: WiringData;
  /** Rises with every change of the data. */
  readonly revision: number;
  readonly now: number;
  readonly layout: LayoutKind;
  readonly view: Viewpoint;
  readonly width: number;
  readonly height: number;
  readonly frame: Rect;
  readonly theme: ViewTheme;
  /** Whose connections are shown; null for all of them. */
  readonly chosen: number | null;
  readonly direction: Direction;
  /** Node and connection under the pointer. */
  readonly node: number | null;
  readonly edge: number | null;
  /** Births and deaths keep their brightness, and so do not move. */
  readonly still: boolean;
  /** Most activity so far. */
  readonly brightest: number;
}

export const DIRECTIONS = ["both", "in", "out"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What changes when a hand points or chooses. */
const HANDED = ["chosen", "direction", "node", "edge"] as const;

const NONE: Neighbours = { in: [], out: [] };

export class GraphPicture {
  shown: Shown | null = null;
  /** [nodes, 4] place and brightness 0..1, -1 of a dead node. */
  nodes: Float32Array = new Float32Array(0);
  /** [nodes] 1, or less for what is not meant. */
  opacity: Float32Array = new Float32Array(0);
  of: Uint8Array = new Uint8Array(0);
  matrix: Float32Array = new Float32Array(16);
  /** [nodes, 3] in pixels. */
  projected: Float32Array = new Float32Array(0);
  /** [marked, 4] source, target, style, strength 0..1. */
  readonly marked: Float32Array = new Float32Array(4 * MOST_MARKED);
  markedCount = 0;
  young: readonly number[] = [];
  gone: readonly number[] = [];
  neighbours: Neighbours = NONE;
  /** Rise with every change of the connections, and of anything else that moves the lines of all connections. */
  wiringVersion = 0;
  sceneVersion = 0;
  /** Rises with every change that a hand has made, which is drawn at once. */
  handVersion = 0;
  private places: Float32Array = new Float32Array(0);
  private given: Float32Array = new Float32Array(0);
  private force: ForceLayout | null = null;
  private key = "";
  private seen: readonly [WiringData | null, number] = [null, -1];
  private chosenOf: readonly unknown[] = [];

  /** Whether places are still being worked out. */
  get moving(): boolean {
    return this.shown?.layout === "force" && this.force?.settled === false;
  }

  /** Works on the places for about so long in ms; answers whether something has changed. */
  settle(budget: number): boolean {
    return this.moving && (this.force?.work(budget, () => performance.now()) ?? false);
  }

  update(shown: Shown): void {
    const { spec, data, revision, layout } = shown;
    const before = this.shown;
    this.shown = shown;
    if (before === null || before.spec !== spec) {
      this.of = populationsOf(spec);
      if (this.nodes.length !== 4 * spec.nodes) {
        this.nodes = new Float32Array(4 * spec.nodes);
        this.opacity = new Float32Array(spec.nodes).fill(1);
        this.projected = new Float32Array(3 * spec.nodes);
        this.force = null;
      }
      this.seen = [null, -1];
    }
    const changed = this.seen[0] !== data || this.seen[1] !== revision;
    this.seen = [data, revision];
    if (HANDED.some((one) => before?.[one] !== shown[one])) this.handVersion++;
    if (changed) this.wiringVersion++;
    this.place(spec, data, layout, changed || before?.layout !== layout);
    this.scene(shown);
    this.light(shown, changed);
    this.mark(shown);
  }

  private place(spec: WiringSpec, data: WiringData, layout: LayoutKind, changed: boolean): void {
    if (layout === "force") {
      this.force ??= new ForceLayout(spec.nodes);
      if (changed) this.force.follow(data.edges);
      this.places = this.force.places;
    } else if (layout === "circular") {
      if (changed || this.places.length !== 3 * spec.nodes) this.places = circular(spec.nodes);
    } else if (changed && !same(this.given, data.places)) {
      this.given = data.places.slice();
      this.places = fitted(data.places);
    } else if (changed) this.places = fitted(this.given);
    for (let i = 0; i < spec.nodes; i++) {
      for (let axis = 0; axis < 3; axis++) this.nodes[4 * i + axis] = this.places[3 * i + axis] ?? 0;
    }
  }

  private scene({ view, frame, width, height, theme, layout, chosen, spec }: Shown): void {
    this.matrix = projectionOf(view, frame, width, height);
    project(this.places, this.matrix, { width, height }, this.projected);
    const moved = this.moving ? performance.now() : this.sceneStamp();
    const key = [...this.matrix, width, height, theme.scheme, layout, chosen !== null, spec.nodes, moved].join();
    if (key !== this.key) {
      this.sceneVersion++;
      if (!this.moving) this.handVersion++;
    }
    this.key = key;
  }

  /** Where the first nodes stand stands for all: layouts change as a whole. */
  private sceneStamp = (): string => this.places.subarray(0, 12).join();

  private light({ data, chosen, direction, brightest, node, edge }: Shown, changed: boolean): void {
    if (changed || this.chosenOf[0] !== chosen || this.chosenOf[1] !== node) {
      const centre = chosen ?? node;
      this.neighbours = centre === null ? NONE : neighboursOf(data, centre);
      this.chosenOf = [chosen, node];
    }
    const { neighbours } = this;
    for (let i = 0; i < data.activity.length; i++) {
      const activity = data.activity[i] as number;
      this.nodes[4 * i + 3] = Number.isNaN(activity)
        ? -1
        : Math.min(1, Math.max(0, Math.abs(activity) / (brightest || 1)));
    }
    this.opacity.fill(chosen === null ? 1 : 0.16);
    if (chosen === null) return;
    this.opacity[chosen] = 1;
    if (direction !== "in") for (const e of neighbours.out) this.opacity[data.edges[2 * e + 1] as number] = 1;
    if (direction !== "out") for (const e of neighbours.in) this.opacity[data.edges[2 * e] as number] = 1;
    for (const one of [node, edge === null ? null : (data.edges[2 * edge] as number)])
      if (one !== null) this.opacity[one] = 1;
  }

  private mark({ spec, data, now, chosen, direction, node, edge, still }: Shown): void {
    this.young = spec.difference === undefined ? youngOf(data, now, spec.fade) : [];
    this.gone = goneOf(data, now, spec.fade);
    this.markedCount = 0;
    const { edges, born, dead } = data;
    const add = (source: number, target: number, style: number, strength: number): void => {
      if (this.markedCount >= MOST_MARKED) return;
      this.marked.set([source, target, style, strength], 4 * this.markedCount++);
    };
    // Where much happens at once, each event takes less ink.
    const ink = Math.min(1, (60 / Math.max(1, this.young.length)) ** 0.7);
    const strength = (step: number): number => ink * (still ? 0.8 : (1 - (now - step) / spec.fade) ** 3);
    const meant = (source: number, target: number): boolean =>
      chosen === null || (direction !== "in" && source === chosen) || (direction !== "out" && target === chosen);
    if (chosen !== null || node !== null) {
      if (chosen === null || direction !== "out")
        for (const e of this.neighbours.in) add(edges[2 * e] as number, edges[2 * e + 1] as number, STYLE.in, 1);
      if (chosen === null || direction !== "in")
        for (const e of this.neighbours.out) add(edges[2 * e] as number, edges[2 * e + 1] as number, STYLE.out, 1);
    }
    for (const d of latest(this.gone, (d) => dead[3 * d + 2] as number)) {
      const [source, target] = [dead[3 * d] as number, dead[3 * d + 1] as number];
      if (meant(source, target)) add(source, target, STYLE.death, strength(dead[3 * d + 2] as number));
    }
    for (const e of latest(this.young, (e) => born[e] as number)) {
      const [source, target] = [edges[2 * e] as number, edges[2 * e + 1] as number];
      if (meant(source, target)) add(source, target, STYLE.birth, strength(born[e] as number));
    }
    if (edge !== null && 2 * edge < edges.length)
      add(edges[2 * edge] as number, edges[2 * edge + 1] as number, STYLE.lit, 1);
  }

  /** -1 for a connection that inhibits, or that is only in the first of two runs; 1 else. */
  signOf(e: number): number {
    const { shown } = this;
    return shown !== null && inhibits(shown.spec, shown.data, this.of, e) ? -1 : 1;
  }
}

/** Events drawn as strips, at most: those before have faded most. */
const MOST_EVENTS = 240;

const latest = (events: readonly number[], stepOf: (event: number) => number): readonly number[] =>
  events.length <= MOST_EVENTS ? events : [...events].sort((a, b) => stepOf(b) - stepOf(a)).slice(0, MOST_EVENTS);

const same = (a: Float32Array, b: Float32Array): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
