import { useContext, useState } from "react";
import { contains, crisp, type Point, strokeLines } from "../../ui/canvas";
import { formatMeasured } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { momentText } from "../clock";
import { useScales } from "../compare/ScaleLink";
import { traceCsv } from "../csv";
import { injectOf } from "../inject";
import { type Domain, marginsOf, slidingWindow, WINDOW_MS } from "../scale";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { nearestSample } from "./decimate";
import { describeTrace, drawTrace, signalColor, type TraceScene } from "./draw";

/**
 * Options: `window`, the length of the sliding window in biological ms, or `samples`, the same in samples of the channel; `span: "run"` shows the whole run instead;
 * `margins`, those that all time views of the page share; `inject`, what a click on the plot does to the run. The role `spikes` marks spikes above the first panel.
 */
export function TraceView({ feed, channels, options, paused, cursor, onCursor, onAct }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const name = channels.trace ?? "";
  const scales = useScales(`trace ${name}`);
  const spikeName = channels.spikes ?? "";
  const inject = injectOf(options);
  const margins = marginsOf(options);
  const wholeRun = options.span === "run";
  const samples = typeof options.samples === "number" ? options.samples : null;
  const length = typeof options.window === "number" ? options.window : WINDOW_MS;

  const painter: Painter<TraceScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "trace") return null;
      const spikes = feed.spec(spikeName);
      const { time, stepMs, clock, endStep } = feed.clock();
      const data = feed.history(name, "trace")?.read() ?? null;
      const whole: Domain = [0, Math.max(endStep === null ? time : endStep * stepMs, 10 * spec.every * stepMs)];
      const shown = samples === null || !Number.isFinite(spec.every) ? length : samples * spec.every * stepMs;
      const window = wholeRun ? scales.union("run", whole) : slidingWindow(time, shown);
      return drawTrace(surface, spec, data, {
        t,
        window,
        sliding: !wholeRun,
        stepMs,
        clock,
        scales,
        emphasis,
        margins,
        ...(spikes?.kind === "spikes" && {
          spikes: { spec: spikes, data: feed.history(spikeName, "spikes")?.read() ?? null },
        }),
      });
    },
    overlay: ({ ctx, theme, ratio }, scene, pointer) => {
      if (scene === null) return;
      const time = pointer === null ? cursor : timeAt(scene, pointer.x);
      if (time === null || time < scene.window[0] || time > scene.window[1]) return;
      ctx.lineWidth = 1;
      const sample = nearestSample(scene.data.steps, time / scene.stepMs);
      for (const { plot, signals, toY } of scene.panels) {
        const x = plot.x + ((time - scene.window[0]) / (scene.window[1] - scene.window[0])) * plot.width;
        strokeLines(ctx, theme.accent, [[crisp(x, ratio), plot.y, crisp(x, ratio), plot.y + plot.height]]);
        if (pointer === null || sample === null) continue;
        for (const { offset } of signals) {
          const value = scene.data.values[sample * scene.stride + offset] as number;
          if (Number.isNaN(value)) continue;
          ctx.fillStyle = signalColor(theme, scene.signals, offset);
          ctx.beginPath();
          ctx.arc(x, toY(value), 3.5, 0, 2 * Math.PI);
          ctx.fill();
        }
      }
    },
    readout: (scene, point) => {
      const time = scene === null ? null : timeAt(scene, point.x);
      if (scene === null || time === null) return null;
      const sample = nearestSample(scene.data.steps, time / scene.stepMs);
      if (sample === null) return null;
      const lines = scene.panels.flatMap(({ signals }) =>
        signals.map(
          ({ spec, offset }) =>
            `${spec.label}: ${formatMeasured(scene.data.values[sample * scene.stride + offset] as number, spec.unit)}`,
        ),
      );
      const moment = momentText(t, (scene.data.steps[sample] as number) * scene.stepMs, scene);
      return [scene.clock === undefined ? `t = ${moment}` : moment, ...lines].join("\n");
    },
    hover: (scene, point) => {
      onCursor(scene === null || point === null ? null : timeAt(scene, point.x));
      setEmphasis(point === null ? null : (scene?.legend.find((box) => contains(box, point))?.name ?? null));
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeTrace(t, scene)),
    ...(inject !== null && {
      click: (scene: TraceScene | null, point: Point) => {
        if (scene?.panels.some(({ plot }) => contains(plot, point))) onAct(inject.action, inject.args);
      },
      cursor: (scene: TraceScene | null, point: Point) =>
        scene?.panels.some(({ plot }) => contains(plot, point)) ? "pointer" : "",
    }),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, spikeName, length, samples, wholeRun, margins, emphasis, t]}
    />
  );
}

function timeAt({ panels, window }: TraceScene, x: number): number | null {
  const plot = panels[0]?.plot;
  if (plot === undefined || x < plot.x || x > plot.x + plot.width) return null;
  return window[0] + ((x - plot.x) / plot.width) * (window[1] - window[0]);
}

export const trace: ViewDeclaration = {
  id: "trace",
  accepts: { trace: "trace", spikes: "spikes" },
  optional: ["spikes"],
  Component: TraceView,
  csv: ({ feed, channels }) => traceCsv(feed, channels.trace ?? ""),
};
