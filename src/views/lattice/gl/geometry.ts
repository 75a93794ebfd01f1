import { BufferAttribute } from "three";

/** Which corners make which triangles; what the corners are is worked out from their numbers. */

/** Three faces of a box, two triangles each, of its seven corners that can be seen; the last corner of each names the face. */
const FACES = [0, 1, 4, 2, 0, 4, 0, 2, 5, 3, 0, 5, 0, 3, 6, 1, 0, 6] as const;
const CORNERS = 7;

/** Triangles of boxes, made for as many as were ever needed. */
export class BoxIndex {
  static readonly SIZE = FACES.length;
  private made = new BufferAttribute(new Uint32Array(0), 1);
  private boxes = 0;

  of(boxes: number): BufferAttribute {
    if (boxes <= this.boxes) return this.made;
    this.boxes = Math.ceil(boxes * 1.25);
    const numbers = new Uint32Array(this.boxes * FACES.length);
    for (let box = 0, at = 0; box < this.boxes; box++)
      for (let i = 0; i < FACES.length; i++) numbers[at++] = box * CORNERS + (FACES[i] as number);
    this.made = new BufferAttribute(numbers, 1);
    return this.made;
  }
}

/** Triangles of strips with four corners each. */
export function stripIndex(strips: number): BufferAttribute {
  const numbers = new Uint32Array(6 * strips);
  for (let strip = 0; strip < strips; strip++)
    numbers.set(
      [0, 1, 2, 2, 1, 3].map((corner) => 4 * strip + corner),
      6 * strip,
    );
  return new BufferAttribute(numbers, 1);
}
