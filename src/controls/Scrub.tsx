import { Button, Progress } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useT } from "../i18n";
import { currentReading, onReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { tellStep } from "../stores/told";
import { cancel, pause, seek } from "../stores/transport";
import { formatQuantity } from "../ui/format";
import { useLiveText } from "../ui/useLiveText";
import { lastStep, RunMarks } from "./RunMarks";
import time from "./time.module.css";
import styles from "./transport.module.css";

/** Positions of the scrub bar: finer than its pixels on any screen. */
const POSITIONS = 4000;

/** So slow that single steps can be told apart, in biological time per wall time. */
const SLOW = 0.01;

/** Steps below this many ms: what passes in a second is no multiple of hundredths of a second. */
const FINE_MS = 1e-3;
/** Steps of so many ms: a run over hours to years. */
const COARSE_MS = 10_000;

/** Hundredths of a second can be read while they run; the exact step shows when it stands still or creeps. */
function timeNow(): string {
  const { step, state, asked } = currentReading();
  const { stepMs, clock } = useLab.getState();
  if (clock !== undefined || stepMs >= COARSE_MS) return tellStep(step);
  if (state === "running" && stepMs < FINE_MS) return formatQuantity(step * stepMs, "ms", 4);
  if (state !== "running" || (asked !== "max" && asked < SLOW)) return tellStep(step);
  return `${((step * stepMs) / 1000).toFixed(2)}\u00a0s`;
}

/** Time of the run as text. */
export function TimeReadout() {
  const t = useT();
  const element = useLiveText<HTMLOutputElement>(onReading, timeNow);
  // Times are announced when the run state changes, not while they run.
  return <output ref={element} className={styles.time} aria-label={t("transport.time")} aria-live="off" />;
}

/** The run as a bar: its thumb follows the run, and dragging it goes to any step, back or ahead. */
export function Scrub() {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const dragging = useRef(false);

  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    let frame: number | null = null;
    const follow = () => {
      frame = null;
      if (dragging.current) return;
      const { step } = currentReading();
      const position = Math.min(POSITIONS, Math.round((step / lastStep()) * POSITIONS));
      // Through `value`: React overlooks a change back to what it last saw, and it sees only this property.
      element.value = String(position);
      element.style.setProperty("--share", String(position / POSITIONS));
      element.setAttribute("aria-valuetext", tellStep(step));
    };
    const stop = onReading(() => {
      frame ??= requestAnimationFrame(follow);
    });
    const release = () => {
      dragging.current = false;
    };
    follow();
    element.addEventListener("change", release);
    return () => {
      stop();
      if (frame !== null) cancelAnimationFrame(frame);
      element.removeEventListener("change", release);
    };
  }, []);

  const move = (position: number) => {
    if (!dragging.current) {
      dragging.current = true;
      void pause();
    }
    input.current?.style.setProperty("--share", String(position / POSITIONS));
    void seek((position / POSITIONS) * lastStep());
  };

  return (
    <div className={time.bar}>
      <input
        ref={input}
        className={styles.scrub}
        type="range"
        min={0}
        max={POSITIONS}
        defaultValue={0}
        aria-label={t("transport.scrub")}
        onChange={(event) => move(event.currentTarget.valueAsNumber)}
      />
      <RunMarks />
    </div>
  );
}

/** Progress of a seek that takes long enough to be noticed, with a way out. */
export function SeekProgress() {
  const t = useT();
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => {
    let since = 0;
    return onReading(({ progress }) => {
      if (progress === null) since = 0;
      else if (since === 0) since = performance.now();
      const long = since !== 0 && performance.now() - since > 300;
      // Ten renders for a whole seek, not one per frame.
      setShare(long && progress !== null ? Math.floor(progress * 10) / 10 : null);
    });
  }, []);
  if (share === null) return null;
  return (
    <div className={styles.seeking} role="status">
      <Progress value={share * 100} size="sm" className={styles.seekBar} aria-label={t("app.status.seeking")} />
      <Button size="compact-xs" variant="default" onClick={() => void cancel()}>
        {t("transport.cancel")}
      </Button>
    </div>
  );
}
