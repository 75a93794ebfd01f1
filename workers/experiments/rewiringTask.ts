import type { ExampleSet } from "../learning/_learning";
import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import { DIGIT_CLASSES, type DigitStream, digitLabel, drawDigit } from "../tasks/digits";
import { picturesOf, readDataFiles } from "./_dataFiles";
import type { DataContext } from "./_experiment";
import type { RewiringParams } from "./rewiringParams";

/** What the network learns: pictures in the arena, and how the task was shifted. */

/** Pictures of one stream; those of the lab are drawn when they are first needed, so that nothing waits for all of them. */
interface Pictures {
  readonly count: number;
  readonly images: Block<"u8">;
  readonly labels: Block<"u8">;
  /** After the commit. */
  place(): void;
  /** Makes sure that a picture is there. */
  draw(index: number): void;
}

interface Drawn {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly there: Uint8Array;
}

/** Digits of the last seeds and sizes: an edit builds the network anew, and its pictures are the same. */
const drawn: Partial<Record<DigitStream, Drawn>> = {};

function drawnDigits(stream: DigitStream, seed: number, side: number, count: number): Drawn {
  const key = `${seed} ${side}`;
  const last = drawn[stream];
  if (last?.key === key && last.there.length >= count) return last;
  const next = { key, bytes: new Uint8Array(count * side * side), there: new Uint8Array(count) };
  if (last?.key === key) {
    next.bytes.set(last.bytes);
    next.there.set(last.there);
  }
  drawn[stream] = next;
  return next;
}

function digitPictures(
  { arena, kernel, seed }: DataContext,
  stream: DigitStream,
  count: number,
  side: number,
): Pictures {
  const size = side * side;
  const images = arena.alloc("fixed", "u8", count * size);
  const labels = arena.alloc("fixed", "u8", count);
  const { bytes, there } = drawnDigits(stream, seed, side, count);
  const placed = new Uint8Array(count);
  const ink = new Float32Array(size);
  return {
    count,
    images,
    labels,
    place() {
      for (let k = 0; k < count; k++) labels.view[k] = digitLabel(k);
    },
    draw(index) {
      if (placed[index] === 1) return;
      placed[index] = 1;
      const at = index * size;
      if (there[index] === 0) {
        drawDigit(kernel, seed, stream, index, side, ink);
        for (let p = 0; p < size; p++) bytes[at + p] = Math.round(255 * (ink[p] as number));
        there[index] = 1;
      }
      images.view.set(bytes.subarray(at, at + size), at);
    },
  };
}

interface Read {
  readonly key: string;
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly labels: Uint8Array;
}

/** Pictures of the last files, brought to the size of the network. */
const read: Partial<Record<DigitStream, Read>> = {};

function readPictures(
  context: DataContext,
  stream: DigitStream,
  { task, network: { side } }: RewiringParams,
): Read | null {
  const { images, labels, testImages, testLabels } = task;
  const key = JSON.stringify([images, labels, testImages, testLabels, task[stream], side]);
  const last = read[stream];
  if (last?.key === key) return last;
  const files = readDataFiles(context, task);
  if (files === null) return null;
  const set = picturesOf(files[stream], task[stream], side);
  const bytes = Uint8Array.from(set.images, (ink) => Math.round(255 * ink));
  const next = { key, count: set.count, bytes, labels: set.labels };
  read[stream] = next;
  return next;
}

function filePictures(arena: Arena, { count, bytes, labels: given }: Read): Pictures {
  const images = arena.alloc("fixed", "u8", bytes.length);
  const labels = arena.alloc("fixed", "u8", count);
  return {
    count,
    images,
    labels,
    place() {
      images.view.set(bytes);
      labels.view.set(given);
    },
    draw: () => undefined,
  };
}

export class RewiringTask {
  readonly train: ExampleSet;
  readonly test: ExampleSet;
  /** [pixels] the pixel of the picture that each input sees. */
  readonly permutation: Block<"u32">;
  /** [classes] the name that each class is taught by. */
  readonly names: Block<"u8">;
  readonly #random: RandomStream;
  readonly #train: Pictures;
  readonly #test: Pictures;

  constructor(context: DataContext, params: RewiringParams) {
    const { arena, kernel } = context;
    const { side } = params.network;
    const pixels = side * side;
    this.permutation = arena.alloc("state", "u32", pixels);
    this.names = arena.alloc("state", "u8", DIGIT_CLASSES);
    this.#random = new RandomStream(kernel, arena, "shift");
    const pictures = (stream: DigitStream): Pictures => {
      const files = readPictures(context, stream, params);
      if (files === null) return digitPictures(context, stream, params.task[stream], side);
      return filePictures(arena, files);
    };
    this.#train = pictures("train");
    this.#test = pictures("test");
    const set = ({ count, images, labels }: Pictures): ExampleSet => ({
      count,
      pixels,
      images,
      labels,
      permutation: this.permutation,
      names: this.names,
    });
    this.train = set(this.#train);
    this.test = set(this.#test);
  }

  /** After the commit. */
  init(seed: number): void {
    this.#train.place();
    this.#test.place();
    for (let i = 0; i < this.permutation.length; i++) this.permutation.view[i] = i;
    for (let c = 0; c < DIGIT_CLASSES; c++) this.names.view[c] = c;
    this.#random.seed(seed);
  }

  /** Makes sure that training pictures `order[first]` to `order[first + count - 1]` are there. */
  drawBatch(order: ArrayLike<number>, first: number, count: number): void {
    for (let k = first; k < first + count; k++) this.#train.draw(order[k] as number);
  }

  /** Makes sure that test pictures `first` to `first + count - 1` are there. */
  drawTests(first: number, count: number): void {
    for (let k = first; k < first + count; k++) this.#test.draw(k);
  }

  /** The name that test picture `k` should be given. */
  nameOf(k: number): number {
    return this.names.view[this.test.labels.view[k] as number] as number;
  }

  /** Test picture `k` as the inputs see it, [pixels] in [0, 1]. */
  seen(k: number): Float32Array {
    this.drawTests(k, 1);
    const { pixels, images } = this.test;
    return Float32Array.from(this.permutation.view, (pixel) => (images.view[k * pixels + pixel] as number) / 255);
  }

  shift(kind: "pixels" | "labels"): void {
    const names = this.names.view;
    if (kind === "labels") {
      for (let c = 0; c < names.length; c++) names[c] = ((names[c] as number) + 1) % DIGIT_CLASSES;
      return;
    }
    const pixels = this.permutation.view;
    for (let i = pixels.length - 1; i > 0; i--) {
      const j = this.#random.below(i + 1);
      const pixel = pixels[i] as number;
      pixels[i] = pixels[j] as number;
      pixels[j] = pixel;
    }
  }
}
