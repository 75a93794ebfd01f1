import { basename } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { chunkLoader } from "./chunkLoader.ts";

/**
 * Makes the built page run from any folder of a static host and from `file://`, where browsers refuse module scripts.
 *
 * Chunks are emitted as CommonJS, wrapped into classic scripts and linked by a small loader, so that lazy chunks stay
 * lazy. Workers have to be imported as `?worker&inline`: a worker starts from a blob, but not from a `file://` address.
 */
export function classicScripts(): Plugin[] {
  /** Style sheets of every chunk; Vite drops the chunks that hold nothing else. */
  const styles = new Map<string, readonly string[]>();
  const before: Plugin = {
    name: "synaptarium-style-sheets",
    apply: "build",
    generateBundle: {
      order: "pre",
      handler(_options, bundle) {
        for (const chunk of chunksOf(bundle).values()) {
          styles.set(chunk.fileName, [...(chunk.viteMetadata?.importedCss ?? [])]);
        }
      },
    },
  };
  const after: Plugin = {
    name: "synaptarium-classic-scripts",
    apply: "build",
    enforce: "post",
    config: () => ({
      build: {
        modulePreload: false,
        rolldownOptions: {
          output: { format: "cjs" },
          // Vite's wrapper of dynamic imports names import.meta but, without preloading, never reads it.
          transform: { define: { "import.meta.url": "undefined", "import.meta.resolve": "undefined" } },
        },
      },
      worker: { format: "iife" },
      experimental: {
        renderBuiltUrl: (file, { hostType }) =>
          hostType === "js"
            ? { runtime: `new URL(${JSON.stringify(file)},document.baseURI).href` }
            : { relative: true },
      },
    }),
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = chunksOf(bundle);
        const entry = [...chunks.values()].find((chunk) => chunk.isEntry);
        const page = bundle["index.html"];
        if (entry === undefined || page?.type !== "asset") this.error("the build has no page with an entry chunk");

        const first = filesOf(entry, chunks);
        const lazy: Record<string, string[]> = {};
        const targets = new Set([...chunks.values()].flatMap((chunk) => chunk.dynamicImports));
        for (const target of targets) {
          const chunk = chunks.get(target);
          const files = chunk === undefined ? (styles.get(target) ?? []) : filesOf(chunk, chunks);
          lazy[basename(target)] = [...files].filter((file) => !first.has(file)).map((file) => basename(file));
        }
        for (const chunk of chunks.values()) {
          const call = chunk === entry ? "run" : "define";
          const code = awaitLazyChunks(chunk, (message) => this.error(message));
          chunk.code = `pageChunks.${call}(${JSON.stringify(basename(chunk.fileName))},function(require,exports,module){"use strict";${code}\n});\n`;
        }

        const empty = [...targets].filter((target) => !chunks.has(target)).map((target) => basename(target));
        // One file for all that is needed at once: fewer requests, and it compresses better than many.
        const start = [...first].flatMap((file) => chunks.get(file) ?? []);
        const source = [
          `var pageChunks=(${chunkLoader.toString()})(${JSON.stringify(lazy)});\n`,
          ...empty.map((file) => `pageChunks.define(${JSON.stringify(file)},function(){});\n`),
          ...start.map((chunk) => chunk.code),
        ].join("");
        for (const { fileName } of start) delete bundle[fileName];
        const script = this.getFileName(this.emitFile({ type: "asset", name: "start.js", source }));
        const html = String(page.source);
        if (MODULE_SCRIPT.exec(html)?.[1] !== entry.fileName) this.error("the page does not start its entry chunk");
        page.source = html
          .replace(MODULE_SCRIPT, `<script defer src="./${script}"></script>`)
          .replaceAll(/(<link[^>]*?) crossorigin(?=[\s>])/g, "$1");
      },
    },
  };
  return [before, after];
}

const chunksOf = (bundle: Rolldown.OutputBundle): ReadonlyMap<string, Rolldown.OutputChunk> =>
  new Map(
    Object.values(bundle)
      .filter((output) => output.type === "chunk")
      .map((chunk) => [chunk.fileName, chunk]),
  );

/** Style sheets and scripts that must be there before the chunk runs, dependencies first. */
function filesOf(chunk: Rolldown.OutputChunk, chunks: ReadonlyMap<string, Rolldown.OutputChunk>): Set<string> {
  const files = new Set<string>();
  const visited = new Set<string>();
  const visit = (fileName: string): void => {
    const dependency = chunks.get(fileName);
    if (dependency === undefined || visited.has(fileName)) return;
    visited.add(fileName);
    for (const imported of dependency.imports) visit(imported);
    for (const style of dependency.viteMetadata?.importedCss ?? []) files.add(style);
    files.add(fileName);
  };
  visit(chunk.fileName);
  return files;
}

const MODULE_SCRIPT = /<script type="module"[^>]* src="\.\/([^"]+)"><\/script>/;
const REQUIRE = /\brequire\((["'`])\.\/([^"'`]+)\1\)/g;
const LAZY = /Promise\.resolve\(\)(?=\.then\(\(\)\s*=>[^;]{0,80}?\brequire\((["'`])\.\/([^"'`]+)\1\))/g;

/** Turns the synchronous `require` of each lazy chunk into one that runs after the chunk was loaded. */
function awaitLazyChunks(chunk: Rolldown.OutputChunk, fail: (message: string) => never): string {
  const awaited: string[] = [];
  const code = chunk.code.replaceAll(LAZY, (_match, _quote, file: string) => {
    awaited.push(file);
    return `pageChunks.load(${JSON.stringify(file)})`;
  });
  for (const target of chunk.dynamicImports) {
    const file = basename(target);
    const required = [...code.matchAll(REQUIRE)].filter(([, , name]) => name === file).length;
    if (!chunk.imports.includes(target) && required !== awaited.filter((name) => name === file).length) {
      fail(`${chunk.fileName} imports ${file} in a form that is not known to load it first`);
    }
  }
  return code;
}
