import type { WiringData, WiringSpec } from "../../../workers/protocol";
import {
  drawEmpty,
  drawLegend,
  drawText,
  type LegendItem,
  layoutLegend,
  type Point,
  type Rect,
  type Surface,
  setFont,
} from "../../ui/canvas";
import type { ViewTheme } from "../../ui/colors";
import { formatMeasured, formatNumber, formatSpan } from "../../ui/format";
import type { ViewText } from "../strings";
import { drawFlat, drawTurnover, linesOf } from "./flat";
import { colorsOf, diameterOf } from "./look";
import type { GraphPicture } from "./picture";
import { edgeAt, nodeAt, numberOf } from "./wires";

/** Words, legend and marks around the network, and what is under the pointer. */

export interface GraphScene {
  readonly picture: GraphPicture;
  readonly spec: WiringSpec;
  readonly data: WiringData;
  readonly stepMs: number;
}

const FOOT = 18;
/** Marks of births and deaths, at most: more hide what lies below. */
const MOST_MARKS = 90;

function legendItems(theme: ViewTheme, spec: WiringSpec, chosen: boolean, t: ViewText): LegendItem[] {
  const { plus, minus, styles, populations } = colorsOf(theme, spec);
  const [birth = plus, death = minus, incoming = plus, outgoing = minus] = styles;
  const nodes = spec.populations.map(
    ({ name, label }, i): LegendItem => ({
      name,
      text: label,
      color: populations[i] ?? theme.text,
      swatch: i % 2 === 1 ? "diamond" : "disc",
    }),
  );
  if (spec.difference !== undefined) {
    const { onlyA, onlyB } = spec.difference;
    return [
      ...nodes,
      { name: "minus", text: onlyA, color: minus, swatch: "dash" },
      { name: "plus", text: onlyB, color: plus, swatch: "line" },
    ];
  }
  if (chosen)
    return [
      ...nodes,
      { name: "in", text: t("graph.in"), color: incoming, swatch: "dash" },
      { name: "out", text: t("graph.out"), color: outgoing, swatch: "line" },
    ];
  const inhibits = spec.populations.some(({ role }) => role === "inhibitory");
  return [
    ...nodes,
    ...(inhibits
      ? ([
          { name: "plus", text: t("graph.excites"), color: plus, swatch: "line" },
          { name: "minus", text: t("graph.inhibits"), color: minus, swatch: "dash" },
        ] as const)
      : []),
    { name: "birth", text: t("graph.born"), color: birth, swatch: "plus" },
    { name: "death", text: t("graph.died"), color: death, swatch: "cross" },
  ];
}

/** Height of the legend: the network has the room below it. */
export function frameOf(surface: Surface, spec: WiringSpec, chosen: boolean, t: ViewText): Rect {
  const { ctx, theme, width, height } = surface;
  setFont(ctx);
  const items = legendItems(theme, spec, chosen, t);
  const top = layoutLegend((text) => ctx.measureText(text).width, items, 8, 4, width - 16).height + 4;
  return { x: 6, y: top, width: Math.max(20, width - 12), height: Math.max(20, height - top - FOOT) };
}

/** @param flat whether the network itself is drawn here, not on a layer below */
export function drawGraph(surface: Surface, picture: GraphPicture, t: ViewText, stepMs: number, flat: boolean): void {
  const { shown } = picture;
  if (shown === null) return;
  const { spec, data, chosen } = shown;
  if (flat) drawFlat(surface, picture);
  if (chosen === null && data.values.length === 0 && !flat)
    drawText(surface, t("graph.none"), surface.width / 2, shown.frame.y + shown.frame.height / 2, {
      align: "center",
      color: surface.theme.muted,
      plate: true,
    });
  drawTurnover(surface, picture, MOST_MARKS);
  drawLegend(surface, legendItems(surface.theme, spec, chosen !== null, t), 8, 4, surface.width - 16);
  drawText(surface, footOf(picture, t, stepMs, flat), surface.width / 2, surface.height - 9, {
    align: "center",
    color: surface.theme.muted,
    maxWidth: surface.width - 16,
    plate: true,
  });
}

export function drawNothing(surface: Surface, t: ViewText): void {
  drawEmpty(surface, { x: 0, y: 0, width: surface.width, height: surface.height }, t("empty.graph"));
}

function footOf({ shown, young, gone, neighbours }: GraphPicture, t: ViewText, stepMs: number, flat: boolean): string {
  if (shown === null) return "";
  const { spec, data, chosen } = shown;
  const count = (value: number): string => formatNumber(value, 7);
  if (chosen !== null)
    return t("graph.near", {
      neuron: nameOf(spec, chosen, t),
      in: count(neighbours.in.length),
      out: count(neighbours.out.length),
    });
  const total = data.values.length;
  const drawn = linesOf(total);
  const parts =
    spec.difference === undefined
      ? [
          t("graph.size", { nodes: count(spec.nodes), edges: count(total) }),
          t("graph.turnover", {
            born: count(young.length),
            died: count(gone.length),
            span: formatSpan(spec.fade * stepMs),
          }),
        ]
      : [t("graph.differing", { edges: count(total) })];
  if (flat && drawn < total) parts.push(t("graph.thinned", { drawn: count(drawn) }));
  return parts.join(" · ");
}

export const nameOf = (spec: WiringSpec, node: number, t: ViewText): string => {
  const home = spec.populations.find(({ offset, size }) => node >= offset && node < offset + size);
  const neuron = t("raster.neuron", { index: numberOf(spec.populations, node) });
  return home === undefined ? neuron : `${home.label}, ${neuron}`;
};

const NODE_REACH = 10;
const EDGE_REACH = 4;

export interface Hit {
  readonly node: number | null;
  readonly edge: number | null;
}

export const NOTHING: Hit = { node: null, edge: null };

/** A node, else the connection under a point. */
export function hitOf({ picture, data }: GraphScene, at: Point): Hit {
  const node = nodeAt(picture.projected, at, NODE_REACH);
  if (node !== null) return { node, edge: null };
  const chosen = picture.shown?.chosen ?? null;
  if (chosen === null) return { node: null, edge: edgeAt(picture.projected, data.edges, at, EDGE_REACH) };
  const near = [...picture.neighbours.in, ...picture.neighbours.out];
  const ends = Uint32Array.from(near.flatMap((e) => [data.edges[2 * e] as number, data.edges[2 * e + 1] as number]));
  const found = edgeAt(picture.projected, ends, at, EDGE_REACH);
  return { node: null, edge: found === null ? null : (near[found] ?? null) };
}

export function nodeText({ spec, data, picture }: GraphScene, node: number, t: ViewText): string {
  const activity = data.activity[node] as number;
  const own = picture.shown?.chosen === node || picture.shown?.node === node;
  const near = own ? picture.neighbours : null;
  return [
    nameOf(spec, node, t),
    Number.isNaN(activity)
      ? t("graph.deadNeuron")
      : `${spec.activity.label}: ${formatMeasured(activity, spec.activity.unit)}`,
    ...(near === null
      ? []
      : [t("graph.degrees", { in: formatNumber(near.in.length, 7), out: formatNumber(near.out.length, 7) })]),
  ].join("\n");
}

export function edgeText({ spec, data, stepMs }: GraphScene, edge: number, t: ViewText): string {
  const [source, target] = [data.edges[2 * edge] as number, data.edges[2 * edge + 1] as number];
  const born = data.born[edge] as number;
  return [
    `${nameOf(spec, source, t)} → ${nameOf(spec, target, t)}`,
    `${spec.value.label}: ${formatMeasured(data.values[edge] as number, spec.value.unit)}`,
    ...(spec.difference !== undefined
      ? []
      : [born === 0 ? t("graph.fromStart") : t("graph.bornAt", { time: formatSpan(born * stepMs) })]),
  ].join("\n");
}

export function graphReadout(scene: GraphScene, hit: Hit, t: ViewText): string | null {
  if (hit.node !== null) return nodeText(scene, hit.node, t);
  return hit.edge === null ? null : edgeText(scene, hit.edge, t);
}

/** A ring around a node, as thick as it is meant. */
export function ringNode({ ctx, theme }: Surface, picture: GraphPicture, node: number, strong: boolean): void {
  const { shown, projected } = picture;
  if (shown === null || 3 * node >= projected.length) return;
  ctx.beginPath();
  const reach = diameterOf(shown) / 2 + 4;
  ctx.arc(projected[3 * node] as number, projected[3 * node + 1] as number, reach, 0, 2 * Math.PI);
  ctx.lineWidth = strong ? 5 : 4;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  ctx.lineWidth = strong ? 2.5 : 1.5;
  ctx.strokeStyle = strong ? theme.accent : theme.text;
  ctx.stroke();
}

export function describeGraph({ picture, spec, stepMs }: GraphScene, t: ViewText): string {
  const parts = spec.populations.map(({ label, size }) => `${label}: ${formatNumber(size, 7)}`).join(", ");
  return `${parts}. ${footOf(picture, t, stepMs, false)}.`;
}
