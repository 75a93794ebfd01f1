import { type KeyboardEvent, type PointerEvent, type Ref, useContext, useImperativeHandle, useRef } from "react";
import { formatMeasured } from "../../ui/format";
import { valueScale } from "../map/cells";
import { ViewTextContext } from "../strings";
import type { HeatScene } from "./draw";
import styles from "./Heatmap.module.css";

export interface PenPlacer {
  /** Moves the control to its value on the bar of colours of a new picture. */
  place(scene: HeatScene | null): void;
}

interface Props {
  readonly scene: () => HeatScene | null;
  readonly value: () => number;
  readonly onValue: (value: number) => void;
  readonly placer: Ref<PenPlacer>;
  readonly unit: string;
}

/** A key moves the pen by this share of the bar. */
const NUDGE = 0.02;
const STRIDE = 10;

const scaleOf = ({ coloured, places }: HeatScene) => {
  const { y, height } = places.colourBar;
  return coloured === null ? null : valueScale(coloured.axis, coloured.domain, [y + height, y]);
};

/** The value that a click programs, as a mark on the bar of colours: for pointer, touch and keyboard. */
export function Pen({ scene, value, onValue, placer, unit }: Props) {
  const t = useContext(ViewTextContext);
  const element = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLSpanElement>(null);
  const held = useRef(false);

  const show = (shown: HeatScene | null): void => {
    const scale = shown === null ? null : scaleOf(shown);
    if (shown === null || scale === null || element.current === null) return;
    const { colourBar } = shown.places;
    const [low, high] = shown.coloured?.domain ?? [0, 1];
    const now = Math.min(high, Math.max(low, value()));
    element.current.style.setProperty(
      "transform",
      `translate(${colourBar.x + colourBar.width / 2}px, ${scale(now)}px)`,
    );
    element.current.setAttribute("aria-valuemin", String(low));
    element.current.setAttribute("aria-valuemax", String(high));
    element.current.setAttribute("aria-valuenow", String(now));
    const text = formatMeasured(now, unit);
    element.current.setAttribute("aria-valuetext", text);
    if (label.current !== null) label.current.textContent = text;
  };
  useImperativeHandle(placer, () => ({ place: show }));

  const to = (event: PointerEvent<HTMLDivElement>): void => {
    const shown = scene();
    const scale = shown === null ? null : scaleOf(shown);
    const box = element.current?.parentElement?.getBoundingClientRect();
    if (scale === null || box === undefined) return;
    onValue(scale.invert(event.clientY - box.top));
  };
  const key = (event: KeyboardEvent): void => {
    const shown = scene();
    const scale = shown === null ? null : scaleOf(shown);
    const way = { ArrowUp: -1, ArrowRight: -1, ArrowDown: 1, ArrowLeft: 1 }[event.key];
    if (shown === null || scale === null || way === undefined) return;
    const { y, height } = shown.places.colourBar;
    const at = scale(value()) + way * (event.shiftKey ? STRIDE : 1) * NUDGE * height;
    onValue(scale.invert(Math.min(y + height, Math.max(y, at))));
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={element}
      className={styles.pen}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("heatmap.pen")}
      aria-valuenow={value()}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus({ preventScroll: true });
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (held.current) to(event);
      }}
      onPointerUp={() => {
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
      onKeyDown={key}
    >
      <span ref={label} className={styles.penValue} aria-hidden="true" />
    </div>
  );
}
