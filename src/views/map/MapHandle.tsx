import { type KeyboardEvent, type PointerEvent, type Ref, useContext, useImperativeHandle, useRef } from "react";
import type { MapSpec } from "../../../workers/protocol";
import type { Point } from "../../ui/canvas";
import { formatValue } from "../../ui/format";
import { fromDrag, nudge, type Travel } from "../params";
import { ViewTextContext } from "../strings";
import { type MapScene, type Place, presentText } from "./draw";
import styles from "./MapHandle.module.css";

export interface HandlePlacer {
  /** Moves the control onto the present place of a new picture. */
  place(scene: MapScene): void;
}

interface Props {
  /** Null before the channel is there. */
  readonly spec: MapSpec | null;
  readonly scene: () => MapScene | null;
  readonly label: string;
  readonly present: Place;
  readonly onMove: (to: Place, phase: "preview" | "commit") => void;
  readonly onHold: (held: boolean) => void;
  readonly placer: Ref<HandlePlacer>;
}

/** How a hand moves along an axis of a map: within its range. */
const travel = ({ range: [min, max], scale }: MapScene["spec"]["x"]): Travel => ({ kind: "number", min, max, scale });

/** A place under the pointer, within the ranges of the map. */
export const placeAt = ({ spec, x, y }: MapScene, at: Point): Place => [
  fromDrag(travel(spec.x), x.invert(at.x)),
  fromDrag(travel(spec.y), y.invert(at.y)),
];

/** Keys move this many steps with Shift. */
const STRIDE = 10;

/** The present place after a key; null when the key means nothing here. */
function keyed(spec: MapSpec, [x, y]: Place, event: KeyboardEvent): Place | null {
  const steps = event.shiftKey ? STRIDE : 1;
  switch (event.key) {
    case "ArrowLeft":
      return [nudge(travel(spec.x), x, -steps), y];
    case "ArrowRight":
      return [nudge(travel(spec.x), x, steps), y];
    case "ArrowDown":
      return [x, nudge(travel(spec.y), y, -steps)];
    case "ArrowUp":
      return [x, nudge(travel(spec.y), y, steps)];
    default:
      return null;
  }
}

/** The present place as a control: an invisible target of finger size over the drawn one, for pointer, touch and keyboard. */
export function MapHandle({ spec, scene, label, present, onMove, onHold, placer }: Props) {
  const t = useContext(ViewTextContext);
  const element = useRef<HTMLDivElement>(null);
  const grip = useRef<{ readonly dx: number; readonly dy: number; moved: boolean } | null>(null);
  const typed = useRef<Place | null>(null);

  useImperativeHandle(
    placer,
    () => ({
      place: ({ x, y, present: at }) => {
        if (at !== null) element.current?.style.setProperty("transform", `translate(${x(at[0])}px, ${y(at[1])}px)`);
      },
    }),
    [],
  );

  const local = (event: PointerEvent): Point => {
    const box = element.current?.parentElement?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const shown = scene();
    if (event.button !== 0 || shown === null) return;
    const at = local(event);
    grip.current = { dx: shown.x(present[0]) - at.x, dy: shown.y(present[1]) - at.y, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    event.preventDefault();
    onHold(true);
  };

  const dragged = (event: PointerEvent<HTMLDivElement>): Place | null => {
    const shown = scene();
    if (shown === null || grip.current === null) return null;
    const at = local(event);
    return placeAt(shown, { x: at.x + grip.current.dx, y: at.y + grip.current.dy });
  };

  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const to = dragged(event);
    if (to === null || grip.current === null) return;
    grip.current.moved = true;
    onMove(to, "preview");
  };

  const release = (event: PointerEvent<HTMLDivElement>): void => {
    const to = dragged(event);
    const moved = grip.current?.moved ?? false;
    grip.current = null;
    onHold(false);
    if (to !== null && moved) onMove(to, "commit");
  };

  const key = (event: KeyboardEvent): void => {
    const to = spec === null ? null : keyed(spec, typed.current ?? present, event);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    typed.current = to;
    onMove(to, "preview");
  };

  /** A key that is held down makes one edit. */
  const settle = (): void => {
    if (typed.current !== null) onMove(typed.current, "commit");
    typed.current = null;
  };

  return (
    <div
      ref={element}
      className={styles.handle}
      role="slider"
      tabIndex={0}
      aria-label={`${label}. ${t("map.keys")}`}
      aria-valuemin={spec?.x.range[0]}
      aria-valuemax={spec?.x.range[1]}
      aria-valuenow={present[0]}
      aria-valuetext={spec === null ? formatValue(present[0], "1") : presentText(spec, present)}
      data-map-handle
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={key}
      onKeyUp={settle}
      onBlur={settle}
    />
  );
}
