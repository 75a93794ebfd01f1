import { expect, type Page } from "@playwright/test";

/** What the specs share: opening the page, watching its console, reading its readouts. */

/** Collects everything the page complains about; read it at the end of a test. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
  });
  return heard;
}

/** Opens the experiment and waits until it runs. */
export async function openRunning(page: Page, path = "./"): Promise<void> {
  await page.goto(path);
  await expect(playButton(page, "Pause")).toBeVisible();
  await expect.poll(() => seconds(page)).toBeGreaterThan(0);
}

export const playButton = (page: Page, name: "Run" | "Pause") =>
  page.locator('[data-command="toggleRun"]').and(page.getByRole("button", { name, exact: true }));

/** Biological time on the transport bar, in s. */
export async function seconds(page: Page): Promise<number> {
  const text = (await page.locator('output[aria-label="Time"]').textContent()) ?? "";
  const [number = "", unit] = text.trim().split(/\s+/);
  const factors: Record<string, number> = { µs: 1e-6, ms: 1e-3, s: 1, ks: 1e3 };
  return Number(number.replace("−", "-")) * (factors[unit ?? "s"] ?? Number.NaN);
}

/** Pauses by key and waits until the time on the screen rests; returns it. */
export async function pauseAt(page: Page): Promise<number> {
  await page.keyboard.press("Space");
  await expect(playButton(page, "Run")).toBeVisible();
  let last = Number.NaN;
  await expect
    .poll(async () => {
      const before = last;
      last = await seconds(page);
      return last === before;
    })
    .toBe(true);
  return last;
}

/** The number of a readout above the views. */
export async function readout(page: Page, name: string): Promise<number> {
  const text = (await page.locator(`output[aria-label="${name}"]`).textContent()) ?? "";
  return Number.parseFloat(text.replace("−", "-"));
}

/** Chooses one of the two set-ups. */
export async function chooseSetUp(page: Page, name: "Population" | "Protocol"): Promise<void> {
  await page.getByRole("radiogroup").getByText(name, { exact: true }).first().click();
}

export const preset = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Sets the asked speed to as fast as possible, by keyboard. */
export async function fullSpeed(page: Page): Promise<void> {
  const speed = page.getByRole("slider", { name: "Speed" });
  await speed.focus();
  await speed.press("End");
}
