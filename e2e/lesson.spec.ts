import { expect, test } from "@playwright/test";
import { openRunning } from "./lab";

/** A challenge from prediction to verdict, by keyboard alone; the page measures, nobody clicks "done". */

test("a prediction about the weight histogram is tested by the run itself", async ({ page }) => {
  test.setTimeout(120_000);
  await openRunning(page);
  await page.keyboard.press("l");
  const lesson = page.getByRole("complementary", { name: "Lesson" });
  await expect(lesson.getByText("Step 1 of 8")).toBeVisible();
  for (let step = 2; step <= 8; step++) {
    if ((await lesson.getByRole("radio").count()) > 0) break;
    await lesson.getByRole("button", { name: "Next" }).focus();
    await page.keyboard.press("Enter");
    await expect(lesson.getByText(`Step ${step} of 8`)).toBeVisible();
  }
  await lesson.getByRole("radio", { name: /two humps/i }).focus();
  await page.keyboard.press("Space");
  const start = lesson.getByRole("button", { name: /Set up and run/ });
  await start.focus();
  await page.keyboard.press("Enter");
  // The verdict names what was measured on the weights.
  await expect(lesson.getByText(/near a bound/).first()).toBeVisible({ timeout: 90_000 });
  await expect(lesson.getByText("Your prediction holds.").first()).toBeVisible();
});
