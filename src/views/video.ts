import type { VideoFormat } from "../ui/videoFormat";
import { withDuration } from "../ui/webm";
import { type Composition, compose, drawHeads } from "./composition";

/** A video of what a card shows: canvases and selection with the title and the time of the run, without pointer and controls. */

export interface VideoRequest {
  /** The card as it stands on the page now; null when it is not there. */
  card(): ParentNode | null;
  readonly title: string;
  /** Time of the run in words. */
  time(): string;
  readonly format: VideoFormat;
  /** Told about once a second. */
  progress(seconds: number, bytes: number): void;
}

/** Why a recording ended: somebody asked, the view went out of sight, or a limit was reached. */
export type VideoEnd = "asked" | "hidden" | "time" | "size";

export interface Video {
  stop(): void;
  /** Rejects when the browser gave up. */
  readonly done: Promise<{ readonly blob: Blob; readonly end: VideoEnd }>;
}

export const VIDEO_LIMITS = { seconds: 300, bytes: 200e6 } as const;

const FRAMES_PER_SECOND = 30;
const BITS_PER_SECOND = 4e6;
/** No side of the video is longer, in pixels. */
const LONGEST = 1920;
/** A card may be away for so long, in ms, while the page is arranged anew, and be without a picture before its first one. */
const PATIENCE = 700;

/** Encoders want even numbers of pixels. */
const even = (value: number): number => 2 * Math.max(1, Math.round(value / 2));

/** Draws the composition into the middle of the canvas, as large as it can be. */
function drawFrame(ctx: CanvasRenderingContext2D, composition: Composition, title: string, time: string): void {
  const { panes, width, height } = composition;
  const theme = panes[0]?.stage.theme;
  if (theme === undefined) return;
  const scale = Math.min(ctx.canvas.width / width, ctx.canvas.height / height);
  const [left, top] = [(ctx.canvas.width - width * scale) / 2, (ctx.canvas.height - height * scale) / 2];
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  for (const { stage, x, y } of panes) {
    const { size } = stage;
    ctx.save();
    ctx.setTransform(scale, 0, 0, scale, left + x * scale, top + y * scale);
    ctx.beginPath();
    ctx.rect(0, 0, size.width, size.height);
    ctx.clip();
    ctx.drawImage(stage.flattened(), 0, 0, size.width, size.height);
    stage.drawOverlay(ctx);
    ctx.restore();
  }
  ctx.setTransform(scale, 0, 0, scale, left, top);
  drawHeads({ ctx, width, height, ratio: scale, theme }, composition, title, time);
}

/** What the card shows, as soon as it shows something; null when it does not in time. */
async function firstComposition(card: VideoRequest["card"]): Promise<Composition | null> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const shown = card();
    const composition = shown === null ? null : compose(shown);
    if (composition !== null || performance.now() > until) return composition;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/**
 * Records from the first picture of the card on until it is stopped, the card is gone, the page is hidden or a limit is reached.
 * Rejects when the card shows no picture in time or the browser cannot record.
 */
export async function recordVideo({ card, title, time, format, progress }: VideoRequest): Promise<Video> {
  const composition = await firstComposition(card);
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d", { alpha: false });
  if (composition === null || ctx === null) throw new Error("there is no picture to record");
  const scale = Math.min(Math.min(composition.ratio, 2), LONGEST / Math.max(composition.width, composition.height));
  canvas.width = even(composition.width * scale);
  canvas.height = even(composition.height * scale);

  const stream = canvas.captureStream(FRAMES_PER_SECOND);
  const recorder = new MediaRecorder(stream, { mimeType: format.mime, videoBitsPerSecond: BITS_PER_SECOND });
  const parts: Blob[] = [];
  const start = performance.now();
  let bytes = 0;
  let end: VideoEnd = "asked";
  let fault: unknown = null;
  let seen = start;
  let drawn = Number.NEGATIVE_INFINITY;
  let length = 0;

  const finish = (why: VideoEnd): void => {
    if (recorder.state === "inactive") return;
    end = why;
    length = performance.now() - start;
    recorder.stop();
  };
  /** Tells how far it is, whether or not the encoder keeps up. */
  const tell = (): void => {
    const seconds = (performance.now() - start) / 1000;
    progress(seconds, bytes);
    if (bytes >= VIDEO_LIMITS.bytes) finish("size");
    else if (seconds >= VIDEO_LIMITS.seconds) finish("time");
  };
  recorder.start(1000);
  const telling = setInterval(tell, 1000);
  const tick = (): void => {
    if (recorder.state === "inactive") return;
    requestAnimationFrame(tick);
    const now = performance.now();
    if (now - drawn < 1000 / FRAMES_PER_SECOND - 4) return;
    drawn = now;
    try {
      const shown = card();
      const present = shown === null ? null : compose(shown);
      if (present !== null) {
        seen = now;
        drawFrame(ctx, present, title, time());
      } else if (now - seen > PATIENCE) {
        finish("hidden");
      }
    } catch (error) {
      fault = error;
      finish("hidden");
    }
  };
  const onHide = (): void => {
    if (document.visibilityState === "hidden") finish("hidden");
  };

  const done = new Promise<{ blob: Blob; end: VideoEnd }>((resolve, reject) => {
    const clear = (): void => {
      clearInterval(telling);
      document.removeEventListener("visibilitychange", onHide);
      for (const track of stream.getTracks()) track.stop();
    };
    recorder.ondataavailable = ({ data }) => {
      parts.push(data);
      bytes += data.size;
    };
    recorder.onerror = () => {
      clear();
      reject(new Error("the browser stopped recording"));
    };
    recorder.onstop = () => {
      clear();
      if (fault !== null) {
        reject(fault);
        return;
      }
      const blob = new Blob(parts, { type: format.mime });
      if (format.ending === "webm")
        void withDuration(blob, length).then((whole) => resolve({ blob: whole, end }), reject);
      else resolve({ blob, end });
    };
  });
  document.addEventListener("visibilitychange", onHide);
  tick();
  return { stop: () => finish("asked"), done };
}
