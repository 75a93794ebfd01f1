import type { Locator, Page } from "@playwright/test";
import {
  complaints,
  expect,
  expectInk,
  fitsSideways,
  fullSpeed,
  openLink,
  openRunning,
  pauseAt,
  picture,
  playButton,
  readout,
  seconds,
  test,
} from "./lab";

/** Rewiring: what a rule, a hand or a frozen topology does to the connections is what the page shows, counted in steps. */

const PRESETS = ["deepR", "rigl", "static", "extreme", "spiking"] as const;

test("presets draw their views, and the console stays quiet", async ({ page }) => {
  test.setTimeout(120_000);
  const heard = complaints(page);
  await openRunning(page, "./#/rewiring");
  for (const id of PRESETS) {
    await page.goto(`./#/rewiring?preset=${id}`);
    await expect(page.locator("[data-view]")).toHaveCount(11);
    await expectInk(page, 11);
    expect(heard, id).toEqual([]);
  }
});

const matrix = (page: Page): Locator => page.locator('[data-view="connections"]');
const pad = (page: Page): Locator => matrix(page).getByRole("application");
const said = (page: Page): Locator => pad(page).locator("[aria-live=polite]");

async function openPaused(page: Page): Promise<void> {
  await openRunning(page, "./#/rewiring");
  // Of 1 ms each as `seconds` counts them; traces have a sample every five.
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.02);
  await pauseAt(page);
}

test("a run counts steps and epochs, on the bar and on the axes", async ({ page }) => {
  await openPaused(page);
  await expect(page.locator('output[aria-label="Time"]')).toHaveText(/^step \d+ · epoch \d+\.\d$/);
  await expect(page.getByRole("slider", { name: "Time in the run" })).toHaveAttribute(
    "aria-valuetext",
    /^step \d+ · epoch/,
  );
  await expect(page.getByRole("slider", { name: "Speed" })).toHaveAttribute("aria-valuetext", /^\d+ steps\/s$/);
  const training = page.locator('[data-view="training"]');
  await training.getByRole("button", { name: "Describe this view" }).focus();
  await page.keyboard.press("Enter");
  await expect(training.getByRole("application").locator("[aria-live=polite]")).toHaveText(
    /steps shown.*Loss.*Test accuracy/,
  );
});

test("the network learns, with a constant number of connections that come and go", async ({ page }) => {
  test.setTimeout(120_000);
  await openLink(page, "./#/rewiring?preset=rigl");
  await fullSpeed(page);
  const count = await readout(page, "Connections");
  await expect.poll(() => readout(page, "Test accuracy"), { timeout: 90_000 }).toBeGreaterThan(60);
  expect(await readout(page, "Connections")).toBe(count);
  await expect.poll(() => readout(page, "Gradient probes")).toBeGreaterThan(0);
});

test("a rectangle is cut by hand, and the fixed control stays without it", async ({ page }) => {
  await openLink(page, "./#/rewiring?preset=static");
  const before = await readout(page, "Connections");
  await matrix(page).getByRole("button", { name: "Cut", exact: true }).click();
  const box = await picture(page, "connections").boundingBox();
  if (box === null) throw new Error("the matrix is not on the page");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.3, 0.4));
  await page.mouse.down();
  await page.mouse.move(...at(0.45, 0.55));
  await page.mouse.move(...at(0.6, 0.75));
  await page.mouse.up();
  await expect(page.getByRole("status").filter({ hasText: "Cut a region" })).toBeVisible();
  await expect.poll(() => readout(page, "Connections")).toBeLessThan(0.95 * before);
});

test("the cursor says what a cell is, and when what is in it was born", async ({ page }) => {
  await openLink(page, "./#/rewiring?preset=static");
  await pad(page).focus();
  await page.keyboard.press("ArrowDown");
  await expect(said(page)).toHaveText(/^Source 0, Target 0, Weight: /);
  // Among fifty cells one is connected.
  for (let i = 0; i < 300; i++) {
    await page.keyboard.press("ArrowRight");
    if (/born [\d\u202f]+ steps ago/.test((await said(page).textContent()) ?? "")) break;
  }
  await expect(said(page)).toHaveText(/Weight: [−\d.e×⁻]+.*born [\d\u202f]+ steps ago/);
});

test("a frozen topology rests while weights learn, and a rule can be exchanged", async ({ page }) => {
  test.setTimeout(120_000);
  const heard = complaints(page);
  await openRunning(page, "./#/rewiring");
  await expect.poll(() => readout(page, "Born per step")).toBeGreaterThan(0);
  await page.getByRole("switch", { name: /^Freeze topology/ }).click({ force: true });
  await expect.poll(() => readout(page, "Born per step"), { timeout: 20_000 }).toBe(0);
  await expect(playButton(page, "Pause")).toBeVisible();
  expect(heard).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("everything fits", async ({ page }) => {
    await openPaused(page);
    await fitsSideways(page);
    const canvas = await picture(page, "connections").boundingBox();
    if (canvas === null) throw new Error("the matrix is not on the page");
    expect(canvas.height).toBeGreaterThan(220);
  });
});
