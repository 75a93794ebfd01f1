import {
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  useContext,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { Point } from "../../ui/canvas";
import { formatValue, symbolText } from "../../ui/format";
import type { ParamEdit } from "../_view";
import { fromDrag, nudge } from "../params";
import { ViewTextContext } from "../strings";
import type { WindowScene } from "./draw";
import styles from "./Handles.module.css";
import { HANDLES, type HandleId, movedValue, type WindowRule } from "./rule";

export interface HandlesPlacer {
  /** Moves the controls onto the handles of a new picture. */
  place(scene: WindowScene): void;
}

export interface HandlesProps {
  readonly rule: WindowRule;
  /** The picture on screen. */
  readonly scene: () => WindowScene | null;
  readonly onActive: (id: HandleId | null) => void;
  readonly onMove: (edit: ParamEdit, phase: "preview" | "commit") => void;
  readonly placer: Ref<HandlesPlacer>;
}

/** Remembers on this device that somebody has found the handles. */
const SEEN = "synaptarium.windowDragged";

const wasSeen = (): boolean => {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    // Storage is denied, e.g. in a sandboxed frame: the mark then shows once per visit.
    return false;
  }
};

const remember = (): void => {
  try {
    localStorage.setItem(SEEN, "1");
  } catch {
    // See `wasSeen`.
  }
};

interface Grip {
  readonly id: HandleId;
  readonly from: number;
  readonly at: Point;
}

/** The handles as sliders: invisible targets of finger size over the drawn ones, for pointer, touch and keyboard. */
export function Handles({ rule, scene, onActive, onMove, placer }: HandlesProps) {
  const t = useContext(ViewTextContext);
  const elements = useRef<Partial<Record<HandleId, HTMLDivElement | null>>>({});
  const mark = useRef<HTMLSpanElement>(null);
  const grip = useRef<Grip | null>(null);
  const typed = useRef<ParamEdit | null>(null);
  const [marked, setMarked] = useState(() => !wasSeen());

  useImperativeHandle(
    placer,
    () => ({
      place: ({ handles }) => {
        for (const id of HANDLES) {
          const { x, y } = handles[id];
          elements.current[id]?.style.setProperty("transform", `translate(${x}px, ${y}px)`);
        }
        const { x, y } = handles.aPlus;
        mark.current?.style.setProperty("transform", `translate(calc(${x - 12}px - 100%), ${y - 34}px)`);
      },
    }),
    [],
  );

  const used = (): void => {
    if (!marked) return;
    setMarked(false);
    remember();
  };

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const shown = scene();
    if (event.button !== 0 || shown === null) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    // Targets may overlap: the nearest handle is meant.
    const distance = (id: HandleId): number => Math.hypot(shown.handles[id].x - at.x, shown.handles[id].y - at.y);
    const id = HANDLES.reduce((best, other) => (distance(other) < distance(best) ? other : best));
    grip.current = { id, from: rule.handles[id].value, at: { x: event.clientX, y: event.clientY } };
    event.currentTarget.setPointerCapture(event.pointerId);
    elements.current[id]?.focus({ preventScroll: true });
    event.preventDefault();
    onActive(id);
  };

  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const edit = dragged(event);
    if (edit === null) return;
    used();
    onMove(edit, "preview");
  };

  const dragged = (event: PointerEvent<HTMLDivElement>): ParamEdit | null => {
    const shown = scene();
    const held = grip.current;
    if (shown === null || held === null) return null;
    const { path, spec } = rule.handles[held.id];
    const interval = shown.x.invert(event.clientX) - shown.x.invert(held.at.x);
    const change = shown.y.invert(event.clientY) - shown.y.invert(held.at.y);
    return { path, value: fromDrag(spec, movedValue(rule, held.id, held.from, { interval, change })) };
  };

  const release = (event: PointerEvent<HTMLDivElement>): void => {
    const edit = dragged(event);
    const held = grip.current;
    grip.current = null;
    onActive(null);
    if (edit !== null && held !== null && edit.value !== held.from) onMove(edit, "commit");
  };

  const key = (event: KeyboardEvent, id: HandleId): void => {
    const { path, spec, value } = rule.handles[id];
    const target = keyTarget(event, spec.min, spec.max, (steps) => nudge(spec, value, steps));
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    used();
    typed.current = { path, value: target };
    onMove(typed.current, "preview");
  };

  /** A key that is held down makes one edit. */
  const settle = (): void => {
    if (typed.current !== null) onMove(typed.current, "commit");
    typed.current = null;
  };

  return (
    <>
      {HANDLES.map((id) => {
        const { spec, value } = rule.handles[id];
        return (
          <div
            key={id}
            ref={(element) => {
              elements.current[id] = element;
            }}
            className={styles.handle}
            data-axis={id.startsWith("a") ? "y" : "x"}
            data-handle={id}
            role="slider"
            tabIndex={0}
            aria-label={`${spec.label} ${symbolText(spec.symbol)}`}
            aria-valuemin={spec.min}
            aria-valuemax={spec.max}
            aria-valuenow={value}
            aria-valuetext={formatValue(value, spec.unit)}
            aria-orientation={id.startsWith("a") ? "vertical" : "horizontal"}
            onPointerDown={down}
            onPointerMove={move}
            onPointerUp={release}
            onPointerCancel={release}
            onKeyDown={(event) => key(event, id)}
            onKeyUp={settle}
            onBlur={settle}
          />
        );
      })}
      {marked && (
        <span ref={mark} className={styles.mark}>
          {t("window.dragMe")} ↘
        </span>
      )}
    </>
  );
}

/** Value after a key of the slider pattern of WAI-ARIA; null when the key means nothing here. */
function keyTarget(event: KeyboardEvent, min: number, max: number, moved: (steps: number) => number): number | null {
  const stride = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case "ArrowUp":
    case "ArrowRight":
      return moved(stride);
    case "ArrowDown":
    case "ArrowLeft":
      return moved(-stride);
    case "PageUp":
      return moved(10);
    case "PageDown":
      return moved(-10);
    case "Home":
      return min;
    case "End":
      return max;
    default:
      return null;
  }
}
