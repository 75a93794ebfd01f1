import type { Locator, Page } from "@playwright/test";
import {
  bytesOf,
  complaints,
  expect,
  expectInk,
  field,
  fitsSideways,
  newContext,
  openLink,
  openRunning,
  pauseAt,
  picture,
  playButton,
  readout,
  setField,
  sharedKeys,
  test,
} from "./lab";

/** Growing networks: what is drawn in space, what a hand does to it, and what comes of that. */

const PRESETS = [
  ["growth", 7],
  ["volume", 7],
  ["linear", 7],
  ["silent", 7],
  ["rows", 6],
  ["rowsManyLabels", 6],
] as const;

test("every kind of preset draws its views, and the console stays quiet", async ({ page }) => {
  test.setTimeout(180_000);
  const heard = complaints(page);
  await openRunning(page, "./#/growth");
  for (const [id, views] of PRESETS) {
    await page.goto(`./#/growth?preset=${id}`);
    await expect(page.locator("[data-view]")).toHaveCount(views);
    await expectInk(page, views);
    expect(heard, id).toEqual([]);
  }
});

const network = (page: Page): Locator => page.locator('[data-view="network"]');
/** The picture as something that keys are meant for. */
const pad = (page: Page): Locator => network(page).getByRole("application");
const said = (page: Page): Locator => pad(page).locator("[aria-live=polite]");
/** The layer of the graphics card, below the canvas of words and marks. */
const layer = (page: Page): Locator => network(page).locator("canvas:not([data-view-canvas])").first();

/** Part of the pixels of the layer that something was drawn on, as the screen shows them. */
async function drawn(page: Page): Promise<number> {
  const shot = await picture(page, "network").screenshot();
  return page.evaluate(async (base64) => {
    const bitmap = new Image();
    bitmap.src = `data:image/png;base64,${base64}`;
    await bitmap.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
    const ctx = canvas.getContext("2d");
    if (ctx === null) return 0;
    ctx.drawImage(bitmap, 0, 0);
    // Without legend and foot, which lie on the other layer.
    const { data } = ctx.getImageData(0, 60, canvas.width, canvas.height - 90);
    let marked = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] !== data[0] || data[i + 2] !== data[2]) marked++;
    return (4 * marked) / data.length;
  }, shot.toString("base64"));
}

async function openGrown(page: Page, until = 1000): Promise<void> {
  await openRunning(page, "./#/growth");
  await expect.poll(() => readout(page, "Synapses"), { timeout: 60_000 }).toBeGreaterThan(until);
  await pauseAt(page);
}

test("the graphics card draws the network, and a flat canvas does where there is none", async ({ page, browser }) => {
  test.setTimeout(180_000);
  await openGrown(page);
  expect(await layer(page).evaluate((canvas) => (canvas as HTMLCanvasElement).getContext("webgl2") !== null)).toBe(
    true,
  );
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.05);
  // The card is lost: what it drew is drawn otherwise, and again by the card when that is back.
  await layer(page).evaluate((canvas) => {
    const lose = (canvas as HTMLCanvasElement).getContext("webgl2")?.getExtension("WEBGL_lose_context");
    lose?.loseContext();
    Object.assign(window, { restoreCard: () => lose?.restoreContext() });
  });
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.05);
  await page.evaluate(() => (window as unknown as { restoreCard(): void }).restoreCard());
  const isLost = () =>
    layer(page).evaluate((canvas) => (canvas as HTMLCanvasElement).getContext("webgl2")?.isContextLost());
  await expect.poll(isLost).toBe(false);
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.05);

  const plain = await newContext(browser);
  await plain.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith("webgl") ? null : original.call(this, kind as "2d", ...(rest as []));
    } as typeof original;
  });
  const other = await plain.newPage();
  await openRunning(other, page.url());
  await expect.poll(() => readout(other, "Synapses"), { timeout: 60_000 }).toBeGreaterThan(500);
  await expect(network(other).locator("canvas")).toHaveCount(2);
  await expect.poll(() => drawn(other)).toBeGreaterThan(0.05);
  await plain.close();
});

test("arrows move between neurons, which have names; Enter shows the connections of one", async ({ page }) => {
  test.setTimeout(120_000);
  await openGrown(page);
  await pad(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect(said(page)).toHaveText(/^Excitatory, neuron 0, Calcium: [\d.]+/);
  await page.keyboard.press("ArrowDown");
  await expect(said(page)).not.toHaveText(/neuron 0,/);
  await page.keyboard.press("Enter");
  const direction = network(page).getByRole("combobox", { name: "Connections shown" });
  await expect(direction).toBeVisible();
  await direction.selectOption("in");
  await pad(page).focus();
  await page.keyboard.press("Escape");
  await expect(direction).toHaveCount(0);
});

test("a drag turns the network, other layouts move it, and all of it comes back", async ({ page }) => {
  test.setTimeout(120_000);
  await openGrown(page);
  const shot = async (): Promise<string> => (await picture(page, "network").screenshot()).toString("base64");
  // The picture is drawn in portions until it is whole.
  let before = "";
  await expect
    .poll(
      async () => {
        const last = before;
        before = await shot();
        return before === last;
      },
      { intervals: [500] },
    )
    .toBe(true);
  const box = await picture(page, "network").boundingBox();
  if (box === null) throw new Error("the network is not on the page");
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.55, { steps: 4 });
  await page.mouse.up();
  await expect.poll(shot).not.toBe(before);
  await network(page).getByRole("button", { name: "Show all" }).click();
  await network(page).getByRole("combobox", { name: "Where neurons stand" }).selectOption("circular");
  await expect.poll(() => drawn(page)).toBeGreaterThan(0.05);
  await expect(network(page).getByRole("button", { name: "Select", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("a link carries how the network is seen", async ({ page }) => {
  await openLink(page, "./#/growth?look=wiring:0.5:0.25:2:0:0:layout=circular");
  const layout = network(page).getByRole("combobox", { name: "Where neurons stand" });
  await expect(layout).toHaveValue("circular");
  await pauseAt(page);
  await network(page).getByRole("button", { name: "Full screen" }).click();
  await expect(page.locator("[data-view]")).toHaveCount(1);
  expect((await sharedKeys(page)).get("look")).toBe("wiring:0.5:0.25:2:0:0:layout=circular");
  await network(page).getByRole("button", { name: "Show all", exact: true }).click();
  expect((await sharedKeys(page)).get("look")).toBe("wiring:layout=circular");
  await page.goto("./#/growth?look=wiring:layout=nowhere");
  await expect(layout).toHaveValue("spatial");
});

test("a click with the lesion in hand kills a region", async ({ page }) => {
  test.setTimeout(120_000);
  await openGrown(page);
  const alive = () => readout(page, "Living neurons");
  expect(await alive()).toBe(1000);
  await network(page).getByRole("button", { name: "Lesion", exact: true }).click();
  await pad(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect.poll(alive).toBeLessThan(990);
  await expect(page.getByRole("status").filter({ hasText: "Lesion" })).toBeVisible();
});

test("frozen, nothing is born or dies", async ({ page }) => {
  test.setTimeout(120_000);
  await openGrown(page, 500);
  await page.getByRole("button", { name: "Freeze…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply now" }).click();
  await expect(page.getByTestId("views").getByText("Topology is frozen")).toBeVisible();
  const before = await readout(page, "Synapses");
  await playButton(page, "Run").click();
  await page.waitForTimeout(1500);
  await pauseAt(page);
  expect(await readout(page, "Synapses")).toBe(before);
});

test("the handles of the growth curve are the parameters of the form", async ({ page }) => {
  await openRunning(page, "./#/growth");
  await pauseAt(page);
  const handle = page
    .getByRole("slider", { name: "Target of excitatory neurons", exact: true })
    .and(page.locator("[data-handle]"));
  await handle.focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press("ArrowRight");
  await expect(field(page, "Target of excitatory neurons")).toHaveValue("0.065");
  const box = await handle.boundingBox();
  if (box === null) throw new Error("the handle is not on the page");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => Number(await field(page, "Target of excitatory neurons").inputValue()))
    .toBeGreaterThan(0.08);
  await setField(page, "Growth rate", 0.4);
  const rate = page.locator('[data-handle="rate"]');
  await expect(rate).toHaveAttribute("aria-valuenow", "0.4");
});

test("rows find the informative sources, and begin anew when these move", async ({ page }) => {
  test.setTimeout(120_000);
  await openLink(page, "./#/growth?preset=rows");
  const share = () => readout(page, "On informative sources");
  await expect.poll(share, { timeout: 60_000 }).toBeGreaterThan(60);
  await page.getByRole("button", { name: "Shift the inputs" }).click();
  await expect.poll(share).toBeLessThan(60);
});

test("the picture leaves as PNG and SVG, and its connections as CSV", async ({ page }) => {
  test.setTimeout(120_000);
  await openGrown(page);
  const save = async (item: string): Promise<Buffer> => {
    await network(page).getByRole("button", { name: "Menu of view: Neurons in space" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: item, exact: true }).click();
    return bytesOf(await saved);
  };
  const lines = (await save("Data (CSV)")).toString().split("\r\n");
  expect(lines[0]).toBe("source,target,value (pA),born_ms");
  expect(lines.length).toBeGreaterThan(1000);
  const svg = (await save("Picture (SVG)")).toString();
  expect(svg).toContain("connections");
  expect(svg.match(/<path/g)?.length ?? 0).toBeGreaterThan(100);
  expect((await save("Picture (PNG)")).length).toBeGreaterThan(50_000);
});

test("it fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRunning(page, "./#/growth");
  await fitsSideways(page);
  for (const view of ["curve", "calcium", "degrees"]) {
    await page.locator(`[data-tab="${view}"]`).click();
    await expectInk(page, 1);
    await fitsSideways(page);
  }
});
