import type { Page } from "@playwright/test";
import {
  complaints,
  dropFile,
  expect,
  expectInk,
  expectSaved,
  fitsSideways,
  fullSpeed,
  newContext,
  openLink,
  openRunning,
  picture,
  playButton,
  preset,
  readout,
  seconds,
  setField,
  test,
} from "./lab";

/** The current-clamp bench: what a person injects is what the cell answers to. */

const acted = (page: Page) => page.getByRole("status").filter({ hasText: "Inject a pulse, t =" });

test("presets draw every view, and the console stays quiet", async ({ page }) => {
  test.setTimeout(120_000);
  const heard = complaints(page);
  for (const [id, views] of [
    ["adaptation", 5],
    ["regularSpiking", 5],
    ["modesSeed", 6],
    ["lifCurve", 3],
    ["hodgkinHuxley", 4],
    ["stepSize", 6],
  ] as const) {
    // Another link in the same page: nothing is loaded anew.
    await openLink(page, `./#/neuron?preset=${id}`);
    await expect.poll(() => seconds(page)).toBeGreaterThan(0.1);
    await expectInk(page, views);
    expect(heard, id).toEqual([]);
  }
});

test("fires above its rheobase, at the rate of the theory, and not below", async ({ page }) => {
  await openLink(page, "./#/neuron?preset=lifCurve");
  await fullSpeed(page);
  await expect.poll(() => readout(page, "Rate")).toBeCloseTo(63, 0);
  expect(await readout(page, "Rate in theory")).toBeCloseTo(63.04, 0);
  await setField(page, "Amplitude", 370);
  await expect.poll(() => readout(page, "Rate")).toBe(0);
});

test("a click on the trace or the plane injects a pulse, and the form one of any size", async ({ page }) => {
  await openRunning(page, "./#/neuron");
  await setField(page, "Amplitude", 0);
  await expect.poll(() => readout(page, "Latency")).toBeNaN();
  for (const name of ["membrane", "plane"]) {
    const before =
      (await page
        .getByRole("status")
        .filter({ hasText: /t =|^$/ })
        .first()
        .textContent()) ?? "";
    await picture(page, name).click({ position: { x: 150, y: 150 } });
    await expect(acted(page)).not.toHaveText(before);
  }
  await page.getByRole("button", { name: "Inject a pulse…" }).click();
  const form = page.getByRole("dialog", { name: "Inject a pulse" });
  await form.getByRole("textbox", { name: /^Amplitude/ }).fill("3000");
  await form.getByRole("textbox", { name: /^Amplitude/ }).press("Tab");
  await form.getByRole("button", { name: "Apply now" }).click();
  await expect(form).toBeHidden();
  await expect.poll(() => readout(page, "Latency")).toBeGreaterThan(0);
});

test("a step that is too large is called by its name", async ({ page }) => {
  await openLink(page, "./#/neuron?preset=hodgkinHuxley");
  const alarm = page.locator("strong", { hasText: "Diverged: the step is too large" });
  await expect(alarm).toBeHidden();
  await setField(page, "Time step", 1);
  await expect(alarm).toBeVisible();
  await expect(page.locator('[aria-live="assertive"]')).toHaveText("Diverged: the step is too large");
});

test("a waveform is imported from a file, and a bad one refused with its line", async ({ page }) => {
  await openRunning(page, "./#/neuron");
  await dropFile(page, "steps.csv", "0,0\n100,oops\n");
  await expect(page.getByText(/line 2/)).toBeVisible();
  await dropFile(page, "steps.csv", "0,0\n100,900\n200,0\n");
  await expect(page.getByRole("radio", { name: "Waveform" })).toBeChecked();
});

test("a reload keeps the cell that was chosen", async ({ page }) => {
  await openRunning(page, "./#/neuron");
  await page.getByRole("combobox", { name: "Model" }).first().selectOption({ label: "Izhikevich" });
  await expect(preset(page, "Chattering")).toBeVisible();
  await expectSaved(page, "model", "izhikevich");
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Model" }).first()).toHaveValue("izhikevich");
});

test("shows one view at a time on a phone", async ({ browser }) => {
  const context = await newContext(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await openRunning(page, "./#/neuron");
  await fitsSideways(page);
  await expectInk(page, 1);
  await page.getByRole("tab", { name: "State plane" }).tap();
  await expectInk(page, 1);
  await picture(page, "plane").tap();
  await expect(acted(page)).toBeAttached();
  await expect(playButton(page, "Pause")).toBeVisible();
  await context.close();
});
