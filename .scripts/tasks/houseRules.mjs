import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { cruise } from "dependency-cruiser";
import { ROOT } from "../prepare.mjs";

const ROOTS = ["src", "workers", "e2e"];

/**
 * Checks who imports whom by the rules of `.dependency-cruiser.cjs`, and that the cruise saw every TypeScript file: with a
 * TypeScript it cannot use, dependency-cruiser reads nothing and reports no violation.
 *
 * @returns {Promise<undefined>}
 * @throws Error when a rule is broken or a file was not seen
 */
export async function checkHouseRules() {
  /** @type {import("dependency-cruiser").IConfiguration} */
  const { options, ...ruleSet } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");
  const { enhancedResolveOptions, ...rest } = options ?? {};
  const { output } = await cruise(ROOTS, { ...rest, ruleSet, validate: true }, enhancedResolveOptions);
  if (typeof output === "string") throw new Error(output);

  const { violations } = output.summary;
  for (const { rule, from, to } of violations) {
    const comment = ruleSet.forbidden?.find(({ name }) => name === rule.name)?.comment;
    console.error(`${rule.name}: ${from} -> ${to}\n    ${comment}`);
  }
  const seen = new Set(output.modules.map((module) => module.source));
  const missed = ROOTS.flatMap(typeScriptFiles).filter((file) => !seen.has(file));
  console.log(
    `${seen.size} modules, ${output.summary.totalDependenciesCruised} imports, ${violations.length} violations`,
  );
  if (missed.length > 0) throw new Error(`dependency-cruiser did not see ${missed.join(", ")}`);
  if (violations.length > 0) throw new Error("the house rules of .dependency-cruiser.cjs are broken");
  return undefined;
}

/**
 * @param {string} root
 * @returns {string[]} paths with forward slashes
 */
function typeScriptFiles(root) {
  return readdirSync(join(ROOT, root), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => join(root, file).replaceAll(sep, "/"));
}
