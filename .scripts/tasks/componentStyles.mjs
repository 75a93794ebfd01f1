import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../prepare.mjs";

const STYLES = join(ROOT, "node_modules/@mantine/core/styles");
const LIST = "src/ui/mantine.css";

/** @param {string} text */
const classesIn = (text) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));

/**
 * Checks that the built page has the style sheets of all components that its scripts use, and of no others: `src/ui/mantine.css`
 * names them one by one.
 *
 * @returns {Promise<undefined>}
 * @throws Error that names the style sheets that are missing or not needed
 */
export async function checkComponentStyles() {
  const assets = join(ROOT, "dist/assets");
  const scripts = readdirSync(assets).filter((file) => file.endsWith(".js"));
  const used = classesIn(scripts.map((file) => readFileSync(join(assets, file), "utf8")).join("\n"));
  const list = readFileSync(join(ROOT, LIST), "utf8");
  const listed = new Set([...list.matchAll(/core\/styles\/([\w-]+\.css)/g)].map((match) => match[1]));
  const wrong = readdirSync(STYLES)
    .filter((file) => /^[\w-]+\.css$/.test(file))
    .flatMap((file) => {
      const own = [...classesIn(readFileSync(join(STYLES, file), "utf8"))];
      // What has no classes is for the page as a whole.
      const needed = own.length === 0 || own.some((name) => used.has(name));
      return needed === listed.has(file) ? [] : [`${needed ? "add" : "remove"} ${file}`];
    });
  if (used.size === 0) throw new Error("the scripts of dist/ use no component");
  if (wrong.length > 0) throw new Error(`${LIST}: ${wrong.join(", ")}`);
  console.log(`${listed.size} style sheets of components`);
}
