import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT, stop } from "../prepare.mjs";

// `node .scripts/run.mjs <file.ts> [args ...]`: runs a TypeScript program of the lab in Node, kernel included, and prints
// nothing of its own. The program is bundled first, so that it runs at the speed of the built page.

const cache = resolve(ROOT, "node_modules/.cache/synaptarium");

/**
 * @param {string} file
 * @param {import("vite").Plugin[]} plugins
 * @returns {Promise<unknown>} the module, once its top-level awaits are done
 */
async function importTypeScript(file, plugins) {
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, "run-"));
  process.on("exit", () => rmSync(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    plugins,
    build: {
      ssr: resolve(ROOT, file),
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: "inline",
      target: "node20",
    },
  });
  return import(pathToFileURL(join(outDir, `${basename(file, extname(file))}.js`)).href);
}

const [file, ...args] = process.argv.slice(2);
if (file === undefined) stop("Usage: node .scripts/run.mjs <file.ts> [args ...]");
process.argv = [process.argv[0], resolve(ROOT, file), ...args];
process.setSourceMapsEnabled(true);

const { kernel } = /** @type {typeof import("../kernelPlugin.ts")} */ (
  await importTypeScript(".scripts/kernelPlugin.ts", [])
);
await importTypeScript(file, [kernel()]);
