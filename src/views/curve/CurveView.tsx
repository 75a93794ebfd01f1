import { useContext, useState } from "react";
import { getParam } from "../../../workers/params/validate";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { csvTable } from "../csv";
import type { Domain } from "../scale";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { type CurveScene, curveReadout, describeCurve, drawCurve } from "./draw";

/**
 * Options: `present`, path of the parameter whose value is the present place on the x axis; `steady: true` for a curve that
 * is measured again and again; `bounds`, ends of a logarithmic y axis over many decades.
 */
export function CurveView({ feed, channels, options, params, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const name = channels.curve ?? "";
  const scales = useScales(`curve ${name}`);
  const value = typeof options.present === "string" ? getParam(params, options.present) : undefined;
  const present = typeof value === "number" ? value : null;
  const steady = options.steady === true;
  const bounds = Array.isArray(options.bounds) ? (options.bounds as unknown as Domain) : null;

  const painter: Painter<CurveScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "curve") return null;
      return drawCurve(surface, spec, feed.history(name, "curve")?.read() ?? null, {
        t,
        y: scales.get("y"),
        widen: (own) => scales.union("x", own),
        ...{ steady, present, emphasis, bounds },
      });
    },
    overlay: ({ ctx, theme, ratio }, scene, pointer) => {
      if (scene === null || pointer === null || !contains(scene.plot, pointer)) return;
      ctx.lineWidth = 1;
      const { plot } = scene;
      const x = crisp(pointer.x, ratio);
      strokeLines(ctx, theme.muted, [[x, plot.y, x, plot.y + plot.height]]);
    },
    readout: (scene, point) => (scene === null ? null : curveReadout(scene, point)),
    hover: (scene, point) => {
      setEmphasis(point === null ? null : (scene?.legend.find((box) => contains(box, point))?.name ?? null));
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeCurve(t, scene)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, present, steady, emphasis, t]}
      depends={() => revisions(feed, [name])}
    />
  );
}

export const curve: ViewDeclaration = {
  id: "curve",
  accepts: { curve: "curve" },
  Component: CurveView,
  csv: ({ feed, channels }) => {
    const name = channels.curve ?? "";
    const spec = feed.spec(name);
    const data = feed.history(name, "curve")?.read();
    if (spec?.kind !== "curve") return "";
    const n = data?.x.length ?? 0;
    const header = [`x (${spec.x.unit})`, ...spec.series.map((s) => `${s.name} (${spec.y.unit})`)];
    return csvTable(header, n, (i) => [
      data?.x[i] as number,
      ...spec.series.map((_, s) => data?.y[s * n + i] as number),
    ]);
  },
};
