import { cpus } from "node:os";
import { chromium } from "@playwright/test";
import { createServer } from "vite";
import { type Measurement, measureAll } from "../workers/cli/benchmarks";
import { CHROMIUM_ARGS, ensureChromium } from "./setup/chromium.mjs";

/** `npm run benchmark [-- --json]`: the same cases in Node and in Chromium, as a table or as JSON. */

async function inChromium(): Promise<Measurement[]> {
  const server = await createServer({ logLevel: "error", server: { port: 0, host: "127.0.0.1" } });
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });
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
    await browser.close();
    await server.close();
  }
}

const round = (value: number, digits = 3) => Number(value.toPrecision(digits));

const results = { node: measureAll(() => performance.now()), chromium: await inChromium() };
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ cpu: cpus()[0]?.model, nodeVersion: process.version, ...results }, null, 2));
} else {
  console.log(`${cpus()[0]?.model}, one core, Node ${process.version}`);
  console.table(
    results.node.map((row, i) => ({
      case: row.name,
      "rate (Hz)": round(row.rateHz),
      "x real time, Node": round(row.realTime),
      "x real time, Chromium": round(results.chromium[i]?.realTime ?? Number.NaN),
      "events/s, Node": row.eventsPerSecond.toExponential(2),
      "bytes/synapse": round(row.bytesPerSynapse),
    })),
  );
}
