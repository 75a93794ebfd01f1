import { readFile } from "node:fs/promises";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect as baseExpect,
  type Download,
  type Locator,
  type Page,
} from "@playwright/test";
import type { SessionRecord } from "../workers/protocol";

/** What the specs share: opening the page, watching its console, reading its readouts. */

/** Time from frame to frame of a page under test, in ms. */
const FRAME_MS = 50;

/** Runs in the page: callbacks of frames come after at least so many ms. */
function spaceFrames(interval: number): void {
  const next = window.requestAnimationFrame.bind(window);
  const waiting = new Map<number, FrameRequestCallback>();
  let id = 0;
  let due = 0;
  let asked = false;
  const run: FrameRequestCallback = (time) => {
    asked = false;
    due = performance.now() + interval;
    for (const [key, callback] of [...waiting]) if (waiting.delete(key)) callback(time);
  };
  window.requestAnimationFrame = (callback) => {
    waiting.set(++id, callback);
    if (!asked) setTimeout(() => next(run), Math.max(0, due - performance.now()));
    asked = true;
    return id;
  };
  window.cancelAnimationFrame = (key) => void waiting.delete(key);
}

/**
 * Tests with a page that draws less often than a screen could show. Canvases are drawn by the processor here: at sixty
 * frames per second a page would keep more than a core busy, and the tests beside it waiting.
 */
export const test = base.extend({
  context: async ({ context }, use) => {
    await context.addInitScript(spaceFrames, FRAME_MS);
    await use(context);
  },
});

/** A context beside that of the test, with pages that draw as seldom. */
export async function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  await context.addInitScript(spaceFrames, FRAME_MS);
  return context;
}

/** Times between the looks of a poll, in ms; by default they come to a second, most of it spent waiting for nothing. */
const LOOKS = [50, 100, 150, 200];

const poll: typeof baseExpect.poll = (actual, options) =>
  baseExpect.poll(actual, { intervals: LOOKS, ...(typeof options === "string" ? { message: options } : options) });

/** Expectations whose polls look often. */
export const expect: typeof baseExpect = new Proxy(baseExpect, {
  get: (target, key) => (key === "poll" ? poll : Reflect.get(target, key)),
});

/** What Playwright itself writes to the console where it keeps service workers out. */
const BLOCKED = "Service Worker registration blocked by Playwright";

/** What a graphics card made of software says of its own speed. */
const DRIVER = /GL Driver Message|software WebGL/;

/** Collects everything the page complains about; read it at the end of a test. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    const foreign = text === BLOCKED || DRIVER.test(text);
    if ((message.type() === "error" || message.type() === "warning") && !foreign) heard.push(text);
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
  // Training counts steps, which pass for ms of the clock.
  const steps = /^step ([\d\u202f]+)/.exec(text.trim())?.[1];
  if (steps !== undefined) return Number(steps.replaceAll("\u202f", "")) / 1000;
  const [number = "", unit] = text.trim().split(/\s+/);
  const factors: Record<string, number> = {
    ps: 1e-12,
    ns: 1e-9,
    µs: 1e-6,
    ms: 1e-3,
    s: 1,
    ks: 1e3,
    min: 60,
    h: 3600,
    d: 86_400,
    yr: 31_557_600,
  };
  return Number(number.replace("−", "-")) * (factors[unit ?? "s"] ?? Number.NaN);
}

/** Waits until the time on the screen rests; returns it. */
export async function rested(page: Page): Promise<number> {
  let last = Number.NaN;
  // Between two looks a page that runs draws several times, also on a busy machine.
  const looks = { intervals: [300] };
  await expect
    .poll(async () => {
      const before = last;
      last = await seconds(page);
      return last === before;
    }, looks)
    .toBe(true);
  return last;
}

/** Pauses by key and waits until the time on the screen rests; returns it. */
export async function pauseAt(page: Page): Promise<number> {
  await page.keyboard.press("Space");
  await expect(playButton(page, "Run")).toBeVisible();
  return rested(page);
}

/** The same by the button, wherever the focus is. */
export async function pauseByButton(page: Page): Promise<number> {
  await playButton(page, "Pause").click();
  await expect(playButton(page, "Run")).toBeVisible();
  return rested(page);
}

/** Opens a link, whose run waits for somebody to start it, and starts it. */
export async function openLink(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // In a page that is open already the run before it has to go first.
  await expect.poll(() => seconds(page)).toBe(0);
  await playButton(page, "Run").click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(0);
}

/** The run as the tab has saved it; null before the first time. */
export const savedRun = (page: Page): Promise<SessionRecord | null> =>
  page.evaluate(async () => {
    const tab = sessionStorage.getItem("synaptarium.tab");
    // To open a database that is not there would make an empty one.
    if (!(await indexedDB.databases()).some(({ name }) => name === "synaptarium")) return null;
    const asked = indexedDB.open("synaptarium");
    await new Promise((resolve, reject) => {
      asked.onsuccess = resolve;
      asked.onerror = reject;
    });
    const database = asked.result;
    try {
      if (!database.objectStoreNames.contains("sessions")) return null;
      const found = database.transaction("sessions").objectStore("sessions").get(`save:${tab}`);
      await new Promise((resolve, reject) => {
        found.onsuccess = resolve;
        found.onerror = reject;
      });
      return (found.result as { readonly record: SessionRecord } | undefined)?.record ?? null;
    } finally {
      database.close();
    }
  });

/** Waits until the tab has saved its run with this value of a parameter, set by the link or by an edit. */
export async function expectSaved(page: Page, path: string, value: string | number): Promise<void> {
  const kept = async (): Promise<unknown> => {
    const run = await savedRun(page);
    const edit = run?.log.findLast((command) => command.type === "set" && command.path === path);
    if (edit?.type === "set") return edit.value;
    return path
      .split(".")
      .reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], run?.params);
  };
  await expect.poll(kept, { message: `${path} is saved` }).toBe(value);
}

/** The canvas of a view by the name of its place on the page. */
export const picture = (page: Page, name: string) => page.locator(`[data-view="${name}"] canvas[data-view-canvas]`);

/** Waits until so many views are there, or any, and each of them has drawn something. */
export async function expectInk(page: Page, views?: number): Promise<void> {
  const canvases = page.locator("canvas[data-view-canvas]");
  if (views !== undefined) await expect(canvases).toHaveCount(views);
  await expect.poll(() => canvases.evaluateAll(leastInk)).toBeGreaterThan(0.005);
}

/** Share of the pixels of a picture that are not its background, in the one of these that has the fewest. */
function leastInk(canvases: Element[]): number {
  const ink = (canvas: Element): number => {
    const { width, height } = canvas as HTMLCanvasElement;
    // From a copy: the page would be told off for reading its own canvas twice.
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    const ctx = copy.getContext("2d", { willReadFrequently: true });
    if (ctx === null || width === 0 || height === 0) return 0;
    ctx.drawImage(canvas as HTMLCanvasElement, 0, 0);
    const { data } = ctx.getImageData(0, 0, width, height);
    let marked = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2]) marked++;
    }
    return (4 * marked) / data.length;
  };
  return canvases.length === 0 ? 0 : Math.min(...canvases.map(ink));
}

/** Takes the graphics card from a view, and gives it back after something has been done without it. */
export async function loseCard(view: Locator, meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
  const canvas = view.locator("canvas:not([data-view-canvas])").first();
  const lose = await canvas.evaluateHandle((element) => {
    const extension = (element as HTMLCanvasElement).getContext("webgl2")?.getExtension("WEBGL_lose_context");
    if (extension == null) throw new Error("the view is not drawn by the card");
    return extension;
  });
  const heard = (event: string) =>
    canvas.evaluate((element, name) => {
      (element as unknown as Record<string, Promise<unknown>>)[name] = new Promise((resolve) =>
        element.addEventListener(name, () => setTimeout(resolve), { once: true }),
      );
    }, event);
  const came = (event: string) =>
    canvas.evaluate(
      (element, name) => (element as unknown as Record<string, Promise<unknown>>)[name]?.then(() => true),
      event,
    );
  for (const event of ["webglcontextlost", "webglcontextrestored"]) await heard(event);
  await lose.evaluate((extension) => extension.loseContext());
  await came("webglcontextlost");
  await meanwhile();
  await lose.evaluate((extension) => extension.restoreContext());
  await came("webglcontextrestored");
}

/** The box of a parameter. */
export const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`) }).first();

/** The link in the dialog that shares the run. */
export async function linkOf(page: Page): Promise<string> {
  const box = page.getByRole("textbox", { name: "Link", exact: true });
  await expect(box).not.toHaveValue("");
  return box.inputValue();
}

/** Opens the dialog that shares the run, and reads the keys of its link. */
export async function sharedKeys(page: Page): Promise<URLSearchParams> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await linkOf(page);
  await page.keyboard.press("Escape");
  return new URLSearchParams(link.slice(link.indexOf("?")));
}

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

export const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());

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
