import type { Point } from "../ui/canvas";
import type { CanvasStage, Drag } from "./stage";

/** Pointer, touch, wheel and keyboard of a canvas view, turned into the calls of its painter. */

/** A press that moved less than this is a click. */
const SLOP = 4;
const DOUBLE_TAP_MS = 350;
/** A touch that stays this long where it is means the second button. */
const LONG_PRESS_MS = 500;

export function listen<S>(stage: CanvasStage<S>, announce: (text: string) => void): () => void {
  const { element } = stage;
  const pointers = new Map<number, Point>();
  let drag: Drag | null = null;
  let start: Point | null = null;
  let moved = false;
  let spread = 0;
  let middle: Point = { x: 0, y: 0 };
  let lastTap: { readonly at: number; readonly point: Point } | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const stop = new AbortController();
  const { signal } = stop;

  const locate = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const pinchState = (): { readonly size: number; readonly middle: Point } | null => {
    const [a, b] = [...pointers.values()];
    if (a === undefined || b === undefined) return null;
    return { size: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };
  const finish = (cancelled: boolean): void => {
    drag?.end(cancelled);
    drag = null;
  };

  const second = (point: Point | null): void => {
    start = null;
    finish(true);
    if (stage.scene !== null && point !== null) stage.painter.secondary?.(stage.scene, point);
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !isCanvas(event.target)) return;
    const point = locate(event);
    pointers.set(event.pointerId, point);
    clearTimeout(resting);
    if (pointers.size === 2) {
      finish(true);
      moved = true;
      const pinch = pinchState();
      spread = pinch?.size ?? 0;
      middle = pinch?.middle ?? point;
      return;
    }
    start = point;
    moved = false;
    if (stage.scene === null) return;
    const touch = event.pointerType === "touch";
    if (touch && stage.painter.secondary !== undefined) resting = setTimeout(() => second(point), LONG_PRESS_MS);
    drag = stage.painter.press?.(stage.scene, point, touch, event.shiftKey) ?? null;
    if (drag !== null) element.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const point = locate(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, point);
    if (pointers.size === 2) {
      const pinch = pinchState();
      if (pinch === null || stage.scene === null) return;
      const moved = { x: pinch.middle.x - middle.x, y: pinch.middle.y - middle.y };
      if (spread > 0 && pinch.size > 0) stage.painter.pinch?.(stage.scene, pinch.middle, pinch.size / spread, moved);
      spread = pinch.size;
      middle = pinch.middle;
      return;
    }
    if (start !== null && Math.hypot(point.x - start.x, point.y - start.y) > SLOP) {
      moved = true;
      clearTimeout(resting);
    }
    if (drag !== null && moved) drag.move(point);
    if (isCanvas(event.target)) {
      stage.point(point);
      if (stage.scene !== null) element.style.cursor = stage.painter.cursor?.(stage.scene, point) ?? "";
    }
  };
  const up = (event: PointerEvent): void => {
    const known = pointers.delete(event.pointerId);
    clearTimeout(resting);
    const wasDrag = drag !== null && moved;
    finish(!moved);
    if (!known || moved || wasDrag || start === null || stage.scene === null) {
      start = null;
      return;
    }
    const point = locate(event);
    start = null;
    const again = lastTap !== null && event.timeStamp - lastTap.at < DOUBLE_TAP_MS;
    const { painter } = stage;
    // Where a second click means nothing of its own it is one more click.
    if (
      painter.doubleClick !== undefined &&
      again &&
      lastTap !== null &&
      Math.hypot(point.x - lastTap.point.x, point.y - lastTap.point.y) < 24
    ) {
      lastTap = null;
      painter.doubleClick(stage.scene, point);
      return;
    }
    lastTap = { at: event.timeStamp, point };
    painter.click?.(stage.scene, point);
    if (event.pointerType === "touch") stage.point(point);
  };
  const cancel = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    clearTimeout(resting);
    start = null;
    finish(true);
  };
  const menu = (event: MouseEvent): void => {
    if (stage.painter.secondary === undefined || !(isCanvas(event.target) || event.target === element)) return;
    event.preventDefault();
    // A finger that rests is timed above; the key for a menu means the place of the reading cursor.
    if (pointers.size === 0) second(event.button === 2 ? locate(event) : stage.pointer);
  };
  const leave = (event: PointerEvent): void => {
    if (event.pointerType !== "touch" && drag === null) stage.point(null);
  };
  const wheel = (event: WheelEvent): void => {
    if (stage.painter.wheel === undefined || stage.scene === null || !isCanvas(event.target)) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    const zoom = event.shiftKey ? 1 : Math.exp(-event.deltaY * lines * 0.002);
    stage.painter.wheel(stage.scene, locate(event), { zoom, pan: sideways * lines, down: event.deltaY * lines });
  };
  const key = (event: KeyboardEvent): void => {
    if (event.target !== element || stage.scene === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (stage.painter.key?.(stage.scene, event) === true || readingCursor(stage, event, announce)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  element.addEventListener("pointerdown", down, { signal });
  element.addEventListener("pointermove", move, { signal });
  element.addEventListener("pointerup", up, { signal });
  element.addEventListener("pointercancel", cancel, { signal });
  element.addEventListener("contextmenu", menu, { signal });
  element.addEventListener("pointerleave", leave, { signal });
  element.addEventListener("wheel", wheel, { signal, passive: false });
  element.addEventListener("keydown", key, { signal });
  element.addEventListener("blur", () => stage.point(null), { signal });
  element.addEventListener("focus", () => stage.describe(), { signal });
  return () => {
    stop.abort();
    clearTimeout(resting);
    finish(true);
  };
}

const isCanvas = (target: EventTarget | null): boolean => target instanceof HTMLCanvasElement;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrow keys lead a reading cursor over the picture, which says what a pointer would be told. */
function readingCursor<S>(stage: CanvasStage<S>, event: KeyboardEvent, announce: (text: string) => void): boolean {
  const { scene, painter, element } = stage;
  if (scene === null) return false;
  if (event.key === "Escape" && stage.pointer !== null) {
    stage.point(null);
    return true;
  }
  if (event.key === "Enter" && stage.pointer !== null) {
    painter.click?.(scene, stage.pointer);
    return true;
  }
  const direction = ARROWS[event.key];
  if (direction === undefined) return false;
  const { clientWidth: width, clientHeight: height } = element;
  const from = stage.pointer ?? { x: width / 2, y: height / 2 };
  const stride = event.shiftKey ? 40 : 8;
  const at = {
    x: Math.min(width - 1, Math.max(0, from.x + direction[0] * stride)),
    y: Math.min(height - 1, Math.max(0, from.y + direction[1] * stride)),
  };
  stage.point(at);
  const text = painter.readout?.(scene, at);
  if (text !== null && text !== undefined) announce(text.replaceAll("\n", ", "));
  return true;
}
