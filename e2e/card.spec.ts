import type { Locator, Page } from "@playwright/test";
import { complaints, expect, expectInk, loseCard, openLink, openRunning, pauseAt, test } from "./lab";

/** What the graphics card draws in the views that use one, and what becomes of it when the card is lost. */

const VIEWS = [
  ["#/vrram?preset=reference", "block"],
  ["#/growth", "network"],
] as const;

const viewOf = (page: Page, name: string): Locator => page.locator(`[data-view="${name}"]`);

/** What a card of software has drawn, as it was last fetched. To look at it draws nothing. */
const fetched = (view: Locator): Promise<string> =>
  view.locator("canvas[data-view-card]").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** The picture once it has stayed the same for a while. */
async function rested(view: Locator): Promise<string> {
  let last = "";
  const stays = async (): Promise<boolean> => {
    const before = last;
    last = await fetched(view);
    return last.length > 1000 && last === before;
  };
  await expect.poll(stays, { intervals: [600] }).toBe(true);
  return last;
}

async function openPaused(page: Page, path: string): Promise<void> {
  if (path.includes("?")) await openLink(page, `./${path}`);
  else await openRunning(page, `./${path}`);
  await pauseAt(page);
}

for (const [path, name] of VIEWS) {
  test(`the picture of ${path} after the last change is the one that belongs to it`, async ({ page }) => {
    test.setTimeout(120_000);
    await openPaused(page, path);
    const view = viewOf(page, name);
    const home = await rested(view);
    await view.getByRole("application").focus();
    for (let round = 0; round < 4; round++) {
      await page.keyboard.press("+");
      await expect.poll(async () => (await fetched(view)) === home).toBe(false);
      await page.keyboard.press("0");
      await expect.poll(async () => (await fetched(view)) === home, { message: `round ${round}` }).toBe(true);
    }
  });

  test(`a card that ${path} loses and gets back is not told of what it held before`, async ({ page }) => {
    test.setTimeout(120_000);
    const heard = complaints(page);
    await openPaused(page, path);
    const view = viewOf(page, name);
    const before = await rested(view);
    for (let time = 0; time < 2; time++) {
      await loseCard(view);
      await expect.poll(async () => (await fetched(view)) === before, { message: `loss ${time}` }).toBe(true);
    }
    // Another size needs other pictures on the card, and a view that goes away gives back all of them.
    await page.setViewportSize({ width: 1100, height: 700 });
    await expect.poll(async () => (await fetched(view)) === before).toBe(false);
    await rested(view);
    await page.evaluate(() => {
      location.hash = "#/neuron";
    });
    await expect(view).toHaveCount(0);
    await expectInk(page, 5);
    expect(heard).toEqual([]);
  });
}
