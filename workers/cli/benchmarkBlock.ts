import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { PlaneForm } from "../vrram/_block";
import { drivePlanes, selectPillars } from "../vrram/access";
import { standaloneBlock, VerticalBlock } from "../vrram/block";
import { SelectorBlock } from "../vrram/nonlinear";
import { randomArray } from "./benchmarkCrossbar";

/** Random blocks of vertical RRAM, and for scale a planar array of the same minute; the same code runs in Node and in a page. */

export interface BlockMeasurement {
  readonly block: string;
  readonly cells: number;
  /** Wall time of eliminating all pillars, ms; not in the two below. */
  readonly factorMs: number;
  /** From nothing to a residual of 1e-8. */
  readonly restMs: number;
  readonly restIterations: number;
  /** To 1e-4 from the last solution, after one cell was changed and all factored anew. */
  readonly dragMs: number;
  readonly dragIterations: number;
}

interface Case {
  readonly form: PlaneForm;
  readonly layers: number;
  readonly side: number;
}

const CASES: readonly Case[] = [
  { form: "lumped", layers: 32, side: 64 },
  { form: "mesh", layers: 8, side: 16 },
  { form: "mesh", layers: 32, side: 64 },
];
const BENT: readonly Case[] = [
  { form: "lumped", layers: 8, side: 16 },
  { form: "mesh", layers: 8, side: 16 },
  { form: "lumped", layers: 32, side: 64 },
];
/** Wall time after which a case has been measured often enough, ms. */
const PATIENCE = 250;

interface Solved {
  readonly iterations: number;
}

interface Solver {
  readonly conductance: { readonly view: Float64Array };
  factor(): void;
  solve(options: { readonly tolerance: number; readonly warm: boolean }): Solved;
}

/** Cells uniform between 1 and 50 uS, all pillars selected, planes at up to 0.2 V; 2 Ohm an edge, 5 Ohm a piece of pillar. */
function prepare(circuit: VerticalBlock): VerticalBlock {
  const { layers } = circuit.shape;
  const random = new WiringStream(createKernel(), 1, "block");
  const { view } = circuit.conductance;
  for (let at = 0; at < view.length; at++) view[at] = 1e-6 + 49e-6 * random.uniform();
  circuit.wires(2, 5);
  selectPillars(circuit, { kind: "all" }, { on: 2000, off: 1e9 });
  drivePlanes(
    circuit,
    Array.from({ length: layers }, () => 0.2 * random.uniform()),
    20,
  );
  return circuit;
}

const randomBlock = ({ form, layers, side }: Case): VerticalBlock =>
  prepare(standaloneBlock({ layers, columns: side, rows: side }, form));

/** The same cells behind selectors, a bent solution of all of it each time: what eliminating pillars takes is in the solves. */
function bentBlock(made: Case): Solver {
  const arena = new Arena(createKernel());
  const { layers, side, form } = made;
  const circuit = new VerticalBlock(arena, { layers, columns: side, rows: side }, form, { nonlinear: true });
  const cells = new SelectorBlock(arena, circuit);
  arena.commit();
  cells.conductance.view.set(prepare(circuit).conductance.view);
  const selector = { selectivity: 1000, voltage: 0.2 };
  return {
    conductance: cells.conductance,
    factor: () => {},
    solve: ({ tolerance, warm }) => cells.solve(selector, tolerance, warm),
  };
}

/** Shortest of several runs: on a shared machine the least disturbed. */
function best<T>(clock: () => number, run: () => T, before: () => void = () => {}) {
  const begin = clock();
  let result: T;
  let ms = Number.POSITIVE_INFINITY;
  do {
    before();
    const start = clock();
    result = run();
    ms = Math.min(ms, clock() - start);
  } while (clock() - begin < PATIENCE);
  return { ms, result };
}

function measureSolver(block: string, circuit: Solver, clock: () => number): BlockMeasurement {
  const { view } = circuit.conductance;
  const factor = best(clock, () => circuit.factor());
  const rest = best(clock, () => circuit.solve({ tolerance: 1e-8, warm: false }));
  const drag = best(
    clock,
    () => circuit.solve({ tolerance: 1e-4, warm: true }),
    () => {
      circuit.solve({ tolerance: 1e-8, warm: true });
      const cell = view.length >> 1;
      view[cell] = 51e-6 - (view[cell] as number);
      circuit.factor();
    },
  );
  return {
    block,
    cells: view.length,
    factorMs: factor.ms,
    restMs: rest.ms,
    restIterations: rest.result.iterations,
    dragMs: drag.ms,
    dragIterations: drag.result.iterations,
  };
}

const nameOf = ({ form, layers, side }: Case): string =>
  `${form === "lumped" ? "planes of one node" : "planes as nets"}, ${layers} x ${side} x ${side}`;

export const measureBlocks = (clock: () => number): BlockMeasurement[] => [
  ...CASES.map((made) => measureSolver(nameOf(made), randomBlock(made), clock)),
  ...BENT.map((made) => measureSolver(`selectors, ${nameOf(made)}`, bentBlock(made), clock)),
  measureSolver("crossbar, 64 x 64, 1 Ohm", randomArray(64, { largest: 50e-6, segment: 1 }), clock),
];
