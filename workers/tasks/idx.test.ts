import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SimFault } from "../protocol";
import { isIdx, isIdxImages, readIdxImages, readIdxLabels } from "./idx";
import { idx, idxImages, idxLabels } from "./testing";

const message = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof SimFault) return error.error.message;
    throw error;
  }
  return "read";
};

describe("IDX", () => {
  it("has the bytes of the format's description", () => {
    // The first bytes of train-images-idx3-ubyte and train-labels-idx1-ubyte of MNIST.
    expect([...idxImages(60_000, 28).subarray(0, 16)]).toEqual([
      0, 0, 8, 3, 0, 0, 0xea, 0x60, 0, 0, 0, 28, 0, 0, 0, 28,
    ]);
    expect(idxImages(60_000, 28)).toHaveLength(47_040_016);
    expect(idxLabels(60_000)).toHaveLength(60_008);
    expect([...idxLabels(3)]).toEqual([0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 2]);
  });

  it("gives pictures and labels as views into the file", () => {
    const file = idxImages(5, 6, (k) => k);
    const { count, side, pixels } = readIdxImages(file, "images");
    expect([count, side, pixels.length]).toEqual([5, 6, 180]);
    expect([...pixels.subarray(0, 3), pixels[179]]).toEqual([0, 1, 2, 179]);
    expect(pixels.buffer).toBe(file.buffer);
    expect([...readIdxLabels(idxLabels(12), "labels")]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(isIdxImages(file) && !isIdxImages(idxLabels(2)) && isIdx(idxLabels(2))).toBe(true);
  });

  it("reads a file that begins anywhere in its buffer", () => {
    const file = idxImages(2, 4, (k) => k);
    const within = new Uint8Array(file.length + 3);
    within.set(file, 3);
    expect([...readIdxImages(within.subarray(3), "x").pixels]).toEqual([...readIdxImages(file, "x").pixels]);
  });

  it("tells a byte that is missing, or one too many", () => {
    const file = idxImages(3, 28);
    const n = file.length;
    expect(message(() => readIdxImages(file.subarray(0, n - 1), "a"))).toBe(
      `a has the wrong length: expected ${n} bytes for 3 x 28 x 28, got ${n - 1}`,
    );
    const longer = new Uint8Array(n + 1);
    longer.set(file);
    expect(message(() => readIdxImages(longer, "a"))).toContain(`expected ${n} bytes for 3 x 28 x 28, got ${n + 1}`);
    expect(message(() => readIdxImages(file.subarray(0, 9), "a"))).toBe("a was cut within its first 16 bytes");
  });

  it.each([
    ["no magic", Uint8Array.of(1, 0, 8, 3), "two zero bytes"],
    ["an unknown type", Uint8Array.of(0, 0, 7, 3), "unknown type 7"],
    ["four dimensions", idx(8, [1, 1, 4, 4]), "has 4 dimensions"],
    ["no dimension", Uint8Array.of(0, 0, 8, 0), "has 0 dimensions"],
    ["floating-point numbers", idx(13, [1, 4, 4]), "32-bit floating-point numbers"],
    ["no pictures", idx(8, [0, 28, 28]), "holds nothing"],
    ["oblong pictures", idx(8, [1, 28, 20]), "28 x 20 pixels"],
    ["huge pictures", idx(8, [1, 65, 65]), "65 x 65 pixels"],
    ["labels", idxLabels(4), "holds labels, not pictures"],
    // The product of the dimensions is far beyond 2^53.
    ["dimensions of another world", Uint8Array.of(0, 0, 8, 3, ...new Array(12).fill(255)), "got 16"],
  ])("refuses %s as pictures", (_, file, reason) => {
    expect(message(() => readIdxImages(file, "a"))).toContain(reason);
  });

  it("refuses pictures as labels, and labels beyond 9 with their place", () => {
    expect(message(() => readIdxLabels(idxImages(2, 4), "a"))).toBe("a holds pictures, not labels");
    const file = idxLabels(20);
    file[8 + 13] = 10;
    expect(message(() => readIdxLabels(file, "a"))).toBe("a has the label 10 at place 14; labels are 0 to 9");
  });

  it("throws nothing but a fault, whatever the bytes", () => {
    const header = fc.tuple(
      fc.constantFrom(8, 9, 11, 12, 13, 14, 0, 255),
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
    );
    const nearly = header.map(([type, shape]) => idx(type, shape));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: 9 })).map((size) => idxImages(...size)),
      fc
        .uint8Array({ minLength: 1, maxLength: 9, max: 11 })
        .map((data) => idx(8, [data.length], (k) => data[k] as number)),
      nearly.chain((file) => fc.nat(file.length).map((end) => file.slice(0, end))),
      fc
        .tuple(nearly, fc.nat(), fc.nat(255))
        .map(([file, at, value]) => file.with(at % Math.max(1, file.length), value)),
    );
    let read = 0;
    fc.assert(
      fc.property(bytes, (file) => {
        for (const reader of [readIdxImages, readIdxLabels]) if (message(() => reader(file, "a")) === "read") read++;
      }),
      { numRuns: 1500, seed: 1 },
    );
    expect(read).toBeGreaterThan(10);
  });
});
