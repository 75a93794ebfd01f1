import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { idxImages, idxLabels } from "../workers/tasks/testing";
import { complaints, expect, newContext, openLink, pauseByButton, playButton, savedRun, seconds, test } from "./lab";

/** Data files of the user: they come in, are used, kept over a reload, and asked for where they are missing. */

/** Pictures that a network can tell apart: a bar in the row of the label. */
const bars = (count: number) =>
  idxImages(count, 14, (index) => {
    const [picture, pixel] = [Math.floor(index / 196), index % 196];
    return Math.floor(pixel / 14) === (picture % 10) + 2 ? 255 : 0;
  });

interface Given {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const given = (name: string, bytes: Uint8Array): Given => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

const TRAIN = [
  given("train-labels-idx1-ubyte.gz", gzipSync(idxLabels(400))),
  given("train-images-idx3-ubyte", bars(400)),
];
const TEST = [given("t10k-images-idx3-ubyte.gz", gzipSync(bars(100))), given("t10k-labels-idx1-ubyte", idxLabels(100))];

const dialog = (page: Page) => page.getByRole("dialog", { name: "Data files" });

/** The button of the parameter that names the training pictures. */
const control = (page: Page) => page.locator('[data-param="task.images"]');

/** Brings the parameter to the screen by searching for it. */
async function findControl(page: Page): Promise<void> {
  await page.getByRole("searchbox").fill("File of training pictures");
  await expect(control(page)).toBeVisible();
}

async function openDialog(page: Page): Promise<void> {
  await findControl(page);
  await control(page).click();
  await expect(dialog(page)).toBeVisible();
}

async function choose(page: Page, files: readonly Given[]): Promise<void> {
  await dialog(page)
    .locator('input[type="file"]')
    .setInputFiles([...files]);
}

async function useFiles(page: Page, files: readonly Given[]): Promise<void> {
  await openDialog(page);
  await choose(page, files);
  await dialog(page).getByRole("button", { name: "Use these files" }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText("Your data is in use")).toBeVisible();
}

/** Drops files onto the page all at once. */
const drop = (page: Page, files: readonly Given[]) =>
  page.evaluate(
    (all) => {
      const transfer = new DataTransfer();
      for (const [name, bytes] of all) transfer.items.add(new File([Uint8Array.from(bytes)], name));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    files.map(({ name, buffer }) => [name, [...buffer]] as const),
  );

const open = (page: Page) => openLink(page, "./#/rewiring?seed=3");

test("files that are dropped at once are told apart, shown and used", async ({ page }) => {
  const heard = complaints(page);
  await open(page);
  await pauseByButton(page);
  await drop(page, [...TEST, ...TRAIN]);
  await expect(dialog(page).getByText("400 pictures of 14 × 14 pixels")).toBeVisible();
  await expect(dialog(page).getByText("100 labels")).toBeVisible();
  await expect(dialog(page).getByRole("combobox", { name: "Use of train-images" })).toHaveValue("images");
  await expect(dialog(page).getByRole("combobox", { name: "Use of t10k-images" })).toHaveValue("testImages");
  await expect(dialog(page).getByRole("combobox", { name: "Use of train-labels" })).toHaveValue("labels");
  await expect(dialog(page).getByRole("combobox", { name: "Use of t10k-labels" })).toHaveValue("testLabels");
  await expect(dialog(page).locator("[data-preview] figure")).toHaveCount(24);
  await expect(dialog(page).locator("[data-preview] figcaption").nth(13)).toHaveText("3");
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "9: 40" })).toBeVisible();
  // The fourth picture has its bar in row 5, dark on white.
  const rows = await dialog(page)
    .locator("[data-preview] canvas")
    .nth(3)
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(0, 0, 14, 14);
      return Array.from({ length: 14 }, (_, row) => data[4 * 14 * row]);
    });
  expect(rows).toEqual(Array.from({ length: 14 }, (_, row) => (row === 5 ? 0 : 255)));
  await dialog(page).getByRole("button", { name: "Use these files" }).click();
  await expect(dialog(page)).toBeHidden();
  await findControl(page);
  await expect(control(page)).toHaveText(/train-images-idx3-ubyte, 78\.4 kB/);
  // Undo goes back to the built-in digits, redo to the files.
  await page.getByRole("button", { name: "Undo the last edit" }).click();
  await expect(control(page)).toHaveText("built-in data");
  await page.getByRole("button", { name: "Redo the edit" }).click();
  await expect(control(page)).toHaveText(/train-images/);
  expect(heard).toEqual([]);
});

test("what is wrong with a file is said in its place, and nothing changes", async ({ page }) => {
  await open(page);
  await openDialog(page);
  const cut = bars(400).subarray(0, -1);
  await choose(page, [
    given("cut-images", cut),
    given("train-labels", idxLabels(401)),
    given("a.zip", Buffer.from("PK\x03\x04")),
  ]);
  const n = cut.length + 1;
  await expect(dialog(page).getByText(`expected ${n} bytes for 400 x 14 x 14, got ${n - 1}`)).toBeVisible();
  await expect(dialog(page).getByText("is a ZIP archive")).toBeVisible();
  await choose(page, [given("train-images", bars(400))]);
  await dialog(page).getByRole("button", { name: "Use these files" }).click();
  await expect(
    dialog(page).getByRole("alert").filter({ hasText: "400 pictures, but train-labels has 401 labels" }),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(control(page)).toHaveText("built-in data");
});

test("a reload has the files and the run", async ({ page }) => {
  await page.goto("./#/rewiring");
  await useFiles(page, TRAIN);
  await expect(playButton(page, "Run").or(playButton(page, "Pause"))).toBeVisible();
  await expect.poll(async () => JSON.stringify(await savedRun(page))).toContain("train-images-idx3-ubyte");
  await page.reload();
  await findControl(page);
  await expect(control(page)).toHaveText(/train-images/);
});

test("a link to a run with files asks for them elsewhere, and then leads to the same state", async ({
  page,
  browser,
}) => {
  await open(page);
  await pauseByButton(page);
  await useFiles(page, [...TRAIN, ...TEST]);
  const since = await seconds(page);
  await playButton(page, "Run").click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(since);
  await pauseByButton(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByText(/^This moment/).click();
  await expect(page.getByText("Data files are not inside links and session files")).toBeVisible();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/session=.*digest=/);

  const context = await newContext(browser);
  const other = await context.newPage();
  const heard = complaints(other);
  await other.goto(await link.inputValue());
  const note = other.getByRole("region", { name: "Data files" });
  await expect(note).toContainText("train-images-idx3-ubyte (78.4 kB, SHA-256");
  await findControl(other);
  await expect(control(other)).toHaveText("built-in data");
  await note.getByRole("button", { name: "Load data files" }).click();
  await expect(dialog(other).getByText("t10k-labels-idx1-ubyte (", { exact: false })).toBeVisible();
  await choose(other, [...TEST, TRAIN[0] as Given]);
  await expect(note).toBeVisible();
  await choose(other, [TRAIN[1] as Given]);
  await expect(other.getByText("The same run")).toBeVisible();
  await expect(note).toBeHidden();
  await expect(control(other)).toHaveText(/train-images/);
  expect(heard).toEqual([]);
  await context.close();
});
