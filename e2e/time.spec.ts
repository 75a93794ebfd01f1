import type { Page } from "@playwright/test";
import {
  complaints,
  expect,
  field,
  openLink,
  openRunning,
  pauseAt,
  playButton,
  rested,
  seconds,
  setField,
  test,
} from "./lab";

/** Moving along the run: jumps, loops, single steps, and the history of what was done. */

const scrub = (page: Page) => page.getByRole("slider", { name: "Time in the run" });
const end = (page: Page, which: "Start" | "End") => page.getByRole("slider", { name: `${which} of the loop` });
const openPopover = (page: Page, name: "Jump" | "History") => page.getByRole("button", { name, exact: true }).click();
const value = async (page: Page, name: string) => Number(await field(page, name).inputValue());

/** The time that a message tells, in s. */
async function told(page: Page, words: RegExp): Promise<number> {
  const message = page.getByRole("status").filter({ hasText: words });
  await expect(message).toBeVisible();
  const [, number = "", unit = ""] = /([\d.]+)\s(ms|s)\b/.exec((await message.textContent()) ?? "") ?? [];
  return Number(number) * (unit === "ms" ? 1e-3 : 1);
}

test("steps back and ahead by single steps, and slows down until they can be counted", async ({ page }) => {
  await openRunning(page, "./#/neuron");
  const paused = await pauseAt(page);
  await page.keyboard.press(",");
  await expect.poll(() => seconds(page)).toBeLessThan(paused);
  const back = await rested(page);
  expect(paused - back).toBeLessThan(0.0011);
  await page.keyboard.press(".");
  await expect.poll(() => seconds(page)).toBeCloseTo(paused, 6);
  const speed = page.getByRole("slider", { name: "Speed" });
  await speed.focus();
  await speed.press("Home");
  await expect(speed).toHaveAttribute("aria-valuetext", /0\.0001×, .*steps?\/s/);
});

test("jumps from spike to spike by key, and by the list to changes and both ends", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/network");
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.3);
  await pauseAt(page);
  await page.keyboard.press("Shift+ArrowLeft");
  const last = await told(page, /Spike of neuron/);
  expect(await rested(page)).toBeCloseTo(last, 6);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => told(page, /Spike of neuron/)).toBeLessThan(last);
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => seconds(page)).toBeCloseTo(last, 6);
  await setField(page, "External drive", 2.5);
  await expect(page.getByTitle(/External drive: 2 → 2\.5/)).toBeAttached();
  await openPopover(page, "Jump");
  await page.getByRole("button", { name: /^Start of the run/ }).click();
  await expect.poll(() => seconds(page)).toBe(0);
  await expect.poll(() => value(page, "External drive")).toBe(2);
  await page.getByRole("button", { name: /^Next change/ }).click();
  await expect.poll(() => seconds(page)).toBeCloseTo(last, 6);
  await expect.poll(() => value(page, "External drive")).toBe(2.5);
  expect(await told(page, /External drive: 2 → 2\.5/)).toBeGreaterThan(0);
  expect(heard).toEqual([]);
});

test("jumps from birth to birth of synapses, where there are any", async ({ page }) => {
  await openRunning(page, "./#/network");
  await pauseAt(page);
  await openPopover(page, "Jump");
  await expect(page.getByRole("button", { name: /^Next spike/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /birth of a synapse/ })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await openLink(page, "./#/growth?preset=rows");
  await expect.poll(() => seconds(page)).toBeGreaterThan(4);
  const from = await pauseAt(page);
  await openPopover(page, "Jump");
  await page.getByRole("button", { name: "Previous birth of a synapse" }).click();
  const born = await told(page, /Synapse from neuron \d+ to \d+, born at/);
  expect(born).toBeLessThan(from);
  expect(await rested(page)).toBeCloseTo(born, 6);
  await page.getByRole("button", { name: "Next birth of a synapse" }).click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(born);
  await page.getByRole("button", { name: "Previous birth of a synapse" }).click();
  await expect.poll(() => seconds(page)).toBeCloseTo(born, 6);
});

test("loops a section; an edit within it is made again on every lap", async ({ page }) => {
  await openRunning(page, "./#/network");
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.4);
  const to = await pauseAt(page);
  await page.keyboard.press("]");
  await expect(page.getByRole("button", { name: "Loop", exact: true })).toHaveAttribute("aria-pressed", "true");
  await end(page, "Start").focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
  await expect(end(page, "Start")).toHaveAttribute("aria-valuetext", /300\.0\sms/);
  await end(page, "Start").press("Home");
  await expect(end(page, "Start")).toHaveAttribute("aria-valuetext", /^0\.0\sms/);
  for (let i = 0; i < 2; i++) await end(page, "Start").press("PageUp");
  await scrub(page).focus();
  await page.keyboard.press("Home");
  await expect.poll(() => seconds(page)).toBe(0);
  await setField(page, "External drive", 2.5);
  await page.getByRole("slider", { name: "Speed" }).press("End");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await playButton(page, "Run").click();
  const seen: number[] = [];
  await expect
    .poll(async () => {
      seen.push(await seconds(page));
      return seen.filter((time, i) => time < (seen[i - 1] ?? 0)).length;
    })
    .toBeGreaterThan(2);
  expect(Math.max(...seen)).toBeLessThanOrEqual(to + 0.01);
  await page.keyboard.press("\\");
  await expect.poll(() => seconds(page)).toBeGreaterThan(to + 0.1);
  await expect(end(page, "Start")).toBeHidden();
});

test("lists what was done; takes an edit back, and goes back before an intervention", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/network");
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.1);
  const edited = await pauseAt(page);
  await setField(page, "External drive", 2.5);
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Space");
  await expect.poll(() => seconds(page)).toBeGreaterThan(edited + 0.05);
  const kicked = await pauseAt(page);
  await page.getByRole("button", { name: "Kick…" }).click();
  await page.getByRole("button", { name: "Apply now" }).click();
  // The form goes once the simulation has answered.
  await expect(page.getByRole("button", { name: "Apply now" })).toBeHidden();
  await openPopover(page, "History");
  const rows = page.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText("External drive: 2 → 2.5");
  await expect(rows.nth(1)).toContainText("Kick");
  await rows
    .nth(0)
    .getByRole("button", { name: /^Take back/ })
    .click();
  await expect(rows.nth(0)).toContainText("taken back at");
  await expect.poll(() => value(page, "External drive")).toBe(2);
  expect(await rested(page)).toBeCloseTo(kicked, 6);
  await rows
    .nth(0)
    .getByRole("button", { name: /^Make again/ })
    .click();
  await expect.poll(() => value(page, "External drive")).toBe(2.5);
  await rows
    .nth(0)
    .getByRole("button", { name: /^Go to just before/ })
    .click();
  await expect.poll(() => seconds(page)).toBeLessThan(edited);
  await expect.poll(() => value(page, "External drive")).toBe(2);
  await expect(rows.nth(1)).toContainText("still ahead");
  await rows
    .nth(1)
    .getByRole("button", { name: /forget it/ })
    .click();
  await expect(rows.nth(1)).toContainText("no longer part of the run");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Return to the run before" }).click();
  await openPopover(page, "History");
  await expect(rows.nth(1)).not.toContainText("no longer part of the run");
  expect(heard).toEqual([]);
});
