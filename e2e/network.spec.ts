import type { Page } from "@playwright/test";
import {
  complaints,
  expect,
  expectInk,
  field,
  fitsSideways,
  fullSpeed,
  newContext,
  openLink,
  openRunning,
  pauseByButton,
  picture,
  readout,
  seconds,
  setField,
  test,
} from "./lab";

/** Networks of spiking neurons: what a person does to them shows in their rates, rhythms and graphs. */

/** Opens the form of an action and carries it out. */
async function intervene(page: Page, name: string, args: Readonly<Record<string, number>> = {}): Promise<void> {
  await page.getByRole("button", { name: `${name}…` }).click();
  const form = page.getByRole("dialog", { name });
  for (const [label, value] of Object.entries(args)) {
    const box = form.getByRole("textbox", { name: new RegExp(`^${label}`) });
    await box.fill(String(value));
    await box.press("Tab");
  }
  await form.getByRole("button", { name: "Apply now" }).click();
  await expect(form).toBeHidden();
}

test("presets draw every view, and the console stays quiet", async ({ page }) => {
  test.setTimeout(120_000);
  const heard = complaints(page);
  for (const [id, views] of [
    ["brunelAI", 7],
    ["cuba", 7],
    ["coba", 7],
    ["izhikevich2003", 6],
    ["smallWorldLoud", 6],
  ] as const) {
    // Another link in the same page: nothing is loaded anew.
    await openLink(page, `./#/network?preset=${id}`);
    await fullSpeed(page);
    await expect.poll(() => seconds(page), { timeout: 30_000 }).toBeGreaterThan(1);
    await expectInk(page, views);
    expect(heard, id).toEqual([]);
  }
});

test("dragging the point on the map moves the network to another regime, and can be undone", async ({ page }) => {
  await openRunning(page, "./#/network");
  await fullSpeed(page);
  await expect.poll(() => readout(page, "Irregularity")).toBeGreaterThan(0.25);
  const box = await page.locator("[data-map-handle]").boundingBox();
  if (box === null) throw new Error("the map has no handle");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 30, y, { steps: 4 });
  await page.mouse.move(x - 60, y, { steps: 4 });
  await page.mouse.up();
  expect(Number(await field(page, "Relative inhibition").inputValue())).toBeLessThan(3.7);
  // Excitation wins: high rates, clock-like neurons.
  await expect.poll(() => readout(page, "Excitatory rate"), { timeout: 30_000 }).toBeGreaterThan(120);
  await expect.poll(() => readout(page, "Irregularity"), { timeout: 30_000 }).toBeLessThan(0.2);
  await page.keyboard.press("Control+z");
  await expect(field(page, "Relative inhibition")).toHaveValue("5");
  await page.locator("[data-map-handle]").focus();
  await page.keyboard.press("ArrowUp");
  expect(Number(await field(page, "External drive").inputValue())).toBeGreaterThan(2);
});

test("COBA is silent until it is kicked, goes on by itself, and dies when all of it is silenced", async ({ page }) => {
  await openLink(page, "./#/network?preset=cobaQuiet");
  await fullSpeed(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(1);
  expect(await readout(page, "Excitatory rate")).toBe(0);
  await intervene(page, "Kick");
  const at = await seconds(page);
  await expect.poll(() => seconds(page), { timeout: 30_000 }).toBeGreaterThan(at + 2);
  expect(await readout(page, "Excitatory rate")).toBeGreaterThan(8);
  await page.getByRole("button", { name: "Silence", exact: true }).click();
  const box = await picture(page, "raster").boundingBox();
  if (box === null) throw new Error("no raster");
  await page.mouse.move(box.x + box.width / 2, box.y + 15);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 28, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => readout(page, "Excitatory rate"), { timeout: 30_000 }).toBe(0);
});

test("killing takes the living, and a step back brings them to life", async ({ page }) => {
  await openLink(page, "./#/network?preset=cuba");
  await expect.poll(() => readout(page, "Living neurons")).toBe(4000);
  await intervene(page, "Kill", { Share: 1 });
  await expect.poll(() => readout(page, "Living neurons")).toBe(0);
  await pauseByButton(page);
  // The run may have gone on for more than one stride in the meantime.
  await expect(async () => {
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => readout(page, "Living neurons"), { timeout: 2000 }).toBe(4000);
  }).toPass();
});

test("rewiring while it runs breaks the clustering and shortens the paths", async ({ page }) => {
  await openLink(page, "./#/network?preset=ring");
  await expect.poll(() => readout(page, "Clustering"), { timeout: 30_000 }).toBeCloseTo(0.6, 2);
  await expect.poll(() => readout(page, "Path length"), { timeout: 30_000 }).toBeGreaterThan(1000);
  const at = await seconds(page);
  await setField(page, "Rewiring", 0.02);
  await expect.poll(() => readout(page, "Path length"), { timeout: 30_000 }).toBeLessThan(40);
  expect(await readout(page, "Clustering")).toBeGreaterThan(0.5);
  await setField(page, "Rewiring", 1);
  await expect.poll(() => readout(page, "Clustering"), { timeout: 30_000 }).toBeLessThan(0.01);
  expect(await seconds(page)).toBeGreaterThan(at);
});

test("a click on a row watches its neuron", async ({ page }) => {
  await openRunning(page, "./#/network");
  await picture(page, "raster").click({ position: { x: 300, y: 60 } });
  await expect.poll(async () => Number(await field(page, "Watched neuron").inputValue())).toBeGreaterThan(0);
});

test("fits a phone, where the map obeys a finger", async ({ browser }) => {
  const context = await newContext(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await openRunning(page, "./#/network");
  await fitsSideways(page);
  await expectInk(page, 1);
  await page.getByRole("tab", { name: "Map of regimes" }).tap();
  await expectInk(page, 1);
  const handle = page.locator("[data-map-handle]");
  const before = Number(await handle.getAttribute("aria-valuenow"));
  const box = await handle.boundingBox();
  if (box === null) throw new Error("the map has no handle");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const devtools = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at: number) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: at, y }] });
  await touch("touchStart", x);
  for (let moved = 10; moved <= 60; moved += 10) await touch("touchMove", x - moved);
  await touch("touchEnd", x - 60);
  await expect.poll(async () => Number(await handle.getAttribute("aria-valuenow"))).toBeLessThan(before);
  await context.close();
});
