import { WiringStream } from "../math/random";
import type { Kernel } from "../memory/kernel";
import type { LabelledImages } from "./_task";

/**
 * Handwriting-like digits drawn by a procedure, so that the lab needs no downloads: a skeleton of strokes in the unit
 * square, bent, scaled, sheared, turned and shifted at random, then drawn with a soft pen and noise.
 *
 * Every picture follows from (seed, stream, number) alone, whichever others are drawn. Difficulty at 14 x 14 pixels (3000
 * to learn from, 1000 to judge by): nearest centroid about 0.80, nearest neighbour 0.90, softmax regression 0.90.
 */

export const DIGIT_CLASSES = 10;

/** Pixels along an edge that are worth an array of their own: 64, 196, 256 and 784 rows. */
export const DIGIT_SIZES = [8, 14, 16, 28] as const;

/** Pictures of different streams share nothing. */
export type DigitStream = "train" | "test";

type Transcendentals = Pick<Kernel, "cos" | "log" | "log1p">;
type Point = readonly [x: number, y: number];
type Stroke = readonly Point[];

const DEGREE = Math.PI / 180;

/** Arc of an ellipse from one angle to another (degrees; 0 to the right, 90 down), a vertex every 20 degrees or less. */
function arc(kernel: Transcendentals, centre: Point, radius: Point, from: number, to: number): Point[] {
  const pieces = Math.ceil(Math.abs(to - from) / 20);
  return Array.from({ length: pieces + 1 }, (_, k) => {
    const angle = (from + ((to - from) * k) / pieces) * DEGREE;
    return [
      centre[0] + radius[0] * kernel.cos(angle),
      centre[1] + radius[1] * kernel.cos(angle - Math.PI / 2),
    ] as const;
  });
}

/** Strokes of a digit in the unit square, y down; where people differ, the dice decide. */
function skeleton(kernel: Transcendentals, digit: number, random: WiringStream): Stroke[] {
  const bend = (centre: Point, radius: Point, from: number, to: number) => arc(kernel, centre, radius, from, to);
  switch (digit) {
    case 0:
      return [bend([0.5, 0.5], [0.26, 0.38], 0, 360)];
    case 1: {
      const serif: Stroke[] =
        random.uniform() < 0.5
          ? [
              [
                [0.36, 0.26],
                [0.52, 0.12],
              ],
            ]
          : [];
      return [
        [
          [0.52, 0.12],
          [0.52, 0.88],
        ],
        ...serif,
      ];
    }
    case 2:
      return [[...bend([0.5, 0.32], [0.24, 0.2], -170, 40), [0.28, 0.86], [0.76, 0.86]]];
    case 3:
      return [bend([0.47, 0.31], [0.22, 0.19], -150, 90), bend([0.47, 0.69], [0.25, 0.19], -90, 150)];
    case 4: {
      const top = random.uniform() < 0.5 ? 0.12 : 0.4;
      return [
        [
          [0.62, 0.12],
          [0.24, 0.62],
          [0.8, 0.62],
        ],
        [
          [0.62, top],
          [0.62, 0.88],
        ],
      ];
    }
    case 5:
      return [[[0.72, 0.13], [0.34, 0.13], [0.31, 0.46], ...bend([0.48, 0.65], [0.25, 0.22], -115, 140)]];
    case 6:
      return [[[0.62, 0.12], [0.4, 0.38], ...bend([0.5, 0.67], [0.22, 0.21], 200, -160)]];
    case 7: {
      const bar: Stroke[] =
        random.uniform() < 0.3
          ? [
              [
                [0.42, 0.5],
                [0.72, 0.5],
              ],
            ]
          : [];
      return [
        [
          [0.26, 0.14],
          [0.74, 0.14],
          [0.44, 0.88],
        ],
        ...bar,
      ];
    }
    case 8:
      return [bend([0.5, 0.31], [0.19, 0.18], 0, 360), bend([0.5, 0.69], [0.23, 0.2], 0, 360)];
    default:
      return [[...bend([0.5, 0.34], [0.21, 0.21], 20, 380), [0.66, 0.5], [0.58, 0.88]]];
  }
}

const normal = (kernel: Transcendentals, random: WiringStream): number => {
  const radius = Math.sqrt(-2 * kernel.log(1 - random.uniform()));
  return radius * kernel.cos(2 * Math.PI * random.uniform());
};

/** A random map of the plane: three waves along each axis, then scale, shear, rotation and shift about the centre. */
function distortion(kernel: Transcendentals, random: WiringStream): (point: Point) => Point {
  const waves = () =>
    Array.from({ length: 3 }, () => {
      const amplitude = 0.035 * normal(kernel, random);
      const frequency = 1 + 2 * random.uniform();
      return [amplitude, frequency, random.uniform()] as const;
    });
  const [alongX, alongY] = [waves(), waves()];
  const bent = (set: ReturnType<typeof waves>, at: number): number =>
    set.reduce(
      (sum, [amplitude, frequency, phase]) =>
        sum + amplitude * kernel.cos(2 * Math.PI * (frequency * at + phase) - Math.PI / 2),
      0,
    );
  const draw = (spread: number) => spread * normal(kernel, random);
  const [scaleX, scaleY] = [1 + draw(0.096), 1 + draw(0.096)];
  const shear = draw(0.132);
  const turn = draw(9.6 * DEGREE);
  const [cos, sin] = [kernel.cos(turn), kernel.cos(turn - Math.PI / 2)];
  const [shiftX, shiftY] = [draw(0.049), draw(0.049)];
  return ([px, py]) => {
    const [x0, y0] = [px - 0.5, py - 0.5];
    const y = (y0 + bent(alongY, x0)) * scaleY;
    const x = (x0 + bent(alongX, y0)) * scaleX + shear * y;
    return [cos * x - sin * y + shiftX + 0.5, sin * x + cos * y + shiftY + 0.5];
  };
}

/** Strokes as segments, [segments, 4] x0, y0, x1, y1. */
function segmentsOf(strokes: readonly Stroke[]): Float64Array {
  const count = strokes.reduce((sum, { length }) => sum + length - 1, 0);
  const segments = new Float64Array(4 * count);
  let at = 0;
  for (const stroke of strokes) {
    for (let k = 1; k < stroke.length; k++) {
      segments.set([...(stroke[k - 1] as Point), ...(stroke[k] as Point)], at);
      at += 4;
    }
  }
  return segments;
}

/** Square of the distance from a point to the nearest segment. */
function nearest(segments: Float64Array, x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at < segments.length; at += 4) {
    const x0 = segments[at] as number;
    const y0 = segments[at + 1] as number;
    const dx = (segments[at + 2] as number) - x0;
    const dy = (segments[at + 3] as number) - y0;
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
    const ex = x - x0 - along * dx;
    const ey = y - y0 - along * dy;
    least = Math.min(least, ex * ex + ey * ey);
  }
  return least;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The digit that picture `index` of any stream shows: all classes are equally frequent. */
export const digitLabel = (index: number): number => index % DIGIT_CLASSES;

/**
 * Draws one picture.
 *
 * @param size pixels along an edge
 * @param out takes size * size values in [0, 1] from `offset` on, 0 paper and 1 ink
 */
export function drawDigit(
  kernel: Transcendentals,
  seed: number,
  stream: DigitStream,
  index: number,
  size: number,
  out: Float32Array,
  offset = 0,
): void {
  const random = new WiringStream(kernel, seed, `digits ${stream} ${index}`);
  const strokes = skeleton(kernel, digitLabel(index), random);
  const move = distortion(kernel, random);
  const segments = segmentsOf(strokes.map((stroke) => stroke.map(move)));
  const softness = 0.9 / size;
  const halfWidth = 0.035 + 0.035 * random.uniform();
  const contrast = 0.75 + 0.25 * random.uniform();
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const distance = Math.sqrt(nearest(segments, (column + 0.5) / size, (row + 0.5) / size));
      const ink = clamp((halfWidth + softness / 2 - distance) / softness);
      out[offset + row * size + column] = clamp(contrast * ink + 0.08 * normal(kernel, random));
    }
  }
}

/** Pictures `first` to `first + count` of a stream. */
export function digits(
  kernel: Transcendentals,
  seed: number,
  stream: DigitStream,
  count: number,
  size: number,
  first = 0,
): LabelledImages {
  const pixels = size * size;
  const images = new Float32Array(count * pixels);
  const labels = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    drawDigit(kernel, seed, stream, first + k, size, images, k * pixels);
    labels[k] = digitLabel(first + k);
  }
  return { count, pixels, images, labels };
}
