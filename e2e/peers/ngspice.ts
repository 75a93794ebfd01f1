import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomArray } from "../../workers/cli/benchmarkCrossbar";
import type { Crossbar } from "../../workers/crossbar/solver";

/** The same crossbar with wires in ngspice and in the lab's solver. */

export interface SpiceComparison {
  readonly size: number;
  /** To a residual of 1e-8, factoring included, ms. */
  readonly ownMs: number;
  /** The whole run, ms: reading the netlist, the operating point, printing; absent where ngspice is not installed. */
  readonly spiceMs?: number;
  /** Largest difference of an output current over the largest output current. */
  readonly apart?: number;
  readonly missing?: string;
}

const SIZE = 64;
/** Of the lab's solver; one run of ngspice takes seconds. */
const ROUNDS = 50;
const ARRAY = { largest: 100e-6, segment: 1 };

function netlist(circuit: Crossbar, segment: number): string {
  const { rows, columns } = circuit;
  const lines = ["crossbar", `.options reltol=1e-9 abstol=1e-18 vntol=1e-15 gmin=1e-18`];
  for (let i = 0; i < rows; i++) {
    lines.push(`v${i} s${i} 0 ${circuit.rowEnds.firstVoltage.view[i]}`, `rs${i} s${i} w${i}_0 ${segment}`);
    for (let j = 0; j < columns; j++) {
      lines.push(`rc${i}_${j} w${i}_${j} b${i}_${j} ${1 / (circuit.conductance.view[i * columns + j] as number)}`);
      if (j + 1 < columns) lines.push(`rw${i}_${j} w${i}_${j} w${i}_${j + 1} ${segment}`);
      if (i + 1 < rows) lines.push(`rb${i}_${j} b${i}_${j} b${i + 1}_${j} ${segment}`);
    }
  }
  for (let j = 0; j < columns; j++) lines.push(`rt${j} b${rows - 1}_${j} t${j} ${segment}`, `vt${j} t${j} 0 0`);
  lines.push(".control", "set numdgt=15", "op");
  for (let j = 0; j < columns; j++) lines.push(`print i(vt${j})`);
  lines.push(".endc", ".end", "");
  return lines.join("\n");
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export function compareSpice(program = "ngspice"): SpiceComparison {
  const circuit = randomArray(SIZE, ARRAY);
  const solve = () => {
    circuit.factor();
    circuit.solve({ tolerance: 1e-8, warm: false });
  };
  const ownMs = Math.min(...Array.from({ length: ROUNDS }, () => timed(solve)));
  const own = { size: SIZE, ownMs };
  if (spawnSync(program, ["--version"], { stdio: "ignore" }).status !== 0) return { ...own, missing: "no ngspice" };
  const directory = mkdtempSync(join(tmpdir(), "synaptarium-"));
  try {
    const file = join(directory, "crossbar.cir");
    writeFileSync(file, netlist(circuit, ARRAY.segment));
    let output = "";
    const spiceMs = timed(() => {
      output = spawnSync(program, ["-b", file], { encoding: "utf8" }).stdout;
    });
    const currents = Array.from(output.matchAll(/^i\(vt\d+\) = (\S+)/gm), ([, value]) => Number(value));
    if (currents.length !== SIZE) return { ...own, missing: `ngspice printed ${currents.length} currents` };
    const outputs = circuit.columnCurrent.view;
    const largest = Math.max(...outputs);
    const apart = Math.max(...currents.map((current, j) => Math.abs(current - (outputs[j] as number)))) / largest;
    return { ...own, spiceMs, apart };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
