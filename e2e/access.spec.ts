import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { chooseSetUp, openRunning } from "./lab";

/** axe on every state of the page a person meets, in both themes and two sizes. */

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width, height] of [
    ["desktop", 1440, 900],
    ["phone", 390, 844],
  ] as const) {
    test(`axe finds nothing on a ${device} in the ${scheme} theme`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height } });
      const page = await context.newPage();
      const violations = async () => {
        const { violations: found } = await new AxeBuilder({ page }).analyze();
        return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
      };
      await openRunning(page);
      expect(await violations()).toEqual([]);
      if (device === "phone") {
        await page.getByRole("tab", { name: "Parameters", exact: true }).click();
        expect(await violations()).toEqual([]);
        await page.getByRole("tab", { name: "Lesson", exact: true }).click();
        await expect(page.locator(".katex").first()).toBeAttached();
        expect(await violations()).toEqual([]);
      } else {
        await chooseSetUp(page, "Protocol");
        expect(await violations()).toEqual([]);
        await page.getByRole("button", { name: "Lesson", exact: true }).click();
        await expect(page.locator(".katex").first()).toBeAttached();
        expect(await violations()).toEqual([]);
        await page.keyboard.press("?");
        await expect(page.getByRole("dialog")).toBeVisible();
        expect(await violations()).toEqual([]);
      }
      await context.close();
    });
  }
}
