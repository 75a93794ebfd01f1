import { type KeyboardEvent, useEffect, useRef } from "react";
import styles from "./RangeSlider.module.css";

interface Props {
  readonly label: string;
  /** 0..positions. */
  readonly position: number;
  readonly positions: number;
  /** What a screen reader says instead of the position. */
  readonly valueText: string;
  readonly describedBy?: string;
  readonly disabled?: boolean;
  readonly onMove: (position: number) => void;
  /** Takes a key and says whether it was about the value; the browser's own step is then left out. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  /** The pointer or the key was let go. */
  readonly onDone: () => void;
}

/** A native slider: works with mouse, touch and keyboard, and tells a drag from its end. */
export function RangeSlider({
  label,
  position,
  positions,
  valueText,
  describedBy,
  disabled,
  onMove,
  onKey,
  onDone,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(onDone);
  done.current = onDone;

  // React's onChange is the browser's `input`; only the native `change` tells that the pointer was let go.
  useEffect(() => {
    const element = input.current;
    const finish = () => done.current();
    element?.addEventListener("change", finish);
    return () => element?.removeEventListener("change", finish);
  }, []);

  return (
    <input
      ref={input}
      className={styles.slider}
      style={{ "--share": position / positions } as React.CSSProperties}
      type="range"
      min={0}
      max={positions}
      value={position}
      disabled={disabled}
      aria-label={label}
      aria-valuetext={valueText}
      aria-describedby={describedBy}
      onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
      onKeyDown={(event) => {
        if (onKey?.(event)) event.preventDefault();
      }}
      onKeyUp={() => onDone()}
    />
  );
}
