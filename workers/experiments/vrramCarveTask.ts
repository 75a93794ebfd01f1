import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { DIGIT_CLASSES, type DigitStream, drawDigit } from "../tasks/digits";

/** What the block learns to name: digits as [layers, rows] pixels, columns of the picture along the layers. */

/** A digit is drawn with so many pixels along an edge, then brought to the size of the block. */
const LEAST_SIDE = 16;
const MOST_SIDE = 32;

/** Parts that pixels of a line of `from` have in each of `to` parts of the same length, as [pixel, weight]. */
function overlaps(from: number, to: number): readonly (readonly (readonly [pixel: number, weight: number])[])[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, k) => {
    const [start, end] = [k * scale, (k + 1) * scale];
    const parts: (readonly [number, number])[] = [];
    for (let pixel = Math.floor(start); pixel < Math.min(from, Math.ceil(end)); pixel++) {
      parts.push([pixel, (Math.min(end, pixel + 1) - Math.max(start, pixel)) / scale]);
    }
    return parts;
  });
}

interface Drawn {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly there: Uint8Array;
}

/** Digits of the last seeds and sizes: an edit builds the block anew, and its pictures are the same. */
const drawn: Partial<Record<DigitStream, Drawn>> = {};

function drawnDigits(stream: DigitStream, key: string, count: number, pixels: number): Drawn {
  const last = drawn[stream];
  if (last?.key === key && last.there.length >= count) return last;
  const next = { key, bytes: new Uint8Array(count * pixels), there: new Uint8Array(count) };
  if (last?.key === key) {
    next.bytes.set(last.bytes);
    next.there.set(last.there);
  }
  drawn[stream] = next;
  return next;
}

/** Pictures of one stream, drawn when they are first needed, so that nothing waits for all of them. */
export class CarvePictures {
  readonly #bytes: Block<"u8">;
  readonly #placed: Uint8Array;
  readonly #drawn: Drawn;
  readonly #side: number;
  readonly #across: ReturnType<typeof overlaps>;
  readonly #down: ReturnType<typeof overlaps>;
  readonly #ink: Float32Array;
  readonly #pixels: number;

  /** Before the commit. */
  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    private readonly seed: number,
    private readonly stream: DigitStream,
    readonly count: number,
    private readonly classes: number,
    { layers, rows }: { readonly layers: number; readonly rows: number },
  ) {
    this.#pixels = layers * rows;
    this.#side = Math.min(MOST_SIDE, Math.max(LEAST_SIDE, layers, rows));
    this.#across = overlaps(this.#side, layers);
    this.#down = overlaps(this.#side, rows);
    this.#ink = new Float32Array(this.#side * this.#side);
    this.#placed = new Uint8Array(count);
    this.#bytes = arena.alloc("fixed", "u8", count * this.#pixels);
    this.#drawn = drawnDigits(stream, `${seed} ${layers} ${rows} ${classes}`, count, this.#pixels);
  }

  label(k: number): number {
    return k % this.classes;
  }

  /** Picture `k` into `out` from `offset` on, [layers, rows] in [0, 1]. */
  write(k: number, out: Float32Array, offset: number): void {
    if (this.#placed[k] === 0) this.#place(k);
    const bytes = this.#bytes.view;
    const from = k * this.#pixels;
    for (let p = 0; p < this.#pixels; p++) out[offset + p] = (bytes[from + p] as number) / 255;
  }

  #place(k: number): void {
    const { bytes, there } = this.#drawn;
    const at = k * this.#pixels;
    if (there[k] === 0) {
      this.#draw(k, bytes, at);
      there[k] = 1;
    }
    this.#bytes.view.set(bytes.subarray(at, at + this.#pixels), at);
    this.#placed[k] = 1;
  }

  #draw(k: number, bytes: Uint8Array, at: number): void {
    const side = this.#side;
    const number = Math.floor(k / this.classes) * DIGIT_CLASSES + this.label(k);
    drawDigit(this.kernel, this.seed, this.stream, number, side, this.#ink);
    let to = at;
    for (const columns of this.#across) {
      for (const rows of this.#down) {
        let sum = 0;
        for (const [row, part] of rows) {
          for (const [column, weight] of columns) sum += part * weight * (this.#ink[row * side + column] as number);
        }
        bytes[to++] = Math.round(255 * sum);
      }
    }
  }
}
