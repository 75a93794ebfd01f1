import { describe, expect, it } from "vitest";
import { parseImage } from "../../workers/crossbar/matrixFile";
import { plainBytes, ppmOf } from "./pictures";

describe("pictures", () => {
  it("reach an experiment with their colours, row by row, without alpha", () => {
    const pixels = [255, 255, 255, 255, 0, 0, 0, 9, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 128, 128, 128, 255];
    const { rows, columns, values } = parseImage(ppmOf(pixels, 3, 2), "photo.png");
    expect([rows, columns]).toEqual([2, 3]);
    const wanted = [1, 0, 0.299, 0.587, 0.114, 128 / 255];
    for (const [k, grey] of wanted.entries()) expect(values[k]).toBeCloseTo(grey, 12);
  });

  it("in other formats stay as they are", async () => {
    const bytes = Uint8Array.of(80, 50, 10, 49);
    expect(await plainBytes(new File([bytes], "plain.pgm"))).toEqual(bytes);
  });
});
