import { useContext, useRef, useState } from "react";
import type { AxisSpec } from "../../../workers/protocol";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import { formatValue } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useLinkedState } from "../compare/ScaleLink";
import { csvTable } from "../csv";
import { numberAt } from "../params";
import type { Domain } from "../scale";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import styles from "../viewButtons.module.css";
import { describeOverlap, drawOverlap, type OverlapScene, overlapReadout } from "./draw";
import { SpikeHandle, type SpikePlacer } from "./SpikeHandle";
import { type Lane, spanOf, zoomed } from "./spikes";

/** Parameter that both spikes move, ms; keys move it by so many of its steps. */
const PATH = "overlap.interval";
const KEY_STEPS = 5;
/** Where the channel names no range, nothing moves. */
const STILL = { range: [0, 0], step: 1 } as const;
const ZOOM = 1.6;
const SHORTEST = 6;
const RESERVED = 128;
const RESERVED_TOUCH = 176;

/**
 * Two spikes that can be dragged along a shared time axis, the voltage they leave across the device between them, and what
 * of it exceeds the threshold. Roles `change` and `xi` tell what the last pair did; the axis of
 * the curve tells how far and how finely a hand may move the spikes.
 */
export function OverlapView({ feed, channels, params, onEdit, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const name = channels.overlap ?? "";
  const [{ range, step }, setTravel] = useState<NonNullable<AxisSpec["travel"]>>(STILL);
  const bounded = (interval: number): number =>
    Number(Math.min(range[1], Math.max(range[0], Math.round(interval / step) * step)).toFixed(4)) + 0;
  const interval = numberAt(params, PATH);
  const [tUp, tDown] = [numberAt(params, "overlap.tUp"), numberAt(params, "overlap.tDown")];
  const threshold = numberAt(params, "overlap.threshold");
  const everything: Domain = [2 * spanOf(range[0], tUp, tDown)[0], 2 * spanOf(range[1], tUp, tDown)[1]];
  const [shift, setShift] = useState(0);
  const [window, setWindow] = useLinkedState<Domain | null>("overlap", null);
  const [held, setHeld] = useState<Lane | null>(null);
  const [hold, setHold] = useState<{
    readonly window: Domain;
    readonly interval: number;
    readonly shift: number;
  } | null>(null);
  const typed = useRef<number | null>(null);
  const scene = useRef<OverlapScene | null>(null);
  const [prePlacer, postPlacer] = [useRef<SpikePlacer>(null), useRef<SpikePlacer>(null)];
  const fitted = spanOf(interval, tUp, tDown);
  const shown: Domain = hold?.window ?? window ?? [fitted[0] + shift, fitted[1] + shift];
  const scalarOf = (role: string) => {
    const spec = feed.spec(channels[role] ?? "");
    const value = feed.history(channels[role] ?? "", "scalar")?.read()?.value ?? Number.NaN;
    return { value, unit: spec?.kind === "scalar" ? spec.unit : "1" };
  };

  const painter: Painter<OverlapScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "curve") return null;
      setTravel(spec.x.travel ?? STILL);
      const made = drawOverlap(surface, spec, feed.history(name, "curve")?.read() ?? null, {
        ...{ t, interval, shift, threshold, held },
        window: shown,
        change: scalarOf("change"),
        xi: scalarOf("xi").value,
        reserved: matchMedia("(pointer: coarse)").matches ? RESERVED_TOUCH : RESERVED,
      });
      if (surface.vector !== true) {
        scene.current = made;
        if (made !== null) {
          prePlacer.current?.place(made.peaks.pre);
          postPlacer.current?.place(made.peaks.post);
        }
      }
      return made;
    },
    overlay: ({ ctx, theme, ratio }, drawn, pointer) => {
      if (drawn === null || pointer === null || !contains(drawn.area, pointer)) return;
      ctx.lineWidth = 1;
      const x = crisp(pointer.x, ratio);
      strokeLines(ctx, theme.muted, [[x, drawn.area.y, x, drawn.area.y + drawn.area.height]]);
    },
    readout: (drawn, point) => (drawn === null ? null : overlapReadout(drawn, point)),
    describe: (drawn) => (drawn === null ? t("describe.empty") : describeOverlap(drawn)),
  };

  /** Moving the presynaptic spike to the right shortens the interval; the other spike stays where it is. */
  const drag = (lane: "pre" | "post", pixels: number, phase: "preview" | "commit"): void => {
    const drawn = scene.current;
    if (drawn === null || hold === null) return;
    const ms = (pixels / drawn.area.width) * (hold.window[1] - hold.window[0]);
    const next = bounded(hold.interval + (lane === "post" ? ms : -ms));
    if (lane === "pre") setShift(hold.shift + hold.interval - next);
    onEdit([{ path: PATH, value: next }], phase);
  };
  const nudge = (lane: "pre" | "post", steps: number): void => {
    const from = typed.current ?? interval;
    const next = bounded(from + (lane === "post" ? 1 : -1) * steps * KEY_STEPS * step);
    if (lane === "pre") setShift(shift + from - next);
    typed.current = next;
    onEdit([{ path: PATH, value: next }], "preview");
  };
  const settle = (): void => {
    if (typed.current !== null) onEdit([{ path: PATH, value: typed.current }], "commit");
    typed.current = null;
  };
  const grab = (lane: "pre" | "post", on: boolean): void => {
    setHeld(on ? lane : null);
    setHold(on ? { window: shown, interval, shift } : null);
  };
  const zoom = (factor: number): void => setWindow(zoomed(shown, shift + interval / 2, factor, everything, SHORTEST));
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={t("overlap.title")}
      painter={painter}
      inputs={[name, interval, shift, shown[0], shown[1], threshold, held, t]}
      gestures
    >
      {(["pre", "post"] as const).map((lane) => (
        <SpikeHandle
          key={lane}
          placer={lane === "pre" ? prePlacer : postPlacer}
          label={`${t(`overlap.${lane}`)}. ${t("overlap.keys")}`}
          value={interval}
          range={range}
          text={t("overlap.interval", { interval: formatValue(interval, "ms") })}
          onDrag={(pixels, phase) => drag(lane, pixels, phase)}
          onHold={(on) => grab(lane, on)}
          onNudge={(steps) => nudge(lane, steps)}
          onSettle={settle}
        />
      ))}
      <div className={styles.buttons}>
        <button type="button" aria-label={t("protocol.zoomIn")} onClick={() => zoom(ZOOM)}>
          +
        </button>
        <button type="button" aria-label={t("protocol.zoomOut")} onClick={() => zoom(1 / ZOOM)}>
          −
        </button>
        <button
          type="button"
          onClick={() => {
            setWindow(null);
            setShift(0);
          }}
        >
          {t("protocol.fit")}
        </button>
      </div>
    </ViewCanvas>
  );
}

export const overlap: ViewDeclaration = {
  id: "overlap",
  accepts: { overlap: "curve", change: "scalar", xi: "scalar" },
  optional: ["change", "xi"],
  Component: OverlapView,
  csv: ({ feed, channels }) => {
    const spec = feed.spec(channels.overlap ?? "");
    const data = feed.history(channels.overlap ?? "", "curve")?.read();
    if (spec?.kind !== "curve" || data === null || data === undefined) return "";
    const n = data.x.length;
    return csvTable(["time_ms", ...spec.series.map((series) => `${series.name}_V`)], n, (i) => [
      data.x[i] as number,
      ...spec.series.map((_, s) => data.y[s * n + i] as number),
    ]);
  },
};
