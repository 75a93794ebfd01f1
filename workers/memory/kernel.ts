import binary from "virtual:kernel";

/**
 * The compiled kernel: every export of `workers/kernel/_entry.ts` as a plain function on numbers and pointers, and the
 * linear memory they work in. One instance carries one simulation.
 */
export type Kernel = typeof import("../kernel/_entry") & { readonly memory: WebAssembly.Memory };

let compiled: WebAssembly.Module | undefined;

export function createKernel(): Kernel {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from({ length: binary.length / 2 }, (_, i) => Number.parseInt(binary.slice(2 * i, 2 * i + 2), 16)),
  );
  return new WebAssembly.Instance(compiled).exports as unknown as Kernel;
}
