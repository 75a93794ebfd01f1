import { expect, it } from "vitest";
import { chooseFormat, videoFormat } from "./videoFormat";

it("takes the first format that the browser records, with the ending that belongs to it", () => {
  expect(chooseFormat(() => true)).toEqual({ mime: "video/webm;codecs=vp8", ending: "webm" });
  expect(chooseFormat((mime) => mime.startsWith("video/mp4"))?.ending).toBe("mp4");
  expect(chooseFormat((mime) => mime === "video/webm")).toEqual({ mime: "video/webm", ending: "webm" });
  expect(chooseFormat(() => false)).toBeNull();
});

it("finds none where there is no recorder", () => {
  expect(videoFormat()).toBeNull();
});
