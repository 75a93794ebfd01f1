import type { Page } from "@playwright/test";
import {
  chooseSetUp,
  complaints,
  dropFile,
  expect,
  expectInk,
  field,
  fitsSideways,
  fullSpeed,
  newContext,
  openRunning,
  pauseAt,
  playButton,
  preset,
  readout,
  seconds,
  test,
} from "./lab";

/** The first screen: a neuron learns, and what a person does to it shows. */

const handle = (page: Page, name: string) => page.locator(`[data-handle="${name}"]`);

async function drag(page: Page, name: string, dx: number, dy: number): Promise<void> {
  const box = await handle(page, name).boundingBox();
  if (box === null) throw new Error(`no handle ${name}`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
  await page.mouse.up();
}

test("opens running, every view draws, and the console stays quiet", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(3);
  await expectInk(page, 5);
  await expect(page.getByText("drag me")).toBeVisible();
  expect(heard).toEqual([]);
});

test("additive STDP piles weights up at the bounds; the multiplicative control keeps one hump", async ({ page }) => {
  await openRunning(page);
  await fullSpeed(page);
  await expect.poll(() => readout(page, "Weights near a bound"), { timeout: 45_000 }).toBeGreaterThan(0.5);
  await preset(page, "No competition").click();
  await expect.poll(() => readout(page, "Weights near a bound"), { timeout: 45_000 }).toBeLessThan(0.1);
});

test("dragging the window changes the rule at once, moves the weights, and can be undone", async ({ page }) => {
  await openRunning(page);
  const before = await field(page, "Depression amplitude").inputValue();
  await drag(page, "aMinus", 0, 60);
  await expect(page.getByText("drag me")).toBeHidden();
  const after = Number(await field(page, "Depression amplitude").inputValue());
  expect(after).toBeGreaterThan(Number(before));
  await expect(handle(page, "aMinus")).toHaveAttribute("aria-valuenow", String(after));
  await fullSpeed(page);
  // Depression now outweighs potentiation by far: the weights die.
  await expect.poll(() => readout(page, "Mean weight"), { timeout: 45_000 }).toBeLessThan(0.26);
  await page.keyboard.press("Control+z");
  await expect(field(page, "Depression amplitude")).toHaveValue(before);
});

test("the handles obey a finger", async ({ browser }) => {
  const context = await newContext(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await openRunning(page);
  const value = async () => Number(await handle(page, "aPlus").getAttribute("aria-valuenow"));
  const before = await value();
  const box = await handle(page, "aPlus").boundingBox();
  if (box === null) throw new Error("no handle");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const devtools = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at: number) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y: at }] });
  await touch("touchStart", y);
  for (let moved = 10; moved <= 60; moved += 10) await touch("touchMove", y + moved);
  await touch("touchEnd", y + 60);
  await expect.poll(value).toBeLessThan(before);
  await context.close();
});

test("the handles obey the keyboard", async ({ page }) => {
  await openRunning(page);
  await handle(page, "tauPlus").focus();
  const before = Number(await handle(page, "tauPlus").getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowRight");
  await expect
    .poll(async () => Number(await handle(page, "tauPlus").getAttribute("aria-valuenow")))
    .toBeGreaterThan(before);
});

test("a value out of range is refused at its field and the old one keeps running", async ({ page }) => {
  await openRunning(page);
  const amplitude = field(page, "Potentiation amplitude");
  await amplitude.fill("7");
  await amplitude.press("Enter");
  await expect(page.getByText(/Allowed: 0 to 0\.1/)).toBeVisible();
  await expect(handle(page, "aPlus")).toHaveAttribute("aria-valuenow", "0.005");
  const at = await seconds(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(at);
});

test("scheme and weight dependence switch while it runs", async ({ page }) => {
  await openRunning(page);
  for (const [name, option] of [
    [/^Pairing scheme/, "Nearest neighbour (symmetric)"],
    [/^Weight dependence/, "Power law"],
    [/^Weight dependence/, "Gütig: soft bounds, exponent μ"],
  ] as const) {
    const at = await seconds(page);
    await page.getByRole("combobox", { name }).first().selectOption({ label: option });
    // The run was not rebuilt: time goes on from where it was.
    await expect.poll(() => seconds(page)).toBeGreaterThan(at);
  }
});

test("pause, step, step back and scrub go where they say", async ({ page }) => {
  await openRunning(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(2);
  const at = await pauseAt(page);
  await page.keyboard.press(".");
  await expect.poll(() => seconds(page)).toBeCloseTo(at + 0.0001, 6);
  await page.keyboard.press(",");
  await expect.poll(() => seconds(page)).toBeCloseTo(at, 6);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => seconds(page)).toBeCloseTo(at - 1, 6);
  await page.getByRole("slider", { name: "Time in the run" }).focus();
  await page.keyboard.press("Home");
  await expect.poll(() => seconds(page)).toBe(0);
});

test("a protocol shows when and why the weight moves", async ({ page }) => {
  await openRunning(page);
  await chooseSetUp(page, "Protocol");
  await preset(page, "Single pair").click();
  await expect.poll(() => readout(page, "Weight change"), { timeout: 30_000 }).toBeCloseTo(0.00607, 4);
  await field(page, "Interval").fill("-10");
  await field(page, "Interval").press("Enter");
  await expect.poll(() => readout(page, "Weight change"), { timeout: 30_000 }).toBeCloseTo(-0.00728, 4);
  await expectInk(page, 3);
});

test("trains are imported by dropping a file, and a bad file is refused with its line", async ({ page }) => {
  await openRunning(page);
  await dropFile(page, "pre.csv", "10\n30\nabc\n");
  await page.getByRole("button", { name: /Presynaptic spike train/ }).click();
  await expect(page.getByText(/line 3: "abc" is not a number/)).toBeVisible();
  await dropFile(page, "pre.csv", "10\n30\n50\n");
  await page.getByRole("button", { name: /Presynaptic spike train/ }).click();
  await expect(page.getByRole("combobox", { name: /^Stimulus/ }).first()).toHaveValue("drawn");
});

test("the page speaks Portuguese and remembers it", async ({ page }) => {
  await openRunning(page);
  await page.getByText("PT", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
  await expect(page.getByText("Taxa de saída").first()).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
});

test("fits a phone: tabs, one view at a time, nothing sideways", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openRunning(page);
  await fitsSideways(page);
  for (const tab of ["Parameters", "Lesson", "Views"]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    await fitsSideways(page);
  }
  const play = await playButton(page, "Pause").boundingBox();
  expect(Math.min(play?.width ?? 0, play?.height ?? 0)).toBeGreaterThanOrEqual(44);
});

test("reduced motion opens paused", async ({ browser }) => {
  const context = await newContext(browser, { reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto("./");
  await expect(playButton(page, "Run")).toBeVisible();
  await context.close();
});
