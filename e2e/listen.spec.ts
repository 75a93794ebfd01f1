import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectInk, openRunning, pauseAt, playButton, seconds, test } from "./lab";

/** What the lab says, what it sounds like, and what it leaves still for those who ask for it. */

const spoken = (page: Page) => page.locator('.quiet[role="status"]').last();

const value = async (page: Page, name: string) =>
  (await page.locator(`output[aria-label="${name}"]`).textContent()) ?? "";

const NAMES = ["Mean weight", "Weights near a bound", "Output rate"];
const values = (page: Page) => Promise.all(NAMES.map((name) => value(page, name)));

/** Expects the time to be said, and beside it the readouts that are not what they were before, and no other. */
const expectChangesTold = (page: Page, time: RegExp, before: string[]) =>
  expect(async () => {
    const [said = "", ...told] = ((await spoken(page).textContent()) ?? "").split("; ");
    expect(said).toMatch(time);
    const present = await values(page);
    expect(told).toEqual(NAMES.map((name, i) => `${name}: ${present[i]}`).filter((_, i) => present[i] !== before[i]));
  }).toPass({ timeout: 15_000 });

test.describe("the announcer", () => {
  test("says what changed when the run stands still, and nothing while it runs", async ({ page }) => {
    await openRunning(page);
    await expect(spoken(page)).toHaveText(/^Running from/);
    const before = await spoken(page).textContent();
    const start = await seconds(page);
    await expect.poll(() => seconds(page)).toBeGreaterThan(start + 10);
    expect(await spoken(page).textContent()).toBe(before);

    await pauseAt(page);
    await expect(spoken(page)).toHaveText(/^Paused at/);
    await expect(spoken(page)).toContainText(`Output rate: ${await value(page, "Output rate")}`);
    await expect(spoken(page)).toContainText(`Mean weight: ${await value(page, "Mean weight")}`);

    const old = await values(page);
    const at = await seconds(page);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => seconds(page)).toBeCloseTo(at + 1, 3);
    // A seek that takes long is announced too, and then ends in a pause.
    await expectChangesTold(page, new RegExp(`^(At|Paused at) ${(at + 1).toFixed(4)}`), old);

    const stood = await values(page);
    await page.keyboard.press(".");
    await expectChangesTold(page, new RegExp(`^At ${(at + 1.0001).toFixed(4)}`), stood);
  });

  test("reads every value out when asked, by key and by button", async ({ page }) => {
    await openRunning(page);
    await pauseAt(page);
    await page.keyboard.press("i");
    for (const name of NAMES) {
      await expect(spoken(page)).toContainText(`${name}: ${await value(page, name)}`);
    }
    await expect(spoken(page)).toHaveText(/^Paused at/);
    const button = page.getByRole("button", { name: "Read out the values" });
    const stood = await values(page);
    await page.keyboard.press(".");
    await expectChangesTold(page, /^At [\d.]+\ss$/, stood);
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(spoken(page)).toContainText("Weights near a bound: ");
  });
});

/** Counts what would sound, by a clock that goes with the page. */
const listenIn = (page: Page) =>
  page.addInitScript(() => {
    const heard: number[] = [];
    const node = () => ({ connect: () => {}, disconnect: () => {}, gain: { value: 1 } });
    class Silent {
      readonly sampleRate = 8000;
      readonly destination = {};
      get currentTime() {
        return performance.now() / 1000;
      }
      createBuffer = (_channels: number, length: number) => ({ getChannelData: () => new Float32Array(length) });
      createGain = node;
      createDynamicsCompressor = node;
      createBufferSource = () => ({
        ...node(),
        playbackRate: { value: 1 },
        start: (at: number) => heard.push(at),
        stop: () => {},
      });
      resume = async () => {};
      close = async () => {};
      constructor() {
        Object.assign(window, { heard });
      }
    }
    Object.assign(window, { AudioContext: Silent });
  });

const clicks = (page: Page) => page.evaluate(() => (window as { heard?: number[] }).heard?.length ?? null);

/** Row of the output neuron, after a thousand excitatory and two hundred inhibitory inputs. */
const OUTPUT = 1200;

test("each spike of the output neuron is one click, and silence is the default", async ({ page }) => {
  await listenIn(page);
  await openRunning(page);
  expect(await clicks(page)).toBeNull();
  await pauseAt(page);
  await page.keyboard.press("r");
  await expect.poll(() => seconds(page)).toBe(0);
  const speed = page.getByRole("slider", { name: "Speed", exact: true });
  for (let k = 0; k < 20 && (await speed.getAttribute("aria-valuetext")) !== "0.2×"; k++)
    await speed.press("ArrowLeft");

  const sound = page.getByRole("button", { name: "Hear the spikes" });
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  await page.locator("body").press("s");
  await expect(sound).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => clicks(page)).toBe(0);

  await playButton(page, "Run").click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.3);
  await playButton(page, "Pause").click();
  await expect(playButton(page, "Run")).toBeVisible();
  await expect(spoken(page)).toHaveText(/^Paused at/);

  await page.getByRole("button", { name: "Menu of view: Spikes" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Data (CSV)" }).click();
  const rows = readFileSync(await (await download).path(), "utf8")
    .split("\r\n")
    .filter((line) => line.endsWith(`,${OUTPUT}`));
  // The file holds what the picture shows: its last two seconds.
  expect(await seconds(page)).toBeLessThan(2);
  expect(rows.length).toBeGreaterThan(5);
  expect(await clicks(page)).toBe(rows.length);

  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  await playButton(page, "Run").click();
  const at = await seconds(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(at + 0.1);
  expect(await clicks(page)).toBe(rows.length);
});

test("all neurons at full speed are a bounded number of clicks", async ({ page }) => {
  await listenIn(page);
  await openRunning(page);
  await page.getByRole("button", { name: "Hear the spikes" }).click();
  await page.getByRole("button", { name: "What is heard, and how loud" }).click();
  await page.getByText("All neurons", { exact: true }).click();
  await page.keyboard.press("Escape");
  const start = await page.evaluate(() => performance.now());
  const before = (await clicks(page)) ?? 0;
  const at = await seconds(page);
  // Ten biological seconds are some 130,000 spikes.
  await expect.poll(() => seconds(page)).toBeGreaterThan(at + 10);
  const spent = (await page.evaluate(() => performance.now())) - start;
  const count = ((await clicks(page)) ?? 0) - before;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual((spent / 4) * 3 + 300);
});

test.describe("for those who ask for little motion", () => {
  test.use({ reducedMotion: "reduce" });

  test("nothing on the page moves by itself", async ({ page }) => {
    await page.goto("./");
    await expect(playButton(page, "Run")).toBeVisible();
    await expectInk(page, 5);
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(window, { moved });
      document.addEventListener("transitionrun", ({ target, propertyName }) => {
        moved.push(`${propertyName} of ${(target as Element).className}`);
      });
      document.addEventListener("animationstart", ({ target }) => {
        const [animation] = (target as Element).getAnimations();
        if (Number(animation?.effect?.getComputedTiming().endTime ?? 0) > 1) {
          moved.push(`animation of ${(target as Element).className}`);
        }
      });
    });
    await page.keyboard.press(".");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.keyboard.press("Control+k");
    const palette = page.getByPlaceholder("Command, parameter, preset or view");
    await expect(palette).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
    await page.getByRole("button", { name: "Theme" }).click();
    await page.getByRole("menuitem", { name: "Dark" }).click();
    await page.keyboard.press("l");
    await expect(page.locator(".katex").first()).toBeAttached();
    // A notice comes in from the side for everybody else.
    await page.keyboard.press("r");
    await expect(page.getByText("Back at time 0")).toBeVisible();
    await page.getByRole("button", { name: "Full screen" }).first().click();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as { moved?: string[] }).moved)).toEqual([]);
  });
});
