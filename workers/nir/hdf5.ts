import type { NirArray, NirGraph } from "../protocol";

/**
 * NIR's files: HDF5 as the Python package `nir` reads and writes it. At the root a `version` and the group `node` with
 * `type`, `edges` (pairs of names), `nodes` and `metadata`; each node is a group with `type` and its parameters.
 */

/** Version of the package whose layout this is. */
const VERSION = "1.0.8";
/** Arrays from this many values on are compressed: sparse wiring as a dense matrix is nearly all zeros. */
const COMPRESSED = 4096;
/** Values in a chunk, and the level of compression. */
const CHUNK = 2 ** 18;
const LEVEL = 3;

/** The part of h5wasm that writing needs. */
export interface H5Group {
  create_group(name: string): H5Group;
  create_dataset(dataset: {
    readonly name: string;
    readonly data: string | number | string[] | Float32Array | BigInt64Array;
    readonly shape?: number[];
    readonly dtype?: string;
    readonly chunks?: number[];
    readonly compression?: number;
  }): unknown;
}
export interface H5 {
  readonly ready: Promise<unknown>;
  /** A file in the library's own memory. */
  readonly File: new (
    path: string,
    mode: "w",
  ) => H5Group & { close(): unknown };
  readonly FS: { readFile(path: string): Uint8Array; unlink(path: string): void } | null;
}

function write(group: H5Group, name: string, { shape, data }: NirArray): void {
  const dataset = { name, data, shape: [...shape] };
  if (data.length < COMPRESSED) {
    group.create_dataset(dataset);
    return;
  }
  const rest = shape.slice(1);
  const row = rest.reduce((product, length) => product * length, 1);
  const rows = Math.min(shape[0] as number, Math.max(1, Math.floor(CHUNK / row)));
  group.create_dataset({ ...dataset, chunks: [rows, ...rest], compression: LEVEL });
}

/**
 * The bytes of a NIR file.
 *
 * @param more metadata beside those of the graph, e.g. what wrote it and what does not carry over
 * @throws Error when the library has no memory for it
 */
export async function nirFile(h5: H5, graph: NirGraph, more: NirGraph["metadata"]): Promise<Uint8Array<ArrayBuffer>> {
  await h5.ready;
  const path = "graph.nir";
  const file = new h5.File(path, "w");
  try {
    file.create_dataset({ name: "version", data: VERSION });
    const root = file.create_group("node");
    root.create_dataset({ name: "type", data: "NIRGraph" });
    root.create_dataset({ name: "edges", data: graph.edges.flat(), shape: [graph.edges.length, 2], dtype: "S" });
    const metadata = root.create_group("metadata");
    for (const [name, data] of Object.entries({ ...graph.metadata, ...more }))
      metadata.create_dataset(typeof data === "number" ? { name, data, dtype: "<d" } : { name, data });
    const nodes = root.create_group("nodes");
    for (const [name, { type, parameters }] of Object.entries(graph.nodes)) {
      const node = nodes.create_group(name);
      node.create_dataset({ name: "type", data: type });
      for (const [parameter, array] of Object.entries(parameters)) write(node, parameter, array);
    }
  } finally {
    file.close();
  }
  // Read only once the module is ready: before, there is no file system.
  const { FS } = h5;
  if (FS === null) throw new Error("HDF5 has no file system");
  const bytes = FS.readFile(path).slice();
  FS.unlink(path);
  return bytes as Uint8Array<ArrayBuffer>;
}
