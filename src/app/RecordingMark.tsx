import { type RefObject, useEffect, useState } from "react";
import { stopVideo } from "../controls/saveMedia";
import { useT } from "../i18n";
import { useRecording } from "../stores/recording";
import styles from "./recording.module.css";

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** How long and how large the video of this view is by now, and the button that ends it; nothing while there is none. */
export function RecordingMark({ name, card }: { readonly name: string; readonly card: RefObject<HTMLElement | null> }) {
  const t = useT();
  const recording = useRecording((state) => (state.recording?.slot === name ? state.recording : null));
  const on = recording !== null;
  const [said, say] = useState("");

  // A live region speaks of what changes in it, not of what it is born with.
  useEffect(() => say(on ? t("media.recording") : ""), [on, t]);

  const stop = () => {
    // The button goes away with the recording, and the focus must not.
    card.current?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus();
    stopVideo();
  };

  return (
    <>
      <span className="quiet" aria-live="polite">
        {said}
      </span>
      {recording === null ? null : (
        <span className={styles.mark}>
          <span className={styles.dot} aria-hidden="true" />
          <span className={styles.numbers} role="timer" aria-label={t("media.recording")}>
            {clock(recording.seconds)} · {(recording.bytes / 1e6).toFixed(1)} MB
          </span>
          <button type="button" className={styles.stop} onClick={stop}>
            {t("media.stop")}
          </button>
        </span>
      )}
    </>
  );
}
