import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { fullSpeed, openLink, playButton, seconds } from "./lab";
import { CHROMIUM_ARGS, ensureChromium } from "./setup/chromium.mjs";

/**
 * `npm run soak [-- --minutes 60]`: runs the lab for an hour in Chromium, a share of it on every experiment, and asks whether
 * its memory stays flat within 5 %. Linux only, where the memory of a process can be read.
 *
 * Snapshots and remembered streams fill their bounds first: the last third of each share is compared with the third before.
 */

/** None of them comes to the last step that the kernel can number, as a single cell would. */
const SHARES = [
  { link: "stdp?preset=song", compared: false },
  { link: "network?preset=cuba", compared: false },
  { link: "network?preset=brunelAI", compared: true },
  { link: "device?preset=loop", compared: false },
  { link: "crossbar?preset=drift", compared: false },
  { link: "rewiring?preset=deepR", compared: true },
  { link: "growth?preset=growth", compared: false },
] as const;
const TOLERANCE = 0.05;
const SAMPLES_PER_THIRD = 20;

const option = process.argv.indexOf("--minutes");
const minutes = option < 0 ? 60 : Number(process.argv[option + 1]);
if (!(minutes > 0)) {
  console.error("soak: --minutes must be a number above 0");
  process.exit(2);
}

const statusOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
};

const numberIn = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);

/** Megabytes that the largest renderer below this process holds: the page with its workers. */
function rendererMegabytes(): number {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, status: statusOf(pid) }));
  const parents = new Map(processes.map(({ pid, status }) => [pid, String(numberIn(status, "PPid"))]));
  const below = (pid: string): boolean => {
    for (let up: string | undefined = pid; up !== undefined && up !== "0"; up = parents.get(up))
      if (up === String(process.pid)) return true;
    return false;
  };
  const sizes = processes
    .filter(({ pid }) => below(pid))
    .filter(({ pid }) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
      } catch {
        return false;
      }
    })
    .map(({ status }) => numberIn(status, "VmRSS") / 1024);
  return Math.max(...sizes);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function third(page: Page, ms: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const samples: number[] = [];
  for (let k = 0; k < SAMPLES_PER_THIRD; k++) {
    await sleep(ms / SAMPLES_PER_THIRD);
    // What can be collected is not held.
    await session.send("HeapProfiler.collectGarbage");
    samples.push(rendererMegabytes());
  }
  await session.detach();
  return median(samples);
}

await build({ logLevel: "error" });
const server = await preview({ logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });
let flat = true;
try {
  for (const { link, compared } of SHARES) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
    await openLink(page, `${server.resolvedUrls?.local[0]}#/${link}`);
    if (compared) {
      await page.keyboard.press("f");
      await page.getByRole("button", { name: "Swap A and B" }).waitFor();
    }
    await fullSpeed(page);
    const ms = (minutes * 60_000) / SHARES.length / 3;
    await third(page, ms);
    const before = await third(page, ms);
    const after = await third(page, ms);
    await playButton(page, "Pause").waitFor();
    const growth = after / before - 1;
    flat &&= growth <= TOLERANCE;
    console.log(
      `${link}${compared ? ", compared" : ""}: ${Math.round(before)} MB, then ${Math.round(after)} MB (${(100 * growth).toFixed(1)} %), ${Math.round(await seconds(page))} s of biology`,
    );
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(flat ? "soak: memory is flat" : `soak: memory grows by more than ${100 * TOLERANCE} %`);
process.exit(flat ? 0 : 1);
