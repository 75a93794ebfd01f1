import { useContext } from "react";
import { contains } from "../../ui/canvas";
import { formatMeasured } from "../../ui/format";
import type { ViewDeclaration, ViewFeed, ViewProps } from "../_view";
import { csvTable } from "../csv";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeGauge, drawGauge, type GaugeScene, peakText, recentPeak } from "./draw";

/** Biological ms that the peak mark looks back, unless the view's options say otherwise. */
const RECENT_MS = 2000;

function peakOf(feed: ViewFeed, name: string, ms: number): number {
  const { step, stepMs } = feed.clock();
  return recentPeak(feed.history(name, "trace")?.read() ?? null, step - ms / stepMs);
}

/**
 * One value on a scale with a line to stay below. The role `trace`: the same value over time, whose largest is marked.
 * Option `recent`: biological ms that this mark looks back.
 */
export function GaugeView({ feed, channels, options, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const name = channels.scalar ?? "";
  const recent = typeof options.recent === "number" ? options.recent : RECENT_MS;

  const painter: Painter<GaugeScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "scalar") return null;
      const value = feed.history(name, "scalar")?.read()?.value ?? Number.NaN;
      return drawGauge(surface, spec, { t, value, peak: peakOf(feed, channels.trace ?? "", recent), recent });
    },
    readout: (scene, point) => {
      if (scene === null || !contains({ ...scene.bar, y: scene.bar.y - 12, height: scene.bar.height + 36 }, point)) {
        return null;
      }
      const { spec, value, peak: most } = scene;
      return [
        `${spec.label}: ${formatMeasured(value, spec.unit)}`,
        ...(Number.isNaN(most) ? [] : [peakText(scene, t)]),
      ].join("\n");
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeGauge(scene, t)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, recent, t]}
    />
  );
}

export const gauge: ViewDeclaration = {
  id: "gauge",
  accepts: { scalar: "scalar", trace: "trace" },
  optional: ["trace"],
  Component: GaugeView,
  csv: ({ feed, channels }) => {
    const name = channels.scalar ?? "";
    const spec = feed.spec(name);
    const value = feed.history(name, "scalar")?.read()?.value;
    if (spec?.kind !== "scalar" || value === undefined) return "";
    const peak = peakOf(feed, channels.trace ?? "", RECENT_MS);
    const header = ["time_ms", `value (${spec.unit})`, `most in ${RECENT_MS} ms (${spec.unit})`];
    return csvTable(header, 1, () => [feed.clock().time, value, peak]);
  },
};
