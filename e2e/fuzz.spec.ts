import { type Locator, test } from "@playwright/test";
import { complaints, expect, openRunning } from "./lab";

/** Somebody who knows nothing and tries everything: random clicks, drags, keys, texts and addresses must not break the page. */

/** Three minutes of something new with `npm run fuzz`; among all the others a part, always the same. */
const ALONE = process.env.npm_lifecycle_event === "fuzz";
const SECONDS = Number(process.env.FUZZ_SECONDS ?? (ALONE ? 180 : 10));
const SEED = Number(process.env.FUZZ_SEED ?? (ALONE ? Date.now() % 2 ** 31 : 1));

/** Mulberry32: a failure is repeated by its seed. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CONTROLS =
  'button, a[href^="#"], input, [role="slider"], [role="tab"], [role="menuitem"], [role="radio"], [role="option"], label, summary';
const KEYS = [
  ..."lcfisr?.,[]+-",
  "Space",
  "Tab",
  "Shift+Tab",
  "Enter",
  "Escape",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Shift+ArrowLeft",
  "Shift+ArrowRight",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Control+z",
  "Control+Shift+z",
  "Control+k",
  "Control+s",
];
const TEXTS = [
  "0",
  "-1",
  "1e9",
  "1e-300",
  "NaN",
  "",
  "abc",
  "0.5",
  "3,4",
  "1 2 3",
  "<script>alert(1)</script>",
  "𝛥∞é",
  "9".repeat(400),
];
const ADDRESSES = [
  "#/stdp",
  "#/stdp?preset=song",
  "#/stdp?preset=singlePair",
  "#/neuron",
  "#/neuron?p.model=lif",
  "#/network?preset=cuba",
  "#/network?preset=ring",
  "#/network?seed=abc",
  "#/nothing",
  "#/stdp?session=%25%25",
  "#/stdp?p.__proto__.x=1",
  "#",
];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 900, height: 700 },
  { width: 390, height: 844 },
] as const;

test(`${SECONDS} s of random use end without an error`, async ({ page, context }) => {
  test.setTimeout(SECONDS * 1000 + 120_000);
  // What was chosen may be gone when it is asked for its name.
  page.setDefaultTimeout(2000);
  page.setDefaultNavigationTimeout(30_000);
  const random = generator(SEED);
  const below = (n: number) => Math.floor(random() * n);
  const any = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const heard = complaints(page);
  const done: string[] = [];
  const note = (what: string) => {
    done.push(what);
    if (done.length > 40) done.shift();
  };
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  page.on("dialog", (dialog) => void dialog.dismiss());
  page.on("filechooser", () => {});
  await page.addInitScript(() => {
    window.print = () => {};
  });
  await openRunning(page);
  const home = new URL(page.url()).pathname;

  const visible = async (locator: Locator): Promise<Locator | null> => {
    const count = await locator.count();
    if (count === 0) return null;
    const chosen = locator.nth(below(count));
    return (await chosen.isVisible().catch(() => false)) ? chosen : null;
  };
  const press = async (): Promise<void> => {
    const target = await visible(page.locator(CONTROLS));
    if (target === null) return;
    note(`click ${await target.evaluate((element) => element.outerHTML.slice(0, 160)).catch(() => "gone")}`);
    await target.click({ timeout: 400, force: random() < 0.3 }).catch(() => {});
  };
  const drag = async (): Promise<void> => {
    const target = await visible(page.locator('canvas[data-view-canvas], [role="slider"], [role="separator"]'));
    const box = await target?.boundingBox().catch(() => null);
    if (box === null || box === undefined) return;
    note("drag");
    const point = () => [box.x + random() * box.width, box.y + random() * box.height] as const;
    await page.mouse.move(...point());
    await page.mouse.down();
    for (let k = 0; k < 3; k++) await page.mouse.move(...point(), { steps: 2 });
    await page.mouse.up();
  };
  const wheel = async (): Promise<void> => {
    note("wheel");
    await page.mouse.move(random() * 1200, random() * 700);
    await page.mouse.wheel(0, (random() - 0.5) * 600);
  };
  const type = async (): Promise<void> => {
    const target = await visible(
      page.locator('input:not([type="range"], [type="checkbox"], [type="radio"], [type="file"])'),
    );
    if (target === null) return;
    const text = any(TEXTS);
    note(`type ${text.slice(0, 30)} into ${await target.getAttribute("aria-label").catch(() => "")}`);
    await target.fill(text, { timeout: 400 }).catch(() => {});
    if (random() < 0.7) await page.keyboard.press("Enter");
  };
  const key = async (): Promise<void> => {
    const chosen = any(KEYS);
    note(`key ${chosen}`);
    await page.keyboard.press(chosen);
  };
  const go = async (): Promise<void> => {
    const address = any(ADDRESSES);
    note(`go ${address}`);
    await page
      .evaluate((hash) => {
        location.hash = hash;
      }, address)
      .catch(() => {});
    await page.waitForTimeout(200);
  };
  const turn = async (): Promise<void> => {
    const back = random() < 0.6;
    note(back ? "back" : "forward");
    // May lead out of the page.
    await page.evaluate((direction) => history.go(direction), back ? -1 : 1).catch(() => {});
    await page.waitForTimeout(200);
  };
  const resize = async (): Promise<void> => {
    const size = any(SIZES);
    note(`resize ${size.width}`);
    await page.setViewportSize(size);
  };
  const deeds = [
    ...Array<() => Promise<void>>(10).fill(press),
    ...Array<() => Promise<void>>(4).fill(drag),
    ...Array<() => Promise<void>>(4).fill(type),
    ...Array<() => Promise<void>>(6).fill(key),
    wheel,
    wheel,
    go,
    turn,
    resize,
  ];

  const end = Date.now() + SECONDS * 1000;
  let count = 0;
  while (Date.now() < end) {
    await any(deeds)();
    // What leads out of the page, a reload included, is not what is tried here.
    if (new URL(page.url()).pathname !== home) await page.goto(home);
    if (++count % 10 > 0) continue;
    const look = () =>
      page
        .evaluate(() => ({
          empty: (document.getElementById("root")?.childElementCount ?? 0) === 0,
          crashed:
            document.body.innerText.includes("could not be drawn") ||
            document.body.innerText.includes("The page has met an error"),
        }))
        // It is being loaded.
        .catch(() => null);
    await expect
      .poll(look, { message: `seed ${SEED}, after ${done.join("; ")}` })
      .toEqual({ empty: false, crashed: false });
    expect(heard, `seed ${SEED}, after ${done.join("; ")}`).toEqual([]);
  }
  console.log(`fuzz: ${count} deeds in ${SECONDS} s, seed ${SEED}`);

  await page.setViewportSize(SIZES[0]);
  await page.goto(`${home}#/stdp?preset=song`);
  await page.reload();
  await expect(page.locator('[data-command="toggleRun"]')).toBeVisible();
  expect(heard).toEqual([]);
});
