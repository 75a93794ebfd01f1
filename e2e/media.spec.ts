import type { Locator, Page } from "@playwright/test";
import {
  bytesOf,
  chooseSetUp,
  complaints,
  expect,
  openLink,
  openRunning,
  pauseAt,
  picture,
  playButton,
  seconds,
  setField,
  test,
} from "./lab";

/** What leaves the page as pictures, videos and paper. */

const cardOf = (page: Page, name: string): Locator => page.locator(`[data-view="${name}"]`);

async function choose(page: Page, card: Locator, item: string): Promise<void> {
  await card.locator('[aria-haspopup="menu"]').click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function save(page: Page, card: Locator, item: string): Promise<Buffer> {
  const saved = page.waitForEvent("download");
  await choose(page, card, item);
  return bytesOf(await saved);
}

/** Mean difference of two pictures per pixel and channel, 0..255, and their sizes. */
const compare = (page: Page, svg: string, png: Buffer) =>
  page.evaluate(
    async ([vector, raster]) => {
      const load = async (source: string): Promise<HTMLImageElement> => {
        const image = new Image();
        image.src = source;
        await image.decode();
        return image;
      };
      const images = await Promise.all([
        load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(vector as string)}`),
        load(`data:image/png;base64,${raster}`),
      ]);
      // Four pixels in one: how edges are smoothed does not matter, where things stand does.
      const { naturalWidth, naturalHeight } = images[1] as HTMLImageElement;
      const [width, height] = [Math.round(naturalWidth / 4), Math.round(naturalHeight / 4)];
      const drawn = (source: CanvasImageSource, width: number, height: number): HTMLCanvasElement => {
        const canvas = document.createElement("canvas");
        canvas.width = width;
        canvas.height = height;
        const ctx = canvas.getContext("2d", { willReadFrequently: true });
        if (ctx === null) throw new Error("no canvas");
        ctx.imageSmoothingQuality = "high";
        ctx.drawImage(source, 0, 0, width, height);
        return canvas;
      };
      // A picture of vectors would be drawn anew in the small size, hence first in its own.
      const [a, b] = images.map(
        (image) =>
          drawn(drawn(image, naturalWidth, naturalHeight), width, height)
            .getContext("2d")
            ?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(),
      ) as [Uint8ClampedArray, Uint8ClampedArray];
      const mean = (other: (i: number) => number) =>
        b.reduce((sum, value, i) => sum + Math.abs(value - other(i)), 0) / b.length;
      return {
        sizes: images.map((image) => [image.naturalWidth, image.naturalHeight]),
        difference: mean((i) => a[i] as number),
        // What an empty sheet would differ by: the measure of how much there is to see.
        ink: mean((i) => b[i % 4] as number),
      };
    },
    [svg, png.toString("base64")] as const,
  );

/** What is wrong with the text of an SVG, and the words in it. */
const inspect = (page: Page, svg: string) =>
  page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...document.querySelectorAll("*")];
    const attributes = all.flatMap((element) => [...element.attributes]);
    return {
      root: document.documentElement.nodeName,
      broken: document.querySelector("parsererror")?.textContent ?? null,
      nonsense: attributes
        .filter(({ name, value }) => name !== "href" && /NaN|undefined|Infinity|null/.test(value))
        .map(({ name }) => name),
      outside: attributes
        .filter(({ name, value }) => /href/.test(name) && !/^(#|data:image\/png;base64,)/.test(value))
        .map(({ value }) => value),
      scripts: all.filter((element) => element.nodeName === "script").length,
      lines: document.querySelectorAll("path").length,
      words: [...document.querySelectorAll("text")].map(({ textContent }) => textContent ?? ""),
    };
  }, svg);

/** Difference that smoothing may make; where thousands of thin edges fill a picture it grows with them. */
const allowed = (ink: number): number => Math.min(0.25 * ink, Math.max(4, 0.16 * ink));

const AXES: Readonly<Record<string, Readonly<Record<string, readonly RegExp[]>>>> = {
  "./#/stdp": {
    window: [/^Interval Δt/, /^Weight change/],
    histogram: [/^Weight w/, /^Count$/],
    scatter: [/^Input/, /^Weight w/],
    raster: [/^Time \(s\)/],
    drift: [/^Time \(s\)/],
  },
  "./#/stdp Protocol": { protocol: [/^Time/], window: [/^Interval Δt/], curve: [/frequency/i] },
  "./#/neuron": {
    membrane: [/^V \(mV\)|^Membrane/],
    current: [/^I \(pA\)/],
    plane: [/^Membrane potential/],
    fi: [/./],
  },
  "./#/network": { raster: [/^Time/], regimes: [/inhibition/i], rate: [/./], spectrum: [/./], isi: [/./], cv: [/./] },
  "./#/network?preset=smallWorld": { ring: [/neurons shown/] },
  "./#/device": { loop: [/^Voltage/, /^Current/], inside: [/doped/], state: [/^Time/] },
  "./#/growth": { network: [/neurons/], calcium: [/^Time/], curve: [/^Calcium/, /^Growth/], elements: [/^Time/] },
  "./#/rewiring": {
    connections: [/^Target/, /^Source/],
    training: [/^Training step/],
    survival: [/^Age/],
    memory: [/^Density/],
  },
  "./#/crossbar": { array: [/^Column/, /^Row/], errors: [/^Error/], byColumn: [/^Column/] },
  "./#/vrram": {
    block: [/^x →/, /^y →/, /^Conductance/],
    layer: [/^Pillar x/, /^Pillar y/, /^Conductance/],
    cells: [/^Layer · x · y/, /^Conductance/, /^Current/],
  },
  "./#/vrram?preset=carveTen": {
    block: [/^x →/, /^y →/, /^Conductance/],
    layer: [/^Conductance/],
    cells: [/^Layer · x · y/, /^Age/],
    training: [/^Training step/],
  },
};

/**
 * Encodes pictures at once: Chromium waits for an idle moment, and a page that draws nothing by itself gives it none for a second.
 * Other tests save theirs as people do.
 */
const encodeAtOnce = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    HTMLCanvasElement.prototype.toBlob = function (callback, type) {
      const text = atob(this.toDataURL(type).split(",")[1] ?? "");
      const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
      setTimeout(() => callback(new Blob([bytes], { type: type ?? "image/png" })));
    };
  });

/** Seconds after which there is something in every view: a read of an array takes a microsecond, and steps of learning count as ms. */
const LONG_ENOUGH: Readonly<Record<string, number>> = {
  "./#/crossbar": 0,
  "./#/rewiring": 0.05,
  "./#/vrram": 0,
  "./#/vrram?preset=carveTen": 0.1,
};

for (const [path, views] of Object.entries(AXES)) {
  test(`every view of ${path} leaves as an SVG that looks like it`, async ({ page }) => {
    test.setTimeout(180_000);
    const heard = complaints(page);
    await encodeAtOnce(page);
    // High enough for the titles of all axes.
    await page.setViewportSize({ width: 1440, height: 1200 });
    const [link = "", setUp] = path.split(" ");
    if (link.includes("?")) await openLink(page, link);
    else await openRunning(page, link);
    if (setUp === "Protocol") await chooseSetUp(page, setUp);
    await expect.poll(() => seconds(page)).toBeGreaterThan(LONG_ENOUGH[link] ?? 0.3);
    if (await playButton(page, "Pause").isVisible()) await playButton(page, "Pause").click();
    await expect(playButton(page, "Run")).toBeVisible();
    const names = await page
      .locator("[data-view]")
      .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-view")));
    expect(names).toEqual(expect.arrayContaining(Object.keys(views)));
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const press = async (button: string): Promise<Buffer> => {
      const saved = page.waitForEvent("download");
      await dialog.getByRole("button", { name: button, exact: true }).click();
      return bytesOf(await saved);
    };
    const screen = (name: string): Promise<string> =>
      picture(page, name).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    // A graph goes on being measured while nothing runs.
    const screens = () => Promise.all(names.map((name) => screen(name ?? "")));
    await expect
      .poll(async () => {
        const before = await screens();
        await page.waitForTimeout(500);
        return (await screens()).every((picture, i) => picture === before[i]);
      })
      .toBe(true);
    for (const name of names) {
      const title = (await cardOf(page, name ?? "").getAttribute("aria-label")) ?? "";
      await dialog.getByRole("combobox", { name: "View" }).selectOption({ label: title });
      const png = await press("Picture (PNG)");
      const before = await screen(name ?? "");
      const svg = (await press("Picture (SVG)")).toString();
      const found = await inspect(page, svg);
      expect(found, name ?? "").toMatchObject({ root: "svg", broken: null, nonsense: [], outside: [], scripts: 0 });
      expect(found.lines).toBeGreaterThan(5);
      expect(found.words[0]).toBe(title);
      for (const axis of views[name ?? ""] ?? []) expect(found.words).toContainEqual(expect.stringMatching(axis));
      const { sizes, difference, ink } = await compare(page, svg, png);
      expect(sizes[0]).toEqual(sizes[1]);
      expect(difference, `${name} with ${ink} of ink`).toBeLessThan(allowed(ink));
      expect((await screen(name ?? "")) === before, `${name} is left as it was`).toBe(true);
    }
    expect(heard).toEqual([]);
  });
}

test("a view that is held leaves as it was held", async ({ page }) => {
  await openRunning(page, "./#/neuron");
  const card = cardOf(page, "membrane");
  await choose(page, card, "Pause this view");
  await expect(card.getByText("view paused")).toBeVisible();
  const from = await seconds(page);
  await expect.poll(() => seconds(page)).toBeGreaterThan(from + 0.2);
  await playButton(page, "Pause").click();
  await expect(playButton(page, "Run")).toBeVisible();
  const svg = (await save(page, card, "Picture (SVG)")).toString();
  const { difference } = await compare(page, svg, await save(page, card, "Picture (PNG)"));
  expect(difference).toBeLessThan(1);
});

test("pictures for paper are light on a dark screen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openRunning(page, "./#/stdp");
  await pauseAt(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const press = async (name: string): Promise<Buffer> => {
    const saved = page.waitForEvent("download");
    await dialog.getByRole("button", { name, exact: true }).click();
    return bytesOf(await saved);
  };
  expect((await press("Picture (SVG)")).toString()).toContain('fill="#1c1c21"');
  await dialog.getByRole("checkbox", { name: /light colours/ }).check();
  const svg = (await press("Picture (SVG)")).toString();
  expect(svg).toContain('fill="#ffffff"');
  expect(svg).not.toContain("#1c1c21");
  const { difference, ink } = await compare(page, svg, await press("Picture (PNG)"));
  expect(difference).toBeLessThan(Math.min(4, 0.25 * ink));
});

/** Size and length of a video, and the picture in its middle. */
const play = (page: Page, video: Buffer) =>
  page.evaluate(async (content) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const player = document.createElement("video");
    player.muted = true;
    player.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
    await new Promise((resolve, reject) => {
      player.onloadedmetadata = resolve;
      player.onerror = () => reject(new Error("the video cannot be played"));
    });
    await player.play();
    await new Promise((resolve) => player.requestVideoFrameCallback(resolve));
    const canvas = document.createElement("canvas");
    canvas.width = player.videoWidth;
    canvas.height = player.videoHeight;
    const ctx = canvas.getContext("2d");
    ctx?.drawImage(player, 0, 0);
    const data = ctx?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    const shades = new Set<number>();
    for (let i = 0; i < data.length; i += 4) shades.add((data[i] as number) >> 5);
    return { width: player.videoWidth, height: player.videoHeight, duration: player.duration, shades: shades.size };
  }, video.toString("base64"));

test("a view is recorded as a video, running or paused, by keyboard", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/stdp");
  const card = cardOf(page, "window");
  const menu = card.locator('[aria-haspopup="menu"]');
  await choose(page, card, "Record video");
  const stop = card.getByRole("button", { name: "Stop", exact: true });
  await expect(stop).toBeVisible();
  await expect(card.locator('[aria-live="polite"]').filter({ hasText: "being recorded" })).toHaveCount(1);
  await expect(card.getByRole("timer")).toContainText(/0:(0[1-9]|[1-5]\d)/);

  // One at a time, and the others say why.
  await cardOf(page, "raster").locator('[aria-haspopup="menu"]').click();
  const other = page.getByRole("menuitem", { name: /Record video/ });
  await expect(other).toBeDisabled();
  await expect(other).toContainText("Another view is being recorded");
  await page.keyboard.press("Escape");

  await playButton(page, "Pause").click();
  await expect(playButton(page, "Run")).toBeVisible();
  await expect(stop).toBeVisible();
  // The full screen is another place of the same view: the recording goes on.
  await card.getByRole("button", { name: "Full screen" }).click();
  await expect(card.getByRole("button", { name: "Show all views" })).toBeVisible();
  await page.waitForTimeout(1000);
  const saved = page.waitForEvent("download");
  await stop.focus();
  await page.keyboard.press("Enter");
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^stdp-stdp-window-t\d+ms\.webm$/);
  await expect(menu).toBeFocused();
  await expect(stop).toBeHidden();
  await expect(page.getByText("Video saved")).toBeVisible();

  const video = await bytesOf(download);
  expect(video.subarray(0, 4).toString("hex")).toBe("1a45dfa3");
  const { width, height, duration, shades } = await play(page, video);
  expect(width % 2 === 0 && height % 2 === 0 && width > 200 && height > 200).toBe(true);
  expect(duration).toBeGreaterThan(2);
  expect(duration).toBeLessThan(120);
  expect(shades).toBeGreaterThan(3);
  expect(heard).toEqual([]);
});

test("a recording ends, and is kept, when its view goes away", async ({ page }) => {
  await openRunning(page, "./#/stdp");
  await choose(page, cardOf(page, "histogram"), "Record video");
  await expect(cardOf(page, "histogram").getByRole("timer")).toContainText(/0:(0[1-9]|[1-5]\d)/);
  const saved = page.waitForEvent("download");
  await cardOf(page, "window").getByRole("button", { name: "Full screen" }).click();
  expect((await bytesOf(await saved)).length).toBeGreaterThan(500);
  await expect(page.getByText("out of sight")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  const openExport = async (page: Page): Promise<Locator> => {
    await page.keyboard.press("Control+s");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    return dialog;
  };

  test("a view that is not on the screen yet is recorded", async ({ page }) => {
    const heard = complaints(page);
    await openRunning(page, "./#/stdp");
    await expect(cardOf(page, "histogram")).toHaveCount(0);
    const dialog = await openExport(page);
    await dialog.getByRole("combobox", { name: "View" }).selectOption("histogram");
    await dialog.getByRole("button", { name: "Record video" }).click();
    await expect(cardOf(page, "histogram").getByRole("timer")).toContainText(/0:(0[1-9]|[1-5]\d)/);
    // The video belongs to the experiment that it shows, not to the one that is open when it ends.
    const saved = page.waitForEvent("download");
    await page.evaluate(() => {
      location.hash = "#/neuron";
    });
    expect((await saved).suggestedFilename()).toMatch(/^stdp-.*\.webm$/);
    expect(heard).toEqual([]);
  });

  test("paper shows all views, and the command is served once", async ({ page }) => {
    await page.addInitScript(() => {
      window.print = () => {
        const sheets = document.querySelectorAll("[data-print] figure svg").length;
        document.body.setAttribute("data-printed", `${document.body.getAttribute("data-printed") ?? ""} ${sheets}`);
        dispatchEvent(new Event("afterprint"));
      };
    });
    await openRunning(page, "./#/stdp");
    const dialog = await openExport(page);
    await dialog.getByRole("button", { name: "Print lesson and views" }).click();
    await expect(page.locator("body")).toHaveAttribute("data-printed", " 5");
    await expect(page.locator("[data-beside]")).toHaveCount(0);
    await page.keyboard.press("Control+k");
    const search = page.getByPlaceholder("Command, parameter, preset or view");
    await expect(search).toBeVisible();
    await page.keyboard.press("Escape");

    await openRunning(page, "./#/neuron");
    await openExport(page);
    await expect(search).toBeHidden();
    await expect(page.locator("body")).toHaveAttribute("data-printed", " 5");
  });
});

test("the browser's own command names the views that are not on the screen", async ({ page }) => {
  await openRunning(page, "./#/stdp");
  await cardOf(page, "raster").getByRole("button", { name: "Full screen" }).click();
  const printed = () =>
    page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      const text = document.querySelector("[data-print]")?.textContent ?? "";
      dispatchEvent(new Event("afterprint"));
      return text;
    });
  await expect.poll(printed).toContain("Not on the screen when this was printed: STDP window");
});

test("where the browser cannot record, the menu says so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "MediaRecorder"));
  await openRunning(page, "./#/stdp");
  await cardOf(page, "window").locator('[aria-haspopup="menu"]').click();
  const item = page.getByRole("menuitem", { name: /Record video/ });
  await expect(item).toBeDisabled();
  await expect(item).toContainText("This browser cannot record video");
});

test("paper shows the parameters, the lesson and all views, light and whole", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute("data-printed", document.querySelector("[data-print]") ? "1" : "0");
  });
  await page.emulateMedia({ colorScheme: "dark" });
  await openRunning(page, "./#/stdp");
  await pauseAt(page);
  await setField(page, "Potentiation amplitude", 0.006);
  await page.locator("body").press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/preset or view/).fill("Print lesson");
  await page.getByRole("button", { name: /Print lesson and views/ }).click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "1");

  const sheet = page.locator("[data-print]");
  await expect(sheet.getByRole("heading", { level: 1 })).toBeHidden();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: 700, height: 990 });
  await expect(sheet.getByRole("heading", { level: 1, name: "STDP: which synapses win?" })).toBeVisible();
  await expect(page.locator("#root")).toBeHidden();
  await expect(sheet.getByRole("row", { name: /Potentiation amplitude.*0\.006/ })).toBeVisible();
  await expect(sheet.getByText("Seed", { exact: true })).toBeVisible();
  await expect(sheet.locator("[data-step]")).toHaveCount(8);
  await expect(sheet.locator(".katex").first()).toBeVisible();
  await expect(sheet.getByRole("button")).toHaveCount(0);
  await expect(sheet.getByRole("heading", { name: "Sources" })).toBeVisible();
  const figures = sheet.locator("figure");
  await expect(figures).toHaveCount(5);
  const boxes = await figures.evaluateAll((all) => all.map((figure) => figure.getBoundingClientRect().toJSON()));
  expect(boxes[0].top).toBe(boxes[1].top);
  expect(boxes[1].left).toBeGreaterThan(boxes[0].right - 1);
  expect(boxes[2].top).toBeGreaterThan(boxes[0].bottom - 1);
  const colours = await sheet.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return [backgroundColor, color, element.querySelector("svg > path")?.getAttribute("fill")];
  });
  expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(27, 27, 34)", "#ffffff"]);
  // Two pictures have no id in common, or one would be cut as another.
  const ids = await sheet.locator("clipPath").evaluateAll((clips) => clips.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(2);
  expect(new Set(ids).size).toBe(ids.length);

  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await page.emulateMedia({ media: "screen" });
  await expect(sheet).toHaveCount(0);
  await expect(page.locator("#root")).toBeVisible();
  expect(heard).toEqual([]);
});

test("the browser's own command prints the page as a sheet too", async ({ page }) => {
  await openRunning(page, "./#/neuron");
  await pauseAt(page);
  const printed = () =>
    page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      const sheet = document.querySelector("[data-print]");
      const steps = sheet?.querySelectorAll("[data-step]").length ?? -1;
      const figures = sheet?.querySelectorAll("figure svg").length ?? -1;
      dispatchEvent(new Event("afterprint"));
      return { steps, figures };
    });
  await expect.poll(printed).toEqual({ steps: 0, figures: 5 });
  await page.keyboard.press("l");
  await expect.poll(async () => (await printed()).steps).toBeGreaterThan(4);
  await expect(page.locator("[data-print]")).toHaveCount(0);
});
