import { type WebGLRenderer, WebGLRenderTarget } from "three";

/**
 * Pictures of a card that is made of software. A browser that puts its page together without a card reads each picture back
 * and lets the page wait until it is drawn; here the picture is read once it is there, and shown by a canvas of its own.
 */

/** Names that cards have which draw by the processor. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether the card is none. Browsers that hide the name of the card are taken to have one. */
export function isSoftware(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (gl === null) return false;
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return SOFTWARE.test(String(name));
}

export class Readback {
  /** Without depth: what is read back is drawn elsewhere, or in an order. */
  readonly target = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  private readonly canvas: HTMLCanvasElement;
  private buffer: WebGLBuffer | null = null;
  private image = new ImageData(1, 1);
  private asked = false;

  /** @param canvas shows the pictures, upside down as cards hold them */
  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  setSize(width: number, height: number): void {
    if (this.image.width === width && this.image.height === height) return;
    this.target.setSize(width, height);
    this.image = new ImageData(width, height);
    this.asked = false;
  }

  /** Whether a picture that was asked for has not been shown yet. */
  get isAwaited(): boolean {
    return this.asked;
  }

  /** Asks for the picture that the target holds once the card has drawn it. The target must be bound. */
  ask(gl: WebGLRenderer): void {
    const context = gl.getContext() as WebGL2RenderingContext;
    const { width, height } = this.image;
    this.buffer ??= context.createBuffer();
    context.bindBuffer(context.PIXEL_PACK_BUFFER, this.buffer);
    context.bufferData(context.PIXEL_PACK_BUFFER, 4 * width * height, context.STREAM_READ);
    context.readPixels(0, 0, width, height, context.RGBA, context.UNSIGNED_BYTE, 0);
    context.bindBuffer(context.PIXEL_PACK_BUFFER, null);
    this.asked = true;
  }

  /** Shows the picture asked for, which must be there. */
  show(gl: WebGLRenderer): void {
    if (!this.asked) return;
    this.asked = false;
    const context = gl.getContext() as WebGL2RenderingContext;
    context.bindBuffer(context.PIXEL_PACK_BUFFER, this.buffer);
    context.getBufferSubData(context.PIXEL_PACK_BUFFER, 0, this.image.data);
    context.bindBuffer(context.PIXEL_PACK_BUFFER, null);
    const { canvas, image } = this;
    if (canvas.width !== image.width) canvas.width = image.width;
    if (canvas.height !== image.height) canvas.height = image.height;
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /** What the card held is gone. */
  forget(): void {
    this.buffer = null;
    this.asked = false;
    this.canvas.width = 0;
  }

  dispose(gl: WebGLRenderer): void {
    if (this.buffer !== null) gl.getContext().deleteBuffer(this.buffer);
    this.buffer = null;
    this.target.dispose();
  }
}
