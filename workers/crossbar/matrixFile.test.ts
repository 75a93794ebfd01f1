import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SimFault } from "../protocol";
import { LARGEST, MOST_BYTES, parseConductance, parseImage, parseInput, resample } from "./matrixFile";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const join = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));

/** What a file is refused with. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SimFault)) throw error;
    expect(error.error.kind).toBe("file");
    expect(error.error.path).not.toBe("");
    expect(error.error.hint).toMatch(/Give/);
    return error.error.message;
  }
  return "";
}

const FOUR = "1e-6,2e-6,3e-6,4e-6\n5e-6,6e-6,7e-6,8e-6\n9e-6,1e-5,0,1e-4\n1e-6,1e-6,1e-6,1e-6\n";
const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 100, 1, 1, 1, 1].map((value) => Number(`${value}e-6`));

/** A NumPy file as its documentation describes it. */
function npy(descr: string, shape: string, data: Uint8Array, fortran = false): Uint8Array {
  const dict = `{'descr': ${descr}, 'fortran_order': ${fortran ? "True" : "False"}, 'shape': ${shape}, }`;
  const header = `${dict.padEnd(128 - 10 - 1)}\n`;
  return join([0x93], "NUMPY", [1, 0, header.length & 255, header.length >> 8], header, [...data]);
}

const bytesOf = (values: readonly number[], little = true): Uint8Array => {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [k, value] of values.entries()) view.setFloat64(8 * k, value, little);
  return new Uint8Array(view.buffer);
};

describe("a file of conductances", () => {
  it.each([
    ["commas", FOUR],
    ["a heading and Windows lines", `a,b,c,d\r\n${FOUR.replaceAll("\n", "\r\n")}`],
    ["comments and empty lines", `# by hand\n\n${FOUR}\n\n# end`],
    ["semicolons and decimal commas", FOUR.replaceAll(",", ";").replace("1e-5", "0,00001").replace("2e-6", "0,2e-5")],
    ["tabulators", FOUR.replaceAll(",", "\t")],
    ["spaces", FOUR.replaceAll(",", "  ")],
    ["a comma after the last number", FOUR.replaceAll("\n", ",\n")],
    ["a byte order mark", `\ufeff${FOUR}`],
  ])("reads text with %s", (_name, content) => {
    const table = parseConductance(text(content), "g.csv");
    expect([table.rows, table.columns]).toEqual([4, 4]);
    expect([...table.values]).toEqual(VALUES);
  });

  it("reads JSON as a list of rows or under a name", () => {
    const rows = [0, 4, 8, 12].map((from) => VALUES.slice(from, from + 4));
    for (const value of [rows, { conductance: rows }, { name: "x", G_S: rows }]) {
      expect([...parseConductance(text(JSON.stringify(value)), "g.json").values]).toEqual(VALUES);
    }
  });

  it("reads NumPy in both byte orders and both orders of axes", () => {
    const little = parseConductance(npy("'<f8'", "(4, 4)", bytesOf(VALUES)), "g.npy");
    expect([...little.values]).toEqual(VALUES);
    expect([...parseConductance(npy("'>f8'", "(4, 4)", bytesOf(VALUES, false)), "g.npy").values]).toEqual(VALUES);
    const transposed = VALUES.map((_, k) => VALUES[4 * (k % 4) + Math.floor(k / 4)] as number);
    const fortran = parseConductance(npy("'<f8'", "(4, 4)", bytesOf(transposed), true), "g.npy");
    expect([...fortran.values]).toEqual(VALUES);
    const single = new Uint8Array(Float32Array.from(VALUES).buffer);
    const values = parseConductance(npy("'<f4'", "(4, 4)", single), "g.npy").values;
    for (const [k, value] of VALUES.entries()) expect(values[k]).toBeCloseTo(value, 11);
  });

  it("takes the largest array", () => {
    const line = Array.from({ length: LARGEST }, () => "1.2345678901234567e-05").join();
    const table = parseConductance(text(`${line}\n`.repeat(LARGEST)), "g.csv");
    expect(table.values.length).toBe(LARGEST * LARGEST);
  });

  it.each([
    ["a ragged row", FOUR.replace("7e-6,8e-6", "7e-6"), "row 2, column 4: 3 numbers where the rows above have 4"],
    ["a long row", FOUR.replace("8e-6", "8e-6,1"), "row 2, column 5: 5 numbers where the rows above have 4"],
    ["a negative one", FOUR.replace("1e-5", "-1e-5"), "row 3, column 2: the conductance -0.00001 S is negative"],
    ["none", FOUR.replace("6e-6", "nan"), "row 2, column 2: the conductance is not finite"],
    ["infinity", FOUR.replace("6e-6", "-Infinity"), "row 2, column 2: the conductance is not finite"],
    ["one beyond doubles", FOUR.replace("6e-6", "1e999"), "row 2, column 2: the conductance is not finite"],
    ["another unit", FOUR.replace("1e-4", "100"), "row 3, column 4: the conductance 100 S is outside 0 to 1 S"],
    ["a word", FOUR.replace("9e-6", "nine"), 'row 3, column 1: "nine" is not a number'],
    ["a word below a heading", `g\n${FOUR.replace("2e-6", "x")}`, 'row 1, column 2 (line 2): "x" is not a number'],
    ["hexadecimal", FOUR.replace("9e-6", "0x10"), 'row 3, column 1: "0x10" is not a number'],
    ["a gap", FOUR.replace("6e-6", ""), "row 2, column 2: there is nothing"],
    ["nothing", "", "the file holds no numbers"],
    ["a heading alone", "a,b\n", "the file holds no numbers"],
    ["bytes", "\u0000\u0001", "the file is no text"],
    ["too many rows", "1e-6,1e-6\n".repeat(513), "row 513, column 1: more than 512 rows"],
    ["too many columns", `${"1e-6,".repeat(513)}\n`, "row 1, column 513: more than 512 columns"],
  ])("refuses %s in words", (_name, content, message) => {
    expect(refusal(() => parseConductance(text(content), "g.csv"))).toContain(message);
  });

  it.each([
    ["[[1,2],[3]]", "row 2, column 2: 1 numbers where the rows above have 2"],
    ['[[1,"2"]]', 'row 1, column 2: "2" is not a number'],
    ["[[1,null]]", "row 1, column 2: null is not a number"],
    ['{"other": []}', "the file has none of conductance"],
    ['{"conductance": 3}', "3 is no list of rows"],
    ["[[1,2", "g.json is no JSON"],
    ["[]", "the file holds no numbers"],
    ["[".repeat(100_000), "levels deep"],
  ])("refuses JSON %s", (content, message) => {
    expect(refusal(() => parseConductance(text(content), "g.json"))).toContain(message);
  });

  it.each([
    ["a cut file", npy("'<f8'", "(4, 4)", bytesOf(VALUES)).slice(0, -1), "take 256 bytes, the file has 255"],
    ["complex numbers", npy("'<c16'", "(4, 4)", bytesOf(VALUES)), "not real numbers"],
    ["objects", npy("'|O'", "(4, 4)", bytesOf(VALUES)), "not real numbers"],
    ["records", npy("[('a', '<f8')]", "(4,)", bytesOf(VALUES)), "not real numbers"],
    ["three axes", npy("'<f8'", "(4, 2, 2)", bytesOf(VALUES)), "3 axes"],
    ["none", npy("'<f8'", "(0, 4)", bytesOf([])), "holds no numbers"],
    ["a size beyond all", npy("'<f8'", "(4, 4000000000)", bytesOf(VALUES)), "row 1, column 513: more than 512 columns"],
    ["an end within the header", npy("'<f8'", "(4, 4)", bytesOf(VALUES)).slice(0, 60), "within its header"],
    ["an end at once", join([0x93], "NUMPY"), "ends after 6 bytes"],
    [
      "a negative value",
      npy("'<f8'", "(4, 4)", bytesOf(VALUES.with(6, -1))),
      "row 2, column 3: the conductance -1 S is negative",
    ],
    [
      "no number",
      npy("'<f8'", "(4, 4)", bytesOf(VALUES.with(6, Number.NaN))),
      "row 2, column 3: the conductance is not finite",
    ],
  ])("refuses NumPy with %s", (_name, bytes, message) => {
    expect(refusal(() => parseConductance(bytes, "g.npy"))).toContain(message);
  });

  it("refuses 50 MB without reading them, naming the rows and columns that would do", () => {
    const message = refusal(() => parseConductance(new Uint8Array(50_000_000), "g.csv"));
    expect(message).toMatch(/50\.0 MB: .*512 rows and 512 columns.*16\.0 MB/);
    expect(MOST_BYTES).toBe(16_000_000);
  });

  it("either reads or refuses whatever comes, and never fails otherwise", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string().map(text)), (bytes) => {
        for (const name of ["g.csv", "g.json", "g.npy"]) {
          for (const read of [parseConductance, parseInput, parseImage]) {
            const file = name === "g.npy" ? join([0x93], "NUMPY", [1, 0], [...bytes]) : bytes;
            refusal(() => read(file, name));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a file of input voltages", () => {
  it("is one row or one column, of either sign", () => {
    expect([...parseInput(text("0.1\n-0.2\n0"), "v.csv")]).toEqual([0.1, -0.2, 0]);
    expect([...parseInput(text("0.1,-0.2,0"), "v.csv")]).toEqual([0.1, -0.2, 0]);
    expect([...parseInput(text("[0.1, 0.2]"), "v.json")]).toEqual([0.1, 0.2]);
    expect([...parseInput(npy("'<f8'", "(2,)", bytesOf([0.1, 0.2])), "v.npy")]).toEqual([0.1, 0.2]);
  });

  it("is refused as a table, and beyond 10 V", () => {
    expect(refusal(() => parseInput(text("1,2\n3,4"), "v.csv"))).toMatch(/row 2, column 2: 2 rows and 2 columns/);
    expect(refusal(() => parseInput(text("1\n200"), "v.csv"))).toBe(
      "row 2, column 1: the voltage 200 V is outside -10 to 10 V",
    );
  });
});

describe("a picture", () => {
  it("is read from PGM and PPM, plain and binary, 8 and 16 bits", () => {
    const grey = [0, 51, 102, 255].map((value) => value / 255);
    for (const bytes of [
      text("P2 # made by hand\n2 2\n255\n0 51 102 255\n"),
      join("P5\n2 2\n255\n", [0, 51, 102, 255]),
      join("P5\n2 2\n65535\n", [0, 0, 51, 51, 102, 102, 255, 255]),
    ]) {
      const image = parseImage(bytes, "x.pgm");
      expect([image.rows, image.columns]).toEqual([2, 2]);
      for (const [k, value] of grey.entries()) expect(image.values[k]).toBeCloseTo(value, 12);
    }
    const colours = parseImage(text("P3 3 1 255 255 0 0 0 255 0 255 255 255"), "x.ppm");
    for (const [k, value] of [0.299, 0.587, 1].entries()) expect(colours.values[k]).toBeCloseTo(value, 12);
    expect(parseImage(join("P6 1 1 255\n", [0, 0, 255]), "x.ppm").values[0]).toBeCloseTo(0.114, 12);
  });

  it("is read from grey values on whichever scale", () => {
    expect([...parseImage(text("0,0.5\n1,0.25"), "x.csv").values]).toEqual([0, 0.5, 1, 0.25]);
    expect([...parseImage(text("0,51\n255,102"), "x.csv").values]).toEqual([0, 0.2, 1, 0.4]);
  });

  it.each([
    ["P2 2 2 255 0 1 2", "row 2, column 2: the picture ends here"],
    ["P2 2 2 255 0 x 2 3", "row 1, column 2: the picture ends here"],
    ["P2 2", "no size"],
    ["P2 0 2 255", "no size"],
    ["P5 9999 9999 255\n", "row 4097, column 4097"],
    ["-1,0\n0,0", "row 1, column 1: the grey value -1"],
  ])("is refused as %s", (content, message) => {
    expect(refusal(() => parseImage(text(content), "x"))).toContain(message);
  });

  it("is averaged down to the largest array, keeping its shape and its mean", () => {
    const values = Float64Array.from({ length: 1000 * 60 }, (_, k) => (k * 7919) % 256);
    const bytes = join("P5 60 1000 255\n", [...values]);
    const image = parseImage(bytes, "x.pgm");
    expect([image.rows, image.columns]).toEqual([512, 30]);
    const mean = (all: Float64Array) => all.reduce((a, b) => a + b) / all.length;
    expect(mean(image.values)).toBeCloseTo(mean(values) / 255, 12);
  });

  it("takes another size as means of areas", () => {
    const image = { rows: 2, columns: 4, values: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7) };
    expect([...resample(image, 1, 2).values]).toEqual([2.5, 4.5]);
    expect([...resample(image, 4, 4).values].slice(0, 8)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(resample(image, 2, 3).values[0]).toBeCloseTo(0.25, 12);
    expect(resample(image, 2, 4)).toEqual(image);
  });
});
