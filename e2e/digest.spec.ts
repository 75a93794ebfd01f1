import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { test } from "@playwright/test";
import { createServer, type ViteDevServer } from "vite";
import { expect } from "./lab";
import type { PresetDigest } from "./presetDigests";

/** The same seed gives the same bits in Node and in Chromium, edits and set-ups included. */

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const RUNS = [
  { name: "population", params: {}, edits: [] as [string, string | number][], steps: 20_000 },
  {
    name: "correlated inputs with a weight-dependent rule",
    params: { population: { correlatedShare: 0.2 }, rule: { dependence: "guetig", mu: 0.3 } },
    edits: [
      ["population.correlatedShare", 0.2],
      ["rule.dependence", "guetig"],
      ["rule.mu", 0.3],
    ] as [string, string | number][],
    steps: 20_000,
  },
  {
    name: "a triplet protocol",
    params: { setup: "protocol", rule: { family: "triplet" } },
    edits: [
      ["setup", "protocol"],
      ["rule.family", "triplet"],
    ] as [string, string | number][],
    steps: 50_000,
  },
];

let server: ViteDevServer;
test.beforeAll(async () => {
  server = await createServer({
    root: ROOT,
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1", hmr: false },
    // Of all packages only those that a worker needs, kept apart from those of `npm start`.
    optimizeDeps: { entries: ["src/sim-client/client.ts", "e2e/presetDigests.ts"] },
    cacheDir: "node_modules/.vite-digests",
  });
  await server.listen();
});
test.afterAll(() => server.close());

const execute = promisify(execFile);

/** Runs a program of the lab in Node; the page may run the same meanwhile. */
const program = async (...args: string[]): Promise<unknown> => {
  const { stdout } = await execute(process.execPath, [".scripts/run.mjs", ...args], { cwd: ROOT, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
};

async function inNode(edits: readonly [string, string | number][], steps: number): Promise<string> {
  const set = edits.flatMap(([path, value]) => ["--set", `${path}=${value}`]);
  const run = await program("workers/cli/bin.ts", "run", "stdp", ...set, "--seed", "11", "--steps", String(steps));
  return (run as { digest: string }).digest;
}

for (const { name, params, edits, steps } of RUNS) {
  test(name, async ({ page }) => {
    const blank = `${server.resolvedUrls?.local[0]}digest`;
    await page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "<title>Digest</title>" }));
    await page.goto(blank);
    const run = `(async () => {
      const { createClient } = await import("/src/sim-client/client.ts");
      const client = createClient({ onFrame() {}, onError() {}, onRecovered() {} });
      const opened = await client.open({ experiment: "stdp", params: ${JSON.stringify(params)}, seed: 11 });
      if (!opened.ok) return opened.error.message;
      await client.step(${steps});
      const digest = await client.digest();
      client.dispose();
      return digest.ok ? digest.value : digest.error.message;
    })()`;
    const [inPage, there] = await Promise.all([page.evaluate<string>(run), inNode(edits, steps)]);
    expect(inPage).toMatch(/^[0-9a-f]{64}$/);
    expect(inPage).toBe(there);
  });
}

test("every preset of every experiment", async ({ page }) => {
  test.setTimeout(180_000);
  const blank = `${server.resolvedUrls?.local[0]}digest`;
  await page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "<title>Digest</title>" }));
  await page.goto(blank);
  const [inPage, there] = await Promise.all([
    page.evaluate<PresetDigest[]>('import("/e2e/presetDigests.ts").then((digests) => digests.presetDigests())'),
    program("e2e/presetDigestsInNode.ts"),
  ]);
  expect(inPage.length).toBeGreaterThan(50);
  for (const { digest } of inPage) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(inPage).toEqual(there);
});
