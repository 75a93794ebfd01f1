import type { PopulationSpec, WiringData, WiringSpec } from "../../../workers/protocol";
import type { Point } from "../../ui/canvas";
import { csvTable } from "../csv";

/** What a wiring holds besides lines: signs, who is connected to whom, what was born and what died lately. */

/** Index of the population that holds each node. */
export function populationsOf({ nodes, populations }: Pick<WiringSpec, "nodes" | "populations">): Uint8Array {
  const of = new Uint8Array(nodes);
  for (const [p, { offset, size }] of populations.entries()) of.fill(p, offset, offset + size);
  return of;
}

/** Numbers of a population's nodes begin where its spec says. */
export const numberOf = (populations: readonly PopulationSpec[], node: number): number => {
  const home = populations.find(({ offset, size }) => node >= offset && node < offset + size);
  return home === undefined ? node : node - home.offset + (home.first ?? 0);
};

/** Sign of each connection: that of its value, and of its source where the value has none. */
export function inhibits(spec: WiringSpec, data: WiringData, of: Uint8Array, e: number): boolean {
  const value = data.values[e] as number;
  if (value < 0) return true;
  if (spec.difference !== undefined) return false;
  return spec.populations[of[data.edges[2 * e] as number] as number]?.role === "inhibitory";
}

export interface Neighbours {
  /** Indices of the connections that begin, and of those that end at a node. */
  readonly out: readonly number[];
  readonly in: readonly number[];
}

export function neighboursOf({ edges }: Pick<WiringData, "edges">, node: number): Neighbours {
  const found = { out: [] as number[], in: [] as number[] };
  for (let e = 0; 2 * e < edges.length; e++) {
    if (edges[2 * e] === node) found.out.push(e);
    if (edges[2 * e + 1] === node) found.in.push(e);
  }
  return found;
}

/** Connections born within the last `fade` steps; those present from the start are none. */
export function youngOf({ born }: Pick<WiringData, "born">, now: number, fade: number): number[] {
  const found: number[] = [];
  for (let e = 0; e < born.length; e++) {
    const step = born[e] as number;
    if (step > 0 && step <= now && now - step < fade) found.push(e);
  }
  return found;
}

/** Indices of the deaths within the last `fade` steps. */
export function goneOf({ dead }: Pick<WiringData, "dead">, now: number, fade: number): number[] {
  const found: number[] = [];
  for (let d = 0; 3 * d < dead.length; d++) {
    const step = dead[3 * d + 2] as number;
    if (step <= now && now - step < fade) found.push(d);
  }
  return found;
}

/** The node nearest to a point on the canvas, within `reach` pixels; of two as near the one in front. */
export function nodeAt(projected: Float32Array, at: Point, reach: number): number | null {
  let best: number | null = null;
  let least = reach;
  for (let i = 0; 3 * i < projected.length; i++) {
    const away = Math.hypot((projected[3 * i] as number) - at.x, (projected[3 * i + 1] as number) - at.y);
    const cost = away + 2 * (projected[3 * i + 2] as number);
    if (away > reach || cost >= least) continue;
    least = cost;
    best = i;
  }
  return best;
}

/** The connection that passes nearest to a point on the canvas, within `reach` pixels. */
export function edgeAt(projected: Float32Array, edges: Uint32Array, at: Point, reach: number): number | null {
  let best: number | null = null;
  let least = reach * reach;
  for (let e = 0; 2 * e < edges.length; e++) {
    const [a, b] = [3 * (edges[2 * e] as number), 3 * (edges[2 * e + 1] as number)];
    const [x0, y0, x1, y1] = [projected[a], projected[a + 1], projected[b], projected[b + 1]] as [
      number,
      number,
      number,
      number,
    ];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    if (length === 0) continue;
    const t = Math.min(1, Math.max(0, ((at.x - x0) * dx + (at.y - y0) * dy) / length));
    const away = (x0 + t * dx - at.x) ** 2 + (y0 + t * dy - at.y) ** 2;
    if (away >= least) continue;
    least = away;
    best = e;
  }
  return best;
}

/** The nearest node in the direction of an arrow key: far sideways counts double. */
export function nodeTowards(projected: Float32Array, from: number, [dx, dy]: readonly [number, number]): number {
  const [x, y] = [projected[3 * from] as number, projected[3 * from + 1] as number];
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; 3 * i < projected.length; i++) {
    const [awayX, awayY] = [(projected[3 * i] as number) - x, (projected[3 * i + 1] as number) - y];
    const ahead = awayX * dx + awayY * dy;
    if (i === from || ahead <= 0.5) continue;
    const cost = ahead + 2 * Math.abs(awayX * dy - awayY * dx);
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

/** Connections by their ends, with the time of their birth in ms. */
export function wiringCsv(spec: WiringSpec, data: WiringData, stepMs: number): string {
  const header = ["source", "target", `value (${spec.value.unit})`, "born_ms"];
  return csvTable(header, data.values.length, (e) => [
    data.edges[2 * e] as number,
    data.edges[2 * e + 1] as number,
    data.values[e] as number,
    (data.born[e] as number) * stepMs,
  ]);
}
