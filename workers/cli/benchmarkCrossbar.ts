import { driveLines } from "../crossbar/schemes";
import { type Crossbar, standaloneCrossbar } from "../crossbar/solver";
import { WiringStream } from "../math/random";
import { createKernel } from "../memory/kernel";

/** Random arrays of all sizes, solved cold and after an edit; the same code runs in Node and in a page. */

export interface CrossbarMeasurement {
  readonly array: string;
  readonly size: number;
  /** Wall time of factoring all lines, ms; none of it is in the two below. */
  readonly factorMs: number;
  /** From nothing to a residual of 1e-8. */
  readonly restMs: number;
  readonly restIterations: number;
  /** To 1e-4, after a cell was changed and the lines factored anew, as while somebody drags: the median edit. */
  readonly dragMs: number;
  readonly dragIterations: number;
  /** To 1e-4 from nothing, as after all cells were changed. */
  readonly freshMs: number;
  readonly freshIterations: number;
}

const PRESETS = [
  { array: "100 uS, 1 Ohm", largest: 100e-6, segment: 1 },
  { array: "1 mS, 2.5 Ohm", largest: 1e-3, segment: 2.5 },
] as const;
const SIZES = [32, 64, 128, 256, 512, 1024];
const EDITS = 9;
/** Wall time after which a case has been measured often enough, ms. */
const PATIENCE = 250;

export interface RandomArray {
  readonly largest: number;
  readonly segment: number;
}

/** Cells uniform between a hundredth of the largest and the largest, inputs up to 0.2 V; drivers as good as a segment. */
export function randomArray(size: number, { largest, segment }: RandomArray): Crossbar {
  const circuit = standaloneCrossbar(size, size);
  const random = new WiringStream(createKernel(), 1, "array");
  const cell = () => largest * (0.01 + 0.99 * random.uniform());
  const { view } = circuit.conductance;
  for (let at = 0; at < view.length; at++) view[at] = cell();
  const volts = Float64Array.from({ length: size }, () => 0.2 * random.uniform());
  circuit.wires(segment, segment);
  driveLines(circuit, volts, { source: segment, sink: segment, sides: "one" });
  circuit.factor();
  return circuit;
}

/** Shortest of several runs: on a shared machine the least disturbed. */
function best<T>(clock: () => number, run: () => T): { readonly ms: number; readonly result: T } {
  const begin = clock();
  let result = run();
  let ms = clock() - begin;
  while (clock() - begin < PATIENCE) {
    const start = clock();
    result = run();
    ms = Math.min(ms, clock() - start);
  }
  return { ms, result };
}

function measureArray(preset: (typeof PRESETS)[number], size: number, clock: () => number): CrossbarMeasurement {
  const circuit = randomArray(size, preset);
  const factor = best(clock, () => circuit.factor());
  const rest = best(clock, () => circuit.solve({ tolerance: 1e-8, warm: false }));
  const fresh = best(clock, () => circuit.solve({ tolerance: 1e-4, warm: false }));
  circuit.solve({ tolerance: 1e-8, warm: false });
  const edits = Array.from({ length: EDITS }, (_, k) => {
    // Each edit is followed to rest, so that the next starts as the first did.
    const cell = Math.floor(((k + 0.5) / EDITS) * size) * (size + 1);
    circuit.conductance.view[cell] = preset.largest - (circuit.conductance.view[cell] as number);
    circuit.factor();
    const start = clock();
    const { iterations } = circuit.solve({ tolerance: 1e-4, warm: true });
    const ms = clock() - start;
    circuit.solve({ tolerance: 1e-8, warm: true });
    return { ms, iterations };
  }).sort((a, b) => a.ms - b.ms);
  const drag = edits[EDITS >> 1];
  return {
    array: preset.array,
    size,
    factorMs: factor.ms,
    restMs: rest.ms,
    restIterations: rest.result.iterations,
    dragMs: drag?.ms ?? Number.NaN,
    dragIterations: drag?.iterations ?? Number.NaN,
    freshMs: fresh.ms,
    freshIterations: fresh.result.iterations,
  };
}

export const measureCrossbars = (clock: () => number): CrossbarMeasurement[] =>
  PRESETS.flatMap((preset) => SIZES.map((size) => measureArray(preset, size, clock)));
