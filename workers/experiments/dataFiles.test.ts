import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SimFault } from "../protocol";
import type { LabelledBytes } from "../tasks/_task";
import { idxImages, idxLabels } from "../tasks/testing";
import { type DataFileParams, inspectData, picturesOf, readDataFiles } from "./_dataFiles";
import type { DataContext } from "./_experiment";

const CONTENTS: Readonly<Record<string, Uint8Array>> = {
  images: idxImages(70, 8, (k) => Math.floor(k / 64)),
  labels: idxLabels(70),
  more: idxLabels(71),
  test: idxImages(5, 8),
  wide: idxImages(5, 10),
  five: idxLabels(5),
  few: idxImages(13, 8),
  fewLabels: idxLabels(13),
  table: new TextEncoder().encode(
    Array.from({ length: 20 }, (_, k) => [k % 10, ...new Array(64).fill(k)].join()).join("\n"),
  ),
};

/** Values end in ":name", as those of parameters do. */
const context = {
  asset: (value: string, read: (content: Uint8Array, name: string) => unknown) =>
    read(CONTENTS[value.slice(1)] as Uint8Array, value.slice(1)),
} as unknown as DataContext;

const NONE: DataFileParams = { images: "", labels: "", testImages: "", testLabels: "" };
const read = (given: Partial<DataFileParams>) =>
  readDataFiles(context, {
    ...NONE,
    ...Object.fromEntries(Object.entries(given).map(([path, name]) => [path, `:${name}`])),
  });

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SimFault) return `${error.error.path}: ${error.error.message}`;
    throw error;
  }
  return "accepted";
}

describe("the user's pictures", () => {
  it("are none without files, and the test is what the files say", () => {
    expect(read({})).toBeNull();
    const both = read({ images: "images", labels: "labels", testImages: "test", testLabels: "five" });
    expect([both?.train.count, both?.test.count]).toEqual([70, 5]);
  });

  it("keep every seventh one for the test where there are no files for it", () => {
    const { train, test } = read({ images: "images", labels: "labels" }) as {
      train: LabelledBytes;
      test: LabelledBytes;
    };
    expect([train.count, test.count]).toEqual([60, 10]);
    // Each picture is filled with its number, and labelled with the last digit of it.
    expect(Array.from({ length: 10 }, (_, k) => test.pixels[64 * k])).toEqual([6, 13, 20, 27, 34, 41, 48, 55, 62, 69]);
    expect([...test.labels]).toEqual([6, 3, 0, 7, 4, 1, 8, 5, 2, 9]);
    expect([train.pixels[64 * 6], train.labels[6]]).toEqual([7, 7]);
  });

  it("may be a table that has its labels inside", () => {
    const set = read({ images: "table" });
    expect([set?.train.count, set?.test.count, set?.train.side]).toEqual([18, 2, 8]);
  });

  it.each<[Partial<DataFileParams>, string]>([
    [{ labels: "labels" }, "task.labels: the training pictures are not loaded"],
    [{ images: "images" }, "task.labels: images holds pictures without labels"],
    [{ images: "labels", labels: "labels" }, "task.images: labels holds labels, not pictures"],
    [{ images: "images", labels: "test" }, "task.labels: test holds pictures, not labels"],
    [{ images: "images", labels: "more" }, "task.labels: images has 70 pictures, but more has 71 labels"],
    [{ images: "table", labels: "labels" }, "task.labels: table has its labels inside"],
    [{ images: "few", labels: "fewLabels" }, "task.images: few has only 13 pictures"],
    [
      { images: "images", labels: "labels", testLabels: "five" },
      "task.testLabels: these test labels have no test pictures",
    ],
    [
      { images: "images", labels: "labels", testImages: "wide", testLabels: "five" },
      "task.testImages: the training pictures have 8 x 8 pixels, the test pictures 10 x 10",
    ],
  ])("%j are refused at the parameter", (given, message) => {
    expect(refusal(() => read(given))).toBe(message);
  });
});

describe("pictures for a network", () => {
  const set = (count: number, side: number, pixel: (index: number) => number): LabelledBytes => ({
    count,
    side,
    pixels: Uint8Array.from({ length: count * side * side }, (_, k) => pixel(k)),
    labels: Uint8Array.from({ length: count }, (_, k) => k % 10),
  });

  it("are spread evenly through the file", () => {
    const { count, images, labels } = picturesOf(
      set(100, 4, (k) => Math.floor(k / 16)),
      4,
      4,
    );
    expect([count, ...labels]).toEqual([4, 0, 5, 0, 5]);
    expect([...images].filter((_, k) => k % 16 === 0).map((ink) => Math.round(255 * ink))).toEqual([0, 25, 50, 75]);
    expect(
      picturesOf(
        set(3, 4, () => 0),
        50,
        4,
      ).count,
    ).toBe(3);
  });

  it("are averaged over areas, which keeps the ink", () => {
    expect([
      ...picturesOf(
        set(1, 4, (k) => (k < 8 ? 255 : 0)),
        1,
        2,
      ).images,
    ]).toEqual([1, 1, 0, 0]);
    const cases = fc.tuple(
      fc.integer({ min: 4, max: 20 }),
      fc.integer({ min: 4, max: 20 }),
      fc.infiniteStream(fc.nat(255)),
    );
    fc.assert(
      fc.property(cases, ([from, to, inks]) => {
        const bytes = set(1, from, () => inks.next().value as number);
        const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
        const { images } = picturesOf(bytes, 1, to);
        expect(mean(images)).toBeCloseTo(mean(bytes.pixels) / 255, 5);
        if (from === to) expect([...images]).toEqual([...bytes.pixels].map((ink) => Math.fround(ink / 255)));
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});

it("what a file holds is told in arrays of its own, and nothing but a fault is thrown", () => {
  const content = CONTENTS.images as Uint8Array;
  const told = inspectData(content, "images");
  expect(told).toMatchObject({ kind: "images", count: 70, side: 8, classes: [] });
  expect([told.pictures.length, told.pictures.byteLength, told.pictures.buffer.byteLength]).toEqual([1536, 1536, 1536]);
  expect(inspectData(CONTENTS.labels as Uint8Array, "labels").classes).toEqual(new Array(10).fill(7));
  const starts = fc.constantFrom([], [0x50, 0x4b], [0x1f, 0x8b], [0x3c], [0, 0, 8, 3], [0, 0, 8, 1], [49, 44]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 60 }), (start, rest) => {
      refusal(() => inspectData(Uint8Array.of(...start, ...rest), "x"));
    }),
    { numRuns: 1000, seed: 4 },
  );
  expect(refusal(() => inspectData(Uint8Array.of(0x3c, 0x21), "x"))).toBe("x: x is a web page");
});
