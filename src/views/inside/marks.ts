import { crisp, drawText, type Point, type Rect, type Surface, strokeLines } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";

/** What all pictures of the inside are drawn with; parts differ by texture and words, not by colour alone. */

export function fillBox({ ctx, theme, ratio }: Surface, box: Rect, fill: string, outline = theme.axis): void {
  ctx.fillStyle = fill;
  ctx.fillRect(box.x, box.y, box.width, box.height);
  ctx.lineWidth = 1;
  ctx.strokeStyle = outline;
  ctx.strokeRect(crisp(box.x, ratio), crisp(box.y, ratio), Math.round(box.width), Math.round(box.height));
}

/** Slanted lines over a box. */
export function hatch({ ctx }: Surface, box: Rect, color: string, gap = 7): void {
  const lines: [number, number, number, number][] = [];
  const { x, y, width, height } = box;
  for (let at = gap / 2; at < width + height; at += gap) {
    const [x0, y0] = at < height ? [x, y + at] : [x + at - height, y + height];
    const [x1, y1] = at < width ? [x + at, y] : [x + width, y + at - width];
    lines.push([x0, y0, x1, y1]);
  }
  ctx.lineWidth = 1;
  strokeLines(ctx, color, lines);
}

/** A piece of metal: hatched, with its name in the middle. */
export function electrode(surface: Surface, box: Rect, name: string): void {
  const { theme } = surface;
  fillBox(surface, box, withAlpha(theme.axis, 0.28));
  hatch(surface, box, withAlpha(theme.axis, 0.55));
  if (name !== "" && box.width >= 50)
    drawText(surface, name, box.x + box.width / 2, box.y + box.height / 2, {
      align: "center",
      plate: true,
      maxWidth: box.width - 6,
    });
}

/** An oxygen vacancy: a ring with a plus, as it is short of two electrons. */
export function vacancy({ ctx, theme }: Surface, { x, y }: Point, radius: number, alpha = 1): void {
  ctx.globalAlpha = alpha;
  ctx.fillStyle = withAlpha(theme.warm, 0.25);
  ctx.strokeStyle = theme.warm;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  if (radius >= 3.5) {
    const arm = radius * 0.5;
    strokeLines(ctx, theme.warm, [
      [x - arm, y, x + arm, y],
      [x, y - arm, x, y + arm],
    ]);
  }
  ctx.globalAlpha = 1;
}

/** A trapped charge: filled, with its sign. */
export function charge({ ctx, theme }: Surface, { x, y }: Point, radius: number, sign: 1 | -1): void {
  ctx.fillStyle = sign < 0 ? theme.cool : theme.warm;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.lineWidth = 1.25;
  const arm = radius * 0.55;
  const lines: [number, number, number, number][] = [[x - arm, y, x + arm, y]];
  if (sign > 0) lines.push([x, y - arm, x, y + arm]);
  strokeLines(ctx, theme.background, lines);
}

/** Heat around a point: rings that grow in number and strength. */
export function glow({ ctx, theme }: Surface, { x, y }: Point, radius: number, strength: number): void {
  if (strength <= 0) return;
  ctx.fillStyle = withAlpha(theme.warm, 0.09 + 0.1 * strength);
  for (const share of [1, 0.72, 0.48, 0.28]) {
    ctx.beginPath();
    ctx.arc(x, y, radius * share, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = withAlpha(theme.warm, 0.7);
  ctx.setLineDash([2, 3]);
  const rings = Math.ceil(4 * strength);
  for (let ring = 1; ring <= rings; ring++) {
    ctx.beginPath();
    ctx.arc(x, y, (radius * ring) / 4, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** A straight arrow; its head needs no fill of its own to be seen. */
export function arrow({ ctx }: Surface, from: Point, to: Point, color: string, width = 2): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const head = 4 + 2 * width;
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x - head * 0.6 * Math.cos(angle), to.y - head * 0.6 * Math.sin(angle));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(to.x, to.y);
  for (const side of [-0.45, 0.45])
    ctx.lineTo(to.x - head * Math.cos(angle + side), to.y - head * Math.sin(angle + side));
  ctx.closePath();
  ctx.fill();
}

/** A length with ticks at both ends and its name beside it; shorter ones keep the name alone. */
export function measure(
  surface: Surface,
  from: Point,
  to: Point,
  text: string,
  place: { readonly at: Point; readonly align: CanvasTextAlign; readonly maxWidth?: number },
): void {
  const { ctx, theme } = surface;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  ctx.lineWidth = 1.25;
  if (length > 0.5) {
    const [nx, ny] = [(-4 * dy) / length, (4 * dx) / length];
    strokeLines(ctx, theme.text, [
      [from.x, from.y, to.x, to.y],
      [from.x - nx, from.y - ny, from.x + nx, from.y + ny],
      [to.x - nx, to.y - ny, to.x + nx, to.y + ny],
    ]);
  }
  drawText(surface, text, place.at.x, place.at.y, {
    align: place.align,
    weight: 600,
    plate: true,
    maxWidth: place.maxWidth,
  });
}
