import type { BlockCells } from "./vrramCells";
import type { BlockView } from "./vrramCircuit";
import type { VrramParams } from "./vrramParams";
import { siteIn } from "./vrramPattern";
import { chosen } from "./vrramTerminals";

/** What comes out of a block, beside what should: voltages times the conductances that are wanted. */
export class BlockOutputs {
  /** [pillars], or [layers] of a transposed product: A that should come out. */
  ideal: Float64Array = new Float64Array(0);
  #out: Float64Array = new Float64Array(0);
  #solution = -1;

  constructor(
    private readonly view: BlockView,
    private readonly cells: BlockCells,
    private readonly params: () => VrramParams,
  ) {}

  /** Brings everything in line with the present solution. */
  refresh(): void {
    const { view } = this;
    if (!view.solved) view.solve("quick");
    if (this.#solution === view.solution) return;
    this.#solution = view.solution;
    const { transposed } = view.terminals;
    this.ideal = transposed ? this.#planes() : this.#pillars();
    const { pillarCurrent, planeCurrent } = view.circuit;
    this.#out = transposed ? planeCurrent.view.map((current) => -current) : pillarCurrent.view.slice();
  }

  #selected(pillar: number): boolean {
    const { selection } = this.view.terminals;
    const { rows } = this.params().block;
    if (selection.kind === "all") return true;
    const y = pillar % rows;
    return y === selection.y && (selection.kind === "row" || selection.x === (pillar - y) / rows);
  }

  #pillars(): Float64Array {
    const { columns, rows } = this.params().block;
    const target = this.cells.target.view;
    const out = new Float64Array(columns * rows);
    for (const [layer, volt] of this.view.terminals.planes.entries()) {
      if (volt === null || volt === 0) continue;
      const start = layer * out.length;
      for (let at = 0; at < out.length; at++) out[at] = (out[at] as number) + volt * (target[start + at] as number);
    }
    for (let at = 0; at < out.length; at++) if (!this.#selected(at)) out[at] = 0;
    return out;
  }

  #planes(): Float64Array {
    const { layers } = this.params().block;
    const { planes, feet } = this.view.terminals;
    const target = this.cells.target.view;
    const volts = feet.map((volt, at) => (this.#selected(at) ? volt : 0));
    return Float64Array.from({ length: layers }, (_, layer) => {
      if (planes[layer] === null) return 0;
      const start = layer * volts.length;
      let sum = 0;
      for (let at = 0; at < volts.length; at++) sum += (volts[at] as number) * (target[start + at] as number);
      return sum;
    });
  }

  /** Index of the output that is looked at. */
  get #chosen(): number {
    const { layer, x, y } = chosen(this.params());
    return this.view.terminals.transposed ? layer : x * this.params().block.rows + y;
  }

  /** A that should come out of the chosen pillar or plane, and that does; after `refresh`. */
  get wanted(): number {
    const { read } = this.params();
    if (read.what === "cell") return read.volts * (this.cells.target.view[siteIn(this.params(), read)] as number);
    return this.ideal[this.#chosen] as number;
  }

  get out(): number {
    return this.#out[this.#chosen] as number;
  }

  /** Relative error of the chosen output; NaN where nothing should come out. */
  get error(): number {
    return this.wanted === 0 ? Number.NaN : this.out / this.wanted - 1;
  }

  /** Length of the error of all outputs over the length of the ideal ones; of a read of one cell there is none. */
  get productError(): number {
    if (this.params().read.what === "cell") return Number.NaN;
    let [error, whole] = [0, 0];
    for (const [at, should] of this.ideal.entries()) {
      const difference = (this.#out[at] as number) - should;
      error += difference * difference;
      whole += should * should;
    }
    return whole === 0 ? Number.NaN : Math.sqrt(error / whole);
  }

  /** W that the sources deliver. */
  get power(): number {
    const { planeCurrent, planeVoltage, pillarCurrent, pillarVoltage } = this.view.circuit;
    let power = 0;
    for (const [layer, current] of planeCurrent.view.entries()) power += current * (planeVoltage.view[layer] as number);
    for (const [at, current] of pillarCurrent.view.entries()) power -= current * (pillarVoltage.view[at] as number);
    return power;
  }
}
