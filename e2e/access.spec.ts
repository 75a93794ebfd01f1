import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { chooseSetUp, openRunning } from "./lab";

/** axe on every state of the page a person meets, in both themes and two sizes. */

async function expectNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual(
    [],
  );
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();

async function lessonOpen(page: Page): Promise<void> {
  await expect(page.locator(".katex").first()).toBeAttached();
  await expectNothing(page);
}

const EXPERIMENTS = [
  ["neuron", "Inject a pulse…"],
  ["network", "Stimulate…"],
  ["network?preset=smallWorld", "Kill…"],
] as const;

for (const scheme of ["light", "dark"] as const) {
  test.describe(`axe finds nothing in the ${scheme} theme`, () => {
    test.use({ colorScheme: scheme });

    test("on a desktop", async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await openRunning(page);
      await expectNothing(page);
      await chooseSetUp(page, "Protocol");
      await expectNothing(page);
      await page.getByRole("button", { name: "Lesson", exact: true }).click();
      await lessonOpen(page);
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectNothing(page);
    });

    test("on a phone", async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await openRunning(page);
      await expectNothing(page);
      await tab(page, "Parameters");
      await expectNothing(page);
      await tab(page, "Lesson");
      await lessonOpen(page);
    });

    for (const [link, action] of EXPERIMENTS) {
      test(`in ${link} with the form of an intervention`, async ({ page }) => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`./#/${link}`);
        await page.getByRole("button", { name: action }).click();
        await expect(page.getByRole("dialog")).toHaveCSS("opacity", "1");
        await expectNothing(page);
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Lesson", exact: true }).click();
        await lessonOpen(page);
        await page.setViewportSize({ width: 390, height: 844 });
        await lessonOpen(page);
        await tab(page, "Views");
        await expectNothing(page);
      });
    }
  });
}
