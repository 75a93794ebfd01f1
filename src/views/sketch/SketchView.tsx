import { useContext, useMemo, useRef, useState } from "react";
import { getParam } from "../../../workers/params/validate";
import type { ParamTree } from "../../../workers/protocol";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import { formatMeasured, formatTime } from "../../ui/format";
import type { ViewDeclaration, ViewFeed, ViewProps } from "../_view";
import { csvTable } from "../csv";
import type { Drag, Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import styles from "../viewButtons.module.css";
import { describeSketch, drawSketch, type SketchScene, sketchReadout } from "./draw";
import { columnsOf, simplified, stretched, stroke, type Waveform, withoutPoint, withPoint, withValue } from "./points";

/** Steps of one round of the stimulus, unless the view's options say otherwise. */
const STEPS = 2000;
/** The axis goes this much further than the waveform, so that there is room to draw a higher one. */
const ROOM = 1.25;
/** What an axis shows at least, V. */
const LEAST = 0.05;
const KEY_STEPS = 40;
const RESERVED = 150;
const RESERVED_TOUCH = 190;
const FLAT: Waveform = { times: [0, 1], values: [0, 0] };

const listAt = (params: ParamTree, path: string): readonly number[] => {
  const value = getParam(params, path);
  return Array.isArray(value) ? (value as readonly number[]) : [];
};

/** The waveform of the parameters; null while another stimulus runs. */
function ownWaveform(params: ParamTree): Waveform | null {
  if (getParam(params, "stimulus.kind") !== "waveform") return null;
  const [times, values] = [listAt(params, "stimulus.times"), listAt(params, "stimulus.values")];
  return times.length < 2 || times.length !== values.length ? null : { times, values };
}

/** The round that runs now, as a curve of voltage (V) against time (s) tells it; null while there is none. */
function presentRound(feed: ViewFeed, channel: string): Waveform | null {
  const data = feed.history(channel, "curve")?.read() ?? null;
  const period = data?.x.at(-1) ?? 0;
  if (data === null || !(period > 0)) return null;
  return simplified(columnsOf({ times: [...data.x], values: [...data.y] }, period), period);
}

const phaseOf = (feed: ViewFeed, steps: number): number => (feed.clock().step % steps) / steps;

/**
 * One round of the stimulus, drawn by hand: dragging over it draws, arrow keys choose a point and move it. It begins with
 * what runs. Option: `steps` of one round.
 */
export function SketchView({ feed, channels, options, params, onEdit, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const canvas = useRef<ViewCanvasHandle>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [drawing, setDrawing] = useState<Waveform | null>(null);
  const [held, setHeld] = useState<number | null>(null);
  const typed = useRef<ReturnType<typeof setTimeout> | null>(null);
  const name = channels.curve ?? "";
  const steps = typeof options.steps === "number" ? options.steps : STEPS;
  const own = useMemo(() => ownWaveform(params), [params]);

  const present = (): Waveform => drawing ?? own ?? presentRound(feed, name) ?? FLAT;
  const highest = ({ values }: Waveform): number => Math.max(LEAST, ROOM * Math.max(...values.map(Math.abs)));

  const commit = (waveform: Waveform): void => {
    setDrawing(null);
    setHeld(null);
    onEdit(
      [
        { path: "stimulus.kind", value: "waveform" },
        { path: "stimulus.times", value: [...waveform.times] },
        { path: "stimulus.values", value: [...waveform.values] },
      ],
      "commit",
    );
  };

  /** Keys that follow each other are one edit. */
  const type = (waveform: Waveform): void => {
    setDrawing(waveform);
    if (typed.current !== null) clearTimeout(typed.current);
    typed.current = setTimeout(() => {
      typed.current = null;
      commit(waveform);
    }, 500);
  };

  const say = ({ times, values }: Waveform, index: number): void =>
    canvas.current?.announce(
      t("sketch.point", {
        index: index + 1,
        count: times.length,
        time: formatTime((times[index] as number) * 1000, times.at(-1)),
        value: formatMeasured(values[index] as number, "V"),
      }),
    );

  const freehand = (scene: SketchScene, at: { readonly x: number; readonly y: number }): Drag => {
    const columns = columnsOf(scene.waveform, scene.period);
    const most = scene.y.domain()[1] as number;
    const share = (x: number): number => Math.min(1, Math.max(0, (x - scene.plot.x) / scene.plot.width));
    const volts = (y: number): number => Math.min(most, Math.max(-most, scene.y.invert(y)));
    let last = [share(at.x), volts(at.y)] as const;
    let made: Waveform | null = null;
    setChosen(null);
    return {
      move: ({ x, y }) => {
        const next = [share(x), volts(y)] as const;
        stroke(columns, ...last, ...next);
        last = next;
        made = simplified(columns, scene.period);
        setHeld(most);
        setDrawing(made);
      },
      end: (cancelled) => {
        if (made !== null && !cancelled) commit(made);
        else {
          setDrawing(null);
          setHeld(null);
        }
      },
    };
  };

  const painter: Painter<SketchScene> = {
    draw: (surface) => {
      const waveform = present();
      return drawSketch(surface, {
        ...{ t, waveform, chosen },
        most: held ?? highest(waveform),
        own: drawing !== null || own !== null,
        phase: phaseOf(feed, steps),
        reserved: matchMedia("(pointer: coarse)").matches ? RESERVED_TOUCH : RESERVED,
      });
    },
    overlay: ({ ctx, theme, ratio }, { plot }, pointer) => {
      if (pointer === null || !contains(plot, pointer)) return;
      ctx.lineWidth = 1;
      const x = crisp(pointer.x, ratio);
      strokeLines(ctx, theme.muted, [[x, plot.y, x, plot.y + plot.height]]);
    },
    readout: (scene, point) => (contains(scene.plot, point) ? sketchReadout(scene, point) : null),
    describe: (scene) => `${describeSketch(scene, t)} ${t("sketch.keys")}`,
    press: (scene, point) => (contains(scene.plot, point) ? freehand(scene, point) : null),
    cursor: (scene, point) => (contains(scene.plot, point) ? "crosshair" : ""),
    key: (scene, event) => {
      // Not that of the last picture: keys may come faster than pictures do.
      const waveform = present();
      const count = waveform.times.length;
      const index = Math.min(count - 1, chosen ?? 0);
      const move = (steps: number): void => {
        const most = (scene.y.domain()[1] as number) / KEY_STEPS;
        const next = withValue(waveform, index, (waveform.values[index] as number) + steps * most);
        setChosen(index);
        setHeld(Math.max(scene.y.domain()[1] as number, highest(next)));
        type(next);
        say(next, index);
      };
      switch (event.key) {
        case "ArrowLeft":
        case "ArrowRight": {
          const to =
            chosen === null ? 0 : Math.min(count - 1, Math.max(0, index + (event.key === "ArrowLeft" ? -1 : 1)));
          setChosen(to);
          say(waveform, to);
          return true;
        }
        case "ArrowUp":
        case "ArrowDown":
          move((event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 5 : 1));
          return true;
        case "Enter": {
          const made = withPoint(waveform, index);
          if (made === null) return true;
          setChosen(made.index);
          type(made.waveform);
          say(made.waveform, made.index);
          return true;
        }
        case "Delete":
        case "Backspace": {
          const left = withoutPoint(waveform, index);
          if (left !== null) type(left);
          return true;
        }
        case "Escape":
          if (chosen === null) return false;
          setChosen(null);
          return true;
        default:
          return false;
      }
    },
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={t("sketch.title")}
      painter={painter}
      inputs={[name, steps, own, drawing, held, chosen, t]}
      gestures
      handle={canvas}
    >
      <fieldset className={styles.buttons} aria-label={t("sketch.title")}>
        <button type="button" title={t("sketch.fasterDoc")} onClick={() => commit(stretched(present(), 0.5))}>
          {t("sketch.faster")}
        </button>
        <button type="button" title={t("sketch.slowerDoc")} onClick={() => commit(stretched(present(), 2))}>
          {t("sketch.slower")}
        </button>
        <button type="button" onClick={() => commit({ times: [0, present().times.at(-1) ?? 1], values: [0, 0] })}>
          {t("sketch.clear")}
        </button>
      </fieldset>
    </ViewCanvas>
  );
}

export const sketch: ViewDeclaration = {
  id: "sketch",
  accepts: { curve: "curve" },
  Component: SketchView,
  csv: ({ params }) => {
    const { times, values } = ownWaveform(params) ?? FLAT;
    return csvTable(["time_s", "voltage_V"], times.length, (i) => [times[i] as number, values[i] as number]);
  },
};
