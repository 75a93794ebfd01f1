import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { preview } from "vite";
import { complaints, expect, expectInk, openRunning, pauseAt, seconds, test } from "./lab";

/** The page runs nothing but its own files and asks nobody else for anything. */

/** What is kept for later, and what is fetched, depends on nothing having been there before. */
test.use({ reuseContext: false });

const EXPERIMENTS = ["neuron", "network", "stdp"] as const;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Everything that loads a part of its own: experiments, lessons, dialogs, palette, the other language. */
async function tour(page: Page, url: string): Promise<void> {
  for (const experiment of EXPERIMENTS) {
    await openRunning(page, `${url}#/${experiment}`);
    await expect(page.locator("canvas[data-view-canvas]").first()).toBeVisible();
    await button(page, "Lesson").click();
    await expect(page.locator(".katex").first()).toBeAttached();
    await button(page, "Lesson").click();
  }
  for (const name of ["Share", "Export", "Help"]) {
    await button(page, name).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Command, parameter, preset or view")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^PT/ }).click();
  await expect(button(page, "Lição")).toBeVisible();
}

const places = [
  { name: "from a server", url: "./" },
  { name: "from a file share", url: new URL("../dist/index.html", import.meta.url).href },
];

for (const { name, url } of places) {
  test(`a tour ${name} breaks no rule of the security policy and leaves the origin nowhere`, async ({
    page,
    baseURL,
  }) => {
    test.setTimeout(120_000);
    const heard = complaints(page);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        console.error(`policy: ${violatedDirective} ${blockedURI}`);
      });
    });
    await tour(page, url);
    const origin = url.startsWith("file:") ? new URL("..", url).href : (baseURL ?? "");
    const outside = asked.filter((address) => !/^(blob|data):/.test(address) && !address.startsWith(origin));
    expect(asked.length).toBeGreaterThan(20);
    expect(outside).toEqual([]);
    expect(heard).toEqual([]);
  });
}

test("neither an inline script nor a text turned into code runs", async ({ page }) => {
  await openRunning(page);
  // In a task of its own: what the test itself evaluates may evaluate too.
  const ran = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    const script = document.createElement("script");
    script.textContent = "document.title = 'inline script';";
    document.head.append(script);
    const image = document.createElement("div");
    image.innerHTML = `<img src="data:," onerror="document.title = 'handler'">`;
    document.body.append(image);
    let evaluated = true;
    try {
      // biome-ignore lint/security/noGlobalEval: this is what the policy has to refuse
      window.eval("1");
    } catch {
      evaluated = false;
    }
    return evaluated;
  });
  expect(ran).toBe(false);
  await page.waitForTimeout(300);
  await expect(page).toHaveTitle("Synaptarium");
});

test("a request to another origin is refused before it leaves", async ({ page }) => {
  await openRunning(page);
  const refused = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
    });
    await fetch("http://127.0.0.1:4999/").catch(() => {});
    return Promise.race([violation, new Promise<string>((resolve) => setTimeout(resolve, 2000, "nothing refused it"))]);
  });
  expect(refused).toBe("connect-src");
});

test("a part that cannot be loaded leaves the page as it is, and loads when it is asked for again", async ({
  page,
}) => {
  await openRunning(page);
  const parts = /\/(Palette|Dialogs|ComparedBody|CompareBar)-[^/]*\.js$/;
  await page.route(parts, (route) => route.abort());
  const missing = page.getByRole("alert").filter({ hasText: "A part of the page is missing" });
  const search = page.getByPlaceholder("Command, parameter, preset or view");
  const again = async (): Promise<void> => {
    await page.unroute(parts);
    await missing.getByRole("button", { name: "Try again" }).click();
    await expect(missing).toBeHidden();
  };

  await page.keyboard.press("Control+k");
  await expect(missing).toContainText("could not be loaded");
  await expectInk(page, 5);
  await again();
  await expect(search).toBeVisible();
  await page.keyboard.press("Escape");

  await page.route(parts, (route) => route.abort());
  await button(page, "Export").click();
  await expect(missing).toBeVisible();
  await missing.getByRole("button", { name: "Close" }).click();
  // Without the notice, asking for the same once more is enough.
  await page.unroute(parts);
  await button(page, "Export").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.route(parts, (route) => route.abort());
  await page.keyboard.press("f");
  await expect(missing).toBeVisible();
  await expectInk(page, 5);
  await again();
  await expect(page.getByText("Overlay", { exact: true }).first()).toBeAttached();
  await expect(page.locator("[data-pane]").first()).toBeVisible();
});

test.describe("offline", () => {
  test.use({ serviceWorkers: "allow" });

  /** Waits until the whole build is kept. */
  const installed = (page: Page) =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      return new Promise<void>((resolve) => {
        if (active?.state === "activated") resolve();
        active?.addEventListener("statechange", () => resolve());
      });
    });

  test("after one visit the lab opens without a network, experiments and lessons included", async ({
    page,
    context,
  }) => {
    test.setTimeout(120_000);
    await openRunning(page);
    await expect(page.getByText("Ready to work offline")).toBeVisible({ timeout: 30_000 });
    await installed(page);
    await context.setOffline(true);
    const heard = complaints(page);
    await page.reload();
    await expect(page.locator("canvas[data-view-canvas]").first()).toBeVisible();
    await openRunning(page, "./#/neuron");
    await expectInk(page);
    await button(page, "Lesson").click();
    await expect(page.locator(".katex").first()).toBeAttached();
    await expect.poll(() => page.evaluate(() => document.fonts.check("16px KaTeX_Main"))).toBe(true);
    await button(page, "Export").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(heard).toEqual([]);
  });

  test("a page that was just opened for the first time has all of its parts without a network", async ({
    page,
    context,
  }) => {
    await openRunning(page);
    await expect(page.getByText("Ready to work offline")).toBeVisible({ timeout: 30_000 });
    await context.setOffline(true);
    await page.keyboard.press("Control+k");
    await expect(page.getByPlaceholder("Command, parameter, preset or view")).toBeVisible();
    await page.keyboard.press("Escape");
    await button(page, "Export").click();
    await expect(page.getByRole("dialog").getByText("Scripts for other simulators")).toBeVisible();
  });

  test("a new version waits until somebody lets it in, and the run is not lost", async ({ page, context }, info) => {
    test.setTimeout(120_000);
    const copy = info.outputPath("site");
    cpSync(fileURLToPath(new URL("../dist", import.meta.url)), copy, { recursive: true });
    const server = await preview({
      logLevel: "error",
      build: { outDir: copy },
      preview: { port: 0, host: "127.0.0.1" },
    });
    const version = () => page.locator('meta[name="version"]').count();
    try {
      const url = server.resolvedUrls?.local[0] ?? "";
      await openRunning(page, url);
      // A short run is found again at once.
      await pauseAt(page);
      await expect(page.getByText("Ready to work offline")).toBeVisible({ timeout: 30_000 });
      await installed(page);

      const html = readFileSync(join(copy, "index.html"), "utf8");
      writeFileSync(join(copy, "index.html"), html.replace("</title>", '</title><meta name="version" content="2">'));
      const worker = readFileSync(join(copy, "sw.js"), "utf8");
      const changed = worker.replace(/(index\.html",revision:")\w+/, "$1changed");
      expect(changed).not.toBe(worker);
      writeFileSync(join(copy, "sw.js"), changed);

      await page.reload();
      const offer = page.getByRole("button", { name: "Save the run and reload" });
      await expect(offer).toBeVisible({ timeout: 30_000 });
      await page.evaluate(() => {
        document.title = "not reloaded";
      });
      // A reload leaves the run paused; going somewhere else is nothing that is saved by the way.
      const before = await seconds(page);
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => seconds(page)).toBeCloseTo(before + 1, 3);
      const at = await seconds(page);
      await expect(page).toHaveTitle("not reloaded");
      expect(await version()).toBe(0);

      // Another tab is told that it has become the old version, and reloads when somebody says so.
      const other = await context.newPage();
      await other.goto(url);
      const told = other.getByRole("status").filter({ hasText: "A new version is ready" });
      await expect(told).toBeVisible({ timeout: 30_000 });
      await told.getByRole("button", { name: "Close" }).click();

      await offer.click();
      await expect(told).toContainText("Another tab has opened it");
      await expect(page).toHaveTitle("Synaptarium");
      await expect.poll(version).toBe(1);
      await expect.poll(() => seconds(page), { timeout: 30_000 }).toBeCloseTo(at, 3);
      await told.getByRole("button", { name: "Save the run and reload" }).click();
      await expect.poll(() => other.locator('meta[name="version"]').count()).toBe(1);
    } finally {
      await server.close();
    }
  });
});
