import type { Download } from "@playwright/test";
import { bytesOf, complaints, expect, openRunning, seconds, test } from "./lab";

/** What leaves the page as files. */

test("data leave as NumPy files and the run as a text of methods", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/neuron");
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.1);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog");

  const files: Download[] = [];
  page.on("download", (download) => files.push(download));
  await dialog.getByRole("combobox", { name: "View" }).selectOption({ label: "Membrane potential" });
  await dialog.getByRole("button", { name: "Data (NPY)" }).click();
  await expect.poll(() => files.length).toBe(2);
  const [trace, spikes] = await Promise.all(
    ["membrane", "spikes"].map(async (name) => {
      const file = files.find((download) => download.suggestedFilename().includes(`${name}-t`));
      if (file === undefined) throw new Error(`no file of ${name}`);
      return bytesOf(file);
    }),
  );
  expect(trace?.subarray(1, 6).toString()).toBe("NUMPY");
  expect(trace?.subarray(10, 128).toString()).toContain("[('time_ms', '<f8'), ('first (mV)', '<f4')]");
  const rows = Number(/'shape': \((\d+),\)/.exec(trace?.subarray(10, 256).toString() ?? "")?.[1]);
  expect(rows).toBeGreaterThan(1000);
  // The last sample is a number of mV.
  expect(Math.abs(trace?.readFloatLE(trace.length - 4) ?? Number.NaN)).toBeLessThan(200);
  expect(spikes?.subarray(10, 128).toString()).toContain("('neuron', '<u4')");

  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save methods (Markdown)" }).click();
  const methods = await saved;
  expect(methods.suggestedFilename()).toMatch(/^neuron-seed-\d+-methods\.md$/);
  const text = (await bytesOf(methods)).toString();
  expect(text).toContain("### Adaptive exponential");
  expect(text).toMatch(/\| Amplitude \| \$I\$ \| 800 \| pA \|/);
  expect(heard).toEqual([]);
});
