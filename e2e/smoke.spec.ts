import { test } from "@playwright/test";
import { complaints, expect } from "./lab";

const places = [
  { name: "from a server", url: "./" },
  { name: "from a file share", url: new URL("../dist/index.html", import.meta.url).href },
];

for (const { name, url } of places) {
  test(`the lab opens ${name} and complains about nothing`, async ({ page }) => {
    const heard = complaints(page);
    page.on("requestfailed", (request) => heard.push(`${request.url()} failed`));
    await page.goto(url);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.locator("canvas").first()).toBeVisible();
    // The lesson is a lazy part with a style sheet and fonts of its own.
    await page.getByRole("button", { name: "Lesson", exact: true }).click();
    await expect(page.locator(".katex").first()).toBeAttached();
    await expect.poll(() => page.evaluate(() => document.fonts.check("16px KaTeX_Main"))).toBe(true);
    expect(heard).toEqual([]);
  });
}
