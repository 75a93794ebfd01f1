import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Everything here and in the entry scripts must parse in Node 12: an old Node is to get a sentence, not a syntax error.

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST = [20, 19];

/** Makes sure that Node is new enough and that the packages of the lock file are installed; exits with a sentence if not. */
export function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    stop(
      `Synaptarium needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}. See https://nodejs.org`,
    );
  }
  process.chdir(ROOT);
  const wanted = packagesOf("package-lock.json");
  if (wanted !== null && isInstalled(wanted)) return;
  process.stderr.write("Installing packages ...\n");
  if (!npm([wanted === null ? "install" : "ci", "--no-audit", "--no-fund"])) {
    stop("The packages could not be installed; npm says why above.");
  }
}

/**
 * @param {string} file a lock file of npm
 * @returns {Record<string, { version?: string, optional?: boolean }> | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), "utf8")).packages;
  } catch {
    return null;
  }
}

/**
 * Compares versions rather than dates, which a checkout changes; optional packages are those of other platforms.
 *
 * @param {Record<string, { version?: string, optional?: boolean }>} wanted
 */
function isInstalled(wanted) {
  const present = packagesOf("node_modules/.package-lock.json");
  if (present === null) return false;
  return Object.keys(wanted).every((path) => {
    if (path === "" || wanted[path].optional) return true;
    return path in present && present[path].version === wanted[path].version;
  });
}

/**
 * Runs npm; its output goes to stderr, because stdout may be a program's result.
 *
 * @param {string[]} args
 */
function npm(args) {
  const own = process.env.npm_execpath || "";
  const script = own.endsWith("npm-cli.js") ? own : null;
  const command = script === null ? "npm" : process.execPath;
  const shell = script === null && process.platform === "win32";
  const options = { cwd: ROOT, stdio: /** @type {const} */ (["ignore", 2, 2]), shell };
  return spawnSync(command, script === null ? args : [script].concat(args), options).status === 0;
}

/**
 * @param {string} sentence
 * @returns {never}
 */
export function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
