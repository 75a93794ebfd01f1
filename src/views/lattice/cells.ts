import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import { paletteOf } from "../map/cells";
import type { Domain } from "../scale";
import type { Shape, Slice } from "./shape";

/** What each cell looks like, as four bytes of a picture that a graphics card reads; and in which order cells are drawn. */

/** Cells in a row of the picture. */
export const ROW = 512;

/** How a cell is drawn. */
export const LOOK = { hidden: 0, dot: 1, faint: 2, solid: 3 } as const;

/** Marks by the numbers that programs know them by; 0 is none. */
export const MARKS = ["none", "cross", "ring", "dot", "hatch", "frame"] as const;
/** No value: hollow. */
const HOLLOW = 128;
/** Opacity of cells that hardly take part, and of those that do not but are broken, of 255. */
const FAINTEST = 200;
const BROKEN = 140;
const SOLID = 250;
/** Least opacity of a cell that dies. */
const DYING = 60;

export class CellTexels {
  /** [rows of the picture, ROW, 4]: shade, opacity, mark, event. */
  bytes = new Uint8Array(0);
  private words = new Uint32Array(0);
  /** [sites] by `LOOK`. */
  looks = new Uint8Array(0);
  /** Rows of the picture that changed: whoever reads them takes the 1 away. */
  dirty = new Uint8Array(0);
  /** Rises when a cell is drawn another way, and when anything is. */
  looksVersion = 0;
  version = 0;
  private born: Uint8Array = new Uint8Array(0);
  /** Cells that take part, and those that have a flag. */
  active = 0;
  readonly counts: number[] = [];

  resize(sites: number): void {
    if (this.looks.length === sites) return;
    const rows = Math.ceil(sites / ROW);
    this.words = new Uint32Array(rows * ROW);
    this.bytes = new Uint8Array(this.words.buffer);
    this.looks = new Uint8Array(sites);
    this.born = new Uint8Array(sites);
    this.dirty = new Uint8Array(rows).fill(1);
    this.looksVersion++;
    this.version++;
  }

  /**
   * Brings everything up to date; only rows in which a cell has changed become dirty.
   *
   * @param now step of the run
   */
  update(spec: LatticeSpec, data: LatticeData, log: boolean, [low, high]: Domain, now: number): void {
    const { values, activity, flags } = data;
    this.resize(values.length);
    const { words, looks, dirty, born } = this;
    this.events(data, spec.fade, now);
    const [from, to] = log ? [Math.log2(low), Math.log2(high)] : [low, high];
    const factor = to > from ? 255 / (to - from) : 0;
    const marks = (spec.flags ?? []).map(({ mark }) => Math.max(0, MARKS.indexOf(mark as (typeof MARKS)[number])));
    this.counts.length = 0;
    for (const _ of marks) this.counts.push(0);
    let active = 0;
    let changed = false;
    let relooked = false;
    for (let site = 0; site < values.length; site++) {
      const value = values[site] as number;
      const share = activity[site] as number;
      const event = born[site] as number;
      const flag = flags === undefined ? 0 : (flags[site] as number);
      let mark = 0;
      if (flag > 0) {
        mark = marks[flag - 1] ?? 0;
        this.counts[flag - 1] = (this.counts[flag - 1] ?? 0) + 1;
      }
      let opacity = share > 0 ? Math.min(255, FAINTEST + Math.round((255 - FAINTEST) * share)) : 0;
      if (share > 0) active++;
      if (opacity === 0 && mark > 0) opacity = BROKEN;
      if (opacity === 0 && event > 0 && event < 128) opacity = DYING + event;
      const missing = Number.isNaN(value);
      const at = missing ? 0 : ((log ? (value > 0 ? Math.log2(value) : from) : value) - from) * factor;
      const shade = at <= 0 ? 0 : at >= 255 ? 255 : (at + 0.5) | 0;
      if (missing) mark |= HOLLOW;
      const word = (shade | (opacity << 8) | (mark << 16) | (event << 24)) >>> 0;
      if (words[site] !== word) {
        words[site] = word;
        dirty[(site / ROW) | 0] = 1;
        changed = true;
      }
      const look = opacity === 0 ? LOOK.dot : opacity >= SOLID && !missing ? LOOK.solid : LOOK.faint;
      if (looks[site] !== look) {
        looks[site] = look;
        relooked = true;
      }
    }
    this.active = active;
    if (relooked) this.looksVersion++;
    if (changed || relooked) this.version++;
  }

  /** Strength of what happened to each cell: 128 to 255 a birth, 1 to 127 a death. */
  private events({ born, dead }: LatticeData, fade: number, now: number): void {
    const events = this.born.fill(0);
    const mark = (list: Uint32Array | undefined, base: number, most: number): void => {
      if (list === undefined) return;
      for (let i = 0; i < list.length; i += 2) {
        const strength = 1 - (now - (list[i + 1] as number)) / Math.max(1, fade);
        const site = list[i] as number;
        if (strength > 0 && site < events.length) events[site] = base + Math.round(Math.min(1, strength) * most);
      }
    };
    mark(dead, 1, 126);
    mark(born, 128, 127);
  }

  eventOf(site: number): number {
    return this.born[site] ?? 0;
  }
}

/** Sites in the order in which they are drawn, as rows of a picture that a graphics card reads; rows with a change are dirty. */
export class DrawList {
  sites = new Uint32Array(0);
  bytes = new Uint8Array(0);
  dirty = new Uint8Array(0);
  length = 0;

  reserve(sites: number): void {
    const rows = Math.max(1, Math.ceil(sites / ROW));
    if (this.dirty.length === rows) return;
    this.sites = new Uint32Array(rows * ROW);
    this.bytes = new Uint8Array(this.sites.buffer);
    this.dirty = new Uint8Array(rows).fill(1);
  }

  put(at: number, site: number): void {
    if (this.sites[at] === site) return;
    this.sites[at] = site;
    this.dirty[(at / ROW) | 0] = 1;
  }
}

/** From which sides the block is seen: -1 or 1 along x, layers and y. */
export type Sides = readonly [x: number, layer: number, y: number];

/**
 * Solid cells from front to back, so that most of what they hide is never drawn; faint ones from back to front, as what shines
 * through needs it; dots in any order.
 */
export function orderCells(
  { columns, rows }: Shape,
  { from, to }: Slice,
  [sideX, sideLayer, sideY]: Sides,
  looks: Uint8Array,
  dots: boolean,
  lists: { readonly solid: DrawList; readonly faint: DrawList; readonly dot: DrawList },
): void {
  const count = { solid: 0, faint: 0, dot: 0 };
  const { solid, faint, dot } = lists;
  for (const list of [solid, faint, dot]) list.reserve(looks.length);
  let behind = 0;
  const layers = to.layer - from.layer + 1;
  const wide = to.x - from.x + 1;
  const deep = to.y - from.y + 1;
  for (let l = 0; l < layers; l++) {
    const layer = sideLayer > 0 ? to.layer - l : from.layer + l;
    for (let i = 0; i < wide; i++) {
      const first = (layer * columns + (sideX > 0 ? to.x - i : from.x + i)) * rows;
      for (let j = 0; j < deep; j++) {
        const site = first + (sideY > 0 ? to.y - j : from.y + j);
        const look = looks[site];
        if (look === LOOK.solid) solid.put(count.solid++, site);
        else if (look === LOOK.faint) behind++;
        else if (look === LOOK.dot && dots) dot.put(count.dot++, site);
      }
    }
  }
  faint.length = behind;
  solid.length = count.solid;
  dot.length = count.dot;
  if (behind === 0) return;
  for (let l = 0; l < layers; l++) {
    const layer = sideLayer > 0 ? from.layer + l : to.layer - l;
    for (let i = 0; i < wide; i++) {
      const first = (layer * columns + (sideX > 0 ? from.x + i : to.x - i)) * rows;
      for (let j = 0; j < deep; j++) {
        const site = first + (sideY > 0 ? from.y + j : to.y - j);
        if (looks[site] === LOOK.faint) faint.put(count.faint++, site);
      }
    }
  }
}

/** Bytes of the colours from the lowest to the highest value, [256, 4]. */
export const paletteBytes = (diverging: boolean): Uint8Array =>
  new Uint8Array(paletteOf(diverging ? { diverging: true } : {}).slice().buffer);
