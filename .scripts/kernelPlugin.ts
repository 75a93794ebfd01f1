import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Compiles the AssemblyScript kernel and serves it as the module `virtual:kernel`, whose default export is the
 * WebAssembly binary in hexadecimal digits: they are compressed byte by byte, as base64 is not. One path for dev server,
 * build, tests and command line; the binary is cached by a hash of its sources, compiler version and flags. The module
 * `virtual:build` names the simulation code as a whole: its default export is a hash of the sources under `workers/`.
 */

const ID = "virtual:kernel";
const BUILD = "virtual:build";
const ENTRY = "workers/kernel/_entry.ts";
/** Workers that are built with a part of the kernel, so that the page opens with less to fetch. */
const PARTS: Readonly<Record<string, string>> = {
  "sim.worker": "workers/kernel/_entryCells.ts",
  "matter.worker": "workers/kernel/_entryMatter.ts",
  "structure.worker": "workers/kernel/_entryStructure.ts",
};
const FLAGS = ["-O3", "--converge", "--enable", "simd", "--runtime", "stub", "--noAssert", "--use", "abort="];

async function compile(root: string, entry: string): Promise<string> {
  const folder = join(root, "workers/kernel");
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !name.endsWith(".test.ts"))
    .sort();
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/assemblyscript/package.json"), "utf8")) as {
    version: string;
  };
  const hash = createHash("sha256").update([version, entry, ...FLAGS].join(" "));
  for (const name of sources) hash.update(name).update(readFileSync(join(folder, name)));
  const cache = join(root, "node_modules/.cache/synaptarium");
  const cached = join(cache, `kernel-${hash.digest("hex").slice(0, 24)}.wasm`);
  try {
    return readFileSync(cached).toString("hex");
  } catch {
    // Not compiled yet.
  }
  const asc = (await import("assemblyscript/asc")).default;
  const written = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main([entry, "--outFile", "kernel.wasm", ...FLAGS], {
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
  return Buffer.from(binary as Uint8Array).toString("hex");
}

/** Sources that can have a say in what a simulation keeps in its state, and in how it goes on from there. */
const sourcesOf = (root: string): readonly string[] =>
  readdirSync(join(root, "workers"), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !/\.(d|test)\.ts$|^(cli|python|fixtures)\//.test(name))
    .sort();

function buildOf(root: string): string {
  const hash = createHash("sha256");
  for (const name of ["package-lock.json", ...sourcesOf(root).map((source) => `workers/${source}`)]) {
    hash.update(name).update(readFileSync(join(root, name)));
  }
  return hash.digest("hex").slice(0, 24);
}

export function kernel(): Plugin {
  let root = process.cwd();
  let entry = ENTRY;
  return {
    name: "synaptarium-kernel",
    options({ input }) {
      const worker = Object.keys(PARTS).find((name) => JSON.stringify(input ?? "").includes(name));
      if (worker !== undefined) entry = PARTS[worker] as string;
    },
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === ID || id === BUILD ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${BUILD}`) {
        for (const name of sourcesOf(root)) this.addWatchFile(join(root, "workers", name));
        return `export default ${JSON.stringify(buildOf(root))};`;
      }
      if (id !== `\0${ID}`) return undefined;
      for (const name of readdirSync(join(root, "workers/kernel"))) {
        if (name.endsWith(".ts")) this.addWatchFile(join(root, "workers/kernel", name));
      }
      return `export default ${JSON.stringify(await compile(root, entry))};`;
    },
  };
}
