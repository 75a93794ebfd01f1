import { type KeyboardEvent, type PointerEvent, type Ref, useContext, useImperativeHandle, useRef } from "react";
import { formatValue } from "../../ui/format";
import type { ParamEdit } from "../_view";
import { fromDrag, nudge } from "../params";
import { ViewTextContext } from "../strings";
import type { GrowthScene } from "./draw";
import styles from "./Grips.module.css";
import { bounded, type Handle, type HandleId } from "./handles";

export interface GripsPlacer {
  /** Moves the controls onto the handles of a new picture. */
  place(scene: GrowthScene): void;
}

interface Props {
  readonly handles: readonly Handle[];
  /** Units of calcium and of growth. */
  readonly units: readonly [x: string, y: string];
  readonly scene: () => GrowthScene | null;
  readonly onActive: (id: HandleId | null) => void;
  readonly onMove: (edit: ParamEdit, phase: "preview" | "commit") => void;
  readonly placer: Ref<GripsPlacer>;
}

const STRIDE = 10;

/** Value after a key of the slider pattern of WAI-ARIA; null when the key means nothing here. */
function keyTarget(event: KeyboardEvent, { travel, value }: Handle): number | null {
  const steps = event.shiftKey ? STRIDE : 1;
  switch (event.key) {
    case "ArrowUp":
    case "ArrowRight":
      return nudge(travel, value, steps);
    case "ArrowDown":
    case "ArrowLeft":
      return nudge(travel, value, -steps);
    case "PageUp":
      return nudge(travel, value, STRIDE);
    case "PageDown":
      return nudge(travel, value, -STRIDE);
    case "Home":
      return travel.min;
    case "End":
      return travel.max;
    default:
      return null;
  }
}

/** The handles as sliders: invisible targets of finger size over the drawn ones, for pointer, touch and keyboard. */
export function Grips({ handles, units, scene, onActive, onMove, placer }: Props) {
  const t = useContext(ViewTextContext);
  const elements = useRef<Partial<Record<HandleId, HTMLDivElement | null>>>({});
  const grip = useRef<{ readonly id: HandleId; readonly from: number; readonly x: number; readonly y: number } | null>(
    null,
  );
  const typed = useRef<ParamEdit | null>(null);

  useImperativeHandle(
    placer,
    () => ({
      place: ({ handles: shown, x, y }) => {
        for (const { id, x: left, y: level } of shown)
          elements.current[id]?.style.setProperty("transform", `translate(${x(left)}px, ${y(level)}px)`);
      },
    }),
    [],
  );

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const shown = scene();
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (event.button !== 0 || shown === null || box === undefined) return;
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    // Targets may overlap: the nearest handle is meant.
    const distance = ({ x, y }: Handle): number => Math.hypot(shown.x(x) - at.x, shown.y(y) - at.y);
    const nearest = handles.reduce((best, other) => (distance(other) < distance(best) ? other : best));
    grip.current = { id: nearest.id, from: nearest.value, x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
    elements.current[nearest.id]?.focus({ preventScroll: true });
    event.preventDefault();
    onActive(nearest.id);
  };

  const dragged = (event: PointerEvent<HTMLDivElement>): ParamEdit | null => {
    const [shown, held] = [scene(), grip.current];
    const handle = handles.find(({ id }) => id === held?.id);
    if (shown === null || held === null || handle === undefined) return null;
    const moved =
      held.id === "rate"
        ? held.from + shown.y.invert(event.clientY) - shown.y.invert(held.y)
        : held.from + shown.x.invert(event.clientX) - shown.x.invert(held.x);
    const stepped = held.id === "rate" ? moved : nudge({ ...handle.travel, min: -1 }, moved, 0);
    return { path: handle.path, value: bounded(handle, fromDrag(handle.travel, stepped), handles) };
  };

  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const edit = dragged(event);
    if (edit !== null) onMove(edit, "preview");
  };

  const release = (event: PointerEvent<HTMLDivElement>): void => {
    const edit = dragged(event);
    const held = grip.current;
    grip.current = null;
    onActive(null);
    if (edit !== null && held !== null && edit.value !== held.from) onMove(edit, "commit");
  };

  const key = (event: KeyboardEvent, handle: Handle): void => {
    const target = keyTarget(event, handle);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    typed.current = { path: handle.path, value: bounded(handle, target, handles) };
    onMove(typed.current, "preview");
  };

  /** A key that is held down makes one edit. */
  const settle = (): void => {
    if (typed.current !== null) onMove(typed.current, "commit");
    typed.current = null;
  };

  return handles.map((handle) => {
    const { id, value, travel } = handle;
    return (
      <div
        key={id}
        ref={(element) => {
          elements.current[id] = element;
        }}
        className={styles.grip}
        data-axis={id === "rate" ? "y" : "x"}
        data-handle={id}
        role="slider"
        tabIndex={0}
        aria-label={t(`growthCurve.${id}`)}
        aria-valuemin={travel.min}
        aria-valuemax={travel.max}
        aria-valuenow={value}
        aria-valuetext={formatValue(value, id === "rate" ? units[1] : units[0])}
        aria-orientation={id === "rate" ? "vertical" : "horizontal"}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyDown={(event) => key(event, handle)}
        onKeyUp={settle}
        onBlur={settle}
      />
    );
  });
}
