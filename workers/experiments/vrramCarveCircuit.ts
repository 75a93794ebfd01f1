import type { Arena } from "../memory/arena";
import type { BlockShape } from "../vrram/_block";
import { drivePlanes, selectPillars } from "../vrram/access";
import { VerticalBlock } from "../vrram/block";
import type { LineWires } from "../vrram/carveTransfer";

const MICRO = 1e6;

/** Every voltage and current of the slices for one set of inputs, in double precision, one slice after the other. */
export class LineCircuit {
  /** [layers, columns, rows] A from line to pillar, and down each pillar below the node of a layer. */
  readonly cellCurrent: Float64Array;
  readonly segmentCurrent: Float64Array;
  /** [columns, rows] A out of each pillar; [layers, rows] A out of the driver of each line. */
  readonly pillarCurrent: Float64Array;
  readonly lineCurrent: Float64Array;
  readonly #slice: VerticalBlock;

  /** Before the commit. */
  constructor(
    arena: Arena,
    private readonly shape: BlockShape,
  ) {
    const { layers, columns, rows } = shape;
    this.cellCurrent = new Float64Array(layers * columns * rows);
    this.segmentCurrent = new Float64Array(layers * columns * rows);
    this.pillarCurrent = new Float64Array(columns * rows);
    this.lineCurrent = new Float64Array(layers * rows);
    this.#slice = new VerticalBlock(arena, { layers, columns, rows: 1 }, "lumped");
  }

  /**
   * @param cells [layers, columns, rows] µS
   * @param volts [layers, rows] V behind the drivers
   */
  solve(cells: ArrayLike<number>, volts: ArrayLike<number>, { driver, pillar, access }: LineWires): void {
    const { layers, rows } = this.shape;
    const slice = this.#slice;
    const conductance = slice.conductance.view;
    slice.wires(0, pillar);
    selectPillars(slice, { kind: "all" }, { on: access, off: access });
    const lines = new Float64Array(layers);
    for (let y = 0; y < rows; y++) {
      for (let at = 0; at < conductance.length; at++) conductance[at] = (cells[at * rows + y] as number) / MICRO;
      for (let layer = 0; layer < layers; layer++) lines[layer] = volts[layer * rows + y] as number;
      drivePlanes(slice, lines, driver);
      slice.factor();
      slice.solve({ tolerance: 0, warm: false });
      const [cell, segment] = [slice.cellCurrent.view, slice.segmentCurrent.view];
      for (let at = 0; at < conductance.length; at++) {
        this.cellCurrent[at * rows + y] = cell[at] as number;
        this.segmentCurrent[at * rows + y] = segment[at] as number;
      }
      slice.pillarCurrent.view.forEach((current, x) => {
        this.pillarCurrent[x * rows + y] = current;
      });
      slice.planeCurrent.view.forEach((current, layer) => {
        this.lineCurrent[layer * rows + y] = current;
      });
    }
  }
}
