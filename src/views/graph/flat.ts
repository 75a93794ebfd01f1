import { clipped, type Point, type Surface, traceMarker } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { colorsOf, diameterOf, opacityOf } from "./look";
import { type GraphPicture, STYLE } from "./picture";

/** The same picture drawn by lines and discs: where there is no graphics card, and for vector pictures. */

/** Connections drawn at most; more would neither be told apart nor be drawn in time. Those left out are spread evenly. */
export const MOST_LINES = 4000;
/** Lines of one path: they are stroked together, and so do not add up where they cross. */
const TOGETHER = 64;

const WIDTHS: Readonly<Record<number, number>> = { 0: 2.4, 1: 2, 2: 1.8, 3: 1.8, 4: 3.2 };
const DASHES: Readonly<Record<number, readonly number[]>> = { [STYLE.death]: [6, 4], [STYLE.in]: [6, 4] };

const placeOf = ({ projected }: GraphPicture, node: number): Point => ({
  x: projected[3 * node] as number,
  y: projected[3 * node + 1] as number,
});

/** How many connections a flat picture shows. */
export const linesOf = (connections: number): number =>
  connections <= MOST_LINES ? connections : Math.ceil(connections / Math.ceil(connections / MOST_LINES));

export function drawFlat(surface: Surface, picture: GraphPicture): void {
  const { shown } = picture;
  if (shown === null) return;
  clipped(surface, { x: 0, y: 0, width: surface.width, height: surface.height }, () => {
    if (shown.chosen === null) drawLines(surface, picture);
    drawMarked(surface, picture);
    drawNodes(surface, picture);
  });
  surface.ctx.globalAlpha = 1;
  surface.ctx.setLineDash([]);
}

function drawLines({ ctx, theme }: Surface, picture: GraphPicture): void {
  const { shown } = picture;
  if (shown === null) return;
  const { data, spec } = shown;
  const { plus, minus } = colorsOf(theme, spec);
  const count = data.values.length;
  const stride = Math.max(1, Math.ceil(count / MOST_LINES));
  const opacity = opacityOf(count / stride, theme.scheme === "light");
  ctx.lineWidth = 1;
  for (const sign of [1, -1]) {
    ctx.strokeStyle = withAlpha(sign > 0 ? plus : minus, opacity);
    ctx.setLineDash(sign > 0 ? [] : [6, 3.5]);
    let open = 0;
    ctx.beginPath();
    for (let e = 0; e < count; e += stride) {
      if (picture.signOf(e) !== sign) continue;
      const [a, b] = [placeOf(picture, data.edges[2 * e] as number), placeOf(picture, data.edges[2 * e + 1] as number)];
      ctx.moveTo(a.x, a.y);
      ctx.lineTo(b.x, b.y);
      if (++open < TOGETHER) continue;
      ctx.stroke();
      ctx.beginPath();
      open = 0;
    }
    ctx.stroke();
  }
}

function drawMarked({ ctx, theme }: Surface, picture: GraphPicture): void {
  const { shown, marked, markedCount } = picture;
  if (shown === null) return;
  const { styles } = colorsOf(theme, shown.spec);
  for (let k = 0; k < markedCount; k++) {
    const [source, target, style, strength] = marked.subarray(4 * k, 4 * k + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const [a, b] = [placeOf(picture, source), placeOf(picture, target)];
    ctx.strokeStyle = styles[style] ?? theme.text;
    ctx.globalAlpha = Math.max(0.1, strength);
    ctx.lineWidth = WIDTHS[style] ?? 2;
    ctx.setLineDash([...(DASHES[style] ?? [])]);
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    ctx.lineTo(b.x, b.y);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

function drawNodes({ ctx, theme }: Surface, picture: GraphPicture): void {
  const { shown, nodes, opacity, of, projected } = picture;
  if (shown === null) return;
  const { populations } = colorsOf(theme, shown.spec);
  const size = diameterOf(shown);
  const order = Array.from(opacity, (_, i) => i).sort(
    (a, b) => (projected[3 * b + 2] as number) - (projected[3 * a + 2] as number),
  );
  for (const i of order) {
    const bright = nodes[4 * i + 3] as number;
    const { x, y } = placeOf(picture, i);
    const color = populations[of[i] as number] ?? theme.text;
    ctx.globalAlpha = opacity[i] as number;
    ctx.beginPath();
    if (bright < 0) {
      traceMarker(ctx, "cross", x, y, size * 0.8);
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.4;
      ctx.stroke();
      continue;
    }
    traceMarker(ctx, (of[i] as number) % 2 === 1 ? "diamond" : "disc", x, y, size * (0.9 + 0.5 * bright));
    ctx.fillStyle = theme.background;
    ctx.fill();
    ctx.fillStyle = withAlpha(color, 0.5 + 0.5 * bright);
    ctx.fill();
    ctx.strokeStyle = withAlpha(color, 0.85);
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** A plus in the middle of what was born and a cross in the middle of what died: told apart without colour or motion. */
export function drawTurnover({ ctx, theme }: Surface, picture: GraphPicture, most: number): void {
  const { shown, marked, markedCount } = picture;
  if (shown === null) return;
  const { styles } = colorsOf(theme, shown.spec);
  let drawn = 0;
  for (let k = markedCount - 1; k >= 0 && drawn < most; k--) {
    const [source, target, style, strength] = marked.subarray(4 * k, 4 * k + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    if ((style !== STYLE.birth && style !== STYLE.death) || strength < 0.15) continue;
    const [a, b] = [placeOf(picture, source), placeOf(picture, target)];
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    drawn++;
    for (const [color, width] of [
      [theme.background, 4],
      [styles[style] as string, 1.8],
    ] as const) {
      ctx.beginPath();
      if (style === STYLE.death) traceMarker(ctx, "cross", x, y, 6);
      else {
        ctx.moveTo(x - 4, y);
        ctx.lineTo(x + 4, y);
        ctx.moveTo(x, y - 4);
        ctx.lineTo(x, y + 4);
      }
      ctx.globalAlpha = Math.min(1, 0.3 + strength);
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}
