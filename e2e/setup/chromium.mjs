import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Finds a Chromium that starts, wherever it comes from, and installs one where there is none. */

/** Names the browser of the tests when set. */
export const VARIABLE = "CHROMIUM_PATH";

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const PACKAGE_MANAGERS = [
  ["apt-get update", "apt-get install --yes --no-install-recommends chromium"],
  ["dnf install --assumeyes chromium"],
  ["zypper --non-interactive install chromium"],
  ["pacman --sync --refresh --noconfirm chromium"],
  ["apk add chromium"],
];

/** Without a sandbox where the process is root, as in containers: Chromium refuses to start there otherwise. */
export const CHROMIUM_ARGS = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** @returns {Promise<string | undefined>} path of a Chromium that starts */
export async function findChromium() {
  for (const path of await candidates()) {
    if (existsSync(path) && starts(path)) return path;
  }
  return undefined;
}

/**
 * Finds a Chromium or installs one: Playwright's own, else the system's package.
 *
 * @throws Error with one sentence that says what to do, when there is none and none can be installed
 */
export async function ensureChromium() {
  const found = (await findChromium()) ?? (await install());
  if (found === undefined) {
    throw new Error(
      `The tests need Chromium and none could be installed: install Chromium or Chrome, or set ${VARIABLE} to its path.`,
    );
  }
  return found;
}

async function candidates() {
  const named = process.env[VARIABLE];
  if (named !== undefined && named !== "") return [named];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const { chromium } = await import("@playwright/test");
  return [
    ...COMMANDS.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PATHS,
    chromium.executablePath(),
  ];
}

/**
 * A browser may be there and not start: a stub that asks for a snap, a library that is missing.
 *
 * @param {string} path
 */
function starts(path) {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const page = "data:text/html,<title>works</title>";
  const args = [...CHROMIUM_ARGS, "--headless", "--disable-gpu", `--user-data-dir=${profile}`, "--dump-dom", page];
  const { stdout } = spawnSync(path, args, { encoding: "utf8", timeout: 60_000, stdio: ["ignore", "pipe", "ignore"] });
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return stdout?.includes("<title>works</title>") ?? false;
}

async function install() {
  if (process.env[VARIABLE]) return undefined;
  process.stderr.write("Installing Chromium ...\n");
  run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
  const own = await findChromium();
  if (own !== undefined || process.getuid?.() !== 0) return own;
  for (const commands of PACKAGE_MANAGERS) {
    const done = commands.every((command) => {
      const [program, ...args] = command.split(" ");
      return run(/** @type {string} */ (program), args);
    });
    if (done) return findChromium();
  }
  return undefined;
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, args, { stdio: ["ignore", 2, 2], env, timeout: 300_000 }).status === 0;
}
