import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, ensureChromium, VARIABLE } from "./setup/chromium.mjs";

// Playwright reads this file again in every worker: what the first reading found out is handed on in the environment.
process.env[VARIABLE] ??= await ensureChromium();
const port = process.env.E2E_PORT ?? "4179";
const url = `http://127.0.0.1:${port}/`;

/** The specs run on the built page (`npm run build` first), in Chromium with software rendering. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // One page leaves a core idle now and then; the times a test waits for something allow for a second one.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/e2e.json" }]],
  use: {
    baseURL: url,
    browserName: "chromium",
    headless: true,
    locale: "en-GB",
    // A page of its own for every test, not one from the copy that an earlier build left; the specs of offline use allow them.
    serviceWorkers: "block",
    // Emptied from test to test, but with the scripts of the page already read.
    reuseContext: true,
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env[VARIABLE],
      // Canvases are drawn by the processor either way; without a pretended graphics card it has less to do.
      args: [...CHROMIUM_ARGS, "--disable-gpu"],
    },
  },
  webServer: {
    command: `node ../node_modules/vite/bin/vite.js preview .. --host 127.0.0.1 --port ${port} --strictPort`,
    url,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
