import { FAMILY, type Surface } from "../ui/canvas";
import type { ViewTheme } from "../ui/colors";
import { escapeXml, type SvgBench, SvgPen, svgNumber } from "../ui/svgPen";
import { type Composition, compose, drawHeads, screenTheme } from "./composition";

/** Blocks are magnified to about so many pixels, for readers of SVG that would smooth them. */
const SHARP = 1200;

function bench(): SvgBench {
  const ruler = document.createElement("canvas").getContext("2d");
  if (ruler === null) throw new Error("this browser offers no canvas");
  return { ruler, image: (width, height) => new ImageData(width, height), png };
}

function png(source: ImageData | HTMLCanvasElement, blocks: boolean): string {
  const { width, height } = source;
  const flat = source instanceof HTMLCanvasElement ? source : toCanvas(source);
  const times = blocks ? Math.max(1, Math.floor(SHARP / Math.max(width, height))) : 1;
  if (times === 1) return flat.toDataURL("image/png");
  const canvas = document.createElement("canvas");
  canvas.width = width * times;
  canvas.height = height * times;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("this browser offers no canvas");
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(flat, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

function toCanvas(image: ImageData): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

let pictures = 0;

function write(composition: Composition, title: string, theme: ViewTheme, header: boolean): string {
  const { panes, width, height, ratio } = composition;
  const tools = bench();
  const id = `v${pictures++}`;
  const pen = (part: string): SvgPen => new SvgPen(tools, `${id}${part}`, FAMILY, ratio);
  const heads = pen("h");
  const surface: Surface = { ctx: heads, width, height, ratio, theme };
  drawHeads(surface, composition, title);
  const bodies = panes.map(({ stage, x, y }, i) => {
    const ctx = pen(`p${i}x`);
    if (stage.behind) ctx.drawImage(stage.flattened(), 0, 0, stage.size.width, stage.size.height);
    else stage.draw(ctx, theme, true);
    return `<g transform="translate(${svgNumber(x)} ${svgNumber(y)})">\n${ctx.markup()}\n</g>`;
  });
  const top = header ? 0 : Math.min(...panes.map(({ y }) => y));
  const size = `width="${svgNumber(width)}" height="${svgNumber(height - top)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 ${svgNumber(top)} ${svgNumber(width)} ${svgNumber(height - top)}" font-family="${escapeXml(FAMILY)}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<path d="M0 0h${svgNumber(width)}v${svgNumber(height)}H0Z" fill="${theme.background}"/>`,
    ...(header ? [heads.markup()] : []),
    ...bodies,
    "</svg>\n",
  ].join("\n");
}

/**
 * SVG of all that a card shows, in CSS pixels, with a title above it: text and lines as vectors, dense pixels as embedded
 * PNG; no scripts and nothing from outside. A view that is held while the run goes on is one embedded picture. Null when
 * the card shows no picture.
 *
 * @param header whether the title is drawn; it names the picture in any case
 */
export function exportSvg(card: ParentNode, title: string, theme = screenTheme(), header = true): string | null {
  const composition = compose(card);
  return composition === null ? null : write(composition, title, theme, header);
}
