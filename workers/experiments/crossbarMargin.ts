import { gateRows, leakOf, SelectorArray } from "../crossbar/nonlinear";
import { type ReadArray, readMargin, SELECTION_SCHEMES } from "../crossbar/schemes";
import { Crossbar } from "../crossbar/solver";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { CurveData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import type { CrossbarArray } from "./crossbarArray";
import type { CrossbarParams } from "./crossbarParams";

/** Read margin against the number of lines, with the wires, drivers and access devices of the present array. */

const SIZES = [4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128] as const;
/** Selectors are solved step by step: their largest arrays would keep a page waiting. */
const MOST_BENT = 64;
const TOLERANCE = 1e-8;

/** Square arrays of their own, each made when it is first needed. */
class Bench {
  readonly circuit: Crossbar;
  readonly #selectors: SelectorArray;

  constructor(n: number) {
    const arena = new Arena(createKernel());
    this.circuit = new Crossbar(arena, n, n, { nonlinear: true });
    this.#selectors = new SelectorArray(arena, this.circuit);
    arena.commit();
  }

  /** The array with the access devices of these parameters. */
  readable({ cell, input }: CrossbarParams): ReadArray {
    const { circuit } = this;
    const { conductance } = this.#selectors;
    if (cell.access === "selector") {
      const selector = { selectivity: cell.selectivity, voltage: input.voltage };
      return { circuit, conductance, solve: () => this.#selectors.solve(selector, TOLERANCE) };
    }
    const gates = { resistance: 1e3 * cell.transistor, leak: leakOf(1e-11, input.voltage) };
    return {
      circuit,
      conductance,
      solve() {
        circuit.sources?.view.fill(0);
        if (cell.access === "transistor") gateRows(circuit, conductance.view, (row) => row === 0, gates);
        else circuit.conductance.view.set(conductance.view);
        circuit.factor();
        return circuit.solve({ tolerance: TOLERANCE, warm: false });
      },
    };
  }
}

/** The curve, one size of array for each time it is taken. */
export class MarginCurve implements ChannelSource {
  readonly #benches = new Map<number, Bench>();
  readonly #y = new Float32Array(SELECTION_SCHEMES.length * SIZES.length).fill(Number.NaN);
  #key = "";
  #done = 0;
  #portions = 0;

  constructor(
    private readonly array: CrossbarArray,
    private readonly params: () => CrossbarParams,
  ) {}

  take(): CurveData {
    this.#begin();
    if (this.#done < SIZES.length) this.#portion();
    return { kind: "curve", x: Float32Array.from(SIZES), y: this.#y.slice() };
  }

  clear(): void {}

  get revision(): number {
    this.#begin();
    return this.#portions + (this.#done < SIZES.length ? 1 : 0);
  }

  settle(): void {
    this.#begin();
    while (this.#done < SIZES.length) this.#portion();
  }

  #begin(): void {
    const { wire, driver, cell, input } = this.params();
    const key = JSON.stringify([wire, driver, cell, input.voltage, this.array.ends]);
    if (key === this.#key) return;
    this.#key = key;
    this.#done = 0;
    this.#y.fill(Number.NaN);
  }

  #portion(): void {
    const k = this.#done++;
    this.#portions++;
    const n = SIZES[k] as number;
    const params = this.params();
    const { wire, driver, input, cell } = params;
    if (cell.access === "selector" && n > MOST_BENT) return;
    const bench = this.#benches.get(n) ?? new Bench(n);
    this.#benches.set(n, bench);
    const { low, high } = this.array.ends;
    const worst = {
      on: high,
      off: low,
      voltage: input.voltage,
      rowWire: wire.row,
      columnWire: wire.column,
      source: driver.source,
      sink: driver.sink,
      sides: driver.sides,
      sinkSides: driver.sides,
    };
    for (const [series, scheme] of SELECTION_SCHEMES.entries()) {
      this.#y[series * SIZES.length + k] = readMargin(bench.readable(params), scheme, worst).margin;
    }
  }
}
