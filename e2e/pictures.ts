import { mkdirSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { chooseSetUp, fullSpeed, openRunning, pauseAt, playButton, preset, readout, seconds, setField } from "./lab";
import { CHROMIUM_ARGS, ensureChromium } from "./setup/chromium.mjs";

/** `npm run pictures`: takes the pictures of the README from the built page. */

const FOLDER = ".pictures";

async function until(page: Page, holds: () => Promise<boolean>): Promise<void> {
  for (let k = 0; k < 600 && !(await holds()); k++) await page.waitForTimeout(100);
}

mkdirSync(FOLDER, { recursive: true });
await build({ logLevel: "error" });
const server = await preview({ logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
const url = server.resolvedUrls?.local[0] ?? "";
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });

/** A page of its own with the "drag me" mark already gone. */
async function open(colorScheme: "light" | "dark", width: number, height: number, path = ""): Promise<Page> {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: 1,
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem("synaptarium.windowDragged", "true"));
  await openRunning(page, url + path);
  return page;
}

/** Takes the picture without the ring of keyboard focus. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}

const competition = await open("light", 1440, 900);
await fullSpeed(competition);
await until(competition, async () => (await readout(competition, "Weights near a bound")) > 0.72);
await pauseAt(competition);
await take(competition, "competition");

const protocol = await open("dark", 1440, 900);
await chooseSetUp(protocol, "Protocol");
await preset(protocol, "Triplets").click();
await fullSpeed(protocol);
await until(protocol, async () => (await readout(protocol, "Weight change")) > 0.35);
await protocol.waitForTimeout(500);
await take(protocol, "protocol");

const cell = await open("dark", 1440, 900, "#/neuron");
await preset(cell, "Regular bursting").click();
await until(cell, async () => (await seconds(cell)) > 1.2);
await playButton(cell, "Pause").click();
await take(cell, "neuron");

const network = await open("light", 1440, 900, "#/network");
await preset(network, "Fast oscillation").click();
await until(network, async () => (await seconds(network)) > 3);
await playButton(network, "Pause").click();
await take(network, "network");

const compared = await open("light", 1440, 900, "#/network");
await until(compared, async () => (await seconds(compared)) > 0.5);
await compared.keyboard.press("f");
await setField(compared, "Relative inhibition", 4);
const forked = await seconds(compared);
await until(compared, async () => (await seconds(compared)) > forked + 0.6);
await playButton(compared, "Pause").click();
await take(compared, "compare");

const rewiring = await open("light", 1440, 900, "#/rewiring");
await until(rewiring, async () => (await seconds(rewiring)) > 1);
await pauseAt(rewiring);
await take(rewiring, "rewiring");

const growth = await open("dark", 1440, 900, "#/growth");
await fullSpeed(growth);
await until(growth, async () => (await seconds(growth)) > 130);
await pauseAt(growth);
await take(growth, "growth");

const device = await open("dark", 1440, 900, "#/device");
await until(device, async () => (await seconds(device)) > 1.8);
await playButton(device, "Pause").click();
await take(device, "device");

const crossbar = await open("light", 1440, 900, "#/crossbar");
await until(crossbar, async () => (await readout(crossbar, "Error of the product")) > 0);
await playButton(crossbar, "Pause").click();
await take(crossbar, "crossbar");

const block = await open("dark", 1440, 900, "#/vrram");
await block.getByRole("radiogroup").getByText("Carve", { exact: true }).first().click();
await preset(block, "Ten digits").click();
await until(block, async () => (await readout(block, "Test accuracy")) > 80);
await playButton(block, "Pause").click();
await take(block, "block");

const phone = await open("dark", 390, 844);
await until(phone, async () => (await seconds(phone)) > 60);
await take(phone, "phone");

await browser.close();
await server.close();
