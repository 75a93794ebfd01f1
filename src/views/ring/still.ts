import type { GraphData, GraphSpec } from "../../../workers/protocol";
import type { Pen, Surface } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { chordBetween, Density } from "./chords";
import { angleOf, type Circle, onCircle, populationOf, rowOf } from "./layout";

/** The part of the ring that stands still: the rim, the edges and the marks of nodes. */

/** Up to so many shown nodes have a mark of their own. */
const MARKED_NODES = 400;
/** So many edges and more are painted as a density. */
const MANY = 800;

export const hasMarks = ({ sample }: GraphData): boolean => sample.length <= MARKED_NODES;

/** Edges of one kind that are longer than the rim they would hide in. */
function edgesOfKind({ edges, rewired }: GraphData, nodes: number, radius: number, far: boolean): readonly number[] {
  const found: number[] = [];
  for (let e = 0; e < rewired.length; e++) {
    if ((rewired[e] === 1) !== far) continue;
    const away = Math.abs((edges[2 * e] as number) - (edges[2 * e + 1] as number));
    if (!far && (Math.min(away, nodes - away) / nodes) * 2 * Math.PI * radius < 1.5) continue;
    found.push(e);
  }
  return found;
}

/** An edge as a part of the current path. */
export function traceEdge(ctx: Pen, circle: Circle, { edges }: GraphData, e: number, nodes: number): void {
  const { start, control, end } = chordBetween(circle, edges[2 * e] as number, edges[2 * e + 1] as number, nodes);
  ctx.moveTo(start.x, start.y);
  ctx.quadraticCurveTo(control.x, control.y, end.x, end.y);
}

/** Opacity of a line: many are each faint, so that their density is what shows. */
const faintness = ({ length }: readonly number[]): number => Math.min(0.75, Math.max(0.035, 110 / Math.max(1, length)));

/** Paints all edges of one kind on a canvas of their own, which is sized here; edges between neighbours bring the rim. */
export function paintEdges(
  canvas: HTMLCanvasElement,
  { width, height, ratio, theme }: Surface,
  { nodes }: GraphSpec,
  data: GraphData,
  circle: Circle,
  far: boolean,
): void {
  const shown = edgesOfKind(data, nodes, circle.radius, far);
  const many = shown.length >= MANY;
  // A density is smooth: pixels of the screen finer than those of the page would show nothing more.
  const scale = many ? 1 : ratio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const ctx = canvas.getContext("2d");
  if (ctx === null) return;
  if (many) {
    const color = far ? theme.accent : theme.axis;
    const density = new Density(canvas.width, canvas.height);
    for (const e of shown)
      density.add(chordBetween(circle, data.edges[2 * e] as number, data.edges[2 * e + 1] as number, nodes));
    // A disc that is covered all over keeps its texture.
    const layers = density.length / (Math.PI * circle.radius ** 2);
    const image = ctx.createImageData(canvas.width, canvas.height);
    density.paint(color, Math.min(faintness(shown), 1 / layers), new Uint32Array(image.data.buffer));
    ctx.putImageData(image, 0, 0);
  }
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  if (!many) strokeEdges({ ctx, theme }, nodes, data, circle, far, shown);
  if (!far) strokeRim({ ctx, theme }, circle);
}

/** Draws the edges of one kind as lines and answers true; draws nothing and answers false where only a density can show them. */
export function drawEdges(
  surface: Surface,
  { nodes }: GraphSpec,
  data: GraphData,
  circle: Circle,
  far: boolean,
): boolean {
  const shown = edgesOfKind(data, nodes, circle.radius, far);
  if (shown.length >= MANY) return false;
  strokeEdges(surface, nodes, data, circle, far, shown);
  if (!far) strokeRim(surface, circle);
  return true;
}

type Brush = Pick<Surface, "ctx" | "theme">;

function strokeEdges(
  { ctx, theme }: Brush,
  nodes: number,
  data: GraphData,
  circle: Circle,
  far: boolean,
  shown: readonly number[],
): void {
  ctx.lineWidth = far ? 1.1 : 1;
  ctx.strokeStyle = withAlpha(far ? theme.accent : theme.axis, faintness(shown));
  for (const e of shown) {
    // One by one, so that crossing lines add up.
    ctx.beginPath();
    traceEdge(ctx, circle, data, e, nodes);
    ctx.stroke();
  }
}

function strokeRim({ ctx, theme }: Brush, circle: Circle): void {
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = withAlpha(theme.axis, 0.6);
  ctx.beginPath();
  ctx.arc(circle.x, circle.y, circle.radius, 0, 2 * Math.PI);
  ctx.stroke();
}

/** Discs and rings of the nodes, as long as they are few; `opacity` is that of a population by name. */
export function drawMarks(
  { ctx, theme }: Surface,
  { nodes, populations }: GraphSpec,
  data: GraphData,
  circle: Circle,
  opacity: (name: string) => number,
): void {
  if (!hasMarks(data)) return;
  const { sample } = data;
  const size = Math.max(1.4, Math.min(5, (2 * Math.PI * circle.radius) / sample.length / 3));
  for (const [p, population] of populations.entries()) {
    ctx.fillStyle = p % 2 === 0 ? theme.roles[population.role] : theme.background;
    ctx.strokeStyle = theme.roles[population.role];
    ctx.lineWidth = Math.min(1.5, size / 2);
    ctx.globalAlpha = opacity(population.name);
    ctx.beginPath();
    for (let i = 0; i < sample.length; i++) {
      if (populationOf(populations, rowOf(data, i)) !== p) continue;
      const { x, y } = onCircle(circle, angleOf(sample[i] as number, nodes));
      ctx.moveTo(x + size, y);
      ctx.arc(x, y, size, 0, 2 * Math.PI);
    }
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
