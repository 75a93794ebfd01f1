import { expect, test } from "@playwright/test";

const places = [
  { name: "from a server", url: "./" },
  { name: "from a file share", url: new URL("../dist/index.html", import.meta.url).href },
];

for (const { name, url } of places) {
  test(`the lab opens ${name} and complains about nothing`, async ({ page }) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    await page.goto(url);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.locator("canvas").first()).toBeVisible();
    // The lesson is a lazy part with a style sheet and fonts of its own.
    await page.getByRole("button", { name: "Lesson", exact: true }).click();
    await expect(page.locator(".katex").first()).toBeAttached();
    await expect.poll(() => page.evaluate(() => document.fonts.check("16px KaTeX_Main"))).toBe(true);
    expect(complaints).toEqual([]);
  });
}
