import type { NortonCircuit } from "../crossbar/_solver";
import { gateRows, leakOf, ohmicVoltage, SelectorArray } from "../crossbar/nonlinear";
import { driveLines, setTerminals } from "../crossbar/schemes";
import { Crossbar } from "../crossbar/solver";
import { transferMatrix } from "../crossbar/transfer";
import type { Arena, Block } from "../memory/arena";
import type { CrossbarArray } from "./crossbarArray";
import type { CrossbarParams } from "./crossbarParams";
import { type CrossbarSize, selectedCell } from "./crossbarSize";

/**
 * The array as a circuit, solved when somebody looks: quickly at first, exactly as soon as nothing has changed between
 * two looks. Nothing of it is part of the state.
 */

/** Residuals: while something changes, at rest, and for those who take only once. */
const TOLERANCE = { quick: 1e-4, rest: 1e-8, exact: 1e-13 } as const;
type Quality = keyof typeof TOLERANCE;
const RANK: Readonly<Record<Quality, number>> = { quick: 1, rest: 2, exact: 3 };

/** What can change: conductances of devices, the circuit around them, voltages of the inputs. */
const CHANGES = ["devices", "cells", "volts"] as const;
type Change = (typeof CHANGES)[number];
/** Parameters of which the devices know nothing. */
const AROUND = /^(wire|driver|selected|converter|energy)\.|^(scheme|compensation|regrow|input\.(kind|row|volts))$/;

/** Parameters that say which cell is selected. */
const SELECTION = /^(scheme|selected\.)/;

/** What leaks through a closed transistor, A. */
const LEAK = 1e-11;

export class CircuitView {
  readonly circuit: Crossbar;
  /** A circuit of the same size for whatever is tried out beside. */
  readonly probe: Crossbar;
  /** [rows, width] conductances of the devices (S), before access devices and gates. */
  readonly devices: Block<"f64">;
  readonly #selectors: SelectorArray;
  readonly #probeSelectors: SelectorArray;
  #stale: Change | "nothing" = "devices";
  /** The nodes of the last solution are worth starting from. */
  #warm = false;
  /** RANK of the present solution; 0 without one. */
  #rank = 0;
  #version = 0;
  #cells = 0;
  #marks = 0;
  #solutions = 0;
  #restSolutions = 0;
  iterations = 0;
  residual = 0;
  /** False where the last solution is not one: Newton's or the linear method gave up. */
  converged = true;

  constructor(
    arena: Arena,
    private readonly size: CrossbarSize,
    private readonly array: CrossbarArray,
    private readonly volts: Float64Array,
    private params: CrossbarParams,
  ) {
    this.circuit = new Crossbar(arena, size.rows, size.width, { nonlinear: true });
    this.probe = new Crossbar(arena, size.rows, size.width, { nonlinear: true });
    this.#selectors = new SelectorArray(arena, this.circuit);
    this.#probeSelectors = new SelectorArray(arena, this.probe);
    this.devices = arena.alloc("scratch", "f64", size.rows * size.width);
  }

  /** Rises with every change of what is solved. */
  get version(): number {
    return this.#version;
  }

  /** Rises with every change but that of the inputs. */
  get cells(): number {
    return this.#cells;
  }

  /** Rises with every change of what is seen of the devices themselves. */
  get marks(): number {
    return this.#marks;
  }

  /** Number of the present solution, and of the last one that a large array shows. */
  get solution(): number {
    return this.#solutions;
  }
  get restSolution(): number {
    return this.#restSolutions;
  }

  /** True once a quick solution is there, so that the next look makes it exact. */
  get quick(): boolean {
    return this.#rank > 0;
  }

  /** True once nothing changed between two looks. */
  get atRest(): boolean {
    return this.#rank >= RANK.rest;
  }

  /** True where the currents are proportional to the voltages. */
  get linear(): boolean {
    return this.params.cell.access !== "selector";
  }

  update(params: CrossbarParams, paths: readonly string[]): void {
    this.params = params;
    const around = paths.every((path) => AROUND.test(path));
    this.touch(around ? "cells" : "devices");
    if (around && paths.some((path) => SELECTION.test(path))) this.#marks++;
  }

  /** Something changed, and with it all that comes after in the order of `CHANGES`. */
  touch(what: Change): void {
    if (this.#stale === "nothing" || CHANGES.indexOf(what) < CHANGES.indexOf(this.#stale)) this.#stale = what;
    this.#rank = 0;
    this.#version++;
    if (what !== "volts") this.#cells++;
    if (what === "devices") this.#marks++;
  }

  /** The state was overwritten: what was solved tells nothing about it. */
  forget(): void {
    this.#warm = false;
    this.touch("devices");
  }

  /** Makes the next solution: a quick one, then one for rest. */
  look(): void {
    this.solve(this.#rank === 0 ? "quick" : "rest");
  }

  solve(quality: Quality): void {
    if (this.#rank >= RANK[quality]) return;
    this.#prepare();
    const tolerance = TOLERANCE[quality];
    const warm = this.#warm && quality !== "exact";
    if (this.linear) {
      const { iterations, residual, converged } = this.circuit.solve({ tolerance, warm });
      [this.iterations, this.residual, this.converged] = [iterations, residual, converged];
    } else {
      const { iterations, converged } = this.#selectors.solve(this.#selector, tolerance, warm);
      [this.iterations, this.residual, this.converged] = [iterations, Number.NaN, converged];
    }
    this.#warm = this.converged;
    this.#rank = RANK[quality];
    this.#solutions++;
    if (quality !== "quick") this.#restSolutions = this.#solutions;
  }

  /** [rows, width] S of the cells with their access devices, at full voltage; after a solution. */
  get conductances(): Float64Array {
    return this.#selectors.conductance.view;
  }

  /** V on a resistor that carries what a cell carries under this voltage without wires: less where a selector bends. */
  ohmic(volts: number): number {
    return this.linear ? volts : ohmicVoltage(this.#selectors.arena.kernel, this.#selector, volts);
  }

  /**
   * Currents [rows, width] of one-hot read-outs over the voltage, S, through wires and access devices: what goes from each
   * row to each column. Selectors count as the resistors that they are at full voltage.
   */
  transfer(bare: Float64Array): Float64Array {
    const { probe } = this;
    probe.sources?.view.fill(0);
    probe.wires(this.params.wire.row, this.params.wire.column);
    this.#gate(probe, bare, -1);
    this.#terminals(probe, "multiply", new Float64Array(this.size.rows));
    const solving = transferMatrix(probe);
    for (let turn = solving.next(); ; turn = solving.next()) if (turn.done) return turn.value;
  }

  /** The column currents [width] A of inputs [rows] V, a solution each, overwritten by the next one; for any cells. */
  product(bare: Float64Array): (volts: Float64Array) => Float64Array {
    const { probe } = this;
    probe.wires(this.params.wire.row, this.params.wire.column);
    this.#gate(probe, bare, -1);
    this.#probeSelectors.conductance.view.set(probe.conductance.view);
    return (volts) => {
      this.#terminals(probe, "multiply", volts);
      this.#probeSelectors.solve(this.#selector, TOLERANCE.quick);
      return probe.columnCurrent.view;
    };
  }

  /** Current (A) of the selected column when the selected cell has a conductance (S), in the present scheme. */
  reading(conductance: number): number {
    const { probe } = this;
    const { row, column } = selectedCell(this.params, this.size);
    const place = this.array.carriers.view[column] as number;
    const bare = this.devices.view.slice();
    bare[row * this.size.width + place] = conductance;
    probe.sources?.view.fill(0);
    probe.wires(this.params.wire.row, this.params.wire.column);
    this.#gate(probe, bare, this.#gated);
    this.#terminals(probe, this.params.scheme, this.volts);
    if (this.linear) {
      probe.factor();
      probe.solve({ tolerance: TOLERANCE.rest, warm: false });
    } else {
      this.#probeSelectors.conductance.view.set(probe.conductance.view);
      this.#probeSelectors.solve(this.#selector, TOLERANCE.rest);
    }
    return probe.columnCurrent.view[place] as number;
  }

  get #selector() {
    return { selectivity: this.params.cell.selectivity, voltage: this.params.input.voltage };
  }

  /** Row whose gates alone are open, or -1 for all. */
  get #gated(): number {
    return this.params.scheme === "multiply" ? -1 : selectedCell(this.params, this.size).row;
  }

  #prepare(): void {
    const { circuit, params, devices } = this;
    if (this.#stale === "nothing") return;
    const cells = this.#stale !== "volts";
    if (this.#stale === "devices") this.array.read(params.input.voltage, devices);
    if (cells) {
      circuit.wires(params.wire.row, params.wire.column);
      this.#gate(circuit, devices.view, this.#gated);
      this.#selectors.conductance.view.set(circuit.conductance.view);
      if (this.linear) circuit.sources?.view.fill(0);
    }
    this.#terminals(circuit, params.scheme, this.volts);
    if (cells && this.linear) circuit.factor();
    this.#stale = "nothing";
  }

  #terminals(circuit: NortonCircuit, scheme: CrossbarParams["scheme"], volts: Float64Array): void {
    const { params, size } = this;
    const { source, sink, sides } = params.driver;
    const drivers = { source, sink, sides, sinkSides: sides };
    if (scheme === "multiply") {
      driveLines(circuit, volts, { lines: "rows", ...drivers });
      return;
    }
    const { row, column } = selectedCell(params, size);
    const selected = { row, column: this.array.carriers.view[column] as number };
    setTerminals(circuit, scheme, { selected, voltage: params.input.voltage, ...drivers });
  }

  #gate(circuit: NortonCircuit, bare: Float64Array, gated: number): void {
    const { access, transistor } = this.params.cell;
    if (access !== "transistor") {
      circuit.conductance.view.set(bare);
      return;
    }
    const leak = leakOf(LEAK, this.params.input.voltage);
    gateRows(circuit, bare, (row) => gated < 0 || row === gated, { resistance: 1e3 * transistor, leak });
  }
}
