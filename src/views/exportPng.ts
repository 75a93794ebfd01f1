import type { Surface } from "../ui/canvas";
import type { ViewTheme } from "../ui/colors";
import { type Composition, compose, drawHeads, screenTheme } from "./composition";
import type { Pictured } from "./stage";

/** The picture of a stage in a theme: the canvas on the screen, or a fresh one where the theme is another. */
function pictureOf(stage: Pictured, theme: ViewTheme): HTMLCanvasElement {
  // What the view showed when it was held cannot be drawn again.
  if (stage.theme === theme || stage.behind) return stage.flattened();
  const canvas = document.createElement("canvas");
  canvas.width = stage.base.width;
  canvas.height = stage.base.height;
  const ctx = canvas.getContext("2d");
  if (ctx === null) return stage.base;
  const { ratio } = stage.size;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  stage.draw(ctx, theme);
  return canvas;
}

function paint(composition: Composition, title: string, theme: ViewTheme): HTMLCanvasElement {
  const { panes, width, height, ratio } = composition;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("this browser offers no canvas");
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  for (const { stage, x, y } of panes) {
    ctx.drawImage(pictureOf(stage, theme), Math.round(x * ratio), Math.round(y * ratio));
  }
  ctx.scale(ratio, ratio);
  const surface: Surface = { ctx, width, height, ratio, theme };
  drawHeads(surface, composition, title);
  return canvas;
}

/**
 * PNG of all that a card shows with a title above it, at the resolution of the screen; null when it shows no picture.
 * @throws Error when the browser refuses to encode it
 */
export async function exportPng(card: ParentNode, title: string, theme = screenTheme()): Promise<Blob | null> {
  const composition = compose(card);
  if (composition === null) return null;
  const canvas = paint(composition, title, theme);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("the picture could not be encoded"));
      else resolve(blob);
    }, "image/png");
  });
}
