import { useContext, useMemo, useRef, useState } from "react";
import { windowAt } from "../../../workers/catalogCells";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import { formatValue } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { csvTable } from "../csv";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeWindow, drawWindow, nearestDot, type WindowScene } from "./draw";
import { Handles, type HandlesPlacer } from "./Handles";
import { type HandleId, REFERENCE_WEIGHT, readRule, type WindowDomains, windowDomains } from "./rule";

/** The STDP window editor: the present rule as a curve with four handles, and the weight changes that really happen. */
export function WindowView({ feed, channels, params, onEdit, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [active, setActive] = useState<HandleId | null>(null);
  const domains = useRef<WindowDomains | null>(null);
  const scales = useScales("window");
  const picture = useRef<WindowScene | null>(null);
  const placer = useRef<HandlesPlacer>(null);
  const name = channels.pairs ?? "";

  const rule = useMemo(() => readRule(params), [params]);

  const spec = feed.spec(name);
  const unit = spec?.kind === "pairs" ? spec.weight.unit : rule.handles.aPlus.spec.unit;
  const painter: Painter<WindowScene> = {
    draw: (surface) => {
      const own = windowDomains(domains.current, rule, active !== null);
      domains.current = own;
      const shown = { x: scales.union("x", own.x), y: scales.union("y", own.y) };
      const pairs = feed.history(name, "pairs")?.read() ?? null;
      const scene = drawWindow(surface, rule, pairs, { t, domains: shown, unit, active });
      picture.current = scene;
      placer.current?.place(scene);
      return scene;
    },
    overlay: ({ ctx, theme, ratio }, { plot, x, y, rule: shown }, pointer) => {
      if (pointer === null || active !== null || !contains(plot, pointer)) return;
      const interval = x.invert(pointer.x);
      const level = y(windowAt(shown.pair, interval, REFERENCE_WEIGHT));
      ctx.lineWidth = 1;
      strokeLines(ctx, theme.muted, [[crisp(pointer.x, ratio), plot.y, crisp(pointer.x, ratio), plot.y + plot.height]]);
      ctx.fillStyle = theme.text;
      ctx.beginPath();
      ctx.arc(pointer.x, level, 3.5, 0, 2 * Math.PI);
      ctx.fill();
    },
    readout: (scene, point) => {
      if (!contains(scene.plot, point)) return null;
      const { pairs } = scene;
      const dot = nearestDot(scene, point);
      if (dot !== null && pairs !== null) {
        return t("window.pair", {
          interval: formatValue(pairs.intervals[dot] as number, "ms"),
          change: formatValue(pairs.changes[dot] as number, unit),
          w: formatValue(pairs.weights[dot] as number, unit),
        });
      }
      const interval = scene.x.invert(point.x);
      const change = windowAt(scene.rule.pair, interval, REFERENCE_WEIGHT);
      return t("window.at", { interval: formatValue(interval, "ms"), change: formatValue(change, unit) });
    },
    describe: (scene) => describeWindow(t, scene),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={t("window.title")}
      painter={painter}
      inputs={[rule, active, name, unit, t]}
    >
      <Handles
        rule={rule}
        scene={() => picture.current}
        onActive={setActive}
        onMove={(one, phase) => onEdit([one], phase)}
        placer={placer}
      />
    </ViewCanvas>
  );
}

/** Not called by its id, which would hide the global of that name. */
export const windowEditor: ViewDeclaration = {
  id: "window",
  accepts: { pairs: "pairs" },
  Component: WindowView,
  csv: ({ feed, channels }) => {
    const data = feed.history(channels.pairs ?? "", "pairs")?.read();
    const { stepMs } = feed.clock();
    return csvTable(["time_ms", "synapse", "interval_ms", "change", "weight"], data?.steps.length ?? 0, (i) => [
      (data?.steps[i] as number) * stepMs,
      data?.synapses[i] as number,
      data?.intervals[i] as number,
      data?.changes[i] as number,
      data?.weights[i] as number,
    ]);
  },
};
