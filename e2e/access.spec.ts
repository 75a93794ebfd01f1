import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { en, type ShellKey } from "../src/i18n/en";
import { ptBR } from "../src/i18n/pt-BR";
import { chooseSetUp, expect, openRunning, playButton, test } from "./lab";

/** axe on every state of the page a person meets, in both themes and two sizes. */

/** @param part what to look at instead of the whole page, for what lies over a page that was looked at before */
async function expectNothing(page: Page, part = "html"): Promise<void> {
  // Straight in the page, which has no frames of other origins: a page beside it would be opened for every look otherwise.
  // What passes is not put into words either, which would take longer than finding out.
  const axe = new AxeBuilder({ page })
    .include(part)
    .options({ resultTypes: ["violations"] })
    .setLegacyMode();
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual(
    [],
  );
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();

async function lessonOpen(page: Page): Promise<void> {
  await expect(page.locator(".katex").first()).toBeAttached();
  await expectNothing(page);
}

/** Opens an experiment and lets it rest once its views have drawn something: axe has the machine to itself. */
async function open(page: Page, path = "./"): Promise<void> {
  await openRunning(page, path);
  await playButton(page, "Pause").click();
}

/** The same marks in both themes, so one of them will do. */
const EXPERIMENTS = {
  light: [
    ["neuron", "Inject a pulse…"],
    ["network", "Stimulate…"],
    ["device", "Apply a pulse…"],
    ["rewiring", "Kill neurons…"],
  ],
  dark: [
    ["crossbar", "Program a rectangle…"],
    ["growth", "Lesion…"],
    ["vrram", "Break a layer…"],
  ],
} as const;

for (const scheme of ["light", "dark"] as const) {
  test.describe(`axe finds nothing in the ${scheme} theme`, () => {
    test.use({ colorScheme: scheme });

    test("on a desktop", async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(page);
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
      await open(page);
      await expectNothing(page);
      await tab(page, "Parameters");
      await expectNothing(page);
      await tab(page, "Lesson");
      await lessonOpen(page);
    });

    for (const [link, action] of EXPERIMENTS[scheme]) {
      test(`in ${link} with the form of an intervention`, async ({ page }) => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await open(page, `./#/${link}`);
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

/** Opens what lies over the page, lets axe look at it, and closes it by Escape; the focus goes back to what opened it. */
async function opensAndCloses(
  page: Page,
  name: string,
  opened: () => Promise<void>,
  role: "dialog" | "menu" = "dialog",
): Promise<void> {
  const button = page.getByRole("button", { name, exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await opened();
  await expectNothing(page, `[role="${role}"]`);
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
}

const LOOKS = [
  { language: "English", locale: "en-GB", texts: en, scheme: "light" },
  { language: "Portuguese", locale: "pt-BR", texts: ptBR, scheme: "dark" },
] as const;

for (const { language, locale, texts, scheme } of LOOKS) {
  test.describe(`in ${language} axe finds nothing, and Escape leads back`, () => {
    test.use({ locale, colorScheme: scheme, reducedMotion: "reduce" });
    const text = (key: ShellKey): string => texts[key];
    const still = async (page: Page, width: number, height: number) => {
      await page.setViewportSize({ width, height });
      await page.goto("./");
      await expect(page.getByRole("button", { name: text("transport.play"), exact: true })).toBeVisible();
    };
    const dialog = (page: Page) => expect(page.getByRole("dialog")).toHaveCSS("opacity", "1");
    const menu = (page: Page) => expect(page.getByRole("menu")).toHaveCSS("opacity", "1");

    test("from every dialog, menu and popover of a desktop", async ({ page }) => {
      test.setTimeout(240_000);
      await still(page, 1440, 900);
      await expectNothing(page);
      for (const key of ["compare.open", "header.share", "export.title", "header.help"] as const) {
        const name = text(key === "export.title" ? "header.export" : key);
        await opensAndCloses(page, name, () => dialog(page));
      }
      await opensAndCloses(page, text("commands.palette"), () =>
        expect(page.getByPlaceholder(text("commands.search"))).toBeFocused(),
      );
      await opensAndCloses(page, text("header.theme"), () => menu(page), "menu");
      const view = text("view.menu").replace("{{title}}", text("stdp.view.raster"));
      await opensAndCloses(page, view, () => menu(page), "menu");
      await page.keyboard.press("s");
      await opensAndCloses(page, text("sound.settings"), () => dialog(page));
      await page.keyboard.press("i");
      await page.keyboard.press(".");
      await expect(page.locator(`output[aria-label="${text("transport.time")}"]`)).not.toHaveText(/^0\.0\s/);
      await page.keyboard.press("r");
      await expect(page.getByText(text("reset.done"))).toBeVisible();
      await expectNothing(page);
      await page.keyboard.press("f");
      await expect(page.getByRole("button", { name: text("compare.swap") })).toBeVisible();
      await expectNothing(page);
    });

    // Smaller screens have the same dialogs; the longer words of one language will do.
    if (language === "English") return;

    test("on a tablet with its parameters open", async ({ page }) => {
      await still(page, 900, 1100);
      await expectNothing(page);
      await page.getByRole("button", { name: text("header.parameters"), exact: true }).click();
      await expect(page.getByRole("complementary", { name: text("params.label") })).toBeVisible();
      await expectNothing(page);
    });

    test("from the menus of a phone", async ({ page }) => {
      await still(page, 390, 844);
      await expectNothing(page);
      await opensAndCloses(page, text("header.more"), () => menu(page), "menu");
      await opensAndCloses(page, text("transport.more"), () => dialog(page));
      await page.getByRole("button", { name: text("header.more"), exact: true }).click();
      await page.getByRole("menuitem", { name: text("header.help") }).click();
      await dialog(page);
      await expectNothing(page);
    });
  });
}
