import { cpus } from "node:os";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, createServer, preview } from "vite";
import { type Measurement, measureAll } from "../workers/cli/benchmarks";
import { fullSpeed, openLink, openRunning, playButton } from "./lab";
import { comparePeers } from "./peers/peers";
import { CHROMIUM_ARGS, ensureChromium } from "./setup/chromium.mjs";

/**
 * `npm run benchmark [-- --json]`: the kernel's cases in Node and in Chromium, other simulators on one of them where they are
 * installed, then the page itself.
 */

interface PageMeasurement {
  /** From the start of navigation to the first step on the screen, ms. */
  readonly interactiveMs: number;
  /** While the simulation runs as fast as it can. */
  readonly framesPerSecond: number;
  readonly longestTaskMs: number;
  /** The same with a network of a million neurons. */
  readonly million: { readonly framesPerSecond: number; readonly longestTaskMs: number };
  /** From a key to its effect on the screen, through the worker and back, ms: median of twenty. */
  readonly commandMs: number;
}

async function kernelIn(browser: Browser): Promise<Measurement[]> {
  const server = await createServer({ logLevel: "error", server: { port: 0, host: "127.0.0.1", hmr: false } });
  try {
    await server.listen();
    const page = await browser.newPage();
    const blank = `${server.resolvedUrls?.local[0]}benchmark`;
    await page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "<title>Benchmark</title>" }));
    await page.goto(blank);
    // As text: a bundler must not resolve a path that only the server knows.
    return await page.evaluate<Measurement[]>(
      'import("/workers/cli/benchmarks.ts").then((cases) => cases.measureAll(() => performance.now()))',
    );
  } finally {
    await server.close();
  }
}

/** Counts frames and the longest task over `ms` of wall time. */
const watch = (page: Page, ms: number) =>
  page.evaluate(
    (duration) =>
      new Promise<{ frames: number; longest: number }>((resolve) => {
        let frames = 0;
        let longest = 0;
        const observer = new PerformanceObserver((list) => {
          for (const { duration: task } of list.getEntries()) longest = Math.max(longest, task);
        });
        observer.observe({ type: "longtask" });
        const start = performance.now();
        const count = () => {
          frames++;
          if (performance.now() - start < duration) requestAnimationFrame(count);
          else resolve({ frames, longest });
        };
        requestAnimationFrame(count);
      }),
    ms,
  );

/** Frames per second and the longest task while the simulation runs as fast as it can. */
async function smoothness(page: Page): Promise<{ readonly framesPerSecond: number; readonly longestTaskMs: number }> {
  await fullSpeed(page);
  await page.waitForTimeout(2000);
  const seconds = 8;
  const { frames, longest } = await watch(page, seconds * 1000);
  return { framesPerSecond: frames / seconds, longestTaskMs: longest };
}

/** Presses "one step ahead" and waits for the time on the screen to change. */
const roundTrip = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const time = document.querySelector('output[aria-label="Time"]');
        const start = performance.now();
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(time as Element, { childList: true, characterData: true, subtree: true });
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: ".", bubbles: true }));
      }),
  );

async function pageIn(browser: Browser): Promise<PageMeasurement> {
  await build({ logLevel: "error" });
  const server = await preview({ logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const start = performance.now();
    await openRunning(page, server.resolvedUrls?.local[0]);
    const interactiveMs = performance.now() - start;
    const atFullSpeed = await smoothness(page);
    await page.keyboard.press("Space");
    await playButton(page, "Run").waitFor();
    const trips: number[] = [];
    for (let k = 0; k < 20; k++) {
      // Readouts that change often are written ten times a second; this is about the first change after a rest.
      await page.waitForTimeout(200);
      trips.push(await roundTrip(page));
    }
    const commandMs = trips.sort((a, b) => a - b)[10] ?? Number.NaN;
    await page.goto("about:blank");
    await openLink(page, `${server.resolvedUrls?.local[0]}#/network?preset=million`);
    return { interactiveMs, ...atFullSpeed, commandMs, million: await smoothness(page) };
  } finally {
    await server.close();
  }
}

const round = (value: number, digits = 3) => Number(value.toPrecision(digits));

const node = measureAll(() => performance.now());
const comparison = comparePeers();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });
const chromiumCases = await kernelIn(browser);
const page = await pageIn(browser);
await browser.close();

if (process.argv.includes("--json")) {
  const machine = { cpu: cpus()[0]?.model, nodeVersion: process.version };
  console.log(JSON.stringify({ ...machine, node, chromium: chromiumCases, comparison, page }, null, 2));
} else {
  console.log(`${cpus()[0]?.model}, one core, Node ${process.version}`);
  console.table(
    node.map((row, i) => ({
      case: row.name,
      neurons: row.neurons,
      synapses: row.synapses,
      "rate (Hz)": round(row.rateHz),
      "x real time, Node": round(row.realTime),
      "x real time, Chromium": round(chromiumCases[i]?.realTime ?? Number.NaN),
      "events/s, Node": row.eventsPerSecond.toExponential(2),
      "events/s, Chromium": chromiumCases[i]?.eventsPerSecond.toExponential(2),
      "bytes/neuron": row.bytesPerNeuron === undefined ? "" : round(row.bytesPerNeuron),
      "bytes/synapse": round(row.bytesPerSynapse),
      "built in (s)": round(row.buildSeconds, 2),
    })),
  );
  console.log(`${comparison.network}: ${round(comparison.ownMs)} ms per second of biology`);
  for (const { peer, peerMs, ratio, missing } of comparison.peers) {
    console.log(
      peerMs === undefined || ratio === undefined
        ? `${peer}: not compared, ${missing}`
        : `${peer}: ${round(peerMs)} ms per second of biology, the lab takes ${round(ratio)} of that`,
    );
  }
  console.table({
    "first step on the screen (ms)": round(page.interactiveMs),
    "frames per second at full speed": round(page.framesPerSecond),
    "longest task of the page at full speed (ms; below 50 counts as none)": round(page.longestTaskMs),
    "frames per second with a million neurons": round(page.million.framesPerSecond),
    "longest task with a million neurons (ms)": round(page.million.longestTaskMs),
    "key to effect (ms)": round(page.commandMs),
  });
}
