import { type ReactNode, type Ref, useContext, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { Point } from "../ui/canvas";
import type { ViewFeed } from "./_view";
import { useScalesChanged } from "./compare/ScaleLink";
import { frameLoop } from "./frameLoop";
import { listen } from "./pointer";
import { CanvasStage, type Painter } from "./stage";
import { ViewTextContext } from "./strings";
import { useViewTheme } from "./theme";
import styles from "./ViewCanvas.module.css";

export interface ViewCanvasHandle {
  /** Says something to people who listen. */
  announce(text: string): void;
  invalidate(): void;
  invalidateOverlay(): void;
  /** Moves the reading cursor. */
  point(at: Point): void;
  /** Forgets where the pointer was, e.g. when a control over the canvas has taken it. */
  unpoint(): void;
}

export interface ViewCanvasProps<S> {
  readonly feed: ViewFeed;
  readonly paused: boolean;
  /** Name of the view. */
  readonly label: string;
  readonly painter: Painter<S>;
  /** What the picture depends on besides the feed; cursor and selection belong to the overlay and stay out. */
  readonly inputs: readonly unknown[];
  /** All of the feed that the picture shows, where it need not be drawn again with every frame. */
  readonly depends?: () => readonly unknown[];
  /** The view takes touches for itself instead of letting them scroll the page. */
  readonly gestures?: boolean;
  readonly handle?: Ref<ViewCanvasHandle>;
  /** What its keys do, where it has keys of its own. */
  readonly keys?: string;
  /** A layer below the canvas, which lets it through. */
  readonly under?: ReactNode;
  /** Controls on top of the canvas. */
  readonly children?: ReactNode;
}

/** The shell of every canvas view: size, theme, repainting, pointing, keys, readout and text alternative. */
export function ViewCanvas<S>(props: ViewCanvasProps<S>) {
  const { feed, paused, label, painter, inputs, depends, gestures = false, handle, keys, under, children } = props;
  const t = useContext(ViewTextContext);
  const theme = useViewTheme();
  const root = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const live = useRef<HTMLSpanElement>(null);
  const stage = useRef<CanvasStage<S> | null>(null);
  const last = useRef<readonly unknown[]>([]);
  const first = useRef({ painter, theme });

  const announce = (text: string): void => {
    if (live.current !== null) live.current.textContent = text;
  };

  useLayoutEffect(() => {
    if (root.current === null || base.current === null || over.current === null || readout.current === null) return;
    // A picture that is read with arrow keys is a stop of the Tab key, which JSX linters know of widgets only.
    root.current.tabIndex = 0;
    const elements = { root: root.current, base: base.current, over: over.current, readout: readout.current };
    const made = new CanvasStage<S>(elements, first.current.painter, first.current.theme);
    stage.current = made;
    const remove = frameLoop().add(made);
    const deafen = listen(made, (text) => {
      if (live.current !== null) live.current.textContent = text;
    });
    const resize = (): void => made.resize(elements.root.clientWidth, elements.root.clientHeight, devicePixelRatio);
    const observer = new ResizeObserver(resize);
    observer.observe(elements.root);
    const zoomed = new AbortController();
    window.addEventListener("resize", resize, { signal: zoomed.signal });
    return () => {
      zoomed.abort();
      observer.disconnect();
      deafen();
      remove();
      made.release();
      stage.current = null;
    };
  }, []);

  // Runs after every render: pointing re-renders too, but repaints only the overlay.
  useLayoutEffect(() => {
    const made = stage.current;
    if (made === null) return;
    const now = [...inputs, theme, label, feed, paused, made];
    const same = now.length === last.current.length && now.every((input, i) => Object.is(input, last.current[i]));
    last.current = now;
    made.painter = painter;
    made.depends = depends ?? null;
    made.theme = theme;
    made.label = label;
    if (same) made.invalidateOverlay();
    else made.invalidate();
  });

  useEffect(() => {
    return feed.subscribe(() => {
      if (stage.current === null) return;
      if (paused) stage.current.behind = true;
      else stage.current.feed();
    });
  }, [feed, paused]);

  useScalesChanged(() => {
    if (!paused) stage.current?.invalidate();
  });

  useImperativeHandle(
    handle,
    () => ({
      announce: (text) => {
        if (live.current !== null) live.current.textContent = text;
      },
      invalidate: () => stage.current?.invalidate(),
      invalidateOverlay: () => stage.current?.invalidateOverlay(),
      point: (at) => stage.current?.point(at),
      unpoint: () => stage.current?.point(null),
    }),
    [],
  );

  return (
    <div
      ref={root}
      className={styles.root}
      role="application"
      aria-label={`${label}. ${keys ?? t("describe.keys")}`}
      data-gestures={gestures || undefined}
    >
      {under === undefined ? null : (
        <div className={`${styles.layer} ${styles.over}`} aria-hidden="true">
          {under}
        </div>
      )}
      <canvas ref={base} className={styles.layer} role="img" aria-label={label} data-view-canvas />
      <div className={`${styles.layer} ${styles.over}`} aria-hidden="true">
        <canvas ref={over} className={styles.layer} />
      </div>
      {children}
      <div ref={readout} className={styles.readout} hidden aria-hidden="true" />
      <button type="button" className={styles.describe} onClick={() => announce(stage.current?.describe() ?? "")}>
        {t("describe.button")}
      </button>
      <span ref={live} className={styles.quiet} aria-live="polite" />
    </div>
  );
}
