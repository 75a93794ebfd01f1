import * as h5 from "h5wasm";
import type { NirGraph } from "../../workers/protocol";
import { nirFile } from "../../workers/scripts";

/** Writes NIR's HDF5 in the page. The library is large: load this only when somebody saves such a file. */
export const nirBytes = (graph: NirGraph, metadata: NirGraph["metadata"]): Promise<Uint8Array<ArrayBuffer>> =>
  nirFile(h5, graph, metadata);
