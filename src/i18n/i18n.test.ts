import { beforeAll, expect, it } from "vitest";
import { loadExperiments } from "../experiments/declarations";
import { declaredTexts } from "./declarations";
import { declarationsPtBR } from "./declarations.pt-BR";
import { en } from "./en";
import { ptBR } from "./pt-BR";

beforeAll(loadExperiments);

const places = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").sort();

it("holds the texts of the page in both languages, with the same values in each", () => {
  expect(Object.keys(ptBR).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en))
    expect([key, places(ptBR[key as keyof typeof en])]).toEqual([key, places(text)]);
});

it("translates every text of the catalog, and none that the catalog no longer has", () => {
  expect(Object.keys(declarationsPtBR).sort()).toEqual([...declaredTexts().keys()].sort());
});

it("leaves no text empty", () => {
  for (const [key, text] of [...Object.entries(ptBR), ...Object.entries(declarationsPtBR)])
    expect([key, text.trim()]).not.toEqual([key, ""]);
});
