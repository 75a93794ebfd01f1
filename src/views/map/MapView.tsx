import { useContext, useEffect, useRef, useState } from "react";
import { contains } from "../../ui/canvas";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { csvTable } from "../csv";
import { numberAt } from "../params";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import { axisScale } from "./cells";
import { describeMap, drawMap, MapMemory, type MapScene, mapReadout, type Place } from "./draw";
import { type HandlePlacer, MapHandle, placeAt } from "./MapHandle";

/** Places that the trail remembers. */
const TRAIL = 40;

/** A quantity over two parameters. Options `x` and `y`: paths of the parameters, which the point on the map then moves. */
export function MapView({ feed, channels, options, params, onEdit, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const memory = useRef<MapMemory>(null);
  memory.current ??= new MapMemory();
  const kept = memory.current;
  const picture = useRef<MapScene | null>(null);
  const placer = useRef<HandlePlacer>(null);
  const canvas = useRef<ViewCanvasHandle>(null);
  const [held, setHeld] = useState(false);
  const trail = useRef<Place[]>([]);
  const name = channels.map ?? "";
  const scales = useScales(`map ${name}`);
  const paths = typeof options.x === "string" && typeof options.y === "string" ? [options.x, options.y] : null;
  const [px, py] = paths === null ? [Number.NaN, Number.NaN] : paths.map((path) => numberAt(params, path));
  const present: Place | null =
    px === undefined || py === undefined || Number.isNaN(px) || Number.isNaN(py) ? null : [px, py];

  useEffect(() => {
    if (px === undefined || py === undefined) return;
    trail.current = [...trail.current, [px, py] as Place].slice(-TRAIL);
  }, [px, py]);

  const move = ([x, y]: Place, phase: "preview" | "commit") => {
    const [pathX, pathY] = paths ?? [];
    if (pathX === undefined || pathY === undefined) return;
    onEdit(
      [
        { path: pathX, value: x },
        { path: pathY, value: y },
      ],
      phase,
    );
  };

  const painter: Painter<MapScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "map") return null;
      const data = feed.history(name, "map")?.read() ?? null;
      const scene = drawMap(surface, spec, data, {
        t,
        memory: kept,
        widen: (own) => scales.union("value", own),
        present,
        trail: trail.current,
        dragging: held,
      });
      picture.current = scene;
      placer.current?.place(scene);
      return scene;
    },
    readout: (scene, point) => (scene === null || !contains(scene.plot, point) ? null : mapReadout(scene, point, t)),
    click: (scene, point) => {
      if (scene !== null && present !== null && contains(scene.plot, point)) move(placeAt(scene, point), "commit");
    },
    cursor: (scene, point) => (scene !== null && present !== null && contains(scene.plot, point) ? "crosshair" : ""),
    describe: (scene) => (scene === null ? t("describe.empty") : describeMap(scene, t)),
  };
  const spec = feed.spec(name);
  const label = spec?.label ?? name;
  const hold = (now: boolean) => {
    if (now) canvas.current?.unpoint();
    setHeld(now);
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={label}
      painter={painter}
      inputs={[name, px, py, held, t]}
      handle={canvas}
    >
      {present === null ? null : (
        <MapHandle
          spec={spec?.kind === "map" ? spec : null}
          scene={() => picture.current}
          label={label}
          present={present}
          onMove={move}
          onHold={hold}
          placer={placer}
        />
      )}
    </ViewCanvas>
  );
}

/** Not called by its id, which would hide the global of that name. */
export const parameterMap: ViewDeclaration = {
  id: "map",
  accepts: { map: "map" },
  Component: MapView,
  csv: ({ feed, channels }) => {
    const name = channels.map ?? "";
    const spec = feed.spec(name);
    const data = feed.history(name, "map")?.read();
    if (spec?.kind !== "map") return "";
    const { columns, rows } = spec;
    const [x, y] = [axisScale(spec.x, [0, columns]), axisScale(spec.y, [0, rows])];
    const header = [spec.x, spec.y, spec.value].map((axis) => `${axis.label} (${axis.unit})`);
    return csvTable(header, data?.values.length ?? 0, (i) => [
      x.invert((i % columns) + 0.5),
      y.invert(Math.floor(i / columns) + 0.5),
      data?.values[i] as number,
    ]);
  },
};
