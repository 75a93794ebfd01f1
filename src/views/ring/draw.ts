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
import { drawEdges, drawMarks, hasMarks, paintEdges, traceEdge } from "./still";

export interface RingOptions {
  readonly t: ViewText;
  readonly memory: RingMemory;
  /** Rises with every change of the graph. */
  readonly revision: number;
  readonly now: number;
  readonly epoch: number;
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

/** Sparks fade within this time; a run that moves further between two pictures keeps them for a few pictures, up to a bound. */
const FADE_MS = 80;
const FADE_PICTURES = 5;
const FADE_MOST_MS = 4 * FADE_MS;
/** Shortcuts of nodes that just fired, lit at most. */
const LIT = 240;
const SHADES = 6;
const MARGIN = 20;

/** Over how many steps sparks fade: longer where time runs fast, so that none passes between two pictures. */
export class Fading {
  private last = 0;
  private epoch = -1;
  private advance = 0;

  update(now: number, epoch: number, stepMs: number): number {
    const most = FADE_MOST_MS / stepMs;
    // A seek or a pause of the view moves far but says nothing about speed: one move counts no more than fills the bound.
    const moved = epoch === this.epoch ? Math.min(now - this.last, most / FADE_PICTURES) : 0;
    if (moved > 0) this.advance = 0.8 * this.advance + 0.2 * moved;
    this.last = now;
    this.epoch = epoch;
    return Math.max(1, Math.round(Math.min(most, Math.max(FADE_MS / stepMs, FADE_PICTURES * this.advance))));
  }
}

/** What stays from one picture to the next: the still part of the picture, and how fast time runs. */
export class RingMemory {
  readonly fading = new Fading();
  private readonly layers = { near: document.createElement("canvas"), far: document.createElement("canvas") };
  private key = "";
  private painted: GraphData | null = null;
  private index: Int32Array = new Int32Array(0);
  private indexed: GraphData | null = null;
  private revision = -1;
  private glow: Float32Array = new Float32Array(0);

  /** Edges between neighbours and shortcuts, painted anew only when the graph or what `key` names has changed. */
  still(data: GraphData, key: string, paint: (canvas: HTMLCanvasElement, far: boolean) => void): typeof this.layers {
    if (key !== this.key || data !== this.painted) {
      paint(this.layers.near, false);
      paint(this.layers.far, true);
    }
    this.key = key;
    this.painted = data;
    return this.layers;
  }

  /** Index by row and room for the brightness of every shown node. */
  tables(data: GraphData, revision: number): { readonly index: Int32Array; readonly glow: Float32Array } {
    if (this.indexed !== data || this.revision !== revision) this.index = indexByRow(data);
    this.indexed = data;
    this.revision = revision;
    if (this.glow.length !== data.sample.length) this.glow = new Float32Array(data.sample.length);
    return { index: this.index, glow: this.glow };
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
  const { t, memory, revision, now, epoch, stepMs, emphasis } = options;
  clear(surface);
  if (data === null) {
    drawEmpty(surface, { x: 0, y: 0, width, height }, t("empty.graph"));
    return null;
  }
  const legend = drawLegend(surface, legendItems(surface, spec, data, t), 8, 4, width - 16, emphasis);
  const rewired = data.rewired.reduce((sum, flag) => sum + flag, 0);
  const room = { top: legend.height + MARGIN, bottom: MARGIN + 14 };
  const radius = Math.max(30, Math.min(width / 2 - MARGIN, (height - room.top - room.bottom) / 2));
  const circle: Circle = { x: width / 2, y: room.top + (height - room.top - room.bottom) / 2, radius };
  const key = [revision, width, height, ratio, theme.scheme, circle.x, circle.y, radius, spec.nodes].join();
  const still = () => memory.still(data, key, (canvas, far) => paintEdges(canvas, surface, spec, data, circle, far));
  const opacity = (name: string): number => (emphasis === null || emphasis === name ? 1 : 0.2);
  for (const name of ["near", "far"] as const) {
    ctx.globalAlpha = opacity(name);
    if (!surface.vector || !drawEdges(surface, spec, data, circle, name === "far"))
      ctx.drawImage(still()[name], 0, 0, width, height);
  }
  ctx.globalAlpha = 1;
  drawMarks(surface, spec, data, circle, opacity);
  const { index, glow } = memory.tables(data, revision);
  const fade = memory.fading.update(now, epoch, stepMs);
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

/** Populations by their marks, where those are drawn, and by the direction of their rays. */
function legendItems({ theme }: Surface, spec: GraphSpec, data: GraphData, t: ViewText): LegendItem[] {
  const marks = hasMarks(data);
  return [
    ...spec.populations.map(
      (p, i): LegendItem => ({
        name: p.name,
        text: t(i % 2 === 0 ? "ring.raysOut" : "ring.raysIn", { label: p.label }),
        color: theme.roles[p.role],
        swatch: marks ? (i % 2 === 0 ? "disc" : "ring") : "line",
      }),
    ),
    { name: "near", text: t("ring.near"), color: theme.axis, swatch: "line" },
    { name: "far", text: t("ring.far"), color: theme.accent, swatch: "line" },
  ];
}

/** A ray out of every node that just fired, the shorter and fainter the longer ago; its shortcuts light up with it. */
function drawSparks(
  { ctx, theme }: Surface,
  { nodes, populations }: GraphSpec,
  data: GraphData,
  circle: Circle,
  glow: Float32Array,
): void {
  const { sample, rewired } = data;
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
      traceEdge(ctx, circle, data, e, nodes);
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
        traceEdge(ctx, circle, data, e, spec.nodes);
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
  return [
    `${population?.label ?? ""}, ${t("raster.neuron", { index: row })}`,
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
