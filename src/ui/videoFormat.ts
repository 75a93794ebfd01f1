/** What this browser can record. */

export interface VideoFormat {
  readonly mime: string;
  readonly ending: "webm" | "mp4";
}

/**
 * Best first; the last ones are for Safari. VP9 makes smaller files, but takes so much of a processor that is busy with the
 * simulation that most frames would be lost.
 */
const FORMATS: readonly VideoFormat[] = [
  { mime: "video/webm;codecs=vp8", ending: "webm" },
  { mime: "video/webm;codecs=vp9", ending: "webm" },
  { mime: "video/webm", ending: "webm" },
  { mime: "video/mp4;codecs=avc1.42E01E", ending: "mp4" },
  { mime: "video/mp4", ending: "mp4" },
];

export const chooseFormat = (supported: (mime: string) => boolean): VideoFormat | null =>
  FORMATS.find(({ mime }) => supported(mime)) ?? null;

/** The format that videos are recorded in; null where the browser records none. */
export const videoFormat = (): VideoFormat | null =>
  typeof MediaRecorder === "undefined" || typeof HTMLCanvasElement.prototype.captureStream !== "function"
    ? null
    : chooseFormat((mime) => MediaRecorder.isTypeSupported(mime));
