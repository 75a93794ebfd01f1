import { ohmicVoltage } from "../crossbar/_selectors";
import { OPEN } from "../crossbar/faults";
import type { Kernel } from "../memory/kernel";
import { drivePlanes, readCell, selectPillars } from "../vrram/access";
import type { ChannelSource } from "./_experiment";
import type { BlockCells } from "./vrramCells";
import type { BlockView } from "./vrramCircuit";
import type { VrramParams } from "./vrramParams";
import { siteIn } from "./vrramPattern";
import { Portions } from "./vrramPortions";
import { type BlockSolver, selectorOf } from "./vrramSolver";
import { accessOf, chosen } from "./vrramTerminals";

/**
 * What the number of layers does to a read and to a product: the present block with its highest layers cut off, one after the
 * other, planes taken as single nodes.
 */

/** Selectors are solved step by step: the largest blocks would keep a page waiting, and have no curves. */
const MOST_BENT = 32_768;
/** Linear solves that a read through selectors takes, in the time of one of bare cells. */
const BENT_SOLVES = 30;
const TOLERANCE = 1e-10;
const NOWHERE: Reading = { on: Number.NaN, off: Number.NaN, now: Number.NaN };

const OTHERS = ["grounded", "floating"] as const;
type Others = (typeof OTHERS)[number];

/** Currents (A) of the chosen pillar while its cell is on, off, and as it is. */
export interface Reading {
  readonly on: number;
  readonly off: number;
  readonly now: number;
}

export const marginOf = ({ on, off }: Reading): number => (on - off) / on;

/** Reads with planes of one node, in a circuit of their own. */
export class Reader {
  constructor(
    private readonly kernel: Kernel,
    private readonly view: BlockView,
    private readonly cells: BlockCells,
    private readonly params: () => VrramParams,
  ) {}

  /** The chosen cell, in the layer it has or the highest there is, of a block of so many layers. */
  #siteOf(layers: number): number {
    const { read } = this.params();
    return siteIn(this.params(), { ...read, layer: Math.min(chosen(this.params()).layer, layers - 1) });
  }

  /** False where a block is too large for its curves. */
  get #solvable(): boolean {
    return !this.view.bent || this.view.conductance.length <= MOST_BENT;
  }

  /** The lowest layers alone: what is cut off above has no part in any current. */
  #cut(layers: number): BlockSolver {
    const { columns, rows } = this.params().block;
    const { wires } = this.params();
    const probe = this.view.probe(this.view.bent);
    probe.conductance.set(this.view.present());
    probe.conductance.fill(0, layers * columns * rows);
    probe.circuit.wires(wires.plane, wires.pillar);
    probe.touch();
    return probe;
  }

  /** The current out of the chosen pillar while the chosen cell conducts on, off, and as it does; others as they are. */
  read(layers: number, others: Others): Reading {
    if (!this.#solvable) return NOWHERE;
    const { read, wires } = this.params();
    const { columns, rows } = this.params().block;
    const site = this.#siteOf(layers);
    const pillar = site % (columns * rows);
    const layer = (site - pillar) / (columns * rows);
    const place = { layer, x: Math.floor(pillar / rows), y: pillar % rows };
    const probe = this.#cut(layers);
    const now = probe.conductance[site] as number;
    const access = accessOf(this.params());
    readCell(probe.circuit, place, { volts: read.volts, others, driver: wires.driver, access });
    return this.view.bent ? this.#bent(probe, site, pillar, now) : this.#linear(probe, site, pillar, now);
  }

  /**
   * Two solutions tell the current for every conductance g of the cell: with V between its ends while it is open, and R what
   * it sees, it carries V g / (1 + R g), and the pillar takes a fixed share of that on top of what it has without.
   */
  #linear(probe: BlockSolver, site: number, pillar: number, now: number): Reading {
    const { circuit } = probe;
    const solve = (value: number) => {
      probe.conductance[site] = value;
      probe.touch();
      probe.solve(this.params(), { tolerance: TOLERANCE, warm: false });
      return circuit.pillarCurrent.view[pillar] as number;
    };
    const { low, high } = this.cells.ends;
    const without = solve(0);
    const across = (circuit.planeNodes.view[site] as number) - (circuit.pillarNodes.view[site] as number);
    const known = high > 0 ? high : 1e-6;
    const with_ = solve(known);
    const carried = circuit.cellCurrent.view[site] as number;
    const resistance = across / carried - 1 / known;
    const at = (value: number): number =>
      without + ((with_ - without) / carried) * ((across * value) / (1 + resistance * value));
    return { on: at(high), off: at(low), now: at(now) };
  }

  #bent(probe: BlockSolver, site: number, pillar: number, now: number): Reading {
    const solve = (value: number, warm: boolean): number => {
      probe.conductance[site] = value;
      const solved = probe.solve(this.params(), { tolerance: TOLERANCE, warm });
      return solved ? (probe.circuit.pillarCurrent.view[pillar] as number) : Number.NaN;
    };
    const { low, high } = this.cells.ends;
    return { now: solve(now, false), on: solve(high, true), off: solve(low, true) };
  }

  /** Shares of the chosen pillar's current that are lost, all planes at the read voltage: in all, and by the transistor alone. */
  loss(layers: number): readonly [all: number, access: number] {
    if (!this.#solvable) return [Number.NaN, Number.NaN];
    const { read, wires, block } = this.params();
    const probe = this.#cut(layers);
    const { x, y } = chosen(this.params());
    const pillar = x * block.rows + y;
    let sum = 0;
    for (let site = pillar; site < probe.conductance.length; site += block.columns * block.rows)
      sum += probe.conductance[site] as number;
    selectPillars(probe.circuit, { kind: "all" }, accessOf(this.params()));
    drivePlanes(
      probe.circuit,
      Array.from({ length: block.layers }, () => read.volts),
      wires.driver,
    );
    const solved = probe.solve(this.params(), { tolerance: TOLERANCE, warm: false });
    const current = solved ? (probe.circuit.pillarCurrent.view[pillar] as number) : Number.NaN;
    const lost = 1 - current / (read.volts * sum);
    // What is left of an exact solution is rounding.
    return [Math.abs(lost) < TOLERANCE ? 0 : lost, this.#lostBelow(sum)];
  }

  /** Share of the current that is lost where cells of so many S in all hang on a transistor and nothing else. */
  #lostBelow(sum: number): number {
    const { read, wires } = this.params();
    const access = wires.accessOn * sum;
    if (!this.view.bent) return access / (1 + access);
    // The share that is left falls as more is left for the transistor.
    let [least, most] = [0, 1];
    for (let turn = 0; turn < 50; turn++) {
      const left = (least + most) / 2;
      const volts = read.volts * (1 - access * left);
      if (ohmicVoltage(this.kernel, selectorOf(this.params()), volts) > left * read.volts) least = left;
      else most = left;
    }
    return 1 - least;
  }

  /** A that the chosen cell would carry alone. */
  alone(layers: number): number {
    const site = this.#siteOf(layers);
    const volts = this.params().read.volts;
    return this.cells.codes()[site] === OPEN ? 0 : volts * (this.cells.target.view[site] as number);
  }
}

/** Curves over the number of layers, by their channels. */
export function heightCurves(
  view: BlockView,
  reader: Reader,
  params: () => VrramParams,
): Readonly<Record<"margin" | "readCurrents" | "loss", ChannelSource>> {
  const { layers, columns, rows } = params().block;
  const sites = layers * columns * rows;
  const empty = (series: number) => new Float32Array(series * layers).fill(Number.NaN);
  const [margin, currents, loss] = [empty(2), empty(3), empty(2)];
  const counts = Float32Array.from({ length: layers }, (_, k) => k + 1);
  const key = () => `${view.around} ${JSON.stringify(chosen(params()))}`;
  const reads = new Portions({
    cases: OTHERS.length * layers,
    get cells() {
      return (view.bent ? BENT_SOLVES : 2) * sites;
    },
    key,
    solve(at) {
      const series = at % OTHERS.length;
      const k = (at - series) / OTHERS.length;
      const reading = reader.read(k + 1, OTHERS[series] as Others);
      margin[series * layers + k] = marginOf(reading);
      currents[(1 + series) * layers + k] = reading.now;
      currents[k] = reader.alone(k + 1);
    },
  });
  const products = new Portions({
    cases: layers,
    get cells() {
      return (view.bent ? BENT_SOLVES : 1) * sites;
    },
    key,
    solve(k) {
      [loss[k], loss[layers + k]] = reader.loss(k + 1);
    },
  });
  return {
    margin: reads.source(counts, margin),
    readCurrents: reads.source(counts, currents),
    loss: products.source(counts, loss),
  };
}
