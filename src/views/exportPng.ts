import { drawText, type Surface } from "../ui/canvas";
import { THEMES } from "../ui/colors";
import { currentScheme } from "./theme";

const HEADER = 34;

/**
 * PNG of a canvas with a title above it, at the resolution of the screen and on the background of the present theme.
 * @throws Error when the browser refuses to encode it
 */
export async function exportPng(source: HTMLCanvasElement, title: string): Promise<Blob> {
  const ratio = source.width / Math.max(1, source.clientWidth);
  const canvas = document.createElement("canvas");
  canvas.width = source.width;
  canvas.height = source.height + Math.round(HEADER * ratio);
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("this browser offers no canvas");
  const theme = THEMES[currentScheme()];
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(source, 0, canvas.height - source.height);
  ctx.scale(ratio, ratio);
  const width = canvas.width / ratio;
  const surface: Surface = { ctx, width, height: HEADER, ratio, theme };
  drawText(surface, title, 10, HEADER / 2 + 2, { size: 14, weight: 600, maxWidth: width - 20 });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("the picture could not be encoded"));
      else resolve(blob);
    }, "image/png");
  });
}
