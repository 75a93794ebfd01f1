import { useContext, useState } from "react";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useLinkedState, useScales } from "../compare/ScaleLink";
import { traceCsv } from "../csv";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import styles from "../viewButtons.module.css";
import { drawLoop } from "./draw";
import type { LoopScene } from "./scene";
import { describeLoop, hitSample, loopReadout, pointOf } from "./tell";

/** Samples that the trail holds, and of one round of the stimulus, unless the view's options say otherwise. */
const TRAIL = 1200;
const ROUND = 400;
/** Width of the two buttons, and on a screen that is touched. */
const RESERVED = 104;
const RESERVED_TOUCH = 124;

const countOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/**
 * One signal of a trace against another, as current against voltage: where the state is and the way it came. Signals with
 * the axis of the upward one are siblings, shown faintly. Options: `across` and `up`, names of the signals; `trail` and `round` in samples;
 * `log: true` shows log |y| until a hand chooses.
 */
export function LoopView({ feed, channels, options, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const name = channels.trace ?? "";
  const [chosen, setLog] = useLinkedState<boolean | null>(`loop ${name}`, null);
  const log = chosen ?? options.log === true;
  const scales = useScales(`loop ${name} ${log}`);
  const signals = { x: String(options.across ?? "volts"), y: String(options.up ?? "amps") };
  const [trail, round] = [countOf(options.trail, TRAIL), countOf(options.round, ROUND)];

  const painter: Painter<LoopScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "trace") return null;
      return drawLoop(surface, spec, feed.history(name, "trace")?.read() ?? null, {
        ...{ t, signals, trail, round, log, emphasis },
        x: scales.get("x"),
        y: scales.get("y"),
        stepMs: feed.clock().stepMs,
        reserved: matchMedia("(pointer: coarse)").matches ? RESERVED_TOUCH : RESERVED,
      });
    },
    overlay: ({ ctx, theme, ratio }, scene, pointer) => {
      if (scene === null || pointer === null || !contains(scene.plot, pointer)) return;
      const sample = hitSample(scene, pointer);
      const at = (sample === null ? null : pointOf(scene, sample)) ?? pointer;
      const { plot } = scene;
      ctx.lineWidth = 1;
      strokeLines(ctx, theme.muted, [
        [crisp(at.x, ratio), plot.y, crisp(at.x, ratio), plot.y + plot.height],
        [plot.x, crisp(at.y, ratio), plot.x + plot.width, crisp(at.y, ratio)],
      ]);
      if (sample === null) return;
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(at.x, at.y, 4.5, 0, 2 * Math.PI);
      ctx.stroke();
    },
    readout: (scene, point) => (scene === null || !contains(scene.plot, point) ? null : loopReadout(scene, point)),
    hover: (scene, point) => {
      setEmphasis(point === null ? null : (scene?.legend.find((box) => contains(box, point))?.name ?? null));
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeLoop(scene, t)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, signals.x, signals.y, trail, round, log, emphasis, t]}
    >
      <fieldset className={styles.buttons} aria-label={t("loop.scale")}>
        {[false, true].map((isLog) => (
          <button key={String(isLog)} type="button" aria-pressed={log === isLog} onClick={() => setLog(isLog)}>
            {t(isLog ? "loop.log" : "loop.linear")}
          </button>
        ))}
      </fieldset>
    </ViewCanvas>
  );
}

export const loop: ViewDeclaration = {
  id: "loop",
  accepts: { trace: "trace" },
  Component: LoopView,
  csv: ({ feed, channels }) => traceCsv(feed, channels.trace ?? ""),
};
