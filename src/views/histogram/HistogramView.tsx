import { useContext, useState } from "react";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import { formatMeasured, formatNumber } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { csvTable, exactField } from "../csv";
import { indexGroups, indexOfSelection } from "../groups";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeHistogram, drawHistogram, type HistogramScene } from "./draw";

const BINS = 40;

/** Option `bins`: number of bins over the range of the value. */
export function HistogramView({ feed, channels, options, paused, selection }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const name = channels.vector ?? "";
  const scales = useScales(`histogram ${name}`);
  const bins = typeof options.bins === "number" ? options.bins : BINS;

  const painter: Painter<HistogramScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "vector") return null;
      const data = feed.history(name, "vector")?.read() ?? null;
      return drawHistogram(surface, spec, data, {
        t,
        bins,
        emphasis,
        counts: scales.get("counts"),
        values: scales.get("values"),
      });
    },
    overlay: ({ ctx, theme, ratio }, scene, pointer) => {
      if (scene === null) return;
      const { plot, spec, bins: counted } = scene;
      const index = indexOfSelection(spec, selection);
      const value = index === null ? undefined : feed.history(name, "vector")?.read()?.values[index];
      if (value !== undefined) {
        const [low, high] = counted.domain;
        const x = crisp(plot.x + ((value - low) / (high - low)) * plot.width, ratio);
        ctx.lineWidth = 2;
        strokeLines(ctx, theme.accent, [[x, plot.y + plot.height, x, plot.y + plot.height - 14]]);
      }
      const bin = pointer === null ? null : binAt(scene, pointer.x);
      if (bin === null || pointer === null || !contains(plot, pointer)) return;
      const width = plot.width / counted.bins;
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.text;
      ctx.strokeRect(plot.x + bin * width, plot.y, width, plot.height);
    },
    readout: (scene, point) => {
      if (scene === null || !contains(scene.plot, point)) return null;
      const bin = binAt(scene, point.x);
      if (bin === null) return null;
      const { bins: counted, spec, groups } = scene;
      const [low, high] = counted.domain;
      const width = (high - low) / counted.bins;
      const from = formatNumber(low + bin * width);
      const lines = groups.map(
        ({ spec: g }, i) => `${g.label}: ${formatNumber(counted.counts[i * counted.bins + bin] as number, 7)}`,
      );
      return [`${from} … ${formatMeasured(low + (bin + 1) * width, spec.value.unit)}`, ...lines].join("\n");
    },
    hover: (scene, point) => {
      setEmphasis(point === null ? null : (scene?.legend.find((box) => contains(box, point))?.name ?? null));
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeHistogram(t, scene)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, bins, emphasis, t]}
      depends={() => revisions(feed, [name])}
    />
  );
}

function binAt({ plot, bins }: HistogramScene, x: number): number | null {
  const bin = Math.floor(((x - plot.x) / plot.width) * bins.bins);
  return bin >= 0 && bin < bins.bins ? bin : null;
}

export const histogram: ViewDeclaration = {
  id: "histogram",
  accepts: { vector: "vector" },
  Component: HistogramView,
  csv: ({ feed, channels }) => vectorCsv(feed, channels.vector ?? ""),
};

/** Index, group and value of every element of a vector. */
export function vectorCsv(feed: ViewProps["feed"], name: string): string {
  const spec = feed.spec(name);
  const data = feed.history(name, "vector")?.read();
  if (spec?.kind !== "vector") return "";
  const groups = indexGroups(spec, data?.values.length);
  return csvTable(["index", "group", `value (${spec.value.unit})`], data?.values.length ?? 0, (i) => [
    i,
    groups.find((g) => i < g.end)?.spec.name ?? "",
    data?.exact === undefined ? (data?.values[i] as number) : exactField(data.exact[i] as number),
  ]);
}
