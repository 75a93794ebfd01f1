import { useEffect, useRef } from "react";
import type { RunState } from "../../workers/protocol";
import { useT } from "../i18n";
import { currentReading, onReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { tellPace, tellTime } from "../stores/told";
import { useView } from "../stores/viewStore";
import { presentText, raised, type Scalar, scalarsOf, useTold } from "./readings";

/** What lasts shorter than this is not worth announcing, in ms; steps and edits that follow each other are told once. */
const SETTLED_MS = 600;

/** What people who listen have been told. */
interface Told {
  readonly state: RunState;
  readonly step: number;
  readonly values: Map<string, string>;
}

/** Puts a text into a live region; one that stands there already is announced once more. */
function say(region: HTMLElement | null, text: string): void {
  if (region !== null) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** Texts of the present values by their labels. */
const valuesOf = (scalars: readonly Scalar[], name: (scalar: Scalar) => string): Map<string, string> =>
  new Map(scalars.filter(({ spec }) => !spec.alarm).map((scalar) => [name(scalar), presentText(scalar)]));

interface Props {
  /** Scalar channels shown as readouts. */
  readonly channels: readonly string[];
}

/**
 * Speaks to people who listen, never frame by frame: when the run starts, stops or ends; what changed when a pause, a step or an
 * edit is over; every value when somebody asks; and at once when an alarm is raised.
 */
export function RunStatus({ channels }: Props) {
  const t = useT();
  const told = useTold();
  const open = useLab((lab) => lab.phase === "open");
  const specs = useLab((lab) => lab.channels);
  const asked = useView((view) => view.readAsked);
  const polite = useRef<HTMLDivElement>(null);
  const urgent = useRef<HTMLDivElement>(null);
  const heard = useRef<Told | null>(null);
  const answered = useRef(asked);

  const scalars = scalarsOf(specs, channels);
  const nameOf = ({ spec }: Scalar): string => told(spec.label);
  const now = useRef({ t, scalars, nameOf });
  now.current = { t, scalars, nameOf };

  // Other channels are another experiment or set-up: what was heard before says nothing about them.
  const subject = channels.join();
  useEffect(() => {
    if (subject !== "") heard.current = null;
  }, [subject]);

  useEffect(() => {
    if (!open) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: Pick<Told, "state" | "step"> | null = null;

    const tell = (): void => {
      const { t: text, scalars: all, nameOf: name } = now.current;
      const { state, step, time } = currentReading();
      const before = heard.current;
      const values = valuesOf(all, name);
      const still = state !== "running" && state !== "seeking";
      const parts: string[] = [];
      if (before?.state !== state) parts.push(text(`app.status.${state}`, { time: tellTime(time) }));
      else if (still && before.step !== step) parts.push(text("app.status.at", { time: tellTime(time) }));
      if (before !== null && still) {
        for (const [label, value] of values) if (before.values.get(label) !== value) parts.push(`${label}: ${value}`);
      }
      heard.current = { state, step, values: still || before === null ? values : before.values };
      if (parts.length > 0) say(polite.current, parts.join("; "));
    };

    let alarms = "";
    const follow = (): void => {
      const { scalars: all, nameOf: name } = now.current;
      const present = all.filter(raised).map(name).join("; ");
      if (present !== alarms && urgent.current !== null) urgent.current.textContent = present;
      alarms = present;
      const { state, step } = currentReading();
      const moving = state === "running" || state === "seeking";
      if (seen?.state === state && (moving || seen.step === step)) {
        // Nothing moved but a value may have, by an edit.
        if (moving || timer !== undefined) return;
      }
      seen = { state, step };
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        tell();
      }, SETTLED_MS);
    };

    follow();
    const stop = onReading(follow);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [open]);

  useEffect(() => {
    if (asked === answered.current) return;
    answered.current = asked;
    const { t: text, scalars: all, nameOf: name } = now.current;
    const { state, step, time, achieved } = currentReading();
    const running = state === "running";
    const values = valuesOf(all, name);
    // Whoever asked right after a change has been told of it.
    if (!running) heard.current = { state, step, values };
    say(
      polite.current,
      [
        text(running ? "readouts.running" : `app.status.${state}`, { time: tellTime(time) }),
        ...(running ? [`${text("transport.speed")}: ${tellPace(achieved, 2)}`] : []),
        ...all.filter(raised).map(name),
        ...[...values].map(([label, value]) => `${label}: ${value}`),
      ].join("; "),
    );
  }, [asked]);

  return (
    <>
      <div className="quiet" role="status" ref={polite} />
      <div className="quiet" aria-live="assertive" ref={urgent} />
    </>
  );
}
