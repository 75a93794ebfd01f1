import { expect, type Locator, type Page } from "@playwright/test";
import {
  complaints,
  expectInk,
  field,
  fitsSideways,
  loseCard,
  openLink,
  openRunning,
  pauseAt,
  picture,
  readout,
  test,
} from "./lab";

/** The block: what is drawn in space, and that the lattice, the layer and the list speak of the same cell. */

const VIEWS = 5;
/** With their layers, by which the page tells that the one before has gone. */
const PRESETS = [
  ["floating", "4"],
  ["tower", "32"],
  ["taper", "8"],
  ["selectors", "24"],
  ["transpose", "8"],
  ["carveHealLayer", "16"],
  ["carveTen", "8"],
] as const;

test("every kind of preset draws its views, and the console stays quiet", async ({ page }) => {
  test.setTimeout(120_000);
  const heard = complaints(page);
  await openRunning(page, "./#/vrram");
  for (const [id, layers] of PRESETS) {
    await page.goto(`./#/vrram?preset=${id}`);
    await expect(field(page, "Layers")).toHaveValue(layers);
    await expect(page.locator("[data-view]")).toHaveCount(VIEWS);
    await expectInk(page, VIEWS);
    expect(heard, id).toEqual([]);
  }
});

const view = (page: Page, name: string): Locator => page.locator(`[data-view="${name}"]`);
/** The picture as something that keys are meant for. */
const pad = (page: Page, name: string): Locator => view(page, name).getByRole("application");
const said = (page: Page, name: string): Locator => pad(page, name).locator("[aria-live=polite]");

/** Part of the pixels of the block that something was drawn on, as the screen shows them. */
async function drawn(page: Page): Promise<number> {
  const shot = await picture(page, "block").screenshot();
  return page.evaluate(async (base64) => {
    const bitmap = new Image();
    bitmap.src = `data:image/png;base64,${base64}`;
    await bitmap.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
    const ctx = canvas.getContext("2d");
    if (ctx === null) return 0;
    ctx.drawImage(bitmap, 0, 0);
    // Without legend, bar of colours and foot, which lie on the other layer.
    const { data } = ctx.getImageData(0, 40, canvas.width * 0.75, canvas.height - 80);
    let marked = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] !== data[0] || data[i + 2] !== data[2]) marked++;
    return (4 * marked) / data.length;
  }, shot.toString("base64"));
}

/** The same once the picture has come to rest. */
async function restedDrawn(page: Page): Promise<number> {
  let last = 0;
  const stays = async (): Promise<boolean> => {
    const before = last;
    last = await drawn(page);
    return last > 0.02 && last === before;
  };
  await expect.poll(stays, { intervals: [400] }).toBe(true);
  return last;
}

/** The reference block from above, at rest. */
async function openFromAbove(page: Page): Promise<void> {
  await openLink(page, "./#/vrram?preset=reference");
  await pauseAt(page);
  await view(page, "block").getByRole("combobox", { name: "Look from" }).selectOption("top");
}

/** Clicks around the middle of the block, where a 3 x 3 block seen from above has its middle pillar; answers where that is. */
async function pickMiddle(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  let found = { x: 0, y: 0 };
  // The picture may still be the one before the block was turned.
  await expect(async () => {
    const box = await picture(page, "block").boundingBox();
    if (box === null) throw new Error("the block is not on the page");
    const middle = /^Layer 3, x 1, y 1, /;
    for (const y of [0.5, 0.45, 0.55]) {
      for (const x of [0.6, 0.56, 0.52, 0.48]) {
        const position = { x: box.width * x, y: box.height * y };
        await picture(page, "block").click({ position });
        found = { x: box.x + position.x, y: box.y + position.y };
        if (middle.test((await said(page, "block").textContent()) ?? "")) return;
      }
    }
    throw new Error("no click has met the middle pillar");
  }).toPass();
  return found;
}

/** Presses keys in a view until it says what is expected: what they mean depends on what the view has heard of so far. */
async function press(page: Page, name: string, keys: readonly string[], text: RegExp): Promise<void> {
  await expect(async () => {
    await pad(page, name).focus();
    for (const key of keys) await page.keyboard.press(key);
    await expect(said(page, name)).toHaveText(text, { timeout: 500 });
  }).toPass();
}

test("a cell picked in space is the one that the layer and the list show", async ({ page }) => {
  test.setTimeout(90_000);
  const heard = complaints(page);
  await openFromAbove(page);
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.02);
  await pickMiddle(page);
  // Conductance by the formula of the reference: k = 13 * 3 + 7 + 3 + 5 * 3 + 2 = 66, so 1 + 49 * 2 / 15 µS.
  await expect(said(page, "block")).toHaveText(/Conductance: 7\.53\sµS/);
  await expect(field(page, "Layer shown")).toHaveValue("3");

  // The picture of the layer may stand before the page knows which one it is.
  await press(page, "layer", ["Enter"], /^Pillar y 1, Pillar x 1, Conductance: 7\.53\sµS/);
  await press(page, "cells", ["Enter"], /^Layer 3, x 1, y 1, Conductance: 7\.53\sµS/);
  await press(page, "cells", ["End"], /row 36 of 36$/);
  await press(page, "cells", ["Home"], /row 1 of 36$/);
  const [address = "", layer = ""] =
    /^Layer (\d), x \d, y \d/.exec((await said(page, "cells").textContent()) ?? "") ?? [];
  await page.keyboard.press("Enter");
  await expect(field(page, "Layer shown")).toHaveValue(layer);
  // The cell that the list has chosen is chosen in space: Enter lets it go.
  await press(page, "block", ["Enter"], new RegExp(`^${address}, `));
  expect(heard).toEqual([]);
});

test("the form of an intervention opens at the chosen cell", async ({ page }) => {
  await openFromAbove(page);
  await pickMiddle(page);
  await expect(field(page, "Layer shown")).toHaveValue("3");
  const form = page.getByRole("dialog");
  await page.getByRole("button", { name: "Break cells…" }).click();
  for (const [name, value] of [
    ["Layer", "3"],
    ["Along x", "1"],
    ["Along y", "1"],
  ] as const) {
    await expect(form.getByRole("textbox", { name: new RegExp(`^${name}`) })).toHaveValue(value);
  }
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
  await page.getByRole("button", { name: "Break a layer…" }).click();
  await expect(form.getByRole("textbox", { name: /^Layer/ })).toHaveValue("3");
});

test("the list sorts by what is asked, and shows one pillar alone", async ({ page }) => {
  await openFromAbove(page);
  await view(page, "cells").getByRole("combobox", { name: "Sorted by" }).selectOption("value");
  // The highest level that the formula gives these addresses: k = 14 of 15.
  await press(page, "cells", ["Home"], /Conductance: 46\.7\sµS/);
  await view(page, "cells").getByRole("button", { name: "Turn the order round" }).click();
  await press(page, "cells", ["Home"], /Conductance: 1\sµS/);
  await view(page, "cells").getByRole("combobox", { name: "Which cells" }).selectOption("pillar");
  await press(page, "cells", ["End"], /row 4 of 4$/);
  await page.keyboard.press("Escape");
  await expect(view(page, "cells").getByRole("combobox", { name: "Which cells" })).toBeDisabled();
});

test("the scene survives a lost context, and a flat picture stands where there is no WebGL", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await openFromAbove(page);
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.02);
  await loseCard(view(page, "block"), async () => {
    await expect.poll(() => drawn(page)).toBeGreaterThan(0.02);
  });
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.02);
  await pickMiddle(page);

  const plain = await browser.newContext({ serviceWorkers: "block" });
  await plain.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith("webgl") ? null : original.call(this, kind as "2d", ...(rest as []));
    } as typeof original;
  });
  const other = await plain.newPage();
  const heard = complaints(other);
  await openLink(other, new URL("./#/vrram?preset=reference", page.url()).href);
  await pauseAt(other);
  await expect.poll(() => drawn(other)).toBeGreaterThan(0.02);
  await pad(other, "block").focus();
  await other.keyboard.press("Home");
  await expect(said(other, "block")).toHaveText(/^Layer 0, x 0, y 0/);
  expect(heard).toEqual([]);
  await plain.close();
});

test("a broken layer is lost, and as many cells grow elsewhere", async ({ page }) => {
  test.setTimeout(90_000);
  await openLink(page, "./#/vrram?preset=carveTen");
  await expect.poll(() => readout(page, "Active cells")).toBe(256);
  await page.getByRole("button", { name: "Break a layer…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply now" }).click();
  await expect.poll(() => readout(page, "Broken cells")).toBe(320);
  await expect.poll(() => readout(page, "Active cells")).toBe(256);
});

/** The list, sorted by conductance: so many cells hold 50 µS, which no cell of the reference block has. */
async function expectProgrammed(page: Page, cells: number): Promise<void> {
  await view(page, "cells").getByRole("combobox", { name: "Sorted by" }).selectOption("value");
  const down = Array.from({ length: cells }, () => "ArrowDown");
  await press(page, "cells", ["Home", ...down.slice(1)], new RegExp(`Conductance: 50\\sµS.* row ${cells} of 36$`));
  await press(page, "cells", ["Home", ...down], new RegExp(`Conductance: 4\\d\\.\\d\\sµS.* row ${cells + 1} of 36$`));
}

test("a box drawn in space is programmed, and no other cell", async ({ page }) => {
  test.setTimeout(90_000);
  const heard = complaints(page);
  await openFromAbove(page);
  const { x, y } = await pickMiddle(page);
  await view(page, "block").getByRole("button", { name: "Box", exact: true }).click();
  await page.mouse.move(x, y);
  await page.mouse.down();
  // Along the diagonal beyond the block: the last cell on the way is its corner.
  await page.mouse.move(x + 200, y + 200, { steps: 40 });
  await page.mouse.up();
  await expect(said(page, "block")).toHaveText(/^Layers 3, x 1–2, y 1–2, 4 cells, 4 active, /);
  await view(page, "block").getByRole("button", { name: "Apply to the box" }).click();
  await expect(view(page, "block").getByRole("button", { name: "Apply to the box" })).toHaveCount(0);
  await expectProgrammed(page, 4);
  for (const corner of ["x 1, y 1", "x 2, y 2"]) {
    const text = new RegExp(`^Layer 3, ${corner}, Conductance: 50\\sµS`);
    await press(page, "block", ["Escape", "End", ...(corner === "x 1, y 1" ? ["Shift+X", "Shift+Y"] : [])], text);
  }
  expect(heard).toEqual([]);
});

test("a box is drawn and programmed by keys alone", async ({ page }) => {
  test.setTimeout(90_000);
  await openFromAbove(page);
  await press(page, "block", ["Escape", "Escape", "Home"], /^Layer 0, x 0, y 0, /);
  for (const [key, text] of [
    ["b", /^Layers 0, x 0, y 0, 1 cells/],
    ["x", /^Layers 0, x 0–1, y 0, 2 cells/],
    ["ArrowRight", /^Layers 0, x 0–1, y 0, 2 cells/],
    ["y", /^Layers 0, x 0–1, y 0–1, 4 cells/],
    ["PageUp", /^Layers 0–1, x 0–1, y 0–1, 8 cells/],
  ] as const) {
    await page.keyboard.press(key);
    await expect(said(page, "block")).toHaveText(text);
  }
  await expect(view(page, "block").getByRole("button", { name: "Apply to the box" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expectProgrammed(page, 8);
});

test("sliders show a part of the block, and take its layers apart", async ({ page }) => {
  await openFromAbove(page);
  await view(page, "block").getByRole("combobox", { name: "Look from" }).selectOption("side");
  await view(page, "block").getByRole("button", { name: "View …" }).click();
  const last = view(page, "block").getByRole("slider", { name: "Layers to" });
  await last.focus();
  await last.press("Home");
  await expect(picture(page, "block")).toHaveAttribute("aria-label", /9 cells shown/);
  await expect(last).toHaveAttribute("aria-valuetext", "0");
  await press(page, "block", ["End"], /^Layer 0, x 2, y 2, /);
  await last.focus();
  await last.press("End");
  await expect(picture(page, "block")).not.toHaveAttribute("aria-label", /cells shown/);
  const compact = await restedDrawn(page);
  const explode = view(page, "block").getByRole("slider", { name: "Explode" });
  await explode.focus();
  await explode.press("End");
  await expect(explode).toHaveAttribute("aria-valuetext", "100 %");
  // The whole block fits the picture still, so that what is taller is smaller.
  await expect.poll(() => drawn(page)).toBeLessThan(0.9 * compact);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("everything fits, and a tap chooses a row", async ({ page }) => {
    await openLink(page, "./#/vrram?preset=reference&view=cells");
    await pauseAt(page);
    await fitsSideways(page);
    await expectInk(page, 1);
    await expect(async () => {
      await picture(page, "cells").tap({ position: { x: 60, y: 50 } });
      await expect(said(page, "cells")).toHaveText(/row 1 of 36$/, { timeout: 500 });
    }).toPass();
  });

  test("one finger turns the block, two make it smaller, and the page stays where it is", async ({ page }) => {
    const heard = complaints(page);
    await openLink(page, "./#/vrram?preset=reference&view=block");
    await pauseAt(page);
    const from = view(page, "block").getByRole("combobox", { name: "Look from" });
    await from.selectOption("top");
    await expect.poll(() => drawn(page)).toBeGreaterThan(0.02);
    const large = await restedDrawn(page);
    const box = await picture(page, "block").boundingBox();
    if (box === null) throw new Error("the block is not on the page");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hand = await page.context().newCDPSession(page);
    /** Fingers that come down, go in ten steps and leave; each from its place by so much. */
    const fingers = async (
      ...all: readonly { readonly at: readonly [number, number]; readonly by: readonly [number, number] }[]
    ) => {
      const touchPoints = (step: number) =>
        all.map(({ at, by }, id) => ({ x: at[0] + (step * by[0]) / 10, y: at[1] + (step * by[1]) / 10, id }));
      await hand.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: touchPoints(0) });
      for (let step = 1; step <= 10; step++)
        await hand.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: touchPoints(step) });
      await hand.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await fingers({ at: [x - 60, y], by: [30, 0] }, { at: [x + 60, y], by: [-30, 0] });
    await expect(from).toHaveValue("own");
    await expect.poll(() => drawn(page)).toBeLessThan(0.7 * large);

    await from.selectOption("side");
    await expect.poll(() => drawn(page)).toBeGreaterThan(0.6 * large);
    const flat = await restedDrawn(page);
    await fingers({ at: [x, y], by: [0, 60] });
    await expect(from).toHaveValue("own");
    // From the side a block shows no top.
    await expect.poll(() => drawn(page)).toBeGreaterThan(1.1 * flat);
    expect(await page.evaluate(() => [visualViewport?.scale, scrollX, scrollY])).toEqual([1, 0, 0]);
    expect(heard).toEqual([]);
  });
});
