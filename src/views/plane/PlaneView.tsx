import { useContext, useRef, useState } from "react";
import { contains, crisp, strokeLines } from "../../ui/canvas";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { traceCsv } from "../csv";
import { injectOf } from "../inject";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describePlane, drawPlane, type PlaneScales, type PlaneScene, planeReadout } from "./draw";

/** Length of the trail in biological ms, unless the view's options say otherwise. */
const TRAIL_MS = 300;

/**
 * The plane of two variables: where the state flows, where it stands still, and where it has been. Without a plane channel
 * the first two signals of the path, one against the other. Options: `trail`, its length in biological ms; `inject`, what a
 * click does to the run.
 */
export function PlaneView({ feed, channels, options, onAct, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const shared = useScales(`plane ${channels.path ?? ""}`);
  const scales = useRef<PlaneScales>(null);
  if (scales.current?.x !== shared.get("x")) scales.current = { x: shared.get("x"), y: shared.get("y"), extent: "" };
  const kept = scales.current;
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const [planeName, pathName] = [channels.plane ?? "", channels.path ?? ""];
  const length = typeof options.trail === "number" ? options.trail : TRAIL_MS;
  const inject = injectOf(options);

  const painter: Painter<PlaneScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(planeName);
      const path = feed.spec(pathName);
      if (path?.kind !== "trace") return null;
      const { step, stepMs } = feed.clock();
      const input = {
        spec: spec?.kind === "plane" ? spec : null,
        data: feed.history(planeName, "plane")?.read() ?? null,
        path,
        orbit: feed.history(pathName, "trace")?.read() ?? null,
      };
      return drawPlane(surface, input, { t, scales: kept, now: step, trail: length / stepMs, emphasis });
    },
    overlay: ({ ctx, theme, ratio }, scene, pointer) => {
      if (scene === null || pointer === null || !contains(scene.plot, pointer)) return;
      const { plot } = scene;
      ctx.lineWidth = 1;
      strokeLines(ctx, theme.muted, [
        [crisp(pointer.x, ratio), plot.y, crisp(pointer.x, ratio), plot.y + plot.height],
        [plot.x, crisp(pointer.y, ratio), plot.x + plot.width, crisp(pointer.y, ratio)],
      ]);
    },
    readout: (scene, point) => (scene === null || !contains(scene.plot, point) ? null : planeReadout(scene, point, t)),
    hover: (scene, point) => {
      setEmphasis(point === null ? null : (scene?.legend.find((box) => contains(box, point))?.name ?? null));
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describePlane(scene, t)),
    ...(inject !== null && {
      click: (scene: PlaneScene | null, point: { readonly x: number; readonly y: number }) => {
        if (scene !== null && contains(scene.plot, point)) onAct(inject.action, inject.args);
      },
      cursor: (scene: PlaneScene | null, point: { readonly x: number; readonly y: number }) =>
        scene !== null && contains(scene.plot, point) ? "pointer" : "",
    }),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(planeName)?.label ?? feed.spec(pathName)?.label ?? pathName}
      painter={painter}
      inputs={[planeName, pathName, length, emphasis, t]}
    />
  );
}

export const plane: ViewDeclaration = {
  id: "plane",
  accepts: { plane: "plane", path: "trace" },
  optional: ["plane"],
  Component: PlaneView,
  csv: ({ feed, channels }) => traceCsv(feed, channels.path ?? ""),
};
