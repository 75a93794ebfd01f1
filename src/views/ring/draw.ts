import type { GraphData, GraphSpec, SpikesData } from "../../../workers/protocol";
import {
  clear,
  contains,
  drawEmpty,
  drawLegend,
  drawText,
  type LegendBox,
  type LegendItem,
  type Point,
  type Surface,
} from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatNumber, formatSpan } from "../../ui/format";
import type { ViewText } from "../strings";
import {
  angleOf,
  type Circle,
  edgesOf,
  glowOf,
  indexByRow,
  nearestShown,
  nodeAt,
  onCircle,
  populationOf,
  rowOf,
} from "./layout";

export interface RingOptions {
  readonly t: ViewText;
  readonly memory: RingMemory;
  /** Rises with every change of the graph. */
  readonly revision: number;
  readonly now: number;
  readonly stepMs: number;
  readonly emphasis: string | null;
}

export interface RingScene {
  readonly circle: Circle;
  readonly spec: GraphSpec;
  readonly data: GraphData;
  readonly legend: readonly LegendBox[];
  /** Spikes of shown nodes that still glow, and for how long they do, in ms. */
  readonly sparks: number;
  readonly fadeMs: number;
  readonly rewired: number;
}

/** Sparks fade within this time; a run that moves further between two pictures keeps them for a few pictures. */
const FADE_MS = 80;
const FADE_PICTURES = 5;
/** Up to so many shown nodes have a mark of their own. */
const MARKED_NODES = 400;
/** Shortcuts of nodes that just fired, lit at most. */
const LIT = 240;
const SHADES = 6;
const MARGIN = 20;

/** What stays from one picture to the next: the still part of the picture, and how fast time runs. */
export class RingMemory {
  private readonly canvas = document.createElement("canvas");
  private key = "";
  private index: Int32Array = new Int32Array(0);
  private indexed: GraphData | null = null;
  private revision = -1;
  private glow: Float32Array = new Float32Array(0);
  private lastNow = 0;
  private advance = 0;

  /** The still picture, painted anew only when its key has changed. */
  still(surface: Surface, key: string, paint: (surface: Surface) => void): HTMLCanvasElement {
    const { width, height, ratio } = surface;
    if (key === this.key) return this.canvas;
    this.key = key;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const ctx = this.canvas.getContext("2d");
    if (ctx === null) return this.canvas;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint({ ...surface, ctx });
    return this.canvas;
  }

  /** Index by row and room for the brightness of every shown node. */
  tables(data: GraphData, revision: number): { readonly index: Int32Array; readonly glow: Float32Array } {
    if (this.indexed !== data || this.revision !== revision) this.index = indexByRow(data);
    this.indexed = data;
    this.revision = revision;
    if (this.glow.length !== data.sample.length) this.glow = new Float32Array(data.sample.length);
    return { index: this.index, glow: this.glow };
  }

  /** Steps over which sparks fade. */
  fade(now: number, stepMs: number): number {
    const moved = now - this.lastNow;
    if (moved > 0) this.advance = this.advance === 0 ? moved : 0.8 * this.advance + 0.2 * moved;
    this.lastNow = now;
    return Math.max(1, Math.round(FADE_MS / stepMs), Math.round(FADE_PICTURES * this.advance));
  }
}

export function drawRing(
  surface: Surface,
  spec: GraphSpec,
  data: GraphData | null,
  spikes: SpikesData | null,
  options: RingOptions,
): RingScene | null {
  const { ctx, width, height, ratio, theme } = surface;
  const { t, memory, revision, now, stepMs, emphasis } = options;
  clear(surface);
  if (data === null) {
    drawEmpty(surface, { x: 0, y: 0, width, height }, t("empty.graph"));
    return null;
  }
  const legend = drawLegend(surface, legendItems(surface, spec, t), 8, 4, width - 16, emphasis);
  const rewired = data.rewired.reduce((sum, flag) => sum + flag, 0);
  const room = { top: legend.height + MARGIN, bottom: MARGIN + 14 };
  const radius = Math.max(30, Math.min(width / 2 - MARGIN, (height - room.top - room.bottom) / 2));
  const circle: Circle = { x: width / 2, y: room.top + (height - room.top - room.bottom) / 2, radius };
  const key = [revision, width, height, ratio, theme.scheme, emphasis, spec.nodes].join();
  const still = memory.still(surface, key, (onto) => drawStill(onto, spec, data, circle, rewired, emphasis));
  ctx.drawImage(still, 0, 0, width, height);
  const { index, glow } = memory.tables(data, revision);
  const fade = memory.fade(now, stepMs);
  const sparks = spikes === null ? 0 : glowOf(spikes, index, now, fade, glow);
  if (sparks > 0) drawSparks(surface, spec, data, circle, glow);
  const text = t("ring.shown", {
    nodes: formatNumber(spec.nodes, 7),
    shown: formatNumber(data.sample.length, 7),
    share: formatNumber((100 * rewired) / Math.max(1, data.rewired.length)),
  });
  drawText(surface, text, width / 2, height - 10, { align: "center", color: theme.muted, maxWidth: width - 16 });
  return { circle, spec, data, legend: legend.boxes, sparks, fadeMs: fade * stepMs, rewired };
}

function legendItems({ theme }: Surface, spec: GraphSpec, t: ViewText): LegendItem[] {
  return [
    ...spec.populations.map(
      (p, i): LegendItem => ({
        name: p.name,
        text: p.label,
        color: theme.roles[p.role],
        swatch: i % 2 === 0 ? "disc" : "ring",
      }),
    ),
    { name: "near", text: t("ring.near"), color: theme.axis, swatch: "line" },
    { name: "far", text: t("ring.far"), color: theme.accent, swatch: "line" },
  ];
}

/** An edge as a curve: hugging the rim between neighbours, through the disc between distant nodes. */
function traceEdge(ctx: CanvasRenderingContext2D, circle: Circle, from: number, to: number, nodes: number): void {
  const [a, b] = [angleOf(from, nodes), angleOf(to, nodes)];
  const away = Math.abs(from - to);
  const apart = Math.min(away, nodes - away) / nodes;
  const [start, end] = [onCircle(circle, a), onCircle(circle, b)];
  const middle = { x: (start.x + end.x) / 2 - circle.x, y: (start.y + end.y) / 2 - circle.y };
  const pull = 1 - Math.min(0.75, 2.2 * apart);
  ctx.moveTo(start.x, start.y);
  ctx.quadraticCurveTo(circle.x + middle.x * pull, circle.y + middle.y * pull, end.x, end.y);
}

function drawStill(
  { ctx, theme }: Surface,
  spec: GraphSpec,
  data: GraphData,
  circle: Circle,
  rewired: number,
  emphasis: string | null,
): void {
  const { nodes, populations } = spec;
  const { sample, edges, rewired: moved } = data;
  const dim = (name: string): number => (emphasis === null || emphasis === name ? 1 : 0.2);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = withAlpha(theme.axis, 0.6 * dim("near"));
  ctx.beginPath();
  ctx.arc(circle.x, circle.y, circle.radius, 0, 2 * Math.PI);
  ctx.stroke();
  for (const far of [0, 1]) {
    const name = far === 1 ? "far" : "near";
    const count = far === 1 ? rewired : moved.length - rewired;
    // Many lines are each faint, so that their density is what shows.
    const alpha = Math.min(0.75, Math.max(0.035, 110 / Math.max(1, count)));
    ctx.lineWidth = far === 1 ? 1.1 : 1;
    ctx.strokeStyle = withAlpha(far === 1 ? theme.accent : theme.axis, alpha * dim(name));
    for (let e = 0; e < moved.length; e++) {
      if (moved[e] !== far) continue;
      const [from, to] = [edges[2 * e] as number, edges[2 * e + 1] as number];
      const away = Math.abs(from - to);
      // Shorter than a pixel: the rim stands for it.
      if (far === 0 && (Math.min(away, nodes - away) / nodes) * 2 * Math.PI * circle.radius < 1.5) continue;
      // One by one, so that crossing lines add up.
      ctx.beginPath();
      traceEdge(ctx, circle, from, to, nodes);
      ctx.stroke();
    }
  }
  if (sample.length > MARKED_NODES) return;
  const size = Math.max(1.4, Math.min(5, (2 * Math.PI * circle.radius) / sample.length / 3));
  for (const [p, population] of populations.entries()) {
    ctx.fillStyle = p % 2 === 0 ? theme.roles[population.role] : theme.background;
    ctx.strokeStyle = theme.roles[population.role];
    ctx.lineWidth = Math.min(1.5, size / 2);
    ctx.globalAlpha = dim(population.name);
    for (let i = 0; i < sample.length; i++) {
      if (populationOf(populations, rowOf(data, i)) !== p) continue;
      const { x, y } = onCircle(circle, angleOf(sample[i] as number, nodes));
      ctx.beginPath();
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

/** A ray out of every node that just fired, the shorter and fainter the longer ago; its shortcuts light up with it. */
function drawSparks(
  { ctx, theme }: Surface,
  { nodes, populations }: GraphSpec,
  data: GraphData,
  circle: Circle,
  glow: Float32Array,
): void {
  const { sample, edges, rewired } = data;
  const long = Math.min(14, MARGIN - 4);
  const wide = Math.max(1.5, Math.min(5, (2 * Math.PI * circle.radius) / sample.length / 2));
  const perNode = rewired.length / Math.max(1, sample.length);
  let lit = 0;
  ctx.lineWidth = 1;
  for (let i = 0; i < sample.length && lit < LIT; i++) {
    const bright = glow[i] as number;
    if (bright < 0.6) continue;
    const population = populations[populationOf(populations, rowOf(data, i))];
    ctx.strokeStyle = withAlpha(population === undefined ? theme.text : theme.roles[population.role], bright * 0.8);
    ctx.beginPath();
    // A sample owns its edges in its own order, equally many to a node.
    for (let e = Math.round(i * perNode); e < Math.round((i + 1) * perNode); e++) {
      if (rewired[e] !== 1) continue;
      traceEdge(ctx, circle, edges[2 * e] as number, edges[2 * e + 1] as number, nodes);
      lit++;
    }
    ctx.stroke();
  }
  for (const [p, { role }] of populations.entries()) {
    for (let shade = 0; shade < SHADES; shade++) {
      ctx.strokeStyle = withAlpha(theme.roles[role], (shade + 1) / SHADES);
      ctx.lineWidth = wide;
      ctx.beginPath();
      for (let i = 0; i < sample.length; i++) {
        const bright = glow[i] as number;
        if (bright <= 0 || Math.min(SHADES - 1, Math.floor(bright * SHADES)) !== shade) continue;
        if (populationOf(populations, rowOf(data, i)) !== p) continue;
        const angle = angleOf(sample[i] as number, nodes);
        // Inhibition points inwards: direction tells the kinds apart without colour.
        const [from, to] = [
          onCircle(circle, angle),
          1 + ((p % 2 === 0 ? 1 : -1) * (3 + long * bright)) / circle.radius,
        ];
        const tip = onCircle(circle, angle, to);
        ctx.moveTo(from.x, from.y);
        ctx.lineTo(tip.x, tip.y);
      }
      ctx.stroke();
    }
  }
}

/** Reach of the rim to either side, in pixels. */
const REACH = 22;

/** Index in the sample of the node that a point means; null away from the rim. */
export function hitNode({ circle, spec, data }: RingScene, at: Point): number | null {
  const away = Math.hypot(at.x - circle.x, at.y - circle.y) - circle.radius;
  if (Math.abs(away) > REACH) return null;
  return nearestShown(data.sample, spec.nodes, nodeAt(circle, spec.nodes, at));
}

/** A node's own edges over all others, and its mark. */
export function drawNode(surface: Surface, scene: RingScene, index: number, strong: boolean): void {
  const { ctx, theme } = surface;
  const { circle, spec, data } = scene;
  const node = data.sample[index] as number;
  if (strong) {
    for (const e of edgesOf(data, node)) {
      for (const [colour, width] of [
        [theme.background, 4],
        [data.rewired[e] === 1 ? theme.accent : theme.text, 2],
      ] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.beginPath();
        traceEdge(ctx, circle, data.edges[2 * e] as number, data.edges[2 * e + 1] as number, spec.nodes);
        ctx.stroke();
      }
    }
  }
  const { x, y } = onCircle(circle, angleOf(node, spec.nodes));
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.accent;
  ctx.stroke();
}

/** What a node is and how it is connected, as far as the sample knows. */
export function nodeText({ spec, data }: RingScene, index: number, t: ViewText): string {
  const row = rowOf(data, index);
  const population = spec.populations[populationOf(spec.populations, row)];
  const mine = edgesOf(data, data.sample[index] as number);
  const far = mine.filter((e) => data.rewired[e] === 1).length;
  const whole = data.sample.length === spec.nodes;
  const number = row - (population?.offset ?? 0);
  return [
    `${population?.label ?? ""}, ${t("raster.neuron", { index: number })}`,
    t(whole ? "ring.degree" : "ring.degreeShown", { count: mine.length, far }),
  ].join("\n");
}

export const legendAt = ({ legend }: RingScene, at: Point): string | null =>
  legend.find((box) => contains(box, at))?.name ?? null;

export const describeRing = ({ spec, data, sparks, fadeMs, rewired }: RingScene, t: ViewText): string =>
  t("ring.describe", {
    nodes: formatNumber(spec.nodes, 7),
    shown: formatNumber(data.sample.length, 7),
    edges: formatNumber(data.rewired.length, 7),
    far: formatNumber(rewired, 7),
    sparks: formatNumber(sparks, 7),
    span: formatSpan(fadeMs),
  });
