import type { Page } from "@playwright/test";
import {
  complaints,
  expect,
  expectInk,
  fitsSideways,
  fullSpeed,
  newContext,
  openLink,
  openRunning,
  picture,
  playButton,
  preset,
  seconds,
  setField,
  test,
} from "./lab";

/** The bench of devices: a loop that remembers, spikes that write, a stimulus of one's own. */

const PREFIXES: Readonly<Record<string, number>> = {
  f: 1e-15,
  p: 1e-12,
  n: 1e-9,
  µ: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

/** The number of a readout in units without a prefix. */
async function measured(page: Page, name: string, unit: string): Promise<number> {
  const text = ((await page.locator(`output[aria-label="${name}"]`).textContent()) ?? "").replace("−", "-");
  const prefix = new RegExp(`([fpnµmkMG]?)${unit}$`).exec(text.trim())?.[1] ?? "";
  return Number.parseFloat(text) * (PREFIXES[prefix] ?? 1);
}

/** What a picture says of itself in words. */
const told = async (page: Page, name: string): Promise<string> =>
  (await picture(page, name).getAttribute("aria-label")) ?? "";

test("every preset opens and draws, and the console stays quiet", async ({ page }) => {
  test.setTimeout(240_000);
  const heard = complaints(page);
  for (const setUp of ["Bench", "Overlapping spikes"]) {
    await openRunning(page, "./#/device");
    await page.getByRole("radiogroup").getByText(setUp, { exact: true }).first().click();
    const chips = page.getByRole("region", { name: "Presets" }).locator("button[aria-pressed]");
    await expect(chips.first()).toBeVisible();
    const names = await chips.allTextContents();
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      await preset(page, name).click();
      await expect(preset(page, name)).toHaveAttribute("aria-pressed", "true");
      await expectInk(page);
    }
  }
  expect(heard).toEqual([]);
});

test("the loop is pinched, and its lobes shrink as the frequency rises", async ({ page }) => {
  await openLink(page, "./#/device?preset=loopFaster");
  await fullSpeed(page);
  await expect.poll(() => measured(page, "Area of a lobe", "V A")).toBeCloseTo(2.9e-6, 7);
  await expect.poll(() => told(page, "loop")).toContain("pinched: no current at 0 V");
  await setField(page, "Period", 0.1);
  await expect.poll(() => measured(page, "Area of a lobe", "V A")).toBeCloseTo(1.35e-6, 7);

  const log = page.locator('[data-view="loop"]').getByRole("button", { name: "log", exact: true });
  await log.click();
  await expect(log).toHaveAttribute("aria-pressed", "true");
  await expectInk(page);
});

test("steps of nanoseconds get a clock and speeds of their own", async ({ page }) => {
  await openLink(page, "./#/device?preset=meltQuench");
  await expect(page.locator('output[aria-label="Time"]')).toHaveText(/(µs|ns)$/);
  const speed = page.getByRole("slider", { name: "Speed" });
  await speed.focus();
  const before = await speed.getAttribute("aria-valuetext");
  expect(before).toMatch(/s\/s/);
  await speed.press("ArrowRight");
  await expect(speed).not.toHaveAttribute("aria-valuetext", before ?? "");
  const at = await seconds(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(at);
});

test("dragging a spike, by pointer and by key, moves the point of the window", async ({ page }) => {
  // At its own pace: as fast as it can the device would be at its end before anybody looks, where pairs change nothing.
  await openLink(page, "./#/device?preset=overlap");
  await expect.poll(() => measured(page, "Change by the last pair", "S")).toBeGreaterThan(0);
  const post = page.getByRole("slider", { name: /^Postsynaptic spike/ });
  const box = await post.boundingBox();
  if (box === null) throw new Error("the spike has no place");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const before = Number(await post.getAttribute("aria-valuenow"));
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x - 120, middle.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => Number(await post.getAttribute("aria-valuenow"))).toBeLessThan(before - 2);
  await expect.poll(() => measured(page, "Change by the last pair", "S")).toBeLessThan(0);
  await expect.poll(() => told(page, "window")).toMatch(/Measured: from/);
  await post.focus();
  const dragged = Number(await post.getAttribute("aria-valuenow"));
  await post.press("ArrowRight");
  await expect.poll(async () => Number(await post.getAttribute("aria-valuenow"))).toBeCloseTo(dragged + 0.5, 6);
});

test("a waveform is drawn by mouse and by keyboard", async ({ page }) => {
  await openLink(page, "./#/device?preset=loop");
  await expect.poll(() => told(page, "sketch")).toMatch(/Drag over it to draw/);
  const box = await picture(page, "sketch").boundingBox();
  if (box === null) throw new Error("there is nothing to draw on");
  const place = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...place(0.2, 0.6));
  await page.mouse.down();
  await page.mouse.move(...place(0.5, 0.4), { steps: 5 });
  await page.mouse.move(...place(0.8, 0.65), { steps: 5 });
  await page.mouse.up();
  await expect(page.getByRole("radio", { name: "Waveform" })).toBeChecked();
  await expect.poll(() => told(page, "sketch")).not.toMatch(/Drag over it to draw/);
  const drawn = await told(page, "sketch");
  const canvas = page.locator('[data-view="sketch"] [role="application"]');
  await canvas.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  for (let i = 0; i < 8; i++) await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(() => told(page, "sketch")).not.toBe(drawn);
});

test("shows one view at a time on a phone", async ({ browser }) => {
  const context = await newContext(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await openRunning(page, "./#/device");
  await fitsSideways(page);
  await expectInk(page, 1);
  await page.getByRole("tab", { name: "Inside the device" }).tap();
  await expectInk(page, 1);
  await page.getByRole("tab", { name: "Draw the stimulus" }).tap();
  await expectInk(page, 1);
  await fitsSideways(page);
  await expect(playButton(page, "Pause")).toBeVisible();
  await context.close();
});
