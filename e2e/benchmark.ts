import { cpus } from "node:os";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, createServer, preview } from "vite";
import { type BlockMeasurement, measureBlocks } from "../workers/cli/benchmarkBlock";
import { type CarveMeasurement, measureCarving } from "../workers/cli/benchmarkCarve";
import { type CrossbarMeasurement, measureCrossbars } from "../workers/cli/benchmarkCrossbar";
import { type DeviceMeasurement, measureDevices } from "../workers/cli/benchmarkDevices";
import { type LearningMeasurement, measureLearning } from "../workers/cli/benchmarkLearning";
import { measureReadings, type ReadingMeasurement } from "../workers/cli/benchmarkReading";
import { measureRewirings, type RewiringMeasurement } from "../workers/cli/benchmarkStructural";
import { type Measurement, measureAll } from "../workers/cli/benchmarks";
import { fullSpeed, openLink, openRunning, playButton } from "./lab";
import { compareSpice } from "./peers/ngspice";
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

interface KernelMeasurement {
  readonly cases: Measurement[];
  readonly crossbars: CrossbarMeasurement[];
  readonly blocks: BlockMeasurement[];
  readonly carving: CarveMeasurement[];
  readonly readings: ReadingMeasurement[];
  readonly devices: DeviceMeasurement[];
  readonly rewirings: RewiringMeasurement[];
  readonly learning: LearningMeasurement[];
}

async function kernelIn(browser: Browser): Promise<KernelMeasurement> {
  const server = await createServer({ logLevel: "error", server: { port: 0, host: "127.0.0.1", hmr: false } });
  try {
    await server.listen();
    const page = await browser.newPage();
    const blank = `${server.resolvedUrls?.local[0]}benchmark`;
    await page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "<title>Benchmark</title>" }));
    await page.goto(blank);
    // As text: a bundler must not resolve a path that only the server knows.
    const cases = await page.evaluate<Measurement[]>(
      'import("/workers/cli/benchmarks.ts").then((cases) => cases.measureAll(() => performance.now()))',
    );
    const crossbars = await page.evaluate<CrossbarMeasurement[]>(
      'import("/workers/cli/benchmarkCrossbar.ts").then((cases) => cases.measureCrossbars(() => performance.now()))',
    );
    const blocks = await page.evaluate<BlockMeasurement[]>(
      'import("/workers/cli/benchmarkBlock.ts").then((cases) => cases.measureBlocks(() => performance.now()))',
    );
    const carving = await page.evaluate<CarveMeasurement[]>(
      'import("/workers/cli/benchmarkCarve.ts").then((cases) => cases.measureCarving(() => performance.now()))',
    );
    const readings = await page.evaluate<ReadingMeasurement[]>(
      'import("/workers/cli/benchmarkReading.ts").then((cases) => cases.measureReadings(() => performance.now()))',
    );
    const devices = await page.evaluate<DeviceMeasurement[]>(
      'import("/workers/cli/benchmarkDevices.ts").then((cases) => cases.measureDevices(() => performance.now()))',
    );
    const rewirings = await page.evaluate<RewiringMeasurement[]>(
      'import("/workers/cli/benchmarkStructural.ts").then((cases) => cases.measureRewirings(() => performance.now()))',
    );
    const learning = await page.evaluate<LearningMeasurement[]>(
      'import("/workers/cli/benchmarkLearning.ts").then((cases) => cases.measureLearning(() => performance.now()))',
    );
    return { cases, crossbars, blocks, carving, readings, devices, rewirings, learning };
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
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
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
const crossbars = measureCrossbars(() => performance.now());
const blocks = measureBlocks(() => performance.now());
const carving = measureCarving(() => performance.now());
const readings = measureReadings(() => performance.now());
const devices = measureDevices(() => performance.now());
const rewirings = measureRewirings(() => performance.now());
const learning = measureLearning(() => performance.now());
const comparison = comparePeers();
const spice = compareSpice();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });
const {
  cases: chromiumCases,
  crossbars: chromiumCrossbars,
  blocks: chromiumBlocks,
  carving: chromiumCarving,
  readings: chromiumReadings,
  devices: chromiumDevices,
  rewirings: chromiumRewirings,
  learning: chromiumLearning,
} = await kernelIn(browser);
const page = await pageIn(browser);
await browser.close();

if (process.argv.includes("--json")) {
  const machine = { cpu: cpus()[0]?.model, nodeVersion: process.version };
  console.log(
    JSON.stringify(
      {
        ...machine,
        node,
        chromium: chromiumCases,
        crossbars: { node: crossbars, chromium: chromiumCrossbars, spice },
        blocks: { node: blocks, chromium: chromiumBlocks },
        carving: { node: carving, chromium: chromiumCarving },
        readings: { node: readings, chromium: chromiumReadings },
        devices: { node: devices, chromium: chromiumDevices },
        rewirings: { node: rewirings, chromium: chromiumRewirings },
        learning: { node: learning, chromium: chromiumLearning },
        comparison,
        page,
      },
      null,
      2,
    ),
  );
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
  console.table(
    crossbars.map((row, i) => ({
      crossbar: `${row.size} x ${row.size}, ${row.array}`,
      "factor (ms)": round(row.factorMs),
      "after an edit, 1e-4 (ms)": round(row.dragMs),
      "and in Chromium": round(chromiumCrossbars[i]?.dragMs ?? Number.NaN),
      "from nothing, 1e-4 (ms)": round(row.freshMs),
      "its iterations": row.freshIterations,
      "from nothing, 1e-8 (ms)": round(row.restMs),
      "iterations at 1e-8": row.restIterations,
      "1e-8 in Chromium (ms)": round(chromiumCrossbars[i]?.restMs ?? Number.NaN),
    })),
  );
  console.table(
    blocks.map((row, i) => ({
      block: row.block,
      cells: row.cells,
      "factor (ms)": round(row.factorMs),
      "after an edit, 1e-4 (ms)": round(row.dragMs),
      "from nothing, 1e-8 (ms)": round(row.restMs),
      "iterations at 1e-8": row.restIterations,
      "factor in Chromium (ms)": round(chromiumBlocks[i]?.factorMs ?? Number.NaN),
      "1e-8 in Chromium (ms)": round(chromiumBlocks[i]?.restMs ?? Number.NaN),
    })),
  );
  console.table(
    carving.map((row, i) => ({
      "block that is carved": row.block,
      cells: row.cells,
      active: row.active,
      batch: row.batch,
      "step (ms)": round(row.stepMs),
      "steps per second": round(1000 / row.stepMs),
      "and in Chromium": round(1000 / (chromiumCarving[i]?.stepMs ?? Number.NaN)),
    })),
  );
  console.table(
    readings.map((row, i) => ({
      "block that is read": row.block,
      cells: row.cells,
      "step and all channels (ms)": round(row.stepMs),
      "edit and all channels (ms)": round(row.editMs),
      "until all curves are there (ms)": round(row.restMs),
      "edit in Chromium (ms)": round(chromiumReadings[i]?.editMs ?? Number.NaN),
    })),
  );
  console.table(
    devices.map((row, i) => ({
      device: `${row.model}, ${row.devices}`,
      "step, mean (ms)": round(row.meanMs),
      "step, longest (ms)": round(row.longestMs),
      "mean in Chromium": round(chromiumDevices[i]?.meanMs ?? Number.NaN),
      "bytes/device": round(row.bytesPerDevice),
    })),
  );
  console.table(
    rewirings.map((row, i) => ({
      rewiring: `${row.rule}, ${row.connections} of ${row.pairs} pairs`,
      "births and deaths": Math.round(row.changes),
      "one rewiring (ms)": round(row.ms),
      "and both indices (ms)": round(row.indexMs),
      "one in Chromium (ms)": round(chromiumRewirings[i]?.ms ?? Number.NaN),
    })),
  );
  console.table(
    learning.map((row, i) => ({
      learning: `${row.network}, ${row.rule}, ${row.connectivity} %`,
      "samples per second": round(row.samplesPerSecond),
      "and in Chromium": round(chromiumLearning[i]?.samplesPerSecond ?? Number.NaN),
      "longest step (ms)": round(row.longestMs),
    })),
  );
  console.log(
    spice.spiceMs === undefined
      ? `crossbar of ${spice.size} x ${spice.size} in ngspice: not compared, ${spice.missing}`
      : `crossbar of ${spice.size} x ${spice.size}: ngspice ${round(spice.spiceMs)} ms, the lab ${round(spice.ownMs)} ms ` +
          `(${round(spice.spiceMs / spice.ownMs)} times faster), outputs apart by ${(spice.apart ?? Number.NaN).toExponential(1)}`,
  );
  console.table({
    "first step on the screen (ms)": round(page.interactiveMs),
    "frames per second at full speed": round(page.framesPerSecond),
    "longest task of the page at full speed (ms; below 50 counts as none)": round(page.longestTaskMs),
    "frames per second with a million neurons": round(page.million.framesPerSecond),
    "longest task with a million neurons (ms)": round(page.million.longestTaskMs),
    "key to effect (ms)": round(page.commandMs),
  });
}
