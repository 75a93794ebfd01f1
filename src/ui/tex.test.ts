import { expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import { describeParams } from "../../workers/params/schema";
import { parseSymbol, type SymbolPart } from "./tex";

const flat = (parts: readonly SymbolPart[]): string =>
  parts.map((part) => ("text" in part ? part.text : `${part.kind}(${flat(part.parts)})`)).join("");

it("reads letters, scripts, accents and words", () => {
  expect(flat(parseSymbol("\\tau_+"))).toBe("τsub(+)");
  expect(flat(parseSymbol("A_2^-"))).toBe("Asub(2)sup(−)");
  expect(flat(parseSymbol("\\langle \\dot w \\rangle_c"))).toBe("⟨w\u0307⟩sub(c)");
  expect(flat(parseSymbol("t^{\\text{post}}"))).toBe("tsup(post)");
  expect(flat(parseSymbol("g_{max}"))).toBe("gsub(max)");
});

it("refuses what it would show as raw TeX", () => {
  expect(() => parseSymbol("\\frac12")).toThrow("\\frac");
  expect(() => parseSymbol("x_{a")).toThrow("braces");
});

it("knows every symbol of the catalog", () => {
  for (const experiment of Object.values(EXPERIMENTS)) {
    for (const spec of describeParams(experiment.schema)) expect(parseSymbol(spec.symbol)).not.toEqual([]);
    for (const preset of Object.keys(experiment.presets)) {
      for (const channel of Object.values(experiment.channels(presetParams(experiment, preset) as never))) {
        if (channel.kind === "scalar") expect(parseSymbol(channel.symbol)).not.toEqual([]);
      }
    }
  }
});
