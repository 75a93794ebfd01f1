import type { Page } from "@playwright/test";
import { complaints, expect, openRunning, test } from "./lab";

/** A whole lesson without a mouse: every step is read, every prediction made and tested, with keys alone. */

/** Presses of Tab after which a control counts as out of reach. */
const OUT_OF_REACH = 150;

/** What has the focus: its role or tag, its name, and whether it stands in the lesson. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return { kind: "", name: "", lesson: false };
    const labels = (element as HTMLInputElement).labels?.[0]?.textContent;
    const type = element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase();
    return {
      kind: element.getAttribute("role") ?? type,
      name: (element.getAttribute("aria-label") ?? labels ?? element.textContent ?? "").trim(),
      lesson: element.closest('[aria-label="Lesson"]') !== null,
    };
  });

/** Goes to a control of the lesson by Tab, as somebody does who sees where the focus is. */
async function tabTo(page: Page, kind: string, name: RegExp): Promise<void> {
  for (let press = 0; press < OUT_OF_REACH; press++) {
    const now = await focused(page);
    if (now.lesson && now.kind === kind && name.test(now.name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no ${kind} ${name} within ${OUT_OF_REACH} presses of Tab`);
}

test("a lesson can be worked through by keyboard alone", async ({ page }) => {
  test.setTimeout(300_000);
  const heard = complaints(page);
  await openRunning(page, "./#/neuron");
  await page.keyboard.press("l");
  const lesson = page.getByRole("complementary", { name: "Lesson" });
  await expect(lesson.getByText("Step 1 of 8")).toBeVisible();
  let tested = 0;
  for (let step = 1; step <= 8; step++) {
    await expect(lesson.getByText(`Step ${step} of 8`)).toBeVisible();
    for (;;) {
      const begin = lesson.getByRole("button", { name: "Set up and run" });
      if ((await begin.count()) === 0) break;
      if (await begin.first().isDisabled()) {
        await tabTo(page, "radio", /./);
        await page.keyboard.press("Space");
      }
      const verdicts = await lesson.getByRole("button", { name: "Test again" }).count();
      await tabTo(page, "button", /^Set up and run$/);
      await page.keyboard.press("Enter");
      // Nobody need wait for the lesson's own pace.
      for (let press = 0; press < 8; press++) await page.keyboard.press("ArrowUp");
      await expect(lesson.getByRole("button", { name: "Test again" })).toHaveCount(verdicts + 1, { timeout: 60_000 });
      tested++;
    }
    if (step === 8) break;
    await tabTo(page, "button", /^Next$/);
    await page.keyboard.press("Enter");
  }
  expect(tested).toBeGreaterThanOrEqual(10);
  expect(heard).toEqual([]);
});
