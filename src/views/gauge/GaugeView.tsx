import { useContext, useRef } from "react";
import { contains } from "../../ui/canvas";
import { formatSpan, formatValue } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { csvTable } from "../csv";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeGauge, drawGauge, type GaugeScene } from "./draw";
import { RecentPeak } from "./peak";

/** Biological ms that the peak mark looks back, unless the view's options say otherwise. */
const RECENT_MS = 2000;

/** One value on a scale with a line to stay below. Option `recent`: biological ms that the mark of the largest value looks back. */
export function GaugeView({ feed, channels, options, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const peak = useRef(new RecentPeak());
  const name = channels.scalar ?? "";
  const recent = typeof options.recent === "number" ? options.recent : RECENT_MS;

  const painter: Painter<GaugeScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "scalar") return null;
      const value = feed.history(name, "scalar")?.read()?.value ?? Number.NaN;
      peak.current.add(feed.clock().time, value);
      return drawGauge(surface, spec, { t, value, peak: peak.current.within(recent), recent });
    },
    readout: (scene, point) => {
      if (scene === null || !contains({ ...scene.bar, y: scene.bar.y - 12, height: scene.bar.height + 36 }, point)) {
        return null;
      }
      const { spec, value, peak: most } = scene;
      return [
        `${spec.label}: ${formatValue(value, spec.unit)}`,
        t("gauge.peak", { span: formatSpan(recent), value: formatValue(most, spec.unit) }),
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
  accepts: { scalar: "scalar" },
  Component: GaugeView,
  csv: ({ feed, channels }) => {
    const name = channels.scalar ?? "";
    const spec = feed.spec(name);
    const value = feed.history(name, "scalar")?.read()?.value;
    if (spec?.kind !== "scalar" || value === undefined) return "";
    return csvTable(["time_ms", `value (${spec.unit})`], 1, () => [feed.clock().time, value]);
  },
};
