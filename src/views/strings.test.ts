import { expect, it } from "vitest";
import { ENGLISH, VIEW_STRINGS_EN, type ViewStringKey } from "./strings";
import { VIEW_STRINGS_PT } from "./strings.pt-BR";

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

it("has the same keys and placeholders in both languages", () => {
  expect(Object.keys(VIEW_STRINGS_PT).sort()).toEqual(Object.keys(VIEW_STRINGS_EN).sort());
  for (const key of Object.keys(VIEW_STRINGS_EN) as ViewStringKey[]) {
    expect(placeholders(VIEW_STRINGS_PT[key]), key).toEqual(placeholders(VIEW_STRINGS_EN[key]));
    expect(VIEW_STRINGS_PT[key]).not.toBe("");
  }
});

it("fills placeholders in", () => {
  expect(ENGLISH("raster.part", { label: "Inputs", count: 3, rate: "2 Hz" })).toBe("Inputs: 3 spikes, 2 Hz on average");
});
