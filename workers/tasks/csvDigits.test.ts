import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SimFault } from "../protocol";
import { readCsvDigits } from "./csvDigits";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsvDigits(bytes(text), "d.csv");

const refusal = (text: string | Uint8Array): string => {
  try {
    readCsvDigits(typeof text === "string" ? bytes(text) : text, "d.csv");
  } catch (error) {
    if (error instanceof SimFault) return error.error.message;
    throw error;
  }
  return "read";
};

/** A row of a label and 16 pixels of one value, the last one `corner`. */
const row = (label: number, value: number | string, corner: number | string = value): string =>
  [label, ...new Array(15).fill(value), corner].join(",");

describe("digits in a table", () => {
  it("reads the label in the first column", () => {
    const { count, side, pixels, labels } = read(`${row(3, 255)}\n${row(7, 0)}\n`);
    expect([count, side, ...labels]).toEqual([2, 4, 3, 7]);
    expect([...pixels]).toEqual([...new Array(16).fill(255), ...new Array(16).fill(0)]);
  });

  it("reads the label in the last column of the 8 x 8 digits, whose scale is 16", () => {
    const digit = (label: number) => [...Array.from({ length: 64 }, (_, k) => k % 17), label].join(",");
    const { side, pixels, labels } = read([5, 6, 7, 8].map(digit).join("\n"));
    expect([side, ...labels]).toEqual([8, 5, 6, 7, 8]);
    expect([...pixels.subarray(0, 17)]).toEqual(Array.from({ length: 17 }, (_, k) => Math.round((255 * k) / 16)));
  });

  it("takes the column with more classes where both ends could be labels", () => {
    expect([...read(`${row(1, 9, 0)}\n${row(2, 9, 0)}\n${row(3, 9, 1)}`).labels]).toEqual([1, 2, 3]);
    expect([...read(`${row(0, 9, 4)}\n${row(0, 9, 5)}\n${row(1, 9, 6)}`).labels]).toEqual([4, 5, 6]);
  });

  it("does not take a label for ink", () => {
    // Labels reach 9, pixels only 1: the scale is that of the pixels.
    expect([...read(`${row(9, 0.5, 1)}\n${row(2, 0.5, 1)}`).pixels].slice(14, 17)).toEqual([128, 255, 128]);
    // The last pixel alone is bright.
    expect(read(`${row(1, 0, 255)}\n${row(2, 0, 51)}`).pixels[31]).toBe(51);
  });

  it.each([
    ["a heading", `label,${new Array(16).fill("p").join(",")}\n${row(4, 1)}`],
    ["a heading of numbers and a word", `${new Array(16).fill(0).join(",")},target\n${row(4, 1)}`],
    ["a byte order mark", `\u{feff}${row(4, 1)}`],
    ["line ends of Windows", `${row(4, 1)}\r\n`],
    ["blank lines", `\n\n${row(4, 1)}\n\n`],
    ["semicolons", row(4, 1).replaceAll(",", ";")],
    ["tabulators, blanks and quotation marks", row(4, 1).replaceAll(",", '"\t "').replace("4", '"4').concat('"')],
    ["powers of ten", row(4, "1.0e0")],
  ])("copes with %s", (_, text) => {
    const { count, labels, pixels } = read(text);
    expect([count, ...labels, pixels[0]]).toEqual([1, 4, 255]);
  });

  it.each([
    [`${row(1, 2)}\n${row(1, 2)},5`, "d.csv line 2 has 18 columns, the first one has 17"],
    [`${row(1, 2)}\n\n${row(1, 2, "x")}`, 'd.csv line 3, column 17: "x" is no number'],
    [`${row(1, 2)}\n${row(1, 2, "")}`, 'd.csv line 2, column 17: "" is no number'],
    [`${row(1, 2)}\n${row(1, "Infinity")}`, "is no number"],
    [`${row(1, 2)}\n${row(1, "1e999")}`, "is no number"],
    [row(1, -1), "negative number -1"],
    [row(1, 256), "holds the pixel 256"],
    [`${row(11, 255)}`, "no column of labels"],
    ["1,2,3\n", "has 3 columns"],
    [new Array(16).fill(1).join(","), "has 16 columns: pictures of 4 x 4 pixels without a label"],
    [new Array(5000).fill(1).join(","), "line 1 has more than 4097 columns"],
    ["a,b\n", "holds no numbers"],
    ["", "holds no numbers"],
  ])("refuses %j", (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it("throws nothing but a fault, whatever the bytes", () => {
    const whole = bytes(`label,${new Array(16).fill("p").join(",")}\n${row(1, 200)}\r\n${row(2, 3, 4)}\n`);
    const files = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.nat(whole.length).map((end) => whole.slice(0, end)),
      fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, value]) => whole.with(at, value)),
      fc.string({ unit: fc.constantFrom("0", "9", ",", "\n", "-", "e", ".", '"', " ", "\r") }).map(bytes),
    );
    let good = 0;
    fc.assert(
      fc.property(files, (file) => {
        if (refusal(file) === "read") good++;
      }),
      { numRuns: 2000, seed: 2 },
    );
    expect(good).toBeGreaterThan(10);
  });
});
