import { type KeyboardEvent, type PointerEvent, type Ref, useImperativeHandle, useRef } from "react";
import type { Point } from "../../ui/canvas";
import styles from "../map/MapHandle.module.css";

export interface SpikePlacer {
  place(at: Point): void;
}

interface Props {
  readonly label: string;
  /** Interval between the spikes as a slider tells it. */
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly text: string;
  /** Called with pixels from where the pointer went down. */
  readonly onDrag: (pixels: number, phase: "preview" | "commit") => void;
  readonly onHold: (held: boolean) => void;
  /** Called with steps to the right, and once when keys are let go. */
  readonly onNudge: (steps: number) => void;
  readonly onSettle: () => void;
  readonly placer: Ref<SpikePlacer>;
}

const STRIDE = 10;

/** A spike as a control: an invisible target of finger size over the drawn grip, for pointer, touch and keyboard. */
export function SpikeHandle(props: Props) {
  const { label, value, range, text, onDrag, onHold, onNudge, onSettle, placer } = props;
  const element = useRef<HTMLDivElement>(null);
  const grip = useRef<{ readonly x: number; moved: boolean } | null>(null);
  useImperativeHandle(
    placer,
    () => ({ place: ({ x, y }) => element.current?.style.setProperty("transform", `translate(${x}px, ${y}px)`) }),
    [],
  );

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    grip.current = { x: event.clientX, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    event.preventDefault();
    onHold(true);
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    if (grip.current === null) return;
    grip.current.moved = true;
    onDrag(event.clientX - grip.current.x, "preview");
  };
  const release = (event: PointerEvent<HTMLDivElement>): void => {
    const held = grip.current;
    grip.current = null;
    if (held === null) return;
    if (held.moved) onDrag(event.clientX - held.x, "commit");
    onHold(false);
  };
  const key = (event: KeyboardEvent): void => {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -STRIDE, PageUp: STRIDE }[
      event.key
    ];
    if (steps === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onNudge(steps * (event.shiftKey ? STRIDE : 1));
  };
  return (
    <div
      ref={element}
      className={styles.handle}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      aria-valuenow={value}
      aria-valuetext={text}
      data-spike-handle
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={key}
      onKeyUp={onSettle}
      onBlur={onSettle}
    />
  );
}
