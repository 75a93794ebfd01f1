import type { Locator, Page } from "@playwright/test";
import {
  complaints,
  expect,
  expectInk,
  fitsSideways,
  openLink,
  openRunning,
  pauseAt,
  picture,
  readout,
  setField,
  test,
} from "./lab";

/** The crossbar: what a hand does to a cell, and what a slider does to the wires, is what the outputs show. */

const PRESETS = [
  ["product", 3],
  ["wires", 3],
  ["bothSides", 3],
  ["picture", 3],
  ["converters", 4],
  ["sneak", 2],
  ["halfSelect", 2],
  ["selector", 2],
  ["transistor", 2],
  ["short", 3],
  ["digits", 5],
  ["brokenDigits", 5],
  ["drift", 4],
  ["compensated", 4],
  ["chargeTrap", 4],
] as const;

test("every preset draws its views, and the console stays quiet", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/crossbar");
  for (const [id, views] of PRESETS) {
    // Another link in the same page: nothing is loaded anew.
    await page.goto(`./#/crossbar?preset=${id}`);
    await expect(page.locator("[data-view]")).toHaveCount(views);
    await expectInk(page, views);
    expect(heard, id).toEqual([]);
  }
});

const array = (page: Page): Locator => page.locator('[data-view="array"]');
/** The picture as something that keys are meant for. */
const pad = (page: Page): Locator => array(page).getByRole("application");
const said = (page: Page): Locator => pad(page).locator("[aria-live=polite]");

/** Places of the cursor are only certain while no frame moves anything. */
async function openPaused(page: Page, path = "./#/crossbar"): Promise<void> {
  await openRunning(page, path);
  await pauseAt(page);
}

test("a click programs a cell, the right button breaks it and mends it again", async ({ page }) => {
  const heard = complaints(page);
  await openPaused(page);
  const box = await picture(page, "array").boundingBox();
  if (box === null) throw new Error("the array is not on the page");
  const position = { x: box.width * 0.45, y: box.height * 0.5 };
  await picture(page, "array").click({ position });
  await expect(page.getByRole("status").filter({ hasText: "Program a cell" })).toBeVisible();
  const value = array(page)
    .locator("div")
    .filter({ hasText: /^Row \d+, Column \d+\nConductance: 100/ });
  await expect(value.last()).toBeVisible();

  await picture(page, "array").click({ button: "right", position });
  await expect.poll(() => readout(page, "Faults")).toBe(1);
  await expect(said(page)).toHaveText("broken");
  await picture(page, "array").click({ button: "right", position });
  await expect.poll(() => readout(page, "Faults")).toBe(0);
  expect(heard).toEqual([]);
});

test("a marked rectangle is programmed at once", async ({ page }) => {
  await openPaused(page);
  const before = await readout(page, "Power");
  const box = await picture(page, "array").boundingBox();
  if (box === null) throw new Error("the array is not on the page");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.keyboard.down("Shift");
  await page.mouse.move(...at(0.25, 0.35));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.5));
  await page.mouse.move(...at(0.55, 0.7));
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(page.getByRole("status").filter({ hasText: "Program a rectangle" })).toBeVisible();
  await expect.poll(() => readout(page, "Power")).not.toBe(before);
});

test("worse wires take more of the outputs", async ({ page }) => {
  await openPaused(page);
  const loss = () => readout(page, "Loss in wires");
  const before = await loss();
  expect(before).toBeGreaterThan(0.1);
  await setField(page, "Row wire", 5);
  await expect.poll(loss).toBeGreaterThan(1.3 * before);
  await setField(page, "Row wire", 0);
  await expect.poll(loss).toBeLessThan(0.8 * before);
});

test("the cell cursor moves by keys and says what it is on", async ({ page }) => {
  await openPaused(page);
  await pad(page).focus();
  await page.keyboard.press("ArrowDown");
  await expect(said(page)).toHaveText(/^Row 0, Column 0, Conductance: [\d.]+\sµS$/);
  await page.keyboard.press("ArrowRight");
  await expect(said(page)).toHaveText(/^Row 0, Column 1,/);
  await page.keyboard.press("End");
  await page.keyboard.press("PageDown");
  await expect(said(page)).toHaveText(/^Row 6, Column 63,/);
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText(/^programmed to 100\sµS$/);
  await page.keyboard.press("Delete");
  await expect.poll(() => readout(page, "Faults")).toBe(1);
  await expect(page).toHaveURL(/crossbar/);
});

test("keys and the wheel zoom, all of it comes back, and other layers and scales can be chosen", async ({ page }) => {
  await openPaused(page);
  const fit = array(page).getByRole("button", { name: "Show all" });
  await picture(page, "array").hover({ position: { x: 250, y: 250 } });
  await page.mouse.wheel(0, -400);
  await expect(fit).toBeVisible();
  await fit.click();
  await expect(fit).toHaveCount(0);
  await pad(page).focus();
  await page.keyboard.press("+");
  await expect(fit).toBeVisible();
  await page.keyboard.press("0");
  await expect(fit).toHaveCount(0);

  await array(page).getByRole("combobox", { name: "What is shown" }).selectOption({ label: "Row voltages" });
  await pad(page).focus();
  // The cursor speaks of what is painted, and the other layer is with the next frame only.
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(said(page)).toHaveText(/^Row \d+, Column 0, Voltage: [−\d.]+\s[µm]?V$/, { timeout: 200 });
  }).toPass();
  await array(page).getByRole("combobox", { name: "Scale" }).selectOption("log");
  await expect(array(page).getByRole("combobox", { name: "Scale" })).toHaveValue("log");
});

test("reading a cell shows the ways around it, and Select reads another one", async ({ page }) => {
  const heard = complaints(page);
  await openLink(page, "./#/crossbar?preset=sneak");
  await expect(page.locator('[data-view="margin"]')).toBeVisible();
  await expect.poll(() => readout(page, "Read margin")).toBeLessThan(0.3);
  await array(page).getByRole("button", { name: "Select", exact: true }).click();
  const box = await picture(page, "array").boundingBox();
  if (box === null) throw new Error("the array is not on the page");
  await picture(page, "array").click({ position: { x: box.width * 0.45, y: box.height * 0.5 } });
  await expect(page.getByRole("textbox", { name: "Selected row" })).not.toHaveValue("0");
  expect(heard).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("everything fits, and a tap programs", async ({ page }) => {
    await openPaused(page);
    await fitsSideways(page);
    const canvas = await picture(page, "array").boundingBox();
    if (canvas === null) throw new Error("the array is not on the page");
    expect(canvas.height).toBeGreaterThan(220);
    await picture(page, "array").tap({ position: { x: canvas.width * 0.5, y: canvas.height * 0.5 } });
    await expect(page.getByRole("status").filter({ hasText: "Program a cell" })).toBeAttached();
  });
});
