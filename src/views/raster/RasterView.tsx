import { useContext, useRef } from "react";
import type { Point } from "../../ui/canvas";
import { crisp, drawText, strokeLines } from "../../ui/canvas";
import { formatTime } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { csvTable } from "../csv";
import { slidingWindow, WINDOW_MS } from "../scale";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeRaster, drawRaster, RasterMemory, type RasterScene } from "./draw";
import { nearestSpike, rowSpan } from "./rasterise";

/** Option `window`: length of the sliding window in biological ms. */
export function RasterView(props: ViewProps) {
  const { feed, channels, options, paused, selection, onSelect, cursor, onCursor } = props;
  const t = useContext(ViewTextContext);
  const memory = useRef<RasterMemory>(null);
  memory.current ??= new RasterMemory();
  const kept = memory.current;
  const name = channels.spikes ?? "";
  const length = typeof options.window === "number" ? options.window : WINDOW_MS;
  const label = feed.spec(name)?.label ?? name;

  const painter: Painter<RasterScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "spikes") return null;
      const { time, stepMs } = feed.clock();
      const data = feed.history(name, "spikes")?.read() ?? null;
      return drawRaster(surface, spec, data, { t, window: slidingWindow(time, length), stepMs, memory: kept });
    },
    overlay: ({ ctx, theme, ratio, ...rest }, scene, pointer) => {
      if (scene === null) return;
      const { plot } = scene;
      const time = pointer === null ? cursor : null;
      ctx.lineWidth = 1;
      if (time !== null) {
        const x = timeToX(scene, time);
        if (x >= plot.x && x <= plot.x + plot.width) {
          strokeLines(ctx, theme.accent, [[crisp(x, ratio), plot.y, crisp(x, ratio), plot.y + plot.height]]);
        }
      }
      if (selection?.kind === "neuron") {
        const place = rowPlace(scene, selection.index);
        if (place !== null) {
          const { y, height } = place;
          strokeLines(ctx, theme.accent, [
            [plot.x, crisp(y - 1, ratio), plot.x + plot.width, crisp(y - 1, ratio)],
            [plot.x, crisp(y + height + 1, ratio), plot.x + plot.width, crisp(y + height + 1, ratio)],
          ]);
          const text = t("raster.neuron", { index: place.index });
          const below = y + height + 9 < plot.y + plot.height;
          drawText({ ctx, theme, ratio, ...rest }, text, plot.x + plot.width - 4, below ? y + height + 9 : y - 9, {
            align: "right",
            color: theme.accent,
            plate: true,
          });
        }
      }
      const hit = pointer === null ? null : hitSpike(scene, pointer);
      if (hit !== null) {
        const place = rowPlace(scene, scene.data.neurons[hit] as number);
        if (place !== null) {
          ctx.strokeStyle = theme.text;
          ctx.lineWidth = 1.5;
          ctx.beginPath();
          ctx.arc(
            timeToX(scene, (scene.data.steps[hit] as number) * scene.stepMs),
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
      const time = hit === null ? xToTime(scene, point.x) : (scene.data.steps[hit] as number) * scene.stepMs;
      return `${place.label}, ${t("raster.neuron", { index: place.index })}\nt = ${formatTime(time)}`;
    },
    hover: (scene, point) => {
      onCursor(scene === null || point === null || rowAt(scene, point) === null ? null : xToTime(scene, point.x));
    },
    click: (scene, point) => {
      if (scene === null) return;
      const hit = hitSpike(scene, point);
      const row = hit === null ? rowAt(scene, point) : (scene.data.neurons[hit] as number);
      onSelect(row === null || row === selection?.index ? null : { kind: "neuron", index: row });
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeRaster(t, scene)),
    cursor: (scene, point) => (scene !== null && rowAt(scene, point) !== null ? "crosshair" : ""),
  };
  return <ViewCanvas feed={feed} paused={paused} label={label} painter={painter} inputs={[name, length, t]} />;
}

const timeToX = ({ plot, window, stepMs }: RasterScene, time: number): number =>
  plot.x + ((time / stepMs - window.from) / (window.to - window.from)) * plot.width;

const xToTime = ({ plot, window, stepMs }: RasterScene, x: number): number =>
  (window.from + ((x - plot.x) / plot.width) * (window.to - window.from)) * stepMs;

function rowPlace({ bands, plot, ratio }: RasterScene, row: number) {
  const band = bands.find(({ population: p }) => row >= p.offset && row < p.offset + p.size);
  if (band === undefined) return null;
  const index = row - band.population.offset;
  const [first, last] = rowSpan(band, index);
  return { label: band.population.label, index, y: plot.y + first / ratio, height: (last - first + 1) / ratio };
}

function rowAt({ bands, plot, ratio }: RasterScene, { x, y }: Point): number | null {
  if (x < plot.x || x > plot.x + plot.width) return null;
  const at = (y - plot.y) * ratio;
  const band = bands.find(({ top, height }) => at >= top && at < top + height);
  if (band === undefined) return null;
  const { offset, size } = band.population;
  return offset + Math.max(0, size - 1 - Math.floor(((at - band.top) * size) / band.height));
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
    const data = feed.history(channels.spikes ?? "", "spikes")?.read();
    const { stepMs } = feed.clock();
    const rows = data === null || data === undefined ? 0 : data.steps.length;
    return csvTable(["time_ms", "neuron"], rows, (i) => [
      (data?.steps[i] as number) * stepMs,
      data?.neurons[i] as number,
    ]);
  },
};
