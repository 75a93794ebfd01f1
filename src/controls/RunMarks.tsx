import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import { useT } from "../i18n";
import { currentReading, onReading } from "../stores/feed";
import { type Deed, useHistory } from "../stores/history";
import { changesOfRun } from "../stores/jump";
import { useLab } from "../stores/labStore";
import { usePassed } from "../stores/passed";
import { tellStep } from "../stores/told";
import { goTo, previewLoop, setLoop } from "../stores/transport";
import { useDeedText } from "./deedText";
import styles from "./time.module.css";

/** What lies on the scrub bar besides its thumb: changes of the run, challenges passed, and the section that is looped. */

/** Last step that the scrub bar shows. */
export const lastStep = (): number => Math.max(1, useLab.getState().endStep ?? currentReading().furthest);

/** Marks nearer than this share of the bar are one. */
const NEAR = 0.008;

interface Cluster {
  readonly step: number;
  readonly deeds: readonly Deed[];
}

/** Changes that fall on the same place of the bar, as the run is long now. */
function clusters(deeds: readonly Deed[], last: number): readonly Cluster[] {
  const found: { step: number; deeds: Deed[] }[] = [];
  for (const deed of changesOfRun(deeds)) {
    const before = found.at(-1);
    if (before !== undefined && deed.step - before.step < NEAR * last) before.deeds.push(deed);
    else found.push({ step: deed.step, deeds: [deed] });
  }
  return found;
}

/** Arrow keys move an end of the loop this far, in ms; with Shift by one step. */
const FINE_MS = 10;
const COARSE_MS = 100;

function Handle({ end }: { readonly end: "from" | "to" }) {
  const t = useT();
  const loop = useLab((state) => state.loop);
  const stepMs = useLab((state) => state.stepMs);
  const grabbed = useRef<number | null>(null);
  if (loop === null) return null;
  const step = loop[end];
  const other = end === "from" ? loop.to : loop.from;
  /** An end stops at the other one. */
  const bounded = (to: number): readonly [number, number] =>
    end === "from" ? [Math.min(to, other - 1), other] : [other, Math.max(to, other + 1)];
  const stepAt = (event: PointerEvent<HTMLElement>): number => {
    const bar = event.currentTarget.parentElement?.getBoundingClientRect();
    if (bar === undefined || bar.width === 0) return step;
    return Math.max(0, Math.min(1, (event.clientX - bar.left) / bar.width)) * lastStep();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const fine = event.shiftKey ? 1 : Math.max(1, Math.round(FINE_MS / stepMs));
    const coarse = Math.max(1, Math.round(COARSE_MS / stepMs));
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: step - fine,
      ArrowDown: step - fine,
      ArrowRight: step + fine,
      ArrowUp: step + fine,
      PageDown: step - coarse,
      PageUp: step + coarse,
      Home: end === "from" ? 0 : other + 1,
      End: end === "from" ? other - 1 : lastStep(),
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    void setLoop(...bounded(to));
  };
  return (
    <div
      className={styles.handle}
      data-end={end}
      role="slider"
      tabIndex={0}
      style={{ "--step": step } as React.CSSProperties}
      aria-label={t(end === "from" ? "time.loopStart" : "time.loopEnd")}
      aria-valuemin={end === "from" ? 0 : other + 1}
      aria-valuemax={end === "from" ? other - 1 : Math.max(step, lastStep())}
      aria-valuenow={step}
      aria-valuetext={tellStep(step)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grabbed.current = stepAt(event) - step;
      }}
      onPointerMove={(event) => {
        if (grabbed.current !== null) previewLoop(...bounded(stepAt(event) - grabbed.current));
      }}
      onPointerUp={() => {
        if (grabbed.current !== null) void setLoop(loop.from, loop.to);
        grabbed.current = null;
      }}
      onPointerCancel={() => {
        if (grabbed.current !== null) void setLoop(loop.from, loop.to);
        grabbed.current = null;
      }}
    />
  );
}

/** Follows the length of the run without a render: places are shares of `--last`. */
function useLast(places: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let written = 0;
    const write = () => {
      const last = lastStep();
      if (last === written) return;
      written = last;
      places.current?.style.setProperty("--last", String(last));
    };
    write();
    return onReading(write);
  }, [places]);
}

export function RunMarks() {
  const t = useT();
  const text = useDeedText();
  const deeds = useHistory((state) => state.deeds);
  const passed = usePassed((state) => state.passed);
  const loop = useLab((state) => state.loop);
  const places = useRef<HTMLDivElement>(null);
  useLast(places);
  // How the run was long when the last of them was made decides what falls together.
  const marks = useMemo(() => clusters(deeds, lastStep()), [deeds]);
  const at = (step: number) => ({ "--step": step }) as React.CSSProperties;
  const told = (cluster: Cluster): string => {
    const what = cluster.deeds.map((deed) => t("time.change", { what: text(deed), time: tellStep(deed.step) }));
    return what.length === 1 ? (what[0] as string) : t("time.marks", { count: what.length, what: what.join("; ") });
  };
  return (
    <div ref={places} className={styles.places}>
      {loop === null ? null : (
        <div className={styles.section} style={{ "--from": loop.from, "--to": loop.to } as React.CSSProperties} />
      )}
      {marks.map((cluster) => (
        // The same is offered by keyboard in the list of jumps and in the history.
        <button
          key={cluster.step}
          type="button"
          tabIndex={-1}
          className={styles.tick}
          data-kind={cluster.deeds.some(({ act }) => act !== null) ? "act" : "edit"}
          style={at(cluster.step)}
          title={told(cluster)}
          aria-label={told(cluster)}
          onClick={() => void goTo(cluster.step)}
        />
      ))}
      {passed.map(({ challenge, step }) => (
        <button
          key={`${challenge} ${step}`}
          type="button"
          tabIndex={-1}
          className={styles.tick}
          data-kind="challenge"
          style={at(step)}
          title={t("time.challenge", { time: tellStep(step) })}
          aria-label={t("time.challenge", { time: tellStep(step) })}
          onClick={() => void goTo(step)}
        />
      ))}
      <Handle end="from" />
      <Handle end="to" />
    </div>
  );
}
