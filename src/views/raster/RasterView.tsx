import { useContext, useMemo, useRef, useState } from "react";
import { getParam } from "../../../workers/params/validate";
import type { SpikesData } from "../../../workers/protocol";
import type { Point } from "../../ui/canvas";
import { contains, crisp, drawText, type Surface, strokeLines } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatTime } from "../../ui/format";
import type { ChannelHistory, ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { csvTable } from "../csv";
import { lowerBound, marginsOf, slidingWindow, WINDOW_MS } from "../scale";
import type { Painter } from "../stage";
import { type ViewText, ViewTextContext } from "../strings";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import { describeRaster, drawRaster, RasterMemory, type RasterScene } from "./draw";
import styles from "./Raster.module.css";
import { RasterTools } from "./RasterTools";
import { nearestRow, nearestSpike, type RasterWindow, type Region, regionBetween, rowSpan } from "./rasterise";
import { neuronOf, neuronsOf, populationAt, rowsOfNeuron } from "./rows";
import type { RasterTool } from "./tools";

/** Window of the last picture of these spikes: what a file of the view holds. */
const shown = new WeakMap<ChannelHistory<"spikes">, RasterWindow>();

/** A tap with a tool reaches this many pixels up and down. */
const TAP = 5;

/**
 * Options: `window`, length of the sliding window in biological ms; `rates: false` leaves out the strip of rates; `margins`,
 * those that all time views of the page share; `watch`, path of the parameter that takes the row
 * clicked at; `tools`, what a drag over rows may do instead of selecting (`RasterTool[]`).
 */
export function RasterView(props: ViewProps) {
  const { feed, channels, options, params, paused, selection, onSelect, onEdit, onAct, cursor, onCursor } = props;
  const t = useContext(ViewTextContext);
  const rate = useScales(`raster ${channels.spikes ?? ""}`).get("rate");
  const memory = useRef<RasterMemory>(null);
  if (memory.current?.rate !== rate) memory.current = new RasterMemory(rate);
  const kept = memory.current;
  const handle = useRef<ViewCanvasHandle>(null);
  const region = useRef<Region | null>(null);
  const [tool, setTool] = useState<RasterTool | null>(null);
  const name = channels.spikes ?? "";
  const length = typeof options.window === "number" ? options.window : WINDOW_MS;
  const rates = options.rates !== false;
  const margins = marginsOf(options);
  const watch = typeof options.watch === "string" ? options.watch : null;
  const tools = useMemo(() => (Array.isArray(options.tools) ? (options.tools as RasterTool[]) : []), [options.tools]);
  const watched = watch === null ? undefined : getParam(params, watch);
  // The watched neuron follows undo and presets, which a selection outlives.
  const chosen = watch !== null ? watched : selection?.kind === "neuron" ? selection.index : null;
  const marked = typeof chosen === "number" ? chosen : null;
  const label = feed.spec(name)?.label ?? name;

  const populations = () => {
    const spec = feed.spec(name);
    return spec?.kind === "spikes" ? spec.populations : [];
  };
  const select = (row: number | null) => {
    const neuron = row === null ? null : neuronOf(populations(), row);
    onSelect(
      neuron === null || (watch === null && neuron === selection?.index) ? null : { kind: "neuron", index: neuron },
    );
    if (watch !== null && neuron !== null && neuron !== watched) onEdit([{ path: watch, value: neuron }], "commit");
  };
  const actOn = (rows: Region | null) => {
    if (tool !== null && rows !== null) onAct(tool.action, { ...tool.args, ...neuronsOf(populations(), rows) });
  };

  const painter: Painter<RasterScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "spikes") return null;
      const { time, step, stepMs, epoch, state } = feed.clock();
      const history = feed.history(name, "spikes");
      const scene = drawRaster(surface, spec, history?.read() ?? null, {
        t,
        window: slidingWindow(time, length),
        stepMs,
        now: step,
        epoch,
        source: history,
        ran: step > 0 || state !== "paused",
        memory: kept,
        rates,
        margins,
      });
      if (history !== undefined) shown.set(history, scene.window);
      return scene;
    },
    overlay: (surface, scene, pointer) => {
      if (scene === null) return;
      const { ctx, theme, ratio } = surface;
      const { plot } = scene;
      const time = pointer === null ? cursor : null;
      ctx.lineWidth = 1;
      if (time !== null) {
        const x = timeToX(scene, time);
        if (x >= plot.x && x <= plot.x + plot.width) {
          strokeLines(ctx, theme.accent, [[crisp(x, ratio), plot.y, crisp(x, ratio), plot.y + plot.height]]);
        }
      }
      if (marked !== null) {
        for (const row of rowsOfNeuron(populations(), marked)) {
          const place = rowPlace(scene, row);
          if (place !== null) drawMarked(surface, scene, place, neuronText(t, place.label, marked));
        }
      }
      if (tool !== null && region.current !== null) drawRegion(surface, scene, region.current, t(tool.labelKey));
      const hit = pointer === null || tool !== null ? null : hitSpike(scene, pointer);
      if (hit !== null) {
        const place = rowPlace(scene, scene.data.neurons[hit] as number);
        if (place !== null) {
          ctx.strokeStyle = theme.text;
          ctx.lineWidth = 1.5;
          ctx.beginPath();
          ctx.arc(
            timeToX(scene, spikeTime(scene.data, hit, scene.stepMs)),
            place.y + place.height / 2,
            5,
            0,
            2 * Math.PI,
          );
          ctx.stroke();
        }
      }
    },
    readout: (scene, point) => {
      if (scene === null) return null;
      const hit = hitSpike(scene, point);
      const row = hit === null ? rowAt(scene, point) : (scene.data.neurons[hit] as number);
      if (row === null) return null;
      const place = rowPlace(scene, row);
      if (place === null) return null;
      const time = hit === null ? xToTime(scene, point.x) : spikeTime(scene.data, hit, scene.stepMs);
      return `${neuronText(t, place.label, neuronOf(populations(), row))}\nt = ${formatTime(time)}`;
    },
    hover: (scene, point) => {
      onCursor(scene === null || point === null || rowAt(scene, point) === null ? null : xToTime(scene, point.x));
    },
    press: (scene, point) => {
      if (scene === null || tool === null || !contains(scene.plot, point)) return null;
      return {
        move: (to) => {
          region.current = regionAt(scene, point.y, to.y);
          handle.current?.invalidateOverlay();
        },
        end: (cancelled) => {
          if (!cancelled) actOn(region.current);
          region.current = null;
          handle.current?.invalidateOverlay();
        },
      };
    },
    click: (scene, point) => {
      if (scene === null) return;
      if (tool !== null) {
        if (contains(scene.plot, point)) actOn(regionAt(scene, point.y - TAP, point.y + TAP));
        return;
      }
      const hit = hitSpike(scene, point);
      select(hit === null ? rowAt(scene, point) : (scene.data.neurons[hit] as number));
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeRaster(t, scene)),
    cursor: (scene, point) => {
      if (scene === null || rowAt(scene, point) === null) return "";
      return tool === null ? "crosshair" : "ns-resize";
    },
  };
  const picture = (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={label}
      painter={painter}
      inputs={[name, length, rates, margins, t]}
      gestures={tool !== null}
      handle={handle}
    />
  );
  if (tools.length === 0) return picture;
  return (
    <div className={styles.root}>
      <RasterTools tools={tools} chosen={tool} onChoose={setTool} />
      <div className={styles.picture}>{picture}</div>
    </div>
  );
}

/** Neurons are numbered over all populations, as their parameters and files number them. */
const neuronText = (t: ViewText, population: string, row: number): string =>
  `${population}, ${t("raster.neuron", { index: row })}`;

/** Time of a spike in ms, within its step where that is known. */
const spikeTime = ({ steps, late }: SpikesData, i: number, stepMs: number): number =>
  (steps[i] as number) * stepMs - (late?.[i] ?? 0);

type Place = NonNullable<ReturnType<typeof rowPlace>>;

function drawMarked(surface: Surface, { plot }: RasterScene, { y, height }: Place, text: string): void {
  const { ctx, theme, ratio } = surface;
  ctx.lineWidth = 1;
  strokeLines(ctx, theme.accent, [
    [plot.x, crisp(y - 1, ratio), plot.x + plot.width, crisp(y - 1, ratio)],
    [plot.x, crisp(y + height + 1, ratio), plot.x + plot.width, crisp(y + height + 1, ratio)],
  ]);
  const below = y + height + 9 < plot.y + plot.height;
  drawText(surface, text, plot.x + plot.width - 4, below ? y + height + 9 : y - 9, {
    align: "right",
    color: theme.accent,
    plate: true,
  });
}

function drawRegion(surface: Surface, scene: RasterScene, { from, to }: Region, tool: string): void {
  const { ctx, theme } = surface;
  const { plot } = scene;
  const [low, high] = [rowPlace(scene, from), rowPlace(scene, to - 1)];
  if (low === null || high === null) return;
  const bottom = low.y + low.height;
  ctx.fillStyle = withAlpha(theme.accent, 0.22);
  ctx.fillRect(plot.x, high.y, plot.width, bottom - high.y);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.accent;
  ctx.strokeRect(plot.x, high.y, plot.width, bottom - high.y);
  const y = Math.min(plot.y + plot.height - 9, Math.max(plot.y + 9, (high.y + bottom) / 2));
  drawText(surface, `${tool}: ${from} – ${to - 1}`, plot.x + plot.width / 2, y, {
    align: "center",
    weight: 600,
    size: 12,
    plate: true,
  });
}

const regionAt = ({ bands, plot, ratio }: RasterScene, y0: number, y1: number): Region | null =>
  regionBetween(bands, (y0 - plot.y) * ratio, (y1 - plot.y) * ratio);

const timeToX = ({ plot, window, stepMs }: RasterScene, time: number): number =>
  plot.x + ((time / stepMs - window.from) / (window.to - window.from)) * plot.width;

const xToTime = ({ plot, window, stepMs }: RasterScene, x: number): number =>
  (window.from + ((x - plot.x) / plot.width) * (window.to - window.from)) * stepMs;

function rowPlace({ bands, plot, ratio }: RasterScene, row: number) {
  const band = bands.find(({ population: p }) => row >= p.offset && row < p.offset + p.size);
  if (band === undefined) return null;
  const [first, last] = rowSpan(band, row - band.population.offset);
  return { label: band.population.label, y: plot.y + first / ratio, height: (last - first + 1) / ratio };
}

function rowAt({ bands, plot, ratio }: RasterScene, { x, y }: Point): number | null {
  if (x < plot.x || x > plot.x + plot.width) return null;
  const at = (y - plot.y) * ratio;
  const band = bands.find(({ top, height }) => at >= top && at < top + height);
  return band === undefined ? null : nearestRow([band], at);
}

function hitSpike(scene: RasterScene, point: Point): number | null {
  const row = rowAt(scene, point);
  if (row === null) return null;
  const { window, plot, bands, data, stepMs, ratio } = scene;
  const band = bands.find(({ population: p }) => row >= p.offset && row < p.offset + p.size);
  if (band === undefined) return null;
  const reach = {
    steps: (6 * (window.to - window.from)) / plot.width,
    rows: (6 * ratio * band.population.size) / band.height,
  };
  return nearestSpike(data.steps, data.neurons, { step: xToTime(scene, point.x) / stepMs, row }, reach);
}

export const raster: ViewDeclaration = {
  id: "raster",
  accepts: { spikes: "spikes" },
  Component: RasterView,
  csv: ({ feed, channels }) => {
    const history = feed.history(channels.spikes ?? "", "spikes");
    const data = history?.read();
    const window = history === undefined ? undefined : shown.get(history);
    if (data === null || data === undefined || window === undefined) return "";
    const { stepMs } = feed.clock();
    const first = lowerBound(data.steps, window.from);
    const spec = feed.spec(channels.spikes ?? "");
    const populations = spec?.kind === "spikes" ? spec.populations : [];
    // A neuron that has several rows is named by its population too.
    const several = populations.some((p) => p.first !== undefined);
    const header = ["time_ms", "neuron", ...(several ? ["population"] : [])];
    return csvTable(header, lowerBound(data.steps, window.to + 1) - first, (i) => {
      const row = data.neurons[first + i] as number;
      const time = spikeTime(data, first + i, stepMs);
      return [time, neuronOf(populations, row), ...(several ? [populationAt(populations, row)?.name ?? ""] : [])];
    });
  },
};
