import type { Point } from "../../ui/canvas";
import { blendedPixel } from "../../ui/colors";
import { angleOf, type Circle, onCircle } from "./layout";

/**
 * Thousands of chords as a density: how many lines cover each pixel is counted and turned into the opacity that as many faint
 * strokes over each other would have. Stroking them one by one takes some hundred milliseconds, in batches longer still.
 */

/** A chord as a quadratic curve: hugging the rim between neighbours, through the disc between distant nodes. */
export interface Chord {
  readonly start: Point;
  readonly control: Point;
  readonly end: Point;
}

export function chordBetween(circle: Circle, from: number, to: number, nodes: number): Chord {
  const away = Math.abs(from - to);
  const apart = Math.min(away, nodes - away) / nodes;
  const [start, end] = [onCircle(circle, angleOf(from, nodes)), onCircle(circle, angleOf(to, nodes))];
  const pull = 1 - Math.min(0.75, 2.2 * apart);
  const control = {
    x: circle.x + ((start.x + end.x) / 2 - circle.x) * pull,
    y: circle.y + ((start.y + end.y) / 2 - circle.y) * pull,
  };
  return { start, control, end };
}

/** Lines that cover each pixel of a picture, `cover[y * width + x]`; a line along a pixel's middle counts 1. */
export class Density {
  readonly width: number;
  readonly height: number;
  readonly cover: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.cover = new Float32Array(width * height);
  }

  add({ start, control, end }: Chord): void {
    // A parabola leaves its chord by half the way from there to the control point; pieces stay within half a pixel.
    const bend = Math.hypot(control.x - (start.x + end.x) / 2, control.y - (start.y + end.y) / 2) / 2;
    const pieces = Math.max(1, Math.ceil(Math.sqrt(bend / 0.5)));
    let { x, y } = start;
    for (let i = 1; i <= pieces; i++) {
      const u = i / pieces;
      const [a, b, c] = [(1 - u) * (1 - u), 2 * u * (1 - u), u * u];
      const nextX = a * start.x + b * control.x + c * end.x;
      const nextY = a * start.y + b * control.y + c * end.y;
      this.addLine(x, y, nextX, nextY);
      x = nextX;
      y = nextY;
    }
  }

  /** A straight line one pixel wide, shared in every column (of a steep one: row) by the two pixels it passes between. */
  private addLine(x0: number, y0: number, x1: number, y1: number): void {
    const { cover, width, height } = this;
    const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
    // Middles of pixels lie at whole numbers.
    const a0 = (steep ? y0 : x0) - 0.5;
    const b0 = (steep ? x0 : y0) - 0.5;
    const a1 = (steep ? y1 : x1) - 0.5;
    const b1 = (steep ? x1 : y1) - 0.5;
    if (a0 === a1) return;
    const slope = (b1 - b0) / (a1 - a0);
    const weight = Math.sqrt(1 + slope * slope);
    const along = steep ? width : 1;
    const across = steep ? 1 : width;
    const length = steep ? height : width;
    const breadth = steep ? width : height;
    const end = Math.min(length, Math.ceil(Math.max(a0, a1)));
    for (let a = Math.max(0, Math.ceil(Math.min(a0, a1))); a < end; a++) {
      const b = b0 + (a - a0) * slope;
      const low = Math.floor(b);
      if (low < 0 || low + 1 >= breadth) continue;
      const at = a * along + low * across;
      const share = (b - low) * weight;
      cover[at] = (cover[at] as number) + weight - share;
      cover[at + across] = (cover[at + across] as number) + share;
    }
  }

  /** Length of all lines in pixels. */
  get length(): number {
    let sum = 0;
    for (let i = 0; i < this.cover.length; i++) sum += this.cover[i] as number;
    return sum;
  }

  /** Writes pixels (not premultiplied) of one colour, each as opaque as its lines at opacity `alpha` over each other. */
  paint(color: string, alpha: number, words: Uint32Array): void {
    const { cover } = this;
    const base = blendedPixel(color, color, 1) & 0xff_ff_ff;
    const table = Uint32Array.from({ length: LEVELS }, (_, level) => {
      const opacity = 1 - (1 - alpha) ** (level / LEVELS_PER_LINE);
      return ((Math.round(255 * opacity) << 24) | base) >>> 0;
    });
    for (let i = 0; i < cover.length; i++) {
      const level = Math.round((cover[i] as number) * LEVELS_PER_LINE);
      words[i] = table[level < LEVELS ? level : LEVELS - 1] as number;
    }
  }
}

const LEVELS_PER_LINE = 4;
/** As many levels as a thousand lines over each other need. */
const LEVELS = 4096;
