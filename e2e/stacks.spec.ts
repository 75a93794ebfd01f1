import { expect, type Locator, type Page } from "@playwright/test";
import { complaints, expectInk, fitsSideways, openLink, pauseAt, sharedKeys, test } from "./lab";

/** Views that take turns in one place, and from where the block is seen: both are found again by a link. */

const view = (page: Page, name: string): Locator => page.locator(`[data-view="${name}"]`);
const choice = (page: Page, name: string): Locator =>
  view(page, name).getByRole("combobox", { name: "View shown here" });
const pad = (page: Page): Locator => view(page, "block").getByRole("application");
const from = (page: Page): Locator => view(page, "block").getByRole("combobox", { name: "Look from" });

test("views that share a place take turns, by hand and by keys, and a link brings them back", async ({ page }) => {
  test.setTimeout(90_000);
  const heard = complaints(page);
  await openLink(page, "./#/vrram?preset=carveTen");
  await expect(page.locator("[data-view]")).toHaveCount(5);
  await choice(page, "templates").selectOption("confusion");
  await expect(view(page, "templates")).toHaveCount(0);
  await expectInk(page, 5);
  await choice(page, "training").focus();
  await page.keyboard.press("ArrowDown");
  await expect(choice(page, "turnover")).toBeFocused();
  expect((await sharedKeys(page)).get("front")?.split(",").sort()).toEqual(["confusion", "turnover"]);

  // A view that a lesson or the palette points at comes to the front.
  await page.goto("./#/vrram?preset=carveTen&view=scores&front=turnover");
  await expect(view(page, "scores")).toBeVisible();
  await expect(view(page, "turnover")).toBeVisible();
  await choice(page, "scores").selectOption("templates");
  await expect(view(page, "templates")).toBeVisible();
  expect((await sharedKeys(page)).get("front")).toBe("turnover");
  expect(heard).toEqual([]);
});

/** Titles that have no room, those among them that a place would show next. */
const cutTitles = (page: Page): Promise<string[]> =>
  page.locator("[data-view] h2").evaluateAll((titles) =>
    titles.flatMap((title) => {
      const choice = title.querySelector("select");
      if (choice === null) return title.scrollWidth > title.clientWidth ? [title.textContent ?? ""] : [];
      const shown = choice.selectedIndex;
      choice.style.setProperty("max-width", "none");
      const cut = [...choice.options].flatMap((option, i) => {
        choice.selectedIndex = i;
        return choice.offsetWidth > title.clientWidth ? [option.text] : [];
      });
      choice.selectedIndex = shown;
      choice.style.removeProperty("max-width");
      return cut;
    }),
  );

for (const size of [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
])
  test(`at ${size.width} x ${size.height} no title is cut, and the list has six rows`, async ({ page }) => {
    await page.setViewportSize(size);
    await openLink(page, "./#/vrram?preset=carveTen");
    await pauseAt(page);
    await fitsSideways(page);
    for (const preset of ["carveTen", "floating", "taper", "product"]) {
      await page.goto(`./#/vrram?preset=${preset}`);
      await expect(page.getByRole("button", { name: "Break a layer…" })).toBeVisible();
      await expect(page.locator("[data-view]")).toHaveCount(5);
      expect(await cutTitles(page), preset).toEqual([]);
    }
    const box = await view(page, "cells").locator("[data-view-canvas]").boundingBox();
    // Head, foot and six rows.
    expect(box?.height).toBeGreaterThanOrEqual(26 + 20 + 6 * 24);
    const sizes = await page
      .locator("[data-view]")
      .evaluateAll((cards) =>
        cards.map((card) => [card.getAttribute("data-view"), card.clientWidth * card.clientHeight]),
      );
    expect(sizes.sort((a, b) => Number(b[1]) - Number(a[1]))[0]?.[0]).toBe("block");
  });

test("viewpoints are kept on the device, found again by their keys, and forgotten", async ({ page }) => {
  test.setTimeout(90_000);
  await openLink(page, "./#/vrram?preset=reference");
  await pauseAt(page);
  await pad(page).focus();
  for (const key of ["ArrowRight", "k", "ArrowUp", "k"]) await page.keyboard.press(key);
  await expect(from(page)).toHaveValue("2");
  await page.reload();
  await expect(from(page).getByRole("option", { name: "viewpoint 2" })).toBeAttached();
  await pad(page).focus();
  await page.keyboard.press("1");
  await expect(from(page)).toHaveValue("1");
  await view(page, "block").getByRole("button", { name: "View …" }).click();
  await view(page, "block").getByRole("button", { name: "Forget viewpoint 1" }).click();
  await expect(from(page).getByRole("option", { name: "viewpoint 1" })).toHaveCount(0);
  await expect(from(page)).toHaveValue("own");
  await view(page, "block").getByRole("button", { name: "Keep this view" }).click();
  await expect(from(page)).toHaveValue("1");
});

test("a link carries from where the block is seen, and what makes no sense is harmless", async ({ page }) => {
  test.setTimeout(90_000);
  const heard = complaints(page);
  await openLink(page, "./#/vrram?preset=reference&look=lattice:0.3:0.2:1.5:0.1:-0.1");
  await expect(from(page)).toHaveValue("own");
  expect((await sharedKeys(page)).get("look")).toBe("lattice:0.3:0.2:1.5:0.1:-0.1");
  // A view that fills the area, and comes back, is looked at as before.
  await view(page, "block").getByRole("button", { name: "Full screen" }).click();
  await expect(page.locator("[data-view]")).toHaveCount(1);
  await expect(from(page)).toHaveValue("own");
  await from(page).selectOption("top");
  expect((await sharedKeys(page)).get("look")).toBe("lattice:top");
  await from(page).selectOption("corner");
  expect((await sharedKeys(page)).get("look")).toBeNull();

  // So it is with what of the block is shown.
  await view(page, "block").getByRole("button", { name: "X-ray" }).click();
  await view(page, "block").getByRole("button", { name: "View …" }).click();
  const slider = (name: string): Locator => view(page, "block").getByRole("slider", { name, exact: true });
  await slider("Layers from").focus();
  await page.keyboard.press("ArrowRight");
  await slider("Explode").focus();
  await page.keyboard.press("ArrowRight");
  expect((await sharedKeys(page)).get("look")).toBe("lattice:slice=1-3-0-2-0-2:explode=0.01:xray=1");
  await view(page, "block").getByRole("button", { name: "Show all views" }).click();
  await expect(page.locator("[data-view]")).toHaveCount(5);
  await view(page, "block").getByRole("button", { name: "View …" }).click();
  await expect(slider("Layers from")).toHaveValue("1");
  await page.goto("./#/vrram?preset=reference&look=lattice:top:slice=2-9-1-1-0-2:explode=0.5");
  await expect(from(page)).toHaveValue("top");
  await expect(slider("Layers from")).toHaveValue("2");
  await expect(slider("Explode")).toHaveValue("50");
  await expect(view(page, "block").getByRole("button", { name: "X-ray" })).toHaveAttribute("aria-pressed", "false");

  for (const look of ["lattice:nowhere", "lattice:__proto__", "neurons:top"]) {
    await page.goto(`./#/vrram?preset=reference&look=${look}`);
    await expect(from(page)).toHaveValue("corner");
  }
  await page.goto("./#/vrram?preset=reference&look=lattice:99:99:99:99:99");
  await expect(from(page)).toHaveValue("own");
  expect((await sharedKeys(page)).get("look")).toMatch(/^lattice:[\d.]+:1\.5708:12:13:13$/);
  expect(heard).toEqual([]);
});
