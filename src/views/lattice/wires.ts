import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import { ROW } from "./cells";
import { REACH, type Slice } from "./shape";

/** Wires of the part of a block that is shown: lines or edges of planes, and pillars. */

/** How a wire is drawn, by the numbers that programs know them by. */
export const WIRE = { pillar: 0, off: 1, driven: 2, floating: 3 } as const;
/** Numbers of a wire: places of both ends (x, layer, y), voltage from -1 to 1, and how it is drawn. */
export const WIRE_SIZE = 8;
/** Numbers of a sheet: layer, voltage from -1 to 1, 1 where it floats. */
export const SHEET_SIZE = 3;

/** The largest voltage, and the layers' or lines' own as shares of it. */
export function largestVoltage(voltages: Float32Array): number {
  let most = 0;
  for (const volts of voltages) if (Math.abs(volts) > most) most = Math.abs(volts);
  return most;
}

export class Wires {
  /** Numbers of all wires, padded to rows of a picture of `ROW` times four numbers; rows with a change are dirty. */
  numbers = new Float32Array(0);
  dirty = new Uint8Array(0);
  count = 0;
  sheets = new Float32Array(0);
  sheetCount = 0;
  /** Rises when anything has changed. */
  version = 0;
  private changed = false;

  /** @param fromAbove the upper planes are nearer to the eye: sheets are listed from back to front */
  update(spec: LatticeSpec, { voltages, selected }: LatticeData, { from, to }: Slice, fromAbove: boolean): void {
    const { rows, lines } = spec;
    const layers = to.layer - from.layer + 1;
    const [wide, deep] = [to.x - from.x + 1, to.y - from.y + 1];
    const wires = wide * deep + layers * (lines ? deep : 4);
    const pictureRows = Math.ceil((WIRE_SIZE * wires) / (4 * ROW));
    if (this.dirty.length !== pictureRows) {
      this.numbers = new Float32Array(pictureRows * 4 * ROW);
      this.dirty = new Uint8Array(pictureRows).fill(1);
    }
    if (this.sheets.length < SHEET_SIZE * layers) this.sheets = new Float32Array(SHEET_SIZE * layers);
    const before = [this.count, this.sheetCount];
    this.changed = false;
    this.count = 0;
    const most = largestVoltage(voltages) || 1;
    const left = from.x === 0 ? -REACH.driver : from.x - 0.5;
    const [right, front, back] = [to.x + 0.5, from.y - 0.5, to.y + 0.5];
    for (let layer = from.layer; layer <= to.layer; layer++) {
      if (lines) {
        for (let y = from.y; y <= to.y; y++) {
          const volts = voltages[layer * rows + y] as number;
          this.wire(left, layer, y, right, layer, y, volts / most);
        }
        continue;
      }
      const share = (voltages[layer] as number) / most;
      this.wire(left, layer, front, right, layer, front, share);
      this.wire(left, layer, back, right, layer, back, share);
      this.wire(left, layer, front, left, layer, back, share);
      this.wire(right, layer, front, right, layer, back, share);
    }
    const top = to.layer + REACH.top;
    const bottom = from.layer === 0 ? -REACH.bottom : from.layer - 0.5;
    for (let x = from.x; x <= to.x; x++)
      for (let y = from.y; y <= to.y; y++)
        this.put(x, top, y, x, bottom, y, 0, selected[x * rows + y] === 0 ? WIRE.off : WIRE.pillar);
    this.sheetCount = 0;
    if (!lines)
      for (let l = 0; l < layers; l++) {
        const layer = fromAbove ? from.layer + l : to.layer - l;
        const share = (voltages[layer] as number) / most;
        const base = SHEET_SIZE * this.sheetCount++;
        this.set(this.sheets, base, layer);
        this.set(this.sheets, base + 1, Number.isNaN(share) ? 0 : share);
        this.set(this.sheets, base + 2, Number.isNaN(share) ? 1 : 0);
      }
    if (this.changed || before[0] !== this.count || before[1] !== this.sheetCount) this.version++;
  }

  private wire(x1: number, l1: number, y1: number, x2: number, l2: number, y2: number, share: number): void {
    const floats = Number.isNaN(share);
    this.put(x1, l1, y1, x2, l2, y2, floats ? 0 : share, floats ? WIRE.floating : WIRE.driven);
  }

  private put(
    x1: number,
    l1: number,
    y1: number,
    x2: number,
    l2: number,
    y2: number,
    share: number,
    style: number,
  ): void {
    const base = WIRE_SIZE * this.count++;
    const { numbers } = this;
    this.set(numbers, base, x1);
    this.set(numbers, base + 1, l1);
    this.set(numbers, base + 2, y1);
    this.set(numbers, base + 3, share);
    this.set(numbers, base + 4, x2);
    this.set(numbers, base + 5, l2);
    this.set(numbers, base + 6, y2);
    this.set(numbers, base + 7, style);
  }

  private set(numbers: Float32Array, at: number, value: number): void {
    const single = Math.fround(value);
    if (numbers[at] === single) return;
    numbers[at] = single;
    this.changed = true;
    if (numbers === this.numbers) this.dirty[(at / (4 * ROW)) | 0] = 1;
  }
}
