import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { notify } from "../stores/notices";
import { useRecording } from "../stores/recording";
import { tellTime } from "../stores/told";
import { THEMES } from "../ui/colors";
import { download } from "../ui/download";
import { formatQuantity } from "../ui/format";
import { videoFormat } from "../ui/videoFormat";
import type { Video, VideoEnd } from "../views/video";
import { named, nothing, type SavedView } from "./saveView";

/** Vector pictures and videos of what a view shows. */

/** `light` is for paper: the colours of the light theme, whatever the screen shows. */
export async function saveSvg({ title }: SavedView, card: HTMLElement | null, light = false): Promise<void> {
  const { exportSvg } = await import("../views/exportSvg");
  const svg = card === null ? null : exportSvg(card, title, light ? THEMES.light : undefined);
  if (svg === null) nothing();
  else download(named(title, "svg"), new Blob([svg], { type: "image/svg+xml" }));
}

/** What keeps a view from being recorded, as a key of the page's texts; null when nothing does. */
export function useVideoFault(slot: string): "media.unsupported" | "media.busy" | null {
  const other = useRecording(({ recording }) => recording !== null && recording.slot !== slot);
  if (videoFormat() === null) return "media.unsupported";
  return other ? "media.busy" : null;
}

const ENDS = {
  asked: undefined,
  hidden: { key: "media.endHidden" },
  time: { key: "media.endTime" },
  size: { key: "media.endSize" },
} as const satisfies Record<VideoEnd, unknown>;

let video: Video | null = null;

export const stopVideo = (): void => video?.stop();

/** To the millisecond, or finer where the steps are. */
function runTime(): string {
  const { time, stepMs, clock } = feed.clock();
  if (clock !== undefined) return tellTime(time);
  return `t = ${stepMs < 1e-2 ? formatQuantity(time, "ms", 4) : `${(time / 1000).toFixed(3)} s`}`;
}

/** Records the view in this slot until it is stopped, and saves the video. */
export async function startVideo({ title }: SavedView, slot: string): Promise<void> {
  const format = videoFormat();
  if (format === null || useRecording.getState().recording !== null) return;
  useRecording.setState({ recording: { slot, seconds: 0, bytes: 0 } });
  // Another experiment may be open when the recording ends.
  const name = named(title, format.ending);
  const { experiment } = useLab.getState();
  const card = (): HTMLElement | null =>
    useLab.getState().experiment === experiment
      ? document.querySelector<HTMLElement>(`[data-view="${CSS.escape(slot)}"]`)
      : null;
  try {
    const { recordVideo } = await import("../views/video");
    const progress = (seconds: number, bytes: number) => useRecording.setState({ recording: { slot, seconds, bytes } });
    video = await recordVideo({ card, title, time: runTime, format, progress });
    const { blob, end } = await video.done;
    download(name, blob);
    notify({ tone: "success", title: "media.saved", text: ENDS[end] });
  } catch {
    notify({ tone: "error", title: "media.failed", text: { key: "media.failedText" } });
  } finally {
    video = null;
    useRecording.setState({ recording: null });
  }
}
