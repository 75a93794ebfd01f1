import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "@playwright/test";
import { EXPERIMENTS } from "../workers/catalog";
import { sessionFileText } from "../workers/params/sessionFile";
import { defaultParams } from "../workers/params/validate";
import {
  complaints,
  dropFile,
  expect,
  expectSaved,
  field,
  linkOf,
  newContext,
  openRunning,
  pauseByButton,
  playButton,
  savedRun,
  seconds,
  setField,
  test,
} from "./lab";

/** Links lead to the same bits elsewhere, show a class what its teacher chose, and cannot be turned against the page. */

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Replayed {
  readonly digest: string;
  readonly expected?: string;
  readonly agrees?: boolean;
  readonly step: number;
}

const inNode = (link: string): Replayed =>
  JSON.parse(
    execFileSync(process.execPath, [".scripts/run.mjs", "workers/cli/bin.ts", "replay", link], {
      cwd: ROOT,
      encoding: "utf8",
    }),
  ) as Replayed;

const openShare = async (page: Page) => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Share this experiment" })).toBeVisible();
};

/** A link to the present moment with the digest that the dialog shows. */
async function momentLink(page: Page): Promise<{ link: string; digest: string }> {
  await openShare(page);
  await page.getByText("This moment").click();
  const digest = (await page.locator("[data-digest]").getAttribute("data-digest")) ?? "";
  const link = await linkOf(page);
  await page.keyboard.press("Escape");
  return { link, digest };
}

const other = async (page: Page): Promise<BrowserContext> => {
  const browser = page.context().browser();
  if (browser === null) throw new Error("no browser");
  return newContext(browser, { viewport: { width: 1440, height: 900 } });
};

const AMPLITUDE = "rule.aPlus";

/** Long enough for a save that must not come. */
const wouldSave = (page: Page) => page.waitForTimeout(1500);

test("a moment has the same digest in another browser context and in Node", async ({ page }) => {
  test.setTimeout(120_000);
  await openRunning(page);
  await setField(page, "Potentiation amplitude", 0.011);
  await expect.poll(() => seconds(page)).toBeGreaterThan(1);
  const at = await pauseByButton(page);
  const { link, digest } = await momentLink(page);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(link).toContain(`digest=${digest}`);
  expect(inNode(link)).toMatchObject({ digest, expected: digest, agrees: true });

  const context = await other(page);
  const there = await context.newPage();
  const heard = complaints(there);
  await there.goto(link);
  await expect(there.getByText("The same run")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => seconds(there)).toBeCloseTo(at, 4);
  await expect(field(there, "Potentiation amplitude")).toHaveValue("0.011");
  expect((await momentLink(there)).digest).toBe(digest);

  // Another digest is told, and the run stays.
  await there.goto("about:blank");
  await there.goto(link.replace(digest, "0".repeat(64)));
  await expect(there.getByText("Not the same run")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => seconds(there)).toBeCloseTo(at, 4);
  expect(heard).toEqual([]);
  await context.close();
});

test("a link brings back what was shown", async ({ page }) => {
  await page.goto("./#/stdp?seed=7&max=raster&hold=raster&select=neuron:5&speed=2&lesson=control&run=1");
  await expect(page.locator("[data-view]")).toHaveCount(1);
  await expect(page.locator('[data-view="raster"]')).toContainText("view paused");
  await expect(page.getByRole("heading", { name: /let depression grow/ })).toBeVisible();
  await expect(page.getByText("asked 2×")).toBeVisible();
  await expect.poll(() => seconds(page)).toBeGreaterThan(0);
});

test("a class link shows just what was ticked, through a reload, and locks the rest", async ({ page }) => {
  test.setTimeout(120_000);
  await openRunning(page);
  await pauseByButton(page);
  await openShare(page);
  await page.getByText("Runs by itself").click();
  await page.getByRole("tab", { name: "Use in class" }).click();
  await page.getByRole("button", { name: "Parameters: None" }).click();
  const dialog = page.getByRole("dialog");
  for (const name of ["Potentiation amplitude", "Potentiation time constant"]) await dialog.getByLabel(name).check();
  await dialog.getByRole("button", { name: "Views: None" }).click();
  await expect(dialog.getByText("at least one view")).toBeVisible();
  for (const name of ["STDP window", "Spikes"]) await dialog.getByLabel(name, { exact: true }).check();
  const link = await linkOf(page);
  expect(link).toContain("class=locked&params=rule.aPlus,rule.tauPlus&views=window,raster");

  const context = await other(page);
  const pupil = await context.newPage();
  const heard = complaints(pupil);
  const shows = async () => {
    await expect(pupil.locator("[data-view]")).toHaveCount(2);
    await expect(pupil.locator("[data-param]")).toHaveCount(2);
    await expect(pupil.getByRole("navigation", { name: "Experiments" })).toHaveCount(0);
    for (const name of ["Share", "Export", "Competition"]) {
      await expect(pupil.getByRole("button", { name, exact: true })).toHaveCount(0);
    }
  };
  await pupil.goto(link);
  await expect.poll(() => seconds(pupil)).toBeGreaterThan(0);
  await shows();
  await setField(pupil, "Potentiation amplitude", 0.02);
  await expect(field(pupil, "Potentiation amplitude")).toHaveValue("0.02");
  // A handle on the picture is the same parameter as its field.
  await pupil.getByRole("slider", { name: /Depression amplitude/ }).press("ArrowUp");
  await expect(pupil.getByText("Not part of this class")).toBeVisible();
  await expectSaved(pupil, AMPLITUDE, 0.02);
  await pupil.reload();
  await expect(field(pupil, "Potentiation amplitude")).toHaveValue("0.02");
  await shows();
  // Another plain link leaves the class.
  await pupil.evaluate(() => {
    location.hash = "#/stdp?seed=3";
  });
  await expect(pupil.getByRole("navigation", { name: "Experiments" })).toBeVisible();
  expect(heard).toEqual([]);
  await context.close();
});

test("a free class has the rest behind a button", async ({ page }) => {
  await page.goto("./#/stdp?class=free&params=rule.aPlus&show=transport&lang=pt-BR&theme=dark");
  await expect(page.locator("[data-param]")).toHaveCount(1);
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("button", { name: "Mostrar todos os controles" }).click();
  await expect(page.getByRole("button", { name: "Export", exact: true })).toBeVisible();
  expect(await page.locator("[data-param]").count()).toBeGreaterThan(5);
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "light");
});

test("a frame of 320 by 240 pixels runs in another page and leads to the whole one", async ({ page, baseURL }) => {
  const heard = complaints(page);
  const host = `${baseURL}host.html`;
  const src = `${baseURL}#/stdp?seed=7&embed=1&views=window&run=1`;
  const body = `<!doctype html><title>Host</title><iframe src="${src.replaceAll("&", "&amp;")}" title="STDP" width="320" height="240" loading="lazy"></iframe>`;
  await page.route(host, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(host);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(frame.locator("canvas[data-view-canvas]")).toHaveCount(1);
  await expect(frame.getByRole("banner")).toHaveCount(0);
  const inner = page.frames()[1];
  if (inner === undefined) throw new Error("no frame");
  const beyond = await inner.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ]);
  expect(Math.max(...beyond)).toBeLessThanOrEqual(0);
  const opened = page.context().waitForEvent("page");
  await frame.getByRole("link", { name: "Open in Synaptarium" }).click();
  const whole = await opened;
  await expect(whole.getByRole("banner")).toBeVisible();
  await expect(whole.getByLabel(/^Seed/).first()).toHaveValue("7");
  expect(await whole.evaluate(() => window.opener)).toBeNull();
  expect(heard).toEqual([]);
});

test("two tabs never overwrite each other", async ({ context }) => {
  const tabs = [await context.newPage(), await context.newPage()] as const;
  for (const [index, tab] of tabs.entries()) {
    await tab.goto("./");
    await expect(playButton(tab, "Pause")).toBeVisible();
    await setField(tab, "Potentiation amplitude", 0.01 * (index + 1));
    await tab.keyboard.press("Escape");
    await playButton(tab, "Pause").click();
  }
  for (const [index, tab] of tabs.entries()) await expectSaved(tab, AMPLITUDE, 0.01 * (index + 1));
  for (const [index, tab] of tabs.entries()) {
    await tab.reload();
    await expect(tab.getByText("Your run is back")).toBeVisible();
    await expect(field(tab, "Potentiation amplitude")).toHaveValue(String(0.01 * (index + 1)));
  }
});

test("a new tab offers what a closed one left, and not what a live one has", async ({ context }) => {
  test.setTimeout(120_000);
  const [lost, live] = [await context.newPage(), await context.newPage()];
  for (const [tab, value] of [
    [lost, 0.013],
    [live, 0.027],
  ] as const) {
    await tab.goto("./");
    await expect(playButton(tab, "Pause")).toBeVisible();
    await setField(tab, "Potentiation amplitude", value);
    await playButton(tab, "Pause").click();
    await expectSaved(tab, AMPLITUDE, value);
  }
  await lost.close();
  const fresh = await context.newPage();
  await fresh.goto("./");
  const note = fresh.getByRole("region", { name: "Unfinished runs" });
  await expect(note).toContainText("STDP: which synapses win?");
  await expect(note.getByRole("button")).toHaveCount(2);
  await note.getByRole("button", { name: "Restore" }).click();
  await expect(field(fresh, "Potentiation amplitude")).toHaveValue("0.013");
  await expect(note).toHaveCount(0);
  await expectSaved(fresh, AMPLITUDE, 0.013);
  await live.reload();
  await expect(field(live, "Potentiation amplitude")).toHaveValue("0.027");
  await fresh.reload();
  await expect(field(fresh, "Potentiation amplitude")).toHaveValue("0.013");
});

test("a reload says when the run was saved and starts anew when asked, with a way back", async ({ page }) => {
  await openRunning(page);
  await setField(page, "Potentiation amplitude", 0.02);
  await pauseByButton(page);
  await expectSaved(page, AMPLITUDE, 0.02);
  await page.reload();
  await expect(page.getByText(/saved \d\d:\d\d/)).toBeVisible();
  await page.getByRole("button", { name: "Start anew" }).click();
  await expect(field(page, "Potentiation amplitude")).toHaveValue("0.005");
  await page.getByRole("button", { name: "Return to the run before" }).click();
  await expect(field(page, "Potentiation amplitude")).toHaveValue("0.02");
});

const SCRIPT = encodeURIComponent(`<img src=x onerror="window.polluted=1"><script>window.polluted=1</script>`);
const session = (json: string) => `session=p${Buffer.from(json).toString("base64url")}`;

const HOSTILE: readonly (readonly [string, string])[] = [
  ["script for a key", `${SCRIPT}=1`],
  ["script for a preset", `preset=${SCRIPT}`],
  ["script for a view", `view=${SCRIPT}`],
  ["script for a class", `class=${SCRIPT}`],
  ["script in a session", session(`[1,"stdp",{"rule":{"family":"<img src=x onerror=window.polluted=1>"}},1,0,[]]`)],
  ["a prototype key", "p.__proto__.polluted=1"],
  ["a prototype in a session", session('[1,"stdp",{"__proto__":{"polluted":1}},1,0,[]]')],
  ["a prototype among the parameters of a class", "class=locked&params=__proto__"],
  ["deep nesting", session(`[1,"stdp",{"rule":${"[".repeat(20_000)}${"]".repeat(20_000)}},1,0,[]]`)],
  ["a long key", `${"k".repeat(200_000)}=1`],
  ["a session of a million characters", `session=d${"A".repeat(1_000_000)}`],
  ["an endless value", "p.rule.aPlus=1e999"],
  ["a step beyond all", session('[1,"stdp",{},1,1e300,[]]')],
  ["views that are none", "class=free&views=nothing"],
];

test("hostile links are told in the page, run no script and take no run away", async ({ page }) => {
  test.setTimeout(120_000);
  const heard = complaints(page);
  await openRunning(page);
  await setField(page, "Potentiation amplitude", 0.02);
  for (const [name, query] of HOSTILE) {
    await page.evaluate((text) => {
      location.hash = `#/stdp?${text}`;
    }, query);
    const alert = page.getByRole("alert").filter({ hasText: "The link could not be read" });
    await expect(alert, name).toContainText("Your run stays open.");
    await expect(alert, name).not.toContainText("undefined");
    // Not by the pointer: the message is on its way in.
    await alert.getByRole("button", { name: "Close" }).evaluate((button: HTMLElement) => button.click());
    await expect(alert, name).toHaveCount(0);
  }
  await dropFile(page, "bad.synaptarium.json", `{"format":1,"__proto__":{"polluted":1},"digest":"<script>"}`);
  await expect(page.getByText("This is not a session file of the lab.")).toBeVisible();
  expect(await page.evaluate(() => "polluted" in window || "polluted" in {})).toBe(false);
  await expect(field(page, "Potentiation amplitude")).toHaveValue("0.02");
  expect(heard).toEqual([]);
});

test("a hostile link in a new tab opens the defaults", async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`./#/stdp?preset=${SCRIPT}`);
  await expect(page.getByRole("alert").first()).toContainText("opened with its defaults");
  await expect.poll(() => seconds(page)).toBeGreaterThan(0);
  await page.goto("about:blank");
  await page.goto("./#/%E0%A4%A");
  await expect(page.getByRole("alert").first()).toContainText("There is no experiment");
  await expect(page.locator("canvas[data-view-canvas]").first()).toBeVisible();
  expect(heard).toEqual([]);
});

const wayBack = (page: Page) => page.getByRole("button", { name: "Return to the run before" });

const follow = (page: Page, query: string) =>
  page.evaluate((text) => {
    location.hash = `#/stdp?${text}`;
  }, query);

// What was changed before the run began is as much of a run as what was changed in it.
for (const ran of [false, true]) {
  test(`a locked class starts anew as its link began, after ${ran ? "a run" : "an edit alone"}`, async ({ page }) => {
    await page.goto("./#/stdp?seed=7&p.rule.aPlus=0.02&class=locked&params=rule.aPlus");
    await expect(field(page, "Potentiation amplitude")).toHaveValue("0.02");
    await setField(page, "Potentiation amplitude", 0.03);
    if (ran) {
      await playButton(page, "Run").click();
      await expect.poll(() => seconds(page)).toBeGreaterThan(0);
    }
    await expectSaved(page, AMPLITUDE, 0.03);
    if (ran) await expect.poll(async () => (await savedRun(page))?.step).toBeGreaterThan(0);
    await page.reload();
    await expect(field(page, "Potentiation amplitude")).toHaveValue("0.03");
    await page.getByRole("button", { name: "Start anew" }).click();
    await expect(field(page, "Potentiation amplitude")).toHaveValue("0.02");
    await expect(page.getByLabel(/^Seed/).first()).toHaveValue("7");
    await expect(page.locator("[data-param]")).toHaveCount(1);
  });
}

test("a locked class has no way back to what was open before", async ({ page }) => {
  await openRunning(page);
  await page.getByRole("button", { name: /^Reset/ }).click();
  await expect(wayBack(page)).toBeVisible();
  await playButton(page, "Run").click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(0);
  await follow(page, "class=locked&params=rule.aPlus");
  await expect(page.locator("[data-param]")).toHaveCount(1);
  await expect(wayBack(page)).toHaveCount(0);
});

test("a session file leaves a way back to the run whose place it takes", async ({ page }) => {
  await openRunning(page);
  await setField(page, "Potentiation amplitude", 0.02);
  const record = { experiment: "stdp", params: defaultParams(EXPERIMENTS.stdp.schema), seed: 9, log: [], step: 500 };
  const text = sessionFileText({ record: { format: 1, ...record }, digest: null, page: {} });
  await dropFile(page, "run.synaptarium.json", text);
  await expect(page.getByLabel(/^Seed/).first()).toHaveValue("9");
  await wayBack(page).click();
  await expect(field(page, "Potentiation amplitude")).toHaveValue("0.02");
});

test("a frame stays one and keeps its hands off the tab, also with a broken link", async ({ page }) => {
  await page.goto("./#/stdp?embed=1&seed=7&run=1");
  const out = page.getByRole("link", { name: "Open in Synaptarium" });
  await expect(out).toHaveAttribute("href", /#\/stdp\?seed=7&run=1$/);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("textbox", { name: "Command, parameter, preset or view" })).toBeVisible();
  await expect(page.getByText("Unfinished runs of closed tabs")).toHaveCount(0);
  await expect(page.getByText("Experiments", { exact: true })).toHaveCount(0);
  for (const broken of ["stdp?embed=1&preset=none", "nothing?embed=1"]) {
    await page.goto("about:blank");
    await page.goto(`./#/${broken}`);
    await expect(out).toBeVisible();
    await wouldSave(page);
    expect(await page.evaluate(() => sessionStorage.getItem("synaptarium.tab"))).toBeNull();
    await page.reload();
    await expect(out).toBeVisible();
    await expect(page.getByRole("banner")).toHaveCount(0);
  }
});

test("the size of a frame is typed key by key", async ({ page }) => {
  await openRunning(page);
  await openShare(page);
  await page.getByRole("tab", { name: "Embed" }).click();
  const width = page.getByRole("textbox", { name: "Width (px)" });
  await width.fill("");
  await width.pressSequentially("800");
  await expect(width).toHaveValue("800");
  await expect(page.getByRole("textbox", { name: "HTML" })).toHaveValue(/width="800"/);
  await width.fill("5");
  await expect(page.getByRole("textbox", { name: "HTML" })).toHaveValue(/width="320"/);
  await width.blur();
  await expect(width).toHaveValue("320");
});

test("a name from a link that every object has is no view", async ({ page }) => {
  const heard = complaints(page);
  await page.goto("./#/stdp?max=constructor&view=toString&hold=constructor&run=1");
  await expect.poll(() => page.locator("canvas[data-view-canvas]").count()).toBeGreaterThan(1);
  expect(heard).toEqual([]);
});

test("without storage the page says so, and a reload opens the link again", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await page.goto("./#/stdp?seed=9");
  await expect(page.getByText("Runs cannot be kept on this device")).toBeVisible();
  await expect(page.getByLabel(/^Seed/).first()).toHaveValue("9");
  await wouldSave(page);
  expect(new URL(page.url()).hash).toBe("#/stdp?seed=9");
  await page.reload();
  await expect(page.getByLabel(/^Seed/).first()).toHaveValue("9");
});
