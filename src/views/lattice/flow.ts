import type { LatticeData, LatticeSpec } from "../../../workers/protocol";

/**
 * Where particles run that stand for the current. Each follows a way that the current takes: from the driver along a plane into a
 * cell, down its pillar and out; or off the pillar through another cell into a plane that floats, along it and down another pillar.
 * Ways are chosen by the current of their first cell, so that the density of particles on every wire is in proportion to its current.
 */

/** Way of a particle: [first site, second site, phase, speed]; the second site is -1 where the pillar leads out, and -2 - layer where a plane does. */
export const WAY = 4;

/** Speed of the slowest, as a share of that of the fastest. */
const SLOWEST = 0.35;

/** Low-discrepancy phases: however few particles share a way, they stand apart. */
const GOLDEN = 0.618033988749895;

/** Position in an ascending list of sums at which `target` is reached, from `from` to before `to`. */
function reached(sums: Float64Array, from: number, to: number, target: number): number {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class Flow {
  /** [particles, 4] */
  ways = new Float32Array(0);
  count = 0;
  /** Rises when ways have changed; what changed are those from `from` to before `to`. */
  version = 0;
  from = 0;
  to = 0;
  /** 1 where current runs from planes to pillars as a whole, -1 where it runs the other way. */
  sign = 1;
  private sums = new Float64Array(0);
  /** Per line or plane: sums of what leaves a floating one. */
  private away = new Float64Array(0);

  /** @param most particles at most */
  update(spec: LatticeSpec, data: LatticeData, most: number): void {
    const { columns, rows, layers } = spec;
    const { currents } = data;
    const sites = currents.length;
    if (this.sums.length !== sites) {
      this.sums = new Float64Array(sites);
      this.away = new Float64Array(sites);
    }
    if (this.ways.length !== WAY * most) {
      this.ways = new Float32Array(WAY * most);
      this.count = 0;
    }
    const { sums, away } = this;
    let [forth, back, largest] = [0, 0, 0];
    for (let site = 0; site < sites; site++) {
      const current = currents[site] as number;
      if (current > 0) forth += current;
      else if (current < 0) back -= current;
      const size = Math.abs(current);
      if (size > largest) largest = size;
    }
    // Which way the drivers push: what floats takes in as much as it gives.
    const sign = forth >= back ? 1 : -1;
    this.sign = sign;
    const floats = (layer: number, y: number): boolean =>
      Number.isNaN(data.voltages[spec.lines ? layer * rows + y : layer] as number);
    let total = 0;
    const block = columns * rows;
    for (let layer = 0; layer < layers; layer++) {
      // Of lines the sums run along x, so that one line is one stretch.
      for (let k = 0; k < block; k++) {
        const y = spec.lines ? (k / columns) | 0 : k % rows;
        const x = spec.lines ? k % columns : (k / rows) | 0;
        const site = (layer * columns + x) * rows + y;
        const current = sign * (currents[site] as number);
        const floating = floats(layer, y);
        if (current > 0 && !floating) total += (current * this.lengthOf(spec, x, layer)) / speedOf(current, largest);
        sums[layer * block + k] = total;
        const before = k === 0 ? 0 : (away[layer * block + k - 1] as number);
        away[layer * block + k] = before + (current > 0 && floating ? current : 0);
      }
    }
    const count = total > 0 ? most : 0;
    let [from, to] = [most, 0];
    for (let i = 0; i < count; i++) {
      const target = ((i + 0.5) / count) * total;
      const at = reached(sums, 0, sites, target);
      const layer = (at / block) | 0;
      const k = at % block;
      const y = spec.lines ? (k / columns) | 0 : k % rows;
      const x = spec.lines ? k % columns : (k / rows) | 0;
      const site = (layer * columns + x) * rows + y;
      const chance = (i * GOLDEN) % 1;
      const second = this.leave(spec, data, site, layer, x, y, chance, floats);
      const speed = speedOf(sign * (currents[site] as number), largest);
      const base = WAY * i;
      const { ways } = this;
      if (ways[base] === site && ways[base + 1] === second && Math.abs((ways[base + 3] as number) - speed) < 0.02)
        continue;
      ways[base] = site;
      ways[base + 1] = second;
      ways[base + 2] = (i * GOLDEN * GOLDEN * 7.13) % 1;
      ways[base + 3] = speed;
      if (i < from) from = i;
      to = i + 1;
    }
    if (count !== this.count || to > from) {
      this.count = count;
      this.from = from < to ? from : 0;
      this.to = to;
      this.version++;
    }
  }

  private lengthOf({ layers }: LatticeSpec, x: number, layer: number): number {
    return 2 + x + Math.min(layer, layers);
  }

  /** How the way goes on from the pillar: out below, or through one of the cells by which current leaves it. */
  private leave(
    spec: LatticeSpec,
    data: LatticeData,
    site: number,
    layer: number,
    x: number,
    y: number,
    chance: number,
    floats: (layer: number, y: number) => boolean,
  ): number {
    const { columns, rows, layers } = spec;
    const { sign, away } = this;
    const block = columns * rows;
    const pillar = x * rows + y;
    const out = Math.max(0, sign * (data.segments[pillar] as number));
    let all = out;
    for (let l = 0; l < layers; l++) {
      const current = sign * (data.currents[l * block + pillar] as number);
      if (current < 0 && l !== layer) all -= current;
    }
    if (!(all > 0)) return -1;
    let target = chance * all - out;
    if (target < 0) return -1;
    for (let l = 0; l < layers; l++) {
      const current = sign * (data.currents[l * block + pillar] as number);
      if (current >= 0 || l === layer) continue;
      target += current;
      if (target > 0) continue;
      if (!floats(l, y)) return -2 - l;
      const start = l * block + (spec.lines ? y * columns : 0);
      const end = l * block + (spec.lines ? (y + 1) * columns : block);
      const before = start === l * block ? 0 : (away[start - 1] as number);
      const sum = (away[end - 1] as number) - before;
      if (!(sum > 0)) return -1;
      const at = reached(away, start, end, before + sum * ((chance * 97.31 + site * GOLDEN) % 1)) - l * block;
      return spec.lines ? (l * columns + (at % columns)) * rows + ((at / columns) | 0) : l * block + at;
    }
    return -1;
  }
}

/** From the slowest to 1, by the root of the current. */
export const speedOf = (current: number, largest: number): number =>
  SLOWEST + (1 - SLOWEST) * Math.sqrt(Math.max(0, current) / (largest || 1));

/** Sums of the current along planes or lines, A: what each driver gives; [layers], of lines [layers, rows]. */
export function drawnFrom(
  { layers, columns, rows, lines }: LatticeSpec,
  { currents }: LatticeData,
  out?: Float64Array,
): Float64Array {
  const sums = out ?? new Float64Array(layers * (lines ? rows : 1));
  sums.fill(0);
  for (let layer = 0; layer < layers; layer++)
    for (let x = 0; x < columns; x++)
      for (let y = 0; y < rows; y++) {
        const at = lines ? layer * rows + y : layer;
        sums[at] = (sums[at] as number) + (currents[(layer * columns + x) * rows + y] as number);
      }
  return sums;
}
