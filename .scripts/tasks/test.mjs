import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureChromium, VARIABLE } from "../../e2e/setup/chromium.mjs";
import { ROOT, stop } from "../prepare.mjs";
import { checkComponentStyles } from "./componentStyles.mjs";
import { checkFirstLoad } from "./firstLoad.mjs";
import { checkHouseRules } from "./houseRules.mjs";

// `npm test [-- --lint --types --rules --unit --e2e]`: every check of the lab in order, or the named parts; stops at the
// first that fails. The last line of the output is "N passed, N failed", summed over the unit and the e2e tests; a check that is no
// test counts only when it fails.

/** @typedef {{ passed: number, failed: number }} Counts */

const TYPES = [".", "workers", "workers/tsconfig.pure.json", "workers/kernel", "src", "e2e"];

const unitReport = join(ROOT, "test-results/unit.json");
const e2eReport = join(ROOT, "test-results/e2e.json");

/** @type {Record<string, [title: string, check: () => Promise<Counts | undefined>][]>} */
const PARTS = {
  lint: [["Format and lint", () => run("@biomejs/biome/bin/biome", "check", "--error-on-warnings")]],
  types: [["Types", checkTypes]],
  rules: [["House rules", checkHouseRules]],
  unit: [["Unit tests", unitTests]],
  e2e: [
    ["Build", () => run("vite/bin/vite.js", "build", "--logLevel", "warn")],
    ["First load", checkFirstLoad],
    ["Styles of components", checkComponentStyles],
    ["End-to-end tests", e2eTests],
  ],
};

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Runs a program of an installed package without standard input.
 *
 * @param {string} script path under node_modules
 * @param {...string} args
 * @throws Error when it fails
 */
async function run(script, ...args) {
  const name = script.split("/").at(-1);
  const child = spawn(process.execPath, [join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  running.add(child);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  running.delete(child);
  if (code !== 0) throw new Error(`${name} ${args.join(" ")} failed`);
  return undefined;
}

async function checkTypes() {
  // Two at a time: the type checker uses one core.
  const left = [...TYPES];
  const worker = async () => {
    for (let project = left.shift(); project !== undefined; project = left.shift()) {
      await run("typescript/bin/tsc", "--noEmit", "--pretty", "--project", project);
    }
  };
  const ends = await Promise.allSettled([worker(), worker()]);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return undefined;
}

async function unitTests() {
  rmSync(unitReport, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
  return counted(run("vitest/vitest.mjs", "run", ...reporters), () => {
    const report = JSON.parse(readFileSync(unitReport, "utf8"));
    // A file that cannot even be read has no tests to count.
    const broken = report.testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === "failed" && file.assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
  });
}

async function e2eTests() {
  rmSync(e2eReport, { force: true });
  process.env[VARIABLE] = await ensureChromium();
  process.env.E2E_PORT = String(await freePort());
  return counted(run("@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts"), () => {
    const { stats } = JSON.parse(readFileSync(e2eReport, "utf8"));
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Reads the counts of a test run, whether it succeeded or not.
 *
 * @param {Promise<unknown>} done
 * @param {() => Counts} read
 * @returns {Promise<Counts>}
 */
async function counted(done, read) {
  const failure = await done.then(
    () => undefined,
    (/** @type {Error} */ error) => error,
  );
  let counts;
  try {
    counts = read();
  } catch (error) {
    throw failure ?? error;
  }
  // A run may fail beside its tests, e.g. on an error after the last one.
  return failure === undefined ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

function readParts() {
  const names = Object.keys(PARTS);
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: /** @type {const} */ ("boolean") }]));
    const { values } = parseArgs({ options });
    const chosen = names.filter((name) => values[name] === true);
    return chosen.length === 0 ? names : chosen;
  } catch (error) {
    return stop(/** @type {Error} */ (error).message);
  }
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

const total = { passed: 0, failed: 0 };
mkdirSync(join(ROOT, "test-results"), { recursive: true });
for (const [title, check] of readParts().flatMap((part) => PARTS[part] ?? [])) {
  const start = performance.now();
  console.log(`\n=== ${title}`);
  try {
    const counts = await check();
    total.passed += counts?.passed ?? 0;
    total.failed += counts?.failed ?? 0;
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    total.failed += 1;
  }
  console.log(
    `--- ${title}: ${total.failed === 0 ? "passed" : "failed"}, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
  if (total.failed > 0) break;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
