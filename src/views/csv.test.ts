import { expect, it } from "vitest";
import { csvTable, exactField } from "./csv";

it("writes RFC 4180 with empty fields for missing numbers", () => {
  const rows = [
    [1.5, 'say "hi", all'],
    [Number.NaN, "x"],
  ] as const;
  expect(csvTable(["a", "b"], 2, (i) => rows[i] ?? [])).toBe('a,b\r\n1.5,"say ""hi"", all"\r\n,x\r\n');
});

it("writes numbers in double precision with all their digits", () => {
  const value = 1.23456789012345e-6;
  expect(csvTable(["i"], 1, () => [exactField(value), exactField(Number.NaN)])).toBe(`i\r\n${value},\r\n`);
});
