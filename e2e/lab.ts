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

/** Opens a link, whose run waits for somebody to start it, and starts it. */
export async function openLink(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await playButton(page, "Run").click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(0);
}

/** The canvas of a view by the name of its place on the page. */
export const picture = (page: Page, name: string) => page.locator(`[data-view="${name}"] canvas[data-view-canvas]`);

/** Waits until so many views are there and each of them has drawn something. */
export async function expectInk(page: Page, views: number): Promise<void> {
  const canvases = page.locator("canvas[data-view-canvas]");
  await expect(canvases).toHaveCount(views);
  for (let view = 0; view < views; view++) {
    await expect.poll(() => canvases.nth(view).evaluate(ink)).toBeGreaterThan(0.005);
  }
}

/** Share of the pixels of a picture that are not its background. */
function ink(canvas: Element): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const data = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  let marked = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2]) marked++;
  }
  return (4 * marked) / data.length;
}

/** The box of a parameter. */
export const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`) }).first();

/** Types a value into the box of a parameter. */
export async function setField(page: Page, name: string, value: number): Promise<void> {
  await field(page, name).fill(String(value));
  await field(page, name).press("Enter");
}

/** Drops a file onto the page. */
export const dropFile = (page: Page, name: string, text: string) =>
  page.evaluate(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content as string], fileName as string, { type: "text/csv" }));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    [name, text],
  );

/** Nothing of the page lies beside the screen. */
export async function fitsSideways(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
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
