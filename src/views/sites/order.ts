import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import { addressOf } from "./address";

/** Which cells a list shows, and in which order. */

export const SORTS = ["current", "value", "age", "address"] as const;
export type SortKey = (typeof SORTS)[number];

export interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Which cells are listed: all of them, or those that share the pillar or the layer of the chosen one. */
export const FILTERS = ["all", "pillar", "layer"] as const;
export type Filter = (typeof FILTERS)[number];

export interface Part {
  /** Sites are listed from `first` on, every `stride`, so many of them. */
  readonly first: number;
  readonly stride: number;
  readonly count: number;
}

/** Without a chosen site all of them. */
export function partOf({ layers, columns, rows }: LatticeSpec, filter: Filter, site: number | null): Part {
  const plane = columns * rows;
  if (site === null || filter === "all") return { first: 0, stride: 1, count: layers * plane };
  const { layer, x, y } = addressOf({ columns, rows }, site);
  return filter === "layer"
    ? { first: layer * plane, stride: 1, count: plane }
    : { first: x * rows + y, stride: plane, count: layers };
}

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Turns the bits of a number so that whole numbers stand in the order of the numbers. */
const ordered = (bits: number): number => (bits & 0x80000000 ? ~bits : bits | 0x80000000) >>> 0;

/**
 * The cells that take part, sorted. Numbers are sorted by their bits in three rounds, so that a hundred thousand cells take a few
 * milliseconds and equal ones keep the order of their addresses; all room is taken once.
 */
export class SiteOrder {
  private keys = new Uint32Array(0);
  private sites = new Uint32Array(0);
  private others = new Uint32Array(0);
  private readonly counts = new Uint32Array(DIGITS);
  private readonly word = new Uint32Array(1);
  private readonly number = new Float32Array(this.word.buffer);
  private known: readonly unknown[] = [];
  private length = 0;

  /** Sites in the order of the list. Without ages, cells of unknown age count as equally old. */
  update(data: LatticeData, ages: Float32Array | null, part: Part, { key, descending }: Sorting): Uint32Array {
    const now = [data, ages, part.first, part.stride, part.count, key, descending];
    if (now.some((value, i) => !Object.is(value, this.known[i]))) {
      this.known = now;
      this.collect(data, part);
      if (key !== "address") this.sort(data, ages, key, descending);
      else if (descending) this.sites.subarray(0, this.length).reverse();
    }
    return this.sites.subarray(0, this.length);
  }

  private collect(data: LatticeData, { first, stride, count }: Part): void {
    const { activity } = data;
    if (this.sites.length < activity.length) {
      this.sites = new Uint32Array(activity.length);
      this.others = new Uint32Array(activity.length);
      this.keys = new Uint32Array(activity.length);
    }
    this.length = 0;
    for (let i = 0; i < count; i++) {
      const site = first + i * stride;
      if ((activity[site] as number) > 0) this.sites[this.length++] = site;
    }
  }

  private sort(data: LatticeData, ages: Float32Array | null, key: SortKey, descending: boolean): void {
    const { keys, counts, length } = this;
    const turn = descending ? 0xffffffff : 0;
    for (let i = 0; i < length; i++) {
      const site = this.sites[i] as number;
      const value =
        key === "age"
          ? (ages?.[site] ?? 0)
          : key === "current"
            ? Math.abs(data.currents[site] as number)
            : (data.values[site] as number);
      this.number[0] = value;
      // What is not known comes last either way.
      keys[site] = Number.isNaN(value) ? 0xffffffff : (ordered(this.word[0] as number) ^ turn) >>> 0;
    }
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      counts.fill(0);
      for (let i = 0; i < length; i++) {
        const digit = ((keys[this.sites[i] as number] as number) >>> shift) & (DIGITS - 1);
        counts[digit] = (counts[digit] as number) + 1;
      }
      let sum = 0;
      for (let digit = 0; digit < DIGITS; digit++) {
        const count = counts[digit] as number;
        counts[digit] = sum;
        sum += count;
      }
      for (let i = 0; i < length; i++) {
        const site = this.sites[i] as number;
        const digit = ((keys[site] as number) >>> shift) & (DIGITS - 1);
        const place = counts[digit] as number;
        this.others[place] = site;
        counts[digit] = place + 1;
      }
      [this.sites, this.others] = [this.others, this.sites];
    }
  }
}
