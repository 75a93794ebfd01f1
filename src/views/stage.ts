import type { Point, Surface } from "../ui/canvas";
import type { ViewTheme } from "../ui/colors";
import { type Drawable, frameLoop } from "./frameLoop";

/** A gesture in progress; `end` is told whether it was broken off. */
export interface Drag {
  move(point: Point): void;
  end(cancelled: boolean): void;
}

/** What a view paints and how it answers; `S` is what hit tests need of the last picture: scales, boxes, data. */
export interface Painter<S> {
  draw(surface: Surface): S;
  /** Cursor, selection and emphasis, on a layer of their own so that pointing repaints no data. */
  overlay?(surface: Surface, scene: S, pointer: Point | null): void;
  /** Value under the pointer, one line per newline; null when there is none. */
  readout?(scene: S, point: Point): string | null;
  /** All that is shown, in words. */
  describe(scene: S): string;
  hover?(scene: S, point: Point | null): void;
  press?(scene: S, point: Point, touch: boolean): Drag | null;
  click?(scene: S, point: Point): void;
  doubleClick?(scene: S, point: Point): void;
  /** `zoom` > 1 magnifies. Without it the wheel scrolls the page. */
  wheel?(scene: S, point: Point, move: { readonly zoom: number; readonly pan: number }): void;
  pinch?(scene: S, point: Point, zoom: number): void;
  /** Answers whether the key was used. */
  key?(scene: S, event: KeyboardEvent): boolean;
  /** CSS cursor over a point. */
  cursor?(scene: S, point: Point): string;
}

export interface StageElements {
  readonly root: HTMLElement;
  readonly base: HTMLCanvasElement;
  readonly over: HTMLCanvasElement;
  readonly readout: HTMLElement;
}

/** The text alternative follows a picture after this many ms, and so is never written more often while running. */
const DESCRIBE_EVERY = 1000;

/** Two stacked canvases, their size and what of them is out of date. */
export class CanvasStage<S> implements Drawable {
  readonly element: HTMLElement;
  painter: Painter<S>;
  theme: ViewTheme;
  label = "";
  pointer: Point | null = null;
  scene: S | null = null;
  private readonly elements: StageElements;
  private width = 0;
  private height = 0;
  private ratio = 1;
  private baseDirty = true;
  private overDirty = true;
  private describing: ReturnType<typeof setTimeout> | null = null;

  constructor(elements: StageElements, painter: Painter<S>, theme: ViewTheme) {
    this.element = elements.root;
    this.elements = elements;
    this.painter = painter;
    this.theme = theme;
  }

  /** Repaints in the same task, so that the cleared canvas is never seen. */
  resize(width: number, height: number, ratio: number): void {
    if (width < 1 || height < 1) return;
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    for (const canvas of [this.elements.base, this.elements.over]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.baseDirty = true;
    this.paint();
  }

  invalidate(): void {
    this.baseDirty = true;
    frameLoop().invalidate(this);
  }

  invalidateOverlay(): void {
    this.overDirty = true;
    frameLoop().invalidate(this);
  }

  point(at: Point | null): void {
    this.pointer = at;
    if (this.scene !== null) this.painter.hover?.(this.scene, at);
    this.invalidateOverlay();
  }

  paint(): void {
    if (this.width === 0) return;
    if (this.baseDirty) {
      const surface = this.surface(this.elements.base);
      if (surface !== null) this.scene = this.painter.draw(surface);
      this.overDirty = true;
      this.describing ??= setTimeout(() => this.describe(), DESCRIBE_EVERY);
    }
    if (this.overDirty && this.scene !== null) {
      const surface = this.surface(this.elements.over);
      if (surface !== null) {
        surface.ctx.clearRect(0, 0, this.width, this.height);
        this.painter.overlay?.(surface, this.scene, this.pointer);
      }
      this.placeReadout(this.scene);
    }
    this.baseDirty = false;
    this.overDirty = false;
  }

  /** Brings the text alternative up to date and returns it. */
  describe(): string {
    this.release();
    if (this.scene === null) return this.label;
    const text = this.painter.describe(this.scene);
    this.elements.base.setAttribute("aria-label", `${this.label}. ${text}`);
    return text;
  }

  /** Ends what is still to come. */
  release(): void {
    if (this.describing !== null) clearTimeout(this.describing);
    this.describing = null;
  }

  private surface(canvas: HTMLCanvasElement): Surface | null {
    const ctx = canvas.getContext("2d");
    if (ctx === null) return null;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return { ctx, width: this.width, height: this.height, ratio: this.ratio, theme: this.theme };
  }

  private placeReadout(scene: S): void {
    const { readout } = this.elements;
    const text = this.pointer === null ? null : (this.painter.readout?.(scene, this.pointer) ?? null);
    readout.hidden = text === null;
    if (text === null || this.pointer === null) return;
    if (readout.textContent !== text) readout.textContent = text;
    const { offsetWidth, offsetHeight } = readout;
    const { x, y } = this.pointer;
    // Beside the pointer, on the side where there is room.
    const left = x + 14 + offsetWidth <= this.width ? x + 14 : Math.max(0, x - 14 - offsetWidth);
    const top = Math.max(
      0,
      Math.min(y + 14 + offsetHeight <= this.height ? y + 14 : y - 14 - offsetHeight, this.height - offsetHeight),
    );
    readout.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}
