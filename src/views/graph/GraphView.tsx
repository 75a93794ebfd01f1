import { lazy, Suspense, useCallback, useContext, useEffect, useRef, useState } from "react";
import type { WiringData, WiringSpec } from "../../../workers/protocol";
import type { Point, Surface } from "../../ui/canvas";
import type { Selection, ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { magnified, shifted, turned, type Viewpoint } from "../gl/camera";
import { GlBoundary, type GlHandle, hasWebGl, prefersStill } from "../gl/shell";
import styles from "../PictureTools.module.css";
import { isLooking } from "../scale";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { useViewTheme } from "../theme";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import {
  describeGraph,
  drawGraph,
  drawNothing,
  frameOf,
  type GraphScene,
  graphReadout,
  type Hit,
  hitOf,
  NOTHING,
  nodeText,
  ringNode,
} from "./draw";
import { type GraphTool, GraphTools } from "./GraphTools";
import { isFlat } from "./layout";
import { cellOf, edgeIn, firstViewpoint, handsOf, keepViewpoint, keptViewpoint, layoutOf } from "./options";
import { type Direction, GraphPicture } from "./picture";
import { useLook } from "./useLook";
import { nodeTowards, wiringCsv } from "./wires";

const GraphLayer = lazy(() => import("./gl/GraphLayer"));

/** Time for working on places, in one task, in ms. */
const SETTLE_MS = 8;
const KEY_TURN = Math.PI / 18;
const KEY_ZOOM = 1.3;
/** Radians per pixel of a drag. */
const DRAG_TURN = 0.008;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Neurons in space and the connections between them. Roles: `wiring`, and `matrix` of the same connections, whose cells light
 * up with them. Options: `layout`, `viewpoint`, `hands`.
 */
export function GraphView({ feed, channels, options, paused, selection, onSelect, onAct, looks }: ViewProps) {
  const t = useContext(ViewTextContext);
  const theme = useViewTheme();
  const name = channels.wiring ?? "";
  const kept = useRef<GraphPicture>(null);
  kept.current ??= new GraphPicture();
  const picture = kept.current;
  const canvas = useRef<ViewCanvasHandle>(null);
  const card = useRef<GlHandle>(null);
  const { layout, setLayout, moved, setMoved } = useLook(name, layoutOf(options), looks);
  const [direction, setDirection] = useState<Direction>("both");
  const [tool, setTool] = useState<GraphTool>("select");
  const [hit, setHit] = useState<Hit>(NOTHING);
  const [failed, setFailed] = useState(!hasWebGl());
  const [lost, setLost] = useState(false);
  const scales = useScales(`graph ${name}`);
  /** The selection before something was pointed at; undefined while nothing is. */
  const before = useRef<Selection | null | undefined>(undefined);
  const turning = useRef(false);
  const hands = handsOf(options);
  const takeCard = useCallback((made: GlHandle | null): void => {
    card.current = made;
    canvas.current?.invalidate();
  }, []);
  const flat = failed || lost;

  const read = (): { readonly spec: WiringSpec; readonly data: WiringData; readonly revision: number } | null => {
    const spec = feed.spec(name);
    const history = feed.history(name, "wiring");
    const data = history?.read() ?? null;
    if (spec?.kind !== "wiring" || data === null || data.activity.length !== spec.nodes) return null;
    return { spec, data, revision: history?.revision ?? 0 };
  };
  const matrixSpec = () => {
    const spec = channels.matrix === undefined ? undefined : feed.spec(channels.matrix);
    return spec?.kind === "matrix" ? spec : null;
  };
  const lasting = before.current === undefined ? selection : before.current;
  const nodes = read()?.spec.nodes ?? 0;
  const chosen = lasting?.kind === "neuron" && lasting.index < nodes ? lasting.index : null;

  const viewOf = (data: WiringData): Viewpoint =>
    moved ?? keptViewpoint(name, layout) ?? firstViewpoint(layout, options.viewpoint, data.places);
  const look = (change: (view: Viewpoint) => Viewpoint): void => {
    const data = read()?.data;
    if (data !== undefined) setMoved(change(viewOf(data)));
  };
  const frame = () => picture.shown?.frame ?? { x: 0, y: 0, width: 1, height: 1 };
  const say = (text: string): void => canvas.current?.announce(text.replaceAll("\n", ", "));

  /** Lights what is pointed at in all views; a selection made before comes back afterwards. */
  const point = (next: Hit): void => {
    if (next.node === hit.node && next.edge === hit.edge) return;
    setHit(next);
    const now = read();
    const matrix = matrixSpec();
    if (next.edge !== null && now !== null && matrix !== null) {
      if (before.current === undefined) before.current = selection;
      const [source, target] = [now.data.edges[2 * next.edge] ?? 0, now.data.edges[2 * next.edge + 1] ?? 0];
      onSelect({ kind: "cell", index: cellOf(now.spec, matrix, source, target) });
    } else if (before.current !== undefined) {
      onSelect(before.current);
      before.current = undefined;
    }
  };
  const choose = (node: number | null): void => {
    before.current = undefined;
    setHit(NOTHING);
    onSelect(node === null ? null : { kind: "neuron", index: node });
  };
  /** Does what a click on a node does. */
  const use = (scene: GraphScene, node: number): void => {
    const hand = hands.find(({ action }) => action === tool);
    if (hand === undefined) {
      choose(node === chosen ? null : node);
      say(nodeText(scene, node, t));
      return;
    }
    const [x = 0, y = 0] = scene.data.places.subarray(3 * node, 3 * node + 2);
    onAct(hand.action, { ...hand.args, x: Math.round(x), y: Math.round(y) });
    say(t(`graph.${hand.action}`));
  };

  const draw = (surface: Surface): GraphScene | null => {
    const now = read();
    if (now === null) {
      drawNothing(surface, t);
      return null;
    }
    const { spec, data } = now;
    const { step, stepMs } = feed.clock();
    const matrix = matrixSpec();
    const pointed =
      hit.edge ?? (selection?.kind === "cell" && matrix !== null ? edgeIn(spec, matrix, data, selection.index) : null);
    let most = 0;
    for (const value of data.activity) if (Math.abs(value) > most) most = Math.abs(value);
    const aside = isLooking();
    picture.update({
      ...now,
      now: step,
      layout,
      view: viewOf(data),
      width: surface.width,
      height: surface.height,
      frame: frameOf(surface, spec, chosen !== null, t),
      theme: surface.theme,
      chosen,
      direction,
      node: hit.node,
      edge: pointed !== null && 2 * pointed < data.edges.length ? pointed : null,
      still: prefersStill(),
      brightest: scales.get("activity").update(0, most, { floor: 0, patience: 200 })[1],
    });
    const layer = flat ? null : card.current;
    if (aside && layer !== null && surface.vector !== true) {
      // A copy in one canvas: another theme, or another size of the page.
      surface.ctx.fillStyle = surface.theme.background;
      surface.ctx.fillRect(0, 0, surface.width, surface.height);
      surface.ctx.drawImage(layer.whole(), 0, 0, surface.width, surface.height);
    } else if (aside || layer === null) {
      surface.ctx.fillStyle = surface.theme.background;
      surface.ctx.fillRect(0, 0, surface.width, surface.height);
    }
    drawGraph(surface, picture, t, stepMs, layer === null || surface.vector === true);
    // After a picture aside, the one on the screen is out of date.
    if (aside) queueMicrotask(() => canvas.current?.invalidate());
    else layer?.invalidate();
    return { picture, spec, data, stepMs };
  };

  const painter: Painter<GraphScene | null> = {
    draw,
    under: () => (flat ? null : (card.current?.whole() ?? null)),
    overlay: (surface, scene) => {
      if (scene === null) return;
      if (chosen !== null) ringNode(surface, picture, chosen, true);
      if (hit.node !== null && hit.node !== chosen) ringNode(surface, picture, hit.node, false);
      if (hit.edge !== null)
        for (const end of [0, 1]) ringNode(surface, picture, scene.data.edges[2 * hit.edge + end] ?? 0, false);
    },
    readout: (scene) => (scene === null || hit === NOTHING ? null : graphReadout(scene, hit, t)),
    hover: (scene, at) => {
      // While the picture turns, what comes under the pointer is not meant.
      if (scene !== null && !turning.current) point(at === null ? NOTHING : hitOf(scene, at));
    },
    press: (_scene, from, _touch, shift) => {
      let last: Point = from;
      return {
        move: (to) => {
          turning.current = true;
          const by = { x: to.x - last.x, y: to.y - last.y };
          last = to;
          look((view) => (shift ? shifted(view, frame(), by) : turned(view, by.x * DRAG_TURN, by.y * DRAG_TURN)));
        },
        end: () => {
          turning.current = false;
        },
      };
    },
    click: (scene, at) => {
      if (scene === null) return;
      const found = hitOf(scene, at);
      if (found.node !== null) use(scene, found.node);
      else if (found.edge === null) choose(null);
      else say(graphReadout(scene, found, t) ?? "");
    },
    wheel: (_scene, at, { zoom, pan }) => {
      if (zoom !== 1) look((view) => magnified(view, frame(), zoom, at));
      if (pan !== 0) look((view) => shifted(view, frame(), { x: -pan, y: 0 }));
    },
    pinch: (_scene, at, zoom) => look((view) => magnified(view, frame(), zoom, at)),
    key: (scene, event) => (scene === null ? false : keyed(scene, event)),
    describe: (scene) => (scene === null ? t("describe.empty") : describeGraph(scene, t)),
    cursor: () => (hit.node !== null ? "pointer" : "grab"),
  };

  const keyed = (scene: GraphScene, event: KeyboardEvent): boolean => {
    const arrow = ARROWS[event.key];
    if (arrow !== undefined && event.shiftKey) {
      look((view) => turned(view, arrow[0] * KEY_TURN, arrow[1] * KEY_TURN));
      return true;
    }
    if (arrow !== undefined) {
      const from = hit.node ?? chosen;
      const next = from === null ? 0 : nodeTowards(picture.projected, from, arrow);
      before.current ??= selection;
      setHit({ node: next, edge: null });
      say(nodeText(scene, next, t));
      return true;
    }
    if (event.key === "Enter" && hit.node !== null) use(scene, hit.node);
    else if (event.key === "Escape" && (chosen !== null || hit !== NOTHING)) choose(null);
    else if (event.key === "+" || event.key === "=") look((view) => magnified(view, frame(), KEY_ZOOM));
    else if (event.key === "-") look((view) => magnified(view, frame(), 1 / KEY_ZOOM));
    else if (event.key === "0") setMoved(null);
    else return false;
    return true;
  };

  // Places that connections pull together are worked out in small pieces between frames.
  useEffect(() => {
    if (layout !== "force" || paused) return;
    let frameOfWork = 0;
    const work = (): void => {
      if (picture.settle(SETTLE_MS)) canvas.current?.invalidate();
      frameOfWork = requestAnimationFrame(work);
    };
    frameOfWork = requestAnimationFrame(work);
    return () => cancelAnimationFrame(frameOfWork);
  }, [layout, paused, picture]);

  // What was lit by pointing goes with the view.
  const restore = useRef<() => void>(() => undefined);
  restore.current = () => {
    if (before.current !== undefined) onSelect(before.current);
  };
  useEffect(() => () => restore.current(), []);

  const spec = feed.spec(name);
  const inSpace = layout === "spatial" && read() !== null && !isFlat(read()?.data.places ?? new Float32Array(0));
  return (
    <div className={styles.root} data-space={inSpace || undefined}>
      <GraphTools
        layout={layout}
        onLayout={(next) => {
          setLayout(next);
          setMoved(null);
        }}
        direction={chosen === null ? null : direction}
        onDirection={setDirection}
        tools={["select", ...hands.map(({ action }) => action)]}
        tool={tool}
        onTool={setTool}
        onZoom={(factor) => look((view) => magnified(view, frame(), factor))}
        onTurn={(yaw) => look((view) => turned(view, yaw, 0))}
        onHome={() => setMoved(null)}
        onKeep={() => {
          const data = read()?.data;
          if (data === undefined) return;
          keepViewpoint(name, layout, viewOf(data));
          say(t("graph.kept"));
        }}
      />
      <div className={styles.picture} style={{ background: theme.background }}>
        <ViewCanvas
          feed={feed}
          paused={paused}
          label={spec?.label ?? name}
          painter={painter}
          inputs={[
            name,
            layout,
            moved,
            direction,
            chosen,
            hit.node,
            hit.edge,
            selection?.kind === "cell" ? selection.index : null,
            flat,
            t,
          ]}
          gestures
          handle={canvas}
          keys={t("graph.keys")}
          under={
            failed ? undefined : (
              <GlBoundary onFail={() => setFailed(true)}>
                <Suspense fallback={null}>
                  <GraphLayer picture={picture} handle={takeCard} onLost={setLost} />
                </Suspense>
              </GlBoundary>
            )
          }
        />
      </div>
    </div>
  );
}

export const graphView: ViewDeclaration = {
  id: "graph",
  accepts: { wiring: "wiring", matrix: "matrix" },
  optional: ["matrix"],
  Component: GraphView,
  csv: ({ feed, channels }) => {
    const name = channels.wiring ?? "";
    const spec = feed.spec(name);
    const data = feed.history(name, "wiring")?.read();
    return spec?.kind !== "wiring" || data === null || data === undefined
      ? ""
      : wiringCsv(spec, data, feed.clock().stepMs);
  },
};
