import { describe, expect, it } from "vitest";
import { fill, formatMeasurement, STRINGS, sentenceOf } from "./strings";

const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

describe("words of the panel", () => {
  it("exist in both languages, with the same names to fill in", () => {
    const { en, "pt-BR": ptBR } = STRINGS;
    expect(Object.keys(ptBR)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(en[key].trim()).not.toBe("");
      expect(ptBR[key].trim()).not.toBe("");
      expect(namesIn(ptBR[key])).toEqual(namesIn(en[key]));
    }
  });

  it("keep a name that has no value", () => {
    expect(fill("{a} of {b}", { a: "1" })).toBe("1 of {b}");
  });
});

describe("measurements", () => {
  it.each([
    [{ value: 0.15476, unit: "", digits: 3, signed: true }, "+0.155", "+0,155"],
    [{ value: -0.3516, unit: "", digits: 3, signed: true }, "−0.352", "−0,352"],
    [{ value: 0.688, unit: "%", digits: 0 }, "69%", "69%"],
    [{ value: 1234, unit: "s", digits: 0 }, "1,234\u00a0s", "1.234\u00a0s"],
  ] as const)("%j", (measurement, en, ptBR) => {
    expect(formatMeasurement(measurement, "en")).toBe(en);
    expect(formatMeasurement(measurement, "pt-BR")).toBe(ptBR);
  });

  it("fill a sentence", () => {
    expect(sentenceOf("after {time}", { time: { value: 60, unit: "s", digits: 0 } }, "en")).toBe("after 60\u00a0s");
  });
});
