import type { Pen, Point, Surface } from "../ui/canvas";
import type { ViewTheme } from "../ui/colors";
import { paintsAnything } from "../ui/trialPen";
import type { ViewFeed } from "./_view";
import { type Drawable, frameLoop } from "./frameLoop";
import { withoutSettling } from "./scale";

/** A gesture in progress; `end` is told whether it was broken off. */
export interface Drag {
  move(point: Point): void;
  end(cancelled: boolean): void;
}

/** What a view paints and how it answers; `S` is what hit tests need of the last picture: scales, boxes, data. */
export interface Painter<S> {
  draw(surface: Surface): S;
  /** A layer below the picture, drawn in full in this task; the picture lets it through. Null where there is none now. */
  under?(): HTMLCanvasElement | null;
  /** Cursor, selection and emphasis, on a layer of their own so that pointing repaints no data. */
  overlay?(surface: Surface, scene: S, pointer: Point | null): void;
  /** Value under the pointer, one line per newline; null when there is none. */
  readout?(scene: S, point: Point): string | null;
  /** All that is shown, in words. */
  describe(scene: S): string;
  hover?(scene: S, point: Point | null): void;
  press?(scene: S, point: Point, touch: boolean, shift: boolean): Drag | null;
  click?(scene: S, point: Point): void;
  doubleClick?(scene: S, point: Point): void;
  /** The second button of a mouse, or a long press. Without it they have the meaning that the browser gives them. */
  secondary?(scene: S, point: Point): void;
  /** `zoom` > 1 magnifies; `down` is the way in pixels of a list that scrolls instead. Without it the wheel scrolls the page. */
  wheel?(scene: S, point: Point, move: { readonly zoom: number; readonly pan: number; readonly down: number }): void;
  /** Two fingers: magnifies about their middle, which has `moved`. */
  pinch?(scene: S, point: Point, zoom: number, moved: Point): void;
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
/** While the run goes on, a picture rests for so many times as long as it took to draw: costly ones come less often. */
const REST = 9;

/** A stage as those see it who take pictures of it. */
export type Pictured = Pick<
  CanvasStage<unknown>,
  "base" | "size" | "theme" | "behind" | "draw" | "drawOverlay" | "refresh" | "flattened"
>;

const stages = new WeakMap<Element, Pictured>();

/** The stages of all canvas views below an element, in the order of the document. */
export const stagesIn = (root: ParentNode): readonly Pictured[] =>
  [...root.querySelectorAll("canvas[data-view-canvas]")].flatMap((canvas) => stages.get(canvas) ?? []);

/** What some channels of a feed show now: another list when one of them has changed. */
export const revisions = (feed: ViewFeed, channels: readonly (string | undefined)[]): readonly unknown[] =>
  channels.flatMap((name = "") => {
    const spec = feed.spec(name);
    return spec === undefined ? [] : [spec, feed.history(name, spec.kind)?.revision];
  });

const alike = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/** Two stacked canvases, their size and what of them is out of date. */
export class CanvasStage<S> implements Drawable {
  readonly element: HTMLElement;
  painter: Painter<S>;
  theme: ViewTheme;
  label = "";
  pointer: Point | null = null;
  scene: S | null = null;
  /** The run has gone on without the picture: drawn now, it would be another one. */
  behind = false;
  /** All of the feed that the picture shows; null where every frame may change it. */
  depends: (() => readonly unknown[]) | null = null;
  private readonly elements: StageElements;
  private width = 0;
  private height = 0;
  private ratio = 1;
  private baseDirty = true;
  private overDirty = true;
  private overMarked = false;
  /** A frame has come since the picture was drawn. */
  private fed = false;
  private drawnAt = 0;
  private cost = 0;
  private shown: readonly unknown[] | null = null;
  private describing: ReturnType<typeof setTimeout> | null = null;

  constructor(elements: StageElements, painter: Painter<S>, theme: ViewTheme) {
    this.element = elements.root;
    this.elements = elements;
    this.painter = painter;
    this.theme = theme;
    stages.set(elements.base, this);
  }

  get base(): HTMLCanvasElement {
    return this.elements.base;
  }

  /** In CSS pixels; `ratio` device pixels make one. */
  get size(): { readonly width: number; readonly height: number; readonly ratio: number } {
    const { width, height, ratio } = this;
    return { width, height, ratio };
  }

  /** The picture on the screen in one canvas, with what lies below it. */
  flattened(): HTMLCanvasElement {
    const { base } = this.elements;
    const under = this.painter.under?.() ?? null;
    if (under === null) return base;
    const canvas = document.createElement("canvas");
    canvas.width = base.width;
    canvas.height = base.height;
    const ctx = canvas.getContext("2d");
    if (ctx === null) return base;
    ctx.fillStyle = this.theme.background;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(under, 0, 0, canvas.width, canvas.height);
    ctx.drawImage(base, 0, 0);
    return canvas;
  }

  /** Draws the present picture elsewhere in the same size, without cursor and selection; the one on the screen stays as it is. */
  draw(ctx: Pen, theme: ViewTheme, vector = false): void {
    withoutSettling(() => this.painter.draw({ ctx, ...this.size, theme, vector }));
  }

  /** Draws cursor and selection over a copy of the picture on the screen, as if nothing was pointed at. */
  drawOverlay(ctx: Pen): void {
    if (this.scene !== null) this.painter.overlay?.({ ctx, ...this.size, theme: this.theme }, this.scene, null);
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

  /** A frame has come: the picture is drawn when it would be another one, and when it has rested. */
  feed(): void {
    this.fed = true;
    frameLoop().invalidate(this);
  }

  get restsUntil(): number {
    return this.baseDirty || this.overDirty ? 0 : this.rested;
  }

  private get rested(): number {
    return this.drawnAt + REST * this.cost;
  }

  /** Whether the frames since the last picture ask for another one. */
  private outdated(): boolean {
    if (!this.fed) return false;
    if (performance.now() < this.rested) {
      frameLoop().invalidate(this);
      return false;
    }
    this.fed = false;
    const { shown } = this;
    const now = this.depends?.() ?? null;
    return now === null || shown === null || !alike(now, shown);
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
    if (this.baseDirty || this.outdated()) {
      const start = performance.now();
      this.behind = false;
      this.fed = false;
      this.shown = this.depends?.() ?? null;
      const surface = this.surface(this.elements.base);
      if (this.painter.under !== undefined)
        this.elements.base.getContext("2d")?.clearRect(0, 0, this.width, this.height);
      if (surface !== null) this.scene = this.painter.draw(surface);
      this.overDirty = true;
      this.drawnAt = performance.now();
      this.cost = this.drawnAt - start;
      this.describing ??= setTimeout(() => this.describe(), DESCRIBE_EVERY);
    }
    if (this.overDirty && this.scene !== null) {
      this.paintOver(this.scene);
      this.placeReadout(this.scene);
    }
    this.baseDirty = false;
    this.overDirty = false;
  }

  /** Shows the latest frame now, whether the picture has rested or not. */
  refresh(): void {
    this.cost = 0;
    this.paint();
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

  /** An empty layer that stays empty is left alone. */
  private paintOver(scene: S): void {
    const surface = this.surface(this.elements.over);
    if (surface === null) return;
    const { painter, pointer } = this;
    const marked = paintsAnything(surface.ctx, (ctx) => painter.overlay?.({ ...surface, ctx }, scene, pointer));
    if (!marked && !this.overMarked) return;
    this.overMarked = marked;
    this.elements.over.getContext("2d")?.clearRect(0, 0, this.width, this.height);
    if (marked) painter.overlay?.(surface, scene, pointer);
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
