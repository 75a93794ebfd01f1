import { useContext, useRef, useState } from "react";
import type { MatrixSpec } from "../../../workers/protocol";
import { contains, type Point } from "../../ui/canvas";
import { formatMeasured } from "../../ui/format";
import type { InjectOption, Selection, ViewDeclaration, ViewFeed, ViewProps } from "../_view";
import { countText } from "../clock";
import { useLinkedState, useScales } from "../compare/ScaleLink";
import styles from "../PictureTools.module.css";
import { watchEdits, watchOf } from "../sites/address";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import { LAYERS, layerNames, matrixCsv } from "./csv";
import {
  blockText,
  cellText,
  describeHeat,
  drawHeat,
  drawHeatOverlay,
  type Edge,
  type HeatScene,
  heatReadout,
} from "./draw";
import { HeatmapTools } from "./HeatmapTools";
import { cellAtPoint, cellBox, gridOf, sharesOf } from "./layout";
import { HeatMemory } from "./memory";
import { argsOf, type Cells, type HeatTool, placesOf, settingsOf, toolsOf } from "./options";
import { Pen, type PenPlacer } from "./Pen";
import { ownScale, type ScaleKind } from "./shades";
import {
  type Block,
  blockOf,
  type Cell,
  cellUnder,
  fitted,
  keyed,
  mostZoom,
  panned,
  showing,
  WHOLE,
  zoomed,
} from "./window";

const ZOOM_KEY = 1.4;

/** A vector of the edges; null where the page gives none. */
function edgeOf(feed: ViewFeed, name: string | undefined): Edge | null {
  const spec = name === undefined ? undefined : feed.spec(name);
  if (name === undefined || spec?.kind !== "vector") return null;
  return { spec, data: feed.history(name, "vector")?.read() ?? null };
}

/** Values of a matrix that belongs to the cells shown; null where it has another shape. */
function matrixValues(feed: ViewFeed, name: string | undefined, { rows, columns }: MatrixSpec): Float32Array | null {
  const spec = name === undefined ? undefined : feed.spec(name);
  if (name === undefined || spec?.kind !== "matrix" || spec.rows !== rows || spec.columns !== columns) return null;
  return feed.history(name, "matrix")?.read()?.values ?? null;
}

function pathsOf(feed: ViewFeed, name: string | undefined): HeatScene["paths"] {
  const spec = name === undefined ? undefined : feed.spec(name);
  const data = name === undefined ? null : (feed.history(name, "paths")?.read() ?? null);
  return spec?.kind !== "paths" || data === null ? null : { spec, data };
}

/** What choosing a cell chooses: the cell, or the site of the lattice whose layer this is. */
const selectionOf = ({ rows, columns, layer }: MatrixSpec, { row, column }: Cell): Selection =>
  layer === undefined
    ? { kind: "cell", index: row * columns + column }
    : { kind: "site", index: (layer * columns + column) * rows + row };

/** The cell that a selection means here; null where it means none. */
function cellOf({ rows, columns, layer }: MatrixSpec, { kind, index }: Selection): Cell | null {
  if (kind === "cell" && layer === undefined)
    return index < rows * columns ? { row: Math.floor(index / columns), column: index % columns } : null;
  if (kind !== "site" || layer === undefined || Math.floor(index / (rows * columns)) !== layer) return null;
  return { row: index % rows, column: Math.floor(index / rows) % columns };
}

/**
 * Arrays of values as colours. Roles: `matrix`, and `layer2` to `layer4` for others of the same shape to choose from; bars
 * on the edges `rowBars`, `columnBars` with `columnIdeal` to compare; currents of the wires `alongRows`, `alongColumns`;
 * loops over the cells `paths`; steps since each cell was born `age`. Options: those of `HeatSettings`.
 */
export function HeatmapView({
  feed,
  channels,
  options,
  params,
  paused,
  selection,
  onSelect,
  onEdit,
  onAct,
}: ViewProps) {
  const t = useContext(ViewTextContext);
  const settings = settingsOf(options);
  const memory = useRef<HeatMemory>(null);
  memory.current ??= new HeatMemory();
  const kept = memory.current;
  const canvas = useRef<ViewCanvasHandle>(null);
  const picture = useRef<HeatScene | null>(null);
  const placer = useRef<PenPlacer>(null);
  const names = layerNames(channels);
  const [asked, setLayer] = useLinkedState(`heatmap ${names[0]} layer`, 0);
  const layer = asked < names.length ? asked : 0;
  const name = names[layer] ?? "";
  const scales = useScales(`heatmap ${name}`);
  const [kinds, setKinds] = useLinkedState<Readonly<Record<string, ScaleKind>>>(`heatmap ${names[0]} scales`, {});
  const [window, setWindow] = useLinkedState(`heatmap ${names[0]} window`, WHOLE);
  const tools = toolsOf(settings);
  const [tool, setTool] = useState<HeatTool>(tools.includes("program") ? "program" : "select");
  const [arrows, setArrows] = useState(false);
  const [loops, setLoops] = useState(true);
  const [events, setEvents] = useState(true);
  const [own, setOwn] = useState<Selection | null>(null);
  const [block, setBlock] = useState<Block | null>(null);
  const pen = useRef<number | null>(null);

  const specOf = (channel: string): MatrixSpec | null => {
    const spec = feed.spec(channel);
    return spec?.kind === "matrix" ? spec : null;
  };
  const spec = specOf(name);
  const kind = kinds[name] ?? (spec === null ? "linear" : ownScale(spec));
  const meant = settings.linked ? selection : own;
  /** The chosen cell of the picture that somebody sees, which may be older than the channel. */
  const chosenIn = (scene: HeatScene): Cell | null => (meant === null ? null : cellOf(scene.spec, meant));
  const programs = settings.pen !== null && tools.length > 1;
  const penValue = (): number => pen.current ?? picture.current?.coloured?.domain[1] ?? 0;

  const choose = (shape: MatrixSpec, cell: Cell | null): void => {
    const next = cell === null ? null : selectionOf(shape, cell);
    if (settings.linked) onSelect(next);
    else setOwn(next);
  };
  const act = (action: InjectOption | null, cells: Cells): void => {
    if (action !== null)
      onAct(
        action.action,
        argsOf(
          action,
          placesOf(picture.current?.spec.layer, cells),
          action === settings.click || action === settings.brush ? settings.pen : null,
          penValue(),
        ),
      );
  };
  /** Whether the cell was mended rather than broken. */
  const breakCell = (scene: HeatScene, { row, column }: Cell): boolean => {
    const flag = scene.data?.flags?.[row * scene.spec.columns + column] ?? 0;
    const broken = flag > 0 && (settings.mend?.flags.includes(scene.spec.flags?.[flag - 1]?.name ?? "") ?? false);
    act(broken ? settings.mend : settings.break, { row, column });
    return broken;
  };
  /** Does what a click does, and says what it did. */
  const use = (scene: HeatScene, cell: Cell): string => {
    const { row, column } = cell;
    choose(scene.spec, cell);
    setBlock(null);
    if (tool === "paint" && settings.click === null) {
      act(settings.brush, blockOf(cell, cell));
      return t("heatmap.cutAway", { cells: 1 });
    }
    if (tool === "program" || tool === "paint") {
      act(settings.click, { row, column });
      return t("heatmap.programmed", { value: formatMeasured(penValue(), scene.spec.value.unit) });
    }
    if (tool === "break") return t(breakCell(scene, cell) ? "heatmap.mended" : "heatmap.broken");
    if (scene.spec.layer !== undefined) {
      const edits = watchEdits(watchOf(options), { layer: scene.spec.layer, x: column, y: row }, params);
      if (edits.length > 0) onEdit(edits, "commit");
    } else if (settings.watch !== null) {
      const values = [row, column];
      onEdit(
        settings.watch.map((path, i) => ({ path, value: values[i] as number })),
        "commit",
      );
    }
    return cellText(scene, cell, t).replaceAll("\n", ", ");
  };
  const paint = (scene: HeatScene, marked: Block): void => {
    setBlock(null);
    if (settings.brush !== null) {
      act(settings.brush, marked);
      const cells = (marked.toRow - marked.row + 1) * (marked.toColumn - marked.column + 1);
      if (settings.brush.cuts) say(t("heatmap.cutAway", { cells: countText(cells) }));
    } else canvas.current?.announce(blockText(scene, marked, t));
  };
  const zoomBy = (factor: number, at: readonly [number, number] = [0.5, 0.5]): void => {
    if (spec !== null) setWindow((before) => (factor === 0 ? WHOLE : zoomed(fitted(before, spec), spec, factor, at)));
  };
  const say = (text: string): void => canvas.current?.announce(text);

  const walk = (scene: HeatScene, event: KeyboardEvent): boolean => {
    const shape = scene.spec;
    const chosen = chosenIn(scene);
    const from = chosen ?? { row: scene.grid.window.top | 0, column: scene.grid.window.left | 0 };
    const to =
      chosen === null && event.key.startsWith("Arrow")
        ? from
        : keyed(event.key, block === null ? from : { row: block.toRow, column: block.toColumn }, shape);
    if (to === null) return false;
    const next = showing(scene.grid.window, shape, to);
    setWindow(next);
    if (event.shiftKey) {
      // A block grows from the chosen cell to the lower right.
      const grown = blockOf(from, to);
      setBlock(grown);
      say(blockText(scene, grown, t));
      return true;
    }
    setBlock(null);
    choose(shape, to);
    const box = cellBox(gridOf(scene.grid.plot, next, shape), to);
    canvas.current?.point({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    say(cellText(scene, to, t).replaceAll("\n", ", "));
    return true;
  };

  const drag = (scene: HeatScene, from: Point, marking: boolean) => {
    const start = cellAtPoint(scene.grid, from);
    const { plot } = scene.grid;
    const under = ({ x, y }: Point): Cell | null => {
      const inside = (at: number, low: number, size: number) => Math.min(Math.max(at, low), low + size);
      const point = { x: inside(x, plot.x, plot.width), y: inside(y, plot.y, plot.height) };
      return cellUnder(scene.grid.window, scene.spec, sharesOf(plot, point));
    };
    if (marking && start !== null) {
      let marked = blockOf(start, start);
      return {
        move: (to: Point) => {
          marked = blockOf(start, under(to) ?? start);
          setBlock(marked);
        },
        end: (cancelled: boolean) => {
          if (cancelled) setBlock(null);
          else if (settings.brush !== null) paint(scene, marked);
          else say(blockText(scene, marked, t));
        },
      };
    }
    let last = from;
    return {
      move: (to: Point) => {
        const moved = [(to.x - last.x) / plot.width, (to.y - last.y) / plot.height] as const;
        last = to;
        setWindow((before) => panned(before, scene.spec, moved));
      },
      end: () => undefined,
    };
  };

  const painter: Painter<HeatScene | null> = {
    draw: (surface) => {
      const shown = specOf(name);
      if (shown === null) return null;
      const scene = drawHeat(surface, shown, feed.history(name, "matrix")?.read() ?? null, {
        t,
        memory: kept,
        window,
        kind,
        widen: (ends) => scales.union(`value ${kind}`, ends),
        square: settings.square,
        plain: settings.plain,
        sparse: settings.sparse,
        now: feed.clock(),
        events,
        ages: matrixValues(feed, channels.age, shown),
        rowBars: edgeOf(feed, channels.rowBars),
        columnBars: edgeOf(feed, channels.columnBars),
        columnIdeal: edgeOf(feed, channels.columnIdeal),
        alongRows: arrows ? matrixValues(feed, channels.alongRows, shown) : null,
        alongColumns: arrows ? matrixValues(feed, channels.alongColumns, shown) : null,
        paths: loops ? pathsOf(feed, channels.paths) : null,
      });
      picture.current = scene;
      placer.current?.place(scene);
      return scene;
    },
    overlay: (surface, scene, pointer) => {
      if (scene === null) return;
      const looked = pointer === null ? null : cellAtPoint(scene.grid, pointer);
      drawHeatOverlay(surface, scene, looked, chosenIn(scene), block);
    },
    readout: (scene, point) => {
      if (scene === null) return null;
      if (block !== null) return blockText(scene, block, t);
      return heatReadout(scene, point, t);
    },
    press: (scene, point, _touch, shift) => {
      if (scene === null || !contains(scene.grid.plot, point)) return null;
      const marking = shift || tool === "paint";
      return marking || scene.grid.window.zoom > 1 ? drag(scene, point, marking) : null;
    },
    click: (scene, point) => {
      const cell = scene === null ? null : cellAtPoint(scene.grid, point);
      if (scene !== null && cell !== null) use(scene, cell);
    },
    ...(settings.break !== null && {
      secondary: (scene, point) => {
        const cell = scene === null ? null : cellAtPoint(scene.grid, point);
        if (scene === null || cell === null) return;
        choose(scene.spec, cell);
        say(t(breakCell(scene, cell) ? "heatmap.mended" : "heatmap.broken"));
      },
    }),
    ...(!settings.plain && {
      wheel: (scene, point, { zoom, pan }) => {
        if (scene === null) return;
        const { plot } = scene.grid;
        if (zoom !== 1) zoomBy(zoom, sharesOf(plot, point));
        if (pan !== 0) setWindow((before) => panned(before, scene.spec, [-pan / plot.width, 0]));
      },
      pinch: (scene, point, zoom) => {
        if (scene !== null) zoomBy(zoom, sharesOf(scene.grid.plot, point));
      },
    }),
    key: (scene, event) => {
      if (scene === null || scene.data === null) return false;
      const chosen = chosenIn(scene);
      if (event.key === "Escape" && (chosen !== null || block !== null)) {
        setBlock(null);
        if (block === null) choose(scene.spec, null);
        canvas.current?.unpoint();
        return true;
      }
      if (event.key === "Enter" && block !== null) paint(scene, block);
      else if (event.key === "Enter" && chosen !== null) say(use(scene, chosen));
      else if (event.key === "Delete" && chosen !== null && settings.break !== null) {
        say(t(breakCell(scene, chosen) ? "heatmap.mended" : "heatmap.broken"));
      } else if (event.key === "+" || event.key === "=") zoomBy(ZOOM_KEY);
      else if (event.key === "-") zoomBy(1 / ZOOM_KEY);
      else if (event.key === "0") zoomBy(0);
      else return walk(scene, event);
      return true;
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeHeat(scene, t)),
    cursor: (scene, point) => (scene !== null && contains(scene.grid.plot, point) ? "crosshair" : ""),
  };

  const shape = spec ?? { rows: 1, columns: 1 };
  const near = fitted(window, shape).zoom;
  const label = spec?.label ?? name;
  const view = (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={label}
      painter={painter}
      inputs={[name, kind, window, arrows, loops, events, programs, t, JSON.stringify(channels)]}
      depends={() => [...revisions(feed, Object.values(channels)), kept.glows.some ? feed.clock().step : null]}
      gestures={near > 1 || tool === "paint"}
      handle={canvas}
      keys={t("heatmap.keys")}
    >
      {programs && spec !== null && layer === 0 ? (
        <Pen
          scene={() => picture.current}
          value={penValue}
          onValue={(value) => {
            pen.current = value;
            placer.current?.place(picture.current);
          }}
          placer={placer}
          unit={spec.value.unit}
        />
      ) : null}
    </ViewCanvas>
  );
  if (settings.plain) return view;
  const lives = spec?.flags?.some(({ mark }) => mark === "birth" || mark === "death") ?? false;
  const wires = channels.alongRows !== undefined || channels.alongColumns !== undefined;
  return (
    <div className={styles.root}>
      <HeatmapTools
        layers={names.map((channel) => feed.spec(channel)?.label ?? channel)}
        layer={layer}
        onLayer={setLayer}
        scale={kind}
        onScale={(next) => setKinds((before) => ({ ...before, [name]: next }))}
        tools={tools}
        tool={tool}
        cuts={settings.brush?.cuts === true}
        onTool={setTool}
        toggles={[
          ...(wires ? [{ label: t("heatmap.currents"), on: arrows, flip: () => setArrows(!arrows) }] : []),
          ...(channels.paths === undefined
            ? []
            : [{ label: t("heatmap.loops"), on: loops, flip: () => setLoops(!loops) }]),
          ...(lives ? [{ label: t("heatmap.events"), on: events, flip: () => setEvents(!events) }] : []),
        ]}
        zoomed={near > 1}
        onZoom={zoomBy}
        nearest={near >= mostZoom(shape)}
      />
      <div className={styles.picture}>{view}</div>
    </div>
  );
}

export const heatmap: ViewDeclaration = {
  id: "heatmap",
  accepts: {
    matrix: "matrix",
    ...Object.fromEntries(LAYERS.map((role) => [role, "matrix" as const])),
    rowBars: "vector",
    columnBars: "vector",
    columnIdeal: "vector",
    alongRows: "matrix",
    alongColumns: "matrix",
    paths: "paths",
    age: "matrix",
  },
  optional: [...LAYERS, "rowBars", "columnBars", "columnIdeal", "alongRows", "alongColumns", "paths", "age"],
  Component: HeatmapView,
  csv: ({ feed, channels }) => matrixCsv(feed, channels),
};
