import type { Block } from "../memory/arena";
import type { CellPlane, FixedPointType } from "../neurons/_neuron";
import type { PlaneData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import type { Chosen } from "./neuronCells";

/** The state plane of a cell under the current that flows now. */

const COLUMNS = 24;
const ROWS = 16;
const POINTS = 200;
/** Codes of the protocol. */
const TYPES: readonly FixedPointType[] = ["stableNode", "stableFocus", "saddle", "unstableNode", "unstableFocus"];

/** Points of a nullcline over the extent; those beyond three heights of the picture are left out. */
function nullcline(y: (x: number) => number, { extent }: CellPlane): Float32Array {
  const [[left, right], [low, high]] = [extent.x, extent.y];
  const margin = 3 * (high - low);
  const points = new Float32Array(2 * POINTS);
  for (let i = 0; i < POINTS; i++) {
    const x = left + ((right - left) * i) / (POINTS - 1);
    const value = y(x);
    points[2 * i] = x;
    points[2 * i + 1] = value >= low - margin && value <= high + margin ? value : Number.NaN;
  }
  return points;
}

function field({ flow, extent }: CellPlane): Float32Array {
  const [[left, right], [low, high]] = [extent.x, extent.y];
  const arrows = new Float32Array(2 * COLUMNS * ROWS);
  for (let row = 0; row < ROWS; row++) {
    const y = low + ((high - low) * (row + 0.5)) / ROWS;
    for (let column = 0; column < COLUMNS; column++) {
      const x = left + ((right - left) * (column + 0.5)) / COLUMNS;
      arrows.set(flow(x, y), 2 * (row * COLUMNS + column));
    }
  }
  return arrows;
}

export class PlaneSource implements ChannelSource {
  #cell: Chosen | undefined;
  #current = Number.NaN;
  #revision = 0;

  /**
   * @param cell the cell with its present parameters; another object after every edit
   * @param current the current that flows now, pA
   * @param variables of the cell, size 1
   */
  constructor(
    private readonly cell: () => Chosen,
    private readonly current: () => number,
    private readonly variables: Readonly<Record<string, Block>>,
  ) {}

  /** Rises with edits and with the current; where the cell is between two changes is told by the orbit. */
  get revision(): number {
    const [cell, current] = [this.cell(), this.current()];
    if (cell !== this.#cell || current !== this.#current) this.#revision++;
    this.#cell = cell;
    this.#current = current;
    return this.#revision;
  }

  take(): PlaneData {
    const { model, params } = this.cell();
    const plane = model.plane?.(params, this.current());
    if (plane === undefined) throw new Error(`${model.id} has no plane`);
    const { x, y, extent, reset, fixedPoints } = plane;
    const at = (name: string) =>
      Math.min(this.variables[name]?.view[0] ?? Number.NaN, name === x ? reset.at : Infinity);
    return {
      kind: "plane",
      columns: COLUMNS,
      rows: ROWS,
      extent: Float32Array.of(...extent.x, ...extent.y),
      field: field(plane),
      xNullcline: nullcline(plane.xNullcline, plane),
      yNullcline: nullcline(plane.yNullcline, plane),
      fixedPoints: Float32Array.from(fixedPoints.flatMap((p) => [p.x, p.y, TYPES.indexOf(p.type)])),
      reset: Float32Array.of(reset.at, reset.to, reset.jump),
      point: Float32Array.of(at(x), at(y)),
    };
  }

  clear(): void {}
}
