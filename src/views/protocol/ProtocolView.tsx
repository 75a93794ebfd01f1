import { useContext, useMemo, useRef, useState } from "react";
import { contains, crisp, type Point, strokeLines } from "../../ui/canvas";
import { formatNumber, formatSpan, formatTime, formatValue } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useLinkedState, useScales } from "../compare/ScaleLink";
import { csvTable } from "../csv";
import { numberAt } from "../params";
import type { Domain } from "../scale";
import type { Drag, Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { nearestSample } from "../trace/decimate";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import { drawProtocol, hitArrow, hitRow, hitSpike, type ProtocolScene, type Recorded } from "./draw";
import styles from "./ProtocolView.module.css";
import {
  addSpike,
  moveSpike,
  panDomain,
  type Row,
  readTrains,
  removeSpike,
  type SpikeRef,
  type TrainEdit,
  trainEdits,
  zoomDomain,
} from "./trains";

const ZOOM = 1.6;
const REACH = { mouse: 8, touch: 22 };
/** Shortest time that can be shown, in time steps. */
const CLOSEST_STEPS = 40;

/** One synapse under the lens: spikes that can be drawn and dragged, traces, each weight change as an arrow, the weight. */
export function ProtocolView({ feed, channels, params, onEdit, paused, cursor, onCursor }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [zoomed, setZoomed] = useLinkedState<Domain | null>("protocol", null);
  const [chosen, setChosen] = useState<SpikeRef | null>(null);
  const [held, setHeld] = useState<Domain | null>(null);
  const scales = useScales("protocol");
  const canvas = useRef<ViewCanvasHandle>(null);
  const trains = useMemo(() => readTrains(params), [params]);
  const dt = numberAt(params, "dt");
  const window = held ?? zoomed ?? ([0, trains.durationMs] as const);
  const zoom = (anchor: number, factor: number): void => {
    const next = zoomDomain(window, anchor, factor, trains.durationMs, CLOSEST_STEPS * dt);
    setZoomed(next[1] - next[0] >= trains.durationMs ? null : next);
  };
  const pan = (ms: number): void =>
    setZoomed((before) => (before === null ? null : panDomain(before, ms, trains.durationMs)));
  const { spikes = "", traces = "", weight = "", pairs = "" } = channels;

  const say = ({ row, index }: SpikeRef, times = trains[row]): void =>
    canvas.current?.announce(
      t("protocol.spike", {
        row: t(`protocol.${row}`),
        index: index + 1,
        count: times.length,
        time: formatTime(times[index] ?? Number.NaN),
      }),
    );
  const commit = (made: TrainEdit | null): void => {
    if (made === null) return;
    onEdit(trainEdits(made.trains), "commit");
    setChosen(made.spike);
    if (made.spike !== null) say(made.spike, made.trains[made.spike.row]);
  };
  const read = (name: string): Recorded[] => {
    const spec = feed.spec(name);
    return spec?.kind === "trace" ? [{ spec, data: feed.history(name, "trace")?.read() ?? null }] : [];
  };

  const dragSpike = (scene: ProtocolScene, ref: SpikeRef, at: Point): Drag => {
    const from = scene.trains[ref.row][ref.index] as number;
    let made: TrainEdit | null = null;
    setChosen(ref);
    return {
      move: ({ x }) => {
        setHeld(scene.window);
        made = moveSpike(scene.trains, ref, from + scene.x.invert(x) - scene.x.invert(at.x), dt) ?? made;
        if (made === null) return;
        onEdit(trainEdits(made.trains), "preview");
        setChosen(made.spike);
      },
      end: () => {
        setHeld(null);
        if (made !== null) commit(made);
      },
    };
  };
  const dragView = (scene: ProtocolScene, at: Point): Drag => ({
    move: ({ x }) => {
      if (zoomed === null) return;
      setZoomed(panDomain(scene.window, scene.x.invert(at.x) - scene.x.invert(x), scene.trains.durationMs));
    },
    end: () => undefined,
  });

  const painter: Painter<ProtocolScene> = {
    draw: (surface) => {
      const { time, stepMs } = feed.clock();
      const recorded = [...read(traces), ...read(weight)];
      const data = feed.history(pairs, "pairs")?.read() ?? null;
      return drawProtocol(surface, {
        t,
        trains,
        window,
        now: time,
        stepMs,
        pairs: data,
        recorded,
        scales,
        chosen,
      });
    },
    overlay: ({ ctx, theme, ratio }, { area, x }, pointer) => {
      const time = pointer === null ? cursor : x.invert(pointer.x);
      if (time === null || x(time) < area.x || x(time) > area.x + area.width) return;
      ctx.lineWidth = 1;
      const at = crisp(x(time), ratio);
      strokeLines(ctx, theme.muted, [[at, area.y, at, area.y + area.height]]);
    },
    readout: (scene, point) => {
      const hit = hitSpike(scene, point, REACH.mouse);
      if (hit !== null)
        return `${t(`protocol.${hit.row}`)} t = ${formatTime(scene.trains[hit.row][hit.index] as number)}`;
      const arrow = hitArrow(scene, point);
      if (arrow !== null) {
        const to: Row = arrow.from === "pre" ? "post" : "pre";
        const change = `${arrow.change > 0 ? "+" : ""}${formatNumber(arrow.change)}`;
        return t("protocol.arrow", {
          from: t(`protocol.${arrow.from}`),
          to: t(`protocol.${to}`),
          interval: formatValue(arrow.interval, "ms"),
          change,
        });
      }
      if (!contains(scene.area, point)) return null;
      return panelReadout(scene, point) ?? `t = ${formatTime(scene.x.invert(point.x))}`;
    },
    describe: (scene) => {
      const last = read(weight)[0]?.data?.values.at(-1) ?? Number.NaN;
      return `${t("protocol.describe", {
        duration: formatSpan(scene.trains.durationMs),
        pre: scene.trains.pre.length,
        post: scene.trains.post.length,
        changes: scene.arrows.length,
        weight: formatNumber(last),
      })} ${t("protocol.keys")}`;
    },
    hover: (scene, point) => onCursor(point !== null && contains(scene.area, point) ? scene.x.invert(point.x) : null),
    press: (scene, point, touch) => {
      const hit = hitSpike(scene, point, touch ? REACH.touch : REACH.mouse);
      return hit === null ? dragView(scene, point) : dragSpike(scene, hit, point);
    },
    click: (scene, point) => setChosen(hitSpike(scene, point, REACH.touch)),
    doubleClick: (scene, point) => {
      const row = hitRow(scene.rows, point);
      if (row !== null) commit(addSpike(scene.trains, row, scene.x.invert(point.x), dt));
    },
    wheel: (scene, point, move) => {
      if (move.zoom !== 1) zoom(scene.x.invert(point.x), move.zoom);
      if (move.pan !== 0) pan((move.pan / scene.area.width) * (window[1] - window[0]));
    },
    pinch: (scene, point, factor) => zoom(scene.x.invert(point.x), factor),
    key: (scene, event) => {
      const middle = (window[0] + window[1]) / 2;
      const row: Row = chosen?.row ?? "pre";
      const choose = (ref: SpikeRef): void => {
        const size = trains[ref.row].length;
        if (size === 0) return;
        const next = { row: ref.row, index: Math.min(size - 1, Math.max(0, ref.index)) };
        setChosen(next);
        say(next);
        const time = trains[next.row][next.index] as number;
        if (zoomed !== null && (time < window[0] || time > window[1])) pan(time - middle);
      };
      switch (event.key) {
        case "ArrowLeft":
        case "ArrowRight": {
          const direction = event.key === "ArrowLeft" ? -1 : 1;
          if (chosen === null) choose({ row, index: 0 });
          else if (event.shiftKey)
            commit(moveSpike(trains, chosen, (trains[row][chosen.index] as number) + direction * dt, dt));
          else choose({ row, index: chosen.index + direction });
          return true;
        }
        case "ArrowUp":
        case "ArrowDown":
          choose({ row: event.key === "ArrowUp" ? "pre" : "post", index: chosen?.index ?? 0 });
          return true;
        case "Enter": {
          const beside = chosen === null ? middle : (trains[row][chosen.index] ?? middle) + CLOSEST_STEPS * dt;
          commit(addSpike(trains, row, cursor ?? beside, dt));
          return true;
        }
        case "Delete":
        case "Backspace":
          if (chosen !== null) commit(removeSpike(trains, chosen));
          return true;
        case "+":
        case "=":
          zoom(chosen === null ? middle : (scene.trains[row][chosen.index] ?? middle), ZOOM);
          return true;
        case "-":
          zoom(middle, 1 / ZOOM);
          return true;
        default:
          return false;
      }
    },
    cursor: (scene, point) =>
      hitSpike(scene, point, REACH.mouse) !== null ? "ew-resize" : zoomed === null ? "" : "grab",
  };
  const center = (window[0] + window[1]) / 2;
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={t("protocol.title")}
      painter={painter}
      inputs={[trains, window[0], window[1], chosen, spikes, traces, weight, pairs, t]}
      gestures
      handle={canvas}
    >
      <div className={styles.buttons} title={t("protocol.hint")}>
        <button type="button" aria-label={t("protocol.zoomIn")} onClick={() => zoom(center, ZOOM)}>
          +
        </button>
        <button type="button" aria-label={t("protocol.zoomOut")} onClick={() => zoom(center, 1 / ZOOM)}>
          −
        </button>
        <button type="button" onClick={() => setZoomed(null)}>
          {t("protocol.fit")}
        </button>
      </div>
    </ViewCanvas>
  );
}

/** Time and values of the panel under a point. */
function panelReadout(scene: ProtocolScene, point: Point): string | null {
  const panel = scene.panels.find(({ plot }) => contains(plot, point));
  const data = panel?.recorded.data;
  if (panel === undefined || data === null || data === undefined) return null;
  const sample = nearestSample(data.steps, scene.x.invert(point.x) / scene.stepMs);
  if (sample === null) return null;
  const lines = panel.signals.map(
    ({ spec, offset }) =>
      `${spec.label}: ${formatValue(data.values[sample * panel.signals.length + offset] as number, spec.unit)}`,
  );
  return [`t = ${formatTime((data.steps[sample] as number) * scene.stepMs)}`, ...lines].join("\n");
}

export const protocol: ViewDeclaration = {
  id: "protocol",
  accepts: { spikes: "spikes", traces: "trace", weight: "trace", pairs: "pairs" },
  Component: ProtocolView,
  csv: ({ params }) => {
    const { pre, post } = readTrains(params);
    const rows = [...pre.map((time) => ["pre", time] as const), ...post.map((time) => ["post", time] as const)];
    return csvTable(["neuron", "time_ms"], rows.length, (i) => rows[i] ?? []);
  },
};
