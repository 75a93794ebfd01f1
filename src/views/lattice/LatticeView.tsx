import { lazy, Suspense, useCallback, useContext, useEffect, useRef, useState } from "react";
import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import type { Point, Rect, Surface } from "../../ui/canvas";
import type { InjectOption, ViewDeclaration, ViewProps } from "../_view";
import { ColourBar } from "../colourBar";
import { useLinkedState, useScales } from "../compare/ScaleLink";
import { magnified, shifted, turned, type Viewpoint } from "../gl/camera";
import { GlBoundary, type GlHandle, hasWebGl, prefersStill } from "../gl/shell";
import { colourDomain, ownScale, type ScaleKind, scaledAxis } from "../heatmap/shades";
import { type Ends, endsOf } from "../map/cells";
import styles from "../PictureTools.module.css";
import { type Domain, isLooking } from "../scale";
import { type Address, addressOf, watchEdits } from "../sites/address";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { useViewTheme } from "../theme";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import { latticeCsv } from "./csv";
import { siteTowards } from "./cursor";
import {
  boxText,
  describeLattice,
  drawLattice,
  drawNothing,
  frameOf,
  type LatticeScene,
  outline,
  outlineSite,
  siteAtPoint,
  siteText,
} from "./draw";
import { freeNumber, isSameLook, type Kept, readKept, withKept, withoutKept } from "./kept";
import { LatticeSliders, LatticeTools } from "./LatticeTools";
import { argsOf, firstLook, isBroken, type LatticeTool, settingsOf, toolsOf, viewFor } from "./options";
import { LatticePicture, type Shown } from "./picture";
import { fittedSlice, inSlice, isWhole, placementOf, type Slice, sliceOf } from "./shape";
import { useLook } from "./useLook";

const LatticeLayer = lazy(() => import("./gl/LatticeLayer"));

const KEY_TURN = Math.PI / 18;
const KEY_ZOOM = 1.3;
/** Pixels that a key moves the block. */
const KEY_SHIFT = 30;
/** Radians per pixel of a drag. */
const DRAG_TURN = 0.008;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Now {
  readonly spec: LatticeSpec;
  readonly data: LatticeData;
  readonly revision: number;
}

/** A block of cells in space. Role: `lattice`. Options: those of `LatticeSettings`, and `viewpoint`. */
export function LatticeView({
  feed,
  channels,
  options,
  params,
  paused,
  selection,
  onSelect,
  onEdit,
  onAct,
  looks,
}: ViewProps) {
  const t = useContext(ViewTextContext);
  const theme = useViewTheme();
  const name = channels.lattice ?? "";
  const settings = settingsOf(options);
  const kept = useRef<LatticePicture>(null);
  kept.current ??= new LatticePicture();
  const picture = kept.current;
  const bar = useRef<ColourBar>(null);
  const canvas = useRef<ViewCanvasHandle>(null);
  const card = useRef<GlHandle>(null);
  const id = `lattice ${name}`;
  const {
    from: looking,
    setFrom: setLooking,
    slice: part,
    setSlice: setPart,
    explode,
    setExplode,
    xray,
    setXray,
  } = useLook(name, { from: firstLook(options), slice: null, explode: settings.explode, xray: settings.xray }, looks);
  const [keptViews, setKeptViews] = useState<readonly Kept[]>(() => readKept(name));
  const [scale, setScale] = useLinkedState<ScaleKind | null>(`${id} scale`, null);
  const [flows, setFlows] = useState(true);
  const [wired, setWired] = useState(true);
  const [shaping, setShaping] = useState(false);
  const [tool, setTool] = useState<LatticeTool>("select");
  const [looked, setLooked] = useState<number | null>(null);
  const [box, setBox] = useState<Slice | null>(null);
  /** Where a box of the keyboard began. */
  const corner = useRef<Address | null>(null);
  const [failed, setFailed] = useState(!hasWebGl());
  const [lost, setLost] = useState(false);
  const scales = useScales(id);
  const turning = useRef(false);
  const extent = useRef<{ readonly revision: number; readonly ends: Ends } | null>(null);
  const flat = failed || lost;
  const takeCard = useCallback((made: GlHandle | null): void => {
    card.current = made;
    canvas.current?.invalidate();
  }, []);

  const read = (): Now | null => {
    const spec = feed.spec(name);
    const history = feed.history(name, "lattice");
    const data = history?.read() ?? null;
    if (spec?.kind !== "lattice" || data === null || data.values.length !== spec.layers * spec.columns * spec.rows)
      return null;
    return { spec, data, revision: history?.revision ?? 0 };
  };
  const own = feed.spec(name);
  const spec = own?.kind === "lattice" ? own : null;
  const slice = spec === null ? null : fittedSlice(part, spec);
  const kind: ScaleKind = spec === null ? "linear" : spec.value.diverging ? "diverging" : (scale ?? ownScale(spec));
  const sites = spec === null ? 0 : spec.layers * spec.columns * spec.rows;
  const chosen = selection?.kind === "site" && selection.index < sites ? selection.index : null;

  const say = (text: string): void => canvas.current?.announce(text.replaceAll("\n", ", "));
  const frame = () => picture.shown?.frame ?? { x: 0, y: 0, width: 1, height: 1 };
  const look = (change: (view: Viewpoint) => Viewpoint): void =>
    setLooking((before) => change(viewFor(before, picture.placement, frame())));

  const domainOf = ({ spec: shape, data, revision }: Now): Domain => {
    if (extent.current?.revision !== revision || isLooking()) {
      const sound = endsOf(data.values, data.flags);
      extent.current = { revision, ends: sound.low <= sound.high ? sound : endsOf(data.values) };
    }
    const axis = scaledAxis(shape.value, kind);
    return scales.union(`value ${kind}`, colourDomain(shape, axis, extent.current.ends));
  };

  const choose = (shape: LatticeSpec, site: number | null): void => {
    onSelect(site === null ? null : { kind: "site", index: site });
    if (site === null) return;
    const edits = watchEdits(settings.watch, addressOf(shape, site), params);
    if (edits.length > 0) onEdit(edits, "commit");
  };
  const act = (action: InjectOption | null, from: Address, to?: Address): void => {
    if (action !== null) onAct(action.action, argsOf(action, from, to));
  };
  /** Breaks or mends a cell, and says which. */
  const breakSite = (scene: LatticeScene, site: number): string => {
    const broken = isBroken(scene.spec, scene.data, site, settings);
    act(broken ? settings.mend : settings.break, addressOf(scene.spec, site));
    return t(broken ? "heatmap.mended" : "heatmap.broken");
  };
  /** Does what a click on a cell does, and says so. */
  const use = (scene: LatticeScene, site: number): void => {
    setBox(null);
    const again = site === chosen && tool === "select";
    choose(scene.spec, again ? null : site);
    if (tool === "program") {
      act(settings.program, addressOf(scene.spec, site));
      say(t("lattice.programmed"));
    } else if (tool === "break") say(breakSite(scene, site));
    else say(siteText(scene, site, t));
  };
  const applyBox = (): void => {
    if (box === null || settings.box === null) return;
    act(settings.box, box.from, box.to);
    setBox(null);
    corner.current = null;
  };

  const draw = (surface: Surface): LatticeScene | null => {
    const now = read();
    const { ctx } = surface;
    const aside = isLooking();
    const layer = flat ? null : card.current;
    const paint = (): void => {
      ctx.fillStyle = surface.theme.background;
      ctx.fillRect(0, 0, surface.width, surface.height);
    };
    if (aside || layer === null || now === null) paint();
    if (now === null) {
      drawNothing(surface, t);
      return null;
    }
    const { step, state } = feed.clock();
    const domain = domainOf(now);
    const shownIn = (frame: Rect): Shown => ({
      ...now,
      now: step,
      view: viewFor(looking, placementOf(now.spec, explode), frame),
      width: surface.width,
      height: surface.height,
      frame,
      theme: surface.theme,
      explode,
      slice: fittedSlice(part, now.spec),
      xray,
      log: kind === "log",
      domain,
      flows: flows && !flat,
      moves: state === "running" && !paused,
      wired,
      still: prefersStill(),
    });
    const room = frameOf(surface, picture, t);
    picture.update(shownIn(room));
    // The legend takes some of the room, and follows from what is shown.
    const left = frameOf(surface, picture, t);
    if (left.y !== room.y || left.height !== room.height) picture.update(shownIn(left));
    if (aside && layer !== null) ctx.drawImage(layer.whole(), 0, 0, surface.width, surface.height);
    bar.current ??= new ColourBar();
    const scene = drawLattice(surface, picture, bar.current, layer === null, t);
    // After a picture aside, the one on the screen is out of date.
    if (aside) queueMicrotask(() => canvas.current?.invalidate());
    else layer?.invalidate();
    return scene;
  };

  const painter: Painter<LatticeScene | null> = {
    draw,
    under: () => (flat ? null : (card.current?.whole() ?? null)),
    overlay: (surface, scene) => {
      if (scene === null) return;
      if (box !== null) outline(surface, scene, box, theme.accent, 2);
      if (
        chosen !== null &&
        inSlice(scene.picture.shown?.slice ?? sliceAt(scene, chosen), addressOf(scene.spec, chosen))
      )
        outlineSite(surface, scene, chosen, theme.accent, 2.5);
      if (looked !== null && looked !== chosen) outlineSite(surface, scene, looked, theme.text, 1.5);
    },
    readout: (scene) => {
      if (scene === null) return null;
      if (turning.current && box !== null) return boxText(scene, box, t);
      return looked === null || turning.current ? null : siteText(scene, looked, t);
    },
    hover: (scene, at) => {
      // While the block turns, what comes under the pointer is not meant.
      if (scene === null || turning.current) return;
      const site = at === null ? null : siteAtPoint(scene, at);
      if (site !== looked) setLooked(site);
    },
    press: (scene, from, _touch, shift) => {
      if (scene === null) return null;
      return tool === "box" && !shift ? mark(scene, from) : turn(from, shift);
    },
    click: (scene, at) => {
      const site = scene === null ? null : siteAtPoint(scene, at);
      if (scene === null) return;
      if (site !== null) use(scene, site);
      else {
        setBox(null);
        choose(scene.spec, null);
      }
    },
    wheel: (_scene, at, { zoom, pan }) => {
      if (zoom !== 1) look((now) => magnified(now, frame(), zoom, at));
      if (pan !== 0) look((now) => shifted(now, frame(), { x: -pan, y: 0 }));
    },
    pinch: (_scene, at, zoom, moved) => look((now) => shifted(magnified(now, frame(), zoom, at), frame(), moved)),
    key: (scene, event) => (scene === null ? false : keyed(scene, event)),
    describe: (scene) => (scene === null ? t("describe.empty") : describeLattice(scene, t)),
    cursor: () =>
      tool === "box" || tool === "program" || tool === "break" ? "crosshair" : looked !== null ? "pointer" : "grab",
  };

  const turn = (from: Point, shift: boolean) => {
    let last = from;
    return {
      move: (to: Point) => {
        turning.current = true;
        const by = { x: to.x - last.x, y: to.y - last.y };
        last = to;
        look((now) => (shift ? shifted(now, frame(), by) : turned(now, by.x * DRAG_TURN, by.y * DRAG_TURN)));
      },
      end: () => {
        turning.current = false;
      },
    };
  };
  const mark = (scene: LatticeScene, from: Point) => {
    const start = siteAtPoint(scene, from);
    if (start === null) return turn(from, false);
    const first = addressOf(scene.spec, start);
    let marked = sliceOf(first, first);
    return {
      move: (to: Point) => {
        turning.current = true;
        const site = siteAtPoint(scene, to);
        if (site !== null) marked = sliceOf(first, addressOf(scene.spec, site));
        setBox(marked);
      },
      end: (cancelled: boolean) => {
        if (turning.current) say(boxText(scene, marked, t));
        turning.current = false;
        if (cancelled) setBox(null);
      },
    };
  };

  const nowKept = typeof looking === "string" ? undefined : keptViews.find(({ view }) => isSameLook(view, looking));
  const lookFromKept = (number: number): void => {
    const found = keptViews.find((one) => one.number === number);
    if (found !== undefined) setLooking(found.view);
    say(t(found === undefined ? "lattice.keptNone" : "lattice.keptName", { number: String(number) }));
  };
  const keep = (): void => {
    const number = nowKept?.number ?? freeNumber(keptViews);
    if (number === null) {
      say(t("lattice.keptFull"));
      return;
    }
    const now = viewFor(looking, picture.placement, frame());
    setKeptViews(withKept(name, keptViews, number, now));
    setLooking(now);
    say(t("lattice.keptNow", { number: String(number) }));
  };
  const forget = (number: number): void => {
    setKeptViews(withoutKept(name, keptViews, number));
    say(t("lattice.forgotten", { number: String(number) }));
  };

  const walk = (scene: LatticeScene, event: KeyboardEvent): boolean => {
    const shape = scene.spec;
    const next = siteTowards(event.key, event.shiftKey, looked ?? chosen, shape, fittedSlice(part, shape));
    if (next === null) return false;
    setLooked(next);
    if (corner.current !== null) {
      const marked = sliceOf(corner.current, addressOf(shape, next));
      setBox(marked);
      say(boxText(scene, marked, t));
    } else say(siteText(scene, next, t));
    return true;
  };
  const keyed = (scene: LatticeScene, event: KeyboardEvent): boolean => {
    const arrow = ARROWS[event.key];
    const site = looked ?? chosen;
    if (arrow !== undefined && event.shiftKey)
      look((now) => shifted(now, frame(), { x: arrow[0] * KEY_SHIFT, y: arrow[1] * KEY_SHIFT }));
    else if (arrow !== undefined) look((now) => turned(now, arrow[0] * KEY_TURN, arrow[1] * KEY_TURN));
    else if (event.key === "+" || event.key === "=") look((now) => magnified(now, frame(), KEY_ZOOM));
    else if (event.key === "-") look((now) => magnified(now, frame(), 1 / KEY_ZOOM));
    else if (event.key === "0") setLooking(firstLook(options));
    else if (/^[1-9]$/.test(event.key)) lookFromKept(Number(event.key));
    else if (event.key.toLowerCase() === "k") keep();
    else if (event.key === "Enter" && box !== null && settings.box !== null) applyBox();
    else if (event.key === "Enter" && site !== null) use(scene, site);
    else if (event.key === "Delete" && site !== null && settings.break !== null) say(breakSite(scene, site));
    else if (event.key.toLowerCase() === "b" && site !== null) {
      const at = addressOf(scene.spec, site);
      corner.current = corner.current === null ? at : null;
      setBox(sliceOf(at, at));
      say(boxText(scene, sliceOf(at, at), t));
    } else if (event.key === "Escape" && (box !== null || looked !== null || chosen !== null)) {
      corner.current = null;
      setBox(null);
      setLooked(null);
      if (box === null) choose(scene.spec, null);
    } else return walk(scene, event);
    return true;
  };

  // Where motion is not wanted any more, what moved stops.
  useEffect(() => {
    const asked = matchMedia("(prefers-reduced-motion: reduce)");
    const changed = (): void => canvas.current?.invalidate();
    asked.addEventListener("change", changed);
    return () => asked.removeEventListener("change", changed);
  }, []);

  return (
    <div className={styles.root}>
      <LatticeTools
        viewpoint={typeof looking === "string" ? looking : (nowKept?.number ?? "own")}
        kept={keptViews.map(({ number }) => number)}
        onViewpoint={(next) => (typeof next === "number" ? lookFromKept(next) : setLooking(next))}
        tools={toolsOf(settings)}
        tool={tool}
        onTool={(next) => {
          setTool(next);
          if (next !== "box") setBox(null);
        }}
        toggles={[
          { label: t("lattice.xray"), on: xray, flip: () => setXray(!xray) },
          { label: t("lattice.flows"), on: flows, flip: () => setFlows(!flows) },
          { label: t("lattice.wires"), on: wired, flip: () => setWired(!wired) },
        ]}
        shaping={shaping}
        onShaping={() => setShaping(!shaping)}
        onApply={box !== null && settings.box !== null ? applyBox : null}
      />
      {shaping && spec !== null && slice !== null ? (
        <LatticeSliders
          shape={spec}
          slice={slice}
          onSlice={(next) => setPart(isWhole(next, spec) ? null : next)}
          explode={explode}
          onExplode={setExplode}
          scale={kind === "diverging" ? null : kind}
          onScale={setScale}
          onKeep={keep}
          full={nowKept === undefined && freeNumber(keptViews) === null}
          kept={nowKept?.number ?? null}
          onForget={forget}
          onZoom={(factor) => look((now) => magnified(now, frame(), factor))}
          onTurn={(yaw) => look((now) => turned(now, yaw, 0))}
        />
      ) : null}
      <div className={styles.picture} style={{ background: theme.background }}>
        <ViewCanvas
          feed={feed}
          paused={paused}
          label={spec?.label ?? name}
          painter={painter}
          inputs={[name, looking, part, explode, xray, kind, flows, wired, flat, t]}
          depends={() => [
            ...revisions(feed, [name]),
            feed.clock().state,
            picture.eventCount > 0 ? feed.clock().step : null,
          ]}
          gestures
          handle={canvas}
          keys={t("lattice.keys")}
          under={
            failed ? undefined : (
              <GlBoundary onFail={() => setFailed(true)}>
                <Suspense fallback={null}>
                  <LatticeLayer picture={picture} handle={takeCard} onLost={setLost} />
                </Suspense>
              </GlBoundary>
            )
          }
        />
      </div>
    </div>
  );
}

const sliceAt = ({ spec }: LatticeScene, site: number): Slice => {
  const address = addressOf(spec, site);
  return sliceOf(address, address);
};

export const lattice: ViewDeclaration = {
  id: "lattice",
  accepts: { lattice: "lattice" },
  Component: LatticeView,
  csv: ({ feed, channels }) => {
    const name = channels.lattice ?? "";
    const spec = feed.spec(name);
    const data = feed.history(name, "lattice")?.read();
    return spec?.kind !== "lattice" || data === null || data === undefined ? "" : latticeCsv(spec, data);
  },
};
