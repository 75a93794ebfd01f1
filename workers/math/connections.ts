import type { Arena, Block } from "../memory/arena";
import type { WiringStream } from "./random";

/**
 * Connection tables in compressed rows. A row is a pair (source, delay class); within a row targets ascend, so that an
 * all-to-all row is recognised and added as a vector. Plastic tables carry the transpose as edge numbers: a weight is
 * stored once.
 */

/** Calls `visit(source, target)` for every edge, in the same order each time; targets ascend for every source. */
export interface Topology {
  readonly sources: number;
  readonly targets: number;
  edges(random: WiringStream, visit: (source: number, target: number) => void): void;
}

export function allToAll(sources: number, targets: number, self = true): Topology {
  return {
    sources,
    targets,
    edges(_random, visit) {
      for (let i = 0; i < sources; i++) for (let j = 0; j < targets; j++) if (self || i !== j) visit(i, j);
    },
  };
}

export function oneToOne(size: number): Topology {
  return {
    sources: size,
    targets: size,
    edges(_random, visit) {
      for (let i = 0; i < size; i++) visit(i, i);
    },
  };
}

/** Every pair with probability `p`, in time proportional to the number of edges. */
export function pairwise(sources: number, targets: number, p: number, self = true): Topology {
  return {
    sources,
    targets,
    edges(random, visit) {
      const total = sources * targets;
      for (let cell = random.gap(p); cell < total; cell += 1 + random.gap(p)) {
        const i = Math.floor(cell / targets);
        const j = cell - i * targets;
        if (self || i !== j) visit(i, j);
      }
    },
  };
}

/** Every target takes exactly `degree` random sources, all different, never itself unless `self`. */
export function fixedInDegree(sources: number, targets: number, degree: number, self = true): Topology {
  const room = self ? sources : sources - 1;
  if (degree > room) throw new RangeError(`in-degree ${degree} exceeds the ${room} possible sources`);
  return {
    sources,
    targets,
    edges(random, visit) {
      const taken = new Int32Array(sources).fill(-1);
      for (let j = 0; j < targets; j++) {
        if (!self) taken[j] = j;
        for (let left = degree; left > 0; ) {
          const i = random.below(sources);
          if (taken[i] === j) continue;
          taken[i] = j;
          left--;
          visit(i, j);
        }
      }
    },
  };
}

/** Edges as listed, [source, target] each; targets must ascend within a source. */
export function listed(sources: number, targets: number, edges: readonly (readonly [number, number])[]): Topology {
  return {
    sources,
    targets,
    edges(_random, visit) {
      for (const [i, j] of edges) visit(i, j);
    },
  };
}

/** No edge at all. */
export const unconnected = (sources: number, targets: number): Topology => ({
  sources,
  targets,
  edges: () => undefined,
});

/**
 * Topologies onto the same targets, one after the other: the sources of each are numbered on from those before it.
 * @throws RangeError when their targets differ.
 */
export function stacked(first: Topology, ...rest: readonly Topology[]): Topology {
  const parts = [first, ...rest];
  const { targets } = first;
  if (rest.some((part) => part.targets !== targets))
    throw new RangeError("stacked topologies must have the same targets");
  return {
    sources: parts.reduce((sum, part) => sum + part.sources, 0),
    targets,
    edges(random, visit) {
      let offset = 0;
      for (const part of parts) {
        const before = offset;
        part.edges(random, (i, j) => visit(before + i, j));
        offset += part.sources;
      }
    },
  };
}

/** Delays in steps, each at least 1; `between` draws every edge's delay uniformly. */
export type Delay = { readonly steps: number } | { readonly between: readonly [number, number] };

export interface ConnectionTable {
  readonly edges: number;
  readonly sources: number;
  readonly targets: number;
  /** Delay in steps of each class. */
  readonly delays: readonly number[];
  /** True when every row is empty or reaches every target. */
  readonly dense: boolean;
  /** [sources * classes + 1] */
  readonly rows: Block<"u32">;
  /** [edges], byte offsets into an array of the table's precision. */
  readonly targetOffsets: Block<"u32">;
  /** Transpose, of plastic tables only: [targets + 1], [edges] edge numbers, [edges] trace indices. */
  readonly columns?: Block<"u32">;
  readonly columnEdges?: Block<"u32">;
  readonly columnTraces?: Block<"u32">;
  /** Writes the table once the arena is committed. */
  fill(): void;
}

const classesOf = (delay: Delay): readonly number[] => {
  if ("steps" in delay) return [delay.steps];
  const [low, high] = delay.between;
  return Array.from({ length: high - low + 1 }, (_, c) => low + c);
};

/**
 * Counts the edges of a topology and declares the table.
 * @throws RangeError when a delay is below one step: a synchronous engine cannot deliver within the step.
 */
export function declareTable(
  arena: Arena,
  topology: Topology,
  options: { random: WiringStream; delay: Delay; bytes: 4 | 8; plastic: boolean },
): ConnectionTable {
  const { random, bytes, plastic } = options;
  const delays = classesOf(options.delay);
  if (delays.some((d) => !(Number.isInteger(d) && d >= 1)))
    throw new RangeError("delays must be whole steps, at least one");
  const { sources, targets } = topology;
  const classes = delays.length;
  const walk = (visit: (row: number, target: number) => void) => {
    random.rewind();
    topology.edges(random, (i, j) => visit(i * classes + (classes === 1 ? 0 : random.below(classes)), j));
  };
  const counts = new Uint32Array(sources * classes + 1);
  let edges = 0;
  walk((row) => {
    counts[row + 1] = (counts[row + 1] as number) + 1;
    edges++;
  });
  const dense = counts.subarray(1).every((count) => count === 0 || count === targets);
  for (let r = 0; r < counts.length - 1; r++) counts[r + 1] = (counts[r + 1] as number) + (counts[r] as number);
  const rows = arena.alloc("fixed", "u32", counts.length);
  const targetOffsets = arena.alloc("fixed", "u32", edges);
  const transpose = plastic
    ? {
        columns: arena.alloc("fixed", "u32", targets + 1),
        columnEdges: arena.alloc("fixed", "u32", edges),
        columnTraces: arena.alloc("fixed", "u32", edges),
      }
    : null;
  return {
    edges,
    sources,
    targets,
    delays,
    dense,
    rows,
    targetOffsets,
    ...transpose,
    fill() {
      rows.view.set(counts);
      const cursor = counts.slice(0, -1);
      const offsets = targetOffsets.view;
      walk((row, target) => {
        const edge = cursor[row] as number;
        offsets[edge] = target * bytes;
        cursor[row] = edge + 1;
      });
      if (transpose !== null) transposeTable(rows.view, offsets, bytes, transpose);
    },
  };
}

function transposeTable(
  rows: Uint32Array,
  offsets: Uint32Array,
  bytes: number,
  out: { columns: Block<"u32">; columnEdges: Block<"u32">; columnTraces: Block<"u32"> },
): void {
  const columns = out.columns.view;
  const edges = out.columnEdges.view;
  const traces = out.columnTraces.view;
  for (const offset of offsets) columns[offset / bytes + 1] = (columns[offset / bytes + 1] as number) + 1;
  for (let j = 0; j < columns.length - 1; j++) columns[j + 1] = (columns[j + 1] as number) + (columns[j] as number);
  const cursor = columns.slice(0, -1);
  for (let row = 0; row < rows.length - 1; row++) {
    for (let edge = rows[row] as number; edge < (rows[row + 1] as number); edge++) {
      const target = (offsets[edge] as number) / bytes;
      const at = cursor[target] as number;
      edges[at] = edge;
      traces[at] = row;
      cursor[target] = at + 1;
    }
  }
}
