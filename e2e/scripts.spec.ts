import type { Page } from "@playwright/test";
import * as h5 from "h5wasm";
import { bytesOf, complaints, expect, openLink, openRunning, setField, test } from "./lab";

/** What leaves the page for other simulators. */

/** Opens the dialog and saves by a button of it. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const dialog = page.getByRole("dialog");
  if (!(await dialog.isVisible())) await page.getByRole("button", { name: "Export", exact: true }).click();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await bytesOf(file) };
}

const BRIAN2 = "Script for Brian 2 (Python)";
const NEST = "Script for NEST (Python)";
const NIR = "Graph of NIR (HDF5)";

/** Reads a NIR file with another copy of the library that wrote it. */
async function graphIn(bytes: Buffer) {
  const { FS } = await h5.ready;
  FS.writeFile("read.nir", bytes);
  const file = new h5.File("read.nir", "r");
  const value = (path: string) => (file.get(path) as h5.Dataset | null)?.value;
  return {
    value,
    names: (path: string) => (file.get(path) as h5.Group).keys().sort(),
    shape: (path: string) => (file.get(path) as h5.Dataset).shape,
    close: () => file.close(),
  };
}

test("a network leaves as scripts for Brian 2 and NEST", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/network");
  await setField(page, "Relative inhibition", 4.5);
  const brian = await saved(page, BRIAN2);
  expect(brian.name).toBe("network-brian2.py");
  expect(brian.bytes.toString()).toContain("Balanced network, model A of Brunel (2000).");
  expect(brian.bytes.toString()).toContain("0.2*mV * (1 - 5.5 * int(i >= 2000))");
  const nest = (await saved(page, NEST)).bytes.toString();
  expect(nest).toContain('"iaf_psc_delta"');
  expect(nest).toContain('{"weight": -0.9, "delay": 1.5}');
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Differs from the lab (3)").click();
  await expect(dialog.getByText("A neuron may get two synapses from the same source")).toBeVisible();
  expect(heard).toEqual([]);
});

test("what cannot leave says why", async ({ page }) => {
  await openLink(page, "./#/network?preset=izhikevich2003");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: BRIAN2 })).toBeEnabled();
  const nir = dialog.getByRole("button", { name: NIR });
  await expect(nir).toBeDisabled();
  await expect(nir).toHaveAccessibleDescription("NIR has no Izhikevich neurons.");
});

test("the weights of the moment leave as a graph of NIR", async ({ page }) => {
  const heard = complaints(page);
  await openRunning(page, "./#/stdp");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("dialog").getByText("Plasticity: NIR has none.")).toBeVisible();
  const { name, bytes } = await saved(page, NIR);
  expect(name).toMatch(/^stdp-t\d+ms\.nir$/);
  const graph = await graphIn(bytes);
  expect(graph.value("node/type")).toBe("NIRGraph");
  expect(graph.names("node/nodes")).toEqual([
    "inhibitory_inputs",
    "inhibitory_weights",
    "inputs",
    "neuron",
    "output",
    "weights",
  ]);
  expect(graph.value("node/nodes/neuron/type")).toBe("CubaLIF");
  expect(graph.shape("node/nodes/weights/weight")).toEqual([1, 1000]);
  // Weights from 0 to 1, times the largest conductance and the driving force at reset.
  const weights = [...(graph.value("node/nodes/weights/weight") as Float32Array)];
  expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...weights)).toBeLessThanOrEqual(0.015 * 60 * 1.000001);
  expect(new Set(weights).size).toBeGreaterThan(100);
  expect(String(graph.value("node/metadata/not_carried_over"))).toContain("Plasticity: NIR has none.");
  graph.close();
  expect(heard).toEqual([]);
});
