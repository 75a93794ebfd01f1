import type { Page } from "@playwright/test";
import {
  complaints,
  expect,
  expectInk,
  fitsSideways,
  openRunning,
  pauseByButton,
  picture,
  playButton,
  seconds,
  setField,
  test,
} from "./lab";

/** Two futures of one run: forked, changed, shown together, kept, and found again in the list of runs. */

const bar = (page: Page) => page.getByRole("region", { name: "Comparison" });

const mode = (page: Page, name: "Side by side" | "Overlay" | "Difference") =>
  bar(page).getByText(name, { exact: true }).click();

/** What a picture says of itself when it is asked. */
async function told(page: Page, view: string): Promise<string> {
  const card = page.locator(`[data-view="${view}"]`);
  await card.getByRole("button", { name: "Describe this view" }).last().click({ force: true });
  return (await picture(page, view).last().getAttribute("aria-label")) ?? "";
}

/** The names of the runs that the device holds. */
const storedNames = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open("synaptarium-runs");
        opening.onerror = () => reject(new Error("no store of runs"));
        opening.onsuccess = () => {
          const store = opening.result;
          const all = store.transaction("runs").objectStore("runs").getAll();
          all.onerror = () => reject(new Error("the runs cannot be read"));
          all.onsuccess = () => {
            store.close();
            resolve(all.result.map(({ name }: { name: string }) => name));
          };
        };
      }),
  );

async function fork(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("button", { name: "Fork here" }).click();
  await expect(bar(page)).toContainText("Same parameters so far");
}

test("two runs are identical until something is changed, and then differ", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/network");
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.3);
  await fork(page);
  const since = await seconds(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(since + 0.2);
  await expectInk(page, 14);

  await mode(page, "Difference");
  await expect(page.locator('[data-view="raster"] canvas[data-view-canvas]')).toHaveCount(1);
  await pauseByButton(page);
  expect(await told(page, "raster")).toContain("No difference so far");

  await setField(page, "Relative inhibition", 4);
  await expect(bar(page)).toContainText("Relative inhibition: 5 → 4");
  await playButton(page, "Run").click();
  const changed = await seconds(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(changed + 0.2);
  await pauseByButton(page);
  expect(await told(page, "raster")).not.toContain("No difference so far");

  await mode(page, "Overlay");
  await expect(picture(page, "rate")).toHaveCount(1);
  expect(await told(page, "rate")).toContain("A: ");
  expect(heard).toEqual([]);
});

test("either run can be kept, and the other one stays in the list under its name", async ({ page }) => {
  await openRunning(page, "./#/stdp");
  await fork(page);
  await setField(page, "Input rate", 30);
  await expect(bar(page)).toContainText("→");
  await bar(page).getByRole("button", { name: "Keep A" }).click();
  await expect(bar(page)).toHaveCount(0);
  const box = page.getByRole("textbox", { name: /^Input rate/ }).first();
  await expect(box).not.toHaveValue("30");

  await page.getByRole("button", { name: "Compare" }).click();
  const dialog = page.getByRole("dialog");
  const other = dialog.getByRole("listitem").filter({ hasText: "that differ" }).first();
  await other.getByRole("textbox").fill("Faster inputs");
  await other.getByRole("textbox").press("Enter");
  await expect(dialog.getByRole("button", { name: "Compare with Faster inputs" })).toBeVisible();
  // Names are written in the background.
  await expect.poll(() => storedNames(page)).toContain("Faster inputs");
  await page.reload();
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("textbox", { name: "Rename Faster inputs" })).toBeVisible();

  await page.getByRole("button", { name: "Compare with Faster inputs" }).click();
  await expect(bar(page)).toContainText("Faster inputs");
  await expect(bar(page)).toContainText("30");
  await page.getByRole("button", { name: "Swap A and B" }).click();
  await expect(box).toHaveValue("30");
  await bar(page).getByRole("button", { name: "Keep B" }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(box).toHaveValue("30");
});

test("the reference cannot be changed by hand, and says why", async ({ page }) => {
  await openRunning(page, "./#/stdp");
  await fork(page);
  await pauseByButton(page);
  const handle = page.locator('[data-view="window"] [data-side="a"] [role="slider"]').first();
  await handle.focus();
  await handle.press("ArrowUp");
  await expect(page.getByText("A is the reference").first()).toBeVisible();
  await expect(bar(page)).toContainText("Same parameters so far");
});

test("time moves for both, on a phone too", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRunning(page, "./#/stdp");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Compare" }).click();
  await page.getByRole("button", { name: "Fork here" }).click();
  await expect(bar(page)).toBeVisible();
  await fitsSideways(page);
  await pauseByButton(page);
  const at = await seconds(page);
  await page.locator('[data-command="stepBack"]').click();
  await expect.poll(() => seconds(page)).toBeLessThan(at);
  await expectInk(page, 2);
});
