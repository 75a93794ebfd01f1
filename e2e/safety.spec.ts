import { complaints, expect, fullSpeed, openRunning, pauseAt, rested, savedRun, seconds, test } from "./lab";

/** Nothing a person does, and nothing that happens to the page, loses a run. */

test("a reload brings the run back where it was", async ({ page }) => {
  await openRunning(page);
  await fullSpeed(page);
  await expect.poll(() => seconds(page), { timeout: 40_000 }).toBeGreaterThan(10);
  const at = await pauseAt(page);
  // The save follows the last command once the page is at rest; a step is a tenth of a millisecond.
  await expect.poll(async () => (await savedRun(page))?.step).toBe(Math.round(at * 10_000));
  await page.reload();
  await expect.poll(() => seconds(page), { timeout: 30_000 }).toBeCloseTo(at, 3);
});

test("a worker killed in mid-run is replaced and the run goes on", async ({ page }) => {
  await openRunning(page);
  await fullSpeed(page);
  await expect.poll(() => seconds(page), { timeout: 40_000 }).toBeGreaterThan(5);
  const at = await seconds(page);
  await expect.poll(() => page.workers().length).toBe(1);
  for (const worker of page.workers()) await worker.evaluate(() => self.close());
  await expect(page.getByText("The simulation was restarted")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => seconds(page), { timeout: 40_000 }).toBeGreaterThan(at);
});

test("a hidden page stops costing and goes on when it is back", async ({ page }) => {
  await openRunning(page);
  const visibility = (state: string) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      Object.defineProperty(document, "hidden", { value: value === "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await visibility("hidden");
  const at = await rested(page);
  await page.waitForTimeout(1000);
  expect(await seconds(page)).toBe(at);
  await visibility("visible");
  await expect.poll(() => seconds(page)).toBeGreaterThan(at);
});

test.describe("a bad link", () => {
  for (const [name, hash] of [
    ["names an unknown parameter", "#/stdp?p.rule.aPlsu=0.01"],
    ["holds a value out of range", "#/stdp?p.rule.aPlus=7"],
    ["names an unknown preset", "#/stdp?preset=nonsense"],
    ["reaches for the prototype", "#/stdp?p.__proto__.polluted=1"],
    ["names an unknown experiment", "#/nonsense"],
  ] as const) {
    test(`${name}: it says so and opens with defaults`, async ({ page }) => {
      const heard = complaints(page);
      await page.goto(`./${hash}`);
      await expect(page.getByRole("alert").first()).toBeVisible();
      await expect.poll(() => seconds(page)).toBeGreaterThan(0);
      expect(heard).toEqual([]);
    });
  }
});

test("a link sets preset, parameter and seed", async ({ page }) => {
  await page.goto("./#/stdp?preset=correlated&seed=7&p.population.rate=12");
  await expect(page.getByLabel(/^Seed/).first()).toHaveValue("7");
  await expect(page.getByRole("textbox", { name: /^Input rate/ }).first()).toHaveValue("12");
});
