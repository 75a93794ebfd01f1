import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Compiles the AssemblyScript kernel and serves it as the module `virtual:kernel`, whose default export is the
 * WebAssembly binary in base64. One path for dev server, build, tests and command line; the binary is cached by a hash
 * of its sources, compiler version and flags.
 */

const ID = "virtual:kernel";
const ENTRY = "workers/kernel/_entry.ts";
const FLAGS = ["-O3", "--converge", "--enable", "simd", "--runtime", "stub", "--noAssert", "--use", "abort="];

async function compile(root: string): Promise<string> {
  const folder = join(root, "workers/kernel");
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !name.endsWith(".test.ts"))
    .sort();
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/assemblyscript/package.json"), "utf8")) as {
    version: string;
  };
  const hash = createHash("sha256").update([version, ...FLAGS].join(" "));
  for (const name of sources) hash.update(name).update(readFileSync(join(folder, name)));
  const cache = join(root, "node_modules/.cache/synaptarium");
  const cached = join(cache, `kernel-${hash.digest("hex").slice(0, 24)}.wasm`);
  try {
    return readFileSync(cached).toString("base64");
  } catch {
    // Not compiled yet.
  }
  const asc = (await import("assemblyscript/asc")).default;
  const written = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main([ENTRY, "--outFile", "kernel.wasm", ...FLAGS], {
    readFile: (name: string, base: string) => {
      try {
        return readFileSync(join(base === "." ? root : join(root, base), name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (name: string, contents: Uint8Array | string) => {
      written.set(name, contents);
    },
    listFiles: () => [],
  });
  const binary = written.get("kernel.wasm");
  if (error !== null || binary === undefined) throw new Error(`The kernel does not compile:\n${stderr.toString()}`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(cached, binary);
  return Buffer.from(binary as Uint8Array).toString("base64");
}

export function kernel(): Plugin {
  let root = process.cwd();
  return {
    name: "synaptarium-kernel",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      for (const name of readdirSync(join(root, "workers/kernel"))) {
        if (name.endsWith(".ts")) this.addWatchFile(join(root, "workers/kernel", name));
      }
      return `export default ${JSON.stringify(await compile(root))};`;
    },
  };
}
