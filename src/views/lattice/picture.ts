import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import type { Rect } from "../../ui/canvas";
import type { ViewTheme } from "../../ui/colors";
import { projectionOf, radiusIn, type Viewpoint } from "../gl/camera";
import type { Domain } from "../scale";
import { CellTexels, DrawList, LOOK, orderCells, type Sides } from "./cells";
import { Flow } from "./flow";
import { type Placement, placementOf, type Slice } from "./shape";
import { Wires } from "./wires";

/** All that is shown of a lattice, worked out once for whatever draws it. */

export interface Shown {
  readonly spec: LatticeSpec;
  readonly data: LatticeData;
  /** Rises with every change of the data. */
  readonly revision: number;
  /** Step of the run. */
  readonly now: number;
  readonly view: Viewpoint;
  readonly width: number;
  readonly height: number;
  /** Part of the canvas that the block fills. */
  readonly frame: Rect;
  readonly theme: ViewTheme;
  /** 0 compact, 1 layers far apart. */
  readonly explode: number;
  readonly slice: Slice;
  /** Only cells that take part. */
  readonly xray: boolean;
  readonly log: boolean;
  readonly domain: Domain;
  /** Particles of the current are shown; they move. */
  readonly flows: boolean;
  readonly moves: boolean;
  /** Planes and pillars are shown. */
  readonly wired: boolean;
  /** Nothing moves by itself, and nothing glows. */
  readonly still: boolean;
}

/** Particles at most, and for each pillar: more would be a cloud. */
export const PARTICLES = 1000;
const PER_PILLAR = 1.2;
const LEAST_PARTICLES = 100;
/** Halos of births and deaths at most. */
export const MOST_EVENTS = 4096;

export class LatticePicture {
  shown: Shown | null = null;
  readonly cells = new CellTexels();
  readonly solid = new DrawList();
  readonly faint = new DrawList();
  readonly dot = new DrawList();
  readonly wires = new Wires();
  readonly flow = new Flow();
  /** [events, 2] site, and strength from -1 (a death) to 1 (a birth). */
  readonly events = new Float32Array(2 * MOST_EVENTS);
  eventCount = 0;
  matrix: Float32Array = new Float32Array(16);
  placement: Placement = placementOf({ layers: 1, columns: 1, rows: 1 }, 0);
  /** Towards the eye, of length 1. */
  near: readonly [number, number, number] = [0, 0, 1];
  /** Pixels from a cell to the next. */
  pixels = 1;
  /** Rise with every change of the cells and their order, of all that stands still, and of what a hand has moved. */
  listVersion = 0;
  sceneVersion = 0;
  handVersion = 0;
  private listed = "";
  private sceneOf: readonly unknown[] = [];
  private handOf: readonly unknown[] = [];
  private seen: readonly [unknown, number, unknown, unknown, unknown] = [null, -1, null, null, null];

  update(shown: Shown): void {
    const { spec, data, revision, slice, view, frame, width, height, log, domain } = shown;
    this.shown = shown;
    this.placement = placementOf(spec, shown.explode);
    this.matrix = projectionOf(view, frame, width, height);
    const [cp, sp] = [Math.cos(view.pitch), Math.sin(view.pitch)];
    this.near = [-cp * Math.sin(view.yaw), sp, cp * Math.cos(view.yaw)];
    this.pixels = this.placement.pitch * radiusIn(frame, view.zoom);
    const sides: Sides = [this.near[0] < 0 ? -1 : 1, sp < 0 ? -1 : 1, this.near[2] < 0 ? -1 : 1];
    const fresh =
      this.seen[0] !== data ||
      this.seen[1] !== revision ||
      this.seen[2] !== domain[0] ||
      this.seen[3] !== domain[1] ||
      this.seen[4] !== log;
    if (fresh) {
      this.cells.update(spec, data, log, domain, shown.now);
      this.collectEvents(data, shown);
    }
    if (fresh && shown.flows) this.flow.update(spec, data, particlesOf(spec));
    this.seen = [data, revision, ...domain, log];
    this.wires.update(spec, data, slice, sides[1] > 0);
    const { from, to } = slice;
    const key = [
      from.layer,
      from.x,
      from.y,
      to.layer,
      to.x,
      to.y,
      ...sides,
      shown.xray,
      this.cells.looksVersion,
    ].join();
    if (key !== this.listed) {
      this.listed = key;
      orderCells(spec, slice, sides, this.cells.looks, !shown.xray, this);
      this.listVersion++;
    }
    this.scene(shown);
  }

  private scene(shown: Shown): void {
    const { view, slice, explode, xray, theme, width, height, wired, still, frame } = shown;
    const hand = [...Object.values(view), explode, ...Object.values(slice.from), ...Object.values(slice.to), xray];
    if (differ(hand, this.handOf)) this.handVersion++;
    this.handOf = hand;
    const scene = [
      ...hand,
      theme,
      width,
      height,
      frame.y,
      frame.width,
      wired,
      still,
      this.cells.version,
      this.wires.version,
      this.listVersion,
      this.eventCount > 0 ? shown.now : 0,
    ];
    if (differ(scene, this.sceneOf)) this.sceneVersion++;
    this.sceneOf = scene;
  }

  private collectEvents(data: LatticeData, { spec, now }: Shown): void {
    let count = 0;
    const collect = (list: Uint32Array | undefined, sign: number): void => {
      if (list === undefined) return;
      for (let i = 0; i < list.length && count < MOST_EVENTS; i += 2) {
        const strength = 1 - (now - (list[i + 1] as number)) / Math.max(1, spec.fade);
        if (!(strength > 0)) continue;
        this.events[2 * count] = list[i] as number;
        this.events[2 * count + 1] = sign * Math.min(1, strength);
        count++;
      }
    };
    collect(data.born, 1);
    collect(data.dead, -1);
    this.eventCount = count;
  }

  /** How large the cell at a site is to a pointer, as a share of the usual size; 0 where none is shown. */
  sizeOf = (site: number): number => {
    const look = this.cells.looks[site];
    if (look === LOOK.dot) return this.shown?.xray === true ? 0 : 0.55;
    return look === LOOK.hidden || look === undefined ? 0 : 1;
  };

  /** Something moves although nobody moves it. */
  get flowing(): boolean {
    const { shown } = this;
    return shown?.flows === true && shown.moves && !shown.still && this.flow.count > 0;
  }
}

const particlesOf = ({ columns, rows }: LatticeSpec): number =>
  Math.round(Math.min(PARTICLES, Math.max(LEAST_PARTICLES, PER_PILLAR * columns * rows)));

const differ = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length !== b.length || a.some((value, i) => !Object.is(value, b[i]));
