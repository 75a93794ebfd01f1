import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "../prepare.mjs";

const BUDGET = 500_000;

/**
 * Adds up what a browser fetches before the built page works: the page, its scripts (the worker is part of them) and
 * its style sheets, compressed by gzip.
 *
 * @returns {Promise<undefined>}
 * @throws Error when it is more than the budget in bytes
 */
export async function checkFirstLoad() {
  const html = readFileSync(join(ROOT, "dist/index.html"), "utf8");
  const tags = html.matchAll(
    /<(?:script|link rel="(?:stylesheet|modulepreload|preload)")[^>]*? (?:src|href)="([^"]+)"/g,
  );
  const files = ["index.html", ...[...tags].map((match) => /** @type {string} */ (match[1]))];
  const sizes = files.map((file) => gzipSync(readFileSync(join(ROOT, "dist", file))).length);
  const sum = sizes.reduce((a, b) => a + b, 0);
  for (const [i, file] of files.entries()) console.log(`${String(sizes[i]).padStart(9)}  ${file}`);
  console.log(`${String(sum).padStart(9)}  of ${BUDGET} bytes`);
  if (files.length < 3) throw new Error("dist/index.html names no scripts or style sheets");
  if (sum > BUDGET) throw new Error(`the first load is ${sum - BUDGET} bytes over its budget`);
}
