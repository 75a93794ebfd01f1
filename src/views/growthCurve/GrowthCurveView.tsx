import { useContext, useRef, useState } from "react";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { curve } from "../curve/CurveView";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeGrowth, drawGrowth, type GrowthScene, growthReadout } from "./draw";
import { Grips, type GripsPlacer } from "./Grips";
import { type HandleId, handlesOf } from "./handles";

/**
 * Growth of synaptic elements against calcium, every neuron on its curve. Option `handles`: by id the path of the parameter
 * that each handle moves (`eta`, `epsilonE`, `epsilonI`, `rate`); one that is not named is missing.
 */
export function GrowthCurveView({ feed, channels, options, params, onEdit, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [active, setActive] = useState<HandleId | null>(null);
  const name = channels.curve ?? "";
  const scales = useScales(`growth ${name}`);
  const picture = useRef<GrowthScene | null>(null);
  const placer = useRef<GripsPlacer>(null);
  const spec = feed.spec(name);
  const shape = spec?.kind === "curve" ? spec : null;
  const paths = (options.handles ?? {}) as Readonly<Partial<Record<HandleId, string>>>;
  const handles = () =>
    shape === null ? [] : handlesOf(shape, feed.history(name, "curve")?.read() ?? null, paths, params);

  const painter: Painter<GrowthScene | null> = {
    draw: (surface) => {
      if (shape === null) return null;
      const scene = drawGrowth(surface, shape, feed.history(name, "curve")?.read() ?? null, {
        t,
        xDomain: scales.get("x"),
        yDomain: scales.get("y"),
        handles: handles(),
        active,
      });
      picture.current = scene;
      if (scene !== null) placer.current?.place(scene);
      return scene;
    },
    overlay: ({ ctx, theme, ratio }, scene, pointer) => {
      if (scene === null || pointer === null || active !== null || !contains(scene.plot, pointer)) return;
      const { plot } = scene;
      ctx.lineWidth = 1;
      strokeLines(ctx, theme.muted, [[crisp(pointer.x, ratio), plot.y, crisp(pointer.x, ratio), plot.y + plot.height]]);
    },
    readout: (scene, point) => (scene === null ? null : growthReadout(scene, point, t)),
    describe: (scene) => (scene === null ? t("describe.empty") : describeGrowth(scene, t)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={shape?.label ?? name}
      painter={painter}
      inputs={[name, shape, params, active, t]}
    >
      {shape === null ? null : (
        <Grips
          handles={handles()}
          units={[shape.x.unit, shape.y.unit]}
          scene={() => picture.current}
          onActive={setActive}
          onMove={(edit, phase) => onEdit([edit], phase)}
          placer={placer}
        />
      )}
    </ViewCanvas>
  );
}

export const growthCurve: ViewDeclaration = {
  id: "growthCurve",
  accepts: { curve: "curve" },
  Component: GrowthCurveView,
  csv: (props) => curve.csv?.(props) ?? "",
};
